"""What each section of the configuration may say: one model a section, one field a key.

The descriptions are what `kliping schema` tells an editor.  Fields hold values that are ready to
use; what depends on other sections or files is settled in `convert` and `checks`.
"""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, model_validator

from crawler.settings import durations, words
from crawler.settings.shapes import (
    Duration,
    Every,
    Examples,
    FilePath,
    Headers,
    Host,
    Language,
    Languages,
    Mailbox,
    Mailboxes,
    Name,
    Names,
    Networks,
    OnFirstPoll,
    Place,
    Polls,
    Root,
    Secrets,
    Selector,
    Selectors,
    Size,
    Store,
    Text,
    Texts,
    Timezone,
    Url,
    Urls,
    UserAgent,
    at_least,
    at_most,
)


class Section(BaseModel):
    """What all sections have in common: exact types, no unknown keys, no values in errors."""

    model_config = ConfigDict(
        strict=True, extra="forbid", frozen=True, hide_input_in_errors=True
    )


class WebSection(Section):
    """Our own address, where hubs tell of changes (WebSub); one day the dashboard too."""

    listen: Place = Field(
        "127.0.0.1:8321", description="Address and port to listen on, mostly behind a proxy."
    )
    public: Root | None = Field(
        None,
        description="Address under which the world reaches it, such as "
        "https://kliping.example.org. Hubs that feeds name are asked to tell of changes there; "
        "what they tell of is polled at once.",
    )


class SettingsSection(Section):
    """What holds for the whole daemon.  Each key may be given once, in any file."""

    state: FilePath = Field(
        default="state",
        validate_default=True,
        description="Folder of the database, relative to the working directory.",
    )
    store: Store = Field(
        "sqlite", description="sqlite, or postgresql://… for several machines.", repr=False
    )
    timezone: Timezone = Field(
        "Asia/Jakarta", description="Time zone of sources and channels that name none."
    )
    user_agent: UserAgent = Field(
        "kliping/{version} (+https://example.org/contact)",
        description="What Kliping calls itself on the web. {version} is filled in. Sites like to "
        "find an address there to write to.",
    )
    allow_addresses: Networks = Field(
        (),
        description="Private addresses, CIDR blocks or address:port that may be connected to, by "
        "sources, pages and webhooks alike. Without a port: every port.",
    )
    only_addresses: Networks = Field(
        (),
        description="When given, nothing else is connected to; written as in allow_addresses.",
    )
    proxy: Url | None = Field(
        None, repr=False, description="Proxy of all requests. The environment's is not used."
    )
    ca_file: FilePath | None = Field(
        None,
        description="PEM file of the authorities to trust in place of the usual ones, relative to "
        "the working directory. The environment's is not used.",
    )
    operators: Names = Field(
        (),
        description="Channels that hear of silent, failing or recovered sources, gaps, given-up "
        "deliveries and a full disk.",
    )
    language: Literal["id", "en"] = Field("id", description="Language of messages.")
    polls: Polls = Field(
        default="96/d",
        validate_default=True,
        description="Mean budget of polls a source, spent where news is likely: 96/d or 4/h. No "
        "source waits more than 1h.",
    )
    keep: Annotated[Duration, AfterValidator(at_least("1h"))] = Field(
        default="90d",
        validate_default=True,
        description="How long articles are kept. What was seen is remembered far longer.",
    )
    workers: int = Field(16, ge=1, le=256, description="Pages fetched at once.")
    parsers: int = Field(2, ge=1, le=64, description="Parsing processes.")
    web: WebSection | None = Field(
        None, description="Our own address, where hubs tell of changes (WebSub)."
    )


class SourceSection(Section):
    """A site that is watched."""

    name: Name = Field(
        description="Name of the source, unique; stored, so that renaming starts afresh."
    )
    enabled: bool = Field(True, description="false: the source rests and keeps its memory.")
    url: Url = Field(
        repr=False,
        description="Home page. Feeds, news sitemaps and index pages are found from it, unless "
        "feeds, sitemaps or listings say where to look.",
    )
    feeds: Urls = Field((), repr=False, description="Addresses of RSS, Atom or JSON feeds.")
    sitemaps: Urls = Field((), repr=False, description="Addresses of (news) sitemaps.")
    listings: Urls = Field(
        (), repr=False, description="Addresses of index pages, read by their links."
    )
    every: Every = Field(
        default="auto",
        validate_default=True,
        description="auto: polled as often as news is likely; or a duration from 1s.",
    )
    timezone: Timezone | None = Field(
        None, description="Time zone of dates that name none; default settings.timezone."
    )
    language: Language | None = Field(None, description="Language of the articles: id, en, …")
    network: Text | None = Field(
        None, description="Owner; copies inside one network count once."
    )
    tags: Texts = Field((), description="Words of your own, for only.tags and tag:.")
    on_first_poll: OnFirstPoll = Field(
        "remember",
        description="What happens to articles that the first poll lists: remember (known, not "
        "told), alert (told), or a duration: told where they are younger.",
    )
    headers: Headers = Field(
        default_factory=dict,
        repr=False,
        description="Headers added to requests to this source; never sent to another site.",
    )
    robots: Literal["obey", "ignore"] = Field(
        "obey", description="ignore is for a site that is one's own."
    )
    delay: Annotated[Duration, AfterValidator(at_most("1h"))] = Field(
        default="1s",
        validate_default=True,
        description="Least time between the end of one answer and the next request to the host.",
    )


class OnlySection(Section):
    """Where a rule looks; an empty list is no restriction."""

    sources: Names = Field((), description="Names of sources.")
    tags: Texts = Field((), description="Tags of sources; one of them is enough.")
    languages: Languages = Field((), description="Languages of articles.")


class RuleSection(Section):
    """What is looked for, and who is told."""

    name: Name = Field(description="Name of the rule, unique; stored with its alerts.")
    enabled: bool = Field(True, description="false: the rule rests and keeps its memory.")
    query: Text | None = Field(
        None, description='What to find, such as: (banjir OR "tanah longsor") AND Jakarta'
    )
    any: Texts = Field((), description="In place of query: at least one of these terms.")
    all: Texts = Field((), description="In place of query: every one of these terms.")
    none: Texts = Field((), description="In place of query: none of these terms.")
    channels: Names = Field((), description="Names of the channels that are told.")
    only: OnlySection = Field(
        default_factory=lambda: OnlySection.model_validate({}),
        description="Where the rule looks.",
    )
    urgency: Literal["urgent", "normal", "low"] = Field(
        "normal", description="How soon the reader wants to know."
    )
    tell: Literal["story", "once", "article", "updates"] = Field(
        "story",
        description="story: at once, then when its newsrooms double; once: never again; article: "
        "every article; updates: as story, and when an article changes.",
    )
    max_age: Annotated[Duration, AfterValidator(at_least("1m"))] = Field(
        default="3d",
        validate_default=True,
        description="Older articles are stored, not told.",
    )
    must_match: Examples = Field(
        (),
        description="Texts the rule must find, checked whenever it is read: a body, or parts such "
        "as {title: …, body: …, source: …}.",
    )
    must_not_match: Examples = Field((), description="Texts the rule must not find.")

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        simple = bool(self.any or self.all or self.none)
        if self.query is not None and simple:
            raise ValueError("expected query, or any/all/none, found both")
        if self.query is None and not simple:
            raise ValueError("expected query, or any/all/none, found neither")
        return self


class ChannelSection(Section):
    """What every channel has."""

    name: Name = Field(
        description="Name of the channel, unique; stored, so that renaming starts afresh."
    )
    enabled: bool = Field(True, description="false: the channel rests and keeps its memory.")
    timezone: Timezone | None = Field(
        None,
        description="Time zone of digests, quiet hours and shown times; default "
        "settings.timezone.",
    )
    digest: Annotated[
        tuple[Annotated[str, Field(pattern=words.TIME)], ...], Field(strict=False)
    ] = Field(
        (), description='Times such as "07:00" until which normal and low alerts are kept.'
    )
    quiet: Annotated[str, Field(pattern=words.HOURS), AfterValidator(words.hours)] | None = (
        Field(
            None,
            description='Hours such as "22:00-06:00" in which only urgent alerts come through.',
        )
    )
    most: Annotated[str, Field(pattern=durations.RATE)] | None = Field(
        None, description="Most alerts, such as 20/h; beyond it, one digest."
    )


class WebhookSettings(ChannelSection):
    """A POST of JSON, signed as Standard Webhooks says."""

    kind: Literal["webhook"]
    url: Url = Field(repr=False, description="Address that alerts are posted to.")
    secret: Secrets | None = Field(
        None,
        description="Signs the messages: whsec_ and base64 of 24 to 64 bytes, or any text; a list "
        "of them while it is changed: each signs. Best as ${env:NAME}, ${file:/path} or "
        "${credential:NAME}.",
    )


class FileSettings(ChannelSection):
    """JSON lines at the end of a file."""

    kind: Literal["file"]
    path: FilePath = Field(
        description="File that each alert is added to as a line of JSON. A relative path is "
        "relative to the state folder."
    )
    rotate: Size = Field(
        default="100MB",
        validate_default=True,
        description="Size at which a new file is begun; the full one becomes path.1, that one .2.",
    )
    keep: int = Field(5, ge=1, le=1_000, description="How many full files are kept.")


class ConsoleSettings(ChannelSection):
    """The terminal the daemon was started in."""

    kind: Literal["console"]


class AppriseSettings(ChannelSection):
    """Any service that Apprise knows."""

    kind: Literal["apprise"]
    url: Annotated[
        SecretStr,
        Field(
            description="Apprise's address of one target, such as tgram://TOKEN/CHAT. Best as a "
            "${…} reference."
        ),
    ]


class EmailSettings(ChannelSection):
    """Mail through an SMTP server."""

    kind: Literal["email"]
    host: Host = Field(
        description="The SMTP server. One in a private network is named in "
        "settings.allow_addresses too."
    )
    port: int = Field(587, ge=1, le=65535, description="Its port.")
    tls: Literal["starttls", "tls", "none"] | None = Field(
        None, description="How it is spoken to; default tls on port 465, else starttls."
    )
    user: SecretStr | None = Field(None, description="User name at the server.")
    password: SecretStr | None = Field(None, description="Best as a ${…} reference.")
    sender: Mailbox = Field(alias="from", description="Address that mail comes from.")
    to: Mailboxes = Field(min_length=1, description="Addresses that mail goes to.")
    templates: FilePath | None = Field(
        None,
        description="Folder whose alert.html, digest.html and digest.txt take the place of "
        "Kliping's own, relative to the working directory.",
    )

    @model_validator(mode="after")
    def _keeps_its_password(self) -> Self:
        if self.tls == "none" and self.password is not None:
            raise ValueError("expected no password with tls: none, which sends it in the clear")
        if (self.user is None) != (self.password is None):
            raise ValueError("expected user and password, or neither")
        return self


class FeedSettings(ChannelSection):
    """Feeds of alerts, written to files."""

    kind: Literal["feed"]
    path: FilePath = Field(
        description="Where the feeds are written, as path.atom and path.json; {rule} in it makes "
        "one for each rule. A relative path is relative to the state folder."
    )
    entries: int = Field(100, ge=1, le=10_000, description="How many entries a feed keeps.")


class SiteSection(Section):
    """Hints for the pages of one host; extraction works without any."""

    host: Host = Field(description="The host, such as example.org.")
    title: Selector | None = Field(None, description="CSS selector of the title.")
    author: Selector | None = Field(None, description="CSS selector of each author.")
    published: Selector | None = Field(None, description="CSS selector of the date.")
    body: Selector | None = Field(None, description="CSS selector of the body.")
    remove: Selectors = Field((), description="CSS selectors of what is not article text.")


ChannelSettings = Annotated[
    WebhookSettings
    | FileSettings
    | ConsoleSettings
    | AppriseSettings
    | EmailSettings
    | FeedSettings,
    Field(discriminator="kind"),
]


class ConfigurationFile(Section):
    """One file of the configuration of Kliping."""

    settings: SettingsSection | None = Field(None, description="What holds for the daemon.")
    sources: tuple[SourceSection, ...] | None = Field(None, description="Sites to watch.")
    rules: tuple[RuleSection, ...] | None = Field(None, description="What to look for.")
    channels: tuple[ChannelSettings, ...] | None = Field(None, description="Whom to tell.")
    sites: tuple[SiteSection, ...] | None = Field(None, description="Hints for hosts' pages.")

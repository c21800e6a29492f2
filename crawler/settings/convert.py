"""From what the files say to the values the rest of Kliping works with."""

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from crawler import __version__
from crawler.model import Inlet, InletKind, Site, Source
from crawler.settings.addresses import place, written_port
from crawler.settings.models import (
    ChannelSettings,
    EmailSettings,
    SettingsSection,
    SiteSection,
    SourceSection,
    WebhookSettings,
    WebSection,
)
from crawler.settings.value import Front, Settings


def settings(given: Iterable[SettingsSection], base: Path | None) -> Settings:
    """All settings together; no two of `given` say the same key."""
    said = {key: getattr(one, key) for one in given for key in one.model_fields_set}
    whole = SettingsSection.model_validate({}).model_copy(update=said)
    root = base or Path()
    return Settings(
        state=root / whole.state,
        timezone=whole.timezone,
        user_agent=whole.user_agent.replace("{version}", __version__),
        allow_addresses=whole.allow_addresses,
        only_addresses=whole.only_addresses,
        ca_file=None if whole.ca_file is None else root / whole.ca_file,
        operators=tuple(dict.fromkeys(whole.operators)),
        language=whole.language,
        polls=whole.polls,
        keep=whole.keep,
        workers=whole.workers,
        parsers=whole.parsers,
        web=None if whole.web is None else _front(whole.web),
    )


def _front(section: WebSection) -> Front | None:
    """Where hubs reach us; None where nobody from outside does."""
    if section.public is None:
        return None
    host, port = place(section.listen)
    return Front(host, port, section.public)


def source(section: SourceSection, defaults: Settings) -> Source:
    """A source to watch."""
    first = section.on_first_poll
    return Source(
        name=section.name,
        url=section.url,
        inlets=tuple(
            Inlet(kind, url)
            for kind, urls in (
                (InletKind.FEED, section.feeds),
                (InletKind.SITEMAP, section.sitemaps),
                (InletKind.LISTING, section.listings),
            )
            for url in dict.fromkeys(urls)
        ),
        every=section.every,
        timezone=section.timezone or defaults.timezone,
        language=section.language,
        network=section.network,
        tags=tuple(dict.fromkeys(section.tags)),
        remember_first=first != "alert",
        first_younger_than=first if isinstance(first, timedelta) else None,
        headers=tuple(section.headers.items()),
        obey_robots=section.robots == "obey",
        delay=section.delay,
    )


def channel(section: ChannelSettings, defaults: Settings) -> ChannelSettings:
    """A channel with its time zone known."""
    return section.model_copy(update={"timezone": section.timezone or defaults.timezone})


def site(section: SiteSection) -> Site:
    """Hints for a host."""
    return Site(
        host=section.host,
        title=section.title,
        author=section.author,
        published=section.published,
        content=section.body,
        remove=section.remove,
    )


def addresses(
    sources: Iterable[Source], channels: Iterable[ChannelSettings]
) -> frozenset[tuple[str, int]]:
    """The host and the port of every URL that writes its port, and of every mail server."""
    urls = [url for one in sources for url in (one.url, *(inlet.url for inlet in one.inlets))]
    posts = {(one.host, one.port) for one in channels if isinstance(one, EmailSettings)}
    urls += [one.url for one in channels if isinstance(one, WebhookSettings)]
    return frozenset(found for url in urls if (found := written_port(url)) is not None) | posts

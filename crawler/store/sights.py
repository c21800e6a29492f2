"""What the shelf shows: plain, frozen, for the command line and the dashboard."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from crawler import cadence
from crawler.dedup.original import written_by
from crawler.drift import shares, signs
from crawler.model import Article, Gap, InletState, Match, Moment, Silence, Urgency
from crawler.store.habits import figures_of
from crawler.store.names import Name
from crawler.store.paces import pace_of
from crawler.store.rows import (
    Row,
    article_of,
    inlet_of,
    matches_of,
    maybe_moment,
    moment,
    moment_of,
)
from crawler.store.versions import Version
from crawler.store.watching import gap_of, silence_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """An article as it is kept."""

    id: str
    article: Article
    source: str
    network: str
    first_seen: datetime
    stored_at: datetime
    story: str
    copy_of: str | None  # id of the earliest article whose text it repeats, or that repeats its
    contained: float | None = None  # the share of the smaller of these texts that both have
    origin: str = ""  # the agency or house that it credits

    @property
    def published(self) -> Moment | None:
        """When it was published, as stated."""
        return self.article.published


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """Another article of a story, in short."""

    id: str
    source: str
    network: str
    url: str
    title: str
    first_seen: datetime
    copy_of: str | None
    published: Moment | None = None
    origin: str = ""  # the agency or house that it credits


@dataclass(frozen=True, slots=True)
class Try:
    """A try to send, and what was answered."""

    number: int  # from 1
    at: datetime
    answer: str  # `taken`, or what went wrong


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """A delivery, and how far it came."""

    id: str
    channel: str
    state: str  # waiting, sending, delivered, given up, parked, skipped, in digest
    due: datetime | None  # of the next try; while sending, when it is taken for lost
    attempts: int
    problem: str  # of the last try that failed
    created: datetime
    delivered_at: datetime | None
    kind: str = "alert"  # alert, digest, notice
    held: str = ""  # why it is kept for a digest: scheduled, quiet, many
    digest: str | None = None  # the delivery that names it …
    digest_state: str | None = None  # … and how far that came
    tries: tuple[Try, ...] = ()  # the first, and the latest; only where one alert is looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An alert with its deliveries, and of which article it is; that may be dropped by now."""

    id: str
    type: str
    rule: str
    urgency: Urgency
    matches: tuple[Match, ...]
    created: datetime
    story: str | None
    article: str | None
    title: str | None
    url: str | None
    source: str | None
    deliveries: tuple[Sending, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """All that is known of one article."""

    stored: Stored
    others: tuple[Telling, ...]  # of its story, earliest first
    alerts: tuple[Told, ...]
    skips: tuple[tuple[str, str], ...]  # rule, and why it tells nothing
    story: tuple[Told, ...] = ()  # alerts of the other articles of its story
    names: tuple[Name, ...] = ()  # the address that led to it first
    versions: tuple[Version, ...] = ()  # what it said before, oldest first

    @property
    def original(self) -> str | None:
        """Id of the article whose text this one has; None where no other has it."""
        return written_by(self.stored.id, [self.stored, *self.others])

    @property
    def networks(self) -> tuple[str, ...]:
        """The newsrooms that have it, each once: twenty pages of one are one voice."""
        tellings = [(self.stored.first_seen, self.stored.network)]
        tellings += [(other.first_seen, other.network) for other in self.others]
        return tuple(dict.fromkeys(network for _, network in sorted(tellings)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """What is known of a rule."""

    since: datetime | None  # when it came to ask what it asks; None: no daemon has run with it
    asks: str | None  # what that is, see `rules.asked`
    hits: int  # articles that it matched, told or not
    told: datetime | None  # when it last raised an alert


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Something that fails on nearly every page of a host by now."""

    sign: str
    since: datetime
    example: str  # URL of a page that shows it


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """How the pages of a host are: moving figures."""

    host: str
    pages: int
    articles: int  # pages that held one
    length: int  # usual characters of a body
    language: str
    failing: Mapping[str, float]  # share of the late pages on which something fails
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Yield:
    """What an inlet showed before any other."""

    inlet: str  # URL
    links: int
    lag: timedelta | None  # mean from publication to our first sight; None: no dates


@dataclass(frozen=True, slots=True, kw_only=True)
class Pushed:
    """A subscription at a hub, without what only that hub may know."""

    inlet: str  # URL
    hub: str  # URL
    until: datetime | None  # end of the lease; None: the hub has granted none
    asked: bool  # it was asked, and has not confirmed
    due: datetime  # when it is asked (again)
    problem: str
    heard: datetime | None  # when it last told of a change


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often a source is polled now, and what was learned of when it publishes."""

    every: timedelta | None  # from the last poll to the next; None: it failed, or is resting
    a_day: float  # articles that it publishes, in the mean
    busy: tuple[int, int]  # the hours between which most of them appear, by its own clock
    days: int  # that this was learned from


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How a source does."""

    name: str
    due: datetime | None  # the next poll; None: no longer configured, rests
    polled: datetime | None
    failures: int
    quiet: int
    problem: str
    inlets: tuple[InletState, ...]
    newest: datetime | None  # when its newest article was first seen
    day: int  # articles first seen in the last 24 hours
    waiting: int  # pages still to be read
    aside: int  # pages set aside
    hosts: tuple[Host, ...] = ()  # that its pages are on
    yields: tuple[Yield, ...] = ()  # what each inlet showed before the others
    gaps: tuple[Gap, ...] = ()  # the latest, newest first
    silence: Silence | None = None
    rhythm: Rhythm | None = None  # None: nothing is known of it yet
    pushed: tuple[Pushed, ...] = ()  # subscriptions that are wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """A page that was set aside."""

    key: str
    url: str
    source: str
    first_seen: datetime
    attempts: int
    crashes: int
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """How much there is of everything."""

    pages: Mapping[str, int]  # by state
    articles: int
    stories: int
    alerts: int
    deliveries: Mapping[str, int]  # by state; they add up to all there are
    channels: Mapping[str, str]  # those in trouble, and what it is
    silences: Mapping[str, datetime]  # rules that are to be quiet, and until when
    oldest_waiting: datetime | None  # when the oldest delivery that is still to go out was made
    changed: int  # hosts whose pages have changed, or a hint for which gives nothing
    hubs: int  # lists that name a hub …
    pushed: int  # … and of them, those that it tells of
    size: int  # bytes on the disk
    version: int  # of the schema


def stored_of(row: Row) -> Stored:
    """A row of `articles`."""
    return Stored(
        id=row["id"],
        article=article_of(row),
        source=row["source"],
        network=row["network"],
        first_seen=moment(row["first_seen"]),
        stored_at=moment(row["stored_at"]),
        story=row["story"],
        copy_of=row["copy_of"],
        contained=row["contained"],
        origin=row["origin"],
    )


def telling_of(row: Row) -> Telling:
    """Some columns of a row of `articles`."""
    published = moment_of(row, "published")
    about = {name: row[name] for name in row if name != "published_precision"}
    return Telling(**about | {"first_seen": moment(row["first_seen"]), "published": published})


def told_of(row: Row, deliveries: list[Row]) -> Told:
    """A row of `alerts` joined with its article, and its rows of `deliveries`."""
    return Told(
        id=row["id"],
        type=row["type"],
        rule=row["rule"],
        urgency=Urgency(row["urgency"]),
        matches=matches_of(row["matches"]),
        created=moment(row["created"]),
        story=row["story"],
        article=row["article"],
        title=row["title"],
        url=row["url"],
        source=row["source"],
        deliveries=tuple(sending_of(delivery) for delivery in deliveries),
    )


def sending_of(row: Row, tries: Sequence[Row] = ()) -> Sending:
    """A row of `deliveries` with the state of its digest, and its rows of `tries`."""
    return Sending(
        id=row["id"],
        channel=row["channel"],
        state=row["state"],
        due=maybe_moment(row["due"]),
        attempts=row["attempts"],
        problem=row["problem"],
        created=moment(row["created"]),
        delivered_at=maybe_moment(row["delivered_at"]),
        kind=row["kind"],
        held=row["held"] or "",
        digest=row["digest"],
        digest_state=row["digest_state"],
        tries=tuple(Try(each["number"], moment(each["at"]), each["answer"]) for each in tries),
    )


def host_of(row: Row) -> Host:
    """A row of `habits`."""
    figures = figures_of(row)
    return Host(
        host=row["host"],
        pages=figures.pages,
        articles=figures.articles,
        length=round(figures.length),
        language=figures.language,
        failing=shares(figures),
        changes=tuple(
            Change(sign=sign, since=gauge.since, example=gauge.example)
            for sign, gauge in signs(figures).items()
            if gauge.since is not None
        ),
    )


def rhythm_of(row: Row) -> Rhythm | None:
    """What a row of `sources` tells of its rhythm."""
    pace, due, polled = pace_of(row["pace"]), row["due"], row["polled"]
    if pace.until is None:
        return None
    planned = due if row["taken"] is None else row["taken"]
    well = planned is not None and polled is not None and not row["failures"]
    every = moment(planned) - moment(polled) if well else None
    return Rhythm(
        every=every,
        a_day=round(cadence.a_day(pace, cadence.HABIT), 1),
        busy=cadence.busiest(pace, cadence.HABIT),
        days=pace.nights,
    )


def health_of(
    row: Row,
    *,
    inlets: list[Row],
    hosts: list[Row],
    yields: list[Row],
    gaps: list[Row],
    pushed: list[Row],
) -> Health:
    """A row of `sources` with counts, and its rows of other tables."""
    return Health(
        name=row["name"],
        due=maybe_moment(row["due"]),
        polled=maybe_moment(row["polled"]),
        failures=row["failures"],
        quiet=row["quiet"],
        problem=row["problem"],
        inlets=tuple(replace(inlet_of(inlet), listed=()) for inlet in inlets),
        newest=maybe_moment(row["newest"]),
        day=row["day"],
        waiting=row["waiting"],
        aside=row["aside"],
        hosts=tuple(map(host_of, hosts)),
        yields=tuple(map(yield_of, yields)),
        gaps=tuple(map(gap_of, gaps)),
        silence=silence_of(row),
        rhythm=rhythm_of(row),
        pushed=tuple(map(pushed_of, pushed)),
    )


def pushed_of(row: Row) -> Pushed:
    """A row of `subscriptions`."""
    return Pushed(
        inlet=row["inlet"],
        hub=row["hub"],
        until=maybe_moment(row["until"]),
        asked=row["pending"] is not None,
        due=moment(row["due"]),
        problem=row["problem"],
        heard=maybe_moment(row["heard"]),
    )


def yield_of(row: Row) -> Yield:
    """A row of `yields`."""
    lag = timedelta(seconds=row["lag"] / row["dated"]) if row["dated"] else None
    return Yield(row["inlet"], row["links"], lag)

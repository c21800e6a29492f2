"""A rule tried on what is stored: what it would have matched, and told, had it been there all along.

candidates (the index narrows) ──> concerns, match (the same judge as for alerts) ──> hits
hits in the order they were filed ──> judge.news, with the story as it was then ──> their fates
"""

from collections import Counter
from collections.abc import AsyncGenerator, Callable, Iterable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo

from crawler import judge
from crawler.model import Article, Filing, Match, Skip, Source, Story
from crawler.rules import Rule
from crawler.rules.alone import Alone
from crawler.store.shelf import Shelf
from crawler.store.sights import Stored

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An article that the rule matches."""

    stored: Stored  # without its text
    fate: str  # article.matched, story.updated, or why nothing would have been told
    matches: tuple[Match, ...] = ()  # where they were asked for: see `worded`

    @property
    def is_told(self) -> bool:
        """Whether it would have raised an alert."""
        return self.fate in {"article.matched", "story.updated"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What came of trying a rule."""

    rule: Rule
    since: datetime  # from when on articles are stored, at the earliest from when it was asked
    until: datetime
    articles: int  # stored in that time
    judged: int  # those of them that the index did not leave out
    hits: tuple[Hit, ...]  # newest first

    @property
    def days(self) -> float:
        """How many days it reaches over, at least one."""
        return max(1.0, (self.until - self.since) / DAY)

    @property
    def alerts(self) -> int:
        """How many alerts it would have raised."""
        return sum(hit.is_told for hit in self.hits)

    @property
    def silent(self) -> Mapping[str, int]:
        """Why the other hits would have raised none, and how many of them."""
        return Counter(hit.fate for hit in self.hits if not hit.is_told)

    def daily(self, zone: tzinfo) -> dict[date, tuple[int, int]]:
        """For each day, those without any too: how many hits, and how many alerts."""
        day = self.since.astimezone(zone).date()
        last = self.until.astimezone(zone).date()
        found: dict[date, tuple[int, int]] = {}
        while day <= last:
            found[day] = 0, 0
            day += DAY
        for hit in self.hits:
            on = hit.stored.first_seen.astimezone(zone).date()
            hits, alerts = found.get(on, (0, 0))
            found[on] = hits + 1, alerts + hit.is_told
        return found


async def trial(
    shelf: Shelf,
    rule: Rule,
    sources: Mapping[str, Source],
    *,
    since: datetime,
    now: datetime,
    on: Callable[[int, int], None],
) -> Trial:
    """Try `rule` on the articles first seen from `since` to `now`.

    `sources` are those configured, by name; `on` hears how many of how many articles are done.
    """
    first, count = await shelf.reach(since)
    keys = await shelf.candidates(rule.query, since=since)
    async with aclosing(_hits(shelf, rule, sources, keys, on)) as hits:
        found = [hit async for hit in hits]
    fates = await _fates(shelf, rule, found)
    return Trial(
        rule=rule,
        since=since if first is None else max(since, first),
        until=now,
        articles=count,
        judged=len(keys),
        hits=tuple(Hit(stored=stored, fate=fates[stored.id]) for stored in found),
    )


async def worded(
    shelf: Shelf, trial: Trial, sources: Mapping[str, Source], hits: Sequence[Hit]
) -> Trial:
    """The same trial, some `hits` of it with the words that matched."""
    alone = Alone(trial.rule)
    words: dict[str, tuple[Match, ...]] = {}
    async with aclosing(shelf.stored([hit.stored.id for hit in hits])) as articles:
        async for stored in articles:
            source = _source(stored, sources)
            words[stored.id] = alone.matches(stored.article, source) or ()
    return replace(
        trial,
        hits=tuple(
            replace(hit, matches=words.get(hit.stored.id, hit.matches)) for hit in trial.hits
        ),
    )


async def _hits(
    shelf: Shelf,
    rule: Rule,
    sources: Mapping[str, Source],
    keys: Sequence[str],
    on: Callable[[int, int], None],
) -> AsyncGenerator[Stored, None]:
    done = 0
    alone = Alone(rule)
    async with aclosing(shelf.stored(keys)) as articles:
        async for stored in articles:
            done += 1
            on(done, len(keys))
            if alone.answers(stored.article, _source(stored, sources)):
                yield _light(stored)


def _source(stored: Stored, sources: Mapping[str, Source]) -> Source:
    return sources.get(stored.source) or Source(name=stored.source, url="")


def _light(stored: Stored) -> Stored:
    """Without what takes room: of many hits only the headline is shown."""
    article = stored.article
    return replace(
        stored,
        article=Article(
            url=article.url, title=article.title, published=article.published, text=""
        ),
    )


async def _fates(shelf: Shelf, rule: Rule, hits: Sequence[Stored]) -> dict[str, str]:
    """What would have come of each hit, by its id."""
    told_in = await shelf.stories({hit.story for hit in hits})
    stories = {story: _networks_before(articles) for story, articles in told_in.items()}
    told: dict[
        str, int
    ] = {}  # stories, and how many newsrooms had them when they were told last
    heard: set[str] = set()  # articles, and their copies
    fates = {}
    for hit in sorted(hits, key=lambda hit: (hit.stored_at, hit.first_seen, hit.id)):
        earlier, every = stories[hit.story]
        networks = earlier.get(hit.id, every)
        names = frozenset({rule.name}) if hit.story in told else frozenset[str]()
        before = Story(hit.story, networks, names, {rule.name: told.get(hit.story, 0)})
        after = replace(before, networks=networks | {hit.network})
        known = frozenset({rule.name} if hit.copy_of in heard else ())
        kind = judge.news(rule, _filing(hit), before, after, hit.stored_at, heard=known)
        if not isinstance(kind, Skip):
            told[hit.story] = len(after.networks)
        if hit.copy_of in heard or not isinstance(kind, Skip):
            heard.add(hit.id)
        fates[hit.id] = kind.reason if isinstance(kind, Skip) else kind
    return fates


def _networks_before(
    articles: Iterable[tuple[str, str]],
) -> tuple[dict[str, frozenset[str]], frozenset[str]]:
    """The networks that had a story before each of its articles, by its id, and all that have it."""
    known = frozenset[str]()
    found: dict[str, frozenset[str]] = {}
    for key, network in articles:
        found.setdefault(key, known)
        if network not in known:
            known |= {network}
    return found, known


def _filing(hit: Stored) -> Filing:
    return Filing(
        id=hit.id,
        page="",
        source=hit.source,
        network=hit.network,
        first_seen=hit.first_seen,
        fingerprint="",
        article=hit.article,
    )


def compared(old: Trial, new: Trial) -> tuple[tuple[Hit, ...], tuple[Hit, ...]]:
    """The hits that `new` gains, and those that it loses, against `old`."""
    before = {hit.stored.id for hit in old.hits}
    after = {hit.stored.id for hit in new.hits}
    gained = tuple(hit for hit in new.hits if hit.stored.id not in before)
    lost = tuple(hit for hit in old.hits if hit.stored.id not in after)
    return gained, lost

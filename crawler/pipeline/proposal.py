"""What a survey of a site suggests: how to call it, its language and time zone, what to beware of."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import sqrt
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from crawler.cadence import HABIT, SLOWEST, SOONEST
from crawler.dedup.urls import identity, owner
from crawler.errors import Refused, Unreachable
from crawler.model import InletKind, PageState
from crawler.pipeline.survey import Survey

# Zones by what dates state, where one is far likelier than the others: Indonesia's three.
_INDONESIAN = {7: "Asia/Jakarta", 8: "Asia/Makassar", 9: "Asia/Jayapura"}
# By the last part of a host, for countries with one zone.
_COUNTRIES = {
    "id": "Asia/Jakarta",
    "my": "Asia/Kuala_Lumpur",
    "sg": "Asia/Singapore",
    "ph": "Asia/Manila",
    "th": "Asia/Bangkok",
    "vn": "Asia/Ho_Chi_Minh",
    "tl": "Asia/Dili",
    "in": "Asia/Kolkata",
    "jp": "Asia/Tokyo",
    "kr": "Asia/Seoul",
    "uk": "Europe/London",
    "ie": "Europe/Dublin",
    "de": "Europe/Berlin",
    "nl": "Europe/Amsterdam",
    "fr": "Europe/Paris",
    "nz": "Pacific/Auckland",
}
_KEYS = {InletKind.FEED: "feeds", InletKind.SITEMAP: "sitemaps", InletKind.LISTING: "listings"}
_LEAST_TIMES = 5  # from which a rhythm is told
_WEEK = timedelta(days=7)
_MOST_OF_A_DAY = 0.9  # of the articles appear within the hours told


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often a site publishes."""

    a_day: float
    # Hour of the day, in the site's zone, from which, and the one to the end of which, nine tenths
    # appear; `last` may be earlier than `first`.  None where what it lists states days only.
    first: int | None = None
    last: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A source to be."""

    name: str
    url: str
    timezone: str
    language: str | None
    rhythm: Rhythm | None
    every: timedelta  # between two polls, on the mean, when its rhythm has been learned
    inlets: tuple[tuple[str, tuple[str, ...]], ...]  # configuration key, addresses
    warnings: tuple[str, ...]

    def section(self, timezone: str) -> dict[str, object]:
        """The source as the configuration says it; `timezone` is that of `settings`."""
        said: dict[str, object] = {"name": self.name, "url": self.url}
        said |= {key: list(urls) for key, urls in self.inlets}
        if self.timezone != timezone:
            said["timezone"] = self.timezone
        if self.language is not None:
            said["language"] = self.language
        return said


def proposal(
    survey: Survey,
    taken: Iterable[str],
    timezone: str,
    *,
    polls: int,
    name: str | None = None,
) -> Proposal:
    """What `survey` suggests; `taken` are names in use.

    `timezone` and `polls` are those of `settings`, `name` is the wished one, which may get a
    number.
    """
    languages = Counter(each.language for each in survey.articles if each.language)
    language = languages.most_common(1)[0][0] if languages else None
    zone = _zone(survey, language, timezone)
    grouped = {
        _KEYS[kind]: tuple(door.inlet.url for door in survey.doors if door.inlet.kind is kind)
        for kind in InletKind
    }
    known = rhythm(_times(survey), ZoneInfo(zone))
    return Proposal(
        name=unused(name or named(survey.url), taken),
        url=survey.url,
        timezone=zone,
        language=language,
        rhythm=known,
        every=every(known, polls),
        inlets=tuple((key, urls) for key, urls in grouped.items() if urls),
        warnings=tuple(_warnings(survey)),
    )


def named(url: str) -> str:
    """A name for the site at `url`.

    >>> named("https://www.contoh.co.id/"), named("https://ekonomi.contoh.com/")
    ('contoh', 'contoh-ekonomi')
    """
    host = (urlsplit(url).hostname or "situs").lower()
    whole = owner(url).partition(":")[0]
    if re.fullmatch(r"[\d.]+|.*:.*", host):  # an address has no parts that mean anything
        return "situs-" + re.sub(r"\W+", "-", host).strip("-")
    before = host.removesuffix(whole).strip(".").removeprefix("www").strip(".")
    parts = [whole.partition(".")[0], *reversed(before.split("."))]
    return "-".join(part for part in parts if part)[:56].strip("-") or "situs"


def unused(name: str, taken: Iterable[str]) -> str:
    """`name`, with a number where it is taken.

    >>> unused("contoh", {"contoh", "contoh-2"})
    'contoh-3'
    """
    used = set(taken)
    if name not in used:
        return name
    numbers = (f"{name}-{number}" for number in range(2, len(used) + 3))
    return next(each for each in numbers if each not in used)


def _zone(survey: Survey, language: str | None, timezone: str) -> str:
    offsets = Counter(
        offset
        for each in survey.articles
        if each.published is not None and (offset := each.published.at.utcoffset())
    )
    hours = offsets.most_common(1)[0][0] / timedelta(hours=1) if offsets else None
    if language in {"id", "ms"} and hours in _INDONESIAN:
        return _INDONESIAN[int(hours)]
    ending = (urlsplit(survey.url).hostname or "").rpartition(".")[2]
    return _COUNTRIES.get(ending, timezone)


def _times(survey: Survey) -> list[datetime]:
    """When what is listed appeared; where the lists do not say, when what was read did."""
    listed = {
        identity(found.url): found.published
        for door in survey.doors
        for found in door.found
        if found.published is not None
    }
    read = {
        identity(article.url): article.published.at
        for article in survey.articles
        if article.published is not None
    }
    return sorted((listed if len(listed) >= _LEAST_TIMES else read | listed).values())


def rhythm(times: list[datetime], zone: ZoneInfo) -> Rhythm | None:
    """How often and when the articles of `times`, sorted, appear; None where they are too few.

    Only the last week counts: what lies further back was thinned out of the lists.
    """
    late = [time for time in times if times[-1] - time <= _WEEK] if times else []
    if len(late) < _LEAST_TIMES or late[0] == late[-1]:
        return None
    a_day = (len(late) - 1) / ((late[-1] - late[0]) / timedelta(days=1))
    if sum(_is_midnight(time, zone) for time in late) * 2 > len(late):
        return Rhythm(a_day)  # days that are stated without a time
    return Rhythm(a_day, *_busy(Counter(time.astimezone(zone).hour for time in late)))


def _is_midnight(time: datetime, zone: ZoneInfo) -> bool:
    return any(not any(time.astimezone(own).timetuple()[3:6]) for own in (zone, UTC))


def _busy(hours: Counter[int]) -> tuple[int, int]:
    """The shortest stretch of hours of the day that holds nearly all: its first and its last."""
    stretches = ((length, first) for length in range(1, 25) for first in range(24))
    length, first = next(
        (length, first)
        for length, first in stretches
        if sum(hours[(first + more) % 24] for more in range(length))
        >= _MOST_OF_A_DAY * hours.total()
    )
    return first, (first + length - 1) % 24


def every(rhythm: Rhythm | None, polls: int) -> timedelta:
    """How often a source is asked, on the mean, that keeps company with usual ones.

    `polls` is the budget of a source a day; it goes by the square root of what they publish
    (`cadence`).
    """
    level = HABIT.level if rhythm is None else rhythm.a_day
    wait = timedelta(days=1) / (polls * sqrt(level / HABIT.level))
    return min(max(wait, SOONEST), SLOWEST)


def _warnings(survey: Survey) -> Iterable[str]:
    """What may keep this site from being followed, in words."""
    if survey.closed is not None:
        yield f"the page itself cannot be read: {survey.closed}"
    if not survey.doors:
        yield "no list of articles was found: name one under feeds, sitemaps or listings"
    elif all(door.inlet.url == survey.url for door in survey.doors):
        yield "only the page itself lists articles: what leaves it between two polls is missed"
    if any(isinstance(error, Refused) and error.code == "robots" for error in survey.problems):
        yield "its robots.txt forbids some of its articles: these will not be read"
    others = [
        error
        for error in survey.problems
        if not (isinstance(error, Refused) and error.code == "robots")
    ]
    if others:
        yield f"{len(others)} of its articles could not be read: {others[0]}"
    yield from _of_pages(survey)
    slow = [
        error for error in survey.problems if isinstance(error, Unreachable) and error.host_wide
    ]
    if slow:
        yield "it asks for fewer requests: a longer delay may help"


_STATES = {
    PageState.PARTIAL: "show only a beginning (a paywall?): rules see no more than that",
    PageState.BLOCKED: "are a challenge or a login in place of the article: it cannot be read",
    PageState.EMPTY: "hold no text that the server sent (made by scripts?): nothing to match",
    PageState.LIST: "are lists and no articles: the addresses found may be the wrong ones",
}


def _of_pages(survey: Survey) -> Iterable[str]:
    count = len(survey.articles)
    for state, words in _STATES.items():
        number = sum(each.state is state for each in survey.articles)
        if number:
            yield f"{number} of {count} pages {words}"
    read = [
        each for each in survey.articles if each.state in {PageState.FULL, PageState.PARTIAL}
    ]
    for what, lacking in (
        ("date", [each for each in read if each.published is None]),
        ("headline", [each for each in read if not each.title]),
    ):
        if read and len(lacking) * 2 > len(read):
            yield f"{len(lacking)} of {len(read)} articles state no {what}"

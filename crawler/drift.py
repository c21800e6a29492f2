"""Have the pages of a host changed?  Decided after each page, from a few figures a host.

    article ──> seen: what fails on it ──> a gauge for each ──> after: figures, and what to tell

A change of template is told once, however many signs it has, and once that it is over.  So is each
hint of the operator's that gives nothing any more.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import exp, log

from crawler import gauge
from crawler.gauge import Prior, Reading
from crawler.model import Article, Drift, Figures, Gauge, PageState

REST = timedelta(days=1)  # between two changes of one host that are told
FAR = 4.0  # times as long, or as short, as usual
REPEATED = 0.5  # of a text: so much that other articles have as well is a fault of ours
_SETTLING = 50.0  # articles that the usual length is a mean of
_HINT = "hint "  # how the name of a hint's gauge begins
_NO_ARTICLE = "article"  # the gauge of all pages; the others are read where there is an article

SIGNS: Mapping[str, str] = {
    _NO_ARTICLE: "pages hold no article",
    "title": "titles are missing",
    "published": "dates are missing",
    "authors": "authors are missing",
    "short": "texts are far shorter than they were",
    "long": "texts are far longer than they were",
    "repeated": "most of each text stands on other articles too",
    "language": "texts are in another language",
}

_FIELD = Prior(1, 10)
_WORKS = Prior(2, 20, learns=0, broken=0.95)  # a hint is taken to work from the first page on


@dataclass(frozen=True, slots=True)
class Seen:
    """How a page was: for each gauge that it says something to, whether it failed."""

    url: str
    failed: Mapping[str, bool]
    length: int = 0  # characters of the body
    language: str = ""

    @property
    def is_article(self) -> bool:
        """Whether there was an article on it."""
        return not self.failed.get(_NO_ARTICLE, True)


def seen(article: Article, figures: Figures) -> Seen:
    """What `article` says of its host.  A challenge says nothing of how its pages are made."""
    if article.state is PageState.BLOCKED:
        return Seen(article.url, {})
    if article.state in {PageState.LIST, PageState.EMPTY}:
        return Seen(article.url, {_NO_ARTICLE: True})
    length = sum(map(len, article.paragraphs))
    language = (article.language or "").partition("-")[0]
    failed = {
        _NO_ARTICLE: False,
        "title": not article.title,
        "published": article.published is None,
        "authors": not article.authors,
        "short": length * FAR < figures.length,
        "long": length > figures.length * FAR > 0,
        "repeated": article.noticed.repeated > REPEATED,
        "language": "" != language != figures.language != "",
    }
    missed = {(each.key, each.selector) for each in article.noticed.missed}
    for key, selector in article.noticed.hints:
        failed[_hint(key, selector)] = (key, selector) in missed
    return Seen(article.url, failed, length, language)


def after(
    figures: Figures, host: str, page: Seen, now: datetime
) -> tuple[Figures, tuple[Drift, ...]]:
    """The figures after another page, and what is to be told: mostly nothing."""
    if not page.failed:
        return figures, ()
    gauges = _read(figures, page, now)
    changed = replace(
        figures,
        pages=figures.pages + 1,
        articles=figures.articles + page.is_article,
        gauges=gauges,
        length=_length(figures, gauges, page),
        language=_language(figures, gauges, page),
    )
    if gauges is figures.gauges:
        return changed, ()
    hints = _hints(figures, changed, host, page.url, now)
    changed, drift = _template(changed, host, page.url, now)
    return changed, (*hints, *drift)


def _read(figures: Figures, page: Seen, now: datetime) -> Mapping[str, Gauge]:
    """The gauges after another page; the same where nothing failed and nothing is in question."""
    known = figures.gauges
    read = [
        name
        for name, failed in page.failed.items()
        if failed
        or not gauge.is_idle(known.get(name))
        or (name not in known and _is_hint(name))
    ]
    gone = [name for name in known if page.is_article and _is_gone(name, page)]
    if not read and not gone:
        return known
    gauges = {name: each for name, each in known.items() if name not in gone}
    articles = figures.articles + page.is_article
    for name in read:
        number = figures.pages + 1 if name == _NO_ARTICLE else articles
        # A hint may have been written just now: it has seen no page before.
        before = gauges.get(name) or Gauge(at=number - 1 if _is_hint(name) else 0)
        reading = Reading(page.failed[name], number, page.url, now)
        gauges[name] = gauge.read(before, reading, _prior(name))
    return gauges


def _is_gone(name: str, page: Seen) -> bool:
    """Whether a gauge is of a hint that was changed or taken away."""
    return _is_hint(name) and name not in page.failed


def signs(figures: Figures) -> dict[str, Gauge]:
    """What fails nearly always by now, in words, with its gauge."""
    return {_in_words(name): each for name, each in _failing(figures.gauges).items()}


def shares(figures: Figures) -> dict[str, float]:
    """Of each thing that failed lately, the share of pages on which it did: 0 to 1."""
    pages = {_NO_ARTICLE: figures.pages}
    found = {
        name: gauge.share(each, pages.get(name, figures.articles))
        for name, each in figures.gauges.items()
    }
    return {name: round(share, 3) for name, share in found.items() if share >= 0.001}


def _hint(key: str, selector: str) -> str:
    return f"{_HINT}{key}: {selector}"


def _is_hint(name: str) -> bool:
    return name.startswith(_HINT)


def _prior(name: str) -> Prior:
    if name.startswith(_hint("remove", "")):  # not every page has what is to be removed
        return _FIELD
    return _WORKS if _is_hint(name) else _FIELD


def _in_words(name: str) -> str:
    return SIGNS.get(name, f"the {name} gives nothing")


def _failing(gauges: Mapping[str, Gauge]) -> dict[str, Gauge]:
    return {name: each for name, each in gauges.items() if each.since is not None}


# what is told


def _template(
    figures: Figures, host: str, url: str, now: datetime
) -> tuple[Figures, tuple[Drift, ...]]:
    """A change of template once, and once that it is over, however many signs it has."""
    failing = {n: each for n, each in _failing(figures.gauges).items() if not _is_hint(n)}
    if figures.open and not failing:
        over = Drift(host, True, ("pages are again as they were",), url, now)
        return replace(figures, open=False), (over,)
    rested = figures.told is None or now - figures.told >= REST
    if failing and rested and not figures.open:
        example = next(iter(failing.values())).example
        drift = Drift(host, False, tuple(map(_in_words, failing)), example, now)
        return replace(figures, open=True, told=now), (drift,)
    return figures, ()


def _hints(
    before: Figures, figures: Figures, host: str, url: str, now: datetime
) -> list[Drift]:
    """Hints that give nothing by now, and those that give something again."""
    was, failing = _failing(before.gauges), _failing(figures.gauges)
    lost = [name for name in failing if _is_hint(name) and name not in was]
    found = [name for name in was if _is_hint(name) and name in figures.gauges.keys() - failing]
    return [Drift(host, False, (_in_words(name),), url, now) for name in lost] + [
        Drift(host, True, (f"the {name} works again",), url, now) for name in found
    ]


# what is usual


def _length(figures: Figures, gauges: Mapping[str, Gauge], page: Seen) -> float:
    """The usual length of a body; as it was before while it is in question."""
    names = ("short", "long")
    if not page.length or any(_fails(gauges, name) for name in names):
        return figures.length
    if not figures.length or any(_was_adopted(figures, gauges, page, name) for name in names):
        return float(page.length)
    pace = 1 / min(figures.articles + 1, _SETTLING)
    change = min(max(log(page.length / figures.length), -2.0), 2.0)
    return figures.length * exp(pace * change)


def _language(figures: Figures, gauges: Mapping[str, Gauge], page: Seen) -> str:
    if not figures.language or _was_adopted(figures, gauges, page, "language"):
        return page.language
    return figures.language


def _fails(gauges: Mapping[str, Gauge], name: str) -> bool:
    return name in gauges and gauges[name].since is not None


def _was_adopted(figures: Figures, gauges: Mapping[str, Gauge], page: Seen, name: str) -> bool:
    """Whether what was a change is how the host is from now on."""
    ended = _fails(figures.gauges, name) and not _fails(gauges, name)
    return ended and page.failed.get(name, False)

"""How often one thing fails on the pages of a host, and whether it now fails nearly always.

A gauge learns how often a thing fails, and how often right after it did: failures come in bursts.
Against that stands what a new template does: nearly every page fails.  The evidence for it is a sum
of log likelihood ratios that never falls below nought (E. Page, "Continuous Inspection Schemes",
Biometrika 1954); what stays as it is raises at most one false alarm in e^`ALARM` pages (G. Lorden,
"Procedures for Reacting to a Change in Distribution", 1971).

Pages without a failure are only counted, by the caller; a gauge catches up with them when it is
next looked at.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from math import log

from crawler.model import Gauge

ALARM = 14.0  # nats of evidence
OVER = 8.0  # nats of evidence that it is again as it was
MOSTLY = 0.4  # of pages: what fails more often as things are cannot be seen to break
WINDOW = 300.0  # pages that count
ADOPTED = 300  # pages after which a change is how things are
MOST_PENDING = 100  # pages
_FADING = 1 - 1 / WINDOW
_BURST = 0.3  # of failures are followed by another, as long as nothing is known …
_DOUBT = 2.0  # … which counts as much as so many pages


@dataclass(frozen=True, slots=True)
class Prior:
    """What is expected of a gauge before anything was seen, counted in pages."""

    failed: float
    seen: float
    learns: float = 30  # pages before it can tell anything
    broken: float = 0.8  # of pages fail when a template has changed


@dataclass(frozen=True, slots=True)
class Reading:
    """What a page says to a gauge; `number` is the page's, from 1, among those that say something."""

    failed: bool
    number: int
    url: str
    now: datetime


def is_idle(gauge: Gauge | None) -> bool:
    """Whether a page without a failure needs no more than to be counted."""
    return gauge is None or (gauge.since is None and not gauge.pending)


def read(gauge: Gauge, page: Reading, prior: Prior) -> Gauge:
    """The gauge after another page."""
    gauge = _caught_up(gauge, page.number - 1)
    pending = gauge.pending + "01"[page.failed]
    if gauge.since is None and (gauge.seen < prior.learns or _is_usual(gauge, prior)):
        return _learned(gauge, pending, page.number)
    usual = _rate(gauge, prior)
    broken = prior.broken if page.failed else 1 - prior.broken
    ratio = log(broken / (usual if page.failed else 1 - usual))
    if gauge.since is not None:
        return _while_failing(gauge, gauge.evidence - ratio, pending, page.number)
    evidence = max(0.0, gauge.evidence + ratio)
    if not evidence or len(pending) >= MOST_PENDING:
        return _learned(gauge, pending, page.number)
    if evidence < ALARM:
        return replace(gauge, evidence=evidence, pending=pending, at=page.number)
    return replace(
        gauge,
        evidence=0.0,
        pending="",
        last=True,
        since=page.now,
        example=page.url,
        at=page.number,
    )


def share(gauge: Gauge, number: int) -> float:
    """The share of late pages on which it failed, up to the page with `number`; 0 to 1."""
    counted = _caught_up(_learned(gauge, gauge.pending, gauge.at), number)
    return counted.failed / counted.seen if counted.seen else 0.0


def _while_failing(gauge: Gauge, evidence: float, pending: str, number: int) -> Gauge:
    """The gauge after another page, when what it watches fails nearly always."""
    if evidence >= OVER:
        return replace(
            gauge, evidence=0.0, pending="", last=False, since=None, example="", at=number
        )
    if len(pending) >= ADOPTED:
        return _learned(Gauge(), pending, number)
    return replace(gauge, evidence=max(0.0, evidence), pending=pending, at=number)


def _is_usual(gauge: Gauge, prior: Prior) -> bool:
    """Whether it fails so often as things are that nothing can be told from it."""
    return gauge.seen >= prior.learns > 0 and gauge.failed > MOSTLY * gauge.seen


def _rate(gauge: Gauge, prior: Prior) -> float:
    """How often it fails as things are, right after how it was the last time."""
    last = gauge.pending[-1] == "1" if gauge.pending else gauge.last
    if last:
        rate = (gauge.again + _DOUBT * _BURST) / (gauge.after + _DOUBT)
    else:
        rare = gauge.failed - gauge.again + prior.failed
        rate = rare / (gauge.seen - gauge.after + prior.seen)
    return min(max(rate, 0.01), 0.75)


def _caught_up(gauge: Gauge, number: int) -> Gauge:
    """The gauge with the pages up to `number` counted, none of which failed."""
    missed = number - gauge.at
    if missed <= 0 or not is_idle(gauge):
        return gauge
    faded = _FADING**missed
    return replace(
        gauge,
        seen=gauge.seen * faded + WINDOW * (1 - faded),
        failed=gauge.failed * faded,
        after=gauge.after * faded + gauge.last * _FADING ** (missed - 1),
        again=gauge.again * faded,
        last=False,
        at=number,
    )


def _learned(gauge: Gauge, pages: str, number: int) -> Gauge:
    """The gauge with `pages` counted, and nothing that speaks for a change."""
    seen, failed = gauge.seen, gauge.failed
    after, again, last = gauge.after, gauge.again, gauge.last
    for page in pages:
        fails = page == "1"
        seen, failed = seen * _FADING + 1, failed * _FADING + fails
        after, again = after * _FADING + last, again * _FADING + (last and fails)
        last = fails
    return Gauge(seen=seen, failed=failed, after=after, again=again, last=last, at=number)

"""Checks of how the sites were asked: politely, and only for what somebody named."""

from collections.abc import Iterator
from itertools import pairwise

from benchmarks.lab.evidence import Evidence
from benchmarks.lab.plan import DELAY, Site
from benchmarks.lab.roles import BENT, CHILDREN, HIDDEN, OPEN, Kind, Manner
from benchmarks.lab.violation import EARLY, Violation

ALWAYS = ("/robots.txt", "/")  # asked of a site without a list naming them
CHANNELS = ("/kanal/", "/tentang", "/masuk")  # linked from index pages, no articles


def robots_kept(evidence: Evidence) -> Iterator[Violation]:
    """Nothing is asked that robots.txt forbids, nor anything before it was read."""
    for site in evidence.plan.sites:
        asked = evidence.by_site[site.number]
        for one in asked:
            if site.robots.forbids(one.path):
                yield Violation("robots", f"{site.name} was asked for {one.target}")
        if asked and asked[0].path != "/robots.txt":
            yield Violation("robots", f"{site.name} was first asked for {asked[0].target}")


def delays_kept(evidence: Evidence) -> Iterator[Violation]:
    """A host answers one request at a time, with the delay between two."""
    least = DELAY.total_seconds() - EARLY
    for number, asked in evidence.by_site.items():
        for before, after in pairwise(asked):
            gap = after.start - before.end
            if gap < least and (before.whole or gap < -EARLY):
                yield Violation(
                    "delay",
                    f"situs-{number:02}: {after.target} {gap * 1000:.0f} ms after {before.target}",
                )


def rest_kept(evidence: Evidence) -> Iterator[Violation]:
    """A host that answers 429 with Retry-After is left alone for as long."""
    for number, asked in evidence.by_site.items():
        for before, after in pairwise(asked):
            if before.status == 429 and before.retry_after is not None:
                gap = after.start - before.end
                if gap < float(before.retry_after) - EARLY:
                    yield Violation(
                        "rest",
                        f"situs-{number:02}: {after.target} {gap:.1f}s after a 429 on "
                        f"{before.target} for {before.retry_after}s",
                    )


def requests_expected(evidence: Evidence) -> Iterator[Violation]:
    """Every request has the site's host, the daemon's name, and an address that somebody named."""
    for site in evidence.plan.sites:
        for one in evidence.by_site[site.number]:
            if one.host != f"{site.address}:{site.port}":
                yield Violation("request", f"{site.name} was asked as {one.host!r}")
            if not one.agent.startswith("kliping/"):
                yield Violation("request", f"{site.name} was asked by {one.agent!r}")
            if not _known(site, one.path):
                yield Violation("request", f"{site.name} was asked for {one.target}")


def _known(site: Site, path: str) -> bool:
    return (
        path in {*ALWAYS, *(where for _, where in site.inlets)}
        or (Kind.INDEX in site.role.kinds and path in CHILDREN)
        or (Kind.LISTING in site.role.kinds and path.startswith(CHANNELS))
        or path in {place for item in site.items for place in (item.path, item.listed)}
        or (not site.role.named and not path.startswith((OPEN, HIDDEN, BENT)))
    )


def conditional_asked(evidence: Evidence) -> Iterator[Violation]:
    """A list that was read once is asked for with its validators from then on.

    Only where no kill could have lost them.  A sitemap of sitemaps may be asked for anew: that
    it has not changed says nothing of those it names.
    """
    if evidence.kills:
        return
    for site in evidence.plan.sites:
        if site.role.manner is Manner.DEAD or not site.role.named:
            continue
        for kind, path in site.inlets:
            if kind is Kind.INDEX:
                continue
            lists = [one for one in evidence.by_site[site.number] if one.path == path]
            first = next((n for n, one in enumerate(lists) if one.tagged), len(lists))
            bare = [one for one in lists[first + 1 :] if not one.conditional]
            if bare:
                yield Violation(
                    "conditional",
                    f"{site.name} was asked {len(bare)} of {len(lists) - 1} times for {path} "
                    f"without validators",
                )


def polled(evidence: Evidence) -> Iterator[Violation]:
    """Every site that may be read was read whole at least once."""
    for site in evidence.plan.sites:
        if site.readable and site.number not in evidence.watched:
            yield Violation("polled", f"{site.name} was never read whole")

"""Every check must be able to fail: an honest run passes all of them, each lie is found."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from benchmarks.lab.checks import violations
from benchmarks.lab.evidence import Evidence, Life
from benchmarks.lab.oracle import Fate, Oracle
from benchmarks.lab.roles import Manner
from tests.benchmarks.world import ZERO, a_body, an_arrival, an_asking, an_honest_run, an_oracle


@pytest.fixture(scope="module")
def oracle() -> Oracle:
    return an_oracle()


@pytest.fixture(scope="module")
def honest(oracle: Oracle) -> Evidence:
    return an_honest_run(oracle)


def test_an_honest_run_violates_nothing(honest: Evidence) -> None:
    assert violations(honest) == []
    assert honest.arrivals
    assert honest.stored


def without_first_alert(run: Evidence) -> Evidence:
    return replace(run, arrivals=run.arrivals[1:])


def without_first_article(run: Evidence) -> Evidence:
    return replace(run, stored=run.stored[1:])


def article_twice(run: Evidence) -> Evidence:
    return replace(run, stored=[*run.stored, run.stored[0]])


def stranger_stored(run: Evidence) -> Evidence:
    return replace(run, stored=[*run.stored, "http://127.0.1.1:20000/kanal/ekonomi"])


def forbidden_stored(run: Evidence) -> Evidence:
    site, item = next(
        (site, item)
        for site, item in run.plan.placed.values()
        if site.readable and not site.allows(item)
    )
    return replace(run, stored=[*run.stored, site.url(item)])


def never_told(run: Evidence) -> Evidence:
    """An alert that no rule has a reason for."""
    (rule, item) = next(key for key, fate in run.oracle.matches.items() if fate is Fate.NEVER)
    site, placed = run.plan.placed[item]
    body = a_body(rule, site.url(placed), site.name)
    return replace(run, arrivals=[*run.arrivals, an_arrival("evt_x", body, ZERO + 300)])


def told_twice(run: Evidence) -> Evidence:
    again = replace(run.arrivals[0], id="evt_other", at=ZERO + 300)
    return replace(run, arrivals=[*run.arrivals, again])


def copy_told(run: Evidence) -> Evidence:
    rule, group = next(
        (rule, group) for rule, group in run.oracle.owed(run.fates) if len(group) > 1
    )
    more = []
    for number, one in enumerate(group):
        site, placed = run.plan.placed[one]
        body = a_body(rule, site.url(placed), site.name)
        more.append(an_arrival(f"evt_c{number}", body, ZERO + 300))
    kept = [one for one in run.arrivals if json.loads(one.body)["data"]["rule"] != rule]
    return replace(run, arrivals=[*kept, *more])


def two_bodies(run: Evidence) -> Evidence:
    first = run.arrivals[0]
    refused = replace(first, status=500, at=first.at - 10, digest="another")
    return replace(run, arrivals=[refused, *run.arrivals])


def sent_again(run: Evidence) -> Evidence:
    return replace(run, arrivals=[*run.arrivals, replace(run.arrivals[0], at=ZERO + 300)])


def refused_for_good(run: Evidence) -> Evidence:
    return replace(run, arrivals=[replace(run.arrivals[0], status=500), *run.arrivals[1:]])


def sent_too_soon(run: Evidence) -> Evidence:
    first = run.arrivals[0]
    return replace(run, arrivals=[replace(first, status=429, at=first.at - 1.0), *run.arrivals])


def unsigned(run: Evidence) -> Evidence:
    bad = replace(run.arrivals[0], complaint="webhook-signature is wrong")
    return replace(run, arrivals=[bad, *run.arrivals[1:]])


def asked_forbidden(run: Evidence) -> Evidence:
    closed = next(site for site in run.plan.sites if site.robots.forbids("/feed/rss.xml"))
    more = [
        an_asking(closed.number, "/robots.txt", ZERO + 1),
        an_asking(closed.number, "/feed/rss.xml", ZERO + 2),
    ]
    return replace(run, asked=[*run.asked, *more])


def robots_unread(run: Evidence) -> Evidence:
    return replace(run, asked=[one for one in run.asked if one.path != "/robots.txt"])


def hurried(run: Evidence) -> Evidence:
    last = max((one for one in run.asked if one.site == 2), key=lambda one: one.start)
    return replace(run, asked=[*run.asked, replace(last, start=last.end + 0.05)])


def two_at_once(run: Evidence) -> Evidence:
    last = max((one for one in run.asked if one.site == 2), key=lambda one: one.start)
    cut = replace(last, end=last.end + 9, whole=False)
    return replace(run, asked=[*run.asked, cut, replace(last, start=last.end + 5)])


def restless(run: Evidence) -> Evidence:
    last = max((one for one in run.asked if one.site == 1), key=lambda one: one.start)
    busy = replace(last, start=last.end + 1, end=last.end + 1, status=429, retry_after="6")
    soon = replace(last, start=last.end + 3, end=last.end + 3)
    return replace(run, asked=[*run.asked, busy, soon])


def unheard_of(run: Evidence) -> Evidence:
    return replace(run, asked=[*run.asked, an_asking(2, "/wp-login.php", ZERO + 90)])


def other_host(run: Evidence) -> Evidence:
    return replace(run, asked=[replace(one, host="example.org") for one in run.asked])


def without_validators(run: Evidence) -> Evidence:
    site = next(site for site in run.plan.sites if site.number == 2)
    path = site.inlets[0][1]
    more = [an_asking(2, path, ZERO + 90 + n, tagged=True) for n in range(2)]
    return replace(run, asked=[*run.asked, *more])


def site_forgotten(run: Evidence) -> Evidence:
    site = next(
        site
        for site in run.plan.sites
        if site.readable and site.role.manner is Manner.PLAIN and site.role.remember
    )
    return replace(run, asked=[one for one in run.asked if one.site != site.number])


def crashed(run: Evidence) -> Evidence:
    return replace(run, lives=[replace(run.lives[0], code=1, last="Traceback")])


@pytest.mark.parametrize(
    ("lie", "kind"),
    [
        (without_first_alert, "lost"),
        (without_first_article, "missing"),
        (article_twice, "stored"),
        (stranger_stored, "stored"),
        (forbidden_stored, "stored"),
        (never_told, "unexpected"),
        (told_twice, "ids"),
        (copy_told, "copies"),
        (two_bodies, "bodies"),
        (sent_again, "repeated"),
        (refused_for_good, "untaken"),
        (sent_too_soon, "rest"),
        (unsigned, "envelope"),
        (asked_forbidden, "robots"),
        (robots_unread, "robots"),
        (hurried, "delay"),
        (two_at_once, "delay"),
        (restless, "rest"),
        (unheard_of, "request"),
        (other_host, "request"),
        (without_validators, "conditional"),
        (site_forgotten, "polled"),
        (crashed, "daemon"),
        (lambda run: replace(run, stopping=11.0), "daemon"),
        (lambda run: replace(run, orphans=1), "daemon"),
        (lambda run: replace(run, foreign=frozenset({"08080808"})), "daemon"),
        (lambda run: replace(run, integrity="row 7 missing"), "database"),
    ],
)
def test_each_lie_is_found(
    honest: Evidence, lie: Callable[[Evidence], Evidence], kind: str
) -> None:
    assert kind in {violation.kind for violation in violations(lie(honest))}


@pytest.mark.parametrize(
    ("before", "excused"), [(0.5, True), (4.0, True), (6.0, False), (-1.0, False)]
)
def test_a_repeat_is_excused_by_a_kill_just_after_its_answer(
    honest: Evidence, before: float, *, excused: bool
) -> None:
    first = honest.arrivals[0]
    kill = first.at + before
    lives = [
        Life(start=ZERO, end=kill, killed=True, code=-9),
        Life(start=kill, end=ZERO + 400, killed=False, code=0),
    ]
    again = replace(first, at=first.at + 20)
    run = replace(honest, lives=lives, arrivals=[*honest.arrivals, again])
    kinds = {violation.kind for violation in violations(run)}
    assert ("repeated" not in kinds) is excused

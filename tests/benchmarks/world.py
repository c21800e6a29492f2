"""A small replay, made without a daemon: its plan, its rules, and an honest run's evidence."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from benchmarks.lab.evidence import Arrival, Asked, Evidence, Life
from benchmarks.lab.invented import invented
from benchmarks.lab.oracle import Extracted, Fate, Oracle
from benchmarks.lab.plan import Plan, plan
from benchmarks.lab.roles import Kind
from benchmarks.lab.rules import rules
from benchmarks.lab.words import Text

ZERO, STEP = 1_000.0, 0.5
OPENED = datetime(2026, 4, 1, 6, tzinfo=UTC)


def a_plan(**changes: Any) -> Plan:
    wanted: dict[str, Any] = {
        "seed": 3,
        "port": 20_000,
        "sites": 20,
        "growth": 20.0,
        "every": 2,
        "hurdles": True,
        "opened": OPENED,
    }
    return plan(invented(60, 3), **{**wanted, **changes})


def an_oracle() -> Oracle:
    planned = a_plan()
    extracted = {
        number: Extracted("full", item.title, planned.pages[item.page].html.decode())
        for number, (_, item) in planned.placed.items()
    }
    bodies = [Text(body) for body in dict.fromkeys(one.body for one in extracted.values())]
    return Oracle(planned, extracted, rules(bodies, 3, 20))


def an_asking(site: int, target: str, start: float, **changes: Any) -> Asked:
    one = Asked(
        site=site,
        target=target,
        method="GET",
        host=f"127.0.1.{site}:20000",
        agent="kliping/0.1",
        conditional=False,
        start=start,
        end=start,
        status=200,
        retry_after=None,
        tagged=False,
        whole=True,
    )
    return replace(one, **changes)


def a_body(rule: str, url: str, source: str) -> dict[str, Any]:
    return {
        "type": "article.matched",
        "timestamp": "2026-04-01T06:00:00Z",
        "data": {
            "id": "al_1",
            "rule": rule,
            "urgency": "normal",
            "story": {"id": "st_1", "first": True, "outlets": 1},
            "article": {
                "id": "a1",
                "url": url,
                "title": "Judul",
                "authors": [],
                "published": None,
                "first_seen": "2026-04-01T06:00:00Z",
                "source": source,
                "language": "id",
                "lead": "Kalimat.",
            },
            "matches": [
                {"term": "x", "field": "body", "snippet": "a x b", "start": 2, "end": 3}
            ],
        },
    }


def an_arrival(key: str, body: dict[str, Any], at: float, status: int = 200) -> Arrival:
    text = json.dumps(body)
    return Arrival(
        id=key,
        at=at,
        wall=at,
        status=status,
        target="/kait",
        method="POST",
        digest=hashlib.sha256(text.encode()).hexdigest(),
        complaint="",
        inside=1,
        body=text,
    )


def an_honest_run(oracle: Oracle) -> Evidence:
    """What a daemon leaves that does everything right, slowly."""
    asked: list[Asked] = []
    for site in oracle.plan.sites:
        if not site.readable:
            continue
        paths = [path for _, path in site.inlets if not site.robots.forbids(path)]
        if Kind.INDEX in site.role.kinds:
            paths += ["/sitemap-1.xml", "/sitemap-2.xml"]
        articles = [item.path for item in site.items if site.allows(item)]
        for turn, path in enumerate(["/robots.txt", *paths, *articles]):
            asked.append(an_asking(site.number, path, ZERO + turn * STEP))
    bare = Evidence(
        oracle=oracle,
        zero=ZERO,
        asked=asked,
        arrivals=[],
        lives=[Life(start=ZERO, end=ZERO + 100, killed=False, code=0)],
    )
    fates = bare.fates
    arrivals = []
    for number, (rule, group) in enumerate(oracle.owed(fates)):
        item = next(one for one in group if oracle.fate(rule, one, fates) is Fate.MUST)
        site, placed = oracle.plan.placed[item]
        body = a_body(rule, site.url(placed), site.name)
        arrivals.append(an_arrival(f"evt_{number}", body, ZERO + 50 + number))
    stored = [
        site.url(item)
        for number, (site, item) in oracle.plan.placed.items()
        if fates[number].stored is Fate.MUST
    ]
    return replace(bare, arrivals=arrivals, stored=stored)

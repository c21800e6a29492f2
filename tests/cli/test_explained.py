from dataclasses import replace
from datetime import UTC

import pytest

from crawler import judge
from crawler.cli.explained import outcome, record, tree
from crawler.model import Moment, Urgency
from crawler.rules import parse
from crawler.rules.explain import explain
from crawler.store.sights import Dossier, Ruled, Sending, Stored, Told
from tests.builders import NOON, a_rule, a_source, after, an_article

STORED = Stored(
    id="a1",
    article=an_article(published=Moment(after(days=-9))),
    source="contoh",
    network="contoh",
    first_seen=NOON,
    stored_at=after(minutes=1),
    story="st",
    copy_of=None,
)
SENT = Sending(
    id="evt_1",
    channel="meja",
    state="delivered",
    due=None,
    attempts=1,
    problem="",
    created=NOON,
    delivered_at=after(minutes=2),
)
TOLD = Told(
    id="al_1",
    type="article.matched",
    rule="banjir",
    urgency=Urgency.NORMAL,
    matches=(),
    created=after(minutes=1),
    story="st",
    article="a1",
    title="Banjir",
    url="https://contoh.id/",
    source="contoh",
    deliveries=(SENT,),
)
KNOWN = Ruled(since=after(hours=1), asks="banjir", hits=1, told=None)
RULE = a_rule()


def said(
    dossier: Dossier, *, answers: bool = True, known: Ruled | None = KNOWN, **given: object
) -> str:
    rule = given.pop("rule", RULE)
    found = outcome(rule, answers, dossier, source=a_source(), known=known, resting=bool(given), zone=UTC)  # type: ignore[arg-type] # fmt: skip
    return "\n".join(found)


def dossier(*alerts: Told, skip: str = "", story: tuple[Told, ...] = ()) -> Dossier:
    skips = (("banjir", skip),) if skip else ()
    return Dossier(stored=STORED, others=(), alerts=alerts, skips=skips, story=story)


def test_what_was_told_is_said_with_each_delivery() -> None:
    late = replace(SENT, channel="arsip", state="waiting", due=after(hours=1), attempts=2, delivered_at=None, problem="503")  # fmt: skip
    lost = replace(SENT, channel="surel", state="given up", delivered_at=None, attempts=9)
    told = replace(TOLD, deliveries=(SENT, late, lost))
    assert said(dossier(told)) == (
        "Told 22 Nov 2026 12:01:00 UTC (al_1):\n"
        "  meja: delivered 22 Nov 2026 12:02:00 UTC\n"
        "  arsip: waiting, next 22 Nov 2026 13:00:00 UTC, after 2 tries: 503\n"
        "  surel: given up, after 9 tries"
    )
    assert "told again, as more newsrooms" in said(dossier(replace(TOLD, type="story.updated")))
    assert "to nobody" in said(dossier(replace(TOLD, deliveries=())))


@pytest.mark.parametrize(
    ("skip", "why"),
    [
        (judge.OLD, "(3 d): it was published 9 d before it was read."),
        (judge.NEWER, "which is since 22 Nov 2026 13:00:00 UTC; it was first seen 22 Nov 2026 12:00:00 UTC."),
        (judge.TOLD, "22 Nov 2026 12:01:00 UTC, by lain: Banjir lebih dulu."),
    ],
)  # fmt: skip
def test_why_nothing_was_told_is_said_in_full(skip: str, why: str) -> None:
    first = replace(TOLD, source="lain", title="Banjir lebih dulu", article="a0")
    text = said(dossier(skip=skip, story=(first,)))
    assert text.startswith(f"Not told: {skip}")
    assert text.endswith(why)


def test_what_was_never_asked_is_said_so() -> None:
    nothing = dossier()
    assert "does not answer" in said(nothing, answers=False)
    assert "rests" in said(nothing, resting=True)
    assert "no daemon has run with this rule" in said(nothing, known=None)
    assert "filed before the rule asked this" in said(nothing)
    rested = replace(KNOWN, since=after(hours=-1))
    assert "the rule was not in force when the article was filed" in said(nothing, known=rested)
    assert "`only` leaves out" in said(nothing, rule=a_rule(sources=frozenset({"lain"})))
    assert "asked something else when" in said(dossier(TOLD), answers=False)


def test_a_tree_has_a_line_for_each_clause_and_one_for_each_place() -> None:
    found = explain(parse("(longsor OR banjir) AND NOT promo"), STORED.article, "contoh")
    assert list(tree(found)) == [
        "✓ AND",
        "  ✓ OR",
        "    ✗ longsor  not there",
        "    ✓ banjir",
        "        title: \x1b[1m[Banjir]\x1b[0m merendam Kota Hulu",
        "  ✓ NOT promo  not there",
    ]
    kept = record(found)
    assert set(kept) == {"clause", "holds", "parts"}


def test_what_a_not_rules_out_is_shown_where_it_is() -> None:
    found = explain(parse("banjir AND NOT kota AND NOT (a b)"), STORED.article, "contoh")
    assert list(tree(found)) == [
        "✗ AND",
        "  ✓ banjir",
        "      title: \x1b[1m[Banjir]\x1b[0m merendam Kota Hulu",
        "  ✗ NOT kota  it is there",
        "      title: Banjir merendam \x1b[1m[Kota]\x1b[0m Hulu",
        "  ✓ NOT",
        "    ✗ AND",
        "      ✗ a  not there",
        "      ✗ b  not there",
    ]

"""What an article means to the people who watch: who is to hear of it, and is it news to them?

    hits (rule, matches)  +  what the store knows  ──>  Verdict: story, alerts, skips

Called inside the transaction that keeps the article, so it must be pure.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType

from crawler.dedup.identity import alike, short_id
from crawler.message import compose
from crawler.model import (
    Alert,
    Copy,
    Delivery,
    Filing,
    Known,
    Match,
    Precision,
    Skip,
    Story,
    Tell,
    Verdict,
)
from crawler.rules import Rule

Hits = Sequence[tuple[Rule, tuple[Match, ...]]]

# Why a rule that an article answers tells nothing of it; `rules explain` shows it.
NEWER = "seen before the rule asked this"
OLD = "older than the rule's max_age"
TOLD = "story already told"
NOTHING: Mapping[str, datetime] = MappingProxyType({})
AHEAD = timedelta(minutes=15)  # a publication time later than this is a mistake of the page's


def verdict(
    filing: Filing,
    hits: Hits,
    known: Known,
    now: datetime,
    *,
    since: Mapping[str, datetime] = NOTHING,
) -> Verdict:
    """Decide on an article that no name of it was known before.

    `hits` are the rules that it answers, and `since` says from when on they ask what they ask, by
    their names; one that is not named has always asked it.
    """
    copy = next((each for each in known.copies if _same_text(filing, each)), None)
    before = Story(id="st_" + short_id("story", filing.id)) if copy is None else copy.story
    after = Story(before.id, before.networks | {filing.network}, before.told)
    alerts, skips = [], []
    for rule, matches in hits:
        kind = news(rule, filing, before, after, now)
        if filing.first_seen < since.get(rule.name, filing.first_seen):
            kind = Skip(rule.name, NEWER)
        if isinstance(kind, Skip):
            skips.append(kind)
        else:
            alerts.append(_alert(kind, rule, matches, filing=filing, story=after, now=now))
    return Verdict(
        story=before.id,
        copy_of=None if copy is None else copy.article,
        contained=None if copy is None else copy.contained,
        alerts=tuple(alerts),
        skips=tuple(skips),
    )


def _same_text(filing: Filing, copy: Copy) -> bool:
    """Whether what is told to be a copy is one.

    One newsroom repeats a text under another headline where it is no text at all: the notice of
    a paywall, a table's frame.
    """
    return copy.network != filing.network or alike(copy.title, filing.article.title)


def news(rule: Rule, filing: Filing, before: Story, after: Story, now: datetime) -> str | Skip:
    """The type of message that `rule` sends of the article, or why it sends none.

    `before` and `after` are its story without and with it.
    """
    if now - _age_from(filing, now) > rule.max_age:
        return Skip(rule.name, OLD)
    if rule.name not in before.told:
        return "article.matched"
    if rule.tell is Tell.STORY and _doubled(before, after):
        return "story.updated"
    return Skip(rule.name, TOLD)


def _age_from(filing: Filing, now: datetime) -> datetime:
    """When the article counts as published: as stated, or when first seen where that cannot be."""
    stated = filing.article.published
    if stated is None or stated.at > now + AHEAD:
        return filing.first_seen
    if stated.precision is Precision.DAY:  # any time of that day
        return min(stated.at + timedelta(days=1), max(stated.at, filing.first_seen))
    return stated.at


def _doubled(before: Story, after: Story) -> bool:
    """Whether the newsrooms that tell the story have just become 2, 4, 8, …"""
    count = len(after.networks)
    return count > len(before.networks) and count >= 2 and count & (count - 1) == 0


def _alert(
    kind: str,
    rule: Rule,
    matches: tuple[Match, ...],
    *,
    filing: Filing,
    story: Story,
    now: datetime,
) -> Alert:
    outlets = len(story.networks)
    about = filing.id if kind == "article.matched" else f"{story.id}\0{outlets}"
    alert = "al_" + short_id(kind, rule.name, about)
    body = compose(
        kind,
        alert=alert,
        rule=rule.name,
        urgency=rule.urgency,
        filing=filing,
        story=story.id,
        first=kind == "article.matched" and outlets == 1,
        outlets=outlets,
        matches=matches,
        now=now,
    )
    return Alert(
        id=alert,
        type=kind,
        rule=rule.name,
        urgency=rule.urgency,
        matches=matches,
        deliveries=tuple(
            Delivery(
                id="evt_" + short_id("delivery", alert, channel), channel=channel, body=body
            )
            for channel in dict.fromkeys(rule.channels)
        ),
    )

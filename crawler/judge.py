"""What an article means to the people who watch: who is to hear of it, and is it news to them?

    hits (rule, matches)  +  what the store knows  ──>  Verdict: story, alerts, skips

Called inside the transaction that keeps the article, so it must be pure.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType

from crawler.dedup.identity import short_id, story_id
from crawler.dedup.original import AHEAD, original
from crawler.message import compose
from crawler.model import (
    Alert,
    Change,
    Delivery,
    Filing,
    Heard,
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
COPIED = "a copy of what it told"
NOTHING: Mapping[str, datetime] = MappingProxyType({})


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
    copy = original(known.copies, filing)
    before = (known.story or Story(story_id(filing.id))) if copy is None else copy.story
    after = replace(before, networks=before.networks | {filing.network})
    repeated = () if copy is None else known.copies
    heard = frozenset(name for each in repeated for name in each.told)
    alerts, skips = _answers(hits, filing, before, after, now, heard=heard, since=since)
    return Verdict(
        story=before.id,
        copy_of=None if copy is None else copy.article,
        contained=None if copy is None else copy.contained,
        alerts=tuple(alerts),
        skips=tuple(skips),
    )


def _answers(
    hits: Hits,
    filing: Filing,
    before: Story,
    after: Story,
    now: datetime,
    *,
    heard: frozenset[str] = frozenset(),
    since: Mapping[str, datetime],
) -> tuple[list[Alert], list[Skip]]:
    """What each rule that an article answers tells of it, or why it does not; see `news`."""
    alerts, skips = [], []
    for rule, matches in hits:
        kind = news(rule, filing, before, after, now, heard=heard)
        if filing.first_seen < since.get(rule.name, filing.first_seen):
            kind = Skip(rule.name, NEWER)
        if isinstance(kind, Skip):
            skips.append(kind)
        else:
            alerts.append(_alert(kind, rule, matches, filing=filing, story=after, now=now))
    return alerts, skips


def news(
    rule: Rule,
    filing: Filing,
    before: Story,
    after: Story,
    now: datetime,
    *,
    heard: frozenset[str],
) -> str | Skip:
    """The type of message that `rule` sends of the article, or why it sends none.

    `before` and `after` are its story without and with it; `heard` are names of the rules that
    told what it is a copy of.
    """
    if now - _age_from(filing, now) > rule.max_age:
        return Skip(rule.name, OLD)
    if rule.tell is Tell.ARTICLE:
        return Skip(rule.name, COPIED) if rule.name in heard else "article.matched"
    if rule.name not in before.told:
        return "article.matched"
    if rule.tell is not Tell.ONCE and _doubled(rule.name, before, after):
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


def _doubled(rule: str, before: Story, after: Story) -> bool:
    """Whether a newsroom more makes them 2, 4, 8, … or more, and the rule has told of fewer."""
    told = before.outlets.get(rule, len(before.networks))
    more = len(after.networks) > len(before.networks)
    return more and _step(len(after.networks)) > _step(told)


def _step(newsrooms: int) -> int:
    """Which power of two is reached: 1 from one newsroom, 2 from two, 3 from four."""
    return max(newsrooms, 1).bit_length()


def revised(
    filing: Filing,
    hits: Hits,
    before: Hits,
    heard: Heard,
    now: datetime,
    *,
    named: Callable[[str], Rule | None],
    changes: Sequence[Change] = (),
    shown: Sequence[Change] = (),
    since: Mapping[str, datetime] = NOTHING,
) -> Verdict:
    """Decide on an article that was looked at again.

    `filing` has its new version; `hits` are the rules that this one answers and `before` those that
    the one before did; `named` finds any rule, for who was told of an article hears what becomes of
    it even when it answers no more.  `changes` are of more than the matched words: of the headline, corrections,
    that it was taken down; `shown` are those of the text, which are told with them, and never alone.
    """
    answered = {rule.name: _terms(matches) for rule, matches in hits}
    known = {rule.name: _terms(matches) for rule, matches in before}
    others = replace(heard.story, networks=heard.story.networks - {filing.network})
    story = replace(heard.story, networks=heard.story.networks | {filing.network})
    new = [hit for hit in hits if hit[0].name not in known and hit[0].name not in heard.terms]
    alerts, skips = _answers(new, filing, others, story, now, since=since)
    found = {rule.name: matches for rule, matches in hits}
    for rule in filter(None, map(named, sorted(heard.terms))):
        if rule.tell is not Tell.UPDATES:
            continue
        words = _reworded(known.get(rule.name, ()), answered.get(rule.name, ()))
        if changed := (*changes, *words):
            alerts.append(
                _alert(
                    "article.updated",
                    rule,
                    found.get(rule.name, ()),
                    filing=filing,
                    story=story,
                    now=now,
                    changes=(*changed, *shown),
                )
            )
    return Verdict(story=story.id, alerts=tuple(alerts), skips=tuple(skips))


def _terms(matches: Sequence[Match]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(match.term for match in matches))


def _reworded(was: Sequence[str], now: Sequence[str]) -> tuple[Change, ...]:
    """The terms of a rule that are no longer answered, and those that are only now."""
    gone = [term for term in was if term not in now]
    come = [term for term in now if term not in was]
    return (Change("matches", ", ".join(gone), ", ".join(come)),) if gone or come else ()


def _alert(
    kind: str,
    rule: Rule,
    matches: tuple[Match, ...],
    *,
    filing: Filing,
    story: Story,
    now: datetime,
    changes: Sequence[Change] = (),
) -> Alert:
    outlets = len(story.networks)
    about = {
        "article.matched": filing.id,
        "story.updated": f"{story.id}\0{outlets}",
        "article.updated": "\0".join([filing.id, *(f"{c.field}\0{c.now}" for c in changes)]),
    }
    alert = "al_" + short_id(kind, rule.name, about[kind])
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
        others=[(name, url) for name, url in story.links if name != filing.network],
        changes=[(change.field, change.was, change.now) for change in changes],
    )
    return Alert(
        id=alert,
        type=kind,
        rule=rule.name,
        urgency=rule.urgency,
        matches=matches,
        outlets=outlets,
        deliveries=tuple(
            Delivery(
                id="evt_" + short_id("delivery", alert, channel), channel=channel, body=body
            )
            for channel in dict.fromkeys(rule.channels)
        ),
    )

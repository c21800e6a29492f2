"""Invented headlines without texts: many of one event, of which two often share no word."""

import random
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from crawler.dedup.stories.traits import traits
from crawler.dedup.stories.window import Stories

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)

EVENTS = {
    "quake": """
        Strong quake shakes Teluk Permai, tsunami warning issued
        Magnitude 7.1 earthquake strikes off Teluk Permai
        UPDATE 2-Teluk Permai quake kills at least 14
        Thousands flee to higher ground after Teluk Permai quake
        Tsunami warning lifted hours after 7.1 quake
        Rescuers search rubble of collapsed church in Teluk Permai
        Teluk Permai earthquake: what we know so far
        Aftershocks rattle Teluk Permai survivors
        Death toll in Permai earthquake climbs to 41
        "The walls just fell": survivors recall earthquake night
        Airport at Permai reopens for aid flights after quake
        Why the Permai fault was overdue for a big earthquake
        Earthquake survivors sleep outdoors as aftershocks go on
        """,
    "merger": """
        Bank Samudra to buy Bank Delta in all-share deal
        Bank Samudra agrees to acquire rival Delta
        Samudra-Delta merger would create country's second largest lender
        UPDATE 1-Bank Samudra to take over Delta for $4 bln
        Delta shareholders cheer Samudra takeover offer
        What the Samudra-Delta merger means for customers
        Regulator to study Samudra's takeover of Delta
        Branches may close in bank merger, union warns
        Samudra takeover: Delta chief to step down
        Is the Delta takeover too expensive?
        Delta shares leap 30% on takeover bid
        Bank merger could cost 3,000 jobs, says union
        """,
    "strike": """
        Dockers at Karang port walk off the job
        Karang port paralysed as dockers begin strike
        Strike at Karang port enters second day
        Ships queue outside Karang as dockers strike
        Minister urges end to Karang port strike
        Exporters count losses of port strike
        Dockers' union rejects offer in port strike
        Talks to end Karang dockers' strike collapse
        Fruit rots on quay as strike drags on
        Karang dockers return to work after deal
        Port strike over: dockers accept 6% rise
        """,
    "volcano": """
        Mount Arum erupts, spewing ash 8 km high
        Villagers evacuated as Arum volcano erupts
        Arum eruption: flights cancelled over ash cloud
        Ash from Arum volcano blankets towns
        Volcano alert raised to highest level after Arum eruption
        Airlines cancel flights as volcano ash spreads
        Arum volcano quietens, evacuees wait to go home
        Farmers lose crops to volcanic ash of Arum
        In pictures: Mount Arum's eruption
        Scientists watch Arum for a bigger eruption
        """,
}


@pytest.mark.parametrize("seed", range(5))
def test_most_headlines_of_an_event_are_one_story_and_no_story_tells_two(seed: int) -> None:
    dice = random.Random(seed)
    told = [
        (event, title.strip(), NOON + timedelta(hours=dice.expovariate(1 / 24)))
        for event, titles in EVENTS.items()
        for title in titles.strip().splitlines()
    ]
    told.sort(key=lambda each: each[2])
    stories = Stories()
    for number, (_, title, time) in enumerate(told, 1):
        stories.add(number, traits(title, []), time)
    found = Counter(
        (stories.story(number), event) for number, (event, *_) in enumerate(told, 1)
    )
    assert len({story for story, _ in found}) == len(found)
    largest = [
        max(count for (_, name), count in found.items() if name == event) for event in EVENTS
    ]
    assert sum(largest) >= 0.9 * len(told)

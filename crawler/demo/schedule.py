"""When each story comes out: a pure function of when the practice web started."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate, cycle, islice, repeat
from zoneinfo import ZoneInfo

from crawler.demo.stories import Story, stories

AGES = tuple(
    timedelta(minutes=age) for age in (38, 24, 17, 11, 6, 3)
)  # of what is out at the start
GAPS = tuple(
    timedelta(seconds=gap) for gap in (2, 3, 4, 3, 4, 4)
)  # while the morning is busy …
BUSY = timedelta(minutes=2)
QUIET_GAP = timedelta(seconds=20)  # … and after it


@dataclass(frozen=True, slots=True)
class Item:
    """A story that is out."""

    story: Story
    at: datetime  # when it came out, in its site's zone, to the second
    changed: datetime  # when its page last changed

    @property
    def title(self) -> str:
        """Its title by now."""
        edited = self.changed > self.at and self.story.edited
        return edited or self.story.title

    @property
    def path(self) -> str:
        """Its address on its site; an edited title does not move it."""
        story = self.story
        return story.paper.path.format(
            section=story.section,
            number=story.number,
            slug=story.slug,
            day=f"{self.at:%Y/%m/%d}",
        )


def offsets(count: int) -> list[timedelta]:
    """When the first `count` stories come out, from the start; those out before are negative."""
    busy = [gap for gap in accumulate(islice(cycle(GAPS), count)) if gap <= BUSY]
    quiet = accumulate(repeat(QUIET_GAP, count), initial=BUSY)
    return [-age for age in AGES][:count] + (busy + list(quiet)[1:])[
        : max(0, count - len(AGES))
    ]


def edition(start: datetime, now: datetime, among: Sequence[Story] | None = None) -> list[Item]:
    """What is out at `now`, newest first."""
    told = stories() if among is None else among
    start = start.replace(microsecond=0)
    due = (
        (story, start + offset) for story, offset in zip(told, offsets(len(told)), strict=True)
    )
    return [_item(story, at, now) for story, at in due if at <= now][::-1]


def _item(story: Story, at: datetime, now: datetime) -> Item:
    """A story as it stands at `now`."""
    at = at.astimezone(ZoneInfo(story.paper.timezone))
    edited = at + story.edited_after
    return Item(story, at, edited if story.edited and edited <= now else at)

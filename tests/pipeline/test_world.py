from datetime import timedelta
from pathlib import Path

import pytest

from crawler.errors import KlipingError, Refused, Unreachable
from crawler.model import Step
from crawler.pipeline.world import let_rest, request
from tests.builders import a_source
from tests.pipeline.world import FEED, ONE, PAGES, a_world


def test_a_request_is_made_in_the_manner_of_its_source() -> None:
    source = a_source(
        headers=(("X-Kunci", "1"),), obey_robots=False, delay=timedelta(milliseconds=50)
    )
    made = request(source, ONE)
    assert (made.url, made.headers, made.obey_robots) == (ONE, source.headers, False)
    assert made.delay == timedelta(milliseconds=50)


@pytest.mark.parametrize(
    ("error", "minutes"),
    [
        (Unreachable(ONE, "http_429", "429", host_wide=True), 1),
        (
            Unreachable(ONE, "http_503", "503", host_wide=True, retry_after=timedelta(hours=1)),
            60,
        ),
        (Unreachable(ONE, "http_429", "429", host_wide=True, retry_after=timedelta(0)), 0),
        (Unreachable(ONE, "timeout", "no answer", retry_after=timedelta(hours=1)), 0),
        (Refused(ONE, "not_found", "404"), 0),
    ],
)
async def test_only_a_host_that_asked_for_rest_is_left_alone(
    tmp_path: Path, error: KlipingError, minutes: int
) -> None:
    async with a_world(tmp_path, PAGES) as small:
        small.web.pages[FEED] = PAGES[FEED]
        await let_rest(small.world, error)
        await small.settle()
        assert (ONE in small.web.asked) is (minutes == 0)
        await small.settle(minutes=minutes)
        assert ONE in small.web.asked
        assert Step.READ in small.world.room()

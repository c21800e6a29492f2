"""`alerts` and what is under it."""

import asyncio
import json
import re
from pathlib import Path

import pytest

from crawler.store import open_store
from tests.builders import NOON
from tests.cli.command import SMALL, configured, kliping
from tests.store.courier import fail, raised, taken
from tests.store.world import undelivered


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A store with one alert that was given up after two tries, and one that waits."""
    place = configured(tmp_path)

    async def fill() -> None:
        async with open_store(place / "state") as store:
            await raised(store, "lost", "kept", channel="layar")
            await taken(store, NOON)
            await fail(store, "evt_lost", NOON)
            await undelivered(store, "evt_lost", "HTTP 503", None)

    asyncio.run(fill())
    return place


def test_alerts_are_listed_with_where_they_went(folder: Path) -> None:
    assert "meja delivered" in kliping("alerts", folder=folder).stdout
    (line,) = kliping("alerts", "--json", folder=folder).stdout.splitlines()
    assert json.loads(line)["rule"] == "banjir"
    assert kliping("alerts", "--given-up", "--json", folder=folder).stdout == ""


def test_the_whole_life_of_an_alert_is_shown(folder: Path) -> None:
    (line,) = kliping("alerts", "--json", folder=folder).stdout.splitlines()
    shown = kliping("alerts", "show", json.loads(line)["id"], folder=folder).stdout
    for part in (
        "found ",
        "by contoh",
        "read ",
        "story ",
        "matched ",
        "[Banjir]",
        "try 1 ",
        "taken",
    ):
        assert part in shown
    record = json.loads(
        kliping("alerts", "show", json.loads(line)["id"], "--json", folder=folder).stdout
    )
    assert record["deliveries"][0]["tries"][0]["answer"] == "taken"


def test_what_was_given_up_is_sent_again_when_asked_for(place: Path) -> None:
    shown = kliping("alerts", "show", "evt_lost", folder=place).stdout
    assert "given up" in shown
    assert "HTTP 503" in shown
    done = kliping("alerts", "replay", "al_lost", "al_kept", folder=place).stdout
    assert "1 delivery will be sent again." in done
    assert "evt_kept to layar is waiting: left as it is." in done
    assert kliping("alerts", "--given-up", "--json", folder=place).stdout == ""
    assert "0 deliveries will" in kliping("alerts", "replay", "--all", folder=place).stdout


def test_a_rule_is_silenced_for_a_while_and_it_shows(place: Path) -> None:
    said = kliping("alerts", "silence", "banjir", "--for", "2h", folder=place).stdout
    assert "banjir is silenced until" in said
    assert "1 delivery not told yet skipped." in said
    listed = kliping("alerts", folder=place).stdout
    assert "skipped (silenced until" in listed
    assert "banjir is silenced, for" in listed
    kliping("alerts", "silence", "banjir", "--end", folder=place)
    assert "is silenced" not in kliping("alerts", folder=place).stdout


@pytest.mark.parametrize(
    ("arguments", "code", "part"),
    [
        (("show", "al_x"), 1, "there is no alert 'al_x'"),
        (("replay",), 2, "expected ids, or --all"),
        (("replay", "al_lost", "--all"), 2, "expected ids, or --all"),
        (("replay", "al_x"), 1, "there is no alert 'al_x'"),
        (("--only", "gone"), 2, "there are: waiting, sending, delivered, given up"),
        (("silence", "banjir"), 2, "expected --for"),
        (("silence", "banjr", "--for", "2h"), 2, "banjir"),
        (("silence", "banjir", "--for", "soon"), 2, "expected a duration"),
    ],
)
def test_what_cannot_be_done_is_told(
    place: Path, arguments: tuple[str, ...], code: int, part: str
) -> None:
    assert part in kliping("alerts", *arguments, folder=place, code=code).stderr


def test_channels_in_trouble_are_in_the_status(place: Path) -> None:
    assert "layar: failing since" in kliping("status", folder=place).stdout


def test_channels_in_trouble_are_in_the_list_of_channels(place: Path) -> None:
    said = kliping("channels", folder=place).stdout
    assert re.search(r"In trouble:\n  layar: failing since \S+: \S", said)


def test_alerts_are_listed_by_their_state(place: Path) -> None:
    (line,) = kliping(
        "alerts", "--only", "given up", "--json", folder=place
    ).stdout.splitlines()
    assert json.loads(line)["id"] == "al_lost"


def test_what_was_for_a_channel_that_is_gone_is_not_sent_again(place: Path) -> None:
    configured(place, SMALL.replace("layar", "lain"))
    done = kliping("alerts", "replay", "al_lost", folder=place).stdout
    assert "evt_lost was for layar, which is not configured: left as it is." in done
    assert "0 deliveries will" in done
    assert (
        "'layar' is not configured" in kliping("alerts", "replay", "--all", folder=place).stdout
    )


def test_a_rule_that_is_gone_is_silenced_as_long_as_something_of_it_waits(place: Path) -> None:
    configured(place, SMALL.replace("banjir", "gempa"))
    said = kliping("alerts", "silence", "banjir", "--for", "2h", folder=place).stdout
    assert "banjir is silenced until" in said

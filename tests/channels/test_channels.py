from datetime import time, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from crawler.channels import KINDS, build, manners
from crawler.channels.console import Console
from crawler.channels.file import File
from crawler.channels.webhook import Webhook
from crawler.model import Limit, Manners
from crawler.ports import Channel
from tests.channels.lab import Ways


class Hidden:
    """A value as pydantic hides it."""

    def get_secret_value(self) -> str:
        return "kata sandi yang panjang"


WAYS = Ways()


def built(kind: str, **settings: Any) -> Channel:
    section = SimpleNamespace(name="desk", kind=kind, enabled=True, **settings)
    return build(section, outlet=WAYS, state=Path("state"), language="en")


def test_a_channel_is_made_of_its_settings_and_of_what_is_around() -> None:
    assert built("webhook", url="https://example.org/hook", secret=Hidden()) == Webhook(
        url="https://example.org/hook", poster=WAYS, secret="kata sandi yang panjang"
    )
    assert built("file", path=Path("a.jsonl")) == File(
        path=Path("a.jsonl"), folder=Path("state")
    )
    assert built("console", timezone="Asia/Makassar") == Console(
        timezone="Asia/Makassar", language="en"
    )


def test_a_setting_that_says_none_leaves_the_default() -> None:
    assert built("console", timezone=None) == Console(language="en")
    assert built("webhook", url="https://example.org/hook", secret=None) == Webhook(
        url="https://example.org/hook", poster=WAYS
    )


def test_what_cannot_be_used_is_a_value_error() -> None:
    with pytest.raises(ValueError, match="24 to 64 bytes"):
        built("webhook", url="https://example.org/hook", secret="whsec_AAAA")


def test_the_kinds_are_named_as_the_configuration_names_them() -> None:
    assert set(KINDS) == {"webhook", "apprise", "email", "feed", "file", "console"}


def asked(kind: str, **settings: Any) -> tuple[Channel, Manners]:
    """A channel, and what it wants, by settings that say nothing else."""
    silent = {"timezone": None, "digest": (), "quiet": None, "most": None}
    section = SimpleNamespace(name="desk", kind=kind, **(silent | settings))
    channel = build(section, outlet=WAYS, state=Path("state"), language="en")
    return channel, manners(section, channel)


def test_what_a_reader_asks_for_is_what_a_channel_wants() -> None:
    _, wants = asked(
        "console", timezone="UTC", digest=("07:00", "16:00"), quiet="22:00-06:00", most="20/h"
    )
    assert (wants.timezone, wants.digest) == ("UTC", (time(7), time(16)))
    assert wants.quiet == (time(22), time(6))
    assert wants.limits == (Limit(20, timedelta(hours=1), urgent=False),)
    assert wants.sorts


def test_programs_get_all_at_their_pace_and_people_no_more_than_they_can_read() -> None:
    _, program = asked("webhook", url="https://example.org/hook")
    assert (program.sorts, program.pace) == (False, timedelta(milliseconds=50))
    mail = {"host": "mail.example", "sender": "a@a.example", "to": ("b@a.example",)}
    for kind, settings in (("apprise", {"url": "json://127.0.0.1"}), ("email", mail)):
        _, person = asked(kind, **settings)
        assert person.limits == (Limit(20, timedelta(minutes=1)),)
        assert person.pace == timedelta(seconds=1)
    _, both = asked("apprise", url="json://127.0.0.1", most="5/d")
    assert [limit.number for limit in both.limits] == [20, 5]


def test_a_channel_with_another_address_leads_elsewhere() -> None:
    def target(**settings: Any) -> str:
        return asked("webhook", **settings)[1].target

    here = target(url="https://example.org/a")
    assert here == target(url="https://example.org/a", most="5/h")
    assert here != target(url="https://example.org/b")
    assert here != target(
        url="https://example.org/a", secret="whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz"
    )

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from crawler.channels import KINDS, build
from crawler.channels.console import Console
from crawler.channels.file import File
from crawler.channels.webhook import Webhook
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

"""What a reader can be asked for."""

import pytest

from crawler.errors import Unreadable
from crawler.model import Listing
from crawler.readers.errand import WORK, Errand, Result, load, run
from tests.readers.test_contract import HOME, a_reply


def test_everything_that_can_be_asked_for_is_there() -> None:
    load()
    assert set(WORK) == {"listing", "inlets", "article"}


def test_an_errand_gives_a_value_or_a_reason() -> None:
    assert isinstance(run(Errand("listing", (HOME, a_reply(), "UTC"))).get("listing"), Listing)
    with pytest.raises(Unreadable, match="empty"):
        run(Errand("inlets", (a_reply(""),))).get("inlets")


def test_a_bug_is_a_reason() -> None:
    assert run(Errand("inlets", (None,))).problem == (
        "AttributeError while reading: 'NoneType' object has no attribute 'body'"
    )


def test_an_answer_of_the_wrong_kind_is_a_reason() -> None:
    with pytest.raises(Unreadable, match="answered with a str"):
        Result("x").get("listing")

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import ConfigDict, TypeAdapter, ValidationError

from crawler.settings import shapes


def read(shape: Any, value: Any) -> Any:
    """`value` as a field of that shape in a section reads it."""
    return TypeAdapter(shape, config=ConfigDict(strict=True)).validate_python(value)


@pytest.mark.parametrize(
    ("shape", "text", "expected"),
    [
        (shapes.Every, "auto", None),
        (shapes.Every, "5m", timedelta(minutes=5)),
        (shapes.OnFirstPoll, "remember", "remember"),
        (shapes.OnFirstPoll, "alert", "alert"),
        (shapes.OnFirstPoll, "2h", timedelta(hours=2)),
        (shapes.Polls, "4/h", 96),
        (shapes.FilePath, " a/b.json\n", Path("a/b.json")),
        (shapes.Text, " x ", "x"),
        (shapes.Example, "x", "x"),
        (
            shapes.Example,
            {"title": "x", "body": ["y", "z"]},
            {"title": "x", "body": ["y", "z"]},
        ),
        (shapes.Texts, ["a", "b"], ("a", "b")),
        (shapes.Store, "sqlite", "sqlite"),
    ],
)
def test_a_shape_reads_what_people_write(shape: Any, text: Any, expected: Any) -> None:
    assert read(shape, text) == expected


@pytest.mark.parametrize(
    ("shape", "text"),
    [
        (shapes.Every, None),
        (shapes.Every, 300),
        (shapes.Every, "999ms"),
        (shapes.Every, "Auto"),
        (shapes.OnFirstPoll, True),
        (shapes.OnFirstPoll, ["alert"]),
        (shapes.Polls, 96),
        (shapes.FilePath, 5),
        (shapes.FilePath, "  "),
        (shapes.FilePath, "~/x"),
        (shapes.Text, "\n"),
        (shapes.Example, {}),
        (shapes.Example, {"title": 5}),
        (shapes.Example, {"title": [5]}),
        (shapes.Example, ["x"]),
        (shapes.Headers, "x"),
        (shapes.Headers, {"X": 5}),
        (shapes.Texts, "a"),
        (shapes.Texts, {"a": "b"}),
        (shapes.Store, "mysql://a"),
    ],
)
def test_a_shape_refuses_what_could_mean_anything(shape: Any, text: Any) -> None:
    with pytest.raises(ValidationError):
        read(shape, text)


def test_bounds_are_within() -> None:
    minute = timedelta(minutes=1)
    assert shapes.at_least("1m")(minute) == shapes.at_most("1m")(minute) == minute
    with pytest.raises(ValueError, match="at least '1m'"):
        shapes.at_least("1m")(minute - timedelta.resolution)
    with pytest.raises(ValueError, match="at most '1m'"):
        shapes.at_most("1m")(minute + timedelta.resolution)

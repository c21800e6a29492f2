from datetime import timedelta

import pytest
import typer

from crawler.cli.values import duration


def test_a_length_of_time_is_read() -> None:
    assert duration("90s") == timedelta(seconds=90)


@pytest.mark.parametrize("text", ["", "soon", "1", "-1s", "1w"])
def test_another_text_says_what_was_expected(text: str) -> None:
    with pytest.raises(typer.BadParameter, match="15m"):
        duration(text)

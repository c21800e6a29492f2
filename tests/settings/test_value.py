from dataclasses import FrozenInstanceError

import pytest

from tests.settings.folders import SOURCE, configured


def test_a_configuration_is_frozen() -> None:
    whole = configured(SOURCE)
    with pytest.raises(FrozenInstanceError):
        whole.sources = ()  # type: ignore[misc]  # that is the point


def test_equal_files_make_equal_configurations() -> None:
    assert configured(SOURCE) == configured(SOURCE)
    assert configured(SOURCE) != configured(SOURCE.replace("name: a", "name: b"))


def test_a_configuration_shows_counts_only() -> None:
    assert repr(configured(SOURCE)) == (
        "Configuration(sources=1, rules=0, channels=0, sites=0)"
    )

from pathlib import Path

import pytest

from crawler.cli.options import configuration, configuration_again, state_of
from crawler.errors import ConfigError
from tests.cli.command import SMALL, configured


def test_warnings_are_said_unless_asked_not_to(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    configured(tmp_path, SMALL.replace("every: 1h", "every: 5s"))
    configuration(tmp_path / "config", quiet=True)
    assert capsys.readouterr().err == ""
    configuration(tmp_path / "config")
    assert "kliping: warning: " in capsys.readouterr().err


def test_the_state_folder_of_the_command_line_needs_no_configuration(tmp_path: Path) -> None:
    assert state_of(tmp_path / "nowhere", tmp_path) == tmp_path
    assert state_of(configured(tmp_path) / "config", None) == Path("state")
    with pytest.raises(ConfigError):
        state_of(tmp_path / "nowhere", None)


def test_a_configuration_that_holds_still_is_read_again(tmp_path: Path) -> None:
    assert len(configuration_again(configured(tmp_path) / "config").rules) == 1

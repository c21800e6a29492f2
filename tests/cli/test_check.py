import json
from pathlib import Path

import pytest

from crawler.cli.later import LATER
from tests.cli.command import SMALL, configured, kliping


def test_a_good_configuration_is_counted(tmp_path: Path) -> None:
    said = kliping("check", folder=configured(tmp_path)).stdout
    assert said == "config: good. 1 source, 1 rule, 1 channel.\n"


def test_every_complaint_is_told_at_once_with_its_place(tmp_path: Path) -> None:
    text = SMALL.replace("every: 1h", "evry: 1h").replace("query: banjir", "query: banjir OR")
    said = kliping("check", folder=configured(tmp_path, text), code=78).stderr
    assert "config/all.yaml:4" in said
    assert "every" in said
    assert "config/all.yaml:7" in said


def test_a_folder_that_is_not_there_is_78(tmp_path: Path) -> None:
    assert "nowhere" in kliping("check", "--config", "nowhere", folder=tmp_path, code=78).stderr


def test_what_is_not_built_yet_is_refused(tmp_path: Path) -> None:
    text = SMALL + "settings:\n  proxy: http://127.0.0.1:3128\n"
    assert "not yet" in kliping("check", folder=configured(tmp_path, text), code=78).stderr


@pytest.mark.parametrize("command", LATER)
def test_commands_that_are_not_built_yet_say_what_to_do_instead(
    tmp_path: Path, command: str
) -> None:
    assert "not yet; " in kliping(command, "x", folder=tmp_path, code=2).stderr


def test_the_schema_is_json(tmp_path: Path) -> None:
    schema = json.loads(kliping("schema", folder=tmp_path).stdout)
    assert {"settings", "sources", "rules", "channels", "sites"} <= set(schema["properties"])

"""`sources`, `status`, `alerts`."""

import json
from pathlib import Path

from tests.cli.command import configured, kliping


def test_health_counts_and_lists_what_was_set_aside(folder: Path) -> None:
    shown = kliping("sources", folder=folder).stdout
    assert "contoh" in shown
    assert "robots.txt forbids" in shown
    status = json.loads(kliping("status", "--json", folder=folder).stdout)
    assert (status["articles"], status["alerts"]) == (2, 1)
    assert status["deliveries"] == {"delivered": 1}
    assert "2 of 2 stories" in kliping("status", folder=folder).stdout


def test_alerts_are_listed_with_where_they_went(folder: Path) -> None:
    assert "meja delivered" in kliping("alerts", folder=folder).stdout
    (line,) = kliping("alerts", "--json", folder=folder).stdout.splitlines()
    assert json.loads(line)["rule"] == "banjir"
    assert kliping("alerts", "--given-up", "--json", folder=folder).stdout == ""


def test_a_folder_without_a_store_is_74(tmp_path: Path) -> None:
    said = kliping("status", folder=configured(tmp_path), code=74).stderr
    assert "kliping run" in said

"""What `check` says of rules."""

from pathlib import Path

from tests.cli.command import SMALL, configured, kliping
from tests.cli.conftest import PAGES


def with_rules(*rules: str) -> str:
    """A configuration with these queries as rules called a, b, …"""
    made = "".join(
        f"  - name: {name}\n    query: '{query}'\n    channels: [layar]\n"
        for name, query in zip("abcdef", rules, strict=False)
    )
    head, _, tail = SMALL.partition("rules:\n")
    return f"{head}rules:\n{made}channels:{tail.partition('channels:')[2].partition('channels:')[2]}"


def test_doubtful_rules_are_warned_of_with_place_and_mend(tmp_path: Path) -> None:
    text = with_rules("banjir -banjir", "KPK", "=KPK", "(=KPK)")
    said = kliping("check", folder=configured(tmp_path, text)).stderr.splitlines()
    assert said == [
        'kliping: warning: config/all.yaml:7: rule "a": can never match: it asks for banjir and for its absence; take one of them out',
        "kliping: warning: config/all.yaml:10: rule \"b\": KPK also finds the word 'kpk'; =KPK does not",
        "kliping: warning: config/all.yaml:16: rule \"d\": asks the same as the rule 'c'; give that one the channels of both instead",
    ]


def test_a_sound_rule_without_a_store_is_not_commented(tmp_path: Path) -> None:
    done = kliping("check", folder=configured(tmp_path))
    assert (done.stderr, len(done.stdout.splitlines())) == ("", 1)


def test_a_new_rule_is_tried_on_what_is_stored(folder: Path) -> None:
    assert len(PAGES) == 4, "two articles, a feed, and a page that is refused"
    said = kliping("check", folder=folder).stdout
    assert (
        "rule banjir is new: of 2 articles in 30 days it matches 1, and would have raised 1 alert"
        in said
    )

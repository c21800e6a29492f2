"""README tells the truth: its examples are read, its commands are there, its picture is what comes out."""

import json
import re
from pathlib import Path

import pytest
from typer.main import get_command

from crawler import bootstrap
from crawler.channels import KINDS
from crawler.cli import app, later
from crawler.errors import ConfigError
from crawler.message import compose
from crawler.model import Match, Urgency
from crawler.rules import match, parse, parser, regex, terms
from crawler.settings import load
from tests.builders import NOON, a_filing, an_article

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def shape(value: object) -> object:
    """The keys of nested objects, without values."""
    if isinstance(value, dict):
        return {key: shape(item) for key, item in value.items()}
    return [shape(item) for item in value[:1]] if isinstance(value, list) else None


def test_its_first_commands_are_the_two_that_set_everything_up() -> None:
    lines = [line.split("#")[0].split() for line in blocks("sh")[0].splitlines()]
    assert [line[:3] for line in lines] == [["python3", "-m", "crawler.bootstrap"]] * 2
    assert [line[3] for line in lines] == list(bootstrap.EXTRAS)
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert " ".join(lines[1]) in ci, "CI calls the test command that README gives"


def test_its_examples_of_configuration_load_together(tmp_path: Path) -> None:
    config = tmp_path / "config"
    config.mkdir()
    for number, block in enumerate(blocks("yaml")):
        (config / f"{number}.yaml").write_text(block, encoding="utf-8")
    environ = {
        "DESK_SECRET": "a secret of some length",
        "MAIL_PASSWORD": "another",
        "TELEGRAM_URL": f"tgram://12345678:{'x' * 35}/1",
    }
    loaded = load(config, environ=environ)
    assert {channel.kind for channel in loaded.channels} >= {"apprise", "email", "feed"}
    assert len(loaded.sources) == 2
    assert {rule.name for rule in loaded.rules} == {"gempa", "banjir"}
    assert loaded.sites


def test_its_message_has_the_shape_of_a_message() -> None:
    body = compose(
        "article.matched",
        alert="al_1",
        rule="gempa",
        urgency=Urgency.NORMAL,
        filing=a_filing(article=an_article(authors=("Reporter Satu",))),
        story="st_1",
        first=True,
        outlets=1,
        matches=[Match("gempa", "title", "Gempa", 0, 5)],
        now=NOON,
    )
    assert shape(json.loads(blocks("json")[0])) == shape(json.loads(body))


def commands() -> set[str]:
    group = get_command(app)
    return set(getattr(group, "commands", {}))


@pytest.mark.parametrize("command", sorted(set(re.findall(r"`?kliping ([a-z]+)", README))))
def test_every_command_it_names_is_there(command: str) -> None:
    assert command in commands()
    assert command not in later.LATER


def test_every_command_that_is_built_is_named() -> None:
    named = set(re.findall(r"kliping ([a-z]+)", README)) | {"demo"}
    assert commands() - set(later.LATER) == named


def test_what_it_says_is_not_there_yet_is_not() -> None:
    told = README.partition("## Not yet")[2]
    for name in later.LATER:
        assert f"`{name}`" in told


def test_every_kind_of_channel_that_is_built_is_told_of() -> None:
    for kind in KINDS:
        assert kind in README


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("banjir Jakarta", False),
        ("banjir OR longsor", True),
        ('"Kota Hulu"', True),
        ("merend*", True),
        ("*rendam", True),
        ("banj?r", True),
        ("banjir -promo", True),
        ("merendam NEAR/5 Hulu", True),
        ("Hulu ONEAR/5 merendam", False),
        ("rendam~", True),
        ("banjjir~1", True),
        ("=Banjir", True),
        ("=BANJIR", False),
        ("air{1,}", True),
        ("/perahu \\w+/", True),
        ("title:banjir", True),
        ("title:sungai", False),
        ("banjir source:contoh", True),
        ("banjir lang:en", False),
    ],
)
def test_the_language_it_shows_is_the_language(query: str, found: bool) -> None:
    assert (match(parse(query), an_article(), "contoh") is not None) is found


def test_the_limits_it_names_are_the_limits() -> None:
    limits = " ".join(README.partition("The limits, each")[2].partition("\n\n")[0].split())
    for said in (
        f"{parser.MOST_CHARACTERS:,} characters",
        f"{parser.MOST_LEAVES:,} words and phrases",
        f"{parser.MOST_NESTING} brackets and NOTs",
        f"a phrase {terms.MOST_WORDS} words",
        f"{{{terms.MOST_TIMES},}}",
        f"{regex.MOST_CHARACTERS:,} characters",
        f"{parser.MOST_STEPS:,} steps",
    ):
        assert said in limits
    assert f"`NEAR/{parser.USUAL_BETWEEN}`, and n goes up to {parser.MOST_BETWEEN}" in README
    assert terms.LEAST_LETTERS == 2


def test_every_spelling_in_its_table_of_the_language_is_read() -> None:
    rows = README.partition("| written | means |")[2].partition("\n\n")[0].splitlines()
    shown = [cell for row in rows[2:] for cell in re.findall("`([^`]+)`", row.split("|")[1])]
    assert len(shown) >= 14
    whole = [cell for cell in shown if not {"…", "~2"} & {cell.strip("( )"), cell}]
    for query in [q if not q.startswith(("NOT ", "-")) else f"banjir {q}" for q in whole]:
        assert parse(query)


def test_a_reader_learns_every_exit_code() -> None:
    for code in (
        "0 done",
        "1 failed",
        "2 wrong usage",
        "74 storage",
        "75 already",
        "78 config",
    ):
        assert code in README


def test_an_example_that_is_wrong_would_be_noticed(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(blocks("yaml")[0].replace("channels:", "chanels:"))
    with pytest.raises(ConfigError, match="channels"):
        load(tmp_path, environ={"DESK_SECRET": "x" * 20})

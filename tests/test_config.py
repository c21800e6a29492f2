"""The configuration that is shipped, read as a user's would be."""

import re
from pathlib import Path

import pytest

from crawler.model import InletKind
from crawler.settings import Configuration, load
from crawler.settings.complaints import written
from crawler.settings.load import build
from crawler.settings.schema import schema
from crawler.settings.tree import parse

PROJECT = Path(__file__).parent.parent
FILES = ("channels.yaml", "rules.yaml", "settings.yaml", "sources.yaml")


@pytest.fixture(scope="module")
def shipped() -> Configuration:
    return load(PROJECT / "config", environ={}, base=PROJECT)


def test_the_shipped_configuration_is_read_without_a_word(shipped: Configuration) -> None:
    assert shipped.warnings == ()
    assert shipped.secrets == frozenset()


def test_the_shipped_sources_are_a_fair_first_list(shipped: Configuration) -> None:
    assert 20 <= len(shipped.sources) <= 40
    assert all(source.url.startswith("https://") for source in shipped.sources)
    assert all(source.tags and source.language for source in shipped.sources)
    assert {inlet.kind for source in shipped.sources for inlet in source.inlets} == set(
        InletKind
    )
    zones = {source.name: source.timezone for source in shipped.sources}
    assert zones["bali-post"] == "Asia/Makassar"


def test_every_shipped_rule_has_examples_and_tells_both_channels(
    shipped: Configuration,
) -> None:
    tree = parse("rules.yaml", (PROJECT / "config/rules.yaml").read_bytes(), [])
    assert len(shipped.rules) == len(tree.value["rules"])
    for number, rule in enumerate(shipped.rules):
        assert rule.channels == ("layar", "arsip")
        assert written(tree.value, ("rules", number, "must_match"))
        assert written(tree.value, ("rules", number, "must_not_match"))


@pytest.mark.parametrize("name", FILES)
def test_every_shipped_file_names_its_schema_in_its_first_line(name: str) -> None:
    first = (PROJECT / "config" / name).read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=schema.json"


@pytest.mark.parametrize("name", FILES)
def test_every_shipped_file_is_valid_by_the_schema(name: str) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    tree = parse(name, (PROJECT / "config" / name).read_bytes(), [])
    assert list(jsonschema.Draft202012Validator(schema()).iter_errors(tree.value)) == []


def test_the_shipped_settings_are_the_defaults(shipped: Configuration, tmp_path: Path) -> None:
    (tmp_path / "empty.yaml").write_text("")
    assert load(tmp_path, environ={}, base=PROJECT).settings == shipped.settings


def test_the_examples_in_the_readme_can_be_used_together() -> None:
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    examples = re.findall(r"^```yaml\n(.*?)^```", readme, re.DOTALL | re.MULTILINE)
    assert examples
    named = re.findall(r"\$\{env:(\w+)\}", readme)
    files = {f"README-{n}.yaml": example.encode() for n, example in enumerate(examples)}
    environ = dict.fromkeys(named, "https://sixteen.example")
    environ["TELEGRAM_URL"] = f"tgram://12345678:{'x' * 35}/1"
    assert build(files, environ=environ).warnings == ()

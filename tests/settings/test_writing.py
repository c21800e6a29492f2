"""Sources are added to a file, and every byte that stands there stays."""

import os
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from crawler.errors import ConfigError
from crawler.settings import load
from crawler.settings.writing import add, added, place

ITEM = {
    "name": "baru",
    "url": "https://baru.example/",
    "feeds": ["https://baru.example/a?b=#c"],
}
BLOCKS = [
    "",
    "# nur ein Wort\n",
    "settings:\n  state: x\n",
    "settings: {state: x}",
    "sources:\n  - name: a # c1\n    url: https://a.example\n    # last\n\n# after\nrules: []\n",
    "sources:\n- name: a\n  url: https://a.example\n\n\n# b\n- name: b\n  tags: [x,\n    y]",
    "rules: []\nsources:\n  - {name: a, url: 'https://a.example'}\n",
    "sources:\n  - name: a\n    url: >-\n      https://a.example\n\n\nrules: []\n",
    "sources:\n  - name: a\n    network: |+\n      Satu\n\n",
    "a: &x 1\nsources:\n  - name: a\n    url: *x\nrules: 1\n",
    "sources:\n  - name: a\n    url:\nrules: 1\n",
    "sources:\n    -   name: a\n        url: b   # far\n",
    "\ufeffsources:\r\n  - name: a\r\n    url: b\r\nz: 1\r\n",
]
ANEW = [
    "sources: [] # none yet\n# z\n",
    "sources:\n",
    "# top\nsources: [{name: a, url: 'https://a.example'}] # k\nrules: []\n",
    "# top\n{sources: [], rules: []}\n",
]


def values(text: str) -> dict[str, object]:
    return YAML(typ="safe", pure=True).load(text) or {}


@pytest.mark.parametrize("text", BLOCKS)
def test_what_stands_there_stays_byte_for_byte(text: str) -> None:
    new = added(text, [ITEM, ITEM | {"name": "lagi"}])
    rest = new.splitlines()
    for line in text.splitlines():
        at = rest.index(line)  # fails where a line is missing, or comes too late
        rest = rest[at + 1 :]
    before = values(text)
    assert values(new) == before | {
        "sources": [*before.get("sources", ()), ITEM, ITEM | {"name": "lagi"}]  # type: ignore[misc]  # a list, where there is one
    }


@pytest.mark.parametrize("text", ANEW)
def test_a_list_that_cannot_be_gone_on_with_is_written_anew_with_its_comments(
    text: str,
) -> None:
    new = added(text, [ITEM])
    before = values(text)
    assert values(new) == before | {"sources": [*(before["sources"] or ()), ITEM]}  # type: ignore[misc]  # as above
    for line in text.splitlines():
        assert line.partition("#")[2] in new


@pytest.mark.parametrize(
    "text",
    ["sources: 3\n", "sources: {a: b}\n", "- a\n", "a: [\n", "a: 1\na: 2\n", "just text"],
)
def test_what_holds_no_list_of_sources_is_left_alone(text: str) -> None:
    with pytest.raises(YAMLError):
        added(text, [ITEM])


@given(
    st.lists(
        st.fixed_dictionaries(
            {"name": st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]))}
        ),
        max_size=4,
    ),
    st.integers(0, 3),
    st.booleans(),
)
def test_any_text_comes_back_as_it_was_given(
    items: list[dict[str, object]], depth: int, apart: bool
) -> None:
    text = "sources:\n" + "".join(
        f"{' ' * depth}- name: n{n} # c\n" + ("\n" if apart else "") for n in range(2)
    )
    assert values(added(text, items))["sources"] == [{"name": "n0"}, {"name": "n1"}, *items]


def test_what_strangers_wrote_is_never_filled_in_with_a_secret(tmp_path: Path) -> None:
    path = place(tmp_path)
    odd = "https://baru.example/?${env:PATH}$${env:PATH}"
    add(
        path, [{"name": "baru", "url": "https://baru.example", "feeds": [odd], "tags": ["${x"]}]
    )
    (source,) = load(tmp_path, environ={"PATH": "secret"}).sources
    assert [inlet.url for inlet in source.inlets] == [odd]
    assert source.tags == ("${x",)


def test_a_file_that_would_be_too_large_to_be_read_is_not_written(tmp_path: Path) -> None:
    path = place(tmp_path)
    with pytest.raises(ConfigError, match="larger than"):
        add(path, [ITEM | {"tags": ["x" * 2**20]}])
    assert not path.exists()


def test_a_file_is_replaced_as_a_whole_and_keeps_its_rights_and_its_link(
    tmp_path: Path,
) -> None:
    real = tmp_path / "elsewhere.yaml"
    real.write_text("sources:\n  - {name: a, url: 'https://a.example'}\n", encoding="utf-8")
    real.chmod(0o600)
    path = place(tmp_path / "config")
    path.parent.mkdir()
    path.symlink_to(real)
    add(path, [ITEM])
    assert path.is_symlink()
    assert real.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in load(tmp_path / "config", environ=os.environ).sources] == [
        "a",
        "baru",
    ]
    assert sorted(each.name for each in tmp_path.iterdir()) == ["config", "elsewhere.yaml"]


def test_a_folder_that_is_not_there_yet_is_made(tmp_path: Path) -> None:
    path = place(tmp_path / "config")
    add(path, [ITEM])
    assert load(path.parent, environ=os.environ).sources[0].name == "baru"


def test_what_cannot_be_written_is_told_with_the_file(tmp_path: Path) -> None:
    path = place(tmp_path)
    path.write_text("a: [\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"sources\.yaml: could not be written"):
        add(path, [ITEM])
    assert path.read_text(encoding="utf-8") == "a: [\n"

import time
from typing import Any

import pytest
from hypothesis import given, settings as effort, strategies as st

from crawler.errors import Complaint, ConfigError
from crawler.settings.tree import Path, Tree, dotted, parse


def read(text: str | bytes) -> tuple[Tree | None, list[str]]:
    found: list[Complaint] = []
    data = text.encode() if isinstance(text, str) else text
    try:
        tree = parse("f.yaml", data, found)
    except ConfigError as error:
        return None, [str(each) for each in (*found, *error.complaints)]
    return tree, [str(each) for each in found]


def value(text: str) -> Any:
    tree, found = read(text)
    assert tree is not None
    assert found == []
    return tree.value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no", "no"),
        ("on", "on"),
        ("Yes", "Yes"),
        ("true", True),
        ("False", False),
        ("~", None),
        ("", None),
        ("null", None),
        ("010", 10),
        ("0o10", 8),
        ("0x1F", 31),
        ("-7", -7),
        ("1_000", "1_000"),
        ("12:30:45", "12:30:45"),
        ("2026-01-31", "2026-01-31"),
        ("1.5", 1.5),
        ("1e3", 1000.0),
        (".inf", ".inf"),
        ("'5'", "5"),
        ('"true"', "true"),
        ("9" * 5000, "9" * 5000),
        ("|\n    a\n    b\n", "a\nb\n"),
    ],
)
def test_scalars_are_those_of_yaml_1_2(text: str, expected: Any) -> None:
    found = value(f"key: {text}")["key"]
    assert (type(found), found) == (type(expected), expected)


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ((), 2),
        (("sources",), 2),
        (("sources", 0), 3),
        (("sources", 0, "name"), 3),
        (("sources", 0, "tags"), 5),
        (("sources", 0, "tags", 1), 7),
        (("sources", 0, "missing"), 3),
        (("sources", 9, "missing"), 2),
        (("elsewhere",), 2),
    ],
)
def test_every_value_has_a_line_or_that_of_what_is_around_it(path: Path, line: int) -> None:
    tree, _ = read("# first\nsources:\n- name: a\n\n  tags:\n    - x\n    - y\n")
    assert tree is not None
    assert tree.line(path) == line


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("a: 1\nb: [1, 2", "f.yaml:2: expected YAML, but it cannot be read here: "),
        ("a: b: c", "f.yaml:1: expected YAML"),
        ("a: @x", "f.yaml:1: expected YAML"),
        ("a:\n\t- x", "f.yaml:2: expected YAML"),
        ('a: "\\UFFFFFFFF"', "f.yaml: expected YAML"),
        ('a: "\\q"', "f.yaml:1: expected YAML"),
        ("a: 1\nb: \x00", "f.yaml:2: expected text, found the character U+0000"),
        ('a: "x\\0"', "f.yaml:1: a: expected text, found the character U+0000"),
        ('a: "x\\uD800"', "f.yaml:1: a: expected text, found the character U+D800"),
        ('a: "\\e[31m"', "f.yaml:1: a: expected text, found the character U+001B"),
        (b"a: 1\nb: \xff", "f.yaml:2: expected UTF-8"),
        ("a: ä".encode("utf-16"), "f.yaml:1: expected UTF-8"),
        ("a: !!python/object/apply:os.system [id]", "f.yaml:1: a: tags such as"),
        ("a: !!str 5", "f.yaml:1: a: tags such as"),
        ("a: !mine x", "f.yaml:1: a: tags such as"),
        ("a: 1\nb: 2\na: 3", "f.yaml:3: a: the key a is given twice, first in line 1"),
        ("{a: 1, a: {b: 2}}", "f.yaml:1: a: the key a is given twice, first in line 1"),
        ("a: &x {b: 1}\nc:\n  <<: *x", "f.yaml:3: c: YAML 1.2 has no merge key"),
        ("1: x", "f.yaml:1: expected a word as key"),
        ("null: x", "f.yaml:1: expected a word as key"),
        ("? [a, b]\n: x", "f.yaml:1: expected a word as key"),
        ("a: &x b\n*x : c", "f.yaml:2: expected a word as key"),
        ("a: *x", "f.yaml:1: no anchor &x stands above this alias"),
        ("a: &x [*x]", "f.yaml:1: the alias *x stands inside itself"),
        ("a: &x {b: {c: *x}}", "f.yaml:1: the alias *x stands inside itself"),
        ("a: 1\n---\nb: 2", "f.yaml:2: expected one document"),
        ("a: 1\n...\nb: 2", "f.yaml:3: expected one document"),
        ("%YAML 1.1\n---\na: 1", "f.yaml:2: expected YAML 1.2"),
        ("a: " + "[" * 40 + "]" * 40, "f.yaml:1: expected at most 32 levels"),
        ("[" * 1_000_000, "f.yaml:1: expected at most 32 levels"),
        ("a: &x 1\nb: [" + "*x," * 101 + "]", "f.yaml:2: expected at most 100 aliases"),
        (
            "a: &x [" + "1," * 2000 + "]\nb: [" + "*x," * 50 + "]",
            "f.yaml:2: expected at most 100,000",
        ),
    ],
)
def test_what_cannot_be_read_is_said_in_words_with_its_line(
    text: str | bytes, complaint: str
) -> None:
    _, found = read(text)
    assert len(found) == 1
    assert found[0].startswith(complaint)


@pytest.mark.parametrize("levels", [6, 9, 20])
def test_an_alias_bomb_is_refused_before_it_expands(levels: int) -> None:
    rows = ["l0: &l0 [x,x,x,x,x,x,x,x,x,x]"]
    rows += [f"l{n}: &l{n} [{','.join([f'*l{n - 1}'] * 9)}]" for n in range(1, levels)]
    started = time.process_time()
    tree, found = read("\n".join(rows))
    assert time.process_time() - started < 1  # 0.03 s here; the bound is for slow machines
    assert tree is None
    assert "expected at most" in found[0]


def test_levels_are_counted_through_aliases() -> None:
    deep = "a: &x " + "[" * 20 + "]" * 20
    assert read(f"{deep}\nb: {'[' * 11}*x{']' * 11}")[1] == []
    assert "levels" in read(f"{deep}\nb: {'[' * 12}*x{']' * 12}")[1][0]


def test_reading_goes_on_after_what_can_be_passed_over() -> None:
    tree, found = read("a: !!str 1\nb: 1\nb: {c: [x]}\n1: {c: 5}\nd: 4\n")
    assert [line.split(":")[1] for line in found] == ["1", "3", "4"]
    assert tree is not None
    assert {key: tree.value[key] for key in "bd"} == {"b": 1, "d": 4}


def test_an_alias_means_what_its_anchor_means() -> None:
    assert value("a: &x [1, {b: 2}]\nc: *x\nd: &x 3\ne: *x") == {
        "a": [1, {"b": 2}],
        "c": [1, {"b": 2}],
        "d": 3,
        "e": 3,
    }


def test_windows_line_ends_and_a_byte_order_mark_are_no_content() -> None:
    tree, found = read(b"\xef\xbb\xbfa: 1\r\nb: |\r\n  x\r\n  y\r\n")
    assert found == []
    assert tree is not None
    assert tree.value == {"a": 1, "b": "x\ny\n"}


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("a: 1\n...\n", True),
        ("a: 1\n...", True),
        ("a: 1\n... \n\n", True),
        ("a: 1", False),
        ("a: x...", False),
    ],
)
def test_the_end_marker_is_noticed(text: str, marked: bool) -> None:
    tree, _ = read(text)
    assert tree is not None
    assert tree.marked is marked


def test_a_path_with_a_hostile_key_stays_on_one_short_line() -> None:
    shown = dotted(("a", "x\n\x1b[31m" + "y" * 200, 3))
    assert shown.isprintable()
    assert len(shown) < 80


@effort(max_examples=300, deadline=None)
@given(st.text(alphabet=st.sampled_from(list("ab:-[]{}&*!|>'\"%@`,?#. \n\t\\0\x85\u2028é~<")))
       | st.text() | st.binary())  # fmt: skip
def test_no_text_raises_anything_but_a_complaint(text: str | bytes) -> None:
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    tree, found = read(data)
    assert tree is not None or found

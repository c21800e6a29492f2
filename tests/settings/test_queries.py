import json
from datetime import timedelta

from crawler.model import Tell, Urgency
from tests.settings.folders import SOURCE, complaints, configured


def test_a_rule_is_converted_whole() -> None:
    (rule,) = configured(
        SOURCE,
        """
    channels: [{name: layar, kind: console}]
    rules:
      - name: banjir
        query: |
          banjir
          OR "tanah longsor"
        channels: [layar, layar]
        only: {sources: [a], languages: [ID]}
        urgency: urgent
        tell: once
        max_age: 6h
        must_match: [Banjir di kota., {title: Tanah longsor, source: a, lang: id}]
        must_not_match: [Cerah di kota.]
    """,
    ).rules
    assert (rule.name, rule.text) == ("banjir", 'banjir OR "tanah longsor"')
    assert rule.channels == ("layar",)
    assert (rule.sources, rule.languages) == (frozenset({"a"}), frozenset({"id"}))
    assert (rule.urgency, rule.tell) == (Urgency.URGENT, Tell.ONCE)
    assert rule.max_age == timedelta(hours=6)


def test_the_simple_form_of_a_rule_does() -> None:
    text = "rules: [{name: a, any: [banjir, tanah longsor], all: [Jakarta], none: [diskon]}]"
    (rule,) = configured(SOURCE, text).rules
    assert rule.text == "any: banjir, tanah longsor; all: Jakarta; none: diskon"


def test_lists_that_look_the_same_on_one_line_are_told_apart() -> None:
    one, other = (
        configured(SOURCE, f"rules: [{{name: a, any: [{terms}]}}]").rules[0]
        for terms in ('"banjir, longsor"', "banjir, longsor")
    )
    assert one.text == other.text
    assert one.lists != other.lists


def test_examples_know_the_sources_that_are_configured() -> None:
    sources = "sources: [{name: contoh, url: 'https://contoh.id/', tags: [kota], language: id}]"
    limits = "only: {tags: [kota], languages: [id]}"
    example = "{source: contoh, body: Banjir lagi}"
    text = f"rules: [{{name: a, query: banjir, {limits}, must_match: [{example}]}}]"
    (rule,) = configured(sources, text).rules
    assert rule.tags == {"kota"}
    assert complaints(sources.replace("kota", "desa"), text)


def test_a_rule_that_rests_must_still_be_readable() -> None:
    (complaint,) = complaints(SOURCE, "rules: [{name: a, query: '(x', enabled: false}]")
    assert complaint.startswith('config/2.yaml:1: rule "a": ')


def test_a_query_that_cannot_be_read_is_shown_with_a_caret() -> None:
    (found,) = complaints(
        SOURCE,
        """
    rules:
      - name: krisis
        query: (banjir OR ) AND Jakarta
    """,
    )
    assert found == (
        'config/2.yaml:4: rule "krisis": expected a word, a phrase or "(" after OR\n'
        "    (banjir OR ) AND Jakarta\n"
        "               ^"
    )


def test_a_query_of_several_lines_is_shown_on_one() -> None:
    (found,) = complaints("rules:\n- name: a\n  query: |\n    banjir AND\n    (Jakarta OR\n")
    first, query, caret = found.split("\n")
    assert first.startswith('config/1.yaml:3: rule "a": ')
    assert query == "    banjir AND (Jakarta OR"
    assert caret.strip() == "^"


def test_a_term_that_cannot_be_read_is_blamed_on_its_own_line() -> None:
    (found,) = complaints("rules:\n- name: a\n  any:\n  - banjir\n  - banjir OR longsor\n")
    assert found.startswith('config/1.yaml:5: rule "a", any[1]: ')


def test_a_rule_that_everything_would_answer_is_refused() -> None:
    assert len(complaints("rules: [{name: a, query: NOT banjir}]")) == 1
    assert len(complaints("rules: [{name: a, none: [banjir]}]")) == 1


def test_each_example_that_fails_is_blamed_on_its_line() -> None:
    found = complaints("""
    rules:
      - name: banjir
        query: banjir
        must_match:
          - Banjir di kota.
          - Cerah di kota.
          - {title: Banjir}
          - {body: [Cerah, Hujan]}
        must_not_match:
          - Cerah.
          - Banjir lagi.
    """)
    assert [one.split(": ")[:2] for one in found] == [
        ["config/1.yaml:7", "rules[0].must_match[1]"],
        ["config/1.yaml:9", "rules[0].must_match[3]"],
        ["config/1.yaml:12", "rules[0].must_not_match[1]"],
    ]
    assert "Cerah di kota." in found[0]


def test_of_a_long_query_the_part_around_the_place_is_shown() -> None:
    query = " OR ".join(f"kata{n}" for n in range(500)) + " OR ) AND " + "x " * 500
    (found,) = complaints(json.dumps({"rules": [{"name": "a", "query": query}]}))
    _, shown, caret = found.split("\n")
    assert len(shown) < 200
    assert shown[caret.index("^")] == ")"

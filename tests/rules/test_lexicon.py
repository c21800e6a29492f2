from hypothesis import HealthCheck, given, settings, strategies as st

from crawler.rules.lexicon import Lexicon
from crawler.rules.patterns import answers, pattern
from crawler.rules.reading import forms

KEYS = st.sampled_from(
    ["kota", "tua", "jumat", "kota-tua", "ko*", "*ta", "k?ta", "kotak~1", "serang~", "kita~2"]
)
LONG = ["k" * 100, "kota" + "-tua" * 40]  # too long to be remembered
RUNS = st.sets(
    st.sampled_from(
        ["Kota,", "kota", "“Kota-Tua”", "Jum’at", "kata", "kita.", "menyerang", "–", *LONG]
    )
)


def asked(keys: set[str], runs: set[str]) -> set[str]:
    """Those of `keys` that one of the runs has."""
    words = {word for run in runs for word in forms(run)}
    patterns = {key: piece for key in keys if (piece := pattern(key)) is not None}
    return (keys & words) | {
        key for key, piece in patterns.items() if any(answers(piece, word) for word in words)
    }


@settings(max_examples=200, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(KEYS, RUNS), max_size=15))
def test_knows_which_keys_an_article_has_and_in_which_runs_while_keys_come(
    steps: list[tuple[str, set[str]]],
) -> None:
    lexicon, there = Lexicon(), set[str]()
    for key, runs in steps:
        lexicon.add([key])
        there.add(key)
        lexicon.settle()
        assert lexicon.keys(runs) == asked(there, runs)
        for own in there:
            assert lexicon.having(own, runs) == {run for run in runs if asked({own}, {run})}


@settings(max_examples=200, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(KEYS, KEYS, RUNS, RUNS), max_size=15))
def test_keys_lead_where_something_is_filed_whenever_that_came(
    steps: list[tuple[str, str, set[str], set[str]]],
) -> None:
    lexicon, there, filed, ever = Lexicon(), set[str](), set[str](), set[str]()
    for key, change, runs, others in steps:
        lexicon.add([key])
        there.add(key)
        filed ^= {change}
        ever |= filed
        lexicon.wake(dict.fromkeys({change} & filed).keys())
        lexicon.settle()
        both = asked(there, runs), asked(there, others)
        for text, has in zip((runs, others), both, strict=True):
            led = set(lexicon.leading(text, filed))
            assert led & filed == has & filed
            assert led <= has & ever
        for own in there | {"tidak ada"}:
            assert lexicon.has([own], runs, others) == any(own in one for one in both)


def test_many_new_keys_are_found_as_well_as_few() -> None:
    lexicon = Lexicon()
    lexicon.add(["kota"])
    assert lexicon.keys({"kota", "kata7"}) == {"kota"}
    lexicon.add([f"kata{number}" for number in range(100)])
    assert lexicon.keys({"kota", "kata7"}) == {"kota", "kata7"}
    assert lexicon.keys({"kata99,"}) == {"kata99"}


def test_keys_that_are_asked_for_twice_are_there_once() -> None:
    lexicon = Lexicon(["kota", "ko*", "kota", "ko*"])
    assert len(lexicon) == 2
    lexicon.add(["kota", "ko*"])
    assert lexicon.keys({"kota"}) == {"kota", "ko*"}
    lexicon.add(["kota", "kot?", "ko*"])
    lexicon.settle()
    assert lexicon.keys({"kota"}) == {"kota", "ko*", "kot?"}
    assert len(lexicon) == 3

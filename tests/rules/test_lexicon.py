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
@given(st.lists(st.tuples(st.booleans(), KEYS, RUNS), max_size=15))
def test_knows_which_keys_an_article_has_while_keys_come_and_go(
    steps: list[tuple[bool, str, set[str]]],
) -> None:
    lexicon, there = Lexicon(), list[str]()
    for gone, key, runs in steps:
        if gone and there:
            lexicon.drop([there.pop(0)])
        else:
            lexicon.add([key])
            there.append(key)
        found = lexicon.keys(runs)
        assert found & set(there) == asked(set(there), runs)
        having = lexicon.having(runs)
        for own in found & set(there):
            may = {*having.get(own, ()), *having.get("", ())}
            assert {run for run in runs if asked({own}, {run})} <= may


def test_many_new_keys_are_found_as_well_as_few() -> None:
    lexicon = Lexicon()
    lexicon.add(["kota"])
    assert lexicon.keys({"kota", "kata7"}) == {"kota"}
    lexicon.add([f"kata{number}" for number in range(100)])
    assert lexicon.keys({"kota", "kata7"}) == {"kota", "kata7"}
    assert lexicon.keys({"kata99,"}) == {"kata99"}


def test_what_is_asked_for_twice_stays_until_both_have_gone() -> None:
    lexicon = Lexicon()
    lexicon.add(["kota", "ko*"])
    lexicon.add(["kota", "ko*"])
    lexicon.drop(["kota", "ko*"])
    assert lexicon.keys({"kota"}) == {"kota", "ko*"}
    lexicon.drop(["kota", "ko*"])
    assert lexicon.keys({"Kota!"}) == set()


def test_a_run_that_was_not_looked_at_is_not_said_to_lack_a_key() -> None:
    lexicon = Lexicon()
    lexicon.add(["k?ta"])
    assert lexicon.keys({"kota", "tua"}) == {"k?ta"}
    assert lexicon.having(["kota", "tua", "kita"]) == {"k?ta": ["kota"], "": ["kita"]}

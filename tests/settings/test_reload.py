from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from crawler.errors import ConfigError
from crawler.settings import Configuration, load_stable, shrunk
from tests.settings.folders import SOURCE, configured


def test_a_file_that_holds_still_is_read_after_one_pause(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(SOURCE)
    pauses = list[int]()
    whole = load_stable(tmp_path, environ={}, pause=lambda: pauses.append(1), base=tmp_path)
    assert len(whole.sources) == 1
    assert len(pauses) == 1


def test_a_file_that_is_being_written_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("")
    pieces: Iterator[str] = iter(["sources: [", "{name: a, ", "url: 'https://a.example'}", "]"])

    def write_on() -> None:
        with path.open("a") as file:
            file.write(next(pieces, ""))

    assert len(load_stable(tmp_path, environ={}, pause=write_on, base=tmp_path).sources) == 1


def test_a_file_that_never_holds_still_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(SOURCE)

    def write_on() -> None:
        with path.open("a") as file:
            file.write("#")

    with pytest.raises(ConfigError, match="keep changing"):
        load_stable(tmp_path, environ={}, pause=write_on, base=tmp_path)


def sources(number: int, *, resting: int = 0) -> str:
    names = range(number)
    each = (
        f"- {{name: s{n}, url: 'https://s{n}.example', enabled: {'false' if n < resting else 'true'}}}"
        for n in names
    )
    return "sources:\n" + "\n".join(each) + "\n"


CHANNELS = "channels: [{name: c, kind: console}, {name: d, kind: console}]\n"
RULES = "rules: [{name: q, query: x, channels: [c]}, {name: r, query: x, channels: [c]}]\n"
WHOLE = sources(20) + CHANNELS + RULES


def same(whole: str) -> str:
    return whole


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (same, None),
        (lambda whole: whole.replace(sources(20), sources(16)), None),
        (lambda whole: whole.replace(sources(20), sources(15)), "5 of 20 sources are gone"),
        (lambda whole: whole.replace(sources(20), sources(20, resting=19)), None),
        (lambda whole: whole.replace(sources(20), sources(40)), None),
        (
            lambda whole: whole.replace(", {name: d, kind: console}", ""),
            "the channel 'd' is gone",
        ),
        (
            lambda whole: whole.replace("d, kind: console", "d, kind: console, enabled: false"),
            None,
        ),
        (lambda whole: whole.replace("{name: q, query: x, channels: [c]}, ", ""), None),
        (lambda whole: whole.replace(RULES, ""), "all rules are gone"),
        (lambda whole: f"{whole}...\n", None),
    ],
)
def test_a_configuration_that_lost_much_is_taken_for_torn(
    change: Callable[[str], str], reason: str | None
) -> None:
    found = shrunk(configured(WHOLE), configured(change(WHOLE)))
    assert (found is None) == (reason is None)
    assert (reason or "") in (found or "")


def test_few_sources_may_go_even_if_they_are_all() -> None:
    assert shrunk(configured(sources(4)), configured("sources: []")) is None


def test_a_file_with_the_end_marker_keeps_it() -> None:
    found = shrunk(configured(f"{WHOLE}...\n"), configured(WHOLE))
    assert found is not None
    assert "config/1.yaml ended with the marker" in found


def test_no_cut_of_a_marked_file_is_taken_for_a_change() -> None:
    text = f"{SOURCE}{CHANNELS}{RULES}...\n"
    old = configured(text)
    taken = [cut for cut in range(len(text)) if _taken(old, text[:cut])]
    assert all(text[:cut].rstrip() == text.rstrip() for cut in taken)


def _taken(old: Configuration, text: str) -> bool:
    try:
        return shrunk(old, configured(text)) is None
    except ConfigError:
        return False

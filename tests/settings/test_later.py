import pytest

from crawler.settings.later import NOT_YET
from tests.settings.folders import SOURCE, complaints

LATER = {
    ("settings", "store"): "settings: {store: 'postgresql://db.example/kliping'}",
    ("settings", "proxy"): "settings: {proxy: 'http://proxy.example:3128'}",
    ("settings", "web"): "settings: {web: {}}",
}


@pytest.mark.parametrize(("section", "key"), [line[:2] for line in NOT_YET])
def test_what_is_not_built_is_known_and_refused(section: str, key: str) -> None:
    (found,) = complaints(LATER[section, key])
    assert f".{key}: not yet: " in found


def test_what_says_no_more_than_the_default_is_no_matter_of_later() -> None:
    text = """
    settings: {store: sqlite, proxy: null, operators: [], web: null}
    rules: [{name: a, query: x, tell: story}]
    channels: [{name: c, kind: console, digest: [], quiet: null, most: null}]
    """
    assert complaints(text, SOURCE) == []

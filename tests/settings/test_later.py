import pytest

from crawler.settings.later import NOT_YET
from tests.settings.folders import SOURCE, complaints

LATER = {
    ("settings", "store"): "settings: {store: 'postgresql://db.example/kliping'}",
    ("settings", "proxy"): "settings: {proxy: 'http://proxy.example:3128'}",
}


@pytest.mark.parametrize(("section", "key"), [line[:2] for line in NOT_YET])
def test_what_is_not_built_is_known_and_refused(section: str, key: str) -> None:
    (found,) = complaints(LATER[section, key])
    assert f".{key}: not yet: " in found


@pytest.mark.parametrize(
    "text", ["{}", "{listen: '127.0.0.1:8321'}", "{public: null}", "{listen: '[::1]:80'}"]
)
def test_the_dashboard_is_not_built_and_what_is_of_it_is_said(text: str) -> None:
    (found,) = complaints(f"settings: {{web: {text}}}", SOURCE)
    assert "settings.web: not yet: the dashboard" in found
    assert "WebSub give public" in found


def test_what_says_no_more_than_the_default_is_no_matter_of_later() -> None:
    text = """
    settings: {store: sqlite, proxy: null, operators: [], web: null}
    rules: [{name: a, query: x, tell: story}]
    channels: [{name: c, kind: console, digest: [], quiet: null, most: null}]
    """
    assert complaints(text, SOURCE) == []

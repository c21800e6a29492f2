"""Where sites keep their lists without telling."""

import pytest

from crawler.model import InletKind
from crawler.pipeline.places import PLACES, places


@pytest.mark.parametrize("kind", list(InletKind))
def test_every_kind_is_looked_for_at_the_root_of_the_site(kind: InletKind) -> None:
    found = places(kind, "https://contoh.example:8443/kanal/ekonomi?x=1")
    assert len(found) == len(PLACES[kind]) > 0
    assert all(inlet.kind is kind for inlet in found)
    assert all(inlet.url.startswith("https://contoh.example:8443/") for inlet in found)
    assert not any("kanal" in inlet.url for inlet in found)

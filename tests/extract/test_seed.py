"""The founding page gives the founding article to the byte."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.extract import extract
from crawler.model import Brief, PageState, Reply

SHARED = Path(os.environ.get("KLIPING_SHARED", Path(__file__).parents[3] / "shared"))


@pytest.mark.parametrize("zone_known", [True, False])
def test_the_founding_page_gives_the_founding_article(*, zone_known: bool) -> None:
    page, text = SHARED / "seed" / "page.html", SHARED / "seed" / "article.txt"
    if not page.exists():
        pytest.skip(f"needs {page}; set KLIPING_SHARED")
    url = "https://sinpo.id/detail/23461/presiden-rusia-tuding"
    reply = Reply(
        url=url,
        status=200,
        type="text/html",
        charset=None,
        body=page.read_bytes(),
        at=datetime(2022, 1, 12, 3, tzinfo=UTC),
    )
    article = extract(Brief(url=url, zone_known=zone_known), reply)
    assert article.text.encode() == text.read_bytes()
    assert article.state is PageState.FULL
    assert article.site == "SinPo.id"
    assert article.language == "id"
    assert article.canonical == url

import pytest

from crawler.demo.inlets import INLETS
from crawler.demo.papers import PAPERS, Paper
from crawler.discover import read
from crawler.model import Found, Inlet, InletKind, Reply
from tests.demo.front import END, EVERYTHING, ORIGINS

KINDS = {"sitemap": InletKind.SITEMAP}


def listed(paper: Paper) -> dict[str, Found]:
    """What Kliping reads from a site's inlet when everything is out."""
    origin = ORIGINS[paper.name]
    own = [item for item in EVERYTHING if item.story.paper == paper]
    kind, write = INLETS[paper.make]
    reply = Reply(
        url=origin + paper.inlet,
        status=200,
        type=kind,
        charset="utf-8",
        body=write(paper, origin, own).encode(),
        at=END,
    )
    inlet = Inlet(KINDS.get(paper.make, InletKind.FEED), reply.url)
    return {found.url: found for found in read(inlet, reply, paper.timezone).found}


@pytest.mark.parametrize(
    "paper", [each for each in PAPERS if each.make in INLETS], ids=lambda paper: paper.name
)
def test_lists_every_article_with_its_title_and_its_second(paper: Paper) -> None:
    found = listed(paper)
    own = {
        ORIGINS[paper.name] + item.path: item
        for item in EVERYTHING
        if item.story.paper == paper
    }
    assert found.keys() == own.keys()
    for url, item in own.items():
        assert (found[url].title, found[url].published) == (item.title, item.at)

"""What a site has at an address by now, before any manners of HTTP."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from crawler.demo.inlets import INLETS
from crawler.demo.pages import article_page, front_page
from crawler.demo.papers import Make, Paper
from crawler.demo.schedule import Item


@dataclass(frozen=True, slots=True)
class Document:
    """Something at an address."""

    type: str  # with its charset
    text: str
    changed: datetime | None = None  # None: it never does


def document(paper: Paper, origin: str, path: str, items: Sequence[Item]) -> Document | None:
    """What `paper` has at `path` when `items` are out, newest first; None where nothing is."""
    own = [item for item in items if item.story.paper == paper]
    newest = max((item.changed for item in own), default=None)
    if path == "/robots.txt":
        return Document("text/plain; charset=utf-8", _robots(paper, origin))
    if path == "/":
        return Document("text/html; charset=utf-8", front_page(paper, origin, own), newest)
    if path == paper.inlet:
        kind, write = INLETS[paper.make]
        return Document(f"{kind}; charset=utf-8", write(paper, origin, own), newest)
    for item in own:
        if item.path == path:
            page = article_page(item, origin)
            return Document("text/html; charset=utf-8", page, item.changed)
    return None


def _robots(paper: Paper, origin: str) -> str:
    """The site's robots.txt."""
    lines = ["User-agent: *", f"Disallow: {paper.forbidden or ''}"]
    if paper.make is Make.SITEMAP:
        lines.append(f"Sitemap: {origin}{paper.inlet}")
    return "\n".join(lines) + "\n"

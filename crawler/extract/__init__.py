r"""Reading a page: HTML in, an article out.

bytes --page--> tree --linked_data, meta--> what the page says of itself
                  \--body, blocks--------> what it shows
both --titles, authors, times, pictures, state--> the article
"""

from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler import article_text
from crawler.article_text import Text
from crawler.errors import Unreadable
from crawler.extract import (
    authors,
    blocks,
    body,
    bylines,
    comments,
    hints,
    linked_data,
    meta as metas,
    page,
    pictures,
    state,
    times,
    titles,
)
from crawler.extract.markup import SILENT
from crawler.extract.record import as_json
from crawler.extract.trim import trim
from crawler.extract.words import clean
from crawler.model import Article, Brief, Picture, Reply, Site

__all__ = ["as_json", "extract"]


def extract(brief: Brief, reply: Reply) -> Article:
    """The article on a page, whatever its state.

    Raises Unreadable where the bytes are no page, or one made to harm the parser.
    """
    try:
        return _article(brief, reply)
    except RecursionError as error:
        raise Unreadable(f"{reply.url}: markup nested too deep") from error


def _article(brief: Brief, reply: Reply) -> Article:
    tree = page.tree(reply)
    data = linked_data.read(tree)
    meta = metas.read(tree)
    tree.strip_tags(list(SILENT), recursive=True)
    site = brief.site or Site(host="")
    hints.remove(tree, site)
    house = meta.first(("og:site_name", "application-name")) or data.publisher
    title = hints.text(tree, site.title) or _title(tree, data, meta, house)
    remarks = comments.read(tree)
    texts = body.texts(tree)
    places = body.Places(tree.body, texts, title) if tree.body is not None else None
    place = places.heaviest() if places is not None else None
    root = hints.first(tree, site.content)
    lead: list[str] = []
    if root is None and place is not None and places is not None:
        root = place.node
        lead = places.lead(
            place, meta.first(("og:description", "description")) or data.description
        )
    scope = _scope(tree, root)
    shown = pictures.read(scope, reply.url) if scope is not None else ()
    told = tuple(bylines.names(hints.text(tree, site.author))) or authors.choose(
        data, meta, tree, texts, site=house
    )
    published, modified = times.choose(
        data,
        meta,
        tree,
        times.datelines(texts, places.headlines if places else ()),
        brief=brief,
        reply=reply,
    )
    published = times.hinted(hints.text(tree, site.published), brief, reply) or published
    found = trim(blocks.read(root), title) if root is not None else []
    paragraphs = tuple(block for one in [*lead, *found] for block in article_text.blocks(one))
    return Article(
        url=reply.url,
        canonical=_canonical(meta, reply.url),
        state=state.tell(paragraphs, data, title),
        title=title,
        authors=told,
        published=published,
        modified=modified,
        language=(meta.language or data.language or brief.language or "").lower()[:35] or None,
        site=house or None,
        section=meta.first(("article:section",)) or data.section or None,
        tags=tuple(dict.fromkeys(meta.all("article:tag"))) or data.tags,
        pictures=shown,
        paragraphs=paragraphs,
        comments=remarks,
        text=article_text.write(
            Text(
                title=title,
                authors=told,
                published=times.shown(published, brief),
                pictures=_lines(shown),
                paragraphs=paragraphs,
                comments=remarks,
            )
        ),
    )


def _title(
    tree: LexborHTMLParser, data: linked_data.LinkedData, meta: metas.Meta, site: str
) -> str:
    window = tree.css_first("title")
    return titles.choose(
        page=[clean(node.text(deep=True)) for node in tree.css("h1")[:5]],
        headline=data.headline,
        shared=[t for t in (meta.first(("og:title",)), meta.first(("twitter:title",))) if t],
        window=clean(window.text(deep=True)) if window else "",
        site=site,
    )


def _scope(tree: LexborHTMLParser, root: LexborNode | None) -> LexborNode | None:
    """The smallest element that holds both the headline and the text."""
    heading = tree.css_first("h1")
    if root is None or heading is None:
        return root
    above = set()
    node: LexborNode | None = heading
    while node is not None:
        above.add(node.mem_id)
        node = node.parent
    node = root
    while node is not None and node.mem_id not in above:
        node = node.parent
    return node or root


def _lines(shown: tuple[Picture, ...]) -> tuple[str, ...]:
    return tuple(line for picture in shown for line in (picture.alt, picture.caption) if line)


def _canonical(meta: metas.Meta, base: str) -> str | None:
    claimed = meta.canonical or meta.first(("og:url",))
    if not claimed:
        return None
    try:
        url = urljoin(base, claimed)
        return url if urlsplit(url).scheme in {"http", "https"} else None
    except ValueError:
        return None

"""From a reply to the article on it: asks each reader in turn and puts their answers together."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler import article_text
from crawler.article_text import Text
from crawler.errors import Unreadable
from crawler.extract import (
    about,
    appeals,
    authors,
    blocks,
    body,
    bylines,
    comments,
    embedded,
    further,
    headings,
    hints,
    language,
    linked_data,
    meta as metas,
    noticed,
    notices,
    page,
    pictures,
    repeated,
    shell,
    standfirst,
    state,
    times,
    titles,
)
from crawler.extract.markup import is_there
from crawler.extract.nearness import within
from crawler.extract.trim import trim
from crawler.extract.votes import Chosen, overruled
from crawler.model import Article, Brief, Further, Moment, Picture, Reply

LONGEST = 200_000  # characters of a body; what is beyond is left out
_PLAIN = re.compile(r"\b[A-Za-z]+\b")  # words that no system writes as `\u00e9`
_HEADLINE = 25  # characters: a shorter link is a label
_LITTLE = 1000  # of weight: where the text has less, the page's data may have more of it
_MORE = 1.5  # times the text shown: what the data must have to be taken instead
_TITLE = 2 * titles.LONGEST
_AROUND = 200  # characters: longer texts outside the article do not tell the kind of page


@dataclass(frozen=True, slots=True)
class _Told:
    """What the page says of itself; read before scripts are taken off it."""

    data: linked_data.LinkedData
    meta: metas.Meta
    scripts: list[LexborNode] = field(default_factory=list)
    window: str = ""  # the text of `<title>`
    url: str = ""
    onward: Further = field(default_factory=Further)  # where the article goes on

    @property
    def house(self) -> str:
        return about.site(self.meta, self.data)

    @property
    def description(self) -> str:
        return self.meta.first(("og:description", "description")) or self.data.description

    @property
    def kind(self) -> str:
        return self.meta.first(("og:type",)).lower()


@dataclass(frozen=True, slots=True)
class _Found:
    """What the page shows: its texts, and where among them the article is."""

    texts: list[tuple[LexborNode, str]]
    places: body.Places | None
    root: LexborNode | None
    lead: list[str]
    weight: float = 0.0  # of the text there

    @property
    def headlines(self) -> Sequence[int]:
        """The numbers of the texts that are the headline."""
        return self.places.headlines if self.places else ()


def extract(brief: Brief, reply: Reply) -> Article:
    """The article on a page, whatever the page's state.

    Raises Unreadable where the bytes are no page, or one made to harm the parser.
    """
    try:
        return _article(brief, reply)
    except RecursionError as error:
        raise Unreadable(f"{reply.url}: markup nested too deep") from error


def _article(brief: Brief, reply: Reply) -> Article:
    tree = page.tree(reply)
    candidates = further.candidates(brief.part_of or reply.url)
    meta = metas.read(tree, f"{candidates},h1,{comments.NAMED}")
    told = _told(tree, meta, brief, reply)
    hinted = hints.Hints(tree, brief.site)
    if hinted.removes:
        hinted.remove(*_generally(tree, told))
    h1 = [node for node in meta.others if node.tag == "h1" and is_there(node)]
    headline = _title(tree, h1, told)
    named = hinted.text("title")
    title = named or headline.value
    remarks = comments.read(meta.others)
    found = _find(tree, hinted, title, told.description)
    record = _record(tree, h1, found, told, title)
    if record and record.known and not told.data.found:
        told = replace(told, data=shell.described(record, dated=not times.is_stated(meta)))
        headline = (
            _title(tree, h1, told) if headline.why.believed == titles.WINDOW else headline
        )
        title = named or headline.value
    shared = told.meta.first(("og:image",))
    shown = pictures.choose(h1, found.root, shared, reply.url)
    dated, modified = _dated(tree, told, found, hinted, brief=brief, reply=reply)
    signed = _signed(tree, told, found, hinted, title)
    parted = _parted(found, brief.repeated)
    paragraphs = _paragraphs(found, told, title, parted, signed.value, record=record)
    head = Text(
        title=title,
        authors=signed.value,
        published=times.shown(dated.value, brief),
        pictures=_lines(shown),
        comments=remarks,
    )
    return Article(
        url=reply.url,
        canonical=_canonical(told.meta, reply.url),
        state=state.tell(_evidence(reply, title, paragraphs, told, found, shown=shown)),
        title=title,
        authors=signed.value,
        published=dated.value,
        modified=modified,
        language=_language(told, brief, (title, *paragraphs)),
        site=_house(told, title, reply.url) or None,
        section=about.section(told.meta, told.data),
        tags=about.tags(told.meta, told.data),
        pictures=shown,
        paragraphs=paragraphs,
        comments=remarks,
        text=_text(head, paragraphs),
        why=(overruled(headline.why, named), signed.why, dated.why),
        noticed=noticed.notice(
            paragraphs,
            parted,
            hinted,
            told.onward,
            noticed.addresses(told.meta, told.data, reply.url),
        ),
    )


def _text(head: Text, paragraphs: tuple[str, ...]) -> str:
    """The article in the text format; its paragraphs were put in order when they were fitted."""
    return article_text.written(replace(article_text.canonical(head), paragraphs=paragraphs))


def _dated(
    tree: LexborHTMLParser,
    told: _Told,
    found: _Found,
    hinted: hints.Hints,
    *,
    brief: Brief,
    reply: Reply,
) -> tuple[Chosen[Moment | None], Moment | None]:
    """When the article was published, and when it was changed."""
    dated, modified = times.choose(
        told.data, told.meta, tree, found.texts, found.headlines, brief=brief, reply=reply
    )
    fixed = _published(hinted, brief, reply)
    why = overruled(dated.why, fixed.iso() if fixed else "")
    return Chosen(fixed or dated.value, why), modified


def _signed(
    tree: LexborHTMLParser, told: _Told, found: _Found, hinted: hints.Hints, title: str
) -> Chosen[tuple[str, ...]]:
    """Who wrote the article."""
    house = told.house or titles.house(told.window, title)
    signed = authors.choose(
        told.data, told.meta, tree, found.texts, found.headlines, site=house
    )
    writers = _names(hinted)
    return Chosen(writers or signed.value, overruled(signed.why, ", ".join(writers)))


def _published(hinted: hints.Hints, brief: Brief, reply: Reply) -> Moment | None:
    """When the element that the operator names says that the article was published."""
    told = hinted.text("published")
    moment = times.hinted(told, brief, reply)
    if told and moment is None:
        hinted.reject("published", "selects no date")
    return moment


def _names(hinted: hints.Hints) -> tuple[str, ...]:
    """Who the element that the operator names says wrote the article."""
    told = hinted.text("author")
    names = tuple(bylines.names(told))
    if told and not names:
        hinted.reject("author", "selects no name")
    return names


def _told(tree: LexborHTMLParser, meta: metas.Meta, brief: Brief, reply: Reply) -> _Told:
    data = linked_data.read(meta.scripts, (reply.url, meta.canonical, meta.first(("og:url",))))
    onward = further.read(meta, reply.url, brief.part_of or reply.url)
    return _Told(data, meta, page.silence(tree), _window(tree), reply.url, onward)


def _window(tree: LexborHTMLParser) -> str:
    """The text of `<title>`, so far as it can be a title: one never closed holds the page."""
    node = tree.css_first("title")
    return article_text.line(node.text(deep=True)[:_TITLE]) if node is not None else ""


def _title(tree: LexborHTMLParser, h1: Sequence[LexborNode], told: _Told) -> Chosen[str]:
    said = [headings.said(node, told.window) for node in h1[:5]]
    shared = (told.meta.first(("og:title",)), told.meta.first(("twitter:title",)))
    if told.window and not any((told.data.headline, *shared, *said)):
        said = headings.unmarked(body.texts(tree), told.window)
    return titles.choose(
        page=said,
        headline=told.data.headline,
        alternative=told.data.alternative,
        shared=shared,
        window=told.window,
        site=told.house or titles.host(told.window, told.url),
    )


def _house(told: _Told, title: str, url: str) -> str:
    """The publisher's name; where the page does not tell it, what ends `<title>` and is in its host."""
    return told.house or about.of_host(titles.house(told.window, title), url)


def _find(tree: LexborHTMLParser, hinted: hints.Hints, title: str, description: str) -> _Found:
    """Where the article is: where the operator says, or where most of its text is."""
    texts = body.texts(tree)
    root = hinted.body()
    if tree.body is None:
        return _Found(texts, None, root, [])
    places = body.Places(tree.body, texts, title)
    place = places.heaviest()
    if root is not None or place is None:
        return _Found(texts, places, root, [])
    lead = standfirst.read(places, place, description)
    return _Found(texts, places, places.node(place), lead, place.weight)


def _generally(tree: LexborHTMLParser, told: _Told) -> tuple[LexborNode | None, str]:
    """Where the article is by the general reading, and its title, while all is on the page."""
    title = _title(tree, tree.css("h1"), told).value
    if tree.body is None:
        return None, title
    places = body.Places(tree.body, body.texts(tree), title)
    place = places.heaviest()
    return None if place is None else places.node(place), title


def _parted(found: _Found, known: frozenset[int]) -> repeated.Parted:
    """The blocks where the article is, without those that the host puts on many articles."""
    return repeated.part([] if found.root is None else blocks.read(found.root), known)


def _paragraphs(
    found: _Found,
    told: _Told,
    title: str,
    parted: repeated.Parted,
    names: tuple[str, ...],
    *,
    record: shell.Record | None,
) -> tuple[str, ...]:
    """The article's blocks; from the page's data where its markup holds less of it."""
    kept = appeals.without(
        notices.without(_fit([*found.lead, *trim(parted.own, title, names)]))
    )
    shown = sum(map(len, kept))
    stated = told.data.body
    if len(stated) >= shell.LEAST and (shown < shell.LEAST or shell.begins(kept, stated)):
        return _fit(shell.paragraphs(stated, title)) or kept
    least = _MORE * shown if shown >= shell.LEAST and record and record.known else 0
    if record is None or record.length < least or (shown >= shell.LEAST and not record.known):
        return kept
    return _fit(shell.paragraphs(record.markup, title)) or kept


def _record(
    tree: LexborHTMLParser,
    h1: Sequence[LexborNode],
    found: _Found,
    told: _Told,
    title: str,
) -> shell.Record | None:
    """The article in the page's data, where its markup holds little text."""
    if found.weight >= _LITTLE or told.data.body:
        return None
    word = (
        max(_PLAIN.findall(title), key=len, default="") if found.weight >= shell.LEAST else ""
    )
    values = embedded.values(told.scripts, tree, word)
    if not values:
        return None
    shared = told.meta.first(("og:title", "twitter:title"))
    known = (title, shared, told.window)
    addresses = (told.url, told.meta.canonical, told.meta.first(("og:url",)))
    headed = bool(shared or h1)
    return shell.read(values, shell.page(known, addresses, headed=headed))


def _fit(texts: list[str]) -> tuple[str, ...]:
    """The blocks of `texts` in the text format, up to the longest body that is kept."""
    room = LONGEST
    fitting: list[str] = []
    for text in texts:
        for block in article_text.blocks(text):
            if len(block) >= room:
                return (*fitting, *article_text.blocks(block[:room]))
            fitting.append(block)
            room -= len(block)
    return tuple(fitting)


def _lines(shown: tuple[Picture, ...]) -> tuple[str, ...]:
    return tuple(line for picture in shown for line in (picture.alt, picture.caption) if line)


def _evidence(
    reply: Reply,
    title: str,
    paragraphs: tuple[str, ...],
    told: _Told,
    found: _Found,
    *,
    shown: tuple[Picture, ...],
) -> state.Evidence:
    places = found.places
    little = state.is_little(paragraphs)
    return state.Evidence(
        url=reply.url,
        title=title,
        paragraphs=paragraphs,
        declared=told.data.found or told.kind == "article",
        described=told.data.found,
        listing=told.kind == "website",
        paid=told.data.paid,
        headed=bool(places and places.headlines),
        cards=places.cards if places else 0,
        carded=places.carded / (places.root.prose or 1) if places else 0.0,
        free=places.root.prose - places.carded if places else 0.0,
        around=(text for _, text in found.texts if len(text) < _AROUND),
        captions=sum(len(picture.caption or "") for picture in shown) if little else 0,
        headlines=sum(map(_leads_on, found.texts)) if little else 0,
        raw=reply.body if little else b"",
    )


def _leads_on(told: tuple[LexborNode, str]) -> bool:
    """Whether a text is a link that reads like a headline."""
    node, text = told
    return _HEADLINE <= len(text) < _AROUND and within(node, "a")


def _canonical(meta: metas.Meta, base: str) -> str | None:
    """The address that the page gives itself; its own where that is the site's home page."""
    refused = False
    for claimed in (meta.canonical, meta.first(("og:url",))):
        told = pictures.address(claimed, base) if claimed else None
        if told is not None and (state.is_home(base) or not state.is_home(told)):
            return told
        refused = refused or told is not None
    return (base or None) if refused else None


def _language(told: _Told, brief: Brief, texts: Iterable[str]) -> str | None:
    """BCP 47, lower case: of the text where it is clear, or else as the page and the source say."""
    stated = (
        told.meta.language,
        told.data.language,
        told.meta.first(("og:locale", "content-language", "language", "dc.language")),
        brief.language or "",
    )
    return language.choose(stated, language.sample(texts))

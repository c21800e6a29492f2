"""The article of a page whose markup is a shell: its text is in data for scripts.

The data hold the whole page, often the whole site: its terms, other articles.  An object is the
article if its headline is the page's or its address is; of what it holds the text is taken that is
called a body, or else the longest.  Where no object is known by that, the one that is alone of its
kind is taken; of several in a list none is.
"""

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from crawler.article_text import line
from crawler.extract import blocks, rich
from crawler.extract.json_data import Json, load
from crawler.extract.linked_data import LinkedData
from crawler.extract.page import fragment, silence
from crawler.extract.trim import trim
from crawler.extract.words import clean, fold

LEAST = (
    200  # characters: of a shorter text in data nothing is believed but that it is of the page
)
_BRIEF = 40  # characters: a shorter one is no article in any case
_MOST = 60_000  # values that are looked at
_DEEPEST = 60
_MORE = 1.5  # times as long as what is shown: a text of which that is but the beginning
_HEADLINE = 15  # letters and digits: a shorter one may begin many titles
_SLUG = 6  # the same of what an address ends with
_TAG = re.compile(r"<(?:p|br|div|h[1-6]|li|ul|ol|blockquote|table)\b", re.IGNORECASE)
_PARTS = re.compile(r"[:?#\t\r\n]|^//")  # of an address that is more than a path
_MARKUP = re.compile(r"<[^>]{0,2000}>")
_JSON = re.compile(r"\s*(?:\{\s*\"|\[\s*[\[{\"])")
# The names of fields, folded.
_TITLES = (
    *(
        "title",
        "headline",
        "judul",
        "headlines",
        "posttitle",
        "articletitle",
        "newstitle",
        "name",
    ),
)
_ADDRESSES = frozenset({
    "url", "slug", "canonicalurl", "canonical", "link", "permalink", "path", "href", "uri",
    "websiteurl", "shareurl", "weburl", "articleurl", "fullurl", "seourl", "pathname",
})  # fmt: skip
_NAMING = _ADDRESSES.union(_TITLES[:-1])  # what tells which article an object is
_BODIES = frozenset({
    "body", "content", "articlebody", "text", "html", "contenthtml", "bodyhtml", "htmlcontent",
    "story", "isi", "konten", "isiberita", "contentelements", "blocks", "paragraphs", "fulltext",
    "bodytext", "articlecontent", "postcontent", "contentraw", "contentrendered", "richtext",
    "maincontent", "contents", "detail", "bodyblocks", "components", "document", "rawcontent",
    "newscontent", "articletext", "bodycontent", "texthtml", "texto", "cuerpo", "contenido", "inhalt",
})  # fmt: skip
_NEVER = frozenset({
    "related", "recommended", "recommendations", "comments", "popular", "mostread", "terkait",
    "terms", "privacy", "footer", "navigation", "menu", "newsletter", "cookie", "consent", "i18n",
    "translations", "messages", "locale", "css", "styles", "disclaimer", "trending", "sidebar",
})  # fmt: skip
_AUTHORS = (
    "author",
    "authors",
    "byline",
    "writer",
    "penulis",
    "reporter",
    "creator",
    "authorname",
)
_NAMES = ("name", "displayname", "fullname", "nama", "authorname", "title", "basic")
_PUBLISHED = (
    "datepublished", "publishedat", "publishdate", "publisheddate", "published", "firstpublished",
    "firstpublishdate", "publishedtime", "publicationdate", "publishedon", "dategmt", "date",
    "displaydate", "publishat", "publishtime", "tanggal", "pubdate",
)  # fmt: skip
_MODIFIED = ("datemodified", "updatedat", "modified", "modifiedat", "lastupdated", "updated")

Fields = Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Page:
    """What a page is known by: the folded forms of its headlines, and its addresses."""

    titles: frozenset[str]
    addresses: frozenset[str] = frozenset()
    headed: bool = (
        False  # it shows or shares a headline: what has another one is not its article
    )


@dataclass(frozen=True, slots=True)
class Record:
    """An article as the data hold it."""

    markup: str
    fields: Fields = field(default_factory=dict)  # names folded
    known: bool = False  # it is the page's, by its headline or its address

    @property
    def length(self) -> int:
        """How many characters its text has, nearly."""
        return len(_MARKUP.sub("", self.markup))


@dataclass(frozen=True, slots=True)
class _Owner:
    """The object that a text is found in: whose it is, and where."""

    fields: Fields
    rank: int  # 3: the page's by its headline, 2: by its address; 1: nobody's; 0: another's
    listed: bool = False  # it is one of several of its kind


_NOBODY = _Owner({}, 1)


def page(titles: Iterable[str], addresses: Iterable[str], *, headed: bool = True) -> Page:
    """What a page is known by that has these titles and these addresses."""
    told = frozenset(key for title in titles if (key := fold(title)))
    return Page(told, frozenset(place for one in addresses if (place := _place(one))), headed)


def read(values: Iterable[Json], here: Page) -> Record | None:
    """The article in the data; None where there is none."""
    found = _Search(here)
    for value in values:
        found.look(value, _NOBODY, "", 0)
    return found.best


def paragraphs(text: str, title: str) -> list[str]:
    """The blocks of a text that is plain or HTML."""
    if not _TAG.search(text):
        return [line.strip() for line in html.unescape(text).split("\n") if line.strip()]
    tree = fragment(text)
    silence(tree)
    return trim(blocks.read(tree.body), title) if tree.body is not None else []


def begins(shown: Sequence[str], whole: str) -> bool:
    """Whether what is shown is but the beginning of a text that machines are told whole."""
    if len(whole) < _MORE * sum(map(len, shown)):
        return False
    begun, told = fold("".join(shown)), fold(_MARKUP.sub("", whole))
    return len(told) >= _MORE * len(begun) and told.startswith(begun)


def described(record: Record, *, dated: bool = True) -> LinkedData:
    """What the data say of the article beside its text; when it appeared, where it is `dated`."""
    return LinkedData(
        headline=_told(record.fields, _TITLES),
        authors=tuple(_names(record.fields)),
        published=_told(record.fields, _PUBLISHED) if dated else "",
        modified=_told(record.fields, _MODIFIED) if dated else "",
        found=record.known,
    )


class _Folds(dict[str, str]):
    """The names of fields, folded: the same few stand in the data again and again."""

    def __missing__(self, key: str) -> str:
        folded = self[key] = fold(key)
        return folded


class _Search:
    """Goes through the data, and keeps the best that was found."""

    def __init__(self, here: Page) -> None:
        self.here = here
        self.folds = _Folds()
        self.left = _MOST
        self.room = rich.MOST  # characters of rich text that are looked at
        self.best: Record | None = None
        self.rank: tuple[int, int, int] = (0, 0, 0)

    def look(self, value: Json, owner: _Owner, name: str, depth: int) -> None:
        """Look at a value, and at what is in it; `name` is the folded one of its field."""
        self.left -= 1
        if self.left < 0 or depth > _DEEPEST or name in _NEVER:
            return
        if isinstance(value, str):
            self._weigh_text(value, owner, name, depth)
        elif isinstance(value, list):
            self._weigh_rich(value, owner, name)
            listed = sum(isinstance(one, dict) and self._is_titled(one) for one in value) > 1
            for one in value:
                self.look(
                    one,
                    _Owner(owner.fields, owner.rank, listed) if listed else owner,
                    "",
                    depth + 1,
                )
        elif isinstance(value, dict):
            self._look_inside(value, owner, name, depth)

    def _look_inside(self, value: Fields, owner: _Owner, name: str, depth: int) -> None:
        pairs = [(self.folds[_asked(key)], one) for key, one in value.items()]
        fields = dict(pairs)
        rank = self._rank(fields)
        if rank == 0 and owner.listed and self.here.headed:
            return  # one of several others: nothing in it is the page's
        if rank != 1:
            owner = _Owner(fields, rank, owner.listed)
        if name in _BODIES:
            self._weigh_rich(value, owner, name)
        for key, one in pairs:
            if isinstance(one, (str, list, dict)):
                self.look(one, owner, key, depth + 1)

    def _is_titled(self, value: Fields) -> bool:
        fields = {self.folds[key]: one for key, one in value.items()}
        return _told(fields, _TITLES[:-1]) != ""

    def _rank(self, fields: Fields) -> int:
        """Whether an object is known to be the page's article, or to be another."""
        if fields.keys().isdisjoint(_NAMING):
            return 1
        title = fold(_told(fields, _TITLES[:-1]))
        if title and any(
            title == own or (len(title) >= _HEADLINE and own.startswith(title))
            for own in self.here.titles
        ):
            return 3
        places = (_place(fields[key]) for key in _ADDRESSES & fields.keys())
        if any(self._is_here(place) for place in places if place):
            return 2
        return 0 if title and any(key in _BODIES or key in _AUTHORS for key in fields) else 1

    def _is_here(self, place: str) -> bool:
        return len(place) >= _SLUG and any(
            own == place or own.endswith("/" + place) or place.endswith("/" + own)
            for own in self.here.addresses
        )

    def _weigh_text(self, text: str, owner: _Owner, name: str, depth: int) -> None:
        if len(text) < _BRIEF or " " not in text:
            return
        if _JSON.match(text):
            if (value := load(text)) is not None:
                self.look(value, owner, name, depth + 1)
        elif self._may_be(owner, name):
            self._keep(Record(text, owner.fields, owner.rank > 1), owner, name)

    def _weigh_rich(self, value: Json, owner: _Owner, name: str) -> None:
        if self.room <= 0 or not self._may_be(owner, name):
            return
        if name not in _BODIES and not rich.is_rich(value):
            return
        text = rich.markup(value)
        self.room -= len(text)
        self._keep(Record(text, owner.fields, owner.rank > 1), owner, name)

    def _keep(self, record: Record, owner: _Owner, name: str) -> None:
        length = record.length
        named = name in _BODIES
        if length < (_BRIEF if record.known and named else LEAST):
            return
        rank = (max(owner.rank, 1), int(named and length >= LEAST), length)
        if rank > self.rank:
            self.best, self.rank = record, rank

    def _may_be(self, owner: _Owner, name: str) -> bool:
        """Whether what an object has in its field `name` can be the article's text."""
        if owner.rank > 1:
            return True
        return (
            not owner.listed and name in _BODIES and (owner.rank == 1 or not self.here.headed)
        )


def _asked(key: str) -> str:
    """The name of a field; Apollo keeps what was asked for with it: `body({"size":"all"})`."""
    return key.partition("(")[0] if key.endswith(")") else key


def _told(fields: Fields, names: Sequence[str]) -> str:
    """What the first of these fields says that says something."""
    for name in names:
        value = fields.get(name)
        if isinstance(value, dict):
            value = next(
                (v for key in ("rendered", "basic", "text", "value") if (v := value.get(key))),
                None,
            )
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if isinstance(value, str) and value.strip():
            return line(html.unescape(_MARKUP.sub("", value) if "<" in value else value))
    return ""


def _names(fields: Fields) -> Iterator[str]:
    """The authors in an object's fields: names, objects with names, or lists of either."""
    found = next((value for key in _AUTHORS if (value := fields.get(key))), None)
    if not found and isinstance(credited := fields.get("credits"), dict):
        found = credited.get("by")
    for one in found if isinstance(found, list) else [found]:
        name = (
            _told({fold(key): v for key, v in one.items()}, _NAMES)
            if isinstance(one, dict)
            else one
        )
        if isinstance(name, str) and name.strip():
            yield clean(name)


def _place(address: Json) -> str:
    """The path of an address, or a slug, without what spellings of it differ by."""
    if not isinstance(address, str) or len(address) > 2000:
        return ""
    path = address.strip()
    if " " in path:
        return ""
    if _PARTS.search(path) is not None:  # a slug has none
        try:
            path = urlsplit(path).path
        except ValueError:
            return ""
    return path.strip("/").removesuffix(".html").lower()

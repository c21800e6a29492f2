"""What the elements of HTML, and the words in their names, are to a reader of articles."""

import re
from collections.abc import Mapping
from string import ascii_lowercase

from selectolax.lexbor import LexborHTMLParser, LexborNode

INLINE = frozenset(
    {
        *(
            "a",
            "abbr",
            "acronym",
            "b",
            "bdi",
            "bdo",
            "big",
            "br",
            "cite",
            "code",
        ),
        *("data", "del", "dfn", "em", "font", "i", "ins", "kbd", "label", "mark", "nobr", "q"),
        *("rb", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub"),
        *("sup", "time", "tt", "u", "var", "wbr"),
    }
)
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# Never prose of an article, wherever they stand.
SILENT = (
    *("script", "style", "noscript", "template", "iframe", "object", "embed", "applet", "svg"),
    *("canvas", "audio", "video", "map", "math", "button", "select", "textarea", "datalist"),
    "dialog",
)
# ... of pages made of AMP's own elements, which have no ids that hold for every page.
SILENT_AMP = frozenset(
    {
        *("amp-ad", "amp-consent", "amp-embed", "amp-iframe", "amp-next-page", "amp-sidebar"),
        *("amp-social-share", "amp-sticky-ad", "amp-user-notification"),
    }
)
# Text inside these says nothing about where the article is.
APART = frozenset(
    {"nav", "footer", "aside", "form", "figure", "figcaption", "address", "label"}
)
# Words in names (class, id) of what stands around and between the text of an article.  They
# never decide alone: only where little text is at stake.
FURNITURE = frozenset(
    {
        *(
            "ads",
            "adv",
            "advert",
            "advertisement",
            "advertising",
            "adverts",
            "author",
            "authors",
        ),
        *(
            "baca",
            "bacajuga",
            "banner",
            "bio",
            "breadcrumb",
            "breadcrumbs",
            "byline",
            "bylines",
        ),
        *("caption", "captions", "comment", "comments", "consent", "cookie", "cookies"),
        *(
            "copyright",
            "credit",
            "credits",
            "cta",
            "dateline",
            "disclaimer",
            "donate",
            "donation",
        ),
        *("eyebrow", "factbox", "footer", "footnotes", "gallery", "gdpr", "infobox", "juga"),
        *("keywords", "kicker", "login", "menu", "metadata", "modal", "mostread", "nav"),
        *("navigation", "newsletter", "newsletters", "outbrain", "overlay", "pager"),
        *("pagination", "paywall", "player", "popular", "popup", "privacy", "promo", "promos"),
        *("promoted", "promotion", "readmore", "recirc", "recommendation", "recommendations"),
        *("recommended", "register", "related", "share", "sharebar", "shares", "sharing"),
        *("sidebar", "signup", "slideshow", "social", "socials", "sponsor", "sponsored"),
        *("subscribe", "subscriber", "subscription", "taboola", "tag", "tagging", "tags"),
        *("teaser", "teasers", "terkait", "timestamp", "toc", "toolbar", "topics", "trending"),
    }
)
# ... of these, and of others below, words that name many other things too.
DOUBTFUL = frozenset(
    {
        *("banner", "community", "forum", "gallery", "keterangan", "keywords", "legend"),
        *("legende", "pager", "player", "popular", "share", "tag", "tags", "teaser", "teasers"),
        *("topics",),
    }
)
# Words in names of what is never the article, even where it has more text than that.
CONSENT = frozenset(
    {
        *("cookie", "cookies", "consent", "gdpr", "dsgvo", "borlabs", "cmplz", "onetrust"),
        *("didomi", "usercentrics"),
    }
)
COMMENTS = frozenset(
    {
        *("comentarios", "comment", "commentaires", "commenti", "commentlist", "comments"),
        *("community", "disqus", "forum", "komentar", "kommentar", "kommentare"),
        *("leserkommentare", "reacties", "respond"),
    }
)
# Words in names of what stands under a picture, and of what holds a picture and that.
CAPTIONS = frozenset(
    {
        *("bildtext", "bildunterschrift", "caption", "captions", "keterangan", "legend"),
        *("legende", "photocredit", "pullquote"),
    }
)
PICTURES = frozenset(
    {
        *(
            "bild",
            "carousel",
            "figure",
            "foto",
            "gambar",
            "image",
            "img",
            "photo",
            "pic",
            "picture",
        ),
        *("player", "slide", "swiper", "thumbnail", "video", "visual"),
    }
)
# ... and of what hardly is: some pages are one big overlay.
FOREIGN = CONSENT | {
    *("footer", "login", "modal", "overlay", "popup", "privacy", "register", "sidebar"),
}

TEXT = 2  # the id of text nodes; to ask a node for its id is much faster than for its tag
LAST = 400  # the ids of the tags of HTML are smaller, those of other tags greater
_MAKER = LexborHTMLParser("")


def ids(*tags: str) -> frozenset[int]:
    """The ids that the parser has for `tags` of HTML; those of other tags differ by page."""
    nodes = (_MAKER.create_node(tag) for tag in tags)
    return frozenset(node.tag_id for node in nodes)


_NO_ELEMENTS = {0, 4}  # the ids of instructions and comments: they part no text
INLINE_IDS = ids(*INLINE) | _NO_ELEMENTS

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_SMALL = bytes(code if chr(code) in ascii_lowercase else ord(" ") for code in range(256))
_REMEMBERED = 20_000  # pairs of class and id whose words are remembered
_NO_WORDS: frozenset[str] = frozenset()
_split: dict[tuple[str | None, str | None], frozenset[str]] = {}


def is_there(node: LexborNode) -> bool:
    """Whether an element is on its page, and was not taken off with what it is in."""
    top = node
    while (above := top.parent) is not None:
        top = above
    return top.is_document_node


def tokens(node: LexborNode) -> frozenset[str]:
    """The words of an element's class and id, lower case: `fooBar baz-qux_2` has four."""
    return words(node.attributes)


def words(attributes: Mapping[str, str | None]) -> frozenset[str]:
    """The words of the class and id among an element's `attributes`, lower case."""
    if not attributes:
        return _NO_WORDS
    names = (attributes.get("class"), attributes.get("id"))
    known = _split.get(names)
    if known is None:
        if len(_split) > _REMEMBERED:
            _split.clear()
        text = " ".join(name for name in names if name)[:400]
        found = _apart(text) if text.islower() else map(str.lower, _WORD.findall(text))
        known = _split[names] = frozenset(found)
    return known


def _apart(text: str) -> list[str]:
    """The words of a text without capitals: what most names are, and quicker than a search."""
    return text.encode("utf-8", "replace").translate(_SMALL).decode().split()

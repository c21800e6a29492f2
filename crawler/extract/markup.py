"""What the elements of HTML, and the words in their names, are to a reader of articles."""

import re

from selectolax.lexbor import LexborNode

INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "amp-fit-text",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "nobr",
        "q",
        "ruby",
        "rt",
        "rp",
        "rb",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "br",
    ]
)
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# Never prose of an article, wherever they stand.
SILENT = (
    *("script", "style", "noscript", "template", "iframe", "object", "embed", "applet", "svg"),
    *("canvas", "audio", "video", "map", "math", "button", "select", "textarea", "datalist"),
    "dialog",
)
# Text inside these says nothing about where the article is.
APART = frozenset(
    {"nav", "footer", "aside", "form", "figure", "figcaption", "address", "label"}
)
# Words in names (class, id) of what stands around and between the text of an article.  They
# never decide alone: only where little text is at stake.
FURNITURE = frozenset(
    [
        "related",
        "recommended",
        "recommendation",
        "recommendations",
        "recirc",
        "newsletter",
        "newsletters",
        "subscribe",
        "subscription",
        "subscriber",
        "share",
        "sharing",
        "shares",
        "sharebar",
        "social",
        "socials",
        "promo",
        "promotion",
        "promos",
        "promoted",
        "sponsor",
        "sponsored",
        "advert",
        "advertisement",
        "advertising",
        "adverts",
        "ads",
        "adv",
        "banner",
        "outbrain",
        "taboola",
        "trending",
        "popular",
        "mostread",
        "tags",
        "tag",
        "tagging",
        "keywords",
        "topics",
        "breadcrumb",
        "breadcrumbs",
        "byline",
        "bylines",
        "caption",
        "captions",
        "credit",
        "credits",
        "comments",
        "comment",
        "cookie",
        "cookies",
        "consent",
        "gdpr",
        "privacy",
        "paywall",
        "donate",
        "donation",
        "sidebar",
        "menu",
        "toolbar",
        "terkait",
        "baca",
        "juga",
        "bacajuga",
        "readmore",
        "copyright",
        "disclaimer",
        "player",
        "gallery",
        "slideshow",
        "signup",
        "teaser",
        "teasers",
        "pagination",
        "pager",
        "bio",
        "author",
        "authors",
        "timestamp",
        "dateline",
        "metadata",
        "toc",
        "login",
        "register",
        "modal",
        "popup",
        "overlay",
        "footnotes",
        "footer",
        "nav",
        "navigation",
        "kicker",
        "eyebrow",
        "infobox",
        "factbox",
    ]
)
# Words in names of what is never the article, even where it has more text than that.
FOREIGN = frozenset(
    [
        "cookie",
        "cookies",
        "consent",
        "gdpr",
        "privacy",
        "login",
        "register",
        "modal",
        "popup",
        "overlay",
        "sidebar",
        "footer",
        "dsgvo",
        "borlabs",
        "cmplz",
        "onetrust",
        "didomi",
        "usercentrics",
    ]
)
COMMENTS = frozenset(
    [
        "comment",
        "comments",
        "komentar",
        "disqus",
        "kommentare",
        "respond",
        "commentlist",
        "leserkommentare",
        "comentarios",
        "commentaires",
        "commenti",
        "reacties",
        "community",
        "forum",
        "kommentar",
    ]
)

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_NO_WORDS: frozenset[str] = frozenset()
_split: dict[str, frozenset[str]] = {}


def tokens(node: LexborNode) -> frozenset[str]:
    """The words of an element's class and id, lower case: `fooBar baz-qux_2` has four."""
    attributes = node.attributes
    if not attributes:
        return _NO_WORDS
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    if names == " ":
        return _NO_WORDS
    known = _split.get(names)
    if known is None:
        if len(_split) > 20_000:
            _split.clear()
        known = _split[names] = frozenset(w.lower() for w in _WORD.findall(names[:400]))
    return known

"""What the elements of HTML are to a reader of articles."""

import re

from selectolax.lexbor import LexborNode

INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
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
# Never prose of an article, wherever they stand.
SILENT = (
    *("script", "style", "noscript", "template", "iframe", "object", "embed", "applet", "svg"),
    *("canvas", "audio", "video", "map", "math", "button", "select", "textarea", "datalist"),
    "dialog",
)
# Text inside these says nothing about where the article is.
APART = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "nav",
        "footer",
        "aside",
        "form",
        "button",
        "select",
        "option",
        "textarea",
        "svg",
        "iframe",
        "figure",
        "figcaption",
        "dialog",
        "head",
        "title",
        "address",
    ]
)
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_NO_WORDS: frozenset[str] = frozenset()
_split: dict[str, frozenset[str]] = {}


def tokens(node: LexborNode) -> frozenset[str]:
    """The words of an element's class and id, lower case: `fooBar baz-qux_2` has four."""
    attributes = node.attributes
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    if names == " ":
        return _NO_WORDS
    known = _split.get(names)
    if known is None:
        if len(_split) > 20_000:
            _split.clear()
        known = _split[names] = frozenset(w.lower() for w in _WORD.findall(names[:400]))
    return known

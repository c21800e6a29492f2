"""Rich text that is kept as data, as markup: what editors write and systems store as JSON.

    Editor.js    {"blocks": [{"type": "paragraph", "data": {"text": "…"}}]}
    Draft.js     {"blocks": [{"type": "unstyled", "text": "…"}]}
    Sanity       [{"_type": "block", "children": [{"_type": "span", "text": "…"}]}]
    Contentful   {"nodeType": "document", "content": [{"nodeType": "paragraph", "content": […]}]}
    Slate, Lexical, ProseMirror, Quill, WordPress' blocks, Arc, and React: ["$", "p", null, {…}]

They differ in names and agree in shape: a list of blocks, each of a kind, in it pieces of text.
"""

import html
import re
from collections.abc import Iterable, Mapping

from crawler.extract.json_data import Json

MOST = 400_000  # characters of markup that are made of one text
_DEEPEST = 60
_KINDS = ("type", "_type", "nodeType", "style", "listItem", "blockName", "__typename", "tag")
_WRAPPERS = ("data", "model", "attributes", "attrs", "props")
_TEXTS = (
    "text",
    "html",
    "innerHTML",
    "content",
    "value",
    "insert",
    "rendered",
    "body",
    "raw",
    "data",
)
_PIECES = ("text", "value", "insert", "data")
_INSIDE = (
    "children", "content", "blocks", "items", "root", "document", "innerBlocks", "body", "nodes",
    "content_elements", "contentElements", "paragraphs", "json", "rows", "cells", "value", "raw",
    "elements",
)  # fmt: skip
_NO_TEXT = re.compile(
    r"image|im(?:g|ages?)$|photo|picture|figure|gallery|video|audio|embed|iframe|media|asset|atomic"
    r"|^ads?$|advert|promo|newsletter|related|baca|read_?(?:more|also)|interstitial|divider|delimiter"
    r"|widget|social|tweet|twitter|instagram|youtube|\bscript|javascript|ld\+json|^style$|button|teaser|poll|spacer|caption",
    re.IGNORECASE,
)
_INLINE = re.compile(
    r"(?:text|span|fragment|leaf|(?:asset-|entry-)?(?:hyper|url)?link|[abius]|em|strong|mark|code|su[bp]"
    r"|normal|abbr|cite|font|small|time)$",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"</?[a-zA-Z]|&(?:#?\w{1,30});")
_BREAK = frozenset({"linebreak", "hardbreak", "hard_break", "br"})
_WHOLE = re.compile(r"(?:doc|document|root|story|article|post|rich_?text|body)$", re.IGNORECASE)
_TAGS = (
    ("h2", re.compile(r"h[1-6]$|head(?:er|ing)|title$", re.IGNORECASE)),
    ("li", re.compile(r"li$|list-?_?item|bullet$|number$|.*-list-item$", re.IGNORECASE)),
    ("ul", re.compile(r"[uo]l$|.*list$|(?:core/)?list\b", re.IGNORECASE)),
    ("blockquote", re.compile(r".*quote", re.IGNORECASE)),
    ("table", re.compile(r"(?:core/)?table$", re.IGNORECASE)),
    ("tr", re.compile(r"tr$|table-?_?row$", re.IGNORECASE)),
    ("td", re.compile(r"t[dh]$|table-?_?(?:header-?_?)?cell$", re.IGNORECASE)),
    ("p", re.compile(r"p$|.*paragraph$|unstyled$|block$|text$|normal$", re.IGNORECASE)),
)  # fmt: skip

Block = Mapping[str, Json]


def markup(value: Json) -> str:
    """The text in `value` as markup; empty where it holds none."""
    return "".join(_Writer().write(value, 0, inline=False))


def is_rich(value: Json) -> bool:
    """Whether a value is shaped like rich text: a list of blocks, or of paragraphs."""
    if not isinstance(value, list):
        return False
    return _element(value) is not None or any(map(_is_block, value[:5]))


def _is_block(value: Json) -> bool:
    if isinstance(value, dict):
        return any(isinstance(value.get(key), str) for key in (*_KINDS, "text"))
    return isinstance(value, str) and " " in value


class _Writer:
    """Writes markup until there is as much of it as is read."""

    def __init__(self) -> None:
        self.left = MOST

    def write(self, value: Json, depth: int, *, inline: bool) -> list[str]:
        """The markup of a value; `inline` where it is a piece of a block's text."""
        self.left -= 8
        if depth > _DEEPEST or self.left <= 0:
            return []
        if isinstance(value, str):
            return self._text(value, "" if inline else "p")
        if isinstance(value, dict):
            return self._block(_opened(value), depth, inline=inline)
        if not isinstance(value, list):
            return []
        element = _element(value)
        if element is not None:
            return self._block(_opened(element), depth, inline=inline)
        return [part for one in value for part in self.write(one, depth + 1, inline=inline)]

    def _text(self, text: str, tag: str) -> list[str]:
        self.left -= len(text)
        if text.startswith('{"'):
            return []  # data for another script
        if _MARKUP.search(text):
            shown = text
        else:
            shown = html.escape(text, quote=False).replace("\n", "<br>")
        return [f"<{tag}>{shown}</{tag}>"] if tag else [shown]

    def _block(self, block: Block, depth: int, *, inline: bool) -> list[str]:
        kinds = _kinds(block)
        if any(map(_NO_TEXT.search, kinds)):
            return []
        if not _BREAK.isdisjoint(kind.lower() for kind in kinds):
            return ["<br>"]
        if isinstance(block.get("ops"), list):
            return self._lines(block["ops"])
        text = _own_text(block)
        if inline and all(map(_INLINE.match, kinds)):
            return self._text(text, "") if text else self._inside(block, depth, inline=True)
        tag = _tag(kinds)
        if text:
            return self._text(text, tag if tag != "div" else "p")
        if tag in {"ul", "table"}:
            return [f"<{tag}>", *self._items(block, tag, depth), f"</{tag}>"]
        pieces = not any(map(_WHOLE.match, kinds)) and _holds_pieces(block)
        return [f"<{tag}>", *self._inside(block, depth, inline=pieces), f"</{tag}>"]

    def _inside(self, block: Block, depth: int, *, inline: bool) -> list[str]:
        for inner in _inner(block):
            if found := self.write(inner, depth + 1, inline=inline):
                return found
        return []

    def _items(self, block: Block, tag: str, depth: int) -> list[str]:
        """The items of a list, or the rows of a table: those may be bare texts."""
        inner: list[Json] = next((one for one in _inner(block) if isinstance(one, list)), [])
        parts = []
        for one in inner if _element(inner) is None else (inner,):
            if tag == "table" and isinstance(one, list) and _element(one) is None:
                cells = (
                    f"<td>{''.join(self.write(cell, depth + 2, inline=True))}</td>"
                    for cell in one
                )
                parts.append(f"<tr>{''.join(cells)}</tr>")
            else:
                bare = isinstance(one, str) or (isinstance(one, dict) and not _kinds(one))
                written = "".join(self.write(one, depth + 1, inline=bare))
                parts.append(f"<li>{written}</li>" if bare else written)
        return parts

    def _lines(self, pieces: Json) -> list[str]:
        """What Quill keeps: one text in pieces, its blocks parted by line ends."""
        told = (
            (one.get("insert") for one in pieces if isinstance(one, dict))
            if isinstance(pieces, list)
            else ()
        )
        text = "".join(one for one in told if isinstance(one, str))
        return [part for line in text.split("\n") if line for part in self._text(line, "p")]


def _opened(block: Block) -> Block:
    """A block with what is kept in wrappers beside its kind."""
    inner: dict[str, Json] = {}
    for key in _WRAPPERS:
        if isinstance(wrapped := block.get(key), dict):
            inner |= wrapped
    return {**inner, **block} if inner else block


def _own_text(block: Block) -> str:
    told = (block.get(key) for key in _TEXTS)
    return next((text for text in told if isinstance(text, str) and text), "")


def _kinds(block: Block) -> list[str]:
    return [
        kind.strip()
        for key in _KINDS
        if isinstance(kind := block.get(key), str) and kind.strip()
    ]


def _tag(kinds: Iterable[str]) -> str:
    return next((tag for tag, named in _TAGS if any(map(named.match, kinds))), "div")


def _inner(block: Block) -> list[list[Json] | Block | str]:
    found = (block.get(key) for key in _INSIDE)
    return [
        one for one in found if (isinstance(one, (list, dict)) and one) or isinstance(one, str)
    ]


def _holds_pieces(block: Block) -> bool:
    """Whether what is in a block are pieces of its text, not blocks of their own."""
    inner = next(iter(_inner(block)), None)
    return isinstance(inner, str) or (
        isinstance(inner, list) and (_element(inner) is not None or any(map(_is_piece, inner)))
    )


def _is_piece(value: Json) -> bool:
    if isinstance(value, dict):
        told = any(isinstance(value.get(key), str) for key in _PIECES) or "model" in value
        return told and all(map(_INLINE.match, _kinds(value)))
    return isinstance(value, str)


def _element(value: list[Json]) -> Block | None:
    """An element as React sends it: `["$", "p", null, {"children": "…"}]`."""
    if len(value) < 4 or value[0] != "$" or not isinstance(value[3], dict):
        return None
    kind = value[1] if isinstance(value[1], str) else ""
    children = value[3].get("children")
    inner = value[3].get("dangerouslySetInnerHTML")
    text = inner.get("__html") if isinstance(inner, dict) else None
    known = "" if kind.startswith("$") else kind
    return (
        {"type": known, "html": text}
        if isinstance(text, str)
        else {"type": known, "children": children}
    )

"""The text of an element, as the blocks a reader sees: paragraphs, headings, items, rows."""

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from crawler.extract.markup import COMMENTS, CONSENT, FURNITURE, HEADINGS, INLINE, tokens

BREAK = "\v"  # stands for a `<br>` in the text of a block
_HOLDERS = (  # elements that start a block of their own
    "address,article,aside,blockquote,center,dd,details,dir,div,dl,dt,fieldset,figcaption,figure,"
    "footer,form,h1,h2,h3,h4,h5,h6,header,hgroup,hr,li,main,menu,nav,ol,p,pre,search,section,"
    "summary,table,tbody,td,tfoot,th,thead,tr,ul"
)
_NEVER = frozenset({"nav", "figcaption", "footer", "hr", "img", "picture", "input"})
_STRANGE = COMMENTS | CONSENT
_NEARLY_ALL = 0.8  # of all text: what is called so and has more is the page
_LITTLE = 0.2  # of all text: what a name may take away
_ENOUGH = 0.4  # of all text: where less is left, names have misled
_CARD = 300  # characters: a linked headline with so little beside it is a teaser
_LINKED_HEADING = "h2 a,h3 a,h4 a,h5 a,a h2,a h3,a h4,a h5"
_SOME = 150  # characters of text beside links that are more than their labels
_HIDDEN = ".sr-only,.visually-hidden,.visuallyhidden,.screen-reader-text,.screenreader,.u-visually-hidden"
_ORDINARY = re.compile("[ \t\n\f\r]+")
_BREAKS = re.compile(" ?\v ?")
_PARTING = re.compile("\v{2,}|\u2029")


@dataclass(frozen=True, slots=True)
class Block:
    """One block of text as the page has it."""

    text: str  # a BREAK in it is a `<br>`
    tag: str  # of the element it is the text of
    linked: int = 0  # characters of it that are links
    faint: bool = False  # its element is named like furniture

    @property
    def heading(self) -> bool:
        """Whether it is a heading."""
        return self.tag in HEADINGS


def read(root: LexborNode) -> list[Block]:
    """The blocks within `root`, in reading order.  Changes the tree: each `<br>` is a BREAK."""
    for hidden in root.css(_HIDDEN):
        hidden.decompose()
    for br in root.css("br"):
        br.replace_with(BREAK)
    walk = _Walk(root, by_name=True)
    walk.into(root, "div", faint=False)
    if sum(len(block.text) for block in walk.found) < _ENOUGH * walk.total:
        walk = _Walk(root, by_name=False)
        walk.into(root, "div", faint=False)
    return walk.found


class _Walk:
    """One way through an element, gathering inline text until a block ends."""

    def __init__(self, root: LexborNode, *, by_name: bool) -> None:
        self.by_name = by_name
        self.found: list[Block] = []
        self.total = len(root.text(deep=True)) or 1
        self.holders = _holders(root)
        self.buffer: list[str] = []
        self.linked = 0

    def into(self, node: LexborNode, tag: str, *, faint: bool) -> None:
        """Take the children of `node`; `tag` is the element that their text is of."""
        for child in node.iter(include_text=True):
            kind = child.tag
            if kind == "-text":
                self.text(child, tag, faint=faint)
            elif not kind or kind[0] == "-":
                continue
            elif kind not in INLINE:
                self.end(tag, faint=faint)
                self.block(child, kind, faint=faint)
            elif child.mem_id in self.holders:
                self.into(child, tag, faint=faint)
            else:
                self.inline(child, kind)
        self.end(tag, faint=faint)

    def text(self, node: LexborNode, tag: str, *, faint: bool) -> None:
        text = node.text_content or ""
        if text == BREAK and self.buffer and self.buffer[-1].strip(" \t\n\r") == BREAK:
            self.end(tag, faint=faint)
        elif text:
            self.buffer.append(text)

    def inline(self, node: LexborNode, kind: str) -> None:
        text = node.text(deep=True)
        if kind == "a":
            self.linked += len(text)
        else:
            for link in node.css("a"):
                self.linked += len(link.text(deep=True))
        self.buffer.append(text)

    def block(self, node: LexborNode, kind: str, *, faint: bool) -> None:
        if kind in _NEVER or self.is_aside(node, kind):
            return
        faint = faint or not tokens(node).isdisjoint(FURNITURE)
        if kind == "tr" and self.row(node):
            return
        self.into(node, kind, faint=faint)

    def row(self, row: LexborNode) -> bool:
        """A table's row as one block; False where its cells are layout, not data."""
        cells = [cell for cell in row.iter() if cell.tag in {"td", "th"}]
        if len(cells) < 2 or any(cell.mem_id in self.holders for cell in cells):
            return False
        texts = [
            _ORDINARY.sub(" ", cell.text(deep=True).replace(BREAK, " ")).strip()
            for cell in cells
        ]
        linked = sum(len(link.text(deep=True)) for link in row.css("a"))
        self.found.append(Block(" | ".join(texts), "tr", linked))
        return True

    def is_aside(self, node: LexborNode, kind: str) -> bool:
        """Whether an element stands beside the text and is not of it."""
        length = len(node.text(deep=True))
        names = tokens(node)
        strange = kind == "form" or not names.isdisjoint(_STRANGE)
        if strange and length < _NEARLY_ALL * self.total:
            self.total -= length
            return True
        if length > _LITTLE * self.total:
            return False
        if kind in {"aside", "figure"}:
            return True
        attributes = node.attributes
        if "hidden" in attributes or "display:none" in (attributes.get("style") or "").replace(
            " ", ""
        ):
            return True
        linked = sum(len(link.text(deep=True)) for link in node.css("a"))
        if linked > 0.6 * length and length - linked < (
            0.05 * length if kind == "p" else _SOME
        ):
            return True
        if linked and length < _CARD and node.css_first(_LINKED_HEADING) is not None:
            return True
        return self.by_name and not names.isdisjoint(FURNITURE) and node.mem_id in self.holders

    def end(self, tag: str, *, faint: bool) -> None:
        """What was gathered is a block, or several, if there is anything to see in it."""
        if self.buffer:
            text = _BREAKS.sub(BREAK, _ORDINARY.sub(" ", "".join(self.buffer)))
            parts = [part for part in (p.strip(" \v") for p in _PARTING.split(text)) if part]
            linked = self.linked // len(parts) if parts else 0
            self.found += [Block(part, tag, linked, faint) for part in parts]
            self.buffer.clear()
        self.linked = 0


def _holders(root: LexborNode) -> set[int]:
    """The elements below `root` that hold blocks."""
    top = root.mem_id
    found = {top}
    for node in root.css(_HOLDERS):
        if node.mem_id == top:
            continue
        parent = node.parent
        while parent is not None and parent.mem_id not in found:
            found.add(parent.mem_id)
            parent = parent.parent
    return found

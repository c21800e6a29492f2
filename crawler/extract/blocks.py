"""The text of an element, as the blocks a reader sees: paragraphs, headings, list items, rows."""

from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from crawler.extract.markup import INLINE, tokens

_BLOCKS = (
    "address,article,aside,blockquote,center,dd,details,dir,div,dl,dt,fieldset,figcaption,figure,"
    "footer,form,h1,h2,h3,h4,h5,h6,header,hgroup,hr,li,main,menu,nav,ol,p,pre,search,section,"
    "summary,table,tbody,td,tfoot,th,thead,tr,ul"
)
_ROW = frozenset({"td", "th"})
_DROPPED = frozenset({"figure", "nav", "footer", "form", "figcaption", "aside"})
PROMO = frozenset(
    [
        "related",
        "recommended",
        "recommendation",
        "recommendations",
        "newsletter",
        "newsletters",
        "subscribe",
        "subscription",
        "share",
        "sharing",
        "shares",
        "social",
        "promo",
        "promotion",
        "promos",
        "sponsor",
        "sponsored",
        "advert",
        "advertisement",
        "advertising",
        "ads",
        "adv",
        "banner",
        "outbrain",
        "taboola",
        "trending",
        "popular",
        "tags",
        "breadcrumb",
        "breadcrumbs",
        "byline",
        "caption",
        "credit",
        "credits",
        "comments",
        "cookie",
        "cookies",
        "paywall",
        "donate",
        "sidebar",
        "menu",
        "toolbar",
        "terkait",
        "baca",
        "juga",
        "bacajuga",
        "readmore",
        "copyright",
        "print",
        "disclaimer",
        "player",
        "widget",
        "gallery",
        "slideshow",
        "signup",
        "inlinead",
        "teaser",
        "teasers",
        "embed",
        "tools",
        "navigation",
        "pagination",
        "pager",
        "meta",
        "author",
        "bio",
        "timestamp",
    ]
)


@dataclass(frozen=True, slots=True)
class Block:
    """One block of text as the page has it."""

    text: str  # line ends are those of `<br>`
    tag: str
    linked: int  # characters of it that are links


class Blocks:
    """Walks an element once and gives its blocks in reading order."""

    def __init__(self, root: LexborNode) -> None:
        self.found: list[Block] = []
        self.buffer: list[str] = []
        self.links = 0
        self.parents: set[int] = set()  # elements that hold blocks
        self.total = len(root.text(deep=True)) or 1
        for br in root.css("br"):
            br.replace_with("\v")
        top = root.mem_id
        for node in root.css(_BLOCKS):
            if node.mem_id == top:
                continue
            parent = node.parent
            while parent is not None and parent.mem_id not in self.parents:
                self.parents.add(parent.mem_id)
                if parent.mem_id == top:
                    break
                parent = parent.parent
        self.walk(root)

    def walk(self, node: LexborNode) -> None:
        tag = node.tag or ""
        for child in node.iter(include_text=True):
            kind = child.tag or ""
            if kind == "-text":
                self.buffer.append(child.text_content or "")
            elif kind in INLINE and child.mem_id not in self.parents:
                text = child.text(deep=True)
                if kind == "a":
                    self.links += len(text)
                else:
                    for a in child.css("a"):
                        self.links += len(a.text(deep=True))
                self.buffer.append(text)
            elif kind in INLINE:
                self.walk(child)
            elif not kind or kind[0] == "-":
                continue
            else:
                self.flush(tag)
                if not self.dropped(child, kind):
                    self.walk(child)
                    self.flush(kind)
        self.flush(tag)

    def dropped(self, node: LexborNode, kind: str) -> bool:
        if kind in _DROPPED:
            return True
        words = tokens(node)
        if words and not words.isdisjoint(PROMO):
            return len(node.text(deep=True)) < 0.2 * self.total
        return False

    def flush(self, tag: str) -> None:
        if self.buffer:
            text = " ".join("".join(self.buffer).replace("\v", " \v ").split(" ")).replace(
                "\n", " "
            )
            text = "\v".join(
                " ".join(t for t in line.replace("\n", " ").replace("\t", " ").split(" ") if t)
                for line in text.split("\v")
            ).strip("\v ")
            if text.strip():
                self.found.append(Block(text, tag, self.links))
            self.buffer.clear()
        self.links = 0

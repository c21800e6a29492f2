"""What a page says of itself in `<meta>`, `<link>` and `<html lang>`, and its JSON-LD unread."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.article_text import line
from crawler.extract.words import clean

Attributes = Mapping[str, str | None]
Link = tuple[LexborNode, Attributes]
_TOLD = 'meta[content],script[type*="ld+json"],link[rel][href],base[href]'
_LINKS = frozenset({"a", "link"})
_PARTS = frozenset({  # what links lead to that are no pages
    "stylesheet", "preload", "modulepreload", "preconnect", "dns-prefetch", "icon", "shortcut icon",
    "apple-touch-icon", "apple-touch-icon-precomposed", "apple-touch-startup-image", "mask-icon",
    "manifest",
})  # fmt: skip
_TITLE = ("title", "TITLE", "Title")  # ends the names of what is kept to the letter


@dataclass(frozen=True, slots=True)
class Meta:
    """The values of each name, lower case, in page order."""

    values: dict[str, list[str]] = field(default_factory=dict)
    canonical: str = ""
    language: str = ""
    scripts: tuple[str, ...] = ()  # of JSON-LD, in page order
    links: tuple[Link, ...] = ()  # to other pages, in page order: `<link>`, and those asked for
    others: tuple[LexborNode, ...] = ()  # further elements that were asked for, in page order
    base: str = ""  # of the addresses on the page, where it tells one

    def first(self, names: Iterable[str]) -> str:
        """The first value of the first of `names` that has one."""
        return next((self.values[name][0] for name in names if name in self.values), "")

    def all(self, name: str) -> list[str]:
        """Every value of `name`."""
        return self.values.get(name, [])


def read(tree: LexborHTMLParser, wanted: str = "") -> Meta:
    """The page's own words about itself; scripts are there until they are stripped.

    `wanted` selects links and others to be given too: to ask for them later is one more walk over
    the tree.
    """
    values: dict[str, list[str]] = {}
    scripts, found, others, base = [], [], [], ""
    for node in tree.css(f"{_TOLD},{wanted}" if wanted else _TOLD):
        tag = node.tag
        if tag == "meta":
            _add(values, node.attributes)
        elif tag == "script":
            if "ld+json" in (node.attributes.get("type") or "").lower():
                scripts.append(node.text(deep=True))
        elif tag == "base":
            base = base or (node.attributes.get("href") or "").strip()
        elif tag not in _LINKS:
            others.append(node)
        elif (attributes := node.attributes).get("rel") not in _PARTS:
            found.append((node, attributes))
    canonical = (
        told.get("href") or ""
        for _, told in found
        if (told.get("rel") or "").lower() == "canonical"
    )
    root = tree.root
    return Meta(
        values,
        next(canonical, "").strip(),
        (root.attributes.get("lang") or "").strip() if root else "",
        tuple(scripts),
        tuple(found),
        tuple(others),
        base,
    )


def _add(values: dict[str, list[str]], attributes: Attributes) -> None:
    told = attributes.get("content") or ""
    content = clean(told)
    for key in ("property", "name", "itemprop", "http-equiv") if content else ():
        if name := attributes.get(key):
            text = line(told) if name.endswith(_TITLE) else content
            values.setdefault(name.lower(), []).append(text)

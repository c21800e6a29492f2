"""What a page says of itself in `<meta>`, `<link>` and `<html lang>`."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser

from crawler.extract.words import clean


@dataclass(frozen=True, slots=True)
class Meta:
    """The values of each name, lower case, in page order."""

    values: dict[str, list[str]] = field(default_factory=dict)
    canonical: str = ""
    language: str = ""

    def first(self, names: Iterable[str]) -> str:
        """The first value of the first of `names` that has one."""
        return next((self.values[name][0] for name in names if name in self.values), "")

    def all(self, name: str) -> list[str]:
        """Every value of `name`."""
        return self.values.get(name, [])


def read(tree: LexborHTMLParser) -> Meta:
    """The page's own words about itself."""
    values: dict[str, list[str]] = {}
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        content = clean(attributes.get("content") or "")
        if not content:
            continue
        for key in ("property", "name", "itemprop", "http-equiv"):
            if name := attributes.get(key):
                values.setdefault(name.lower(), []).append(content)
    link = tree.css_first('link[rel="canonical"][href]')
    root = tree.css_first("html[lang]")
    return Meta(
        values,
        (link.attributes.get("href") or "").strip() if link else "",
        (root.attributes.get("lang") or "").strip() if root else "",
    )

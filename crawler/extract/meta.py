"""What a page says of itself in `<meta>`, `<link>` and `<html lang>`, and its JSON-LD unread."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser

from crawler.article_text import line
from crawler.extract.words import clean

_TITLE = ("title", "TITLE", "Title")  # ends the names of what is kept to the letter


@dataclass(frozen=True, slots=True)
class Meta:
    """The values of each name, lower case, in page order."""

    values: dict[str, list[str]] = field(default_factory=dict)
    canonical: str = ""
    language: str = ""
    scripts: tuple[str, ...] = ()  # of JSON-LD, in page order

    def first(self, names: Iterable[str]) -> str:
        """The first value of the first of `names` that has one."""
        return next((self.values[name][0] for name in names if name in self.values), "")

    def all(self, name: str) -> list[str]:
        """Every value of `name`."""
        return self.values.get(name, [])


def read(tree: LexborHTMLParser) -> Meta:
    """The page's own words about itself; scripts are there until they are stripped."""
    values: dict[str, list[str]] = {}
    scripts = []
    for node in tree.css('meta[content],script[type*="ld+json"]'):
        if node.tag == "script":
            scripts.append(node.text(deep=True))
        else:
            _add(values, node.attributes)
    link = tree.css_first('link[rel="canonical"][href]')
    root = tree.css_first("html[lang]")
    return Meta(
        values,
        (link.attributes.get("href") or "").strip() if link else "",
        (root.attributes.get("lang") or "").strip() if root else "",
        tuple(scripts),
    )


def _add(values: dict[str, list[str]], attributes: Mapping[str, str | None]) -> None:
    told = attributes.get("content") or ""
    content = clean(told)
    for key in ("property", "name", "itemprop", "http-equiv") if content else ():
        if name := attributes.get(key):
            text = line(told) if name.endswith(_TITLE) else content
            values.setdefault(name.lower(), []).append(text)

"""The pages of the practice web: each site's template in pages/, filled with a story.

Around every story stands what stands around real ones: navigation, boxes with other headlines,
captions, share links, comments, footers.  None of it may make a rule fire.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from html import escape
from importlib.resources import files
from string import Template

from crawler.article_text import date_line
from crawler.demo.inlets import INLETS
from crawler.demo.papers import Paper
from crawler.demo.schedule import Item
from crawler.model import Picture

_AND = {"id": " dan ", "en": " and "}
_ENGLISH = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_SHORT = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")


def _english(at: datetime) -> str:
    return f"{at.day} {_ENGLISH[at.month - 1]} {at.year}, {at:%H:%M}"


def _short(at: datetime) -> str:
    return f"{at.day} {_SHORT[at.month - 1]} {at.year}, {at:%H:%M} WIB"


@dataclass(frozen=True, slots=True)
class Habit:
    """How a site writes the parts of an article; texts are format strings."""

    date: Callable[[datetime], str]
    byline: str
    paragraph: str
    box: str  # stands between the paragraphs and holds other headlines
    between: str = "\n"  # paragraphs


_FIGURE = '<figure><img src="{url}" alt="{alt}"><figcaption>{caption}</figcaption></figure>'


_HABITS: Mapping[str, Habit] = {
    "lembah-pos": Habit(
        date=date_line,
        byline='<span class="penulis">Penulis: <b>{names}</b></span>',
        paragraph="<p>{text}</p>",
        box='<div class="baca-juga"><h4>Baca juga</h4><ul>{links}</ul></div>',
    ),
    "suara-pesisir": Habit(
        date=_short,
        byline='<div class="reporter">Reporter: {names}</div>',
        paragraph="<p>{text}</p>",
        box="<p><strong>Baca Juga: {link}</strong></p>",
    ),
    "kabar-sawah": Habit(
        date=date_line,
        byline='<div class="laporan">Laporan: {names}</div>',
        paragraph="{text}",
        box="<b>BACA JUGA : {link}</b>",
        between="<br><br>\n",
    ),
    "harbour-gazette": Habit(
        date=_english,
        byline='<p class="byline">By <span itemprop="author">{names}</span></p>',
        paragraph="<p>{text}</p>",
        box='<aside class="related"><h3>Read more</h3><ul>{links}</ul></aside>',
    ),
    "hilltown-observer": Habit(
        date=_english,
        byline='<p class="byline">By {names}</p>',
        paragraph="<p>{text}</p>",
        box="<p><em>See also: {link}</em></p>",
    ),
}


def article_page(item: Item, origin: str) -> str:
    """The page of one article."""
    story, paper = item.story, item.story.paper
    habit = _HABITS[paper.name]
    parts = {
        **_frame(paper, origin),
        "url": origin + item.path,
        "title": escape(item.title),
        "lead": escape(story.paragraphs[0]),
        "section": escape(story.section.capitalize()),
        "published": item.at.isoformat(),
        "modified": item.changed.isoformat(),
        "date": _date(item),
        "authors": escape(", ".join(story.authors)),
        "byline": habit.byline.format(names=escape(_names(item))) if story.authors else "",
        "figure": _figure(story.picture),
        "body": _body(habit, item, origin),
        "tags": _links(story.tags, f"{origin}/tag/"),
        "headlines": _links(story.aside, f"{origin}/arsip/"),
        "comments": "\n".join(
            f'<li class="comment"><p>{escape(each)}</p></li>' for each in story.comments
        ),
        "linked_data": _linked_data(item, origin),
    }
    return _template(paper.name).substitute(parts)


def front_page(paper: Paper, origin: str, items: Sequence[Item]) -> str:
    """The home page: every article that is out, newest first."""
    entries = "\n".join(
        f'<article><h2><a href="{item.path}">{escape(item.title)}</a></h2>'
        f"<p>{escape(item.story.paragraphs[0])}</p><small>{_date(item)}</small></article>"
        for item in items
    )
    alternate = ""
    if paper.make in INLETS:
        alternate = (
            f'<link rel="alternate" type="{INLETS[paper.make][0]}" href="{paper.inlet}"'
            f' title="{escape(paper.title)}">'
        )
    return _template("front").substitute(
        _frame(paper, origin), entries=entries, alternate=alternate
    )


@cache
def _template(name: str) -> Template:
    """A file of pages/."""
    return Template(
        (files("crawler.demo") / "pages" / f"{name}.html").read_text(encoding="utf-8")
    )


def _frame(paper: Paper, origin: str) -> dict[str, str]:
    """What is the same on every page of a site."""
    return {
        "language": paper.language,
        "paper": escape(paper.title),
        "home": f"{origin}/",
        "navigation": _links(paper.sections, f"{origin}/kanal/"),
    }


def _body(habit: Habit, item: Item, origin: str) -> str:
    """The paragraphs, with a box of other headlines after the second one."""
    written = [habit.paragraph.format(text=escape(text)) for text in item.story.paragraphs]
    if item.story.aside:
        links = _links(item.story.aside, f"{origin}/arsip/")
        link = f'<a href="{origin}/arsip/">{escape(item.story.aside[0])}</a>'
        written.insert(2, habit.box.format(links=links, link=link))
    return habit.between.join(written)


def _figure(picture: Picture | None) -> str:
    """The article's picture; nothing where it has none."""
    if picture is None:
        return ""
    return _FIGURE.format(
        url=picture.url, alt=escape(picture.alt or ""), caption=escape(picture.caption or "")
    )


def _links(texts: Sequence[str], folder: str) -> str:
    """A list's entries, each a link."""
    return "".join(
        f'<li><a href="{folder}{"-".join(text.lower().split())}">{escape(text)}</a></li>'
        for text in texts
    )


def _names(item: Item) -> str:
    """Its authors as a byline names them."""
    return _AND[item.story.paper.language].join(item.story.authors)


def _date(item: Item) -> str:
    """When it came out, as the site writes it."""
    return _HABITS[item.story.paper.name].date(item.at)


def _linked_data(item: Item, origin: str) -> str:
    """JSON-LD, as it may stand inside a script element."""
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": origin + item.path,
        "headline": item.title,
        "datePublished": item.at.isoformat(),
        "dateModified": item.changed.isoformat(),
        "author": [{"@type": "Person", "name": name} for name in item.story.authors],
        "publisher": {"@type": "Organization", "name": item.story.paper.title},
        "articleSection": item.story.section,
    }
    return json.dumps(data, ensure_ascii=False).replace("</", "<\\/")

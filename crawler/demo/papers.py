"""The five invented sites of the practice web, each of another make and with its own manners."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class Make(StrEnum):
    """How a site lists its articles."""

    RSS = "rss"
    SITEMAP = "sitemap"
    INDEX = "index"  # only its front page does
    JSON_FEED = "json"
    ATOM = "atom"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One site."""

    name: str  # of the source, of its file in stories/ and of its template in pages/
    title: str
    make: Make
    inlet: str  # path of what lists its articles
    named: bool = True  # the configuration names the inlet; False: it is to be found
    path: str  # of an article: {section}, {number}, {slug}, {day}
    numbers: int  # its articles are numbered from here
    language: str
    timezone: str
    sections: tuple[str, ...]  # of its navigation
    forbidden: str | None = None  # paths that robots.txt disallows
    pause: timedelta = timedelta(0)  # before every answer
    etag: bool = True  # False: it knows only Last-Modified
    busy_at: int | None = None  # this request, counted from 1, is answered with a 429, once


PAPERS = (
    Paper(
        name="lembah-pos",
        title="Lembah Pos",
        make=Make.RSS,
        inlet="/rss",
        path="/{section}/{number}/{slug}",
        numbers=10401,
        language="id",
        timezone="Asia/Jakarta",
        sections=("Nasional", "Ekonomi", "Olahraga", "Hukum", "Politik", "Budaya"),
    ),
    Paper(
        name="suara-pesisir",
        title="Suara Pesisir",
        make=Make.SITEMAP,
        inlet="/sitemap-news.xml",
        path="/{section}/{slug}-{number}",
        numbers=2071,
        language="id",
        timezone="Asia/Jakarta",
        sections=("Daerah", "Hukum", "Ekonomi", "Lingkungan", "Premium"),
        forbidden="/premium/",
    ),
    Paper(
        name="kabar-sawah",
        title="Kabar Sawah",
        make=Make.INDEX,
        inlet="/",
        path="/read/{number}/{slug}.html",
        numbers=88310,
        language="id",
        timezone="Asia/Makassar",
        sections=("Pangan", "Desa", "Hukum", "Teknologi", "Budaya"),
    ),
    Paper(
        name="harbour-gazette",
        title="Harbour Gazette",
        make=Make.JSON_FEED,
        inlet="/feed.json",
        path="/{section}/{slug}/{number}",
        numbers=560120,
        language="en",
        timezone="Asia/Jakarta",
        sections=("Economy", "Region", "Transport", "Courts", "Sport", "Culture"),
        busy_at=6,
    ),
    Paper(
        name="hilltown-observer",
        title="The Hilltown Observer",
        make=Make.ATOM,
        inlet="/atom.xml",
        named=False,
        path="/{day}/{slug}",
        numbers=1,
        language="en",
        timezone="Europe/London",
        sections=("News", "Politics", "Business", "Courts", "Sport"),
        pause=timedelta(milliseconds=600),
        etag=False,
    ),
)

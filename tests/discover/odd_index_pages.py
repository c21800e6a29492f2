"""Index pages that name their articles in ways that are seldom thought of, and things beside them."""

import json
from collections.abc import Callable
from dataclasses import replace
from html import escape
from urllib.parse import quote

from tests.discover.index_pages import FOOT, NAV, TITLES, IndexPage, page, slug

INDEX = "https://www.kabar.example/indeks"
MENU = {"title": "Keuangan dan Perbankan Syariah", "url": "/ekonomi/keuangan-dan-perbankan-syariah"}  # fmt: skip
ARABIC = (
    "محكمة المدينة تؤجل قضية الميناء القديم إلى الشهر المقبل",
    "رئيس البلدية يفتتح الجسر الجديد فوق النهر الكبير",
    "ارتفاع أسعار الخبز في الأسواق للأسبوع الثالث على التوالي",
    "انقطاع المياه عن أحياء الضفة الشرقية مساء اليوم",
)


def links(path: Callable[[int, str], str]) -> dict[str, str]:
    """Each headline by its link."""
    return {path(at, slug(title)): title for at, title in enumerate(TITLES)}


def site(make: str, body: str, articles: dict[str, str], url: str = INDEX) -> IndexPage:
    """A page of this make."""
    return IndexPage(make, url, page(NAV + body + FOOT), articles)


def cards(
    make: str, card: str, articles: dict[str, str], around: str = "{}", url: str = INDEX
) -> IndexPage:
    """A page of cards, in each of which `{u}` is a link and `{t}` its headline."""
    made = "\n".join(card.format(u=escape(u), t=escape(t)) for u, t in articles.items())
    return site(make, around.format(made), articles, url)


READ = links(lambda at, words: f"/read/{700100 + at}/{words}")
ROOT = links(lambda _, words: f"/{words}")
NUMBERS = links(lambda at, _: f"/n/{700100 + at}")


def _data(**names: str) -> list[dict[str, str]]:
    """The articles as objects, their title and link under these names."""
    return [{names["title"]: title, names["link"]: link} for link, title in READ.items()]


def _attribute(make: str, name: str, data: object) -> IndexPage:
    return site(make, f'<div id="app" {name}="{escape(json.dumps(data))}"></div>', READ)


def _script(make: str, form: str, data: object) -> IndexPage:
    return site(make, form.replace("%s", json.dumps(data)) + "<div id=root></div>", READ)


POSTS = _data(title="title", link="url")
DATA = (
    _attribute("data of a page in an attribute", "data-page", {"props": {"posts": POSTS, "menu": [MENU]}}),
    _attribute("data of an island", "props", {"list": [1, [[0, {"title": [0, each["title"]], "url": [0, each["url"]]}] for each in POSTS]]}),
    replace(cards("a list that loads itself, an object a card", "<li class=card data-item='{u}'></li>",
          {json.dumps({"headline": title, "link": link}): title for link, title in READ.items()}), articles=READ),
    _script("state that a script begins with", "<script>var a = 1; window.__STATE__ = %s;\nstart()</script>", {"news": _data(title="judul", link="permalink")}),
    _script("data that a script is handed", "<script>start(%s, {x: 1})</script>", {"news": POSTS, "menu": [MENU]}),
    _script("data for hydration", '<script type="application/json">%s</script>', _data(title="headline", link="path")),
    _script("slugs with a slash", "<script id=__NEXT_DATA__>%s</script>", _data(title="name", link="slug")),
)  # fmt: skip
ODD = (
    *DATA,
    cards("a picture that links, the headline beside it", '<div class=c><a href="{u}"><img src=i.jpg alt=foto></a><h3>{t}</h3></div>', NUMBERS),
    cards("a link over a whole card", '<div class=c><h3 class=title>{t}</h3><a class=k href="/daerah">Daerah</a><a class=stretched href="{u}"></a></div>', ROOT),
    cards("a label on a link over a card", '<div class=c><h3>{t}</h3><a href="{u}" aria-label="{t}"></a></div>', ROOT),
    cards("parts of a picture", '<area shape=rect href="{u}" alt="{t}">', READ, "<map name=m>{}</map><p onclick=\"go('/read/999999/a')\">Bukan tautan tetapi dapat diklik</p>"),
    cards("headlines in h5 with time and section", '<li><small>10:15 WIB</small><a class=k href="/daerah">Daerah</a><h5><a href="{u}">{t}</a></h5></li>',
          links(lambda at, words: f"/{('ekonomi', 'daerah')[at % 2]}/{words}"), "<ul>{}</ul>"),
    cards("time and section within the link", '<li><a href="{u}"><span>10:15 WIB</span> <b>{t}</b> <em>Ekonomi</em></a></li>', links(lambda _, words: f"/ekonomi/{words}")),
    cards("a container that is called a menu", '<h3><a href="{u}">{t}</a></h3>', ROOT, '<div class="menu terkini">{}</div>'),
    cards("a form around the whole page", '<div><a href="{u}">{t}</a></div>', ROOT, "</header><form id=aspnetForm>{}</form>"),
    cards("nodes by number", '<h3><a href="{u}">{t}</a></h3>', links(lambda at, _: f"/node/{1821 + at}")),
    cards("short codes", '<h3><a href="{u}">{t}</a></h3>', links(lambda at, _: f"/n/{'abcdefghijkl'[at]}8Xk{at}Qz")),
    cards("a number under another name", '<div><a href="{u}">{t}</a></div>', links(lambda at, _: f"/story.php?sid={4821 + at}")),
    cards("slugs in the query", '<div><a href="{u}">{t}</a></div>', links(lambda _, words: f"/detail.php?judul={words}")),
    cards("one program for articles and sections", '<h3><a href="{u}">{t}</a></h3>',
          links(lambda at, words: f"/index.php?option=com_content&view=article&id={821 + at}:{words}&catid=9"),
          '{}<a href="/index.php?option=com_content&view=category&id=12:berita-daerah-dan-kota-besar&catid=9">Berita Daerah dan Kota Besar</a>'),
    cards("date, number and slug", '<li><h4><a href="{u}">{t}</a></h4></li>', links(lambda at, words: f"/2026/11/23/{123456 + at}/{words}")),
    cards("every scheme and host", '<h4><a href="{u}">{t}</a></h4>',
          links(lambda at, words: ("http://www.kabar.example", "//www.kabar.example", "https://kabar.example", "http://m.kabar.example", "")[at % 5] + f"/berita/{words}")),
    cards("mobile Blogger", '<h3><a href="{u}">{t}</a></h3><a href="{u}#comments">Posting Komentar</a>',
          links(lambda _, words: f"https://kabar.example/2026/11/{words[:39]}.html?m=1"),
          '{}<a href="https://kabar.example/2026/11/?m=1">November 2026 (12)</a><a href="https://kabar.example/search/label/Ekonomi%20dan%20Bisnis%20Daerah?m=1">Ekonomi dan Bisnis Daerah</a>'),
    cards("Arabic with numbers at the end", '<li><a href="{u}"><h5>{t}</h5></a></li>',
          {f"/ar/{quote(title.replace(' ', '-'))}-{881200 + at}": title for at, title in enumerate(ARABIC)}, "<ul dir=rtl>{}</ul>"),
)  # fmt: skip

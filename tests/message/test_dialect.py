import re
import unicodedata

import pytest
from hypothesis import given, settings, strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from selectolax.lexbor import LexborHTMLParser

from crawler.message.dialect import HTML, MARKDOWN, TEXT, Dialect, defused, units, write
from crawler.message.news import Piece, read
from crawler.message.telling import Group, Telling, tell
from crawler.message.words import number
from tests.message.payloads import LINK, PAYLOADS, message, messages, seen

READER = MarkdownIt("commonmark").enable(["strikethrough", "table"])
PLAIN_INLINE = {"text", "strong_open", "strong_close", "hardbreak", "softbreak"}
DIALECTS = {"text": TEXT, "markdown": MARKDOWN, "html": HTML}
# What services act upon; none may be left but in our own link.
BAIT = re.compile(
    r"[@＠﹫](everyone|here|channel|all|room|user|U0|\*)|<[!@#:/]\w|<(id|at|users)\b|://|&lt;[!@]"
    r"|:(smile|\+1|man-shrugging|flag-id):|(^|[^\w/<>])/(start|kick|stop)|[#＃]tagar"
    r"|jahat[.。．｡]example|ｊａｈａｔ[.。．｡]e|www\.jahat|t\.me|xn--80ak6aa92e\.e|ไทยดี\.ไทย|例え。テ",
    re.IGNORECASE,
)


def a_telling(**given: object) -> Telling:
    fields: dict[str, object] = {
        "title": "Banjir merendam Kota Hulu",
        "head": "22 Nov 2026 12:00 WIB · contoh",
        "quotes": ((Piece("air "), Piece("banjir", marked=True), Piece(" surut")),),
        "lines": ("aturan banjir · karena banjir",),
        "link": LINK,
    }
    return Telling(**(fields | given))  # type: ignore[arg-type]  # fields by name


def an_alert(body: bytes) -> Telling:
    return tell(read(body, "Asia/Jakarta"), "id")


def inline(tokens: list[Token]) -> list[Token]:
    return [child for token in tokens for child in token.children or ()]


def html_of(text: str) -> tuple[set[str], list[str | None], str]:
    """Tags, addresses of links, and text."""
    tree = LexborHTMLParser(f"<body>{text}")
    body = tree.body
    assert body is not None
    nodes = body.css("*")
    links = [node.attributes.get("href") for node in body.css("a")]
    for node in nodes:
        assert set(node.attributes) <= ({"href"} if node.tag == "a" else set())
    return {node.tag or "" for node in nodes} - {"body"}, links, body.text()


def test_there_are_enough_payloads() -> None:
    assert len(PAYLOADS) >= 300


def test_an_alert_in_each_dialect() -> None:
    assert write(a_telling(), TEXT, "id") == (
        "Banjir merendam Kota Hulu\n"
        "22 Nov 2026 12:00 WIB · contoh\n"
        "air «banjir» surut\n"
        "aturan banjir · karena banjir\n"
        f"{LINK}"
    )
    assert write(a_telling(), MARKDOWN, "id").splitlines()[::2] == [
        "**Banjir merendam Kota Hulu**  ",
        "air **banjir** surut  ",
        f"<{LINK}>",
    ]
    assert write(a_telling(), HTML, "id").endswith(f'<br>\n<a href="{LINK}">contoh.example</a>')


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=DIALECTS)
def test_a_quotation_that_says_no_more_than_the_title_is_not_said_again(
    dialect: Dialect,
) -> None:
    title = (Piece("Banjir", marked=True), Piece(" merendam Kota Hulu "))
    part = (Piece("… Kota "), Piece("Hulu", marked=True))
    telling = a_telling(quotes=(title, part, *a_telling().quotes))
    assert write(telling, dialect, "id") == write(a_telling(), dialect, "id")


def test_the_name_of_a_group_stands_out_from_the_titles_below_it() -> None:
    entry = a_telling(quotes=(), lines=(), head="")
    digest = Telling(title="Ringkasan", groups=(Group("aturan banjir", (entry, entry)),))
    assert write(digest, TEXT, "id").split("\n")[1:4] == [
        "",
        "— aturan banjir (2) —",
        entry.title,
    ]
    assert "**aturan banjir (2)**" in write(digest, MARKDOWN, "id")


def test_no_line_of_markdown_is_small_print_though_only_one_service_knows_it() -> None:
    telling = a_telling(quotes=((Piece("-# kecil"),),))
    assert "\n\\-# kecil" in write(telling, MARKDOWN, "id")


def test_other_outlets_come_with_links_that_lead_there() -> None:
    other = "https://kabar.example/air/9?a=1&b=2"
    telling = a_telling(elsewhere=(("Kabar *Hulu*", other), ("", LINK)))
    assert write(telling, TEXT, "id").splitlines()[4:] == [LINK, f"Kabar *Hulu*: {other}", LINK]
    tokens = inline(READER.parse(write(telling, MARKDOWN, "id")))
    links = [token.attrGet("href") for token in tokens if token.type == "link_open"]
    assert links == [LINK, other, LINK]
    _, addresses, text = html_of(write(telling, HTML, "id"))
    assert addresses == [LINK, other, LINK]
    assert "Kabar *Hulu*: kabar.example" in text


def test_html_of_every_payload_holds_our_tags_and_the_payload_s_words() -> None:
    for words, body in messages():
        tags, links, text = html_of(write(an_alert(body), HTML, "id"))
        assert tags <= {"b", "a", "br"}
        assert links == [LINK]
        assert seen(text).startswith(words or "(tanpa judul)")
        assert not BAIT.search(text)


def test_markdown_of_every_payload_is_one_paragraph_of_its_words() -> None:
    for words, body in messages():
        tokens = READER.parse(write(an_alert(body), MARKDOWN, "id"))
        assert [token.type for token in tokens] == [
            "paragraph_open",
            "inline",
            "paragraph_close",
        ]
        found = inline(tokens)
        links = [token.attrGet("href") for token in found if token.type == "link_open"]
        kinds = {token.type for token in found} - {"link_open", "link_close"}
        assert (links, kinds <= PLAIN_INLINE) == ([LINK], True)
        first = "".join(t.content for t in found[: _break(found)])
        assert _squeezed(seen(first)) == _squeezed(words or "(tanpa judul)")
        assert not BAIT.search("".join(token.content for token in found).replace(LINK, ""))


def test_text_of_every_payload_holds_no_bait_and_no_control() -> None:
    for words, body in messages():
        text = write(an_alert(body), TEXT, "id")
        assert seen(text.split("\n")[0]) == (words or "(tanpa judul)")
        assert not BAIT.search(text.replace(LINK, ""))
        for character in text.replace("\n", ""):
            category = unicodedata.category(character)
            assert category not in {"Cc", "Cs", "Cn", "Co", "Zl", "Zp"}
            assert category != "Cf" or character in "\u200c\u200d\u2060\u2068\u2069"


def _break(tokens: list[Token]) -> int:
    kinds = [token.type for token in tokens]
    return min(
        (kinds.index(kind) for kind in ("hardbreak", "softbreak") if kind in kinds),
        default=len(kinds),
    )


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=DIALECTS)
def test_what_just_fits_is_whole_and_one_unit_less_is_shorter(dialect: Dialect) -> None:
    telling = a_telling(title="Banjir 🌊 merendam <Kota> & *Hulu* " * 4)
    whole = write(telling, dialect, "id")
    assert write(telling, dialect, "id", most=units(whole)) == whole
    for most in range(1, units(whole)):
        assert units(write(telling, dialect, "id", most=most)) <= most
    assert write(telling, dialect, "id", most=units(whole) - 1) != whole


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=DIALECTS)
@settings(max_examples=60)
@given(
    title=st.text(st.characters(exclude_categories=["Cs"]), max_size=80),
    most=st.integers(1, 300),
)
def test_a_link_is_whole_or_not_there_and_escapes_are_not_split(
    dialect: Dialect, title: str, most: int
) -> None:
    text = write(an_alert(message(title)), dialect, "id", most=most)
    assert units(text) <= most
    assert LINK in text or "contoh.example/b" not in text
    if dialect is HTML:
        assert not re.search(r"&(?!(amp|lt|gt|quot|#x27);)", text)
    if dialect is MARKDOWN:
        assert not re.search(r"(?<!\\)(\\\\)*\\(…|$)", text)


def test_quotations_go_before_the_title_is_cut() -> None:
    telling = a_telling(title="Banjir merendam Kota Hulu sejak Minggu dini hari dan " * 3)
    whole = units(write(telling, TEXT, "id"))
    assert "«" not in write(telling, TEXT, "id", most=whole - 1)
    assert telling.title.strip() in write(telling, TEXT, "id", most=whole - 19)
    shorter = write(telling, TEXT, "id", most=150)
    assert "…" in shorter
    assert shorter.endswith(LINK)


def test_a_title_is_cut_between_clusters() -> None:
    family = "👩\u200d👩\u200d👧"
    for most in range(60, 400, 7):
        text = write(a_telling(title=family * 40, quotes=(), lines=()), TEXT, "id", most=most)
        title = text.split("\n")[0].removesuffix("…")
        assert set(title.split(family)) == {""} or title == LINK


def test_without_its_title_a_telling_says_the_rest_or_else_its_title() -> None:
    assert not write(a_telling(), TEXT, "id", titled=False).startswith("Banjir")
    assert write(Telling(title="Banjir"), TEXT, "id", titled=False) == "Banjir"


def test_what_runs_from_right_to_left_moves_nothing_beside_it() -> None:
    telling = a_telling(
        title="خبر عاجل (1)", quotes=((Piece("قال "), Piece("خبر", marked=True)),)
    )
    lines = write(telling, TEXT, "id").split("\n")
    assert lines[0] == "\u2068خبر عاجل (1)\u2069"
    assert lines[2] == "\u2068قال «خبر»\u2069"
    assert "\u2068" not in lines[1]


def test_a_mark_does_not_put_bait_together() -> None:
    quote = (Piece("lihat jahat."), Piece("example", marked=True), Piece("/a"))
    _, _, text = html_of(write(a_telling(quotes=(quote,)), HTML, "id"))
    assert "jahat.example" not in text


@pytest.mark.parametrize(
    "text",
    [
        "Harga 5.500 rupiah",
        "M 5,8 pukul 12:30",
        "S. Suharto",
        "A/B",
        "rasio 3:2",
        "R&D",
        "a < b",
    ],
)
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert defused(text) == text


def a_digest(number: int) -> Telling:
    entries = tuple(
        a_telling(
            title=f"{n} banjir merendam Kota Hulu " + "dan sekitarnya " * 6, link=f"{LINK}{n}"
        )
        for n in range(number)
    )
    return Telling(
        title="Ringkasan", head="hari ini", groups=(Group("aturan banjir", entries),)
    )


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=DIALECTS)
def test_a_digest_says_less_of_each_before_it_leaves_any_out(dialect: Dialect) -> None:
    digest = a_digest(20)
    for most in (20_000, 6_000, 4_096, 3_000):
        text = write(digest, dialect, "id", most=most)
        assert units(text) <= most
        assert all(f"{n} banjir" in text for n in range(20))


def test_a_digest_that_is_far_too_long_says_how_many_are_left_out() -> None:
    text = write(a_digest(5_000), TEXT, "id", most=4_096)
    shown = len(re.findall(r"^\d+ banjir", text, re.MULTILINE))
    assert shown > 50
    assert text.endswith(f"… dan {number(5_000 - shown, 'id')} lagi: kliping alerts")


def test_a_digest_without_room_for_one_entry_says_its_title() -> None:
    assert write(a_digest(3), TEXT, "id", most=12) == "Ringkasan"

import pytest
from hypothesis import given, strategies as st

from benchmarks.urls import GOAL, TABLE, pairs
from crawler.dedup.urls import STEPS, claimed, host, identity, numbered, owner, reasons, trace

BASE = "https://www.contoh.co.id/read/2026/11/22/123456/banjir-di-kota-hulu"


@pytest.mark.parametrize(
    "variant",
    [
        "http://www.contoh.co.id/read/2026/11/22/123456/banjir-di-kota-hulu",
        "https://contoh.co.id/read/2026/11/22/123456/banjir-di-kota-hulu/",
        "https://m.contoh.co.id/read/2026/11/22/123456/banjir-di-kota-hulu?page=all",
        "https://amp.contoh.co.id/read/2026/11/22/123456/banjir-di-kota-hulu",
        "https://WWW.Contoh.co.id:443/read/2026/11/22/123456/banjir-di-kota-hulu#komentar",
        "https://www.contoh.co.id/read/2026/11/22/123456/banjir-di-kota-hulu?utm_source=x&fbclid=1",
        "https://www.contoh.co.id/read/2026/11/22/123456/banjir-di-kota-hulu?page=3",
        "https://www.contoh.co.id/read/2026/11/22/123456/banjir-di-kota-hulu?single=1",
        "https://www.contoh.co.id/read/2026/11/22/123456/banjir-di-kota-hulu/amp",
        "https://www.contoh.co.id//read/./2026/11/x/../22/123456/banjir%2Ddi-kota-hulu",
        "https://www-contoh-co-id.cdn.ampproject.org/c/s/www.contoh.co.id/read/2026/11/22/123456/banjir-di-kota-hulu",
        "https://www.google.co.id/amp/s/amp.contoh.co.id/read/2026/11/22/123456/banjir-di-kota-hulu",
        "https://www.contoh.co.id/read/2026/11/22/123456/banjir-di-kota-hulu?ref=beranda&share=wa",
        "https://www.contoh.co.id/read/2026/11/22/123456/banjir-di-kota-hulu;jsessionid=1F",
        " https://www.contoh.co.id/read/2026/11/22/123456/banjir-di-kota-hulu ",
    ],
)
def test_variants_of_an_address_are_one_page(variant: str) -> None:
    assert identity(variant) == identity(BASE)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://contoh.id/?p=12", "https://contoh.id/?p=13"),
        ("https://contoh.id/index.php?page=12", "https://contoh.id/index.php?page=13"),
        ("https://contoh.id/a?id=1", "https://contoh.id/a?id=2"),
        ("https://contoh.id/#!/a", "https://contoh.id/#!/b"),
        ("https://contoh.id/a", "https://contoh.id/A"),
        ("https://satu.contoh.id/a", "https://dua.contoh.id/a"),
        ("http://127.0.0.1:8001/a", "http://127.0.0.1:8002/a"),
        ("https://contoh.id/a%2Fb", "https://contoh.id/a/b"),
        ("https://contoh.id/a?q=1%262", "https://contoh.id/a?q=1&2"),
        ("https://contoh.id/%EF%F0%E8%E2", "https://contoh.id/%E4%EE%EC%E0"),
        ("https://contoh.id/a?q=%EF%F0", "https://contoh.id/a?q=%E4%EE"),
        ("https://contoh.id/detail.php?ref=1001", "https://contoh.id/detail.php?ref=1002"),
        ("https://contoh.id/v?share=1", "https://contoh.id/v?share=2"),
        ("https://contoh.id/v?ga_id=1", "https://contoh.id/v?ga_id=2"),
        ("https://contoh.id/v?pk_artikel=1", "https://contoh.id/v?pk_artikel=2"),
        (
            "https://contoh.id/a;jsessionid=1/satu-dua",
            "https://contoh.id/a;jsessionid=1/tiga-empat",
        ),
        ("https://contoh.id/edisi-2022-01?page=1", "https://contoh.id/edisi-2022-01?page=2"),
        ("https://contoh.id/app#berita=1", "https://contoh.id/app#berita=2"),
        ("https://contoh.id/#berita/1", "https://contoh.id/#berita/2"),
        ("https://contoh.id/a-b-c-d?_id=1a", "https://contoh.id/a-b-c-d?_id=2a"),
        ("https://contoh.id/a-b-c-d?sid=3", "https://contoh.id/a-b-c-d?sid=4"),
        ("https://contoh.id/mobile/gawai", "https://contoh.id/gawai"),
        ("https://contoh.id/tag/a-b-c-d/page/2", "https://contoh.id/tag/a-b-c-d/page/3"),
        ("https://contoh.id/topik/a-b-c-d?page=2", "https://contoh.id/topik/a-b-c-d?page=3"),
        ("https://contoh.id/x/20261122081500/a-b", "https://contoh.id/x/20261122081500/c-d"),
        (
            "https://contoh.id/penulis/1113954321/a-b",
            "https://contoh.id/penulis/1113954321/c-d",
        ),
        ("https://contoh.id/foto-hari-ini/12345", "https://contoh.id/video-hari-ini/12345"),
        ("https://contoh.id/seite-1", "https://contoh.id/seite-2"),
        ("https://contoh.id/read/202611220815/a-b", "https://contoh.id/read/202611220815/c-d"),
        ("https://contoh.id/kota/2026112208/a-b", "https://contoh.id/kota/2026112208/c-d"),
        ("https://fa\u00df.example/a", "https://fass.example/a"),
    ],
)
def test_different_pages_stay_different(one: str, other: str) -> None:
    assert identity(one) != identity(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/kota/1113954321/warga-antre", "/kota/1113954321/warga-mengantre-lagi"),
        (
            "/warga-antre-air/artikel/105412345.html",
            "/warga-terus-antre/artikel/105412345.html",
        ),
        ("/warga-antre-air/a-70123456", "/warga-terus-antre/a-70123456"),
        ("/2026/11/warga-antre-air-bersih", "/2026/11/warga-antre-air-bersih?m=1"),
        ("/2026-11/warga-antre-air", "/2026-11/warga-antre-air/seite-2"),
        ("/2026-11/warga-antre-air", "/2026-11/warga-antre-air/komplettansicht"),
        ("/warga-antre-air-bersih", "/warga-antre-air-bersih/comment-page-2#comment-9"),
        ("/warga-antre-air-bersih", "/m/warga-antre-air-bersih?masuk=true&terbuka"),
        ("/warga-antre-air-bersih", "/index.php/warga-antre-air-bersih?sumber_ref=x&wt_zmc=y"),
        ("/a/ASRCP5F2RRCPUTIL00M.html", "/a/amp/ASRCP5F2RRCPUTIL00M.html?ref=beranda"),
    ],
)
def test_ways_of_many_systems_to_write_one_address(one: str, other: str) -> None:
    assert identity(f"https://contoh.id{one}") == identity(f"https://3g.contoh.id{other}")


def test_a_host_is_known_by_either_of_its_spellings() -> None:
    assert identity("https://bücher.example/a") == identity("https://xn--bcher-kva.example/a")


@given(st.text())
def test_any_text_has_an_identity(text: str) -> None:
    assert isinstance(identity(text), str)
    assert isinstance(host(text), str)
    assert isinstance(owner(text), str)


@given(
    st.from_regex(
        r"https?://[a-z]{1,8}\.id(/[a-z0-9%.;-]{0,9}){0,4}(\?[a-z0-9=&]{0,12})?", fullmatch=True
    )
)
def test_a_key_read_as_an_address_is_its_own_key(url: str) -> None:
    assert identity("https://" + identity(url)) == identity(url)


@pytest.mark.parametrize(
    ("claim", "believed"),
    [
        (None, False),
        ("https://contoh.co.id/", False),
        ("https://contoh.co.id/politik", False),
        ("https://contoh.co.id/politik/123456/judul-yang-baru", True),
        ("https://news.contoh.co.id/x/123456/y", True),
        ("https://contoh.co.id/politik/999999/berita-lain-sama-sekali", False),
        ("https://lain.co.id/read/123456/banjir-di-kota", False),
        ("//", False),
        ("https://[", False),
        ("https://contoh.co.id/kabar-terkini-hari-ini", False),
    ],
)
def test_a_claim_is_believed_only_for_the_same_article(
    claim: str | None, believed: bool
) -> None:
    assert claimed(claim, BASE) is believed


def test_a_date_in_an_address_is_no_id_of_the_article() -> None:
    one = "https://contoh.id/20220112/satu-dua-tiga"
    assert not claimed("https://contoh.id/20220112/terbaru", one)


def test_of_the_table_nearly_all_that_is_one_page_is_joined_and_nothing_else() -> None:
    table = pairs(TABLE)
    joined = [pair for pair in table if identity(pair.one) == identity(pair.other)]
    assert len(table) >= 300
    assert [pair for pair in joined if not pair.same] == []
    assert len(joined) >= GOAL * sum(pair.same for pair in table)


def test_every_step_is_taken_in_the_table_and_says_why() -> None:
    taken = {why for pair in pairs(TABLE) for why in trace(pair.other).reasons}
    learned = "parameters that change nothing here"
    assert taken == {reason for reason, _ in STEPS} - {learned}
    assert trace("https://contoh.id/a?sesi=1&id=2", frozenset({"sesi"})).reasons == (learned,)


@given(st.text())
def test_a_trace_ends_at_the_identity(text: str) -> None:
    assert trace(text).key == identity(text)
    assert trace(text).url == text


def test_a_parameter_that_changes_nothing_is_left_out_on_its_host_only() -> None:
    one, other = "https://contoh.id/a?sesi=1&id=2", "https://contoh.id/a?id=2&sesi=3"
    assert identity(one) != identity(other)
    assert identity(one, frozenset({"sesi"})) == identity(other, frozenset({"sesi"}))
    assert identity(one, frozenset({"sesi"})) == "contoh.id/a?id=2"


def test_why_an_address_is_known_by_a_key_says_what_had_been_learned_by_then() -> None:
    learned = "parameters that change nothing here"
    url = "https://m.contoh.id/a?sesi=1&id=2"
    assert reasons(url, "contoh.id/a?id=2") == ("another host of the same site", learned)
    assert learned not in reasons(url, identity(url))
    assert reasons(url, "contoh.id/a/*1234567*") == trace(url).reasons


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.contoh.id/kota/jalan-ditutup-1234567.html", "contoh.id/kota/*1234567*"),
        ("https://contoh.id/kota/jalan-dibuka-1234567-mvk.html", "contoh.id/kota/*1234567*"),
        ("https://m.contoh.id/1234567-jalan-dibuka?utm_source=x#y", "contoh.id/*1234567*"),
        ("https://contoh.id/1234567-jalan-dibuka?bagian=1", None),  # a parameter may tell
        ("https://contoh.id/20261122/jalan-dibuka", None),  # a date
        ("https://contoh.id/harga-emas-rp-1250000", None),  # a round sum
        ("https://contoh.id/jalan-12345", None),  # short
        ("//", None),
    ],
)
def test_a_number_at_the_edge_of_a_headline_may_be_the_articles(
    url: str, key: str | None
) -> None:
    assert numbered(url) == key


def test_an_amp_cache_stands_for_the_site_it_holds() -> None:
    cached = "https://contoh-co-id.cdn.ampproject.org/c/s/contoh.co.id/read/123456/a"
    assert claimed("https://www.contoh.co.id/read/123456/banjir-di-kota-hulu", cached)
    assert not claimed("https://lain.co.id/read/123456/banjir-di-kota-hulu", cached)

import pytest
from hypothesis import given, strategies as st

from crawler.dedup.urls import claimed, host, identity, owner

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
    ],
)
def test_different_pages_stay_different(one: str, other: str) -> None:
    assert identity(one) != identity(other)


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

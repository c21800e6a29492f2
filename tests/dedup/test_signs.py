import pytest

from crawler.dedup import signs


@pytest.mark.parametrize(
    ("path", "tells"),
    [
        ("read/123456", True),
        ("2026/11/22/banjir", True),
        ("2026/11/banjir-di-hulu", True),
        ("2026/11/banjir-hulu.html", True),
        ("2026/11/banjir-hulu", False),  # may be a section's month
        ("banjir-besar-di-hulu", True),
        ("banjir-besar-di-hulu.php", False),  # a script, whose parameters tell
        ("a/ASRCP5F2RRCPUTIL00M.html", True),
        ("politik", False),
        ("", False),
    ],
)
def test_a_path_tells_an_article_or_not(path: str, *, tells: bool) -> None:
    assert signs.tells(tuple(path.split("/"))) is tells


@pytest.mark.parametrize(
    ("before", "number", "names"),
    [
        ("berita", "123456", True),
        ("kota", "123456", False),
        ("kota", "1113954321", True),
        ("penulis", "1113954321", False),
        ("kota", "d-7123456", True),
        ("read", "20261122", False),
        ("read", "202611220815", False),
        ("read/2026/11/22", "081500", False),
        ("read/2026/11/22", "981500", True),
    ],
)
def test_a_number_is_an_articles_or_not(before: str, number: str, *, names: bool) -> None:
    assert bool(signs.names(tuple(before.split("/")), number)) is names


def test_what_stands_behind_a_tag_is_a_list() -> None:
    assert signs.lists(("Tag", "banjir"))
    assert not signs.lists(("berita", "banjir"))


@pytest.mark.parametrize(
    ("name", "value", "always", "here"),
    [
        ("utm_x", "1", True, False),
        ("srcclid", "1", True, False),
        ("__x", "1", True, False),
        ("ref", "beranda", False, True),
        ("ref", "1001", False, False),
        ("sumber_ref", "beranda", False, True),
        ("sid", "3", False, False),
        ("terbuka", "", False, True),
        ("20261122", "", False, False),
        ("masuk", "true", False, True),
        ("kota", "hulu", False, False),
        ("_id", "1a", False, False),
    ],
)
def test_a_parameter_tracks_always_or_behind_what_tells_the_article(
    name: str, value: str, *, always: bool, here: bool
) -> None:
    assert signs.tracks(name) is always
    assert always or signs.may_track(name, value) is here


def test_pages_of_an_article_have_small_numbers() -> None:
    assert [signs.small(number) for number in ("2", "99", "100", "", "²")] == [
        *(True, True, False, False, False)
    ]

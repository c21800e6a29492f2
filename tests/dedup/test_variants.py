import pytest

from crawler.dedup import variants


def test_names_of_parameters_are_compared_in_small_letters() -> None:
    tables = (
        variants.TRACKING,
        variants.WEAK,
        variants.VIEWS,
        variants.PAGING,
        variants.NAMING,
        variants.LISTS,
        variants.MOBILE,
        variants.WHOLE,
    )
    for table in tables:
        assert {name for name in table if name != name.lower()} == set()


def test_what_mostly_names_articles_is_in_no_table() -> None:
    names = {"id", "p", "no", "q", "v", "t", "article", "artikel", "story", "idx", "newsid"}
    assert names.isdisjoint(variants.TRACKING | variants.WEAK | variants.PAGING)
    assert not any(name.startswith(variants.TRACKING_BEGINS) for name in names)
    for told in (variants.TRACKING_LIKE, variants.WEAK_LIKE):
        assert not any(told.fullmatch(name) for name in names | {"_id", "guid", "lang"})


def test_no_parameter_is_both_tracking_and_doubtful() -> None:
    assert variants.TRACKING.isdisjoint(variants.WEAK)


@pytest.mark.parametrize(
    ("path", "number"),
    [
        ("/20261122/", None),
        ("/20153021/", "20153021"),
        ("/7654321/", "7654321"),
        ("/1234/", None),
    ],
)
def test_a_long_number_is_an_articles_but_for_dates(path: str, number: str | None) -> None:
    found = variants.LONG_NUMBER.search(path)
    assert (found and found[0]) == number

import pytest

from crawler.dedup.parameters import ADDRESSES, Sight, means_nothing


def sights(addresses: int, values: int) -> list[Sight]:
    """Each address says something of its own, whatever the value."""
    return [
        Sight(f"a.id/{address}", f"v{value}", f"text {address}")
        for address in range(addresses)
        for value in range(values)
    ]


@pytest.mark.parametrize(
    ("addresses", "values", "nothing"),
    [
        (ADDRESSES, 4, True),
        (20, 2, True),
        (19, 2, False),  # too few pairs
        (ADDRESSES - 1, 10, False),  # too few addresses
        (100, 1, False),  # never two values at one address
        (0, 0, False),
    ],
)
def test_a_parameter_means_nothing_after_enough_pairs(
    addresses: int, values: int, *, nothing: bool
) -> None:
    assert means_nothing(sights(addresses, values)) is nothing


def test_one_address_that_said_two_things_is_proof_of_meaning() -> None:
    seen = sights(20, 4)
    assert not means_nothing([*seen, Sight("a.id/0", "v9", "another text")])
    assert not means_nothing([*seen, Sight("a.id/99", "1", "x"), Sight("a.id/99", "2", "y")])


def test_a_notice_shown_at_every_address_proves_nothing() -> None:
    assert not means_nothing([Sight(one.address, one.value, "notice") for one in sights(20, 4)])
    (*rest, last) = sights(20, 4)
    assert not means_nothing([*rest, Sight(last.address, last.value, "text 0")])


def test_an_id_of_articles_never_means_nothing() -> None:
    ids = [Sight("a.id/baca.php", str(number), f"text {number}") for number in range(100)]
    broken = [Sight("a.id/baca.php", str(number), "gagal memuat") for number in range(100)]
    assert not means_nothing(ids)
    assert not means_nothing(broken)

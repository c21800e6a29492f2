"""How much each source publishes, and when, as it is kept."""

from hypothesis import given, strategies as st

from crawler.model import Pace
from crawler.store.paces import pace_of, packed

single = st.floats(0, 1e9, width=32)


@given(
    st.floats(0, 1e9),
    st.integers(0, 100_000),
    st.lists(single, min_size=24, max_size=24),
    st.lists(single, min_size=7, max_size=7),
)
def test_what_is_kept_comes_back(
    until: float, nights: int, hours: list[float], week: list[float]
) -> None:
    pace = Pace(
        until=until,
        nights=nights,
        rate=until / 7,
        posts=until / 3,
        passed=0.1,
        hours=tuple(hours),
        week_due=tuple(week),
    )
    assert pace_of(packed(pace)) == pace


def test_a_hundred_thousand_sources_take_less_than_fifty_megabytes() -> None:
    assert len(packed(Pace(until=1.0))) * 100_000 < 50_000_000 / 1.5


def test_of_what_another_program_kept_nothing_is_taken_over() -> None:
    assert pace_of(b"") == pace_of(b"x" * 100) == Pace()
    assert packed(Pace()) == b""

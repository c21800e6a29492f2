from hypothesis import given, strategies as st

from crawler.rules.table import SHARDS, Table


@given(st.lists(st.tuples(st.booleans(), st.text(max_size=2), st.integers())))
def test_holds_what_a_dict_holds(steps: list[tuple[bool, str, int]]) -> None:
    table: Table[str, int] = Table()
    plain: dict[str, int] = {}
    for gone, key, value in steps:
        if gone and key in plain:
            assert table.pop(key) == plain.pop(key)
        else:
            assert table.put(key, value) == plain.get(key)
            plain[key] = value
        assert table.get(key) == plain.get(key)
        assert len(table) == len(plain)


def test_no_small_dict_gets_much_more_than_its_share() -> None:
    table: Table[str, None] = Table()
    for number in range(100_000):
        table.put(f"kata{number}", None)
    assert max(map(len, table.shards)) < 2 * 100_000 / SHARDS

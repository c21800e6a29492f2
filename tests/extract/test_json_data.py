import pytest

from crawler.extract.json_data import begun, load


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"isi": "baris\nkedua"}', {"isi": "baris\nkedua"}),
        (" [1, 2] ", [1, 2]),
        ("{isi: 1}", None),
        ('{"isi": 1};', None),
        ("[" * 100_000, None),
        ("", None),
    ],
)
def test_json_is_read_leniently_and_what_is_none_is_nothing(text: str, value: object) -> None:
    assert load(text) == value


def test_what_stands_behind_a_value_is_left_alone() -> None:
    assert begun('{"isi": 1}; kirim()') == {"isi": 1}
    assert begun("kirim()") is None

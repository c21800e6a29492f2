import json

import pytest
from hypothesis import given, strategies as st

from crawler.extract.literals import read

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(VALUES, st.text(alphabet=" ;x", max_size=5))
def test_json_is_read_as_json_and_its_end_is_told(value: object, rest: str) -> None:
    written = json.dumps(value)
    told, end = read(written + " " + rest)
    assert told == value
    assert end == len(written)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{title:'Pasar',n:1,on:!0,off:!1,no:void 0,nil:null}", {"title": "Pasar", "n": 1, "on": True, "off": False, "no": None, "nil": None}),
        (r"['it\'s','\x3Cp\x3E','\u003Cb','\u{1F600}','a\nb']", ["it's", "<p>", "<b", "\U0001f600", "a\nb"]),
        ("{a:`satu`,b:[1,,2,],}", {"a": "satu", "b": [1, 2]}),
        ('{at:new Date("2026-01-12"),list:new Set([1,2])}', {"at": "2026-01-12", "list": [1, 2]}),
        ('JSON.parse("{\\"a\\":[1]}")', {"a": [1]}),
        ("{a:b+c*2,d:3}", {"a": None, "d": 3}),
        ('(function(a,b){return {title:a,body:b,a}}("Pasar","Isi"));', {"title": "Pasar", "body": "Isi", "a": "Pasar"}),
        ('(function(a,b){a.title=b;a.n=[1];return {data:[{post:a}]}}({},"Pasar"))', {"data": [{"post": {"title": "Pasar", "n": [1]}}]}),
        ('((a)=>{return {title:a}})("Pasar")', {"title": "Pasar"}),
    ],
)  # fmt: skip
def test_what_is_nearly_json_is_read_without_being_run(text: str, value: object) -> None:
    assert read(text)[0] == value


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "[1,", "{a:'b", "(function(a){", "(function(a){return a", "(" * 9_000, "[{" * 9_000,
        "new " * 9_000, "{a:function(){for(;;){}}}", "[" + "1," * 200_000, "{a:" * 9_000, "}",
    ],
)  # fmt: skip
def test_a_program_and_what_never_ends_give_nothing(text: str) -> None:
    assert read(text)[0] is None

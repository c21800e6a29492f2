import json
import time

import pytest

from crawler.extract import embedded
from crawler.extract.page import silence
from tests.extract.pages import PROSE, a_tree

POST = {"post": {"title": "Pasar", "body": " ".join(PROSE)}}


def values(inside: str, word: str = "") -> list[object]:
    tree = a_tree(f"<body><div id=app></div>{inside}</body>")
    return embedded.values(silence(tree), tree, word)


def pushed(*rows: str) -> str:
    return "".join(
        f"<script>self.__next_f.push([1,{json.dumps(row)}])</script>" for row in rows
    )


@pytest.mark.parametrize(
    "inside",
    [
        f"<script id=__NEXT_DATA__ type=application/json>{json.dumps(POST)}</script>",
        f"<script type=application/json>{json.dumps(POST).replace(chr(34), '&q;')}</script>",
        f"<script>window.__INITIAL_STATE__ = {json.dumps(POST)};init()</script>",
        f"<script>var a=1;window['__STATE__']={json.dumps(POST)}</script>",
        f"<script>const page = {json.dumps(POST)};</script>",
        f"<script>Fusion.globalContent={json.dumps(POST)};Fusion.x=1</script>",
        f"<script>window.__PRELOADED__=JSON.parse({json.dumps(json.dumps(POST))})</script>",
        f"<script>window.__NUXT__=(function(a){{return {{post:{{title:a,body:{json.dumps(POST['post']['body'])}}}}}}}('Pasar'))</script>",
        f"<div data-page='{json.dumps(POST)}'></div>",
        f"<script>{'var code = function(){return {a:1}};' * 50}window.d={json.dumps(POST)}</script>",
    ],
)
def test_data_are_found_wherever_they_are_held(inside: str) -> None:
    assert values(inside) == [POST]


def test_numbered_parts_are_put_together_even_where_they_run_in_circles() -> None:
    parts = [
        ["Reactive", 1],
        {"post": 2, "again": 1},
        {"title": 3, "body": 4, "tags": 5},
        "Pasar",
    ]
    parts += [" ".join(PROSE), [3, -1, 99]]
    script = f"<script id=__NUXT_DATA__ type=application/json>{json.dumps(parts)}</script>"
    post = {"title": "Pasar", "body": " ".join(PROSE), "tags": ["Pasar", None, None]}
    assert values(script) == [{"post": post, "again": None}]


def test_rows_of_a_stream_stand_for_what_refers_to_them() -> None:
    text = "Naïf — " + " ".join(PROSE)
    size = len(text.encode())
    rows = f'1:I["chunk.js"]\n2:T{size:x},{text}3:["$","p",null,{{"children":"$2"}}]\n4:"$4"\n'
    half = len(rows) // 2
    told = values(pushed(rows[:half], rows[half:]))[0]
    assert isinstance(told, list)
    assert ["$", "p", None, {"children": text}] in told


def test_only_data_with_the_word_are_read() -> None:
    script = f"<script type=application/json>{json.dumps(POST)}</script>"
    assert values(script + pushed(json.dumps(POST)), "Pasar") == [POST, POST]
    assert values(script + pushed(json.dumps(POST)), "Pelabuhan") == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "window.a={" * 5_000,
        "A" * 300_000,
        "window.a=(" * 5_000,
        "var " * 50_000,
        "a.b" * 90_000,
    ],
)
def test_scripts_that_hold_no_data_give_none(text: str) -> None:
    assert [one for one in values(f"<script>{text}</script>") if one is not None] == []
    assert embedded.rows("1:" * 1000) in ([], None)
    assert embedded.numbered([]) is None


@pytest.mark.parametrize(
    "text",
    [
        "window.a={" * 200_000, 'self.__next_f.push([1,"' * 100_000, "A." * 900_000,
        "window.a=(function(a,b" * 90_000, "var a" * 400_000,
        "self.__next_f.push([1," + json.dumps("1:\n" * 500_000) + "])",
    ],
)  # fmt: skip
def test_scripts_made_to_keep_their_reader_busy_take_no_time(text: str) -> None:
    start = time.process_time()
    values(f"<script>{text}</script>")
    assert time.process_time() - start < 3  # seconds; a tenth of one in truth

from crawler.extract import shell
from tests.extract.pages import PROSE, read

PARAGRAPHS = "".join(f"<p>{text}</p>" for text in PROSE)


def test_text_that_is_only_in_data_is_found_there() -> None:
    stated = "\\n".join(PROSE)
    head = f'<script type="application/ld+json">{{"@type":"NewsArticle","articleBody":"{stated}"}}</script>'
    shell = f"<html><head>{head}</head><body><h1>Pasar</h1><div id=app></div></body></html>"
    assert read(shell).paragraphs == PROSE
    data = '{"props":{"post":{"title":"Pasar","content":"' + PARAGRAPHS + '"}}}'
    shell = f"<html><body><h1>Pasar</h1><script id=__NEXT_DATA__ type='application/json'>{data}</script></body></html>"
    assert read(shell).paragraphs == PROSE


def test_a_list_of_paragraphs_is_one_text() -> None:
    items = ",".join(f'{{"type":"p","text":"{text}"}}' for text in PROSE)
    assert shell.read([f'{{"blocks":[{items}],"related":[{{"text":"lain"}}]}}'], "Pasar") == [
        *PROSE
    ]


def test_data_that_is_none_or_holds_no_text_gives_nothing() -> None:
    for data in ("", "{", "[1,2]", '{"a":"pendek"}', "[" * 100_000):
        assert shell.read([data], "Pasar") == []

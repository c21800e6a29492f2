"""Rich text as the systems named in the module write it; texts and pages are invented."""

import pytest

from crawler.extract import rich
from crawler.extract.shell import paragraphs

SPAN, TEXT = {"_type": "span", "marks": []}, {"nodeType": "text", "marks": [], "data": {}}
WANTED = [
    "Pasar lama dibuka lagi pagi ini.",
    "Harga turun",
    "Cabai merah",
    "Warga senang sekali hari ini.",
]
FIRST, MORE, ITEM, LAST = WANTED
BEGUN, ENDED = FIRST[:11], FIRST[11:]


def piece(text: str, **more: object) -> dict[str, object]:
    return {"text": text, **more}


MADE: dict[str, object] = {
    "Editor.js": {"time": 1, "blocks": [
        {"type": "paragraph", "data": {"text": f"<b>{BEGUN}</b>{ENDED}"}},
        {"type": "header", "data": {"text": MORE, "level": 2}},
        {"type": "list", "data": {"style": "unordered", "items": [ITEM]}},
        {"type": "image", "data": {"caption": "Foto pasar", "file": {"url": "a.jpg"}}},
        {"type": "quote", "data": {"text": LAST, "caption": "Ani"}}]},
    "Draft.js": {"entityMap": {}, "blocks": [
        {"text": FIRST, "type": "unstyled", "data": {}}, {"text": MORE, "type": "header-two"},
        {"text": ITEM, "type": "unordered-list-item"}, {"text": "Foto", "type": "atomic"},
        {"text": LAST, "type": "unstyled"}]},
    "Sanity": [
        {"_type": "block", "style": "normal", "children": [SPAN | piece(BEGUN), SPAN | piece(ENDED)]},
        {"_type": "block", "style": "h2", "children": [SPAN | piece(MORE)]},
        {"_type": "block", "style": "normal", "listItem": "bullet", "children": [SPAN | piece(ITEM)]},
        {"_type": "image", "asset": {"_ref": "a"}, "caption": "Foto pasar"},
        {"_type": "block", "style": "normal", "children": [SPAN | piece(LAST)]}],
    "Contentful": {"nodeType": "document", "data": {}, "content": [
        {"nodeType": "paragraph", "data": {}, "content": [
            TEXT | {"value": BEGUN},
            {"nodeType": "hyperlink", "data": {"uri": "/x"}, "content": [TEXT | {"value": ENDED}]}]},
        {"nodeType": "heading-2", "content": [TEXT | {"value": MORE}]},
        {"nodeType": "unordered-list", "content": [{"nodeType": "list-item", "content": [
            {"nodeType": "paragraph", "content": [TEXT | {"value": ITEM}]}]}]},
        {"nodeType": "embedded-asset-block", "data": {}, "content": []},
        {"nodeType": "paragraph", "content": [TEXT | {"value": LAST}]}]},
    "Slate": [
        {"type": "paragraph", "children": [piece(BEGUN), {"type": "link", "children": [piece(ENDED)]}, piece("")]},
        {"type": "heading-two", "children": [piece(MORE)]},
        {"type": "bulleted-list", "children": [{"type": "list-item", "children": [piece(ITEM)]}]},
        {"type": "paragraph", "children": [piece(LAST)]}],
    "Lexical": {"root": {"type": "root", "children": [
        {"type": "paragraph", "children": [piece(BEGUN, type="text"), piece(ENDED, type="text", format=1)]},
        {"type": "heading", "tag": "h2", "children": [piece(MORE, type="text")]},
        {"type": "list", "tag": "ul", "children": [{"type": "listitem", "children": [piece(ITEM, type="text")]}]},
        {"type": "paragraph", "children": [piece(LAST, type="text")]}]}},
    "ProseMirror": {"type": "doc", "content": [
        {"type": "paragraph", "content": [piece(BEGUN, type="text"), piece(ENDED, type="text", marks=[{"type": "bold"}])]},
        {"type": "heading", "attrs": {"level": 2}, "content": [piece(MORE, type="text")]},
        {"type": "bulletList", "content": [{"type": "listItem", "content": [
            {"type": "paragraph", "content": [piece(ITEM, type="text")]}]}]},
        {"type": "paragraph", "content": [piece(LAST, type="text")]}]},
    "Quill": {"ops": [{"insert": BEGUN}, {"insert": ENDED, "attributes": {"bold": True}},
                      {"insert": f"\n{MORE}\n{ITEM}\n"}, {"insert": {"image": "a.jpg"}}, {"insert": LAST + "\n"}]},
    "WordPress": [
        {"blockName": "core/paragraph", "attrs": {}, "innerHTML": f"<p>{FIRST}</p>"},
        {"blockName": "core/heading", "attrs": {"content": MORE}},
        {"blockName": "core/list", "innerBlocks": [{"blockName": "core/list-item", "attrs": {"content": ITEM}}]},
        {"blockName": "core/image", "innerHTML": "<figcaption>Foto</figcaption>"},
        {"blockName": "core/paragraph", "attrs": {"content": LAST}}],
    "Arc": [{"type": "text", "content": FIRST}, {"type": "header", "level": 2, "content": MORE},
            {"type": "list", "items": [{"type": "text", "content": ITEM}]},
            {"type": "interstitial_link", "content": "Baca juga: Panen raya"}, {"type": "text", "content": LAST}],
    "a tree of elements": [
        {"type": "p", "children": [{"type": "text", "data": BEGUN}, {"type": "a", "children": [{"type": "text", "data": ENDED}]}]},
        {"type": "h2", "children": [{"type": "text", "data": MORE}]},
        {"type": "ul", "children": [{"type": "li", "children": [{"type": "text", "data": ITEM}]}]},
        {"type": "p", "children": [{"type": "text", "data": LAST}]}],
    "React": ["$", "div", None, {"className": "isi", "children": [
        ["$", "p", "1", {"children": [BEGUN, ["$", "a", None, {"href": "/x", "children": ENDED}]]}],
        ["$", "h2", "2", {"children": MORE}],
        ["$", "ul", "3", {"children": ["$", "li", None, {"children": ITEM}]}],
        ["$", "$L12", None, {"children": [["$", "p", None, {"children": LAST}]]}]]}],
    "texts": [FIRST, MORE, ITEM, LAST],
    "HTML inside": {"type": "html", "html": f"<p>{FIRST}</p><h2>{MORE}</h2><ul><li>{ITEM}</li></ul><p>{LAST}</p>"},
}  # fmt: skip


@pytest.mark.parametrize("value", MADE.values(), ids=MADE)
def test_every_make_gives_the_same_paragraphs(value: object) -> None:
    assert paragraphs(rich.markup(value), "Kota") == WANTED


@pytest.mark.parametrize("value", [one for one in MADE.values() if isinstance(one, list)])
def test_a_list_of_blocks_is_known_by_its_shape(value: object) -> None:
    assert rich.is_rich(value)
    assert not rich.is_rich([1, 2, None])


def test_rows_of_a_table_stay_rows() -> None:
    table = {
        "type": "table",
        "data": {"content": [["Desa", "Rumah"], ["Suka", "12"], ["Maju", "30"]]},
    }
    assert paragraphs(rich.markup(table), "Kota") == ["Desa | Rumah", "Suka | 12", "Maju | 30"]


def test_text_that_is_no_markup_is_not_taken_for_it() -> None:
    assert (
        rich.markup({"type": "paragraph", "children": [{"text": "3 < 4\ndan"}]})
        == "<p>3 &lt; 4<br>dan</p>"
    )
    assert rich.markup(["Satu\ndua"]) == "<p>Satu<br>dua</p>"


def test_hostile_data_end() -> None:
    deep: object = "teks panjang"
    for _ in range(5_000):
        deep = {"type": "paragraph", "children": [deep]}
    shared: object = ["Satu kalimat panjang."]
    for _ in range(40):
        shared = [shared, shared]
    assert len(rich.markup(deep)) < rich.MOST
    assert len(rich.markup(shared)) < 4 * rich.MOST

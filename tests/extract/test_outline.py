from crawler.extract.outline import IN_LINK, Outline
from tests.extract.pages import a_tree


def outline(markup: str) -> Outline:
    root = a_tree(f"<body>{markup}</body>").body
    assert root is not None
    return Outline(root)


def test_nodes_are_numbered_in_page_order_and_know_what_is_within_them() -> None:
    found = outline("<div><p>satu <a href=/1>dua</a></p><img src=a.jpg></div><p>tiga</p>")
    tags = [node.tag for node in found.nodes]
    assert tags == ["body", "div", "p", "-text", "a", "-text", "img", "p", "-text"]
    assert found.above == [0, 0, 1, 2, 2, 4, 1, 0, 7]
    assert found.last == [8, 6, 5, 3, 5, 5, 6, 8, 8]
    assert (found.lengths[1], found.links[1]) == (7, 3)
    assert found.holds[1]
    assert found.pictured[1]
    assert found.within[5] & IN_LINK


def test_a_headline_in_a_link_or_a_link_in_a_headline_is_seen_from_above() -> None:
    assert outline("<div><h3><a href=/1>Pasar</a></h3></div>").headed[1]
    assert outline("<div><a href=/1><h3>Pasar</h3></a></div>").headed[1]
    assert not outline("<div><h3>Pasar</h3><a href=/1>Kota</a></div>").headed[1]


def test_a_link_that_was_never_closed_is_none() -> None:
    found = outline("<a href=/1><p>Pasar lama dibuka lagi.</p><p>Kota sepi.</p>")
    assert found.links[0] == 0

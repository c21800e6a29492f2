from crawler.extract import body
from crawler.extract.nearness import around, depths, within
from tests.extract.pages import a_tree


def test_what_is_right_below_the_headline_is_nearest() -> None:
    texts = body.texts(a_tree("<body><p>a<p>b<h1>Pasar</h1><p>c<p>d<p>e<p>f"))
    assert [texts[at][1] for at in around(texts, [2])] == ["c", "d", "b", "e", "f", "a"]


def test_only_the_heading_counts_of_several_places() -> None:
    texts = body.texts(a_tree(f"<body><h1>Pasar</h1>{'<p>x' * 99}<li>Pasar<li>y"))
    assert max(around(texts, [0, 100])) < 50


def test_any_heading_stands_for_a_headline_that_is_told_otherwise() -> None:
    texts = body.texts(a_tree("<body><p>a<h1><b>Pasar</b></h1><p>b"))
    assert around(texts, []) == [2, 0]
    assert around(body.texts(a_tree("<body><p>a")), []) == []


def test_a_text_is_within_what_holds_it() -> None:
    (node, _), *_ = body.texts(a_tree("<body><a><b>x</b></a>"))
    assert within(node, "a")
    assert not within(node, "h1")


def test_sentences_below_the_headline_are_counted_but_not_captions() -> None:
    prose = (
        "Pedagang menata kios sejak subuh dan pembeli pertama datang sebelum pukul tujuh pagi."
    )
    page = f"<body><p>a<h1>Pasar</h1><p>b</p><figure>{prose}</figure><p>{prose}</p><p>c"
    assert depths(body.texts(a_tree(page)), [1], most=9) == {2: 0, 3: 0, 4: 0, 5: 1}


def test_sentences_are_counted_no_further_than_it_is_asked() -> None:
    prose = (
        "Pedagang menata kios sejak subuh, dan pembeli pertama datang sebelum pukul tujuh pagi."
    )
    texts = body.texts(a_tree(f"<body><h1>Pasar</h1>{f'<p>{prose}' * 4}"))
    assert depths(texts, [0], most=2) == {1: 0, 2: 1, 3: 2, 4: 2}

import pytest

from crawler.extract.blocks import BREAK, Block, read
from tests.extract.pages import a_tree


def blocks(markup: str) -> list[Block]:
    root = a_tree(f"<body>{markup}</body>").body
    assert root is not None
    return read(root)


@pytest.mark.parametrize(
    ("markup", "texts"),
    [
        ("<p>satu</p><p>dua</p>", ["satu", "dua"]),
        ("satu<p>dua</p>tiga", ["satu", "dua", "tiga"]),
        ("<p>a <b>b</b>c</p>", ["a bc"]),
        ("<div>a<br>b<br><br>c</div>", [f"a{BREAK}b", "c"]),
        ("<div>a<br> <br>b</div>", ["a", "b"]),
        ("<span>a<div>b</div>c</span>", ["a", "b", "c"]),
        ("<ul><li>a<ul><li>b</li></ul></li></ul>", ["a", "b"]),
        ("<table><tr><td>a</td><td>b</td></tr></table>", ["a | b"]),
        ("<table><tr><td><p>a</p></td><td><p>b</p></td></tr></table>", ["a", "b"]),
        ("<p> \n </p><p></p>", []),
        (
            "<p>a</p><div><input type=checkbox><label>I agree to the <a href=/t>terms</a></label></div>",
            ["a"],
        ),
        (
            "<label for=a>Mengapa banjir?</label><input type=checkbox id=a><p>a</p>",
            ["Mengapa banjir?", "a"],
        ),
        ("<p>a<!-- b -->c</p>", ["ac"]),
        ("<p>a<span class=sr-only> tersembunyi</span></p>", ["a"]),
        (
            (
                "<p>Wali kota <span><a href=/w>Ani</a><span><img src=a.jpg>Ani<a href=/1>Wali kota "
                "Ani membuka pasar lama lagi</a></span></span> datang.</p>"
            ),
            ["Wali kota Ani datang."],
        ),
        (
            "<p><span><img src=a.jpg> awal kalimat <a href=/1>tautan</a></span> akhir</p>",
            ["awal kalimat tautan akhir"],
        ),
        ("<p>satu<!-- komentar --> dua</p><?xml x?><p>tiga</p>", ["satu dua", "tiga"]),
        ("<p>satu <x-tag>dua</x-tag> tiga</p>", ["satu", "dua", "tiga"]),
        ("<p><b>satu <x-tag>dua</x-tag></b> tiga</p>", ["satu dua tiga"]),
        ("<table><tr><td>&nbsp;</td><td>a</td></tr></table>", [" | a"]),
        ("<p>\t satu\n\n   dua\f</p>", ["satu dua"]),
        # what is hidden, and what a click shows
        (f"<p>a<span style='display:none'>{'b' * 81}</span></p>", [f"a{'b' * 81}"]),
        ("<p>a<i class=sr-only>b<i class=sr-only>c</i></i>d</p>", ["ad"]),
        # what stands on lines of its own
        (
            "<div><span style='display:block'>a</span><span style='color:red; display: block'>b</span></div>",
            ["a", "b"],
        ),
        ("<p>a <b style='display: block'>b</b> c</p>", [f"a{BREAK}b{BREAK}c"]),
        ("<p><strong style='display:block'>a</strong>b</p>", [f"a{BREAK}b"]),
        (
            "<p>a<span style='display:inline-block'>b</span><span style='display:none'>c</span></p>",
            ["ab"],
        ),
        ("<p>a<span style='display: none;'>b</span> c<span hidden>d</span></p>", ["a c"]),
        (
            "<p>a<span class=sr-only style='color:red'>b</span><b style='display:inline'>c</b></p>",
            ["ac"],
        ),
        ("<p>a<i class=sr-only>b<span style='display:block'>c</span></i>d</p>", ["ad"]),
        (
            "<p>a<span style='display:block'>b<i class=sr-only>c</i></span>d</p>",
            [f"a{BREAK}b{BREAK}d"],
        ),
    ],
)
def test_text_falls_into_the_blocks_a_reader_sees(markup: str, texts: list[str]) -> None:
    assert [block.text for block in blocks(markup)] == texts


def test_a_block_knows_its_element_and_how_much_of_it_is_links() -> None:
    heading, paragraph = blocks("<h2>Judul</h2><p>Lihat <a href=/x>ini</a> dan itu.</p>")
    assert heading.heading
    assert (paragraph.tag, paragraph.linked) == ("p", 3)


def test_where_names_would_take_nearly_everything_they_are_not_believed() -> None:
    sections = "".join(
        f"<div class=gallery-item><p>Gambar {n} dan ceritanya.</p></div>" for n in range(9)
    )
    assert len(blocks(sections)) == 9


def test_lines_of_preformatted_text_stay_lines_and_empty_ones_part_blocks() -> None:
    assert [block.text for block in blocks("<pre>satu\ndua\n\n  tiga</pre>")] == [
        f"satu{BREAK}dua",
        "tiga",
    ]


def test_a_line_of_nothing_but_a_no_break_space_parts_blocks() -> None:
    assert [block.text for block in blocks("<p>satu<br>&nbsp;<br>dua&nbsp;</p>")] == [
        "satu",
        "dua\xa0",
    ]


def test_a_name_of_furniture_under_which_most_of_the_text_stands_says_nothing() -> None:
    column = '<div class="sidebar-grid">{}</div>'
    head = '<div><h1>Banjir</h1><a href="/a">Nama</a></div><p>Air naik sejak malam.</p>'
    part = "<h3>Jalan {0}</h3><p>Di jalan {0} air setinggi lutut, kata warga.</p>"
    page = "".join(column.format(one) for one in (head, *map(part.format, range(4))))
    read = blocks(f"<article>{page}</article>")
    assert [block.text for block in read if block.heading] == [
        "Banjir",
        *(f"Jalan {number}" for number in range(4)),
    ]
    assert "Air naik sejak malam." in [block.text for block in read]
    assert not any(block.faint for block in read)


def test_a_name_of_furniture_under_which_little_stands_is_believed() -> None:
    text = "<p>Air setinggi lutut menutup jalan utama sejak malam, kata warga desa.</p>" * 5
    read = blocks(
        f'<article>{text}<div class="sidebar"><p>Cuaca besok cerah.</p></div></article>'
    )
    assert [block.faint for block in read if "Cuaca" in block.text] in ([], [True])
    assert not any(block.faint for block in read if "Air" in block.text)


def test_what_the_slides_of_a_carousel_say_is_of_their_pictures() -> None:
    shown = '<img src="{0}.jpg"><div><p>Warga menunggu di posko {0}.</p></div>'
    slide = f'<div class="CarouselSlide">{shown}</div>'
    text = "<p>Air setinggi lutut menutup jalan utama sejak malam, kata warga desa.</p>" * 5
    slides = "".join(map(slide.format, range(3)))
    read = blocks(f'<article><div class="Carousel">{slides}</div>{text}</article>')
    assert [block for block in read if "posko" in block.text] == []
    assert len(read) == 5

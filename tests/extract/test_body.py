"""The article is found by its prose and its headline, in whatever it stands."""

import pytest

from tests.extract.pages import PROSE, a_page, read

PARAGRAPHS = "".join(f"<p>{text}</p>" for text in PROSE)
OTHER = "Kota lain membangun taman baru yang luasnya dua kali lapangan dan ramai dikunjungi."


@pytest.mark.parametrize(
    "inside",
    [
        PARAGRAPHS,
        "".join(f"<div>{text}</div>" for text in PROSE),
        "".join(f"<div class=par><div><p>{text}</p></div></div>" for text in PROSE),
        "<br><br>".join(PROSE),
        "<div>" + "<br/>\n<br/>".join(PROSE) + "</div>",
        f"<form>{PARAGRAPHS}</form>",
        f"<table><tr><td>{PARAGRAPHS}</td></tr></table>",
        f'<div class="share-wrapper">{PARAGRAPHS}</div>',
        f"<div>{PARAGRAPHS[:92]}</div><div>{PARAGRAPHS[92:]}</div>",
        "".join(f"<section class=teil><p>{text}</p></section>" for text in PROSE),
        "".join(f"<p>{text[:30]}<a href=/t>{text[30:50]}</a>{text[50:]}</p>" for text in PROSE),
        PARAGRAPHS
        + "".join(f'<div class="comment"><p>{OTHER} {n}</p></div>' for n in range(9)),
        f'<div class="cookie-consent"><p>{OTHER * 9}</p></div>{PARAGRAPHS}',
        f"<aside><p>{OTHER}</p></aside>{PARAGRAPHS}<nav><a href=/>Beranda</a></nav>",
        PARAGRAPHS + '<p class="tags">Tag: <a href=/t/1>pasar</a> <a href=/t/2>kota</a></p>',
        PARAGRAPHS + "<h3>Terpopuler</h3>",
        PARAGRAPHS + PARAGRAPHS,
        f"<p>12 Januari 2026 09:01 WIB</p><div>4 min read</div>{PARAGRAPHS}",
        f"{PARAGRAPHS}<p>© 2026 Kota Contoh. All rights reserved.</p>",
        f"<p>{PROSE[0]}</p><div>Oleh Ani Contoh</div><div>12 Januari 2026</div>{PARAGRAPHS[92:]}",
    ],
)
def test_the_paragraphs_are_found_and_nothing_else(inside: str) -> None:
    assert read(a_page(inside)).paragraphs == PROSE


@pytest.mark.parametrize(
    "box",
    [
        f"<div class=wrapper-image><img src=a.jpg><p>{OTHER}</p></div>",
        f"<p class=img-description>{OTHER}</p>",
        f"<div class=article__caption><span>{OTHER}</span></div>",
        f"<blockquote>“{PROSE[2][:75]}”</blockquote>",
        f"<div class=b-pullquote><p>{OTHER}</p></div>",
        f"<p><strong>BACA DI SINI |</strong> <a href=/2>{OTHER[:-1]}</a></p>",
        f"<p class=mm_related>Di kota.example: <a href=/2>{OTHER[:-1]}</a></p>",
        f"<a href=/2><div><img src=a.jpg><h3>{OTHER[:40]}</h3><p>{OTHER}</p></div></a>",
        f"<article><h3><a href=/2>{OTHER[:40]}</a></h3><p>{OTHER}</p></article>",
        f"<div class='box hidden'><p>{OTHER}</p></div>",
        f"<div hidden><p>{OTHER}</p></div>",
        f"<div style='display: none'><p>{OTHER}</p></div>",
    ],
)
def test_a_box_between_the_paragraphs_is_left_out(box: str) -> None:
    many = [f"{text} {n}." for n in range(3) for text in PROSE]
    parts = [f"<p>{text}</p>" for text in many]
    inside = "".join(parts[:3]) + box + "".join(parts[3:])
    assert read(a_page(inside)).paragraphs == tuple(many)


@pytest.mark.parametrize(
    "around",
    [
        "<a href=/x><div>{}</div></a>",
        "<a href=/x>{}",
        "<div class=caption>{}</div>",
        "<figure>{}</figure>",
        "<aside>{}</aside>",
        "<div class=hidden>{}</div>",
        "<div class=newsletter><div class=sidebar>{}</div></div>",
    ],
)
def test_what_would_take_the_whole_text_takes_nothing(around: str) -> None:
    page = f"<body><h1>Pasar Lama Dibuka Lagi</h1>{around.format(PARAGRAPHS)}"
    assert read(page).paragraphs == PROSE


def test_text_that_goes_on_in_a_second_row_is_read_to_its_end() -> None:
    row = "<div class='flex md:row'><div class=w-full>{}</div></div>"
    more = "".join(f"<p>{n}. {OTHER} Itu kabar ke-{n} dari kota lain.</p>" for n in range(9))
    page = f"<div class=relative>{row.format(more)}{row.format(PARAGRAPHS)}</div>"
    assert read(a_page(page)).paragraphs[-4:] == PROSE


def test_the_standfirst_is_found_below_a_headline_in_parts() -> None:
    page = (
        "<body><main><header><h1><span>Kota:</span> Pasar Lama <b>Dibuka</b> Lagi</h1>"
        f"<div class='teaser lead'>{OTHER}</div></header><div class=isi>{PARAGRAPHS}</div></main>"
    )
    assert read(page).paragraphs == (OTHER, *PROSE)


@pytest.mark.parametrize(
    ("markup", "blocks"),
    [
        ("<h2>Kios baru di pasar lama</h2><p>Ada 412 kios baru di sana.</p>",
         ("Kios baru di pasar lama", "Ada 412 kios baru di sana.")),
        ("<ul><li>Sayur dan buah segar</li><li>Ikan dari laut selatan</li></ul>",
         ("Sayur dan buah segar", "Ikan dari laut selatan")),
        ("<blockquote>“Kami senang sekali pagi ini.”</blockquote>",
         ("“Kami senang sekali pagi ini.”",)),
        ("<table><tr><th>Los</th><th>Kios</th></tr><tr><td>A</td><td>412</td></tr></table>",
         ("Los | Kios", "A | 412")),
        ("<p>Baris satu<br>baris dua.</p>", ("Baris satu\nbaris dua.",)),
        ("<p>Satu paragraf penuh.<br><br>Dua paragraf penuh.</p>",
         ("Satu paragraf penuh.", "Dua paragraf penuh.")),
        ("<p>Kata&nbsp;yang   rapat\n dan   renggang.</p>", ("Kata\xa0yang rapat dan renggang.",)),
        ("<p>Ini <b>tebal</b>, <i>miring</i>.<!-- bukan --><script>x</script></p>",
         ("Ini tebal, miring.",)),
        ("<p>Harga<sup>1</sup> naik&#8232;lagi di sana.</p>", ("Harga1 naik\nlagi di sana.",)),
    ],
)  # fmt: skip
def test_each_kind_of_block_is_read_in_its_place(markup: str, blocks: tuple[str, ...]) -> None:
    inside = f"<p>{PROSE[0]}</p><p>{PROSE[1]}</p>{markup}<p>{PROSE[2]}</p><p>{PROSE[3]}</p>"
    assert read(a_page(inside)).paragraphs == (*PROSE[:2], *blocks, *PROSE[2:])


def test_the_standfirst_above_the_text_is_the_first_paragraph() -> None:
    page = a_page(
        f"<p class=lead>{OTHER}</p><div class=credits>Foto Kota</div><div>{PARAGRAPHS}</div>"
    )
    assert read(page).paragraphs == (OTHER, *PROSE)


def test_of_several_articles_on_an_endless_page_the_first_is_read() -> None:
    more = "".join(f"<article><h2>{n}</h2><p>{OTHER * 5} {n}</p></article>" for n in range(3))
    page = f"<body><h1>Pasar</h1><article>{PARAGRAPHS * 2}</article>{more}</body>"
    assert read(page).paragraphs == PROSE


def test_a_body_beyond_all_measure_is_cut() -> None:
    article = read("<h1>Pasar</h1><p>" + "kata yang sama, " * 40_000)
    assert 0 < len(article.body) <= 200_000

import pytest

from crawler.extract.markup import ids
from crawler.extract.outline import Outline
from crawler.extract.tables import row
from tests.extract.pages import PROSE, a_page, a_tree, read

(TR,) = ids("tr")


def rows(markup: str) -> list[str | None]:
    root = a_tree(f"<body><table>{markup}</table></body>").body
    assert root is not None
    outline = Outline(root)
    return [row(outline, n) for n, kind in enumerate(outline.kinds) if kind == TR]


@pytest.mark.parametrize(
    ("markup", "told"),
    [
        ("<tr><td>Los</td><td>12</td></tr>", ["Los | 12"]),
        ("<tr><td>Los</td><td></td></tr>", ["Los | "]),
        ("<tr><td>Los<br>A</td><td>12\n kios</td></tr>", ["Los A | 12 kios"]),
        ("<tr><td>Los</td></tr>", [None]),
        ("<tr><td><p>Los</p></td><td><p>Kios</p></td></tr>", [None]),
        (
            "<tr><td><p>Los</p></td><td><p>Kios</p></td></tr><tr><td><p>A</p></td><td>12</td></tr>",
            ["Los | Kios", "A | 12"],
        ),
        (
            "<tr><td><ul><li>A</li><li>B</li></ul></td><td>1</td></tr><tr><td>C</td><td>2</td></tr>",
            ["A B | 1", "C | 2"],
        ),
        (
            f"<tr><td><p>{PROSE[0] * 5}</p></td><td>1</td></tr><tr><td>C</td><td>2</td></tr>",
            [None, "C | 2"],
        ),
        (
            "<tr><td><h2>Judul</h2></td><td>1</td></tr><tr><td>C</td><td>2</td></tr>",
            [None, "C | 2"],
        ),
    ],
)
def test_a_row_of_data_is_one_line_and_one_of_layout_is_none(
    markup: str, told: list[str | None]
) -> None:
    assert rows(markup) == told


TABLE = (
    "<table><tr><th>Klub</th><th>Poin</th></tr>"
    "<tr><td><a href=/1>Persatuan Contoh Raya</a></td><td>28</td></tr>"
    "<tr><td><a href=/2>Garuda Contoh</a></td><td>21</td></tr></table>"
)


@pytest.mark.parametrize(
    "around",
    ["{}", "<figure class=wp-block-table>{}</figure>", "<div><center>{}</center></div>"],
)
def test_standings_are_of_the_article_though_their_names_are_links(around: str) -> None:
    first, last = (f"<p>{PROSE[0]}</p><p>{PROSE[1]}</p>", f"<p>{PROSE[2]}</p><p>{PROSE[3]}</p>")
    told = read(a_page(first + around.format(TABLE) + last)).paragraphs
    assert told == (
        *PROSE[:2], "Klub | Poin", "Persatuan Contoh Raya | 28", "Garuda Contoh | 21", *PROSE[2:]
    )  # fmt: skip


def test_rows_that_say_the_same_all_stay() -> None:
    table = "<table>" + "<tr><td>Kosong</td><td>0</td></tr>" * 4 + "</table>"
    paragraphs = "".join(f"<p>{text}</p>" for text in PROSE)
    assert read(a_page(paragraphs + table)).paragraphs == (*PROSE, *["Kosong | 0"] * 4)

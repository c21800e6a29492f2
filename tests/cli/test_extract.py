import json
from pathlib import Path

from crawler.cli.extract import Given, article_of
from tests.cli.command import kliping
from tests.pipeline.world import ONE, SENTENCES, Reading, Web, a_story

PAGE = a_story("Banjir di hulu")
URL = "https://contoh.id/berita/100001/banjir-di-hulu"
TEXT = "Banjir di hulu\n\nLaporan: -\n\n" + "\n\n".join(SENTENCES) + "\n\nKomentar:"


def test_a_page_from_standard_input_is_printed_as_text(tmp_path: Path) -> None:
    assert (
        kliping("extract", "-", "--url", URL, folder=tmp_path, given=PAGE).stdout == TEXT + "\n"
    )


def test_several_pages_are_parted_by_a_form_feed(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / name).write_bytes(PAGE)
    shown = kliping("extract", "a", "b", folder=tmp_path).stdout
    assert shown == f"{TEXT}\n\f\n{TEXT}\n"


def test_json_is_one_object_a_line_with_every_field(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(PAGE)
    shown = kliping(
        "extract", "a.html", "--url", URL, "--format", "json", folder=tmp_path
    ).stdout
    told = json.loads(shown)
    assert told["title"] == "Banjir di hulu"
    assert told["body"] == "\n\n".join(SENTENCES)
    assert told["state"] == "full"
    assert set(told) >= {
        *("url", "canonical", "title", "authors", "published", "modified", "language", "site"),
        *("section", "tags", "pictures", "lead", "body", "comments", "text", "state"),
    }


def test_a_manifest_is_answered_line_by_line_in_order(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(PAGE)
    (tmp_path / "pdf.html").write_bytes(b"%PDF-1.7\n" + bytes(500))
    paths = ["a.html", "gone.html", "pdf.html"] * 4
    rows = "".join(json.dumps({"path": path, "url": URL}) + "\n" for path in paths)
    (tmp_path / "list").write_text(rows)
    done = kliping("extract", "--manifest", "list", "--jobs", "3", folder=tmp_path, code=1)
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["path"] for row in told] == paths
    assert [("error" in row) for row in told] == [False, True, True] * 4


def test_a_broken_line_of_a_manifest_is_answered_in_its_place(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(PAGE)
    good = json.dumps({"path": "a.html", "url": URL})
    (tmp_path / "list").write_text(f'{good}\n\nno JSON\n["path"]\n{{"url": "x"}}\n{good}\n')
    done = kliping("extract", "--manifest", "list", folder=tmp_path, code=1)
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row.get("path") for row in told] == ["a.html", None, None, None, "a.html"]
    assert [row["error"].split(": ")[0] for row in told[1:4]] == ["list:3", "list:4", "list:5"]
    assert told[4]["text"] == TEXT


def test_private_addresses_are_not_asked(tmp_path: Path) -> None:
    said = kliping("extract", "http://127.0.0.1:9/", folder=tmp_path, code=1).stderr
    assert "127.0.0.1" in said


def test_wrong_usage_is_2(tmp_path: Path) -> None:
    kliping("extract", folder=tmp_path, code=2)
    kliping("extract", "a", "b", "--url", URL, folder=tmp_path, code=2)
    (tmp_path / "list").write_text('{"url": "x"}\n')
    assert "path" in kliping("extract", "--manifest", "list", folder=tmp_path, code=2).stderr


def test_markdown_begins_with_the_headline(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(PAGE)
    shown = kliping("extract", "a.html", "--format", "markdown", folder=tmp_path).stdout
    assert shown.startswith("# Banjir di hulu\n\n")


def test_the_reasons_are_printed_for_people(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(PAGE)
    shown = kliping("extract", "a.html", "--format", "why", folder=tmp_path).stdout
    assert shown.startswith("title: Banjir di hulu (")
    assert "  * h1: Banjir di hulu\n" in shown
    assert "authors: - (the page names nobody)" in shown


async def test_an_article_at_an_address_is_read_with_its_further_pages() -> None:
    more = "Bupati meminta warga di bantaran sungai mengungsi lebih awal pada musim hujan ini."
    link = f'<a href="{ONE}?page=2">Selanjutnya</a></article>'.encode()
    first = a_story("Banjir di hulu").replace(b"</article>", link)
    web = Web({ONE: first, f"{ONE}?page=2": a_story("Banjir di hulu", more)})
    article = await article_of(Given(ONE), web, Reading())
    assert article.paragraphs == (*SENTENCES, more)

"""`kliping add`: a site is looked at, shown, and written."""

import json
import os
from pathlib import Path

import pytest

from crawler.settings import load
from tests.cli.command import kliping
from tests.cli.site import a_site, whole

SETTINGS = 'settings:\n  allow_addresses: ["127.0.0.1"]\n  only_addresses: ["127.0.0.1"]\n'
SOURCES = """\
# Situs yang diikuti.
sources:
  - name: lama      # yang pertama
    url: https://lama.example
    # jangan dihapus

rules: []   # nanti
"""


def configured(folder: Path, sources: str = SOURCES) -> Path:
    config = folder / "config"
    config.mkdir()
    (config / "settings.yaml").write_text(SETTINGS, encoding="utf-8")
    (config / "sources.yaml").write_text(sources, encoding="utf-8")
    return config / "sources.yaml"


def test_a_site_is_shown_and_written_and_the_file_keeps_its_comments(tmp_path: Path) -> None:
    path = configured(tmp_path)
    with a_site(whole()) as (origin, asked):
        said = kliping("add", f"{origin}/", "--yes", "--name", "baru", folder=tmp_path).stdout
    assert f"feed     {origin}/feed  8 links, newest" in said
    assert "  1. Banjir ke-7 di Kota Hulu\n" in said
    assert "22 Nov 2026 07:15 · Reporter Satu · " in said
    assert " characters, full\n     Air sungai naik sejak Minggu dini hari" in said
    assert "about 24 articles a day" in said
    assert "warning" not in said
    after = path.read_text(encoding="utf-8")
    lines = SOURCES.splitlines(keepends=True)
    assert after.startswith("".join(lines[:5]))
    assert after.endswith("".join(lines[5:]))
    (old, new) = load(tmp_path / "config", environ=os.environ).sources
    assert (old.name, new.name, new.url) == ("lama", "baru", f"{origin}/")
    assert [inlet.url for inlet in new.inlets] == [f"{origin}/feed"]
    assert (new.timezone, new.language) == ("Asia/Makassar", "id")
    assert sum(path.startswith("/berita/") for path in asked) == 5
    assert len(asked) <= 30


@pytest.mark.parametrize("arguments", [("--dry-run",), ("--dry-run", "--yes"), ()])
def test_nothing_is_written_in_a_dry_run_or_without_a_yes(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    path = configured(tmp_path)
    with a_site(whole()) as (origin, _):
        done = kliping("add", origin, *arguments, folder=tmp_path)
    assert "- name: situs-127-0-0-1\n" in done.stdout
    assert "nothing was written" in done.stderr
    assert path.read_text(encoding="utf-8") == SOURCES


def test_a_site_without_any_list_is_1_and_says_what_to_do(tmp_path: Path) -> None:
    path = configured(tmp_path)
    with a_site({"/": "<html><body>Segera hadir</body></html>"}) as (origin, _):
        said = kliping("add", origin, "--yes", folder=tmp_path, code=1).stdout
    assert "warning: no list of articles was found" in said
    assert path.read_text(encoding="utf-8") == SOURCES


def test_what_its_robots_forbids_is_warned_of(tmp_path: Path) -> None:
    configured(tmp_path)
    pages = whole() | {"/robots.txt": "User-agent: *\nDisallow: /berita/"}
    with a_site(pages) as (origin, asked):
        said = kliping("add", origin, "--dry-run", folder=tmp_path).stdout
    assert "warning: its robots.txt forbids some of its articles" in said
    assert not any(path.startswith("/berita/") for path in asked)


def test_programs_get_one_object(tmp_path: Path) -> None:
    configured(tmp_path)
    with a_site(whole()) as (origin, _):
        said = kliping("add", origin, "--dry-run", "--json", folder=tmp_path).stdout
    told = json.loads(said)
    assert told["inlets"] == [{"kind": "feed", "url": f"{origin}/feed", "links": 8}]
    assert [article["state"] for article in told["articles"]] == ["full"] * 5
    assert told["source"]["name"] == "situs-127-0-0-1"


@pytest.mark.parametrize("url", ["ftp://contoh.example", "http://", "https://a b", "-"])
def test_what_is_no_address_is_wrong_usage(tmp_path: Path, url: str) -> None:
    configured(tmp_path)
    said = kliping("add", "--dry-run", "--", url, folder=tmp_path, code=2).stderr
    assert "URL" in said

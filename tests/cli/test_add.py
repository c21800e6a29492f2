"""`kliping add`: a site is looked at, shown, and written."""

import json
import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Visit:
    """What `kliping add` said of a site, what it asked there, and what it left behind."""

    origin: str
    asked: list[str]
    said: str
    complained: str
    path: Path  # of the sources


FORBIDDEN = whole() | {"/robots.txt": "User-agent: *\nDisallow: /berita/"}
BARE = {"/": "<html><body>Segera hadir</body></html>"}
RUNS: Mapping[str, tuple[Mapping[str, str], tuple[str, ...], int]] = {
    "written": (whole(), ("--yes", "--name", "baru"), 0),
    "dry": (whole(), ("--dry-run",), 0),
    "dry, yes": (whole(), ("--dry-run", "--yes"), 0),
    "no yes": (whole(), (), 0),
    "bare": (BARE, ("--yes",), 1),
    "forbidden": (FORBIDDEN, ("--dry-run",), 0),
    "json": (whole(), ("--dry-run", "--json"), 0),
}


@pytest.fixture(scope="module")
def visits(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Visit]:
    """All runs at once: each waits a second between its requests, as it is polite to."""

    folders = [tmp_path_factory.mktemp("add") for _ in RUNS]  # not made by threads

    def visit(run: tuple[Mapping[str, str], tuple[str, ...], int], folder: Path) -> Visit:
        pages, arguments, code = run
        path = configured(folder)
        with a_site(pages) as (origin, asked):
            done = kliping("add", f"{origin}/", *arguments, folder=folder, code=code)
        return Visit(origin, asked, done.stdout, done.stderr, path)

    with ThreadPoolExecutor(len(RUNS)) as at_once:
        return dict(zip(RUNS, at_once.map(visit, RUNS.values(), folders), strict=True))


def test_a_site_is_shown_and_written_and_the_file_keeps_its_comments(
    visits: Mapping[str, Visit],
) -> None:
    visit = visits["written"]
    origin, said = visit.origin, visit.said
    assert f"feed     {origin}/feed  8 links, newest" in said
    assert "  1. Banjir ke-7 di Kota Hulu\n" in said
    assert "22 Nov 2026 07:15 · Reporter Satu · " in said
    assert " characters, full\n     Air sungai naik sejak Minggu dini hari" in said
    assert "about 24 articles a day, most between 00:00 and 08:00; asked every ~10 min" in said
    assert "warning" not in said
    after = visit.path.read_text(encoding="utf-8")
    lines = SOURCES.splitlines(keepends=True)
    assert after.startswith("".join(lines[:5]))
    assert after.endswith("".join(lines[5:]))
    (old, new) = load(visit.path.parent, environ=os.environ).sources
    assert (old.name, new.name, new.url) == ("lama", "baru", f"{origin}/")
    assert [inlet.url for inlet in new.inlets] == [f"{origin}/feed"]
    assert (new.timezone, new.language) == ("Asia/Makassar", "id")
    assert sum(path.startswith("/berita/") for path in visit.asked) == 5
    assert len(visit.asked) <= 30


@pytest.mark.parametrize("run", ["dry", "dry, yes", "no yes"])
def test_nothing_is_written_in_a_dry_run_or_without_a_yes(
    visits: Mapping[str, Visit], run: str
) -> None:
    visit = visits[run]
    assert "- name: situs-127-0-0-1\n" in visit.said
    assert "nothing was written" in visit.complained
    assert visit.path.read_text(encoding="utf-8") == SOURCES


def test_a_site_without_any_list_is_1_and_says_what_to_do(visits: Mapping[str, Visit]) -> None:
    visit = visits["bare"]
    assert "warning: no list of articles was found" in visit.said
    assert visit.path.read_text(encoding="utf-8") == SOURCES


def test_what_its_robots_forbids_is_warned_of(visits: Mapping[str, Visit]) -> None:
    visit = visits["forbidden"]
    assert "warning: its robots.txt forbids some of its articles" in visit.said
    assert not any(path.startswith("/berita/") for path in visit.asked)


def test_programs_get_one_object(visits: Mapping[str, Visit]) -> None:
    visit = visits["json"]
    told = json.loads(visit.said)
    assert told["inlets"] == [{"kind": "feed", "url": f"{visit.origin}/feed", "links": 8}]
    assert [article["state"] for article in told["articles"]] == ["full"] * 5
    assert told["source"]["name"] == "situs-127-0-0-1"


@pytest.mark.parametrize("url", ["ftp://contoh.example", "http://", "https://a b", "-"])
def test_what_is_no_address_is_wrong_usage(tmp_path: Path, url: str) -> None:
    configured(tmp_path)
    said = kliping("add", "--dry-run", "--", url, folder=tmp_path, code=2).stderr
    assert "URL" in said

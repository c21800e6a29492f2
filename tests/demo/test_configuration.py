from datetime import timedelta
from pathlib import Path

from crawler.demo.configuration import files
from crawler.demo.papers import PAPERS
from crawler.demo.stories import stories
from crawler.model import InletKind
from crawler.settings import ConsoleSettings, load
from tests.demo.front import ORIGINS


def test_the_ordinary_loader_reads_it_from_a_folder(tmp_path: Path) -> None:
    for name, text in files(ORIGINS).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    loaded = load(tmp_path, environ={})
    assert [source.name for source in loaded.sources] == [paper.name for paper in PAPERS]
    assert {rule.name for rule in loaded.rules} == {
        rule for story in stories() for rule in story.expects
    }
    (channel,) = loaded.channels
    assert isinstance(channel, ConsoleSettings)
    addresses = {origin.removeprefix("http://") for origin in ORIGINS.values()}
    assert set(loaded.settings.only_addresses) == addresses
    assert set(loaded.settings.allow_addresses) == addresses


def test_a_source_is_watched_as_its_site_is(tmp_path: Path) -> None:
    for name, text in files(ORIGINS).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    for source, paper in zip(load(tmp_path, environ={}).sources, PAPERS, strict=True):
        assert source.url == ORIGINS[paper.name] + "/"
        assert (source.language, source.timezone) == (paper.language, paper.timezone)
        assert (source.every, source.delay) == (timedelta(seconds=2), timedelta(seconds=0.2))
        assert not source.remember_first
        assert [inlet.url for inlet in source.inlets] == (
            [ORIGINS[paper.name] + paper.inlet] if paper.named else []
        )


def test_every_kind_of_inlet_is_used(tmp_path: Path) -> None:
    for name, text in files(ORIGINS).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    sources = load(tmp_path, environ={}).sources
    assert {inlet.kind for source in sources for inlet in source.inlets} == set(InletKind)

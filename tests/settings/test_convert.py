from datetime import timedelta
from pathlib import Path

from crawler import __version__
from crawler.model import Inlet, InletKind, Site, Source
from crawler.settings import ConsoleSettings, FileSettings, Front, WebhookSettings, load
from tests.settings.folders import SOURCE, configured


def test_what_is_not_said_has_its_default() -> None:
    settings = configured(SOURCE).settings
    assert settings.state == Path("state")
    assert settings.timezone == "Asia/Jakarta"
    assert settings.user_agent == f"kliping/{__version__} (+https://example.org/contact)"
    assert settings.allow_addresses == settings.only_addresses == ()
    assert settings.ca_file is None
    assert settings.language == "id"
    assert settings.polls == 96
    assert settings.keep == timedelta(days=90)
    assert (settings.workers, settings.parsers) == (16, 2)


def test_settings_may_stand_in_several_files() -> None:
    whole = configured("settings: {keep: 30d}", "settings: {workers: 4}", SOURCE)
    assert (whole.settings.keep, whole.settings.workers) == (timedelta(days=30), 4)


def test_relative_paths_start_in_the_working_directory_that_is_given(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(f"settings: {{state: here, ca_file: ca.pem}}\n{SOURCE}")
    (tmp_path / "ca.pem").write_text("x")
    settings = load(tmp_path, environ={}, base=tmp_path).settings
    assert settings.state == tmp_path / "here"
    assert settings.ca_file == tmp_path / "ca.pem"


def test_a_source_is_converted_whole() -> None:
    (source,) = configured("""
    settings: {timezone: Asia/Makassar}
    sources:
      - name: contoh
        url: https://contoh.example
        listings: [https://contoh.example/indeks]
        feeds: [https://contoh.example/feed, https://contoh.example/feed]
        sitemaps: [https://contoh.example/sitemap.xml]
        every: 5m
        language: ID
        network: Contoh Grup
        tags: [politik, hukum]
        on_first_poll: 2h
        headers: {Accept-Language: id}
        robots: ignore
        delay: 50ms
    """).sources
    assert source == Source(
        name="contoh",
        url="https://contoh.example",
        inlets=(
            Inlet(InletKind.FEED, "https://contoh.example/feed"),
            Inlet(InletKind.SITEMAP, "https://contoh.example/sitemap.xml"),
            Inlet(InletKind.LISTING, "https://contoh.example/indeks"),
        ),
        every=timedelta(minutes=5),
        timezone="Asia/Makassar",
        language="id",
        network="Contoh Grup",
        tags=("politik", "hukum"),
        remember_first=True,
        first_younger_than=timedelta(hours=2),
        headers=(("Accept-Language", "id"),),
        obey_robots=False,
        delay=timedelta(milliseconds=50),
    )


def test_a_source_that_says_little_is_the_sources_default() -> None:
    (source,) = configured(SOURCE).sources
    assert source == Source(name="a", url="https://a.example")


def test_a_source_may_tell_what_it_lists_at_first() -> None:
    (source,) = configured(SOURCE.replace("}]", ", on_first_poll: alert}]")).sources
    assert (source.remember_first, source.first_younger_than) == (False, None)


def test_channels_and_sites_are_converted() -> None:
    whole = configured(
        SOURCE,
        """
    settings: {timezone: Asia/Jayapura}
    channels:
      - {name: a, kind: console}
      - {name: b, kind: file, path: alerts.jsonl, timezone: UTC}
      - {name: c, kind: webhook, url: "https://x.example:8443/h", secret: "${env:S}"}
    sites:
      - {host: Contoh.Example., title: h1, body: .isi, remove: [.iklan, .baca-juga]}
    """,
        environ={"S": "sixteen letters."},
    )
    console, file, webhook = whole.channels
    assert isinstance(console, ConsoleSettings)
    assert isinstance(file, FileSettings)
    assert isinstance(webhook, WebhookSettings)
    assert [one.timezone for one in whole.channels] == ["Asia/Jayapura", "UTC", "Asia/Jayapura"]
    assert file.path == Path("alerts.jsonl")
    assert whole.sites == (
        Site(
            host="contoh.example", title="h1", content=".isi", remove=(".iklan", ".baca-juga")
        ),
    )
    assert whole.addresses == {("x.example", 8443)}


def test_ports_that_addresses_write_are_collected() -> None:
    text = """
    sources:
      - name: a
        url: http://A.example:8000
        feeds: ["http://[::1]:81/feed"]
      - {name: b, url: "http://b.example:82", enabled: false}
    """
    assert configured(text).addresses == {("a.example", 8000), ("::1", 81)}


def test_a_public_address_is_where_hubs_reach_us() -> None:
    text = "settings: {web: {public: 'https://kliping.example.org/', listen: '[::1]:80'}}"
    assert configured(text, SOURCE).settings.web == Front(
        "::1", 80, "https://kliping.example.org"
    )
    assert configured("settings: {web: null}", SOURCE).settings.web is None
    text = "settings: {web: {public: 'http://192.0.2.7'}}"
    assert configured(text, SOURCE).settings.web == Front("127.0.0.1", 8321, "http://192.0.2.7")

import pytest

from crawler.fetch.guard import read_place
from crawler.settings.addresses import host, listen, network, place, root, url, written_port


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org",
        "http://example.org:8080/a?b=c#d",
        "HTTPS://Example.org/",
        "http://127.0.0.1:9000/hook",
        "http://[::1]:9000/hook",
        "https://contoh.id/berita/é",
        "https://bücher.example/",
        "http://localhost:8000",
    ],
)
def test_takes_http_addresses_as_they_are(text: str) -> None:
    assert url(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "example.org",
        "ftp://example.org",
        "file:///etc/passwd",
        "https://",
        "https:///path",
        "https://user@example.org",
        "https://user:pass@example.org",
        "https://example.org:99999",
        "https://example.org:0",
        "https://example.org:port",
        "https://exa mple.org",
        "https://example.org/a b",
        "https://example.org\\@evil.example",
        "https://example.org/\n",
        "https://example.org/\u200b",
        "https://[::1",
        "https://-a.example",
        "https://a..example",
        "http://2130706433/",
        "http://127.1/",
        "http://0x7f.0.0.1/",
        "http://127.0.0.256/",
        "javascript:alert(1)",
        "https://" + "a" * 64 + ".example",
        "https://example.org/" + "a" * 2000,
    ],
)
def test_refuses_what_is_no_plain_http_address(text: str) -> None:
    with pytest.raises(ValueError, match="expected"):
        url(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://example.org", None),
        ("https://Example.org:8443/x", ("example.org", 8443)),
        ("http://[::1]:80/", ("::1", 80)),
        ("http://bücher.example:81", ("xn--bcher-kva.example", 81)),
    ],
)
def test_knows_the_port_that_is_written(text: str, expected: tuple[str, int] | None) -> None:
    assert written_port(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Example.ORG.", "example.org"),
        ("bücher.example", "xn--bcher-kva.example"),
        ("a_b.c", "a_b.c"),
    ],
)
def test_gives_a_host_its_one_spelling(text: str, expected: str) -> None:
    assert host(text) == expected


@pytest.mark.parametrize(
    "text", ["", ".", "https://a.b", "a/b", "a b", "a:80", "-a", "a..b", "\udc00"]
)
def test_refuses_what_is_no_host(text: str) -> None:
    with pytest.raises(ValueError, match="expected"):
        host(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10.0.0.5", "10.0.0.5"),
        ("10.0.0.5:8080", "10.0.0.5:8080"),
        ("10.0.0.0/8", "10.0.0.0/8"),
        ("10.0.0.0/8:80", "10.0.0.0/8:80"),
        ("0.0.0.0/0", "0.0.0.0/0"),
        ("::1", "::1"),
        ("0:0::1", "::1"),
        ("[::1]", "::1"),
        ("[::1]:8080", "[::1]:8080"),
        ("FD00::/8", "fd00::/8"),
        ("[fd00::/8]:443", "[fd00::/8]:443"),
        ("10.0.0.5:080", "10.0.0.5:80"),
    ],
)
def test_gives_a_network_its_one_spelling_and_the_guard_reads_it(
    text: str, expected: str
) -> None:
    assert network(text) == expected
    assert read_place(expected).network is not None


@pytest.mark.parametrize(
    "text",
    [
        *("", "localhost", "10.0.0", "10.0.0.256", "10.0.0.1/33", "10.0.0.1/8", "10.0.0.5:"),
        *("10.0.0.5:0", "10.0.0.5:65536", "[::1", "::1]:80", "fe80::1%eth0", "1.2.3.4:80\n"),
        *("010.0.0.1", "fd00::1/8", "[10.0.0.1]:x", "*", "10.0.0.*"),
    ],
)
def test_refuses_what_is_no_network(text: str) -> None:
    with pytest.raises(ValueError, match="expected"):
        network(text)


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("https://kliping.example.org", "https://kliping.example.org"),
        ("https://kliping.example.org/", "https://kliping.example.org"),
        ("http://192.0.2.7:8321/a/b//", "http://192.0.2.7:8321/a/b"),
        ("https://[2001:db8::1]", "https://[2001:db8::1]"),
    ],
)
def test_a_root_ends_without_a_slash(text: str, taken: str) -> None:
    assert root(text) == taken


@pytest.mark.parametrize(
    "text",
    [
        "kliping.example.org",
        "https://a.example/?b",
        "https://a.example/#b",
        "https://a.example?b",
    ],
)
def test_a_root_is_something_that_paths_can_be_added_to(text: str) -> None:
    with pytest.raises(ValueError, match="expected an address like"):
        root(text)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("127.0.0.1:8321", ("127.0.0.1", 8321)),
        ("localhost:80", ("localhost", 80)),
        ("[::1]:65535", ("::1", 65535)),
        ("0.0.0.0:1", ("0.0.0.0", 1)),
    ],
)
def test_a_place_to_listen_is_an_address_and_a_port(text: str, parts: tuple[str, int]) -> None:
    assert place(listen(text)) == parts


@pytest.mark.parametrize(
    "text",
    [
        *("", "8321", ":8321", "127.0.0.1", "127.0.0.1:", "127.0.0.1:0", "127.0.0.1:65536"),
        *("::1:8321", "[::1]", "[::g]:80", "http://127.0.0.1:80", "127.0.0.256:80", "a b:80"),
        *("127.0.0.1:8321\n", "a:٣", "[127.0.0.1]:80"),
    ],
)
def test_what_is_no_place_to_listen_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match=r"127\.0\.0\.1:8321"):
        listen(text)

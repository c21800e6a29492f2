from ipaddress import ip_address

import pytest
from hypothesis import given, strategies as st

from crawler.fetch.fault import Fault
from crawler.fetch.guard import Guard, Place, guard, public, read_place

CLOSED = [
    "0.0.0.0",
    "0.255.255.255",
    "10.0.0.0",
    "10.255.255.255",
    "100.64.0.0",
    "100.127.255.255",
    "127.0.0.0",
    "127.0.0.1",
    "127.255.255.255",
    "169.254.0.0",
    "169.254.169.254",
    "169.254.255.255",
    "172.16.0.0",
    "172.31.255.255",
    "192.0.0.0",
    "192.0.0.170",
    "192.0.0.255",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.0.0",
    "192.168.255.255",
    "198.18.0.0",
    "198.19.255.255",
    "198.51.100.7",
    "203.0.113.7",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::ffff:0:0:1",
    "64:ff9b::7f00:1",
    "64:ff9b::808:808",
    "64:ff9b:1::1",
    "100::1",
    "1fff::1",
    "2001::1",
    "2001:0:7f00:1::",
    "2001:2::1",
    "2001:10::1",
    "2001:20::1",
    "2001:db8::1",
    "2001:1ff:ffff::1",
    "2002::1",
    "2002:7f00:1::1",
    "2002:808:808::1",
    "3fff::1",
    "3fff:fff::1",
    "4000::1",
    "5f00::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "febf::1",
    "fec0::1",
    "ff02::1",
    "ff0e::1",
    "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
]
OPEN = [
    "1.1.1.1",
    "8.8.8.8",
    "9.255.255.255",
    "11.0.0.0",
    "100.63.255.255",
    "100.128.0.0",
    "126.255.255.255",
    "128.0.0.0",
    "169.253.255.255",
    "169.255.0.0",
    "172.15.255.255",
    "172.32.0.0",
    "192.0.1.0",
    "192.88.98.1",
    "192.167.255.255",
    "192.169.0.0",
    "198.17.255.255",
    "198.20.0.0",
    "223.255.255.255",
    "2000::1",
    "2001:200::1",
    "2001:4860:4860::8888",
    "2003::1",
    "2404:6800::1",
    "2606:4700::1111",
    "2a00::1",
    "3ffe::1",
]


@pytest.mark.parametrize("address", CLOSED)
def test_space_that_is_not_public_is_closed(address: str) -> None:
    assert not public(ip_address(address))
    with pytest.raises(Fault, match="address"):
        Guard().admit("example.org", 443, [address])


@pytest.mark.parametrize("address", OPEN)
def test_public_space_is_open_up_to_its_edges(address: str) -> None:
    assert Guard().admit("example.org", 443, [address]) == (address,)


@pytest.mark.parametrize("address", ["::ffff:127.0.0.1", "::ffff:a9fe:a9fe", "::ffff:10.1.2.3"])
def test_ipv4_in_ipv6_is_judged_as_what_it_is(address: str) -> None:
    with pytest.raises(Fault, match="address"):
        Guard().admit("example.org", 443, [address])


def test_ipv4_in_ipv6_is_connected_to_as_what_was_judged() -> None:
    assert Guard().admit("example.org", 443, ["::ffff:8.8.8.8", "8.8.8.8"]) == ("8.8.8.8",)


@pytest.mark.parametrize(
    "answer", ["", "localhost", "127.1", "fe80::1%lo", "2a00::1%eth0", "8.8.8.8/32"]
)
def test_an_answer_that_is_no_plain_address_is_refused(answer: str) -> None:
    with pytest.raises(Fault, match="address"):
        Guard().admit("example.org", 443, [answer])


@pytest.mark.parametrize("answers", [["8.8.8.8", "10.0.0.1"], ["10.0.0.1", "8.8.8.8"]])
def test_one_bad_answer_condemns_the_host(answers: list[str]) -> None:
    with pytest.raises(Fault, match="address"):
        Guard().admit("example.org", 443, answers)


@pytest.mark.parametrize("address", CLOSED)
def test_what_is_allowed_is_admitted_and_nothing_beside_it(address: str) -> None:
    exact = f"[{address}]:9000" if ":" in address else f"{address}:9000"
    assert guard([address], [], []).admit("inside", 22, [address]) == (address,)
    assert guard([exact], [], []).admit("inside", 9000, [address]) == (address,)
    for port in (80, 443, 9001):
        with pytest.raises(Fault, match="address"):
            guard([exact], [], []).admit("inside", port, [address])


def test_nothing_but_what_is_listed_in_only_is_connected_to() -> None:
    only = guard([], ["127.0.0.0/8:8000", "203.0.113.0/24"], [])
    assert only.admit("x.test", 8000, ["127.1.2.3"])
    assert only.admit("x.test", 81, ["203.0.113.9"])
    for port, answer in [
        (443, "8.8.8.8"),
        (80, "127.0.0.1"),
        (8001, "127.0.0.1"),
        (443, "::1"),
    ]:
        with pytest.raises(Fault, match="address"):
            only.admit("x.test", port, [answer])


def test_only_narrows_what_is_allowed_beside_it() -> None:
    both = guard(["127.0.0.0/8"], ["127.0.0.1", "8.8.8.8"], [])
    assert both.admit("x.test", 7000, ["127.0.0.1"])
    assert both.admit("x.test", 443, ["8.8.8.8"])
    for answer in ("127.0.0.2", "9.9.9.9"):
        with pytest.raises(Fault, match="address"):
            both.admit("x.test", 443, [answer])


def test_an_only_of_everything_does_not_open_the_inside() -> None:
    everywhere = guard([], ["0.0.0.0/0", "::/0"], [])
    assert everywhere.admit("x.test", 443, ["8.8.8.8"])
    for answer in ("127.0.0.1", "169.254.169.254", "::1", "fd00::1"):
        with pytest.raises(Fault, match="address"):
            everywhere.admit("x.test", 443, [answer])


@pytest.mark.parametrize("port", [22, 25, 53, 81, 110, 3306, 6379, 8321, 9200, 11211, 65535])
def test_a_port_is_asked_only_where_the_configuration_writes_it(port: int) -> None:
    with pytest.raises(Fault, match="port"):
        Guard().target(f"http://example.org:{port}/")
    written = guard([], [], [("Example.org", port)])
    assert written.target(f"http://example.org:{port}/").port == port
    assert written.admit("example.org", port, ["8.8.8.8"])
    with pytest.raises(Fault):
        written.target(f"http://other.example:{port}/")
    with pytest.raises(Fault):
        written.admit("other.example", port, ["8.8.8.8"])


def test_a_written_port_does_not_make_an_inside_address_allowed() -> None:
    written = guard([], [], [("inside.example", 9000)])
    with pytest.raises(Fault, match="address"):
        written.admit("inside.example", 9000, ["10.0.0.1"])


def test_a_name_of_one_label_leads_nowhere_but_to_what_is_allowed() -> None:
    with pytest.raises(Fault, match="address"):
        Guard().admit("intranet", 443, ["8.8.8.8"])
    assert guard(["10.0.0.1"], [], []).admit("intranet", 443, ["10.0.0.1"])


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("http://example.org", "http://example.org"),
        ("HTTPS://EXAMPLE.org/A?b=c#d", "https://example.org/A?b=c"),
        ("https://example.org:443/", "https://example.org/"),
        ("http://example.org:8080/x", "http://example.org:8080/x"),
        ("https://berita.contoh.co.id/a/b/../c", "https://berita.contoh.co.id/a/c"),
        ("https://a_b.example.org/", "https://a_b.example.org/"),
        ("https://münchen.example/straße?q=ü", None),
        ("https://xn--mnchen-3ya.example/", "https://xn--mnchen-3ya.example/"),
        ("http://8.8.8.8/", "http://8.8.8.8/"),
        ("http://[2606:4700::1111]/", "http://[2606:4700::1111]/"),
        ("https://example.org/?u=http://user@host/%20", None),
        ("https://example.org/a%2Fb@c", None),
        ("https://example.org?x=1", None),
    ],
)
def test_a_plain_url_passes_and_is_read_once(text: str, url: str | None) -> None:
    target = Guard().target(text)
    assert url is None or str(target.url) == url
    assert target.host == target.url.raw_host.decode()


@given(st.text(st.characters()))
def test_the_gate_gives_a_target_or_a_fault(text: str) -> None:
    for tried in (text, f"http://{text}", f"http://example.org/{text}", f"https://a:{text}@b/"):
        try:
            target = Guard().target(tried)
        except Fault:
            continue
        assert target.url.scheme in {"http", "https"}
        assert not target.url.userinfo
        assert Guard().target(str(target.url)) == target


@pytest.mark.parametrize(
    ("text", "network", "port"),
    [
        ("127.0.0.1", "127.0.0.1/32", None),
        ("127.0.0.1:8080", "127.0.0.1/32", 8080),
        ("10.0.0.0/8", "10.0.0.0/8", None),
        ("10.0.0.0/8:8080", "10.0.0.0/8", 8080),
        ("::1", "::1/128", None),
        ("[::1]", "::1/128", None),
        ("[::1]:8080", "::1/128", 8080),
        ("fd00::/8", "fd00::/8", None),
        ("[fd00::/8]:443", "fd00::/8", 443),
    ],
)
def test_reads_places_as_the_configuration_writes_them(
    text: str, network: str, port: int | None
) -> None:
    place = read_place(text)
    assert (str(place.network), place.port) == (network, port)
    assert isinstance(place, Place)


@pytest.mark.parametrize(
    "text",
    ["", "localhost", "localhost:80", "127.1", "127.0.0.1:0", "127.0.0.1:65536", "127.0.0.1:", "10.0.0.1/8",
     "[::1", "[::1]:x", "::1]:80", "0177.0.0.1", "1.2.3.4:80:90", "[]:80", "127.0.0.1 ", "*"],
)  # fmt: skip
def test_refuses_a_place_it_cannot_read(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read_place(text)


@pytest.mark.parametrize("port", ["0", "65536", "99999"])
def test_a_port_that_is_none_is_refused_however_much_is_allowed(port: str) -> None:
    with pytest.raises(Fault, match="port"):
        guard(["0.0.0.0/0"], [], []).target(f"http://example.org:{port}/")

"""No spelling of an inside address reaches a socket, whichever way it comes in."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from datetime import timedelta

import pytest

from crawler.errors import FetchError, Refused, Undelivered, Unreachable
from crawler.fetch import Web
from crawler.fetch.manners import Manners
from crawler.model import Post, Request
from tests.fetch.lab import LOOPBACK, Lab, a_lab, a_web, get, names, page, redirect
from tests.fetch.sockets import connections

SPELLINGS = [r"http://127.0.0.1/", r"http://127.0.0.1:80/", r"http://127.0.0.1:443/", r"http://127.0.0.1:8080/", r"http://127.0.0.1:8321/api", r"http://127.0.0.2/", r"http://127.255.255.254/", r"http://0.0.0.0/", r"http://0/", r"http://0.0/", r"http://00.0.0.0/", r"http://2130706433/", r"http://0x7f000001/", r"http://0x7f.1/", r"http://0x7f.0.0.1/", r"http://0177.0.0.1/", r"http://017700000001/", r"http://127.1/", r"http://127.0.1/", r"http://127.00.0.1/", r"http://127.0.0.01/", r"http://127.0.0.1./", r"http://127.0.0.1../", r"http://0x7F.0x0.0x0.0x1/", r"http://3232235777/", r"http://192.168.257/", r"http://10.1/", r"http://0xa9fea9fe/", r"http://2852039166/", r"http://4294967295/", r"http://340282366920938463463374607431768211455/", r"http://1.2.3.4.5/", r"http://256.256.256.256/", r"http://10.0.0.1/", r"http://172.16.0.1/", r"http://192.168.1.1/", r"http://100.64.0.1/", r"http://169.254.169.254/latest/meta-data/", r"http://169.254.170.2/", r"http://100.100.100.200/", r"http://198.18.0.1/", r"http://224.0.0.1/", r"http://255.255.255.255/", r"http://240.0.0.1/", r"http://[::]/", r"http://[::1]/", r"http://[0:0:0:0:0:0:0:1]/", r"http://[::127.0.0.1]/", r"http://[::7f00:1]/", r"http://[::ffff:127.0.0.1]/", r"http://[::ffff:7f00:1]/", r"http://[0:0:0:0:0:ffff:7f00:1]/", r"http://[::ffff:169.254.169.254]/", r"http://[64:ff9b::127.0.0.1]/", r"http://[64:ff9b::7f00:1]/", r"http://[64:ff9b:1::7f00:1]/", r"http://[2002:7f00:1::]/", r"http://[2002:7f00:1::1]/", r"http://[2001:0:7f00:1::1]/", r"http://[fe80::1]/", r"http://[fe80::1%25lo]/", r"http://[fe80::1%lo]/", r"http://[::1%251]/", r"http://[fc00::1]/", r"http://[fd00:ec2::254]/", r"http://[fec0::1]/", r"http://[ff02::1]/", r"http://[::1]:80/", r"http://[::1/", r"http://::1/", r"http://[127.0.0.1]/", r"http://[::1]x/", r"http://[[::1]]/", r"http://localhost/", r"http://LOCALHOST/", r"http://localhost./", r"http://inside.test/", r"http://a.inside.test/", r"http://metadata.google.internal/", r"http://metadata/", r"http://inside/", r"http://printer.local/", r"http://x.localhost/", r"http://localhost.localdomain/", r"http://example.org@127.0.0.1/", r"http://127.0.0.1@127.0.0.1/", r"http://user:pass@127.0.0.1/", r"http://@127.0.0.1/", r"http://:@127.0.0.1/", r"http://127.0.0.1\@public.test/", r"http://public.test\@127.0.0.1/", r"http://127.0.0.1:80\@public.test/", r"http:\\127.0.0.1/", r"http:/\127.0.0.1/", r"http://public.test#@127.0.0.1/../../x@", r"http://127.0.0.1#@public.test/", r"http://127.0.0.1?@public.test/", r"http://public.test%00@127.0.0.1/", r"http://127.0.0.1%2f@public.test/", r"http://%31%32%37.0.0.1/", r"http://127%2e0%2e0%2e1/", r"http://localhost%00.public.test/", r"http://127.0.0.1%23.public.test/", r"http://127。0。0。1/", r"http://127．0．0．1/", r"http://127｡0｡0｡1/", r"http://１２７.0.0.1/", r"http://①②⑦.⓪.⓪.①/", r"http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/", r"http://locaｌhost/", r"http://127.0.0.1:22/", r"http://127.0.0.1:25/", r"http://127.0.0.1:6379/", r"http://public.test:22/", r"http://public.test:6379/", r"http://127.0.0.1:99999/", r"http://127.0.0.1:-1/", r"http://127.0.0.1:+80/", r"http://127.0.0.1:8_0/", r"http://127.0.0.1:８０/", r"http://127.0.0.1:80:80/", r"http://127.0.0.1:0x50/", r"http:127.0.0.1", r"http:/127.0.0.1", r"http:///127.0.0.1/", r"http:////127.0.0.1/", r"//127.0.0.1/", r"127.0.0.1", r"http://", r"http://.", r"http://..", r"http://?", r"http://#", r"file:///etc/passwd", r"file://127.0.0.1/x", r"ftp://127.0.0.1/", r"gopher://127.0.0.1:6379/_x", r"ws://127.0.0.1/", r"javascript:alert(1)", r"data:text/html,x", r"unix:/run/x", r"http+unix://x/", r"jar:http://127.0.0.1/!/", r"view-source:http://127.0.0.1/", r"HtTp://127.0.0.1/", r"source:file:/etc/passwd", r"ldap://127.0.0.1/"]  # fmt: skip
UNSPLIT = [
    "http://127.0.0.1 /", " http://127.0.0.1/", "http://127.0.0.1\t/", "ht\ntp://127.0.0.1/", "http://127.0.0.1\r\nHost: x/",
    "http://public.test\x00.127.0.0.1/", "http://127.0.0.1\u200b/", "http://public.test\u2028@127.0.0.1/", "", "http://\ud800/",
    "http://" + "a" * 70_000 + "/", "http://" + "a." * 200 + "test/",
]  # fmt: skip
ALL = [*SPELLINGS, *UNSPLIT]
INSIDE = names(inside=[LOOPBACK], a_inside=["8.8.8.8", LOOPBACK], public=["192.168.0.9"])


@pytest.fixture(autouse=True)
def nothing_is_connected_to() -> Iterator[None]:
    """But for loopback at the lab's own port, which `the_lab_s_port` tells."""
    with connections() as seen:
        yield
    assert not [address for address in seen if address[1] not in LABS]


LABS: set[int] = set()


def known(lab: Lab) -> Lab:
    LABS.add(lab.port)
    return lab


def everything(host: str, port: int) -> Sequence[str]:
    """A resolver that leads inside whatever it is asked."""
    return [LOOPBACK]


def test_there_are_enough_spellings_and_each_is_one() -> None:
    assert len(set(ALL)) == len(ALL) >= 150


async def _get(web: Web, url: str) -> None:
    await web.get(Request(url=url, delay=timedelta(0)))


async def _get_without_robots(web: Web, url: str) -> None:
    await get(web, url)


async def _sitemaps(web: Web, url: str) -> None:
    assert await web.sitemaps(Request(url=url, delay=timedelta(0))) == ()
    raise Refused(url, "address", "gave none, which is as good")


async def _post(web: Web, url: str) -> None:
    await web.post(Post(url=url, body=b"x", timeout=timedelta(seconds=1)))


async def _submit(web: Web, url: str) -> None:
    await web.submit(Post(url=url, body=b"x", timeout=timedelta(seconds=1)))


WAYS: tuple[Callable[[Web, str], Awaitable[None]], ...] = (
    _get,
    _get_without_robots,
    _sitemaps,
    _post,
    _submit,
)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("resolver", [INSIDE, everything])
async def test_no_spelling_is_connected_to(
    way: Callable[[Web, str], Awaitable[None]], resolver: Callable[[str, int], Sequence[str]]
) -> None:
    async with a_web(resolver=resolver) as web:
        for url in ALL:
            with pytest.raises((FetchError, Undelivered)) as raised:
                await way(web, url)
            if resolver is everything and way not in {_post, _submit}:
                assert isinstance(raised.value, Refused), url


@pytest.mark.parametrize("resolver", [INSIDE, everything])
async def test_no_spelling_of_a_mail_server_is_connected_to(
    resolver: Callable[[str, int], Sequence[str]],
) -> None:
    hosts = {host for url in ALL if (host := url.partition("://")[2].strip("/"))}
    async with a_web(resolver=resolver) as web:
        for host in sorted(hosts, key=ascii):
            with pytest.raises(Undelivered):
                await web.dial(host, 587)
    assert len(hosts) > 100


async def test_no_redirect_leads_to_any_spelling() -> None:
    async with a_lab() as lab, a_web(lab, resolver=everything) as web:
        known(lab)
        for number, url in enumerate(ALL):
            try:
                location = url.encode("utf-8").decode("latin-1")
            except UnicodeEncodeError:
                continue
            if (
                "\n" in location
                or "\r" in location
                or "\x00" in location
                or len(location) > 4096
            ):
                continue
            lab.answers[f"/{number}"] = redirect(location)
            with pytest.raises(Refused) as raised:
                await get(web, lab.url(f"/{number}"))
            assert raised.value.code in {"address", "redirect", "not_found"}, url
        assert lab.connections < 2 * len(ALL)


async def test_no_hub_leads_a_request_to_any_spelling() -> None:
    elsewhere = [url for url in SPELLINGS if url.isascii() and url.startswith("http://1")]
    async with a_lab() as lab, a_web(lab, resolver=everything) as web:
        known(lab)
        for url in elsewhere:
            lab.answers = {"*": redirect(url, "307 Temporary Redirect")}
            web._manners = Manners()  # or the next request waits for a second
            with pytest.raises(Undelivered):
                await web.submit(Post(url=lab.url(), body=b"x"))
        assert lab.connections == len(elsewhere) > 30


async def test_robots_txt_is_no_way_inside() -> None:
    inside = redirect("http://169.254.169.254/latest/")
    async with a_lab({"/robots.txt": inside}) as lab, a_web(known(lab)) as web:
        with pytest.raises(Unreachable) as raised:
            await get(web, lab.url("/page"), robots=True)
    assert raised.value.code == "robots"
    assert lab.paths == ["/robots.txt"]


@pytest.mark.parametrize("first", ["8.8.8.8", LOOPBACK])
async def test_a_host_with_one_inside_address_is_not_connected_to_at_all(first: str) -> None:
    answers = sorted(["8.8.8.8", LOOPBACK], key=lambda answer: answer != first)
    async with a_web(resolver=names(mixed=answers)) as web:
        with pytest.raises(Refused, match="public"):
            await get(web, "http://mixed.test/")


async def test_a_name_that_changes_its_address_is_connected_to_where_it_was_checked() -> None:
    """Rebinding: each connection resolves once, so there is no second answer to fall for."""
    asked: list[str] = []
    async with a_lab({"*": page(connection="close")}) as lab, a_lab() as other:

        def flips(host: str, port: int) -> Sequence[str]:
            asked.append(host)
            return ["127.0.0.1"] if len(asked) % 2 else ["127.0.0.2"]

        known(lab)
        async with a_web(lab, resolver=flips) as web:  # 127.0.0.1 is allowed, 127.0.0.2 is not
            with connections() as seen:
                outcomes = [await _outcome(web, lab.url(host="flips.test")) for _ in range(200)]
    assert outcomes == ["read", "address"] * 100
    assert len(asked) == 200
    assert set(seen) == {("127.0.0.1", lab.port)}
    assert other.connections == 0


async def _outcome(web: Web, url: str) -> str:
    try:
        await get(web, url)
    except Refused as refused:
        return refused.code
    return "read"


async def test_the_environment_names_no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    async with a_lab({"*": page()}) as lab, a_lab() as proxy:
        known(lab)
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy", "HTTPS_PROXY"):
            monkeypatch.setenv(name, proxy.url())
        async with a_web(lab) as web:
            assert await get(web, lab.url()) is not None
    assert proxy.connections == 0


async def test_an_exact_address_and_port_is_all_that_is_allowed() -> None:
    async with (
        a_lab({"*": page()}) as lab,
        a_lab({"*": page()}) as neighbour,
        a_web(lab) as web,
    ):
        known(lab)
        assert await get(web, lab.url()) is not None
        with pytest.raises(Refused):
            await get(web, neighbour.url())
    assert neighbour.connections == 0

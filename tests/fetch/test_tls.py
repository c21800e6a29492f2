import asyncio
import shutil
import ssl
import subprocess
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from crawler.errors import Refused, Undelivered, Unreachable
from crawler.model import Post
from tests.fetch.lab import LOOPBACK, a_lab, a_web, get, names, page, redirect

TABLE = names(good=[LOOPBACK], other=[LOOPBACK])


@dataclass(frozen=True)
class Authority:
    """A certificate authority of our own, and servers with certificates of all kinds."""

    folder: Path

    @property
    def file(self) -> Path:
        return self.folder / "ca.pem"

    def issue(self, name: str, *extra: str) -> ssl.SSLContext:
        """A server for `name`, with a certificate of this authority."""
        stem = self.folder / f"{name}-{len(list(self.folder.iterdir()))}"
        _openssl("req", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={name}", "-keyout", f"{stem}.key",
                 "-out", f"{stem}.csr", "-addext", f"subjectAltName=DNS:{name}")  # fmt: skip
        _openssl("x509", "-req", "-in", f"{stem}.csr", "-CA", str(self.file), "-CAkey", str(self.folder / "ca.key"),
                 "-CAcreateserial", "-copy_extensions", "copy", "-out", f"{stem}.pem", *(extra or ("-days", "2")))  # fmt: skip
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(f"{stem}.pem", f"{stem}.key")
        return context


def _openssl(*words: str) -> None:
    subprocess.run(["openssl", *words], check=True, capture_output=True)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    if shutil.which("openssl") is None:
        pytest.skip("there is no openssl here to issue certificates with")
    made = Authority(tmp_path_factory.mktemp("authority"))
    _openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=Test", "-days", "2",
             "-keyout", str(made.folder / "ca.key"), "-out", str(made.file))  # fmt: skip
    return made


@pytest.fixture(scope="module")
def good(authority: Authority) -> ssl.SSLContext:
    return authority.issue("good.test")


async def test_reads_over_tls_under_the_name_of_the_url(
    authority: Authority, good: ssl.SSLContext
) -> None:
    names_asked: list[str | None] = []
    good.sni_callback = lambda _socket, name, _context: names_asked.append(name)
    async with (
        a_lab({"*": page(b"aman")}, tls=good) as lab,
        a_web(lab, resolver=TABLE, ca_file=authority.file) as web,
    ):
        for _ in range(3):
            reply = await get(web, lab.url(host="good.test"))
            assert reply is not None
            assert reply.body == b"aman"
        answer = await web.post(Post(url=lab.url(host="good.test"), body=b""))
    assert answer.status == 200
    assert lab.connections == 2  # one for the three pages, one for the post
    assert names_asked == ["good.test", "good.test"]


@pytest.mark.parametrize("case", ["unknown authority", "another name", "expired", "an address"])
async def test_a_certificate_that_does_not_fit_is_refused(
    authority: Authority, case: str
) -> None:
    tls = authority.issue("good.test", *(("-days", "-1") if case == "expired" else ()))
    host = {"another name": "other.test", "an address": LOOPBACK}.get(case, "good.test")
    ca_file = None if case == "unknown authority" else authority.file
    async with (
        a_lab({"*": page()}, tls=tls) as lab,
        a_web(lab, resolver=TABLE, ca_file=ca_file) as web,
    ):
        with pytest.raises(Unreachable) as raised:
            await get(web, lab.url(host=host))
        with pytest.raises(Undelivered, match="tls"):
            await web.post(Post(url=lab.url(host=host), body=b""))
    assert raised.value.code == "tls"
    assert "certificate" in raised.value.problem
    assert lab.asked == []


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion.TLSv1_1 is deprecated")
async def test_old_tls_is_refused(authority: Authority) -> None:
    tls = authority.issue("good.test")
    tls.minimum_version, tls.maximum_version = ssl.TLSVersion.TLSv1_1, ssl.TLSVersion.TLSv1_1
    async with (
        a_lab({"*": page()}, tls=tls) as lab,
        a_web(lab, resolver=TABLE, ca_file=authority.file) as web,
    ):
        with pytest.raises(Unreachable) as raised:
            await get(web, lab.url(host="good.test"))
    assert raised.value.code == "tls"


@pytest.mark.parametrize(
    "said", [b"HTTP/1.1 400 Bad\r\n\r\n", b"\x16\x03\x01\x00", b"", bytes(70_000), None]
)
async def test_what_is_no_tls_is_refused_in_time(said: bytes | None) -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(10)
        if said is None:
            await done.wait()
        else:
            writer.write(said)
        writer.close()

    done = asyncio.Event()
    async with await asyncio.start_server(talk, LOOPBACK, 0) as server:
        port = server.sockets[0].getsockname()[1]
        async with a_web(resolver=TABLE, allow=[f"{LOOPBACK}:{port}"]) as web:
            async with asyncio.timeout(3):
                with pytest.raises(Unreachable) as raised:
                    await get(web, f"https://good.test:{port}/")
        done.set()
    assert raised.value.code in {"tls", "timeout"}


async def test_https_does_not_lead_to_http(authority: Authority, good: ssl.SSLContext) -> None:
    async with a_lab({"*": page()}) as plain, a_lab({}, tls=good) as lab:
        lab.answers["/"] = redirect(plain.url())
        async with a_web(lab, plain, resolver=TABLE, ca_file=authority.file) as web:
            with pytest.raises(Refused, match="https to http") as raised:
                await get(web, lab.url(host="good.test"))
    assert raised.value.code == "redirect"
    assert plain.asked == []


async def test_http_may_lead_to_https_and_takes_no_secrets_along(
    authority: Authority, good: ssl.SSLContext
) -> None:
    async with a_lab({}) as plain, a_lab({"*": page()}, tls=good) as lab:
        plain.answers["/"] = redirect(lab.url(host="good.test"))
        async with a_web(lab, plain, resolver=TABLE, ca_file=authority.file) as web:
            assert await get(web, plain.url(), headers={"Authorization": "x"}) is not None
    assert "authorization" not in lab.asked[0].headers


async def test_a_tls_server_that_vanishes_in_its_body_is_truncated(
    authority: Authority, good: ssl.SSLContext
) -> None:
    async def cuts(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc")
        await writer.drain()
        writer.transport.abort()

    async with (
        a_lab({"*": cuts}, tls=good) as lab,
        a_web(lab, resolver=TABLE, ca_file=authority.file) as web,
    ):
        with pytest.raises(Unreachable) as raised:
            await get(web, lab.url(host="good.test"))
    assert raised.value.code in {"truncated", "broken"}


async def test_the_environment_gets_no_keys(
    authority: Authority, good: ssl.SSLContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSLKEYLOGFILE", str(tmp_path / "keys"))
    again = tmp_path / "ca.pem"  # a file not seen before, so that a new context is made
    again.write_bytes(authority.file.read_bytes())
    async with (
        a_lab({"*": page()}, tls=good) as lab,
        a_web(lab, resolver=TABLE, ca_file=again) as web,
    ):
        await get(web, lab.url(host="good.test"), delay=timedelta(0))
    assert not (tmp_path / "keys").exists()


async def test_a_file_of_authorities_that_cannot_be_read_is_told_at_once(
    tmp_path: Path,
) -> None:
    with pytest.raises(OSError, match="No such file"):
        async with a_web(ca_file=tmp_path / "none.pem"):
            pass

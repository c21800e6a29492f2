"""Receivers on loopback: a service's web hook and a mail server, which keep what they are sent."""

import asyncio
import json
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from crawler.model import Answer, Post


@dataclass(frozen=True)
class Request:
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def said(self) -> Any:
        return json.loads(self.body)


@dataclass
class Service:
    """Answers each request by the next of `answers`, the last one for ever."""

    answers: list[tuple[int, dict[str, str], bytes]] = field(
        default_factory=lambda: [(200, {}, b'{"ok": true, "id": "1"}')]
    )
    requests: list[Request] = field(default_factory=list)
    hold: Event = field(default_factory=Event)  # unset: answers wait for it
    port: int = 0

    def answer(self) -> tuple[int, dict[str, str], bytes]:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@contextmanager
def a_service(tls: ssl.SSLContext | None = None) -> Iterator[Service]:
    """A web server on loopback that stops by itself."""
    service = Service()
    service.hold.set()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("content-length") or 0)
            body = self.rfile.read(length)
            service.requests.append(Request(self.path, dict(self.headers.items()), body))
            service.hold.wait(10)
            status, headers, answer = service.answer()
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def __getattr__(self, name: str) -> Callable[[], None]:
            if name.startswith("do_"):  # whatever the method
                return self.do_POST
            raise AttributeError(name)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its base's name
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    service.port = server.server_address[1]
    thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield service
    finally:
        service.hold.set()
        server.shutdown()
        server.server_close()
        thread.join(5)


@dataclass
class PostOffice:
    """A mail server's mind: what it says to whom, and the mails it took."""

    mails: list[bytes] = field(default_factory=list)
    tries: list[bytes] = field(
        default_factory=list
    )  # with those that it took, and then hung up
    to: list[list[str]] = field(default_factory=list)
    says: dict[str, str] = field(default_factory=dict)  # a reader, or DATA -> answer
    hangs_up: bool = False  # after the data, without an answer
    port: int = 0

    @property
    def read(self) -> list[EmailMessage]:
        return [message_from_bytes(mail, policy=default) for mail in self.mails]

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        address: str,
        options: list[str],
    ) -> str:
        if address in self.says:
            return self.says[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        content = envelope.content
        assert isinstance(content, bytes)
        self.tries.append(content)
        if self.hangs_up:
            assert isinstance(server.transport, asyncio.WriteTransport)
            server.transport.abort()
            return "250 never heard"
        if "DATA" in self.says:
            return self.says["DATA"]
        self.mails.append(content)
        self.to.append(list(envelope.rcpt_tos))
        return "250 OK"


def _check(
    server: SMTP, session: Session, envelope: Envelope, mechanism: str, said: Any
) -> AuthResult:
    good = isinstance(said, LoginPassword) and said.password == b"rahasia"
    return AuthResult(success=good, handled=False)


class OnAnyPort(Controller):
    """Asks its server, not its settings, for the port."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]  # aiosmtpd leaves it out


@contextmanager
def a_post_office(
    *, tls: ssl.SSLContext | None = None, implicit: ssl.SSLContext | None = None
) -> Iterator[PostOffice]:
    """A mail server on loopback; with STARTTLS where `tls` is given."""
    office = PostOffice()
    controller = OnAnyPort(
        office,
        hostname="127.0.0.1",
        port=0,
        ssl_context=implicit,
        tls_context=tls,
        authenticator=_check,
        auth_require_tls=False,
        server_hostname="mail.contoh.example",
    )
    controller.start()
    office.port = controller.port
    try:
        yield office
    finally:
        controller.stop()


@dataclass
class Ways:
    """Every way out: posts are kept and answered by `status`; sockets go to loopback."""

    status: int = 200
    posts: list[Post] = field(default_factory=list)
    context: ssl.SSLContext = field(default_factory=ssl.create_default_context)
    dialled: list[tuple[str, int]] = field(default_factory=list)
    port: int | None = None  # where every socket goes, whatever port is asked for

    async def post(self, post: Post) -> Answer:
        self.posts.append(post)
        return Answer(self.status)

    async def dial(self, host: str, port: int) -> socket.socket:
        self.dialled.append((host, port))
        return socket.create_connection(("127.0.0.1", self.port or port), timeout=5)

    def tls(self) -> ssl.SSLContext:
        return self.context


class Certified:
    """A server's and a client's TLS that trust each other, made by the openssl there is."""

    def __init__(self, folder: Path) -> None:
        from tests.fetch.test_tls import _openssl  # noqa: PLC0415 - skips where there is none

        key, cert = folder / "key.pem", folder / "cert.pem"
        _openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
                 "-subj", "/CN=mail.contoh.example", "-addext", "subjectAltName=DNS:mail.contoh.example",
                 "-keyout", str(key), "-out", str(cert))  # fmt: skip
        self.server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.server.load_cert_chain(cert, key)
        self.client = ssl.create_default_context(cafile=str(cert))

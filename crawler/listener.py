"""Our own address: a small server for strangers, who get one short answer to one request each.

h11 reads the HTTP.  A connection lives for some seconds whatever it does, and carries one request:
whoever calls here is a program that calls rarely.  So there is one bound for heads that do not come,
bodies that trickle and answers that nobody takes.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
from http import HTTPStatus

import h11
import structlog

from crawler.model import Call, Response

log = structlog.get_logger(__name__)

LIFE = timedelta(seconds=20)  # of a connection
CONNECTIONS = 64  # at once; beyond it one is closed unheard
HEAD = 16 * 1024  # bytes of a request's head, twice as many where they come all at once
PIECE = 16 * 1024  # bytes read at once …
PIECES = 256  # … so many of them at most after an answer
HEADERS = (  # of every answer: what it says is never a page
    ("Content-Type", "text/plain; charset=utf-8"),
    ("X-Content-Type-Options", "nosniff"),
    ("Content-Security-Policy", "default-src 'none'; sandbox"),
    ("Cache-Control", "no-store"),
    ("Connection", "close"),
)

Site = Callable[[Call], Awaitable[Response]]


class Listener:
    """Serves `site` from `start` to `close`, in the running loop."""

    def __init__(self, site: Site, life: timedelta = LIFE) -> None:
        self._site, self._life = site, life.total_seconds()
        self._server: asyncio.Server | None = None
        self._talks: set[asyncio.Task[None]] = set()

    async def start(self, host: str, port: int) -> int:
        """Listen; the port, which is another one where `port` is 0.

        Raises OSError where that address cannot be had.
        """
        self._server = await asyncio.start_server(self._connected, host, port, limit=PIECE)
        return int(self._server.sockets[0].getsockname()[1])

    async def close(self) -> None:
        """Listen no more, and hang up on whoever is talking."""
        if self._server is not None:
            self._server.close()
        for talk in tuple(self._talks):
            talk.cancel()
        await asyncio.gather(*self._talks, return_exceptions=True)

    def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if len(self._talks) >= CONNECTIONS:
            writer.transport.abort()
            return
        talk = asyncio.get_running_loop().create_task(self._talk(reader, writer))
        self._talks.add(talk)
        talk.add_done_callback(self._talks.discard)

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            with suppress(OSError, TimeoutError, h11.LocalProtocolError):
                async with asyncio.timeout(self._life):
                    await self._serve(_Line(reader, writer))
                    writer.write_eof()
                    for _ in range(PIECES):  # what is still on its way would tear the answer up
                        if not await reader.read(PIECE):
                            break
        except Exception:
            log.exception("a call was not answered")
        finally:
            writer.transport.abort()

    async def _serve(self, line: "_Line") -> None:
        """Answer the one request of a connection."""
        try:
            response = await self._site(await line.request())
        except h11.RemoteProtocolError as error:
            response = Response(error.error_status_hint)
        await line.send(response)


class _Line:
    """One connection as HTTP."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer
        self._http = h11.Connection(h11.SERVER, max_incomplete_event_size=HEAD)

    async def request(self) -> Call:
        """What is asked; raises h11.RemoteProtocolError."""
        event = await self._event()
        if not isinstance(event, h11.Request):
            raise ConnectionResetError("nothing was asked")
        path, _, query = event.target.decode("latin-1").partition("?")
        return Call(
            method=event.method.decode("latin-1"),
            path=path,
            query=query,
            headers={
                name.decode("latin-1"): value.decode("latin-1") for name, value in event.headers
            },
            body=self._body(),
        )

    async def send(self, response: Response) -> None:
        """Answer, whatever became of the request."""
        if self._http.our_state not in {h11.IDLE, h11.SEND_RESPONSE}:
            return
        head = h11.Response(
            status_code=response.status,
            reason=HTTPStatus(response.status).phrase.encode(),
            headers=[*HEADERS, ("Content-Length", str(len(response.body)))],
        )
        for event in (head, h11.Data(response.body), h11.EndOfMessage()):
            self._writer.write(self._http.send(event) or b"")
        await self._writer.drain()

    async def _body(self) -> AsyncIterator[bytes]:
        if self._http.they_are_waiting_for_100_continue:
            go_on = h11.InformationalResponse(status_code=100, headers=[])
            self._writer.write(self._http.send(go_on) or b"")
        while isinstance(event := await self._event(), h11.Data):
            yield bytes(event.data)
        if not isinstance(event, h11.EndOfMessage):
            raise ConnectionResetError("the body is not whole")

    async def _event(self) -> object:
        while (event := self._http.next_event()) is h11.NEED_DATA:
            self._http.receive_data(await self._reader.read(PIECE))
        return event

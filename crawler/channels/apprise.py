"""Any service that Apprise knows, told in the syntax of that service.

Apprise sends with a client of its own, to where its address says; redirects are not followed.
"""

import logging
import re
import socket
import threading
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import urlsplit

from crawler.channels.aside import Aside
from crawler.channels.secrecy import blotted
from crawler.errors import Rejected, Undelivered
from crawler.message.dialect import HTML, MARKDOWN, TEXT, Dialect, write
from crawler.message.news import read
from crawler.message.plain import plain
from crawler.message.telling import Telling, tell
from crawler.model import Limit, Manners, Message

if TYPE_CHECKING:
    from apprise import NotifyBase

PATIENCE = 30.0  # seconds; after that nobody knows whether it went out, and it is tried again
MEETING = 10.0  # seconds for a connection
ENTRY = 200  # UTF-16 units that an entry of a digest takes at least: a title and a link
SECRET = 8  # characters of a part of an address that may be a token
NOT_NOW = frozenset({408, 425, 429})  # 4xx that ask for another try
STATUS = re.compile(r"\berror=([45][0-9]{2})\b")
# Services whose clients read Markdown in what Apprise sends as plain text.
READ_MARKDOWN = frozenset(
    f"Notify{name}"
    for name in (
        *("Discord", "Fluxer", "Flock", "Guilded", "HomeAssistant", "HumHub", "Jira"),
        *(
            "Mattermost",
            "Misskey",
            "NextcloudTalk",
            "Notifiarr",
            "Revolt",
            "Ryver",
            "ServerChan",
            "Stackfield",
            "Zulip",
        ),
    )
)
# Services that show plain text literally, and mistake the escapes of Markdown.
READ_LITERALLY = frozenset({"NotifySlack"})


class Unusable(ValueError):
    """An address that no message can be sent to; the message never says the address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Apprise:
    """Tells the one target that an address of Apprise stands for."""

    # A person reads it: 20 a minute is what the strictest of services takes of one sender.
    manners: ClassVar = Manners(
        limits=(Limit(20, timedelta(minutes=1)),), pace=timedelta(seconds=1)
    )
    url: str = field(repr=False)  # holds tokens
    timezone: str = "Asia/Jakarta"  # of shown times, IANA
    language: str = "id"  # id or en
    aside: Aside = field(
        default_factory=lambda: Aside("apprise"), init=False, repr=False, compare=False
    )
    idle: "list[NotifyBase]" = field(
        default_factory=list, init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        """Refuse an address that cannot be used; raises Unusable."""
        self.idle.append(service(self.url))

    @property
    def holds(self) -> int:
        """How many news one digest can name."""
        plugin = next(iter(self.idle), None) or service(self.url)
        return max(1, plugin.body_maxlen // ENTRY)

    async def send(self, message: Message) -> None:
        """Tell the service; see `ports.Channel`."""
        telling = tell(read(message.body, self.timezone), self.language)
        try:
            await self.aside.run(partial(self._send, telling), PATIENCE)
        except TimeoutError as error:
            raise Undelivered(f"no answer in {PATIENCE:g} s") from error

    async def reach(self) -> str:
        """See that somebody is there; services answer nothing but messages.  See `Reachable`."""
        plugin = next(iter(self.idle), None) or service(self.url)
        place, there = _place(plugin), ""
        if place is not None:
            await self._meet(*place)
            there = ", its server answers"
        known = f"{plugin.service_name}: the address is understood{there}"
        return f"{known}; a sample shows if it is taken"

    async def _meet(self, host: str, port: int) -> None:
        try:
            await self.aside.run(partial(_met, (host, port)), PATIENCE)
        except (OSError, ValueError) as error:  # TimeoutError is one
            problem = blotted(str(error) or "no answer", _secrets(self.url))
            raise Undelivered(f"connect: {host}:{port}: {problem}") from error

    def _send(self, telling: Telling) -> None:
        """Blocks; one that hangs keeps the plugin it uses, for they are not safe in two threads."""
        try:
            plugin = self.idle.pop()
        except IndexError:
            plugin = service(self.url)
        heard = _sent(plugin, telling, self.language)
        if heard is not None and "400" in STATUS.findall(heard):  # it stumbles over the syntax
            heard = _sent(plugin, telling, self.language, dialect=TEXT)
        self.idle.append(plugin)
        if heard is not None:
            raise _verdict(blotted(heard, _secrets(self.url)))


def service(url: str) -> "NotifyBase":
    """The plugin for an address, ready to send; raises Unusable."""
    from apprise import Apprise as Library, AppriseAsset  # noqa: PLC0415 - it is slow to import

    asset = AppriseAsset(
        app_id="Kliping",
        app_desc="Kliping",
        app_url="",
        image_url_mask="",  # pictures would be fetched from elsewhere by whoever reads
        image_url_logo="",
        image_path_mask="",
        async_mode=False,
        http_redirects=False,
    )
    _ear()
    plugin = Library.instantiate(url, asset=asset)
    if plugin is None:
        raise Unusable("expected an address that Apprise can use, such as tgram://TOKEN/CHAT")
    targets = len(plugin) // (plugin.retry + 1)
    if targets > 1:
        raise Unusable(
            f"expected one target, found {targets}: give each a channel of its own, "
            "so that each is told exactly what it missed"
        )
    plugin.redirects = False
    return plugin


def _sent(
    plugin: "NotifyBase", telling: Telling, language: str, *, dialect: Dialect | None = None
) -> str | None:
    """Send; None when it was taken, else what Apprise complained of."""
    from apprise import NotifyFormat  # noqa: PLC0415 - it is slow to import

    used = _dialect(plugin) if dialect is None else dialect
    native = plugin.resolve_format(None) is NotifyFormat.MARKDOWN
    declared = NotifyFormat(used.name) if used is not MARKDOWN or native else NotifyFormat.TEXT
    titled = used is not MARKDOWN and plugin.title_maxlen > 0
    bare = Telling(flag=telling.flag, title=telling.title)
    title = write(bare, TEXT, language, most=plugin.title_maxlen) if titled else ""
    body = write(telling, used, language, most=plugin.body_maxlen, titled=not titled)
    ear = _ear()
    ear.said.lines = []
    try:
        taken = plugin.notify(body=body, title=title, body_format=declared)
    except Exception as error:  # noqa: BLE001 - a plugin may raise anything, and that is an answer
        return f"{type(error).__name__}: {error}"
    return None if taken else " ".join(ear.said.lines) or "it was not taken"


def _dialect(plugin: "NotifyBase") -> Dialect:
    from apprise import NotifyFormat  # noqa: PLC0415 - it is slow to import

    name = type(plugin).__name__
    if name in READ_LITERALLY:
        return TEXT
    wanted = plugin.resolve_format(None)
    if wanted is NotifyFormat.HTML:
        return HTML
    markdown = wanted is NotifyFormat.MARKDOWN or name in READ_MARKDOWN
    return MARKDOWN if markdown else TEXT


def _verdict(heard: str) -> Undelivered | Rejected:
    statuses = {int(status) for status in STATUS.findall(heard)}
    said = plain(heard, 300)
    refused = statuses and all(400 <= s < 500 and s not in NOT_NOW for s in statuses)
    return Rejected(said) if refused else Undelivered(said)


def _secrets(url: str) -> list[str]:
    """The parts of an address that may be tokens, and its password whatever its length."""
    return [
        *(part for part in re.split(r"[/@:?&=#]+", url) if len(part) >= SECRET),
        *re.findall(r"//[^/@]*:([^/@]+)@", url),
    ]


def _place(plugin: "NotifyBase") -> tuple[str, int] | None:
    """Host and port that the plugin will call; None where it does not let us know."""
    fixed = getattr(plugin, "notify_url", None)
    if isinstance(fixed, str) and (url := urlsplit(fixed)).hostname:
        return url.hostname, url.port or (80 if url.scheme == "http" else 443)
    host = getattr(plugin, "smtp_host", None) or plugin.host
    if not isinstance(host, str) or "host" not in plugin.template_tokens:
        return None
    if plugin.port is None and "." not in host:  # some services take a topic in its place
        return None
    return host, plugin.port or (443 if plugin.secure else 80)


def _met(place: tuple[str, int]) -> None:
    """Blocks; raises OSError where nobody is there."""
    socket.create_connection(place, timeout=MEETING).close()


class Ear(logging.Handler):
    """Hears what Apprise says in this thread, for its answer is only yes or no."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said = threading.local()

    def emit(self, record: logging.LogRecord) -> None:
        """Keep what was said, where somebody wants to know."""
        lines = getattr(self.said, "lines", None)
        if lines is not None:
            lines.append(record.getMessage())


EAR = Ear()


def _ear() -> Ear:
    """The ear, listening; what it hears is told as the reason of an error, not logged too."""
    logger = logging.getLogger("apprise")
    if EAR not in logger.handlers:
        logger.addHandler(EAR)
        logger.propagate = False
    return EAR

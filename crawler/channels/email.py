"""Mail through an SMTP server, as text and as HTML.

A delivery is one mail for ever: the same Message-ID, date and bytes at every try, so that a
mailbox that gets it twice can tell.  All its readers get it, or the delivery has failed.
"""

import re
import smtplib
import socket
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.errors import MessageError
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from functools import partial
from pathlib import Path
from typing import ClassVar, Literal
from urllib.parse import quote

from crawler.channels.aside import Aside, shaken
from crawler.channels.secrecy import blotted
from crawler.errors import DeliveryError, Rejected, Undelivered
from crawler.message.news import News, read
from crawler.message.page import NAMES, Unprintable, page
from crawler.message.plain import cut, isolated
from crawler.message.telling import Telling, tell
from crawler.model import Limit, Manners, Message
from crawler.ports import Dialer

PATIENCE = 60.0  # seconds for the whole mail; servers that screen mail take their time
SILENCE = 30.0  # seconds that a server may say nothing
SUBJECT = 200  # characters
IMPLICIT = 465  # the port on which TLS begins with the first byte (RFC 8314)
TAKEN = frozenset({250, 251})

Tls = Literal["starttls", "tls", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Email:
    """Hands each message to an SMTP server, for all of `to`."""

    # A person reads it: 20 a minute is what the strictest of services takes of one sender.
    manners: ClassVar = Manners(
        limits=(Limit(20, timedelta(minutes=1)),), pace=timedelta(seconds=1)
    )
    host: str
    sender: str  # `from` of the settings, with or without a name before the address
    to: tuple[str, ...]
    dialer: Dialer = field(repr=False)
    port: int = 587
    tls: Tls | None = None  # None: tls on port 465, else starttls; none only where it says so
    user: str | None = field(default=None, repr=False)
    password: str | None = field(default=None, repr=False)
    templates: Path | None = None  # folder whose templates take the place of ours
    timezone: str = "Asia/Jakarta"  # of shown times, IANA
    language: str = "id"  # id or en
    aside: Aside = field(
        default_factory=lambda: Aside("email"), init=False, repr=False, compare=False
    )

    @property
    def holds(self) -> int:
        """How many news one digest can name."""
        return 500

    async def send(self, message: Message) -> None:
        """Mail `message`; see `ports.Channel`."""
        await self._talk(partial(self._hand_over, message))

    async def reach(self) -> str:
        """Meet the server and log in, without mailing; see `Reachable`."""
        await self._talk(lambda _: None)
        return f"{self.host}:{self.port} answers" + (", and knows us" if self.user else "")

    async def _talk(self, say: "Callable[[Client], None]") -> None:
        try:
            line = await self.dialer.dial(self.host, self.port)
        except Undelivered as error:
            hint = "; settings.allow_addresses can name it" if "address:" in str(error) else ""
            raise Undelivered(f"{error}{hint}") from error
        end = line.dup()  # of the same connection, whatever becomes of `line` under TLS
        try:
            await self.aside.run(partial(self._meet, line, say), PATIENCE)
        except TimeoutError as error:
            raise Undelivered(f"{self.host}: not done in {PATIENCE:g} s") from error
        finally:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)  # wakes a thread that still waits
            end.close()
            line.close()

    def mail(self, message: Message) -> EmailMessage:
        """The mail that `message` is; raises Unprintable where a template cannot be used."""
        news = read(message.body, self.timezone)
        telling = tell(news, self.language)
        mail = EmailMessage(policy=SMTP)
        for name, value in self._headers(message, news, telling).items():
            mail[name] = value
        name = "digest" if telling.groups else "alert"
        mail.set_content(self._page(telling, f"{name}.txt"), cte="quoted-printable")
        html = self._page(telling, f"{name}.html")
        mail.add_alternative(html, subtype="html", cte="quoted-printable")
        mail.set_boundary(f"=_{_word(message.id)}_=")
        return mail

    def _headers(self, message: Message, news: News, telling: Telling) -> Mapping[str, str]:
        address = parseaddr(self.sender)[1]
        domain = address.rpartition("@")[2]
        name = news.rule or "kliping"
        sent = news.sent if isinstance(news.sent, datetime) else message.at
        unsubscribe = f"mailto:{address}?subject={quote(f'unsubscribe {name}')}"
        headers = {
            "From": self.sender,
            "To": ", ".join(self.to),
            "Subject": _unencoded(cut(isolated(telling.headline), SUBJECT)),
            "Date": format_datetime(sent.astimezone(UTC)),
            "Message-ID": f"<{_word(message.id)}@{domain}>",
            "Auto-Submitted": "auto-generated",
            "List-Id": f"<{_word(name).lower()}.kliping.{domain}>",
            "List-Unsubscribe": f"<{unsubscribe}>",
        }
        if news.story:  # mailboxes show what tells the same story together
            headers["References"] = f"<{_word(news.story)}@{domain}>"
        return headers

    def _page(self, telling: Telling, name: str) -> str:
        return page(telling, self.language, name, template(self.templates, name))

    def _hand_over(self, message: Message, client: "Client") -> None:
        try:
            mail = self.mail(message).as_bytes()
        except (Unprintable, UnicodeError, ValueError, MessageError) as error:
            raise Rejected(f"this cannot be written as a mail: {error}") from error
        _submit(client, parseaddr(self.sender)[1], self._readers(), mail)

    def _meet(self, line: socket.socket, say: "Callable[[Client], None]") -> None:
        """Blocks until all is said; raises what `ports.Channel` promises."""
        try:
            with closing(self._client(line)) as client:
                self._greet(client)
                say(client)
                with suppress(OSError, smtplib.SMTPException):
                    client.quit()
        except Undelivered as error:
            raise Undelivered(self._blotted(str(error)), error.retry_after) from error
        except DeliveryError as error:
            raise type(error)(self._blotted(str(error))) from error
        except smtplib.SMTPResponseException as error:
            said = _refused(error.smtp_code, error.smtp_error, self.host)
            raise type(said)(self._blotted(str(said))) from error
        except smtplib.SMTPNotSupportedError as error:
            raise Rejected(f"{self.host}: {error}") from error
        except (OSError, smtplib.SMTPException, ValueError) as error:
            raise Undelivered(f"{self.host}: {error or type(error).__name__}") from error

    def _client(self, line: socket.socket) -> "Client":
        line.settimeout(SILENCE)
        if self._secure() == "tls":
            line = shaken(self.dialer.tls(), line, self.host)
        return Client(line, self.host)

    def _greet(self, client: "Client") -> None:
        client.meet()
        if self._secure() == "starttls":
            if not client.has_extn("starttls"):
                raise Rejected(
                    f"{self.host}:{self.port} offers no STARTTLS; "
                    "tls: none sends without encryption"
                )
            client.starttls(context=self.dialer.tls())
            client.ehlo_or_helo_if_needed()
        if self.user is not None:
            client.login(self.user, self.password or "")

    def _blotted(self, said: str) -> str:
        """What a server says, which may repeat the command that it refuses."""
        secrets = [f"\0{self.user}\0{self.password}", self.password] if self.password else []
        return blotted(said, secrets)

    def _secure(self) -> Tls:
        return self.tls or ("tls" if self.port == IMPLICIT else "starttls")

    def _readers(self) -> list[str]:
        return [parseaddr(reader)[1] for reader in self.to]


class Client(smtplib.SMTP):
    """The standard library's client on a connection that is already there."""

    def __init__(self, line: socket.socket, host: str) -> None:
        here = line.getsockname()[0]
        name = f"[IPv6:{here}]" if ":" in here else f"[{here}]"
        super().__init__(
            local_hostname=name
        )  # an address literal, for nobody is asked our name
        self.sock = line
        self._host = host  # whom the certificate has to name

    def meet(self) -> None:
        """Read the server's greeting and say ours; raises SMTPException."""
        code, said = self.getreply()
        if code != 220:
            raise smtplib.SMTPConnectError(code, said)
        self.ehlo_or_helo_if_needed()


def template(folder: Path | None, name: str) -> str | None:
    """The text of a user's template; None where there is none.  Raises Unprintable."""
    if folder is None or name not in NAMES or not (folder / name).exists():
        return None
    try:
        return (folder / name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Unprintable(f"{folder / name}: {error}") from error


def _submit(client: Client, sender: str, readers: list[str], mail: bytes) -> None:
    """One mail for all readers, or for none: a reader left out would never know."""
    code, said = client.mail(sender)
    if code != 250:
        raise smtplib.SMTPSenderRefused(code, said, sender)
    for reader in readers:
        code, said = client.rcpt(reader)
        if code not in TAKEN:
            with suppress(OSError, smtplib.SMTPException):
                client.rset()
            raise _refused(code, said, reader)
    code, said = client.data(mail)
    if code != 250:
        raise smtplib.SMTPDataError(code, said)


def _refused(code: int, said: bytes | str, whom: str) -> DeliveryError:
    """4xx asks for another try, anything else is a no (RFC 5321, section 4.2.1)."""
    text = said.decode("utf-8", errors="replace") if isinstance(said, bytes) else said
    problem = f"{whom}: {code} {text[:200]}"
    return Undelivered(problem) if 400 <= code < 500 or code < 200 else Rejected(problem)


def _unencoded(text: str) -> str:
    """Without what the standard library would decode (RFC 2047) after it was made harmless.

    A stranger's `=?utf-8?q?a=0d=0aBcc:_…?=` would otherwise become headers of the mail.
    """
    return text.replace("=?", "= ?")


def _word(text: str) -> str:
    """The text as part of an address: letters, digits, hyphens, dots."""
    return re.sub(r"[^A-Za-z0-9.-]+", "-", text).strip("-.") or "kliping"

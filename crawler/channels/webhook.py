"""A POST of the message, byte for byte, to an address of the configuration, signed."""

from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import ClassVar
from urllib.parse import urlsplit

from crawler.channels.aside import Aside, shaken
from crawler.channels.signing import keys, sign
from crawler.errors import Gone, Rejected, Undelivered
from crawler.model import Manners, Message, Post
from crawler.ports import Dialer, Poster

GONE = 410
PATIENCE = 10.0  # seconds for a handshake
NOT_NOW = frozenset({408, 425, 429})  # 4xx that ask for another try; 5xx do so too


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """Posts as Standard Webhooks says, and takes a 2xx, and nothing else, for a yes."""

    manners: ClassVar = Manners(pace=timedelta(milliseconds=50), burst=20)  # 20 a second
    url: str = field(repr=False)  # its path may be a secret
    poster: Poster = field(repr=False)
    # See `signing.keys`; of several, each signs: a receiver takes the old and the new one.  None:
    # unsigned.
    secret: str | tuple[str, ...] | None = field(default=None, repr=False)
    dialer: Dialer | None = field(default=None, repr=False, compare=False)  # for `reach` only

    def __post_init__(self) -> None:
        """Refuse a secret that cannot sign; raises ValueError."""
        self._keys()

    async def send(self, message: Message) -> None:
        """Post `message`; see `ports.Channel`.

        410 says that nothing more is wanted here, as Standard Webhooks has it.
        """
        headers = {
            "content-type": "application/json",
            "webhook-id": message.id,
            "webhook-timestamp": str(int(message.at.timestamp())),
        }
        if secrets := self._keys():
            headers["webhook-signature"] = sign(secrets, message.id, message.at, message.body)
        post = Post(url=self.url, body=message.body, headers=headers)
        answer = await self.poster.post(post)
        if 200 <= answer.status < 300:
            return
        if answer.status in NOT_NOW or answer.status >= 500:
            raise Undelivered(f"HTTP {answer.status}", answer.retry_after)
        raise (Gone if answer.status == GONE else Rejected)(f"HTTP {answer.status}")

    async def reach(self) -> str:
        """See that somebody answers at the address, without posting; see `Reachable`."""
        url = urlsplit(self.url)
        if self.dialer is None or url.hostname is None:
            return "not looked at"
        port = url.port or (443 if url.scheme == "https" else 80)
        line = await self.dialer.dial(url.hostname, port)
        try:
            if url.scheme == "https":
                shake = partial(shaken, self.dialer.tls(), line, url.hostname)
                await Aside("reach").run(shake, PATIENCE)
        except TimeoutError as error:
            raise Undelivered(f"{url.hostname}:{port}: no TLS in {PATIENCE:g} s") from error
        except OSError as error:
            raise Undelivered(f"{url.hostname}:{port}: {error}") from error
        finally:
            line.close()
        return f"{url.hostname}:{port} answers"

    def _keys(self) -> tuple[bytes, ...]:
        several = self.secret if isinstance(self.secret, tuple) else (self.secret,)
        return tuple(key for secret in several if secret is not None for key in keys(secret))

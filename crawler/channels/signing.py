"""The signature of a webhook's message, as Standard Webhooks has it.

Source: standardwebhooks.com, "Standard Webhooks specification", version 1: HMAC-SHA256 over
`id.timestamp.body`, base64, prefixed `v1,`; several, parted by spaces, while a key is changed.
"""

import base64
import binascii
import hmac
from collections.abc import Iterable
from datetime import datetime

PREFIX = "whsec_"
SHORTEST, LONGEST = 24, 64  # bytes of a key, by the specification


def keys(secret: str) -> tuple[bytes, ...]:
    """The keys that a configured secret stands for; raises ValueError.

    `whsec_` and base64 of 24 to 64 bytes is a key, several of them parted by spaces are all
    signed with; any other text is one key, its UTF-8 bytes.  None of it is in the error.

    >>> keys("a plain secret of some length")
    (b'a plain secret of some length',)
    """
    words = secret.split()
    if not words:
        raise ValueError("expected a secret, found nothing")
    if not all(word.startswith(PREFIX) for word in words):
        return (secret.encode(),)
    return tuple(_key(word.removeprefix(PREFIX)) for word in words)


def sign(secrets: Iterable[bytes], key: str, at: datetime, body: bytes) -> str:
    """The value of `webhook-signature` for the message whose id is `key`, sent `at`."""
    signed = b".".join((key.encode(), str(int(at.timestamp())).encode(), body))
    return " ".join(
        "v1," + base64.b64encode(hmac.digest(secret, signed, "sha256")).decode()
        for secret in secrets
    )


def _key(text: str) -> bytes:
    try:
        key = base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValueError(f"expected base64 after {PREFIX}") from error
    if not SHORTEST <= len(key) <= LONGEST:
        raise ValueError(f"expected {SHORTEST} to {LONGEST} bytes, found {len(key)}")
    return key

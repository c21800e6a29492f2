"""Whether what came to our address was sent by the hub: by the secret that only it was given."""

import hashlib
import hmac
import re

METHODS = frozenset({"sha1", "sha256", "sha384", "sha512"})  # WebSub, section 7.1
SIGNATURE = re.compile(r"\s*([A-Za-z0-9]{1,10})\s*=\s*([0-9A-Fa-f]{1,200})\s*")


class Check:
    """A body as it comes in: `feed` it, then ask whether it is `genuine`."""

    def __init__(self, secret: str, method: str, stated: str) -> None:
        self._code = hmac.new(secret.encode(), digestmod=getattr(hashlib, method))
        self._stated = stated.lower()

    def feed(self, piece: bytes) -> None:
        """Take the next piece of the body, in its order."""
        self._code.update(piece)

    @property
    def genuine(self) -> bool:
        """Whether all that was fed is what the signature was made of."""
        return hmac.compare_digest(self._code.hexdigest(), self._stated)


def check(secret: str, header: str | None) -> Check | None:
    """A check by an `X-Hub-Signature` header; None where it states nothing that can be checked.

    >>> check("s", "sha256=00ff") is None, check("s", "md5=00ff"), check("s", None)
    (False, None, None)
    """
    stated = SIGNATURE.fullmatch(header or "")
    if stated is None or stated[1].lower() not in METHODS:
        return None
    return Check(secret, stated[1].lower(), stated[2])

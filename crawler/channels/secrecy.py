"""What others say of a channel, without the secrets that they may repeat."""

from base64 import b64encode
from collections.abc import Iterable
from urllib.parse import quote, quote_plus, unquote

BLOT = "***"
LEAST = 3  # bytes; what is shorter is in too many words to be blotted out


def blotted(text: str, secrets: Iterable[str]) -> str:
    """`text` without any of `secrets`, however it is written: as it is, percent-encoded, base64."""
    forms = {form for secret in secrets for form in _forms(secret)}
    for form in sorted(forms, key=len, reverse=True):
        text = text.replace(form, BLOT)
    return text


def _forms(secret: str) -> Iterable[str]:
    for plain in {secret, unquote(secret)}:
        raw = plain.encode(errors="replace")
        if len(raw) >= LEAST:
            yield from (secret, plain, quote(plain, safe=""), quote_plus(plain))
            yield b64encode(raw).decode().rstrip("=")

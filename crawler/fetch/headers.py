"""What the headers of an answer mean; all of them may be missing, doubled or nonsense."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import httpx

from crawler.model import Validators

LONGEST = timedelta(hours=24)  # no server decides that we stay away for longer
VALIDATOR = 1024  # characters of a validator that is kept; one longer is a server's joke on us
TYPE = re.compile(r"[!#$%&'*+.^_`|~0-9a-z-]+/[!#$%&'*+.^_`|~0-9a-z-]+")
CHARSET = re.compile(
    r""";\s*charset\s*=\s*(?:"([^"]{1,80})"|'([^']{1,80})'|([^\s;"']{1,80}))""", re.IGNORECASE
)

LINK = 8 * 1024  # characters of all Link headers that are read
A_LINK = re.compile(
    r"<([^<>]{0,2000})>((?:\s{0,9};\s{0,9}[\w!#$&+.^`|~-]{1,40}\*?\s{0,9}"
    r"(?:=\s{0,9}(?:\"[^\"]{0,500}\"|[^\s\",;<>]{0,500}))?){0,20})"
)
PARAMETER = re.compile(r";\s*([^\s=;\"]+)\s*(?:=\s*(?:\"([^\"]*)\"|([^\s\",;]*)))?")


def retry_after(value: str | None, now: datetime) -> timedelta | None:
    """How long a server wants to be left alone, at most a day; None where it does not say.

    Both forms of RFC 9110, section 10.2.3; a time that has passed is no time at all, not None.
    """
    if value is None:
        return None
    value = value.strip()
    if value.isascii() and value.isdigit():
        digits = value.lstrip("0")[:7] or "0"
        return min(LONGEST, timedelta(seconds=int(digits)))
    at = _date(value)
    return None if at is None else min(LONGEST, max(timedelta(0), at - now))


def _date(value: str) -> datetime | None:
    try:
        at = parsedate_to_datetime(value)
        # A date without a zone is GMT, as RFC 9110, section 5.6.7 says of its two old forms.
        return (at if at.tzinfo is not None else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def fresh_for(headers: httpx.Headers, now: datetime) -> timedelta | None:
    """How long an answer stands, as its server says, at most a day; None where it says nothing.

    What it spent in caches on its way is taken off (RFC 9111, sections 4.2.1 and 4.2.3).
    """
    control = headers.get("cache-control", "").lower()
    if re.search(r"\b(?:no-cache|no-store)\b(?!\s*=)", control):
        return None
    stated = re.search(r"(?<![a-z-])max-age\s*=\s*\"?([0-9]+)", control)
    if stated is not None:
        lasts = retry_after(stated[1], now)
    else:
        sent, ends = (_date(headers.get(name, "")) for name in ("date", "expires"))
        lasts = None if sent is None or ends is None else min(LONGEST, ends - sent)
    spent = retry_after(headers.get("age"), now) or timedelta(0)
    return lasts - spent if lasts is not None and lasts > spent else None


def media_type(value: str | None) -> tuple[str, str | None]:
    """The type in lower case, without parameters, and the charset as it stands there.

    >>> media_type('Text/HTML; charset="UTF-8"')
    ('text/html', 'UTF-8')
    >>> media_type("nonsense")
    ('', None)
    """
    first = (value or "").split(",", 1)[0]
    kind = first.split(";", 1)[0].strip().lower()
    charset = CHARSET.search(first)
    name = next((part for part in charset.groups() if part), None) if charset else None
    return (kind if TYPE.fullmatch(kind) else ""), name


def validators(headers: httpx.Headers) -> Validators:
    """What to ask with next time; what is too long to be one is left out."""
    return Validators(_short(headers.get("etag")), _short(headers.get("last-modified")))


def _short(value: str | None) -> str | None:
    return value if value and len(value) <= VALIDATOR else None


def links(fields: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """The relations that `Link` header fields state, each with its address as it stands (RFC 8288).

    >>> links(['<https://hub.example/>; rel="hub", </feed>; rel=self'])
    (('hub', 'https://hub.example/'), ('self', '/feed'))
    """
    found = A_LINK.finditer(", ".join(fields)[:LINK])
    return tuple((name, link[1].strip()) for link in found for name in _relations(link[2]))


def _relations(parameters: str) -> list[str]:
    """The words of the first `rel` among a link's parameters (RFC 8288, section 3.3)."""
    for name, quoted, plain in PARAMETER.findall(parameters):
        if name.lower() == "rel":
            return str(quoted or plain).lower().split()
    return []

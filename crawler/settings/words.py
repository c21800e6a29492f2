"""The words a configuration may use: names, time zones, languages, headers, selectors.

Each function gives the value in its one spelling, and raises ValueError with what was expected;
a second argument of the error is a hint made from the value, for whoever may see it.
"""

import difflib
import re
import unicodedata
import zoneinfo
from collections.abc import Iterable
from email.utils import formataddr, getaddresses, parseaddr
from functools import cache

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from crawler.channels.signing import keys

NAME = r"^[^\s!-,/:-@\[-^`{-~]{1,64}$"  # ASCII letters, digits, - _ . and every other letter
LANGUAGE = r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"  # the shape of BCP 47
CLOCK = r"([01][0-9]|2[0-3]):[0-5][0-9]"
TIME = rf"^{CLOCK}$"
HOURS = rf"^{CLOCK}-{CLOCK}$"
SIZE = r"^([1-9][0-9]{0,5})(kB|MB|GB)$"
UNITS = {"kB": 1_000, "MB": 1_000_000, "GB": 1_000_000_000}
MAILBOX = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")
UNPRINTED = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
HEADER = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,128}")
NOT_OURS = frozenset(
    {  # RFC 9110, section 7.6.1, and what the client must write itself
        *("connection", "keep-alive", "proxy-authenticate", "proxy-authorization"),
        *("proxy-connection", "te", "trailer", "transfer-encoding", "upgrade"),
        *("accept-encoding", "content-length", "expect", "host", "range"),
        *("if-match", "if-modified-since", "if-none-match", "if-range", "if-unmodified-since"),
    }
)
ZONES = {"wib": "Asia/Jakarta", "wita": "Asia/Makassar", "wit": "Asia/Jayapura"}


def hours(text: str) -> str:
    """Hours of a day that are not all of it."""
    start, _, end = text.partition("-")
    if start == end:
        raise ValueError(
            "expected hours that begin and end at different times, like '22:00-06:00'; a channel "
            "that is to be quiet for good rests: enabled: false"
        )
    return text


def near(word: str, known: Iterable[str]) -> str:
    """`: did you mean …?`, where one of `known` is spelled nearly like `word`; else nothing.

    >>> near("evry", ["every", "delay"])
    ": did you mean 'every'?"
    """
    folded = {each.casefold(): each for each in known}
    found = difflib.get_close_matches(word.casefold()[:80], folded, n=1, cutoff=0.6)
    return f": did you mean {folded[found[0]]!r}?" if found else ""


def text(value: str) -> str:
    """Text that is not blank."""
    if not value.strip():
        raise ValueError("expected text")
    return value.strip()


def name(value: str) -> str:
    """The name of a source, a rule or a channel."""
    value = unicodedata.normalize("NFC", value)
    if re.fullmatch(NAME, value) and all(_in_a_name(each) for each in value):
        return value
    expected = "expected 1 to 64 letters, digits, '-', '_' or '.', without spaces"
    short = re.sub(r"[^\w.-]+", "-", value).strip("-").lower()[:64]
    raise ValueError(expected, f": for example {short!r}" if short else "")


def _in_a_name(character: str) -> bool:
    return character in "-_." or unicodedata.category(character)[0] in "LMN"


def timezone(value: str) -> str:
    """The IANA name of a time zone that this system knows."""
    try:
        zoneinfo.ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        hint = _meant_zone(value)
        raise ValueError("expected a time zone like 'Asia/Jakarta'", hint) from None
    return value


@cache
def _meant_zone(value: str) -> str:
    if meant := ZONES.get(value.lower()):
        return f": did you mean {meant!r}?"
    return near(value, _zones())


@cache
def _zones() -> tuple[str, ...]:
    return tuple(sorted(zoneinfo.available_timezones()))


def language(value: str) -> str:
    """A language tag, lower case."""
    if re.fullmatch(LANGUAGE, value) is None:
        raise ValueError("expected a language like 'id', 'en' or 'pt-BR'")
    return value.lower()


def headers(value: dict[str, str]) -> dict[str, str]:
    """Headers that a source may add to its requests."""
    seen = set[str]()
    for key, content in value.items():
        low = key.lower()
        if HEADER.fullmatch(key) is None:
            raise ValueError(f"no header can be called {key[:40]!r}")
        if low in NOT_OURS:
            raise ValueError(f"the header {key} is Kliping's own to write: leave it out")
        if low in seen:
            raise ValueError(f"the header {key} is given twice")
        if re.fullmatch(r"[\x21-\x7e]([\x20-\x7e\t]{0,4000}[\x21-\x7e])?", content) is None:
            raise ValueError(f"expected one line of plain ASCII as value of the header {key}")
        seen.add(low)
    return value


def user_agent(value: str) -> str:
    """What Kliping calls itself."""
    if re.fullmatch(r"[\x21-\x7e]([\x20-\x7e]{0,254}[\x21-\x7e])?", value) is None:
        raise ValueError("expected 1 to 256 characters of plain ASCII on one line")
    if re.search(r"\{(?!version\})\w*\}", value):
        raise ValueError("expected nothing in braces but {version}")
    return value


def selector(value: str) -> str:
    """A CSS selector that the extractor can use."""
    try:
        LexborHTMLParser("<p>").css(value)
    except SelectolaxError:
        raise ValueError("expected a CSS selector like '.reporter a'") from None
    return value


def mailbox(value: str) -> str:
    """An address of mail, with or without a name: `Kliping <kliping@example.org>`."""
    name, address = parseaddr(value)
    several = len(getaddresses([value])) > 1
    if several or MAILBOX.fullmatch(address) is None or UNPRINTED.search(value):
        raise ValueError(
            "expected an address like 'name@example.org' or 'Name <name@example.org>'"
        )
    return formataddr((name, address)) if name else address


def size(value: str) -> int:
    """Bytes of an amount such as `100MB`."""
    found = re.fullmatch(SIZE, value)
    if found is None:
        raise ValueError("expected a size like '100MB': a number and kB, MB or GB")
    return int(found[1]) * UNITS[found[2]]


def secret(value: str) -> str:
    """A webhook's secret, as `channels.signing` reads it."""
    try:
        keys(value)
    except ValueError:
        raise ValueError(
            "expected 'whsec_' and base64 of 24 to 64 bytes, or a text of your own"
        ) from None
    return value

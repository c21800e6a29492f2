"""Addresses: URLs and hosts that are asked or told, and networks that may be connected to."""

import ipaddress
import re
from urllib.parse import urlsplit

URL = r"^[Hh][Tt][Tt][Pp][Ss]?://[^/?#\s@\\]+([/?#][^\s\\]*)?$"
ROOT = r"^[Hh][Tt][Tt][Pp][Ss]?://[^/?#\s@\\]+(/[^?#\s\\]*)?$"
LISTEN = r"^(\[[0-9a-fA-F:.]+\]|[^\s/@:\[\]]+):[0-9]{1,5}$"
LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
NETWORK = re.compile(
    r"(?:\[(?P<v6>[0-9a-fA-F:.]+(?:/[0-9]{1,3})?)\]|(?P<v4>[0-9.]+(?:/[0-9]{1,2})?))"
    r"(?::(?P<port>[0-9]{1,5}))?"
)


def url(text: str) -> str:
    """An http or https address with a host and without user or password.

    Raises ValueError with what was expected.
    """
    expected = "expected an address like 'https://example.org/path'"
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise ValueError(expected) from None
    if parts.scheme.lower() not in {"http", "https"}:
        guess = (
            f": did you mean 'https://{text}'?"
            if _is_host(text.split("/", maxsplit=1)[0])
            else ""
        )
        raise ValueError(f"{expected}, with http:// or https://", guess)
    if "@" in parts.netloc:
        raise ValueError(f"{expected}, without user and password before the host")
    if re.fullmatch(URL, text) is None or not text.isprintable() or len(text) > 2000:
        raise ValueError(f"{expected}, without spaces and backslashes")
    if port == 0:
        raise ValueError(f"{expected}, with a port from 1 to 65535")
    if not parts.netloc.startswith("["):
        host(parts.hostname or "")
    return text


def root(text: str) -> str:
    """An address that paths are added to: without query and fragment, and without / at its end.

    Raises ValueError with what was expected.
    """
    if re.fullmatch(ROOT, url(text)) is None:
        raise ValueError(
            "expected an address like 'https://kliping.example.org', without ? and #"
        )
    return text.rstrip("/")


def listen(text: str) -> str:
    """An address and a port to listen on.

    Raises ValueError with what was expected.
    """
    expected = "expected an address and a port like '127.0.0.1:8321' or '[::1]:8321'"
    if re.fullmatch(LISTEN, text) is None:
        raise ValueError(expected)
    name, port = place(text)
    try:
        ipaddress.IPv6Address(name) if text.startswith("[") else host(name)
    except ValueError:
        raise ValueError(expected) from None
    if not 1 <= port <= 65_535:
        raise ValueError(f"{expected}, with a port from 1 to 65535")
    return text


def place(text: str) -> tuple[str, int]:
    """The two parts of what `listen` has let pass.

    >>> place("[::1]:8321")
    ('::1', 8321)
    """
    name, _, port = text.rpartition(":")
    return name.strip("[]"), int(port)


def outside(text: str) -> bool:
    """Whether the host of a URL can be one that others than oneself and one's neighbours reach.

    >>> outside("https://a.example"), outside("http://10.0.0.5"), outside("http://localhost:80")
    (True, False, False)
    """
    name = urlsplit(text).hostname or ""
    try:
        return ipaddress.ip_address(name).is_global
    except ValueError:
        return "." in name and not name.endswith((".localhost", ".local", ".internal"))


def _is_host(text: str) -> bool:
    try:
        return "." in host(text)
    except ValueError:
        return False


def written_port(text: str) -> tuple[str, int] | None:
    """The host and the port of a URL that writes a port; the host as connections are made to it."""
    parts = urlsplit(text)
    if parts.port is None or parts.hostname is None:
        return None
    is_v6 = parts.netloc.startswith("[")
    return (parts.hostname if is_v6 else host(parts.hostname), parts.port)


def host(text: str) -> str:
    """A host name as it is asked of the DNS: lower case, IDNA, without a dot at the end.

    Raises ValueError with what was expected.
    """
    expected = "expected a host like 'example.org'"
    if "/" in text or "@" in text:
        raise ValueError(f"{expected}, without https:// and without a path")
    name = text.rstrip(".").lower()
    try:
        ascii_name = name if name.isascii() else name.encode("idna").decode("ascii")
    except UnicodeError:
        raise ValueError(expected) from None
    labels = ascii_name.split(".")
    if len(ascii_name) > 253 or not all(LABEL.fullmatch(label) for label in labels):
        raise ValueError(expected)
    if re.fullmatch(r"[0-9]+|0x[0-9a-f]*", labels[-1]):  # a number is read in many ways
        try:
            ipaddress.IPv4Address(ascii_name)
        except ValueError:
            raise ValueError(f"{expected} or '192.0.2.1'") from None
    return ascii_name


def network(text: str) -> str:
    """An address, a CIDR block, or either with a port, in its canonical spelling.

    >>> network("[FD00::/8]:443"), network("10.0.0.5:8080"), network("::1")
    ('[fd00::/8]:443', '10.0.0.5:8080', '::1')

    Raises ValueError with what was expected.
    """
    expected = (
        "expected an address like '10.0.0.5', '10.0.0.0/8', '10.0.0.5:8080' or '[::1]:80'"
    )
    bare = text.count(":") > 1 and not text.startswith("[")
    found = NETWORK.fullmatch(f"[{text}]" if bare else text)
    if found is None:
        raise ValueError(expected, ": did you mean '127.0.0.1'?" if text == "localhost" else "")
    block = found["v6"] or found["v4"]
    try:
        loose = ipaddress.ip_network(block, strict=False)
    except ValueError:
        raise ValueError(expected) from None
    if "/" in block and ipaddress.ip_address(block.split("/")[0]) != loose.network_address:
        raise ValueError(
            "expected the first address of the block", f": did you mean '{loose}'?"
        )
    name = str(loose) if "/" in block else str(loose.network_address)
    port = found["port"]
    if port is None:
        return name
    if not 1 <= int(port) <= 65_535:
        raise ValueError(f"{expected}, with a port from 1 to 65535")
    return f"[{name}]:{int(port)}" if loose.version == 6 else f"{name}:{int(port)}"

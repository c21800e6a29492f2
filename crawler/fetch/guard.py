"""Which URLs may be asked for and which addresses connected to: decisions only, no I/O.

text ── target ──> Target ── (network.py resolves) ── admit ──> addresses to connect to

The address table allows space that is known to be public rather than forbidding what is known
to be private, because `ipaddress.is_global` says yes to multicast, 6to4 and NAT64 addresses
that lead inside (and CVE-2024-4032).  Source of the table: IANA's special-purpose address
registries (RFC 6890).
"""

import ipaddress
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

import httpx

from crawler.fetch.fault import Fault

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

CLOSED = tuple(
    ipaddress.ip_network(block)
    for block in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"),
        *("172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24"),
        *("192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24"),
        *("224.0.0.0/4", "240.0.0.0/4"),
        *("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"),
    )
)
OPEN = (IPv4Network("0.0.0.0/0"), IPv6Network("2000::/3"))  # NAT64, mapped, ULA, … are outside
PORTS = frozenset({80, 443, 8080, 8443})
DEFAULT_PORTS = {"http": 80, "https": 443}

AUTHORITY = re.compile(r"https?://([^/?#]*)", re.IGNORECASE)
HOST_AND_PORT = re.compile(r"(?:\[[0-9A-Fa-f:.]+\]|[^\[\]:]+)(?::[0-9]{1,5})?")
# White space, controls, invisible and bidi characters, and what parsers read differently.
UNSPEAKABLE = re.compile(
    r"[\x00-\x20\x7f-\xa0\xad\\\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]"
)
MISLEADING = re.compile("[@%。．｡]")  # in an authority: userinfo, escapes, zone ids, other dots
NAME = re.compile(
    r"(?=.{1,253}\Z)[a-z0-9_](?:[a-z0-9_-]{0,62})(?:\.[a-z0-9_][a-z0-9_-]{0,62})*"
)
NUMERIC = re.compile(
    r"(?:[0-9]+|0x[0-9a-f]*)"
)  # WHATWG URL: a last label that ends in a number


@dataclass(frozen=True, slots=True)
class Target:
    """A URL that passed the gate; `host` is a name or an address literal without brackets."""

    url: httpx.URL
    host: str
    port: int

    @property
    def origin(self) -> tuple[str, str, int]:
        """Scheme, host and port (RFC 6454)."""
        return self.url.scheme, self.host, self.port

    @property
    def place(self) -> str:
        """The host as manners know it, without a scheme: `host:port`."""
        return f"{self.host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Place:
    """Addresses named in the configuration; every port of them where `port` is None."""

    network: Network
    port: int | None = None

    def holds(self, address: Address, port: int) -> bool:
        """Whether `address` and `port` are among those named."""
        return address in self.network and self.port in {None, port}

    @property
    def closed(self) -> bool:
        """Whether nothing in it is public, so that naming it can only mean to allow it."""
        return not any(_overlap(self.network, block) for block in OPEN) or any(
            _within(self.network, block) for block in CLOSED
        )


def read_place(text: str) -> Place:
    """A place as the configuration writes it; raises ValueError.

    >>> read_place("10.0.0.0/8:8080")
    Place(network=IPv4Network('10.0.0.0/8'), port=8080)
    >>> read_place("[::1]:8080").port, read_place("::1").port
    (8080, None)
    """
    found = re.fullmatch(r"\[([^\]]+)\](?::([0-9]{1,5}))?|([^:]+):([0-9]{1,5})", text)
    if found is None:
        return Place(ipaddress.ip_network(text))
    network, port = found[1] or found[3], found[2] or found[4]
    if port is not None and not 1 <= int(port) <= 65535:
        raise ValueError(f"{text!r} does not name a port from 1 to 65535")
    return Place(ipaddress.ip_network(network), None if port is None else int(port))


def public(address: Address) -> bool:
    """Whether `address` is one that anybody on the internet could be meant to reach."""
    return any(address in block for block in OPEN) and not any(
        address in block for block in CLOSED
    )


@dataclass(frozen=True, slots=True)
class Guard:
    """What the configuration allows beyond the public web, and what it allows at all."""

    allow: tuple[Place, ...] = ()
    only: tuple[Place, ...] = ()  # when given, nothing else; one wholly private allows itself
    configured: frozenset[tuple[str, int]] = frozenset()

    def with_ports(self, configured: Collection[tuple[str, int]]) -> "Guard":
        """The same guard for another configuration's hosts and ports."""
        return replace(self, configured=_ports(configured))

    def target(self, text: str) -> Target:
        """The one reading of a URL that everything after uses; a Fault if it is not plain.

        Only http and https, no userinfo, no character that parsers disagree about, addresses
        in their canonical spelling only (GHSA-rph4-96w6-q594 is what happens otherwise).
        """
        url = _read(text)
        host = _host(url)
        port = DEFAULT_PORTS[url.scheme] if url.port is None else url.port
        if not self._port_thinkable(host, port):
            raise Fault("address", f"port {port} is not one to fetch from", lasting=True)
        return Target(url, host, port)

    def admit(self, host: str, port: int, answers: Sequence[str]) -> tuple[str, ...]:
        """The addresses to connect to, in order; a Fault unless every one of `answers` may be.

        One bad answer condemns the host: an attacker who mixes a public and a private address
        waits for the second to be tried.
        """
        addresses = [_address(answer) for answer in answers]
        for address in addresses:
            if address is None or not self._admits(host, port, address):
                raise Fault("address", f"{host}:{port} is not a public address", lasting=True)
        return tuple(dict.fromkeys(str(address) for address in addresses))

    def _admits(self, host: str, port: int, address: Address) -> bool:
        listed = any(place.holds(address, port) for place in self.only)
        named = any(
            place.holds(address, port)
            for place in (*self.allow, *(place for place in self.only if place.closed))
        )
        if self.only and not listed:
            return False
        if named:
            return True
        # A name of one label is a name of one's own network, wherever it happens to lead.
        outside = public(address) and ("." in host or ":" in host)
        return outside and (port in PORTS or (host, port) in self.configured)

    def _port_thinkable(self, host: str, port: int) -> bool:
        return 0 < port < 65536 and (
            port in PORTS
            or (host, port) in self.configured
            or any(place.port in {None, port} for place in (*self.allow, *self.only))
        )


def guard(
    allow: Iterable[str], only: Iterable[str], configured: Collection[tuple[str, int]]
) -> Guard:
    """A guard from what the configuration says; raises ValueError."""
    return Guard(
        tuple(read_place(text) for text in allow),
        tuple(read_place(text) for text in only),
        _ports(configured),
    )


def _ports(configured: Collection[tuple[str, int]]) -> frozenset[tuple[str, int]]:
    return frozenset((host.lower().strip("[]"), port) for host, port in configured)


def _read(text: str) -> httpx.URL:
    authority = AUTHORITY.match(text)
    if (
        authority is None
        or UNSPEAKABLE.search(text)
        or MISLEADING.search(authority[1])
        or not HOST_AND_PORT.fullmatch(authority[1])
    ):
        raise Fault("url", "not a plain http or https URL", lasting=True)
    try:
        return httpx.URL(text).copy_with(fragment=None)
    except (httpx.InvalidURL, ValueError) as error:  # ValueError: lone surrogates, IDNA
        raise Fault("url", f"not a URL: {error}", lasting=True) from error


def _host(url: httpx.URL) -> str:
    """The host in its one spelling."""
    host = url.raw_host.decode("ascii")
    if ":" in host:
        return str(IPv6Address(host))
    if NUMERIC.fullmatch(host.rpartition(".")[2]):
        try:
            return str(IPv4Address(host))
        except ValueError as error:
            raise Fault("url", "an address in an unusual spelling", lasting=True) from error
    if not NAME.fullmatch(host):
        raise Fault("url", "not a host name", lasting=True)
    return host


def _address(text: str) -> Address | None:
    """An address, with IPv4 unwrapped from IPv6; None for what is none or has a zone."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    if isinstance(address, IPv4Address):
        return address
    return None if address.scope_id else address.ipv4_mapped or address


def _overlap(one: Network, other: Network) -> bool:
    return one.version == other.version and one.overlaps(other)


def _within(inner: Network, outer: Network) -> bool:
    if isinstance(inner, IPv4Network):
        return isinstance(outer, IPv4Network) and inner.subnet_of(outer)
    return isinstance(outer, IPv6Network) and inner.subnet_of(outer)

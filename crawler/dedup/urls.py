"""Addresses as keys: one page, one spelling.

    identity(url)    what a page is known by: every harmless variant of its address gives one key
    trace(url)       the same, with the reason for each step
    claimed(...)     whether what a page says of its own address may be believed
    host(url)        whom a request goes to

A key is no address: it has no scheme, and cannot be fetched.  What is fetched is the address as
it was found.  The steps follow one another as `STEPS` lists them; what they know of the ways in
which addresses are written is data, in variants.py.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from crawler.dedup import address as addresses, signs, variants
from crawler.dedup.address import ALL, Address


@dataclass(frozen=True, slots=True)
class Trace:
    """How an address came to its key."""

    url: str  # as it was found
    key: str
    reasons: tuple[str, ...]  # of the steps that changed something, in their order


def host(url: str) -> str:
    """The host of `url` in lower case, with its port where that is not the scheme's own.

    >>> host("https://News.Example.org:8443/a?b#c"), host("http://example.org:80")
    ('news.example.org:8443', 'example.org')
    """
    parts = addresses.split(url)
    return "" if parts is None else addresses.netloc(parts)


@lru_cache(maxsize=8192)  # most links of a list stood in it the last time
def identity(url: str, meaningless: frozenset[str] = ALL) -> str:
    """What the page at `url` is known by.

    >>> identity("http://m.example.org/read/123456/a-b-c/?utm_source=x&page=all#top")
    'example.org/read/123456'

    `meaningless` are parameters that were seen to change nothing on this host.  An address that
    cannot be read is its own key.
    """
    address = _stepped(url, meaningless)
    return url.strip() if address is None else address.key


def trace(url: str, meaningless: frozenset[str] = ALL) -> Trace:
    """The identity of `url`, and why it is that.

    >>> trace("https://www.example.org/a?utm_source=x").reasons
    ('another host of the same site', 'parameters of tracking')
    """
    address = addresses.read(url, meaningless)
    if address is None:
        return Trace(url, url.strip(), ("no address that can be read",))
    reasons = []
    for reason, step in STEPS:
        after = step(address)
        if after != address:
            reasons.append(reason)
        address = after
    return Trace(url, address.key, tuple(reasons))


def reasons(url: str, key: str) -> tuple[str, ...]:
    """Why `url` is known as `key`; what had been learned of its parameters by then shows in the key.

    >>> reasons("https://www.example.org/a?sesi=5&id=2", "example.org/a?id=2")
    ('another host of the same site', 'parameters that change nothing here')
    """
    kept = addresses.read(f"https://{key}")
    names = set() if kept is None else {name.lower() for name, _ in kept.pairs}
    left = frozenset(name for name, _, _ in variations(url) if name not in names)
    told = trace(url, left)
    return told.reasons if told.key == key else trace(url).reasons


def variations(url: str, meaningless: frozenset[str] = ALL) -> tuple[tuple[str, str, str], ...]:
    """Each parameter that tells pages apart so far, its value, and the identity without it.

    Names are in small letters; a name that stands twice is left out.

    >>> variations("https://example.org/a?Sesi=5&utm_source=x")
    (('sesi', '5', 'example.org/a'),)
    """
    address = _stepped(url, meaningless)
    pairs = address.pairs if address else ()
    names = [name.lower() for name, _ in pairs]
    return tuple(
        (name, value, identity(url, meaningless | {name}))
        for name, (_, value) in zip(names, pairs, strict=True)
        if names.count(name) == 1
    )


def numbered(url: str) -> str | None:
    """A key by the last number in the path of `url`, without the words beside it; None: there is none.

    A headline changes, a number stays.  But it may be a price, so whoever joins two pages by it
    looks at the articles.

    >>> numbered("https://example.org/kota/jalan-raya-ditutup-1234567.html")
    'example.org/kota/*1234567*'
    """
    address = _stepped(url, ALL)
    if address is None or address.pairs or address.fragment:
        return None
    for place, segment in reversed(list(enumerate(address.path))):
        for number in variants.EDGE_NUMBER.findall(segment):
            return replace(address, path=(*address.path[:place], f"*{number}*")).key
    return None


def owner(url: str) -> str:
    """The registrable domain of `url`'s host; the host itself where it has none (an IP address).

    >>> owner("https://news.example.co.id/x"), owner("http://127.0.0.1:8000/")
    ('example.co.id', '127.0.0.1:8000')
    """
    return addresses.owner(host(url))


def homes(url: str, page: str, *, asked: bool = False) -> bool:
    """Whether `url` is the home page of the site that the page at `page` is on, or of its owner.

    With `asked` it may have parameters, by which some sites show an article there.

    >>> homes("https://www.example.org/id/?utm_source=x", "https://news.example.org/read/123456")
    True
    >>> homes("https://example.org/?p=12", "https://example.org/read/123456")
    False
    """
    mine, theirs = _stepped(url, ALL), _stepped(page, ALL)
    if mine is None or theirs is None or (not asked and (mine.pairs or mine.fragment)):
        return False
    ours = mine.site in {theirs.site, addresses.owner(theirs.site)}
    return ours and (not mine.path or variants.FRONT.fullmatch("/".join(mine.path)) is not None)


def leads(url: str) -> bool:
    """Whether a link that was seen to lead to `url` may have led to an article there.

    >>> leads("https://example.org/banjir"), leads("https://www.example.org/index.html?utm_source=x")
    (True, False)
    """
    address = _stepped(url, ALL)
    if address is None or not (address.path or address.pairs or address.fragment):
        return False
    return variants.FRONT.fullmatch("/".join(address.path)) is None or bool(address.pairs)


def claimed(claim: str | None, url: str) -> bool:
    """Whether `claim`, the address a page at `url` gives as its own, is to be believed.

    Only within the same registrable domain (an AMP cache stands for the site it holds), only for an
    address that looks like an article's, and only where a number in `url` stands in the claim too.
    That is not proof: a template may claim one address for all its pages, so whoever joins two
    pages by a claim looks at the articles.
    """
    mine, theirs = (
        addresses.read(url, ALL),
        None if claim is None else addresses.read(claim, ALL),
    )
    if (
        mine is None
        or theirs is None
        or addresses.owner(mine.site) != addresses.owner(theirs.site)
    ):
        return False
    told = set(variants.LONG_NUMBER.findall("/".join(theirs.path)))
    numbers = set(variants.LONG_NUMBER.findall("/".join(mine.path)))
    return signs.tells(theirs.path) and (not numbers or not numbers.isdisjoint(told))


# Steps


def _one_site(address: Address) -> Address:
    """Without prefixes of the host that show the same pages."""
    site = address.site
    for prefix in variants.MIRRORS * 2:  # www.m.example.org
        rest = site.removeprefix(prefix)
        if rest != site and "." in rest and not addresses.is_public(rest):
            site = rest
    return replace(address, site=site) if site != address.site else address


def _amp(address: Address) -> Address:
    """Without what asks for the page in AMP, or as a telephone shows it."""
    path = tuple(variants.AMP_ENDING.sub("", segment) for segment in address.path)
    rest = tuple(segment for segment in path if segment.lower() != "amp")
    at_the_edge = path and "amp" in {path[0].lower(), path[-1].lower()}
    if rest and (at_the_edge or signs.tells(rest)):
        path = rest
    if path and path[0].lower() in variants.MOBILE and signs.tells(path[1:]):
        path = path[1:]
    return replace(address, path=path) if path != address.path else address


def _index(address: Address) -> Address:
    """Without the file name that stands for the folder."""
    if len(address.path) > 1 and address.path[0].lower() == "index.php":
        address = replace(address, path=address.path[1:])
    if address.path and variants.INDEX.fullmatch(address.path[-1]):
        return replace(address, path=address.path[:-1])
    return address


def _printed(address: Address) -> Address:
    """Without the segment that asks for the page to print."""
    path = address.path
    for rest, edge in ((path[1:], path[:1]), (path[:-1], path[-1:])):
        if edge and edge[0].lower() in variants.PRINTED and signs.tells(rest):
            return replace(address, path=rest)
    return address


def _paged(address: Address) -> Address:
    """Without the number of a page of several, behind what says which article it is."""
    path, rest = address.path, address.path[:-1]
    if not rest or signs.lists(rest):
        return address
    last = path[-1].lower()
    if last in variants.WHOLE or variants.NTH.fullmatch(last):
        tells = signs.tells(rest[-1:]) or ("-" in rest[-1] and signs.tells(rest))
        return replace(address, path=rest) if tells else address
    if not signs.small(last):
        return address
    if rest[-1].lower() in variants.PAGED:
        rest = rest[:-1]
    return replace(address, path=rest) if rest and signs.tells(rest[-1:]) else address


def _numbered(address: Address) -> Address:
    """Without the headline beside an article's number: it may change, the number does not."""
    path = address.path
    if path and (found := variants.NUMBERED_SLUG.fullmatch(path[-1])):
        return replace(address, path=(*path[:-1], found[1]))
    if len(path) < 2 or variants.SCRIPT.search(path[-1]):
        return address
    if variants.LAST_NUMBER.fullmatch(path[-1]) and not signs.lists(path):
        rest = tuple(each for each in path[-3:-1] if not variants.HEADLINE.fullmatch(each))
        return replace(address, path=(*path[:-3], *rest, path[-1]))
    if "-" in path[-1] and signs.names(path[:-2], path[-2]):
        return replace(address, path=path[:-1])
    return address


def _one_case(address: Address) -> Address:
    """Headlines in small letters; words that may be codes stay as they are."""
    path = tuple(
        "-".join(word.lower() if word.istitle() or word.isupper() else word for word in words)
        if variants.SLUG.fullmatch(segment) and (words := segment.split("-"))
        else segment
        for segment in address.path
    )
    return replace(address, path=path) if path != address.path else address


def _untracked(address: Address) -> Address:
    """Without parameters that say how the page was reached."""
    tells = signs.tells(address.path)
    return _having(
        address,
        lambda name, value: (
            not (signs.tracks(name) or (tells and signs.may_track(name, value)))
        ),
    )


def _unviewed(address: Address) -> Address:
    """Without parameters that ask for another view, or for one page of several."""
    tells = signs.tells(address.path) and not signs.lists(address.path[:-1])
    return _having(
        address,
        lambda name, value: (
            not (
                f"{name}={value.lower()}" in variants.VIEWS
                or (tells and name in variants.PAGING and signs.small(value))
            )
        ),
    )


def _unlearned(address: Address) -> Address:
    """Without parameters that were seen to change nothing on this host."""
    if not address.meaningless:
        return address
    return _having(address, lambda name, _: name not in address.meaningless)


def _ordered(address: Address) -> Address:
    """With the parameters in order."""
    pairs = tuple(sorted(address.pairs))
    return replace(address, pairs=pairs) if pairs != address.pairs else address


def _framed(address: Address) -> Address:
    """Without a place on the page; where a page shows many articles, the fragment tells them apart."""
    fragment = address.fragment
    shown = fragment.startswith(("!", "/")) and fragment.strip("!/")
    names = "=" in fragment or "/" in fragment
    named = names and not fragment.startswith(":~:") and not signs.tells(address.path)
    return address if shown or named or not fragment else replace(address, fragment="")


STEPS: tuple[tuple[str, Callable[[Address], Address]], ...] = (
    ("another host of the same site", _one_site),
    ("the page in AMP", _amp),
    ("the name of an index file", _index),
    ("the page to print", _printed),
    ("a page of several", _paged),
    ("a headline beside the article's number", _numbered),
    ("capitals of a headline", _one_case),
    ("parameters of tracking", _untracked),
    ("another view of the page", _unviewed),
    ("parameters that change nothing here", _unlearned),
    ("the order of parameters", _ordered),
    ("a place on the page", _framed),
)


def _stepped(url: str, meaningless: frozenset[str]) -> Address | None:
    """The parts of an address when all steps are taken; None where it cannot be read."""
    address = addresses.read(url, meaningless)
    if address is None:
        return None
    for _, step in STEPS:
        address = step(address)
    return address


def _having(address: Address, is_kept: Callable[[str, str], bool]) -> Address:
    pairs = tuple(pair for pair in address.pairs if is_kept(pair[0].lower(), pair[1]))
    return replace(address, pairs=pairs) if len(pairs) != len(address.pairs) else address

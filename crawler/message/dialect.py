"""A telling in the syntax of a service, as long as the service takes it.

Text from strangers is escaped for the syntax and defused: nothing in it calls people, runs
commands, shows a picture or becomes a link.  What is too long loses quotations first, then the
end of its title; a link is whole or not there at all.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from html import escape as html_escaped

from crawler.message.news import Quote, host
from crawler.message.plain import END, FIRST_STRONG, cut, isolated, leftward
from crawler.message.telling import Telling, count, each_entry, left_out

JOINER = "\u2060"  # invisible, and no service takes what holds it for a name or an address
SHORT, SHORTEST = 60, 12  # characters of a title that says most of it; that says something
LEAST = 16  # UTF-16 units of an entry of a digest that still says something
# What the clients of services make of plain text: mentions, emoji, addresses, commands, entities.
BAIT = re.compile(
    r"""
    (?<=[@＠﹫])(?!\s)                 # @everyone, name@example.org
  | (?<=[#＃])(?=\w)                  # #tag, by which strangers find a message
  | (?<=<)(?!\s)                      # <!channel>, <@U1>, <https://example.org|text>
  | (?<=&)(?=\#?\w+;)                 # &lt;!channel&gt;, which Slack's clients read as well
  | (?<=:)(?=//|[\w+-]+:)             # https://example.org, :smile:, :+1:
  | (?<=[^\s.]\.)(?=[^\W\d_][^\s\d\x21-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e])  # example.org
  | (?<=\w[。．｡])(?=\w\w)            # example。org, which browsers take for the same
  | (?<=(?<![\w/<>])/)(?=\w)         # /command
    """,
    re.VERBOSE,
)
IN_MARKDOWN = re.compile(r"[\\`*_\[\]<>~|]")
AT_A_START = re.compile(r"^(\s*)(#|[-+=](?=\s|$|[-=#])|\d+(?=[.)]))")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How a syntax writes things; text is given to `escape` in runs within one line."""

    name: str
    escape: Callable[[str], str]
    strong: tuple[str, str]  # before and after a headline
    mark: tuple[str, str]  # before and after a matched word
    link: Callable[[str, str], str]  # of an address and its host
    group: tuple[str, str] = ("", "")  # before and after the name of entries that follow
    line: str = "\n"  # between lines
    blank: str = ""  # what makes a line an empty one


def write(
    telling: Telling,
    dialect: Dialect,
    language: str,
    *,
    most: int | None = None,
    titled: bool = True,
) -> str:
    """The telling in `dialect`, in at most `most` UTF-16 units, as services count; None: all of it.

    Without a title where it goes elsewhere; but what would say nothing else says its title.
    """
    titled = titled or not _lines(telling, dialect, titled=False)
    if most is None or telling.groups:
        text = _digest(telling, dialect, language, most, titled=titled)
        if text is not None:
            return text
    for shorter, shortest in _shorter(telling):
        text = _fitted(shorter, dialect, most or 0, shortest, titled=titled)
        if text is not None:
            return text
    lengths = range(len(telling.headline) + 1)
    return _longest(lambda n: _safe(cut(telling.headline, n), dialect), lengths, most or 0)


def defused(text: str) -> str:
    r"""The text, looking the same, with nothing in it that a service's client would act on.

    >>> defused("@everyone").encode("ascii", "namereplace")
    b'@\\N{WORD JOINER}everyone'
    """
    return BAIT.sub(JOINER, text)


def units(text: str) -> int:
    """The length in UTF-16 units: never less than in characters."""
    return len(text.encode("utf-16-le", errors="replace")) // 2


def _fitted(
    telling: Telling, dialect: Dialect, most: int, shortest: int, *, titled: bool
) -> str | None:
    """The text if it fits, its title cut to no less than `shortest` if need be; else None."""

    def at(length: int) -> str:
        return _text(replace(telling, title=cut(telling.title, length)), dialect, titled=titled)

    whole = len(telling.title)
    if units(text := at(whole)) <= most:
        return text
    if not titled or whole <= shortest or units(at(shortest)) > most:
        return None
    return _longest(at, range(shortest, whole), most)


def _longest(at: Callable[[int], str], lengths: range, most: int) -> str:
    """The text at the greatest of `lengths` at which it fits; nothing where it never does."""
    fitting = bisect_right(lengths, most, key=lambda length: units(at(length)))
    return at(lengths[fitting - 1]) if fitting else ""


def _shorter(telling: Telling) -> Iterator[tuple[Telling, int]]:
    """The telling and ever less of it, each with how far its title may be cut."""
    telling = replace(telling, groups=())
    for number in range(len(telling.quotes), -1, -1):
        yield replace(telling, quotes=telling.quotes[:number]), len(telling.title)
    telling = replace(telling, quotes=(), elsewhere=())
    yield telling, SHORT
    for bare in (replace(telling, lines=()), replace(telling, lines=(), head="")):
        yield bare, SHORT
        yield bare, SHORTEST
    yield replace(telling, lines=(), head="", link=""), SHORTEST


def _digest(
    telling: Telling, dialect: Dialect, language: str, most: int | None, *, titled: bool
) -> str | None:
    """A digest with ever less of each entry, and at last of fewer entries; None: not even one."""
    number = count(telling)
    if most is None or number * LEAST <= most:
        for slim in _slimmer(telling):
            text = _text(slim, dialect, titled=titled)
            if most is None or units(text) <= most:
                return text

    def of(kept: int) -> str:
        *_, slimmest = _slimmer(left_out(telling, kept, language))
        return _text(slimmest, dialect, titled=titled)

    room = most or 0
    return _longest(of, range(1, min(number, room // LEAST + 1)), room) or None


def _slimmer(telling: Telling) -> Iterator[Telling]:
    """A digest, and the same entries with ever less of each."""
    yield telling
    for change in SLIMMER:
        telling = each_entry(telling, change)
        yield telling


SLIMMER: tuple[Callable[[Telling], Telling], ...] = (  # one after the other
    lambda entry: replace(entry, quotes=()),
    lambda entry: replace(entry, lines=(), elsewhere=()),
    lambda entry: replace(entry, head=""),
    lambda entry: replace(entry, title=cut(entry.title, 80)),
    lambda entry: replace(entry, title=cut(entry.title, 40)),
    lambda entry: replace(entry, link=""),
)


def _text(telling: Telling, dialect: Dialect, *, titled: bool) -> str:
    return dialect.line.join(_lines(telling, dialect, titled=titled))


def _lines(telling: Telling, dialect: Dialect, *, titled: bool) -> list[str]:
    lines = _entry(telling, dialect, titled=titled)
    for group in telling.groups:
        before, after = dialect.group
        named = f"{_safe(group.name, dialect)} ({len(group.entries)})"
        lines += [dialect.blank, f"{before}{named}{after}"]
        for number, entry in enumerate(group.entries):
            roomy = number and (entry.head or entry.quotes or entry.lines)
            lines += ([dialect.blank] if roomy else []) + _entry(entry, dialect, titled=True)
    if telling.more:
        lines += [dialect.blank, _safe(telling.more, dialect)]
    return lines


def _entry(telling: Telling, dialect: Dialect, *, titled: bool) -> list[str]:
    return [
        *([_strong(telling.headline, dialect)] if titled else []),
        *([_safe(telling.head, dialect)] if telling.head else []),
        *(_quoted(quote, dialect) for quote in telling.sentences),
        *(_safe(line, dialect) for line in telling.lines),
        *([dialect.link(telling.link, telling.host)] if telling.link else []),
        *(_other(name, link, dialect) for name, link in telling.elsewhere),
    ]


def _other(name: str, link: str, dialect: Dialect) -> str:
    before = f"{_safe(name, dialect)}: " if name else ""
    return before + dialect.link(link, host(link))


def _strong(text: str, dialect: Dialect) -> str:
    before, after = dialect.strong
    return f"{before}{_safe(text, dialect)}{after}"


def _safe(text: str, dialect: Dialect) -> str:
    return dialect.escape(defused(isolated(text)))


def _quoted(quote: Quote, dialect: Dialect) -> str:
    """A quotation with its marks; what runs from right to left does so from end to end."""
    before, after = dialect.mark
    text = ""
    for piece in quote:
        apart = JOINER if text[-1:].strip() and piece.text[:1].strip() else ""
        said = dialect.escape(defused(piece.text))
        text += apart + (f"{before}{said}{after}" if piece.marked else said)
    if leftward("".join(piece.text for piece in quote)):
        return f"{FIRST_STRONG}{text.strip()}{END}"
    return text.strip()


def _as_it_is(text: str) -> str:
    return text


def _markdown(text: str) -> str:
    # Some services take an escaped backslash for one that escapes what follows it.
    text = IN_MARKDOWN.sub(r"\\\g<0>", text).replace(r"\\", rf"\\{JOINER}")
    return AT_A_START.sub(_escaped_start, text)


def _escaped_start(found: re.Match[str]) -> str:
    space, sign = found[1], found[2]
    return f"{space}{sign}\\" if sign.isdigit() else f"{space}\\{sign}"


def _quiet(link: str) -> str:
    """A link in which nobody is called."""
    return re.sub("@(?=everyone|here|channel)", "%40", link)


TEXT = Dialect(
    name="text",
    escape=_as_it_is,
    strong=("", ""),
    mark=("«", "»"),
    group=("— ", " —"),
    link=lambda link, _: _quiet(link),
)
MARKDOWN = Dialect(
    name="markdown",
    escape=_markdown,
    strong=("**", "**"),
    mark=("**", "**"),
    group=("**", "**"),
    link=lambda link, _: f"<{_quiet(link)}>",
    line="  \n",  # a line end that Markdown keeps
)
HTML = Dialect(
    name="html",
    escape=html_escaped,
    strong=("<b>", "</b>"),
    mark=("<b>", "</b>"),
    group=("<b>", "</b>"),
    link=lambda link, host: f'<a href="{html_escaped(link)}">{html_escaped(host)}</a>',
    line="<br>\n",
    blank=JOINER,  # services squeeze what is truly empty
)

"""The article text format: one article as plain text, written and read back.

    <title>

    Laporan: <author>[, <author>…]
    <Hari>, <D> <Bulan> <YYYY> | <HH:MM> <zone>
    <picture: its alternative text>
    <picture: its caption>

    <first paragraph>

    Komentar:
    <comment>

UTF-8, LF line ends, blocks parted by exactly one empty line, no line end after the last line.
A block is told by its place: the first is the title, the second the head, the last the
comments; so a paragraph may well be `Komentar:`, or begin with `Laporan: `.

Two promises.  What `read` accepts, `write` gives back byte for byte.  What `write` gives,
`read` takes back as the `canonical` form of what was written: the same title, names, minute,
picture lines, paragraphs and comments, once white space is in order.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from crawler.errors import FormatError

NONE = "-"  # stands for a title that is missing, and for authors
AUTHORS = "Laporan: "
COMMENTS = "Komentar:"
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)
ZONES = {7 * 60: "WIB", 8 * 60: "WITA", 9 * 60: "WIT", 0: "UTC"}  # minutes east of Greenwich
EXAMPLE = "`Rabu, 12 Januari 2022 | 09:01 WIB` or `Rabu, 12 Januari 2022`"

_ORDINARY = re.compile("[ \t\f\r]+")  # runs together; a line end is ordinary only in HTML
_LINE_END = re.compile(" ?[\n\v\x85\u2028\u2029] ?")
_BLOCK_BREAK = re.compile("\n{2,}")
_SURROGATE = re.compile("[\ud800-\udfff]")  # half a character: UTF-8 has no place for it
_UNTIDY = re.compile(
    "[\t\n\v\f\r\x85\u2028\u2029\ud800-\udfff]"
)  # what is put in order or parts
_VISIBLE = re.compile("[^\\s\u200b\ufeff]")
_DATE_LIKE = re.compile(
    "\xa0*(?:senin|selasa|rabu|kamis|jum['’]?at|sabtu|minggu|ahad)"
    r"\s{0,3},?\s{0,3}\d{1,2}\s{1,3}[^\W\d_]{1,20}\s{1,3}\d{4}\b",
    re.IGNORECASE,
)
_DATE = re.compile(
    rf"(?:{'|'.join(WEEKDAYS)}), (?P<day>[0-9]{{1,2}}) (?P<month>{'|'.join(MONTHS)}) "
    r"(?P<year>[0-9]{4})"
    r"(?: \| (?P<hour>[0-9]{2}):(?P<minute>[0-9]{2}) (?P<zone>WIB|WITA|WIT|UTC)"
    r"(?:(?P<sign>[+-])(?P<hours>[0-9]{1,2})(?::(?P<minutes>[0-9]{2}))?)?)?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What the format holds of an article."""

    title: str = ""  # empty where there is none
    authors: tuple[str, ...] = ()
    published: datetime | date | None = None  # aware; a date where only the day is known
    pictures: tuple[str, ...] = ()  # lines: of each picture its alternative text, its caption
    paragraphs: tuple[str, ...] = ()  # a line end inside one is a `<br>`
    comments: tuple[str, ...] = ()


def write(text: Text) -> str:
    """`text` in the format.  A `datetime` without a zone is a ValueError."""
    return written(canonical(text))


def written(text: Text) -> str:
    """`text`, which is `canonical` already, in the format."""
    head = [AUTHORS + (", ".join(text.authors) or NONE)]
    if text.published is not None:
        head.append(date_line(text.published))
    head += ["\xa0" + line if _DATE_LIKE.match(line) else line for line in text.pictures]
    comments = "\n".join((COMMENTS, *text.comments))
    return "\n\n".join((text.title or NONE, "\n".join(head), *text.paragraphs, comments))


def read(source: str) -> Text:
    """The article that `source` holds.  Raises FormatError where it is not in the format."""
    blocks = source.split("\n\n")
    if len(blocks) < 3:
        raise FormatError(
            source.count("\n") + 1,
            "a title, a head and `Komentar:`, parted by one empty line each",
        )
    title, head, *paragraphs, comments = blocks
    if "\n" in title:
        raise FormatError(2, "an empty line after the title")
    comments_at = source.count("\n") - comments.count("\n") + 1
    names, published, pictures = _read_head(head, 3)
    first, *told = comments.split("\n")
    if first != COMMENTS:
        raise FormatError(comments_at, f"`{COMMENTS}`, alone on its line")
    text = Text(
        title="" if title == NONE else title,
        authors=names,
        published=published,
        pictures=pictures,
        paragraphs=tuple(paragraphs),
        comments=tuple(told),
    )
    _check(source, write(text))
    return text


def canonical(text: Text) -> Text:
    """`text` as it comes back from being written.

    White space is put in order, what is empty is left out, a paragraph with an empty line
    inside is two, a comma inside a name goes, a name or title `-` is none, half a character
    (a lone surrogate) is U+FFFD, and the seconds of the time are dropped.
    """
    names = (line(name.replace(",", "")) for name in text.authors)
    title = line(text.title)
    return Text(
        title="" if title == NONE else title,
        authors=tuple(name for name in names if name and name != NONE),
        published=_to_the_minute(text.published),
        pictures=_lines(text.pictures),
        paragraphs=tuple(block for part in text.paragraphs for block in blocks(part)),
        comments=_lines(text.comments),
    )


def line(text: str) -> str:
    r"""`text` as one line: line ends are spaces; empty where there is nothing to see.

    >>> line(" two\n  words ")
    'two words'
    """
    if _is_plain(text):
        return text
    if not _VISIBLE.search(text):
        return ""
    return _ORDINARY.sub(" ", _LINE_END.sub(" ", _whole(text))).strip(" ")


def blocks(text: str) -> list[str]:
    r"""The blocks of a paragraph: parted by empty lines, every line trimmed, none invisible.

    >>> blocks("one\n two\n\nthree")
    ['one\ntwo', 'three']
    """
    if _is_plain(text):
        return [text] if text else []
    lines = _LINE_END.sub("\n", _ORDINARY.sub(" ", _whole(text)))
    parts = (part.strip(" \n") for part in _BLOCK_BREAK.split(lines))
    return [part for part in parts if _VISIBLE.search(part)]


def date_line(published: datetime | date) -> str:
    """The date as the head has it.

    >>> date_line(date(2022, 1, 12))
    'Rabu, 12 Januari 2022'
    """
    day = (
        f"{WEEKDAYS[published.weekday()]}, {published.day} {MONTHS[published.month - 1]} "
        f"{published.year:04}"
    )
    if not isinstance(published, datetime):
        return day
    return f"{day} | {published.hour:02}:{published.minute:02} {zone_name(published)}"


def zone_name(moment: datetime) -> str:
    """The zone of `moment`, told by its offset alone: `WIB`, `WITA`, `WIT`, `UTC`, `UTC+5:30`."""
    offset = _offset(moment)
    if (name := ZONES.get(offset)) is not None:
        return name
    hours, minutes = divmod(abs(offset), 60)
    return f"UTC{'-' if offset < 0 else '+'}{hours}" + (f":{minutes:02}" if minutes else "")


def _offset(moment: datetime) -> int:
    """Whole minutes east of Greenwich."""
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError(f"a time of publication needs a zone: {moment}")
    return int(offset.total_seconds() // 60)


def _to_the_minute(published: datetime | date | None) -> datetime | date | None:
    """The minute, in a zone that is whole minutes from UTC (local mean times are not)."""
    if not isinstance(published, datetime):
        return published
    zone = timezone(timedelta(minutes=_offset(published)))
    return published.astimezone(zone).replace(second=0, microsecond=0)


def _is_plain(text: str) -> bool:
    """Whether `text` is one line in order already, as most paragraphs are: no work to do.

    White space other than the space, line ends, surrogates and signs without width are none of
    them printable; a text with some sign that is not may be plain as well.
    """
    if "  " in text or text[:1] == " " or text[-1:] == " ":
        return False
    return text.isprintable() or (
        _UNTIDY.search(text) is None and _VISIBLE.search(text) is not None
    )


def _whole(text: str) -> str:
    return _SURROGATE.sub("\ufffd", text)


def _lines(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(told for text in texts if (told := line(text)))


def _read_head(
    head: str, at: int
) -> tuple[tuple[str, ...], datetime | date | None, tuple[str, ...]]:
    """Authors, date and picture lines; `at` is the number of the head's first line."""
    first, *pictures = head.split("\n")
    if not first.startswith(AUTHORS):
        raise FormatError(at, f"`{AUTHORS}` and the authors, or `{AUTHORS}{NONE}`")
    listed = first.removeprefix(AUTHORS)
    names = () if listed == NONE else tuple(listed.split(", "))
    published = None
    if pictures and _DATE_LIKE.match(pictures[0]) and not pictures[0].startswith("\xa0"):
        published = _read_date(pictures.pop(0), at + 1)
    return names, published, tuple(map(_picture, pictures))


def _picture(written: str) -> str:
    """A picture line without the U+00A0 that keeps it from being taken for the date."""
    return written[1:] if written[:1] == "\xa0" and _DATE_LIKE.match(written) else written


def _read_date(written: str, at: int) -> datetime | date:
    found = _DATE.fullmatch(written)
    if found is None:
        raise FormatError(at, f"a date such as {EXAMPLE}")
    try:
        moment = _moment(found)
    except ValueError as error:
        raise FormatError(at, f"a date such as {EXAMPLE} ({error})") from error
    if (right := date_line(moment)) != written:
        raise FormatError(at, f"`{right}`")
    return moment


def _moment(found: re.Match[str]) -> datetime | date:
    """The moment a date line names.  Raises ValueError where there is no such moment."""
    day = date(int(found["year"]), MONTHS.index(found["month"]) + 1, int(found["day"]))
    if found["hour"] is None:
        return day
    offset = next(minutes for minutes, name in ZONES.items() if name == found["zone"])
    if found["sign"]:
        if offset:
            raise ValueError(f"no offset stands after {found['zone']}")
        offset = int(found["hours"]) * 60 + int(found["minutes"] or 0)
        offset = -offset if found["sign"] == "-" else offset
    zone = timezone(timedelta(minutes=offset))
    return datetime(
        day.year, day.month, day.day, int(found["hour"]), int(found["minute"]), tzinfo=zone
    )


def _check(source: str, right: str) -> None:
    """Raise FormatError at the first line where `source` is not what writing gives."""
    if source == right:
        return
    told, expected = source.split("\n"), right.split("\n")
    at = next(
        (number for number, (a, b) in enumerate(zip(told, expected, strict=False)) if a != b),
        min(len(told), len(expected)),
    )
    what = repr(expected[at]) if at < len(expected) else "the end of the text"
    raise FormatError(at + 1, what)

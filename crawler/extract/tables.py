"""The rows of tables that hold data; those that only arrange a page are read like any element."""

from crawler.extract.markup import ids
from crawler.extract.outline import HOLDERS, Outline
from crawler.extract.words import tidy

_CELLS = ids("td", "th")
_LAYOUT = ids("article", "form", "h1", "h2", "h3", "tr")  # in no cell of data
_LONGEST = 300  # characters of a cell with blocks in it; what is longer is text beside text
(_BR,), (_TABLE,), (_TR,) = map(ids, ("br", "table", "tr"))


def row(outline: Outline, number: int) -> str | None:
    """The cells of a row, parted by ` | `; None where they are layout, not data."""
    cells = _cells(outline, number)
    if len(cells) < 2:
        return None
    if any(outline.holds[cell] for cell in cells) and not (
        all(_is_data(outline, cell) for cell in cells) and _has_rows(outline, number)
    ):
        return None
    return " | ".join(_told(outline, cell) for cell in cells)


def _cells(outline: Outline, row: int) -> list[int]:
    kinds, above = outline.kinds, outline.above
    inside = range(row + 1, outline.last[row] + 1)
    return [n for n in inside if above[n] == row and kinds[n] in _CELLS]


def _is_data(outline: Outline, cell: int) -> bool:
    """Whether a cell that may have blocks in it can be of data."""
    if outline.lengths[cell] > _LONGEST or (outline.pictured[cell] and outline.links[cell]):
        return False
    return _LAYOUT.isdisjoint(outline.kinds[cell + 1 : outline.last[cell] + 1])


def _has_rows(outline: Outline, row: int) -> bool:
    """Whether a row is one of several in its table that have several cells."""
    table = outline.above[row]
    while table and outline.kinds[table] != _TABLE:
        table = outline.above[table]
    others = (n for n in range(table + 1, outline.last[table] + 1) if outline.kinds[n] == _TR)
    return any(n != row and len(_cells(outline, n)) > 1 for n in others)


def _told(outline: Outline, cell: int) -> str:
    """The text of a cell on one line."""
    parts: list[str] = []
    ends = set()
    for number in range(cell + 1, outline.last[cell] + 1):
        kind = outline.kinds[number]
        if kind in HOLDERS:
            parts.append(" ")
            ends.add(outline.last[number])
        parts.append(" " if kind == _BR else outline.texts[number])
        if number in ends:
            parts.append(" ")
    text = tidy("".join(parts))
    return "" if text.isspace() else text.strip(" ")

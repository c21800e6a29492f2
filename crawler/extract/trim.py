"""Which of the blocks in the article's element are the article."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from crawler.extract import documents, stamps, summaries
from crawler.extract.blocks import BREAK, Block
from crawler.extract.bylines import is_labelled
from crawler.extract.feet import (
    DATE,
    LISTED,
    LONG,
    SPOKEN,
    WORDS,
    is_signed,
    without_foot,
    without_labels,
)
from crawler.extract.heads import LINE, holds, is_dateline, is_signature
from crawler.extract.invitations import is_of_house
from crawler.extract.promotion import (
    SHORT,
    announces,
    asks_to_load,
    calls_away,
    is_about_cookies,
    is_credit,
    is_promotion,
)
from crawler.extract.words import fold, is_sentence

_PROSE = 60  # characters: a shorter first line is a label, a byline, a date
_OFTEN = 3  # times: a short block that is there so often is furniture
_COMPARED = 500  # blocks: of a longer text not each is looked for in all others
_QUOTE = 400  # characters: what is longer and told twice is told twice
_MARKS = " \"'“”„«»‘’‹›"
_HEAD = 6  # blocks: below them no byline or date is looked for
_SIGNS = 40  # characters of a headline that are no letters, beside as many as there are letters
_HEADLINE = 2  # spaces: a line below a call with fewer words is a label
_SAID = (
    80  # characters: so much beside a call in a block is a paragraph, and no part of the call
)
_DASHES = ("-", "–", "—")
_PLAIN = frozenset({"div", "p"})
_NAME = 36  # characters of a block: the name of a speaker ends within them
_SPEAKER = re.compile(r"\s*([A-ZÀ-Ž][^:.!?\n\v]{0,30}?)\s?:\s")
_SPEAKING = 2  # times: a label so often is a speaker and no byline
_SAYING = re.compile(r"[^\W_]")


def trim(blocks: Sequence[Block], title: str, names: Collection[str] = ()) -> list[str]:
    """The text of the article's own blocks, in reading order; `names` are its authors'."""
    key = fold(title)
    lined = map(_without_call_lines, _with_dialogue(summaries.without(blocks)))
    after = _after_title(_with_title_apart(lined, key), key)
    places = {id(block): place for place, block in enumerate(after)}
    kept = stamps.without(_own(after, key))
    kept = _within(_without_quotes(_each_once(kept)), key, names)
    kept = _without_idle_headings(kept, places)
    return [block.text.replace(BREAK, "\n") for block in kept]


def _within(blocks: list[Block], title: str, names: Collection[str]) -> list[Block]:
    """What stands between the head and the foot; of a document both are of the text."""
    start = documents.begins(blocks)
    if start is None:
        text = _without_bylines(_without_head(blocks, title), names)
        return without_foot(text, names)
    above = blocks[:start]
    told = any(_is_paragraph(block, title) for block in above)
    head = _without_bylines(_without_head(above, title), names) if told else []
    return head + without_labels(blocks[start:])


def _with_dialogue(blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks, those marked that begin with the name of a speaker."""
    spoken = [
        _SPEAKER.match(block.text)
        if ":" in block.text[:_NAME] and is_sentence(block.text)
        else None
        for block in blocks
    ]
    times = Counter(match[1] for match in spoken if match is not None)
    speakers = {name for name, count in times.items() if count >= _SPEAKING}
    if not speakers:
        return blocks
    return [
        replace(block, tag=SPOKEN)
        if match is not None and match[1] in speakers and block.tag in _PLAIN
        else block
        for block, match in zip(blocks, spoken, strict=True)
    ]


def _own(blocks: Sequence[Block], title: str) -> list[Block]:
    """The blocks that can be of the article, each looked at alone, without what a call calls to."""
    told = Counter(block.text for block in blocks if len(block.text) < LONG)
    often = {text for text, times in told.items() if times >= _OFTEN}
    said = Counter(block.tag for block in blocks if len(block.text) >= _PROSE)
    main = max(said, key=said.__getitem__, default="p")  # what paragraphs are made of
    own: list[Block] = []
    called = False  # whether the block above calls to what stands here
    for block in blocks:
        if called and _is_called(block.text) and not block.heading:
            called = block.tag in LISTED
            continue
        called = announces(block.text)
        if block.text in often and not _may_be_said_again(block, main):
            continue
        if not called and _is_own(block, title):
            own.append(block)
    return own


def _is_called(text: str) -> bool:
    """Whether a line below a call such as "Baca juga" is a headline that it calls to."""
    return len(text) <= SHORT and text.count(" ") >= _HEADLINE and not is_sentence(text)


def _may_be_said_again(block: Block, main: str) -> bool:
    """Whether a text may well be there again and again: a question, an answer, a refrain."""
    text = block.text
    if block.tag in LISTED or (len(text) >= _PROSE and is_sentence(text)):
        return True
    if block.tag != main or block.linked or block.faint or text.isupper():
        return False
    return is_sentence(text) or " " in text or _SAYING.search(text) is None


def _without_call_lines(block: Block) -> Block:
    """A block of several lines without those that call away."""
    if BREAK not in block.text:
        return block
    lines, called = [], False
    for line in block.text.split(BREAK):
        if called and _is_called(line):
            called = False
            continue
        called = announces(line)
        if not (called or (len(line) <= SHORT and calls_away(line))):
            lines.append(line)
    text = BREAK.join(lines)
    if text == block.text:
        return block
    return replace(block, text=text if len(text) >= _SAID else "")


def _is_own(block: Block, title: str) -> bool:
    """Whether a block, looked at alone, can be of the article."""
    text = block.text
    if _SAYING.search(text) is None:
        return "_" in text  # a line of underscores parts the text; other signs are ornament
    if block.tag == "tr":
        return not is_promotion(text, _in_links(block))
    if _says(text, title) or is_promotion(text, block.linked) or is_credit(text):
        return False
    if block.faint and len(text) < _PROSE and not is_sentence(text):
        return False
    if block.tag not in LISTED and is_of_house(text, block.linked):
        return False
    return ("cookie" in title or not is_about_cookies(text)) and not asks_to_load(text)


def _in_links(row: Block) -> int:
    """Characters of links in a row, if it is all links: in a row of data one cell is none."""
    signs = row.text.count(" | ") * len(" | ")
    return row.linked if row.linked >= len(row.text) - signs else 0


def _says(text: str, key: str) -> bool:
    """Whether `text` says what was folded to `key`; few texts are alike enough to be folded."""
    if not len(key) <= len(text) < 2 * len(key) + _SIGNS:
        return False
    first = _SAYING.search(text)
    return first is not None and key.startswith(first[0].lower()) and fold(text) == key


def _each_once(blocks: list[Block]) -> list[Block]:
    """Without paragraphs that were there before: some pages hold their text twice."""
    seen: set[str] = set()
    kept = []
    for block in blocks:
        if len(block.text) < _PROSE or block.text not in seen or block.text.endswith("?"):
            kept.append(block)
        seen.add(block.text)
    return kept


def _with_title_apart(blocks: Iterable[Block], title: str) -> list[Block]:
    """`blocks`, a head of several lines under the headline parted into its lines."""
    parted: list[Block] = []
    for block in blocks:
        first, *rest = block.text.split(BREAK)
        if rest and _says(first, title):
            parted += [replace(block, text=line) for line in (first, *rest)]
        else:
            parted.append(block)
    return parted


def _after_title(blocks: Sequence[Block], title: str) -> Sequence[Block]:
    """What follows the headline, where that stands among the blocks."""
    if not title:
        return blocks
    at = next((n for n, b in enumerate(blocks) if _says(b.text, title)), None)
    if at is None or (blocks[at].tag != "h1" and any(map(_is_told, blocks[:at]))):
        return blocks  # a headline that is said again within the text
    before = sum(len(block.text) for block in blocks[:at])
    after = sum(len(block.text) for block in blocks[at + 1 :])
    return blocks[at + 1 :] if before < after else blocks


def _is_told(block: Block) -> bool:
    """Whether a block is a paragraph of prose."""
    text = block.text
    return (
        len(text) >= _PROSE
        and is_sentence(text)
        and not (block.heading or block.faint or is_promotion(text, block.linked))
    )


def _without_quotes(blocks: list[Block]) -> list[Block]:
    """Without what is printed large beside the text that it is taken from."""
    if len(blocks) > _COMPARED:
        return blocks
    whole = "\n".join(block.text for block in blocks).replace("\xa0", " ")
    texts = [block.text.replace("\xa0", " ").strip(_MARKS) for block in blocks]
    copies = Counter(texts)
    return [
        block
        for block, text in zip(blocks, texts, strict=True)
        if not (_may_be_drawn(block, text) and whole.count(text) > copies[text])
    ]


def _may_be_drawn(block: Block, text: str) -> bool:
    return _PROSE <= len(text) < _QUOTE and block.tag not in LISTED and not block.heading


def _without_head(blocks: list[Block], title: str) -> list[Block]:
    """Without labels, bylines, dates and a longer headline above the first paragraph."""
    at = next((n for n, block in enumerate(blocks) if _is_paragraph(block, title)), 0)
    return [
        block
        for n, block in enumerate(blocks[:at])
        if _opens(block, last=n == at - 1) and not _is_title(block, title)
    ] + blocks[at:]


def _is_title(block: Block, title: str) -> bool:
    return block.tag != "p" and holds(block.text, title)


def _without_bylines(blocks: list[Block], names: Collection[str]) -> list[Block]:
    """Without bylines and dates between the standfirst and the text."""
    head = (
        _without_first_lines(block, names)
        for block in blocks[:_HEAD]
        if block.tag in LISTED or not _is_byline(block.text, names)
    )
    return [*head, *blocks[_HEAD:]]


def _is_byline(text: str, names: Collection[str]) -> bool:
    if text.startswith(_DASHES):
        return False  # who said what stands above
    return is_dateline(text) or is_signature(text, names)


def _without_first_lines(block: Block, names: Collection[str]) -> Block:
    """A block without the bylines and dates that are its first lines."""
    first, *rest = block.text.split(BREAK)
    if not rest or not _is_byline(first, names):
        return block
    return _without_first_lines(replace(block, text=BREAK.join(rest)), names)


def _is_paragraph(block: Block, title: str) -> bool:
    text = block.text
    if len(text) < _PROSE or block.heading or _is_title(block, title):
        return False
    return len(text) > LINE or not (
        is_labelled(text) or (DATE.search(text) and not is_sentence(text))
    )


def _opens(block: Block, *, last: bool) -> bool:
    """Whether a block above the first paragraph is of the article all the same."""
    text = block.text
    if block.tag in LISTED or (block.heading and last):
        return True
    if last and text.endswith(_DASHES):
        return True  # the place, and the house: the text goes on below
    if DATE.search(text) or is_labelled(text):
        return False
    if (block.tag == "p" and text.endswith(",")) or (
        text.endswith("?") and (block.tag == "p" or block.heading)
    ):
        return True  # the salutation of a letter, the first question of an interview
    if block.tag == "p" and text.count(" ") >= WORDS - 1 and not (block.linked or block.faint):
        return not (text.endswith(":") or is_signed(text))
    return len(text) >= 30 and (
        is_sentence(text) or block.tag == "p" or (block.tag == "h2" and len(text) >= _PROSE)
    )


def _without_idle_headings(blocks: list[Block], places: Mapping[int, int]) -> list[Block]:
    """Without headings of what was taken away between them and the next of the same level.

    `places` are those that the blocks had among all, by their identities.
    """
    following: list[Block | None] = [*blocks[1:], None]
    return [
        block
        for block, after in zip(blocks, following, strict=False)
        if not (
            block.heading
            and after is not None
            and after.tag == block.tag
            and (after.gap or places.get(id(after), 0) != places.get(id(block), 0) + 1)
            and len(block.text) < LINE
            and not is_sentence(block.text)
        )
    ]

"""The language by its definition: every node scans the article, nothing is filed or remembered.

Slow, short, and written without the matcher: what the two disagree on is a fault of one of them.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from crawler.fold import fold, plain
from crawler.model import Article
from crawler.rules.morphology import roots
from crawler.rules.tree import (
    And,
    Forms,
    Fuzzy,
    Near,
    Node,
    Not,
    Or,
    Piece,
    Plain,
    Regex,
    Term,
    Value,
    Wild,
)

UNSPACED = ("CJK ", "HIRAGANA", "KATAKANA", "THAI ", "KHMER ", "LAO ", "MYANMAR ")
Spelled = tuple[
    str, int, int, bool
]  # a word as spelled, its place, the one after, is it joined


@cache
def is_unspaced(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith(UNSPACED)


@cache
def is_lettered(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "LNM"


def atoms(text: str) -> Iterator[str]:
    """Words without their hyphens, and each other character by itself."""
    word = ""
    for letter in plain(text):
        kind = unicodedata.category(letter)[0]
        if is_unspaced(letter) or not is_lettered(letter) or (kind == "M" and not word):
            yield from filter(None, (word,))
            word = ""
            yield letter
        else:
            word += letter
    yield from filter(None, (word,))


@lru_cache(maxsize=4000)
def spelled(text: str) -> list[Spelled]:
    """Every word of a text, parts of words with hyphens included, with its places."""
    found: list[Spelled] = []
    place = 0
    chain: list[str] = []  # a word with its hyphens and apostrophes

    def close() -> None:
        nonlocal place
        if chain:
            found.extend(subwords(chain, place))
            place += (len(chain) + 1) // 2
            chain.clear()

    def is_word(atom: str) -> bool:
        return unicodedata.category(atom[0])[0] in "LN" and not is_unspaced(atom[0])

    cut = list(atoms(text))
    for before, atom, after in zip(["", *cut], cut, [*cut[1:], ""], strict=False):
        joins = atom in {"'", "-"} and before and after and is_word(before) and is_word(after)
        if joins or is_word(atom):
            chain.append(atom)
        else:
            close()
            if is_lettered(atom[0]) and is_unspaced(atom[0]):
                found.append((atom, place, place + 1, False))
                place += 1
    close()
    return found


def subwords(chain: list[str], place: int) -> Iterator[Spelled]:
    """A word, its parts between hyphens, its parts between hyphens and apostrophes."""
    starts = [0] + [i + 1 for i, atom in enumerate(chain) if atom == "-"]
    ends = [i for i, atom in enumerate(chain) if atom == "-"] + [len(chain)]
    pieces = {(0, len(chain)), *zip(starts, ends, strict=True)}
    pieces |= {(i, i + 1) for i in range(0, len(chain), 2)}
    for start, end in pieces:
        first, last = place + start // 2, place + (end + 1) // 2
        text = "".join(chain[start:end])
        yield text, first, last, False
        if "'" in text:
            yield text.replace("'", ""), first, last, True


def texts(field: str, article: Article) -> list[tuple[str, str]]:
    """The parts a field means: what no phrase crosses, with its name."""
    captions = [t for p in article.pictures for t in (p.alt, p.caption) if t]
    parts = {
        "title": [article.title],
        "lead": list(article.paragraphs[:1]),
        "body": ["\n\n".join(article.paragraphs)],
        "caption": captions,
        "comment": list(article.comments),
        "author": list(article.authors),
    }
    names = {
        "": ("title", "body"),
        "any": ("title", "body", "caption", "comment"),
    }.get(field, (field,))
    return [(name, text) for name in names for text in parts[name]]


@lru_cache(maxsize=100_000)
def asks_for(piece: Piece, word: str) -> bool:
    match piece:
        case Plain(text):
            return word == text
        case Wild(pattern):
            return (
                re.fullmatch(
                    re.escape(pattern).replace(r"\*", "(?s:.*)").replace(r"\?", "(?s:.)"), word
                )
                is not None
            )
        case Fuzzy(text, distance):
            return apart(text, word) <= distance
        case Forms(root):
            return root in roots(word)


def apart(one: str, other: str) -> int:
    """Letters to insert, drop, replace or swap; no letter is touched twice (OSA)."""
    rows = [list(range(len(other) + 1))]
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            best = min(row[j - 1] + 1, rows[-1][j] + 1, rows[-1][j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                best = min(best, rows[-2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]


@lru_cache(maxsize=4000)
def starting(text: str) -> dict[int, list[Spelled]]:
    """The words of a text by the place they start at."""
    found: dict[int, list[Spelled]] = {}
    for word in spelled(text):
        found.setdefault(word[1], []).append(word)
    return found


@lru_cache(maxsize=50_000)
def spans(term: Term, text: str, known: frozenset[str]) -> set[tuple[int, int]]:
    """Where a term stands in a text, of an article in which these are `known` for names."""
    words = starting(text)

    def onwards(place: int, pieces: tuple[Piece, ...]) -> set[int]:
        if not pieces:
            return {place}
        ends = {
            end
            for word, _, end, joined in words.get(place, ())
            if asks_for(pieces[0], word if term.exact else folded(word))
            and not (term.exact and joined)
            and not (
                isinstance(pieces[0], Forms)
                and folded(word) != pieces[0].root
                and (is_acronym(word, text) or is_name(folded(word), place, text, known))
            )
        }
        return {last for end in ends for last in onwards(end, pieces[1:])}

    return {(start, end) for start in words for end in onwards(start, term.pieces)}


folded = lru_cache(maxsize=10_000)(fold)


def is_name(word: str, place: int, text: str, known: frozenset[str]) -> bool:
    """Whether a word is a name where it stands, which has no forms."""
    said = capitals(text)[place]
    return bool(said) or (said is None and word in known)


def is_acronym(word: str, text: str) -> bool:
    """Whether a word is an acronym, which has no forms."""
    return 2 <= len(word) <= 6 and word.isupper() and not text.isupper()


@lru_cache(maxsize=4000)
def names(text: str) -> set[int]:
    """The places of what is surely a name: not in a headline, nor where a sentence begins."""
    return {place for place, said in capitals(text).items() if said}


@lru_cache(maxsize=4000)
def capitals(text: str) -> dict[int, bool | None]:
    """For each place whether what stands there is spelled as a name; None: its capital says nothing.

    A name is what stands between white space and begins with a capital, in the middle of a sentence
    of a text that is no headline: of its longer words after the first at most one begins with a
    capital, or of most the first letter is small.
    """
    found: dict[int, bool | None] = {}
    place = longer = headed = 0
    before = ""
    for number, chunk in enumerate(re.split(r"(\s+)", text.strip())):
        if number % 2:  # white space
            before = "" if "\n" in chunk else before
            continue
        letters = [letter for letter in chunk if letter.isalpha()]
        large = bool(letters) and letters[0].isupper()
        capital = large and not chunk.isupper()
        width = max((end for _, _, end, _ in spelled(chunk)), default=0)
        sure = capital and before and not opens(before) and chunk[0] not in "\"'“”„‘’«»"
        said = (True if sure else None) if large else False
        found.update(dict.fromkeys(range(place, place + width), said))
        if number and len(letters) >= 4:
            longer += 1
            headed += capital
        place += width
        before = chunk
    if headed > max(1, longer / 2):
        return {place: None if said else said for place, said in found.items()}
    return found


PLACES = (
    "di ke dari asal provinsi kabupaten kab. kota kecamatan kec. kelurahan desa dusun pulau "
    "gunung jalan jl."
)


@lru_cache(maxsize=4000)
def called(article: Article) -> frozenset[str]:
    """The words that title and body have as names of places, and nowhere in small letters."""
    there: set[str] = set()
    small: set[str] = set()
    for text in (article.title, "\n\n".join(article.paragraphs)):
        chunks = text.split()
        place = 0
        for number, chunk in enumerate(chunks):
            own = spelled(chunk)
            width = max((end for _, _, end, _ in own), default=0)
            said = {capitals(text)[at] for at in range(place, place + width)}
            place += width
            if said == {False}:
                small.update(folded(word) for word, *_ in own)
            after = next(
                (a for a in "".join(chunks[number + 1 : number + 2]) if a.isalpha()), ""
            )
            ends = re.search("[.,!?:;…][\"'“”„‘’«»)\\]}]*$", chunk)
            follows = number > 0 and chunks[number - 1].lower() in PLACES.split()
            if said == {True} and width == 1 and follows and (ends or not after.isupper()):
                there.update(folded(word) for word, *_ in own)
    return frozenset(there - small)


def opens(before: str) -> bool:
    """Whether a sentence begins after this."""
    if set(before) <= set("-–—|•·*▪"):
        return True
    before = before.rstrip("\"'“”„‘’«»)]}")
    *_, last = ["", *re.findall(r"[^\W\d_]+|\d", before)]
    is_title = (
        len(last) <= 3 and last[:1].isupper() and (len(last) == 1 or last != last.upper())
    )
    is_alone = sum(map(str.isalnum, before)) == len(last) and before.endswith(last + ".")
    return before[-1:] in set(".!?:;…") and not (is_title and is_alone)


def most_apart(found: set[tuple[int, int]]) -> int:
    """The size of the largest set of spans that do not overlap."""
    best = {0: 0}
    for start, end in sorted(found, key=lambda span: (span[1], span[0])):
        so_far = max(count for place, count in best.items() if place <= start)
        best[end] = max(so_far + 1, *best.values())
    return max(best.values())


def is_near(near: Near, text: str, known: frozenset[str]) -> bool:
    lefts = {span for term in near.left for span in spans(term, text, known)}
    rights = {span for term in near.right for span in spans(term, text, known)}
    return any(
        0 <= right[0] - left[1] <= near.distance
        or (not near.ordered and 0 <= left[0] - right[1] <= near.distance)
        for left in lefts
        for right in rights
    )


def has_value(node: Value, article: Article, source: str) -> bool:
    if node.field == "site":
        host = article.url.split("/")[2].split(":")[0]
        return ("." + host).endswith("." + node.value)
    if node.field == "url":
        edges = "/-.?"
        url, piece = fold(article.url), node.value
        return any(
            url[i : i + len(piece)] == piece
            and (i == 0 or url[i - 1] in edges or piece[0] in edges)
            and (url[i + len(piece) : i + len(piece) + 1] in {"", *edges} or piece[-1] in edges)
            for i in range(len(url))
        )
    if node.field == "lang":
        return (fold(article.language or "") + "-").startswith(node.value + "-")
    own = {"source": [source], "section": [article.section or ""], "tag": article.tags}
    return node.value in [" ".join(fold(value).split()) for value in own[node.field]]


def naive(node: Node, article: Article, source: str) -> bool:
    """Whether an article answers a query."""
    match node:
        case And(parts):
            return all(naive(part, article, source) for part in parts)
        case Or(parts):
            return any(naive(part, article, source) for part in parts)
        case Not(part):
            return not naive(part, article, source)
        case Term():
            known = called(article)
            found = [
                most_apart(spans(node, text, known)) for _, text in texts(node.field, article)
            ]
            return sum(found) >= node.least
        case Near():
            known = called(article)
            return any(is_near(node, text, known) for _, text in texts(node.field, article))
        case Value():
            return has_value(node, article, source)
        case Regex():
            return any(
                found[0]
                for _, text in texts(node.field, article)
                for found in re.finditer(node.pattern, fold(text), re.IGNORECASE | re.ASCII)
            )

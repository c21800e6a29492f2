"""Names out of bylines: `Laporan: Ani`, `Oleh Ani dan Budi`, `By Ani and Budi, Contoh News`.

A label says who of the people named is an author.  Editors, photographers and translators are
not; what stands behind their labels is left out, and so are dates, places, degrees and initials.
Degrees stand behind commas, which part the names in an article's text; a title such as `Dr.`
before a name stays.
"""

import re
from collections.abc import Sequence

from crawler.extract.words import clean

_TRADES = r"reporter|penulis|pewarta|jurnalis|wartawan|kontributor|koresponden"
_WRITES = (
    rf"laporan(?:\s+(?:wartawan|oleh))?|{_TRADES}|(?:ditulis|dilaporkan)\s+oleh|oleh"
    r"|(?:(?:published|written|reported|posted|story|words)\s+)?by|author"
    r"|(?:(?:veröffentlicht|eingestellt|verfasst|geschrieben|(?:ein\s+)?artikel|beitrag|text)\s+)?von"
    r"|(?:publié\s+|écrit\s+)?par|(?:publicado\s+|escrito\s+)?por|(?:pubblicato|scritto)\s+da"
    r"|(?:geschreven|gepubliceerd)\s+door|autor(?:in|[ae]s?)?(?:/autor(?:in)?)?|auteure?|skrevet\s+av|napisała?"
    r"|بقلم|كتبت?|إعداد|(?:取材・)?文(?=\s*[・:：＝=])"
)
_SHORT = r"di|door|av|af|textes?|tekst|text[eo]?|testo|interview|rep"  # words of every day: labels with a colon only
_OUR = (
    r"(?:unser\w{0,3}|onze|notre|nuestr[oa]|nostr[oa])\s+\w+\s"  # von unserem Korrespondenten
)
_LABEL = re.compile(
    rf"\s*(?:(?:{_WRITES})(?![^\W_])\s*[:\-–|：・＝=]?(?:\s*{_OUR})?|(?:{_SHORT})\s*:"
    rf"|door\s+{_OUR}|(?-i:di|[Dd]oor|[Aa]v|af)\s+(?=(?-i:[A-ZÀ-Ž])))[\s|]*",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    rf"\s*(?:(?:laporan(?:\s+wartawan)?|{_TRADES})\s*(?:[:\-–]|$)"
    r"|(?:(?:ditulis|dilaporkan|laporan)\s+oleh|oleh)\b\s*(?:[:\-–]|$|\s)|laporan\s+wartawan\s"
    rf"|(?:{_TRADES})\s+(?=(?-i:[A-Z]\w+(?: [A-Z]\w*\.?){{0,3}})\s*(?:$|(?:[,/|&;]|\sdan\s)(?!.*[.!?]$)))"
    r"|laporan\s+(?=(?-i:[A-Z]\w+(?: [A-Z]\w+){1,3})\s+dari\s+(?-i:[A-Z])[\w ]{2,30}$)"
    r"|(?:(?:written|reported|posted|story|words)\s+)?by(?:\s*:|\s+(?=(?-i:[A-ZÀ-Ž]))|\s*$)"
    r"|(?:autor(?:in|[ae]s?)?(?:/autor(?:in)?)?|author|auteure?)\s*(?::|$)"
    r"|(?:(?:publié|écrit)\s+par|(?:publicado|escrito)\s+por|(?:pubblicato|scritto)\s+da"
    r"|(?:geschreven|gepubliceerd)\s+door)\s|(?:door|av)\s+(?=(?-i:[A-ZÀ-Ž]\w+ [A-ZÀ-Ž][\w ]+)$)"
    rf"|(?:door|von)\s+{_OUR}"
    r"|بقلم(?:\s*:|\s|$)|(?:كتبت?|إعداد)\s*:|(?:取材・)?文\s*[・:：＝=]"
    rf"|(?:{_SHORT})\s*:|(?:von|par|por)(?:\s*:|\s*$|\s+(?=(?-i:[A-ZÀ-Ž]))))",
    re.IGNORECASE,
)
_TITLED = re.compile(
    rf"\s*(?:laporan(?:\s+wartawan)?|{_TRADES}|autor(?:in|[ae]s?)?(?:/autor(?:in)?)?|author|auteure?|by"
    r"|oleh)\s*(?::|$)|\s*(?:ditulis\s+oleh|(?:written|reported)\s+by)\b",
    re.IGNORECASE,
)
_INITIALS = frozenset("LlRrPpJjWwKkAaBbOoDd")  # of such labels: a quick look before the search
_EDITS = (
    r"editor|penyunting|redaktur|redaktör|fotos?|photos?|fotograf\w*|photograph\w*|bilder|illustration\w*|translat\w+|übersetz\w+"
    r"|penerjemah|updated|diperbarui|published|sumber|source|bild|kamera|follow|ikuti|фото"
)
_TEAM = re.compile(
    r"[Tt]im (?:[Rr]edaksi|[Ll]iputan|[Ee]ditorial)(?: [A-Z][\w.]+){0,3}|[Rr]edaksi(?: [A-Z][\w.]+){1,3}|(?i:redaktion|la rédaction|redacción)"
)
_TRADED = re.compile(rf"\s*([^,|\d]{{3,40}}?)\s*[,|–-]\s*(?i:{_TRADES})(?![^\W_])(?!\s+\w)")
# A line of nothing but a name in brackets, as Japanese newspapers sign; not what kind of text it is.
_BRACKETED = re.compile(
    r"\s*【\s*(?!.*(?:記事|関連|写真|動画|特集|解説|更新|訂正|社説|号外|連載|記者|共同|時事|速報|詳報|訃報|独自|一覧|図))"
    r"([\u3005\u4e00-\u9fff]{1,4}[ \u3000]?[\u3005\u4e00-\u9fff]{1,4})\s*】\s*"
)
_STAFF = re.compile(rf"\s*(?:{_WRITES})\s*:\s*(redaksi)\s*", re.IGNORECASE)
_LATER = re.compile(rf"[|/•,;\n]\s*(?=(?:{_WRITES})\s*:)", re.IGNORECASE)
_EDITED = re.compile(r"\s*(?:editor|penyunting|redaktur|redaktör)\s*(?::|$)", re.IGNORECASE)
_OTHERS = re.compile(
    rf"(?:^|[|•·,;/&\n]\s*)(?:{_EDITS})\b.*$|\b(?:{_EDITS})\s?:.*$", re.IGNORECASE
)
_WEEKDAY = (
    r"senin|selasa|rabu|kamis|jum['’]?at|sabtu|minggu|ahad|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|lundi|mardi|mercredi|jeudi|vendredi"
)
_MONTHS = r"jan|feb|mar|apr|mei|may|jun|jul|aug|agu|ags|sep|o[ck]t|nov|nop|de[sc]|mär|mai|dez"
_DATE = re.compile(
    rf"\W*(?:\b(?:{_WEEKDAY})\b\W{{0,3}}(?=\d|$|(?:{_MONTHS}))|\b(?:{_MONTHS})[a-z]{{0,7}}\.?\s\d|(?<!\w)\d{{1,2}}[\s./:-]).*$",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\s*\([^)]*\)?")
_PLACE = re.compile(r"\s(?:in|aus|from|reporting|melaporkan|dari)\s.*$")
_LOOSE = re.compile(
    r"\s+(?:am|um|on|at|by|von|bis|aus|pada|di|le|el|il|op|den)$", re.IGNORECASE
)  # before a date
_THINGS = ("der ", "die ", "das ", "den ", "dem ", "the ")  # a name does not begin so
_PARTS = re.compile(
    r"\s*(?:[,;|•·/]|\s(?:and|dan|und|with|mit|avec|bersama|&)\s|\s[–—-]\s)\s*", re.IGNORECASE
)
_LISTED = re.compile(
    r"\s*(?:[,;|•]|\s(?:and|dan|und|&)\s)\s*", re.IGNORECASE
)  # told to machines
_JOINT = re.compile(r"\s(?:y|e|et|en|och|og|i)\s")
_DEGREE = re.compile(
    r"(?:(?:[SMDA]|Dr|Prof|Ph|Ir|Drs|Hj?)\.[A-Za-z.]{0,8}|S\.?[HET]|M\.?[HMA]|MBA|PhD|Jr|Sr|Lc|M\.Ag)\.?"
)
_ROLE = re.compile(
    r"\b(?:editor|reporter|correspondent|korrespondent\w*|correspondant\w*|corresponsal|writer|wartawan"
    r"|jurnalis|journalist\w*|journaliste|redakteur\w*|kontributor|contributor|columnist|kolumnis\w*"
    r"|kolumnist\w*|penulis|producer|chief|analyst|head of|kepala|pemimpin|staff"
    r"|mahasiswa|dosen|pengamat|peneliti|guru besar|anggota|direktur|aktivis|pemerhati|praktisi)\b",
    re.IGNORECASE,
)
_HOUSE = re.compile(
    r"\b(?:redaksi|redaktion|redacci[oó]n|r[ée]daction|redazione|redação|tim|team|news|newsroom|staff"
    r"|desk|agency|agentur|agence|agencia|kantor berita|media|press|presse|times|post|welle)\b|\.\w{2,3}$",
    re.IGNORECASE,
)
_NO_TOLD = re.compile(r"\d{4}|https?:|www\.|@|[<>{}\[\]=]", re.IGNORECASE)
_NO_NAME = re.compile(r"\d{2}|[?!]")
_NO_ONE = frozenset({
    "admin", "administrator", "redaksi", "editor", "editorial", "staff", "newsroom", "author",
    "unknown", "guest", "anonymous", "none", "null", "undefined", "reporter", "penulis", "bio",
    "facebook", "twitter", "whatsapp", "share", "linkedin", "email", "follow", "instagram", "x",
    "jurnalis", "wartawan", "kontributor", "pewarta", "posted on", "posted", "publiziert", "lesezeit",
    "name", "autor", "autorin", "auteur", "by", "von", "oleh", "datum", "date", "tanggal", "sagt", "says",
    "veröffentlicht", "kontakt", "kategorie", "allgemein", "rss", "rss-feed", "beiträge", "alle artikel",
})  # fmt: skip
_SMALL = frozenset(
    {"dpa", "epd", "sid", "ots", "antara", "detikcom"}
)  # agencies without a capital
_BEFORE_TOWNS = frozenset({"von", "by", "par", "por", "av", "af", "door", "kontributor"})
_PLACED = frozenset({"kontributor", "koresponden"})  # their place stands before their name
_EDGES = " .:-–—|,\"'()*"
_SAID = frozenset(".!?…")
_SHORTEST = 2  # signs of a name in brackets: a shorter word tells what the text is
_MOST_WORDS = 6
_MOST = 1000  # characters of a byline, or of a list of names, that are looked at
_LONGEST = 60  # characters of a name that people are shown


def names(text: str) -> list[str]:
    """The names in a byline; none where it holds no name.

    >>> names("Oleh: Ani Contoh dan Budi | Editor: Cici")
    ['Ani Contoh', 'Budi']
    """
    if signed := _BRACKETED.fullmatch(text[:_MOST]):
        return [signed[1]] if len(signed[1]) > _SHORTEST else []
    line = clean(text[:_MOST]).strip(_EDGES)
    label = _LABEL.match(line)
    if label is None and (later := _LATER.search(line)):
        line = line[later.end() :]
        label = _LABEL.match(line)
    line = _OTHERS.sub(
        "", _DATE.sub("", _ASIDE.sub("", line[label.end() :] if label else line))
    )
    parts = [
        name
        for part in _parts(line)
        if (name := _LOOSE.sub("", _PLACE.sub("", part)).strip(_EDGES))
    ]
    told = label.group().lower().split() if label else []
    if len(parts) > 1 and ("wartawan" in told or not _PLACED.isdisjoint(told)):
        parts = parts[1:]  # Laporan wartawan Kabar Contoh, Ani
    people = [
        part
        for part in parts
        if part in _SMALL or (is_name(part) and not _DEGREE.fullmatch(part))
    ]
    said = text.rstrip()[-1:] in _SAID  # by one who is interviewed
    if not people and label and label.group().rstrip().endswith(":") and not said:
        return [part for part in parts if _is_small(part)]
    if len(people) < 2:
        return people
    if told and told[0].strip(_EDGES) in _BEFORE_TOWNS and _is_town(people):
        del people[-1]
    return [name for name in people if not _ROLE.search(name)]


def editors(text: str) -> list[str]:
    """The names behind a label of those who only edited: they are no authors."""
    label = _EDITED.match(text)
    return names(text[label.end() :]) if label and len(text) < _MOST else []


def is_edited(text: str) -> bool:
    """Whether a line begins with the label of those who only edited."""
    return ("dit" in text or "EDIT" in text or "edakt" in text or "unting" in text) and (
        _EDITED.match(text) is not None
    )


def before_trade(text: str) -> list[str]:
    """The name that its trade stands behind: `Ani Contoh, Jurnalis-Senin, 12 Januari`."""
    found = _TRADED.match(text)
    return [found[1]] if found and is_person(found[1]) else []


def is_team(text: str) -> bool:
    """Whether a line is but the name of those who write together: `Tim Redaksi`."""
    return _TEAM.fullmatch(text.strip()) is not None


def staff(text: str) -> list[str]:
    """`Redaksi` behind a label: nobody is named, but the house says that it wrote."""
    found = _STAFF.fullmatch(text)
    return [found[1].capitalize()] if found else []


def is_person(text: str) -> bool:
    """Whether words without a label can be the name of a person: several, each capitalised."""
    words = text.split()
    return (
        len(words) in {2, 3, 4}
        and is_name(text)
        and not is_house(text)
        and not _ROLE.search(text)
        and all(
            word[0].isupper() and word.replace(".", "").replace("'", "").isalpha()
            for word in words
        )
    )


def _is_small(name: str) -> bool:
    """Whether a name is one that its writer did not capitalise."""
    return _is_told(name) and len(name.split()) in {2, 3} and name.replace(" ", "").isalpha()


def _is_town(people: Sequence[str]) -> bool:
    """Whether the last of the names is a place: `Von Ani Contoh, Bandung`."""
    return " " in people[0] and " " not in people[-1] and people[-1].istitle()


def is_labelled(text: str) -> bool:
    """Whether a line begins with a label such as `Oleh` or `By`."""
    return _LABELLED.match(text) is not None or _BRACKETED.fullmatch(text) is not None


def is_titled(text: str) -> bool:
    """Whether a line begins with a label that says so by itself: `Penulis:`, but not `von`."""
    return text.lstrip()[:1] in _INITIALS and _TITLED.match(text) is not None


def is_house(name: str) -> bool:
    """Whether a name is hardly that of a person: `Tim Redaksi`, `Contoh News`, `contoh.id`."""
    return _HOUSE.search(name) is not None


def stated(text: str) -> list[str]:
    """The names in what machines are told: believed, but for addresses, numbers and `admin`."""
    line = clean(text[:_MOST])
    label = _LABEL.match(line)
    parts = _LISTED.split(line[label.end() :] if label else line)
    names = [name for part in parts for name in _halves(part.strip(_EDGES))]
    told = [_initials_off(name) for name in names if _is_told(name)]
    people = [name for name in told if len(name.split()) <= _MOST_WORDS]
    return people or told


def _initials_off(name: str) -> str:
    """`Ani Contoh` of `Ani Contoh (ani)`."""
    return _ASIDE.sub("", name).strip(_EDGES) or name


def _halves(name: str) -> list[str]:
    """Two persons parted by a stroke; `AFP/dpa` is one author."""
    halves = [half.strip() for half in name.split("/")]
    return halves if len(halves) > 1 and all(" " in half for half in halves) else [name]


def _is_told(name: str) -> bool:
    return (
        2 <= len(name) <= 80
        and not _NO_TOLD.search(name)
        and name.lower() not in _NO_ONE
        and any(map(str.isalpha, name))
    )


def _parts(line: str) -> list[str]:
    found = []
    for part in _PARTS.split(line):
        pieces = _JOINT.split(part)
        both = len(pieces) > 1 and all(" " in piece.strip() for piece in pieces)
        found += pieces if both else [part]
    return [name for part in found if (name := part.strip(_EDGES))]


def is_name(text: str) -> bool:
    """Whether words that people are shown can be the name of a person or a house."""
    words = text.split()
    return (
        _is_told(text)
        and not _NO_NAME.search(text)
        and not text.lower().startswith(_THINGS)
        and len(words) <= _MOST_WORDS
        and len(text) <= _LONGEST
        and all(word[0].isupper() or not word[0].isascii() or len(word) <= 3 for word in words)
        and any(word[0].isupper() or not word[0].isascii() for word in words)
    )

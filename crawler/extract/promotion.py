"""Lines that call the reader away from the article: "Baca juga", newsletters, share buttons.

Three kinds of beginnings.  A call is never the start of a sentence of an article.  An invitation
("Lihat video") and a label ("Iklan", "Related") may well be: they call away only with a sign such
as a colon behind them, or a link, or nothing, or a headline.  A block goes only if it is short, or
nearly all link; of a paragraph that holds a call, nothing goes but the call and its link.
"""

import re

from crawler.extract.words import fold, is_sentence

SHORT = 300  # characters; a longer block is a paragraph, whatever it begins with
OPEN, CLOSE = "\x02", "\x03"  # stand around a link in the text of a block while it is read
_VERB, _WHOLLY = (
    6,
    0.95,
)  # characters beside the links of a sentence; the share of a line in a link
_LABELLING = (":", "|", "»", ">", "→", "–", "-")
_AFTER_LABEL = 0.4  # of a block: so much is the link behind a label such as "More:"
_HEADED = 0.6  # of the words behind a label: with so many capitals they are a headline
MOSTLY = 0.7  # of a block that is links

_CALLS = (
    # Indonesian
    r"\[gambas:|scroll to continue|gabung .{0,30}(?:whatsapp|telegram)"
    r"|(?:ikuti|follow) .{0,60}(?:whatsapp|google news|telegram|channel|saluran)"
    r"|dapatkan (?:update|berita (?:ter|pilihan|menarik|harian|lain))|cek berita dan artikel"
    r"|jangan lewatkan (?:berita|artikel|update|info)|telusuri berita"
    r"|(?:artikel|berita|tulisan) ini (?:telah|sudah|pertama kali|sebelumnya) (?:tayang|terbit|dimuat|dipublikasi|diterbitkan)"
    r"|lanjut(?:kan)? (?:ke halaman|membaca)|ikuti kami\b|hak cipta (?:©|\(c\)|\d)|seluruh hak cipta"
    # English
    r"|click here|share this (?:article|story|post|on|via|with|:)|sign up (?:for|to|here)\b(?!.{0,80}\b(?:said|says)\b)"
    r"|like us on|follow (?:us|.{1,40} on (?:twitter|facebook|instagram|x)\b)|(?:get|download) (?:our|the) app\b"
    r"|join (?:our|the) (?:whatsapp|telegram|newsletter)|(?:story|article) continues|continue reading"
    r"|skip (?:to|past) |subscribe (?:to (?:our|continue|read|unlock|get|access|keep)|now|here|today)|silakan (?:berlangganan|masuk|login|daftar)|(?:artikel|konten|berita) ini (?:hanya |khusus )|don['’]?t miss (?:out|our|the latest|any of|a (?:story|thing|beat))"
    r"|(?:this|our) (?:web)?site uses cookies|we (?:and our partners )?use cookies"
    r"|(?:if you )?(?:enjoyed?|liked?) (?:this|our) (?:article|story)|what do you think\?"
    r"|(?:we apologize, but )?th(?:is|e) (?:video|advertisement) has (?:failed|not)|tell us what"
    r"|this (?:article|content|document) is (?:reserved|subject to copyright|for subscribers)"
    r"|create an account or|already (?:a|have) (?:subscriber|an account)|all rights reserved"
    r"|copyright\W{1,3}(?:©|\(c\)|\d{4})|©|get .{0,40} delivered\b"
    r"|(?:this|our) (?:article|post|page|story|site|guide) (?:may )?(?:contains?|includes?) affiliate"
    r"|(?:we|.{2,40}) (?:may|might|will) (?:earn|receive|get) (?:a |an |some )?(?:small |affiliate )*commission"
    r"|as an amazon associate|(?:have|got) a (?:news |story )?tip\b|follow .{1,40} coverage (?:of|at|here)"
    r"|your email address will not|required fields|leave a (?:reply|comment)|tinggalkan (?:balasan|komentar)"
    r"|alamat email anda tidak akan"
    # others
    r"|síguenos|sigue a .{3,40} en |suivez[- ]nous|folgen sie uns|volg ons|seguici|siga-nos|følg oss"
    r"|följ oss|te puede interesar|an dieser stelle (?:findest|finden) |il vous reste|ajouter à vos|pour ajouter l['’]article"
    r"|empfohlener (?:redaktioneller )?inhalt|link zum .{3,20}-inhalt"
)
_INVITATIONS = (
    r"baca (?:juga|selengkapnya|berita|artikel)|baca(?=\s*:)|simak (?:juga|berita|selengkapnya|video)"
    r"|(?:lihat|tonton|saksikan) (?:juga|video)|(?:artikel|berita) (?:terkait|lainnya)"
    r"|pilihan editor|cek berita|read(?=\s*:)|read (?:more|also|next|the full)\b|also read\b|see also\b"
    r"|watch(?: also| more| now)?(?=\s*:)|more (?:on|from)\b|subscribe to\b"
    r"|you (?:may|might) (?:also )?(?:like|enjoy|be interested)|(?:anda|kamu) mungkin (?:juga )?(?:suka|tertarik)"
    r"|das könnte (?:sie|dich) auch|vous aimerez aussi"
    r"|lesen sie (?:auch|mehr|hier)|mehr zum thema|(?:à )?lire aussi|lea también|lee también"
    r"|para saber más|leggi anche|leia (?:também|mais)|lees ook|läs (?:också|mer|även)|les også"
    r"|læs også|czytaj (?:też|także|również|więcej)|читайте (?:также|також)"
)
_LABELS = (
    r"halaman(?: selanjutnya|\s*:?\s*\d)|halaman selanjutnya|iklan\b|advertisement|related\b"
    r"|recommended\b|most (?:read|popular)|copyright\b|with (?:reports|files) from\b|don['’]?t miss"
    r"|share this|anzeige\b|werbung\b|publicité\b|publicidad(?:e)?\b|pubblicità\b|advertentie\b"
    r"|reklam[ae]?\b|annons\b|реклама|sponsored\b|mehr themen|weitere informationen"
)
_BEFORE = r"[^\w\"“„«»‘’']*"  # a quotation begins with a mark
_PLEAS = (  # anywhere in a short block
    r"consider (?:supporting|donating|subscribing|making a (?:donation|contribution)|becoming a)"
    r"|support (?:our|independent|local|quality|fearless) (?:journalism|reporting|news)"
    r"|dukung (?:jurnalisme|kami)|unterstützen sie (?:uns|unser)|soutenez(?:-nous| notre)"
    r"|apoy[ae] (?:el|nuestro|al) periodismo"
)
_BUTTONS = frozenset(  # what stands on buttons and above their rows, without signs
    {
        *("bagikan", "bagikanartikel", "share", "sharethis", "teilen", "partager", "compartir"),
        *("delen", "dela", "condividi", "salinlink", "copylink", "linkkopieren", "simpan"),
        *("cetak", "print", "drucken", "imprimer", "tweet", "facebook", "twitter", "whatsapp"),
        *("telegram", "email", "tag", "tags", "topik", "topics", "themen", "lihatsemua"),
        *("viewall", "close", "tutup", "loading", "lihatkomentar", "komentari", "isiartikel"),
        *("merken", "listen", "dengarkan", "hören", "écouter", "escuchar", "prev", "next"),
    }
)
_LONGEST_BUTTON = 25
_ANNOUNCING = 60  # characters: a longer line says what it calls to
_QUOTED = "\"“„«‘'"
_REGION = 160  # characters of a text that are looked at, in small letters: three times as quick
_CALL = re.compile(rf"{_BEFORE}(?:{_CALLS})")
_ASKED = re.compile(rf"{_BEFORE}(?:{_INVITATIONS}|(?P<label>{_LABELS}))")
_SIGN = re.compile(r"[^\w.!?,:]*(?:\s*[:|»>→…]|\s[–—-]\s|\W*$)|(?:[^.!?:,]|\.(?=\w)){1,25}:")
_WORD = re.compile(r"[^\W\d_]\w*")
_PITCH = re.compile(
    r"(?:^|[.!?:]\s+)\W*(?:sign up|subscribe|join|get|receive|want|enter|register|daftar|dapatkan|berlangganan"
    r"|abonnieren|jetzt|melden sie|inscrivez|recevez|suscr[ií]|recib|apúntate|iscriviti|ricevi|ontvang|meld je)"
    r"\b[^.!?]{0,160}\b(?:newsletters?|inbox|nieuwsbrief|infolettre|boletín|buletin)\b"
    r"|\binbox\b[^.!?]{0,40}\b(?:sign up|subscribe) (?:to|for) our\b"
    rf"|\b(?:{_PLEAS})\b",
    re.IGNORECASE,
)


_ASKING = (  # words of _PITCH, to look for first
    *("newsletter", "inbox", "nieuwsbrief", "infolettre", "boletín", "buletin", "consider "),
    *("support ", "dukung ", "unterstützen", "soutenez", "periodismo"),
)


def calls_away(text: str) -> bool:
    """Whether `text` begins with a call to read, watch or join something else."""
    begins = text[:_REGION].lower()
    if _CALL.match(begins) is not None:
        return True
    asked = _ASKED.match(begins)
    if asked is None:
        return False
    return _SIGN.match(text, asked.end()) is not None or _is_headline(text[asked.end() :])


def announces(text: str) -> bool:
    """Whether `text` is a call and nothing else: what it calls to stands below it."""
    if len(text) > _ANNOUNCING:
        return False
    asked = _ASKED.match(text.lower())
    if asked is None or asked["label"] is not None:
        return False
    return len(text) - asked.end() < _BEHIND and _SIGN.match(text, asked.end()) is not None


def _is_headline(rest: str) -> bool:
    """Whether what stands behind a label is a headline: no sentence, or full of capitals."""
    if not is_sentence(rest):
        return True
    told = _WORD.findall(rest)
    return len(told) > 3 and sum(word[0].isupper() for word in told) >= _HEADED * len(told)


def is_promotion(text: str, linked: int) -> bool:
    """Whether a block is promotion and nothing else; `linked` characters of it are links."""
    if linked >= MOSTLY * len(text) and not _says_more(text, linked):
        return True
    if len(text) > SHORT:
        return False
    if len(text) < _LONGEST_BUTTON and fold(text) in _BUTTONS:
        return True
    if calls_away(text) or _pleads(text):
        return True
    if not linked:
        return False
    if text[:-linked].rstrip().endswith(_LABELLING):
        return linked > _AFTER_LABEL * len(text) and not is_sentence(text)
    asked = _ASKED.match(text[:_REGION].lower())
    return asked is not None and asked["label"] is None


def _pleads(text: str) -> bool:
    """Whether `text` asks its reader for an address or for help; few texts have the words at all."""
    told = text.lower()
    for word in _ASKING:  # a loop is the quickest way
        if word in told:
            return text[0] not in _QUOTED and _PITCH.search(text) is not None
    return False


_LINKS = re.compile(rf"(?:[\s,;|•-]*{OPEN}[^{CLOSE}]*{CLOSE})+[ \t)\].]*")
_LINK = re.compile(rf"{OPEN}([^{CLOSE}]*){CLOSE}")
_REACH = 60  # characters before a link in which its call is looked for
_MOST_CUTS = 100  # of one block: each is a copy of the text
_BEHIND = 25  # characters between a call and its link: "Baca juga berita lainnya: "
_ENDS = '.!?…"”’»)]\v'  # a call stands behind one of these, or begins the text
_BETWEEN = " :|»>→–—-\v"  # signs between a call and its link
_OVER = ("", "\v", "\u2028")


def without_calls(text: str) -> str:
    r"""`text` without the calls in it that lead to a link, and those links.

    >>> without_calls("Air surut. Baca juga: \x02Air naik\x03 Warga pulang.")
    'Air surut. Warga pulang.'
    """
    at, cuts = text.find(OPEN), 0
    while at >= 0 and cuts < _MOST_CUTS:
        start, signed = _call_before(text, at)
        if start < at or signed:
            links = _LINKS.match(text, at)
            if links is not None and _is_over(text, links.end(), signed=signed):
                text = _joined(text[:start], text[links.end() :])
                at, cuts = start - 1, cuts + 1
        at = text.find(OPEN, at + 1)
    return text


def _call_before(text: str, at: int) -> tuple[int, bool]:
    """Where the call begins that leads to the link at `at`, and whether a sign stands between.

    Without a call that is the link itself; one may be in the link.
    """
    tail = text[max(at - _REACH, 0) : at]
    told = tail.rstrip(_BETWEEN)
    start = max(map(told.rfind, _ENDS)) + 1
    if start == 0 < at - _REACH:
        return at, False
    if start == len(told):
        inside = text[at + 1 : text.find(CLOSE, at)]
        asked = _ASKED.match(inside.lower())
        return at, asked is not None and _SIGN.match(inside, asked.end()) is not None
    asked = _ASKED.match(told.lower(), start)
    if asked is None or len(told) - asked.end() > _BEHIND:
        return at, False
    return at - len(tail) + start, len(tail.rstrip(" ")) > len(told)


def _is_over(text: str, at: int, *, signed: bool) -> bool:
    """Whether no sentence goes on at `at`, behind a call and its link."""
    rest = text[at : at + _BEHIND].lstrip(" ")
    return rest[:1] in _OVER or (signed and not (rest[0].islower() or rest[0] in ",;:"))


def _joined(before: str, after: str) -> str:
    parted = "\v" if before.rstrip(" ")[-1:] == "\v" or after.lstrip(" ")[:1] == "\v" else " "
    before, after = before.rstrip(" \v"), after.lstrip(" \v")
    return before + parted + after if before and after else before or after


def told_in_links(text: str) -> int:
    """How many characters of `text` are links."""
    return sum(map(len, _LINK.findall(text)))


def unmarked(text: str) -> str:
    """`text` without the signs around its links."""
    return text.replace(OPEN, "").replace(CLOSE, "")


def _says_more(text: str, linked: int) -> bool:
    """Whether a block that is mostly links is a sentence: a verb stands between them."""
    if not is_sentence(text):
        return False
    return len(text) - linked >= _VERB and linked < _WHOLLY * len(text)


_CREDITED = re.compile(
    r"(?:image|photo|foto|bild|picture|pic|credit|source|kredit|dok)s?\b\s?[:./]?[^()]*\)",
    re.IGNORECASE,
)
_CREDITING = re.compile(
    r"(?:foto|photo|image|bild|picture|dok|credit)s?\s?[:/.]\s*", re.IGNORECASE
)
_RIGHTS = re.compile(r"©\s?\S[^.]{0,60}$")
_AGENCIES = re.compile(
    r"(?:getty(?: images)?|shutterstock|istock|(?:[/|©(:,.–—-]\s?|\bvia |^)(?:reuters|afp))\)?\W*$",
    re.IGNORECASE,
)
_HOUSES = ("getty", "getty images", "shutterstock", "istock", "reuters", "afp")  # of _AGENCIES
_SIGNS = " .,:;!?…*|/()[]\"'”’»©-–—"  # behind them
_LONGEST_CREDIT = 250  # characters
_NAMES = 40  # characters behind "Foto:" that are hardly more than a name


def is_credit(text: str) -> bool:
    """Whether a short block is what stands under a picture: it ends with who took it."""
    if len(text) >= _LONGEST_CREDIT:
        return False
    end = text.rstrip()
    if end.endswith(")") and _CREDITED.fullmatch(end, end.rfind("(") + 1):
        return True
    if end.rstrip(_SIGNS).lower().endswith(_HOUSES) and _AGENCIES.search(end) is not None:
        return True
    if "©" in end and _RIGHTS.search(end) is not None:
        return True
    credit = _CREDITING.match(end)
    if credit is None:
        return False
    # What goes on in small letters is a sentence about a picture.
    return not end[credit.end() :][:1].islower() or len(end) - credit.end() < _NAMES


_COOKIES = re.compile(
    r"\b(?:we|our|you|your|wir|uns\w*|sie|ihr\w*|nous|nos|notre|vous|votre|nosotros|nuestr\w+|kami|anda"
    r"|th(?:is|e) (?:web)?site|situs ini|diese (?:web)?seite|ce site|este sitio|questo sito)\b",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"\b(?:us(?:e|es|ing)|stor(?:e|es|ing)|set|plac(?:e|es|ing)|accept|allow|enable|menggunakan|memakai|menyimpan"
    r"|verwend\w+|nutz\w+|utilis\w+|utiliz\w+|usa\w*|gebruik\w*|aceptar|accepter|akzeptier\w+)"
    r"\s(?:\w+\s){0,3}cookies?\b"
    r"|\bcookies?\b.{0,300}\b(?:consent|agree|preferences|privacy policy|cookie policy|your browser|einwillig\w*|zustimm\w*"
    r"|consentement|consentimiento|persetujuan|setuju|menyetujui|pilihan anda)\b",
    re.IGNORECASE | re.DOTALL,
)


def is_about_cookies(text: str) -> bool:
    """Whether a block is a notice about cookies: it speaks to the reader of using them."""
    return (
        "ookie" in text
        and text[0] not in _QUOTED
        and _COOKIES.search(text) is not None
        and _CONSENT.search(text) is not None
    )


# Words of a notice that asks for consent, to look for first.
_ALLOWING = (*("onsent", "setuj", "verstanden", "ustimm", "willig", "stemming"),)
_LOADED = (  # what a notice speaks of that stands in for what others host: each of them
    re.compile(
        r"\b(?:we|our|you|your|kami|anda|wir|uns\w*|sie|ihr\w*|ich|mir|nous|vous|votre|nosotros|su|wij|je|uw?)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"third[- ]part|pihak ketiga|external|eksternal|extern\w*|dritt\w+|\btiers\b|tercer|derden"
        r"|youtube|instagram|facebook|tiktok|twitter|vimeo|spotify|google maps",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:content|konten|inhalte?n?|contenus?|contenidos?|inhoud|video|posts?|unggahan|service|layanan)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:load\w*|display\w*|show\w*|menampilkan|ditampilkan|memuat|dimuat|angezeigt|anzeigen|laden|geladen|afficher"
        r"|mostrar|cargar|cookies?|collects?|personal data|data pribadi|personenbezogen\w*|données)\b",
        re.IGNORECASE,
    ),
)
_LONGEST_NOTICE = 500  # characters


_TOLD = re.compile(r"[\"“”„«»]|\b(?:said|says|kata(?:nya)?|ujar(?:nya)?|sagte?|a dit|dijo)\b")


def asks_to_load(text: str) -> bool:
    """Whether a block asks its reader to allow that something of another site is shown here."""
    for word in _ALLOWING:  # a loop is the quickest way
        if word in text:
            return (
                len(text) <= _LONGEST_NOTICE
                and _TOLD.search(text) is None
                and all(pattern.search(text) for pattern in _LOADED)
            )
    return False

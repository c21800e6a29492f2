"""Lines that call the reader away from the article: "Baca juga", newsletters, share buttons.

A block goes only if it is short, or nearly all link, and begins with such a call; of a long
paragraph that begins so, nothing goes but the call and its link.
"""

import re

from crawler.extract.words import is_sentence

SHORT = 300  # characters; a longer block is a paragraph, whatever it begins with
_LINE = 80  # characters: a longer sentence may well be full of links
_LABELLING = (":", "|", "»", ">", "→", "–", "-")
_AFTER_LABEL = 0.4  # of a block: so much is the link behind a label such as "More:"
MOSTLY = 0.7  # of a block that is links

_INDONESIAN = (
    r"baca (?:juga|selengkapnya|berita|artikel)|simak (?:juga|berita|selengkapnya|video)"
    r"|(?:lihat|tonton|saksikan) (?:juga|video)|(?:artikel|berita) (?:terkait|lainnya)"
    r"|pilihan editor|halaman(?: selanjutnya)?\s*:?\s*\d|halaman selanjutnya"
    r"|telusuri berita|cek berita|dapatkan (?:berita|update)|\[gambas:|iklan\b|advertisement\b"
    r"|(?:ikuti|follow) .{0,60}(?:whatsapp|google news|telegram|channel|saluran)"
    r"|gabung .{0,30}(?:whatsapp|telegram)|scroll to continue"
)
_ENGLISH = (
    r"read (?:more|also|next|the full)\b|also read\b|see also\b|watch(?: also| more| now)?\s*:"
    r"|related\b\s*:?|more (?:on|from)\b|recommended\b|don['’]?t miss|click here|share this"
    r"|sign up (?:for|to|here)|subscribe (?:to|now|here)|like us on|skip (?:to|past)"
    r"|follow (?:us|.{1,40} on (?:twitter|facebook|instagram|x))|(?:get|download) (?:our|the) app"
    r"|join (?:our|the) (?:whatsapp|telegram|newsletter)|(?:story|article) continues"
    r"|continue reading|(?:this|our) (?:web)?site uses cookies|we (?:and our partners )?use cookies"
    r"|(?:if you )?(?:enjoyed?|liked?) (?:this|our) (?:article|story)|what do you think\?"
    r"|(?:we apologize, but )?th(?:is|e) (?:video|advertisement) has (?:failed|not)|tell us what"
    r"|this (?:article|content|document) is (?:reserved|subject|for subscribers)|advertisement"
    r"|create an account or|already (?:a|have) (?:subscriber|an account)|all rights reserved"
    r"|copyright\b|©|most (?:read|popular)|get .{0,40} delivered|with (?:reports|files) from"
)
_EUROPEAN = (
    r"lesen sie (?:auch|mehr|hier)|mehr zum thema|(?:à )?lire aussi|lea también|lee también"
    r"|empfohlener (?:redaktioneller )?inhalt|an dieser stelle (?:findest|finden) |il vous reste"
    r"|ajouter à vos|mehr themen|link zum .{3,20}-inhalt|weitere informationen$|para saber más"
    r"|leggi anche|leia (?:também|mais)|lees ook|läs (?:också|mer|även)|les også|læs også"
    r"|czytaj (?:też|także|również|więcej)|читайте (?:также|також)"
)
_CUE = re.compile(rf"[\s\W]*(?:{_INDONESIAN}|{_ENGLISH}|{_EUROPEAN})", re.IGNORECASE)


def calls_away(text: str) -> bool:
    """Whether `text` begins with a call to read, watch or join something else."""
    return _CUE.match(text) is not None


def is_promotion(text: str, linked: int) -> bool:
    """Whether a block is promotion and nothing else; `linked` characters of it are links."""
    if linked >= (MOSTLY if len(text) < _LINE or not is_sentence(text) else 0.95) * len(text):
        return True
    if linked and len(text) <= SHORT and text[:-linked].rstrip().endswith(_LABELLING):
        return linked > _AFTER_LABEL * len(text) and not is_sentence(text)
    return len(text) <= SHORT and calls_away(text)


_CREDITED = re.compile(
    r"(?:image|photo|foto|bild|picture|pic|credit|source|kredit)s?\s?:[^()]*\)", re.IGNORECASE
)
_CREDITING = re.compile(
    r"(?:foto|photo|image|bild|picture|dok|credit)s?\s?[:/.]", re.IGNORECASE
)
_RIGHTS = re.compile(r"©\s?\S[^.]{0,60}$")
_AGENCIES = ("getty", "getty images", "reuters", "afp", "shutterstock", "istock")
_LONGEST_CREDIT = 250  # characters


def is_credit(text: str) -> bool:
    """Whether a short block is what stands under a picture: it ends with who took it."""
    if len(text) >= _LONGEST_CREDIT:
        return False
    end = text.rstrip()
    if end.endswith(")") and _CREDITED.fullmatch(end, end.rfind("(") + 1):
        return True
    return (
        end.removesuffix(")").lower().endswith(_AGENCIES)
        or ("©" in end and _RIGHTS.search(end) is not None)
        or _CREDITING.match(text) is not None
    )


_COOKIES = re.compile(
    r"\bcookies?\b.{0,300}\b(?:consent|browser|website|site|webseite|preferen|privacy|partner|"
    r"einwillig|zustimm|consentement|consentimiento|aceptar|persetujuan)|"
    r"\b(?:we|our|wir|nous|kami)\b.{0,40}\bcookies?\b",
    re.IGNORECASE | re.DOTALL,
)


def is_about_cookies(text: str) -> bool:
    """Whether a block is a notice about cookies."""
    return "ookie" in text and _COOKIES.search(text) is not None

"""What pages tell their visitors instead of an article: challenges, errors, consent, prices.

News is written with the same words ("a new captcha", "the page was not found in the file"), so a
sentence is such a notice only where it says little else, or speaks to its reader.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from crawler.extract.words import fold

_LITTLE_ELSE = 28  # characters beside what is looked for: the sentence is nothing but that
_SAID_TO_YOU = 100  # the same, of a sentence that speaks to its reader
_LONGEST = 400  # characters of a sentence that are looked at
_CONSENT_WORDS = 5  # different ones, in a text that asks for consent …
_CONSENT_EVERY = 110  # … and at least one in so many characters
_YOU = re.compile(
    r"\b(?:you|your|anda|kamu|sie|ihr|ihre[rnms]?|deine?|vous|votre|vos|usted|ustedes|su|tus?|tua|tuoi|vostr[oiae]"
    r"|você|seu|nós|noss[oa]s?|nasi|państwa|twoj\w+|biz|bizim|siz|sizin|u|uw|je|jouw|please|silakan|mohon|bitte|we|our|kami|wir|unsere?|nous|notre|nosotros|noi|wij|ons)\b",
)
_SENTENCE = re.compile(r"(?<=[.!?…。！？])\s+|\n")
_CHALLENGE = re.compile(
    r"just a moment|attention required|access (?:to this page )?(?:has been |is )?denied|not a robot"
    r"|are you (?:a )?(?:robot|human)|verif(?:y|ying) (?:that )?you(?:'re| are) (?:not a |a )?human"
    r"|(?:checking|verifying) (?:if|your browser)|(?:sol|compl|ent|isi|masuk|selesai|lös|rés|remp)\w* .{0,30}captcha|^\W*captcha\W*$|pardon our interruption|unusual traffic"
    r"|request unsuccessful|enable (?:javascript|js|cookies)|aktifkan (?:javascript|cookie)"
    r"|ddos protection|security checkpoint|you (?:have been|are) blocked|bukan robot|press (?:&|and) hold"
    r"|(?:memverifikasi|membuktikan) bahwa anda|memeriksa (?:browser|peramban) anda|tunggu sebentar"
    r"|(?:log|sign) ?in to continue|silakan (?:masuk|login)|please (?:log|sign) in"
    r"|(?:harus|perlu) (?:masuk|login)|you must (?:be logged|log|sign) in|(?:einloggen|anmelden|melden sie sich an),? um"
    r"|connectez-vous pour|inici[ae] sesión para|accedi per (?:leggere|continuare)|log in om|faça login para"
    r"|before you continue|(?:we value|menghargai) (?:your privacy|privasi anda)|cookie consent"
    r"|persetujuan cookie|ob sie ein mensch sind|bevor sie (?:weiterlesen|fortfahren)"
    r"|mit ihrer zustimmung|nous respectons votre vie privée|avant de continuer|êtes[- ]vous un (?:robot|humain)"
    r"|su privacidad (?:es importante|nos importa)|we use cookies and .{0,60}partners"
    r"|wij respecteren (?:je|uw) privacy|rispettiamo la (?:tua|vostra) privacy|no eres un robot"
    r"|accès (?:temporairement )?(?:restreint|refusé)|zugriff (?:wurde )?verweigert|acceso denegado",
)
_ASKED_FOR = r"(?:halaman|artikel|berita|konten)(?: (?:ini|tersebut|yang (?:anda|kamu|dicari|diminta|ingin)[^.]{0,40}?))?"
_MISSING = re.compile(
    # The number alone may count anything ("1.500 warga"), and may begin a headline.
    r"(?:error|kesalahan|http|status|kode) ?:?(?:404|410|50[0234])\b"
    r"|\b(?:404|410|50[0234])\W+(?:error|not found|gone|internal|bad gateway|service un|gateway)"
    r"|^\W*(?:404|410|50[0234])\b(?![.,]\d)(?! \w+ \w+ \w)"
    r"|(?:page|article|story) (?:was |could )?not (?:be )?found|page (?:doesn.t exist|can.t be found)"
    r"|nothing (?:was |could be )?found|no longer (?:available|exists)"
    rf"|{_ASKED_FOR} (?:sudah |telah |memang )?(?:tidak|tak) (?:lagi )?(?:dapat |bisa )?(?:ditemukan|tersedia|ada|diakses)"
    rf"|{_ASKED_FOR} (?:mungkin |sudah |telah )+(?:dihapus|dipindahkan|tidak)"
    r"|(?:seite|artikel|inhalt)\b.{0,40}(?:nicht gefunden|existiert .{0,12}nicht|nicht (?:mehr )?verfügbar)"
    r"|seite nicht gefunden|page introuvable|n.existe (?:pas|plus)|no (?:fue |ha sido |se ha )?encontrad[ao]"
    r"|non (?:è stata |è )?trovat[ao]|não (?:foi )?encontrad[ao]|niet gevonden|nie znaleziono|no existe"
    r"|internal server error|error establishing a database|(?:site|under) maintenance"
    r"|sedang (?:dalam )?(?:perbaikan|pemeliharaan)\W*$|(?:be|are) (?:right )?back soon"
    r"|domain (?:is|may be) for sale|this domain (?:has expired|is parked)",
)
_CHARGED = re.compile(
    r"(?:subscribe|sign up|log in|register) (?:now )?to (?:continue|read|unlock)|to continue reading"
    r"|(?:article|content|story) is (?:only |exclusively )?(?:reserved|exclusive|available) (?:only )?"
    r"(?:for|to)|(?:for )?subscribers? only|(?:to|and) read the (?:rest|full (?:article|story))"
    r"|langganan (?:sekarang )?untuk (?:membaca|melanjutkan|meng?akses|menikmati|baca)"
    r"|(?:artikel|konten|berita|bacaan)(?: ini)?(?: hanya)? (?:khusus|untuk) (?:pelanggan|pembaca|anggota|member)"
    r"|berlangganan .{0,30}(?:membaca|akses)|(?:masuk|login|daftar) (?:atau|dan|/) (?:ber)?langganan"
    r"|anda (?:sedang )?membaca (?:artikel|konten|berita) (?:premium|berbayar|eksklusif)"
    r"|tersedia (?:hanya |khusus )?(?:untuk|bagi) (?:pelanggan|anggota|member)"
    r"|(?:masuk|login|daftar) (?:dulu |gratis )?untuk (?:membaca|melanjutkan|baca)"
    r"|word (?:nu |gratis )?(?:abonnee|lid|member)\b.{0,30}(?:lees|lezen)|verder lezen\?|lees dit artikel verder"
    r"|abonnez-vous (?:dès maintenant )?pour (?:lire|continuer|accéder)|la suite (?:est|de cet article)"
    r"|suscr[íi]b(?:ete|ase) para (?:seguir|continuar|leer)|abbonati per (?:leggere|continuare)"
    r"|assine (?:já |agora )?para (?:ler|continuar)|um (?:diesen artikel |den artikel )?weiterzulesen"
    r"|il vous reste|réservée? (?:à nos|aux) abonnés|jetzt weiterlesen|weiterlesen mit"
    r"|nur für abonnenten|mit (?:einem )?(?:plus|digital)[- ]?abo"
    r"|exclusivo para (?:suscriptores|assinantes)|(?:riservato|dedicato) agli abbonati"
    r"|(?:alleen|exclusief) voor abonnees",
)
# One of these is in all that it finds, to look for first: to search all lines is dear.
_CHARGING = (
    *("langganan", "untuk ", "pelanggan", "pembaca", "anggota", "member", "membaca"),
    *("subscribe", "sign up", "log in", "register", "to continue", "reserved", "exclusive"),
    *("available", "read the ", "lees", "lezen", "abonne", "abonné", "la suite", "suscr"),
    *("abbonati", "assine", "weiterlesen", "weiterzulesen", "mit ", "il vous", "exclusivo"),
)
_CONSENT = re.compile(
    r"cookie|track(?:ing|er)|consent|privacy|privasi|datenschutz|einwillig|zustimm|widerruf|werbung|anzeigen"
    r"|partner|partenaire|personal(?:i[sz]ed)? (?:data|ads?|content)|personalisiert|personenbezogen|data pribadi"
    r"|data personal|persetujuan|vie privée|données|publicité|consentement|traceur|dati personali|consenso"
    r"|pubblicità|trattamento|fornitori|datos|consentimiento|publicidad|socios|toestemming|gegevens"
    r"|advertenties|advertis|vendors|geräte|device|identif|\babo\b|abonn|messung|measurement|audience",
)
# What the texts say that the framework of advertisers prescribes, beside the words above: in news
# these are words of every day, so they count only where the site names its partners.
_PARTNERS = re.compile(
    r"\b(?:we|kami|wir|nous|nosotros|noi|nós|wij|we|my|biz) (?:and|dan|und|et|y|e|en|i|ve)"
    r"(?: (?:our|unsere|nos|nuestros|i nostri|os nossos|nossos|onze|nasi))?(?: \d[\d.,\u00a0\u202f]*)?"
    r" (?:\w+ ){0,2}?(?:partner|mitra|partenaire|socios|parceiros|vendor|ortağımız|ortaklarımız)"
)
_STORED = re.compile(
    r"menyimpan|mengakses|perangkat|menyetujui|menolak|setuju|iklan|dipersonalisasi|pengidentifikasi|audiens"
    r"|stock(?:ons|ent|er)|appareil|accept(?:er|ez)|refuser|finalités|contenus? personnalisé"
    r"|almacena|dispositivo|anuncios|contenido personalizado|aceptar|rechazar|finalidades|medición"
    r"|apparaat|apparaten|toestemmen|opslaan|slaan|doeleinden|akkoord|weigeren|informatie"
    r"|archivia|accettare|rifiutare|annunci|finalità|misurazione|armazena|aceder|acessa|anúncios|dados|medição"
    r"|urządzeni|przechow|osobowe|zgod|reklam|cihaz|kişisel|çerez|onay|veri|speicher|informationen|messung"
    r"|store|access|accept|reject|purposes|content"
)


def _sentences(texts: Iterable[str]) -> Iterator[str]:
    """The sentences of texts, in small letters: so the patterns are, which is quicker to search."""
    for text in texts:
        for sentence in _SENTENCE.split(text[: 5 * _LONGEST].lower().replace("’", "'")):
            yield sentence[:_LONGEST].strip()


def _tells(pattern: re.Pattern[str], texts: Iterable[str]) -> bool:
    """Whether one of the texts' sentences is a notice with these words."""
    for sentence in _sentences(texts):
        found = pattern.search(sentence)
        rest = len(sentence) - len(found[0]) if found else _LONGEST
        if rest <= _LITTLE_ELSE or (rest <= _SAID_TO_YOU and _YOU.search(sentence)):
            return True
    return False


def is_challenge(texts: Iterable[str]) -> bool:
    """Whether the texts let nobody in who cannot prove, allow or log in."""
    return _tells(_CHALLENGE, texts)


def is_missing(texts: Iterable[str]) -> bool:
    """Whether the texts say that the page is not there, or not now."""
    return _tells(_MISSING, texts)


def is_charged(text: str) -> bool:
    """Whether a line of a text says that the rest costs money."""
    told = text.lower()
    words = [word for word in _CHARGING if word in told]
    return any(
        _CHARGED.search(line) is not None
        for line in (told.split("\n") if words else ())
        if any(word in line for word in words)
    )


def asks_consent(texts: Sequence[str]) -> bool:
    """Whether texts ask to be allowed to use data, and say hardly anything else."""
    whole = "\n".join(texts).lower()
    found = [fold(one) for one in _CONSENT.findall(whole)]
    shared = _PARTNERS.search(whole) is not None
    if shared:
        found += [fold(one) for one in _STORED.findall(whole)]
    return (
        len(set(found)) >= _CONSENT_WORDS
        and len(found) * _CONSENT_EVERY >= len(whole)
        and (shared or _YOU.search(whole) is not None)
    )


def without(paragraphs: tuple[str, ...]) -> tuple[str, ...]:
    """The paragraphs without what is said at their end of buying the rest."""
    end = len(paragraphs)
    while (
        end > 1 and len(paragraphs[end - 1]) <= _LONGEST // 2 and _is_offer(paragraphs[end - 1])
    ):
        end -= 1
    return paragraphs[:end]


def _is_offer(text: str) -> bool:
    return _tells(_CHARGED, (text,))

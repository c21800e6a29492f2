"""Lines in which a publisher speaks of itself: its channels, its rights, how the page is used.

An invitation asks the reader ("Unduh", "Follow", "Abonnez-vous") for something of the publisher's
own (its newsletter, its app, its channel), and nobody says it in the article.  A line of the house
("Our Standards:", "Gulir untuk lanjut membaca") is known by how it begins.  Both are looked for
only behind a first word that some of them have: a set test, for nearly all blocks the only one.
"""

import re

from crawler.extract.words import is_sentence

_LONGEST = 300  # characters; a longer block is a paragraph
_LABEL = 80  # characters: a longer line is no label with a name
_FIRST = re.compile(r"[^\w\"“„«»‘'@#]*([\w'’-]+)")

_ASKING = frozenset(  # what an invitation begins with
    {
        # Indonesian
        *("unduh", "download", "install", "ikuti", "ikutilah", "simak", "dapatkan", "gabung"),
        *(
            "bergabung",
            "bergabunglah",
            "langganan",
            "berlangganan",
            "berlanggananlah",
            "follow",
        ),
        *(
            "temukan",
            "kunjungi",
            "klik",
            "baca",
            "jangan",
            "ayo",
            "yuk",
            "mari",
            "pantau",
            "cek",
        ),
        *("tonton", "saksikan", "subscribe", "bagikan", "nikmati", "like", "dukung", "terima"),
        # English
        *("sign", "get", "join", "share", "stay", "never", "receive", "tap", "click", "want"),
        *("enjoy", "listen", "watch", "add", "support", "donate", "help", "become", "thanks"),
        *("thank", "read", "connect", "find", "keep", "register", "visit", "explore"),
        # German, French, Spanish
        *("abonnieren", "abonniere", "folgen", "folge", "teilen", "laden", "lade", "holen"),
        *("melden", "erhalten", "bleiben", "unterstützen", "jetzt", "suivez", "suivez-nous"),
        *(
            "abonnez-vous",
            "inscrivez-vous",
            "téléchargez",
            "partagez",
            "rejoignez",
            "retrouvez",
        ),
        *("recevez", "soutenez", "síguenos", "síganos", "suscríbete", "suscríbase", "únete"),
        *("únase", "descarga", "descargue", "comparte", "comparta", "recibe", "reciba"),
        *("apúntate", "sigue", "siga"),
        # Dutch, Italian, Portuguese
        *("volg", "abonneer", "deel", "meld", "schrijf", "ontvang", "iscriviti", "seguici"),
        *("scarica", "ricevi", "inscreva-se", "assine", "baixe", "receba", "segui"),
    }
)
_TELLING = frozenset(  # an invitation with its reader for a subject
    {"anda", "kamu", "you", "puedes", "puede", "sie", "vous", "je", "puoi", "você", "pembaca"}
)
_CHANNELS = (
    r"(?:newsletters?|nieuwsbrief|infolettre|boletín|buletin|e-?mails?|inbox|whatsapp|telegram|youtube|instagram"
    r"|facebook|twitter|x|tiktok|threads|linkedin|google news|play store|app store|aplikasi|apps?|aplicación"
    r"|saluran|kanal|channels?|canal|podcasts?|di sini|klik|click here|notifikasi|notifications?|donasi|donat\w+"
    r"|contributions?|members?(?:hip)?|subscri\w+|jurnalisme|journalism|journalismus|journalisme|periodismo)"
)
_CHANNEL = re.compile(rf"\b{_CHANNELS}\b")
_WORKS = r"(?:newsroom|reporting|coverage|actualités|noticias|nieuws|nachrichten)"
_OURS = re.compile(  # "our newsletter", "us on Facebook", "saluran WhatsApp kami", "kami di YouTube"
    rf"\b(?:our|my|unser\w*|notre|nos|nuestr\w+|onze|nostr\w+|noss[ao]s?) (?:\w+ ){{0,2}}(?:{_CHANNELS}|{_WORKS})\b"
    rf"|\b(?:us|uns|ons) (?:on|by|via|at|auf|bei|per|op) (?:\w+ )?{_CHANNELS}\b"
    rf"|\b(?:{_CHANNELS}|kabar|berita|artikel|liputan) (?:\w+ ){{0,2}}kami\b"
    rf"|\b(?:(?:meng)?ikuti|follow|(?:men)?dukung|temukan|kunjungi|like) kami (?:di|dengan|lewat|melalui|via) (?:\w+ )?{_CHANNELS}\b"
    r"|síguenos|síganos|suivez-nous|seguici"
)
_NEWS = re.compile(
    r"\b(?:berita|artikel|kabar|informasi|konten)\s(?:\w+\s){0,3}?(?:lain(?:nya)?|menarik|pilihan|harian|eksklusif|lebih cepat)\b"
    r"|\b(?:berita|artikel|kabar)\s(?:\w+\s){0,3}?ter(?:baru|kini|populer|update|hangat|lengkap|percaya|cepat)\b"
    r"|\bbreaking news\b|\b(?:latest|top|daily|more) (?:news|stories|updates|headlines)\b|\bnews alerts?\b"
    r"|\bsubscribe\b.*\byoutube\b"
)
_FOLLOWS = re.compile(  # what a reader can do whom an invitation names
    r"\b(?:mengikuti|ikuti|berlangganan|bergabung|mengunduh|unduh|mendukung|follow|subscribe|join|download|support|folgen"
    r"|abonn\w+|suivre|seguir|suscri\w+|apuntarte|volgen|seguire|iscriver\w+)\b"
)
_NO_INVITATION = re.compile(
    r"\W*(?:\w+ (?:for|of|from|among|prices?|speeds?)\b|jangan (?!lupa|lewatkan|sampai))"
)
_SAID = re.compile(
    r"\b(?:kata(?:nya)?|ujar(?:nya)?|ucap(?:nya)?|tutur(?:nya)?|menurut|ungkap(?:nya)?|imbau(?:nya)?|pesan(?:nya)|begitu|demikian|bunyi"
    r"|said|says|saying|told|tells|according|wrote|writes|urged|reads?(?=[,.]? (?:a|the) )|sagte?|erklärte|schrieb|dit|déclaré|selon"
    r"|dijo|afirmó|según|zei|volgens|detto|secondo|disse|segundo)\b|[\"“”„«»]"
)
_LINES = {  # how lines of the house go on from their first words, in small letters
    "dilarang": r"dilarang (?:keras )?(?:me\w+|copy|crawling)\b(?=.*\b(?:konten|redaksi|artikel|naskah|situs|isi berita"
    r"|crawling|seizin)\b)(?=.*\b(?:tanpa|izin|seizin)\b)",
    "disclaimer": r"disclaimer\s*:.*\b(?:artikel|berita|tulisan|konten) ini\b",
    "gulir": r"gulir (?:ke bawah )?untuk (?:lanjut|melanjutkan|membaca)",
    "lihat": r"lihat (?:postingan|kiriman|unggahan) ini di\b",
    "view": r"view this (?:post|profile) on\b",
    "ver": r"ver esta publicación en\b",
    "voir": r"voir cette publication sur\b",
    "bekijk": r"bekijk dit bericht op\b",
    "sebuah": r"sebuah (?:kiriman|postingan) (?:yang )?dibagikan oleh\b",
    "a": r"a post shared by\b",
    "una": r"una publicación compartida (?:de|por)\b",
    "une": r"une publication partagée par\b",
    "ein": r"ein beitrag geteilt von\b",
    "apa": r"apa (?:reaksi|pendapat|tanggapan|komentar) (?:anda|kamu)\b.{0,40}\b(?:artikel|berita|tulisan) ini",
    "bagaimana": r"bagaimana (?:reaksi|pendapat|tanggapan) (?:anda|kamu)\b.{0,40}\b(?:artikel|berita|tulisan) ini",
    "what": r"what(?:['’]s| is) your reaction",
    "what's": r"what['’]s your reaction",
    "what’s": r"what['’]s your reaction",
    "punya": r"punya (?:informasi|info|cerita|berita|keluhan|tips)\b[^?]{0,60}\?\s*\W*(?:kirim|hubungi|sampaikan|email|wa\b)",
    "our": r"our standards\s*:",
    "this": r"this (?:story|article|report|piece) (?:(?:has|was|is) not (?:been )?edited by"
    r"|(?:was |has been )?(?:originally|first) (?:published|appeared))\b",
    "thanks": r"thanks for reading\b.{0,80}\bsubscribe\b",
    "thank": r"thank you for reading\b.{0,80}\bsubscribe\b",
    "teilen": r"teilen sie (?:diesen|den) (?:artikel|beitrag)",
    "partagez": r"partagez (?:cet article|cette page)",
    "comparte": r"comparte (?:este artículo|esta noticia)",
    "bagikan": r"bagikan (?:artikel|berita|tulisan) ini",
    "deel": r"deel dit (?:artikel|bericht)",
    "condividi": r"condividi (?:questo articolo|questa)",
    "ringkasan": r"ringkasan (?:ini )?(?:dibuat|dihasilkan|disusun) (?:dengan|oleh|menggunakan|memakai) .{0,20}\b(?:ai|kecerdasan buatan)\b",
    "summary": r"summary (?:was |is )?(?:generated|created|written) (?:by|with|using) .{0,20}\b(?:ai|artificial intelligence)\b",
}
_LABELS = {  # what is a line of the house only with next to nothing more
    "sumber": r"sumber (?:foto|gambar|video|artikel|berita)\s*:",
    "quelle": r"quelle\s*:",
    "beeld": r"beeld\s*:",
    "bron": r"bron\s*:",
    "next": r"next (?:post|article|story)\W*$",
    "previous": r"previous (?:post|article|story)\W*$",
    "promoted": r"promoted (?:content|stories)\W*$",
    "video": r"video (?:terpopuler|terkini|pilihan|terbaru)(?: hari ini)?\W*$",
    "berita": r"berita (?:terpopuler|terkini|pilihan|terbaru)(?: hari ini)?\W*$",
}
_FILED = re.compile(r"\W*(?:tags?|topics?|topik|kategori|themen|schlagwörter|temas|sujets)\s*:")
_FORMS = {word: re.compile(form) for word, form in (_LABELS | _LINES).items()}
_WORDS = _ASKING | _TELLING | _FORMS.keys()


def is_of_house(text: str, linked: int = 0) -> bool:
    """Whether a block is the publisher's word to its reader; `linked` characters are links."""
    if len(text) > _LONGEST:
        return False
    first = _FIRST.match(text)
    if first is None:
        return False
    word = first[1].lower()
    if word not in _WORDS:
        return linked > 0 and _FILED.match(text.lower()) is not None
    told = text.lower()
    return _is_line(told, word, first.start(1)) or _invites(told, word)


def _is_line(told: str, word: str, at: int) -> bool:
    form = _FORMS.get(word)
    if form is None or form.match(told, at) is None:
        return False
    if word in _LABELS:
        return len(told) < _LABEL and (not is_sentence(told) or told.endswith((":", ".")))
    return _SAID.search(told) is None


def _invites(told: str, word: str) -> bool:
    """Whether a reader is asked for something of the publisher's own, and nobody is quoted."""
    if word in _TELLING:
        if _FOLLOWS.search(told) is None:
            return False
    elif word not in _ASKING or _NO_INVITATION.match(told) is not None:
        return False
    if _CHANNEL.search(told) is None or _SAID.search(told) is not None:
        return False
    return _OURS.search(told) is not None or (
        word in _ASKING and _NEWS.search(told) is not None
    )

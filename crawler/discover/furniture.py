"""What a site has besides articles: lists, people, forms, media, the rules of the house."""

import re
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from crawler.dedup.urls import owner
from crawler.discover import shape

# Segments of paths under which no article lies, however much an address looks like one.
_NEVER_ARTICLES = """
    tag tags tagar topik topic topics topik-khusus label labels hashtag keyword keywords kata-kunci
    author authors penulis reporter reporters jurnalis wartawan editor editors kontributor contributor
    contributors user users member members anggota search cari pencarian find
    login logout signin sign-in signup sign-up register registrasi masuk account akun my-account
    subscribe subscription langganan berlangganan newsletter newsletters checkout cart keranjang
    wp-admin wp-login.php wp-json wp-content wp-includes cdn-cgi xmlrpc.php feed feeds rss rss.xml atom.xml
    sitemap sitemap.xml sitemap.html robots.txt print cetak share
    video videos watch tv live-tv livetv livestreaming live-streaming streaming radio podcast podcasts audio
    foto photo photos fotografi gallery galleries galeri galeri-foto foto-video
    about about-us contact contact-us kontak kontak-kami hubungi-kami redaksi
    susunan-redaksi tim-redaksi karir career careers jobs lowongan advertise advertising
    info-iklan pasang-iklan media-kit mediakit rate-card
    privacy privacy-policy kebijakan-privasi kebijakan-data-pribadi terms terms-of-service terms-of-use
    terms-and-conditions syarat-ketentuan syarat-dan-ketentuan disclaimer cookie-policy cookies
    pedoman-media-siber pedoman-pemberitaan-media-siber kode-etik kode-etik-jurnalistik
    kode-perilaku-perusahaan hak-jawab faq help bantuan pusat-bantuan
    autor autoren autori auteur auteurs autore autores schlagwort thema themen tema temas sujet sujets
    etiqueta etiquetas suche buscar recherche ricerca zoeken mediathek impressum datenschutz kontakt agb abo
    abonnement mentions-legales aviso-legal quienes-somos politica-de-privacidad politica-de-cookies
    shop store toko epaper e-paper koran-digital download unduh
    """
# Segments that are lists, but for what has a date, a number or many words after them.
_LISTS = """
    archive archives archiv archivo archivio arsip indeks index newsindex indeks-berita
    terkini terbaru terpopuler populer popular trending latest most-read headline headlines
    category categories kategorie categorie categoria kategori kanal rubrik rubric section sections channel channels page pages halaman
    profile profiles profil people daftar tentang tentang-kami iklan ketentuan pedoman
    hak-cipta copyright amp event events jadwal jadwal-tv apps
    """
_NEVER = frozenset(_NEVER_ARTICLES.split())
_MOSTLY = frozenset(_LISTS.split())
_PAGES_ABOUT_THE_SITE = re.compile(
    r"(?:tentang-kami|tentang-kita|about-us|hubungi-|kontak-kami|contact-us|redaksi-|susunan-redaksi|"
    r"pedoman-(?:media|pemberitaan|hak)|kebijakan-(?:privasi|data|cookie|redaksi|editorial)|"
    r"privacy-|terms-(?:of|and)|syarat-(?:dan|ketentuan|penggunaan)|kode-etik|info-iklan|pasang-iklan|"
    r"kirim-(?:tulisan|naskah|artikel|opini)|write-for-us|submit-(?:a|your)-|advertise-with|beriklan-di|"
    r"cookie-policy|standar-perlindungan-profesi|subscribe-to|livestream$|live-streaming)"
    r"|(?:.*[-_])?newsletters?(?:[-_,.]|$)|(?:.*[-_])?rss(?:[-_.]|$)",
)
# Parameters by which one program shows lists as well as articles.
_LISTED_BY = re.compile(
    r"(?:^|&)(?:view|task|layout|act|mod)=(?:categor(?:y|ies)|section|tags?|search|blog|archive|login)(?:&|$)",
    re.IGNORECASE,
)
# The first name of a host that shows no articles.
_NAMES = """
    tv video videos foto photo photos shop store toko epaper koran event events karir career careers
    iklan ads ad account accounts akun login sso auth connect my cdn static assets img images image
    search cari m-search podcast radio live streaming jadwal help support api 20
    """
_HOSTS = frozenset(_NAMES.split())
_MEDIA = re.compile(
    r"\.(?:jpe?g|png|gif|webp|avif|svg|ico|pdf|docx?|xlsx?|pptx?|zip|rar|gz|mp[34]|m4a|webm|css|js|json|"
    r"xml|rss|atom|txt|apk|woff2?)$",
    re.IGNORECASE,
)


@lru_cache(maxsize=8192)
def furniture(url: str) -> bool:
    """Whether `url` leads to something of the site's own: lists, people, forms, rules, media files.

    >>> furniture("https://example.org/tag/beras"), furniture("https://example.org/beras-naik")
    (True, False)
    """
    parts = urlsplit(url)
    segments = [unquote(segment).lower() for segment in parts.path.split("/") if segment]
    if not segments and not shape.numbered(parts.query):
        return True
    if _MEDIA.search(parts.path) or _named_for_furniture(url):
        return True
    if any(_PAGES_ABOUT_THE_SITE.match(segment) for segment in segments):
        return True
    if _LISTED_BY.search(parts.query):
        return True
    if segments and shape.stem(segments[-1]) == "index" and shape.numbered(parts.query):
        segments = segments[:-1]  # the program that shows everything
    return _leads_to_furniture(segments)


def _named_for_furniture(url: str) -> bool:
    """Whether the first name of the host, before the registrable domain, says so."""
    host = (urlsplit(url).hostname or "").lower()
    return host != owner(url).partition(":")[0] and host.partition(".")[0] in _HOSTS


def _leads_to_furniture(segments: list[str]) -> bool:
    """Whether a segment names furniture, and what follows it is no article's own segment.

    `/kanal/2026/11/02/slug` and `/index/read/123456/slug` are articles all the same.
    """
    stems = [shape.stem(segment) for segment in segments]
    if not _NEVER.isdisjoint(stems):
        return True
    at = next((at for at, stem in enumerate(stems) if stem in _MOSTLY), None)
    if at is None:
        return False
    rest = "/" + "/".join(segments[at + 1 :])
    return not (shape.dated_or_numbered(rest) or _long_slug(rest))


def _long_slug(rest: str) -> bool:
    return max((len(shape.words(segment)) for segment in rest.split("/")), default=0) >= 5

"""Pages of every kind that a news site answers with, none of them an article; all invented."""

from tests.extract.pages import PROSE

STORY = "https://kota.example/berita/17/pasar"


def bare(inside: str, title: str = "Kota Contoh", head: str = "") -> str:
    return f"<html><head><title>{title}</title>{head}</head><body>{inside}</body></html>"


def with_site(inside: str, title: str) -> str:
    """`inside` between a head and a foot such as every page of a site has."""
    menu = "".join(
        f"<li><a href=/{name}>{name}</a></li>" for name in ("Kota", "Dunia", "Olahraga")
    )
    foot = "<footer><p>Hak cipta 2026 Kota Contoh. Semua hak dilindungi undang-undang.</p></footer>"
    return bare(
        f"<header><nav><ul>{menu}</ul></nav></header><main>{inside}</main>{foot}", title
    )


def card(number: int, teaser: bool = True) -> str:
    text = f"<p>Ringkasan berita nomor {number} yang panjangnya dua baris dan berakhir dengan titik.</p>"
    return (
        f"<article><h3><a href=/b/{number}>Berita kota nomor {number} yang baru saja terbit pagi ini"
        f"</a></h3>{text if teaser else ''}<time>2 jam lalu</time></article>"
    )


CARDS = "".join(map(card, range(20)))
HEADLINES = "".join(card(number, teaser=False) for number in range(30))
LINKS = (
    "<ul>"
    + "".join(
        f"<li><a href=/berita/{n}>Judul berita ke-{n} tentang kota dan warganya yang panjang</a></li>"
        for n in range(40)
    )
    + "</ul>"
)

BLOCKED = {
    "cloudflare": bare("<div class=main-wrapper><div class=main-content><noscript><div>Enable JavaScript and cookies to continue</div></noscript></div></div><script>(function(){window._cf_chl_opt={cvId:'3'};var a=document.createElement('script');a.src='/cdn-cgi/challenge-platform/h/g/orchestrate/chl_page/v1';}())</script>", "Just a moment..."),
    "cloudflare in Indonesian": bare("<h1>kota.example</h1><p>Memverifikasi bahwa Anda manusia. Ini mungkin perlu beberapa detik.</p><p>kota.example perlu meninjau keamanan koneksi Anda sebelum melanjutkan.</p>", "Tunggu sebentar..."),
    "cloudflare in German": bare("<h1>kota.example</h1><p>Es wird überprüft, ob Sie ein Mensch sind. Dies kann einige Sekunden dauern.</p>", "Nur einen Moment…"),
    "cloudflare block": bare("<h1>Sorry, you have been blocked</h1><h2>You are unable to access kota.example</h2><p>This website is using a security service to protect itself from online attacks. The action you just performed triggered the security solution. There are several actions that could trigger this block including submitting a certain word or phrase, a SQL command or malformed data.</p><p>Cloudflare Ray ID: 8f00</p>", "Attention Required! | Cloudflare"),
    "akamai": bare("<h1>Access Denied</h1>You don't have permission to access \"http://kota.example/berita/17\" on this server.<p>Reference #18.2f00.1700000000.abc</p>", "Access Denied"),
    "datadome": bare("<p id=cmsg>Please enable JS and disable any ad blocker</p><script>var dd={'rt':'c','cid':'AHr','host':'geo.captcha-delivery.com'}</script>", "kota.example"),
    "datadome, scripts only": bare("<script>var dd={'rt':'i','host':'geo.captcha-delivery.com'}</script><script src=https://ct.captcha-delivery.com/i.js></script>", "kota.example"),
    "perimeterx": bare("<div class=px-captcha-header>Before we continue...</div><div id=px-captcha></div><p>Press & Hold to confirm you are a human (and not a bot).</p>", "Access to this page has been denied"),
    "incapsula": bare("<iframe id=main-iframe src='/_Incapsula_Resource?CWUDNSAI=9&incident_id=1'>Request unsuccessful. Incapsula incident ID: 1-2</iframe>", ""),
    "aws waf": bare("<div id=challenge-container></div><script>window.awsWafCookieDomainList=[];window.gokuProps={};</script><script src='https://x.token.awswaf.com/x/challenge.js'></script><noscript><h1>JavaScript is disabled</h1></noscript>", ""),
    "ddos guard": bare("<h1>Checking your browser before accessing kota.example</h1><p>Please allow up to 5 seconds. DDoS protection by DDoS-Guard</p>", "DDoS-Guard"),
    "vercel": bare("<p>We're verifying your browser</p><p>Website owner? Click here to fix</p>", "Vercel Security Checkpoint"),
    "unusual traffic": bare("<h1>Sorry…</h1><p>Our systems have detected unusual traffic from your computer network. This page checks to see if it's really you sending the requests, and not a robot.</p>", "Sorry..."),
    "anti-bot in Indonesian": bare("<h1>Verifikasi</h1><p>Kami mendeteksi lalu lintas tidak wajar dari jaringan Anda. Centang kotak di bawah untuk membuktikan bahwa Anda bukan robot.</p>", "Verifikasi keamanan"),
    "consent": bare("<h1>We value your privacy</h1><p>We and our 842 partners store and access information on a device, such as cookies, and process personal data. Choose whether you accept before you continue.</p><button>Accept all</button>", "Kota Contoh"),
    "consent in German": bare("<h1>Bevor Sie weiterlesen</h1><p>Wir und unsere Partner verarbeiten Daten. Mit Ihrer Zustimmung nutzen Sie unsere Seiten mit Werbung und Tracking, oder Sie lesen mit einem PUR-Abo ohne Tracking.</p>", "Einwilligung"),
    "consent in Indonesian": bare("<h1>Kami menghargai privasi Anda</h1><p>Kami dan mitra kami memakai cookie untuk mengolah data pribadi. Pilih apakah Anda menyetujui semua cookie sebelum melanjutkan ke situs.</p>", "Persetujuan"),
    "login": with_site("<h1>Silakan masuk</h1><form><input name=email><input type=password></form><p>Silakan login untuk membaca berita ini di situs kami.</p>", "Masuk - Kota Contoh"),
    "login in English": with_site("<h1>Log in to continue</h1><form><input type=password></form><p>Please sign in with your account to read on.</p>", "Log in - Kota Contoh"),
}  # fmt: skip

EMPTY = {
    "shell": bare("<div id=root></div><noscript>You need to enable JavaScript to run this app.</noscript><script src=/app.js></script>"),
    "shell with a head": with_site("<div id=app><div class=spinner></div></div>", "Pasar Lama"),
    "nothing": "",
    "text in no tag": "ok",
    "404": bare("<h1>404</h1><p>Halaman yang Anda cari tidak ditemukan.</p>", "404"),
    "gone": with_site("<h1>Maaf</h1><p>Artikel yang Anda cari sudah dihapus atau dipindahkan.</p>", "Kota Contoh"),
    "oops": with_site("<h2>Oops! That page can’t be found.</h2><p>It looks like nothing was found at this location. Maybe try a search?</p>", "Page not found - Kota Contoh"),
    "404 in German": with_site("<h1>Seite nicht gefunden</h1><p>Die angeforderte Seite existiert leider nicht mehr oder wurde verschoben.</p>", "Fehler"),
    "404 in French": with_site("<h1>Page introuvable</h1><p>La page que vous cherchez n’existe pas ou n’existe plus.</p>", "Erreur"),
    "404 in Spanish": with_site("<h1>Página no encontrada</h1><p>La página que busca no existe o ha sido movida a otra dirección.</p>", "Error"),
    "404 over the latest news": with_site(f"<h1>Halaman tidak ditemukan</h1><p>Maaf, halaman ini sudah tidak ada. Baca berita terbaru kami di bawah.</p>{''.join(map(card, range(3)))}", "Halaman tidak ditemukan"),
    "maintenance": bare("<h1>Situs sedang dalam perbaikan</h1><p>Kami segera kembali. Terima kasih atas kesabaran Anda menunggu pemeliharaan ini.</p>", "Pemeliharaan"),
    "maintenance in English": bare("<h1>We’ll be back soon!</h1><p>Sorry for the inconvenience but we’re performing some maintenance at the moment.</p>", "Site Maintenance"),
    "server error": bare("<h1>Internal Server Error</h1><p>The server encountered an internal error and was unable to complete your request.</p>", "500 Internal Server Error"),
    "database error": bare("<h1>Error establishing a database connection</h1>", "Database Error"),
    "parked": bare("<h1>kota.example</h1><p>This domain is for sale. Buy this domain today and get it within minutes from us.</p>", "kota.example"),
}  # fmt: skip

LISTS = {
    "home": (bare(f"<main>{CARDS}</main>"), "https://kota.example/"),
    "home of a language": (with_site(CARDS, "Kota Contoh"), "https://kota.example/id/"),
    "home by its file": (with_site(CARDS, "Kota Contoh"), "https://kota.example/index.php"),
    "desk": (with_site(f"<h1>Dunia</h1>{CARDS}", "Dunia"), "https://kota.example/kanal/dunia"),
    "tag": (with_site(f"<h1>Tag: pasar</h1>{CARDS}", "pasar"), "https://kota.example/tag/pasar"),
    "tag with a word about it": (with_site(f"<h1>Pasar</h1><p>{PROSE[0]}</p>{CARDS}", "Pasar"), "https://kota.example/tag/pasar"),
    "headlines only": (with_site(f"<h1>Terkini</h1>{HEADLINES}", "Terkini"), "https://kota.example/terkini"),
    "links": (with_site(f"<h1>Indeks berita</h1>{LINKS}", "Indeks"), "https://kota.example/indeks"),
    "search": (with_site(f"<h1>Hasil pencarian untuk banjir</h1><p>320 hasil</p>{CARDS}", "Cari: banjir"), "https://kota.example/search?q=banjir"),
    "author": (with_site(f"<h1>Reporter Satu</h1><p>Menulis tentang kota sejak 2019 dan suka bersepeda.</p>{CARDS}", "Reporter Satu"), "https://kota.example/penulis/reporter-satu"),
    "collection that says so": (bare(f"<main>{''.join(map(card, range(4)))}</main>", head='<meta property="og:type" content="website">'), "https://kota.example/topik/pasar"),
}  # fmt: skip

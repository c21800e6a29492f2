"""Index pages of further makes, each with furniture of its own, all invented."""

from tests.discover.index_pages import TITLES, IndexPage, page, slug

WORLD = (
    "محكمة المدينة تؤجل قضية الميناء القديم إلى الشهر المقبل",
    "رئيس البلدية يفتتح الجسر الجديد فوق النهر الكبير",
    "ارتفاع أسعار الخبز في الأسواق للأسبوع الثالث على التوالي",
    "فريق المدينة يصل إلى المباراة النهائية بعد فوز مثير",
)
CHINESE = (
    "市政府宣布新桥将于下月通车",
    "大米价格连续三天下跌",
    "地震袭击南部沿海地区居民疏散",
    "女子排球队闯入决赛",
)


def site(make: str, url: str, body: str, articles: dict[str, str]) -> IndexPage:
    """A page of this make, with all that it shows in `body`."""
    return IndexPage(make, url, page(body), articles)


def numbered(form: str) -> dict[str, str]:
    """A link for each headline."""
    return {
        form.format(slug=slug(title), id=700100 + 37 * at): title
        for at, title in enumerate(TITLES)
    }


def _mega() -> IndexPage:
    links = numbered("/news/{slug}-{id}")
    menu = "".join(
        f'<li><a href="/topics/{s}">{s.replace("-", " ").title()}</a><ul><li><a href="/topics/{s}/latest-analysis-and-opinion">Latest analysis and opinion on {s}</a></li></ul></li>'
        for s in ("world-politics", "climate-change", "money-and-markets")
    )
    cards = "".join(
        f'<div class="gs-c-promo"><a class="gs-c-promo-heading" href="{link}"><h3>{title}</h3></a><p>Summary.</p><ul><li><span>2h ago</span></li><li><a href="/topics/world-politics">World Politics</a></li></ul></div>'
        for link, title in links.items()
    )
    foot = '<footer><ul><li><a href="/help/how-we-use-your-personal-data">How we use your personal data</a></li><li><a href="/contact-us/newsroom-and-corrections">Contact the newsroom and corrections</a></li><li><a href="/newsletters/the-morning-briefing-by-email">The morning briefing by email</a></li><li><a href="/podcasts/the-daily-hour-episode-112">The Daily Hour, episode 112</a></li></ul></footer>'
    return site(
        "mega menu",
        "https://news.contoh.example/latest",
        f"<nav><ul>{menu}</ul></nav><main>{cards}</main>{foot}",
        links,
    )


def _columns() -> IndexPage:
    links = numbered("/{id}/{slug}")
    cards = "".join(
        f'<div class="card"><a href="{link}">{title}</a><div><a href="/penulis/{n}/reporter-{n}-dari-biro-daerah">Reporter {n} dari biro daerah</a> <a href="/fokus/kota-kita-hari-ini">Kota kita hari ini</a></div></div>'
        for n, (link, title) in enumerate(links.items())
    )
    return site(
        "authors beside each",
        "https://contoh.example/terkini",
        f'<div class=top><a href="/penulis">Penulis</a><a href="/fokus">Fokus</a></div>{cards}<div class=bottom><a href="/kirim-tulisan-anda-ke-redaksi-kami">Kirim tulisan Anda ke redaksi kami</a></div>',
        links,
    )


def _sidebar() -> IndexPage:
    links = numbered("/berita/detail/{id}")
    items = list(links.items())
    main = "".join(
        f'<li class="news"><span>12/11/2026 08:{n:02}</span><h4><a href="{link}">{title}</a></h4></li>'
        for n, (link, title) in enumerate(items[:8])
    )
    side = "".join(
        f'<div class="pop"><b>{n}</b><a href="{link}">{title}</a></div>'
        for n, (link, title) in enumerate(items[6:])
    )
    return site(
        "sidebar of the popular",
        "https://contoh.example/index",
        f'<ul>{main}</ul><aside><h5>Terpopuler</h5>{side}<a href="/berlangganan/paket-tahunan-hemat">Berlangganan paket tahunan hemat</a></aside>',
        links,
    )


def _ticker() -> IndexPage:
    links = numbered("/{slug}.htm")
    items = list(links.items())
    tick = "".join(f'<a href="{link}">{title}</a>' for link, title in items[:3])
    cards = "".join(
        f'<div class="box"><div class="img"><a href="{link}"><img src=x.jpg></a></div><div class="txt"><a href="{link}" class="h">{title}</a></div></div>'
        for link, title in items
    )
    return site(
        "ticker",
        "https://contoh.example/",
        f'<div id=menu><a href="/olahraga.htm">Olahraga</a><a href="/kesehatan-dan-gaya-hidup.htm">Kesehatan</a></div><marquee>{tick}</marquee>{cards}<div id=foot><a href="/tentang.htm">Tentang</a><a href="/kode-etik-jurnalistik-kami.htm">Kode etik</a></div>',
        links,
    )


def _aspx() -> IndexPage:
    links = numbered("/NewsDetail.aspx?id={id}")
    rows = "".join(
        f'<tr><td><a href="{link}">{title}</a></td><td>02-11-2026</td></tr>'
        for link, title in links.items()
    )
    return site(
        "aspx",
        "https://contoh.example/News.aspx",
        f'<table><tr><td><a href="/Default.aspx">Home</a></td><td><a href="/News.aspx?page=2">2</a></td><td><a href="/Login.aspx?ReturnUrl=%2fNews.aspx">Masuk ke akun Anda</a></td></tr>{rows}</table>',
        links,
    )


def _php_rewrite() -> IndexPage:
    links = numbered("/index.php/berita/{id}-{slug}")
    rows = "".join(
        f'<div class="items-row"><h2><a href="{link}">{title}</a></h2><p class="readmore"><a href="{link}">Selengkapnya ...</a></p></div>'
        for link, title in links.items()
    )
    return site(
        "joomla",
        "https://contoh.example/index.php/berita",
        f'<ul class=menu><li><a href="/index.php/profil/sejarah-singkat-instansi-kami">Sejarah singkat instansi kami</a></li><li><a href="/index.php/galeri-foto">Galeri</a></li></ul>{rows}<div class=pagination><a href="/index.php/berita?start=10">2</a></div>',
        links,
    )


def _arabic() -> IndexPage:
    links = {f"/news/2026/11/2/{at + 10100}": title for at, title in enumerate(WORLD)}
    cards = "".join(
        f'<article><h2><a href="{link}">{title}</a></h2></article>'
        for link, title in links.items()
    )
    return site(
        "arabic",
        "https://contoh.example/latest",
        f'<nav><a href="/sport">رياضة</a><a href="/economy">اقتصاد</a><a href="/about-us">من نحن</a></nav>{cards}<footer><a href="/privacy-policy">سياسة الخصوصية وشروط الاستخدام للموقع</a></footer>',
        links,
    )


def _chinese() -> IndexPage:
    links = {f"/a/20261102/{at + 10233}.html": title for at, title in enumerate(CHINESE)}
    cards = "".join(
        f'<li><a href="{link}" target=_blank>{title}</a><span>11-02 10:15</span></li>'
        for link, title in links.items()
    )
    return site(
        "chinese",
        "https://contoh.example/news/",
        f'<div class=nav><a href="/news/">新闻</a><a href="/sports/">体育</a><a href="/about/">关于我们</a></div><ul>{cards}</ul><div class=foot><a href="/about/copyright.html">版权声明与法律责任说明</a></div>',
        links,
    )


def _encoded() -> IndexPage:
    links = {
        f"/berita/{at}/%E2%80%98{slug(title)}%E2%80%99": title
        for at, title in enumerate(TITLES, 88001)
    }
    cards = "".join(
        f'<div class=r><a href="{link}"><h3>{title}</h3></a></div>'
        for link, title in links.items()
    )
    return site(
        "encoded",
        "https://contoh.example/berita",
        f'<div><a href="/berita/kategori/ekonomi-dan-bisnis-daerah">Ekonomi dan bisnis daerah</a></div>{cards}',
        links,
    )


def _short() -> IndexPage:
    titles = (
        "Banjir Surut",
        "Harga Beras Naik",
        "Gempa di Laut",
        "Tim Voli Juara",
        "Jalan Rusak Lagi",
        "Kereta Terlambat",
        "Pasar Dibuka",
        "Sekolah Libur",
    )
    links = {f"/read/{30111 + at}/{slug(title)}": title for at, title in enumerate(titles)}
    cards = "".join(
        f'<div class="n"><h3><a href="{link}">{title}</a></h3><time>02/11/2026</time></div>'
        for link, title in links.items()
    )
    return site(
        "short headlines",
        "https://contoh.example/",
        f'<nav><a href="/kanal/kota">Kota</a><a href="/kanal/desa-wisata">Desa Wisata</a></nav>{cards}<footer><a href="/hal/tentang-kami">Tentang Kami</a><a href="/hal/hubungi-redaksi">Hubungi Redaksi</a></footer>',
        links,
    )


def _subdomains() -> IndexPage:
    links = {
        f"https://{s}.contoh.example/read/{660010 + at}/{slug(title)}": title
        for at, title in enumerate(TITLES)
        for s in (("ekonomi", "bola", "news")[at % 3],)
    }
    cards = "".join(
        f'<div class=list><a href="{link}"><span>{title}</span></a></div>'
        for link, title in links.items()
    )
    return site(
        "subdomains",
        "https://www.contoh.example/indeks",
        f'<nav><a href="https://ekonomi.contoh.example">Ekonomi</a><a href="https://tv.contoh.example/live-streaming-hari-ini">Live streaming hari ini</a></nav>{cards}<footer><a href="https://lowongan.mitra.example/loker/staf-administrasi-kantor-123456">Loker staf administrasi kantor</a></footer>',
        links,
    )


def _calendar() -> IndexPage:
    links = numbered("/2026/11/02/{slug}")
    days = "".join(f'<td><a href="/2026/11/{d:02}">{d}</a></td>' for d in range(1, 31))
    cards = "".join(f'<h2><a href="{link}">{title}</a></h2>' for link, title in links.items())
    return site(
        "calendar",
        "https://contoh.example/2026/11/02",
        f'<table id=cal><tr>{days}</tr><tr><td><a href="/2026/10">Oktober 2026</a></td></tr></table>{cards}<a href="/arsip/berita-terpopuler-sepanjang-tahun">Arsip berita terpopuler sepanjang tahun</a>',
        links,
    )


def _epaper() -> IndexPage:
    links = numbered("/artikel/{slug}/{id}")
    cards = "".join(
        f'<div class="post"><a href="{link}"><h5>{title}</h5></a></div>'
        for link, title in links.items()
    )
    extras = '<a href="/epaper/edisi-senin-2-november-2026.pdf">E-paper edisi Senin 2 November 2026</a><a href="/galeri/foto-foto-festival-perahu-tahunan">Foto-foto festival perahu tahunan</a><a href="/video/rekaman-lengkap-debat-calon-wali-kota">Rekaman lengkap debat calon wali kota</a><a href="/podcast/obrolan-pagi-bersama-nelayan">Obrolan pagi bersama nelayan</a><a href="/unduh/aplikasi-kami-untuk-android">Unduh aplikasi kami untuk Android</a>'
    return site(
        "paper, gallery, podcast", "https://contoh.example/artikel", f"{extras}{cards}", links
    )


def _live() -> IndexPage:
    links = numbered("/{slug}-b{id}p.html")
    cards = "".join(
        f'<div class="latest__item"><h2 class="latest__title"><a href="{link}" class="latest__link">{title}</a></h2><h4 class="latest__subtitle"><a href="/berita-daerah">Berita Daerah</a></h4></div>'
        for link, title in links.items()
    )
    return site(
        "subtitle links",
        "https://contoh.example/indeks-berita",
        f'<div class="nav"><a href="/berita-daerah">Berita Daerah</a><a href="/opini-pembaca-dan-kolom">Opini</a></div>{cards}',
        links,
    )


def _generated() -> IndexPage:
    links = numbered("/story/{slug}")
    cards = "".join(
        f'<div class="sc-a{n % 7}x css-1q{n}z"><div class="css-0"><a class="css-9k" href="{link}"><div class="css-3">{title}</div></a></div></div>'
        for n, (link, title) in enumerate(links.items())
    )
    return site(
        "generated classes",
        "https://contoh.example/",
        f'<div class="css-11"><a class="css-2" href="/section/politics">Politics</a><a class="css-2" href="/subscribe/special-offer-for-students">Special offer for students</a></div>{cards}<div class="css-77"><a href="/terms-of-service-and-privacy">Terms of service and privacy</a><a href="/about/our-journalism-and-standards">Our journalism and standards</a></div>',
        links,
    )


def _blogger() -> IndexPage:
    links = numbered("https://contoh.example/2026/11/{slug}.html")
    cards = "".join(
        f'<div class="post hentry"><h3 class="post-title entry-title"><a href="{link}">{title}</a></h3><div class="post-footer"><a class="comment-link" href="{link}#comment-form">0 komentar</a><a class="timestamp-link" href="{link}"><abbr class=published title="2026-11-02T10:15:00+07:00">10.15</abbr></a><a href="https://contoh.example/search/label/Ekonomi%20Daerah">Ekonomi Daerah</a></div></div>'
        for link, title in links.items()
    )
    return site(
        "blogger",
        "https://contoh.example/",
        f'{cards}<div id="blog-pager"><a class="blog-pager-older-link" href="https://contoh.example/search?updated-max=2026-11-01T10:00:00%2B07:00&amp;max-results=12">Postingan Lama</a></div><div class=widget><a href="https://contoh.example/p/tentang-kami-dan-tim-redaksi.html">Tentang kami dan tim redaksi</a><a href="https://contoh.example/2026/10/">Oktober (24)</a></div>',
        links,
    )


def _nuxt() -> IndexPage:
    links = numbered("/artikel/{slug}-{id}")
    return site(
        "cards of divs, no headings",
        "https://contoh.example/",
        "".join(
            f'<div class="flex"><div class="w-1/3"><a href="{link}"><img alt="{title}" src="/x.webp"></a></div><div class="w-2/3"><a class="font-bold" href="{link}">{title}</a><p class="text-xs">3 jam yang lalu</p></div></div>'
            for link, title in links.items()
        )
        + '<div class="grid"><a href="/kanal/ekonomi">Ekonomi</a><a href="/ketentuan-layanan-dan-privasi">Ketentuan layanan dan privasi</a><a href="/pasang-iklan-bersama-kami">Pasang iklan bersama kami</a></div>',
        links,
    )


MORE = tuple(
    make()
    for make in (
        _mega,
        _columns,
        _sidebar,
        _ticker,
        _aspx,
        _php_rewrite,
        _arabic,
        _chinese,
        _encoded,
        _short,
        _subdomains,
        _calendar,
        _epaper,
        _live,
        _generated,
        _blogger,
        _nuxt,
    )
)

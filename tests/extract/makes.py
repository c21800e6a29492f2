"""One article, as four makes of page hold it: the same words, in very different markup."""

import html
import json
from datetime import UTC, datetime

from crawler.article_text import Text, date_line

MENU = ("Beranda", "Politik", "Hukum", "Ekonomi", "Dunia", "Olahraga", "Galeri", "Indeks")
POPULAR = "Harga cabai dan bawang naik menjelang akhir pekan panjang"


def e(text: str) -> str:
    return html.escape(text, quote=False).replace("\n", "<br>")


def modern(text: Text) -> str:
    """JSON-LD in UTC only, a figure, an aside and a script of styles; headline in a header."""
    assert isinstance(text.published, datetime)
    data = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "name": "Kota Contoh", "url": "https://kota.example/"},
            {
                "@type": "NewsArticle",
                "headline": text.title,
                "datePublished": text.published.astimezone(UTC).isoformat(),
                "dateModified": text.published.astimezone(UTC).replace(hour=23).isoformat(),
                "author": [{"@type": "Person", "name": name} for name in text.authors],
            },
        ],
    }
    alt, caption = text.pictures
    body = "".join(f"<p class='css-1x'>{e(p)}</p>" for p in text.paragraphs)
    return f"""<!doctype html><html lang=id><head><meta charset=utf-8><title>{e(text.title)} | Kota Contoh</title>
<script type="application/ld+json">{json.dumps(data)}</script></head><body>
<div id=__next><header><nav>{"".join(f"<a href=/{m}>{m}</a>" for m in MENU)}</nav></header><main><article>
<header><h1>{e(text.title)}</h1></header>
<figure><picture><img src=/a.jpg alt="{html.escape(alt)}"></picture><figcaption>{e(caption)}</figcaption></figure>
<section>{body}</section><aside><h3>Berita Terkait</h3><ul><li><a href=/1>{POPULAR}</a></li></ul></aside></article></main>
<footer><p>&copy; Kota Contoh. Hak cipta dilindungi.</p></footer></div></body></html>"""


def bare(text: Text) -> str:
    """Text in a `div` with `<br><br>`, no metadata at all, boxes between the paragraphs."""
    assert isinstance(text.published, datetime)
    alt, caption = text.pictures
    box = f'<div class="kotak"><b>Baca juga:</b> <a href="/2">{POPULAR}</a></div>'
    parts = [e(p) for p in text.paragraphs]
    body = "<br><br>\n".join(parts[:3]) + box + "<br /><br/>".join(parts[3:])
    return f"""<html><head><title>{e(text.title)}</title></head><body><div class="menu">{" ".join(f'<a href="/{m}">{m}</a>' for m in MENU)}</div>
<div class="isi"><div class="judul"><h1>{e(text.title)}</h1></div>
<div>Laporan: {", ".join(map(e, text.authors))}</div><div>{date_line(text.published)}</div>
<figure><img src="a.jpg" alt="{html.escape(alt)}"><figcaption>{e(caption)}</figcaption></figure>
<div class="teks">{body}</div>
<div>Bagikan: <a href="#">Facebook</a> <a href="#">WhatsApp</a></div>
<div><h3>Terpopuler</h3><ul>{"".join(f'<li><a href="/p/{n}">{POPULAR} {n}</a></li>' for n in range(9))}</ul></div>
</div></body></html>"""


def tables(text: Text) -> str:
    """Layout in tables, text in a cell, as of twenty years ago; the date only for people."""
    assert isinstance(text.published, datetime)
    alt, caption = text.pictures
    body = "".join(f"<p>{e(p)}\n" for p in text.paragraphs)  # never closed
    links = "".join(f"<tr><td><a href={n}.htm>{POPULAR} {n}</a></td></tr>" for n in range(12))
    return f"""<HTML><HEAD><TITLE>{e(text.title)}</TITLE></HEAD><BODY><TABLE WIDTH=100%><TR><TD COLSPAN=3>
<A HREF=/><IMG SRC=logo.gif WIDTH=80 HEIGHT=40 ALT=Kota></A></TD></TR><TR><TD VALIGN=top><TABLE>{links}</TABLE></TD><TD>
<FONT SIZE=5><B>{e(text.title)}</B></FONT><BR><FONT SIZE=2>Reporter: {", ".join(map(e, text.authors))}<BR>{date_line(text.published)}</FONT>
<TABLE ALIGN=left><TR><TD><FIGURE><IMG SRC=a.jpg ALT="{html.escape(alt)}"><FIGCAPTION>{e(caption)}</FIGCAPTION></FIGURE></TD></TR></TABLE>
{body}</TD><TD><TABLE>{links}</TABLE></TD></TR></TABLE></BODY></HTML>"""


def templated(text: Text) -> str:
    """A newspaper theme: Open Graph, microdata, share buttons, boxes by class between."""
    assert isinstance(text.published, datetime)
    alt, caption = text.pictures
    box = f'<div class="inject-baca-juga"><span>BACA JUGA</span><p><a href="/3">{POPULAR}</a></p></div>'
    paragraphs = [f"<p>{e(p)}</p>" for p in text.paragraphs]
    body = box.join(
        ["".join(paragraphs[:2]), "".join(paragraphs[2:4]), "".join(paragraphs[4:])]
    )
    return f"""<!DOCTYPE html><html lang="id-ID"><head><meta charset="utf-8"><title>{e(text.title)} - Kota Contoh</title>
<meta property="og:title" content="{html.escape(text.title)} - Kota Contoh"><meta property="og:site_name" content="Kota Contoh">
<meta property="article:published_time" content="{text.published.isoformat()}"></head>
<body class="post-template single has-sidebar"><div class="td-container"><article itemscope itemtype="https://schema.org/Article">
<div class="td-post-header"><ul class="td-category"><li><a href="/dunia">Dunia</a></li></ul><h1 class="entry-title">{e(text.title)}</h1>
<div class="td-module-meta-info"><span class="td-post-author-name">Oleh <a itemprop="author" href="/author/1">{", ".join(map(e, text.authors))}</a></span>
<time class="entry-date" datetime="{text.published.isoformat()}">{date_line(text.published)}</time><div class="td-post-views">1.204</div></div></div>
<div class="td-post-sharing"><a href="#">Facebook</a><a href="#">X</a></div>
<div class="td-post-featured-image"><figure><a href="a.jpg"><img class="entry-thumb" src="a.jpg" alt="{html.escape(alt)}"></a><figcaption class="wp-caption-text">{e(caption)}</figcaption></figure></div>
<div class="td-post-content" itemprop="articleBody">{body}<p><strong>Simak juga:</strong> <a href="/4">{POPULAR}</a></p></div>
<div class="tags">TAGS <a href="/tag/a">pasar</a> <a href="/tag/b">kota</a></div>
<div class="td-related"><h4>Berita Terkait</h4>{"".join(f'<div class="td-module"><h3><a href="/{n}">{POPULAR} {n}</a></h3></div>' for n in range(6))}</div>
</article><div class="td-sidebar"><aside><h4>Terbaru</h4></aside></div></div></body></html>"""


MAKES = {"modern": modern, "bare": bare, "tables": tables, "templated": templated}

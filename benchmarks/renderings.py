"""What people read: alerts, a digest and word to operators in each syntax and both languages.

    python -m benchmarks.renderings FOLDER      texts, and mail as pages; with chromium as pictures too

The news are invented.  Looked at by a person: nothing here is a test.
"""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from crawler.channels.console import render
from crawler.message import compose
from crawler.message.compose import digest, heartbeat, notice
from crawler.message.dialect import HTML, MARKDOWN, TEXT, write
from crawler.message.news import read
from crawler.message.page import page
from crawler.message.telling import tell
from crawler.model import Article, Filing, Match, Moment, Urgency

NOW = datetime(2026, 11, 22, 9, 2, tzinfo=UTC)
ZONE = "Asia/Jakarta"
DIALECTS = {"text": TEXT, "markdown": MARKDOWN, "telegram": HTML}
PICTURED = ("alert", "digest")  # the rest looks like an alert
WIDTHS = (360, 800)  # pixels: a phone, a window
SCHEMES = {"light": (), "dark": ("--blink-settings=preferredColorScheme=0",)}
# rule, urgency, source, title, sentence, what matched in it, newsrooms that told it
NEWS = (
    ("gempa", "urgent", "lembah-pos", "Gempa Magnitudo 5,8 Guncang Pesisir Selatan, Warga Mengungsi",
     "Gempa bumi dengan magnitudo 5,8 mengguncang pesisir selatan pada Minggu sore; warga berlarian.",
     "Gempa", 3),
    ("gempa", "normal", "suara-pesisir", "Warga Pesisir Kembali ke Rumah",
     "Sehari setelah gempa, warga tiga desa kembali ke rumah dan membersihkan puing.", "gempa", 1),
    ("banjir-dan-longsor", "normal", "kabar-hulu",
     "Hujan Semalam Suntuk Rendam Tiga Kelurahan di Kota Hulu, Warga Dievakuasi dengan Perahu Karet",
     "Petugas mengevakuasi warga lanjut usia dari banjir dengan perahu karet menuju balai desa.",
     "banjir", 2),
    ("banjir-dan-longsor", "low", "harbour-times", "Landslide closes the road to the upper valley",
     "A landslide closed the only road to the upper valley on Sunday, and crews are at work.",
     "landslide", 1),
    ("wilayah-timur", "normal", "arab-harian", "أمطار غزيرة تغلق الطريق (3) في الوادي",
     "قال السكان إن أمطار غزيرة أغلقت الطريق", "أمطار", 1),
)  # fmt: skip


def main() -> None:
    """Write them all into the folder that is named."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, body in messages():
        for language in ("id", "en"):
            for kind, text in shown(body, language):
                (folder / f"{name}.{language}.{kind}").write_text(text, encoding="utf-8")
    for html in sorted(folder.glob("*.mail.html")):
        if html.name.startswith(PICTURED):
            pictures(html)
    sys.stdout.write(f"{len(list(folder.iterdir()))} files in {folder}\n")


def messages() -> Iterator[tuple[str, bytes]]:
    """One of each kind, with a name."""
    yield "alert", alert(0)
    yield "long", alert(2)
    told = [(f"evt_{number}", alert(number)) for number in range(len(NEWS))]
    since = NOW - timedelta(hours=9)
    yield (
        "digest",
        digest(told, digest="di_1", reason="quiet", since=since, until=NOW, now=NOW),
    )
    why = "timeout: https://lembah-pos.example/feed: no answer in 20 s"
    yield (
        "failing",
        notice(
            "source.failing",
            notice="no_1",
            name="lembah-pos",
            now=NOW,
            since=since,
            problem=why,
        ),
    )
    yield (
        "given-up",
        notice("delivery.given_up", notice="no_1", name="meja", now=NOW, count=12),
    )
    yield (
        "heartbeat",
        heartbeat(
            heartbeat="no_2",
            since=NOW - timedelta(days=7),
            now=NOW,
            sources=212,
            failing=3,
            articles=18_204,
            alerts=96,
            waiting=0,
        ),
    )


def alert(number: int) -> bytes:
    """The alert of one of `NEWS`."""
    rule, urgency, source, title, sentence, word, outlets = NEWS[number]
    article = Article(
        url=f"https://{source}.example/berita/{26108 + number}/judul",
        title=title,
        published=Moment(NOW - timedelta(minutes=40 * number)),
        language="id",
        paragraphs=(sentence,),
        text="-",
    )
    filing = Filing(
        id=f"a{number}",
        page="p",
        source=source,
        network=source,
        first_seen=NOW,
        fingerprint="",
        article=article,
    )
    texts = {"title": title, "body": sentence}
    return compose(
        "article.matched",
        alert=f"al_{number}",
        rule=rule,
        urgency=Urgency(urgency),
        filing=filing,
        story=f"st_{number}",
        first=True,
        outlets=outlets,
        matches=[
            Match(word, field, text, at, at + len(word))
            for field, text in texts.items()
            if (at := text.find(word)) >= 0
        ],
        now=NOW,
        others=[("Suara Pesisir", "https://suara-pesisir.example/gempa/17")] * (outlets > 1),
    )


def shown(body: bytes, language: str) -> Iterator[tuple[str, str]]:
    """The message in each syntax, by the end of a file's name."""
    news = read(body, ZONE)
    telling = tell(news, language)
    for name, dialect in DIALECTS.items():
        yield f"{name}.txt", write(telling, dialect, language, most=4096)
    yield "console.txt", render(news, language, columns=None)
    yield "terminal.ansi", render(news, language, columns=80)
    kind = "digest" if telling.groups else "alert"
    yield "mail.txt", page(telling, language, f"{kind}.txt")
    yield "mail.html", page(telling, language, f"{kind}.html")


def pictures(html: Path) -> None:
    """The page as pictures beside it, where there is a chromium."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    for width in WIDTHS if browser else ():
        for scheme, flags in SCHEMES.items():
            picture = html.with_suffix(f".{width}.{scheme}.png")
            size = f"--window-size={width},{1400 if 'digest' in html.name else 700}"
            quiet = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", *flags)
            subprocess.run(
                [str(browser), *quiet, size, f"--screenshot={picture}", html.as_uri()],
                check=True,
                capture_output=True,
                timeout=60,
            )


if __name__ == "__main__":
    main()

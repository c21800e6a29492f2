"""Messages that look like real ones and tell of nothing, to try a channel with."""

from datetime import datetime, timedelta

from crawler.message.compose import compose, digest
from crawler.model import Article, Filing, Match, Moment, Urgency

RULE = "contoh"
SENTENCE = "Warga menyerahkan contoh pesan ini kepada pembaca; tidak ada kejadian apa pun."
TITLES = (
    "Pesan percobaan dari Kliping: saluran ini bekerja",
    "Test message from Kliping: this channel works",
    "Sebuah judul yang lebih panjang menunjukkan bagaimana berita yang tidak singkat tampil di sini",
)


def alert(now: datetime, number: int = 0, *, urgency: Urgency = Urgency.NORMAL) -> bytes:
    """An alert of an article that never was, the `number`th of a few."""
    title = TITLES[number % len(TITLES)]
    article = Article(
        url=f"https://contoh.example/percobaan/{number + 1}",
        title=title,
        authors=("Redaksi Contoh",),
        published=Moment(now - timedelta(minutes=7 * number)),
        language="id",
        paragraphs=(SENTENCE,),
        text="-",
    )
    return compose(
        "article.matched",
        alert=f"al_percobaan{number + 1}",
        rule=RULE,
        urgency=urgency,
        filing=Filing(
            id=f"percobaan{number + 1}",
            page="percobaan",
            source="contoh",
            network="contoh",
            first_seen=now,
            fingerprint="",
            article=article,
        ),
        story="st_percobaan",
        first=True,
        outlets=1 + number,
        matches=[Match("contoh", "body", SENTENCE, 18, 24)],
        now=now,
    )


def summary(now: datetime) -> bytes:
    """A digest of a few such alerts."""
    held = [(f"evt_percobaan{number + 1}", alert(now, number)) for number in range(len(TITLES))]
    since = now - timedelta(hours=9)
    return digest(
        held, digest="di_percobaan", reason="scheduled", since=since, until=now, now=now
    )

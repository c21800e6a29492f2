"""The words around news, in the languages of `settings.language`, and times as people write them."""

from collections.abc import Mapping
from datetime import date, datetime

WORDS: Mapping[str, Mapping[str, str]] = {
    "id": {
        "rule": "aturan {}",
        "because": "karena {}",
        "other": "juga di satu media lain",
        "others": "juga di {} media lain",
        "untitled": "(tanpa judul)",
        "urgent": "MENDESAK",
        "partial": "sebagian",
        "story.updated": "perkembangan",
        "article.updated": "diperbarui",
        "source.silent": "{name} diam: tidak ada berita baru sejak {since}",
        "source.failing": "{name} tidak bisa dibaca sejak {since}",
        "source.recovered": "{name} bisa dibaca lagi, setelah terganggu sejak {since}",
        "source.gap": "{name}: berita antara {since} dan {until} mungkin terlewat",
        "channel.failing": "Saluran {name} tidak menerima pesan sejak {since}",
        "channel.recovered": "Saluran {name} menerima pesan lagi, setelah terganggu sejak {since}",
        "delivery.given_up": "{count} pesan untuk saluran {name} tidak terkirim dan dihentikan",
        "delivery.given_up:then": "kirim lagi: kliping alerts replay --all",
        "disk.full": "Tidak bisa menyimpan sejak {since}: disk penuh",
        "network.failing": "Jaringan sendiri terputus sejak {since}: tidak ada situs yang menjawab",
        "network.recovered": "Jaringan sendiri pulih, setelah terputus sejak {since}",
        "address.failing": "Hub tidak bisa menghubungi Kliping di {name} sejak {since}; semua sumber tetap dipantau",
        "address.recovered": "Hub bisa menghubungi Kliping lagi di {name}, setelah terganggu sejak {since}",
        "heartbeat": "Kliping berjalan",
        "watched": "{sources} sumber dipantau, {failing} bermasalah",
        "counted": "{articles} artikel dibaca, {alerts} peringatan sejak {since}",
        "outstanding": "{waiting} menunggu dikirim",
        "digest": "Ringkasan: {} berita",
        "digest_of_one": "Ringkasan: {} berita",
        "part": "bagian {} dari {}",
        "quiet": "selama jam tenang",
        "many": "terlalu banyak untuk dikirim satu per satu",
        "more": "… dan {} lagi: kliping alerts",
        "changed": "{field}: {was} → {now}",
        "added": "{field} ditambah: {now}",
        "removed": "{field} dihapus: {was}",
        "corrected": "penerbit mengoreksi: {now}",
        "title": "judul",
        "body": "isi",
        "matches": "kata yang cocok",
        "taken down: the server answers 404": "dihapus dari situs: server menjawab 404",
        "taken down: the server answers 410": "dihapus dari situs: server menjawab 410",
        "taken down: leads to the home page": "dihapus dari situs: alamatnya membuka beranda",
        "system": "kabar dari Kliping",
        "thousands": ".",
        "months": "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des",
    },
    "en": {
        "rule": "rule {}",
        "because": "because of {}",
        "other": "also in one other outlet",
        "others": "also in {} other outlets",
        "untitled": "(untitled)",
        "urgent": "URGENT",
        "partial": "partial",
        "story.updated": "update",
        "article.updated": "changed",
        "source.silent": "{name} is silent: no news since {since}",
        "source.failing": "{name} has not been readable since {since}",
        "source.recovered": "{name} can be read again, after trouble since {since}",
        "source.gap": "{name}: news between {since} and {until} may have been missed",
        "channel.failing": "The channel {name} has taken no message since {since}",
        "channel.recovered": "The channel {name} takes messages again, after trouble since {since}",
        "delivery.given_up": "Not delivered to the channel {name}, and given up: {count}",
        "delivery.given_up:then": "to send them again: kliping alerts replay --all",
        "disk.full": "Nothing has been stored since {since}: the disk is full",
        "network.failing": "Our own network has been down since {since}: no site answers",
        "network.recovered": "Our own network is back, after it was down since {since}",
        "address.failing": "Hubs cannot reach Kliping at {name} since {since}; all sources are polled as ever",
        "address.recovered": "Hubs can reach Kliping again at {name}, after trouble since {since}",
        "heartbeat": "Kliping is running",
        "watched": "{sources} sources watched, {failing} in trouble",
        "counted": "{articles} articles read, {alerts} alerts since {since}",
        "outstanding": "{waiting} waiting to be sent",
        "digest": "Digest: {} alerts",
        "digest_of_one": "Digest: {} alert",
        "part": "part {} of {}",
        "quiet": "during quiet hours",
        "many": "too many to send one by one",
        "more": "… and {} more: kliping alerts",
        "changed": "{field}: {was} → {now}",
        "added": "{field} added: {now}",
        "removed": "{field} removed: {was}",
        "corrected": "the publisher corrects: {now}",
        "title": "title",
        "body": "text",
        "matches": "matching words",
        "taken down: the server answers 404": "taken down: the server answers 404",
        "taken down: the server answers 410": "taken down: the server answers 410",
        "taken down: leads to the home page": "taken down: its address opens the home page",
        "system": "from Kliping itself",
        "thousands": ",",
        "months": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    },
}


def words(language: str) -> Mapping[str, str]:
    """The words of a language; of Indonesian where there are none."""
    return WORDS.get(language, WORDS["id"])


def when(at: datetime | date | None, language: str) -> str:
    """A time as people write it, with its zone; nothing for None.

    >>> from zoneinfo import ZoneInfo
    >>> when(datetime(2022, 8, 12, 9, 1, tzinfo=ZoneInfo("Asia/Makassar")), "id")
    '12 Agu 2022 09:01 WITA'
    """
    if at is None:
        return ""
    day = f"{at.day} {words(language)['months'].split()[at.month - 1]} {at.year}"
    if not isinstance(at, datetime):
        return day
    zone = at.tzname() or ""
    return f"{day} {at:%H:%M} {zone if zone[:1].isalpha() else f'UTC{zone}'}"


def span(since: datetime | date | None, until: datetime | date | None, language: str) -> str:
    """From when to when, of one day with the day said once; nothing where either is not known."""
    first, last = when(since, language), when(until, language)
    if not first or not last:
        return ""
    if isinstance(since, datetime) and isinstance(until, datetime):
        day, zone = when(until.date(), language), last.rpartition(" ")[2]
        if first.startswith(f"{day} ") and first.endswith(f" {zone}"):
            return f"{day} {since:%H:%M}–{until:%H:%M} {zone}"
    return f"{first} – {last}"


def number(count: int, language: str) -> str:
    """A number as people write it.

    >>> number(18204, "id")
    '18.204'
    """
    return f"{count:,}".replace(",", words(language)["thousands"])

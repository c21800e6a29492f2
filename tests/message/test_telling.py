import json
from datetime import datetime, timedelta
from typing import Any

import pytest

from crawler.message.compose import NOTICES, digest, heartbeat, notice
from crawler.message.news import read
from crawler.message.telling import Telling, count, each_entry, left_out, tell
from crawler.message.words import WORDS
from tests.builders import NOON
from tests.message.payloads import message

HOUR = timedelta(hours=1)


def told(body: bytes, language: str = "id") -> Telling:
    return tell(read(body, "Asia/Jakarta"), language)


def a_notice(kind: str, **given: Any) -> bytes:
    fields: dict[str, Any] = {
        "name": "sinar",
        "since": NOON - HOUR,
        "until": NOON,
        "count": 3,
        "problem": "HTTP 503",
    }
    return notice(kind, notice="no_1", now=NOON, **(fields | given))


def an_alert(**data: Any) -> bytes:
    whole = json.loads(message("Banjir"))
    whole["data"] |= data
    return json.dumps(whole).encode()


@pytest.mark.parametrize(
    ("kind", "indonesian", "english"),
    [
        ("source.silent", "sinar diam: tidak ada berita baru sejak 22 Nov 2026 18:00 WIB",
         "sinar is silent: no news since 22 Nov 2026 18:00 WIB"),
        ("source.failing", "sinar tidak bisa dibaca sejak 22 Nov 2026 18:00 WIB",
         "sinar has not been readable since 22 Nov 2026 18:00 WIB"),
        ("source.recovered", "sinar bisa dibaca lagi, setelah terganggu sejak 22 Nov 2026 18:00 WIB",
         "sinar can be read again, after trouble since 22 Nov 2026 18:00 WIB"),
        ("source.gap", "sinar: berita antara 22 Nov 2026 18:00 WIB dan 22 Nov 2026 19:00 WIB mungkin terlewat",
         "sinar: news between 22 Nov 2026 18:00 WIB and 22 Nov 2026 19:00 WIB may have been missed"),
        ("channel.failing", "Saluran sinar tidak menerima pesan sejak 22 Nov 2026 18:00 WIB",
         "The channel sinar has taken no message since 22 Nov 2026 18:00 WIB"),
        ("channel.recovered", "Saluran sinar menerima pesan lagi, setelah terganggu sejak 22 Nov 2026 18:00 WIB",
         "The channel sinar takes messages again, after trouble since 22 Nov 2026 18:00 WIB"),
        ("delivery.given_up", "3 pesan untuk saluran sinar tidak terkirim dan dihentikan",
         "Not delivered to the channel sinar, and given up: 3"),
        ("disk.full", "Tidak bisa menyimpan sejak 22 Nov 2026 18:00 WIB: disk penuh",
         "Nothing has been stored since 22 Nov 2026 18:00 WIB: the disk is full"),
    ],
)  # fmt: skip
def test_a_notice_says_what_happened_since_when_and_why(
    kind: str, indonesian: str, english: str
) -> None:
    telling = told(a_notice(kind, url="https://sinar.example/"))
    assert (telling.title, told(a_notice(kind), "en").title) == (indonesian, english)
    assert telling.head == "22 Nov 2026 19:00 WIB · kabar dari Kliping"
    assert (telling.lines[0], telling.link) == ("HTTP 503", "https://sinar.example/")


def test_who_hears_that_something_was_given_up_hears_how_it_is_sent_again() -> None:
    given_up = a_notice("delivery.given_up")
    assert told(given_up).lines[1:] == ("kirim lagi: kliping alerts replay --all",)
    assert told(a_notice("source.failing")).lines[1:] == ()


def test_every_notice_has_words() -> None:
    assert all(kind in words for kind in NOTICES for words in WORDS.values())


def test_a_notice_without_times_says_that_it_does_not_know() -> None:
    assert told(a_notice("source.gap", since=None, until=None)).title.count("?") == 2


def test_a_heartbeat_says_the_numbers() -> None:
    body = heartbeat(heartbeat="hb_1", since=NOON - HOUR, now=NOON, sources=31, failing=2,
                     articles=812, alerts=9, waiting=1)  # fmt: skip
    assert told(body).lines == (
        "31 sumber dipantau, 2 bermasalah",
        "812 artikel dibaca, 9 peringatan sejak 22 Nov 2026 18:00 WIB",
        "1 menunggu dikirim",
    )


def test_an_alert_says_why_and_who_else() -> None:
    telling = told(an_alert(story={"outlets": 4}, urgency="urgent"))
    assert telling.headline == "MENDESAK · Banjir"
    assert telling.lines == ("aturan banjir · karena Banjir · juga di 3 media lain",)
    assert "juga di satu media lain" in told(an_alert(story={"outlets": 2})).lines[0]
    assert "also in one other outlet" in told(an_alert(story={"outlets": 2}), "en").lines[0]


@pytest.mark.parametrize(
    ("field", "was", "now", "told_id", "told_en"),
    [
        ("title", "Dua", "Tiga", "judul: Dua → Tiga", "title: Dua → Tiga"),
        ("body", "a b", "a c", "isi: a b → a c", "text: a b → a c"),
        ("body", "", "a c", "isi ditambah: a c", "text added: a c"),
        (
            "matches",
            "gempa",
            "",
            "kata yang cocok dihapus: gempa",
            "matching words removed: gempa",
        ),
        (
            "matches",
            "",
            "gempa",
            "kata yang cocok ditambah: gempa",
            "matching words added: gempa",
        ),
        (
            *("correction", "", "Ralat: dua."),
            *("penerbit mengoreksi: Ralat: dua.", "the publisher corrects: Ralat: dua."),
        ),
        (
            *("page", "Banjir", "taken down: leads to the home page"),
            "dihapus dari situs: alamatnya membuka beranda",
            "taken down: its address opens the home page",
        ),
        (
            *("page", "Banjir", "taken down: the server answers 410"),
            "dihapus dari situs: server menjawab 410",
            "taken down: the server answers 410",
        ),
    ],
)
def test_a_changed_article_says_what_changed(
    field: str, was: str, now: str, told_id: str, told_en: str
) -> None:
    changes = [{"field": field, "was": was, "now": now}]
    whole = json.loads(an_alert(changes=changes)) | {"type": "article.updated"}
    body = json.dumps(whole).encode()
    assert [told(body, language).lines[0] for language in ("id", "en")] == [told_id, told_en]
    assert told(body).head.endswith(" · diperbarui")


def a_digest(number: int = 3, **given: Any) -> bytes:
    held = [(f"evt_{n}", an_alert(rule=f"r{n % 2}")) for n in range(number)]
    held.append(("evt_n", a_notice("source.failing")))
    fields: dict[str, Any] = {
        "reason": "quiet",
        "since": NOON - HOUR,
        "until": NOON,
        "now": NOON,
    }
    return digest(held, digest="di_1", **(fields | given))


def test_a_digest_groups_by_rule_and_keeps_what_kliping_itself_says_apart() -> None:
    telling = told(a_digest(part=2, parts=3))
    assert telling.title == "Ringkasan: 4 berita"
    assert telling.head == ("22 Nov 2026 18:00–19:00 WIB · selama jam tenang · bagian 2 dari 3")
    assert [(group.name, len(group.entries)) for group in telling.groups] == [
        ("aturan r0", 2),
        ("aturan r1", 1),
        ("kabar dari Kliping", 1),
    ]
    assert telling.groups[0].entries[0].lines == ("karena Banjir · juga di satu media lain",)


def test_entries_are_counted_changed_and_left_out_across_groups() -> None:
    telling = told(a_digest(5))
    assert count(telling) == 6
    short = left_out(telling, 4, "en")
    assert (count(short), short.more) == (4, "… and 2 more: kliping alerts")
    assert left_out(telling, 6, "en").more == ""
    bare = each_entry(telling, lambda entry: Telling(title=entry.title[:3]))
    assert {entry.title for group in bare.groups for entry in group.entries} == {"Ban", "sin"}


@pytest.mark.parametrize(
    "kind", ["", "x", "source.unheard", "digest", "heartbeat", "disk.full"]
)
def test_a_body_that_says_nothing_is_told_all_the_same(kind: str) -> None:
    telling = told(
        json.dumps({"type": kind, "data": {"count": "x", "items": [1, {}]}}).encode()
    )
    assert telling.title
    assert isinstance(read(b"", "Asia/Jakarta").sent, datetime | None)

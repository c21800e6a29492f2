import socket
from base64 import b64encode
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from crawler.channels.email import Email
from crawler.errors import DeliveryError, Rejected, Undelivered
from crawler.message import sample
from crawler.model import Message
from tests.builders import NOON, after
from tests.channels.lab import Certified, PostOffice, Ways, a_post_office
from tests.message.payloads import LINK, messages, seen

UNMARKED = str.maketrans("", "", "«»")  # the signs around what matched in a title
READERS = ("Pembaca <pembaca@contoh.example>", "meja@contoh.example")


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with a_post_office() as office:
        yield office


def an_email(office: PostOffice, **given: Any) -> Email:
    fields: dict[str, Any] = {
        "host": "mail.contoh.example",
        "port": office.port,
        "sender": "Kliping <kliping@contoh.example>",
        "to": READERS,
        "tls": "none",
        "dialer": Ways(),
    }
    return Email(**(fields | given))


def a_message(body: bytes | None = None, **given: Any) -> Message:
    fields: dict[str, Any] = {"id": "evt_1", "body": body or sample.alert(NOON), "at": NOON}
    return Message(**(fields | given))


async def test_a_mail_has_text_html_and_the_headers_of_an_automatic_list(
    office: PostOffice,
) -> None:
    await an_email(office).send(a_message())
    (mail,) = office.read
    assert office.to == [["pembaca@contoh.example", "meja@contoh.example"]]
    assert mail["from"] == "Kliping <kliping@contoh.example>"
    assert mail["to"] == ", ".join(READERS)
    assert mail["subject"] == sample.TITLES[0]
    assert mail["message-id"] == "<evt-1@contoh.example>"
    assert mail["date"].datetime == NOON
    assert mail["auto-submitted"] == "auto-generated"
    assert mail["list-id"] == "<contoh.kliping.contoh.example>"
    assert mail["list-unsubscribe"].startswith("<mailto:kliping@contoh.example?subject=")
    assert mail["references"] == "<st-percobaan@contoh.example>"
    assert [part.get_content_type() for part in mail.walk()] == [
        *("multipart/alternative", "text/plain", "text/html"),
    ]
    text = mail.get_body(("plain",))
    assert text is not None
    assert "«contoh»" in text.get_content()
    html = mail.get_body(("html",))
    assert html is not None
    assert "<mark" in html.get_content()


async def test_a_mail_is_the_same_bytes_at_every_try(office: PostOffice) -> None:
    email = an_email(office)
    await email.send(a_message())
    await email.send(a_message(at=after(hours=9), attempts=3))
    assert office.mails[0] == office.mails[1]


def test_every_payload_stays_in_its_header_and_its_parts() -> None:
    email = an_email(PostOffice())
    usual = None
    for words, body in messages():
        mail = message_from_bytes(email.mail(a_message(body)).as_bytes(), policy=default)
        assert not mail.defects
        usual = usual or mail.keys()
        assert mail.keys() == usual
        # Foreign white space at a fold is decoded as a space.
        wanted = (words or "(tanpa judul)").replace("=?", "= ?")[:199]
        if len(words) < 60:
            assert " ".join(seen(mail["subject"]).split()) == " ".join(wanted.split())
        assert len(mail["subject"]) <= 210
        assert len(list(mail.walk())) == 3
        text, html = mail.get_body(("plain",)), mail.get_body(("html",))
        assert text is not None
        assert html is not None
        first = seen(text.get_content()).splitlines()[0]
        assert first.translate(UNMARKED) == (words or "(tanpa judul)")
        links = LexborHTMLParser(html.get_content()).css("a")
        assert [link.attributes["href"] for link in links] == [LINK]


@pytest.mark.parametrize(
    "title",
    [
        "=?utf-8?q?Banjir=0d=0aBcc:_lain@contoh.example?= hari ini",
        "=?utf-8?q?Banjir=0d=0aContent-Type:_text/html=0d=0a=0d=0a<h1>palsu</h1>?=",
        "=?utf-8?b?QmFuamlyDQpCY2M6IGxhaW5AY29udG9oLmV4YW1wbGU=?=",
        "=?utf-8?q?=00=1b=E2=80=AE?= banjir",
        "=?us-ascii?q?=F0?= é",
        "==?utf-8?q?a=0d=0ab?=",
        "=" * 80 + "?utf-8?q?=0d=0aBcc:_lain@contoh.example?=",
    ],
)
def test_a_title_that_is_an_encoded_word_is_not_decoded_into_headers(title: str) -> None:
    body = a_message().body.replace(sample.TITLES[0].encode(), title.encode())
    mail = an_email(PostOffice()).mail(a_message(body))
    told = message_from_bytes(mail.as_bytes(), policy=default)
    assert told.keys() == an_email(PostOffice()).mail(a_message()).keys()
    assert told.get_content_type() == "multipart/alternative"
    assert not set(told["subject"]) & {"\r", "\n", "\0", "\x1b", "\u202e"}
    assert "utf-8" in told["subject"] or "us-ascii" in told["subject"]


@pytest.mark.parametrize(
    ("reader", "says", "error"),
    [
        ("meja@contoh.example", "451 greylisted", Undelivered),
        ("meja@contoh.example", "550 no such user", Rejected),
        ("DATA", "452 full", Undelivered),
        ("DATA", "554 spam", Rejected),
    ],
)
async def test_4xx_asks_for_another_try_and_5xx_is_a_no_and_nobody_gets_half(
    office: PostOffice, reader: str, says: str, error: type[DeliveryError]
) -> None:
    office.says[reader] = says
    with pytest.raises(error, match=says):
        await an_email(office).send(a_message())
    assert office.mails == []


async def test_a_connection_that_ends_after_the_data_is_tried_again_with_the_same_id(
    office: PostOffice,
) -> None:
    office.hangs_up = True
    with pytest.raises(Undelivered):
        await an_email(office).send(a_message())
    office.hangs_up = False
    await an_email(office).send(a_message(at=after(minutes=5), attempts=1))
    assert office.tries[0] == office.tries[1]


async def test_without_starttls_nothing_is_sent_unless_it_is_allowed(
    office: PostOffice,
) -> None:
    with pytest.raises(Rejected, match="offers no STARTTLS; tls: none"):
        await an_email(office, tls=None).send(a_message())
    assert office.tries == []


async def test_a_password_that_is_wrong_is_a_no_without_the_password_in_its_reason(
    office: PostOffice,
) -> None:
    await an_email(office, user="kliping", password="rahasia").send(a_message())
    with pytest.raises(Rejected, match="535") as raised:
        await an_email(office, user="kliping", password="keliru-sekali").send(a_message())
    assert "keliru" not in str(raised.value)
    assert "keliru" not in repr(an_email(office, password="keliru-sekali"))


def test_what_a_server_repeats_of_a_login_is_not_told() -> None:
    email = an_email(PostOffice(), user="nama", password="rahasia sekali")
    login = b64encode(b"\0nama\0rahasia sekali").decode()
    told = email._blotted(f"500 unknown: AUTH PLAIN {login} rahasia sekali")
    assert told == "500 unknown: AUTH PLAIN ***= ***"


async def test_nobody_there_is_undelivered() -> None:
    class Nowhere(Ways):
        async def dial(self, host: str, port: int) -> Any:
            raise Undelivered(f"address: {host}:{port} is not a public address")

    with pytest.raises(Undelivered, match=r"settings\.allow_addresses can name it"):
        await an_email(PostOffice(), dialer=Nowhere()).send(a_message())


async def test_a_server_that_says_nothing_is_given_up_in_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("crawler.channels.email.PATIENCE", 0.2)

    with socket.create_server(("127.0.0.1", 0)) as silent:  # connected to, and never answering
        office = PostOffice(port=silent.getsockname()[1])
        with pytest.raises(Undelivered, match=r"not done in 0.2 s"):
            await an_email(office).send(a_message())


async def test_a_template_of_the_user_s_is_used_and_a_broken_one_told(
    office: PostOffice, tmp_path: Path
) -> None:
    (tmp_path / "alert.html").write_text("<p>Halo: {{ title }}")
    email = an_email(office, templates=tmp_path)
    await email.send(a_message())
    html = office.read[0].get_body(("html",))
    assert html is not None
    assert html.get_content().startswith("<p>Halo: Pesan percobaan")
    (tmp_path / "alert.html").write_text("{% if %}")
    with pytest.raises(Rejected, match=r"alert\.html:1"):
        await email.send(a_message())


async def test_a_digest_is_one_mail_of_all(office: PostOffice) -> None:
    await an_email(office).send(a_message(sample.summary(NOON)))
    (mail,) = office.read
    assert mail["subject"] == "Ringkasan: 3 berita"
    assert mail["list-id"] == "<kliping.kliping.contoh.example>"
    assert mail["references"] is None
    html = mail.get_body(("html",))
    assert html is not None
    assert html.get_content().count("<mark") == 3


async def test_it_can_be_looked_at_without_mailing(office: PostOffice) -> None:
    said = await an_email(office, user="kliping", password="rahasia").reach()
    assert said.endswith("answers, and knows us")
    assert office.tries == []


@pytest.fixture(scope="module")
def certified(tmp_path_factory: pytest.TempPathFactory) -> Certified:
    return Certified(tmp_path_factory.mktemp("tls"))


@pytest.mark.parametrize("tls", ["starttls", "tls"])
async def test_mail_goes_out_under_tls_to_whom_the_certificate_names(
    certified: Certified, tls: Any
) -> None:
    kinds = {"tls": certified.server} if tls == "starttls" else {"implicit": certified.server}
    with a_post_office(**kinds) as office:
        ways = Ways(context=certified.client)
        await an_email(office, tls=tls, dialer=ways, user="a", password="rahasia").send(
            a_message()
        )
        assert len(office.mails) == 1
        with pytest.raises(Undelivered, match="ertificate"):
            await an_email(office, tls=tls, dialer=ways, host="lain.example").send(a_message())
        with pytest.raises(Undelivered, match="certificate"):
            await an_email(office, tls=tls).send(a_message())
        assert len(office.mails) == 1

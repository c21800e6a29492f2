"""Notices, and sentences of news with the same words: all invented."""

import pytest
from hypothesis import given, strategies as st

from crawler.extract import notices

CHALLENGES = (
    "Just a moment...", "Verifying you are human. This may take a few seconds.",
    "Please solve the captcha below to go on.", "Captcha", "Masukkan kode captcha untuk melanjutkan.",
    "Kami perlu memeriksa browser Anda sebelum membuka halaman ini.",
    "Connectez-vous pour lire la suite de cet article.", "Anda harus login untuk membaca berita ini.",
    "Our systems have detected unusual traffic from your computer network.",
)  # fmt: skip
MISSING = (
    "404", "Error 404", "404 - Halaman tidak ditemukan", "Artikel yang Anda cari sudah dihapus.",
    "Berita ini sudah tidak tersedia di situs kami.", "La pagina richiesta non è stata trovata.",
    "Die Seite existiert leider nicht mehr.", "The story you asked for is no longer available.",
    "We’ll be back soon!", "This domain is for sale.",
)  # fmt: skip
CHARGED = (
    "Berlangganan untuk membaca sampai selesai.", "Artikel ini khusus pelanggan.",
    "Subscribe now to continue reading.", "Noch 80 Prozent: jetzt weiterlesen mit Plus.",
    "Alleen voor abonnees",
)  # fmt: skip
NEWS = (
    "Captcha Baru Diluncurkan di Kota Contoh",
    "Sebuah perusahaan meluncurkan captcha baru bagi pengguna lanjut usia pada Senin di Kota Contoh.",
    "Kafe bernama Error 404 di Jalan Contoh itu buka setiap hari sejak pukul tujuh, kata pemiliknya.",
    "Mahkamah menyatakan artikel dalam naskah lama itu sudah tidak berlaku dan menolak gugatan warga.",
    "Polisi menyatakan berita tentang penculikan anak di Kota Contoh tidak ada dasarnya sama sekali.",
    "Menteri meresmikan 404 rumah bagi korban gempa di Kota Contoh pada Senin pagi bersama warga.",
    "The minister said on Monday that he was denied access denied again to the hall by the guards.",
    "Aplikasi itu menawarkan langganan untuk petani di tiga kabupaten, kata pembuatnya pada Senin.",
    "Surat kabar itu menawarkan harga khusus pelanggan lama, kata manajernya dalam rapat tahunan.",
)  # fmt: skip


CONSENT = (
    "Kami dan 842 mitra kami menyimpan dan mengakses informasi pada perangkat. Setujui atau menolak.",
    "Nous et nos 1 204 partenaires stockons des informations sur votre appareil. Accepter ou refuser les finalités ?",
    "Nosotros y nuestros 842 socios almacenamos información en un dispositivo. Aceptar o rechazar.",
    "Wij en onze 842 partners slaan informatie op een apparaat op. U kunt toestemmen of weigeren.",
    "Noi e i nostri 842 partner archiviamo informazioni su un dispositivo. Accettare o rifiutare?",
    "Nós e os nossos 842 parceiros armazenamos informações num dispositivo e dados pessoais; anúncios e medição.",
    "My i nasi partnerzy przechowujemy informacje na urządzeniu: dane osobowe, zgoda, reklamy.",
    "Biz ve 842 ortağımız cihazdaki kişisel veri ve çerez bilgisini saklar; reklam için onay.",
    "We and our 842 partners store and access information on a device. Accept or reject.",
)  # fmt: skip
NO_CONSENT = (
    "Kami dan mitra kami memperbaiki jalan di tiga desa, kata kepala dinas kepada wartawan.",
    "Polisi menyimpan perangkat itu sebagai bukti dan menolak menyetujui permintaan keluarga.",
    "La police a saisi un appareil et va refuser la demande des partenaires du festival.",
    "El dispositivo policial y los socios del club almacenan material en el estadio.",
)
OFFERS = (
    "Anda membaca artikel premium. Masuk atau berlangganan untuk membaca selengkapnya.",
    "Verder lezen? Word abonnee en lees dit artikel verder.",
    "Artikel ini tersedia untuk pelanggan premium. Silakan login untuk membaca lebih lanjut.",
    "Suscríbete para seguir leyendo.",
    "Abonnez-vous pour lire la suite.",
)


@pytest.mark.parametrize("text", CONSENT)
def test_what_advertisers_prescribe_asks_for_consent(text: str) -> None:
    assert notices.asks_consent([text])


@pytest.mark.parametrize("text", NO_CONSENT)
def test_news_of_partners_and_devices_asks_for_no_consent(text: str) -> None:
    assert not notices.asks_consent([text])


@pytest.mark.parametrize("text", OFFERS)
def test_an_offer_at_the_end_is_told_from_the_text(text: str) -> None:
    assert notices.is_charged(text)
    assert notices.without(("Warga membersihkan saluran.", text)) == (
        "Warga membersihkan saluran.",
    )


@pytest.mark.parametrize("text", CHALLENGES)
def test_who_is_let_in_only_with_a_proof_is_told_so(text: str) -> None:
    assert notices.is_challenge([text])


@pytest.mark.parametrize("text", MISSING)
def test_what_is_not_there_is_said_not_to_be(text: str) -> None:
    assert notices.is_missing([text])


@pytest.mark.parametrize("text", CHARGED)
def test_what_is_for_sale_says_so_and_is_cut_off_the_end(text: str) -> None:
    assert notices.is_charged(text)
    assert notices.without(("Warga membersihkan saluran.", text)) == (
        "Warga membersihkan saluran.",
    )
    assert notices.without((text,)) == (text,)


@pytest.mark.parametrize("text", NEWS)
def test_news_in_the_same_words_is_news(text: str) -> None:
    assert not notices.is_challenge([text])
    assert not notices.is_missing([text])
    assert not notices.is_charged(text)
    assert notices.without(("Warga pulang.", text)) == ("Warga pulang.", text)


@pytest.mark.parametrize(
    "text",
    [
        "Wir und unsere Partner verarbeiten Daten für personalisierte Anzeigen und Messung auf Ihrem Gerät. Ihre Zustimmung ist widerrufbar, oder Sie lesen ohne Tracking im Abo.",
        "We and our partners use cookies and device identifiers to measure our audience. You can withdraw your consent in our privacy policy.",
        "Nous et nos partenaires stockons des cookies et traitons vos données pour des publicités. Retirez votre consentement à tout moment, ou abonnez-vous.",
        "Noi e i nostri fornitori usiamo cookie e trattiamo i dati personali per pubblicità. Puoi revocare il tuo consenso nella privacy policy.",
        "Wij en onze partners plaatsen cookies en verwerken gegevens om advertenties te tonen. Je kunt je toestemming intrekken bij privacy.",
    ],
)  # fmt: skip
def test_a_wall_of_consent_is_known_in_many_languages(text: str) -> None:
    assert notices.asks_consent([text])


def test_news_about_consent_is_no_wall() -> None:
    text = (
        "Die Kommission will die Regeln für Cookies im Netz vereinfachen, sagte eine Sprecherin am Montag in"
        " Brüssel. Künftig soll die Einwilligung im Browser gespeichert werden. Verbände warnten vor Folgen"
        " für Verlage und deren Werbung, das Parlament will den Entwurf erst im Herbst beraten."
    )
    assert not notices.asks_consent([text])


@given(st.from_regex(notices._CHARGED.pattern, fullmatch=True))
def test_whatever_says_that_the_rest_costs_money_has_a_word_that_is_looked_for_first(
    line: str,
) -> None:
    found = notices._CHARGED.search(line.lower()) is not None  # a few letters have no small one
    assert notices.is_charged(f"Beranda\n{line}\nTerkini") == found


def test_what_costs_money_is_said_on_one_line() -> None:
    assert notices.is_charged("Beranda\nAlleen voor abonnees")
    assert not notices.is_charged("Alleen voor\nabonnees, untuk warga")

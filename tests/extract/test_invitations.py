"""What a publisher asks of its reader goes; what is told of asking, apps and channels stays."""

import pytest

from crawler.extract.invitations import is_of_house
from tests.extract.pages import PROSE, a_page, read

PAIRS = [  # what the house says, and what an article says in nearly the same words
    (
        "Simak kabar dan artikel lainnya di saluran WhatsApp kami.",
        "Simak saluran WhatsApp resmi dinas sebelum berangkat, kata petugas terminal.",
    ),
    (
        "Unduh aplikasi Contoh di Play Store untuk berita lebih cepat.",
        "Unduh aplikasi antrean dari Play Store, lalu masukkan nomor kartu keluarga.",
    ),
    (
        "Temukan berita terpopuler lainnya di Contoh. Klik di sini.",
        "Temukan loket nomor tiga, lalu ambil kartu antrean dan tunggu dipanggil.",
    ),
    (
        "Follow Instagram kami @contoh dan jangan lupa subscribe YouTube Contoh.",
        "Follow Instagram dinas itu tidak wajib, kata ketua panitia lomba.",
    ),
    (
        "Baca artikel menarik lainnya dari Contoh di sini.",
        "Baca syaratnya di papan pengumuman sebelum mengisi formulir pendaftaran.",
    ),
    (
        "Apa reaksi Anda tentang artikel ini?",
        "Apa reaksi Anda ketika air mulai masuk ke rumah?",
    ),
    (
        "Punya informasi? Kirim ke redaksi@contoh.example atau WA 0800-000.",
        "Punya informasi tentang pelaku, warga diminta melapor ke kantor polisi.",
    ),
    (
        "Disclaimer: Artikel ini dibuat untuk informasi saja.",
        "Disclaimer yang dipasang di pintu masuk itu dinilai terlalu kecil.",
    ),
    (
        "Gulir untuk lanjut membaca",
        "Gulir kabel itu ditemukan di gudang yang sudah lama kosong.",
    ),
    (
        "Lihat postingan ini di Instagram",
        "Lihat saja jalannya, ujar sopir yang sudah dua jam menunggu.",
    ),
    (
        "Sebuah kiriman dibagikan oleh Contoh (@contoh)",
        "Sebuah kiriman pupuk dibagikan kepada petani di tiga desa.",
    ),
    (
        "Sumber foto: Dokumentasi Contoh",
        "Sumber foto itu belum diketahui, dan polisi masih menelusurinya.",
    ),
    (
        "Dilarang keras mengambil konten di situs ini tanpa izin tertulis.",
        "Dilarang keras melintas di ruas itu tanpa izin petugas proyek.",
    ),
    (
        "Dilarang mengutip tanpa izin redaksi.",
        "Dilarang mengambil pasir dari sungai tanpa izin kepala desa.",
    ),
    (
        "Dapatkan berita pilihan lewat saluran Telegram kami setiap pagi.",
        "Dapatkan kupon di loket, lalu tukarkan dengan dua kilogram beras.",
    ),
    (
        "Jangan lewatkan kabar kami, ikuti kanal WhatsApp Contoh.",
        "Jangan unggah foto korban ke grup WhatsApp, kata kepala kepolisian.",
    ),
    (
        "Bagikan artikel ini kepada teman Anda",
        "Bagikan beras itu sampai habis, kata lurah kepada relawan.",
    ),
    (
        "Dukung kami dengan donasi agar tetap independen.",
        "Dukung program itu, para pedagang memasang spanduk di pasar.",
    ),
    (
        "Anda bisa mengikuti kami di Facebook dan YouTube.",
        "Anda bisa membayar lewat aplikasi bank atau langsung di loket.",
    ),
    (
        "Ringkasan ini dibuat dengan bantuan AI.",
        "Ringkasan sidang itu dibacakan hakim selama dua jam.",
    ),
    (
        "VIDEO TERPOPULER HARI INI:",
        "Video terpopuler hari ini direkam warga dari atas jembatan.",
    ),
    ("Sumber artikel: Contoh", "Sumber air di lereng itu mengering sejak bulan Juli."),
    (
        "Our Standards: The Contoh Trust Principles.",
        "Our standards are higher now, the head of the plant told the council.",
    ),
    (
        "(This story has not been edited by Contoh staff and is auto-generated.)",
        "This story has been told in the valley for two hundred years.",
    ),
    (
        "Thanks for reading Contoh! Subscribe for free to receive new posts.",
        "Thanks for reading to the children, the note on the library door said.",
    ),
    (
        "Sign in to get our newsletter every morning.",
        "Sign language is taught in four of the city's schools.",
    ),
    (
        "Get breaking news alerts in the Contoh app.",
        "Get there before eight, because the tickets sell out by noon.",
    ),
    (
        "Join us on WhatsApp for the latest headlines.",
        "Join the queue at the north gate and have your ticket ready.",
    ),
    (
        "Share your story with us by email.",
        "Share prices of the owner of WhatsApp fell by two per cent on Monday.",
    ),
    (
        "Listen to our podcast every Friday.",
        "Listen for the siren, which sounds three times before the gates close.",
    ),
    (
        "Become a member and help pay for our reporting.",
        "Become a nurse, her mother told her when she was six.",
    ),
    (
        "You can follow us on Facebook and on Telegram.",
        "You can follow the river on foot as far as the second bridge.",
    ),
    (
        "Download our app to read without a connection.",
        "Download speeds in the app fell by half after the change.",
    ),
    (
        "Donate today: your contributions keep our newsroom alive.",
        "Donate blood on Saturdays at the hall beside the market.",
    ),
    ("Next Post", "Next post office to close is the one at the harbour."),
    ("PROMOTED CONTENT", "Promoted content must be marked from next year, the law says."),
    (
        "Teilen Sie diesen Artikel",
        "Teilen will sich die Partei nicht, teilte der Vorstand mit.",
    ),
    (
        "Abonnieren Sie unseren Newsletter.",
        "Abonnieren wollten die Zeitung zuletzt nur noch wenige Leser.",
    ),
    ("Quelle: dpa", "Quelle des Geruchs war nach Angaben der Stadt ein Kanal."),
    (
        "Abonnez-vous à notre newsletter.",
        "Abonnez-vous à rien sans lire le contrat, dit l'association.",
    ),
    (
        "Retrouvez notre podcast chaque lundi.",
        "Retrouvez la clé, et vous pourrez entrer dans le jardin.",
    ),
    (
        "Suscríbase a nuestro boletín.",
        "Suscríbase quien quiera, dijo el alcalde al salir del pleno.",
    ),
    (
        "Puedes seguir a Contoh en Facebook, o apuntarte a nuestra newsletter.",
        "Puedes seguir el río a pie hasta el segundo puente.",
    ),
    ("Beeld: ANP", "Beeld van de overval is volgens de politie onbruikbaar."),
    (
        "Volg ons op WhatsApp voor het laatste nieuws.",
        "Volg de borden naar de pont, want de brug is dicht.",
    ),
    (
        "Iscriviti alla nostra newsletter.",
        "Iscriviti entro maggio, ha detto il preside agli studenti.",
    ),
]


@pytest.mark.parametrize("line", [house for house, _ in PAIRS])
def test_what_the_house_says_goes(line: str) -> None:
    assert is_of_house(line)


@pytest.mark.parametrize("line", [told for _, told in PAIRS])
def test_what_an_article_says_stays(line: str) -> None:
    assert not is_of_house(line)


@pytest.mark.parametrize(
    "line",
    [
        "“Ikuti kanal WhatsApp kami,” tulis dinas itu di papan pengumuman.",
        "Pengguna WhatsApp kami sarankan memasang pembaruan, kata juru bicara.",
        "Langganan koran kami dulu diantar dengan sepeda.",
        "Grup WhatsApp warga ramai oleh foto banjir sejak subuh.",
        "The newsletter was printed in the cellar of the school until 1989.",
        "Subscribers to the service will pay two dollars more from May.",
        "Aplikasi itu diunduh dua juta kali dalam sepekan.",
        "Ayo kita jaga kampung kami lewat grup WhatsApp warga.",
        "Support for our members grew last year, and subscriptions rose.",
        "Help us find the missing boy by sharing his picture on Facebook.",
        "Find our full methodology in the application form.",
        "Keep the app on your phone and it will warn us of quakes.",
        "Kamu harus percaya kepada kami karena email itu palsu.",
        "Vous nous avez écrit des e-mails par dizaines.",
        "Simak informasi terbaru mengenai jadwal kereta di aplikasi operator.",
        "Click on the app and the map opens for us to see.",
        "This post originally appeared on the wall of the mill.",
        "Die App des Verkehrsbetriebs war am Montag nicht zu erreichen.",
    ],
)
def test_news_of_channels_stays(line: str) -> None:
    assert not is_of_house(line)


def test_a_row_of_topics_goes_if_it_leads_to_them() -> None:
    assert is_of_house("Topics: roads, rain", 9)
    assert not is_of_house("Topics: roads, rain")


def test_a_long_paragraph_stays_whatever_it_asks() -> None:
    assert not is_of_house("Unduh aplikasi kami. " + PROSE[0] * 4)


@pytest.mark.parametrize("place", range(1, 5))
@pytest.mark.parametrize("line", [house for house, _ in PAIRS[::5]])
def test_it_goes_in_the_middle_and_at_the_end(line: str, place: int) -> None:
    texts = [*PROSE[:place], line, *PROSE[place:]]
    assert read(a_page("".join(f"<p>{text}</p>" for text in texts))).paragraphs == PROSE


@pytest.mark.parametrize("line", [told for _, told in PAIRS[::3]])
def test_news_stays_in_the_middle(line: str) -> None:
    texts = (*PROSE[:2], line, *PROSE[2:])
    assert read(a_page("".join(f"<p>{text}</p>" for text in texts))).paragraphs == texts


def test_steps_of_a_list_stay() -> None:
    step = "Unduh aplikasi kami di Play Store"
    inside = f"<p>{PROSE[0]}</p><ol><li>{step}</li></ol><p>{PROSE[1]}</p>"
    assert step in read(a_page(inside)).paragraphs

"""Invented Indonesian news: the same kind of event in two places, one event in other words."""

import random
from collections import defaultdict
from datetime import UTC, datetime, timedelta

import pytest

from crawler.dedup.stories.traits import traits
from crawler.dedup.stories.window import Stories

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)

# Two floods, two quakes, two trials of officials: who and where tell them apart.
DISASTERS = {
    "banjir Melati": [
        (
            "Banjir Rendam Ratusan Rumah di Kabupaten Melati",
            "Hujan deras membuat Sungai Cibening meluap. Sebanyak 420 rumah di Kecamatan Randu terendam, dan warga mengungsi ke balai desa, kata Kepala BPBD Melati Suryono.",
        ),
        (
            "Sungai Cibening Meluap, Warga Randu Mengungsi",
            "Luapan Sungai Cibening merendam permukiman di Kecamatan Randu, Kabupaten Melati. BPBD Melati mendirikan dapur umum bagi pengungsi.",
        ),
        (
            "420 Rumah di Randu Terendam Akibat Luapan Cibening",
            "Suryono dari BPBD Melati menyebut air mulai surut. Pengungsi dari Randu masih bertahan karena Sungai Cibening dapat meluap lagi.",
        ),
    ],
    "banjir Kenanga": [
        (
            "Jalan Utama Kota Kenanga Lumpuh karena Banjir",
            "Tanggul Kali Wates jebol pada malam hari. Lalu lintas di Jalan Pahlawan, Kota Kenanga, lumpuh dan sekolah diliburkan oleh Wali Kota Hartati.",
        ),
        (
            "Tanggul Kali Wates Jebol, Sekolah di Kenanga Libur",
            "Wali Kota Kenanga Hartati meliburkan sekolah sesudah tanggul Kali Wates jebol. Jalan Pahlawan belum dapat dilewati kendaraan.",
        ),
        (
            "Hartati: Perbaikan Tanggul Kali Wates Dimulai Besok",
            "Tanggul Kali Wates yang jebol akan ditambal karung pasir. Banjir di Jalan Pahlawan membuat Kota Kenanga lumpuh dua hari.",
        ),
    ],
    "gempa Teluk": [
        (
            "Gempa Magnitudo 6,1 Guncang Teluk Permai",
            "Gempa berpusat di laut, 30 kilometer dari Teluk Permai. BMKG menyatakan tidak ada tsunami; atap Gereja Santo Lukas runtuh.",
        ),
        (
            "Atap Gereja Santo Lukas Runtuh Diguncang Gempa Teluk Permai",
            "Guncangan magnitudo 6,1 meruntuhkan atap Gereja Santo Lukas di Teluk Permai. BMKG mencatat belasan gempa susulan.",
        ),
        (
            "Teluk Permai Diguncang Belasan Gempa Susulan",
            "BMKG mencatat gempa susulan di Teluk Permai sesudah guncangan magnitudo 6,1 yang merusak Gereja Santo Lukas.",
        ),
    ],
    "gempa Lembah": [
        (
            "Gempa Dangkal Rusak Pasar di Lembah Sentosa",
            "Sesar Palu Gading memicu gempa dangkal magnitudo 4,8. Kios Pasar Ijo di Lembah Sentosa retak, pedagang berhamburan keluar.",
        ),
        (
            "Pedagang Pasar Ijo Berhamburan saat Gempa Lembah Sentosa",
            "Gempa magnitudo 4,8 akibat Sesar Palu Gading meretakkan kios Pasar Ijo. Pemkab Lembah Sentosa menutup pasar itu.",
        ),
    ],
}
COURT = {
    "vonis bupati": [
        (
            "Mantan Bupati Randuasri Divonis Tujuh Tahun Penjara",
            "Majelis hakim menyatakan Baskoro terbukti menerima suap proyek jembatan Kaligawe. Mantan Bupati Randuasri itu juga didenda dua ratus juta rupiah.",
        ),
        (
            "Terima Suap Jembatan Kaligawe, Baskoro Dipenjara Tujuh Tahun",
            "Baskoro, mantan Bupati Randuasri, dihukum tujuh tahun karena suap proyek jembatan Kaligawe. Ia menyatakan banding.",
        ),
        (
            "Baskoro Ajukan Banding atas Vonis Suap Jembatan",
            "Kuasa hukum mantan Bupati Randuasri menilai vonis hakim tidak adil. Baskoro divonis tujuh tahun dalam perkara jembatan Kaligawe.",
        ),
    ],
    "kepala dinas": [
        (
            "KPK Menahan Kepala Dinas Pendidikan Wanasari",
            "KPK menahan Lestari, Kepala Dinas Pendidikan Wanasari, terkait suap pengadaan meja sekolah. Penyidik menyita uang dan dua mobil.",
        ),
        (
            "Penyidik Sita Dua Mobil dari Rumah Lestari",
            "Rumah Kepala Dinas Pendidikan Wanasari digeledah KPK. Lestari ditahan sebagai tersangka suap pengadaan meja sekolah.",
        ),
    ],
    "sepak bola": [
        (
            "Garuda Muda Menang Tipis atas Tim Tamu",
            "Gol tunggal Rizal pada menit ke-88 membawa Garuda Muda menang di Stadion Merdeka. Pelatih Marpaung memuji lini belakang.",
        ),
        (
            "Gol Rizal Menit ke-88 Menangkan Garuda Muda",
            "Rizal menjadi pahlawan di Stadion Merdeka. Pelatih Garuda Muda Marpaung berharap Rizal tampil lagi pekan depan.",
        ),
    ],
    "harga cabai": [
        (
            "Harga Cabai Rawit Tembus Seratus Ribu Rupiah",
            "Pedagang Pasar Bunga menjual cabai rawit seratus ribu rupiah sekilo. Panen di Lereng Kembar gagal karena hama patek.",
        ),
        (
            "Hama Patek Membuat Cabai Rawit Makin Mahal",
            "Petani Lereng Kembar gagal panen akibat hama patek. Di Pasar Bunga cabai rawit dijual seratus ribu rupiah sekilo.",
        ),
    ],
}
SETS = {"disasters": DISASTERS, "court": COURT, "both": DISASTERS | COURT}


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("name", SETS)
def test_events_are_told_apart_by_who_and_where_in_any_order(name: str, seed: int) -> None:
    told = [(event, *article) for event, those in SETS[name].items() for article in those]
    random.Random(seed).shuffle(told)
    stories, found = Stories(), defaultdict(set)
    for number, (_, title, text) in enumerate(told, 1):
        stories.add(number, traits(title, [text]), NOON + timedelta(minutes=9 * number))
    for number, (event, _, _) in enumerate(told, 1):
        found[event].add(stories.story(number))
    assert all(len(those) == 1 for those in found.values()), dict(found)
    assert len(set().union(*found.values())) == len(SETS[name])

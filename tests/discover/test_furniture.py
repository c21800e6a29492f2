"""What a site has besides articles."""

import pytest

from crawler.discover.furniture import furniture


@pytest.mark.parametrize(
    "url",
    [
        "https://news.example/",
        "https://news.example",
        "https://news.example/?page=2",
        "https://news.example/tag/harga-beras-pasar-induk-turun",
        "https://news.example/topik/123456/harga-beras-pasar-induk",
        "https://news.example/author/reporter-satu",
        "https://news.example/search?q=beras",
        "https://news.example/ekonomi/page/2",
        "https://news.example/indeks/20261102",
        "https://news.example/category/berita-daerah-terbaru",
        "https://news.example/video/read/2026/11/02/123456/rekaman-banjir",
        "https://news.example/foto/123456/potret-pagi-di-pelabuhan",
        "https://news.example/print/123456/harga-beras",
        "https://news.example/tentang-kami",
        "https://news.example/pedoman-media-siber.html",
        "https://news.example/kebijakan-privasi-dan-data-pengguna",
        "https://news.example/berlangganan-newsletter-mingguan-kami",
        "https://news.example/unggahan/2026/11/laporan-tahunan-lengkap.pdf",
        "https://tv.news.example/read/2026/11/02/123456/siaran-langsung",
        "https://foto.news.co.id/read/123456/potret-pagi",
        "https://news.example/_rss/top10.php",
    ],
)
def test_leads_to_no_article(url: str) -> None:
    assert furniture(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://news.example/tagihan-listrik-naik-lagi-tahun-depan",
        "https://news.example/kebijakan-baru-soal-parkir-mulai-diuji",
        "https://news.example/tentang-laut-yang-makin-naik",
        "https://news.example/pedoman-baru-dari-kementerian",
        "https://news.example/kategori/2026/11/02/harga-beras-turun",
        "https://news.example/index/read/123456/harga-beras",
        "https://news.example/category/wali-kota-resmikan-jembatan-baru-hari-ini",
        "https://news.example/index.php/berita/123456",
        "https://news.example/?p=12345",
        "https://news.example/news.php?id=4812",
        "https://tv.example/read/123456/harga-beras",
        "https://video.co.id/read/123456/harga-beras",
        "https://nasional.news.example/read/123456/harga-beras",
    ],
)
def test_may_lead_to_an_article(url: str) -> None:
    assert not furniture(url)

from crawler.readers.slow import SLOW, SlowHosts


def test_the_last_document_of_a_host_decides() -> None:
    slow = SlowHosts()
    slow.note("news.example", SLOW + 0.1)
    assert "news.example" in slow
    assert "other.example" not in slow
    slow.note("news.example", SLOW)
    assert "news.example" not in slow


def test_the_latest_thousand_are_remembered() -> None:
    slow = SlowHosts()
    for number in (*range(1000), 0, 1000):
        slow.note(f"{number}.example", SLOW + 1)
    assert "0.example" in slow
    assert "1.example" not in slow
    assert "1000.example" in slow

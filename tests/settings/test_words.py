import pytest

from crawler.settings import words


@pytest.mark.parametrize(
    "text", ["antara", "a", "asia-tengah", "X_1.b", "berita.é", "新闻", "x" * 64]
)
def test_takes_names(text: str) -> None:
    assert words.name(text) == text


def test_two_spellings_of_one_name_are_one_name() -> None:
    assert words.name("cafe\u0301") == words.name("caf\u00e9")


@pytest.mark.parametrize(
    "text",
    ["", " ", "a b", "a/b", "a,b", "x" * 65, "a\n", "a\u200b", "…", "😀", "a\u00a0b", "#a"],
)
def test_refuses_what_is_no_name(text: str) -> None:
    with pytest.raises(ValueError, match="without spaces"):
        words.name(text)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("Asia/Jakrta", "'Asia/Jakarta'"),
        ("asia/jakarta", "'Asia/Jakarta'"),
        ("WITA", "'Asia/Makassar'"),
        ("wit", "'Asia/Jayapura'"),
        ("Asia", ""),
        ("../etc/passwd", ""),
        ("/etc/localtime", ""),
        ("", ""),
        ("x" * 5000, ""),
    ],
)
def test_refuses_a_zone_nobody_knows_and_guesses_what_was_meant(text: str, hint: str) -> None:
    with pytest.raises(ValueError, match="expected a time zone") as caught:
        words.timezone(text)
    assert hint in "".join(caught.value.args[1:])


@pytest.mark.parametrize(
    ("text", "expected"), [("id", "id"), ("pt-BR", "pt-br"), ("zh-Hant-TW", "zh-hant-tw")]
)
def test_writes_languages_in_small_letters(text: str, expected: str) -> None:
    assert words.language(text) == expected


@pytest.mark.parametrize("text", ["", "i", "indonesian", "id_ID", "id-", "12", "id\n"])
def test_refuses_what_is_no_language(text: str) -> None:
    with pytest.raises(ValueError, match="expected a language"):
        words.language(text)


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "x"},
        {"connection": "close"},
        {"Transfer-Encoding": "chunked"},
        {"If-None-Match": "x"},
        {"X-A": "a\r\nX-B: b"},
        {"X-A\r\n": "b"},
        {"X A": "b"},
        {"": "b"},
        {"X-A": ""},
        {"X-A": " b"},
        {"X-A": "é"},
        {"X-A": "a", "x-a": "b"},
    ],
)
def test_refuses_headers_that_could_break_a_request(headers: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="header"):
        words.headers(headers)


def test_takes_ordinary_headers() -> None:
    headers = {"Accept-Language": "id, en;q=0.5", "Cookie": "a=b; c=d"}
    assert words.headers(headers) == headers


@pytest.mark.parametrize("text", ["h1", ".reporter a", "article > p:not(.x)", "h1, h2"])
def test_takes_selectors(text: str) -> None:
    assert words.selector(text) == text


@pytest.mark.parametrize("text", ["", "a[", "a >", "p:nonsense(x)"])
def test_refuses_what_is_no_selector(text: str) -> None:
    with pytest.raises(ValueError, match="expected a CSS selector"):
        words.selector(text)


@pytest.mark.parametrize(
    ("text", "usable"),
    [
        ("whsec_" + "QUFB" * 8, True),
        ("whsec_" + "QUFB" * 7, False),
        ("whsec_" + "QUFB" * 22, False),
        ("whsec_%%%", False),
        (f"whsec_{'QUFB' * 8} whsec_{'QkJC' * 8}", True),
        ("any words of one's own", True),
        ("", False),
    ],
)
def test_a_webhooks_secret_can_sign(text: str, usable: bool) -> None:
    if usable:
        assert words.secret(text) == text
    else:
        with pytest.raises(ValueError, match="expected"):
            words.secret(text)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("a@contoh.example", "a@contoh.example"),
        ("Kliping <a@contoh.example>", "Kliping <a@contoh.example>"),
        ('"Meja, Desk" <a@contoh.example>', '"Meja, Desk" <a@contoh.example>'),
        ("a@localhost", "a@localhost"),
        ("", None),
        ("a", None),
        ("a@", None),
        ("a@b, c@d", None),
        ("a@b.example\nBcc: c@d.example", None),
        ("é@contoh.example", None),
        ("a@contoh..example", None),
    ],
)
def test_an_address_of_mail_is_one_address(text: str, address: str | None) -> None:
    if address is not None:
        assert words.mailbox(text) == address
        return
    with pytest.raises(ValueError, match="expected an address"):
        words.mailbox(text)


def test_a_size_has_a_unit() -> None:
    assert (words.size("5kB"), words.size("100MB")) == (5_000, 100_000_000)
    for text in ("", "5", "0MB", "5 MB", "5mb", "1.5GB"):
        with pytest.raises(ValueError, match="expected a size"):
            words.size(text)

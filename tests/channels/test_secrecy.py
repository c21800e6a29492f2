from base64 import b64encode
from urllib.parse import quote

import pytest
from hypothesis import given, strategies as st

from crawler.channels.secrecy import blotted


@pytest.mark.parametrize(
    ("text", "secret", "told"),
    [
        ("login failed for kata-sandi", "kata-sandi", "login failed for ***"),
        ("GET /p%40ssw0rd9 500", "p%40ssw0rd9", "GET /*** 500"),
        ("wrong p@ssw0rd9", "p%40ssw0rd9", "wrong ***"),
        ("wrong p%40ssw0rd9", "p@ssw0rd9", "wrong ***"),
        ("AUTH cmFoYXNpYQ==", "rahasia", "AUTH ***=="),
        ("abc", "abc", "***"),
        ("nothing of it", "ab", "nothing of it"),
        ("nothing of it", "", "nothing of it"),
    ],
)
def test_a_secret_is_blotted_out_in_every_form(text: str, secret: str, told: str) -> None:
    assert blotted(text, [secret]) == told


@given(st.text(min_size=3, max_size=20), st.text(max_size=10), st.text(max_size=10))
def test_no_form_of_a_secret_is_left(secret: str, before: str, after: str) -> None:
    base64 = b64encode(secret.encode(errors="replace")).decode()
    forms = [secret, quote(secret, safe="", errors="replace"), base64]
    for form in forms:
        told = blotted(f"{before} {form} {after}", [secret])
        assert form not in told or form in f"{before} *** {after}"

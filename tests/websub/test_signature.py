import hashlib
import hmac

import pytest
from hypothesis import given, strategies as st

from crawler.websub import check

SECRET = "rahasia-yang-panjang"


def signed(method: str, body: bytes, secret: str = SECRET) -> str:
    return f"{method}={hmac.new(secret.encode(), body, getattr(hashlib, method)).hexdigest()}"


@pytest.mark.parametrize("method", ["sha1", "sha256", "sha384", "sha512"])
@given(pieces=st.lists(st.binary(max_size=50), max_size=5), other=st.binary(max_size=20))
def test_only_the_body_that_was_signed_is_genuine(
    method: str, pieces: list[bytes], other: bytes
) -> None:
    body = b"".join(pieces)
    for header in (signed(method, body), signed(method, body).upper()):
        found = check(SECRET, header)
        assert found is not None
        for piece in pieces:
            found.feed(piece)
        assert found.genuine
        found.feed(other)
        assert found.genuine is not bool(other)


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "sha256",
        "sha256=",
        "sha256=zz",
        "sha256=é",
        "md5=" + "0" * 32,
        "sha3_256=" + "0" * 64,
        "new=00",
        "=00",
        "sha256=00,sha1=00",
        "sha256=" + "0" * 100_000,
    ],
)
def test_what_states_no_signature_that_hubs_make_is_none(header: str | None) -> None:
    assert check(SECRET, header) is None


@pytest.mark.parametrize(
    "header",
    [
        "sha256=" + "0" * 64,
        "sha256=00",
        signed("sha256", b"isi", "tebakan"),
        signed("sha1", b"isi").replace("sha1", "sha256"),
    ],
)
def test_a_signature_by_another_secret_or_of_another_length_is_wrong(header: str) -> None:
    found = check(SECRET, header)
    assert found is not None
    found.feed(b"isi")
    assert not found.genuine

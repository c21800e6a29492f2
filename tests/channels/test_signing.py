import base64
from datetime import UTC, datetime

import pytest

from crawler.channels.signing import keys, sign

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


def test_agrees_with_the_specification_s_own_example() -> None:
    at = datetime.fromtimestamp(1614265330, UTC)
    body = b'{"test": 2432232314}'
    signed = sign(keys(SECRET), "msg_p5jXN8AQM9LWM0D4loKWxJek", at, body)
    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_signs_with_each_key_while_one_is_changed() -> None:
    at, other = (
        datetime.fromtimestamp(1614265330, UTC),
        "whsec_" + base64.b64encode(bytes(24)).decode(),
    )
    both = sign(keys(f"{SECRET} {other}"), "msg", at, b"{}").split(" ")
    assert both == [sign(keys(SECRET), "msg", at, b"{}"), sign(keys(other), "msg", at, b"{}")]


def test_a_fraction_of_a_second_is_not_signed() -> None:
    whole, part = (
        datetime(2022, 1, 12, 9, 1, tzinfo=UTC),
        datetime(2022, 1, 12, 9, 1, 0, 999999, tzinfo=UTC),
    )
    assert sign(keys(SECRET), "m", whole, b"") == sign(keys(SECRET), "m", part, b"")


def test_a_text_without_the_prefix_is_the_key_itself() -> None:
    assert keys("kata sandi yang panjang ✓") == ("kata sandi yang panjang ✓".encode(),)


@pytest.mark.parametrize(
    ("secret", "expected"),
    [
        ("", "found nothing"),
        ("  ", "found nothing"),
        ("whsec_", "24 to 64 bytes"),
        ("whsec_AAAA", "24 to 64 bytes"),
        ("whsec_" + base64.b64encode(bytes(65)).decode(), "24 to 64 bytes"),
        ("whsec_not base64", None),
        ("whsec_!!!!", "base64"),
        ("whsec_ÄÄÄÄ", "base64"),
    ],
)
def test_refuses_what_cannot_be_a_key_without_repeating_it(
    secret: str, expected: str | None
) -> None:
    if expected is None:  # a word without the prefix makes the whole a text
        assert keys(secret) == (secret.encode(),)
        return
    with pytest.raises(ValueError, match=expected) as raised:
        keys(secret)
    assert not secret.strip() or secret not in str(raised.value) or secret == "whsec_"


@pytest.mark.parametrize("size", [24, 32, 64])
def test_takes_keys_of_the_specified_sizes_with_or_without_padding(size: int) -> None:
    text = base64.b64encode(bytes(range(size))).decode()
    assert keys(f"whsec_{text}") == keys(f"whsec_{text.rstrip('=')}") == (bytes(range(size)),)

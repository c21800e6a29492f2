import gzip
import tracemalloc
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given, strategies as st

from crawler.fetch.decoding import MEMBERS, MIB, Body, Budget
from crawler.fetch.fault import Fault

SMALL = Budget(decoded=1000, ratio=10, free=100)


def deflated(data: bytes, form: int) -> bytes:
    maker = zlib.compressobj(9, zlib.DEFLATED, form)
    return maker.compress(data) + maker.flush()


CODINGS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": lambda data: gzip.compress(data, mtime=0),
    "x-gzip": lambda data: gzip.compress(data, mtime=0),
    "deflate": zlib.compress,
    "deflate without its header": lambda data: deflated(data, -15),
    "": bytes,
    "identity": bytes,
    "UTF-8": bytes,
    "none": bytes,
    "utf-8, gzip": lambda data: gzip.compress(data, mtime=0),
    "Identity, GZIP": lambda data: gzip.compress(data, mtime=0),
}


def decode(coding: str, *pieces: bytes, budget: Budget | None = None) -> bytes:
    body = Body(coding.split(" without", maxsplit=1)[0], budget or Budget())
    for piece in pieces:
        body.feed(piece)
    return body.finish()


@pytest.mark.parametrize("coding", CODINGS)
@given(data=st.binary(max_size=3000), size=st.integers(1, 200))
def test_gives_back_what_was_encoded_however_it_is_cut(
    coding: str, data: bytes, size: int
) -> None:
    sent = CODINGS[coding](data)
    pieces = [sent[at : at + size] for at in range(0, len(sent), size)]
    assert decode(coding, *pieces) == data


@given(st.sampled_from(["gzip", "deflate", ""]), st.lists(st.binary()))
def test_gives_bytes_or_a_fault_for_any_bytes(coding: str, pieces: list[bytes]) -> None:
    try:
        assert isinstance(decode(coding, *pieces), bytes)
    except Fault as fault:
        assert fault.code in {"encoding", "truncated"}  # noqa: PT017 -- either outcome is right


@pytest.mark.parametrize("coding", ["gzip", "deflate", "deflate without its header"])
@given(data=st.binary(min_size=1), cut=st.integers(1))
def test_what_is_cut_short_is_never_taken_for_whole(coding: str, data: bytes, cut: int) -> None:
    sent = CODINGS[coding](data)
    with pytest.raises(Fault) as raised:
        decode(coding, sent[: 1 + cut % (len(sent) - 1)])
    assert raised.value.code in {"truncated", "encoding"}
    assert not raised.value.lasting


@pytest.mark.parametrize(
    "coding",
    [
        "br",
        "zstd",
        "compress",
        "gzip, gzip",
        "gzip, br",
        "deflate,gzip,gzip",
        "nonsense",
        "gzip;q=1",
    ],
)
def test_a_coding_we_did_not_ask_for_is_refused_before_a_byte(coding: str) -> None:
    with pytest.raises(Fault) as raised:
        Body(coding, Budget())
    assert (raised.value.code, raised.value.lasting) == ("encoding", True)


@pytest.mark.parametrize("damage", [4, 12, 20, -3, -7])
def test_damage_is_noticed(damage: int) -> None:
    sent = bytearray(gzip.compress(bytes(range(256)) * 4, mtime=0))
    sent[damage] ^= 0xFF
    if damage == 4:  # the time of the file, which nobody checks
        assert decode("gzip", bytes(sent)) == bytes(range(256)) * 4
        return
    with pytest.raises(Fault):
        decode("gzip", bytes(sent))


def test_parts_of_gzip_are_one_body_and_padding_is_none() -> None:
    one, two = gzip.compress(b"satu "), gzip.compress(b"dua")
    assert decode("gzip", one + two) == b"satu dua"
    assert decode("gzip", one, two[:5], two[5:] + b"\0" * 20) == b"satu dua"
    assert decode("gzip", one + b"trailing garbage") == b"satu "


def test_an_encoded_body_of_nothing_is_empty() -> None:
    assert decode("gzip") == decode("deflate") == b""


@pytest.mark.parametrize("coding", ["gzip", "deflate", "deflate without its header"])
def test_a_bomb_is_stopped_where_it_starts(coding: str) -> None:
    sent = CODINGS[coding](bytes(64 * MIB))
    tracemalloc.start()
    with pytest.raises(Fault) as raised:
        decode(coding, sent)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (raised.value.code, raised.value.lasting) == ("bomb", True)
    assert peak < 24 * MIB


@pytest.mark.parametrize("size", [3 * MIB, 10 * MIB + 1])
def test_a_body_is_in_memory_once(size: int) -> None:
    body, piece = Body("", Budget()), b"x" * 8192
    tracemalloc.start()
    for _ in range(size // len(piece)):
        body.feed(piece)
    whole = body.finish()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(whole) == size // len(piece) * len(piece)
    assert peak < 1.2 * size


def test_a_body_that_is_dropped_holds_nothing_however_long_it_is_held() -> None:
    body = Body("gzip", Budget())
    tracemalloc.start()
    body.feed(gzip.compress(bytes(range(256)) * 4 * 1024)[:-8])
    assert body.size > MIB // 2
    body.drop()
    left, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert body.size == 0
    assert left < MIB // 8


def test_a_body_may_grow_freely_up_to_a_size_and_then_only_so_fast() -> None:
    assert decode("gzip", gzip.compress(bytes(100)), budget=SMALL) == bytes(100)
    with pytest.raises(Fault, match="bomb"):
        decode("gzip", gzip.compress(bytes(900)), budget=SMALL)


@pytest.mark.parametrize("coding", ["", "gzip"])
def test_a_body_has_a_size_it_may_not_pass(coding: str) -> None:
    data = bytes(x * x % 251 for x in range(1001))
    assert decode(coding, CODINGS[coding](data[:1000]), budget=SMALL) == data[:1000]
    with pytest.raises(Fault) as raised:
        decode(coding, CODINGS[coding](data), budget=SMALL)
    assert (raised.value.code, raised.value.lasting) == ("too_large", True)


def test_a_body_of_a_great_many_parts_is_refused() -> None:
    part = gzip.compress(b"")
    assert decode("gzip", part * MEMBERS) == b""
    with pytest.raises(Fault, match="bomb"):
        decode("gzip", part * (MEMBERS + 1))

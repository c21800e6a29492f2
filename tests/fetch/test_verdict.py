from datetime import UTC, datetime, timedelta

import pytest

from crawler.errors import Refused, Unreachable
from tests.fetch.lab import a_lab, a_web, get, page

NOON = datetime(2022, 1, 12, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "code"),
    [(401, "forbidden"), (403, "forbidden"), (451, "forbidden"), (404, "not_found"), (410, "gone"),
     (400, "http_400"), (402, "http_402"), (405, "http_405"), (406, "http_406"), (418, "http_418"),
     (499, "http_499"), (300, "http_300"), (305, "http_305"), (399, "http_399")],
)  # fmt: skip
async def test_a_status_that_will_stay_is_refused(status: int, code: str) -> None:
    async with a_lab({"/": page(b"x", f"{status} No")}) as lab, a_web(lab) as web:
        with pytest.raises(Refused, match=str(status)) as raised:
            await get(web, lab.url())
    assert (raised.value.code, raised.value.url) == (code, lab.url())


@pytest.mark.parametrize("status", [408, 421, 425, 429, 500, 501, 502, 503, 504, 520, 599])
async def test_a_status_that_may_pass_is_unreachable(status: int) -> None:
    async with a_lab({"/": page(b"x", f"{status} Later")}) as lab, a_web(lab) as web:
        with pytest.raises(Unreachable) as raised:
            await get(web, lab.url())
    assert raised.value.code == f"http_{status}"
    assert raised.value.host_wide is (status in {429, 503})
    assert raised.value.retry_after is None


@pytest.mark.parametrize(
    ("said", "wait"),
    [("7", timedelta(seconds=7)), ("0", timedelta(0)), ("-1", None), ("99999999999", timedelta(hours=24)),
     ("Wed, 12 Jan 2022 12:00:42 GMT", timedelta(seconds=42)), ("besok", None)],
)  # fmt: skip
@pytest.mark.parametrize("status", [429, 503, 500])
async def test_passes_on_how_long_the_server_wants_to_rest(
    status: int, said: str, wait: timedelta | None
) -> None:
    answers = {"/": page(b"", f"{status} Later", retry_after=said)}
    async with a_lab(answers) as lab, a_web(lab, now=lambda: NOON) as web:
        with pytest.raises(Unreachable) as raised:
            await get(web, lab.url())
    assert raised.value.retry_after == wait


@pytest.mark.parametrize("retry_after", ["3600", None])
async def test_a_host_that_asked_for_rest_is_not_asked_for_other_pages(
    retry_after: str | None,
) -> None:
    headers = {} if retry_after is None else {"retry_after": retry_after}
    async with (
        a_lab({"/": page(b"", "429 No", **headers), "/b": page()}) as lab,
        a_web(lab) as web,
    ):
        with pytest.raises(Unreachable) as raised:
            await get(web, lab.url("/"))
        assert raised.value.host_wide
        with pytest.raises(Unreachable) as raised:
            await get(web, lab.url("/b"))
        assert raised.value.host_wide
    assert lab.paths == ["/"]
    assert raised.value.code == "resting"
    assert raised.value.retry_after is not None
    assert raised.value.retry_after <= timedelta(hours=1)


async def test_a_retry_after_of_nothing_lets_the_host_be_asked_at_once() -> None:
    answers = {"/": page(b"", "503 No", retry_after="0"), "/b": page()}
    async with a_lab(answers) as lab, a_web(lab) as web:
        with pytest.raises(Unreachable):
            await get(web, lab.url())
        assert await get(web, lab.url("/b")) is not None


@pytest.mark.parametrize(
    ("status", "header"),
    [("403 No", ("cf-mitigated", "challenge")), ("503 No", ("cf-mitigated", "challenge")),
     ("202 Accepted", ("x-amzn-waf-action", "challenge")), ("405 No", ("x-amzn-waf-action", "captcha")),
     ("403 No", ("x-sucuri-block", "x"))],
)  # fmt: skip
async def test_a_challenge_is_blocked_whatever_its_status(
    status: str, header: tuple[str, str]
) -> None:
    async with a_lab({"/": page(b"x", status, **dict([header]))}) as lab, a_web(lab) as web:
        with pytest.raises(Refused) as raised:
            await get(web, lab.url())
    assert raised.value.code == "blocked"


@pytest.mark.parametrize("status", ["206 Partial Content", "101 Switching Protocols"])
async def test_what_was_not_asked_for_is_no_page(status: str) -> None:
    async with a_lab({"/": page(b"x", status)}) as lab, a_web(lab) as web:
        with pytest.raises(Unreachable):
            await get(web, lab.url())


@pytest.mark.parametrize("status", ["200 OK", "203 Other", "204 No Content", "299 Fine"])
async def test_a_2xx_is_a_reply(status: str) -> None:
    async with a_lab({"/": page(b"", status)}) as lab, a_web(lab) as web:
        reply = await get(web, lab.url())
    assert reply is not None
    assert reply.status == int(status[:3])

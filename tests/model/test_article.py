import pickle
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from crawler.model import Moment, Precision

NINE = datetime(2026, 11, 22, 9, 1, tzinfo=ZoneInfo("Asia/Jakarta"))


def test_a_moment_keeps_the_offset_and_forgets_the_zone() -> None:
    moment = Moment(NINE)
    assert moment.iso() == "2026-11-22T09:01:00+07:00"
    assert moment == Moment(datetime.fromisoformat("2026-11-22T09:01:00+07:00"))
    assert b"zoneinfo" not in pickle.dumps(moment)


def test_a_day_is_shown_without_a_time() -> None:
    assert Moment(NINE, Precision.DAY).iso() == "2026-11-22"
    assert Moment(datetime(2026, 11, 22, tzinfo=UTC)).iso() == "2026-11-22T00:00:00+00:00"

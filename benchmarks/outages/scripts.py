"""What the receiver does, by the turned clock: see `receiver.Script`."""

from benchmarks.outages.certificates import ANOTHER, EXPIRED, RIGHT
from benchmarks.outages.receiver import CLOSED, HANG, TAKE_AND_DROP

HOUR, DAY = 3600.0, 86_400.0
DOWN = 6 * HOUR + 211  # not on the beat of anybody's schedule


def down(time: float, _key: str, _tries: int, _arrivals: int) -> tuple[int, str]:
    """Nobody listens for three hours, then somebody reads and is silent for three, then all is well."""
    if time < DOWN:
        return (CLOSED if time < DOWN / 2 else HANG), ""
    return 204, ""


def flapping(time: float, _key: str, _tries: int, _arrivals: int) -> tuple[int, str]:
    """Half a minute up, half a minute down, for an hour."""
    return (500 if time < HOUR and time % 60 < 30 else 204), ""


def sevenths(_time: float, _key: str, _tries: int, arrivals: int) -> tuple[int, str]:
    """Every seventh arrival is answered with 500."""
    return (500 if arrivals % 7 == 6 else 204), ""


def busy(time: float, _key: str, _tries: int, _arrivals: int) -> tuple[int, str]:
    """For ten minutes it asks for rest."""
    return (429, "120") if 60 <= time < 660 else (204, "")


def hangs_up(_time: float, _key: str, tries: int, arrivals: int) -> tuple[int, str]:
    """Every fifth arrival is taken, and never answered, the first time."""
    return (TAKE_AND_DROP if tries == 0 and arrivals % 5 == 4 else 204), ""


def long_down(time: float, _key: str, _tries: int, _arrivals: int) -> tuple[int, str]:
    """Down for eight days."""
    return (503 if time < 8 * DAY else 204), ""


def poison(_time: float, key: str, _tries: int, _arrivals: int) -> tuple[int, str]:
    """It takes all but one message."""
    return (400 if key.endswith("000007") else 204), ""


def gone(time: float, _key: str, _tries: int, _arrivals: int) -> tuple[int, str]:
    """It wants nothing any more, and after two hours it does."""
    return (410 if 600 <= time < 2 * HOUR else 204), ""


def certificate(time: float) -> str:
    """It has expired, then for an hour it is somebody else's, then it is right."""
    if time < HOUR:
        return EXPIRED
    return ANOTHER if time < 2 * HOUR else RIGHT

"""Times as people and machines write them, read: ISO 8601, RFC 822, bylines in many languages.

A date is found anywhere in a short text (`Kompas.com, 03/08/2026, 17:53 WIB`), with the time
and the zone that stand beside it.  Numbers are day before month, always: 03/08 is the third of
August.  A year of two digits is one where no other order is written so: between dots with the
month in two digits (`3.08.26`), or before an Indonesian time (`3/8/26 17:53 WIB`).  Nothing is
guessed: what leaves the day open (`03/04/05`, `2 minggu lalu`) is None, and what leaves the
time open is a day.
"""

import re
from datetime import date, datetime, timedelta, timezone as fixed, tzinfo
from zoneinfo import ZoneInfo

from crawler.model import Moment, Precision

LONGEST = 300  # characters looked at; a byline is shorter, and reading stays linear
EARLIEST = 1990  # the first year of news on the web; what is before it is a broken clock
AHEAD = timedelta(minutes=15)  # how far a publisher's clock may be fast

# A line for each month: id, en, de, fr, es, it, pt, nl, sv/da/no, pl, cs, hr, ro, tr, fi, hu, ru, uk
_MONTH_WORDS = (
    "januari jan january januar jänner janvier janv enero ene gennaio gen janeiro januar tammikuuta stycznia styczeń leden ledna siječnja ianuarie ocak január января янв январь січня січ",
    "februari feb peb pebruari february februar feber février févr fév fevrier febrero febbraio fevereiro fev februarie helmikuuta lutego luty únor února veljače şubat subat február február февраля фев февраль лютого лют",
    "maret mar march märz maerz mrz mars marzo março marco maart mrt marts maaliskuuta marca marzec březen března ožujka martie mart március марта мар март березня бер",
    "april apr avril avr abril abr aprile aprilie huhtikuuta kwietnia kwi kwiecień duben dubna travnja nisan április апреля апр апрель квітня кві",
    "mei may mai mayo maggio mag maio maj toukokuuta maja květen května svibnja mayıs mayis május мая май травня тра",
    "juni jun june juin junio giugno giu junho kesäkuuta czerwca cze czerwiec červen června lipnja iunie haziran június июня июн июнь червня чер",
    "juli jul july juillet juil julio luglio lug julho heinäkuuta lipca lip lipiec červenec července srpnja iulie temmuz július июля июл июль липня лип",
    "agustus agu agt ags aug ag august août aout agosto ago augustus augusti elokuuta sierpnia sie sierpień srpen srpna kolovoza ağustos agustos augusztus августа авг август серпня сер",
    "september sep sept septembre septiembre setiembre settembre set setembro septembrie syyskuuta września wrz wrzesień září rujna eylül eylul szeptember сентября сен сентябрь вересня вер",
    "oktober okt oct october octobre octubre ottobre ott outubro out octombrie lokakuuta października paź październik říjen října ekim október октября окт октябрь жовтня жов",
    "november nov nop nopember novembre noviembre novembro noiembrie marraskuuta listopada lis listopad studenoga kasım kasim ноября ноя ноябрь листопада лис",
    "desember des dec december dezember dez décembre déc decembre diciembre dic dicembre dezembro decembrie joulukuuta grudnia gru grudzień prosinec prosince prosinca aralık aralik декабря дек декабрь грудня гру",
)
MONTHS = {word: at for at, words in enumerate(_MONTH_WORDS, 1) for word in words.split()}

ZONES: dict[str, int | str] = {  # minutes east of Greenwich, or the region whose summer time rules
    "WIB": 420, "WITA": 480, "WIT": 540, "Z": 0, "UTC": 0, "GMT": 0, "UT": 0,
    "EST": -300, "EDT": -240, "CST": -360, "CDT": -300,  # RFC 822, section 5.1, to PDT
    "MST": -420, "MDT": -360, "PST": -480, "PDT": -420,
    "ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver",
    "PT": "America/Los_Angeles", "BST": 60, "WET": 0, "WEST": 60, "CET": 60, "CEST": 120,
    "MEZ": 60, "MESZ": 120, "EET": 120, "EEST": 180, "MSK": 180, "МСК": 180, "TRT": 180,
    "JST": 540, "KST": 540, "HKT": 480, "SGT": 480, "MYT": 480, "ICT": 420, "PKT": 300,
    "AEST": 600, "AEDT": 660, "ACST": 570, "ACDT": 630, "AWST": 480, "NZST": 720, "NZDT": 780,
    "SAST": 120, "EAT": 180, "WAT": 60, "CAT": 120, "BRT": -180,
}  # fmt: skip
_DOUBTFUL = frozenset({"IST", "AST"})  # several zones' name: only the source's own can be meant

_LETTER = r"[^\W\d_]"
_LOCAL = "wib|wita|wit"
_MONTH = rf"{_LETTER}{{2,12}}"  # any word; whether it is a month is looked up
_GAP = r"[ \-/.,]{0,3}"
_DATE = re.compile(
    rf"""
    (?P<iso>(?<!\d)(?P<iso_y>\d{{4}})(?:(?P<sep>[-/.])\s?(?P<iso_m>\d{{1,2}})(?P=sep)\s?
        |[年년]\s?(?P<cjk_m>\d{{1,2}})[月월]\s?)(?P<iso_d>\d{{1,2}})[日일.]?(?!\d))
    |(?P<ctime>(?<!{_LETTER})(?P<ctime_m>{_MONTH})\.?\s(?P<ctime_d>\d{{1,2}})
        \s(?P<ctime_clock>\d\d?:\d\d(?::\d\d)?(?:\s(?:{_LETTER}{{1,5}}|[+-]\d{{4}}))?)\s(?P<ctime_y>\d{{4}})(?!\d))
    |(?P<word>(?<!\d)(?P<word_d>\d{{1,2}})(?:st|nd|rd|th|er|[ºª°.])?{_GAP}(?:(?:de|of|del)\s)?
        (?P<word_m>{_MONTH}){_GAP}(?:(?:de|del)\s)?(?P<word_y>\d{{4}}|\d\d(?=\s\d\d?:\d\d))(?!\d))
    |(?P<us>(?<!{_LETTER})(?P<us_m>{_MONTH})\.?\s?(?P<us_d>\d{{1,2}})(?:st|nd|rd|th)?[,.\s]{{1,3}}
        (?P<us_y>\d{{4}})(?!\d))
    |(?P<hu>(?<!\d)(?P<hu_y>\d{{4}})[.,]?\s?(?P<hu_m>{_MONTH})\.?\s?(?P<hu_d>\d{{1,2}})(?!\d))
    |(?P<dmy>(?<![\d./-])(?P<dmy_d>\d{{1,2}})(?P<sep2>[-/.])\s?(?P<dmy_m>\d{{1,2}})(?P=sep2)\s?
        (?P<dmy_y>\d{{4}})(?!\d))
    |(?P<dot>(?<![\w./,:-])(?P<dot_d>\d{{1,2}})\.\s?(?P<dot_m>0[1-9]|1[0-2])\.\s?(?P<dot_y>\d\d)
        (?![\d/:]|\.\d|\s?(?:{_LOCAL}|uhr|cm|mm|km|m|kg|euro|%|€)\b))
    |(?P<short>(?<![\w./-])(?P<short_d>\d{{1,2}})(?P<sep3>[/-])(?P<short_m>\d{{1,2}})(?P=sep3)
        (?P<short_y>\d\d)(?=[\s,|–—-]{{1,3}}(?:pukul\s|pkl\.?\s|jam\s)?\d{{1,2}}[:.]\d\d\s?(?:{_LOCAL})\b))
    |(?P<bare>(?<!\d)(?P<bare_y>\d{{4}})(?P<bare_m>\d\d)(?P<bare_d>\d\d)(?=T\d\d|\d{{6}}(?!\d)|$))
    """,
    re.IGNORECASE | re.VERBOSE,
)
_YEAR = re.compile(r"\d{4}|\d\d\s\d|\d[./-]\s?\d{1,2}[./-]\s?\d\d(?!\d)")  # no date is without
_OFFSET = r"(?:(?:utc|gmt)\s?[+\-−]\d{1,2}(?::?\d\d)?|[+\-−]\d\d(?::?\d\d)?)(?!\d)"
_ZONE = (
    rf"(?:[\s'\"”]{{0,2}}\(?(?:(?P<offset>{_OFFSET})|(?P<zone>(?:wib|wita|wit)(?!{_LETTER})"
    rf"|(?-i:[A-ZМСК]{{1,4}})(?!{_LETTER}))))?"
)
_CLOCK = (
    r"(?:(?P<side>오전|오후|上午|下午)\s?)?"
    r"(?<!\d)(?:(?P<hour>\d{1,2})(?:[:.時]|시\s?|\s?h\s?)(?P<minute>\d\d)(?:[:.](?P<second>\d\d))?"
    r"(?:[.,]\d{1,9})?(?!\d)|(?P<full>\d{1,2})(?=\s?(?:[ap]\.?m\b|uhr\b)))"
    r"(?:\s?(?P<half>[ap])\.?m\b\.?|\s?uhr\b)?" + _ZONE
)
_LINK = (
    r"(?:[\s,;|\-–—•·/@()\[\]'\"’.]|\((?:[^()]{1,12})\)|T(?=\d)|(?P<early>wib|wita|wit)(?=\s?\d)"
    r"|(?:pukul|pkl|jam|at|um|à|às|a las|las|alle|ore|kl|klo|klockan|kello|om|v|в|о|saat)\b){0,10}"
)
_AFTER = re.compile(_LINK + _CLOCK, re.IGNORECASE)
_ANYWHERE = re.compile(_CLOCK, re.IGNORECASE)
_PACKED = re.compile(
    r"T?(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?(?!\d)" + _ZONE, re.IGNORECASE
)
_BESIDE = re.compile(r"[^\d]{0,24}")  # between a time and the date that follows it


_STAMP = re.compile(  # as machines write it, mostly
    r"[12]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?P<zone>Z|[+-](?:0\d|1[0-3]):?[0-5]\d)"
)


def read(
    text: str, *, timezone: str, now: datetime | None, zone_known: bool = True
) -> Moment | None:
    """The first moment that `text` names; None where it names none.

    A time without a zone is one of `timezone`; where that is only the installation's
    (`zone_known` is False) such a time is inferred.  Relative words (`5 menit lalu`) count back
    from `now`; without it they say nothing.  With `now`, what is later than a fast clock
    explains is None; without it that is left to the caller.

    >>> read("Rabu, 12 Januari 2022 | 09:01 WIB", timezone="Asia/Makassar", now=None).iso()
    '2022-01-12T09:01:00+07:00'
    """
    line = " ".join(text[: 4 * LONGEST].split())[:LONGEST]
    zone = ZoneInfo(timezone)
    moment = _stated(line, zone, zone_known=zone_known)
    if moment is None and now is not None:
        moment = _counted_back(line, now.astimezone(zone), zone)
    if moment is None or moment.at.year < EARLIEST:
        return None
    return None if now is not None and moment.at > now + AHEAD else moment


_UNIX = re.compile(r"\s*(1\d{9})(?:\d{3}|\.\d{1,9})?\s*")  # from 2001 to 2033


def unix(text: str, *, timezone: str) -> Moment | None:
    """The moment that seconds or milliseconds since 1970 are, in `timezone`; None for other text."""
    found = _UNIX.fullmatch(text[:LONGEST])
    return found and Moment(datetime.fromtimestamp(int(found[1]), ZoneInfo(timezone)))


def _stated(line: str, zone: ZoneInfo, *, zone_known: bool) -> Moment | None:
    """The first date that exists, with the time beside it."""
    if _STAMP.fullmatch(line) and (stamp := _stamp(line)) is not None:
        return stamp
    found = _DATE.search(line) if _YEAR.search(line) else None
    while found is not None and (day := _day(found)) is None:
        found = _DATE.search(line, found.start() + 1)
    if found is not None and day is not None:
        clock = _clock(line, found)
        at = None if clock is None else _at(day, clock, zone)
        if at is None:
            return Moment(datetime(day.year, day.month, day.day, tzinfo=zone), Precision.DAY)
        known = zone_known or at.tzinfo is not zone
        return Moment(at, Precision.EXACT if known else Precision.INFERRED)
    return None


def _stamp(line: str) -> Moment | None:
    """The moment of an ISO 8601 stamp with its zone, to the second; None where there is none."""
    try:
        return Moment(datetime.fromisoformat(line).replace(microsecond=0), Precision.EXACT)
    except ValueError:
        return None


def _day(found: re.Match[str]) -> date | None:
    form = found.lastgroup
    year, day = int(found[f"{form}_y"]), int(found[f"{form}_d"])
    told = found["cjk_m"] or found[f"{form}_m"]
    month = int(told) if told.isdigit() else MONTHS.get(told.lower(), 0)
    if form == "dmy" and month > 12 >= day:
        month, day = day, month  # 07/25/2026: there is one way only to read it
    if year < 100:
        year += 2000 if year < 50 else 1900  # RFC 2822, section 4.3
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _clock(line: str, found: re.Match[str]) -> re.Match[str] | None:
    """The time that belongs to the date: inside it, after it, or before it."""
    match found.lastgroup:
        case "ctime":
            return _ANYWHERE.match(found["ctime_clock"])
        case "bare":
            return _PACKED.match(line, found.end())
    if after := _AFTER.match(line, found.end()):
        return after
    before = None
    for before in _ANYWHERE.finditer(line, 0, found.start()):  # noqa: B007 - the last one is wanted
        pass
    if before and _BESIDE.fullmatch(line, before.end(), found.start()):
        return before
    return None


def _at(day: date, clock: re.Match[str], zone: ZoneInfo) -> datetime | None:
    """The time on that day; None where there is no such time, or its zone cannot be told."""
    told = clock.groupdict()
    hour = int(told["hour"] or told["full"])
    minute, second = int(told["minute"] or 0), int(told.get("second") or 0)
    half = (
        told.get("half") or {"오후": "p", "下午": "p"}.get(told.get("side") or "", "")
    ).lower()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or minute > 59 or second > 60:
        return None
    naive = datetime(day.year, day.month, day.day, hour, minute, min(second, 59))  # noqa: DTZ001 - its zone comes next
    place = _place(naive, told.get("zone") or told.get("early"), told.get("offset"), zone)
    return None if place is None else naive.replace(tzinfo=place)


def _place(
    naive: datetime, name: str | None, offset: str | None, own: ZoneInfo
) -> tzinfo | None:
    """The zone that a time was told in: `own` where none is named, None where it is doubtful."""
    if offset:
        sign = -1 if re.search("[-−]", offset) else 1
        digits = re.sub(r"\D", "", offset)
        hours, minutes = (
            (digits[:2], digits[2:]) if len(digits) != 3 else (digits[0], digits[1:])
        )
        total = int(hours) * 60 + int(minutes or 0)
        return fixed(timedelta(minutes=sign * total)) if total <= 14 * 60 else own
    name = (name or "").upper()
    if not name:
        return own
    if (local := naive.replace(tzinfo=own)).tzname() == name:
        return fixed(local.utcoffset() or timedelta())
    known = ZONES.get(name)
    if isinstance(known, str):
        return ZoneInfo(known)
    if known is None:
        return None if name in _DOUBTFUL else own
    return fixed(timedelta(minutes=known))


_COUNT = r"(?P<count>\d{1,2}(?:[.,]\d)?|an?|one|satu|se|einer|einem|une?|una?|um|uma|een)\s?"
_MINUTE = r"(?:menit|mnt|minutes?|mins?|minuten?|minutos?|minuti|minuto|мин)"
_HOUR = r"(?:jam|hours?|hrs?|stunden?|heures?|horas?|ore|ora|uur|timer?)"
_DAY = r"(?:hari|days?|tagen?|jours?|d[ií]as?|giorni|dagen|dag)"
_SECOND = r"(?:detik|seconds?|secs?|sekunden?|secondes?|segundos?|secondi|секунд)"
_UNIT = (
    rf"(?:(?P<seconds>{_SECOND})|(?P<minutes>{_MINUTE})|(?P<hours>{_HOUR})|(?P<days>{_DAY}))"
)
_MORE = rf"(?:(?P<more>\d{{1,2}})\s?(?:(?P<more_hours>{_HOUR})|{_DAY})(?:\s?,|\sdan|\sand|\sund)?\s)?"
_AGO = (
    re.compile(
        rf"(?<!\w)(?<!\d[.,]){_MORE}{_COUNT}{_UNIT}\s(?:yang\s)?(?:lalu|ago|fa|geleden|siden|atrás|назад)(?!\w)",
        re.IGNORECASE,
    ),
    re.compile(rf"(?<!\w)(?:vor|il y a|hace|há)\s{_COUNT}{_UNIT}(?!\w)", re.IGNORECASE),
)
_NOW = re.compile(
    r"\W*(?:[^\W\d_]{2,14}\W{1,3})?"
    r"(?:baru saja|just now|gerade eben|à l'instant|ahora mismo)(?:\s(?:terbit|tayang))?\W*",
    re.IGNORECASE,
)  # alone on its line, too: much has just happened
_DAY_WORD = re.compile(  # alone on its line but for a label: in prose `hier` is many things
    r"\W*(?:[^\W\d_]{2,14}\W{1,3})?"
    r"(?:(?P<today>hari ini|today|heute|aujourd['’]hui|hoy|oggi|hoje|vandaag|i dag)"
    r"|(?P<yesterday>kemarin|yesterday|gestern|hier|ayer|ieri|ontem|gisteren|i går))(?!\w)",
    re.IGNORECASE,
)


def _counted_back(line: str, now: datetime, zone: ZoneInfo) -> Moment | None:
    """The moment that words relative to `now` mean; `now` is in `zone`, the source's."""
    if ago := next(filter(None, (form.search(line) for form in _AGO)), None):
        told = ago["count"].replace(",", ".")
        count = float(told) if told[0].isdigit() else 1
        if ago["days"]:
            return _whole_day(now - timedelta(days=count))
        unit = timedelta(
            hours=bool(ago["hours"]), minutes=bool(ago["minutes"]), seconds=bool(ago["seconds"])
        )
        before = now - _more(ago)
        return Moment(
            (before - count * unit).replace(second=0, microsecond=0), Precision.INFERRED
        )
    if _NOW.fullmatch(line):
        return Moment(now.replace(second=0, microsecond=0), Precision.INFERRED)
    if word := _DAY_WORD.match(line):
        day = now - timedelta(days=1) if word["yesterday"] else now
        clock = _AFTER.match(line, word.end())
        at = None if clock is None else _at(day.date(), clock, zone)
        if at is not None:
            return Moment(at, Precision.INFERRED)
        return None if re.search(r"\w", line[word.end() :]) else _whole_day(day)
    return None


def _more(ago: re.Match[str]) -> timedelta:
    """The hours or days that stand before the minutes or hours: `1 jam 5 menit lalu`."""
    told = ago.groupdict()
    if not (count := int(told.get("more") or 0)):
        return timedelta()
    return timedelta(hours=count) if told["more_hours"] else timedelta(days=count)


def _whole_day(moment: datetime) -> Moment:
    """The calendar day of `moment`; the hour of `3 hari lalu` is nobody's claim."""
    return Moment(moment.replace(hour=0, minute=0, second=0, microsecond=0), Precision.DAY)

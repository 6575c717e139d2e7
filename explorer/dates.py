"""Dates with four bounds: the EDTF forms of design section 4, read, described and clipped.

The notation is EDTF, now ISO 8601-2:2019 (https://www.loc.gov/standards/datetime/). Days are proleptic
Gregorian ordinals (:meth:`datetime.date.toordinal`): plain integers that compare and subtract as days.

========================  =================================================================
``2019-12-05``            a day
``2019-12``, ``2019``     one day in that month or year; so too ``2019-12-XX``, ``2019-XX``
``201X``                  one day in the 2010s
``2019-1X``, ``2019-0X``  one day in October to December, in January to September
``2019-12-1X``            one day from the 10th to the 19th
``2019-21`` to ``-24``    one day in spring, summer, autumn or winter (see :data:`SEASONS`)
``2019-12~ ? %``          about then, doubtful, both
``2019-10-24/2021-02``    a stretch: it lasted
``2019-10/..``            a stretch whose end nobody recorded; ``../2019-10`` whose start nobody did
``[2019-12-05..2021-02]`` one day in that range; ``[..2020-01]`` by then, ``[2020-01..]`` from then
(blank)                   one day, not recorded
========================  =================================================================

Anything else is refused with what to write instead: an ambiguous date is a problem, not a choice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from explorer.errors import DateError

FIRST_YEAR, LAST_YEAR = 1800, 2199  # outside these a year is taken for a slip of the keyboard

# UK meteorological seasons, northern hemisphere: spring is March to May, summer June to August, autumn
# September to November, winter December to February of the next year.
SEASONS = ("spring", "summer", "autumn", "winter")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

_DATE = re.compile(
    r"(?:(?P<decade>\d{3})X"
    r"|(?P<year>\d{4})(?:-(?:(?P<month>\d\d)(?:-(?P<day>\d\d|[0-3]X|XX))?|(?P<months>[01]X|XX)(?:-XX)?))?)"
    r"(?P<mark>[~?%]?)",
    re.ASCII,
)
_SHOWN_LENGTH = 60  # of a refused text, in a message
_DOUBTFUL, _APPROXIMATE = ("?", "%"), ("~", "%")


class Bounds(NamedTuple):
    """It begins within ``first_day..latest_start`` and ends within ``earliest_end..last_day``.

    Proleptic Gregorian ordinals, both ends included. For a day or a set ``latest_start`` equals
    ``last_day`` and ``earliest_end`` equals ``first_day``, and it is one day.
    """

    first_day: int
    latest_start: int
    earliest_end: int
    last_day: int

    @property
    def is_certain_day(self) -> bool:
        """Whether all four bounds are one day."""
        return self.first_day == self.last_day


@dataclass(frozen=True, slots=True)
class EDTFDate:
    """One date as written, with its bounds. False when blank. Made by :func:`parse`.

    ``None`` is open: ``[..b]`` and ``../b`` have no ``first_day``, ``[a..]`` and ``a/..`` no ``last_day``
    (``../b`` no ``latest_start`` and ``a/..`` no ``earliest_end`` either), a blank date has none of the four.
    An open side is a side nobody recorded, not one known to go on.
    """

    text: str
    first_day: int | None
    latest_start: int | None
    earliest_end: int | None
    last_day: int | None
    is_stretch: bool
    is_doubtful: bool
    is_approximate: bool

    def __bool__(self) -> bool:
        return self.text != ""

    def clipped(self, scope_first: int, scope_last: int) -> Bounds:
        """The bounds, with what is open or blank taken from the scope (two ordinals, both included).

        What is bounded stays where it is, in the scope or out of it. An open side of a date that lies
        wholly outside the scope ends at the bounded day nearest to the scope, so bounds never invert:
        ``[2025-01-01..]`` in a scope that ends in 2021 is 1 January 2025. ``a/..`` ends anywhere from its
        start to the end of the scope.
        """
        if scope_first > scope_last:
            raise ValueError(f"scope ends ({scope_last}) before it begins ({scope_first})")
        known = [day for day in (self.first_day, self.latest_start, self.earliest_end, self.last_day) if day]
        first = min([scope_first, *known]) if self.first_day is None else self.first_day
        last = max([scope_last, *known]) if self.last_day is None else self.last_day
        return Bounds(
            first,
            last if self.latest_start is None else self.latest_start,
            first if self.earliest_end is None else self.earliest_end,
            last,
        )


BLANK = EDTFDate("", None, None, None, None, False, False, False)


@lru_cache(maxsize=1 << 16)
def parse(text: str) -> EDTFDate:
    """The date that `text` writes; :data:`BLANK` for blank text. About 5 µs, less when repeated.

    Refuses anything outside the grammar above, days that do not exist, years outside 1800 to 2199, and a
    stretch or set that ends before it begins, with :class:`DateError` saying what to write instead.

    ``~`` and ``%`` pad both sides: a day by 7 days, a month by a month, a season by 3 months, a year by a
    year, a form with ``X`` by as much as it covers (tens of days by 10 days). ``?`` pads nothing.

    >>> parse("2019-12-05/2020").is_stretch
    True
    """
    text = text.strip()
    try:
        return _read(text)
    except ValueError as error:
        raise _refused(text, *_diagnosis(text)) from error


def _read(text: str) -> EDTFDate:
    """As :func:`parse`, of stripped text; a ValueError, without reasons, where it is no date."""
    if not text:
        return BLANK
    is_set = text[0] == "[" and text[-1] == "]"
    sides = text[1:-1].split("..") if is_set else text.split("/")
    if len(sides) == 1 and not is_set:
        first, last, mark = _span(text)
        return EDTFDate(text, first, last, first, last, False, mark in _DOUBTFUL, mark in _APPROXIMATE)
    start, end = sides  # a ValueError unless there are two
    open_side = "" if is_set else ".."
    if start == end == open_side:
        raise ValueError
    first_day, latest_start, start_mark = (None, None, "") if start == open_side else _span(start)
    earliest_end, last_day, end_mark = (None, None, "") if end == open_side else _span(end)
    if first_day is not None and last_day is not None:
        if last_day < first_day:
            raise ValueError
        # Imprecise ends may overlap (2019/2019-06): it begins no later than it ends.
        latest_start = min(latest_start or last_day, last_day)
        earliest_end = max(earliest_end or first_day, first_day)
    if is_set:
        latest_start, earliest_end = last_day, first_day
    is_doubtful = start_mark in _DOUBTFUL or end_mark in _DOUBTFUL
    is_approximate = start_mark in _APPROXIMATE or end_mark in _APPROXIMATE
    return EDTFDate(
        text, first_day, latest_start, earliest_end, last_day, not is_set, is_doubtful, is_approximate
    )


def _span(text: str) -> tuple[int, int, str]:
    """First and last day of a date without ``/`` or ``..``, padded, and its mark; else a ValueError."""
    match = _DATE.fullmatch(text)
    if match is None:
        raise ValueError
    decade, year_text, month_text, day, months, mark = match.groups()
    year = int(year_text or decade + "0")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError
    if day and day != "XX":
        first, last, padding = _span_of_days(year, int(month_text), day)
        if mark not in _APPROXIMATE:
            padding = 0
        return first - padding, last + padding, mark
    if month_text:
        month = int(month_text)
        start, length = (month - 1, 1) if month <= 12 else (2 + 3 * (month - 21), 3)
        if month < 1 or 12 < month < 21 or month > (12 if day else 24):
            raise ValueError
    elif months in ("0X", "1X"):
        start, length = (0, 9) if months == "0X" else (9, 3)
    else:
        start, length = 0, 120 if decade else 12
    start += year * 12
    padding = length if mark in _APPROXIMATE else 0
    return _month_start(start - padding), _month_start(start + length + padding) - 1, mark


def _span_of_days(year: int, month: int, day: str) -> tuple[int, int, int]:
    """First day, last day and padding in days of a `day` of two digits, or one digit and ``X``."""
    if day[1] != "X":
        exact = date(year, month, int(day)).toordinal()
        return exact, exact, 7
    tens = int(day[0]) * 10
    first = date(year, month, max(1, tens))
    last = min(first.toordinal() + (9 if tens else 8), _month_start(year * 12 + month) - 1)
    return first.toordinal(), last, 10


@lru_cache(maxsize=1 << 13)
def _month_start(index: int) -> int:
    """The first day of a month counted as ``year * 12 + month - 1``."""
    return date(index // 12, index % 12 + 1, 1).toordinal()


def parse_time(text: str) -> int | None:
    """Minutes after midnight of ``HH:MM`` (00:00 to 23:59); None for blank; DateError otherwise.

    >>> parse_time("09:30")
    570
    """
    text = text.strip()
    if not text:
        return None
    match = re.fullmatch(r"([01]\d|2[0-3]):([0-5]\d)", text, re.ASCII)
    if match:
        return int(match[1]) * 60 + int(match[2])
    loose = re.fullmatch(
        r"(\d{1,2})(?:[:.h]?([0-5]\d)(?::[0-5]\d(?:\.\d+)?)?)?\s*([ap]m)?", text.lower(), re.ASCII
    )
    if loose and (loose[2] or loose[3]):
        hour = int(loose[1])
        if loose[3] and 1 <= hour <= 12:
            hour = hour % 12 + (12 if loose[3] == "pm" else 0)
        if hour < 24:
            raise _refused(text, "is not a time as HH:MM", f"Write {hour:02}:{loose[2] or '00'}.")
    raise _refused(text, "is not a time as HH:MM, 00:00 to 23:59", "Write 09:30, or leave it blank.")


def days_between(a: Bounds, b: Bounds) -> tuple[int, int]:
    """The wait from the start of `a` to the start of `b`, in days, as a range [least, most].

    Neither is below 0: a wait that runs backwards is no wait.
    """
    least = max(0, b.first_day - a.latest_start)
    return least, max(least, b.latest_start - a.first_day)


def day_text(ordinal: int) -> str:
    """A day for people: ``5 December 2019``."""
    return _day_words(ordinal, short=False)


def iso_day(ordinal: int) -> str:
    """A day for machines: ``2019-12-05``."""
    return date.fromordinal(ordinal).isoformat()


def describe(edtf: EDTFDate) -> str:
    """The date in British English, for sentences.

    >>> describe(parse("[2019-12-05..2021-02-01]"))
    'one day between 5 December 2019 and 1 February 2021'
    >>> describe(parse("2019-10-24~/.."))
    'from about 24 October 2019, end not recorded'
    """
    if not edtf:
        return "date not recorded"
    if edtf.is_stretch:
        start, end = edtf.text.split("/")
        if start == "..":
            return f"until {_words(end)}, start not recorded"
        if end == "..":
            return f"from {_words(start)}, end not recorded"
        words = f"{_words(start)} to {_words(end)}"
        return f"from {words}" if words.startswith("one day") else words
    if edtf.text[0] != "[":
        return _words(edtf.text)
    start, end = edtf.text[1:-1].split("..")
    if start and end:
        return f"one day between {_words(start, edge=0)} and {_words(end, edge=1)}"
    words = _words(start, edge=0) if start else _words(end, edge=1)
    return (
        f"{'on' if words[0].isdigit() and ' ' in words else 'in'} or {'after' if start else 'before'} {words}"
    )


def describe_short(edtf: EDTFDate) -> str:
    """The date for narrow columns and drawings: ``~5 Dec 2019``, ``Oct 2019–Feb 2021``, ``undated``.

    A stretch is ``a–b``, ``a–`` or ``–b``;
    one day in a range is ``in a–b``, ``from a`` or ``by b``. ``?`` is doubt.
    """
    if not edtf:
        return "undated"
    if edtf.is_stretch:
        start, end = ("" if side == ".." else _words(side, short=True) for side in edtf.text.split("/"))
        return f"{start} to {end}" if "–" in start + end and start and end else f"{start}–{end}"
    if edtf.text[0] != "[":
        return _words(edtf.text, short=True)
    start, end = edtf.text[1:-1].split("..")
    if start and end:
        return f"in {_words(start, short=True, edge=0)}–{_words(end, short=True, edge=1)}"
    return f"from {_words(start, short=True, edge=0)}" if start else f"by {_words(end, short=True, edge=1)}"


def _day_words(ordinal: int, short: bool) -> str:
    day = date.fromordinal(ordinal)
    return f"{day.day} {MONTHS[day.month - 1][: 3 if short else None]} {day.year}"


def _words(text: str, short: bool = False, edge: int | None = None) -> str:
    """One date without ``/`` or ``..`` in words. As the `edge` of a set (0 its first day, 1 its last), a form
    that covers several months or days is the day at that edge."""
    match = _DATE.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} was not read by parse()")
    year, month, day, mark = match["year"], match["month"], match["day"], match["mark"]
    if (day and day[0] != "X" and day[1] == "X") or match["months"] in ("0X", "1X"):
        span = _span(text)
        first, last = (_day_words(ordinal, short) for ordinal in span[:2])
        words = (first, last)[edge] if edge is not None else f"one day between {first} and {last}"
        if short and edge is None:
            words = f"in {first}–{last}"
        mark = mark.replace("~", "").replace("%", "?")  # the padding is in the days shown
    elif not year:
        words = f"{match['decade']}0s"
    elif not month:
        words = year
    elif int(month) > 12:
        season = SEASONS[int(month) - 21]
        words = f"{season} {year}" + (f"–{(int(year) + 1) % 100:02}" if season == "winter" else "")
    else:
        name = MONTHS[int(month) - 1][: 3 if short else None]
        words = f"{int(day)} {name} {year}" if day and day != "XX" else f"{name} {year}"
    if mark in _APPROXIMATE:
        words = f"~{words}" if short else f"about {words}"
    if mark in _DOUBTFUL:
        words += "?" if short else " (doubtful)"
    return words


# What was typed instead of EDTF, and what to write. Each reading gives (reason, fix) or None. A fix is only
# ever offered: nothing below turns a text into a date on the user's behalf.

_FORMS = (
    "Write it as 2019-12-05, 2019-12, 2019, 2019-10-24/2021-02 (a stretch) or [2019-12-05..2021-02-01] "
    "(one day in a range), or leave it blank."
)
_BLANKS = {
    "unknown",
    "not known",
    "not recorded",
    "n/k",
    "nk",
    "n/a",
    "na",
    "tbc",
    "none",
    "undated",
    "?",
    "-",
    "..",
}


def _refused(text: str, reason: str, fix: str) -> DateError:
    shown = text if len(text) <= _SHOWN_LENGTH else text[: _SHOWN_LENGTH - 3] + "..."
    if not shown.isprintable():
        shown = "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in shown)
    return DateError(shown, f'"{shown}" {reason}.', fix)


def _diagnosis(text: str) -> tuple[str, str]:
    if len(text) > 200:
        return f"is {len(text):,} characters long: no date is", _FORMS
    if text.lower() in _BLANKS or text in ("../..", "[..]"):
        return "gives no date", "Leave it blank if the date is not recorded."
    timed = re.fullmatch(
        r"(.*\d)(?:T| +)([0-2]?\d:[0-5]\d)(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?", text, re.ASCII
    )
    if timed and _reads(timed[1]):
        time = "" if timed[2].zfill(5) == "00:00" else f", and {timed[2].zfill(5)} in the column time"
        return "holds a time as well as a date", f"Write {timed[1]}{time}."
    if timed:
        return _diagnosis(timed[1])
    for reading in (_calendar_slip, _numbers, _retyped, _worded, _range_slip):
        found = reading(text)
        if found:
            return found
    return "is not a date", _FORMS


def _reads(text: str) -> bool:
    try:
        return bool(_read(text))
    except ValueError:
        return False


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _calendar_slip(text: str) -> tuple[str, str] | None:
    """The right shape, with a year, month or day there is not."""
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    year = int(match["year"] or match["decade"] + "0")
    month, day = int(match["month"] or 1), match["day"]
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return f"names a year outside {FIRST_YEAR} to {LAST_YEAR}", "Check the year for a slip."
    if 1 <= month <= 12:
        return "is not a day that exists", f"Write {year}-{month:02} if the day is not known."
    if day:
        return f"has no month {month:02}", f"Write {year} if the month is not known."
    if month == (year + 1) % 100:
        return _two_years(year)
    return (
        f"has no month {month:02}: months are 01 to 12, seasons 21 to 24",
        f"Write {year} if it is not known.",
    )


def _two_years(year: int) -> tuple[str, str]:
    """``2019-20``. (``2020-21`` is spring 2020 to EDTF, and so to us.)"""
    school, tax = f"{year}-09/{year + 1}-08", f"{year}-04/{year + 1}-03"
    return "could be a school year or a financial year", f"Write {school} or {tax}."


def _numbers(text: str) -> tuple[str, str] | None:
    """All digits, with or without separators: day first, year first, or a spreadsheet's serial number."""
    if re.fullmatch(r"[2-7]\d{4}(?:\.\d+)?", text, re.ASCII):
        day = iso_day(date(1899, 12, 30).toordinal() + int(text[:5]))
        return (
            "is a spreadsheet's serial number, not a date",
            f"Write {day} if that is the day the source gives.",
        )
    match = re.fullmatch(r"(\d{1,2})([/. -])(\d{1,2})\2(\d{4}|\d\d)", text, re.ASCII)
    if match:
        return _day_first(int(match[1]), int(match[3]), match[4])
    match = re.fullmatch(r"(\d{1,2})[/. -](\d{4})", text, re.ASCII)
    if match and 1 <= int(match[1]) <= 12 and _reads(match[2]):
        return "puts the year last", f"Write {match[2]}-{int(match[1]):02}."
    match = re.fullmatch(r"(\d{4})([/. -]?)(\d\d?)\2(\d\d?)", text, re.ASCII)
    if match and (match[2] or len(text) == 8):
        written = _iso(int(match[1]), int(match[3]), int(match[4]))
        if written and _reads(written):
            return "is not written as EDTF", f"Write {written}."
        return "is not a day that exists", "Write the year, or the year and month, if the day is not known."
    match = re.fullmatch(r"(\d{4})[/. -](\d\d?)", text, re.ASCII)
    if match and 1 <= int(match[2]) <= 12 and _reads(match[1]):
        return "is not written as EDTF", f"Write {match[1]}-{int(match[2]):02}."
    if match and _reads(match[1]) and int(match[2]) == (int(match[1]) + 1) % 100:
        return _two_years(int(match[1]))
    return None


def _day_first(left: int, right: int, year_text: str) -> tuple[str, str]:
    """``05/12/2019`` is the fifth of December here and the twelfth of May elsewhere: not ours to choose."""
    if len(year_text) == 2:
        return "has a year of two digits", "Write the year in full and first, such as 2019-12-05."
    year = int(year_text)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return f"names a year outside {FIRST_YEAR} to {LAST_YEAR}", "Check the year for a slip."
    days = list(dict.fromkeys(day for day in (_iso(year, right, left), _iso(year, left, right)) if day))
    if len(days) == 2:
        british, american = (day_text(date.fromisoformat(day).toordinal()) for day in days)
        return f"could be {british} or {american}", f"Write {days[0]} or {days[1]}."
    if days:
        return "puts the year last", f"Write {days[0]}."
    month = next((month for month in (right, left) if 1 <= month <= 12), 0)
    known = f"{year}-{month:02} if the day is not known" if month else f"{year} if the month is not known"
    return "is not a day that exists", f"Write {known}."


def _retyped(text: str) -> tuple[str, str] | None:
    """EDTF but for spaces, invisible characters, other scripts' digits or dashes, lower case, old marks."""
    import unicodedata  # only for a refusal: every import counts at the start

    plain = "".join(
        str(unicodedata.digit(c))
        if c.isdigit()
        else "-"
        if unicodedata.category(c) == "Pd" or c == "\u2212"
        else c
        for c in unicodedata.normalize("NFKC", text)
        if c.isprintable() and not c.isspace()
    ).upper()
    for old, new in (("", ""), ("?~", "%"), ("~?", "%"), ("U", "X"), (",", "..")):
        plain = plain.replace(old, new) if old else plain
        if plain != text and _reads(plain):
            return "is not written as EDTF", f"Write {plain}."
    if plain != text and _numbers(plain):
        return _numbers(plain)
    match = re.fullmatch(r"([\d-]*)([~?%])([\d-]*)", plain, re.ASCII)
    if match and _reads(match[1] + match[3] + match[2]):
        return f"has its {match[2]} in the middle", f"Write {match[1]}{match[3]}{match[2]}."
    return None


def _worded(text: str) -> tuple[str, str] | None:
    """``5 Dec 2019``, ``c. March 2020``, ``summer 2020``, ``2010s``."""
    lower = " ".join(text.lower().split())
    if re.fullmatch(r"\d{3}0'?s", lower, re.ASCII) and _reads(f"{lower[:3]}X"):
        return "is not written as EDTF", f"Write {lower[:3]}X."
    circa = re.fullmatch(r"(?:circa|ca?|about|around|approx[a-z]*)\.?(?: +|(?=\d))(.+)", lower, re.ASCII)
    about, lower = ("~", circa[1]) if circa else ("", lower)
    if about and _reads(lower + about):
        return "is not written as EDTF", f"Write {lower}{about}."
    match = re.fullmatch(
        r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? +)?"
        r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?(?: of)?[ -]*)?(?P<name>[a-z]{3,9})\.?,?[ -]*"
        r"(?:(?P<us_day>\d{1,2})(?:st|nd|rd|th)?,? +)?(?P<year>\d{4})",
        lower,
        re.ASCII,
    )
    if match is None:
        return None
    name = match["name"].replace("fall", "autumn")
    day = match["day"] or match["us_day"]
    month = next((i for i, full in enumerate(MONTHS, 1) if full.lower().startswith(name)), 0)
    if month:
        written = f"{match['year']}-{month:02}" + (f"-{int(day):02}" if day else "") + about
    elif name in SEASONS and not day:
        written = f"{match['year']}-{21 + SEASONS.index(name)}{about}"
    else:
        return None
    return ("is not written as EDTF", f"Write {written}.") if _reads(written) else _calendar_slip(written)


def _range_slip(text: str) -> tuple[str, str] | None:
    """Two dates joined in another way or the wrong way round, an open side left empty, or a side that is no
    date."""
    joined = re.fullmatch(
        r"\[?([^/]+?)(?: *(?:\.\.|–|—|/) *| - | to | and |(?<=^\d{4})-(?=\d{4}$))([^/]+?)\]?", text, re.ASCII
    )
    if joined:
        start, end = (_meant(side) for side in joined.groups())
        if _reads(f"{start}/{end}"):
            fix = f"Write {start}/{end} for a stretch, or [{start}..{end}] for one day in that range."
            return "joins two dates in a way that EDTF does not", fix
        if _reads(f"{end}/{start}"):
            turned = f"[{end}..{start}]" if text[0] == "[" else f"{end}/{start}"
            return "ends before it begins", f"Write {turned}, or check both dates."
    is_set = text[0] == "[" and text[-1] == "]"
    if is_set and _reads(text[1:-1]):
        return "is a range of one date", f"Write {text[1:-1]}."
    sides = text[1:-1].split("..") if is_set else text.split("/")
    if len(sides) > 2:
        return "joins more than two dates", (
            "Write a stretch as 2019-10-24/2021-02, one day in a range as [2019-12-05..2021-02-01]."
        )
    if len(sides) == 2:
        if "" in sides and any(_reads(side) for side in sides):
            return "leaves one end empty", f'Write "{"/".join(side or ".." for side in sides)}".'
        wrong = next((side for side in sides if side not in ("", "..") and not _reads(side)), None)
        if wrong:
            reason, fix = _diagnosis(wrong.strip())
            return f"is no {'range' if is_set else 'stretch'}: {wrong.strip()} {reason}", fix
    return None


def _meant(side: str) -> str:
    """One side of a range as EDTF, where its words have one reading; else as it is."""
    found = _retyped(side) or _worded(side)
    written = re.fullmatch(r"Write (\S+)\.", found[1]) if found else None
    return written[1] if written and not _reads(side) else side

"""What was typed instead of EDTF, and what to write: the advice of :func:`explorer.dates.parse`.

Each reading gives (reason, fix) or None. A fix is only ever offered: nothing here turns a text into a date on the
user's behalf. Loaded only when a date is refused.
"""

from __future__ import annotations

import re
from datetime import date

from explorer.date_words import day_text, iso_day
from explorer.edtf import FIRST_YEAR, LAST_YEAR, MONTHS, SEASONS, SINGLE_DATE, read
from explorer.errors import DateError

_SHOWN_LENGTH = 60  # of a refused text, in a message
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


def refused(text: str, reason: str, fix: str) -> DateError:
    shown = text if len(text) <= _SHOWN_LENGTH else text[: _SHOWN_LENGTH - 3] + "..."
    if not shown.isprintable():
        shown = "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in shown)
    return DateError(shown, f'"{shown}" {reason}.', fix)


def diagnosis(text: str) -> tuple[str, str]:
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
        return diagnosis(timed[1])
    for reading in (_counted, _calendar_slip, _numbers, _retyped, _worded, _range_slip):
        found = reading(text)
        if found:
            return found
    return "is not a date", _FORMS


def _reads(text: str) -> bool:
    try:
        return bool(read(text))
    except ValueError:
        return False


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _counted(text: str) -> tuple[str, str] | None:
    """A day counted from day 0, as redacted cases have them, written otherwise."""
    match = re.fullmatch(r"d(?:ay)?[ .]*([+-]?)0*(\d{1,5})", text, re.ASCII | re.IGNORECASE)
    if match is None:
        return None
    sign = "-" if match[1] == "-" and match[2] != "0" else ""
    return "is not how a day counted from day 0 is written", f"Write day {sign}{match[2] or 0}."


def _calendar_slip(text: str) -> tuple[str, str] | None:
    """The right shape, with a year, month or day there is not."""
    match = SINGLE_DATE.fullmatch(text)
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
        wrong = next((side for side in sides if side.strip() not in ("", "..") and not _reads(side)), None)
        if wrong:
            reason, fix = diagnosis(wrong.strip())
            return f"is no {'range' if is_set else 'stretch'}: {wrong.strip()} {reason}", fix
    return None


def _meant(side: str) -> str:
    """One side of a range as EDTF, where its words have one reading; else as it is."""
    found = _retyped(side) or _worded(side)
    written = re.fullmatch(r"Write (\S+)\.", found[1]) if found else None
    return written[1] if written and not _reads(side) else side


def time_refused(text: str) -> DateError:
    """The error of a text that is no time of day."""
    loose = re.fullmatch(
        r"(\d{1,2})(?:[:.h]?([0-5]\d)(?::[0-5]\d(?:\.\d+)?)?)?\s*([ap]m)?", text.lower(), re.ASCII
    )
    if loose and (loose[2] or loose[3]):
        hour = int(loose[1])
        if loose[3] and 1 <= hour <= 12:
            hour = hour % 12 + (12 if loose[3] == "pm" else 0)
        if hour < 24:
            return refused(text, "is not a time as HH:MM", f"Write {hour:02}:{loose[2] or '00'}.")
    return refused(text, "is not a time as HH:MM, 00:00 to 23:59", "Write 09:30, or leave it blank.")

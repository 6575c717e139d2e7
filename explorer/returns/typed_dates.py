"""Dates as people type them, read in British order into EDTF, or refused with the likely fix.

What can be read in one way only is read, and :attr:`TypedDate.remark` says so where the reading is not plain from the
words. What has two readings, or names no day that exists, is a problem: the date stays blank and the words stay as
typed. Nothing is mended silently.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache

from explorer.dates import parse
from explorer.errors import DateError
from explorer.returns.calendar_words import THIRDS, Span, month_of, span_of, third_of
from explorer.returns.date_mistypings import likely_fix
from explorer.returns.typed_times import split_time

ONE_DAY, STRETCH = "one-day", "stretch"
SLASHES = ("", ONE_DAY, STRETCH)
LONGEST = 200
"""Characters: no date is longer, and every pattern here is linear on that."""
NO_DATE = {
    "",
    "unknown",
    "not known",
    "date unknown",
    "unknown date",
    "n/k",
    "nk",
    "n/a",
    "na",
    "not recorded",
    "undated",
    "no date",
    "not dated",
    "-",
    "--",
    "–",
    "—",
    "not stated",
    "date not recorded",
    "date not known",
    "none",
}
OPEN_END = {
    "ongoing",
    "on going",
    "on-going",
    "present",
    "to date",
    "date",
    "current",
    "now",
    "continuing",
    "today",
}
_PARTS = (
    "morning|afternoon|evening|night|eve|overnight|early hours|small hours|lunchtime|midday|a\\.?m|p\\.?m"
)
_PART_OF_DAY = re.compile(
    rf"^(?:(?:in |on |during )?(?:the )?(?:early |mid |late |later )?(?:{_PARTS}) (?:of|on) (?:the )?)|"
    rf"(?<=[\da-z.])(?:,? +\(?|\()(?:in the )?(?:early |mid |late )?(?:{_PARTS})\.?\)?$",
    re.IGNORECASE,
)
"""``early hours of 5/12/19``, ``5/12/19 (pm)``: a part of a day that is no hour."""
_NO_DAY = re.compile(r"(?:\?{1,2}|x{1,2}|00|-{1,2}|_{1,3})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")
"""``?/01/2020``, ``xx/01/2020``: a day that somebody left open."""
OF_DAY = "the day; the part of it stays in the words"


@dataclass(frozen=True, slots=True)
class TypedDate:
    """``edtf`` is '' where nothing could be read; ``problem`` and ``fix`` then say why, unless no date was typed.
    ``time`` is ``HH:MM`` or ''; ``remark`` says how it was read where that is not plain."""

    edtf: str = ""
    time: str = ""
    problem: str = ""
    fix: str = ""
    remark: str = ""


@lru_cache(maxsize=1 << 14)
def typed_date(text: str, *, slash: str = "", latest_year: int = 2030) -> TypedDate:
    """The date that ``text`` writes.

    Args: ``slash`` says what ``a/b`` means in this file (``one-day``, ``stretch``; '' = a problem); years after
    ``latest_year`` are mistypings. Two digits are a year of 2000 to 2069 or 1970 to 1999.

    >>> typed_date("5/12/19").edtf, typed_date("w/c 2/12/19").edtf
    ('2019-12-05', '[2019-12-02..2019-12-08]')
    """
    plain = _plain(text)
    if plain.casefold().strip(" .") in NO_DATE:
        return TypedDate()
    if len(plain) > LONGEST:
        return TypedDate(problem="is too long to be a date.", fix="Write the date alone.")
    if _is_edtf(plain):
        return _edtf(plain, slash, latest_year)
    words, time = split_time(plain)
    reading = _read(words, slash, latest_year)
    if reading is None and time:
        reading = _read(plain, slash, latest_year)
        time = "" if reading else time
    if reading is None:
        problem, fix = likely_fix(_PART_OF_DAY.sub("", plain) or plain, latest_year)
        return TypedDate(problem=problem, fix=fix)
    return TypedDate(reading.edtf, time, reading.problem, reading.fix, reading.remark)


def _plain(text: str) -> str:
    for old, new in (("–", "-"), ("—", "-"), ("‑", "-"), ("−", "-"), ("’", "'"), ("‘", "'"), ("\xa0", " ")):
        text = text.replace(old, new)
    return " ".join(text.split()).strip(" ,;")


def _is_edtf(text: str) -> bool:
    if not re.match(r"[\[.]*\d{3}[\dX]", text):
        return False
    try:
        return bool(parse(text))
    except DateError:
        return False


def _edtf(text: str, slash: str, latest_year: int) -> TypedDate:
    years = [int(year) for year in re.findall(r"\d{4}", text)]
    if any(year > latest_year for year in years):
        problem, fix = likely_fix(text, latest_year)
        return TypedDate(problem=problem, fix=fix)
    found = parse(text)
    if (
        re.fullmatch(r"\d{4}-\d\d", text)
        and int(text[5:]) == (int(text[2:4]) + 1) % 100
        and int(text[5:]) > 12
    ):
        problem, fix = likely_fix(text, latest_year)  # spring 2020 to EDTF, a school year to people
        return TypedDate(problem=problem, fix=fix)
    if not found.is_stretch:
        return TypedDate(text)
    start, end = text.split("/")
    return _joined(start, end, slash)


def _joined(start: str, end: str, slash: str) -> TypedDate:
    """``a/b`` as the person who sent the file means it."""
    if slash == ONE_DAY:
        return _checked(f"[{start.strip('.')}..{end.strip('.')}]")
    if slash == STRETCH:
        return _checked(f"{start}/{end}")
    return TypedDate(
        problem=f'"{start}/{end}" is either a stretch or one day in that range.',
        fix="Say which; or import with --slash stretch or --slash one-day.",
    )


def _checked(edtf: str, remark: str = "") -> TypedDate:
    try:
        parse(edtf)
    except DateError as error:
        return TypedDate(problem=error.expected.split('" ', 1)[-1], fix=error.fix)
    return TypedDate(edtf, remark=remark)


# ---- the readings


def _read(text: str, slash: str, latest_year: int) -> TypedDate | None:
    """The first reading that fits, or ``None``."""
    lower = text.casefold().strip(" .,;:")
    part = _PART_OF_DAY.sub("", lower)
    if part != lower:
        found = _read(part, slash, latest_year)
        return replace(found, remark=found.remark or OF_DAY) if found and found.edtf else found
    month = _NO_DAY.fullmatch(lower)
    if month:
        found = _read(f"{month[1]}/{month[2]}", slash, latest_year)
        return replace(found, remark="a month, for the day is not given") if found and found.edtf else found
    mark, lower = _mark(lower)
    for reading in (_week, _bounded, _joined_words, _one):
        found = reading(lower, slash, latest_year)
        if found is not None:
            return _marked(found, mark) if mark and found.edtf else found
    return None


def _mark(text: str) -> tuple[str, str]:
    """``~`` or ``?`` and the rest: ``c. 2019``, ``?5/12/19``, ``approx March 2020``, ``5/12/19 (?)``."""
    about = re.match(
        r"(?:circa\b\.?|ca?\.\s?|c(?=\d)|c (?=[\da-z])|(?:on or )?(?:about|around) (?:the )?|"
        r"approx(?:imately)?\b\.?|~)\s*",
        text,
    )
    if about:
        _, rest = _mark(text[about.end() :])
        return "~", rest
    if text.startswith("?"):
        return "?", text[1:].strip()
    doubt = re.search(r"\s*(?:\(\?\)|\?|\(?(?:tbc|unconfirmed|date unsure)\)?)$", text)
    if doubt and doubt.start():
        return "?", text[: doubt.start()].strip()
    about = re.search(r"\s*\(?(?:approx(?:imately)?|approx date|circa)\.?\)?$", text)
    if about and about.start():
        return "~", text[: about.start()].strip()
    return "", text


def _marked(found: TypedDate, mark: str) -> TypedDate:
    edtf = found.edtf
    if ".." in edtf and edtf[0] == "[":
        inner = [side + mark if side else "" for side in edtf[1:-1].split("..")]
        return _checked(f"[{'..'.join(inner)}]", found.remark)
    if "/" in edtf:
        return _checked(
            "/".join(side if side == ".." else side + mark for side in edtf.split("/")), found.remark
        )
    return _checked(edtf.rstrip("~?%") + mark, found.remark)


def _week(text: str, slash: str, latest_year: int) -> TypedDate | None:
    match = re.match(
        r"(?:w/?c|wk/?c|week commencing|week beginning|w/?b|week of|wc)[ :.]+(?:the )?(.+)", text
    )
    ending = re.match(r"(?:w/?e|week ending)[ :.]+(?:the )?(.+)", text)
    span = span_of((match or ending)[1], latest_year) if (match or ending) else None  # type: ignore[index]
    if span is None or span.first != span.last:
        return None
    first = span.first if match else span.first - timedelta(days=6)
    return TypedDate(f"[{first}..{first + timedelta(days=6)}]", remark="one day of that week")


def _bounded(text: str, slash: str, latest_year: int) -> TypedDate | None:
    """``before ...``, ``by ...``, ``after ...``, ``since ...``, ``until ...``, ``5/12/19 onwards``."""
    ongoing = re.fullmatch(r"(?:from )?(.+?)(?:\s*(?:-|to|until|/)\s*(.+)| onwards?)", text)
    if ongoing and (ongoing[2] is None or ongoing[2].strip(" .()") in OPEN_END):
        span = span_of(ongoing[1], latest_year)
        return TypedDate(f"{span.edtf}/..") if span else None
    match = re.fullmatch(
        r"(before|prior to|by|on or before|not later than|after|following|on or after|since|from|until|up to|till)"
        r" (?:the )?(.+)",
        text,
    )
    span = span_of(match[2], latest_year) if match else None
    if match is None or span is None:
        return None
    word = match[1]
    if word in ("since", "from"):
        return TypedDate(f"{span.edtf}/..", remark="a stretch whose end is not recorded")
    if word in ("until", "up to", "till"):
        return TypedDate(f"../{span.edtf}", remark="a stretch whose start is not recorded")
    if word in ("before", "prior to"):
        return TypedDate(f"[..{span.first - timedelta(days=1)}]", remark="one day before that")
    if word in ("after", "following"):
        return TypedDate(f"[{span.last + timedelta(days=1)}..]", remark="one day after that")
    return TypedDate(f"[..{span.edtf}]" if word != "on or after" else f"[{span.edtf}..]")


def _joined_words(text: str, slash: str, latest_year: int) -> TypedDate | None:
    """``between a and b``, ``a to b``, ``5-7/12/2019``, ``Oct/Nov 2019``."""
    between = re.fullmatch(r"(?:(?:some ?time |one day |on a day )?between) (.+?) (?:and|&|to|-) (.+)", text)
    if between:
        sides = _sides(between[1], between[2], latest_year)
        return _range("[{}..{}]", sides, "one day in that range") if sides else None
    match = re.fullmatch(
        r"(?:from )?(.+?)(?:\s+(?:to|until|till|-|through)\s+|(?<=[\da-z])-(?=[\da-z]))(.+)", text
    )
    if match and not span_of(text, latest_year):
        for at in [m for m in re.finditer(r"\s+(?:to|until|till|-|through)\s+|-", text) if m.start() > 0]:
            sides = _sides(re.sub("^from ", "", text[: at.start()]), text[at.end() :], latest_year)
            if sides:
                return _range("{}/{}", sides, "a stretch, from the first day to the last")
        return None
    parts = re.split(r"\s*/\s*", text)
    if len(parts) == 2 and not span_of(text, latest_year):
        sides = _sides(parts[0], parts[1], latest_year)
        return _joined(sides[0].edtf, sides[1].edtf, slash) if sides else None
    return None


def _range(form: str, sides: tuple[Span, Span], remark: str) -> TypedDate:
    start, end = sides
    if end.last < start.first:
        fix = f"Is {end.edtf} to {start.edtf} meant?"
        return TypedDate(problem="ends before it begins.", fix=fix)
    return _checked(form.format(start.edtf, end.edtf), remark)


def _sides(left: str, right: str, latest_year: int) -> tuple[Span, Span] | None:
    """Both ends of a range. What the first leaves out it has from the second: ``5`` of ``5-7/12/2019``."""
    end = span_of(right, latest_year)
    if end is None:
        return None
    start = span_of(left, latest_year)
    if start is None and (month := month_of(left)):
        start = span_of(f"{month}/{end.first.year}", latest_year)
    if start is None and re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)?", left):
        start = span_of(f"{re.sub('[a-z]', '', left)}/{end.first.month}/{end.first.year}", latest_year)
    if start is None and (match := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?[/. ]+(\d{1,2}|[a-z]+)", left)):
        start = span_of(f"{match[1]} {match[2]} {end.first.year}", latest_year)
    return (start, end) if start else None


def _one(text: str, slash: str, latest_year: int) -> TypedDate | None:
    span = span_of(text, latest_year)
    if span is not None:
        return TypedDate(span.edtf, problem=span.problem, fix=span.fix, remark=span.remark)
    match = re.fullmatch(
        r"(early|mid|middle of|late|beginning of|start of|end of|first half of|second half of)"
        r"[ -]*(?:in )?(?:the )?(.+)",
        text,
    )
    whole = span_of(match[2], latest_year) if match else None
    if match is None or whole is None or whole.first == whole.last:
        return None
    return TypedDate(third_of(match[1], whole), remark=f"{match[1]}: {THIRDS}")

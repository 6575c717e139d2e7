"""Date expressions in running text, relative ones resolved against what was told before."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from explorer.dates import MONTHS, iso_day
from explorer.returns.calendar_words import MONTH_NAMES
from explorer.returns.typed_dates import typed_date

_MONTH = r"(?:" + "|".join(MONTHS) + r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?"
_NUMBER = r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|a few|a couple of)"
_PART = r"(?:(?:early|mid|late|the (?:beginning|start|end) of)[ -](?:in )?)?"
_COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_WORDS = {"a": 1, "an": 1} | {word: number for number, word in enumerate(_COUNTED, start=1)}
_DAYS = {"day": 1, "week": 7, "fortnight": 14, "month": 30, "year": 365}
FORMS = tuple(
    (name, re.compile(form, re.IGNORECASE))
    for name, form in (
        ("full", rf"\bbetween {_DAY} {_MONTH}(?: \d{{4}})? and {_DAY} {_MONTH} \d{{4}}"),
        ("full", rf"\b{_WEEKDAY}(?:the )?{_DAY}(?: of)? {_MONTH},? \d{{4}}\b"),
        ("full", rf"\b{_WEEKDAY}{_MONTH} {_DAY},? \d{{4}}\b"),
        ("full", r"\b\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d\d)\b"),
        ("full", r"\b\d{4}-\d\d-\d\d\b"),
        ("full", rf"\b{_PART}{_MONTH},? \d{{4}}\b"),
        ("day", rf"\b{_WEEKDAY}(?:the )?{_DAY}(?: of)? {_MONTH}(?! ?\d)"),
        ("day", rf"\b{_WEEKDAY}{_MONTH} {_DAY}\b(?!,? \d{{4}})"),
        ("full", r"\b(?:the )?(?:spring|summer|autumn|winter) (?:of )?\d{4}\b"),
        ("after", rf"\b{_NUMBER} (?:days?|weeks?|fortnights?|months?|years?) (?:later|after(?:wards)?)\b"),
        ("next", r"\b(?:the )?(?:next|following) (?:day|morning|afternoon|evening|week|month|year)\b"),
        (
            "same",
            r"\b(?:the |that )?same (?:day|morning|afternoon|evening|week|month|year)\b|\bthat (?:day|"
            r"evening|afternoon|morning|night)\b",
        ),
        ("later", r"\blater (?:that|the same|in the) (?:day|week|month|year)\b"),
        ("ordinal", r"\bon the \d{1,2}(?:st|nd|rd|th)\b"),
        ("month", rf"\b(?:in|by|during|since|until|the following) {_PART}{_MONTH}(?! ?\d)\b"),
        ("year", r"\b(?:in|during|by|since|until|throughout) (?:early |late |mid-?)?(?:19|20)\d\d\b(?![/-])"),
    )
)


@dataclass(frozen=True, slots=True)
class Told:
    """A date expression: its words, place in the sentence, window of days, EDTF, and how it was read."""

    text: str
    at: int
    first: date
    last: date
    edtf: str
    reading: str = ""


def told_dates(sentence: str, context: Told | None, latest_year: int = 2030) -> list[Told]:
    """The date expressions of a sentence in order. A relative one is resolved against the one told before it, in
    the sentence or (``context``) before; without any it is left out."""
    spans: list[tuple[int, int, str, str]] = []
    for name, form in FORMS:
        for match in form.finditer(sentence):
            if not any(match.start() < end and start < match.end() for start, end, _, _ in spans):
                spans.append((match.start(), match.end(), name, match[0]))
    found: list[Told] = []
    for at, _, name, text in sorted(spans):
        before = found[-1] if found else context
        told = _resolved(name, text, before, latest_year)
        if told is not None:
            found.append(replace(told, at=at))
    return found


def _resolved(name: str, text: str, before: Told | None, latest_year: int) -> Told | None:
    lower = " ".join(text.casefold().split())
    if name in ("full", "year"):
        lower = re.sub(r"^(?:in|during|by|throughout|since|until) ", "", lower)
        return _absolute(text, lower, latest_year)
    if before is None:
        return None
    if name == "month":
        return _month(text, lower, before, latest_year)
    if name == "day":
        return _day(text, lower, before, latest_year)
    if name == "ordinal":
        return _ordinal(text, lower, before)
    return _relative(name, text, lower, before)


def _absolute(text: str, words: str, latest_year: int, reading: str = "") -> Told | None:
    from explorer.dates import parse

    edtf = typed_date(words, latest_year=latest_year).edtf
    found = parse(edtf)
    if found.first_day is None or found.last_day is None:
        return None
    return Told(text, 0, date.fromordinal(found.first_day), date.fromordinal(found.last_day), edtf, reading)


def _since(month: int, day: int, before: Told) -> int:
    """The year in which a month or day without one falls: that in which it lies within the time told before it, else
    that of the date before it, or the next."""
    for year in range(before.first.year, min(before.last.year, before.first.year + 2) + 1):
        if (before.first.year, before.first.month) <= (year, month) <= (
            before.last.year,
            before.last.month,
        ) and (before.first != before.last):
            return year
    first = before.first if before.first.year == before.last.year else before.last
    return first.year + ((month, day) < (first.month, first.day if day else 0))


def _month(text: str, lower: str, before: Told, latest_year: int) -> Told | None:
    words = re.sub(r"^(?:in|by|during|since|until|the following) ", "", lower)
    month = MONTH_NAMES.get(words.split()[-1].rstrip("."), 0)
    if not month:
        return None
    year = _since(month, 0, before)
    return _absolute(text, f"{words} {year}", latest_year, f"year from the date before: {year}")


def _day(text: str, lower: str, before: Told, latest_year: int) -> Told | None:
    month = next(
        (MONTH_NAMES[word.strip(".,")] for word in lower.split() if word.strip(".,") in MONTH_NAMES), 0
    )
    day = re.search(r"\d{1,2}", lower)
    if not month or day is None:
        return None
    year = _since(month, int(day[0]), before)
    return _absolute(
        text, f"{int(day[0])} {MONTHS[month - 1]} {year}", latest_year, f"year from the date before: {year}"
    )


def _ordinal(text: str, lower: str, before: Told) -> Told | None:
    day = int(re.sub(r"\D", "", lower))
    try:
        found = before.first.replace(day=day)
    except ValueError:
        return None
    if found < before.first:
        found = (before.first.replace(day=1) + timedelta(days=32)).replace(day=min(day, 28))
    return Told(text, 0, found, found, found.isoformat(), f"month from the date before: {before.edtf}")


def _relative(name: str, text: str, lower: str, before: Told) -> Told | None:
    unit = next(unit for unit in (*_DAYS, "morning", "afternoon", "evening", "night") if unit in lower)
    unit = unit if unit in _DAYS else "day"
    reading = f'"{text}" from {before.edtf}'
    if name == "after":
        return _after(text, lower, unit, before, reading)
    if name == "next":
        return _next(text, unit, before, reading)
    if name == "later":
        if unit == "day":
            return replace(before, text=text, reading=reading)
        last = _end(before.first, unit)
        begin = (
            before.first
            if unit == "month" or before.first != before.last
            else before.first + timedelta(days=1)
        )
        return _window(text, begin, max(last, begin), reading)
    if unit == "day":
        return replace(before, text=text, reading=reading)
    begin = before.first.replace(day=1) if unit == "month" else before.first.replace(month=1, day=1)
    begin = before.first - timedelta(days=before.first.weekday()) if unit == "week" else begin
    return _window(text, begin, _end(begin, unit), reading)


def _after(text: str, lower: str, unit: str, before: Told, reading: str) -> Told:
    word = lower.split()[0]
    number = int(word) if word.isdigit() else _WORDS.get(word, 0)
    if lower.startswith(("several", "a few", "a couple")):
        most = 2 if lower.startswith("a couple") else 6
        return _window(
            text,
            before.first + timedelta(days=2 * _DAYS[unit]),
            before.last + timedelta(days=most * _DAYS[unit]),
            reading,
        )
    away = timedelta(days=number * _DAYS[unit])
    slack = timedelta(days={"day": 0, "week": 0, "fortnight": 0, "month": 15, "year": 60}[unit])
    return _window(text, before.first + away - slack, before.last + away + slack, reading)


def _next(text: str, unit: str, before: Told, reading: str) -> Told:
    if unit == "day":
        return _window(text, before.first + timedelta(days=1), before.last + timedelta(days=1), reading)
    if unit == "week":
        return _window(text, before.first + timedelta(days=1), before.last + timedelta(days=13), reading)
    begin = _end(before.last, unit) + timedelta(days=1)
    return _window(text, begin, _end(begin, unit), reading)


def _end(day: date, unit: str) -> date:
    if unit == "week":
        return day + timedelta(days=6 - day.weekday())
    if unit == "month":
        return day.replace(day=calendar.monthrange(day.year, day.month)[1])
    return day.replace(month=12, day=31)


def _window(text: str, first: date, last: date, reading: str) -> Told:
    """A window as EDTF: a day, a whole month or year, or one day in a range."""
    if first == last:
        edtf = first.isoformat()
    elif first.day == 1 and last == _end(first, "month"):
        edtf = iso_day(first.toordinal())[:7]
    elif (first.month, first.day) == (1, 1) and last == _end(first, "year"):
        edtf = f"{first.year}"
    else:
        edtf = f"[{first}..{last}]"
    return Told(text, 0, first, last, edtf, reading)

"""The readings of a typed date: weeks, before and after, ranges, single days and periods, each in British order."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta

from explorer.dates import parse
from explorer.errors import DateError
from explorer.returns.calendar_words import THIRDS, Span, month_of, span_of, third_of

ONE_DAY, STRETCH = "one-day", "stretch"
"""What ``a/b`` can mean."""
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


def joined(start: str, end: str, slash: str) -> TypedDate:
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


def without_part_of_day(text: str) -> str:
    """``5/12/19 (pm)`` without the part of the day that is no hour."""
    return _PART_OF_DAY.sub("", text)


def reading_of(text: str, slash: str, latest_year: int) -> TypedDate | None:
    """The first reading that fits, or ``None``."""
    lower = text.casefold().strip(" .,;:")
    part = without_part_of_day(lower)
    if part != lower:
        found = reading_of(part, slash, latest_year)
        return replace(found, remark=found.remark or OF_DAY) if found and found.edtf else found
    month = _NO_DAY.fullmatch(lower)
    if month:
        found = reading_of(f"{month[1]}/{month[2]}", slash, latest_year)
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
        return joined(sides[0].edtf, sides[1].edtf, slash) if sides else None
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

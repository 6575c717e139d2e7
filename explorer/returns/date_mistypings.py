"""What a date that cannot be read was probably meant to be: offered to the agency, never put in."""

from __future__ import annotations

import re

from explorer.dates import MONTHS
from explorer.returns.calendar_words import month_of, span_of, year_of

_LETTERS = str.maketrans({"o": "0", "O": "0", "l": "1", "I": "1", "i": "1", "S": "5", "B": "8"})

_FIGURED = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d\d)")
_SEASONS = re.compile(
    r"\b(?:term|half[- ]term|christmas|easter|whitsun|new year|holidays?|school year|bank holiday|ramadan|eid)\b"
)


def likely_fix(text: str, latest_year: int) -> tuple[str, str]:
    """(what is wrong, what to write instead), as sentences."""
    for reading in (_several, _no_year, _two_years, _season, _figures, _letters, _words):
        found = reading(text, latest_year)
        if found:
            return found
    return (
        "is not a date that can be read in one way.",
        "Write the day as 5/12/2019, or December 2019, or 2019.",
    )


def _several(text: str, latest_year: int) -> tuple[str, str] | None:
    parts = re.split(r"\s*(?:,|;|&|\band\b|\n)\s*", text.casefold())
    if len(parts) > 1 and _are_dates(parts, latest_year):
        return f"gives {len(parts)} dates.", "Write one row for each."
    found = _FIGURED.findall(text)
    if len(found) > 1 and not _FIGURED.sub("", text).strip(" ,;&/") and _are_dates(found, latest_year):
        return f"gives {len(found)} dates.", "Write one row for each."
    return None


def _are_dates(parts: list[str], latest_year: int) -> bool:
    """Dates, or days of the month of the last of them."""
    last = span_of(parts[-1], latest_year)
    return last is not None and all(
        span_of(part, latest_year) or re.fullmatch(r"(?:[12]?\d|3[01])(?:st|nd|rd|th)?", part)
        for part in parts[:-1]
    )


def _season(text: str, latest_year: int) -> tuple[str, str] | None:
    lower = text.casefold()
    year = re.search(r"\b(?:19|20)\d\d\b", lower)
    if not _SEASONS.search(lower) or not year:
        return None
    return "names a time of the year, not a date.", (
        f"Write the months that are meant, such as November to December {year[0]}, or the day."
    )


def _no_year(text: str, latest_year: int) -> tuple[str, str] | None:
    lower = text.casefold().strip(" .")
    word = re.sub(r"^(?:early|mid|late|end of|beginning of|start of|c\.?|\?)[ -]*", "", lower)
    day = re.fullmatch(
        r"\d{1,2}(?:st|nd|rd|th)?(?: of)?[ /.-]*(?:\d{1,2}|[a-z]{3,9})|[a-z]{3,9} \d{1,2}(?:st|nd|rd|th)",
        word,
    )
    if span_of(f"{word} 2019", latest_year) or (day and span_of(f"{word}/2019", latest_year)):
        return "gives no year.", "Add the year."
    return None


def _two_years(text: str, latest_year: int) -> tuple[str, str] | None:
    match = re.fullmatch(r"(\d{4})\s*[/-]\s*(\d{4}|\d\d)", text)
    if match and int(match[2][-2:]) == (int(match[1]) + 1) % 100:
        year = int(match[1])
        return "is a school year or a financial year.", (
            f"Write September {year} to August {year + 1}, or April {year} to March {year + 1}."
        )
    return None


def _figures(text: str, latest_year: int) -> tuple[str, str] | None:
    match = re.fullmatch(r"(\d{1,2})\s*([/. ,:;\\-]+)\s*(\d{1,2})\s*([/. ,:;\\-]+)\s*(\d{2,5})", text)
    iso = re.fullmatch(r"(\d{4})-(\d\d)(?:-(\d\d))?", text)
    if iso:
        day, month, year_text, mixed = int(iso[3] or 1), int(iso[2]), iso[1], False
    elif match:
        day, month, year_text = int(match[1]), int(match[3]), match[5]
        mixed = match[2].strip() != match[4].strip() or match[2].strip() not in ("/", ".", "-", "")
    else:
        return None
    if len(year_text) not in (2, 4):
        return f"has a year of {len(year_text)} digits.", "Write the year with four."
    year = year_of(year_text)
    if not 1800 <= year <= latest_year:
        meant = _year_meant(year_text, latest_year)
        said = f"Is {day}/{month}/{meant} meant?" if meant else "Check the year."
        return f"names the year {year}, which cannot be.", said
    read = span_of(f"{day}/{month}/{year}", latest_year)
    if mixed and read:
        return "mixes separators.", f"Is {day}/{month}/{year} meant?"
    if month > 12 and span_of(f"{month}/{day}/{year}", latest_year):
        return f"has no month {month} in British order.", f"Is {month} {MONTHS[day - 1]} {year} meant?"
    if 1 <= month <= 12:
        return (
            "is not a day that exists.",
            f"Check the day; write {MONTHS[month - 1]} {year} if it is not known.",
        )
    return f"has no month {month}.", f"Check it; write {year} if the month is not known."


def _year_meant(text: str, latest_year: int) -> str:
    """Two neighbouring digits exchanged, or one key beside: the one year that then lies in the last 60, or ''."""
    tries = {text[:at] + text[at + 1] + text[at] + text[at + 2 :] for at in range(len(text) - 1)}
    near = sorted(year for year in tries if latest_year - 60 <= int(year) <= latest_year)
    return near[0] if len(near) == 1 else ""


def _letters(text: str, latest_year: int) -> tuple[str, str] | None:
    """A letter O for a nought, an l for a one."""
    mended = "".join(
        c.translate(_LETTERS) if re.search(r"\d", text[max(0, at - 1) : at + 2]) else c
        for at, c in enumerate(text)
    )
    if mended != text and span_of(mended, latest_year):
        return "has a letter where a figure is meant.", f"Is {mended} meant?"
    return None


def _words(text: str, latest_year: int) -> tuple[str, str] | None:
    match = re.fullmatch(
        r"(\d{1,2})(?:st|nd|rd|th)?(?: of)?[ -]*([a-z]{3,10})\.?,?[ -]*(\d{4}|\d\d)", text.casefold()
    )
    if match is None:
        return None
    import difflib

    names = [name.casefold() for name in MONTHS]
    near = (
        [names[month_of(match[2]) - 1]]
        if month_of(match[2])
        else difflib.get_close_matches(match[2], names, n=1, cutoff=0.7)
    )
    if near and span_of(f"{match[1]} {near[0]} {match[3]}", latest_year):
        return (
            f'"{match[2]}" is no month.',
            f"Is {int(match[1])} {near[0].capitalize()} {year_of(match[3])} meant?",
        )
    if near:
        known = f"{near[0].capitalize()} {year_of(match[3])}"
        return "is not a day that exists.", f"Check the day; write {known} if it is not known."
    return None

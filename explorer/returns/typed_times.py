"""Times of day as people type them: ``14.30``, ``2:30pm``, ``1430hrs``; alone or after a date."""

from __future__ import annotations

import re

_CLOCK = r"(?P<hour>\d{1,2})(?:[:.](?P<minute>[0-5]\d)(?::[0-5]\d(?:\.\d+)?)?)?\s*(?P<half>[ap]\.?m\.?)"
_TIMES = (
    re.compile(_CLOCK),
    re.compile(r"(?P<hour>\d{1,2})[:.](?P<minute>[0-5]\d)(?::[0-5]\d(?:\.\d+)?)?\s*(?:hrs?|hours|h)?\.?"),
    re.compile(r"(?P<hour>[0-2]\d)(?P<minute>[0-5]\d)\s*(?:hrs?|hours|h)\.?"),
)
_AT_END = tuple(
    re.compile(
        r"(.*?[\da-z?)])(?:\s*,?\s+(?:at |@ ?)?(?:approx(?:imately)?\.? |about |c\.? ?)?|[tT])"
        + form.pattern
        + "$",
        re.I,
    )
    for form in (
        _TIMES[0],
        re.compile(
            r"(?P<hour>\d{1,2}):(?P<minute>[0-5]\d)(?::[0-5]\d(?:\.\d+)?)?\s*(?:hrs?|hours|h)?\.?(?:Z|[+-]\d\d:?\d\d)?"
        ),
        _TIMES[2],
    )
)
_DOTTED = re.compile(r"(.*?\d)\s*,?\s+(?:at |@ ?)(?P<hour>\d{1,2})\.(?P<minute>[0-5]\d)$", re.I)

_BARE = re.compile(
    r"(.*(?:\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d\d)|[a-z]{3,9}\.?,? \d{4})),?\s+(?:at |@ ?)?"
    r"(?P<hour>0\d|1[0-8]|2[1-3])(?P<minute>[0-5]\d)$",
    re.I,
)
"""``06/01/2020 0930``: four figures after a whole date. 1900 to 2059 may be a year as well, and are left alone."""


def _clock(match: re.Match[str]) -> str:
    groups = match.groupdict()
    hour, minute = int(groups["hour"]), groups.get("minute") or "00"
    half = (groups.get("half") or "").casefold()
    if half:
        if not 1 <= hour <= 12:
            return ""
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    return f"{hour:02}:{minute}" if hour < 24 else ""


def typed_time(text: str) -> str:
    """``HH:MM``, or '' where the text is no time of day. Of ``09:00-10:00`` the start.

    >>> typed_time("2.30pm"), typed_time("1430hrs"), typed_time("noon"), typed_time("morning")
    ('14:30', '14:30', '12:00', '')
    """
    plain = " ".join(text.split()).casefold().strip(" .")
    if plain in ("noon", "midday", "12 noon"):
        return "12:00"
    plain = re.split(r"\s*(?:-|–| to )\s*", plain, maxsplit=1)[0]
    if re.fullmatch(r"0?\.\d+", plain):  # a spreadsheet's part of a day
        minutes = round(float(plain) * 1440)
        return f"{minutes // 60:02}:{minutes % 60:02}" if minutes < 1440 else ""
    for form in _TIMES:
        match = form.fullmatch(plain)
        if match:
            return _clock(match)
    return ""


def split_time(text: str) -> tuple[str, str]:
    """A date's words and the time after them; ('5/12/19', '14:30'). Without a time, the text and ''."""
    for form in (*_AT_END, _DOTTED):
        match = form.fullmatch(text)
        if match and any(char.isdigit() for char in match[1]):
            time = _clock(match)
            if time and _stands_alone(match[1], text):
                return match[1].strip(" ,"), time
    bare = _BARE.fullmatch(text)
    return (bare[1].strip(" ,"), _clock(bare)) if bare else (text, "")


def _stands_alone(words: str, text: str) -> bool:
    """``5 Dec 19`` has no time in it: a time needs a colon, ``hrs``, ``am`` or ``at``."""
    tail = text[len(words) :].casefold()
    return bool(re.search(r":|hrs|hours|\dh|[ap]\.?m|at |@", tail))

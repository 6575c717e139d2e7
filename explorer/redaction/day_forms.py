"""The one table of the ways to write a day, as one regular expression."""

from __future__ import annotations

import re

from explorer.redaction.day_words import (
    BEHIND_DAY,
    BEHIND_MONTH,
    DIGITS,
    FEAST,
    GOES_ON,
    MARK,
    MARKED,
    MONTH,
    NUMBER,
    ORDINAL,
    ROMAN,
    SEPARATOR,
    WEEKDAY,
    YEAR,
)

_DMY = (
    rf"(?P<day>{DIGITS})\s?(?P<mark>{MARK})\s?(?P<month>{DIGITS})\s?(?P=mark)\s?"
    rf"(?:(?P<year>{YEAR})|(?P<year>\d\d)(?![\w:])(?![-/.]\d))"
)
_WEEKDAY = rf"(?:{WEEKDAY},?\s++(?:the\s++)?)?"
_FIRST = rf"(?!{_DMY}){_WEEKDAY}{NUMBER}"
_OTHER = rf"(?!{_DMY})(?:the\s++)?{_WEEKDAY}{NUMBER}"
_MONTH_BEHIND = (
    rf"(?:\s?\(\s?(?:{WEEKDAY}|\?)\s?\)|[?\]])?+(?:\s*+[-/.]|(?<=[dht]),)?+\s*+(?:day\s++)?(?:of\s++)?(?:the\s++month\s++of\s++)?"
    rf"(?P<month>{MONTH}){BEHIND_MONTH}"
)
_MORE = (
    rf"(?:(?:,\s*+{DIGITS}){{0,30}}+(?:\s*+,?\s*+(?:[-–—‑&/+]|\b(?:and|or|to|until)\b)\s*+(?:the\s++)?{NUMBER}(?!:))++"
    rf"|(?:,?\s++{MARKED})++)?+"
)
"""What may follow May 5: ``-7``, ``, 6 and 7``, ``, 6th``."""

FORMS = {
    "iso": rf"(?<!\d)(?P<year>{YEAR})(?P<mark>{MARK})(?P<month>\d\d?)(?P=mark)(?P<day>\d\d?)(?!\d)"
    r"(?P<more>(?:/|\.\.|\s?[-–—]\s?|\sto\s)\d\d(?![\d:]|[-/.]\d))?",
    "compact": r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])"
    r"(?=(?:\d{4}(?:\d\d)?)?(?!\d))",
    "compact_day_first": r"(?<!\d)(?P<day>0[1-9]|[12]\d|3[01])(?P<month>0[1-9]|1[0-2])(?P<year>(?:19|20)\d\d)(?!\d)",
    "week": r"(?<!\w)(?P<year>(?:18|19|20|21)\d\d)-?W(?P<week>\d\d)(?:-?(?P<weekday>\d))?(?!\w)",
    "number_of_year": rf"\b(?:week|day)\s\d{{1,3}}\s(?:of|in)\s(?P<year>{YEAR})",
    "year_first": rf"(?<!\d)(?P<year>{YEAR})[-/.\s](?P<month>{MONTH})[-/.\s](?P<list>{NUMBER})",
    "blanks": rf"(?<![\w.,-])(?<!\d )(?P<day>{DIGITS}) (?P<month>{DIGITS}) (?P<year>{YEAR})(?! \d)"
    rf"|(?<![\w.,-])(?<!\d )(?P<year>{YEAR}) (?P<month>\d\d) (?P<day>\d\d)(?![ .,]?\d)",
    "roman": rf"(?<![\w.])(?P<list>{DIGITS})[./-](?P<month>{ROMAN})[./-](?P<year>{YEAR})",
    "glued": rf"(?<!\d)(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)?(?P<list>{DIGITS})(?P<month>{MONTH})(?P<year>{YEAR})",
    "numbers": rf"(?<!\d){_DMY}",
    "feast": rf"\b(?P<feast>{FEAST}){BEHIND_DAY}",
    "day_of_week": rf"\b(?P<which>{ORDINAL}|\d(?:st|nd|rd|th)|last|final|penultimate)\s++"
    rf"(?P<weekday>{WEEKDAY}|(?:working\s)?day|week(?:end|day)?)\s++(?:of|in)\s++"
    rf"(?:(?P<month>{MONTH}){BEHIND_MONTH}|(?:the|this|that|next|last|same)\s++month\b)",
    "month_first": rf"(?<![a-z]){_WEEKDAY}(?P<month>{MONTH})(?:"
    rf"(?:['’]s)?\s++(?:on\s++)?(?:the\s++)?(?P<list>{NUMBER}(?!:)(?!\s?[ap]\.?m\b){_MORE}){BEHIND_DAY}"
    rf"|,?\s++(?:the\s++)?(?P<list>{MARKED}){BEHIND_DAY}"
    rf"|[-/.](?P<list>{NUMBER})[-/., ]{{1,3}}(?P<year>{YEAR})"
    rf"|,?\s++(?P<year>{YEAR}),?\s++(?:on\s++)?(?:the\s++)?(?P<list>{MARKED})(?={GOES_ON})"
    rf"|[-/.](?P<list>[1-9](?![\w/.-]))"
    rf"|\s++(?:the\s++)?(?P<word>{ORDINAL}){BEHIND_DAY})",
    "words": rf"\b(?P<list>{ORDINAL}(?:{SEPARATOR}(?:the\s++)?{ORDINAL})*+)"
    rf"(?:\s++(?:day\s++)?(?:of\s++(?P<month>{MONTH}){BEHIND_MONTH}|(?P<month>{MONTH}),?\s++(?P<year>{YEAR})|(?P<month>(?-i:{MONTH}))))?+",
    "list": rf"(?<![^\W_])(?P<row>(?:{DIGITS}\s++(?={DIGITS}))*+)(?P<list>{_FIRST}(?:{SEPARATOR}{_OTHER})*+)"
    rf"(?:{_MONTH_BEHIND}|{SEPARATOR}{_DMY})?+",
}
"""The ways, in the order in which they are tried at a place. The last two also pass over days that have no month."""


_NAMED = re.compile(r"\(\?P(?:<([a-z]+)>|=([a-z]+)\))")


def _table() -> tuple[re.Pattern[str], dict[str, tuple[tuple[str, str], ...]]]:
    """All ways as one expression, and of each its groups with what they hold: above, a name may be given many times."""
    parts: list[str] = []
    groups: dict[str, tuple[tuple[str, str], ...]] = {}
    for form, pattern in FORMS.items():
        named: list[tuple[str, str]] = []

        def numbered(match: re.Match[str], form: str = form, named: list[tuple[str, str]] = named) -> str:
            if match[2]:
                return f"(?P={next(group for group, name in reversed(named) if name == match[2])})"
            named.append((f"{form}{len(named)}", match[1]))
            return f"(?P<{named[-1][0]}>"

        parts.append(f"(?P<{form}>{_NAMED.sub(numbered, pattern)})")
        groups[form] = tuple(named)
    # All begin with a digit or a word: most places are passed over by the first test.
    return re.compile(rf"(?=\d|(?<![^\W\d_])[a-z])(?:{'|'.join(parts)})", re.IGNORECASE), groups


PATTERN, GROUPS = _table()


def fields_of(match: re.Match[str]) -> dict[str, str]:
    """What the groups of a match of :data:`PATTERN` hold, by name."""
    return {name: said for group, name in GROUPS[match.lastgroup or ""] if (said := match[group])}

"""Two contacts field by field: agree, more precise, compatible, contradict (the grades of the finding
``conflicting-accounts``), and the pair as a whole."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from itertools import zip_longest

from explorer.case import Case, Contact
from explorer.dates import describe
from explorer.findings.conflicting_accounts import ANY, GRADES, broader, grade
from explorer.vocabulary import clip


@dataclass(frozen=True, slots=True)
class Compared:
    """One field of both: as words, and how they go together ('' where one is blank). ``sharper`` is 1 or 2 where that
    side is the more precise."""

    field: str
    first: str
    second: str
    grade: str
    sharper: int = 0


def compared(case: Case, one: Contact, other: Contact) -> list[Compared]:
    """The fields of which at least one says something, in column order."""
    found = []
    pairs: list[tuple[str, object, object, str, str]] = [
        ("date", one.date, other.date, describe(one.date), describe(other.date)),
        ("time", one.time, other.time, _clock(one.time), _clock(other.time)),
        ("from", (one.sender,), (other.sender,), case.party_name(one.sender), case.party_name(other.sender)),
        ("to", one.receivers, other.receivers, _names(case, one), _names(case, other)),
        ("kind", one.kind.id, other.kind.id, one.kind.label.lower(), other.kind.label.lower()),
        ("seen", one.seen, other.seen, one.seen, other.seen),
    ]
    for field, a, b, first, second in pairs:
        is_said = bool(a) and bool(b) and a != ("",) and b != ("",)
        if a or b:
            said = grade(case, field, a, b) if is_said else ""
            found.append(
                Compared(
                    field, first, second, said, _sharper(case, field, a, b) if said == "more precise" else 0
                )
            )
    found.append(Compared("summary", one.summary, other.summary, ""))
    return found


def verdict(fields: list[Compared]) -> str:
    """The pair as a whole: contradict where a field does; more precise where all that differs is sharper on one side;
    compatible where each side is sharper in something, or they overlap; else agree."""
    grades = {field.grade for field in fields if field.grade}
    if "contradict" in grades:
        return "contradict"
    sides = {field.sharper for field in fields if field.grade == "more precise"}
    if "compatible" in grades or len(sides) > 1:
        return "compatible"
    return max(grades, key=GRADES.index, default="agree")


def _sharper(case: Case, field: str, a: object, b: object) -> int:
    from explorer.dates import EDTFDate

    if isinstance(a, EDTFDate) and isinstance(b, EDTFDate):
        far = 1 << 30
        width = [
            (far if date.last_day is None else date.last_day)
            - (-far if date.first_day is None else date.first_day)
            for date in (a, b)
        ]
        return 1 if width[0] < width[1] else 2
    if isinstance(a, tuple) and isinstance(b, tuple):
        return 2 if any(case.parties[party].is_nobody for party in a) else 1
    if field == "kind":
        return 2 if broader(b) == a or broader(a) == ANY else 1
    return 0


def _clock(minutes: int | None) -> str:
    return "" if minutes is None else f"{minutes // 60:02}:{minutes % 60:02}"


def _names(case: Case, contact: Contact) -> str:
    return "; ".join(case.party_name(party) for party in contact.receivers)


LABEL = 11
"""Columns for the name of a field."""
WIDEST = 120
"""Columns beyond which a wider terminal makes no wider sides."""
NARROWEST = 60
"""Columns of a terminal below which both sides stand under one another."""


def side_by_side(case: Case, one: Contact, other: Contact, width: int) -> list[str]:
    """Both, side by side, field by field, as lines of at most ``width`` columns: A the first, B the second. Where they
    differ, how stands under the name of the field; where they agree, B says so."""
    lines = [
        *_row("", f"A  {_said_by(case, one)}", f"B  {_said_by(case, other)}", width),
        *_row("", _places(one), _places(other), width),
        "",
    ]
    for field in compared(case, one, other):
        first, second = _words(field, field.first, one), _words(field, field.second, other)
        if field.field == "summary":
            lines += ["", *_row("told as", first, second, width)]
        else:
            same = field.first == field.second
            label = f"{field.field}\n {field.grade}" if field.grade not in ("", "agree") else field.field
            lines += _row(label, first, "the same" if same and field.field != "date" else second, width)
    return lines


def _said_by(case: Case, contact: Contact) -> str:
    """Whose accounts they are, by the agency where a source is one's return."""
    names = [
        case.party_name(source.party) if source.party else source.title or source.id
        for source in (case.sources[key] for key in contact.sources if key in case.sources)
    ]
    return ", ".join(dict.fromkeys(names)) or contact.id


def _places(contact: Contact) -> str:
    places = dict.fromkeys(account.locator for account in contact.accounts if account.locator)
    return f"{contact.id}: {'; '.join(places)}" if places else contact.id


def _words(field: Compared, text: str, contact: Contact) -> str:
    """A side of a field; a date with the words it was typed in."""
    typed = dict.fromkeys(account.date_text for account in contact.accounts if account.date_text)
    if field.field == "date" and typed:
        return f"{text or '(none)'} (“{'”, “'.join(clip(words, 40) for words in typed)}”)"
    return clip(text, 600) or "(not said)"


def _row(label: str, first: str, second: str, width: int) -> list[str]:
    """One field as lines: label, A, B; under one another on a narrow terminal."""
    if width < NARROWEST:
        name = " ".join(label.split("\n"))
        both = [
            text
            for text in (name, f"  A  {first}" if name else first, f"  B  {second}" if name else second)
            if text
        ]
        return [line for text in both for line in textwrap.wrap(text, width, subsequent_indent="     ")]
    side = (min(width, WIDEST) - LABEL - 3) // 2
    cells = [label.split("\n"), *(_wrapped(text, side) for text in (first, second))]
    return [
        f"{name:{LABEL}} {left:{side}}  {right}".rstrip()
        for name, left, right in zip_longest(*cells, fillvalue="")
    ]


def _wrapped(text: str, width: int) -> list[str]:
    lines = [
        part
        for line in text.split("\n")
        for part in textwrap.wrap(line, width, break_on_hyphens=False) or [""]
    ]
    return lines or [""]

"""Two contacts field by field: agree, more precise, compatible, contradict (the grades of the finding
``conflicting-accounts``), and the pair as a whole."""

from __future__ import annotations

from dataclasses import dataclass

from explorer.case import Case, Contact
from explorer.dates import describe
from explorer.findings.conflicting_accounts import GRADES, grade
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
    return 0


def _clock(minutes: int | None) -> str:
    return "" if minutes is None else f"{minutes // 60:02}:{minutes % 60:02}"


def _names(case: Case, contact: Contact) -> str:
    return "; ".join(case.party_name(party) for party in contact.receivers)


def shown(case: Case, one: Contact, other: Contact, heading: str) -> list[str]:
    """Both, field by field, as lines of at most 78 columns or so."""
    lines = [heading, f"  {one.id} ({', '.join(one.sources)})  and  {other.id} ({', '.join(other.sources)})"]
    for field in compared(case, one, other):
        if field.field == "summary":
            lines += [f"  {one.id}: {clip(field.first, 300)}", f"  {other.id}: {clip(field.second, 300)}"]
        elif field.first == field.second:
            lines.append(f"  {field.field:8} {field.first}")
        else:
            said = f"  [{field.grade}]" if field.grade else ""
            lines.append(
                f"  {field.field:8} {field.first or '(blank)'}  |  {field.second or '(blank)'}{said}"
            )
    return lines

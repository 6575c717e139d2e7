"""Redaction of a case, with its findings compared with those of the whole case, so that nothing reads as absent that
was only held back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from explorer import relative
from explorer.case import Case
from explorer.findings import all_statements
from explorer.profile_words import profile_for
from explorer.profiles import EDTF, Profile
from explorer.redaction import Key, Redacted, redact_rows
from explorer.report import Report
from explorer.resting import rests_on
from explorer.statements import Statement, Value
from explorer.storing import rows_of
from explorer.vouching import is_not_stated, mark_of
from explorer.withheld import (
    NO_RECEIPT,
    NOTES,
    RECORDS,
    STATED,
    TABLE,
    is_known_to_stop,
    is_not_on_record,
    mark_of_all,
    mark_of_days,
    mark_of_expected,
    mark_of_request,
    mark_of_stop,
    number_withheld,
    vouched,
)

Said = Callable[[str], str]


def redact(
    case: Case, profile: Profile | str, *, include: tuple[str, ...] = (), key: Key | None = None
) -> Redacted:
    """A case under a profile (or the name of one): the redacted case and the key to it.

    ``include`` are restrictions under which rows may leave all the same; ``key`` that of an earlier redaction, whose
    pseudonyms stay. Redacting twice is redacting once. Cost: that of reading the case twice; where records are held
    back or dates coarsened, that of all findings twice too.
    """
    chosen = profile_for(case, profile) if isinstance(profile, str) else profile
    chosen = chosen.with_tags(include)
    found = redact_rows(case, chosen, key)
    if not found.is_changed:
        return found
    table: dict[str, Any] = _numbers_withheld(case, found)
    bare = _with_table(found.case, None)
    if _may_change_answers(case, chosen, found):
        table[STATED] = sorted(_standing(case, bare, found))
    return replace(found, case=_with_table(bare, table))


def _numbers_withheld(case: Case, found: Redacted) -> dict[str, int]:
    """How many records and notes are held back, now and before, of which the redacted case has no stub."""
    accounts = sum(len(accounts) for accounts in found.withheld.accounts.values())
    numbers = {
        RECORDS: number_withheld(case, RECORDS) + accounts + found.withheld.steps,
        NOTES: number_withheld(case, NOTES) + len(case.notes) - len(found.case.notes),
    }
    return {name: number for name, number in numbers.items() if number}


def _may_change_answers(case: Case, profile: Profile, found: Redacted) -> bool:
    """May anything read as absent, or weaker, that is not so in the whole case? Not where all that answers rest on is
    as it was."""
    is_coarse = profile.dates != "day" or profile.calendar != EDTF
    if found.withheld.is_anything or is_coarse or vouched(case) is not None:
        return True
    new = _with_sectors(_new_names(found), found.words.get("sector", {}))
    terms = {old: term for table in found.words.values() for old, term in table.items()}
    return rests_on(case, new, lambda term: terms.get(term, term)) != rests_on(found.case)


def _with_table(case: Case, table: Mapping[str, Any] | None) -> Case:
    settings = {name: value for name, value in case.settings.items() if name != TABLE}
    if table:
        settings[TABLE] = dict(table)
    return replace(case, settings=MappingProxyType(settings))


def _standing(case: Case, bare: Case, found: Redacted) -> set[str]:
    """The marks of everything that the redacted case says is absent, or counts, and that is so in the whole one."""
    new = _new_names(found)
    whole = Report(case)
    is_moved = found.key.zero is not None and not case.is_relative
    moved = relative.ZERO - (found.key.zero or 0) if is_moved else 0
    marks = _standing_records(case, whole, Report(bare), new, moved)
    left = all_statements(Report(_with_table(bare, {STATED: sorted(marks)})))
    for finding in whole.findings:
        known: dict[tuple[object, ...], list[Statement]] = {}
        for statement in finding.statements:
            if not is_not_stated(statement):
                known.setdefault(_rests_on(statement, new), []).append(statement)
        stands = [
            statement
            for statement in left[finding.name]
            if any(_holds(statement, other, new) for other in known.get(_rests_on(statement, str), ()))
        ]
        marks |= {mark_of(statement) for statement in stands}
        if len(stands) == len(finding.statements) == len(left[finding.name]):
            marks.add(mark_of_all(finding.name))
    return marks


def _standing_records(case: Case, whole: Report, left: Report, new: Said, moved: int) -> set[str]:
    """The marks of requests without a receipt, or with which the record stops, and of days with nobody, which are
    counted ``moved`` days on."""
    old_marks, marks = vouched(case), set()
    for (contact, receiver), state in whole.requests.items():
        edge = new(contact), new(receiver)
        if edge not in left.requests:  # of what is held back nothing is vouched for
            continue
        is_vouched = old_marks is None or mark_of_request(contact, receiver) in old_marks
        if state.said_as == NO_RECEIPT == left.requests[edge].said_as and is_vouched:
            marks.add(mark_of_request(*edge))
        later = set(map(new, case.followed_by.get(contact, ())))
        goes_on = state.onward or later.difference(left.case.followed_by.get(edge[0], ()))
        if not goes_on and is_known_to_stop(case, contact, receiver):
            marks.add(mark_of_stop(*edge))
    marks |= {
        mark_of_expected(new(expected))
        for expected, matches in whole.expected.items()
        if not matches and is_not_on_record(case, expected)
    }
    for subject, days in whole.holding_days.items():
        theirs = left.holding_days.get(new(subject))
        if old_marks is not None and mark_of_days(subject, days.sectors, days.nobody) not in old_marks:
            continue
        if theirs and theirs.nobody == tuple((first + moved, last + moved) for first, last in days.nobody):
            marks.add(mark_of_days(theirs.subject, theirs.sectors, theirs.nobody))
    return marks


def _new_names(found: Redacted) -> Said:
    """What an id of the whole case is called in the redacted one."""
    return lambda text: found.moved.get(text, text)


def _with_sectors(new: Said, sectors: Mapping[str, str]) -> Said:
    """The same, which also says what nobody in particular of a sector that the case added is called."""

    def said(text: str) -> str:
        head, colon, sector = text.partition(":")
        return f"{head}:{sectors[sector]}" if colon and sector in sectors else new(text)

    return said


def _rests_on(statement: Statement, new: Said) -> tuple[object, ...]:
    contacts = tuple(sorted(new(contact) for contact in statement.contacts))
    return statement.finding, new(statement.subject), contacts


def _holds(statement: Statement, other: Statement, new: Said) -> bool:
    """Does a statement of the redacted case say no more than ``other`` of the whole one?"""
    if len(statement.values) != len(other.values):
        return False
    pairs = zip(statement.values, other.values, strict=True)
    return all(
        name == theirs and _is_within(name, value, their, new) for (name, value), (theirs, their) in pairs
    )


def _is_within(name: str, value: Value, whole: Value, new: Said) -> bool:
    """Coarse dates may widen a range and shorten a gap; every other number must be the same."""
    if (
        isinstance(value, bool)
        or isinstance(whole, bool)
        or not (isinstance(value, int) and isinstance(whole, int))
    ):
        if isinstance(whole, tuple):
            return value == tuple(new(item) for item in whole)
        return value == (new(whole) if isinstance(whole, str) else whole)
    if name.startswith(("least_", "days")) or name == "nobody":
        return value <= whole
    return value >= whole if name.startswith(("most_", "possibly_")) else value == whole


def restored(redacted: Case, key: Key) -> Case:
    """The case with what the key holds put back: what it was, after a profile that only replaces."""
    from explorer.checking import case_of
    from explorer.redaction.keys import restored_rows

    return case_of(restored_rows(rows_of(redacted), key))

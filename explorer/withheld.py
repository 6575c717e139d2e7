"""What a redacted case may say is absent.

A redacted case lists, under ``[withheld] stated`` of its settings, everything of which it says that it is absent and
that is also absent from the case it was made from. Whatever else seems absent may only have been held back.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace

from explorer.case import Case

TABLE, STATED = "withheld", "stated"
RECORDS, NOTES = "records", "notes"
"""How many records are held back of which no stub tells (second accounts of a contact, steps), and how many notes."""
NOT_STATED = "Not stated: records withheld."
NO_RECEIPT = "passed on, no receipt recorded"
RECEIPT_NOT_STATED = "passed on; whether it was received is not stated, records withheld"


def vouched(case: Case) -> frozenset[str] | None:
    """The marks of what is absent from the whole case too; ``None`` where nothing that answers rest on is held back
    from this one (notes alone are not)."""
    table = case.settings.get(TABLE)
    if table is None or (isinstance(table, Mapping) and set(table) == {NOTES}):
        return None
    marks = table.get(STATED, ()) if isinstance(table, Mapping) else ()
    return frozenset(str(mark) for mark in marks) if isinstance(marks, list | tuple) else frozenset()


def mark_of_all(finding: str) -> str:
    """How it is vouched for that a finding has no further statement in the whole case."""
    return f"{finding} all"


def mark_of_request(contact: str, receiver: str) -> str:
    """How it is vouched for that a request was passed on and no receipt is recorded."""
    return f"no receipt {contact} {receiver}"


def mark_of_stop(contact: str, receiver: str) -> str:
    """How it is vouched for that the record of a journey stops with a request."""
    return f"stops {contact} {receiver}"


def mark_of_expected(expected: str) -> str:
    """How it is vouched for that a contact that was called for is not on record."""
    return f"called for {expected}"


def mark_of_days(subject: str, sectors: Iterable[str], stretches: Iterable[tuple[int, int]]) -> str:
    """How it is vouched for that on these days nobody of these sectors is recorded as holding a case."""
    said = " ".join(f"{first}-{last}" for first, last in stretches)
    return f"nobody {subject} {'+'.join(sectors)} {hashlib.sha256(said.encode()).hexdigest()[:12]}"


def said_in_marking(case: Case) -> Case:
    """The case with the number of records that are withheld from it beside its marking, which every output carries:
    none of them can be taken for the whole. The same case where none are."""
    number = records_withheld(case)
    said = f"{number} {'record' if number == 1 else 'records'} withheld"
    if not number or said in case.marking:
        return case
    return replace(case, marking=" / ".join(filter(None, (case.marking, said))))


def records_withheld(case: Case) -> int:
    """How many records are held back: contacts of which there are stubs, second accounts, and steps."""
    stubs = sum(1 for contact in case.contacts.values() if contact.kind.group == TABLE)
    return stubs + number_withheld(case, RECORDS)


def number_withheld(case: Case, name: str) -> int:
    """How many :data:`RECORDS` or :data:`NOTES` are held back of which there are no stubs."""
    table = case.settings.get(TABLE)
    number = table.get(name, 0) if isinstance(table, Mapping) else 0
    return number if isinstance(number, int) and not isinstance(number, bool) and number > 0 else 0


WEAK = ("may have taken part", "might have known", "no recorded route")
"""Standings that a record held back could make stronger."""


NONE = "None in the supplied sources."
NONE_LEFT = "None in what is not withheld. Whether more: not stated, records withheld."
ELSEWHERE = "on record elsewhere, no recorded route"
ELSEWHERE_TO_IT = "on record elsewhere with no recorded route to it"


def standing_text(case: Case, said: str) -> str:
    """What is said of a standing: where records are withheld, a weak one is only what is left of the record shows."""
    return no_route_text(case, said) if said.casefold() in WEAK else said


def no_route_text(case: Case, said: str) -> str:
    """What is said of there being no route: where records are withheld, none in what is left of the record."""
    return said if vouched(case) is None else f"{said} {MORE}"


def none_text(case: Case) -> str:
    """What stands where a list of what the sources record is empty."""
    return NONE if vouched(case) is None else NONE_LEFT


MORE = "in what is not withheld (whether more: not stated, records withheld)"


def absent_text(case: Case, said: str) -> str:
    """A sentence that something is not on record, or the title of an empty list: where records are withheld, it is not
    in what is left of the record."""
    if vouched(case) is None:
        return said
    return f"{said[:-1]} {MORE}." if said.endswith(".") else f"{said} {MORE}"


def not_recorded_text(case: Case, said: str) -> str:
    """``its end is not recorded``, or withheld, where records are."""
    return said if vouched(case) is None else f"{said} or is withheld"


def left_text(case: Case, said: str) -> str:
    """What is said of what a number counts: where records are withheld, it is counted in what is left of the record."""
    return said if vouched(case) is None else f"{said}, in what is not withheld"


def is_known_to_stop(case: Case, contact: str, receiver: str) -> bool:
    """Does the record stop with a request that has no onward one on record, in the whole case too?"""
    marks = vouched(case)
    return marks is None or mark_of_stop(contact, receiver) in marks


def is_not_on_record(case: Case, expected: str) -> bool:
    """Is a contact that was called for, and that nothing on record matches, not on record in the whole case either?"""
    marks = vouched(case)
    return marks is None or mark_of_expected(expected) in marks


def no_receipt(case: Case, contact: str, receiver: str) -> str:
    """What is said of a request that was passed on to nobody on record."""
    marks = vouched(case)
    is_so = marks is None or mark_of_request(contact, receiver) in marks
    return NO_RECEIPT if is_so else RECEIPT_NOT_STATED

"""Contacts that a source called for (``[[expected]]``), and those on record that match them."""

from __future__ import annotations

from explorer.called_for import Expected
from explorer.case import Case, Contact


def matches_of(case: Case) -> dict[str, tuple[str, ...]]:
    """For each expected contact by id, the ids of the contacts on record that match or, by their dates, may.

    A match has the same sender, receiver and kind, is about one of the same subjects, was not recorded as never
    received, and may have happened in time: by the last day of ``by``, and where ``by`` is a stretch or a range
    not before it. A blank ``by`` sets no time. One without a match is drawn as a ghost. Cost: expected contacts
    times contacts.
    """
    return {
        expected.id: tuple(contact.id for contact in case.contacts.values() if _matches(expected, contact))
        for expected in case.expected
    }


def _matches(expected: Expected, contact: Contact) -> bool:
    if (contact.sender, contact.kind.id) != (expected.sender, expected.kind.id) or contact.never_received:
        return False
    if expected.receiver not in contact.receivers or not set(expected.about) & set(contact.about):
        return False
    by = expected.by
    is_window = by.is_stretch or by.text.startswith("[")
    if is_window and by.first_day is not None and contact.bounds.last_day < by.first_day:
        return False
    return by.last_day is None or contact.bounds.first_day <= by.last_day

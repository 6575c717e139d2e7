"""Contacts at which the subject was, or can have been, seen."""

from __future__ import annotations

from explorer.case import Case, Contact


def can_see(contact: Contact) -> bool:
    """Can a person be seen at it, and does no source say that they were not?"""
    return contact.seen != "no" and (contact.kind.sees or contact.seen == "yes")


class Meetings:
    """The counted contacts between a party and a subject, in chronological order. Built in linear time."""

    def __init__(self, case: Case) -> None:
        self._found: dict[tuple[str, str], list[Contact]] = {}
        for contact in case.contacts.values():
            if not contact.is_counted:
                continue
            present = [subject for subject in contact.about if subject in contact.parties]
            for subject in present:
                for party in contact.parties:
                    if party != subject:
                        self._found.setdefault((party, subject), []).append(contact)

    def of(self, party: str, subject: str) -> list[Contact]:
        """Those of one party with one subject."""
        return self._found.get((party, subject), [])

"""Ids of stubs where all other ids stay as they are: ``withheld-1``, ``withheld-2``, in an order that tells no more
than the stubs show. The old id might hold a date or a name, and among its neighbours would tell the day.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from itertools import count

from explorer.case import Case
from explorer.dates import parse
from explorer.redaction.dating import Dating
from explorer.redaction.holding_back import KIND, Withheld, stub_parties, stub_party

STUB_ID = re.compile(rf"{KIND}-\d+\Z")


def is_stub_id(contact: str) -> bool:
    """Is it an id as stubs get them?"""
    return bool(STUB_ID.match(contact))


def stub_ids(
    case: Case,
    withheld: Withheld,
    dating: Dating,
    pseudonyms: Mapping[str, tuple[str, str]],
    given: Mapping[str, str],
) -> dict[str, str]:
    """The new id of each contact that is withheld, by its old one. Those ``given`` before stay. Cost: n log n."""

    def shown(contact_id: str) -> tuple[object, ...]:
        """What its stub shows, and among those that show the same what only who has the case can work out."""
        contact = case.contacts[contact_id]
        written = parse(dating.date(contact.date, "month"))
        first, last = written.first_day or written.last_day or 0, written.last_day or 0
        ends = (
            stub_party(case, contact.sender),
            "",
            *stub_parties(case, contact.receivers),
            "",
            *contact.about,
        )
        names = [pseudonyms.get(party, (party, ""))[0] for party in ends]
        secret = hashlib.sha256(f"{contact_id} {contact.accounts!r}".encode()).digest()
        return first, last, written.text, names, secret

    kept = {
        contact: given[contact]
        for contact in withheld.contacts
        if is_stub_id(given.get(contact, "")) and given[contact] not in case.contacts
    }
    taken = {*given.values(), *case.contacts}
    free = (name for name in (f"{KIND}-{number}" for number in count(1)) if name not in taken)
    fresh = sorted(withheld.contacts.difference(kept), key=shown)
    return kept | {contact: next(free) for contact in fresh}

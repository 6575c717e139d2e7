"""What recorded links of many cases add to days, link by link: few contacts follow one of their own day.

The same as :mod:`explorer.reach.plain_links` and :mod:`explorer.reach.plain_events` say of one case.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from explorer.cohort.lockstep.contacts import Contacts
from explorer.cohort.lockstep.programs import Numbers, numbers

KINDS = ("own", "carried", "taken")
OWN, CARRIED, TAKEN = range(3)
"""Sets of contacts: what a contact tells of from the first, with what it carried, and what it took from somebody."""

Register = tuple[int, int]
"""One of them, and the contact, or the number of (contact, party) in :attr:`Links.taken`."""


class Links:
    """Links of contacts, walked; cases in which they are not such as are read here are marked odd.

    merges
        (contact, what it is merged into, what is merged) for all that a contact takes from others that it follows, or
        lists; in order.
    taken
        (contact, party) by number, for both-way contacts of which it matters what came from whom.
    apart
        both-way contacts into which something is merged: nobody is told again what came from it.
    left_out
        (contact, later contact) where the first does not pass on the second, which is certainly later.
    doubles
        by contact and source that something certainly later reaches, the contacts that are: it departs from what there
        is at its source without them.
    listed
        by contact that lists others, all of them, all the way down; ``tells`` are these as pairs.
    carriers
        by contact that lists others, those of them whose own shares are blank; ``carried`` are all of those.
    """

    def __init__(self, contacts: Contacts) -> None:
        self.contacts = contacts
        self._merged: list[tuple[int, Register, Register]] = []
        self.taken: dict[tuple[int, int], int] = {}
        self.apart: set[int] = set()
        self.left_out: list[tuple[int, int]] = []
        self.doubles: dict[tuple[int, int], list[int]] = {}
        self.listed: dict[int, list[int]] = {}
        self.carriers: dict[int, list[int]] = {}
        self._read_shares()
        self.carried = sorted({earlier for found in self.carriers.values() for earlier in found})
        self._mark_odd(earlier for earlier in self.carried if contacts.is_answered[earlier])
        self._read_follows()
        merged = [(contact, *target, *source) for contact, target, source in self._merged]
        for contact, found in self.carriers.items():
            merged += [(contact, CARRIED, contact, CARRIED, earlier) for earlier in found]
        self.merges = numbers(sorted(merged)).reshape(-1, 5)
        told = [(contact, earlier) for contact, found in self.listed.items() for earlier in found]
        self.tells = numbers(told).reshape(-1, 2)

    def _mark_odd(self, found: Iterable[int]) -> None:
        for contact in found:
            self.contacts.is_odd[self.contacts.case[contact]] = True

    def _read_shares(self) -> None:
        contacts = self.contacts
        can_carry = contacts.passes
        for contact in np.flatnonzero(contacts.lists >= 0).tolist():
            listed = []
            earlier = int(contacts.lists[contact])
            while earlier >= 0:
                listed.append(earlier)
                earlier = int(contacts.lists[earlier])
            self.listed[contact] = listed
            # Only the last one can have blank shares.
            if can_carry[listed[-1]]:
                self.carriers[contact] = listed[-1:]

    def _read_follows(self) -> None:
        contacts = self.contacts
        later = np.flatnonzero(contacts.follows >= 0)
        earlier = contacts.follows[later]
        close = contacts.last_day[earlier] >= contacts.first_day[later]
        for contact in later[close | contacts.is_late[earlier]].tolist():
            self._read_overlap(contact)

    def _read_overlap(self, contact: int) -> None:
        """A contact that follows one whose day, or receipt, may be its own day or later."""
        contacts = self.contacts
        day = int(contacts.first_day[contact])
        reached = contacts.reached(contact)
        if contacts.is_answered[contact]:
            self._mark_odd([contact])
        for later, earlier in self.followed(contact, day):
            for party in self.sources(contact):
                if self.is_brought(contacts.one_by_one.sender[later], earlier, party):
                    self._merge(contact, earlier, party)
            if not contacts.is_stretch[earlier] and contacts.last_day[earlier] >= day:
                self.left_out.append((earlier, contact))
                for source in self.sources(earlier):
                    if source in reached:
                        self.doubles.setdefault((earlier, source), []).append(contact)

    def _merge(self, contact: int, earlier: int, party: int) -> None:
        """A contact takes what an earlier one brought to a party."""
        targets = [(CARRIED, contact)]
        if self._is_parted(contact):
            self.apart.add(contact)
            targets.append((TAKEN, self.taken[contact, party]))
        for source in self.brought(earlier, party):
            self._merged += [(contact, target, source) for target in targets]

    def _is_parted(self, contact: int) -> bool:
        """Whether what a both-way contact takes comes from several; it is then kept for each."""
        if not self.contacts.one_by_one.is_both[contact]:
            return False
        reached = self.contacts.reached(contact)
        if len(reached) < 2:
            return False
        for party in reached:
            self.taken.setdefault((contact, party), len(self.taken))
        return True

    def sources(self, contact: int) -> list[int]:
        """Those from whom a contact passes on what they had before, on its day."""
        contacts, every = self.contacts, self.contacts.one_by_one
        if not every.passes[contact]:
            return []
        if every.is_both[contact]:
            return contacts.reached(contact)
        sender = every.sender[contact]
        return [] if sender < 0 else [sender]

    def brought(self, earlier: int, party: int) -> list[Register]:
        """All that a contact brought to one that it reached: itself, what it lists, and what it passed on."""
        contacts, every = self.contacts, self.contacts.one_by_one
        if contacts.is_answered[earlier]:
            self._mark_odd([earlier])
        if every.is_both[earlier]:
            found: list[Register] = [(OWN, earlier)]
            if self._is_parted(earlier):
                found += [
                    (TAKEN, self.taken[earlier, other])
                    for other in contacts.reached(earlier)
                    if other != party
                ]
            return found
        of_all = party != every.sender[earlier] or earlier in self.carriers
        return [(CARRIED if of_all else OWN, earlier)]

    def followed(self, contact: int, day: int = 0) -> Iterator[tuple[int, int]]:
        """Each link (later, earlier) that leads back from a contact; not behind what began before ``day``."""
        follows, last_day = self.contacts.one_by_one.follows, self.contacts.one_by_one.last_day
        later, earlier = contact, follows[contact]
        while earlier >= 0:
            yield later, earlier
            if last_day[earlier] < day:
                break
            later, earlier = earlier, follows[earlier]

    def is_brought(self, sent_on_by: int, earlier: int, party: int) -> bool:
        """Whether a contact certainly reached a party before what came of it, which ``sent_on_by`` sent."""
        every = self.contacts.one_by_one
        if party == every.sender[earlier]:
            return True
        return party in self.contacts.receivers(earlier) and (
            not every.is_late[earlier] or sent_on_by == party
        )


class Decisions:
    """The decisions of columns, an entry each.

    case, party, follows, contact
        whose, what it follows (the request that an outcome decides), and the deciding contact; -1 for none.
    row
        the row that tells of it.
    sure, on_record, took_part, held
        (decision, contact), or (decision, register), that a decision adds because it follows a contact, whatever the
        days.
    """

    def __init__(self, links: Links) -> None:
        self.links, self.contacts = links, links.contacts
        contacts, columns = self.contacts, self.contacts.columns
        rows = contacts.deciding_row
        requests = contacts.contact_of_row[rows]
        deciding = np.flatnonzero(columns.decides[contacts.first_row] & (contacts.sender >= 0))
        deciding_rows = contacts.first_row[deciding]
        self.row = np.concatenate([rows, deciding_rows])
        self.is_by_contact = np.arange(len(self.row)) >= len(rows)
        self.case = columns.case[self.row]
        self.party = np.concatenate([contacts.decider, contacts.sender[deciding]])
        self.contact = np.concatenate([np.full(len(rows), -1), deciding])
        self.follows = np.concatenate([requests, contacts.follows[deciding]])
        dated = columns.decided_is_dated[rows]
        first = columns.first_day[rows]
        first = np.where(dated, np.maximum(first, columns.decided_first_day[rows]), first)
        self.first_day = np.concatenate([first, contacts.first_day[deciding]])
        last = np.maximum(first, columns.decided_last_day[rows])
        self.last_day = np.concatenate([last, contacts.last_day[deciding]])
        self.is_dated = np.concatenate([dated, columns.is_dated[deciding_rows]])
        self._end_undated(np.flatnonzero(~dated))
        self.took_part: list[tuple[int, int]] = []
        self.sure: list[tuple[int, int]] = []
        self.on_record: list[tuple[int, int]] = []
        self.held: list[tuple[int, int, int]] = []
        self._read_chains()

    def _end_undated(self, undated: Numbers) -> None:
        """An outcome with no date is no later than the receiver's contact that follows the request and has begun by the
        earliest day."""
        contacts = self.contacts
        requests = set(self.follows[undated].tolist())
        later = np.flatnonzero(np.isin(contacts.follows, numbers(sorted(requests)))).tolist()
        ends: dict[tuple[int, int], int] = {}
        for contact in later:
            key = int(contacts.follows[contact]), int(contacts.sender[contact])
            day = int(contacts.last_day[contact])
            ends[key] = min(day, ends.get(key, day))
        for number in undated.tolist():
            end = ends.get((int(self.follows[number]), int(self.party[number])))
            if end is not None:
                self.last_day[number] = max(int(self.first_day[number]), end)

    def _read_chains(self) -> None:
        """All that a decision follows, where days alone do not say that it was before."""
        contacts, links = self.contacts, self.links
        special = contacts.is_late | contacts.is_stretch
        later = np.flatnonzero(contacts.follows >= 0)
        earlier = contacts.follows[later]
        while (grown := special[earlier] & ~special[later]).any():
            special[later[grown]] = True
        followed = np.flatnonzero(self.follows >= 0)
        request = self.follows[followed]
        needed = special[request] | (self.first_day[followed] <= contacts.last_day[request])
        for number in followed[needed].tolist():
            party, request_at = int(self.party[number]), int(self.follows[number])
            self._follow(number, party, party, request_at)
            for later_at, earlier_at in links.followed(request_at):
                self._follow(number, party, contacts.one_by_one.sender[later_at], earlier_at)

    def _follow(self, number: int, party: int, sent_on_by: int, earlier: int) -> None:
        contacts, links = self.contacts, self.links
        self.sure.append((number, earlier))
        receivers = contacts.receivers(earlier)
        is_received = sent_on_by in receivers or (receivers and not contacts.one_by_one.is_late[earlier])
        if contacts.one_by_one.sender[earlier] >= 0 or is_received:
            self.on_record.append((number, earlier))
        if links.is_brought(sent_on_by, earlier, party):
            self.took_part.append((number, earlier))
            self.held += [(number, *register) for register in links.brought(earlier, party)]

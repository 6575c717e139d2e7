"""What recorded links of many cases add to days: few contacts follow one of their own day.

The same as :mod:`explorer.reach.plain_links` and :mod:`explorer.reach.plain_events` say of one case.
"""

from __future__ import annotations

import numpy as np

from explorer.cohort.lockstep.columns import Truths
from explorer.cohort.lockstep.contacts import Contacts
from explorer.cohort.lockstep.programs import Numbers

KINDS = ("own", "carried", "taken")
OWN, CARRIED, TAKEN = range(3)
"""Sets of contacts: what a contact tells of from the first, with what it carried, and what it took from somebody. With
the contact, or the number of (contact, party) in :attr:`Links.taken`, they make a register."""


class Links:
    """Links of contacts, walked; cases in which they are not such as are read here are marked odd. Pairs and more are
    rows of an array.

    merges
        (contact, what it is merged into, what is merged) for all that a contact takes from others that it follows, or
        lists; in order.
    taken
        (contact, party) by number, for both-way contacts of which it matters what came from whom; those of a contact
        from ``taken_from`` on, which is -1 for others.
    is_apart
        by contact: whether it is both-way, and something is merged into it: nobody is told again what came from it.
    left_out
        (contact, later contact) where the first does not pass on the second, which is certainly later.
    doubles
        (contact, source, contact certainly later that reaches the source): the first departs from what there is at its
        source without those of the last.
    tells
        (contact, contact that it lists), all the way down.
    carriers
        (contact, the one of those that it lists whose own shares are blank); ``carried`` are all of those.
    """

    def __init__(self, contacts: Contacts) -> None:
        self.contacts = contacts
        count = len(contacts.case)
        self.taken_from = np.full(count, -1)
        self.taken = np.zeros((0, 2), np.int64)
        self.is_apart = np.zeros(count, bool)
        self._read_shares()
        self.carried = np.unique(self.carriers[:, 1])
        self._mark_odd(self.carried[contacts.is_answered[self.carried]])
        self.is_carrier = np.zeros(count, bool)
        contact, earlier = self.carriers.T
        self.is_carrier[contact] = True
        carried = np.full(len(contact), CARRIED)
        self.merges = np.stack([contact, carried, contact, carried, earlier], axis=1)
        self._read_overlaps()
        self.merges = self.merges[np.argsort(self.merges[:, 0], kind="stable")]

    def _mark_odd(self, contacts: Numbers) -> None:
        self.contacts.is_odd[self.contacts.case[contacts]] = True

    def _read_shares(self) -> None:
        lists = self.contacts.lists
        contact = np.flatnonzero(lists >= 0)
        earlier = lists[contact]
        told, last = [np.zeros((0, 2), np.int64)], [np.zeros((0, 2), np.int64)]
        while len(contact):
            told.append(np.stack([contact, earlier], axis=1))
            further = lists[earlier] >= 0
            last.append(told[-1][~further])
            contact, earlier = contact[further], lists[earlier[further]]
        self.tells, ends = np.concatenate(told), np.concatenate(last)
        # Only the last one can have blank shares.
        self.carriers = ends[self.contacts.passes[ends[:, 1]]]

    def _read_overlaps(self) -> None:
        """Contacts that follow one whose day, or receipt, may be their own day or later."""
        contacts = self.contacts
        later = np.flatnonzero(contacts.follows >= 0)
        earlier = contacts.follows[later]
        close = contacts.last_day[earlier] >= contacts.first_day[later]
        contact, later, earlier = self._followed(later[close | contacts.is_late[earlier]])
        self._mark_odd(contact[contacts.is_answered[contact]])
        sources = contacts.sources(contact)
        at = sources.at
        came = self.is_brought(contacts.sender[later[at]], earlier[at], sources.party)
        self._merge(contact[at[came]], earlier[at[came]], sources.party[came], sources.place[came])
        overlaps = ~contacts.is_stretch[earlier] & (contacts.last_day[earlier] >= contacts.first_day[contact])
        earlier, contact = earlier[overlaps], contact[overlaps]
        self.left_out = np.stack([earlier, contact], axis=1)
        at, source, _ = contacts.sources(earlier)
        doubles = np.stack([earlier[at], source, contact[at]], axis=1)
        reaches = (contacts.sender[contact[at]] == source) | contacts.is_received(contact[at], source)
        self.doubles = doubles[reaches]

    def _followed(self, contact: Numbers) -> tuple[Numbers, Numbers, Numbers]:
        """Each link (later, earlier) that leads back from contacts; not behind what began before their day."""
        contacts = self.contacts
        later, earlier = contact, contacts.follows[contact]
        found = [(contact, later, earlier)]
        while len(contact):
            on = contacts.last_day[earlier] >= contacts.first_day[contact]
            on &= contacts.follows[earlier] >= 0
            contact, later, earlier = contact[on], earlier[on], contacts.follows[earlier[on]]
            found.append((contact, later, earlier))
        contact, later, earlier = (np.concatenate(parts) for parts in zip(*found, strict=True))
        return contact, later, earlier

    def _merge(self, contact: Numbers, earlier: Numbers, party: Numbers, place: Numbers) -> None:
        """Contacts take what earlier ones brought to parties, of those that they reach the ones in a place."""
        is_parted = self._part(contact)
        self.is_apart[contact[is_parted]] = True
        at, kind, of = self.brought(earlier, party)
        into = contact[at]
        merged = np.stack([into, np.full(len(at), CARRIED), into, kind, of], axis=1)
        parted = merged[is_parted[at]]
        parted[:, 1] = TAKEN
        parted[:, 2] = (self.taken_from[contact] + place)[at[is_parted[at]]]
        self.merges = np.concatenate([self.merges, merged, parted])

    def _part(self, some: Numbers) -> Truths:
        """Whether what contacts take, if they are both-way, comes from several; it is then kept for each."""
        contacts = self.contacts
        is_parted: Truths = contacts.is_both[some] & (contacts.reaches[some] > 1)
        new = np.unique(some[is_parted & (self.taken_from[some] < 0)])
        at, party, place = contacts.reached(new)
        self.taken_from[new] = len(self.taken) + np.flatnonzero(place == 0)
        self.taken = np.concatenate([self.taken, np.stack([new[at], party], axis=1)])
        return is_parted

    def brought(self, earlier: Numbers, party: Numbers) -> tuple[Numbers, Numbers, Numbers]:
        """All that contacts brought to parties that they reached: itself, what it lists, and what it passed on. Gives
        registers, and before them the place of the contact among those asked of."""
        contacts = self.contacts
        self._mark_odd(earlier[contacts.is_answered[earlier]])
        is_own = contacts.is_both[earlier]
        is_own |= (party == contacts.sender[earlier]) & ~self.is_carrier[earlier]
        parted = np.flatnonzero(self._part(earlier))
        at, other, place = contacts.reached(earlier[parted])
        at = parted[at]
        others = other != party[at]
        at, taken = at[others], (self.taken_from[earlier[at]] + place)[others]
        return (
            np.concatenate([np.arange(len(earlier)), at]),
            np.concatenate([np.where(is_own, OWN, CARRIED), np.full(len(at), TAKEN)]),
            np.concatenate([earlier, taken]),
        )

    def is_brought(self, sent_on_by: Numbers, earlier: Numbers, party: Numbers) -> Truths:
        """Whether contacts certainly reached parties before what came of them, which ``sent_on_by`` sent."""
        contacts = self.contacts
        found: Truths = contacts.is_received(earlier, party)
        found &= ~contacts.is_late[earlier] | (sent_on_by == party)
        found |= party == contacts.sender[earlier]
        return found

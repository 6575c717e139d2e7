"""The contacts of many cases as arrays, and which cases are such that they can be swept in step."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

import numpy as np

from explorer.cohort.lockstep.columns import FLOWS, Columns, Truths, Unusual
from explorer.cohort.lockstep.programs import Numbers, in_order, ranges

WORD = 64
MOST_WORDS = 4
"""A case of more contacts than that holds is not swept in step."""

MOST_PAIRS = 100
"""Of those that a contact reaches, on an average of all contacts and ten more: a case of more is not swept in step."""

BOTH, SILENT = FLOWS.index("both"), FLOWS.index("none")


class Reached(NamedTuple):
    """Parties that some contacts reach, an entry each: the place of the contact among those that were asked of, the
    party, and its place among those that the contact reaches."""

    at: Numbers
    party: Numbers
    place: Numbers


class Contacts:
    """The contacts of columns, an entry each; and their parties, an entry a party of a case.

    first_row
        the row that tells of a contact first.
    start, count
        by case: its first contact, and how many it has.
    sender
        the party that sent it, -1 for none.
    received, receiver
        a contact and a party, an entry for each that it reached: in order of contact.
    received_from
        by contact: where its entries begin; one more at the end.
    follows, lists
        the contact that it follows, or shares, -1 for none.
    decider, deciding_row
        the party and the row of each decision by outcome.
    is_odd
        by case: whether something in it is not read here.
    """

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        case, number = columns.case, columns.number
        self.first_row = np.flatnonzero(number == 0)
        contact_of_row = np.cumsum(number == 0) - 1
        self.case = case[self.first_row]
        self.start = np.searchsorted(self.case, np.arange(len(columns.cases)))
        self.count = np.diff(self.start, append=len(self.case))
        self._check_order(contact_of_row)
        self.place = columns.place[self.first_row]
        self.first_day = columns.first_day[self.first_row]
        self.last_day = columns.latest_start[self.first_row]
        self.flow = columns.flow[self.first_row]
        self.is_late = columns.is_late[self.first_row]
        self.is_stretch = columns.is_stretch[self.first_row]
        self.late_first = columns.arrived_first_day[self.first_row]
        self.late_last = columns.arrived_latest_start[self.first_row]
        self.shares = columns.shares[self.first_row]
        self._read_parties(contact_of_row)
        self.is_odd = np.zeros(len(columns.cases), bool)
        self.follows = self._linked(columns.linked, columns.links_to, contact_of_row)
        self.lists = self._linked(columns.listing, columns.lists, contact_of_row)
        self.contact_of_row = contact_of_row
        self.passes: Truths = (self.flow != SILENT) & (self.shares == 0)
        both = self.passes & (self.flow == BOTH)
        self.is_both: Truths = both & ~self.is_late
        self.is_answered: Truths = both & self.is_late & (np.diff(self.received_from) > 0)
        self._find_odd()

    def _check_order(self, contact_of_row: Numbers) -> None:
        columns = self.columns
        rows = np.arange(len(columns.case))
        is_in_order = (
            len(rows)
            and not columns.number[0]
            and (np.diff(columns.case) >= 0).all()
            and (columns.number == rows - self.first_row[contact_of_row]).all()
            and (columns.case == self.case[contact_of_row]).all()
            and (columns.place == contact_of_row - self.start[columns.case]).all()
        )
        if not is_in_order:
            raise Unusual

    def _read_parties(self, contact_of_row: Numbers) -> None:
        columns, words = self.columns, len(self.columns.words)
        first = self.first_row
        sent = np.flatnonzero(columns.sender_is_organisation[first])
        received = np.flatnonzero(columns.receives)
        deciding = np.flatnonzero(columns.settled == 1)
        keys = np.concatenate(
            [
                self.case[sent] * words + columns.sender[first[sent]],
                columns.case[received] * words + columns.receiver[received],
                columns.case[deciding] * words + columns.receiver[deciding],
            ]
        )
        order = in_order(keys)
        ordered = keys[order]
        is_first = np.diff(ordered, prepend=-1) > 0
        party = np.empty(len(keys), np.int64)
        party[order] = np.cumsum(is_first) - 1
        self.party_case = ordered[is_first] // words
        self.parties = len(self.party_case)
        self.sender = np.full(len(first), -1)
        self.sender[sent] = party[: len(sent)]
        self.received = contact_of_row[received]
        self.receiver = party[len(sent) : len(sent) + len(received)]
        self.received_from = np.searchsorted(self.received, np.arange(len(first) + 1))
        self.decider, self.deciding_row = party[len(sent) + len(received) :], deciding

    def _linked(self, rows: Numbers, places: Numbers, contact_of_row: Numbers) -> Numbers:
        """By contact, what it links to: earlier in its case, by place and by day. Other links make the case odd."""
        found = np.full(len(self.first_row), -1)
        later = contact_of_row[rows]
        case = self.case[later]
        is_earlier = (places >= 0) & (places < self.place[later])
        earlier = self.start[case] + np.where(is_earlier, places, 0)
        is_earlier &= self.first_day[earlier] <= self.first_day[later]
        self.is_odd[case[~is_earlier]] = True
        found[later[is_earlier]] = earlier[is_earlier]
        return found

    def _find_odd(self) -> None:
        """Marks the cases in which something is not read here."""
        columns, odd = self.columns, self.is_odd
        odd[self.count > WORD * MOST_WORDS] = True
        odd[columns.case[columns.settled > 1]] = True
        odd[self.case[self.flow < 0]] = True
        about, several = columns.about[self.first_row], columns.is_about_several[self.first_row]
        odd[self.case[several | (about != about[self.start[self.case]])]] = True
        reaches = np.diff(self.received_from) > 0
        is_listed = np.zeros(len(self.case), bool)
        is_listed[self.lists[self.lists >= 0]] = True
        odd[self.case[self.is_stretch & (reaches | (self.shares > 1) | is_listed)]] = True
        timed = np.flatnonzero(columns.is_timed[self.first_row])
        order = in_order(self.case[timed], self.first_day[timed])
        case, day = self.case[timed][order], self.first_day[timed][order]
        odd[case[1:][(np.diff(case) == 0) & (np.diff(day) == 0)]] = True
        deciding = columns.decides[self.first_row]
        odd[self.case[deciding & columns.is_timed[self.first_row]]] = True
        followed = self.follows[self.follows >= 0]
        odd[self.case[followed[deciding[followed]]]] = True
        # Every two of those that a contact reaches may pass on to each other.
        pairs = np.bincount(self.case, (np.diff(self.received_from) + 1) ** 2, minlength=len(odd))
        odd[pairs > MOST_PAIRS * (10 + self.count)] = True
        # An entry twice, of one that receives twice.
        twice = in_order(self.received, self.receiver)
        again = (np.diff(self.received[twice]) == 0) & (np.diff(self.receiver[twice]) == 0)
        odd[self.case[self.received[twice][1:][again]]] = True

    @cached_property
    def reaches(self) -> Numbers:
        """By contact, how many parties it reaches, its sender among them."""
        return np.diff(self.received_from) + (self.sender >= 0)

    def reached(self, contacts: Numbers) -> Reached:
        """The parties that contacts reach: of each its sender first, then its receivers in turn."""
        count = self.reaches[contacts]
        at, place = np.repeat(np.arange(len(contacts)), count), ranges(np.zeros_like(count), count)
        contact = contacts[at]
        sender = self.sender[contact]
        receiver = self.received_from[contact] + place - (sender >= 0)
        party = sender.copy()
        received = np.flatnonzero((sender < 0) | (place > 0))
        party[received] = self.receiver[receiver[received]]
        return Reached(at, party, place)

    def sources(self, contacts: Numbers) -> Reached:
        """Those from whom contacts pass on what they had before, on its day."""
        found = self.reached(contacts)
        contact = contacts[found.at]
        passes = self.passes[contact] & (self.is_both[contact] | (found.party == self.sender[contact]))
        return Reached(*(column[passes] for column in found))

    @cached_property
    def _received_by(self) -> Numbers:
        return np.sort(self.received * self.parties + self.receiver)

    def is_received(self, contacts: Numbers, parties: Numbers) -> Truths:
        """Whether each contact was received by a party, -1 for none."""
        if not len(self._received_by):
            return np.zeros(len(contacts), bool)
        key = contacts * self.parties + parties
        at = np.minimum(np.searchsorted(self._received_by, key), len(self._received_by) - 1)
        found: Truths = (self._received_by[at] == key) & (parties >= 0)
        return found

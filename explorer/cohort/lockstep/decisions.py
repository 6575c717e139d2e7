"""The decisions of many cases, and what they follow."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from explorer.cohort.lockstep.links import Links
from explorer.cohort.lockstep.programs import Numbers, in_order


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
        self._read_chains()

    def _end_undated(self, undated: Numbers) -> None:
        """An outcome with no date is no later than the receiver's contact that follows the request and has begun by the
        earliest day."""
        contacts = self.contacts
        is_asked = np.zeros(len(contacts.case) + 1, bool)
        is_asked[self.follows[undated]] = True
        later = np.flatnonzero(is_asked[contacts.follows] & (contacts.sender >= 0))
        if not len(later):
            return
        key = contacts.follows[later] * contacts.parties + contacts.sender[later]
        order = in_order(key, contacts.last_day[later])
        key, end = key[order], contacts.last_day[later[order]]
        wanted = self.follows[undated] * contacts.parties + self.party[undated]
        at = np.minimum(np.searchsorted(key, wanted), len(key) - 1)
        found = key[at] == wanted
        undated, end = undated[found], end[at[found]]
        self.last_day[undated] = np.maximum(self.first_day[undated], end)

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
        number = followed[needed]
        sent_on_by, earlier = self.party[number], self.follows[number]
        found = [(number, sent_on_by, earlier)]
        while len(number):
            on = contacts.follows[earlier] >= 0
            number, sent_on_by, earlier = (
                number[on],
                contacts.sender[earlier[on]],
                contacts.follows[earlier[on]],
            )
            found.append((number, sent_on_by, earlier))
        number, sent_on_by, earlier = (np.concatenate(parts) for parts in zip(*found, strict=True))
        party = self.party[number]
        self.sure = np.stack([number, earlier], axis=1)
        is_on_record = (contacts.sender[earlier] >= 0) | contacts.is_received(earlier, sent_on_by)
        is_on_record |= (np.diff(contacts.received_from)[earlier] > 0) & ~contacts.is_late[earlier]
        self.on_record = self.sure[is_on_record]
        came = links.is_brought(sent_on_by, earlier, party)
        self.took_part = self.sure[came]
        at, kind, of = links.brought(earlier[came], party[came])
        self.held = np.stack([number[came][at], kind, of], axis=1)

    @cached_property
    def until(self) -> Numbers:
        """By case, the last day that matters to a decision: what begins later does not."""
        found = np.zeros(len(self.contacts.is_odd), np.int64)
        np.maximum.at(found, self.case, np.maximum(self.first_day, self.last_day))
        number, followed = self.sure.T
        np.maximum.at(found, self.case[number], self.contacts.first_day[followed])
        return found

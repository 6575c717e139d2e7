"""What recorded links of many cases add to days, link by link: few contacts follow one of their own day.

The same as :mod:`explorer.reach.plain_links` and :mod:`explorer.reach.plain_events` say of one case.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from explorer.cohort.lockstep.contacts import BOTH, Contacts
from explorer.cohort.lockstep.programs import Numbers, numbers


class Links:
    """Links of contacts, walked; cases in which they are not such as are read here are marked odd.

    merged
        (contact, earlier contact, whether all that this carried) for each that a contact takes something from.
    left_out
        (contact, later contact) where the first does not pass on the second, which is certainly later.
    listed
        by contact that lists others, all of them, all the way down.
    carriers
        by contact that lists others, those of them whose own shares are blank; ``carried`` are all of those.
    """

    def __init__(self, contacts: Contacts) -> None:
        self.contacts = contacts
        self.merged: list[tuple[int, int, bool]] = []
        self.left_out: list[tuple[int, int]] = []
        self.listed: dict[int, list[int]] = {}
        self.carriers: dict[int, list[int]] = {}
        self._read_shares()
        self.carried = sorted({earlier for found in self.carriers.values() for earlier in found})
        self._read_follows()

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
        passes = bool(contacts.passes[contact])
        reached = contacts.reached(contact)
        is_both = contacts.flow[contact] == BOTH and not contacts.is_late[contact]
        sender = int(contacts.sender[contact])
        sources = [] if not passes else reached if is_both else [sender] if sender >= 0 else []
        is_odd = False
        for later, earlier in self.followed(contact, day):
            brings_both = contacts.passes[earlier] and contacts.flow[earlier] == BOTH
            for party in sources:
                if self.is_brought(int(contacts.sender[later]), earlier, party):
                    is_odd = is_odd or is_both or brings_both
                    of_all = party != contacts.sender[earlier] or earlier in self.carriers
                    self.merged.append((contact, earlier, bool(of_all)))
            if not contacts.is_stretch[earlier] and contacts.last_day[earlier] >= day:
                self.left_out.append((earlier, contact))
                is_odd = is_odd or self._is_doubled(earlier, reached)
        if is_odd:
            contacts.is_odd[contacts.case[contact]] = True

    def _is_doubled(self, earlier: int, reached: list[int]) -> bool:
        """Whether a source of the earlier contact is reached by the later one."""
        contacts = self.contacts
        if not contacts.passes[earlier]:
            return False
        if contacts.flow[earlier] == BOTH and not contacts.is_late[earlier]:
            return any(party in reached for party in contacts.reached(earlier))
        return int(contacts.sender[earlier]) in reached

    def followed(self, contact: int, day: int = 0) -> Iterator[tuple[int, int]]:
        """Each link (later, earlier) that leads back from a contact; not behind what began before ``day``."""
        follows, last_day = self.contacts.follows, self.contacts.last_day
        later, earlier = contact, int(follows[contact])
        while earlier >= 0:
            yield later, earlier
            if last_day[earlier] < day:
                break
            later, earlier = earlier, int(follows[earlier])

    def is_brought(self, sent_on_by: int, earlier: int, party: int) -> bool:
        """Whether a contact certainly reached a party before what came of it, which ``sent_on_by`` sent."""
        contacts = self.contacts
        if party == contacts.sender[earlier]:
            return True
        return party in self.receivers(earlier) and (not contacts.is_late[earlier] or sent_on_by == party)

    def receivers(self, contact: int) -> list[int]:
        """The parties that received a contact."""
        begin, end = self.contacts.received_from[contact : contact + 2]
        found: list[int] = self.contacts.receiver[begin:end].tolist()
        return found


class Decisions:
    """The decisions of columns, an entry each.

    case, party, request, contact
        whose, and what is decided: the contact of the request, or the deciding contact; -1 for the other.
    row
        the row that tells of it.
    told_before
        (decision, contact, told what): what a decision adds because it follows a contact, whatever the days:
        :data:`SURE`, :data:`ON_RECORD`, :data:`TOOK_PART`, :data:`CARRIED` (with what it carried) or :data:`OWN`.
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
        self.told: list[tuple[int, int, bool]] = []
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
                self._follow(number, party, int(contacts.sender[later_at]), earlier_at)

    def _follow(self, number: int, party: int, sent_on_by: int, earlier: int) -> None:
        contacts, links = self.contacts, self.links
        self.sure.append((number, earlier))
        receivers = links.receivers(earlier)
        is_received = sent_on_by in receivers or (receivers and not contacts.is_late[earlier])
        if contacts.sender[earlier] >= 0 or is_received:
            self.on_record.append((number, earlier))
        if links.is_brought(sent_on_by, earlier, party):
            if contacts.passes[earlier] and contacts.flow[earlier] == BOTH:
                contacts.is_odd[contacts.case[earlier]] = True
            self.took_part.append((number, earlier))
            of_all = party != contacts.sender[earlier] or earlier in links.carriers
            self.told.append((number, earlier, bool(of_all)))

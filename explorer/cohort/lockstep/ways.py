"""The directions in which contacts of many cases may pass on content, as :mod:`explorer.reach.plain_possible` has them
of one case."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from explorer.cohort.lockstep.columns import Truths
from explorer.cohort.lockstep.contacts import BOTH
from explorer.cohort.lockstep.links import Links
from explorer.cohort.lockstep.programs import NOTHING, Numbers, ranges


class Listed(NamedTuple):
    """Ways, an entry each: the contact, the nodes from and to which it leads, the first and the last day on which it is
    open, and whether it leads on from a later receipt: then nothing is left out."""

    contact: Numbers
    source: Numbers
    target: Numbers
    first: Numbers
    last: Numbers
    is_onward: Numbers


class Ways:
    """The ways of chosen contacts, each with all before it that it follows or lists, and what each brings by itself.

    Nodes are parties by their number; then contacts that others list, for what they may have carried; then contacts
    with a receipt of their own, for what is under way; then the doubles of parties, which are as they are without what
    came certainly later (:mod:`explorer.reach.plain_doubles`). ``keeps_away``: both-way contacts that may bring back to
    a double what came to its party in the meantime bring it nothing; these are ``kept_away``.
    """

    def __init__(self, links: Links, is_chosen: Truths, entries: Numbers, *, keeps_away: bool) -> None:
        self.links, self.contacts, self.entries = links, links.contacts, entries
        contacts = links.contacts
        self.places = places = np.flatnonzero(is_chosen)
        self.carried = links.carried[is_chosen[links.carried]]
        self.late = places[contacts.is_late[places]]
        self.first_carried = contacts.parties
        self.first_late = self.first_carried + len(self.carried)
        self.first_double = self.first_late + len(self.late)
        self._list_doubles(links.doubles[is_chosen[links.doubles[:, 2]]])
        self.nodes = self.first_double + len(self.double_of)
        self.kept_away = self._find_kept_away()
        self._found: list[tuple[Numbers, ...]] = []
        self._list_direct()
        self._list_listed(is_chosen)
        self._list_late()
        found = Listed(*(np.concatenate(parts) for parts in zip(*self._found, strict=True)))
        self.listed = self._spread(found, self.kept_away if keeps_away else NOTHING)
        self._list_beginnings()

    def _list_doubles(self, doubles: Numbers) -> None:
        """Doubles in order of their party, and of their contact."""
        contacts = self.contacts
        contact, party, later = doubles[np.lexsort(doubles.T[[2, 0, 1]])].T
        is_first = np.diff(contact, prepend=-1) != 0
        is_first |= np.diff(party, prepend=-1) != 0
        self.doubled, self.double_of = contact[is_first], party[is_first]
        self.last_doubled = contacts.last_day[self.doubled]
        starts = np.flatnonzero(is_first)
        days = contacts.first_day[later]
        self.first_after = np.minimum.reduceat(days, starts) if len(starts) else days
        self._not_to = (np.cumsum(is_first) - 1) * len(contacts.case) + later
        self.doubles_from = np.searchsorted(self.double_of, np.arange(contacts.parties + 1))

    def _find_kept_away(self) -> Numbers:
        """Both-way contacts that may bring back to a double what came to its party in the meantime."""
        contacts, places = self.contacts, self.places
        some = places[(contacts.flow[places] == BOTH) & (contacts.reaches[places] > 1)]
        reached = contacts.reached(some)
        contact = some[reached.at]
        entry, double = self._doubles_of(contact, reached.party)
        contact = contact[entry]
        last_day = contacts.last_day[contact]
        late_last = np.maximum(last_day, contacts.late_last[contact])
        last_day = np.where(contacts.is_late[contact], late_last, last_day)
        return np.unique(contact[last_day >= self.first_after[double]])

    def _add(
        self,
        contact: Numbers,
        source: Numbers,
        target: Numbers,
        first: Numbers | None = None,
        last: Numbers | None = None,
        *,
        is_onward: bool = False,
    ) -> None:
        """Ways, open on the days of their contact unless it is said."""
        first = self.contacts.first_day[contact] if first is None else first
        last = self.contacts.last_day[contact] if last is None else last
        self._found.append((contact, source, target, first, last, np.full(len(contact), is_onward)))

    def _among_receivers(self, entries: Numbers) -> tuple[Numbers, Numbers, Numbers]:
        """Contacts, and every two of their receivers."""
        contacts = self.contacts
        contact = contacts.received[entries]
        begin, end = contacts.received_from[contact], contacts.received_from[contact + 1]
        other, mine = ranges(begin, end - begin), np.repeat(entries, end - begin)
        other, mine = other[other != mine], mine[other != mine]
        return contacts.received[mine], contacts.receiver[mine], contacts.receiver[other]

    def _list_direct(self) -> None:
        """From those that have a contact on its day, to others that do."""
        contacts, entries = self.contacts, self.entries
        entries = entries[~contacts.is_late[contacts.received[entries]]]
        sent = entries[contacts.sender[contacts.received[entries]] >= 0]
        some = sent[contacts.passes[contacts.received[sent]]]
        contact = contacts.received[some]
        self._add(contact, contacts.sender[contact], contacts.receiver[some])
        back = sent[contacts.is_both[contacts.received[sent]]]
        contact = contacts.received[back]
        self._add(contact, contacts.receiver[back], contacts.sender[contact])
        self._add(*self._among_receivers(entries[contacts.is_both[contacts.received[entries]]]))

    def _list_listed(self, is_chosen: Truths) -> None:
        """To contacts that others list, and from there to those that the others reach."""
        contacts, links = self.contacts, self.links
        at, source, _ = contacts.sources(self.carried)
        self._add(self.carried[at], source, self.first_carried + at)
        lists, earlier = links.carriers[is_chosen[links.carriers[:, 0]]].T
        at_node = self.first_carried + np.searchsorted(self.carried, earlier)
        at, target, _ = contacts.reached(lists)
        on_day = ~contacts.is_late[lists[at]] | (target == contacts.sender[lists[at]])
        at, target = at[on_day], target[on_day]
        self._add(lists[at], at_node[at], target, last=contacts.last_day[lists[at]])
        at = np.flatnonzero(contacts.is_late[lists])
        late_node = self.first_late + np.searchsorted(self.late, lists[at])
        last = np.minimum(contacts.last_day[lists[at]], contacts.late_last[lists[at]])
        self._add(lists[at], at_node[at], late_node, last=last)

    def _list_late(self) -> None:
        """To contacts under way to a later receipt, from there to those that received them; and back, from those."""
        contacts = self.contacts
        some = np.flatnonzero(contacts.passes[self.late] & (contacts.sender[self.late] >= 0))
        contact = self.late[some]
        last = np.minimum(contacts.last_day[contact], contacts.late_last[contact])
        self._add(contact, contacts.sender[contact], self.first_late + some, last=last)
        entries = self.entries[contacts.is_late[contacts.received[self.entries]]]
        contact = contacts.received[entries]
        first, late_last = contacts.late_first[contact], contacts.late_last[contact]
        last = np.maximum(first, np.minimum(contacts.last_day[contact], late_last))
        source = self.first_late + np.searchsorted(self.late, contact)
        self._add(contact, source, contacts.receiver[entries], first, last, is_onward=True)
        entries = entries[contacts.is_answered[contact]]
        sent = entries[contacts.sender[contacts.received[entries]] >= 0]
        contact = contacts.received[sent]
        back = contact, contacts.receiver[sent], contacts.sender[contact]
        for at, source, target in (back, self._among_receivers(entries)):
            first, last = contacts.late_first[at], contacts.late_last[at]
            self._add(at, source, target, first, last, is_onward=True)

    def _spread(self, ways: Listed, kept_away: Numbers) -> Listed:
        """Ways to doubles beside those to their parties; and those that depart from doubles from there."""
        ways = Listed(*(column[ways.first <= ways.last] for column in ways))
        if not len(self.double_of):
            return ways
        size = self.contacts.parties
        own = np.flatnonzero(~ways.is_onward & (ways.source < size))
        doubled = self.doubled * size + self.double_of
        order = np.argsort(doubled)
        key = ways.contact[own] * size + ways.source[own]
        at = order[np.minimum(np.searchsorted(doubled, key, sorter=order), len(order) - 1)]
        departs = doubled[at] == key
        source = ways.source.copy()
        source[own[departs]] = self.first_double + at[departs]
        ways = ways._replace(source=source)
        to_party = np.flatnonzero((ways.target < size) & ~np.isin(ways.contact, kept_away))
        way, double = self._doubles_of(ways.contact[to_party], ways.target[to_party])
        more = Listed(*(column[to_party[way]] for column in ways))
        more = more._replace(target=self.first_double + double)
        return Listed(*(np.concatenate(parts) for parts in zip(ways, more, strict=True)))

    def _doubles_of(self, contact: Numbers, party: Numbers) -> tuple[Numbers, Numbers]:
        """Of contacts and parties that they reach, the entry and the double for each double that they reach, too."""
        begin, count = self.doubles_from[party], np.diff(self.doubles_from)[party]
        some = np.flatnonzero(count)
        entry, double = np.repeat(some, count[some]), ranges(begin[some], count[some])
        reached = self.contacts.first_day[contact[entry]] <= self.last_doubled[double]
        reached &= ~np.isin(double * len(self.contacts.case) + contact[entry], self._not_to)
        return entry[reached], double[reached]

    def _list_beginnings(self) -> None:
        """What each contact brings by itself: the contact, the node and the day."""
        contacts = self.contacts
        sent = self.places[contacts.sender[self.places] >= 0]
        received = contacts.received[self.entries]
        late = contacts.is_late[received]
        days = np.where(late, contacts.late_first[received], contacts.first_day[received])
        contact = np.concatenate([sent, received])
        node = np.concatenate([contacts.sender[sent], contacts.receiver[self.entries]])
        day = np.concatenate([contacts.first_day[sent], days])
        entry, double = self._doubles_of(contact, node)
        self.begins = np.concatenate([contact, contact[entry]])
        self.begins_at = np.concatenate([node, self.first_double + double])
        self.begins_on = np.concatenate([day, day[entry]])

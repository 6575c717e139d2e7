"""What certainly reached whom by when, for all contacts in one pass over the days: the certain chains of
:mod:`explorer.reach.certain` as sets of contacts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from explorer.reach.plain import Asked, Party, Places
from explorer.reach.plain_events import ARRIVE, ASK, DEPART, MERGE, SHIFT, Events
from explorer.reach.plain_links import Links


class Before(NamedTuple):
    """What had certainly happened before a decision: at its organisation (all; took part on receipt; was told), and
    anywhere (contacts that had begun; that some organisation had)."""

    held: Places
    received: Places
    told: Places
    begun: Places
    on_record: Places


class Certain(Events):
    """The certain sweep. ``before`` and ``by_end`` have an entry a decision: what is before it, and what its
    organisation held by the end of its last day. Built in n log n of contacts and decisions."""

    def __init__(self, links: Links, asked: Sequence[Asked]) -> None:
        super().__init__(links, asked)
        self.taken: dict[int, dict[Party, Places]] = {}
        self.before: list[Before] = [Before(0, 0, 0, 0, 0)] * len(asked)
        self.by_end: list[Places] = [0] * len(asked)
        self._sweep(self.events)

    def _ask(self, number: int, slot: int, begun: Places, on_record: Places) -> None:
        """Note what a decision's organisation has, by the end of its last day or before it."""
        party = self.asked[number][0]
        held = self.held.get(party, 0)
        if slot == ASK:
            self.by_end[number] = held
        else:
            received, told = self.received.get(party, 0), self.told.get(party, 0)
            self.before[number] = Before(held, received, told, begun, on_record)

    def _sweep(self, events: Sequence[int]) -> None:
        self.held: dict[Party, Places] = {}
        self.received: dict[Party, Places] = {}
        self.told: dict[Party, Places] = {}
        self.begun = self.on_record = 0
        plain, carried, apart = self.plain, self.carried, self.apart
        senders, receivers = plain.senders, plain.receivers
        own, bits, first_asked = self.links.own, self.links.bits, self.first_asked
        held, count, begun, on_record = self.held, len(bits), 0, 0
        get, shift, mask = held.get, SHIFT, (1 << SHIFT) - 1
        for event in events:
            at = event & mask
            slot = event >> shift & 3
            if at < count:
                if at in apart:
                    self.begun, self.on_record = begun, on_record
                    if slot == ARRIVE:
                        self._arrive_apart(at)
                        begun, on_record = self.begun, self.on_record
                    else:
                        self._depart_apart(at)
                elif slot == ARRIVE:
                    content, sender, to = own[at], senders[at], receivers[at]
                    begun |= bits[at]
                    taken, before = carried[at], 0
                    if sender is not None:
                        on_record |= content
                        before = get(sender, 0)
                        held[sender] = before | content
                    if taken < 0:
                        carried[at] = taken = before
                    if to:
                        on_record |= content
                        content |= taken
                        for receiver in to:
                            held[receiver] = get(receiver, 0) | content
                else:
                    carried[at] = get(senders[at], 0)
            elif at >= first_asked:
                self._ask(at - first_asked, slot, begun, on_record)
            else:
                self.on_record = on_record
                self._noted(slot, *self.noted[at - count])
                on_record = self.on_record

    def _depart_apart(self, contact: int) -> None:
        taken = {party: self.held.get(party, 0) for party in self.plain.sources(contact)}
        if len(taken) > 1:
            self.taken[contact] = taken
        for content in taken.values():
            self.carried[contact] |= content

    def _arrive_apart(self, contact: int) -> None:
        """Where times are, or shares list something, a sender too may learn something of its own contact."""
        plain = self.plain
        self.begun |= self.links.bits[contact]
        is_late = contact in plain.receipts
        reached = plain.reached(contact)
        if is_late:
            reached = reached[: len(reached) - len(plain.receivers[contact])]
        own, carried = self.links.own[contact], self.carried[contact]
        listed = own & ~self.links.bits[contact]
        if reached:
            self.on_record |= own
        learns = plain.flows.get(contact) == "both" or contact in self.links.carriers
        of_others = contact in self.taken and contact in self.merged
        for party in reached:
            content = own
            if learns or party != plain.senders[contact]:
                content |= self.carried_to(contact, party) if of_others else carried
            self.held[party] = self.held.get(party, 0) | content
            if listed:
                self.told[party] = self.told.get(party, 0) | listed

    def _reach(self, contact: int, party: Party, carried: Places) -> None:
        content = self.links.own[contact]
        self.on_record |= content
        self.held[party] = self.held.get(party, 0) | content | carried
        if listed := content & ~self.links.bits[contact]:
            self.told[party] = self.told.get(party, 0) | listed

    def _noted(self, slot: int, contact: int, what: Sequence[tuple[int, Party | None]]) -> None:
        plain = self.plain
        if slot == MERGE:
            for earlier, party in what:
                self._merge(contact, earlier, party)
        elif slot == DEPART:
            self.answered[contact] = {party: self.held.get(party, 0) for party in plain.receivers[contact]}
        else:
            for party in plain.receivers[contact]:
                self.received[party] = self.received.get(party, 0) | self.links.bits[contact]
                self._reach(contact, party, self.carried_to(contact, party))
            if contact in self.answered:
                for party in plain.reached(contact):
                    self.held[party] = self.held.get(party, 0) | self._answers_to(contact, party)

    def _merge(self, contact: int, earlier: int, party: Party | None) -> None:
        """Let a contact take what another brought to ``party``, one of its sources; None: what another carried."""
        content = self.links.own[earlier]
        content |= self.carried[earlier] if party is None else self.brought_to(earlier, party)
        if contact < 0:
            if party is not None:
                self.answered[~contact][party] |= content
            return
        self.carried[contact] |= content
        if contact in self.taken and party is not None:
            self.taken[contact][party] |= content

    def carried_to(self, contact: int, party: Party) -> Places:
        """What a contact passes on to a party: nothing that it took from that party alone."""
        if contact in self.taken and contact in self.merged:
            return _of_others(self.taken[contact], party)
        return self.carried[contact]

    def brought_to(self, contact: int, party: Party) -> Places:
        """All that a contact brought to one that it reached: itself, what it lists, and what it passed on."""
        plain, content = self.plain, self.links.own[contact]
        sources = plain.sources(contact)
        if contact in self.taken:
            content |= _of_others(self.taken[contact], party)
        elif party not in sources and (contact in self.links.carriers or sources):
            content |= self.carried[contact]
        if contact in self.answered and party != plain.senders[contact]:
            content |= self._answers_to(contact, party)
        return content

    def _answers_to(self, contact: int, party: Party) -> Places:
        return _of_others(self.answered[contact], party)


def _of_others(taken: dict[Party, Places], party: Party) -> Places:
    """What was taken from any but a party."""
    content = 0
    for source, found in taken.items():
        if source != party:
            content |= found
    return content

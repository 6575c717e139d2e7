"""What certainly reached whom by when: the certain chains of :mod:`explorer.reach.certain` as sets of contacts, at each
event that :mod:`explorer.reach.plain_sweep` comes to."""

from __future__ import annotations

from collections.abc import Sequence

from explorer.reach.plain import Asked, Party, Places
from explorer.reach.plain_events import DEPART, MERGE, Events
from explorer.reach.plain_links import Links


class Certain(Events):
    """Held by each party for certain, received by it later than the contact was, and told to it: up to the event that
    came last. ``arrived`` are contacts that had an event of their own; ``on_record`` those that were listed, or
    received later: others are where they reached anybody once they have begun."""

    def __init__(self, links: Links, asked: Sequence[Asked]) -> None:
        super().__init__(links, asked)
        self.taken: dict[int, dict[Party, Places]] = {}
        self.held: list[Places] = [0] * links.plain.parties
        self.received: dict[Party, Places] = {}
        self.told: dict[Party, Places] = {}
        self.arrived = self.on_record = 0

    def happen(self, at: int, slot: int) -> None:
        """One event beside those that come straight on their days."""
        if at >= len(self.carried):
            self._noted(slot, *self.noted[at - len(self.carried)])
        elif slot == DEPART:
            if at in self.apart:
                self._depart_apart(at)
            else:
                sender = self.plain.senders[at]
                self.carried[at] |= 0 if sender is None else self.held[sender]
        else:
            self.arrived |= self.links.bits[at]
            self._arrive_apart(at)

    def arrive(self, contact: int) -> None:
        """A contact arrives that is not apart."""
        held, content = self.held, self.links.own[contact]
        self.arrived |= self.links.bits[contact]
        sender = self.plain.senders[contact]
        if sender is not None:
            held[sender] |= content
        content |= self.carried[contact]
        for receiver in self.plain.receivers[contact]:
            held[receiver] |= content

    def _depart_apart(self, contact: int) -> None:
        taken = {party: self.held[party] for party in self.plain.sources(contact)}
        if len(taken) > 1:
            self.taken[contact] = taken
        for content in taken.values():
            self.carried[contact] |= content

    def _arrive_apart(self, contact: int) -> None:
        """Where times are, or shares list something, a sender too may learn something of its own contact."""
        plain = self.plain
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
            self.held[party] |= content
            if listed:
                self.told[party] = self.told.get(party, 0) | listed

    def _reach(self, contact: int, party: Party, carried: Places) -> None:
        content = self.links.own[contact]
        self.on_record |= content
        self.held[party] |= content | carried
        if listed := content & ~self.links.bits[contact]:
            self.told[party] = self.told.get(party, 0) | listed

    def _noted(self, slot: int, contact: int, what: Sequence[tuple[int, Party | None]]) -> None:
        plain = self.plain
        if slot == MERGE:
            for earlier, party in what:
                self._merge(contact, earlier, party)
        elif slot == DEPART:
            self.answered[contact] = {party: self.held[party] for party in plain.receivers[contact]}
        else:
            for party in plain.receivers[contact]:
                self.received[party] = self.received.get(party, 0) | self.links.bits[contact]
                self._reach(contact, party, self.carried_to(contact, party))
            if contact in self.answered:
                for party in plain.reached(contact):
                    self.held[party] |= self._answers_to(contact, party)

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

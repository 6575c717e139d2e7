"""What carries content from whom to whom and when: contacts as plain arrays, made ready for one sweep.

Nothing here knows a case: contacts and parties are indices. The index of a contact is its place in the order
of ids, by which ties are broken. :mod:`explorer.reach` sweeps over what is built here.

How design section 7 is read here, sentence by sentence:

- *Content passes along a contact between organisations whose kind has a flow.* Where ``shares`` is blank, an
  organisation that sent a contact passes on all it had; people and nobody in particular pass on nothing. In a
  both-way contact every party passes on to every other.
- *If `shares` lists L, then L and all L's own shares list, all the way down.* They are told, whoever the
  sender is and whatever the kind. A contact among them whose own ``shares`` is blank carries in addition all
  it may have carried: that stays "could", with that contact as the link before.
- *A contact that reached X* reached its sender too: who is recorded as sharing something had it.
- *Received.* Content arrives on receipt. A both-way contact with a receipt of its own runs from its sender on
  its date and from its receivers on receipt, which is then a link of its own day. `never` reaches its sender
  alone.
- *A stretch passes on what reached its sender before its end.* What had certainly arrived before it began
  arrives when it begins; what arrives after that, the day after. A stretch that lists what only came up while
  it lasted has told it the day after that, at the latest when it ends. What a contact lists only through a
  stretch may have come up after the contact: then the days must say that it did not.
- *Follows.* "Follows the contact that brought it" counts through others too. Where that contact has a receipt
  of its own, some contact on the way must have been sent by its receiver, else nothing says that the receipt
  came first. A stretch that brought something brought it "before" its followers only if it had it at its start.
- *Times* order two contacts of one day each on the same certain day, and nothing else. Times that contradict a
  recorded ``follows`` are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from explorer.dates import Bounds
from explorer.reach.contacts import Contacts
from explorer.reach.record import DAY, Record, arrival_of, end_of


class Leg(NamedTuple):
    """One direction in which content passes along a contact, from any of `sources` to all others.

    Sources and targets are nodes: parties, or contacts that others list (:attr:`Relays.carriers`). `own` are
    reached on the contact's day, `late` on its receipt, which is `bounds` where it has none of its own.
    """

    contact: int
    sources: tuple[int, ...]
    bounds: Bounds
    own: tuple[int, ...]
    late: tuple[int, ...]
    receipt: Bounds
    minute: int | None
    is_stretch: bool
    is_access: bool

    @property
    def departure(self) -> int:
        """The moment from which it surely takes what its sources had before."""
        return self.bounds.first_day * DAY + 4 * (self.minute or 0)

    @property
    def arrival(self) -> int:
        """The moment by which it has surely reached `own`."""
        return arrival_of(self.bounds, self.minute)

    @property
    def late_arrival(self) -> int:
        """The moment by which it has surely reached `late`."""
        return arrival_of(self.receipt, None)


class Relays(Contacts):
    """The legs of a record, and who is reached by what. Built in time linear in contacts, edges and links,
    with the lists of nested shares written out.

    `nodes` counts parties and then carriers: a contact with blank shares that another lists has a node of its
    own, which holds what it may have carried. `legs` has a place for each contact (without sources where it
    passes on nothing but itself), then legs of both-way contacts back from their receivers.
    """

    def __init__(self, record: Record) -> None:
        super().__init__(record)
        self._reached = [super(Relays, self).reached(contact) for contact in range(self.count)]
        carriers = [
            earlier
            for earlier in sorted(self.listed_by)
            if self._shares[earlier] is None and record.flows[earlier] != "none"
        ]
        self.carriers = {earlier: self.parties + place for place, earlier in enumerate(carriers)}
        self.carried_by = {node: earlier for earlier, node in self.carriers.items()}
        self.nodes = self.parties + len(carriers)
        self._alone = [(node,) for node in range(self.nodes)]
        self.legs: list[Leg] = []
        self.unordered: dict[int, set[int]] = {}
        self._back: dict[int, list[int]] = {}
        backward: list[Leg] = []
        for contact in range(self.count):
            self.legs.append(self._leg(contact))
            back = self._leg_back(contact) if self._receipts[contact] is not None else None
            if back is not None:
                self._back[contact] = [self.count + len(backward)]
                backward.append(back)
        self.legs += backward
        self.last_chances = self._last_chances()

    def reached(self, contact: int) -> tuple[tuple[int, bool], ...]:
        """As :meth:`Contacts.reached`, worked out once for all: a sweep asks often."""
        return self._reached[contact]

    def _last_chances(self) -> list[int]:
        """For each party the last moment by which any contact may have brought it anything."""
        chances = [0] * self.parties
        stretches = self.record.stretches
        for contact, (bounds, reached) in enumerate(zip(self.record.bounds, self._reached, strict=True)):
            by_its_day = end_of(bounds.last_day + stretches[contact])
            for party, is_late in reached:
                chance = max(by_its_day, self.arrival(contact, True)) if is_late else by_its_day
                if chance > chances[party]:
                    chances[party] = chance
        for leg in self.legs[self.count :]:
            for node in leg.own:
                if node < self.parties:
                    chances[node] = max(chances[node], leg.arrival)
        return chances

    def legs_of(self, contact: int) -> Iterator[tuple[int, Leg]]:
        """The legs of a contact with their places."""
        for place in (contact, *self._back.get(contact, ())):
            if self.legs[place].sources:
                yield place, self.legs[place]

    def is_answered(self, contact: int) -> bool:
        """Whether its receivers answer a both-way contact on a receipt of its own."""
        return contact in self._back

    def brought(
        self, sources: Sequence[int], departure: int, links: Iterable[tuple[int, int]]
    ) -> list[tuple[int, int, int, bool]]:
        """What followed contacts brought to `sources` for certain, though not before the moment of departure.

        `links` are (sender of the later, earlier). Each as (leg, source, moment it arrived, whether the leg
        brought only itself and what it lists).
        """
        found: dict[tuple[int, int], tuple[int, bool]] = {}
        for sent_on_by, earlier in links:
            arrivals = [
                (earlier, party, self.arrival(earlier, is_late), is_late, True)
                for party, is_late in self.reached(earlier)
            ]
            for place, leg in self.legs_of(earlier):
                on_receipt = place >= self.count
                arrivals += [(place, party, leg.arrival, on_receipt, False) for party in leg.own]
                arrivals += [(place, party, leg.late_arrival, True, False) for party in leg.late]
            for place, party, arrived, on_receipt, itself_alone in arrivals:
                if party not in sources or arrived < departure:
                    continue
                if not on_receipt or sent_on_by == party != self.record.senders[earlier]:
                    found[place, party] = arrived, itself_alone
        return [(*key, *value) for key, value in found.items()]

    def _blank_within(self, contact: int) -> list[int]:
        """Contacts with blank shares among all that a contact lists, directly or through others.

        Those listed only through a stretch may be later than the contact: they go into `unordered`.
        """
        found: dict[int, bool] = {}
        waiting = [(earlier, True) for earlier in self._shares[contact] or ()]
        while waiting:
            earlier, is_recorded = waiting.pop()
            if earlier == contact or found.get(earlier, False) or (earlier in found and not is_recorded):
                continue
            found[earlier] = is_recorded
            is_recorded = is_recorded and not self.record.stretches[earlier]
            waiting += [(listed, is_recorded) for listed in self._shares[earlier] or ()]
        blank = []
        for earlier, is_recorded in sorted(found.items()):
            if earlier in self.carriers and (is_recorded or self._may_come_later(contact, earlier)):
                blank.append(earlier)
                if not is_recorded:
                    self.unordered.setdefault(earlier, set()).add(contact)
        return blank

    def _leg(self, contact: int) -> Leg:
        """The way in which a contact passes on what came before it."""
        record, shares, flow = self.record, self._shares[contact], self.record.flows[contact]
        sources: tuple[int, ...] = ()
        own: tuple[int, ...] = ()
        late: tuple[int, ...] = ()
        reached = self._reached[contact]
        if shares is not None and flow != "access":
            sources = tuple(self.carriers[earlier] for earlier in self._blank_within(contact))
        elif flow != "none":
            sender = record.senders[contact]
            if sender >= 0 and record.organisations[sender]:
                sources = self._alone[sender]
                reached = reached[1:]
            if flow == "both":
                reached += tuple((party, False) for party in sources)
                sources += tuple(party for party, is_late in reached if not is_late and party != sender)
            if contact in self.carriers:
                reached += ((self.carriers[contact], False),)
        if len(sources) == 1 and len(reached) == 1 and not reached[0][1]:  # nearly all
            target = reached[0][0]
            own = self._alone[target] if target not in sources else ()
        elif sources:
            itself = sources[0] if len(sources) == 1 else -1
            own = tuple([party for party, is_late in reached if not is_late and party != itself])
            if len(own) < len(reached):
                late = tuple([party for party, is_late in reached if is_late])
        return Leg(
            contact,
            sources,
            record.bounds[contact],
            own,
            late,
            self._receipts[contact] or record.bounds[contact],
            self.minutes[contact],
            record.stretches[contact],
            flow == "access",
        )

    def _leg_back(self, contact: int) -> Leg | None:
        """The way in which receivers of a both-way contact with a receipt of its own answer on that day."""
        receipt, leg = self._receipts[contact], self.legs[contact]
        if receipt is None or self.record.flows[contact] != "both" or self._shares[contact] is not None:
            return None
        late = tuple(party for party, is_late in self.reached(contact) if is_late)
        if not late:
            return None
        ends = (max(receipt.first_day, leg.bounds.earliest_end), max(receipt.last_day, leg.bounds.last_day))
        bounds = Bounds(receipt.first_day, receipt.latest_start, *ends) if leg.is_stretch else receipt
        own = [party for party, _ in self.reached(contact)]
        carrier = [self.carriers[contact]] if contact in self.carriers else []
        return leg._replace(sources=late, bounds=bounds, own=(*own, *carrier), late=(), minute=None)

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
from explorer.reach.record import DAY, FAR, Decision, Record, arrival_of, end_of


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


class Teller(NamedTuple):
    """A contact that lists another: whether it carries it from the first, and, of a stretch that lists what
    came up while it lasted, the moment by which it had surely told it (FAR where it may not have)."""

    contact: int
    from_first: bool
    told: int


class Relays:
    """The legs of a record, and who is reached by what. Built in time linear in contacts, edges and links,
    with the lists of nested shares written out.

    `nodes` counts parties and then carriers: a contact with blank shares that another lists has a node of its
    own, which holds what it may have carried. `legs` has a place for each contact (without sources where it
    passes on nothing but itself), then legs of both-way contacts back from their receivers.
    """

    def __init__(self, record: Record) -> None:
        self.record = record
        self.count = count = len(record.bounds)
        self.size = max(1, count)
        self._follows = record.follows or [()] * count
        self._shares = record.shares or [None] * count
        self._receipts = record.receipts or [None] * count
        self.minutes = self._minutes_that_order()
        self._followed_by: dict[int, list[int]] = {}
        for later, followed in enumerate(record.follows):
            for earlier in followed:
                self._followed_by.setdefault(earlier, []).append(later)
        self.listed_by: dict[int, list[int]] = {}
        for later, listed in enumerate(record.shares):
            for earlier in listed or ():
                self.listed_by.setdefault(earlier, []).append(later)
        self.parties = len(record.organisations)
        self._reached = self._all_reached()
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
        for contact in range(count):
            self.legs.append(self._leg(contact))
            back = self._leg_back(contact) if self._receipts[contact] is not None else None
            if back is not None:
                self._back[contact] = [count + len(backward)]
                backward.append(back)
        self.legs += backward
        self.last_chances = self._last_chances()

    def reached(self, contact: int) -> tuple[tuple[int, bool], ...]:
        """The organisations a contact reaches, its sender first, and whether on a receipt of its own.

        Each once. A sender that is among its receivers too has it on its day.
        """
        return self._reached[contact]

    def _all_reached(self) -> list[tuple[tuple[int, bool], ...]]:
        record, organisations = self.record, self.record.organisations
        on_its_day = [(party, False) for party in range(self.parties)]
        on_receipt = [(party, True) for party in range(self.parties)]
        found = []
        for contact, (sender, receivers) in enumerate(zip(record.senders, record.receivers, strict=True)):
            reached = [on_its_day[sender]] if sender >= 0 and organisations[sender] else []
            if contact not in record.never:
                pairs = on_its_day if self._receipts[contact] is None else on_receipt
                once = dict.fromkeys(receivers) if len(receivers) > 1 else receivers
                reached += [pairs[party] for party in once if organisations[party] and party != sender]
            found.append(tuple(reached))
        return found

    def is_late(self, contact: int, party: int) -> bool:
        """Whether a contact reached a party on a receipt of its own."""
        return self._receipts[contact] is not None and party != self.record.senders[contact]

    def first_day(self, contact: int, is_late: bool) -> int:
        """The first day on which a contact may have reached a party."""
        first_day = self.record.bounds[contact].first_day
        return max(first_day, self.receipt(contact).first_day) if is_late else first_day

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

    def receipt(self, contact: int) -> Bounds:
        """When a contact reached its receivers."""
        return self._receipts[contact] or self.record.bounds[contact]

    def arrival(self, contact: int, is_late: bool) -> int:
        """The moment by which a contact surely reached a party."""
        if is_late:
            return arrival_of(self.receipt(contact), None)
        return arrival_of(self.record.bounds[contact], self.minutes[contact])

    def departure(self, contact: int) -> int:
        """The moment from which what a contact tells of itself is under way."""
        return self.record.bounds[contact].first_day * DAY + 4 * (self.minutes[contact] or 0)

    def tellers(self, contact: int) -> list[Teller]:
        """The contacts that list `contact`, directly or through others, in order of index."""
        found: dict[int, bool] = {}
        waiting = [(later, True) for later in self.listed_by.get(contact, ())]
        while waiting:
            teller, is_recorded = waiting.pop()
            if teller == contact or found.get(teller, False) or (teller in found and not is_recorded):
                continue
            found[teller] = is_recorded
            is_recorded = is_recorded and not self.record.stretches[teller]
            waiting += [(later, is_recorded) for later in self.listed_by.get(teller, ())]
        return [
            self._teller(teller, contact, is_recorded)
            for teller, is_recorded in sorted(found.items())
            if is_recorded or self._may_come_later(teller, contact)
        ]

    def _may_come_later(self, teller: int, contact: int) -> bool:
        """Whether `teller` can have passed on what may have come up only after it."""
        bounds = self.record.bounds
        if bounds[teller].last_day < bounds[contact].first_day:
            return False
        return self.record.stretches[teller] or teller not in self.certainly_earlier(contact)

    def _teller(self, teller: int, contact: int, is_recorded: bool) -> Teller:
        told, listed = self.record.bounds[teller], self.record.bounds[contact]
        midway, is_stretch = (
            self.arrival(contact, False) >= self.departure(teller),
            self.record.stretches[teller],
        )
        if not midway or (is_recorded and not is_stretch):
            return Teller(teller, True, 0)
        if is_recorded:
            return Teller(teller, False, end_of(min(listed.latest_start + 1, told.last_day)))
        if is_stretch and listed.latest_start < told.earliest_end:
            return Teller(teller, False, end_of(listed.latest_start + 1))
        return Teller(teller, False, FAR)

    def followed(self, contact: int, day: int | None = None) -> Iterator[tuple[int, int]]:
        """Each link (later, earlier) that leads back from a contact along recorded follows.

        With `day`, links behind a contact that began before it are left out: all that lies behind began
        before that day too, where bounds are tightened.
        """
        waiting, seen = [contact], {contact}
        while waiting:
            later = waiting.pop()
            for earlier in self._follows[later]:
                yield later, earlier
                if earlier not in seen:
                    seen.add(earlier)
                    if day is None or self.record.bounds[earlier].latest_start >= day:
                        waiting.append(earlier)

    def legs_of(self, contact: int) -> Iterator[tuple[int, Leg]]:
        """The legs of a contact with their places."""
        for place in (contact, *self._back.get(contact, ())):
            if self.legs[place].sources:
                yield place, self.legs[place]

    def has_followed(self, contact: int) -> bool:
        """Whether a contact follows any."""
        return bool(self._follows[contact])

    def links_back(self, contact: int, day: int | None = None) -> Iterator[tuple[int, int]]:
        """:meth:`followed`, as (sender of the later, earlier): the party that had it before it went on."""
        senders = self.record.senders
        return ((senders[later], earlier) for later, earlier in self.followed(contact, day))

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

    def certainly_earlier(self, contact: int) -> set[int]:
        """One-day contacts certainly before `contact` though their days may be the same."""
        earlier: set[int] = set()
        first_day = self.record.bounds[contact].first_day
        if self._follows[contact]:
            stretches = self.record.stretches
            earlier.update(x for _, x in self.followed(contact, first_day) if not stretches[x])
        minute = self.minutes[contact]
        if minute is not None:
            earlier.update(other for other, at in self._timed[first_day] if at < minute)
        return earlier

    def certainly_after(self, decision: Decision) -> set[int]:
        """Contacts certainly after a decision though their days may be the same: those that follow the
        deciding contact, and those of its day with a later time."""
        after: set[int] = set()
        if decision.contact >= 0:
            waiting = [decision.contact]
            while waiting:
                for later in self._followed_by.get(waiting.pop(), ()):
                    if later not in after:
                        after.add(later)
                        waiting.append(later)
        if decision.minute is not None and decision.bounds.is_certain_day:
            timed = self._timed.get(decision.bounds.first_day, ())
            after.update(contact for contact, minute in timed if minute > decision.minute)
        return after

    def _minutes_that_order(self) -> list[int | None]:
        """The times of contacts of one certain day, without those that contradict a recorded follows."""
        record = self.record
        minutes: list[int | None] = [None] * self.count
        self._timed: dict[int, list[tuple[int, int]]] = {}
        for contact, minute in enumerate(record.minutes):
            if record.bounds[contact].is_certain_day and not record.stretches[contact]:
                minutes[contact] = minute
        contradicted: set[int] = set()
        for later, minute in enumerate(minutes):
            if minute is not None and self._follows[later]:
                for _, earlier in self.followed(later, record.bounds[later].first_day):
                    at = minutes[earlier]
                    if at is not None and at > minute and record.bounds[earlier] == record.bounds[later]:
                        contradicted |= {earlier, later}
        for contact, minute in enumerate(minutes):
            if contact in contradicted:
                minutes[contact] = None
            elif minute is not None:
                self._timed.setdefault(record.bounds[contact].first_day, []).append((contact, minute))
        return minutes

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

"""All contacts of a case in one pass over their days, what is certain beside what is possible.

Most contacts are alone on their first day and simply pass on what their sender has: they are dealt with on the spot.
Those that need a closer look are left to :mod:`explorer.reach.plain_certain`, event by event, and
:mod:`explorer.reach.plain_possible`, day by day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, chain, compress
from operator import eq, itemgetter, ne, or_
from typing import Any, TypeAlias

from explorer.reach.plain import Asked, Party, Places
from explorer.reach.plain_certain import Certain
from explorer.reach.plain_doubles import Doubles
from explorer.reach.plain_events import ARRIVE, ASK, SHIFT
from explorer.reach.plain_links import Links
from explorer.reach.plain_possible import Possible
from explorer.reach.record import FAR

Seen: TypeAlias = tuple[Places, ...]
"""What there was at a decision. Before it, for certain: what its organisation held, had received later than the contact
was, and was told; contacts that had begun, and that some organisation had. By the end of its last day: what its
organisation certainly held; contacts that may have begun, and that may be on record anywhere; that its organisation may
have received later, may hold by any way, and by any way that is not certainly after the decision."""

_LAST = FAR << 2 * SHIFT  # later than any event
_BELOW = (1 << SHIFT) - 1
_ARRIVES = ARRIVE << SHIFT  # of slots, ASK has this bit too, but is of no contact


class Sweep:
    """``seen`` has an entry a decision. Nothing later than the last decision is looked at. Cost:
    n log n of contacts and decisions."""

    def __init__(self, links: Links, asked: Sequence[Asked], parted: Doubles) -> None:
        self.links, self.asked, self.parted = links, asked, parted
        self.plain = plain = links.plain
        self.certain, self.possible = Certain(links, asked), Possible(links, parted)
        self.seen: list[Seen] = [()] * len(asked)
        self._days = sorted(plain.first_days)
        self._close = self.possible.close | self.certain.apart | self.certain.linked
        not_alone = self._not_alone()
        self._meetings = {
            place
            for place in self.possible.meeting - self.possible.whole_days - self.certain.linked - not_alone
            if plain.first_days[place] == plain.last_days[place]
        }
        self._close = (self._close | not_alone) - self._meetings
        last = compress(range(len(links.bits)), map(ne, plain.first_days, plain.last_days))
        lasting = [place for place in last if place not in self._close]
        self._all = (1 << len(links.bits)) - 1
        self._at_once = self._without(self._without(self._all, self._close), lasting)
        self._recorded = self._reaching()
        self._events = self.certain.in_turn(self._close, lasting)
        self._events.insert(0, _LAST)
        self._pass()

    def _without(self, contacts: Places, left_out: Iterable[int]) -> Places:
        bits = self.links.bits
        for place in left_out:
            contacts ^= bits[place]
        return contacts

    def _not_alone(self) -> set[int]:
        """Contacts that share their first day with another, or with a receipt; the days are noted."""
        days, first_days, receipts = self._days, self.plain.first_days, self.plain.receipts
        if len(set(days)) == len(days) and not receipts:
            return set()
        shared = set(compress(days, map(eq, days, days[1:])))
        shared.update([first_day for first_day, _ in receipts.values()])
        found = set(compress(range(len(days)), map(shared.__contains__, first_days)))
        for place in sorted(found):
            self.possible.shared.setdefault(first_days[place], []).append(place)
        return found

    def _meet(self, place: int, bit: Places) -> None:
        """A contact of one day, alone on it, whose parties all pass on to all."""
        sure, ever, parties = self.certain.held, self.possible.held, self.plain.reached(place)
        taken = {party: sure[party] for party in parties}
        if len(taken) > 1:
            self.certain.taken[place] = taken
        brought = maybe = bit
        for party in parties:
            brought |= sure[party]
            maybe |= ever[party]
        self.certain.carried[place] = brought
        for party in parties:
            sure[party] = brought
            ever[party] = maybe

    def _reaching(self) -> Places:
        """Contacts that reach an organisation on their own day."""
        plain = self.plain
        if None not in plain.senders:
            return self._all
        pairs = enumerate(zip(plain.senders, plain.receivers, strict=True))
        nobody = [place for place, (sender, to) in pairs if sender is None and not to]
        late = [place for place in plain.receipts if plain.senders[place] is None and plain.receivers[place]]
        return self._without(self._all, nobody + late)

    def _pass(self) -> None:
        """The contacts in order of their first days, and between them what happens beside. What most of them come to is
        written out here: a call for each would take longer than what it does."""
        certain, possible, close, silent = self.certain, self.possible, self._close, self.links.silent
        meetings = self._meetings
        sure, ever, carried, still_open = certain.held, possible.held, certain.carried, possible.open
        waiting, events, slots = possible.waiting, self._events, certain.day
        first_asked, apart, count = certain.first_asked, certain.apart, len(carried)
        due = (events[-1] >> SHIFT) // slots
        for place, bit, day, last_day, sender, to, opened in self._openings():
            if day >= due:
                limit = (day * slots + slots - 2) << SHIFT
                while events[-1] < limit:
                    event = events.pop()
                    at = event & _BELOW
                    if at >= first_asked:
                        self._asks(at - first_asked, event >> SHIFT & 3, opened, day)
                    elif at < count and event & _ARRIVES and at not in apart:
                        certain.arrive(at)
                    else:
                        certain.happen(at, event >> SHIFT & 3)
                if len(events) == 1:
                    return
                if waiting:
                    possible.arrive_by(day - 1)
                due = self._due()
            if place in close:
                possible.opens(day, place)
                if waiting:
                    due = self._due()
                continue
            is_open = day <= possible.open_until
            if place in meetings:
                self._meet(place, bit)
            elif day == last_day:
                if sender is None:
                    brought = maybe = bit
                elif place in silent:
                    sure[sender] |= bit
                    ever[sender] |= bit
                    brought = maybe = bit
                else:
                    brought = sure[sender] = carried[place] = sure[sender] | bit
                    maybe = ever[sender] = ever[sender] | bit
                for receiver in to:
                    sure[receiver] |= brought
                    ever[receiver] |= maybe
            else:
                maybe = bit
                if sender is not None:
                    at_most = ever[sender]
                    ever[sender] = at_most | bit
                    if place not in silent:
                        maybe |= at_most
                        carried[place] = sure[sender]
                        if to:
                            possible.open_way(sender, (last_day, to, (), 0, 0, 0))
                for receiver in to:
                    ever[receiver] |= maybe
            if is_open:
                improved = [sender] if sender in still_open else []
                for receiver in to:
                    if receiver in still_open:
                        improved += (receiver,)
                if improved:
                    possible.settle(day, improved)
                    if waiting:
                        due = self._due()

    def _openings(self) -> Iterator[tuple[int, Places, int, int, Party | None, tuple[Party, ...], Places]]:
        """Contacts in order of their first days: place, as a set, first and last day, sender, receivers, and all that
        open before; at last one that is none, later than any event."""
        plain, bits = self.plain, self.links.bits
        places: Sequence[int] = range(len(bits))
        end = ((-1, 0, FAR, FAR, None, (), self._all),)
        columns: tuple[Any, ...]
        if plain.first_days == self._days:
            columns = (places, bits, plain.first_days, plain.last_days, plain.senders, plain.receivers)
        else:
            order = sorted(places, key=plain.first_days.__getitem__)
            of: Callable[[Any], Any] = itemgetter(*order)
            columns = (
                order,
                of(bits),
                self._days,
                of(plain.last_days),
                of(plain.senders),
                of(plain.receivers),
            )
        return chain(zip(*columns, accumulate(columns[1], or_, initial=0), strict=False), end)

    def _due(self) -> int:
        """The day of the next event, or of the next that arrives late."""
        day, waiting = (self._events[-1] >> SHIFT) // self.certain.day, self.possible.waiting
        return waiting[0][0] if waiting and waiting[0][0] < day else day

    def _asks(self, number: int, slot: int, opened: Places, day: int) -> None:
        """A decision begins, or its last day ends; both, where nothing happens in between. ``opened``: contacts that
        may have begun before; the next may begin on ``day``."""
        certain, possible, (party, _, last_day, _, _) = self.certain, self.possible, self.asked[number]
        held, recorded = certain.held[party], self._recorded
        if slot != ASK:
            begun = opened & self._at_once | certain.arrived
            received, told = certain.received.get(party, 0), certain.told.get(party, 0)
            self.seen[number] = (held, received, told, begun, begun & recorded | certain.on_record)
            end = (last_day * certain.day + certain.day - 1) << SHIFT | certain.first_asked + number
            if day <= last_day or self._events[-1] != end:
                return
            self._events.pop()
        if possible.waiting:
            possible.arrive_by(last_day)
        on_record = opened & recorded | possible.on_record
        ever = possible.held
        received = possible.received.get(party, 0)
        self.seen[number] += (
            held,
            opened,
            on_record,
            received,
            ever[party],
            ever[self.parted.node_of[number]],
        )

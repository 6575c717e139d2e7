"""What recorded links add to days: what contacts tell of themselves, what follows and times say within a day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from explorer.reach.plain import Asked, Party, Places, Plain

_powers = [1 << place for place in range(256)]


def places_of(count: int) -> list[Places]:
    """Each of so many contacts as a set of its own."""
    if count <= len(_powers):
        return _powers[:count]
    return [1 << place for place in range(count)]


class Links:
    """Links of plain columns, followed. ``is_plain`` is whether :mod:`explorer.reach.at_once` can answer: it cannot
    where something passes on midway (a stretch between organisations, or in a chain of shares), or by standing access.

    ``own`` are the contacts that each tells of from the first: itself, and all that it lists, all the way down;
    ``carriers``, by contact, those among them whose own shares are blank: what they may have carried goes with it.
    ``carried`` are all of those. ``silent`` pass on nothing of what their sender had before.
    """

    def __init__(self, plain: Plain) -> None:
        self.plain = plain
        self.bits = self.own = places_of(len(plain.senders))
        self.carriers: dict[int, list[int]] = {}
        self.carried: set[int] = set()
        self.silent = {place for place, flow in plain.flows.items() if flow == "none"} | plain.shares.keys()
        self.is_plain = True
        self._overlapping: list[tuple[int, list[tuple[int, int]]]] | None = None
        if plain.ends or plain.flows or plain.shares:
            self._read_shares()
        self._minutes: dict[int, int] | None = None
        self.times_meet = len(plain.minutes) > 1 and self._do_times_meet()

    @property
    def minutes(self) -> dict[int, int]:
        """The times of contacts of one certain day, without those that contradict a recorded follows."""
        if self._minutes is None:
            self._minutes = self._minutes_that_order() if self.plain.minutes else {}
        return self._minutes

    def _do_times_meet(self) -> bool:
        """Whether two contacts of a day each have a time that orders them."""
        first_days, minutes = self.plain.first_days, self.plain.minutes
        if len({first_days[place] for place in minutes}) == len(minutes):
            return False
        return len({first_days[place] for place in self.minutes}) < len(self.minutes)

    def _read_shares(self) -> None:
        plain = self.plain
        listed = {earlier for found in plain.shares.values() for earlier in found}
        self.is_plain = "access" not in plain.flows.values() and not any(
            plain.receivers[stretch] or plain.shares.get(stretch) or stretch in listed
            for stretch in plain.ends
        )
        if not self.is_plain or not listed:
            return
        self.own = list(self.bits)
        self.carried = {e for e in listed if e not in plain.shares and plain.flows.get(e) != "none"}
        if any(self.is_answered(earlier) for earlier in self.carried):
            self.is_plain = False
        for contact in plain.shares:
            every: set[int] = set()
            waiting = list(plain.shares[contact])
            while waiting:
                earlier = waiting.pop()
                if earlier not in every and earlier != contact:
                    every.add(earlier)
                    waiting += plain.shares.get(earlier, ())
            for earlier in every:
                self.own[contact] |= self.bits[earlier]
            if found := sorted(every & self.carried):
                self.carriers[contact] = found

    def is_answered(self, contact: int) -> bool:
        """Whether its receivers answer a both-way contact on a receipt of its own."""
        plain = self.plain
        is_late = contact in plain.receipts and bool(plain.receivers[contact])
        return is_late and plain.flows.get(contact) == "both" and contact not in plain.shares

    def _minutes_that_order(self) -> dict[int, int]:
        plain = self.plain
        first_days, last_days, ends = plain.first_days, plain.last_days, plain.ends
        minutes = {
            place: at
            for place, at in plain.minutes.items()
            if first_days[place] == last_days[place] and place not in ends
        }
        contradicted: set[int] = set()
        for later, minute in minutes.items() if self.overlapping() else ():
            day = first_days[later]
            for _, earlier in self.followed(later, day) if later in plain.follows else ():
                if minutes.get(earlier, -1) > minute and plain.first_days[earlier] == day:
                    contradicted |= {earlier, later}
        if contradicted:
            minutes = {place: at for place, at in minutes.items() if place not in contradicted}
        return minutes

    def followed(self, contact: int, day: int = 0) -> Iterator[tuple[int, int]]:
        """Each link (later, earlier) that leads back from a contact; not behind what began before ``day``."""
        follows, last_days = self.plain.follows, self.plain.last_days
        waiting, seen = [contact], {contact}
        while waiting:
            later = waiting.pop()
            for earlier in follows.get(later, ()):
                yield later, earlier
                if earlier not in seen:
                    seen.add(earlier)
                    if last_days[earlier] >= day:
                        waiting.append(earlier)

    def overlapping(self) -> list[tuple[int, list[tuple[int, int]]]]:
        """Each contact that follows one whose day, or receipt, may be its own day or later; with :meth:`followed`."""
        if self._overlapping is None:
            self._overlapping = list(self._overlaps())
        return self._overlapping

    def _overlaps(self) -> Iterator[tuple[int, list[tuple[int, int]]]]:
        plain = self.plain
        first_days, last_days, receipts = plain.first_days, plain.last_days, plain.receipts
        for later, earlier in plain.follows.items():
            day = first_days[later]
            for place in earlier:
                if last_days[place] >= day or place in receipts:
                    yield later, list(self.followed(later, day))
                    break

    def certainly_earlier(self) -> dict[int, Places]:
        """For each contact that needs it, those of one day that are certainly before it though the days may be the
        same: by follows, or by times."""
        plain = self.plain
        found: dict[int, Places] = {}
        for later, links in self.overlapping():
            for _, earlier in links:
                if earlier not in plain.ends and plain.last_days[earlier] >= plain.first_days[later]:
                    found[later] = found.get(later, 0) | self.bits[earlier]
        days: dict[int, list[int]] = {}
        for place in self.minutes if self.times_meet else ():
            days.setdefault(plain.first_days[place], []).append(place)
        for places in days.values():
            for later in places if len(places) > 1 else ():
                for earlier in places:
                    if self.minutes[earlier] < self.minutes[later]:
                        found[later] = found.get(later, 0) | self.bits[earlier]
        return found

    def certainly_after(self, asked: Asked) -> Places:
        """Contacts certainly after a decision though their days may be the same."""
        _, first_day, last_day, _, contact = asked
        if contact < 0:
            return 0
        plain, after = self.plain, 0
        grown = True
        while grown:  # few decide, and few follow what does
            grown = False
            for later, earlier in plain.follows.items():
                is_after = any(item == contact or after >> item & 1 for item in earlier)
                if is_after and not after >> later & 1:
                    after, grown = after | self.bits[later], True
        minute = self.minute_of(asked)
        if minute is not None and first_day == last_day:
            for place, at in self.minutes.items():
                if at > minute and plain.first_days[place] == first_day:
                    after |= self.bits[place]
        return after

    def minute_of(self, asked: Asked) -> int | None:
        """The time of a decision of one certain day."""
        _, first_day, last_day, _, contact = asked
        if contact < 0 or first_day != last_day or contact in self.plain.ends:
            return None
        return self.plain.minutes.get(contact)

    def needs_times(self, asked: Sequence[Asked]) -> bool:
        """Whether times order anything: two contacts of a day, or a contact and a decision."""
        if not self.plain.minutes:
            return False
        return self.times_meet or any(self.minute_of(item) is not None for item in asked if item[4] >= 0)

    def brought(
        self, parties: Sequence[Party], links: Sequence[tuple[Party | None, int]]
    ) -> Iterator[tuple[int, Party]]:
        """Of what is linked back to, by (who sent the later contact, earlier contact), each (contact, party) that it
        certainly reached before. What has a receipt of its own did only where its receiver sent on what came of it."""
        receivers, receipts, senders = self.plain.receivers, self.plain.receipts, self.plain.senders
        for sent_on_by, earlier in links:
            for party in parties:
                is_received = party in receivers[earlier] and (earlier not in receipts or sent_on_by == party)
                if party == senders[earlier] or is_received:
                    yield earlier, party

"""What each contact says by itself: whom it reaches and when, what it tells of, what is certainly before what.

Nothing here knows a case: contacts and parties are indices.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from explorer.dates import Bounds
from explorer.reach.record import DAY, FAR, Decision, Record, arrival_of, end_of


class Teller(NamedTuple):
    """A contact that lists another: whether it carries it from the first, and, of a stretch that lists what
    came up while it lasted, the moment by which it had surely told it (FAR where it may not have)."""

    contact: int
    from_first: bool
    told: int


class Contacts:
    """The contacts of a record, ready to be asked one at a time. Built in time linear in contacts and links;
    what no contact has costs nothing."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.count = count = len(record.bounds)
        self.size = max(1, count)
        self.parties = len(record.organisations)
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

    def reached(self, contact: int) -> tuple[tuple[int, bool], ...]:
        """The organisations a contact reaches, its sender first, and whether on a receipt of its own.

        Each once. A sender that is among its receivers too has it on its day.
        """
        record, organisations = self.record, self.record.organisations
        sender = record.senders[contact]
        sent = ((sender, False),) if sender >= 0 and organisations[sender] else ()
        if contact in record.never:
            return sent
        is_late = self._receipts[contact] is not None
        once = dict.fromkeys(record.receivers[contact])
        return sent + tuple([(party, is_late) for party in once if organisations[party] and party != sender])

    def is_late(self, contact: int, party: int) -> bool:
        """Whether a contact reached a party on a receipt of its own."""
        return self._receipts[contact] is not None and party != self.record.senders[contact]

    def first_day(self, contact: int, is_late: bool) -> int:
        """The first day on which a contact may have reached a party."""
        first_day = self.record.bounds[contact].first_day
        return max(first_day, self.receipt(contact).first_day) if is_late else first_day

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

    def has_followed(self, contact: int) -> bool:
        """Whether a contact follows any."""
        return bool(self._follows[contact])

    def links_back(self, contact: int, day: int | None = None) -> Iterator[tuple[int, int]]:
        """:meth:`followed`, as (sender of the later, earlier): the party that had it before it went on."""
        senders = self.record.senders
        return ((senders[later], earlier) for later, earlier in self.followed(contact, day))

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

    def ordered_within_days(self) -> Iterator[int]:
        """The contacts that others may be certainly before though their days overlap: of all other contacts
        :meth:`certainly_earlier` names none but such as end before they begin."""
        bounds = self.record.bounds
        for contact, (minute, follows) in enumerate(zip(self.minutes, self._follows, strict=True)):
            day = bounds[contact].first_day
            if (minute is not None and len(self._timed[day]) > 1) or (
                follows and any(bounds[earlier].last_day >= day for earlier in follows)
            ):
                yield contact

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
        if not any(minute is not None for minute in record.minutes):
            return minutes
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

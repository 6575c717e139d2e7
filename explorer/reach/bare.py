"""Certain chains over bare dated links: what :mod:`explorer.reach.certain` finds, where a record has nothing else.

Large networks are mostly that: one-day contacts one way, with no times, receipts, lists or follows. A chain then
only needs each link to begin after the last day of the one before, so no leg is made ready: a sweep looks at the
links in order of their first days, and keeps in a heap only those arrivals that may still shorten a chain.
"""

from __future__ import annotations

import heapq
from bisect import bisect_right
from collections.abc import Sequence

from explorer.reach.contacts import Contacts, Teller
from explorer.reach.labels import CHUNK, NOTHING, Arrivals, Pending, forget_settled, is_less, root
from explorer.reach.record import DAY, FAR, Record, arrival_of, end_of


def is_bare(record: Record) -> bool:
    """Whether a record has bare dated links only. Linear, at the speed of `any`."""
    return (
        set(record.flows) <= {"forward", "none"}
        and not record.never
        and not any(record.stretches)
        and not any(record.follows)
        and all(minute is None for minute in record.minutes)
        and all(shares is None for shares in record.shares)
        and all(receipt is None for receipt in record.receipts)
    )


class BareSweep:
    """As :class:`explorer.reach.certain.CertainSweep`, of a record that :func:`is_bare`.

    Building sorts the links by their first days; links that come so cost one pass.
    """

    def __init__(self, contacts: Contacts) -> None:
        self.of, self.size = contacts, contacts.size
        self.root = root(self.size)
        bounds, organisations = contacts.record.bounds, contacts.record.organisations
        of, senders, targets = self._links()
        firsts = [bounds[contact].first_day for contact in of]
        order = sorted(range(len(of)), key=firsts.__getitem__)
        self.first_days = [firsts[at] for at in order]
        self.contacts = [of[at] for at in order]
        self.senders = [senders[at] for at in order]
        self.targets = [targets[at] for at in order]
        self.organisations = [party for party, is_one in enumerate(organisations) if is_one]
        self.last_chances = [0] * contacts.parties
        for contact, target in zip(of, targets, strict=True):
            last_day = bounds[contact].last_day
            if last_day > self.last_chances[target]:
                self.last_chances[target] = last_day
        self.last_chances = [end_of(day) for day in self.last_chances]

    def _links(self) -> tuple[list[int], list[int], list[int]]:
        """Contact, sender and receiver of each way from one organisation to another."""
        record = self.of.record
        organisations = record.organisations
        contacts: list[int] = []
        senders: list[int] = []
        targets: list[int] = []
        for contact, (sender, receivers, flow) in enumerate(
            zip(record.senders, record.receivers, record.flows, strict=True)
        ):
            if flow == "none" or sender < 0 or not organisations[sender]:
                continue
            for target in receivers:
                if target != sender and organisations[target]:
                    contacts.append(contact)
                    senders.append(sender)
                    targets.append(target)
        return contacts, senders, targets

    def run(self, contact: int, _tellers: Sequence[Teller]) -> tuple[Arrivals, Arrivals]:
        """Where the content of `contact` arrives; twice, as there is no standing access."""
        size, bounds = self.size, self.of.record.bounds
        parties = self.of.parties
        best, first = [NOTHING] * parties, [NOTHING] * parties
        codes = [FAR] * parties
        extended = [NOTHING[4]] * parties  # the code of a chain one link longer, without that link

        def arrive(pending: Pending) -> None:
            moment, node, by, _, label = pending
            code = label[4] + by
            if code > codes[node] or (code == codes[node] and not is_less(label, best[node][1])):
                return
            codes[node], extended[node] = code, label[4] + size
            best[node] = new = (code, label, node, moment, label[4] + size)
            if first[node] is NOTHING or moment == first[node][3]:
                first[node] = new

        waiting: list[Pending] = [
            (self.of.arrival(contact, is_late), party, contact, 0, self.root)
            for party, is_late in self.of.reached(contact)
        ]
        settled_from = bounds[contact].latest_start
        unsettled = list(self.organisations)
        start = bisect_right(self.first_days, bounds[contact].first_day)
        due = waiting[0][0] if waiting else FAR
        for begin in range(start, len(self.contacts), CHUNK):
            part = slice(begin, begin + CHUNK)
            for day, by, source, target in zip(
                self.first_days[part],
                self.contacts[part],
                self.senders[part],
                self.targets[part],
                strict=True,
            ):
                if day * DAY > due:
                    while waiting and waiting[0][0] < day * DAY:
                        arrive(heapq.heappop(waiting))
                    due = waiting[0][0] if waiting else FAR
                if extended[source] + by <= codes[target]:
                    moment = arrival_of(bounds[by], None)
                    heapq.heappush(waiting, (moment, target, by, 0, best[source]))
                    due = waiting[0][0]
            if day > settled_from and forget_settled(unsettled, self.last_chances, first, day * DAY):
                break
        else:
            while waiting:
                arrive(heapq.heappop(waiting))
        arrivals = Arrivals(first, (), {})
        return arrivals, arrivals

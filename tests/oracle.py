"""Brute force for "who could have known": every chain, every choice of days, straight from design section 7.

Exponential, for cases of a few contacts and days. Shares no code with explorer.reach: it enumerates chains of
contacts by depth-first search, takes each contact as the set of all days it may have had, and asks "for all"
and "for some" of those sets.
"""

from __future__ import annotations

from itertools import product

STANDINGS = (
    "took part",
    "was told",
    "could have been told",
    "had access to",
    "may have taken part",
    "might have known",
    "no recorded route",
)


class Oracle:
    def __init__(self, record):
        self.record = record
        self.contacts = range(len(record.bounds))
        self.shares = record.shares or [None] * len(record.bounds)
        self.follows = record.follows or [()] * len(record.bounds)
        self.receipts = record.receipts or [None] * len(record.bounds)
        self.minutes = self._minutes()

    # ---- days

    def lives(self, c):
        """Every (start, end) that contact c may have had."""
        first, latest_start, earliest_end, last = self.record.bounds[c]
        if not self.record.stretches[c]:
            return [(day, day) for day in range(first, last + 1)]
        starts, ends = range(first, latest_start + 1), range(earliest_end, last + 1)
        return [(start, end) for start, end in product(starts, ends) if start <= end]

    def starts(self, c):
        return {start for start, _ in self.lives(c)}

    def arrivals(self, c, party):
        """Every day on which c may have reached a party with its own content; None where it did not.

        The sender has it on its day, whatever became of it."""
        if party == self.record.senders[c]:
            return self.starts(c)
        if party in self.record.receivers[c] and c not in self.record.never:
            return self.receipt_days(c)
        return None

    def receipt_days(self, c):
        receipt = self.receipts[c]
        return self.starts(c) if receipt is None else set(range(receipt[0], receipt[3] + 1))

    def ancestors(self, c):
        found, waiting = set(), list(self.follows[c])
        while waiting:
            e = waiting.pop()
            if e not in found:
                found.add(e)
                waiting += self.follows[e]
        return found

    def _minutes(self):
        """Times count on one certain day, and where recorded follows do not contradict them."""
        minutes = list(self.record.minutes or [None] * len(self.record.bounds))
        for c in self.contacts:
            if self.record.stretches[c] or len(self.lives(c)) > 1:
                minutes[c] = None
        wrong = set()
        for c in self.contacts:
            for e in self.ancestors(c):
                timed = minutes[c] is not None and minutes[e] is not None
                if timed and self.lives(c) == self.lives(e) and minutes[e] > minutes[c]:
                    wrong |= {c, e}
        return [None if c in wrong else minute for c, minute in enumerate(minutes)]

    def certainly_before(self, a, b):
        """Contact a before contact b, section 4."""
        if a in self.ancestors(b):
            return True
        if all(x[1] < y[0] for x in self.lives(a) for y in self.lives(b)):
            return True
        timed = self.minutes[a] is not None and self.minutes[b] is not None
        return timed and self.lives(a) == self.lives(b) and self.minutes[a] < self.minutes[b]

    # ---- words

    def is_org(self, party):
        return party >= 0 and self.record.organisations[party]

    def listed(self, t):
        """All that t lists, all the way down; and whether that says that it is no later than t.

        What a stretch lists may have come up while it lasted, so after what lists the stretch.
        """
        found, waiting = {}, [(e, True) for e in self.shares[t] or ()]
        while waiting:
            e, recorded = waiting.pop()
            if e != t and not found.get(e) and (e not in found or recorded):
                found[e] = recorded
                waiting += [(x, recorded and not self.record.stretches[e]) for x in self.shares[e] or ()]
        return {e: recorded for e, recorded in found.items() if recorded or self._may_list(t, e)}

    def _may_list(self, t, e):
        if not any(start <= end for start in self.starts(e) for _, end in self.lives(t)):
            return False
        return self.record.stretches[t] or not self.certainly_before(t, e)

    def tellers(self, k):
        return [t for t in self.contacts if k in self.listed(t)]

    def reached(self, c):
        """Organisations that c reached: receivers, and the sender itself."""
        parties = {p for p in (self.record.senders[c], *self.record.receivers[c]) if self.is_org(p)}
        return sorted(p for p in parties if self.arrivals(c, p) is not None)

    def told_days(self, t, k, party):
        """Every day on which t may have told a party of k; None where it may not have at all."""
        recorded, stretch, days = self.listed(t)[k], self.record.stretches[t], set()
        for (start, end), arrived, told in product(self.lives(t), self.arrivals(t, party), self.starts(k)):
            if recorded and told > end:
                continue  # this choice of days contradicts the record
            if stretch and told >= start:
                if not recorded and told >= end:
                    return None
                days.add(max(arrived, min(told + 1, end)))
            elif not recorded and told >= start and not self._timed_before(k, self.record.senders[k], t):
                return None
            else:
                days.add(arrived)
        return days

    def passes(self, c):
        """(source, targets, arrival days from which) of each way c passes on what a party had before."""
        sender, flow = self.record.senders[c], self.record.flows[c]
        if (self.shares[c] is not None and flow != "access") or flow == "none":
            return []
        received = c not in self.record.never
        receivers = [p for p in self.record.receivers[c] if self.is_org(p) and p != sender and received]
        ways = [(sender, receivers)] if self.is_org(sender) else []
        if flow == "both":
            parties = [p for p in {sender, *receivers} if self.is_org(p)]
            ways += [(p, [q for q in parties if q != p]) for p in receivers]
        return ways

    def on_receipt(self, c, party):
        return self.receipts[c] is not None and party != self.record.senders[c]

    # ---- certain chains: a state is where the content is, what brought it, and every day it may have come

    def certain(self, k, with_access):
        """All certain chains of k: (party, worst day, contacts, every day, whether from the last's start)."""
        found = []
        tellers = self.tellers(k)
        for c in (k, *tellers):
            for party in self.reached(c):
                days = self.told_days(c, k, party) if c != k else self.arrivals(k, party)
                if days is None:
                    continue
                at_start = c == k or not self.midway_possible(c, k)
                self._certain_from(k, (c,), party, c, days, at_start, with_access, found)
        # What a contact carries reaches those who list it, through whoever listed it.
        return found

    def midway_possible(self, t, k):
        """A stretch that may have told of k only after it began."""
        return self.record.stretches[t] and not all(
            told < start for start in self.starts(t) for told in self.starts(k)
        )

    def _certain_from(self, k, chain, party, by, days, at_start, with_access, found):
        """Content is at `party` by contact `by`, on one of `days`; at the start of `by` if at_start."""
        found.append((party, max(days), chain, days, at_start))
        for c in self.contacts:
            if c in chain or (self.record.flows[c] == "access" and not with_access):
                continue
            for source, targets in self.passes(c):
                if source == party:
                    self._certain_pass(k, chain, source, targets, by, days, at_start, c, with_access, found)

    def _certain_pass(self, k, chain, source, targets, by, days, at_start, c, with_access, found):
        """Content at source goes along c to targets, if that is certain."""
        departs = self.receipt_days(c) if self.on_receipt(c, source) else self.starts(c)
        before = all(day < depart for day in days for depart in departs)
        if not before and at_start and not self.on_receipt(c, source):
            before = self._timed_before(by, source, c)
        if not before and at_start:
            before = self._follows_receipt(c, by, source)
        chain = (*chain, c)
        if before:
            self._certain_carry(k, chain, source, targets, c, None, with_access, found)
        elif self.record.stretches[c] and all(
            day < end for day in days for _, end in self._lives_from(c, source)
        ):
            self._certain_carry(k, chain, source, targets, c, days, with_access, found)

    def _lives_from(self, c, source):
        """Starts and ends of a stretch, as its source takes part: from its receipt on, if it has one."""
        if not self.on_receipt(c, source):
            return self.lives(c)
        _, _, earliest_end, last = self.record.bounds[c]
        ends = range(max(earliest_end, min(self.receipt_days(c))), max(last, max(self.receipt_days(c))) + 1)
        return [(s, e) for s in self.receipt_days(c) for e in ends if s <= e]

    def _timed_before(self, by, source, c):
        """By their times, on one certain day; a receipt of its own has no time."""
        return (
            not self.on_receipt(by, source)
            and self.lives(by) == self.lives(c)
            and None not in (self.minutes[by], self.minutes[c])
            and self.minutes[by] < self.minutes[c]
        )

    def _follows_receipt(self, c, by, source):
        """c follows the contact that brought it; by a contact its receiver sent, if that has a receipt."""
        if by not in self.ancestors(c):
            return False
        if not self.on_receipt(by, source):
            return True
        return any(
            by in self.follows[x] and self.record.senders[x] == source for x in {c, *self.ancestors(c)}
        )

    def _certain_carry(self, k, chain, source, targets, c, midway, with_access, found):
        """c carries the content: from its start, or since one of the days `midway`."""
        back = source != self.record.senders[c] and self.receipts[c] is not None
        for target in targets:
            on_receipt = back or self.on_receipt(c, target)
            arrived = self.receipt_days(c) if on_receipt else self.starts(c)
            if midway is not None:
                arrived = {max(day + 1, arrival) for day in midway for arrival in arrived}
            # What receivers answer on receipt reaches the sender then: what it sends may be older than that.
            at_start = midway is None and not (back and target == self.record.senders[c])
            self._certain_from(k, chain, target, c, arrived, at_start, with_access, found)
        carried = self.receipt_days(c) if back else self.starts(c)
        if midway is not None:
            carried = {max(day + 1, day_) for day in midway for day_ in carried}
        for t in self.contacts:
            if t not in chain and c in self.listed(t) and self.shares[t] is not None:
                from_start = midway is None and not back
                self._certain_listed(k, (*chain, t), c, t, carried, from_start, with_access, found)

    def _certain_listed(self, k, chain, c, t, carried, from_start, with_access, found):
        """t lists c, which carried the content since one of the days `carried`."""
        if self.record.flows[t] == "access":
            return
        stretch = self.record.stretches[t]
        before = all(day < start for day in carried for start in self.starts(t))
        before = before or (from_start and self._timed_before(c, self.record.senders[c], t))
        recorded = self.listed(t)[c]
        if not stretch and not before and not (from_start and recorded):
            return
        midway = stretch and not before
        recorded = recorded and not self.record.stretches[c]  # then all of c was there on its day
        if midway and not recorded and not all(d < e for d in carried for _, e in self.lives(t)):
            return
        for party in self.reached(t):
            arrived = self.arrivals(t, party)
            if midway:
                ends = [max(end for _, end in self.lives(t))] if recorded else [10**6]
                arrived = {max(a, min(day + 1, end)) for a in arrived for day in carried for end in ends}
            self._certain_from(k, chain, party, t, arrived, not midway, with_access, found)

    # ---- possible chains: a state is where the content is on one chosen day

    def possible(self, k):
        """All possible chains of k, for every choice of days: (party, day, contacts)."""
        found = set()
        for c in (k, *self.tellers(k)):
            for start in self.starts(k):
                for lived in self.lives(c):
                    for x in range(lived[0], lived[1] + 1) if c != k else (lived[0],):
                        if c == k and x != start:
                            continue
                        if x < start:
                            continue
                        for party in self.reached(c):
                            for day in self._received(c, x, party):
                                self._possible_from(k, (c,), party, day, found)
        return found

    def _received(self, c, x, party):
        """Days on which what passes along c on day x reaches a party."""
        if not self.on_receipt(c, party):
            return {x}
        if self.record.stretches[c]:
            return {max(x, day) for day in self.receipt_days(c)}
        return {day for day in self.receipt_days(c) if day >= x}

    def _possible_from(self, k, chain, party, today, found):
        if (party, today, chain) in found:
            return
        found.add((party, today, chain))
        for c in self.contacts:
            if c in chain:
                continue
            for source, targets in self.passes(c):
                back = self.on_receipt(c, source)
                if source == party and (back or self._may_come_next(k, chain[-1], c)):
                    for start, end in self._lives_from(c, source):
                        for x in range(max(start, today), end + 1):
                            for target in targets:
                                days = {x} if back else self._received(c, x, target)
                                for day in days:
                                    self._possible_from(k, (*chain, c), target, day, found)
                            self._possible_listed(k, (*chain, c), c, x, found)

    def _possible_listed(self, k, chain, c, today, found):
        for t in self.contacts:
            if t in chain or c not in self.listed(t) or self.record.flows[t] == "access":
                continue
            if not self.record.stretches[t] and self.certainly_before(t, k):
                continue
            for start, end in self.lives(t):
                for x in range(max(start, today), end + 1):
                    for party in self.reached(t):
                        for day in self._received(t, x, party):
                            self._possible_from(k, (*chain, t), party, day, found)

    def _may_come_next(self, k, previous, c):
        if self.record.stretches[c]:
            return True
        return not self.certainly_before(c, k) and not self.certainly_before(c, previous)

    # ---- standings

    def table(self, k):
        """For each organisation the first day and chain of each standing: {party: {standing: (day, chain)}}."""

        def best(chains, party):
            return least((day, chain) for p, day, chain, *_ in chains if p == party)

        plain, access, possible = self.certain(k, False), self.certain(k, True), self.possible(k)
        table = {}
        for party in range(len(self.record.organisations)):
            if not self.is_org(party):
                continue
            row = table[party] = {}
            took = self.arrivals(k, party)
            told = [
                (party, max(self.told_days(t, k, party)), (t,))
                for t in self.tellers(k)
                if self.arrivals(t, party) is not None and self.told_days(t, k, party) is not None
            ]
            row["took part"] = None if took is None else (max(took), (k,))
            row["was told"] = best(told, party)
            row["could have been told"] = best(plain, party)
            row["had access to"] = best(access, party)
            if row["could have been told"] and row["had access to"][0] == row["could have been told"][0]:
                row["had access to"] = None  # a chain that needs no access is there as early
            row["may have taken part"] = None if took is None else (min(took), (k,))
            row["might have known"] = best(possible, party)
        return table

    # ---- at a decision

    def decided_before(self, k, by, party, days, from_start, decision):
        """Whether what `by` brought to a party on one of `days` is certainly before a decision."""
        starts = range(decision.bounds[0], decision.bounds[3] + 1)
        if all(day < start for day in days for start in starts):
            return True
        if not from_start:
            return False
        if not self.on_receipt(by, party) and self.that_day(by, decision):
            return self.minutes[by] < decision.minute or by in self.before_decision(decision)
        if by not in self.before_decision(decision):
            return False
        if not self.on_receipt(by, party):
            return True
        if party == decision.organisation and by in decision.follows:
            return True
        return any(
            by in self.follows[x] and self.record.senders[x] == party for x in self.before_decision(decision)
        )

    def that_day(self, c, decision):
        """Whether c and a decision have times on one certain day."""
        day = {decision.bounds[0], decision.bounds[3], *(day for life in self.lives(c) for day in life)}
        return len(day) == 1 and None not in (decision.minute, self.minutes[c])

    def before_decision(self, decision):
        """What a decision follows, all the way back."""
        return set(decision.follows).union(*(self.ancestors(c) for c in decision.follows))

    def is_after(self, k, decision):
        """Whether a decision is certainly before contact k."""
        if decision.contact >= 0 and decision.contact in self.ancestors(k):
            return True
        if self.that_day(k, decision) and decision.minute < self.minutes[k]:
            return True
        return all(decision.bounds[3] < start for start in self.starts(k))

    def seeds(self, k):
        """(party, contact, days, from its start) of who took part or was told."""
        for party in self.reached(k):
            yield party, k, self.arrivals(k, party), True
        for t in self.tellers(k):
            for party in self.reached(t):
                days = self.told_days(t, k, party)
                if days is not None:
                    yield party, t, days, not self.midway_possible(t, k)

    def at(self, k, decision):
        """The standing of the decider at a decision, and its chain."""
        x, last = decision.organisation, decision.bounds[3]
        if self.is_after(k, decision):
            return STANDINGS[-1], ()
        seeds = [seed for seed in self.seeds(k) if seed[0] == x]
        for name, ours in (
            ("took part", [s for s in seeds if s[1] == k]),
            ("was told", [s for s in seeds if s[1] != k]),
        ):
            found = [
                (max(days), (by,))
                for _, by, days, start in ours
                if self.decided_before(k, by, x, days, start, decision)
            ]
            if found:
                return name, least(found)[1]
        for name, with_access in (("could have been told", False), ("had access to", True)):
            found = [
                (day, chain)
                for party, day, chain, days, start in self.certain(k, with_access)
                if party == x and self.decided_before(k, chain[-1], x, days, start, decision)
            ]
            if found:
                return name, least(found)[1]
        if any(by == k and min(days) <= last for _, by, days, _ in seeds):
            return "may have taken part", (k,)
        found = [
            (day, chain)
            for party, day, chain in self.possible(k)
            if party == x and day <= last and not self.is_after(chain[-1], decision)
        ]
        return ("might have known", least(found)[1]) if found else (STANDINGS[-1], ())

    def blind_spot(self, k, decision):
        x, last = decision.organisation, decision.bounds[3]
        if k == decision.contact or self.is_after(k, decision):
            return ""
        ends = {end for _, end in self.lives(k)}
        before = self.decided_before(k, k, -1, ends, False, decision) or k in self.before_decision(decision)
        if not self.record.stretches[k]:
            sender = self.record.senders[k]
            before = before or self.decided_before(k, k, sender, self.starts(k), True, decision)
        held = any(
            self.decided_before(k, by, party, days, start, decision)
            for party, by, days, start in self.seeds(k)
        )
        if before and held and standing(self.table(k)[x], last)[0] == STANDINGS[-1]:
            return "blind spot"
        may_be_held = any(day <= last for _, day, chain in self.possible(k) if len(chain) == 1)
        return "possible blind spot" if may_be_held and self.at(k, decision)[0] in STANDINGS[4:] else ""


def least(chains):
    """Of (day, contacts), the earliest; ties: fewest links, then least contacts from the last back; or None."""
    return min(chains, key=lambda item: (item[0], len(item[1]), item[1][::-1]), default=None)


def standing(row, day):
    """The standing by a day of one row of :meth:`Oracle.table`, and its chain."""
    for name in STANDINGS[:-1]:
        if row[name] is not None and row[name][0] <= day:
            return name, row[name][1]
    return STANDINGS[-1], ()

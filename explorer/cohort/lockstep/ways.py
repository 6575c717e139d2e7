"""What may have reached whom by when, of many cases: as :mod:`explorer.reach.plain_possible` has it of one.

A way is a direction in which a contact passes on what is at a node, on each of the days on which it may be. On every
day on which anything opens, all that is open passes on until there is nothing new: so often that nothing can be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from explorer.cohort.lockstep.contacts import BOTH
from explorer.cohort.lockstep.programs import Numbers, in_order, numbers, ranges, run_in_step

if TYPE_CHECKING:
    from explorer.cohort.lockstep.sweep import Sweep

MOST_A_CONTACT = 200
"""Instructions that a case may need for each of its contacts, and some more; else it is not swept in step."""


class Ways:
    """The ways of the cases of a sweep. Registers: ``node`` of parties, then of contacts that others list, then of
    those that are on their way to a later receipt; ``kept``, what a contact does not pass on."""

    def __init__(self, sweep: Sweep) -> None:
        self.sweep = sweep
        contacts = sweep.contacts
        parties = int(sweep.chosen[contacts.party_case].sum())
        carried = [contact for contact in sweep.links.carried if sweep.chosen[contacts.case[contact]]]
        self.carried = numbers(carried)
        self.late = sweep.places[contacts.is_late[sweep.places]]
        kept = [pair for pair in sweep.links.left_out if sweep.chosen[contacts.case[pair[0]]]]
        self.kept = numbers(kept).reshape(-1, 2)
        self.kept_contacts = np.unique(self.kept[:, 0])
        self.parties = parties
        self.registers = {
            "node": parties + len(self.carried) + len(self.late),
            "kept": 1 + len(self.kept_contacts),
        }

    def run(self) -> None:
        """Pass on all there is, and note what was at each decision."""
        sweep = self.sweep
        of = sweep.registers.of
        kept = of("kept")
        if len(self.kept):
            at = 1 + np.searchsorted(self.kept_contacts, self.kept[:, 0])
            np.bitwise_or.at(kept, at, sweep.bits[sweep.at[self.kept[:, 1]]])
        self._list_ways()
        self._list_beginnings()
        self._run()

    def _kept(self, contacts: Numbers) -> Numbers:
        first = self.sweep.registers.first["kept"]
        if not len(self.kept_contacts):
            return np.full(len(contacts), first)
        at = np.searchsorted(self.kept_contacts, contacts)
        is_kept = self.kept_contacts[np.minimum(at, len(self.kept_contacts) - 1)] == contacts
        return np.where(is_kept, first + 1 + at, first)

    def _list_ways(self) -> None:
        """Every way: its contact, first and last day, the nodes it leads from and to, and what it does not pass on."""
        sweep, contacts = self.sweep, self.sweep.contacts
        node = sweep.registers.first["node"]
        passes, received = contacts.passes, contacts.received[sweep.entries]
        receiver = contacts.receiver[sweep.entries]
        late = contacts.is_late[received]
        found: list[tuple[Numbers, ...]] = []

        def add(contact: Numbers, source: Numbers, target: Numbers, first: Numbers, last: Numbers) -> None:
            found.append((contact, source, target, first, last, self._kept(contact)))

        first_day, last_day = contacts.first_day, contacts.last_day
        # Forward, and both ways: from the sender to those that received it on its day.
        some = passes[received] & ~late & (contacts.sender[received] >= 0)
        c = received[some]
        add(
            c,
            node + sweep.party_at[contacts.sender[c]],
            node + sweep.party_at[receiver[some]],
            first_day[c],
            last_day[c],
        )
        # Both ways: back to the sender, and among those that received it.
        back = passes[received] & ~late & (contacts.flow[received] == BOTH)
        to_sender = back & (contacts.sender[received] >= 0)
        c = received[to_sender]
        add(
            c,
            node + sweep.party_at[receiver[to_sender]],
            node + sweep.party_at[contacts.sender[c]],
            first_day[c],
            last_day[c],
        )
        entries = sweep.entries[back]
        c = contacts.received[entries]
        begin, end = contacts.received_from[c], contacts.received_from[c + 1]
        other = ranges(begin, end - begin)
        mine = np.repeat(entries, end - begin)
        apart = other != mine
        c = contacts.received[mine[apart]]
        add(
            c, node + sweep.party_at[contacts.receiver[mine[apart]]],
            node + sweep.party_at[contacts.receiver[other[apart]]], first_day[c], last_day[c],
        )  # fmt: skip
        # To what lists it.
        carried_node = node + self.parties + np.arange(len(self.carried))
        sent = contacts.sender[self.carried] >= 0
        c = self.carried[sent]
        add(c, node + sweep.party_at[contacts.sender[c]], carried_node[sent], first_day[c], last_day[c])
        for at, contact in zip(carried_node.tolist(), self.carried.tolist(), strict=True):
            if contacts.flow[contact] == BOTH and not contacts.is_late[contact]:
                parties = numbers(sweep.links.receivers(contact))
                c = np.full(len(parties), contact)
                add(c, node + sweep.party_at[parties], np.full(len(parties), at), first_day[c], last_day[c])
        # Later receipts: by way of a node of their own.
        late_node = node + self.parties + len(self.carried) + np.arange(len(self.late))
        some_late = passes[self.late] & (contacts.sender[self.late] >= 0)
        c = self.late[some_late]
        last = np.minimum(last_day[c], contacts.late_last[c])
        add(c, node + sweep.party_at[contacts.sender[c]], late_node[some_late], first_day[c], last)
        # From what is listed.
        at_node = dict(zip(self.carried.tolist(), carried_node.tolist(), strict=True))
        late_at = dict(zip(self.late.tolist(), late_node.tolist(), strict=True))
        for contact, carriers in sweep.links.carriers.items():
            if not sweep.chosen[contacts.case[contact]]:
                continue
            reached = contacts.reached(contact)
            targets = [node + int(sweep.party_at[party]) for party in reached]
            if contact in late_at:
                targets = [*targets[: 1 if contacts.sender[contact] >= 0 else 0], late_at[contact]]
            for earlier in carriers:
                c = np.full(len(targets), contact)
                last = last_day[c]
                if contact in late_at:
                    last = last.copy()
                    last[-1] = min(last[-1], contacts.late_last[contact])
                add(c, np.full(len(targets), at_node[earlier]), numbers(targets), first_day[c], last)
        # And from there on.
        entries = sweep.entries[late]
        c = contacts.received[entries]
        first = contacts.late_first[c]
        last = np.maximum(first, np.minimum(last_day[c], contacts.late_last[c]))
        source = late_node[np.searchsorted(self.late, c)] if len(self.late) else c
        ways = (c, source, node + sweep.party_at[contacts.receiver[entries]], first, last)
        found.append((*ways, np.full(len(c), sweep.registers.first["kept"])))
        contact, source, target, first, last, kept = (
            np.concatenate(parts) for parts in zip(*found, strict=True)
        )
        open_at_all = first <= last
        self.contact, self.source, self.target = (
            contact[open_at_all],
            source[open_at_all],
            target[open_at_all],
        )
        self.first, self.last, self.not_passed = first[open_at_all], last[open_at_all], kept[open_at_all]

    def _list_beginnings(self) -> None:
        """What each contact brings by itself, on its first day or that of its receipt."""
        sweep, contacts = self.sweep, self.sweep.contacts
        node = sweep.registers.first["node"]
        sent = sweep.places[contacts.sender[sweep.places] >= 0]
        received = contacts.received[sweep.entries]
        day = np.where(
            contacts.is_late[received], contacts.late_first[received], contacts.first_day[received]
        )
        self.begins = np.concatenate([sent, received])
        self.begins_at = np.concatenate([contacts.sender[sent], contacts.receiver[sweep.entries]])
        self.begins_at = node + sweep.party_at[self.begins_at]
        self.begins_on = np.concatenate([contacts.first_day[sent], day])

    def _run(self) -> None:
        sweep, contacts, decisions = self.sweep, self.sweep.contacts, self.sweep.decisions
        way_case, begin_case = (
            sweep.case_at[contacts.case[self.contact]],
            sweep.case_at[contacts.case[self.begins]],
        )
        opened = np.concatenate([(way_case << 23) | self.first, (begin_case << 23) | self.begins_on])
        opener = np.concatenate([self.contact, self.begins])
        days = np.unique(opened)
        phase = np.searchsorted(days, opened)
        way_phase, begin_phase = phase[: len(way_case)], phase[len(way_case) :]
        # Days on which more than one contact opens: their ways are passed over again and again.
        least = np.full(len(days), len(contacts.case))
        most = np.full(len(days), -1)
        np.minimum.at(least, phase, opener)
        np.maximum.at(most, phase, opener)
        several = least != most
        # Of ways that last, the later days on which anything opens.
        lasting = np.flatnonzero(self.last > self.first)
        until = np.searchsorted(days, (way_case[lasting] << 23) | self.last[lasting], "right")
        count = until - way_phase[lasting] - 1
        still = np.repeat(lasting, count)
        still_phase = ranges(way_phase[lasting] + 1, count)
        open_count = np.bincount(still_phase, minlength=len(days))
        own_count = np.bincount(way_phase, minlength=len(days))
        rounds = np.where(several, open_count + own_count, open_count)
        own_rounds = np.where(several, np.maximum(1, rounds), 1)
        self.cost = rounds * open_count + own_rounds * own_count
        own = np.repeat(np.arange(len(way_case)), own_rounds[way_phase])
        own_round = ranges(np.ones(len(way_case), np.int64), own_rounds[way_phase])
        again = np.repeat(still, rounds[still_phase])
        again_round = ranges(np.ones(len(still), np.int64), rounds[still_phase])
        last_day = (sweep.case_at[decisions.case[sweep.asked]] << 23) | decisions.last_day[sweep.asked]
        asked_phase = np.searchsorted(days, last_day, "right") - 1
        asked = np.flatnonzero(asked_phase >= 0)
        asked = asked[days[asked_phase[asked]] >> 23 == sweep.case_at[decisions.case[sweep.asked[asked]]]]
        first = sweep.registers.first
        zero = first["kept"]
        phases = np.concatenate(
            [begin_phase, way_phase[own], np.repeat(still_phase, rounds[still_phase]), asked_phase[asked]]
        )
        turn = np.concatenate(
            [
                np.zeros(len(begin_phase), np.int64),
                2 * own_round - 1,
                2 * again_round,
                np.full(len(asked), 2 * int(own_rounds.max(initial=0)) + 2 * int(rounds.max(initial=0)) + 2),
            ]
        )
        target = np.concatenate(
            [self.begins_at, self.target[own], self.target[again], first["asked_ever"] + asked]
        )
        source = np.concatenate(
            [
                sweep.contact("own", self.begins),
                self.source[own],
                self.source[again],
                first["node"] + sweep.party_at[decisions.party[sweep.asked[asked]]],
            ]
        )
        without = np.concatenate(
            [
                np.full(len(self.begins), zero),
                self.not_passed[own],
                self.not_passed[again],
                np.full(len(asked), zero),
            ]
        )
        order = in_order(phases, turn)
        case = (days >> 23)[phases[order]]
        self.instructions = len(order)
        run_in_step(sweep.registers.sets, case, target[order], source[order], without[order])

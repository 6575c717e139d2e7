"""What may have reached whom by when, of many cases, run in step.

On every day on which anything opens, all that is open passes on until there is nothing new: so often that nothing can
be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from explorer.cohort.lockstep.programs import Numbers, in_order, ranges, run_in_step

if TYPE_CHECKING:
    from explorer.cohort.lockstep.columns import Truths
    from explorer.cohort.lockstep.sweep import Sweep

DAY_BITS = 23
"""Days and a few more fit in so many bits: below, a case and a day are one number."""

MOST_A_CONTACT = 100
"""Instructions that a case may need for each of its contacts, and of ten more; else it is left to be swept alone."""


class Turns:
    """How often what is passed over on each day.

    days
        the case and the day on which anything opens, as one number; in order.
    own, own_turn, still, still_turn
        each time that a way is passed over on its first day, and on later days: the way, and the turn.
    """

    def __init__(self, sweep: Sweep) -> None:
        contacts, ways, found = sweep.contacts, sweep.ways, sweep.ways.listed
        way_case = sweep.case_at[contacts.case[found.contact]] << DAY_BITS
        begin_case = sweep.case_at[contacts.case[ways.begins]] << DAY_BITS
        opened = np.concatenate([way_case | found.first, begin_case | ways.begins_on])
        order = in_order(opened)
        is_first = np.diff(opened[order], prepend=-1) > 0
        self.days = opened[order][is_first]
        self.phase = np.empty(len(opened), np.int64)
        self.phase[order] = np.cumsum(is_first) - 1
        self.way_phase = self.phase[: len(way_case)]
        lasting = np.flatnonzero(found.last > found.first)
        until = np.searchsorted(self.days, way_case[lasting] | found.last[lasting], "right")
        times = until - self.way_phase[lasting] - 1
        still, still_phase = np.repeat(lasting, times), ranges(self.way_phase[lasting] + 1, times)
        open_count = np.bincount(still_phase, minlength=len(self.days))
        rounds = np.where(
            self._several(sweep), open_count + np.bincount(self.way_phase, minlength=len(self.days)), 0
        )
        # What the ways of one contact bring, they bring at once; then it goes on along what was open before.
        own_count = np.bincount(self.way_phase, minlength=len(self.days))
        self._shorten(sweep, rounds, open_count, own_count)
        own_rounds, still_rounds = (
            np.maximum(rounds, 1)[self.way_phase],
            np.maximum(rounds, open_count)[still_phase],
        )
        self.own, self.own_turn = _times(np.arange(len(way_case)), own_rounds)
        again, self.still_turn = _times(np.arange(len(still)), still_rounds)
        self.still, self.still_phase = still[again], still_phase[again]

    def _shorten(self, sweep: Sweep, rounds: Numbers, open_count: Numbers, own_count: Numbers) -> None:
        """Marks the cases in which too much is open at a time, and passes over nothing in them."""
        case = self.days >> DAY_BITS
        cost = np.maximum(rounds, 1) * own_count + np.maximum(rounds, open_count) * open_count
        chosen = np.flatnonzero(sweep.chosen)
        most = MOST_A_CONTACT * (10 + sweep.contacts.count[chosen])
        is_long = np.bincount(case, cost, minlength=len(chosen)) > most
        self.is_long = np.zeros(len(sweep.chosen), bool)
        self.is_long[chosen[is_long]] = True
        rounds[is_long[case]] = open_count[is_long[case]] = 0

    def _several(self, sweep: Sweep) -> Numbers:
        """The days on which more than one contact opens, or something goes on from a later receipt."""
        contacts, ways, found = sweep.contacts, sweep.ways, sweep.ways.listed
        opener = np.concatenate([found.contact, ways.begins])
        least = np.full(len(self.days), len(contacts.case))
        most = np.full(len(self.days), -1)
        np.minimum.at(least, self.phase, opener)
        np.maximum.at(most, self.phase, opener)
        several: Numbers = least != most
        several[self.way_phase[found.is_onward]] = True
        return several


def _times(entries: Numbers, times: Numbers) -> tuple[Numbers, Numbers]:
    """Each entry so many times, with its turn, from 1."""
    return np.repeat(entries, times), ranges(np.ones_like(times), times)


def sweep_possible(sweep: Sweep) -> Truths:
    """Passes on all there is, and notes what was at each decision by the end of its last day. Gives the cases in which
    it did not, as too much is open at a time."""
    decisions, ways, found, first = sweep.decisions, sweep.ways, sweep.ways.listed, sweep.registers.first
    turns = Turns(sweep)
    days = turns.days
    case = sweep.case_at[decisions.case[sweep.asked]]
    phase = np.searchsorted(days, case << DAY_BITS | decisions.last_day[sweep.asked], "right") - 1
    asked = np.flatnonzero((phase >= 0) & (days[np.maximum(phase, 0)] >> DAY_BITS == case))
    begin_phase = turns.phase[len(turns.way_phase) :]
    phases = np.concatenate([begin_phase, turns.way_phase[turns.own], turns.still_phase, phase[asked]])
    last = 2 * int(max(turns.own_turn.max(initial=0), turns.still_turn.max(initial=0))) + 1
    turn = np.concatenate(
        [
            np.zeros(len(begin_phase), np.int64),
            2 * turns.own_turn - 1,
            2 * turns.still_turn,
            np.full(len(asked), last),
        ]
    )
    order = in_order(phases, turn)
    node, nothing = sweep.node, np.full(len(begin_phase), first["kept"])
    target = [node(ways.begins_at), node(found.target)[turns.own], node(found.target)[turns.still]]
    target.append(first["asked_ever"] + asked)
    source = [
        sweep.contact("own", ways.begins),
        node(found.source)[turns.own],
        node(found.source)[turns.still],
    ]
    source.append(node(decisions.party[sweep.asked[asked]]))
    kept = sweep.kept(found.contact)
    kept = np.where(found.is_onward, first["kept"], kept)
    without = [nothing, kept[turns.own], kept[turns.still], np.full(len(asked), first["kept"])]
    run_in_step(
        sweep.registers.sets,
        (days >> DAY_BITS)[phases[order]],
        np.concatenate(target)[order],
        np.concatenate(source)[order],
        np.concatenate(without)[order],
    )
    return turns.is_long

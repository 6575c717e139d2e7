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
"""Ways that a case may have open for each of its contacts, and of ten more, on all days together, and times that they
may be passed over; else it is left to be swept alone."""


class Turns:
    """Which ways are passed over on each day, and how often.

    days
        the case and the day on which anything opens, as one number; in order.
    way_phase, begin_phase
        the place in ``days`` of each way, and of what each contact brings by itself.
    passed, phase, turn
        each time that a way is passed over: the way, the place in ``days``, and the turn on that day.
    is_long
        the cases in which too much is open.
    """

    def __init__(self, sweep: Sweep) -> None:
        contacts, ways, found = sweep.contacts, sweep.ways, sweep.ways.listed
        way_case = sweep.case_at[contacts.case[found.contact]] << DAY_BITS
        begin_case = sweep.case_at[contacts.case[ways.begins]] << DAY_BITS
        opened = np.concatenate([way_case | found.first, begin_case | ways.begins_on])
        self.days, phase = _numbered(opened)
        self.way_phase, self.begin_phase = phase[: len(way_case)], phase[len(way_case) :]
        chosen = np.flatnonzero(sweep.chosen)
        self._most = MOST_A_CONTACT * (10 + contacts.count[chosen])
        until = np.searchsorted(self.days, way_case | found.last, "right")
        times = until - self.way_phase
        is_long = np.bincount(way_case >> DAY_BITS, times, minlength=len(chosen)) > self._most
        times[is_long[way_case >> DAY_BITS]] = 0
        open_way, open_phase = np.repeat(np.arange(len(times)), times), ranges(self.way_phase, times)
        is_long |= self._pass_over(sweep, open_way, open_phase)
        self.is_long = np.zeros(len(sweep.chosen), bool)
        self.is_long[chosen[is_long]] = True

    def _pass_over(self, sweep: Sweep, open_way: Numbers, open_phase: Numbers) -> Truths:
        """A way is passed over on its first day, and on each turn after one that brought something to its source; as
        often as there are sources on the day, for so long is the longest chain."""
        ways, found = sweep.ways, sweep.ways.listed
        nodes, entries = ways.nodes, len(open_way)
        keys = [open_phase * nodes + found.source[open_way], open_phase * nodes + found.target[open_way]]
        keys.append(self.begin_phase * nodes + ways.begins_at)
        every, at = _numbered(np.concatenate(keys))
        source, target, begun = at[:entries], at[entries : 2 * entries], at[2 * entries :]
        is_source = np.zeros(len(every), bool)
        is_source[source] = True
        longest = np.bincount(every[is_source] // nodes, minlength=len(self.days))
        touched = np.zeros(len(every), bool)
        touched[begun] = True
        case = self.days >> DAY_BITS
        passed = np.zeros(len(self._most), np.int64)
        is_long = passed > 0
        left, is_new = np.arange(entries), open_phase == self.way_phase[open_way]
        turns: list[tuple[Numbers, Numbers]] = []
        while len(left):
            now = left[touched[source[left]] | is_new[left]]
            turns.append((now, np.full(len(now), len(turns) + 1)))
            passed += np.bincount(case[open_phase[now]], minlength=len(passed))
            is_long |= passed > self._most
            touched[:] = False
            touched[target[now]] = True
            is_new[:] = False
            active = np.zeros(len(self.days), bool)
            active[open_phase[now]] = True
            active &= (longest > len(turns)) & ~is_long[case]
            left = left[active[open_phase[left]]]
        now = np.concatenate([left, *(some for some, _ in turns)])
        self.turn = np.concatenate([left, *(turn for _, turn in turns)])
        self.passed, self.phase = open_way[now], open_phase[now]
        return is_long


def _numbered(keys: Numbers) -> tuple[Numbers, Numbers]:
    """Different keys in order, and of each entry the place of its own among them."""
    order = in_order(keys)
    is_first = np.diff(keys[order], prepend=-1) > 0
    places = np.empty(len(keys), np.int64)
    places[order] = np.cumsum(is_first) - 1
    return keys[order][is_first], places


def sweep_possible(sweep: Sweep) -> Truths:
    """Passes on all there is, and notes what was at each decision by the end of its last day. Gives the cases in which
    it did not, as too much is open at a time."""
    decisions, ways, found, first = sweep.decisions, sweep.ways, sweep.ways.listed, sweep.registers.first
    turns = Turns(sweep)
    days = turns.days
    case = sweep.case_at[decisions.case[sweep.asked]]
    phase = np.searchsorted(days, case << DAY_BITS | decisions.last_day[sweep.asked], "right") - 1
    asked = np.flatnonzero(phase >= 0)
    asked = asked[days[phase[asked]] >> DAY_BITS == case[asked]]
    phases = np.concatenate([turns.begin_phase, turns.phase, phase[asked]])
    begin, end = np.zeros_like(turns.begin_phase), np.full(len(asked), turns.turn.max(initial=0) + 1)
    order = in_order(phases, np.concatenate([begin, turns.turn, end]))
    node, nothing = sweep.node, first["kept"]
    target = [node(ways.begins_at), node(found.target)[turns.passed], first["asked_ever"] + asked]
    deciders = node(decisions.party[sweep.asked[asked]])
    source = [sweep.contact("own", ways.begins), node(found.source)[turns.passed], deciders]
    kept = np.where(found.is_onward, nothing, sweep.kept(found.contact))
    without = [begin + nothing, kept[turns.passed], np.full(len(asked), nothing)]
    run_in_step(
        sweep.registers.sets,
        order,
        (days >> DAY_BITS)[phases],
        np.concatenate(target),
        np.concatenate(source),
        np.concatenate(without),
    )
    return turns.is_long

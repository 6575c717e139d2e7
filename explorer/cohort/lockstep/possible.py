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
        contacts, found = sweep.contacts, sweep.ways.listed
        self._number_days(sweep)
        way_case = sweep.case_at[contacts.case[found.contact]]
        chosen = np.flatnonzero(sweep.chosen)
        self._most = MOST_A_CONTACT * (10 + contacts.count[chosen])
        until = np.searchsorted(self.days, way_case << DAY_BITS | found.last, "right")
        times = until - self.way_phase
        is_long = np.bincount(way_case, times, minlength=len(chosen)) > self._most
        times[is_long[way_case]] = 0
        open_way, open_phase = np.repeat(np.arange(len(times)), times), ranges(self.way_phase, times)
        is_long |= self._pass_over(sweep, open_way, open_phase)
        self.is_long = np.zeros(len(sweep.chosen), bool)
        self.is_long[chosen[is_long]] = True

    def _number_days(self, sweep: Sweep) -> None:
        """Most of what opens does so on the first day of its contact."""
        contacts, ways, found, places = sweep.contacts, sweep.ways, sweep.ways.listed, sweep.places
        own = np.full(len(contacts.case), -1)
        own[places] = sweep.case_at[contacts.case[places]] << DAY_BITS | contacts.first_day[places]
        opened = [(found.contact, found.first), (ways.begins, ways.begins_on)]
        others = [np.flatnonzero(days != contacts.first_day[contact]) for contact, days in opened]
        keys = [
            sweep.case_at[contacts.case[contact[other]]] << DAY_BITS | days[other]
            for (contact, days), other in zip(opened, others, strict=True)
        ]
        every = np.concatenate([own[places], *keys])
        order = in_order(every)
        ordered = every[order]
        is_first = np.diff(ordered, prepend=-1) > 0
        self.days = ordered[is_first]
        own[places] = np.searchsorted(self.days, own[places])
        self.way_phase, self.begin_phase = (own[contact] for contact, _ in opened)
        self.way_phase[others[0]], self.begin_phase[others[1]] = (
            np.searchsorted(self.days, key) for key in keys
        )

    def _pass_over(self, sweep: Sweep, open_way: Numbers, open_phase: Numbers) -> Truths:
        """A way is passed over on its first day, and on each turn after one that brought something to its source; as
        often as there are sources on the day, for so long is the longest chain."""
        found, case = sweep.ways.listed, self.days >> DAY_BITS
        starts, ends, place = self._every_node(sweep)
        source = starts[open_phase] + place[found.source][open_way]
        target = starts[open_phase] + place[found.target][open_way]
        touched = np.zeros(int(ends[-1]) if len(ends) else 0, bool)
        touched[source] = True
        sources = np.searchsorted(ends, np.flatnonzero(touched), "right")
        longest = np.bincount(sources, minlength=len(self.days))
        touched[:] = False
        touched[starts[self.begin_phase] + place[sweep.ways.begins_at]] = True
        passed = np.zeros(len(self._most), np.int64)
        is_long = passed > 0
        left, is_new = np.arange(len(open_way)), open_phase == self.way_phase[open_way]
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

    def _every_node(self, sweep: Sweep) -> tuple[Numbers, Numbers, Numbers]:
        """Where entries of each day begin and end, one for every node of its case; and the place of each node there."""
        case = self.days >> DAY_BITS
        count = np.bincount(sweep.node_case, minlength=len(self._most))
        place = np.empty(len(sweep.node_case), np.int64)
        place[in_order(sweep.node_case)] = ranges(np.zeros_like(count), count)
        ends = np.cumsum(count[case])
        return ends - count[case], ends, place[sweep.node_at]


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
    node = sweep.node
    target = [node(ways.begins_at), node(found.target)[turns.passed], first["asked_ever"] + asked]
    deciders = node(decisions.party[sweep.asked[asked]])
    source = [sweep.contact("own", ways.begins), node(found.source)[turns.passed], deciders]
    kept = np.where(found.is_onward, -1, sweep.kept(found.contact))
    without = [np.full(len(begin), -1), kept[turns.passed], np.full(len(asked), -1)]
    run_in_step(
        sweep.registers.sets,
        order,
        np.bincount((days >> DAY_BITS)[phases]),
        np.concatenate(target),
        np.concatenate(source),
        np.concatenate(without),
    )
    return turns.is_long

"""What every decider of many cases had of every contact, as numbers: :func:`explorer.reach.held.held_of` and what is
counted of it, for many cases at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from explorer.cohort.lockstep.columns import Columns, Truths
from explorer.cohort.lockstep.contacts import MOST_WORDS, WORD, Contacts
from explorer.cohort.lockstep.decisions import Decisions
from explorer.cohort.lockstep.links import Links
from explorer.cohort.lockstep.possible import DAY_BITS
from explorer.cohort.lockstep.programs import Numbers, Sets, in_order, numbers
from explorer.cohort.lockstep.sweep import Sweep

_PAIRS, _FOURS, _EIGHTS, _ALL_EIGHTS = (np.uint64(int(digits * 8, 16)) for digits in ("55", "33", "0f", "01"))


class Counted(NamedTuple):
    """Decisions, an entry each: the case; of its group the party, its sector and what was decided, as numbers of words;
    whether it is dated; and how many contacts there are in each of the last nine fields of
    :class:`explorer.reach.plain.Held`."""

    case: Numbers
    group: tuple[Numbers, Numbers, Numbers]
    is_dated: Truths
    counts: Numbers


def counted(columns: Columns) -> tuple[list[Counted], list[str]]:
    """What is counted of all decisions; and the cases with decisions that must be looked at one by one."""
    contacts = Contacts(columns)
    links = Links(contacts)
    decisions = Decisions(links)
    asked = np.zeros(len(columns.cases), bool)
    asked[decisions.case] = True
    asked |= contacts.is_odd
    left = [columns.cases[case] for case in np.flatnonzero(asked & contacts.is_odd)]
    found = []
    least, words = 0, 1
    while words <= MOST_WORDS:
        most = words * WORD
        chosen = asked & ~contacts.is_odd & (contacts.count > least) & (contacts.count <= most)
        if chosen.any():
            sweep = Sweep(links, decisions, chosen, words)
            differ = _differing(sweep)
            found.append(_counted(sweep, ~differ[decisions.case[sweep.asked]]))
            left += [columns.cases[case] for case in np.flatnonzero(differ)]
        least, words = most, 2 * words
    return found, left


def _differing(sweep: Sweep) -> Truths:
    """The cases in which it matters by which chain a both-way contact brings something back to where it was without
    what came later: they are swept again, as if it never did (:func:`explorer.reach.at_once.held_at`). And those in
    which too much is open at a time."""
    differ = sweep.is_long.copy()
    doubtful = np.zeros(len(differ), bool)
    doubtful[sweep.contacts.case[sweep.ways.kept_away]] = True
    doubtful &= ~differ
    if doubtful.any():
        words = sweep.bits.shape[1]
        again = Sweep(sweep.links, sweep.decisions, doubtful, words, keeps_away=False)
        before = sweep.registers.of("asked_ever")[sweep.asked_at[again.asked]]
        others = (before != again.registers.of("asked_ever")).any(axis=1)
        differ[sweep.decisions.case[again.asked[others]]] = True
    return differ


def _counted(sweep: Sweep, chosen: Truths) -> Counted:
    decisions, columns = sweep.decisions, sweep.contacts.columns
    asked = sweep.asked[chosen]
    rows, by_contact = decisions.row[asked], decisions.is_by_contact[asked]
    held = np.stack([_sizes(some[chosen]) for some in _held(sweep)], axis=1)
    return Counted(
        decisions.case[asked],
        (
            np.where(by_contact, columns.sender[rows], columns.receiver[rows]),
            np.where(by_contact, columns.sender_sector[rows], columns.receiver_sector[rows]),
            np.where(by_contact, columns.kind[rows], columns.decided[rows]),
        ),
        decisions.is_dated[asked],
        held,
    )


def _sizes(sets: Sets) -> Numbers:
    """How many contacts there are in each set: bits are added up in pairs, in fours, in eights, then all eights."""
    found = sets - ((sets >> np.uint64(1)) & _PAIRS)
    found = (found & _FOURS) + ((found >> np.uint64(2)) & _FOURS)
    found = (found + (found >> np.uint64(4))) & _EIGHTS
    return numbers(((found * _ALL_EIGHTS) >> np.uint64(56)).sum(axis=1))


class Begun:
    """Which contacts of a sweep, of ``some`` of its places, have a day before a limit of each of its decisions."""

    def __init__(self, sweep: Sweep, days: Numbers, limits: Numbers, some: Numbers | None = None) -> None:
        some = np.arange(len(days)) if some is None else some
        key = sweep.case_at[sweep.contacts.case[sweep.places[some]]] << DAY_BITS | days[some] + 1
        order = in_order(key)
        self._some, key, cases = some[order], key[order], np.arange(int(sweep.chosen.sum())) << DAY_BITS
        of_case = sweep.case_at[sweep.decisions.case[sweep.asked]]
        self._since = np.searchsorted(key, cases)[of_case]
        self._until = np.searchsorted(key, cases[of_case] | limits + 1)
        self._bits = sweep.bits[self._some]

    def among(self, which: Truths | None = None) -> Sets:
        """By decision, those that do, among all or those that are ``which``."""
        summed = np.zeros((len(self._bits) + 1, self._bits.shape[1]), np.uint64)
        bits = self._bits if which is None else self._bits * which[self._some, None]
        np.cumsum(bits, axis=0, out=summed[1:])
        found: Sets = summed[self._until] - summed[self._since]
        return found


def _held(sweep: Sweep) -> Iterator[Sets]:
    """The fields of :class:`explorer.reach.plain.Held` from ``took_part`` on, each a set for every decision."""
    contacts, decisions, of = sweep.contacts, sweep.decisions, sweep.registers.of
    asked, places = sweep.asked, sweep.places
    reaches = np.diff(contacts.received_from)[places] > 0
    recorded = (contacts.sender[places] >= 0) | (reaches & ~contacts.is_late[places])
    lasts = contacts.is_stretch[places]
    begins, until = contacts.first_day[places], contacts.last_day[places]
    ends = np.maximum(until, contacts.columns.last_day[contacts.first_row[places]])
    by_first = Begun(sweep, until, decisions.first_day[asked])
    by_last = Begun(sweep, begins, decisions.last_day[asked] + 1)
    over = Begun(sweep, ends, decisions.first_day[asked], np.flatnonzero(lasts)).among()
    begun, opened = by_first.among(), by_last.among()
    surely = by_first.among(~lasts) | over | of("asked_sure")
    on_record = by_first.among(recorded) | of("asked_on_record")
    may_be_on_record = by_last.among(recorded) | of("asked_may_be_on_record")
    counts = contacts.columns.is_counted[contacts.first_row[places]]
    counting = np.zeros((int(sweep.chosen.sum()), opened.shape[1]), np.uint64)
    np.bitwise_or.at(counting, sweep.case_at[contacts.case[places[counts]]], sweep.bits[counts])
    before = opened & counting[sweep.case_at[decisions.case[asked]]]
    deciding = np.flatnonzero(decisions.contact[asked] >= 0)
    before[deciding] &= ~sweep.bits[sweep.at[decisions.contact[asked[deciding]]]]
    parties = of("part")[sweep.party_at[decisions.party[asked]]]
    took = parties & begun | of("asked_received") | of("asked_took")
    told, held, ever = of("asked_told"), of("asked_held"), of("asked_ever")
    sure = took | told
    might = sure | held
    may = parties & opened | of("asked_may_be_received")
    blind = before & surely & on_record & ~(of("asked_surely_held") | ever)
    yield before & took
    yield before & told & ~took
    yield before & held & ~sure
    yield np.zeros_like(before)
    yield before & may & ~might
    yield before & ever & ~(might | may)
    yield before & ~(might | may | ever)
    yield blind
    yield before & may_be_on_record & ~(might | blind)

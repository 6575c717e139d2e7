"""What certainly reached whom by when, of many cases, as a program: as :mod:`explorer.reach.plain_certain` has it of
one case."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from explorer.cohort.lockstep.programs import Numbers, Program, ranges

if TYPE_CHECKING:
    from explorer.cohort.lockstep.sweep import Sweep

DEPART, MERGE, ARRIVE, ASK = range(4)
"""Slots of a day: see :mod:`explorer.reach.plain_events`."""


class Certain:
    """The program of a sweep: departures, merges and arrivals of its contacts, and what there is at its decisions."""

    def __init__(self, sweep: Sweep) -> None:
        self.sweep, self.links, self.contacts = sweep, sweep.links, sweep.contacts
        self.program = Program()
        self._write_departures()
        self._write_arrivals()
        self._write_listed()
        self._write_merges()
        self._write_asked()

    def _write_departures(self) -> None:
        contacts, places, write = self.contacts, self.sweep.places, self.program.write
        passes = contacts.passes
        sent = places[passes[places] & (contacts.sender[places] >= 0)]
        write(
            contacts.case[sent], contacts.first_day[sent], DEPART,
            self.sweep.contact("carried", sent), self.sweep.party("held", contacts.sender[sent]),
        )  # fmt: skip
        entries = self.sweep.entries[contacts.is_both[contacts.received[self.sweep.entries]]]
        received = contacts.received[entries]
        write(
            contacts.case[received], contacts.first_day[received], DEPART,
            self.sweep.contact("carried", received), self.sweep.party("held", contacts.receiver[entries]),
        )  # fmt: skip

        contact, party = self.sweep.taken.T
        write(
            contacts.case[contact], contacts.first_day[contact], DEPART,
            self.sweep.registers.first["taken"] + np.arange(len(contact)), self.sweep.party("held", party),
        )  # fmt: skip

    def _write_arrivals(self) -> None:
        contacts, write = self.contacts, self.program.write
        learns = (contacts.is_both | self.links.is_carrier) & ~self.links.is_apart
        sent = self.sweep.places[contacts.sender[self.sweep.places] >= 0]
        own = np.where(learns[sent], self.sweep.contact("carried", sent), self.sweep.contact("own", sent))
        write(
            contacts.case[sent], contacts.last_day[sent], ARRIVE,
            self.sweep.party("held", contacts.sender[sent]), own,
        )  # fmt: skip
        received = contacts.received[self.sweep.entries]
        late = contacts.is_late[received]
        day = np.where(late, contacts.late_last[received], contacts.last_day[received])
        receivers = contacts.receiver[self.sweep.entries]
        write(
            contacts.case[received],
            day,
            ARRIVE,
            self.sweep.party("held", receivers),
            self.sweep.contact("carried", received),
        )
        self._write_apart()
        self._write_answers(self.sweep.entries[contacts.is_answered[received]])
        received, receivers = received[late], receivers[late]
        case, bit, own = (
            contacts.case[received],
            self.sweep.contact("bit", received),
            self.sweep.contact("own", received),
        )
        first, last = contacts.late_first[received], contacts.late_last[received]
        write(case, last, ARRIVE, self.sweep.party("received", receivers), bit)
        write(case, first, ARRIVE, self.sweep.party("may_be_received", receivers), bit)
        write(case, last, ARRIVE, self.sweep.of_case("on_record", case), own)
        write(case, first, ARRIVE, self.sweep.of_case("may_be_on_record", case), own)

    def _write_apart(self) -> None:
        """What both-way contacts bring to each of what they took from others."""
        contacts, sweep = self.contacts, self.sweep
        apart = sweep.places[self.links.is_apart[sweep.places]]
        reached = contacts.reached(apart)
        count = contacts.reaches[apart[reached.at]]
        every = np.arange(len(count))
        one, other = np.repeat(every, count), ranges(every - reached.place, count)
        one, other = one[one != other], other[one != other]
        contact = apart[reached.at[one]]
        taken = sweep.taken_at[self.links.taken_from[contact] + reached.place[other]]
        held = sweep.party("held", reached.party[one])
        taken += sweep.registers.first["taken"]
        self.program.write(contacts.case[contact], contacts.last_day[contact], ARRIVE, held, taken)

    def _write_answers(self, entries: Numbers) -> None:
        """What goes back from those who received a both-way contact later, to all others whom it reached."""
        contacts, sweep = self.contacts, self.sweep
        contact, answer = (
            contacts.received[entries],
            sweep.registers.first["answer"] + np.arange(len(entries)),
        )
        held = sweep.party("held", contacts.receiver[entries])
        self.program.write(contacts.case[contact], contacts.late_first[contact], DEPART, answer, held)
        at, other, _ = contacts.reached(contact)
        at, other = (column[other != contacts.receiver[entries[at]]] for column in (at, other))
        contact = contact[at]
        self.program.write(
            contacts.case[contact],
            contacts.late_last[contact],
            ARRIVE,
            sweep.party("held", other),
            answer[at],
        )

    def _write_merges(self) -> None:
        """What contacts take from others beside what their sources have: each after those that it may take from."""
        sweep, contacts, merges = self.sweep, self.contacts, self.links.merges
        merges = merges[sweep.is_in[merges[:, 0]]]
        contact, target, target_of, source, source_of = merges.T
        self.program.write(
            contacts.case[contact], contacts.first_day[contact], MERGE,
            sweep.register(target, target_of), sweep.register(source, source_of),
        )  # fmt: skip

    def _write_listed(self) -> None:
        """What is told of others, and what else is on record by it."""
        sweep, contacts, write = self.sweep, self.contacts, self.program.write
        lists = np.zeros(len(contacts.case), bool)
        lists[self.links.tells[:, 0]] = True
        entries = sweep.entries[lists[contacts.received[sweep.entries]]]
        contact = contacts.received[entries]
        late = contacts.is_late[contact]
        arrival = np.where(late, contacts.late_last[contact], contacts.last_day[contact])
        told = sweep.party("told", contacts.receiver[entries])
        write(contacts.case[contact], arrival, ARRIVE, told, sweep.contact("own", contact))
        sent = sweep.places[lists[sweep.places] & (contacts.sender[sweep.places] >= 0)]
        told = sweep.party("told", contacts.sender[sent])
        write(contacts.case[sent], contacts.last_day[sent], ARRIVE, told, sweep.contact("own", sent))
        on_day = np.concatenate([sent, contact[~late]])
        case, own = contacts.case[on_day], sweep.contact("own", on_day)
        write(case, contacts.last_day[on_day], ARRIVE, sweep.of_case("on_record", case), own)
        write(case, contacts.first_day[on_day], ARRIVE, sweep.of_case("may_be_on_record", case), own)

    def _write_asked(self) -> None:
        """What there is when a decision begins, and by the end of its last day."""
        decisions, asked, write = self.sweep.decisions, self.sweep.asked, self.program.write
        case, party = decisions.case[asked], decisions.party[asked]
        first_day, last_day = decisions.first_day[asked], decisions.last_day[asked]
        number = np.arange(len(asked))
        at = self.sweep.registers.first
        held = self.sweep.party("held", party)
        write(case, first_day, DEPART, at["asked_held"] + number, held)
        write(case, last_day, ASK, at["asked_surely_held"] + number, held)
        some = np.zeros(len(self.sweep.chosen), bool)
        some[self.contacts.case[self.links.tells[:, 0]]] = True
        some[self.contacts.case[self.contacts.is_late]] = True
        few = some[case]
        case, party, number = case[few], party[few], number[few]
        first_day, last_day = first_day[few], last_day[few]
        write(case, first_day, DEPART, at["asked_told"] + number, self.sweep.party("told", party))
        write(case, first_day, DEPART, at["asked_received"] + number, self.sweep.party("received", party))
        write(case, first_day, DEPART, at["asked_on_record"] + number, self.sweep.of_case("on_record", case))
        write(
            case,
            last_day,
            ASK,
            at["asked_may_be_received"] + number,
            self.sweep.party("may_be_received", party),
        )
        write(
            case,
            last_day,
            ASK,
            at["asked_may_be_on_record"] + number,
            self.sweep.of_case("may_be_on_record", case),
        )

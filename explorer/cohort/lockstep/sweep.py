"""All contacts of many cases in one pass, what is certain beside what is possible: as
:mod:`explorer.reach.plain_sweep` has it of one case, to which tests hold this equal, as programs run in step."""

from __future__ import annotations

from itertools import permutations

import numpy as np

from explorer.cohort.lockstep.columns import Truths
from explorer.cohort.lockstep.contacts import WORD
from explorer.cohort.lockstep.links import Decisions, Links
from explorer.cohort.lockstep.possible import sweep_possible
from explorer.cohort.lockstep.programs import (
    Numbers,
    Program,
    Sets,
    in_order,
    numbers,
)
from explorer.cohort.lockstep.ways import Ways

DEPART, MERGE, ARRIVE, ASK = range(4)
"""Slots of a day: see :mod:`explorer.reach.plain_events`."""


class Registers:
    """Sets of contacts by name, each a row of words for every party, contact, decision or case."""

    def __init__(self, words: int, **counts: int) -> None:
        self.first: dict[str, int] = {}
        self.count = counts
        total = 0
        for name, count in counts.items():
            self.first[name] = total
            total += count
        self.sets: Sets = np.zeros((total, words), np.uint64)

    def of(self, name: str) -> Sets:
        """All of a name."""
        first = self.first[name]
        return self.sets[first : first + self.count[name]]


class Sweep:
    """The cases that are ``chosen``, all of at most so many contacts as ``words`` hold; ``asked`` are the decisions in
    them. What was at a decision is in registers, as in :data:`explorer.reach.plain_sweep.Seen`.
    """

    def __init__(
        self, links: Links, decisions: Decisions, chosen: Truths, words: int, *, keeps_away: bool = True
    ) -> None:
        self.links, self.decisions, self.contacts = links, decisions, links.contacts
        contacts = self.contacts
        self.chosen = chosen
        self.places = np.flatnonzero(chosen[contacts.case])
        self.asked = np.flatnonzero(chosen[decisions.case])
        self.entries = np.flatnonzero(chosen[contacts.case[contacts.received]])
        parties = chosen[contacts.party_case]
        self.at = np.cumsum(chosen[contacts.case]) - 1
        self.party_at = np.cumsum(parties) - 1
        self.asked_at = np.cumsum(chosen[decisions.case]) - 1
        self.case_at = np.cumsum(chosen) - 1
        taken = numbers(list(links.taken)).reshape(-1, 2)
        of_taken = chosen[contacts.case[taken[:, 0]]]
        self.taken, self.taken_at = taken[of_taken], np.cumsum(of_taken) - 1
        self.ways = Ways(links, self.places, self.entries, keeps_away=keeps_away)
        self._number_nodes(parties)
        count, asked, cases = len(self.places), len(self.asked), int(chosen.sum())
        of_parties = dict.fromkeys(
            ("held", "told", "received", "may_be_received", "part"), int(parties.sum())
        )
        of_contacts = dict.fromkeys(("bit", "own", "carried"), count)
        of_cases = dict.fromkeys(("on_record", "may_be_on_record"), cases)
        answers = int(contacts.is_answered[contacts.received[self.entries]].sum())
        beside = {
            "taken": len(self.taken),
            "answer": answers,
            "node": self.nodes,
            "kept": 1 + len(self.keeping),
        }
        of_asked = dict.fromkeys(
            (
                "asked_held", "asked_at_most", "asked_told", "asked_received", "asked_on_record", "asked_took",
                "asked_sure", "asked_surely_held", "asked_may_be_on_record", "asked_may_be_received", "asked_ever",
            ),
            asked,
        )  # fmt: skip
        self.registers = Registers(words, **of_parties, **of_contacts, **of_cases, **of_asked, **beside)
        self.bits = self.registers.of("bit")
        place = contacts.place[self.places]
        self.bits[np.arange(count), place // WORD] = np.uint64(1) << (place % WORD).astype(np.uint64)
        self._own()
        self._begin_parts()
        self.program = Program()
        self._write_all()
        self.program.run(self.registers.sets)
        self._leave_out()
        self.is_long = sweep_possible(self)
        self._add_followed()

    def contact(self, name: str, contacts: Numbers) -> Numbers:
        """Registers of contacts."""
        return self.registers.first[name] + self.at[contacts]

    def register(self, name: str, number: int) -> int:
        """One register: of contacts, or of what was taken from somebody."""
        return self.registers.first[name] + int((self.taken_at if name == "taken" else self.at)[number])

    def party(self, name: str, parties: Numbers) -> Numbers:
        """Registers of parties."""
        return self.registers.first[name] + self.party_at[parties]

    def of_case(self, name: str, cases: Numbers) -> Numbers:
        """Registers of cases."""
        return self.registers.first[name] + self.case_at[cases]

    def _number_nodes(self, parties: Truths) -> None:
        """Registers of nodes; and of what contacts do not pass on, after one for none."""
        contacts = self.contacts
        of_parties = int(parties.sum())
        more = of_parties + np.arange(self.ways.nodes - contacts.parties)
        self.node_at = np.concatenate([self.party_at, more])
        self.nodes = of_parties + len(more)
        left_out = numbers(self.links.left_out).reshape(-1, 2)
        self.left_out = left_out[self.chosen[contacts.case[left_out[:, 0]]]]
        self.keeping = np.unique(self.left_out[:, 0])

    def node(self, nodes: Numbers) -> Numbers:
        """Registers of nodes."""
        return self.registers.first["node"] + self.node_at[nodes]

    def kept(self, contacts: Numbers) -> Numbers:
        """Registers of what contacts do not pass on."""
        at = np.zeros(len(self.contacts.case), np.int64)
        at[self.keeping] = 1 + np.arange(len(self.keeping))
        return self.registers.first["kept"] + at[contacts]

    def _leave_out(self) -> None:
        kept = self.kept(self.left_out[:, 0]) - self.registers.first["kept"]
        np.bitwise_or.at(self.registers.of("kept"), kept, self.bits[self.at[self.left_out[:, 1]]])

    def _own(self) -> None:
        own, carried = self.registers.of("own"), self.registers.of("carried")
        own[:] = self.bits
        for contact, listed in self.links.listed.items():
            if self.chosen[self.contacts.case[contact]]:
                for earlier in listed:
                    own[self.at[contact]] |= self.bits[self.at[earlier]]
        carried[:] = own

    def _begin_parts(self) -> None:
        """What each party took part in on the day of the contact."""
        contacts, part = self.contacts, self.registers.of("part")
        sent = self.places[contacts.sender[self.places] >= 0]
        np.bitwise_or.at(part, self.party_at[contacts.sender[sent]], self.bits[self.at[sent]])
        entries = self.entries[~contacts.is_late[contacts.received[self.entries]]]
        received = contacts.received[entries]
        np.bitwise_or.at(part, self.party_at[contacts.receiver[entries]], self.bits[self.at[received]])

    def _write_all(self) -> None:
        self._write_departures()
        self._write_arrivals()
        self._write_listed()
        self._write_merges()
        self._write_asked()

    def _write_departures(self) -> None:
        contacts, places, write = self.contacts, self.places, self.program.write
        passes = contacts.passes
        sent = places[passes[places] & (contacts.sender[places] >= 0)]
        write(
            contacts.case[sent], contacts.first_day[sent], DEPART,
            self.contact("carried", sent), self.party("held", contacts.sender[sent]),
        )  # fmt: skip
        entries = self.entries[contacts.is_both[contacts.received[self.entries]]]
        received = contacts.received[entries]
        write(
            contacts.case[received], contacts.first_day[received], DEPART,
            self.contact("carried", received), self.party("held", contacts.receiver[entries]),
        )  # fmt: skip

        contact, party = self.taken.T
        write(
            contacts.case[contact], contacts.first_day[contact], DEPART,
            self.registers.first["taken"] + np.arange(len(contact)), self.party("held", party),
        )  # fmt: skip

    def _write_arrivals(self) -> None:
        contacts, write = self.contacts, self.program.write
        learns = contacts.is_both.copy()
        learns[list(self.links.carriers)] = True
        apart = np.zeros(len(learns), bool)
        apart[list(self.links.apart)] = True
        learns &= ~apart
        sent = self.places[contacts.sender[self.places] >= 0]
        own = np.where(learns[sent], self.contact("carried", sent), self.contact("own", sent))
        write(
            contacts.case[sent], contacts.last_day[sent], ARRIVE,
            self.party("held", contacts.sender[sent]), own,
        )  # fmt: skip
        received = contacts.received[self.entries]
        late = contacts.is_late[received]
        day = np.where(late, contacts.late_last[received], contacts.last_day[received])
        receivers = contacts.receiver[self.entries]
        write(
            contacts.case[received],
            day,
            ARRIVE,
            self.party("held", receivers),
            self.contact("carried", received),
        )
        self._write_apart()
        self._write_answers(self.entries[contacts.is_answered[received]])
        received, receivers = received[late], receivers[late]
        case, bit, own = contacts.case[received], self.contact("bit", received), self.contact("own", received)
        first, last = contacts.late_first[received], contacts.late_last[received]
        write(case, last, ARRIVE, self.party("received", receivers), bit)
        write(case, first, ARRIVE, self.party("may_be_received", receivers), bit)
        write(case, last, ARRIVE, self.of_case("on_record", case), own)
        write(case, first, ARRIVE, self.of_case("may_be_on_record", case), own)

    def _write_apart(self) -> None:
        """What both-way contacts bring to each of what they took from others."""
        contacts, first = self.contacts, self.registers.first
        for contact in self.links.apart:
            case, reached = int(contacts.case[contact]), contacts.reached(contact)
            for party, other in permutations(reached, 2) if self.chosen[case] else ():
                source = self.register("taken", self.links.taken[contact, other])
                target = first["held"] + int(self.party_at[party])
                self.program.write_one(case, int(contacts.last_day[contact]), ARRIVE, target, source)

    def _write_answers(self, entries: Numbers) -> None:
        """What goes back from those who received a both-way contact later, to all others whom it reached."""
        contacts, first, write = self.contacts, self.registers.first, self.program.write_one
        for number, entry in enumerate(entries.tolist()):
            contact, party = int(contacts.received[entry]), int(contacts.receiver[entry])
            case, answer = int(contacts.case[contact]), first["answer"] + number
            departure, arrival = int(contacts.late_first[contact]), int(contacts.late_last[contact])
            write(case, departure, DEPART, answer, first["held"] + int(self.party_at[party]))
            for other in contacts.reached(contact):
                if other != party:
                    write(case, arrival, ARRIVE, first["held"] + int(self.party_at[other]), answer)

    def _write_merges(self) -> None:
        """What contacts take from others beside what their sources have: each after those that it may take from."""
        contacts, merged = self.contacts, [*self.links.merged]
        for contact, found in self.links.carriers.items():
            merged += [(contact, ("carried", contact), ("carried", earlier)) for earlier in found]
        for contact, target, source in sorted(merged):
            case = int(contacts.case[contact])
            if self.chosen[case]:
                day = int(contacts.first_day[contact])
                self.program.write_one(case, day, MERGE, self.register(*target), self.register(*source))

    def _write_listed(self) -> None:
        """What is told of others, and what else is on record by it."""
        contacts, first, write = self.contacts, self.registers.first, self.program.write_one
        for contact in self.links.listed:
            case = int(contacts.case[contact])
            if not self.chosen[case]:
                continue
            own = first["own"] + int(self.at[contact])
            day, last_day = int(contacts.first_day[contact]), int(contacts.last_day[contact])
            reached, late = contacts.reached(contact), int(contacts.late_last[contact])
            on_day = 1 if contacts.is_late[contact] and contacts.sender[contact] >= 0 else 0
            on_day = on_day if contacts.is_late[contact] else len(reached)
            for turn, party in enumerate(reached):
                arrival = last_day if turn < on_day else late
                write(case, arrival, ARRIVE, first["told"] + int(self.party_at[party]), own)
            if on_day:
                write(case, last_day, ARRIVE, first["on_record"] + int(self.case_at[case]), own)
                write(case, day, ARRIVE, first["may_be_on_record"] + int(self.case_at[case]), own)

    def _write_asked(self) -> None:
        """What there is when a decision begins, and by the end of its last day."""
        decisions, asked, write = self.decisions, self.asked, self.program.write
        case, party = decisions.case[asked], decisions.party[asked]
        first_day, last_day = decisions.first_day[asked], decisions.last_day[asked]
        number = np.arange(len(asked))
        at = self.registers.first
        held = self.party("held", party)
        write(case, first_day, DEPART, at["asked_held"] + number, held)
        write(case, last_day, ASK, at["asked_surely_held"] + number, held)
        some = np.zeros(len(self.chosen), bool)
        some[[int(self.contacts.case[contact]) for contact in self.links.listed]] = True
        some[self.contacts.case[self.contacts.is_late]] = True
        few = some[case]
        case, party, number = case[few], party[few], number[few]
        first_day, last_day = first_day[few], last_day[few]
        write(case, first_day, DEPART, at["asked_told"] + number, self.party("told", party))
        write(case, first_day, DEPART, at["asked_received"] + number, self.party("received", party))
        write(case, first_day, DEPART, at["asked_on_record"] + number, self.of_case("on_record", case))
        write(case, last_day, ASK, at["asked_may_be_received"] + number, self.party("may_be_received", party))
        write(
            case, last_day, ASK, at["asked_may_be_on_record"] + number, self.of_case("may_be_on_record", case)
        )

    def _add_followed(self) -> None:
        """What a decision follows is certainly before it, whatever the days."""
        decisions, of = self.decisions, self.registers.of
        bits, own, taken = self.bits, of("own"), of("taken")
        for target, source, pairs in (
            ("asked_sure", bits, decisions.sure),
            ("asked_on_record", own, decisions.on_record),
            ("asked_took", bits, decisions.took_part),
            ("asked_told", own, decisions.took_part),
            *(
                ("asked_held", some, [(number, at) for number, kind, at in decisions.held if kind == name])
                for name, some in (("own", own), ("carried", of("carried")), ("taken", taken))
            ),
        ):
            if pairs:
                number, contact = numbers(pairs).T
                chosen = self.chosen[decisions.case[number]]
                at = self.taken_at if source is taken else self.at
                number, contact = self.asked_at[number[chosen]], at[contact[chosen]]
                np.bitwise_or.at(of(target), number, source[contact])

    def begun(self, days: Numbers, which: Truths, limits: Numbers, *, is_before: bool) -> Sets:
        """By decision, contacts among ``which`` whose day is before a limit, or on it at the latest; each an entry a
        contact, or a decision."""
        contacts, words = self.contacts, self.registers.sets.shape[1]
        case = self.case_at[contacts.case[self.places]]
        key = (case << 23) | (days + 1)
        order = in_order(key)
        summed = np.zeros((len(order) + 1, words), np.uint64)
        np.cumsum(np.where(which[order, None], self.bits[order], np.uint64(0)), axis=0, out=summed[1:])
        of_case = self.case_at[self.decisions.case[self.asked]]
        until = np.searchsorted(key[order], (of_case << 23) | (limits + (1 if is_before else 2)))
        since = np.searchsorted(case[order], of_case)
        found: Sets = summed[until] - summed[since]
        return found

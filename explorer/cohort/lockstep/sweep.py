"""All contacts of many cases in one pass, what is certain beside what is possible: as
:mod:`explorer.reach.plain_sweep` has it of one case, to which tests hold this equal, as programs run in step."""

from __future__ import annotations

import numpy as np

from explorer.cohort.lockstep.certain import Certain
from explorer.cohort.lockstep.columns import Truths
from explorer.cohort.lockstep.contacts import WORD
from explorer.cohort.lockstep.decisions import Decisions
from explorer.cohort.lockstep.links import KINDS, Links
from explorer.cohort.lockstep.possible import sweep_possible
from explorer.cohort.lockstep.programs import (
    Numbers,
    Sets,
)
from explorer.cohort.lockstep.ways import Ways


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
    them, and ``places`` the contacts that had begun by the last of these: ``is_in`` says which. What was at a decision
    is in registers, as in :data:`explorer.reach.plain_sweep.Seen`.
    """

    def __init__(
        self, links: Links, decisions: Decisions, chosen: Truths, words: int, *, keeps_away: bool = True
    ) -> None:
        self.links, self.decisions, self.contacts = links, decisions, links.contacts
        contacts = self.contacts
        self.chosen = chosen
        self.is_in = chosen[contacts.case] & (contacts.first_day <= decisions.until[contacts.case])
        self.places = np.flatnonzero(self.is_in)
        self.asked = np.flatnonzero(chosen[decisions.case])
        self.entries = np.flatnonzero(self.is_in[contacts.received])
        parties = chosen[contacts.party_case]
        self.at = np.cumsum(self.is_in) - 1
        self.party_at = np.cumsum(parties) - 1
        self.asked_at = np.cumsum(chosen[decisions.case]) - 1
        self.case_at = np.cumsum(chosen) - 1
        of_taken = self.is_in[links.taken[:, 0]]
        self.taken, self.taken_at = links.taken[of_taken], np.cumsum(of_taken) - 1
        self.ways = Ways(links, self.is_in, self.entries, keeps_away=keeps_away)
        self._number_nodes(parties)
        self.registers = self._make_registers(words, int(parties.sum()))
        self.bits = self.registers.of("bit")
        place = contacts.place[self.places]
        self.bits[np.arange(len(place)), place // WORD] = np.uint64(1) << (place % WORD).astype(np.uint64)
        self._own()
        self._begin_parts()
        self._leave_out()
        self.is_long = sweep_possible(self)
        if keeps_away:
            Certain(self).program.run(self.registers.sets)
            self._add_followed()

    def _make_registers(self, words: int, parties: int) -> Registers:
        contacts, cases = self.contacts, int(self.chosen.sum())
        of_parties = dict.fromkeys(("held", "told", "received", "may_be_received", "part"), parties)
        of_contacts = dict.fromkeys(("bit", "own", "carried"), len(self.places))
        of_cases = dict.fromkeys(("on_record", "may_be_on_record"), cases)
        answers = int(contacts.is_answered[contacts.received[self.entries]].sum())
        beside = {
            "taken": len(self.taken),
            "answer": answers,
            "node": self.nodes,
            "kept": len(self.keeping),
        }
        of_asked = dict.fromkeys(
            (
                "asked_held", "asked_told", "asked_received", "asked_on_record", "asked_took",
                "asked_sure", "asked_surely_held", "asked_may_be_on_record", "asked_may_be_received", "asked_ever",
            ),
            len(self.asked),
        )  # fmt: skip
        return Registers(words, **of_parties, **of_contacts, **of_cases, **of_asked, **beside)

    def contact(self, name: str, contacts: Numbers) -> Numbers:
        """Registers of contacts."""
        return self.registers.first[name] + self.at[contacts]

    def register(self, kinds: Numbers, of: Numbers) -> Numbers:
        """Registers of contacts, or of what was taken from somebody, by their kind."""
        found = np.zeros(len(kinds), np.int64)
        for kind, name in enumerate(KINDS):
            some = kinds == kind
            at = self.taken_at if name == "taken" else self.at
            found[some] = self.registers.first[name] + at[of[some]]
        return found

    def party(self, name: str, parties: Numbers) -> Numbers:
        """Registers of parties."""
        return self.registers.first[name] + self.party_at[parties]

    def of_case(self, name: str, cases: Numbers) -> Numbers:
        """Registers of cases."""
        return self.registers.first[name] + self.case_at[cases]

    def _number_nodes(self, parties: Truths) -> None:
        """Registers of nodes, and their cases; and of what contacts do not pass on."""
        contacts = self.contacts
        of_parties = int(parties.sum())
        more = of_parties + np.arange(self.ways.nodes - contacts.parties)
        self.node_at = np.concatenate([self.party_at, more])
        self.nodes = of_parties + len(more)
        of_contacts = np.concatenate([self.ways.carried, self.ways.late, self.ways.doubled])
        cases = np.concatenate([contacts.party_case[parties], contacts.case[of_contacts]])
        self.node_case = self.case_at[cases]
        self.left_out = self.links.left_out[self.is_in[self.links.left_out[:, 1]]]
        self.keeping = np.unique(self.left_out[:, 0])

    def node(self, nodes: Numbers) -> Numbers:
        """Registers of nodes."""
        return self.registers.first["node"] + self.node_at[nodes]

    def kept(self, contacts: Numbers) -> Numbers:
        """Registers of what contacts do not pass on, -1 for none."""
        at = np.full(len(self.contacts.case), -1)
        at[self.keeping] = self.registers.first["kept"] + np.arange(len(self.keeping))
        return at[contacts]

    def _leave_out(self) -> None:
        kept = self.kept(self.left_out[:, 0]) - self.registers.first["kept"]
        np.bitwise_or.at(self.registers.of("kept"), kept, self.bits[self.at[self.left_out[:, 1]]])

    def _own(self) -> None:
        own, carried = self.registers.of("own"), self.registers.of("carried")
        own[:] = self.bits
        contact, listed = self.links.tells[self.is_in[self.links.tells[:, 0]]].T
        np.bitwise_or.at(own, self.at[contact], self.bits[self.at[listed]])
        carried[:] = own

    def _begin_parts(self) -> None:
        """What each party took part in on the day of the contact."""
        contacts, part = self.contacts, self.registers.of("part")
        sent = self.places[contacts.sender[self.places] >= 0]
        np.bitwise_or.at(part, self.party_at[contacts.sender[sent]], self.bits[self.at[sent]])
        entries = self.entries[~contacts.is_late[contacts.received[self.entries]]]
        received = contacts.received[entries]
        np.bitwise_or.at(part, self.party_at[contacts.receiver[entries]], self.bits[self.at[received]])

    def _add_followed(self) -> None:
        """What a decision follows is certainly before it, whatever the days."""
        decisions, of = self.decisions, self.registers.of
        bits, own, taken = self.bits, of("own"), of("taken")
        kinds = decisions.held[:, 1]
        for target, source, pairs in (
            ("asked_sure", bits, decisions.sure),
            ("asked_on_record", own, decisions.on_record),
            ("asked_took", bits, decisions.took_part),
            ("asked_told", own, decisions.took_part),
            *(
                ("asked_held", some, decisions.held[kinds == kind][:, ::2])
                for kind, some in enumerate((own, of("carried"), taken))
            ),
        ):
            number, contact = pairs[self.chosen[decisions.case[pairs[:, 0]]]].T
            at = self.taken_at if source is taken else self.at
            np.bitwise_or.at(of(target), self.asked_at[number], source[at[contact]])

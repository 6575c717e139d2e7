"""
name: blind-spots
title: Known, and on record elsewhere, when a decision was made
For each deciding organisation and kind of decision: the contacts about the same subject that may have been before it,
by the decider's standing with each, as `explorer known` says it; those that were certainly on record elsewhere with no
recorded route to the decider by then; and those of which the dates tell only that it may be so. No recorded route is
not proof that nobody told it, and no standing says that anybody knew.
finding: blind-spots
column organisation text: Organisation. That decided
column sector text: Sector
column decision text: Decision. The outcome of a request, or the kind of the deciding contact
column decisions count: Decisions. For each subject
column cases cases: Cases. With at least one of them
column dated part: With a date. Decisions whose date is recorded
column with_blind_spots part: With blind spots. Decisions with at least one
column with_possible part: With possible ones. Decisions with at least one
column with_access part: With access. Decisions with at least one contact it had access to
column before count: Contacts before. That may have been before a decision, over all decisions, as in the next
column took_part count: Took part. Of these, the decider was a party to
column was_told count: Was told. A contact that reached it is recorded as passing this on
column could_have_been_told count: Could have been told. A chain of recorded contacts leads to it, in a certain order
column had_access_to count: Had access to. The same, by standing access; nothing shows that the record was opened
column may_have_taken_part count: May have taken part. A party to it, on a day that may but need not be past
column might_have_known count: Might have known. A chain leads to it whose order or arrival is possible, not certain
column no_recorded_route count: No recorded route. None of these in the supplied sources
column blind_spots count: Blind spots. Over all decisions
column possible_blind_spots count: Possible blind spots. Over all decisions
column of_decisions count: Of decisions. All of them, on which the figures rest
column median_blind_spots figure: Median blind spots. Half of the decisions have at most so many
column p90_blind_spots figure: Nine of ten. Nine of ten decisions have at most so many blind spots
column longest_blind_spots figure: Most blind spots. At one decision
column median_possible_blind_spots figure: Median possible ones. Half of the decisions have at most so many
sum before: took_part was_told could_have_been_told had_access_to may_have_taken_part might_have_known no_recorded_route
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from graphlib import CycleError
from typing import TYPE_CHECKING, Any

from explorer.cohort import plain_rows, plain_texts
from explorer.cohort.casewise import Group, Telling, Told, number, told_as, value
from explorer.deciding import DecisionPoint
from explorer.errors import CohortError
from explorer.known import DecisionKnown, decisions_known
from explorer.reach import Standing
from explorer.reach.held import FIELD, held_of
from explorer.report import Report
from explorer.vocabulary import clip, extended

if TYPE_CHECKING:
    from explorer.cohort.lockstep.adding import Added
    from explorer.cohort.lockstep.columns import Columns

READS = plain_texts.READS
STANDINGS = tuple(FIELD[standing] for standing in Standing)
"""Columns that count contacts by the decider's standing with them: fields of :class:`explorer.reach.plain.Held`."""
_COUNTED = (*STANDINGS, "blind_spots", "possible_blind_spots")
_SHARES = {
    "with_blind_spots": "blind_spots",
    "with_possible": "possible_blind_spots",
    "with_access": "had_access_to",
}
_VALUES = ("blind_spots", "possible_blind_spots")
SIGHTS_AT_ONCE = 200_000
"""Decisions that are kept until they are added up: 30 MB."""

Sight = tuple[int, ...]
"""Of a decision and subject: whether it is dated, and how many contacts each of :data:`_COUNTED` counts."""


def tell(report: Report, options: Mapping[str, int]) -> Iterator[Telling]:
    """A decision each, for each subject."""
    case = report.case
    for known in decisions_known(case):
        group = (*told_as(case, known.decision.party), decided(known.decision))
        for subject in known.decision.contact.about:
            about = {contact.id for contact in case.contacts.values() if subject in contact.about}
            for what, measured, times in _summed([_sight(known, about)]):
                yield number(group, what, times) if measured is None else value(group, what, measured)


def _sight(known: DecisionKnown, about: set[str]) -> Sight:
    """What a decision tells of contacts about a subject."""
    standings = Counter(FIELD[standing] for contact, standing in known.standings if contact in about)
    blind, possible = (len(about.intersection(found)) for found in (known.blind, known.possible_blind))
    return (known.decision.is_dated, *(standings[name] for name in STANDINGS), blind, possible)


class Tally:
    """What cases tell, from their rows: as :func:`tell`, of which tests hold it equal, without making a case."""

    def __init__(self, options: Mapping[str, int], settings: Mapping[str, Any]) -> None:
        self.vocabulary = extended(settings.get("vocabulary", {}))[0]
        self._reader = plain_rows.Reader(self.vocabulary)
        self._told: Told = Counter()
        self._sights: dict[Group, list[Sight]] = {}
        self._added: Added | None = None
        self._seen = 0

    def hear(self, name: str, texts: Sequence[str | None]) -> None:
        """One case more, as :data:`READS` has it."""
        decided = self._reader.decided_in(name, plain_texts.Texts._make(texts))
        if decided is None or not decided.asked:
            return
        try:
            every = held_of(decided.plain, decided.asked)
        except CycleError as error:
            raise CohortError(
                f"Contacts of case {clip(name)} follow or share each other in a loop. Make the cohort anew with "
                "`explorer cohort load`."
            ) from error
        sights, groups = self._sights, set()
        every_contact = (1 << len(decided.plain.senders)) - 1
        for held, (group, is_dated, subjects) in zip(every, decided.told, strict=True):
            groups.add(group)
            found = sights.get(group)
            if found is None:
                found = sights[group] = []
            for subject in subjects.split(";"):
                about = plain_rows.about(subject, decided.about)
                of_subject = held if about == every_contact else [contacts & about for contacts in held]
                found.append((is_dated, *map(int.bit_count, of_subject[2:])))
        for group in groups:
            self._told[group, "cases", None] += 1
        self._seen += len(every)
        if self._seen >= SIGHTS_AT_ONCE:
            self._sum()

    def hear_columns(self, columns: Columns) -> list[str]:
        """Many cases more, as columns of numbers; gives the names of those that were not heard."""
        from explorer.cohort.lockstep.adding import Added
        from explorer.cohort.lockstep.counts import counted

        every, left = counted(columns)
        if self._added is None or self._added.words != columns.words:
            self._tell_added()
            self._added = Added(columns.words, [_COUNTED.index(what) for what in _VALUES])
        if every:
            self._added.add(every)
        return left

    def _tell_added(self) -> None:
        """What was told of many cases at once."""
        if self._added is None:
            return
        for group, (decisions, cases, dated, *rest) in self._added.sums():
            not_none = dict(zip(_COUNTED, rest, strict=False))
            told = dict(zip(_COUNTED, rest[len(_COUNTED) :], strict=True))
            told.update(before=sum([told[name] for name in STANDINGS]), cases=cases, dated=dated)
            told.update(decisions=decisions, of_decisions=decisions)
            told.update((column, not_none[what]) for column, what in _SHARES.items())
            self._told.update({(group, what, None): times for what, times in told.items() if times})
        for what in _VALUES:
            for group, measured, times in self._added.values(_COUNTED.index(what)):
                self._told[group, what, measured] += times
        self._added = None

    def told(self) -> Told:
        """What all of them told together."""
        self._sum()
        self._tell_added()
        return self._told

    def _sum(self) -> None:
        for group, found in self._sights.items():
            for what, measured, times in _summed(found):
                if times:
                    self._told[group, what, measured] += times
        self._sights.clear()
        self._seen = 0


def _summed(sights: Sequence[Sight]) -> Iterator[tuple[str, int | None, int]]:
    """What several decisions tell together: a column, ``None`` and a number to add to it; or a column, a value of it,
    and how often."""
    counts = dict(zip(("dated", *_COUNTED), zip(*sights, strict=True), strict=True))
    yield "decisions", None, len(sights)
    yield "of_decisions", None, len(sights)
    yield "before", None, sum([sum(counts[name]) for name in STANDINGS])
    for what, found in counts.items():
        yield what, None, sum(found)
    for column, what in _SHARES.items():
        yield column, None, len(sights) - counts[what].count(0)
    for what in _VALUES:
        for measured, times in Counter(counts[what]).items():
            yield what, measured, times


def decided(decision: DecisionPoint) -> str:
    """The id of the outcome, or of the kind of contact, that is the decision."""
    return decision.outcome.term.id if decision.outcome else decision.contact.kind.id

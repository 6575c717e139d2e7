"""
name: blind-spots
title: On record elsewhere when a decision was made
For each deciding organisation and kind of decision: the contacts about the same subject that were certainly on record
elsewhere with no recorded route to the decider by then; those of which the dates tell only that it may be so; and those
it had access to. No recorded route is not proof that nobody told it.
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
column blind_spots count: Blind spots. Over all decisions
column possible_blind_spots count: Possible blind spots. Over all decisions
column had_access_to count: Had access to. Over all decisions
column of_decisions count: Of decisions. All of them, on which the figures rest
column median_blind_spots figure: Median blind spots. Half of the decisions have at most so many
column p90_blind_spots figure: Nine of ten. Nine of ten decisions have at most so many blind spots
column longest_blind_spots figure: Most blind spots. At one decision
column median_possible_blind_spots figure: Median possible ones. Half of the decisions have at most so many
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from graphlib import CycleError
from typing import Any

from explorer.blindness import sights_of
from explorer.case import Case
from explorer.cohort import plain_rows
from explorer.cohort.casewise import Group, Telling, Told, number, told_as, value
from explorer.deciding import DecisionPoint, decision_points
from explorer.errors import CohortError
from explorer.reach.held import held_of
from explorer.report import Report
from explorer.vocabulary import clip, extended

READS = plain_rows.READS
Sight = tuple[bool, int, int, int]
"""Of a decision: whether it is dated, and how many contacts were blind spots, possible ones, and accessible."""


def tell(report: Report, options: Mapping[str, int]) -> Iterator[Telling]:
    """A decision each, for each subject."""
    case = report.case
    decisions = [point for point in decision_points(case) if case.parties[point.party].is_organisation]
    for decision, sight in zip(decisions, sights_of(case, decisions), strict=True):
        group = (*told_as(case, decision.party), decided(decision))
        for subject in decision.contact.about:
            found = (
                _about(case, subject, contacts) for contacts in (sight.blind, sight.possible, sight.access)
            )
            yield from told(group, decision.is_dated, *found)


def told_by_rows(
    cases: Iterable[Sequence[Sequence[Any]]], options: Mapping[str, int], settings: Mapping[str, Any]
) -> Told:
    """What cases tell, from their rows: as :func:`tell`, of which tests hold it equal, without making a case."""
    reader = plain_rows.Reader(extended(settings.get("vocabulary", {}))[0])
    sights: dict[Group, list[Sight]] = {}
    told: Told = Counter()
    for rows in cases:
        decided = reader.decided_in(rows)
        groups: set[Group] = set()
        try:
            every = held_of(decided.plain, decided.asked)
        except CycleError as error:
            raise CohortError(
                f"Contacts of case {clip(rows[0][0])} follow or share each other in a loop. Make the cohort anew with "
                "`explorer cohort load`."
            ) from error
        for held, said in zip(every, decided.told, strict=True):
            organisation, sector, outcome, is_dated, subjects = said
            group: Group = (organisation, sector, outcome)
            groups.add(group)
            for subject in subjects.split(";"):
                about = plain_rows.about(subject, decided.about)
                blind, possible, access = (
                    held.blind & about,
                    held.possible_blind & about,
                    held.had_access_to & about,
                )
                counts = (blind.bit_count(), possible.bit_count(), access.bit_count())
                sights.setdefault(group, []).append((is_dated, *counts))
        for group in groups:
            told[group, "cases", None] += 1
    for group, found in sights.items():
        told.update(_summed(group, found))
    return told


def _summed(group: Group, sights: Sequence[Sight]) -> Told:
    """What several decisions of a group tell together: as :func:`told` says of each."""
    is_dated, blind, possible, access = zip(*sights, strict=True)
    found: Told = Counter()
    found[group, "decisions", None] = found[group, "of_decisions", None] = len(sights)
    found[group, "dated", None] = sum(is_dated)
    for name, many, counts in (
        ("with_blind_spots", "blind_spots", blind),
        ("with_possible", "possible_blind_spots", possible),
        ("with_access", "had_access_to", access),
    ):
        found[group, name, None] = len(counts) - counts.count(0)
        found[group, many, None] = sum(counts)
    for many, counts in (("blind_spots", blind), ("possible_blind_spots", possible)):
        for count, times in Counter(counts).items():
            found[group, many, count] = times
    return found


def told(group: tuple[str, ...], is_dated: bool, blind: int, possible: int, access: int) -> Iterator[Telling]:
    """What one decision tells, about one subject."""
    yield number(group, "decisions")
    yield number(group, "of_decisions")
    yield number(group, "dated", is_dated)
    for name, many, count in (
        ("with_blind_spots", "blind_spots", blind),
        ("with_possible", "possible_blind_spots", possible),
        ("with_access", "had_access_to", access),
    ):
        yield number(group, name, bool(count))
        yield number(group, many, count)
    yield value(group, "blind_spots", blind)
    yield value(group, "possible_blind_spots", possible)


def decided(decision: DecisionPoint) -> str:
    """The id of the outcome, or of the kind of contact, that is the decision."""
    return decision.outcome.term.id if decision.outcome else decision.contact.kind.id


def _about(case: Case, subject: str, contacts: list[str]) -> int:
    return sum(1 for contact in contacts if subject in case.contacts[contact].about)

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

from collections.abc import Iterator, Mapping

from explorer.blindness import sights_of
from explorer.case import Case
from explorer.cohort.casewise import Telling, number, told_as, value
from explorer.deciding import DecisionPoint, decision_points
from explorer.report import Report


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

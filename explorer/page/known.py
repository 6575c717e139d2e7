"""What each organisation could have known, for the page: from which day each standing holds, and by what chain.

The page compares days and follows pointers; nothing is worked out there (design section 7).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from explorer.blindness import BLIND, asked_of, record_of
from explorer.case import Case, Contact
from explorer.deciding import DecisionPoint, decision_points
from explorer.page.numbers import packed_numbers, packed_steps, unsigned
from explorer.reach import Network, Standing, Step
from explorer.wording import outcome_text, stretch_text

if TYPE_CHECKING:
    from explorer.report import Report

Record = dict[str, Any]
GRADES = {standing: grade for grade, standing in enumerate(Standing)}
CHAINED = (Standing.WAS_TOLD, Standing.COULD_HAVE_BEEN_TOLD, Standing.HAD_ACCESS, Standing.MIGHT_HAVE_KNOWN)
NOT_ASKED = "9"  # of a contact that was after the decision, or about somebody else
MOST_CONTACTS = 2000  # of a case with more, only the days of decisions are offered
MOST_CELLS = (
    300_000  # contacts times decisions, and contacts times organisations: more is for the command line
)
MOST_CHAINED = 30_000  # contacts times decisions: of more, the chains are left to the command line

TOO_MANY = {
    "decisions": "This record has too many contacts and decisions for the decisions to be told on a page",
    "days": "This record has too many contacts for every day to be told on a page",
    "chains": "This record has too many contacts and decisions for the chains at a decision to be told on a page",
}


class _Links:
    """Chains as pointers: each link is a contact and the link before it, once for all chains that share it."""

    def __init__(self) -> None:
        self.flat: list[int] = []
        self._place: dict[tuple[int, int], int] = {}

    def of(self, chain: Iterable[Step]) -> int:
        """The last link of a chain; -1 where it is empty."""
        last = -1
        for step in chain:
            key = (step.contact, last)
            if key not in self._place:
                self._place[key] = len(self._place)
                self.flat += key
            last = self._place[key]
        return last


def known_record(report: Report, lane: Mapping[str, int]) -> Record:
    """The standings of every organisation on every day, and of each decider when it decided.

    Only standings that are ever the answer are kept: one that begins no earlier than a better one never is. Cost: a
    sweep for each contact.
    """
    case, links = report.case, _Links()
    contacts, limits = len(case.contacts), []
    decisions = [point for point in decision_points(case) if case.parties[point.party].is_organisation]
    if contacts * len(decisions) > MOST_CELLS:
        decisions = []
        limits.append(f"{TOO_MANY['decisions']}: explorer known CASE --decisions tells them.")
    network = Network(record_of(case), [asked_of(case, point) for point in decisions])
    party_of = list(case.parties)
    knowers = [
        at for at, party in enumerate(party_of) if party in lane and case.parties[party].is_organisation
    ]
    if contacts > MOST_CONTACTS or contacts * len(knowers) > MOST_CELLS:
        knowers = []
        limits.append(f"{TOO_MANY['days']}: explorer known CASE --by PARTY --on DATE answers for any day.")
    arrivals: dict[int, list[int]] = {at: [] for at in knowers}
    told: list[Record] = [_decision(report, point, lane) for point in decisions]
    has_chains = contacts * len(decisions) <= MOST_CHAINED
    if not has_chains:
        limits.append(f"{TOO_MANY['chains']}: explorer known CASE --by PARTY --on DATE tells them.")
    base = case.scope.first_day if case.has_days else 0
    for column, contact in enumerate(case.contacts.values() if knowers or decisions else ()):
        reach = network.reach(column)
        for at in knowers:
            earliest = 1 << 40
            for standing, day in sorted(reach.days(at).items(), key=lambda item: GRADES[item[0]]):
                if day < earliest:
                    earliest = day
                    chain = reach.standing(at, day).chain if standing in CHAINED else ()
                    arrivals[at] += (column, GRADES[standing], day - base, links.of(chain))
        for number, record in enumerate(told):
            if not _may_precede(network, decisions[number], number, column, contact):
                record["grades"] += NOT_ASKED
                continue
            answer = reach.at(number)
            record["grades"] += str(GRADES[answer.standing])
            spot = reach.blind_spot(number)
            if spot:
                record["blind" if spot == BLIND else "possible"].append(column)
            if has_chains and answer.standing in CHAINED:
                record["links"] += (column, links.of(answer.chain))
    return {
        "base": base,
        "limits": limits,
        "links": links.flat,
        "knowers": [{"party": lane[party_of[at]], "arrivals": arrivals[at]} for at in knowers],
        "decisions": told,
    }


def _may_precede(network: Network, point: DecisionPoint, number: int, column: int, contact: Contact) -> bool:
    """May a counted contact about the same subject have been before a decision?"""
    is_own = point.outcome is None and point.contact.id == contact.id
    is_about = contact.is_counted and not set(point.contact.about).isdisjoint(contact.about)
    may_be = contact.bounds.first_day <= point.bounds.last_day and column not in network.before[number].after
    return is_about and may_be and not is_own


def _decision(report: Report, point: DecisionPoint, lane: Mapping[str, int]) -> Record:
    case: Case = report.case
    what = outcome_text(point.outcome) if point.outcome else point.contact.kind.label.lower()
    days = (
        ""
        if point.is_dated
        else f"; taken as within {stretch_text(point.bounds.first_day, point.bounds.last_day)}"
    )
    return {
        "party": lane[point.party],
        "column": case.place_of[point.contact.id],
        "words": f"{what}{days}",
        "grades": "",
        "links": [],
        "blind": [],
        "possible": [],
    }


def packed_known(record: Record) -> Record:
    """The record with its lists as texts of :mod:`explorer.page.numbers`; ``unpackedKnown`` reads it.

    Columns grow within a list, and a link most often stands soon after another: steps are short.
    """
    return {
        "base": record["base"],
        "limits": record["limits"],
        "links": _packed_links(record["links"]),
        "knowers": [
            {"party": knower["party"], "arrivals": _packed_arrivals(knower["arrivals"])}
            for knower in record["knowers"]
        ],
        "decisions": [
            decision
            | {name: packed_steps(decision[name]) for name in ("blind", "possible")}
            | {"links": _packed_chains(decision["links"])}
            for decision in record["decisions"]
        ],
    }


def _packed_links(flat: list[int]) -> str:
    """By twos: the step from the column of the link that stands before, and how far back the earlier link is, or 0."""
    numbers: list[int] = []
    last = 0
    for place, (column, before) in enumerate(zip(flat[::2], flat[1::2], strict=True)):
        numbers += (unsigned(column - last), place - before if before >= 0 else 0)
        last = column
    return packed_numbers(numbers)


def _packed_arrivals(flat: list[int]) -> str:
    """By threes: the step to the next column with the standing, the step of the day, and that of the link."""
    numbers: list[int] = []
    last_column = last_day = last_link = 0
    for column, grade, day, link in zip(*(iter(flat),) * 4, strict=True):
        step = unsigned(link - last_link) + 1 if link >= 0 else 0
        numbers += ((column - last_column) * 8 + grade, unsigned(day - last_day), step)
        last_column, last_day, last_link = column, day, link if link >= 0 else last_link
    return packed_numbers(numbers)


def _packed_chains(flat: list[int]) -> str:
    """By twos: the step to the next column, and the link and one."""
    numbers: list[int] = []
    last = 0
    for column, link in zip(flat[::2], flat[1::2], strict=True):
        numbers += (column - last, link + 1)
        last = column
    return packed_numbers(numbers)

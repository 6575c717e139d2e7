"""The answers that the page draws: journeys, holdings, days with nobody, contacts that were called for.

Each is a record of ``payload.d.ts``, made from the report in numbers of lanes and columns.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from explorer.answer_text import step_texts
from explorer.called_for import Expected
from explorer.case import Case
from explorer.dates import describe
from explorer.holding import HOLDS, Holding
from explorer.journeys import Journey
from explorer.wording import counted, listed

if TYPE_CHECKING:
    from explorer.report import Report

Record = dict[str, Any]
Places = Mapping[str, int]
GROUNDS = {"guidance": "guidance", "review": "a review"}


def journey_record(report: Report, journey: Journey, column: Places) -> Record:
    """A journey with what there is to say of each step, in the words of ``explorer journeys``."""
    steps = [
        {"column": column[step.contact], "depth": step.depth, "said": list(step_texts(report, journey, step))}
        for step in journey.steps
    ]
    numbers = [
        counted(len(journey.steps), "contact"),
        counted(len(journey.organisations), "organisation"),
        counted(journey.handoffs, "handoff"),
    ]
    return {
        "root": column[journey.id],
        "columns": sorted(column[contact] for contact in journey.contacts),
        "sum": listed(numbers),
        "steps": steps,
    }


def holding_record(case: Case, holding: Holding, lane: Places, column: Places) -> Record:
    """An organisation with the case, or with a request in hand."""
    return {
        "party": lane[holding.party],
        "subject": lane[holding.subject],
        "holds": holding.what == HOLDS,
        "column": column[holding.contact],
        "certain": holding.certain,
        "possible": holding.possible,
        "basis": holding.basis,
    }


def nobody_records(report: Report, lane: Places) -> list[Record]:
    """For each subject, the days on which nobody is recorded as holding the case."""
    labels = report.case.vocabulary.sectors
    return [
        {
            "subject": lane[subject],
            "sectors": listed([labels[sector].label.lower() for sector in days.sectors], "or"),
            "certain": days.nobody,
            "possible": days.possibly_nobody,
        }
        for subject, days in report.holding_days.items()
        if days.nobody or days.possibly_nobody
    ]


def expected_record(expected: Expected, lane: Places) -> Record:
    """A contact that a source called for: drawn as a ghost."""
    place = " ".join(part for part in (expected.said_by, expected.locator) if part)
    by = f", by {describe(expected.by)}" if expected.by else ""
    ground = GROUNDS.get(expected.ground, expected.ground)
    return {
        "id": expected.id,
        "sender": lane[expected.sender],
        "receiver": lane[expected.receiver],
        "label": expected.kind.label,
        "words": f"called for by {ground}{f' ({place})' if place else ''}{by}; not on record",
    }

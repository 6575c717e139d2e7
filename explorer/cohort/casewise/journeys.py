"""
name: journeys
title: Commonest journeys
Journeys by the sectors of the organisations they went through, in the order of their contacts; consecutive contacts of
one sector are told once. Only recorded links make a journey. The commonest are given.
finding: handoffs, returns
option most_rows 100 sequences: How many sequences are given, the commonest first
column sectors text: Sectors. In order, of organisations that took part
column journeys count: Journeys. More than one contact, or a single request
column cases cases: Cases. With at least one of them
column came_back part: Came back. To an organisation they had left
column no_outcome part: No outcome recorded. Of a request with no onward request
column median_contacts figure: Median contacts. Half of the journeys have at most so many
column longest_contacts figure: Most contacts. In one journey
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from explorer.case import Case
from explorer.cohort.casewise import Telling, number, value
from explorer.journeys import NOT_RECORDED, Journey
from explorer.report import Report
from explorer.routes import runs

LIMIT = ("journeys", "most_rows")


def tell(report: Report, options: Mapping[str, int]) -> Iterator[Telling]:
    """A journey each."""
    for journey in report.journeys:
        group = (" > ".join(runs(_sectors(report.case, journey))),)
        yield number(group, "journeys")
        yield number(group, "came_back", bool(journey.returns))
        stops = (report.requests[stop].group for stop in journey.stops)
        yield number(group, "no_outcome", NOT_RECORDED in stops)
        yield value(group, "contacts", len(journey.steps))


def _sectors(case: Case, journey: Journey) -> Iterator[str]:
    for contact in journey.contacts:
        for party in case.contacts[contact].parties:
            if case.parties[party].is_organisation:
                yield case.parties[party].sector.id

"""
name: handoffs
title: Journeys through several organisations
Journeys with a handoff, by how many organisations they went through.
finding: handoffs
option least_organisations 3 organisations: Organisations a journey goes through, at least
column organisations text: Organisations. How many the journey went through
column journeys count: Journeys. For each subject
column cases cases: Cases. With at least one of them
column median_handoffs figure: Median handoffs. Half of the journeys have at most so many
column longest_handoffs figure: Most handoffs. In one journey
column median_stops figure: Median stops. Requests with no onward request
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from explorer.cohort.casewise import Telling, number, statements, value
from explorer.cohort.measures import MOST
from explorer.report import Report


def tell(report: Report, options: Mapping[str, int]) -> Iterator[Telling]:
    """A journey each, for each subject."""
    least = max(2, options["least_organisations"])
    for statement in statements(report, "handoffs", least_organisations=least, most_journeys=MOST):
        values = dict(statement.values)
        group = (str(values["organisations"]),)
        yield number(group, "journeys")
        for name in ("handoffs", "stops"):
            yield value(group, name, int(values[name]))  # type: ignore[arg-type]

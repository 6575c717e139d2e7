"""
name: recorded-returns
title: Journeys that came back
Contacts that brought a journey back to an organisation it had left, by recorded links alone.
finding: returns
column organisation text: Organisation. To which the journey came back
column sector text: Sector
column returns count: Returns. A contact each, and a subject
column cases cases: Cases. With at least one of them
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from explorer.cohort.casewise import Telling, number, statements, told_as
from explorer.report import Report


def tell(report: Report, options: Mapping[str, int]) -> Iterator[Telling]:
    """A return each."""
    for statement in statements(report, "returns"):
        organisation = str(dict(statement.values)["organisation"])
        yield number(told_as(report.case, organisation), "returns")

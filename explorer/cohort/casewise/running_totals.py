"""
name: running-totals
title: What had come before each decision
For each organisation that decided: contacts about the subject, requests and organisations that came before its
decisions, each at the least and at the most that dates allow.
finding: accumulation
column organisation text: Organisation. That decided
column sector text: Sector
column cases cases: Cases. With at least one decision
column dated part: With a date. Decisions whose date is recorded
column decisions count: Decisions. For each subject
column median_least_contacts figure: Median contacts, least. Before half of the decisions came at most so many
column median_most_contacts figure: Median contacts, most. The same, each at its most
column p90_least_contacts figure: Nine of ten, contacts, least. Before nine of ten decisions came at most so many
column p90_most_contacts figure: Nine of ten, contacts, most. The same, each at its most
column median_least_requests figure: Median requests, least. Among the contacts
column median_most_requests figure: Median requests, most. The same, each at its most
column median_least_organisations figure: Median organisations, least. That took part in the contacts
column median_most_organisations figure: Median organisations, most. The same, each at its most
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from explorer.cohort.casewise import Telling, number, statements, told_as, value
from explorer.report import Report


def tell(report: Report, options: Mapping[str, int]) -> Iterator[Telling]:
    """A decision each, for each subject."""
    for statement in statements(report, "accumulation"):
        values = dict(statement.values)
        if "decided_by" not in values:
            continue  # the densest days, which are of no decision
        group = told_as(report.case, str(values["decided_by"]))
        yield number(group, "decisions")
        yield number(group, "dated", bool(values["dated"]))
        for name in ("contacts", "requests", "organisations"):
            for end in (f"least_{name}", f"most_{name}"):
                yield value(group, end, int(values[end]))  # type: ignore[arg-type]

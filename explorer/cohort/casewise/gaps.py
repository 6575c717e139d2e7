"""
name: gaps
title: Gaps in the record
Stretches of at least so many days of a case with no contact on record, or none at which the subject was or can have
been seen. A gap is missing records: it is not proof that nothing happened.
finding: gaps
option gap_days 90 days: Days without a contact, at least
column what text: Without. A contact, or a contact at which the subject can have been seen
column gaps count: Gaps. For each subject
column cases cases: Cases. With at least one of them
column loosely part: Perhaps less. A contact of uncertain date may lie in it
column median_days days: Median days. Half of the gaps are at most so long
column p90_days days: Nine of ten. Nine of ten gaps are at most so long
column longest_days days: Longest gap
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from explorer.cohort.casewise import Telling, number, statements, value
from explorer.report import Report


def tell(report: Report, options: Mapping[str, int]) -> Iterator[Telling]:
    """A gap each."""
    for statement in statements(report, "gaps", gap_days=max(1, options["gap_days"])):
        values = dict(statement.values)
        group = ("a contact at which the subject was seen" if values["seeing"] else "a contact",)
        yield number(group, "gaps")
        yield number(group, "loosely", bool(values["may_lie_in_it"]))
        yield value(group, "days", int(values["days"]))  # type: ignore[arg-type]

"""
name: closed-unseen
title: Ended or closed, and the subject not recorded as seen
Requests that ended or were closed at an organisation, with no contact on record at which it can have seen the subject.
No record is not proof that it did not.
finding: closed-unseen
column receiver text: Organisation. That was asked
column sector text: Sector
column requests count: Requests. An edge and a subject each
column cases cases: Cases. With at least one of them
column says_no part: Said not to be seen. A source says that the subject was not seen
column none_recorded part: None recorded. Nothing is recorded of seeing the subject
column sources_differ part: Sources differ. On whether the subject was seen
sum requests: says_no none_recorded sources_differ
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from explorer.cohort.casewise import Telling, number, statements, told_as
from explorer.report import Report

SAYS = {"not seen": "says_no", "none recorded": "none_recorded", "sources differ": "sources_differ"}


def tell(report: Report, options: Mapping[str, int]) -> Iterator[Telling]:
    """A request each, for each subject."""
    for statement in statements(report, "closed-unseen"):
        values = dict(statement.values)
        group = told_as(report.case, str(values["receiver"]))
        yield number(group, "requests")
        yield number(group, SAYS[str(values["says"])])

"""
name: passed-on
title: Passed on, no receipt recorded
Requests that an organisation passed on, or ended and sent on to others, where nobody is recorded as receiving it or
taking it on. No record is not proof that nobody did.
A cohort holds no sources: where the receiver's own return alone tells of a contact, the case has a receipt, and here it
counts as none.
finding: passed-on
column organisation text: Organisation. That passed it on
column sector text: Sector
column requests count: Requests. An edge and a subject each
column cases cases: Cases. With at least one of them
column to_nobody_named part: To whom, not recorded. No onward contact is recorded
column onward count: Onward contacts. An edge each
column without_receipt part: Without a receipt. Onward contacts that nobody is recorded as receiving
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from explorer.case import Case
from explorer.cohort.casewise import Telling, number, statements, told_as
from explorer.report import Report
from explorer.statements import Statement


def tell(report: Report, options: Mapping[str, int]) -> Iterator[Telling]:
    """A request each, for each subject."""
    for statement in statements(report, "passed-on"):
        values = dict(statement.values)
        if "passed_on_to" not in values:
            continue  # not in the receiver's return: a cohort holds no returns
        group = told_as(report.case, _receiver(report.case, statement))
        yield number(group, "requests")
        yield number(group, "to_nobody_named", not values["passed_on_to"])
        yield number(group, "onward", int(values["passed_on_to"]))  # type: ignore[arg-type]
        yield number(group, "without_receipt", int(values["without_receipt"]))  # type: ignore[arg-type]


def _receiver(case: Case, statement: Statement) -> str:
    """Of the request: cited where there are several."""
    contact = case.contacts[statement.contacts[0]]
    if len(contact.receivers) == 1:
        return contact.receivers[0]
    return statement.cite.removeprefix(f"{statement.finding} {contact.id} ")

"""
name: no-feedback
title: No feedback to the sender recorded
Requests of organisations with a decision, for which nothing from the receiver to the sender is recorded after it.
No record is not proof that nothing was said.
finding: no-feedback
column receiver text: To. The organisation that decided
column receiver_sector text: Sector of the receiver
column sender text: From. The organisation that had asked
column sender_sector text: Sector of the sender
column no_feedback count: No feedback recorded. Requests, an edge and a subject each
column cases cases: Cases. With at least one of them
margin receiver: no_feedback
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from explorer.cohort.casewise import Telling, number, statements, told_as
from explorer.report import Report


def tell(report: Report, options: Mapping[str, int]) -> Iterator[Telling]:
    """A request each."""
    for statement in statements(report, "no-feedback"):
        values = dict(statement.values)
        ends = (told_as(report.case, str(values[end])) for end in ("receiver", "sender"))
        yield number(tuple(cell for end in ends for cell in end), "no_feedback")

"""
name: nobody-holding
title: Days nobody is recorded as holding the case
Of all days of all cases, those on which no organisation of the sectors that hold cases is recorded as holding it; for
certain, and possibly. No record is not proof that nobody did.
finding: nobody-holding
column cases cases: Cases. With at least one such day
column days count: Days. Of those cases, for each subject
column nobody part: Nobody, for certain. Days
column possibly_nobody part: Nobody, possibly. Days, the certain ones among them
column subjects count: Subjects. With at least one such day
column median_nobody days: Median days, for certain. Of a subject
column median_possibly_nobody days: Median days, possibly. Of a subject
column p90_nobody days: Nine of ten, for certain. Nine of ten subjects have at most so many days
column p90_possibly_nobody days: Nine of ten, possibly. The same, each at its most
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from explorer.cohort.casewise import Telling, number, statements, value
from explorer.report import Report


def tell(report: Report, options: Mapping[str, int]) -> Iterator[Telling]:
    """A subject each."""
    for statement in statements(report, "nobody-holding"):
        yield number((), "subjects")
        for name, days in statement.values:
            yield number((), name, int(days))  # type: ignore[arg-type]
            if name != "days":
                yield value((), name, int(days))  # type: ignore[arg-type]

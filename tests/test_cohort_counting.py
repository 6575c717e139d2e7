"""Organisations beside others of their sector: a funnel of what their sizes let chance do, worked out by hand."""

from __future__ import annotations

from explorer.cohort.counting import Counted, funnel_of, table_of
from explorer.cohort.measures import measure_called

MEASURE = measure_called("organisations")


def row(name: str, sector: str, received: int, no_outcome: int) -> tuple[str | int, ...]:
    """As the measure gives it: what else an organisation was asked has ended."""
    return (name, sector, 50, 10, received, 0, received, 0, 0, received - no_outcome, 0, 0, no_outcome, 0)


def counted(*rows: tuple[str | int, ...], hidden: frozenset[tuple[int, int]] = frozenset()) -> Counted:
    return Counted(MEASURE, rows, frozenset(), hidden)


def test_limits_are_those_of_the_sectors_own_share_and_the_organisations_size() -> None:
    found = counted(row("a", "police", 100, 50), row("b", "police", 100, 10), row("c", "health", 10, 10))
    rows = {line[0]: line[2:] for line in funnel_of(found).rows}
    # 60 of 200 requests to police: 300 in a thousand; one deviation of 100 requests is the root of 0.3 x 0.7 / 100.
    assert rows["a"] == (100, 50, 500, 300, 210, 390, 158, 442, "above the limits of 998 of 1,000")
    assert rows["b"] == (100, 10, 100, 300, 210, 390, 158, 442, "below the limits of 998 of 1,000")
    assert rows["c"] == (10, 10, 1000, 1000, 1000, 1000, 1000, 1000, "within the limits")


def test_they_stand_in_the_order_of_the_measure_and_nobody_asked_nothing_has_a_share() -> None:
    found = counted(row("a", "police", 10, 9), row("b", "police", 0, 0), row("c", "police", 10, 1))
    assert [line[0] for line in funnel_of(found).rows] == ["a", "c"]


def test_what_is_not_shown_is_in_no_row_and_no_share() -> None:
    names = [column.name for column in MEASURE.columns]
    hidden = frozenset({(1, names.index("no_outcome"))})
    found = counted(row("a", "police", 100, 30), row("b", "police", 100, 90), hidden=hidden)
    assert [(line[0], line[5]) for line in funnel_of(found).rows] == [("a", 300)]
    shown = table_of(found).rows[1]
    assert shown[names.index("no_outcome")] is None and shown[-1] == ("No outcome recorded",)


def test_an_organisation_that_rests_on_few_cases_is_in_no_row_and_no_share() -> None:
    rows = (row("a", "police", 100, 30), row("b", "police", 100, 90))
    found = funnel_of(Counted(MEASURE, rows, frozenset({1}), frozenset()))
    assert [(line[0], line[5]) for line in found.rows] == [("a", 300)]

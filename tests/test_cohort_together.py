"""Tables of one page about the same requests: what one of them leaves out, no other gives away."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from explorer.cohort.counting import Counted
from explorer.cohort.measures import measure_called
from explorer.cohort.page.payload import OUTCOMES
from explorer.cohort.page.together import (
    added,
    cases_of,
    hide_alike,
    is_enough,
    may_be_told,
    months,
    shown_rows,
    yearly,
)
from explorer.cohort.small import hidden_beside, small_rows

PARTS = [name for name, _ in OUTCOMES]


def counted(name: str, rows: list[dict[str, Any]], threshold: int = 5) -> Counted:
    """A measure of these rows; what a row does not say is 0."""
    measure = measure_called(name)
    names = [column.name for column in measure.columns]
    cells = tuple(
        tuple(
            row.get(name, "" if kind == "text" else 0)
            for name, kind in zip(names, measure.types, strict=True)
        )
        for row in rows
    )
    left_out = small_rows(cells, measure.types, threshold)
    hidden = hidden_beside(cells, measure.types, measure.sums, threshold)
    return Counted(measure, cells, frozenset(left_out), frozenset(hidden))


def flow(sender: str, receiver: str, none: int, closed: int = 0, **more: Any) -> dict[str, Any]:
    both = none + closed
    return {"sender": sender, "sender_sector": "education", "receiver": receiver, "receiver_sector": "police",
            "referrals": both, "cases": both, "no_outcome": none, "ended": closed, **more}  # fmt: skip


def test_numbers_of_organisations_are_sums_of_what_is_shown() -> None:
    """A force with one partner: its total would be the flow that is hidden beside a small one."""
    flows = shown_rows(counted("flows", [flow("a", "x", 3, 9), flow("b", "x", 7, 9), flow("b", "y", 8, 9)]))
    for by in (("receiver",), ("sender",)):
        for key, sums in added(flows, by).items():
            of_key = [row for row in flows if tuple(row[name] for name in by) == key]
            for name, total in sums.items():
                told = [row[name] for row in of_key if row[name] is not None]
                assert total == (sum(told) if told else None)
    assert added(flows, ("receiver",))["x",]["no_outcome"] is None  # 3 and 7 are hidden: 10 is not told


@pytest.mark.parametrize(("one", "other"), [*product((1, 4, 5, 9), repeat=2)])
def test_years_of_a_flow_hide_what_it_hides(one: int, other: int) -> None:
    """``no_outcome`` of the flow goes with the small ``other``: its years, each no small number, would add up to it."""
    whole = flow("a", "x", one + other, 9, referrals=one + other + 12, other=3)
    flows = counted("flows", [whole, flow("b", "x", 20, 20)])
    rows = [
        flow("a", "x", one, 9, referrals=one + 12, other=3, year="2020"),
        flow("a", "x", other, 0, year="2021"),
    ]
    shown = shown_rows(flows)
    hidden = [name for name in PARTS if shown[0][name] is None]
    assert len(hidden) > 1
    years = yearly(counted("yearly-flows", rows), shown, PARTS)
    assert years and all(row[name] is None for row in years for name in hidden)


def test_years_of_a_flow_whose_number_is_hidden_tell_nothing() -> None:
    flows = [{**shown_rows(counted("flows", [flow("a", "x", 9, 9)]))[0], "referrals": None}]
    (year,) = yearly(counted("yearly-flows", [flow("a", "x", 9, 9, year="2020")]), flows, PARTS)
    assert all(year[name] is None for name in ("referrals", *PARTS))


def test_a_pair_of_sectors_with_one_flow_and_that_flow_hide_alike() -> None:
    """The flow hides 7 behind a margin of its receiver; its pair, of the same numbers, would show it."""
    rows = [
        flow("a", "x", 7, 9, sender_sector="health"),
        flow("b", "x", 3, 9), flow("b", "y", 8, 9), flow("c", "y", 9, 9),
    ]  # fmt: skip
    flows = counted("flows", rows)
    pairs = counted("sector-flows", [
        flow("", "", 7, 9, sender_sector="health"), flow("", "", 20, 27),
    ])  # fmt: skip
    assert shown_rows(flows)[0]["no_outcome"] is None and shown_rows(pairs)[0]["no_outcome"] == 7
    columns = ["referrals", *PARTS, "waits"]
    alike, alike_pairs = hide_alike(flows, pairs, columns)
    one, other = shown_rows(alike)[0], shown_rows(alike_pairs)[0]
    assert [one[name] for name in columns] == [other[name] for name in columns]
    assert one["no_outcome"] is None and shown_rows(alike_pairs)[1] == shown_rows(pairs)[1]
    back, _ = hide_alike(
        counted("flows", [rows[0], *rows[2:]]), replace(pairs, hidden=frozenset({(0, 4)})), columns
    )
    assert [name for name in columns if shown_rows(back)[0][name] is None] == [pairs.measure.columns[4].name]


def test_years_of_a_flow_that_hides_nothing_are_as_counted() -> None:
    flows = shown_rows(counted("flows", [flow("a", "x", 9, 9)]))
    rows = [flow("a", "x", 9, 0, year="2020"), flow("a", "x", 0, 9, year="2021")]
    assert [row["no_outcome"] for row in yearly(counted("yearly-flows", rows), flows, PARTS)] == [9, 0]
    assert not yearly(counted("yearly-flows", [flow("b", "z", 9, year="2020")]), flows, PARTS)


@pytest.mark.parametrize(
    ("unknown", "is_told"), [([3], False), ([9], False), ([1, 2], False), ([3, 9], True), ([], True)]
)
def test_months_are_told_only_where_enough_is_unknown_of_their_year(
    unknown: list[int], is_told: bool
) -> None:
    """One flow of a year that is not shown would be what its months leave."""
    rows = [flow("a", "x", 9, year="2020")] + [flow(f"b{n}", "x", n, year="2020") for n in unknown]
    years = counted("yearly-flows", rows)
    shown = [row for row in shown_rows(years) if row["sender"] == "a"]
    trends = counted("trends", [{"period": "2020-03-01", "sector": "police", "referrals": 9 + sum(unknown),
                                 "cases": 9, "no_outcome": 9 + sum(unknown)}])  # fmt: skip
    (month,) = months(trends, years, shown, 5)
    assert month["period"] == "2020-03-01"
    assert month["referrals"] == month["no_outcome"] == (9 + sum(unknown) if is_told else None)


def test_months_of_all_sectors_are_one_row_in_order() -> None:
    rows = [{"period": f"2020-0{m}-01", "sector": sector, "referrals": 9, "cases": 9, "no_outcome": 9}
            for sector in ("police", "education") for m in (2, 1)]  # fmt: skip
    found = months(counted("trends", rows), counted("yearly-flows", []), [], 5)
    assert [(row["period"], row["referrals"]) for row in found] == [("2020-01-01", 18), ("2020-02-01", 18)]


def test_cases_of_an_organisation_tell_no_number_of_its_returns() -> None:
    """Runs are cases and returns: beside 12 runs, 9 cases would be 3 returns."""
    returns = counted("returns", [
        {"organisation": "a", "runs": 12, "cases": 9, "returns": 3, "direct": 3},
        {"organisation": "b", "runs": 18, "cases": 9, "returns": 9, "direct": 9},
        {"organisation": "c", "runs": 3, "cases": 3},
    ])  # fmt: skip
    organisations = [{"organisation": name, "cases": 9} for name in "abcd"]
    assert cases_of(organisations, returns) == {"a": None, "b": 9, "c": None, "d": 9}


def told(rows: list[dict[str, Any]], name: str = "referrals", threshold: int = 5) -> bool:
    """Is the total of these flows told, beside those of their sectors, whose months show everything?"""
    sums: dict[tuple[str, str], dict[str, Any]] = {}
    for row in rows:
        key = row["sender_sector"], row["receiver_sector"]
        pair = sums.setdefault(key, flow("", "", 0, sender_sector=key[0], receiver_sector=key[1]))
        for column in ("referrals", "cases", "no_outcome", "ended"):
            pair[column] += row[column]
    flows, pairs = counted("flows", rows, threshold), counted("sector-flows", [*sums.values()], threshold)
    total = sum(row[name] for row in rows)
    return may_be_told(total, name, *hide_alike(flows, pairs, [name]), counted("trends", []), threshold)


def test_a_total_is_told_only_beside_tables_that_leave_enough_unknown() -> None:
    assert is_enough([], 5) and is_enough([2, 3], 5) and not is_enough([7], 5) and not is_enough([2, 2], 5)
    few = [flow("a", "x", 9), flow("b", "y", 3, receiver_sector="health")]
    assert not told(few)  # the total would be what is left
    assert told([*few, flow("c", "z", 4, receiver_sector="health")])  # their pair of sectors tells 7
    assert told([*few, flow("c", "z", 4, receiver_sector="housing")])
    assert told([flow("a", "x", 9)]) and not told([flow("a", "x", 4)])


def test_a_pair_of_sectors_that_its_flows_tell_is_known() -> None:
    """Pairs hide 5 and 2, but the flows of the first are shown: the total would tell the second."""
    rows = [
        flow("a", "x", 5, 6), flow("b", "x", 0, 5), flow("a", "z", 2, 3, receiver_sector="health"),
        flow("b", "z", 5, 4, receiver_sector="health"), flow("c", "y", 2, 4, sender_sector="housing"),
    ]  # fmt: skip
    assert not told(rows, "no_outcome", threshold=3)

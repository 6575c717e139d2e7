"""No count under the threshold can be read or worked out from what a measure shows, its sums and its margins."""

from __future__ import annotations

from itertools import product
from math import prod

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from explorer.cohort.small import Sums, hidden_cells, small_rows

TYPES = ("text", "text", "count", "cases", "part", "part", "part")
SUMS = Sums(parts=((2, (4, 5, 6)),), margins=(((1,), (2, 4, 5, 6)),))
THRESHOLD = 3
COUNTS = (2, 4, 5, 6)


def table(*rows: tuple[str, str, int, int, int]) -> list[tuple[str | int, ...]]:
    """(from, to, three parts): referrals are their sum, and so are cases."""
    return [(sender, to, a + b + c, a + b + c, a, b, c) for sender, to, a, b, c in rows]


PARTS = (4, 5, 6)
MOST = 6
"""More than any part drawn."""


def fillings(row: tuple[str | int, ...], hidden: set[int]) -> list[dict[int, int]]:
    """Every way to fill what is hidden of a row that adds up."""
    free = [place for place in PARTS if place in hidden]
    found = []
    for filling in product(range(MOST + 1), repeat=len(free)):
        values = {place: int(row[place]) for place in PARTS} | dict(zip(free, filling, strict=True))
        values[2] = sum(values[place] for place in PARTS)
        if 2 in hidden or values[2] == row[2]:
            found.append(values)
    return found


def known_totals(rows: list[tuple[str | int, ...]]) -> dict[tuple[str | int, int], int]:
    """By receiver and column, what the table of totals shows, where the same rule has been over it."""
    names = sorted({str(row[1]) for row in rows})
    totals = [("all", name, *(sum(int(row[place]) for row in rows if row[1] == name) for place in range(2, 7)))
              for name in names]  # fmt: skip
    hidden = hidden_cells(totals, TYPES, Sums(parts=SUMS.parts), THRESHOLD)
    return {
        (row[1], place): int(row[place])
        for number, row in enumerate(totals)
        for place in COUNTS
        if (number, place) not in hidden
    }


def possible_values(
    rows: list[tuple[str | int, ...]], of_rows: list[list[dict[int, int]]]
) -> list[dict[int, set[int]]]:
    """By row and column, every value in a filling of all rows that gives the totals that are shown."""
    totals = known_totals(rows)
    found: list[dict[int, set[int]]] = [{place: set() for place in COUNTS} for _ in rows]
    for filling in product(*of_rows):
        if all(
            total == sum(values[place] for values, row in zip(filling, rows, strict=True) if row[1] == name)
            for (name, place), total in totals.items()
        ):
            for values, seen in zip(filling, found, strict=True):
                for place in COUNTS:
                    seen[place].add(values[place])
    return found


def test_a_small_part_takes_others_with_it_in_its_row_and_among_the_rows_of_its_receiver() -> None:
    rows = table(("a", "x", 2, 9, 5), ("b", "x", 9, 9, 9), ("c", "y", 9, 9, 9))
    hidden = hidden_cells(rows, TYPES, SUMS, THRESHOLD)
    assert (0, 4) in hidden
    assert (
        len({cell for cell in hidden if cell[0] == 0}) == len({cell for cell in hidden if cell[0] == 1}) == 2
    )
    assert not {cell for cell in hidden if cell[0] == 2}


def test_what_rests_on_few_cases_is_not_shown_at_all() -> None:
    rows = [("a", "x", 9, 1, 4, 5, 0)]
    assert small_rows(rows, TYPES, THRESHOLD) == {0}
    assert {place for _, place in hidden_cells(rows, TYPES, Sums(), THRESHOLD)} == {2, 3, 4, 5, 6}


def test_a_threshold_of_nothing_hides_nothing() -> None:
    assert not hidden_cells(table(("a", "x", 1, 0, 0)), TYPES, SUMS, 0)


def test_days_go_with_the_few_waits_they_rest_on() -> None:
    types = ("text", "count", "cases", "part", "days", "days")
    rows = [("a", 20, 20, 2, 5, 9), ("b", 20, 20, 9, 5, 9), ("c", 20, 20, 0, None, None)]
    assert hidden_cells(rows, types, Sums(), 5) == {(0, 3), (0, 4), (0, 5)}


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("xy"), *(st.integers(0, 5),) * 3).filter(lambda row: any(row[1:])),
                min_size=1, max_size=3))  # fmt: skip
def test_no_small_number_can_be_worked_out(drawn: list[tuple[str, int, int, int]]) -> None:
    rows = table(*((f"from-{at}", to, a, b, c) for at, (to, a, b, c) in enumerate(drawn)))
    hidden, left_out = hidden_cells(rows, TYPES, SUMS, THRESHOLD), small_rows(rows, TYPES, THRESHOLD)
    small = {
        (number, place)
        for number, row in enumerate(rows)
        for place in COUNTS
        if 0 < int(row[place]) < THRESHOLD
    }
    assert small <= hidden
    of_rows = [
        fillings(row, {place for at, place in hidden if at == number}) for number, row in enumerate(rows)
    ]
    assume(prod(map(len, of_rows)) <= 20_000)  # else too many to try
    found = possible_values(rows, of_rows)
    for number, place in small - {(number, 3) for number in range(len(rows))}:
        assert number in left_out or len(found[number][place]) > 1, (rows, sorted(hidden), number, place)


@pytest.mark.parametrize("size", [2000])
def test_a_large_table_is_done_in_rounds_that_end(size: int) -> None:
    rows = table(*((f"s{at}", f"r{at % 37}", at % 4, at % 7, at % 11) for at in range(size)))
    hidden = hidden_cells(rows, TYPES, SUMS, THRESHOLD)
    assert 0 < len(hidden) < size * len(COUNTS) * 2

"""Small numbers cannot be worked out: what is hidden is checked against every table that could have been."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.suppression import LEAST, Suppressed, exposed_cells, suppressed, with_totals


def tables_that_fit(shown: Sequence[Sequence[int | None]], most: int) -> Iterator[list[list[int]]]:
    """Every table of counts up to ``most`` whose totals agree with all that is shown: a solver that tries them all,
    row by row. It knows nothing of networks."""
    height, width = len(shown) - 1, len(shown[0]) - 1
    choices = []
    for row in shown[:height]:
        cells = [range(LEAST, most + 1) if cell is None else (cell,) for cell in row[:width]]
        total = row[width]
        choices.append(
            [
                found
                for found in product(*cells)
                if (total is None and sum(found) >= LEAST) or sum(found) == total
            ]
        )
    last = shown[height]

    def fits(table: list[tuple[int, ...]]) -> bool:
        sums = [sum(row[column] for row in table) for column in range(width)]
        sums.append(sum(sums))
        return all(
            (total is None and found >= LEAST) or found == total
            for found, total in zip(sums, last, strict=True)
        )

    for table in product(*choices):
        if fits(list(table)):
            yield with_totals([list(row) for row in table])


def values_of_hidden(found: Suppressed, most: int) -> dict[tuple[int, int], set[int]]:
    hidden = found.primary | found.secondary
    values: dict[tuple[int, int], set[int]] = {cell: set() for cell in hidden}
    for table in tables_that_fit(found.rows, most):
        for row, column in hidden:
            values[row, column].add(table[row][column])
    return values


@st.composite
def small_tables(draw: st.DrawFn) -> list[list[int]]:
    height, width = draw(st.sampled_from([(1, 1), (1, 3), (3, 1), (2, 2), (2, 3), (3, 2), (3, 3)]))
    row = st.lists(st.integers(0, 6 if height * width < 9 else 4), min_size=width, max_size=width)
    return draw(st.lists(row, min_size=height, max_size=height))


@given(counts=small_tables(), threshold=st.integers(2, 5))
@settings(max_examples=120, deadline=None)
def test_every_hidden_count_could_be_another_one(counts: list[list[int]], threshold: int) -> None:
    found = suppressed(counts, threshold)
    most = max([count for row in counts for count in row], default=0) + 2
    for cell, values in values_of_hidden(found, most).items():
        assert len(values) > 1, f"{cell} of {found.rows} can only be {values}"


@given(counts=small_tables(), threshold=st.integers(1, 5))
@settings(max_examples=200, deadline=None)
def test_no_count_under_the_threshold_is_shown_and_all_others_are_true(
    counts: list[list[int]], threshold: int
) -> None:
    found = suppressed(counts, threshold)
    for row, true in zip(found.rows, with_totals(counts), strict=True):
        for cell, count in zip(row, true, strict=True):
            assert cell is None or cell == count
            assert cell is None or cell == 0 or cell >= threshold


def test_a_single_small_count_takes_three_more_with_it() -> None:
    found = suppressed([[2, 20, 30], [40, 50, 60], [70, 80, 90]])
    assert found.primary == {(0, 0)}
    assert len(found.secondary) == 3
    assert found.rows[3] == (112, 150, 180, 442)
    assert not exposed_cells(
        with_totals([[2, 20, 30], [40, 50, 60], [70, 80, 90]]), found.primary | found.secondary
    )


def test_what_needs_no_hiding_is_shown() -> None:
    assert suppressed([[5, 0], [7, 9]]).rows == ((5, 0, 5), (7, 9, 16), (12, 9, 21))
    assert suppressed([]).rows == ((0,),)


def test_a_count_alone_takes_its_totals_with_it() -> None:
    assert suppressed([[3]]).rows == ((None, None), (None, None))


def test_counts_below_nothing_or_in_ragged_rows_are_refused() -> None:
    for counts in ([[-1]], [[1, 2], [3]]):
        with pytest.raises(ValueError, match="counts"):
            suppressed(counts)

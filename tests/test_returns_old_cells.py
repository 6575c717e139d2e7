"""Cells of old Excel workbooks, as xlrd gives them."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from explorer.returns.formats.old_workbook import _text

DATE = 3
BOOK = SimpleNamespace(
    datemode=0,
    xf_list=[SimpleNamespace(format_key=0)],
    format_map={0: SimpleNamespace(format_str="dd/mm/yyyy")},
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (43804.0, "2019-12-05"),
        (2958465.0, "9999-12-31"),
        (0.0, "00:00"),
        (0.5, "12:00"),
        (0.99999, "23:59"),
        (2958466.0, "2958466"),
        (7700900123.0, "7700900123"),
        (-5.0, "-5"),
        (-0.2, "-0.2"),
        (float("inf"), "inf"),
        (float("nan"), "nan"),
    ],
)
def test_a_number_that_is_no_day_is_given_as_it_is(value: float, text: str) -> None:
    """One in a column of days kept the whole workbook out, and one below nought was read as a time."""
    assert _text(BOOK, SimpleNamespace(ctype=DATE, value=value, xf_index=0)) == text

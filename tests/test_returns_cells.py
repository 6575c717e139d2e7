"""Cells of Excel workbooks that are shown as days and are none."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from explorer.returns.formats.old_workbook import _text
from explorer.returns.formats.workbook import Values

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


@pytest.mark.parametrize(("value", "text"), [("43804", "2019-12-05"), ("-5", "-5"), ("2958466", "2958466")])
def test_so_is_one_in_a_newer_workbook(value: str, text: str) -> None:
    book: Any = SimpleNamespace(formats=["dd/mm/yyyy"], is_1904=False, texts=[])
    assert Values(book).text("n", value, 0) == text
    assert Values(book).text("s", "9" * 5000, 0) == ""

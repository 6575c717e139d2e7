"""Dates as people type them, in British order."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.dates import parse
from explorer.returns.typed_dates import typed_date
from explorer.returns.typed_times import typed_time

READ = {
    "5/12/19": "2019-12-05", "05.12.2019": "2019-12-05", "5-12-2019": "2019-12-05", "5 / 12 / 19": "2019-12-05",
    "5th Dec 2019": "2019-12-05", "the 5th of December 2019": "2019-12-05", "December 5, 2019": "2019-12-05",
    "Thursday 5 December 2019": "2019-12-05", "Thurs 5/12/19": "2019-12-05", "20191205": "2019-12-05",
    "2019/12/5": "2019-12-05", "2019-12-05T00:00:00": "2019-12-05", "43804": "2019-12-05",
    "Dec 19": "2019-12", "Oct-19": "2019-10", "Dec '19": "2019-12", "Sept 2019": "2019-09", "12/2019": "2019-12",
    "2019": "2019", "summer 2019": "2019-22", "5/12/98": "1998-12-05",
    "w/c 2/12/19": "[2019-12-02..2019-12-08]", "week ending 8/12/19": "[2019-12-02..2019-12-08]",
    "early December 2019": "[2019-12-01..2019-12-10]", "mid-Dec 2019": "[2019-12-11..2019-12-20]",
    "late February 2019": "[2019-02-21..2019-02-28]", "early 2019": "[2019-01-01..2019-05-01]",
    "c. 2019": "2019~", "circa March 2020": "2020-03~", "approx 5/12/19": "2019-12-05~",
    "5/12/19 (approx)": "2019-12-05~",
    "?5/12/19": "2019-12-05?", "5/12/19?": "2019-12-05?", "Dec 2019 (?)": "2019-12?",
    "between 5/12/19 and 8/12/19": "[2019-12-05..2019-12-08]",
    "between 5 and 8 December 2019": "[2019-12-05..2019-12-08]",
    "5-7/12/2019": "2019-12-05/2019-12-07", "5 to 7 December 2019": "2019-12-05/2019-12-07",
    "5/12/19 - 8/12/19": "2019-12-05/2019-12-08", "July to September 2020": "2020-07/2020-09",
    "December 2019 – January 2020": "2019-12/2020-01", "from 5/12/19 to 8/12/19": "2019-12-05/2019-12-08",
    "Oct 2019 - ongoing": "2019-10/..", "since 5/12/19": "2019-12-05/..", "until March 2020": "../2020-03",
    "before 5/12/19": "[..2019-12-04]", "by 5/12/19": "[..2019-12-05]", "after 5/12/19": "[2019-12-06..]",
    "on or after 5/12/19": "[2019-12-05..]", "[2019-10..2019-11]": "[2019-10..2019-11]", "2020-02~": "2020-02~",
    "5.12.19 (pm)": "2019-12-05", "early hours of 5/12/19": "2019-12-05", "5 Dec 2019, evening": "2019-12-05",
    "Thurs 5th Dec 2019 a.m.": "2019-12-05", "on or around 5/12/19": "2019-12-05~", "around Dec 2019": "2019-12~",
    "?/12/2019": "2019-12", "xx/12/2019": "2019-12", "00.12.2019": "2019-12", "Thurs 05/12/2019 0930": "2019-12-05",
}  # fmt: skip
REFUSED = {
    "31/02/19": ("not a day that exists", "February 2019"),
    "30 Feb 2019": ("not a day that exists", "February 2019"),
    "22.05/16": ("mixes separators", "22/5/2016"),
    "5/12/2109": ("the year 2109", "5/12/2019"),
    "2109-05-02": ("the year 2109", "2/5/2019"),
    "12/25/2019": ("no month 25 in British order", "25 December 2019"),
    "Friday 5 December 2019": ("was a Thursday, not a Friday", "Check the day"),
    "O5/12/19": ("a letter where a figure is meant", "05/12/19"),
    "5 Decmber 2019": ("no month", "5 December 2019"),
    "early December": ("no year", "Add the year"),
    "19 Dec": ("no year", "Add the year"),
    "2019/20": ("school year or a financial year", "September 2019 to August 2020"),
    "2020-21": ("school year or a financial year", "September 2020 to August 2021"),
    "5/12/19, 8/12/19": ("2 dates", "one row for each"),
    "5/12/201": ("a year of 3 digits", "four"),
    "8/12/19 to 5/12/19": ("ends before it begins", "meant?"),
    "2019-10-07/2019-10-31": ("either a stretch or one day", "--slash"),
    "2019-10-07/..": ("either a stretch or one day", "--slash"),
    "Oct/Nov 2019": ("either a stretch or one day", "--slash"),
    "5/12/19 7/12/19": ("2 dates", "one row for each"),
    "5th & 6th December 2019": ("2 dates", "one row for each"),
    "5, 6 and 9/12/2019": ("3 dates", "one row for each"),
    "Autumn term 2019": ("a time of the year", "November to December 2019"),
    "night of 31/02/19": ("not a day that exists", "February 2019"),
    "05/12/2019 2020": ("not a date", "Write the day"),
    "soon after": ("not a date", "Write the day"),
}  # fmt: skip
NO_DATE = ["", "unknown", "N/K", "not known", "-", "undated", "  "]
TIMES = {
    "14:30": "14:30", "2.30pm": "14:30", "2:30 p.m.": "14:30", "1430hrs": "14:30", "14.30": "14:30",
    "noon": "12:00", "12am": "00:00",
    "9am": "09:00", "09:00-10:00": "09:00", "0.604166666666667": "14:30",
    "morning": "", "25:00": "", "13pm": "", "": "",
}  # fmt: skip


@pytest.mark.parametrize(("text", "edtf"), READ.items())
def test_what_can_be_read_in_one_way_is_read(text: str, edtf: str) -> None:
    found = typed_date(text)
    assert (found.edtf, found.problem) == (edtf, "")


@pytest.mark.parametrize(("text", "said"), REFUSED.items())
def test_mistypings_are_reported_with_the_likely_fix_and_not_repaired(
    text: str, said: tuple[str, str]
) -> None:
    found = typed_date(text)
    assert found.edtf == ""
    assert said[0] in found.problem
    assert said[1] in found.fix


@pytest.mark.parametrize("text", NO_DATE)
def test_words_for_no_date_are_blank_and_no_problem(text: str) -> None:
    assert typed_date(text) == typed_date("")


def test_the_slash_means_what_the_person_says_it_means() -> None:
    text = "2019-10-07/2019-10-31"
    assert typed_date(text, slash="one-day").edtf == "[2019-10-07..2019-10-31]"
    assert typed_date(text, slash="stretch").edtf == text
    assert typed_date("Oct/Nov 2019", slash="one-day").edtf == "[2019-10..2019-11]"
    assert typed_date("2021-11-05/..", slash="one-day").edtf == "[2021-11-05..]"


def test_a_reading_that_is_not_plain_is_said() -> None:
    assert "a month" in typed_date("Dec 19").remark
    assert "serial number" in typed_date("43804").remark
    assert "stretch" in typed_date("5-7/12/2019").remark
    assert typed_date("5/12/2019").remark == ""


@pytest.mark.parametrize(
    "text", ["5/12/19 14:30", "5 Dec 2019 at 2.30pm", "5.12.19 1430hrs", "2019-12-05T14:30:00"]
)
def test_a_time_after_a_date_is_taken_off(text: str) -> None:
    found = typed_date(text)
    assert (found.edtf, found.time) == ("2019-12-05", "14:30")


@pytest.mark.parametrize(("text", "time"), TIMES.items())
def test_times_as_people_type_them(text: str, time: str) -> None:
    assert typed_time(text) == time


@given(st.dates(datetime.date(1970, 1, 1), datetime.date(2029, 12, 31)))
def test_every_day_is_read_back_from_british_order(day: datetime.date) -> None:
    for text in (f"{day.day}/{day.month}/{day.year}", f"{day.day:02}.{day.month:02}.{day.year % 100:02}",
                 f"{day.day} {day:%b} {day.year}", f"{day:%A} {day.day} {day:%B} {day.year}"):  # fmt: skip
        assert typed_date(text).edtf == day.isoformat()


@given(st.text(max_size=60) | st.from_regex(r"[0-9/.\- a-zA-Z?~,]{0,40}", fullmatch=True))
def test_any_text_is_a_date_or_a_problem_or_no_date_and_what_is_read_is_edtf(text: str) -> None:
    found = typed_date(text)
    if found.edtf:
        assert parse(found.edtf)
        assert not found.problem
    else:
        assert bool(found.problem) == bool(found.fix)

"""Dates with four bounds: against a slow reading, the edtf package, and every refusal by its words."""

from __future__ import annotations

import doctest
import re
import subprocess
import sys
import time
import warnings
from pathlib import Path
from types import ModuleType

import pytest
import strategies
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import admitted_days

from explorer import date_words, dates
from explorer.dates import (
    BLANK,
    Bounds,
    EDTFDate,
    day_text,
    days_between,
    describe,
    describe_short,
    iso_day,
    parse,
    parse_time,
)
from explorer.errors import DateError

SCOPE = (parse("2018").first_day or 0, parse("2022").last_day or 0)


def bounds_text(text: str) -> tuple[str, ...]:
    return tuple(iso_day(day) for day in parse(text).clipped(*SCOPE))


# What a date admits


@given(strategies.single_texts())
def test_a_date_admits_the_days_that_a_slow_reading_finds(text: str) -> None:
    read = parse(text)
    first, last = admitted_days(text)
    assert (read.first_day, read.latest_start, read.earliest_end, read.last_day) == (first, last, first, last)
    assert not read.is_stretch
    assert read.is_doubtful == (text[-1] in "?%")
    assert read.is_approximate == (text[-1] in "~%")


@given(strategies.single_texts(), strategies.single_texts())
def test_a_stretch_begins_and_ends_on_the_days_that_trying_every_pair_allows(start: str, end: str) -> None:
    (start_first, start_last), (end_first, end_last) = admitted_days(start), admitted_days(end)
    if end_last < start_first:
        with pytest.raises(DateError, match="ends before it begins"):
            parse(f"{start}/{end}")
        return
    read = parse(f"{start}/{end}")
    assert read.is_stretch
    assert (read.first_day, read.last_day) == (start_first, end_last)
    assert read.latest_start == max(day for day in range(start_first, start_last + 1) if day <= end_last)
    assert read.earliest_end == min(day for day in range(end_first, end_last + 1) if day >= start_first)


@given(strategies.single_texts(), strategies.single_texts())
def test_a_set_is_one_day_from_the_first_to_the_last_it_could_be(start: str, end: str) -> None:
    first, last = admitted_days(start)[0], admitted_days(end)[1]
    if last < first:
        with pytest.raises(DateError, match="ends before it begins"):
            parse(f"[{start}..{end}]")
    else:
        assert parse(f"[{start}..{end}]").clipped(*SCOPE) == Bounds(first, last, first, last)


@given(strategies.dates(), st.integers(700_000, 740_000), st.integers(0, 5_000))
def test_clipped_bounds_never_invert_and_leave_bounded_days_alone(
    edtf: EDTFDate, scope_first: int, scope_days: int
) -> None:
    scope_last = scope_first + scope_days
    first, latest_start, earliest_end, last = clipped = edtf.clipped(scope_first, scope_last)
    assert first <= latest_start <= last
    assert first <= earliest_end <= last
    if not edtf.is_stretch:
        assert (latest_start, earliest_end) == (last, first)
    for recorded, day in zip(
        (edtf.first_day, edtf.latest_start, edtf.earliest_end, edtf.last_day), clipped, strict=True
    ):
        assert recorded in (None, day)
    assert clipped.is_certain_day == (len(set(clipped)) == 1)


@given(strategies.edtf_texts(), st.sampled_from(["", " ", "\t", "\u00a0", "\r\n"]))
def test_spaces_around_a_date_are_dropped_and_its_text_is_kept(text: str, space: str) -> None:
    assert parse(f"{space}{text}{space}") == parse(text)
    assert parse(text).text == text
    assert bool(parse(text)) == (text != "")


@pytest.mark.parametrize(
    ("text", "first", "latest_start", "earliest_end", "last"),
    [
        ("2019-12-05", "2019-12-05", "2019-12-05", "2019-12-05", "2019-12-05"),
        ("2020-02", "2020-02-01", "2020-02-29", "2020-02-01", "2020-02-29"),
        ("201X", "2010-01-01", "2019-12-31", "2010-01-01", "2019-12-31"),
        ("2019-1X", "2019-10-01", "2019-12-31", "2019-10-01", "2019-12-31"),
        ("2019-0X", "2019-01-01", "2019-09-30", "2019-01-01", "2019-09-30"),
        ("2019-02-2X", "2019-02-20", "2019-02-28", "2019-02-20", "2019-02-28"),
        ("2019-12-0X", "2019-12-01", "2019-12-09", "2019-12-01", "2019-12-09"),
        ("2019-12-3X", "2019-12-30", "2019-12-31", "2019-12-30", "2019-12-31"),
        ("2019-24", "2019-12-01", "2020-02-29", "2019-12-01", "2020-02-29"),
        ("2019-12-05~", "2019-11-28", "2019-12-12", "2019-11-28", "2019-12-12"),
        ("2019-12%", "2019-11-01", "2020-01-31", "2019-11-01", "2020-01-31"),
        ("2019-22~", "2019-03-01", "2019-11-30", "2019-03-01", "2019-11-30"),
        ("2019~", "2018-01-01", "2020-12-31", "2018-01-01", "2020-12-31"),
        ("201X~", "2000-01-01", "2029-12-31", "2000-01-01", "2029-12-31"),
        ("2019-12-05?", "2019-12-05", "2019-12-05", "2019-12-05", "2019-12-05"),
        ("2019-10-24/2021-02", "2019-10-24", "2019-10-24", "2021-02-01", "2021-02-28"),
        ("2019/2019-06", "2019-01-01", "2019-06-30", "2019-06-01", "2019-06-30"),
        ("2019-06/2019", "2019-06-01", "2019-06-30", "2019-06-01", "2019-12-31"),
        ("[2019-12-05..2021-02-01]", "2019-12-05", "2021-02-01", "2019-12-05", "2021-02-01"),
        ("[..2020-01]", "2018-01-01", "2020-01-31", "2018-01-01", "2020-01-31"),
        ("[2020-01..]", "2020-01-01", "2022-12-31", "2020-01-01", "2022-12-31"),
        ("2019-10/..", "2019-10-01", "2019-10-31", "2019-10-01", "2022-12-31"),
        ("../2019-10", "2018-01-01", "2019-10-31", "2019-10-01", "2019-10-31"),
        ("", "2018-01-01", "2022-12-31", "2018-01-01", "2022-12-31"),
        # outside the scope 2018 to 2022
        ("[2025-01-01..]", "2025-01-01", "2025-01-01", "2025-01-01", "2025-01-01"),
        ("2025-01/..", "2025-01-01", "2025-01-31", "2025-01-01", "2025-01-31"),
        ("../2001-10", "2001-10-01", "2001-10-31", "2001-10-01", "2001-10-31"),
        ("2001", "2001-01-01", "2001-12-31", "2001-01-01", "2001-12-31"),
    ],
)
def test_each_form_has_the_bounds_that_the_design_gives_it(
    text: str, first: str, latest_start: str, earliest_end: str, last: str
) -> None:
    assert bounds_text(text) == (first, latest_start, earliest_end, last)


def test_a_date_about_then_admits_all_that_the_date_itself_does() -> None:
    for text in ("2019-12-05", "2019-12", "2019", "201X", "2019-1X", "2019-12-3X", "2019-23", "2019-XX"):
        assert (parse(f"{text}~").first_day or 0) < (parse(text).first_day or 0)
        assert (parse(f"{text}~").last_day or 0) > (parse(text).last_day or 0)


def test_a_mark_on_either_end_marks_the_whole() -> None:
    assert parse("2019?/2020").is_doubtful
    assert not parse("2019?/2020").is_approximate
    assert parse("2019/2020~").is_approximate
    assert parse("[2019%..2020]").is_doubtful
    assert parse("[2019%..2020]").is_approximate


def test_a_blank_date_is_false_and_any_other_true() -> None:
    assert not BLANK
    assert parse("  ") is BLANK
    assert parse("2019")


def test_a_scope_that_ends_before_it_begins_is_a_fault_of_the_caller() -> None:
    with pytest.raises(ValueError, match="scope ends"):
        BLANK.clipped(2, 1)


# Against the edtf package


with warnings.catch_warnings():
    # edtf 5 names its pyparsing results in a way that newer pyparsing warns about when it is imported.
    warnings.filterwarnings("ignore", message="warn_multiple_tokens_in_named_alternation")
    edtf_package = pytest.importorskip("edtf")

# Not asked of edtf, which reads them wrongly: open ends, 2019-1X and 2019-12-1X (it fails), winter (it ends
# on 31 December), a season about then (it fails), and padding but of a year or decade (2020-02~: by a year).


@pytest.mark.parametrize(
    "text",
    [
        *(
            "2019-12-05",
            "2020-02-29",
            "2019-12",
            "2020-02",
            "2019",
            "201X",
            "2019-XX",
            "2019-12-XX",
            "2019-XX-XX",
        ),
        *("2019-21", "2019-22", "2019-23", "2019-12-05?", "2019-12?", "2019?"),
        *("2019-10-24/2021-02", "2019/2019-06", "2019-10-24?/2021-02", "2019/2020", "2019-12-05/2019-12-05"),
        *("[2019-12-05..2021-02-01]", "[2019..2020]", "[2019-12..2020-02]"),
    ],
)
def test_the_edtf_package_agrees_on_the_forms_that_it_reads(text: str) -> None:
    theirs = edtf_package.parse_edtf(text)
    first, _, _, last = bounds_text(text)
    for day, ours in ((theirs.lower_strict(), first), (theirs.upper_strict(), last)):
        assert time.strftime("%Y-%m-%d", day) == ours


@pytest.mark.parametrize("text", ["2019~", "201X~"])
def test_the_edtf_package_pads_years_and_decades_as_we_do(text: str) -> None:
    theirs = edtf_package.parse_edtf(text)
    first, _, _, last = bounds_text(text)
    assert time.strftime("%Y-%m-%d", theirs.lower_fuzzy()) == first
    assert time.strftime("%Y-%m-%d", theirs.upper_fuzzy()) == last


# Refusals

FORMS = (
    "Write it as 2019-12-05, 2019-12, 2019, 2019-10-24/2021-02 (a stretch) or [2019-12-05..2021-02-01] "
    "(one day in a range), or leave it blank."
)
TWO_DATES = "joins two dates in a way that EDTF does not."
REFUSALS = {
    # days that are not
    "2019-02-31": "is not a day that exists. Write 2019-02 if the day is not known.",
    "2019-02-3X": "is not a day that exists. Write 2019-02 if the day is not known.",
    "31/02/2021": "is not a day that exists. Write 2021-02 if the day is not known.",
    "31/14/2021": "is not a day that exists. Write 2021 if the month is not known.",
    "2019/02/31": "is not a day that exists. Write the year, or the year and month, if the day is not known.",
    "31 February 2021": "is not a day that exists. Write 2021-02 if the day is not known.",
    "2019-13-05": "has no month 13. Write 2019 if the month is not known.",
    "2019-13": "has no month 13: months are 01 to 12, seasons 21 to 24. Write 2019 if it is not known.",
    "2019-00": "has no month 00: months are 01 to 12, seasons 21 to 24. Write 2019 if it is not known.",
    "1066": "names a year outside 1800 to 2199. Check the year for a slip.",
    "0219-12-05": "names a year outside 1800 to 2199. Check the year for a slip.",
    "2919-12-05": "names a year outside 1800 to 2199. Check the year for a slip.",
    "05/12/2919": "names a year outside 1800 to 2199. Check the year for a slip.",
    # day first, month first, or who knows
    "05/12/2019": "could be 5 December 2019 or 12 May 2019. Write 2019-12-05 or 2019-05-12.",
    "5.12.2019": "could be 5 December 2019 or 12 May 2019. Write 2019-12-05 or 2019-05-12.",
    "13/12/2019": "puts the year last. Write 2019-12-13.",
    "12/13/2019": "puts the year last. Write 2019-12-13.",
    "05/05/2019": "puts the year last. Write 2019-05-05.",
    "12/2019": "puts the year last. Write 2019-12.",
    "05/12/19": "has a year of two digits. Write the year in full and first, such as 2019-12-05.",
    # two years in one
    "2019-20": "could be a school year or a financial year. Write 2019-09/2020-08 or 2019-04/2020-03.",
    "2019/20": "could be a school year or a financial year. Write 2019-09/2020-08 or 2019-04/2020-03.",
    # written otherwise
    "2019/12/05": "is not written as EDTF. Write 2019-12-05.",
    "2019/12": "is not written as EDTF. Write 2019-12.",
    "20191205": "is not written as EDTF. Write 2019-12-05.",
    "2019-12-5": "is not written as EDTF. Write 2019-12-05.",
    "2019–12–05": "is not written as EDTF. Write 2019-12-05.",
    "2019-10 / 2020": "is not written as EDTF. Write 2019-10/2020.",
    "201x": "is not written as EDTF. Write 201X.",
    "201u": "is not written as EDTF. Write 201X.",
    "2019?~": "is not written as EDTF. Write 2019%.",
    "2019?-12": "has its ? in the middle. Write 2019-12?.",
    "5 Dec 2019": "is not written as EDTF. Write 2019-12-05.",
    "Thursday 5th of December 2019": "is not written as EDTF. Write 2019-12-05.",
    "December 5, 2019": "is not written as EDTF. Write 2019-12-05.",
    "Sept 2019": "is not written as EDTF. Write 2019-09.",
    "summer 2020": "is not written as EDTF. Write 2020-22.",
    "2010s": "is not written as EDTF. Write 201X.",
    "c. 2019": "is not written as EDTF. Write 2019~.",
    "circa March 2019": "is not written as EDTF. Write 2019-03~.",
    "43804": "is a spreadsheet's serial number, not a date. "
    "Write 2019-12-05 if that is the day the source gives.",
    "2019-12-05T10:00": "holds a time as well as a date. Write 2019-12-05, and 10:00 in the column time.",
    "2019-12-05 9:30:00": "holds a time as well as a date. Write 2019-12-05, and 09:30 in the column time.",
    "2019-12-05 00:00:00": "holds a time as well as a date. Write 2019-12-05.",
    "05/12/2019 10:00": "could be 5 December 2019 or 12 May 2019. Write 2019-12-05 or 2019-05-12.",
    "unknown": "gives no date. Leave it blank if the date is not recorded.",
    "../..": "gives no date. Leave it blank if the date is not recorded.",
    "[..]": "gives no date. Leave it blank if the date is not recorded.",
    # stretches and ranges
    "2020/2019": "ends before it begins. Write 2019/2020, or check both dates.",
    "[2020..2019]": "ends before it begins. Write [2019..2020], or check both dates.",
    "2019..2020": f"{TWO_DATES} Write 2019/2020 for a stretch, or [2019..2020] for one day in that range.",
    "2019-2021": f"{TWO_DATES} Write 2019/2021 for a stretch, or [2019..2021] for one day in that range.",
    "[2019/2020]": f"{TWO_DATES} Write 2019/2020 for a stretch, or [2019..2020] for one day in that range.",
    "5 Dec 2019 to 8 Dec 2019": f"{TWO_DATES} Write 2019-12-05/2019-12-08 for a stretch, or "
    "[2019-12-05..2019-12-08] for one day in that range.",
    "[2019,2020]": "is not written as EDTF. Write [2019..2020].",
    "[2019]": "is a range of one date. Write 2019.",
    "2019/": 'leaves one end empty. Write "2019/..".',
    "/2019": 'leaves one end empty. Write "../2019".',
    "2019/2020/2021": "joins more than two dates. "
    "Write a stretch as 2019-10-24/2021-02, one day in a range as [2019-12-05..2021-02-01].",
    "2019-10-24/05/12/2021": "joins more than two dates. "
    "Write a stretch as 2019-10-24/2021-02, one day in a range as [2019-12-05..2021-02-01].",
    "2019/2020-02-31": "is no stretch: "
    "2020-02-31 is not a day that exists. Write 2020-02 if the day is not known.",
    "[2019..2020-02-31]": "is no range: "
    "2020-02-31 is not a day that exists. Write 2020-02 if the day is not known.",
    # nothing like a date
    "soon": f"is not a date. {FORMS}",
    "~": f"is not a date. {FORMS}",
    "20XX": f"is not a date. {FORMS}",
    "2019-XX-05": f"is not a date. {FORMS}",
    "{2019..2020}": f"is not a date. {FORMS}",
    "[": f"is not a date. {FORMS}",
}


@pytest.mark.parametrize("text", REFUSALS)
def test_what_is_no_date_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(DateError) as refusal:
        parse(text)
    assert str(refusal.value) == f'"{text}" {REFUSALS[text]}'
    assert refusal.value.found == text
    assert f"{refusal.value.expected} {refusal.value.fix}" == str(refusal.value)


@pytest.mark.parametrize("text", REFUSALS)
def test_what_a_refusal_offers_is_itself_a_date(text: str) -> None:
    with pytest.raises(DateError) as refusal:
        parse(text)
    offered = re.findall(r"[\[\d.][\dX.]*\d[\d/.X~?%\]-]*", refusal.value.fix.split(", and")[0])
    assert all(parse(offer.removesuffix(".") if offer[-3:] != "/.." else offer) for offer in offered)


@pytest.mark.parametrize(
    "text", ["２０１９-12-05", "٢٠١٩-١٢-٠٥", "2019-12-05\x00", "2019\u200b-12-05", "2019\u221212-05"]
)
def test_digits_of_other_scripts_and_invisible_characters_are_named_and_mended(text: str) -> None:
    with pytest.raises(DateError, match=r"is not written as EDTF\. Write 2019-12-05\.$") as refusal:
        parse(text)
    assert refusal.value.found.isprintable()


def test_a_very_long_text_is_cut_in_the_message() -> None:
    with pytest.raises(DateError) as refusal:
        parse("9" * 1_000_000)
    assert len(str(refusal.value)) < 300
    assert "is 1,000,000 characters long: no date is" in str(refusal.value)


@given(
    st.text()
    | st.text("0123456789-/.[]~?%X ,:T")
    | st.builds("{}{}{}".format, strategies.edtf_texts(), st.text(max_size=3), strategies.edtf_texts())
)
def test_any_text_is_a_date_or_a_date_error_that_can_be_printed(text: str) -> None:
    try:
        read = parse(text)
    except DateError as error:
        str(error).encode()
        assert error.expected
        assert error.fix
    else:
        assert read.text == text.strip()
        assert describe(read)
        assert describe_short(read)


@pytest.mark.parametrize(
    "text", ["[" * 200, "1/" * 100, "2019 to " * 25, "-" * 200, "c. " * 66, "1-" * 100, "a" * 200]
)
def test_a_text_on_which_a_careless_pattern_would_never_end_is_refused(text: str) -> None:
    with pytest.raises(DateError):
        parse(text)


# Words


@pytest.mark.parametrize(
    ("text", "words", "short"),
    [
        ("2019-12-05", "5 December 2019", "5 Dec 2019"),
        ("2019-10", "October 2019", "Oct 2019"),
        ("2019-10-XX", "October 2019", "Oct 2019"),
        ("2019", "2019", "2019"),
        ("2019-XX-XX", "2019", "2019"),
        ("201X", "2010s", "2010s"),
        ("2020-22", "summer 2020", "summer 2020"),
        ("2019-24", "winter 2019–20", "winter 2019–20"),
        ("2019-12-05~", "about 5 December 2019", "~5 Dec 2019"),
        ("2019-12-05?", "5 December 2019 (doubtful)", "5 Dec 2019?"),
        ("2019-12-05%", "about 5 December 2019 (doubtful)", "~5 Dec 2019?"),
        ("2019-1X", "one day between 1 October 2019 and 31 December 2019", "in 1 Oct 2019–31 Dec 2019"),
        ("2019-12-1X%", "one day between 30 November 2019 and 29 December 2019 (doubtful)",
         "in 30 Nov 2019–29 Dec 2019?"),
        ("[2019-12-05..2021-02-01]", "one day between 5 December 2019 and 1 February 2021",
         "in 5 Dec 2019–1 Feb 2021"),
        ("[2019-12..2020-1X]", "one day between December 2019 and 31 December 2020",
         "in Dec 2019–31 Dec 2020"),
        ("[..2020-01-01]", "on or before 1 January 2020", "by 1 Jan 2020"),
        ("[2020-01-01..]", "on or after 1 January 2020", "from 1 Jan 2020"),
        ("[..2020-01]", "in or before January 2020", "by Jan 2020"),
        ("[2020..]", "in or after 2020", "from 2020"),
        ("2019-10-24/2021-02", "24 October 2019 to February 2021", "24 Oct 2019–Feb 2021"),
        ("2019-10-24?/2021-02~", "24 October 2019 (doubtful) to about February 2021",
         "24 Oct 2019?–~Feb 2021"),
        ("2019-1X/2021", "from one day between 1 October 2019 and 31 December 2019 to 2021",
         "in 1 Oct 2019–31 Dec 2019 to 2021"),
        ("2019-10/..", "from October 2019, end not recorded", "Oct 2019–"),
        ("../2019-10", "until October 2019, start not recorded", "–Oct 2019"),
        ("", "date not recorded", "undated"),
    ],
)  # fmt: skip
def test_a_date_is_described_in_british_english(text: str, words: str, short: str) -> None:
    assert describe(parse(text)) == words
    assert describe_short(parse(text)) == short


@given(strategies.dates(), strategies.dates())
@settings(max_examples=60)
def test_a_stretch_is_never_described_as_one_day(a: EDTFDate, b: EDTFDate) -> None:
    if a.is_stretch != b.is_stretch:
        assert describe(a) != describe(b)
        assert describe_short(a) != describe_short(b)


def test_a_text_that_was_never_parsed_cannot_be_described() -> None:
    with pytest.raises(ValueError, match="was not read"):
        describe(EDTFDate("soon", 1, 1, 1, 1, False, False, False))


@given(st.integers(660_000, 800_000))
def test_a_day_in_iso_form_reads_back_as_itself(ordinal: int) -> None:
    assert parse(iso_day(ordinal)).first_day == ordinal
    assert describe(parse(iso_day(ordinal))) == day_text(ordinal)


# Times and waits


def test_a_time_is_minutes_after_midnight() -> None:
    assert [parse_time(text) for text in ("00:00", " 09:30 ", "23:59", "", "  ")] == [
        0,
        570,
        1439,
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("text", "written"),
    [("9:30", "09:30"), ("930", "09:30"), ("9.30pm", "21:30"), ("12am", "00:00"), ("12:15 PM", "12:15"),
     ("10:00:00", "10:00")],
)  # fmt: skip
def test_a_time_in_another_form_is_refused_with_its_form_here(text: str, written: str) -> None:
    with pytest.raises(DateError) as refusal:
        parse_time(text)
    assert str(refusal.value) == f'"{text}" is not a time as HH:MM. Write {written}.'


@pytest.mark.parametrize(
    "text", ["24:00", "25:00", "12:60", "noon", "９:30", "9", "31pm", "\x00", "9" * 1000]
)
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(DateError) as refusal:
        parse_time(text)
    assert "is not a time as HH:MM, 00:00 to 23:59. Write 09:30, or leave it blank." in str(refusal.value)
    assert len(str(refusal.value)) < 200


@given(strategies.bounds(), strategies.bounds())
def test_a_wait_is_the_least_and_most_that_any_choice_of_start_days_gives(a: Bounds, b: Bounds) -> None:
    starts_a, starts_b = range(a.first_day, a.latest_start + 1), range(b.first_day, b.latest_start + 1)
    waits = [max(0, start_b - start_a) for start_a in starts_a for start_b in starts_b]
    assert days_between(a, b) == (min(waits), max(waits))


# The house


def test_dates_and_order_need_nothing_but_the_errors_and_the_standard_library() -> None:
    code = (
        "import sys, types; package = types.ModuleType('explorer'); sys.modules['explorer'] = package; "
        f"package.__path__ = [{str(Path(dates.__file__).parent)!r}]; import explorer.dates, explorer.tightening; "
        "print(sorted(name for name in sys.modules if name.startswith('explorer.')))"
    )
    # -S: without site-packages, so that an import of anything installed fails
    loaded = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, text=True, check=True)
    assert (
        loaded.stdout.strip()
        == "['explorer.date_words', 'explorer.dates', 'explorer.edtf', 'explorer.errors', 'explorer.order', "
        "'explorer.relative', 'explorer.tightening']"
    )


@pytest.mark.parametrize("module", [dates, date_words])
def test_the_example_in_each_docstring_holds(module: ModuleType) -> None:
    tried = doctest.testmod(module)
    assert tried.attempted
    assert tried.failed == 0

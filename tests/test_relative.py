"""Days counted from a day 0 that is not told: written, read, drawn, and nothing of the calendar is left."""

# ruff: noqa: E501  (tables of texts)
from __future__ import annotations

import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from drawing import drawn
from folders import case_folder, referral
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import case_rows, dates
from test_verify import FIGURES, MORE, commands, suffixes

from explorer import Report, read_case
from explorer.checking import case_of
from explorer.cli import main
from explorer.dates import EDTFDate, describe, describe_short, iso_day, parse
from explorer.errors import CaseError, DateError, UnknownNameError
from explorer.figures.scene import date_lines
from explorer.lookup import day_called
from explorer.profiles import Profile, profiles_of
from explorer.redacting import redact
from explorer.redaction.counting import counted_text, without_dates
from explorer.relative import ZERO
from explorer.rows import RawCase
from explorer.storing import rows_of, write_case

COUNTED = Profile("x", replace=("all",), calendar="relative")
SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
REAL = Path(__file__).parent.parent / "data" / "southport"

# ---- reading and writing


def test_a_case_of_counted_days_is_asked_about_no_day_of_the_calendar() -> None:
    case = drawn("K1 | day 0 | school -> hub | referral")
    assert day_called(case, "day 3") == ZERO + 3
    with pytest.raises(UnknownNameError, match="which counts its days"):
        day_called(case, "2021-04-30")


@pytest.mark.parametrize(
    ("text", "days", "words", "short"),
    [
        ("day 14", (14, 14), "day 14", "day 14"),
        ("day -3~", (-10, 4), "about day -3", "~day -3"),
        ("day 14%", (7, 21), "about day 14 (doubtful)", "~day 14?"),
        ("day 3..33", (3, 33), "one day between day 3 and day 33", "in day 3–33"),
        ("day 3..33?", (3, 33), "one day between day 3 and day 33 (doubtful)", "in day 3–33?"),
        ("day 3/day 40", (3, 40), "day 3 to day 40", "day 3–day 40"),
        ("day 3/..", (3, None), "from day 3, end not recorded", "day 3–"),
        ("[day 3..]", (3, None), "on or after day 3", "from day 3"),
        ("[..day 3]", (None, 3), "on or before day 3", "by day 3"),
    ],
)
def test_counted_days_are_read_and_told(
    text: str, days: tuple[int | None, ...], words: str, short: str
) -> None:
    found = parse(text)
    assert (found.first_day, found.last_day) == tuple(None if day is None else ZERO + day for day in days)
    assert found.is_relative
    assert (describe(found), describe_short(found)) == (words, short)


@pytest.mark.parametrize(
    "text", ["day 3/2019", "2019/day 3", "[2019..day 3]", "day 3..2", "day 3..9~", "day 100000"]
)
def test_what_is_no_counted_day_is_refused(text: str) -> None:
    with pytest.raises(DateError):
        parse(text)


def test_a_counted_day_written_otherwise_is_told_how() -> None:
    for typed in ("Day 14", "day14", "D 14", "day 014"):
        with pytest.raises(DateError, match=r"Write day 14\."):
            parse(typed)


def test_counted_days_stand_at_the_head_of_a_column() -> None:
    assert [date_lines(parse(text)) for text in ("day 14", "day 3..33", "day 3/day 40", "[day 3..]")] == [
        ("day 14",), ("day 3…", "33"), ("day 3–", "40"), ("day 3…", "or later"),
    ]  # fmt: skip


def test_dates_of_both_kinds_in_one_case_are_refused() -> None:
    with pytest.raises(
        CaseError,
        match=r"row 3, column date: \"day 4\" counts days .*row 2, column date\) is of the calendar",
    ):
        drawn("K1 | 2020-01-05 | police -> hub | referral\nK2 | day 4 | hub -> police | call")
    with pytest.raises(CaseError, match="counts days from day 0"):
        drawn("K2 | day 4 | hub -> police | call", settings='[scope]\nto = "2020"')


# ---- counting


@given(
    edtf=dates(),
    unit=st.sampled_from(["day", "month", "quarter", "year"]),
    zero=st.integers(730_000, 740_000),
)
@settings(max_examples=200, deadline=None)
def test_a_counted_date_admits_every_day_of_the_date_and_is_counted_once(
    edtf: EDTFDate, unit: str, zero: int
) -> None:
    text = counted_text(edtf, zero, unit)
    counted = parse(text)
    assert counted_text(counted, 0, unit) == text
    assert not re.search(r"\d{4}-", text)
    assert counted.is_stretch == edtf.is_stretch
    assert counted.is_doubtful == edtf.is_doubtful
    moved = ZERO - zero
    for ours, theirs in ((counted.first_day, edtf.first_day), (counted.earliest_end, edtf.earliest_end)):
        assert (ours is None) == (theirs is None)
        assert ours is None or theirs is None or ours <= theirs + moved
    for ours, theirs in ((counted.last_day, edtf.last_day), (counted.latest_start, edtf.latest_start)):
        assert (ours is None) == (theirs is None)
        assert ours is None or theirs is None or ours >= theirs + moved


@pytest.mark.parametrize(
    ("text", "after"),
    [("2019-12-05", "day 0"), ("2019-12-05~", "day 0~"), ("2019-12", "day -30..29"), ("2019", "day -360..359"),
     ("2019-12-05/2020-02", "day 0/day 30..89"), ("[2019-12-05..2020-01-31]", "day 0..59"), ("2019-12-XX?", "day -30..29?")],
)  # fmt: skip
def test_only_exact_days_stay_exact(text: str, after: str) -> None:
    """The edges of months and years would tell where the calendar lies among the days."""
    assert counted_text(parse(text), parse("2019-12-05").first_day or 0, "day") == after


@given(start=st.dates(date(2010, 1, 1), date(2030, 1, 1)), move=st.integers(1, 4000))
@settings(max_examples=60, deadline=None)
def test_two_cases_that_differ_only_in_when_they_happened_are_the_same_case(start: date, move: int) -> None:
    """What can be worked out from a case of exact days is the days between them, and nothing else."""
    texts = []
    for first in (start, start + timedelta(move)):
        rows = "\n".join(f"K{day} | {first + timedelta(day)} | police -> hub | referral | summary='On {first + timedelta(day):%d/%m/%Y}.'"
                         for day in (0, 5, 41))  # fmt: skip
        raw = rows_of(redact(drawn(rows), COUNTED).case)
        texts.append(repr(raw))
    assert texts[0] == texts[1]
    assert "On day 41." in texts[0]


def test_what_might_be_known_from_elsewhere_is_not_told_to_the_day() -> None:
    case = drawn(
        'K1 | 2020-01-05 | police -> hub | referral | source=S1 summary="After the attack of 22 May 2017, on 5 January 2020."',
        sources="S1 | police | date=2021-02-03 asked=2021-01-01 covers=2019-04-01/2020-03-31",
        settings='[scope]\nfrom = "2019-01-01"\nto = "2020-12-31"',
    )
    redacted = redact(case, COUNTED).case
    assert redacted.contacts["C01"].summary == "After the attack of [date], on day 0."
    source = redacted.sources["S01"]
    assert not source.date
    assert not source.asked
    assert source.covers.text == "day -360..-1/day 0..359"
    assert "scope" not in redacted.settings


def test_day_0_is_the_first_exact_day_that_stays_and_the_key_keeps_it() -> None:
    case = drawn(
        """
        K1 | 2020-01-05 | police -> hub   | referral | restriction=secret
        K2 | 2020-02-01 | police -> hub   | referral
        K3 | 2020-02-11 | hub -> police   | call
        """
    )
    found = redact(case, COUNTED)
    assert [contact.date.text for contact in found.case.contacts.values()] == [
        "day -30..-1",
        "day 0",
        "day 10",
    ]
    more = drawn("K0 | 2020-01-29 | hub -> police | call\nK2 | 2020-02-01 | police -> hub | referral")
    again = redact(more, COUNTED, key=found.key).case
    assert [contact.date.text for contact in again.contacts.values()] == ["day -3", "day 0"]


def test_where_days_are_coarse_day_0_is_not_a_day_that_can_be_worked_out() -> None:
    rows = "K1 | 2020-01-05 | police -> hub | referral | summary={}"
    zeros = {
        redact(drawn(rows.format(word)), Profile("x", calendar="relative", dates="month")).key.zero
        for word in "abcdefgh"
    }
    assert len(zeros) > 4


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("in December 2019, and in May", "in [date], and in [date]"),
        ("on Monday, 5 March", "on [date]"),
        ("in december, on MONDAYS and at christmas", "in [date], on [date] and at [date]"),
        ("in the summer holidays of 2019", "in the [date]"),
        ("since 2018/19; by 03/2020", "since [date]; by [date]"),
        ("at Christmas and over New Year", "at [date] and over [date]"),
        ("In May he called; mid-May, a Tues morning", "In [date] he called; [date], a [date] morning"),
        ("Between March and May. Throughout May.", "Between [date]. Throughout [date]."),
        ("Sent in May: see", "Sent in [date]: see"),
        ("In March he was 13 (Year 8).", "In [date] he was 13 (Year 8)."),
        ("Since summer '20, May '19, in ’21", "Since [date], [date], in [date]"),
        ("since '21; '12' of them; 5'11", "since [date]; '12' of them; 5'11"),
        ("May he come? March and April; in march", "May he come? [date]; in [date]"),
        (
            "Mon-Fri, on Sat, Sun evening; the Sun, he sat",
            "[date]-[date], on [date], [date] evening; the Sun, he sat",
        ),
        ("twenty twenty-one, two thousand and nineteen", "[date], [date]"),
        ("12-2019, Q2 2021, FY21, c2021, 1 of Q2", "[date], [date], [date], [date], 1 of Q2"),
        ("on St Valentine's Day and Whit Monday", "on [date] and [date]"),
        ("Ｉn Ｍay 2020", "In [date]"),
        ("You may; THIS MAY GO", "You may; THIS MAY GO"),
        ("He may march in 14 days; page 2019 of 12,019", "He may march in 14 days; page [date] of 12,019"),
    ],
)
def test_months_seasons_and_days_of_the_week_leave_free_text(text: str, after: str) -> None:
    from explorer.redaction.dating import Dating

    assert Dating("day", 737_000).prose(text) == after
    assert without_dates(after) == after


# ---- whole cases


@given(raw=case_rows(), unit=st.sampled_from(["day", "month", "year"]))
@SLOW
def test_a_counted_case_is_read_like_any_other_and_counting_twice_is_counting_once(
    raw: RawCase, unit: str
) -> None:
    once = redact(case_of(raw), Profile("x", replace=("all",), calendar="relative", dates=unit)).case
    assert case_of(rows_of(once)) == once
    assert redact(once, Profile("x", replace=("all",), calendar="relative", dates=unit)).case == once


def test_findings_on_exact_days_stay_as_they_were() -> None:
    case = drawn(
        """
        K1 | 2020-01-10 | school -> hub | referral
        K2 | 2020-06-01 | school -> hub | referral
        """,
        outcomes="K1 | hub | closed | 2020-03-01",
    )
    ours, theirs = Report(redact(case, COUNTED).case).findings, Report(case).findings
    for mine, other in zip(ours, theirs, strict=True):
        assert [dict(statement.values).get("days") for statement in mine.statements] == [
            dict(statement.values).get("days") for statement in other.statements
        ]
        assert not [statement for statement in mine.statements if "Not stated" in statement.sentence], (
            mine.name
        )


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real case with its days counted, as a folder."""
    profile = Profile("x", replace=("all",), blank=("sources.title", "sources.publisher", "sources.url", "sources.sha256",
                      "contacts.locator", "outcomes.locator", "contacts.quote", "case.title"), calendar="relative")  # fmt: skip
    return write_case(redact(read_case(REAL), profile).case, tmp_path_factory.mktemp("counted") / "case")


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


CALENDAR = re.compile(
    r"\b(?:January|February|April|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday"
    r"|Friday|Saturday|Sunday|Christmas)\b|(?<![\w.=\"<])20(?:19|2[0-4])\b(?!-\d\d-\d\dT)(?! 0 (?:R|obj))"
)


def seen_in(path: Path) -> str:
    """The texts of a file but those that the explorer itself brings."""
    from explorer.layers import layers_of
    from explorer.own_parts import own_parts
    from explorer.verify import hashlib

    own = own_parts()
    layers = layers_of(path.name, path.read_bytes(), lambda part: hashlib.sha256(part).hexdigest() in own)
    kept = [layer.text for layer in layers if ": bytes" not in layer.place and "core.xml" not in layer.place]
    return "\n".join(kept)


def every_run() -> list[tuple[str, str, list[str]]]:
    more = {
        "path": ["education-provider-a", "safeguarding-hub-a"],
        "known": ["--by", "education-provider-a", "--on", "day 500"],
    }
    return [
        (name, suffix, [figure] if figure else more.get(name, MORE.get(name, [])))
        for name in commands()
        for suffix in suffixes(main.commands[name])
        for figure in (FIGURES if name == "figure" else ("",))
    ]


@pytest.mark.parametrize(
    ("name", "suffix", "more"),
    every_run(),
    ids=lambda value: "-".join(value) if isinstance(value, list) else value,
)
def test_every_output_of_a_counted_case_works_and_says_nothing_of_the_calendar(
    name: str, suffix: str, more: list[str], counted: Path, tmp_path: Path
) -> None:
    target = tmp_path / f"out{suffix}"
    done = run(name, *([counted, counted] if name == "diff" else [counted]), *more, "-o", target)
    assert done.exit_code == 0, done.output
    assert "Days are counted from a day 0" in done.stderr
    assert not (found := CALENDAR.findall(seen_in(target))), found


def test_formats_that_need_dates_say_what_they_have_instead(counted: Path, tmp_path: Path) -> None:
    said = {
        suffix: run("export", counted, "-o", tmp_path / f"x{suffix}")
        for suffix in (".gexf", ".xes", ".timeline.json", ".ftm.json")
    }
    for suffix, done in said.items():
        assert done.exit_code == 0, (suffix, done.output)
        assert "Days are counted from day 0: " in done.stderr, suffix
    assert 'timeformat="integer"' in (tmp_path / "x.gexf").read_text("utf-8")
    timeline = json.loads((tmp_path / "x.timeline.json").read_text("utf-8"))
    assert timeline["scale"] == "cosmological"
    assert {"year"} <= set(timeline["events"][0]["start_date"])
    assert "time:timestamp" not in (tmp_path / "x.xes").read_text("utf-8")


def test_a_day_0_that_may_be_public_is_warned_of(tmp_path: Path) -> None:
    rows = [referral(date="2020-03-04"), referral(id="C2", kind="index-event", date="2024-07-29")]
    path = case_folder(tmp_path / "case", *rows, case_toml='[profile.x]\ncalendar = "relative"\n')
    done = run("redact", path, "--profile", "x", "-o", tmp_path / "new")
    assert done.exit_code == 0, done.output
    assert (
        "Warning: whoever knows the date of one of these can work out every other: C02 (index event, day 1608)"
        in done.stderr
    )
    assert "every other day follows from it" in run("redact", path, "--profile", "x", "--review").stdout


def test_counted_days_need_new_ids() -> None:
    with pytest.raises(CaseError, match="an id may hold a date"):
        profiles_of({"profile": {"x": {"calendar": "relative", "new_ids": False}}})


def test_the_key_puts_the_dates_back(tmp_path: Path) -> None:
    path = case_folder(
        tmp_path / "case", referral(date="2020-03-04"), case_toml='[profile.x]\ncalendar = "relative"\n'
    )
    assert run("redact", path, "--profile", "x", "-o", tmp_path / "new").exit_code == 0
    assert "2020" not in "".join(file.read_text("utf-8") for file in (tmp_path / "new").iterdir())
    assert (
        run("unredact", tmp_path / "new", "--key", tmp_path / "new.key", "-o", tmp_path / "back").exit_code
        == 0
    )
    assert read_case(tmp_path / "back").contacts == read_case(path).contacts
    assert iso_day(read_case(tmp_path / "back").contacts["C1"].bounds.first_day) == "2020-03-04"


def test_a_row_that_was_changed_since_gets_its_dates_back_and_keeps_its_changes(tmp_path: Path) -> None:
    from explorer.redaction.keys import restored_rows

    case = drawn(
        'K1 | 2020-01-05 | police -> hub | referral | summary="Old." quote="Words."\nK2 | 2020-02 | hub -> police | call'
    )
    found = redact(case, Profile("x", replace=("all",), calendar="relative", blank=("contacts.quote",)))
    raw = rows_of(found.case)
    table = raw.tables["contacts"]
    at, when = table.columns.index("summary"), table.columns.index("date")
    rows = {row[0]: row for row in table.rows}
    rows["C01"][at] = "New, said by Police force A."
    rows["C02"][when] = "day 9"
    back = case_of(restored_rows(raw, found.key))
    first, second = back.contacts["K1"], back.contacts["K2"]
    assert (first.date.text, first.summary) == ("2020-01-05", "New, said by police.")
    assert first.accounts[0].quote == "Words."
    assert second.date.text == "2020-01-14"

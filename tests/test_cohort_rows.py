"""A case as rows of a cohort, and back: what the one-case functions say of it stays the same."""

# ruff: noqa: E501 (cases drawn a row a line)

from __future__ import annotations

from pathlib import Path

import pytest
from cohort_oracle import write_cohort
from hypothesis import given, settings
from strategies import case_rows

from explorer.checking import case_of
from explorer.cohort.counting import counted
from explorer.cohort.engines.duck import DuckEngine
from explorer.cohort.rows import Edge, case_of_rows, edges_of
from explorer.cohort.schema import COLUMNS, ORDER
from explorer.readers import read_case
from explorer.report import Report
from explorer.rows import RawCase, table_of

DATA = Path(__file__).parent.parent / "data"


def test_an_edge_has_the_columns_of_a_cohort_in_their_order() -> None:
    assert Edge._fields == tuple(column.name for column in COLUMNS)


def drawn(contacts: list[dict[str, str]], outcomes: list[dict[str, str]] = (), head: str = "") -> RawCase:  # type: ignore[assignment]
    parties = [{"id": "subject", "sector": "subject"}]
    parties += [{"id": name, "sector": sector} for name, sector in (("school", "education"), ("hub", "safeguarding-hub"), ("police", "police"), ("mother", "family"))]  # fmt: skip
    tables = {"parties": parties, "contacts": contacts, "outcomes": list(outcomes)}
    return RawCase("case", head, {name: table_of(name, rows) for name, rows in tables.items()})


def test_the_rows_of_a_drawn_case() -> None:
    case = case_of(drawn(
        [
            {"id": "C1", "date": "2020-03-01", "time": "09:30", "from": "mother", "to": "hub;school", "kind": "referral"},
            {"id": "C2", "date": "2020-03", "from": "hub", "to": "police", "kind": "referral", "follows": "C1", "shares": "none", "received": "2020-03-20"},
            {"id": "C3", "date": "2020-03-09", "from": "police", "to": "", "kind": "incident"},
        ],
        [
            {"contact": "C1", "receiver": "hub", "outcome": "received", "date": "2020-03-02"},
            {"contact": "C1", "receiver": "hub", "outcome": "closed", "date": "2020-04", "seen": "no", "basis": "reported"},
        ],
    ))  # fmt: skip
    first, second, third, fourth = edges_of(case)
    day = 737_484  # 29 February 2020
    assert (first.contact, first.place, first.number, first.receiver, first.state) == (
        "C1",
        0,
        0,
        "hub",
        "ended",
    )
    assert (second.number, second.receiver, second.state, second.steps) == (1, "school", "not recorded", [])
    assert (first.sender_sector, first.receiver_sector) == ("family", "safeguarding-hub")
    assert (first.sender_is_organisation, first.receiver_is_organisation, first.is_referral) == (
        False,
        True,
        True,
    )
    assert first.time == 570
    assert [(step["outcome"], step["date"], step["seen"], step["basis"]) for step in first.steps] == [
        ("received", "2020-03-02", "", "recorded"), ("closed", "2020-04", "no", "reported"),
    ]  # fmt: skip
    assert (first.decided, first.decided_is_dated) == ("closed", True)
    assert (first.decided_first_day, first.decided_last_day) == (day + 32, day + 61)
    assert (third.contact, third.date, third.first_day, third.latest_start) == (
        "C2",
        "2020-03",
        day + 1,
        day + 20,
    )
    assert (third.arrived_first_day, third.received, third.follows, third.shares) == (
        day + 20,
        "2020-03-20",
        "C1",
        "none",
    )
    assert (fourth.receiver, fourth.is_counted, fourth.is_referral, fourth.state) == ("", False, False, "")
    assert (fourth.scope_first_day, fourth.scope_last_day) == (day + 1, day + 61)


def test_a_case_without_days_has_no_scope() -> None:
    case = case_of(drawn([{"id": "C1", "from": "hub", "to": "police", "kind": "referral"}]))
    rows = list(edges_of(case))
    assert (rows[0].scope_first_day, rows[0].scope_last_day) == (0, 0)
    assert not case_of_rows(rows).has_days


def test_a_scope_that_was_set_comes_back() -> None:
    head = '[scope]\nfrom = "2019-01-01"\nto = "2021-12-31"\n'
    case = case_of(
        drawn([{"id": "C1", "date": "2020", "from": "hub", "to": "police", "kind": "referral"}], head=head)
    )
    assert case_of_rows(list(edges_of(case))).scope == case.scope


def test_a_day_that_padding_puts_before_the_first_year_comes_back() -> None:
    case = case_of(drawn([{"id": "C1", "date": "1800~", "from": "hub", "to": "police", "kind": "referral"}]))
    assert case_of_rows(list(edges_of(case))).scope == case.scope


COUNTED = drawn(
    [{"id": "C1", "date": "day 3", "from": "hub", "to": "police", "kind": "referral", "outcome": "closed", "outcome_date": "day 9"},
     {"id": "C2", "date": "day 40..69/day 90", "from": "police", "to": "school", "kind": "call", "follows": "C1"}]
)  # fmt: skip
"""Its dates are days counted from one that is not told."""


def test_days_that_are_counted_come_back() -> None:
    assert_same(COUNTED)


def test_days_that_are_counted_are_in_no_month(tmp_path: Path) -> None:
    with DuckEngine(write_cohort([case_of(COUNTED)], tmp_path / "cohort.parquet")) as engine:
        for name, column in (("trends", "period"), ("yearly-flows", "year")):
            found = counted(engine, name, threshold=0)
            place = [item.name for item in found.measure.columns].index(column)
            assert [row[place] for row in found.rows] == [""]


def test_names_come_back_where_they_tell_parties_apart() -> None:
    rows = list(
        edges_of(case_of(drawn([{"id": "C1", "from": "hub", "to": "police;school", "kind": "referral"}])))
    )
    case = case_of_rows(rows, names={"hub": "The hub", "police": "Same", "school": "same"})
    assert [case.party_name(party) for party in ("hub", "police", "school")] == ["The hub", "Same", "school"]


def said(report: Report) -> object:
    """What the one-case functions say of a case, without its sources, notes and words."""
    return (
        {edge: (state.group, state.said_as, state.onward) for edge, state in report.requests.items()},
        report.journeys,
        report.holdings,
        {
            finding.name: [
                (item.subject, item.cite, item.contacts, item.basis, item.values)
                for item in finding.statements
                if ("not_in_return", True) not in item.values  # rests on sources
            ]
            for finding in report.findings
            if finding.name not in ("single-source", "conflicting-accounts", "expected")
        },
    )


def assert_same(raw: RawCase) -> None:
    """``raw`` is without whose return a source is: a cohort leaves sources out, and so does not tell whose own account
    says that something was received."""
    sources = raw.tables.get("sources")
    for row in sources.rows if sources else ():
        row[sources.columns.index("party")] = ""  # type: ignore[union-attr]
    case = case_of(raw)
    rows = list(edges_of(case))
    assert rows == sorted(rows, key=lambda row: tuple(getattr(row, name) for name in ORDER))
    if not rows:
        return
    again = case_of_rows(rows)
    assert list(edges_of(again)) == rows
    for one, other in zip(said(Report(again)), said(Report(case)), strict=True):
        if isinstance(one, dict):
            for name in one:
                assert one[name] == other[name]
        assert one == other


@settings(max_examples=150, deadline=None)
@given(case_rows())
def test_what_the_functions_of_one_case_say_survives_the_way_through_a_cohort(raw: RawCase) -> None:
    assert_same(raw)


@pytest.mark.parametrize("name", ["southport", "southport-public-record"])
def test_a_real_case_survives_the_way_through_a_cohort(name: str) -> None:
    case = read_case(DATA / name)
    rows = list(edges_of(case))
    again = case_of_rows(
        rows, settings={"targets": case.settings["targets"]} if "targets" in case.settings else {}
    )
    assert list(edges_of(again)) == rows
    assert said(Report(again)) == said(Report(case))

"""The functions of one case over many: the same answers from a plain loop, from DuckDB, and as the findings state."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pytest
from cohort_oracle import write_cohort
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import case_rows
from strategies_cohort import Cohort, raw_cases

from explorer import findings
from explorer.case import Case
from explorer.checking import case_of
from explorer.cohort import casewise, streaming
from explorer.cohort.casewise import CaseWork, Told
from explorer.cohort.counting import counted, table_of
from explorer.cohort.engines import engine_of, stretches
from explorer.cohort.engines.duck import DuckEngine
from explorer.cohort.measures import measure_called, measures_table
from explorer.errors import CaseError, CohortError
from explorer.report import Report
from explorer.rows import RawCase
from explorer.rows import table_of as rows_table

NAMES = sorted(casewise.registry())
COUNTED_BY = {
    "recorded-returns": ("returns", "returns"),
    "no-feedback": ("no-feedback", "no_feedback"),
    "gaps": ("gaps", "gaps"),
    "nobody-holding": ("nobody-holding", "subjects"),
    "closed-unseen": ("closed-unseen", "requests"),
}
"""Measures whose column counts the statements of a finding, one by one."""


def readable(raw: RawCase) -> list[Case]:
    """The case, or none where its links contradict its dates."""
    try:
        return [case_of(raw)]
    except CaseError:
        return []


@st.composite
def cohorts(draw: st.DrawFn) -> Cohort:
    """A few cases of each of the two strategies, named in order."""
    found = Cohort()
    for number in range(draw(st.integers(0, 4))):
        name = f"case-{number}"
        raw = draw(raw_cases(name) if number % 2 else case_rows())
        found += readable(RawCase(name, "", raw.tables))
    return found


def test_a_cohort_that_fails_is_shown_by_its_rows() -> None:
    shown = repr(Cohort([drawn("one"), drawn("two")])).splitlines()
    assert "one: " in shown
    assert "  contacts: id,date,from,to,kind,follows,shares,basis" in shown
    assert "  contacts: C2,2020-01-11,hub,police,referral,C1,,recorded" in shown
    assert not [line for line in shown if len(line) > 100]


def default(name: str) -> dict[str, int]:
    return casewise.registry()[name].chosen({})


def looped(name: str, cases: list[Case]) -> list[tuple[object, ...]]:
    """By a plain loop over the cases as they were read."""
    told: Told = Counter()
    for case in cases:
        told.update(casewise.told_of_case(name, case, default(name)))
    return casewise.rows_of(name, told, default(name))


def without_sources(case: Case) -> Case:
    """As a cohort keeps it: who received what by the account of its own source is not told."""
    from explorer.cohort.rows import case_of_rows, edges_of

    return case_of_rows(list(edges_of(case)))


@settings(max_examples=25, deadline=None)
@given(cohorts())
def test_the_stream_gives_what_a_plain_loop_over_the_cases_gives(cases: list[Case]) -> None:
    kept = Cohort(without_sources(case) for case in cases if case.contacts)
    with TemporaryDirectory() as folder:
        path = write_cohort(cases, Path(folder) / "cohort.parquet")
        with engine_of(path, threads=1) as engine:
            for name in NAMES:
                assert streaming.rows_over(engine, name) == looped(name, kept), name


@settings(max_examples=25, deadline=None)
@given(cohorts())
def test_the_numbers_are_those_of_the_statements_of_each_case(cases: list[Case]) -> None:
    for name, (finding, column) in COUNTED_BY.items():
        stated = sum(len(findings.findings_of(Report(case), [finding])[0].statements) for case in cases)
        assert total(name, column, cases) == stated, name
    stated = [
        dict(item.values)
        for case in cases
        for item in findings.findings_of(Report(case), ["blind-spots"])[0].statements
    ]
    for value in ("blind_spots", "possible_blind_spots", "had_access_to"):
        assert total("blind-spots", value, cases) == sum(int(item[value]) for item in stated)
    decided = [
        dict(item.values)
        for case in cases
        for item in findings.findings_of(Report(case), ["accumulation"])[0].statements
    ]
    decided = [item for item in decided if "decided_by" in item]
    assert total("running-totals", "decisions", cases) == len(decided)
    assert total("blind-spots", "decisions", cases) == sum(
        item["decided_by"] in ORGANISED for item in decided
    )
    passed = [
        dict(item.values)
        for case in cases
        for item in findings.findings_of(Report(case), ["passed-on"])[0].statements
    ]
    assert total("passed-on", "without_receipt", cases) == sum(
        int(item.get("without_receipt", 0)) for item in passed
    )
    assert total("journeys", "journeys", cases) == sum(len(Report(case).journeys) for case in cases)
    handed = [
        dict(item.values)
        for case in cases
        for item in findings.findings_of(
            Report(case), ["handoffs"], {"least_organisations": "3", "most_journeys": "1000000"}
        )[0].statements
    ]
    assert total("handoffs", "journeys", cases) == len(handed)
    places = [item.name for item in casewise.registry()["handoffs"].columns]
    for row in looped("handoffs", cases):
        told = dict(zip(places, row, strict=True))
        of_them = [item for item in handed if str(item["organisations"]) == str(told["organisations"])]
        assert told["journeys"] == len(of_them)
        assert told["longest_handoffs"] == max(int(item["handoffs"]) for item in of_them)


ORGANISED = {"school", "hub", "police", "clinic", "second-school"}


def total(name: str, column: str, cases: list[Case]) -> int:
    places = [item.name for item in casewise.registry()[name].columns]
    return sum(int(row[places.index(column)]) for row in looped(name, cases))  # type: ignore[call-overload]


def drawn(name: str, *, passes_on: bool = False) -> Case:
    """The school asks the hub, which asks the police, which come back to the school; the hub closes at last. The school
    passes on what it was asked, nobody knows to whom."""
    parties = [
        {"id": party, "sector": sector}
        for party, sector in (
            ("subject", "subject"),
            ("school", "education"),
            ("hub", "safeguarding-hub"),
            ("police", "police"),
        )
    ]
    contacts = [
        {"id": "C1", "date": "2020-01-01", "from": "school", "to": "hub", "kind": "referral"},
        {
            "id": "C2",
            "date": "2020-01-11",
            "from": "hub",
            "to": "police",
            "kind": "referral",
            "follows": "C1",
        },
        {
            "id": "C3",
            "date": "2020-06-01",
            "from": "police",
            "to": "school",
            "kind": "referral",
            "follows": "C2",
        },
        {
            "id": "C4",
            "date": "2020-06-20",
            "from": "police",
            "to": "subject",
            "kind": "visit",
            "shares": "none",
        },
    ]
    outcomes = [{"contact": "C1", "receiver": "hub", "outcome": "closed", "date": "2020-07-01"}]
    if passes_on:
        outcomes.append({"contact": "C3", "receiver": "school", "outcome": "passed-on", "date": "2020-07-01"})
    tables = {"parties": parties, "contacts": contacts, "outcomes": outcomes}
    return case_of(RawCase(name, "", {table: rows_table(table, rows) for table, rows in tables.items()}))


def test_a_drawn_cohort_is_told_as_it_looks() -> None:
    cases = [drawn("one"), drawn("two")]
    way = "education > safeguarding-hub > police > education"
    assert ("" if not looped("journeys", cases) else looped("journeys", cases)[0]) == (way, 2, 2, 2, 2, 3, 3)
    assert looped("recorded-returns", cases) == [("school", "education", 2, 2)]
    assert looped("no-feedback", cases) == [
        ("hub", "safeguarding-hub", "school", "education", 2, 2),
    ]
    assert looped("gaps", cases)[0] == ("a contact", 2, 2, 0, 141, 141, 141)
    assert looped("blind-spots", cases) == [
        # When the hub closed, the visit of the police was on record elsewhere; so was what they asked of the school.
        # It took part in the first two.
        ("hub", "safeguarding-hub", "closed", 2, 2, 2, 2, 0, 0, 8, 4, 0, 0, 0, 0, 0, 4, 4, 0, 2, 2, 2, 2, 0),
    ]
    assert looped("running-totals", cases)[0][:7] == ("hub", "safeguarding-hub", 2, 2, 2, 4, 4)


def test_several_processes_give_the_same_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stretches, "STRETCH_ROWS", 7)
    path = write_cohort([drawn(f"case-{number}") for number in range(20)], tmp_path / "cohort.parquet")
    with DuckEngine(path, threads=1) as one, DuckEngine(path, threads=2) as two:
        assert len(stretches.stretches_of(one._connection, one.path)) > 5
        for name in ("blind-spots", "journeys"):
            parts = list(two.told(CaseWork(name, tuple(default(name).items()))))
            assert len(parts) > 5
            assert streaming.rows_over(two, name) == streaming.rows_over(one, name)


@pytest.mark.parametrize(("rows", "parts"), [(40, 5), (7, 10)])
def test_every_file_is_cut_be_it_longer_or_shorter_than_a_stretch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: int, parts: int
) -> None:
    monkeypatch.setattr(stretches, "STRETCH_ROWS", rows)
    folder = tmp_path / "cohort"
    folder.mkdir()
    for part in range(5):
        cases = [drawn(f"case-{part}-{number}") for number in range(3)]
        write_cohort(cases, folder / f"loaded-{part}.parquet")
    with DuckEngine(folder, threads=1) as one:
        found = stretches.stretches_of(one._connection, one.path)
        assert len(found) == parts
        told = list(one.told(CaseWork("journeys", tuple(default("journeys").items()))))
        assert [bool(part) for part in told] == [
            *[False] * 5,
            True,
        ]  # of 15 rows: nothing for each yet, then all
        assert next(row[1] for row in streaming.rows_over(one, "journeys")) == 15


def test_a_cohort_out_of_order_is_refused(tmp_path: Path) -> None:
    path = write_cohort([drawn("one"), drawn("two")], tmp_path / "cohort.parquet")
    mixed = tmp_path / "mixed.parquet"
    with duckdb.connect() as connection:
        about = connection.execute(f"SELECT decode(value) FROM parquet_kv_metadata('{path}')").fetchall()[0][
            0
        ]
        connection.execute(
            f"COPY (FROM '{path}' ORDER BY place, \"case\" DESC) TO '{mixed}' "
            f"(FORMAT parquet, KV_METADATA {{'explorer.cohort': '{about}'}})"
        )
    with (
        engine_of(mixed) as engine,
        pytest.raises(CohortError, match='not in order of case: "one" comes after "two"'),
    ):
        streaming.rows_over(engine, "gaps")


def test_what_a_cohort_adds_to_the_vocabulary_is_known_to_each_case(tmp_path: Path) -> None:
    head = '[vocabulary.kind.street-count]\nlabel = "Street count"\nplural = "street counts"\ngroup = "meeting"\n'
    raw = {
        "parties": [{"id": "subject", "sector": "subject"}, {"id": "team", "sector": "voluntary"}],
        "contacts": [
            {
                "id": f"C{year}",
                "date": f"{year}-01-01",
                "from": "team",
                "to": "subject",
                "kind": "street-count",
            }
            for year in (2015, 2020)
        ],
    }
    case = case_of(RawCase("one", head, {table: rows_table(table, rows) for table, rows in raw.items()}))
    path = write_cohort([case], tmp_path / "cohort.parquet")
    with engine_of(path) as engine:
        with pytest.raises(CaseError, match="street-count"):
            streaming.rows_over(engine, "gaps")
        engine.about["vocabulary"] = case.settings["vocabulary"]
        assert streaming.rows_over(engine, "gaps")[0][:2] == ("a contact", 1)


@pytest.mark.parametrize("name", NAMES)
def test_a_measure_of_cases_says_what_it_is(name: str, tmp_path: Path) -> None:
    measure = measure_called(name)
    assert set(measure.findings) <= set(findings.registry())
    assert measure.definition and measure.title
    assert len({column.name for column in measure.columns}) == len(measure.types)
    assert "cases" in measure.types
    assert name in [row[0] for row in measures_table().rows]
    cases = [drawn(f"case-{number}", passes_on=True) for number in range(7)]
    path = write_cohort(cases, tmp_path / "cohort.parquet")
    with engine_of(path) as engine:
        found = counted(engine, name)
        assert found.rows
        assert all(len(row) == len(measure.columns) for row in found.rows)
        assert table_of(found).rows
        assert engine.rows(measure.query({}))  # what --explain prints can be run


@settings(max_examples=150, deadline=None)
@given(cohorts())
def test_what_rows_tell_of_blind_spots_is_what_each_case_tells(cases: list[Case]) -> None:
    kept = Cohort(without_sources(case) for case in cases if case.contacts)
    with TemporaryDirectory() as folder:
        path = write_cohort(cases, Path(folder) / "cohort.parquet")
        with engine_of(path, threads=1) as engine:
            assert streaming.rows_over(engine, "blind-spots") == looped("blind-spots", kept)

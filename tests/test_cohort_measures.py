"""The measures of a cohort give what plain Python counts over its cases; their files say what they are."""

from __future__ import annotations

import sys
from itertools import chain, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pytest
from cohort_oracle import MEASURES, write_cohort
from hypothesis import given, settings
from strategies_cohort import cohorts

from explorer import findings
from explorer.case import Case
from explorer.cohort.engines import engine_of, statements_of
from explorer.cohort.engines.duck import DuckEngine
from explorer.cohort.measures import measure_called, registry
from explorer.errors import UnknownNameError


def rows_of(cases: list[Case], name: str, **options: str) -> list[tuple[object, ...]]:
    with TemporaryDirectory() as folder:
        path = write_cohort(cases, Path(folder) / "cohort.parquet")
        with engine_of(path, threads=1) as engine:
            return engine.rows(measure_called(name).query(options))


def test_every_measure_has_an_oracle() -> None:
    assert set(MEASURES) == set(registry())


@settings(max_examples=60, deadline=None)
@given(cohorts())
def test_every_measure_is_what_plain_python_counts(cases: list[Case]) -> None:
    with TemporaryDirectory() as folder:
        path = write_cohort(cases, Path(folder) / "cohort.parquet")
        with engine_of(path, threads=1) as engine:
            for name, oracle in MEASURES.items():
                assert engine.rows(registry()[name].query({})) == oracle(cases), name
            assert engine.rows(registry()["repeats"].query({"within_days": "30"})) == MEASURES["repeats"](
                cases, 30
            )
            assert engine.rows(registry()["trends"].query({"quarters": "1"})) == MEASURES["trends"](cases, 1)


@pytest.mark.parametrize("name", sorted(registry()))
def test_a_measure_names_findings_that_there_are(name: str) -> None:
    measure = registry()[name]
    assert set(measure.findings) <= set(findings.registry())
    assert measure.definition and measure.title
    assert len(measure.columns) == len(measure.types) == len({column.name for column in measure.columns})


def test_a_measure_without_cases_is_empty() -> None:
    for name in registry():
        assert rows_of([], name) == []


def test_an_unknown_measure_or_option_is_named_with_what_there_is() -> None:
    with pytest.raises(UnknownNameError, match='Did you mean "flows"'):
        measure_called("flow")
    with pytest.raises(UnknownNameError, match="within_days"):
        measure_called("repeats").query({"within": "3"})
    with pytest.raises(UnknownNameError, match="whole number"):
        measure_called("repeats").query({"within_days": "90; DROP TABLE referral"})


MADE = {name: measure_called(name).query({}) for name in ("handovers", "returns", "flows")}


@pytest.fixture
def made_cohort(tmp_path: Path) -> Path:
    """2,000 contacts in one file."""
    sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))
    from make_cohort import Plan, make_cohort

    path = tmp_path / "cohort.parquet"
    make_cohort(path, Plan(contacts=2_000, organisations=20), loaded=True)
    return path


def made_of(
    path: Path, said: list[str] | None = None, threads: int = 1
) -> dict[str, list[tuple[object, ...]]]:
    with DuckEngine(path, threads=threads) as engine:
        engine.say = (said if said is not None else []).append
        found = {name: engine.rows(sql) for name, sql in MADE.items()}
        assert all(found.values())
        return {**found, "run": engine.rows("SELECT * EXCLUDE case_code FROM run ORDER BY ALL")}


def is_sorted_first(said: list[str]) -> bool:
    return any(text.startswith("sorting the contacts") for text in said)


def in_parts(path: Path, folder: Path) -> Path:
    """The same cohort in three files, cut between cases."""
    folder.mkdir()
    with duckdb.connect() as connection:
        names = [
            name
            for (name,) in connection.execute(f"SELECT DISTINCT \"case\" FROM '{path}' ORDER BY 1").fetchall()
        ]
        cuts = ["", names[len(names) // 3], names[2 * len(names) // 3], "~"]
        for first, last in pairwise(cuts):
            order = f"""WHERE "case" >= '{first}' AND "case" < '{last}' ORDER BY "case", place, number"""
            copied(connection, path, folder / f"{cuts.index(first)}.parquet", order)
    return folder


def copied(connection: duckdb.DuckDBPyConnection, path: Path, other: Path, order: str) -> None:
    kept = connection.execute("SELECT decode(value) FROM parquet_kv_metadata(?)", [str(path)]).fetchall()
    connection.execute(
        f"COPY (FROM '{path}' {order}) TO '{other}' (FORMAT parquet, "
        f"KV_METADATA {{'explorer.cohort': '{kept[0][0]}'}})"
    )


def test_a_file_that_is_in_order_is_not_sorted_again(made_cohort: Path, tmp_path: Path) -> None:
    said: list[str] = []
    at_once = made_of(made_cohort, said)
    assert made_of(in_parts(made_cohort, tmp_path / "parts"), said) == at_once
    assert said and not is_sorted_first(said)


def test_runs_made_by_several_processors_are_those_made_by_one(
    monkeypatch: pytest.MonkeyPatch, made_cohort: Path, tmp_path: Path
) -> None:
    at_once = made_of(made_cohort)
    monkeypatch.setattr("explorer.cohort.engines.stretches.STRETCH_ROWS", 7)
    for path in (made_cohort, in_parts(made_cohort, tmp_path / "parts")):
        said: list[str] = []
        assert made_of(path, said, threads=5) == at_once
        assert not is_sorted_first(said)
    with DuckEngine(made_cohort, threads=5) as engine:
        engine.rows(MADE["returns"])
        parts = [engine.rows(f"SELECT DISTINCT case_code FROM event_{number}") for number in range(5)]
        assert all(parts) and len(set(chain(*parts))) == sum(map(len, parts))


@pytest.mark.parametrize("weak", ["length(name)", "hash(name[:6])", "1"])
def test_names_whose_keys_are_the_same_are_told_apart(
    monkeypatch: pytest.MonkeyPatch, made_cohort: Path, weak: str
) -> None:
    every = [measure.query({}) for measure in registry().values()]
    with DuckEngine(made_cohort, threads=1) as engine:
        found = [engine.rows(sql) for sql in every]
    statements = dict(statements_of("duckdb.sql"))
    statements["key_of"] = statements["key_of"].replace("hash(name)", weak)
    assert statements != statements_of("duckdb.sql")
    monkeypatch.setattr("explorer.cohort.engines.statements_of", lambda _: statements)
    monkeypatch.setattr("explorer.cohort.engines.duck.statements_of", lambda _: statements)
    with DuckEngine(made_cohort, threads=1) as engine:
        assert [engine.rows(sql) for sql in every] == found


@pytest.mark.parametrize(
    ("order", "is_sorted"),
    [
        ("hash(contact)", True),
        ('"case", place DESC', True),
        ('place, "case"', True),
        ('"case" DESC, place', False),  # each case is whole and in order
    ],
)
def test_a_file_that_is_in_no_order_is_counted_alike(
    made_cohort: Path, tmp_path: Path, order: str, *, is_sorted: bool
) -> None:
    other = tmp_path / "other.parquet"
    with duckdb.connect() as connection:
        copied(connection, made_cohort, other, f"ORDER BY {order}")
    said: list[str] = []
    assert made_of(other, said) == made_of(made_cohort)
    assert is_sorted_first(said) is is_sorted

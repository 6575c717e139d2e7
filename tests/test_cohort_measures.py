"""The measures of a cohort give what plain Python counts over its cases; their files say what they are."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pytest
from cohort_oracle import MEASURES, write_cohort
from hypothesis import given, settings
from strategies_cohort import cohorts

from explorer import findings
from explorer.case import Case
from explorer.cohort.engines import engine_of, stretches
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


def made_of(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with DuckEngine(path, threads=1) as engine:
        found = {name: engine.rows(sql) for name, sql in MADE.items()}
        assert all(found.values())
        return {**found, "run": engine.rows("SELECT * FROM run ORDER BY ALL")}


def test_runs_made_a_stretch_of_cases_at_a_time_are_those_made_at_once(
    monkeypatch: pytest.MonkeyPatch, made_cohort: Path
) -> None:
    at_once = made_of(made_cohort)
    asked: list[tuple[str, list[str]]] = []

    def noted(stretch: stretches.Stretch) -> tuple[str, list[str]]:
        asked.append(stretches.within(stretch))
        return asked[-1]

    monkeypatch.setattr("explorer.cohort.engines.duck.within", noted)
    monkeypatch.setattr("explorer.cohort.engines.duck.CASES_AT_ONCE", 7)
    assert made_of(made_cohort) == at_once
    assert len(asked) > 20


@pytest.mark.parametrize("order", ["hash(contact)", '"case" DESC, place', '"case", place DESC'])
def test_a_file_that_is_in_no_order_is_counted_alike(made_cohort: Path, tmp_path: Path, order: str) -> None:
    other = tmp_path / "other.parquet"
    with duckdb.connect() as connection:
        kept = connection.execute(
            "SELECT decode(value) FROM parquet_kv_metadata(?)", [str(made_cohort)]
        ).fetchall()[0][0]
        connection.execute(
            f"COPY (FROM '{made_cohort}' ORDER BY {order}) TO '{other}' (FORMAT parquet, "
            f"KV_METADATA {{'explorer.cohort': '{kept}'}})"
        )
    assert made_of(other) == made_of(made_cohort)

"""The measures of a cohort give what plain Python counts over its cases; their files say what they are."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from cohort_oracle import MEASURES, write_cohort
from hypothesis import given, settings
from strategies_cohort import cohorts

from explorer import findings
from explorer.case import Case
from explorer.cohort.engines import engine_of
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


def test_runs_made_a_stretch_of_cases_at_a_time_are_those_made_at_once(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))
    from make_cohort import Plan, make_cohort

    path = tmp_path / "cohort.parquet"
    make_cohort(path, Plan(contacts=2_000, organisations=20), loaded=True)

    def found() -> list[list[tuple[object, ...]]]:
        with engine_of(path, threads=1) as engine:
            return [
                engine.rows(measure_called("handovers").query({})),
                engine.rows(measure_called("returns").query({})),
                engine.rows("SELECT * FROM run ORDER BY case_code, place"),
            ]

    at_once = found()
    monkeypatch.setattr("explorer.cohort.engines.duck.CASES_AT_ONCE", 7)
    assert found() == at_once
    assert all(at_once)

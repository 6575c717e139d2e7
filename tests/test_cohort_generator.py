"""The generator of synthetic cohorts: what it makes is what loading makes of its raw tables, and its answers hold."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import duckdb
import pytest

from explorer.cohort.loading import load

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))

from make_cohort import Plan, make_cohort

PLAN = Plan(contacts=3_000, organisations=120, windows=0.2, months=0.15, blanks=0.1, links=0.6)


def rows_in(path: Path) -> list[tuple[object, ...]]:
    with duckdb.connect() as con:
        return con.execute("SELECT * FROM read_parquet(?)", [str(path)]).fetchall()


@pytest.mark.parametrize("shape", ["parquet", "csv"])
def test_loading_the_raw_tables_gives_the_loaded_cohort(tmp_path: Path, shape: str) -> None:
    made = tmp_path / "made.parquet"
    make_cohort(made, PLAN, loaded=True)
    make_cohort(tmp_path / "raw", PLAN, shape=shape)
    loaded = load(tmp_path / "raw", tmp_path / "loaded.parquet")
    assert loaded.counts.contacts == PLAN.contacts
    assert loaded.quarantine is None
    assert rows_in(made) == rows_in(loaded.output)


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(tmp_path: Path) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        make_cohort(tmp_path / f"{name}.parquet", Plan(contacts=500, seed=seed), loaded=True)
    first, again, other = ((tmp_path / f"{name}.parquet").read_bytes() for name in "abc")
    assert first == again != other


def test_what_was_planted_is_there(tmp_path: Path) -> None:
    answers = make_cohort(tmp_path / "a.parquet", PLAN, loaded=True)
    assert json.loads((tmp_path / "a.answers.json").read_text("utf-8")) == answers
    with duckdb.connect() as con:
        found = con.execute(
            """SELECT sender || ' -> ' || receiver, count(*), count(DISTINCT "case"), mode(state),
            min(decided_first_day - first_day), max(decided_last_day - first_day)
            FROM read_parquet(?) WHERE starts_with(sender, 'planted') AND decided != '' GROUP BY ALL""",
            [str(tmp_path / "a.parquet")],
        ).fetchall()
    flows = answers["flows"]
    assert isinstance(flows, dict)
    for name, number, cases, state, least, most in found:
        assert (flows[name][state], flows[name]["cases"]) == (number, cases)
        assert least == most == flows[name]["wait_days"]
    assert len(found) == 3

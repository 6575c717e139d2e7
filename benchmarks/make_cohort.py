"""Writes a synthetic cohort of any size: deterministic, skewed as real ones are, with known answers planted.

python benchmarks/make_cohort.py cohort.parquet --contacts 10000000 --loaded       as `explorer cohort load` makes it
python benchmarks/make_cohort.py FOLDER --contacts 10000000                        the same cohort as an agency's tables

No real person, no real event. Every number is drawn from a hash of the seed, the case and the contact, in SQL: ten
million contacts take a minute and a half of processor. A batch of cases at a time, so that memory does not grow with
the cohort. Beside the cohort, ``NAME.answers.json`` says what was planted. Words and sizes: ``cohort_plan.py``; contacts:
``cohort_drawing.py``; tables: ``cohort_shapes.py``.
"""

# ruff: noqa: E501 (lines of a table)
from __future__ import annotations

import argparse
import json
import shutil
from dataclasses import asdict
from pathlib import Path

import duckdb
from cohort_drawing import draw
from cohort_plan import PLANTED_EVERY, Plan, batches, prepare
from cohort_shapes import loaded_sql, raw_sql

from explorer.cohort.engines.stretches import quoted
from explorer.cohort.schema import COLUMNS, METADATA, VERSION


def answers(con: duckdb.DuckDBPyConnection, plan: Plan) -> dict[str, object]:
    """What was planted, and so what any measure must find of these organisations."""
    returning, repeating = (
        con.execute(f"SELECT count(*) FROM sizes WHERE planted AND c % {PLANTED_EVERY} = {sort}").fetchall()[
            0
        ][0]
        for sort in (7, 23)
    )
    cases, contacts = con.execute("SELECT count(*), sum(n)::BIGINT FROM sizes").fetchall()[0]
    return {
        "plan": asdict(plan), "cases": cases, "contacts": contacts,
        "flows": {
            "planted-a -> planted-b": {"referrals": returning, "cases": returning, "passed on": returning, "wait_days": 7},
            "planted-b -> planted-a": {"referrals": returning, "cases": returning, "taken on": returning, "wait_days": 7},
            "planted-a -> planted-c": {"referrals": returning, "cases": returning, "not recorded": returning},
            "planted-d -> planted-e": {"referrals": 3 * repeating, "cases": repeating, "ended": 2 * repeating, "not recorded": repeating, "wait_days": 21},
        },
        "returns": {"to planted-a, by planted-b": returning, "journeys planted-a, planted-b, planted-a, planted-c": returning},
        "repeats": {"to planted-e, within 90 days of the one before": repeating, "within 365 days": 2 * repeating, "days apart": [60, 200]},
    }  # fmt: skip


def make_cohort(
    output: Path, plan: Plan, *, loaded: bool = False, is_folder: bool = False, shape: str = "parquet"
) -> dict[str, object]:
    """Writes the cohort and what was planted in it, and returns the latter.

    ``loaded``: ``output`` is a Parquet file as loading makes it (``is_folder``: a folder of parts in order, which saves
    writing it twice). Else ``output`` is a folder of ``contacts`` and ``outcomes``, ``shape`` ``parquet`` or ``csv``.
    """
    con = duckdb.connect()
    parts_folder = output.parent / f".{output.name}.parts"
    con.execute("SET temp_directory = ?", [str(parts_folder / "temp")])
    shutil.rmtree(parts_folder, ignore_errors=True)
    parts_folder.mkdir(parents=True)
    prepare(con, plan)
    made: dict[str, list[Path]] = {}
    for number, (first, last) in enumerate(batches(con, plan)):
        draw(con, plan, first, last)
        for name, sql in ({"loaded": loaded_sql()} if loaded else raw_sql()).items():
            made.setdefault(name, []).append(parts_folder / f"{name}-{number:04}.parquet")
            _copy(con, sql, made[name][-1], is_loaded=loaded)
    found = answers(con, plan)
    con.execute("DROP TABLE IF EXISTS contact; DROP TABLE IF EXISTS step; DROP TABLE IF EXISTS edge")
    if output.is_dir():
        shutil.rmtree(output)
    if is_folder or not loaded:
        output.mkdir(parents=True)
    for name, paths in made.items():
        if is_folder:
            for path in paths:
                path.rename(output / path.name)
        else:
            whole = output if loaded else output / f"{name}.{shape}"
            _copy(
                con,
                f"SELECT * FROM read_parquet({quoted([str(path) for path in paths])})",
                whole,
                is_loaded=loaded,
            )
    con.close()
    shutil.rmtree(parts_folder)
    output.with_name(f"{output.stem}.answers.json").write_text(json.dumps(found, indent=1), "utf-8")
    return found


def _copy(con: duckdb.DuckDBPyConnection, sql: str, path: Path, *, is_loaded: bool = False) -> None:
    if is_loaded:
        text = json.dumps(
            {
                "version": VERSION,
                "title": "A synthetic cohort",
                "marking": "",
                "organisations": {},
                "vocabulary": {},
            }
        )
        named = ", ".join(f'"{column.name}"::{column.type} AS "{column.name}"' for column in COLUMNS)
        sql = f"SELECT {named} FROM ({sql})"
        options = (
            f"FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880, KV_METADATA {{'{METADATA}': '{text}'}}"
        )
    else:
        options = (
            "FORMAT parquet, COMPRESSION zstd" if path.suffix == ".parquet" else "FORMAT csv, HEADER true"
        )
    target = quoted([str(path)])[1:-1]
    con.execute(f"COPY ({sql}) TO {target} ({options})")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("output", type=Path)
    parser.add_argument("--loaded", action="store_true", help="as `explorer cohort load` would make it")
    parser.add_argument("--parts", action="store_true", help="a folder of parts in order, with --loaded")
    parser.add_argument("--shape", choices=("parquet", "csv"), default="parquet", help="of the raw tables")
    parser.add_argument("--bare", dest="planted", action="store_false", help="plant nothing")
    for name, default in asdict(Plan()).items():
        if name != "planted":
            parser.add_argument(f"--{name}", type=type(default), default=default)
    wanted = vars(parser.parse_args())
    output, loaded, shape = wanted.pop("output"), wanted.pop("loaded"), wanted.pop("shape")
    is_folder = wanted.pop("parts") and loaded
    print(
        json.dumps(
            make_cohort(output, Plan(**wanted), loaded=loaded, is_folder=is_folder, shape=shape), indent=1
        )
    )

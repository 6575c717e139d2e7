"""Rows of a case as plain columns: what loading did not make is refused in words."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from cohort_oracle import write_cohort
from test_cohort_streaming import drawn

from explorer.cohort import plain_rows, streaming
from explorer.cohort.engines import engine_of
from explorer.cohort.plain_rows import READS, Reader
from explorer.errors import CohortError
from explorer.vocabulary import standard


def changed(path: Path, column: str, value: str) -> Path:
    """The cohort with one column changed throughout."""
    other = path.with_name("changed.parquet")
    with duckdb.connect() as connection:
        about = connection.execute(f"SELECT decode(value) FROM parquet_kv_metadata('{path}')").fetchall()[0][
            0
        ]
        connection.execute(
            f"COPY (SELECT * REPLACE ({value} AS {column}) FROM '{path}' ORDER BY \"case\", place, number) "
            f"TO '{other}' (FORMAT parquet, KV_METADATA {{'explorer.cohort': '{about}'}})"
        )
    return other


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("kind", "'no-such-kind'", '"no-such-kind", the kind of contact C1 of case one'),
        ("follows", "'C99'", "Contact C1 of case one follows or shares C99, which is not in the case"),
        ("shares", "'C99'", "follows or shares C99"),
        ("follows", "contact", "of case one follow or share each other in a loop"),
    ],
)
def test_rows_that_loading_did_not_make_are_refused(
    tmp_path: Path, column: str, value: str, said: str
) -> None:
    path = changed(write_cohort([drawn("one")], tmp_path / "cohort.parquet"), column, value)
    with engine_of(path, threads=1) as engine, pytest.raises(CohortError, match=said):
        streaming.rows_over(engine, "blind-spots")


def test_a_drawn_case_is_read_as_it_looks(tmp_path: Path) -> None:
    path = write_cohort([drawn("one")], tmp_path / "cohort.parquet")
    names = ", ".join(text.format(length="len") for text in READS)
    with duckdb.connect() as connection:
        rows = connection.execute(f"SELECT \"case\", {names} FROM '{path}'").fetchall()
    found = Reader(standard()).decided_in(rows)
    assert found.plain.senders == ["school", "hub", "police", "police"]
    assert found.plain.receivers == [("hub",), ("police",), ("school",), ()]
    assert (found.plain.follows, found.plain.shares) == ({1: (0,), 2: (1,)}, {3: ()})
    assert found.told == [("hub", "safeguarding-hub", "closed", True, "subject")]
    assert [item[0::3] for item in found.asked] == [("hub", (0,))]
    assert found.about == {"subject": 0b1111}


def test_contacts_about_several_subjects_are_about_each() -> None:
    groups = {"a": 0b001, "a;b": 0b010, "b": 0b100}
    assert [plain_rows.about(subject, groups) for subject in ("a", "b", "c")] == [0b011, 0b110, 0]

"""Rows of a case as plain columns: what loading did not make is refused in words."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from cohort_oracle import write_cohort
from test_cohort_streaming import drawn

from explorer.cohort import plain_rows, streaming
from explorer.cohort.casewise import CaseWork
from explorer.cohort.engines import engine_of
from explorer.cohort.engines.stretches import WORDS
from explorer.cohort.plain_rows import NotInOrder, Reader
from explorer.cohort.plain_texts import JOIN, Texts, joined
from explorer.errors import CohortError
from explorer.vocabulary import standard


def changed(path: Path, column: str, value: str, order: str = '"case", place, number') -> Path:
    """The cohort with one column changed throughout, its rows in an order."""
    other = path.with_name("changed.parquet")
    with duckdb.connect() as connection:
        about = connection.execute(f"SELECT decode(value) FROM parquet_kv_metadata('{path}')").fetchall()[0][
            0
        ]
        connection.execute(
            f"COPY (SELECT * REPLACE ({value} AS {column}) FROM '{path}' ORDER BY {order}) "
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


def texts_of(path: Path, order: str) -> Texts:
    """What the rows of the only case tell, read in an order."""
    reads = [read.rpartition(" AS ")[0] for read in CaseWork("blind-spots").reads(WORDS, '"')]
    with duckdb.connect() as connection:
        return joined(
            connection.execute(f"SELECT {', '.join(reads)} FROM '{path}' ORDER BY {order}").fetchall()
        )


def test_a_drawn_case_is_read_as_it_looks(tmp_path: Path) -> None:
    path = write_cohort([drawn("one")], tmp_path / "cohort.parquet")
    found = Reader(standard()).decided_in("one", texts_of(path, "place, number"))
    assert found is not None
    school, hub, police = range(3)
    assert (found.plain.senders, found.plain.parties) == ([school, hub, police, police], 3)
    assert found.plain.receivers == [(hub,), (police,), (school,), ()]
    assert (found.plain.follows, found.plain.shares) == ({1: (0,), 2: (1,)}, {3: ()})
    assert found.told == [(("hub", "safeguarding-hub", "closed"), True, "subject")]
    assert [item[0::3] for item in found.asked] == [(hub, (0,))]
    assert found.about == {"subject": 0b1111}


def test_rows_out_of_order_are_seen(tmp_path: Path) -> None:
    path = write_cohort([drawn("one")], tmp_path / "cohort.parquet")
    with pytest.raises(NotInOrder):
        Reader(standard()).decided_in("one", texts_of(path, "place DESC, number"))


def test_texts_of_which_some_are_too_few_are_refused(tmp_path: Path) -> None:
    path = write_cohort([drawn("one")], tmp_path / "cohort.parquet")
    texts = texts_of(path, "place, number")
    for wrong in (
        {"senders": "hub"},
        {"follows": f"1{JOIN}C1{JOIN}2"},
        {"decided": f"9{JOIN}{texts.decided}"[:-2]},
    ):
        with pytest.raises(CohortError, match="The rows of case one are not such as loading makes"):
            Reader(standard()).decided_in("one", texts._replace(**wrong))


def test_contacts_about_several_subjects_are_about_each() -> None:
    groups = {"a": 0b001, "a;b": 0b010, "b": 0b100}
    assert [plain_rows.about(subject, groups) for subject in ("a", "b", "c")] == [0b011, 0b110, 0]


@pytest.mark.parametrize("order", ['"case", place DESC, number DESC', 'place, "case" DESC, number'])
def test_a_cohort_in_any_order_tells_the_same(tmp_path: Path, order: str) -> None:
    path = write_cohort([drawn("one"), drawn("two")], tmp_path / "cohort.parquet")
    mixed = changed(path, "place", "place", order)
    with engine_of(path, threads=1) as engine, engine_of(mixed, threads=1) as other:
        assert streaming.rows_over(other, "blind-spots") == streaming.rows_over(engine, "blind-spots")


def test_contacts_that_are_not_numbered_in_order_are_refused(tmp_path: Path) -> None:
    path = changed(write_cohort([drawn("one")], tmp_path / "cohort.parquet"), "place", "place * 2")
    with (
        engine_of(path, threads=1) as engine,
        pytest.raises(CohortError, match="not numbered as loading does"),
    ):
        streaming.rows_over(engine, "blind-spots")


@pytest.mark.parametrize("column", ["about", "sender", "decided"])
def test_a_cell_that_holds_what_joins_cells_is_refused(tmp_path: Path, column: str) -> None:
    """Loading lets no such cell in; a cohort that something else made may have one."""
    cohort = write_cohort([drawn("one")], tmp_path / "cohort.parquet")
    path = changed(cohort, column, f"{column} || chr(30) || 'x'")
    with engine_of(path, threads=1) as engine, pytest.raises(CohortError, match="not such as loading makes"):
        streaming.rows_over(engine, "blind-spots")

"""Loading many cases: one table says what the cases say one by one, and what is wrong is set aside, never lost."""

# ruff: noqa: E501 (cases drawn a row a line)

from __future__ import annotations

import csv
import gzip
import io
import json
import tempfile
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import case_rows
from strategies_load import loose_rows

from explorer.checking import case_of
from explorer.cli import main
from explorer.cohort.loading import Loaded, LogColumns, load
from explorer.cohort.loading.connection import Workshop
from explorer.cohort.loading.folders import without_restricted
from explorer.cohort.rows import Edge, edges_of
from explorer.errors import CaseError, OutputError
from explorer.rows import COLUMNS, RawCase
from explorer.storing import csv_bytes

SLOW = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.data_too_large, HealthCheck.too_slow]
)


def rows_in(path: Path) -> list[tuple[Any, ...]]:
    """The rows of a cohort, in their order in the file."""
    with duckdb.connect() as con:
        return con.execute("SELECT * FROM read_parquet(?)", [str(path)]).fetchall()


def quarantined(loaded: Loaded) -> list[dict[str, Any]]:
    """The rows of a quarantine."""
    if loaded.quarantine is None:
        return []
    with duckdb.connect() as con:
        found = con.execute("SELECT * FROM read_parquet(?)", [str(loaded.quarantine)])
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def written(path: Path, rows: list[dict[str, str]], columns: tuple[str, ...]) -> Path:
    """Rows as CSV, or as Parquet where the name says so."""
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    text = path.with_suffix(".csv")
    text.write_text(stream.getvalue(), "utf-8", newline="")
    if path.suffix == ".parquet":
        with duckdb.connect() as con:
            con.execute(
                f"COPY (SELECT * FROM read_csv('{text}', all_varchar = true, header = true, nullstr = '~')) TO '{path}' (FORMAT parquet)"
            )
        text.unlink()
    return path


def as_tables(cases: list[RawCase], folder: Path, suffix: str) -> Path:
    """Cases as tables of all of them, with a column ``case``."""
    folder.mkdir()
    for name in ("contacts", "parties", "outcomes", "sources"):
        rows = [
            {"case": case.name, **dict(zip(case.tables[name].columns, row, strict=True))}
            for case in cases
            for row in case.tables[name].rows
        ]
        extra = sorted({column for row in rows for column in row} - {"case", *COLUMNS[name]})
        written(folder / f"{name}{suffix}", rows, ("case", *COLUMNS[name], *extra))
    return folder


def as_folders(cases: list[RawCase], folder: Path) -> Path:
    """Cases as case folders."""
    folder.mkdir()
    for case in cases:
        (folder / case.name).mkdir()
        for name, table in case.tables.items():
            (folder / case.name / f"{name}.csv").write_bytes(csv_bytes(table))
    return folder


def one_by_one(cases: list[RawCase], include: tuple[str, ...] = ()) -> list[Edge]:
    """What the functions of one case say of each case that they accept, in order."""
    rows: list[Edge] = []
    for case in sorted(cases, key=lambda case: case.name):
        try:
            rows += edges_of(without_restricted(case_of(case), include)[0])
        except CaseError:
            continue
    return rows


def loaded_rows(source: Path, output: Path, **asked: Any) -> list[tuple[Any, ...]]:
    """The rows that loading makes; none where it refuses a source in which nothing can be loaded."""
    try:
        load(source, output, force=True, **asked)
    except CaseError:
        return []
    return rows_in(output)


def numbered(cases: list[RawCase]) -> list[RawCase]:
    """The cases under names of their own."""
    for place, case in enumerate(cases):
        case.name = f"case {place:02}"
    return cases


COHORTS = st.lists(loose_rows(), min_size=1, max_size=30).map(numbered)


@SLOW
@given(COHORTS, st.sampled_from([".csv", ".parquet"]), st.sampled_from([(), ("third-party",)]))
def test_one_table_of_many_cases_gives_the_rows_that_the_cases_give_one_by_one(
    cases: list[RawCase], suffix: str, include: tuple[str, ...]
) -> None:
    expected = [tuple(row) for row in one_by_one(cases, include)]
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        tables = as_tables(cases, folder / "tables", suffix)
        found = loaded_rows(tables, folder / "a.parquet", include=include, whole_cases=True)
    if not include:  # what is left out of a table is not checked, so that more cases are good
        good = {row[0] for row in expected}
        found = [row for row in found if row[0] in good]
    assert found == expected


@settings(SLOW, max_examples=4)
@given(COHORTS, st.sampled_from([(), ("third-party",)]))
def test_a_folder_of_case_folders_gives_the_same_rows(cases: list[RawCase], include: tuple[str, ...]) -> None:
    expected = [tuple(row) for row in one_by_one(cases, include)]
    with tempfile.TemporaryDirectory() as temporary:
        folders = as_folders(cases, Path(temporary) / "cases")
        assert loaded_rows(folders, Path(temporary) / "a.parquet", include=include) == expected


@settings(SLOW, max_examples=4)
@given(st.lists(case_rows(), min_size=1, max_size=10).map(numbered))
def test_the_cases_of_other_tests_load_too(cases: list[RawCase]) -> None:
    expected = [tuple(row) for row in one_by_one(cases)]
    with tempfile.TemporaryDirectory() as temporary:
        tables = as_tables(cases, Path(temporary) / "tables", ".csv")
        assert loaded_rows(tables, Path(temporary) / "a.parquet") == expected


@settings(SLOW, max_examples=4)
@given(COHORTS)
def test_every_contact_is_in_the_cohort_or_in_quarantine_or_left_out_and_never_in_two(
    cases: list[RawCase],
) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        tables = as_tables(cases, Path(temporary) / "tables", ".csv")
        try:
            loaded = load(tables, Path(temporary) / "a.parquet")
        except CaseError:  # nothing at all could be loaded
            return
        kept = {row[:2] for row in rows_in(loaded.output)}
        aside = {
            (row["its case"], row["its id"] or row["its contact"])
            for row in quarantined(loaded)
            if not row["is_kept"]
        }
    for case in cases:
        columns = case.tables["contacts"].columns
        rows = [dict(zip(columns, row, strict=True)) for row in case.tables["contacts"].rows]
        held = {row["id"] for row in rows if row["restriction"]}
        for row in rows:
            key = (case.name, row["id"])
            assert (key in kept) + (key in aside) + (row["id"] in held) == 1, key


# ---- drawn by hand

BASE = ("case", "id", "date", "from", "to", "from_sector", "to_sector", "kind")


def table(folder: Path, rows: list[dict[str, str]], name: str = "contacts.csv") -> Path:
    """A table of contacts with the columns that its rows have."""
    columns = tuple(dict.fromkeys([*BASE, *(column for row in rows for column in row)]))
    return written(folder / name, rows, columns)


def contact(number: int, **cells: str) -> dict[str, str]:
    """A referral of case A on a day in March 2020."""
    return {
        "case": "A", "id": f"C{number}", "date": f"2020-03-{number:02}", "from": "School", "to": "Hub", "kind": "referral",
        "from_sector": "education", "to_sector": "safeguarding hub", **{key.rstrip("_"): cell for key, cell in cells.items()},
    }  # fmt: skip


def by_contact(path: Path) -> dict[str, Edge]:
    """The rows of a cohort of one receiver each, by contact."""
    return {row[1]: Edge(*row) for row in rows_in(path)}


def test_names_without_a_table_of_parties_are_parties(tmp_path: Path) -> None:
    rows = [
        contact(1),
        contact(2, from_="school", to="The Hub; GP Surgery", to_sector="safeguarding hub;health"),
        contact(3, to="hub", to_sector=""),
    ]
    found = rows_in(load(table(tmp_path, rows), tmp_path / "a.parquet").output)
    edges = [Edge(*row) for row in found]
    assert [(edge.sender, edge.receiver, edge.receiver_sector) for edge in edges] == [
        ("School", "Hub", "safeguarding-hub"), ("School", "the-hub", "safeguarding-hub"), ("School", "gp-surgery", "health"),
        ("School", "Hub", "safeguarding-hub"),
    ]  # fmt: skip
    assert {edge.about for edge in edges} == {"subject"}


def test_a_party_of_two_sectors_is_a_problem(tmp_path: Path) -> None:
    rows = [contact(1), contact(2), contact(3, from_sector="police")]
    loaded = load(table(tmp_path, rows), tmp_path / "a.parquet")
    assert set(by_contact(loaded.output)) == {"C1", "C2"}
    (wrong,) = quarantined(loaded)
    assert (wrong["row"], wrong["column"], wrong["found"]) == (4, "from", "police")
    assert "education elsewhere" in wrong["expected"]


def test_a_bad_row_takes_its_contact_and_its_outcomes_with_it_and_links_to_it_are_cut(tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    folder.mkdir()
    table(folder, [
        contact(1, date="31/02/2021"), contact(1, id="C2"), contact(3, follows="C1"), contact(4, shares="C1; C2"), contact(5),
    ])  # fmt: skip
    written(folder / "outcomes.csv", [
        {"case": "A", "contact": "C1", "outcome": "closed"},
        {"case": "A", "contact": "C5", "outcome": "won"},
        {"case": "A", "contact": "C5", "outcome": "accepted"},
    ], ("case", "contact", "outcome"))  # fmt: skip
    loaded = load(folder, tmp_path / "a.parquet")
    found = by_contact(loaded.output)
    assert {name: (edge.follows, edge.shares) for name, edge in found.items()} == {
        "C2": ("", None), "C3": ("", None), "C4": ("", "C2"),
    }  # fmt: skip
    said = {(row["file"], row["row"], row["rule"], row["is_kept"]) for row in quarantined(loaded)}
    assert said == {
        ("contacts.csv", 2, "date", False), ("outcomes.csv", 2, "with its contact", False), ("outcomes.csv", 3, "outcome", False),
        ("outcomes.csv", 4, "with its contact", False), ("contacts.csv", 6, "with its contact", False),
        ("contacts.csv", 4, "link cut", True), ("contacts.csv", 5, "link cut", True),
    }  # fmt: skip
    assert (loaded.counts.contacts, loaded.counts.quarantined, loaded.counts.cut) == (3, 5, 2)
    (wrong,) = [row for row in quarantined(loaded) if row["rule"] == "date"]
    assert (wrong["its case"], wrong["its date"], wrong["found"]) == ("A", "31/02/2021", "31/02/2021")
    assert wrong["fix"]


def test_whole_cases_go_where_that_is_asked_for(tmp_path: Path) -> None:
    rows = [contact(1, kind="refferal"), contact(2), contact(1, case="B")]
    loaded = load(table(tmp_path, rows), tmp_path / "a.parquet", whole_cases=True)
    assert [row[0] for row in rows_in(loaded.output)] == ["B"]
    assert loaded.counts.quarantined == 2
    assert 'Did you mean "referral"?' in {row["fix"] for row in quarantined(loaded)}


def test_links_that_contradict_take_the_whole_case(tmp_path: Path) -> None:
    rows = [contact(1, follows="C2"), contact(2), contact(3), contact(1, case="B")]
    loaded = load(table(tmp_path, rows), tmp_path / "a.parquet")
    assert [row[0] for row in rows_in(loaded.output)] == ["B"]
    assert {row["rule"] for row in quarantined(loaded)} == {"contradiction"}
    assert loaded.counts.quarantined == 3


def test_links_that_tighten_dates_do_so_as_in_one_case(tmp_path: Path) -> None:
    rows = [contact(1, date="2020-03"), contact(10, follows="C1"), contact(20, date="", follows="C10")]
    found = by_contact(load(table(tmp_path, rows), tmp_path / "a.parquet").output)
    day = 737_484  # 29 February 2020
    assert (found["C1"].first_day, found["C1"].last_day) == (day + 1, day + 10)
    assert (found["C20"].first_day, found["C20"].last_day) == (day + 10, day + 31)


def test_rows_under_a_restriction_are_left_out_and_counted(tmp_path: Path) -> None:
    rows = [contact(1, restriction="third-party"), contact(2, follows="C1"), contact(3)]
    source = table(tmp_path, rows)
    loaded = load(source, tmp_path / "a.parquet")
    assert (loaded.counts.left_out, loaded.counts.cut, set(by_contact(loaded.output))) == (1, 1, {"C2", "C3"})
    loaded = load(source, tmp_path / "b.parquet", include=["third-party"])
    assert (loaded.counts.left_out, loaded.quarantine, len(by_contact(loaded.output))) == (0, None, 3)


def test_a_name_that_is_like_nobody_gets_an_id_of_its_own(tmp_path: Path) -> None:
    """*(unknown)* is not ``unknown``, which means nobody in particular. Found by fuzzing."""
    folder = tmp_path / "tables"
    folder.mkdir()
    table(folder, [contact(1, from_="the school", to="(unknown)"), contact(2, from_="the school", to="hub")])
    loaded = load(folder, tmp_path / "a.parquet")
    assert [row[5] for row in rows_in(loaded.output)] == ["unknown-2", "hub"]


def test_a_register_of_parties_stands_for_all_cases(tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    folder.mkdir()
    table(
        folder,
        [contact(1, from_="the school", to="MASH"), contact(1, case="B", from_="S1", to="nobody we know")],
    )
    parties = [
        {"id": "S1", "name": "The School", "sector": "education"},
        {"id": "hub", "name": "The hub", "sector": "safeguarding hub", "aliases": "MASH; front door"},
    ]
    written(folder / "parties.csv", parties, ("id", "name", "sector", "aliases"))
    loaded = load(folder, tmp_path / "a.parquet")
    (row,) = rows_in(loaded.output)
    assert (row[0], row[4], row[5]) == ("A", "S1", "hub")
    assert quarantined(loaded)[0]["found"] == "nobody we know"
    with duckdb.connect() as con:
        found = con.execute("SELECT value FROM parquet_kv_metadata(?)", [str(loaded.output)]).fetchall()
    assert json.loads(found[0][0])["organisations"] == {"S1": "The School", "hub": "The hub"}


def test_tables_of_a_database_are_read_and_its_views_are_not(tmp_path: Path) -> None:
    source = tmp_path / "agency.duckdb"
    with duckdb.connect(str(source)) as con:
        con.execute(
            'CREATE TABLE contacts ("case" INTEGER, id VARCHAR, date DATE, "from" VARCHAR, "to" VARCHAR[], kind VARCHAR, key BOOLEAN)'
        )
        con.execute(
            "INSERT INTO contacts VALUES (7, 'C1', DATE '2020-03-01', 'School', ['Hub', 'Police'], 'referral', true)"
        )
        con.execute("CREATE VIEW outcomes AS SELECT * FROM read_csv('/etc/passwd')")
    rows = [Edge(*row) for row in rows_in(load(source, tmp_path / "a.parquet").output)]
    assert [(row.case, row.date, row.receiver) for row in rows] == [
        ("7", "2020-03-01", "Hub"),
        ("7", "2020-03-01", "Police"),
    ]


def test_a_timestamp_is_a_day_and_a_time(tmp_path: Path) -> None:
    source = tmp_path / "contacts.parquet"
    with duckdb.connect() as con:
        con.execute(f"""COPY (SELECT 'A' AS "Case", 'C1' AS ID, TIMESTAMP '2020-03-01 09:30:00' AS date, 'School' AS "From", 'Hub' AS "to",
            'referral' AS kind) TO '{source}' (FORMAT parquet)""")
    (row,) = rows_in(load(source, tmp_path / "a.parquet").output)
    assert (Edge(*row).date, Edge(*row).time) == ("2020-03-01", 570)


# ---- event logs

LOG = """case:concept:name,concept:name,org:group,time:timestamp
1-1,Accepted,V5 3rd,2010-03-31T15:59:42+01:00
1-1,Accepted,V30,2010-03-31T16:00:56+01:00
1-1,Queued,V5 3rd,2010-04-06T15:44:07+01:00
1-2,Accepted,V30,2010-04-07T08:00:00+01:00
1-2,Queued,,2010-04-07T09:00:00+01:00
1-2,Queued,V30,some day
"""


def test_an_event_log_is_a_cohort_of_events(tmp_path: Path) -> None:
    source = tmp_path / "incidents.csv"
    source.write_text(LOG, "utf-8")
    loaded = load(source, tmp_path / "a.parquet")
    edges = [Edge(*row) for row in rows_in(loaded.output)]
    assert [(edge.case, edge.sender, edge.receiver, edge.date, edge.time) for edge in edges] == [
        ("1-1", "V5 3rd".replace(" ", "-").lower(), "subject", "2010-03-31", 959), ("1-1", "V30", "subject", "2010-03-31", 960),
        ("1-1", "v5-3rd", "subject", "2010-04-06", 944), ("1-2", "V30", "subject", "2010-04-07", 480), ("1-2", "unknown", "subject", "2010-04-07", 540),
    ]  # fmt: skip
    assert {(edge.kind, edge.is_counted, edge.is_referral, edge.state) for edge in edges} == {
        ("logged-event", True, False, "")
    }
    assert [(row["row"], row["found"]) for row in quarantined(loaded)] == [(7, "some day")]


def test_an_event_log_may_name_its_columns_and_its_times(tmp_path: Path) -> None:
    source = tmp_path / "incidents.csv"
    source.write_text("ticket,when,queue\n7,29/2/2016 01:16,Desk\n", "utf-8")
    with pytest.raises(CaseError, match="case-column"):
        load(source, tmp_path / "a.parquet", log=LogColumns(time="when"))
    log = LogColumns("ticket", "when", "queue", "%d/%m/%Y %H:%M")
    (row,) = rows_in(load(source, tmp_path / "a.parquet", log=log).output)
    assert (row[0], row[4], Edge(*row).date, Edge(*row).time) == ("7", "Desk", "2016-02-29", 76)


XES = """<?xml version="1.0" encoding="UTF-8"?>
<log xmlns="http://www.xes-standard.org/"><string key="concept:name" value="incidents"/>
<trace><string key="concept:name" value="1-1"/>
<event><string key="org:group" value="V5"/><date key="time:timestamp" value="2010-03-31T15:59:42.000+01:00"/></event>
<event><string key="org:resource" value="V30"/><date key="time:timestamp" value="2010-03-31T16:00:56.000+01:00"/></event></trace>
<trace><event><string key="org:group" value="V5"/><date key="time:timestamp" value="2010-04-06T15:44:07.000+01:00"/></event></trace></log>
"""


@pytest.mark.parametrize("suffix", [".xes", ".xes.gz"])
def test_a_log_in_xes_is_read(tmp_path: Path, suffix: str) -> None:
    source = tmp_path / f"log{suffix}"
    source.write_bytes(gzip.compress(XES.encode()) if suffix.endswith("gz") else XES.encode())
    edges = [Edge(*row) for row in rows_in(load(source, tmp_path / "a.parquet").output)]
    assert [(edge.case, edge.contact, edge.sender, edge.time) for edge in edges] == [
        ("1-1", "E1", "V5", 959), ("1-1", "E2", "V30", 960), ("trace 2", "E1", "V5", 944),
    ]  # fmt: skip


# ---- sources that are not what they seem


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("contacts.csv", b"", "is empty"),
        ("contacts.csv", b"\n", "first row is empty"),
        ("contacts.csv", b"case,id,from,to,kind\n", "no contacts"),
        ("contacts.csv", b"case,id,form,to,kind\nA,C1,x,y,referral\n", 'Is "form" meant'),
        ("contacts.csv", b"case;id;from;to;kind\n", "semicolons"),
        ("contacts.csv", b"case,id,from,to,kind,kind\n", "twice"),
        ("contacts.csv", b"PAR1....", "is a Parquet file"),
        ("contacts.csv", b"PK\x03\x04", "workbook"),
        ("contacts.csv", "case,id\n".encode("utf-16"), "UTF-16"),
        ("contacts.csv", b"case,id,from,to,kind\nA,C1,\xe9cole,hub,referral\n", "not UTF-8"),
        ("contacts.parquet", b"case,id", "no Parquet file"),
        ("contacts.parquet", b"PAR1 and no more", "cannot be read as Parquet"),
        ("contacts.duckdb", b"SQLite format 3\0", "no DuckDB file"),
        ("contacts.duckdb", b"\0" * 8 + b"DUCK" + b"\xff" * 5000, "cannot open it"),
        ("contacts.xes", b"<log><trace>", "cannot be read as XES"),
        ("contacts.xes", b"<log></log>", "no events"),
        ("contacts.xes", b'<!DOCTYPE x [<!ENTITY a "b">]><log>&a;</log>', "cannot be read as XES"),
        ("contacts.xlsx", b"PK", "no source that can be loaded"),
    ],
)
def test_a_source_that_cannot_be_loaded_is_refused(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    source = tmp_path / name
    source.write_bytes(content)
    with pytest.raises(CaseError, match=said):
        load(source, tmp_path / "a.parquet")
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_another_encoding_is_read_where_it_is_named(tmp_path: Path) -> None:
    source = tmp_path / "contacts.csv"
    source.write_bytes("case,id,from,to,kind\nA,C1,école,hub,referral\n".encode("cp1252"))
    loaded = load(source, tmp_path / "a.parquet", encoding="cp1252")
    (row,) = rows_in(loaded.output)
    assert (row[4], row[5]) == ("cole", "hub")
    with pytest.raises(CaseError, match="is no encoding"):
        load(source, tmp_path / "b.parquet", encoding="klingon")


def test_rows_that_are_no_csv_go_to_the_quarantine_and_are_counted(tmp_path: Path) -> None:
    source = tmp_path / "contacts.csv"
    source.write_text(
        "case,id,from,to,kind\nA,C1,school,hub,referral\nA,C2,school,hub\nA,C3,school,hub,referral,more\nA,C4,school,hub,call\n"
        "A,C5,school\nA,C6,school,hub,telex\n",
        "utf-8",
    )
    loaded = load(source, tmp_path / "a.parquet")
    assert list(by_contact(loaded.output)) == ["C1", "C4"]
    assert [(row["row"], row["rule"], row["found"]) for row in quarantined(loaded)] == [
        (3, "unreadable row", "A,C2,school,hub"), (4, "unreadable row", "A,C3,school,hub,referral,more"),
        (6, "unreadable row", "A,C5,school"), (7, "kind", "telex"),
    ]  # fmt: skip


def test_cells_that_cannot_be_kept_take_their_row_and_no_other(tmp_path: Path) -> None:
    rows = [
        contact(1),
        contact(2, to="Hub\x01"),
        contact(3, summary="x" * 100_001),
        contact(4, summary="x" * 100_000),
    ]
    loaded = load(table(tmp_path, rows), tmp_path / "a.parquet")
    assert set(by_contact(loaded.output)) == {"C1", "C4"}
    assert {row["row"] for row in quarantined(loaded)} == {3, 4}


def test_a_name_full_of_signs_is_only_a_name(tmp_path: Path) -> None:
    folder = tmp_path / "it's [odd] *"
    folder.mkdir()
    table(folder, [contact(1, from_="') DROP TABLE contacts --", to='"Hub"', case="it's {0} %s")])
    (row,) = rows_in(load(folder / "contacts.csv", folder / "a?b.parquet").output)
    assert (row[0], row[4], row[5]) == ("it's {0} %s", "drop-table-contacts", "Hub".lower())


# ---- the output


def test_the_same_source_gives_the_same_bytes_whatever_the_order_of_its_rows(tmp_path: Path) -> None:
    rows = [contact(number, case=f"case {number % 7}", follows="") for number in range(1, 29)]
    first = load(table(tmp_path, rows), tmp_path / "a.parquet").output.read_bytes()
    again = load(tmp_path / "contacts.csv", tmp_path / "b.parquet").output.read_bytes()
    turned = load(table(tmp_path, rows[::-1]), tmp_path / "c.parquet").output.read_bytes()
    assert first == again == turned


def test_the_output_is_private_and_nothing_else_is_left(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    loaded = load(
        table(tmp_path, [contact(1), contact(2, kind="")]),
        folder / "a.parquet",
        title="T",
        marking="OFFICIAL",
    )
    assert sorted(path.name for path in folder.iterdir()) == ["a.parquet", "a.quarantine.parquet"]
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    with pytest.raises(OutputError, match="--force"):
        load(tmp_path / "contacts.csv", loaded.output)
    with pytest.raises(OutputError, match="Parquet"):
        load(tmp_path / "contacts.csv", folder / "a.csv")


def test_what_is_broken_off_leaves_nothing_behind_and_the_old_file_as_it_was(tmp_path: Path) -> None:
    source, output = table(tmp_path, [contact(1)]), tmp_path / "a.parquet"
    output.write_bytes(b"old")

    def interrupt(stage: str) -> None:
        if stage == "writing":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load(source, output, force=True, progress=interrupt)
    assert output.read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.parquet", "contacts.csv"]


def test_several_processes_give_what_one_gives(tmp_path: Path) -> None:
    rows = [
        contact(number, case=f"case {case}", date="2020-03", follows="C1" if number == 2 else "")
        for case in range(900)
        for number in (1, 2)
    ]
    source = table(tmp_path, rows)
    one = load(source, tmp_path / "a.parquet").output.read_bytes()
    assert load(source, tmp_path / "b.parquet", workers=2).output.read_bytes() == one


def test_the_command_says_what_it_did(tmp_path: Path) -> None:
    source = table(tmp_path, [contact(1), contact(2, kind="refferal"), contact(3, Ward="12")])
    result = CliRunner().invoke(
        main, ["cohort", "load", str(source), "-o", str(tmp_path / "a.parquet"), "--title", "North"]
    )
    assert result.exit_code == 0, result.output
    assert "2 contacts of 1 case." in result.stdout
    assert "In quarantine: 1 row; cut: 0 links" in result.stderr
    assert 'Did you mean "referral"?' in result.stderr
    assert '"ward"' in result.stderr.casefold()
    result = CliRunner().invoke(
        main, ["cohort", "load", str(tmp_path / "none.csv"), "-o", str(tmp_path / "b.parquet")]
    )
    assert (result.exit_code, "Check the name" in result.stderr) == (1, True)


def test_no_file_but_those_named_can_be_read(tmp_path: Path) -> None:
    shop = Workshop(tmp_path, [tmp_path / "named.csv"])
    secret = tmp_path.parent / "secret.csv"
    secret.write_text("a", "utf-8")
    for sql in (f"SELECT * FROM read_csv('{secret}')", f"COPY (SELECT 1) TO '{tmp_path.parent / 'b'}'", "INSTALL httpfs", "LOAD httpfs",
                f"ATTACH '{tmp_path.parent / 'c'}'", "SET enable_external_access = true", "SET allowed_paths = ['/']"):  # fmt: skip
        with pytest.raises(duckdb.Error):
            shop.run(sql)
    shop.close()

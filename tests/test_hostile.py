"""No input crashes it: whatever the bytes, there is a case or a clear error."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from folders import GOOD, contact_rows, referral
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from explorer import CaseError, Report, read_case
from explorer.checking import case_of
from explorer.rows import COLUMNS, RawCase, table_of
from explorer.workbooks import workbook_bytes

REAL = Path(__file__).parent.parent / "data" / "southport"
FILES = sorted(path.name for path in REAL.glob("*.*") if path.suffix in (".csv", ".toml"))
SLOW = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])

PIECES = st.sampled_from(
    [
        b"",
        b"\0",
        b'"',
        b"\n",
        b"\r",
        b",",
        b";",
        b"\xff\xfe",
        b"\xe9",
        b"=1+1",
        b"[[",
        b"C01",
        b"\xed\xa0\x80",
        b"/..",
    ]
)


@given(
    name=st.sampled_from(FILES),
    at=st.floats(0, 1),
    cut=st.integers(0, 40),
    piece=PIECES | st.binary(max_size=20),
)
@SLOW
@example(name="case.toml", at=0.0, cut=0, piece=b"[[[[[[[[")
def test_spoiled_bytes_give_a_case_or_an_error(name: str, at: float, cut: int, piece: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        case = Path(folder) / "case"
        shutil.copytree(REAL, case)
        data = (case / name).read_bytes()
        start = int(at * len(data))
        (case / name).write_bytes(data[:start] + piece + data[start + cut :])
        try:
            report = Report(read_case(case))
        except CaseError as error:
            assert error.problems
            assert all(problem.file and problem.expected and problem.fix for problem in error.problems)
        else:
            assert report.summary.sentences


BOOK = workbook_bytes(read_case(REAL))


@given(at=st.floats(0, 1), cut=st.integers(0, 200), piece=PIECES | st.binary(max_size=40))
@SLOW
def test_a_spoiled_workbook_gives_a_case_or_an_error(at: float, cut: int, piece: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "case.xlsx"
        start = int(at * len(BOOK))
        path.write_bytes(BOOK[:start] + piece + BOOK[start + cut :])
        try:
            read_case(path)
        except CaseError as error:
            assert error.problems


CELLS = st.text(max_size=30) | st.sampled_from(
    [
        "C1",
        "C2;C1",
        "none",
        "never",
        "school",
        "unknown:police",
        "2020-01",
        "2020~",
        "[..2020]",
        "2020/..",
        "yes",
        "S1",
    ]
)


@given(data=st.data())
@SLOW
def test_any_text_in_any_cell_gives_a_case_or_an_error(data: st.DataObject) -> None:
    rows = []
    for number in range(data.draw(st.integers(1, 4))):
        row = referral(id=f"C{number}")
        for column in data.draw(st.lists(st.sampled_from(COLUMNS["contacts"]), max_size=6, unique=True)):
            row[column] = data.draw(CELLS)
        rows.append(row)
    parties = [{"id": "subject", "name": data.draw(CELLS), "sector": "subject"}]
    parties += [{"id": name, "sector": "police", "aliases": data.draw(CELLS)} for name in ("school", "hub")]
    outcomes = [{name: data.draw(CELLS) for name in COLUMNS["outcomes"]}] if data.draw(st.booleans()) else []
    tables = {
        "parties": table_of("parties", parties),
        "contacts": table_of("contacts", rows),
        "outcomes": table_of("outcomes", outcomes),
        "sources": table_of("sources", [{"id": "S1", "covers": data.draw(CELLS)}]),
        "notes": table_of("notes", [{"id": "N1", "text": data.draw(CELLS), "contacts": data.draw(CELLS)}]),
    }
    try:
        report = Report(case_of(RawCase("case", "", tables)))
    except CaseError as error:
        assert error.problems
    else:
        for table in report.tables.values():
            assert table.columns


@pytest.mark.parametrize("name", sorted(GOOD))
def test_a_folder_where_a_file_should_be_is_said(name: str, tmp_path: Path) -> None:
    (tmp_path / "contacts.csv").write_text(contact_rows(referral()), "utf-8")
    for other, text in GOOD.items():
        if other != name:
            (tmp_path / other).write_text(text, "utf-8")
    (tmp_path / name).mkdir()
    with pytest.raises(CaseError):
        read_case(tmp_path)

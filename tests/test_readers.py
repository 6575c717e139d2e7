"""What every reader promises, over the whole folder; and what a file that is not what it says gives."""

from __future__ import annotations

import datetime
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from folders import GOOD, case_folder, contact_rows, referral

from explorer import CaseError, read_case, write_case
from explorer.case import Case
from explorer.readers import read_rows, registry
from explorer.rows import COLUMNS
from explorer.workbooks import write_workbook

REAL = Path(__file__).parent.parent / "data" / "southport"


def refusal(path: Path, encoding: str = "utf-8") -> str:
    with pytest.raises(CaseError) as caught:
        read_case(path, encoding=encoding)
    return str(caught.value)


def stored(case: Case, path: Path, suffix: str) -> Path:
    """The case in the format of this suffix."""
    if suffix == "":
        return write_case(case, path)
    return write_workbook(case, path.with_suffix(suffix))


@pytest.mark.parametrize("suffix", sorted(registry()))
def test_a_reader_gives_the_same_case_whatever_the_format(suffix: str, tmp_path: Path) -> None:
    real = read_case(REAL)
    assert read_case(stored(real, tmp_path / "southport", suffix)) == real


@pytest.mark.parametrize("suffix", sorted(suffix for suffix in registry() if suffix))
@pytest.mark.parametrize(
    "content", [b"", b"\0" * 64, b"PK\x03\x04", b"hello", b"\xd0\xcf\x11\xe0" + b"\0" * 600]
)
def test_a_file_that_is_not_what_its_suffix_says_is_refused(
    suffix: str, content: bytes, tmp_path: Path
) -> None:
    path = tmp_path / f"case{suffix}"
    path.write_bytes(content)
    assert path.name in refusal(path)


@pytest.mark.parametrize("suffix", sorted(registry()))
def test_a_reader_says_its_name_and_suffixes(suffix: str) -> None:
    reader = registry()[suffix]
    assert reader.NAME
    assert suffix in reader.SUFFIXES
    assert reader.read.__doc__


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    assert "there is no" in refusal(tmp_path / "absent")


def test_a_format_without_a_reader_is_refused_with_those_there_are(tmp_path: Path) -> None:
    path = tmp_path / "case.pdf"
    path.write_bytes(b"%PDF")
    assert ".xlsx" in refusal(path)


def test_a_folder_without_contacts_says_what_is_missing(tmp_path: Path) -> None:
    assert "has no contacts.csv" in refusal(tmp_path)
    assert "has no parties.csv" in refusal(tmp_path)


def test_an_empty_file_says_what_its_first_row_must_be(tmp_path: Path) -> None:
    said = refusal(case_folder(tmp_path / "bad", contacts_csv=""))
    assert "the file is empty" in said
    assert ",".join(COLUMNS["contacts"]) in said


CAFE = contact_rows(referral(summary="café – seen"))


@pytest.mark.parametrize(
    ("encoding", "option"),
    [("cp1252", "cp1252"), ("utf-16", "utf-16"), ("utf-16-le", "utf-16"), ("utf-32", "utf-32")],
)
def test_another_encoding_is_refused_with_the_option_that_cures_it(
    encoding: str, option: str, tmp_path: Path
) -> None:
    path = case_folder(tmp_path / "bad", contacts_csv=CAFE.encode(encoding))
    assert f"--encoding {option}" in refusal(path)


def test_the_option_does_cure_it(tmp_path: Path) -> None:
    files = {name.replace(".", "_"): text.encode("cp1252") for name, text in GOOD.items()}
    path = case_folder(tmp_path / "old", contacts_csv=CAFE.encode("cp1252"), **files)
    assert read_case(path, encoding="cp1252").contacts["C1"].summary == "café – seen"


def test_a_byte_order_mark_is_accepted(tmp_path: Path) -> None:
    path = case_folder(tmp_path / "bom", contacts_csv=CAFE.encode("utf-8-sig"))
    assert read_case(path).contacts["C1"].summary == "café – seen"


def test_mixed_encodings_name_the_line(tmp_path: Path) -> None:
    rows = [referral(id="C1", summary="café"), referral(id="C2", summary="naïve")]
    data = contact_rows(*rows).encode("utf-8").replace("naïve".encode(), "naïve".encode("cp1252"))
    said = refusal(case_folder(tmp_path / "bad", contacts_csv=data))
    assert "line 3" in said
    assert "mixes encodings" in said


def test_an_encoding_that_is_none_is_said(tmp_path: Path) -> None:
    assert '"klingon" is no encoding' in refusal(case_folder(tmp_path / "good", referral()), "klingon")


def test_semicolons_are_refused_with_the_cure(tmp_path: Path) -> None:
    text = contact_rows(referral()).replace(",", ";")
    assert "separated by semicolons" in refusal(case_folder(tmp_path / "bad", contacts_csv=text))


def test_a_workbook_named_csv_is_told(tmp_path: Path) -> None:
    assert "workbook" in refusal(case_folder(tmp_path / "bad", contacts_csv=b"PK\x03\x04rest"))


def test_an_open_quotation_mark_names_its_row(tmp_path: Path) -> None:
    text = contact_rows(referral()).rstrip("\n") + '\nC2,"open\n'
    assert "quotation mark" in refusal(case_folder(tmp_path / "bad", contacts_csv=text))


def test_other_files_in_the_folder_are_named_not_lost_silently(tmp_path: Path) -> None:
    path = case_folder(tmp_path / "case", referral())
    (path / "minutes.docx").write_bytes(b"x")
    (path / "README.md").write_text("about")
    assert read_case(path).warnings == ("minutes.docx was not read.",)


# ---- workbooks


def book(**sheets: list[list[object]]) -> openpyxl.Workbook:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return made


PARTY_ROWS: list[list[object]] = [
    ["id", "name", "sector"],
    ["subject", "S", "subject"],
    ["hub", "Hub", "police"],
]
CONTACT_HEAD: list[object] = ["id", "date", "from", "to", "kind"]


def test_a_typed_date_is_exact_only_where_its_format_shows_a_day(tmp_path: Path) -> None:
    day = datetime.datetime(2019, 10, 1)
    rows: list[list[object]] = [CONTACT_HEAD, *([f"C{at}", day, "subject", "hub", "call"] for at in range(5))]
    made = book(Parties=PARTY_ROWS, Contacts=rows)
    formats = ["dd/mm/yyyy", "mmm-yy", "yyyy", "[$-809]d mmmm yyyy;@", "MMM\\-YYYY"]
    for row, shown in enumerate(formats, start=2):
        made["Contacts"].cell(row, 2).number_format = shown
    made.save(tmp_path / "case.xlsx")
    case = read_case(tmp_path / "case.xlsx")
    dates = [case.contacts[f"C{at}"].date.text for at in range(5)]
    assert dates == ["2019-10-01", "2019-10", "2019", "2019-10-01", "2019-10"]


def test_a_formula_is_refused_with_its_place(tmp_path: Path) -> None:
    made = book(parties=PARTY_ROWS, contacts=[CONTACT_HEAD, ["C1", "=TODAY()", "subject", "hub", "call"]])
    made.save(tmp_path / "case.xlsx")
    said = refusal(tmp_path / "case.xlsx")
    assert "sheet contacts, row 2, column date: the cell holds a formula" in said


def test_a_workbook_without_the_sheets_says_which(tmp_path: Path) -> None:
    book(Sheet1=[["a"]]).save(tmp_path / "case.xlsx")
    assert 'no sheet "contacts"' in refusal(tmp_path / "case.xlsx")


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"\0" * (80 * 2**20))
    assert "that is too much" in refusal(path)


def test_an_entity_bomb_is_refused(tmp_path: Path) -> None:
    made = io.BytesIO()
    book(parties=PARTY_ROWS, contacts=[CONTACT_HEAD]).save(made)
    path = tmp_path / "case.xlsx"
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><a>&b;</a>'
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(path, "w") as new:
        for item in old.infolist():
            new.writestr(item.filename, bomb if item.filename.endswith("sheet1.xml") else old.read(item))
    assert "case.xlsx" in refusal(path)


def test_a_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "case.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("hello.txt", "hello")
    assert "no workbook" in refusal(path)


def test_a_truncated_workbook_is_refused(tmp_path: Path) -> None:
    whole = write_workbook(read_case(REAL), tmp_path / "whole.xlsx").read_bytes()
    for cut in (10, len(whole) // 2, len(whole) - 10):
        path = tmp_path / "cut.xlsx"
        path.write_bytes(whole[:cut])
        assert "cut.xlsx" in refusal(path)


def test_rows_keep_the_numbers_a_spreadsheet_shows(tmp_path: Path) -> None:
    rows: list[list[object]] = [CONTACT_HEAD, [None] * 5, ["C1", "2019", "subject", "nobody", "call"]]
    book(parties=PARTY_ROWS, contacts=rows).save(tmp_path / "case.xlsx")
    assert "row 3, column to" in refusal(tmp_path / "case.xlsx")


def test_reading_rows_checks_nothing(tmp_path: Path) -> None:
    raw = read_rows(case_folder(tmp_path / "bad", referral(to="nobody")))
    assert raw.tables["contacts"].rows[0][6] == "nobody"

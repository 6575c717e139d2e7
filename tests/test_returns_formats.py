"""Every format of returns against what people and attackers send: read, or refused with a reason; never a crash."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from agencies import POLICE, all_returns, write_ods
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapes import ods

from explorer.errors import ExplorerError
from explorer.returns import limits
from explorer.returns.bringing import Bringing
from explorer.returns.formats import read_return, registry
from explorer.returns.grids import MAX_COLUMNS, Reading
from explorer.returns.limits import ReturnError
from explorer.returns.mapping import Mapping

BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><a>&c;</a>'
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
PARTS = {".docx": "word/document.xml", ".xlsx": "xl/workbook.xml", ".ods": "content.xml"}
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A good file of each format, as bytes by suffix."""
    folder = tmp_path_factory.mktemp("samples")
    found = {path.suffix: path.read_bytes() for path in all_returns(folder)}
    found[".json"] = b'[{"date": "2019-12-05", "from": "A school", "kind": "visit", "summary": "Seen"}]'
    found[".xes"] = (
        b'<log><trace><string key="concept:name" value="case 1"/><event><string key="concept:name" value="Referral"/>'
        b'<date key="time:timestamp" value="2019-12-05T10:00:00"/><string key="org:resource" value="A '
        b'school"/></event></trace></log>'
    )
    return found


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def docx_of(path: Path, body: str) -> Path:
    """The least of a Word file around a body."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
    return path


def tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def zipped(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


# ---- the contract of the registry


def test_every_format_reads_its_sample_and_says_whence(samples: dict[str, bytes], tmp_path: Path) -> None:
    for suffix, content in samples.items():
        document = read_return(written(tmp_path / f"sample{suffix}", content))
        assert len(document.sha256) == 64
        assert sum(len(grid.rows) for grid in document.grids) >= 2, suffix
        assert all(len(grid.rows) == len(grid.numbers) for grid in document.grids)
    assert set(registry()) >= set(samples)


@pytest.mark.parametrize("suffix", sorted(registry()))
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00" * 500,
        b"PK\x03\x04",
        b"<html>",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 600,
        b"{" * 5000,
        b"[" * 100_000,
        BOMB,
        b"\xff\xfe\x00\x00",
    ],
)
def test_broken_files_are_read_or_refused_with_a_reason(suffix: str, content: bytes, tmp_path: Path) -> None:
    try:
        read_return(written(tmp_path / f"x{suffix}", content))
    except ReturnError as error:
        assert f"x{suffix}" in str(error)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_damage_anywhere_in_a_file_never_crashes(
    samples: dict[str, bytes], tmp_path: Path, data: st.DataObject
) -> None:
    suffix = data.draw(st.sampled_from(sorted(samples)))
    content = bytearray(samples[suffix])
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(content)))
    try:
        read_return(
            written(
                tmp_path / f"x{suffix}", bytes(content[: cut if data.draw(st.booleans()) else len(content)])
            )
        )
    except ReturnError as error:
        assert str(error)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(
        st.lists(
            st.text(max_size=12)
            | st.sampled_from(
                [
                    "Date",
                    "Event",
                    "From",
                    "5/12/19",
                    "31/02/19",
                    '"',
                    "ditto",
                    "unknown",
                    "MASH",
                    "Police; school",
                    "Referral",
                    "accepted: so",
                    "S1;S2",
                    "none",
                    "never",
                    "2019/20",
                    "=1+1",
                ]
            ),
            max_size=7,
        ),
        max_size=7,
    ),
    st.sampled_from(
        [
            ["Date", "From", "To", "Type", "Event", "Outcome", "Comments"],
            ["Ref", "When", "Event", "Follows", "Shares", "Seen", "Date received"],
            ["Date", "Date", "date", "as_typed", "Event", "", "outcome"],
        ]
    ),
)
def test_any_table_of_text_becomes_a_case_that_checks(
    tmp_path: Path, rows: list[list[str]], head: list[str]
) -> None:
    import csv

    file = tmp_path / "any.csv"
    with file.open("w", encoding="utf-8", errors="surrogatepass", newline="") as stream:
        csv.writer(stream).writerows(
            [head, *[[cell.encode("utf-8", "replace").decode() for cell in row] for row in rows]]
        )
    bringing = Bringing(tmp_path / "none")
    try:
        bringing.bring(file, Mapping(encoding="utf-8", delimiter=","))
    except ReturnError:
        return
    bringing.checked()
    bringing.beside()


# ---- attacks


@pytest.mark.parametrize("suffix", sorted(PARTS))
@pytest.mark.parametrize("attack", [BOMB, OUTSIDE], ids=["entity bomb", "outside entity"])
def test_a_file_that_declares_entities_is_refused_before_it_is_parsed(
    suffix: str, attack: bytes, tmp_path: Path
) -> None:
    for part in (PARTS[suffix], "other/part.xml"):
        path = written(tmp_path / f"x{suffix}", zipped({PARTS[suffix]: b"<a/>", part: attack}))
        with pytest.raises(ReturnError, match="entities"):
            read_return(path)


def test_entities_in_an_event_log_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ReturnError):
        read_return(written(tmp_path / "x.xes", BOMB))


@pytest.mark.parametrize("suffix", sorted(PARTS))
def test_a_zip_bomb_is_refused_before_it_is_unpacked(suffix: str, tmp_path: Path) -> None:
    path = written(
        tmp_path / f"x{suffix}", zipped({PARTS[suffix]: b"<a/>", "big.bin": b"\0" * (limits.SMALL + 2**20)})
    )
    with pytest.raises(ReturnError, match="too much"):
        read_return(path)


def test_too_many_parts_and_too_large_files_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(
        tmp_path / "x.docx", zipped({f"{at}.bin": b"" for at in range(40)} | {"word/document.xml": b"<a/>"})
    )
    monkeypatch.setattr(limits, "MAX_MEMBERS", 20)
    with pytest.raises(ReturnError, match="more parts"):
        read_return(path)
    monkeypatch.setattr(limits, "MAX_FILE", 10)
    with pytest.raises(ReturnError, match="larger"):
        read_return(path)


@pytest.mark.parametrize("suffix", [".docx", ".ods"])
def test_what_is_to_be_held_whole_may_be_less_large(
    suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path / f"x{suffix}", zipped({PARTS[suffix]: b"<a>" + b" " * 2**20 + b"</a>"}))
    read_return(path)
    monkeypatch.setattr(limits, "MAX_PARSED", 2**20)
    with pytest.raises(ReturnError, match="its text is larger than 1 MiB"):
        read_return(path)


def test_the_limits_are_those_that_the_readme_states() -> None:
    from explorer.readers.workbook import MAX_RATIO, MAX_UNPACKED
    from explorer.returns import blocking, grids, lines, narratives

    text = " ".join((Path(__file__).parent.parent / "README.md").read_text("utf-8").split())
    for stated in (
        f"{limits.MAX_FILE // 2**20} MiB on disk",
        f"{MAX_UNPACKED // 2**20} MiB unpacked, and {MAX_RATIO} times its size",
        f"{limits.MAX_PART // 2**20} MiB in one part, {limits.MAX_PARSED // 2**20} MiB of text",
        f"above {limits.SMALL // 2**20} MiB",
        f"{limits.MAX_MEMBERS:,} parts",
        f"{grids.MAX_ROWS:,} rows, {grids.MAX_COLUMNS} columns, {grids.MAX_CELLS:,} cells",
        f"{lines.MOST:,} characters in a cell",
        f"{narratives.MAX_CHARACTERS:,} characters, {narratives.MAX_PAGES:,} pages",
        f"{blocking.CROWDED:,} pairs",
    ):
        assert stated in text, stated


def test_a_workbook_under_a_password_is_named_as_such(tmp_path: Path) -> None:
    with pytest.raises(ReturnError, match="password"):
        read_return(written(tmp_path / "x.xlsx", limits.OLE + b"EncryptedPackage" * 50))


def test_an_old_workbook_under_a_password_is_named_as_such(tmp_path: Path) -> None:
    content = POLICE.read_bytes()
    begin = content.index(b"\x09\x08\x10\x00\x00\x06\x05\x00") + 20
    locked = content[:begin] + b"\x2f\x00" + content[begin + 2 :]  # the record FILEPASS instead of the next
    newer = content[:512] + "EncryptedPackage".encode("utf-16-le") + content[544:]
    for bytes_of in (locked, newer):
        with pytest.raises(ReturnError, match="protected by a password"):
            read_return(written(tmp_path / "x.xls", bytes_of))


def test_macros_and_outside_links_are_named_and_never_followed(
    samples: dict[str, bytes], tmp_path: Path
) -> None:
    stream = io.BytesIO(samples[".xlsx"])
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
        archive.writestr("xl/externalLinks/externalLink1.xml", b"<externalLink/>")
    document = read_return(written(tmp_path / "x.xlsm", stream.getvalue()))
    assert any("macros; they were not run" in remark for remark in document.remarks)
    assert any("links were not followed" in remark for remark in document.remarks)


def test_a_million_empty_rows_and_wide_rows_do_no_harm(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["B1"], sheet["A2"], sheet["B2"] = "Date", "Event", "5/12/19", "Seen"
    sheet["A1048576"] = "1/1/20"
    book.save(tmp_path / "x.xlsx")
    (grid,) = read_return(tmp_path / "x.xlsx").grids
    assert grid.numbers == [1, 2, 1_048_576]
    rows = tmp_path / "wide.csv"
    rows.write_text("a," * (MAX_COLUMNS + 5) + "b\n", "utf-8")
    with pytest.raises(ReturnError, match="columns"):
        read_return(rows)


def test_ods_rows_and_cells_repeated_a_million_times_stay_small(tmp_path: Path) -> None:
    path = tmp_path / "x.ods"
    write_ods(path, [("Date", "Event"), ("5/12/19", "Seen")])
    with zipfile.ZipFile(path) as archive:
        content = archive.read("content.xml").decode()
    cells = '<table:table-cell table:number-columns-repeated="16384"/>'
    repeated = f'<table:table-row table:number-rows-repeated="1048000">{cells}</table:table-row>'
    written(
        path, zipped({"content.xml": content.replace("</table:table>", f"{repeated}</table:table>").encode()})
    )
    assert [grid.numbers for grid in read_return(path).grids] == [[1, 2]]
    full = repeated.replace(
        "/></table:table-row>", "><text:p>x</text:p></table:table-cell></table:table-row>"
    )
    written(
        path, zipped({"content.xml": content.replace("</table:table>", f"{full}</table:table>").encode()})
    )
    with pytest.raises(ReturnError, match=r"rows|columns"):
        read_return(path)


# ---- Word


def test_tracked_changes_are_read_as_accepted_and_said(tmp_path: Path) -> None:
    new, old = (
        "<w:ins><w:r><w:t>new </w:t></w:r></w:ins>",
        "<w:del><w:r><w:delText>old</w:delText></w:r></w:del>",
    )
    inserted = f"<w:tc><w:p>{new}{old}<w:r><w:t>words</w:t></w:r></w:p></w:tc>"
    gone = f"<w:tr><w:trPr><w:del/></w:trPr>{tc('gone')}</w:tr>"
    document = read_return(
        docx_of(tmp_path / "x.docx", f"<w:tbl><w:tr>{tc('Date')}{inserted}</w:tr>{gone}</w:tbl>")
    )
    assert document.grids[0].rows == [["Date", "new words"]]
    assert [piece.text for piece in document.outside] == ["old", "gone"]
    assert any("tracked changes" in remark for remark in document.remarks)


def test_merged_split_and_controlled_cells_keep_their_columns(tmp_path: Path) -> None:
    begun, wide = '<w:vMerge w:val="restart"/>', '<w:gridSpan w:val="2"/>'
    rows = (
        f"<w:tr>{tc('Date')}{tc('From')}{tc('Event')}</w:tr>"
        f"<w:tr>{tc('5/12/19', begun)}{tc('A')}{tc('one')}</w:tr>"
        f"<w:sdt><w:sdtContent><w:tr>{tc('', '<w:vMerge/>')}{tc('B')}{tc('two')}</w:tr></w:sdtContent></w:sdt>"
        f"<w:tr>{tc('wide', wide)}{tc('three')}</w:tr>"
    )
    (grid,) = read_return(docx_of(tmp_path / "x.docx", f"<w:tbl>{rows}</w:tbl>")).grids
    assert grid.rows == [
        ["Date", "From", "Event"],
        ["5/12/19", "A", "one"],
        ["5/12/19", "B", "two"],
        ["wide", "", "three"],
    ]
    assert grid.spread == {(3, 0)}


def test_a_picture_in_the_place_of_a_table_is_named(tmp_path: Path) -> None:
    document = read_return(docx_of(tmp_path / "x.docx", "<w:p><w:r><w:drawing/></w:r></w:p>"))
    assert any("picture" in remark for remark in document.remarks)
    cell = "<w:tc><w:p><w:r><w:drawing/></w:r></w:p></w:tc>"
    document = read_return(docx_of(tmp_path / "y.docx", f"<w:tbl><w:tr>{tc('Date')}{cell}</w:tr></w:tbl>"))
    assert [piece.why for piece in document.outside] == ["a picture is not read"]


def test_deep_nesting_is_read_or_refused(tmp_path: Path) -> None:
    body = "<w:tbl><w:tr><w:tc>" * 3000 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 3000
    try:
        read_return(docx_of(tmp_path / "x.docx", body))
    except ReturnError as error:
        assert "damaged" in str(error)


# ---- spreadsheets and text


def test_hidden_rows_and_sheets_are_read_and_named(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Date", "Event"], ["5/12/19", "Seen"], ["6/12/19", "Hidden"]):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    other = book.create_sheet("Secret")
    other.append(["Date", "Event"])
    other.sheet_state = "hidden"
    book.save(tmp_path / "x.xlsx")
    document = read_return(tmp_path / "x.xlsx")
    assert document.grids[0].hidden == {3}
    assert document.grids[1].hidden == {1}
    assert len(document.remarks) == 2
    assert read_return(POLICE).grids[0].hidden == {7}


def test_a_formula_without_a_result_is_left_out_by_name(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Date", "Event"])
    sheet.append(["=A1+7", "Seen"])
    book.save(tmp_path / "x.xlsx")
    document = read_return(tmp_path / "x.xlsx")
    assert [(piece.row, piece.column, piece.text) for piece in document.outside] == [(2, "column 1", "=A1+7")]


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("cp1252", "cp1252"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
    ],
)
def test_encodings_are_found_and_said(tmp_path: Path, encoding: str, found: str) -> None:
    path = written(tmp_path / "x.csv", "Date;Event\n5/12/19;“Seen” – £5".encode(encoding))
    document = read_return(path)
    assert document.facts == {"encoding": found, "delimiter": ";"}
    assert document.grids[0].rows[1] == ["5/12/19", "“Seen” – £5"]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_delimiters_are_found_and_can_be_said(tmp_path: Path, mark: str) -> None:
    path = written(
        tmp_path / "x.csv", f'Date{mark}Event\n5/12/19{mark}"Seen, by; two"\n6/12/19{mark}x'.encode()
    )
    assert read_return(path).facts["delimiter"] == mark
    assert read_return(path, Reading(delimiter="#")).grids[0].width == 1
    with pytest.raises(ReturnError, match="no encoding"):
        read_return(path, Reading(encoding="klingon"))


def test_our_own_json_of_a_chronology_comes_back_contact_for_contact(tmp_path: Path) -> None:
    import explorer
    from explorer.cli import main

    real = Path(__file__).parent.parent / "data" / "southport"
    target = tmp_path / "chronology.json"
    assert CliRunner().invoke(main, ["chronology", str(real), "-o", str(target)]).exit_code == 0
    bringing = Bringing(tmp_path / "none")
    found = bringing.bring(target, Mapping())
    case, before = bringing.checked(), explorer.read_case(real)
    assert {c.id: (c.date.text, c.kind.id) for c in case.contacts.values()} == {
        c.id: (c.date.text, c.kind.id) for c in before.contacts.values()
    }
    assert len(case.outcomes) == len(before.outcomes)
    assert {problem.column for problem in found.talk.problems} <= {"date"}


def test_objects_of_an_ocel_log_tell_whom_an_event_is_about(tmp_path: Path) -> None:
    event = (
        '<event id="e1" type="Referral" time="2019-12-05T10:00:00Z">'
        '<attributes><attribute name="from">A school</attribute></attributes>'
        '<objects><relationship object-id="Northtown Police" qualifier="to"/></objects></event>'
    )
    path = written(tmp_path / "x.xmlocel", f"<log><events>{event}</events></log>".encode())
    bringing = Bringing(tmp_path / "none")
    bringing.bring(path, Mapping())
    (contact,) = bringing.checked().contacts.values()
    assert (contact.date.text, contact.sender, contact.receivers) == (
        "2019-12-05",
        "a-school",
        ("northtown-police",),
    )


def test_events_of_a_log_become_rows_about_their_trace(samples: dict[str, bytes], tmp_path: Path) -> None:
    bringing = Bringing(tmp_path / "none")
    bringing.bring(written(tmp_path / "x.xes", samples[".xes"]), Mapping())
    (contact,) = bringing.checked().contacts.values()
    assert (contact.date.text, contact.time, contact.kind.id, contact.sender) == (
        "2019-12-05",
        600,
        "referral",
        "a-school",
    )


def test_a_case_with_problems_is_not_imported_into(tmp_path: Path) -> None:
    (tmp_path / "case").mkdir()
    (tmp_path / "case" / "contacts.csv").write_text("id\n", "utf-8")
    with pytest.raises(ExplorerError):
        Bringing(tmp_path / "case")


# ---- hostile attributes

VALUES = st.sampled_from(
    ["", "-1", "0", "1", "2", "²", "٣", "99999999999999999999", "1e9", "B2", "XFD1048576", "A0", "!!", "true", "s", "d",
     "b", "e", "str", "inlineStr", "nan", "inf", "-5.5", "2958466", "1e308", "2019-12-05T00:00:00", "\u0661"]
)  # fmt: skip


@settings(max_examples=150, suppress_health_check=list(HealthCheck), deadline=None)
@given(st.data())
def test_no_attribute_of_a_sheet_crashes_the_reading(tmp_path: Path, data: st.DataObject) -> None:
    def some() -> str:
        return data.draw(VALUES)

    cells = "".join(
        f'<c r="{some()}" s="{some()}" t="{some()}"><f>{some()}</f><v>{some()}</v><is><t>{some()}</t></is></c>'
        if data.draw(st.booleans())
        else f'<c s="{some()}" t="{some()}"><v>{some()}</v></c>'
        for _ in range(3)
    )
    sheet = (
        f'<worksheet><cols><col min="{some()}" max="{some()}" hidden="1"/></cols><sheetData><row r="{some()}" '
        f'hidden="{some()}">{cells}</row><row r="{some()}"><c><v>{some()}</v></c></row></sheetData><mergeCells>'
        f'<mergeCell ref="{some()}:{some()}"/><mergeCell ref="{some()}"/></mergeCells></worksheet>'
    )
    styles = (
        f'<styleSheet><numFmts><numFmt numFmtId="{some()}" formatCode="{some()}"/></numFmts><fonts><font><strike '
        f'val="{some()}"/></font></fonts><fills><fill><patternFill patternType="solid"/></fill></fills><cellXfs><xf '
        f'numFmtId="{some()}" fillId="{some()}" fontId="{some()}"/><xf numFmtId="14"/></cellXfs></styleSheet>'
    )
    parts = {
        "xl/workbook.xml": '<workbook xmlns:r="r"><workbookPr date1904="'
        + some()
        + '"/><sheets><sheet name="S" r:id="x" state="'
        + some()
        + '"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="x" Type="a/worksheet" '
        'Target="worksheets/s.xml"/></Relationships>',
        "xl/worksheets/s.xml": sheet,
        "xl/styles.xml": styles,
        "xl/sharedStrings.xml": "<sst><si><t>one</t></si><si><r><t>two</t></r></si></sst>",
    }
    path = written(tmp_path / "x.xlsx", zipped({name: text.encode() for name, text in parts.items()}))
    try:
        read_return(path)
    except ReturnError as error:
        assert "x.xlsx" in str(error)


@settings(max_examples=100, suppress_health_check=list(HealthCheck), deadline=None)
@given(st.data())
def test_no_attribute_of_a_word_table_or_an_ods_sheet_crashes_the_reading(
    tmp_path: Path, data: st.DataObject
) -> None:
    def some() -> str:
        return data.draw(VALUES)

    row = (
        f'<w:tr><w:trPr><w:gridBefore w:val="{some()}"/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val="{some()}"/>'
        f'<w:vMerge w:val="{some()}"/><w:shd w:fill="{some()}"/></w:tcPr><w:p><w:r><w:t>a</w:t><w:footnoteReference '
        f'w:id="{some()}"/></w:r></w:p></w:tc></w:tr>'
    )
    files = [docx_of(tmp_path / "x.docx", f"<w:tbl>{row * 2}</w:tbl>")]
    kind = data.draw(st.sampled_from(["float", "boolean", "date", "time"]))
    cell = (
        f'<table:table-cell table:number-columns-repeated="{some()}" table:number-rows-spanned="{some()}" '
        f'office:value-type="{kind}" office:value="{some()}" '
        f'office:date-value="{some()}" office:time-value="PT{some()}"><text:p>1<text:s text:c="{some()}"/></text:p>'
        "</table:table-cell>"
    )
    body = (
        f'<table:table table:name="S"><table:table-column table:number-columns-repeated="{some()}" '
        f'table:visibility="collapse"/><table:table-row table:number-rows-repeated="{some()}">{cell * 2}'
        "</table:table-row></table:table>"
    )
    files.append(ods(tmp_path / "x.ods", body))
    for path in files:
        try:
            read_return(path)
        except ReturnError as error:
            assert path.name in str(error)

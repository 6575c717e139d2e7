"""Returns in the shapes that people give them: Word, Excel, OpenDocument and CSV as they come, not as they should."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from shapes import BELOW, HEAD, TOP, ods, ods_row, p, tbl, tc, tr, word

from explorer.returns.bringing import Bringing, Brought
from explorer.returns.mapping import Mapping
from explorer.returns.telling import told
from explorer.returns.words import ticked

Row = dict[str, str]


def brought(path: Path, **said: str) -> tuple[Brought, list[Row]]:
    """A return brought into no case, and its contact rows; the case checks."""
    bringing = Bringing(path.parent / "none")
    found = bringing.bring(path, Mapping().with_options(party="Northtown School", **said))
    bringing.checked()
    return found, bringing.rows.tables["contacts"]


def left(found: Brought, why: str) -> list[tuple[str, int, str]]:
    """(place, row, text) of what was left out for a reason."""
    return [(piece.place, piece.row, piece.text) for piece in found.left_out if piece.why == why]


def shown(found: Brought) -> str:
    """What the terminal shows, on one line."""
    return " ".join(told(found, 100).split())


def asked(found: Brought) -> list[str]:
    return [f"row {problem.row}, {problem.column}: {problem.expected}" for problem in found.talk.problems]


def one(text: str, at: str = "Event") -> list[str]:
    """A row of HEAD with a text in one column and plain words in the others."""
    cells = ["5/12/19", "CAMHS", "MASH", "Phone call", "Rang", "", ""]
    cells[HEAD.index(at)] = text
    return cells


# ---- Word


@pytest.mark.parametrize(
    "mark", ["-do-", "do.", "Ditto", "“", "〃", "''", '" "', "as above", "- ditto -", ",,"]
)
def test_ditto_marks_of_every_hand_take_the_cell_above(mark: str, tmp_path: Path) -> None:
    file = word(
        tmp_path / "x.docx", tbl(tr(*HEAD), tr(*one("First")), tr(mark, mark, mark, mark, "Second", "", ""))
    )
    _, rows = brought(file)
    assert [rows[1][name] for name in ("date", "from", "to", "kind")] == [
        "2019-12-05",
        "camhs",
        "mash",
        "call",
    ]


def test_a_ditto_mark_with_nothing_above_it_is_asked_about_and_is_no_party(tmp_path: Path) -> None:
    found, rows = brought(word(tmp_path / "x.docx", tbl(tr(*HEAD), tr(*one("-do-", "From")))))
    assert rows[0]["from"] == "northtown-school"
    assert "row 2, from: a ditto mark with nothing above it." in asked(found)
    assert left(found, "a ditto mark with nothing above it") == [("table 1", 2, "-do-")]


def test_a_merged_date_holds_for_all_its_rows(tmp_path: Path) -> None:
    rows = [
        tr(tc("5/12/19", TOP if at == 0 else BELOW) if at == 0 else tc("", BELOW), *one(f"{at}")[1:])
        for at in range(3)
    ]
    found, contacts = brought(word(tmp_path / "x.docx", tbl(tr(*HEAD), *rows)))
    assert [row["date"] for row in contacts] == ["2019-12-05"] * 3
    assert "2 cells were filled from merged cells above" in shown(found)


def test_two_rows_of_headings_are_read_as_one(tmp_path: Path) -> None:
    heads = tr("Date", tc("Who", '<w:gridSpan w:val="2"/>'), "Event"), tr("", "From", "To", "")
    found, (row,) = brought(word(tmp_path / "x.docx", tbl(*heads, tr("5/12/19", "CAMHS", "MASH", "Rang"))))
    assert (row["from"], row["to"], row["summary"]) == ("camhs", "mash", "Rang")
    assert [text for _, _, text in left(found, "the headings")] == ["Date", "Who", "Event", "From", "To"]


def test_a_row_of_units_under_the_headings_is_no_contact(tmp_path: Path) -> None:
    units = tr("dd/mm/yyyy", "(who)", "(who)", "", "free text", "", "")
    found, rows = brought(word(tmp_path / "x.docx", tbl(tr(*HEAD), units, tr(*one("Rang")))))
    assert len(rows) == 1
    assert len(left(found, "under the headings, of how to fill it in")) == 4


def test_headings_repeated_on_every_page_are_no_contacts(tmp_path: Path) -> None:
    again = tr("Date ", "From:", "", "TYPE", "Event", "", "")
    found, rows = brought(word(tmp_path / "x.docx", tbl(tr(*HEAD), tr(*one("a")), again, tr(*one("b")))))
    assert [row["summary"] for row in rows] == ["a", "b"]
    assert len(left(found, "the headings, repeated")) == 4


def test_a_form_for_each_contact_is_read_by_its_labels(tmp_path: Path) -> None:
    def form(day: str) -> str:
        pairs = (("Date", day), ("From", "CAMHS"), ("To", "MASH"), ("Event", "Rang"), ("Comments", "Late"))
        return tbl(*(tr(*pair) for pair in pairs))

    wide = tbl(tr("Date", "7/12/19", "From", "CAMHS"), tr("To", "MASH", "Event", "Rang"))
    file = word(
        tmp_path / "x.docx",
        form("5/12/19"),
        form("6/12/19"),
        wide,
        tbl(tr("Signed", "A"), tr("Date", "9/9/24")),
    )
    found, rows = brought(file)
    assert [(row["date"], row["from"], row["to"]) for row in rows] == [
        (f"2019-12-0{day}", "camhs", "mash") for day in (5, 6, 7)
    ]
    assert [text for _, _, text in left(found, "a table without headings that are known")] == [
        "Signed", "A", "Date", "9/9/24"
    ]  # fmt: skip


def test_words_deleted_with_changes_tracked_are_named_and_those_inserted_are_read(tmp_path: Path) -> None:
    event = (
        "<w:p><w:r><w:t>Rang about </w:t></w:r><w:del><w:r><w:delText>a knife</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>a bruise</w:t></w:r></w:ins></w:p>"
    )
    gone = "<w:tr><w:trPr><w:del/></w:trPr>" + tc(raw=event) + "</w:tr>"
    cells = one("")
    row = tr(*cells[:4], tc(raw=event), *cells[5:])
    found, rows = brought(word(tmp_path / "x.docx", tbl(tr(*HEAD), row, gone)))
    assert [row["summary"] for row in rows] == ["Rang about a bruise"]
    assert left(found, "deleted with changes tracked") == [("table 1", 2, "a knife")]
    assert left(found, "a row deleted with changes tracked") == [("table 1", 3, "Rang about a knifea bruise")]


def test_notes_and_comments_are_named_with_the_row_they_stand_at(tmp_path: Path) -> None:
    marks = '<w:footnoteReference w:id="2"/></w:r><w:r><w:commentReference w:id="0"/>'
    event = f"<w:p><w:r><w:t>Rang</w:t>{marks}</w:r></w:p>"
    cells = one("")
    found, _ = brought(
        word(
            tmp_path / "x.docx",
            tbl(tr(*HEAD), tr(*cells[:4], tc(raw=event), *cells[5:])),
            footnotes=f'<w:footnote w:id="2">{p("per the log")}</w:footnote>',
            comments=f'<w:comment w:id="0">{p("is this right?")}</w:comment>',
        )
    )
    assert left(found, "a footnote") == [("table 1", 2, "per the log")]
    assert left(found, "a comment") == [("table 1", 2, "is this right?")]


def test_a_text_box_and_a_page_header_can_say_whose_return_it_is(tmp_path: Path) -> None:
    box = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx>"
        "</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    ).format(p("Agency: Boxed Police"))
    table = tbl(tr(*HEAD), tr(*one("Rang")))
    for file in (
        word(tmp_path / "box.docx", box, table),
        word(tmp_path / "header.docx", table, hdr=p("Agency: Boxed Police")),
    ):
        found = Bringing(tmp_path / "none").bring(file, Mapping())
        assert found.party == "boxed-police"
        assert sum("Boxed" in piece.text for piece in found.left_out) == 1, "and only once"


def test_what_was_ticked_is_what_is_read(tmp_path: Path) -> None:
    rows = [tr(*one("☐ Visit ☒ Referral", "Type")), tr(*one("Referral [ ] Visit [x]", "Type"))]
    _, contacts = brought(word(tmp_path / "x.docx", tbl(tr(*HEAD), *rows)))
    assert [row["kind"] for row in contacts] == ["referral", "visit"]
    assert "☐ Visit ☒ Referral" in contacts[0]["as_typed"]
    assert ticked("☐ Yes ☐ No") == ""
    assert ticked("☒ Police ☒ School ☐ GP") == "Police; School"


@pytest.mark.parametrize(
    "key",
    [
        tbl(
            tr(tc("Key", '<w:gridSpan w:val="2"/>')),
            tr("HT", "Head teacher"),
            tr("CSC", "Children's Social Care"),
        ),
        p("Key: HT = Head teacher; CSC = Children's Social Care"),
        p("Abbreviations") + p("HT – Head teacher") + p("CSC – Children's Social Care"),
    ],
)
def test_a_key_to_abbreviations_is_used_and_said(key: str, tmp_path: Path) -> None:
    row = tr("5/12/19", "HT", "CSC", "Phone call", "Rang", "", "")
    found, (contact,) = brought(word(tmp_path / "x.docx", key, tbl(tr(*HEAD), row)))
    assert (contact["from"], contact["to"]) == ("head-teacher", "childrens-social-care")
    assert contact["as_typed"].startswith("kind: Phone call | from: HT | to: CSC")
    assert '"CSC" is read as "Children\'s Social Care", by the return\'s own key.' in shown(found)


def test_a_key_that_explains_one_abbreviation_twice_is_not_used_for_it(tmp_path: Path) -> None:
    key = p("Key: HT = Head teacher; HT = Health team; CSC = Children's Social Care")
    _, (contact,) = brought(
        word(tmp_path / "x.docx", key, tbl(tr(*HEAD), tr("5/12/19", "HT", "CSC", "Call", "Rang", "", "")))
    )
    assert (contact["from"], contact["to"]) == ("ht", "childrens-social-care")


def test_a_table_split_over_a_section_break_goes_on(tmp_path: Path) -> None:
    turn = '<w:p><w:pPr><w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr></w:pPr></w:p>'
    found, rows = brought(
        word(tmp_path / "x.docx", tbl(tr(*HEAD), tr(*one("a"))), turn, tbl(tr(*one("b")), tr(*one("c"))))
    )
    assert [row["summary"] for row in rows] == ["a", "b", "c"]
    assert "table 2 has no headings: read as going on from the table before it" in shown(found)


def test_totals_are_no_contacts(tmp_path: Path) -> None:
    rows = (
        tr("Total", "", "", "", "12 contacts", "3", ""),
        tr("", "", "", "", "Total number of contacts:", "12", ""),
    )
    real = tr(*one("Total breakdown of the talks", "Event"))
    found, contacts = brought(word(tmp_path / "x.docx", tbl(tr(*HEAD), *rows, real)))
    assert [row["summary"] for row in contacts] == ["Total breakdown of the talks"]
    assert len(left(found, "a row of totals")) == 5


def test_colour_and_words_struck_out_are_said_not_read(tmp_path: Path) -> None:
    red = '<w:shd w:val="clear" w:fill="FF0000"/>'
    struck = "<w:p><w:r><w:rPr><w:strike/></w:rPr><w:t>Rang</w:t></w:r></w:p>"
    cells = one("b")
    found, rows = brought(
        word(
            tmp_path / "x.docx",
            tbl(
                tr(*HEAD),
                tr(*one("a")),
                tr(tc("6/12/19", red), *cells[1:]),
                tr(*cells[:4], tc(raw=struck), "", ""),
            ),
        )
    )
    assert len(rows) == 3
    said = shown(found)
    assert (
        "table 1: 1 row (3) was coloured. Colour is not read: if it means something, ask for it in words."
        in said
    )
    assert "table 1: 1 row (4) was struck out, and read like any other." in said


# ---- what a cell can say


def test_two_dates_in_one_cell_are_asked_about_in_one_line(tmp_path: Path) -> None:
    cell = tc(raw=p("5/12/19") + p("6/12/19"))
    found, (row,) = brought(
        word(tmp_path / "x.docx", tbl(tr(*HEAD), tr(cell, *one("")[1:4], "Rang", "", "")))
    )
    assert row["date"] == ""
    assert asked(found) == ['row 2, date: "5/12/19 / 6/12/19" gives 2 dates.']


def test_a_time_range_keeps_its_start_as_the_time_and_all_of_it_as_typed(tmp_path: Path) -> None:
    found, (row,) = brought(
        word(tmp_path / "x.docx", tbl(tr(*HEAD), tr(*one("5/12/19 14:00-15:30", "Date"))))
    )
    assert (row["date"], row["time"], row["date_text"]) == ("2019-12-05", "14:00", "5/12/19 14:00-15:30")
    assert asked(found) == []


def test_a_word_for_many_agencies_is_not_taken_for_the_one_that_sends_and_it_is_said_how(
    tmp_path: Path,
) -> None:
    found, (row,) = brought(word(tmp_path / "x.docx", tbl(tr(*HEAD), tr(*one("School", "From")))))
    assert row["from"] == "unknown:education"
    assert '--accept "School=northtown-school"' in shown(found)
    mapping = Mapping(party="GP", parties={})
    generic = Bringing(tmp_path / "none").bring(tmp_path / "x.docx", mapping)
    assert generic.party == ""
    assert '"GP" is a word for many agencies, not the name of one.' in shown(generic)


def test_an_agency_column_with_the_sector_of_the_one_that_sends_means_that_one(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text(
        "Date,Agency,To,Type,Event\n5/12/19,School,CAMHS,Call,a\n6/12/19,School / Police,CAMHS,Call,b\n"
        "7/12/19,GP / Police,CAMHS,Call,c\nCompleted by:,J Smith,,,\n",
        "utf-8",
    )
    found, rows = brought(file)
    assert [row["from"] for row in rows] == ["northtown-school", "northtown-school", "unknown"]
    assert 'Read agency "School" as northtown-school, whose return it is: row 2.' in shown(found)
    assert 'row 4, agency: "GP / Police" names several.' in asked(found)
    assert [text for _, _, text in left(found, "below the table: who filled it in")] == [
        "Completed by:",
        "J Smith",
    ]
    assert "agency: GP / Police" in rows[2]["as_typed"]


def test_several_in_one_cell_are_told_apart_and_everybody_is_nobody(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    rows = ["Mother & child", "Mum and Dad", "All professionals", "Smith and Jones Ltd"]
    text = "".join(f"5/12/19,CAMHS,{row},Call,a\n" for row in rows)
    file.write_text(f"Date,From,To,Type,Event\n{text}", "utf-8")
    _, found = brought(file)
    assert [row["to"] for row in found] == ["mother;subject", "mum;dad", "unknown", "smith-and-jones-ltd"]


def test_links_that_cannot_be_are_asked_about_and_do_not_keep_the_return_out(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text(
        "Ref,Date,From,To,Type,Event,Follows\n1,5/12/19,CAMHS,MASH,Call,a,2\n2,5/12/19,CAMHS,MASH,Call,b,1\n"
        "3,4/12/19,CAMHS,MASH,Call,c,1\n4,9/12/19,CAMHS,MASH,Call,d,1\n",
        "utf-8",
    )
    found, rows = brought(file)
    assert [row["follows"] for row in rows] == ["northtown-school-2", "", "", "northtown-school-1"]
    assert asked(found) == [
        'row 3, follows: "1" cannot be: the row would follow from itself.',
        'row 4, follows: "1" cannot be: it begins after the row that is to follow it.',
    ]
    assert rows[1]["as_typed"] == "follows: 1"


# ---- workbooks


def workbook(path: Path, *rows: list[object]) -> Path:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Chronology"
    for row in rows:
        sheet.append(row)
    book.save(str(path))
    return path


def test_a_workbook_with_everything_that_people_do_to_one(tmp_path: Path) -> None:
    import openpyxl
    from openpyxl.comments import Comment
    from openpyxl.styles import Font, PatternFill

    day = datetime.datetime(2019, 12, 5)
    file = workbook(
        tmp_path / "x.xlsx",
        list(HEAD),
        [day, *one("with\nline ends")[1:]],
        ["06/12/2019", *one("typed")[1:]],
        [None, *one("merged")[1:]],
        ["=A2+1", *one("formula")[1:]],
        ["#REF!", *one("error")[1:]],
        [43804, *one("serial")[1:]],
        [day, *one("month")[1:]],
        ["Total", None, None, None, 7],
    )
    book = openpyxl.load_workbook(file)
    sheet = book["Chronology"]
    sheet.merge_cells("A3:A4")
    sheet["A6"].data_type = "e"
    sheet["A8"].number_format = "mmm-yy"
    sheet.row_dimensions[5].hidden = True
    sheet.column_dimensions["G"].hidden = True
    sheet["E3"].comment = Comment("ask them", "a person")
    sheet["E4"].fill = PatternFill("solid", fgColor="FFFF0000")
    sheet["E6"].font = Font(strike=True)
    sheet.auto_filter.ref = "A1:G8"
    book.create_chartsheet("Chart")
    old = book.create_sheet("Old")
    old.append(list(HEAD))
    old.append(["1/1/18", *one("of another sheet")[1:]])
    old.sheet_state = "veryHidden"
    book.save(str(file))
    found, rows = brought(file)
    assert [(row["date"], row["summary"]) for row in rows] == [
        ("2019-12-05", "with\nline ends"),
        ("2019-12-06", "typed"),
        ("2019-12-06", "merged"),
        ("", "formula"),
        ("", "error"),
        ("2019-12-05", "serial"),
        ("2019-12", "month"),
        ("2018-01-01", "of another sheet"),
    ]
    said = shown(found)
    for sentence in (
        'sheet "Chronology": 1 hidden row (5) was read',
        'sheet "Chronology": hidden columns (G) were read',
        'sheet "Chronology": 1 row (4) was coloured',
        'sheet "Chronology": 1 row (6) was struck out',
        'sheet "Old" is hidden in the file; it was read',
        'sheet "Chart" holds no cells (a chart?); it was not read',
    ):
        assert sentence in said
    assert left(found, "a comment on the cell") == [('sheet "Chronology"', 3, "ask them")]
    assert [
        text for _, _, text in left(found, "a formula without a stored result; formulas are not worked out")
    ] == ["=A2+1"]
    assert 'row 6, date: the spreadsheet shows the error "#REF!" here.' in asked(found)
    assert [text for _, _, text in left(found, "a row of totals")] == ["Total", "7"]


def test_the_1904_date_system_is_heeded(tmp_path: Path) -> None:
    import openpyxl
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    assert sheet is not None
    sheet.append(list(HEAD))
    sheet.append([datetime.datetime(2019, 12, 5), *one("Rang")[1:]])
    book.save(str(tmp_path / "x.xlsx"))
    _, (row,) = brought(tmp_path / "x.xlsx")
    assert row["date"] == "2019-12-05"


# ---- OpenDocument


def test_ods_dates_are_as_their_style_shows_them_wherever_the_style_stands(tmp_path: Path) -> None:
    common = (
        '<number:date-style style:name="N1"><number:month/><number:year/></number:date-style>'
        '<number:date-style style:name="N2"><number:day/><number:month/><number:year/></number:date-style>'
    )
    automatic = (
        '<style:style style:name="month" style:data-style-name="N1"/>'
        '<style:style style:name="day" style:data-style-name="N2"/><style:style style:name="kin" '
        'style:parent-style-name="month"/>'
    )

    def row(style: str) -> str:
        cell = (
            f'<table:table-cell table:style-name="{style}" office:value-type="date" office:date-value="2019-10-01">'
            "<text:p>shown</text:p></table:table-cell>"
        )
        return ods_row(*one("x")[1:]).replace("<table:table-row >", f"<table:table-row>{cell}")

    body = f'<table:table table:name="S">{ods_row(*HEAD)}{row("month")}{row("day")}{row("kin")}</table:table>'
    _, rows = brought(ods(tmp_path / "x.ods", body, automatic, common))
    assert [row["date"] for row in rows] == ["2019-10", "2019-10-01", "2019-10"]


def test_ods_numbers_are_read_as_kept_and_hidden_things_are_named(tmp_path: Path) -> None:
    automatic = (
        '<style:style style:name="gone"><style:table-properties table:display="false"/></style:style>'
        '<style:style style:name="red"><style:table-cell-properties fo:background-color="#ff0000"/></style:style>'
    )
    number = (
        '<table:table-cell office:value-type="float" office:value="43805"><text:p>12/06/19 12:00 AM</text:p>'
        "</table:table-cell>"
    )
    first = ods_row(*one("serial")[1:]).replace("<table:table-row >", f"<table:table-row>{number}")
    spaced = (
        '<table:table-cell table:style-name="red" office:value-type="string"><text:p>a<text:s text:c="2"/>b'
        + (
            "<text:line-break/>c</text:p><office:annotation><text:p>ask them</text:p></office:annotation>"
            "</table:table-cell>"
        )
    )
    second = f"<table:table-row>{ods_row(*one('')[:4])[18:-18]}{spaced}</table:table-row>"
    hidden = ods_row(*one("filtered"), row='table:visibility="filter"')
    column = '<table:table-column table:number-columns-repeated="6"/><table:table-column table:visibility="collapse"/>'
    body = (
        f'<table:table table:name="S">{column}{ods_row(*HEAD)}{first}{second}{hidden}</table:table>'
        f'<table:table table:name="T" table:style-name="gone">{ods_row(*HEAD)}{ods_row(*one("old"))}</table:table>'
    )
    found, rows = brought(ods(tmp_path / "x.ods", body, automatic))
    assert [(row["date"], row["summary"]) for row in rows] == [
        ("2019-12-06", "serial"),
        ("2019-12-05", "a  b\nc"),
        ("2019-12-05", "filtered"),
        ("2019-12-05", "old"),
    ]
    said = shown(found)
    for sentence in (
        'sheet "S": 1 hidden row (4) was read',
        'sheet "S": hidden columns (G) were read',
        'sheet "S": 1 row (3) was coloured',
        'sheet "T" is hidden in the file; it was read',
    ):
        assert sentence in said
    assert left(found, "a comment on the cell") == [('sheet "S"', 3, "ask them")]


# ---- CSV


def test_a_line_that_names_the_delimiter_is_heeded(tmp_path: Path) -> None:
    for start, encoding in (("sep=;\r\n", "cp1252"), ("sep=;\n", "utf-16"), ('"sep=;"\r\n', "utf-8-sig")):
        text = f'{start}Date;From;To;Type;Event, told\r\n5/12/19;CAMHS;MASH;Call;"He said ""no"",\r\nthen left"\r\n'
        (tmp_path / "x.csv").write_bytes(text.replace("Event, told", "Event").encode(encoding))
        found, (row,) = brought(tmp_path / "x.csv")
        assert row["summary"] == 'He said "no",\nthen left'
        assert [text for _, _, text in left(found, "names the delimiter")] == [start.strip()]

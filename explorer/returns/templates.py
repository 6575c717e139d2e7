"""Blank returns to send to agencies, as Word or Excel: drop-down lists, examples, instructions. They import back
without a question."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from explorer.errors import OutputError
from explorer.files import write_file
from explorer.vocabulary import Vocabulary, standard
from explorer.workbooks import fixed_archive

SUFFIXES = ("docx", "xlsx")
HEADINGS = (
    ("Date", 14, 2.1),
    ("Time", 8, 1.3),
    ("From", 22, 2.5),
    ("To", 22, 2.5),
    ("Type of contact", 20, 2.2),
    ("Event", 60, 4.4),
    ("Subject seen", 10, 1.8),
    ("Outcome", 22, 2.0),
    ("Date of outcome", 14, 2.1),
    ("Source of information", 20, 2.5),
    ("Exact words", 30, 1.6),
    ("Comment", 30, 2.0),
)
"""(heading, characters wide in Excel, centimetres wide in Word)."""
LISTED = {"Type of contact": "kinds", "Subject seen": "seen", "Outcome": "outcomes"}
BLANK_ROWS = 20
FILLED_IN = 1000
"""Rows of the workbook that have drop-down lists."""
INSTRUCTIONS = (
    "One row for each contact, referral, visit, call or meeting, in any order.",
    "Date: the day as 5/12/2019. If the day is not known: December 2019, or 2019, or c. March 2020, or "
    "between 5/12/2019 and "
    "8/12/2019. Write not known rather than a guess.",
    "From and To: who made the contact and with whom. Organisations by name, people by role (mother, "
    "social worker), never by name. "
    "Several in To are separated by semicolons.",
    "Event: what happened or was said, in neutral words. No opinion.",
    "Subject seen: yes or no, if the record says so.",
    "Outcome: what the receiver of a request did with it. Leave it blank where the record does not say.",
    "Comment: analysis and opinion belong here, not in Event.",
    "If your agency has no record of any contact, write under the table: Nothing known. That is an "
    "answer; no answer is not.",
    "Example of a row: Date 5/12/2019, Time 14:30, From Northtown High School, To Northtown Police, Type of contact "
    "Referral, Event “Bruise seen in a lesson; he would not say how.”, Subject seen yes, Outcome Accepted, Date of "
    "outcome 6/12/2019, Source of information School file p. 4.",
)


def write_template(path: Path, shape: str, *, agency: str = "", title: str = "", force: bool = False) -> Path:
    """Write a blank return. ``shape`` is docx or xlsx; ``agency`` is filled in where given. Same call, same bytes."""
    if path.suffix.casefold() != f".{shape}":
        path = path.with_name(f"{path.name}.{shape}")
    if shape not in SUFFIXES:
        raise OutputError(f'"{shape}" is no format of a template. Use: {", ".join(SUFFIXES)}.')
    make = {"docx": _word, "xlsx": _workbook}[shape]
    return write_file(
        path, fixed_archive(make(agency, title or "Return to the review", standard())), force=force
    )


def _lists(vocabulary: Vocabulary) -> dict[str, list[str]]:
    return {
        "kinds": [kind.label for kind in vocabulary.kinds.values() if kind.counted or kind.id == "incident"],
        "seen": ["yes", "no"],
        "outcomes": [outcome.label for outcome in vocabulary.outcomes.values()],
    }


# ---- Excel


def _workbook(agency: str, title: str, vocabulary: Vocabulary) -> bytes:
    import datetime

    import openpyxl
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    book = openpyxl.Workbook()
    fixed = datetime.datetime(1980, 1, 1)
    book.properties.created, book.properties.modified = fixed, fixed
    sheet: Any = book.active
    sheet.title = "Return"
    for row in ([title], ["Agency", agency], ["Period covered", ""], []):
        sheet.append(row)
    sheet.append([heading for heading, _, _ in HEADINGS])
    lists = _lists(vocabulary)
    thin = Side("thin", color="FFB0B7BE")
    line = Border(left=thin, right=thin, top=thin, bottom=thin)
    for at, (heading, width, _) in enumerate(HEADINGS, start=1):
        letter = get_column_letter(at)
        sheet.column_dimensions[letter].width = width
        sheet.cell(5, at).font = Font(bold=True)
        sheet.cell(5, at).fill = PatternFill("solid", fgColor="FFE7EBEF")
        sheet.cell(5, at).border = Border(bottom=Side("medium"))
        sheet.cell(5, at).alignment = Alignment(wrap_text=True, vertical="top")
        for number in range(6, 6 + BLANK_ROWS * 5):
            cell = sheet.cell(number, at)
            cell.number_format = "@"  # a date stays as it was typed
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.border = line
        if heading in LISTED:
            place = list(lists).index(LISTED[heading]) + 1
            end = len(lists[LISTED[heading]])
            choices = DataValidation(
                type="list",
                formula1=f"Lists!${get_column_letter(place)}$1:${get_column_letter(place)}${end}",
                allow_blank=True,
                errorStyle="warning",
                showErrorMessage=True,
            )
            choices.add(f"{letter}6:{letter}{FILLED_IN}")
            sheet.add_data_validation(choices)
    sheet.freeze_panes = "A6"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True
    sheet.print_title_rows = "5:5"
    sheet["A1"].font = Font(bold=True, size=14)
    guide = book.create_sheet("Instructions")
    guide.column_dimensions["A"].width = 110
    for text in INSTRUCTIONS:
        guide.append([text])
        guide.cell(guide.max_row, 1).alignment = Alignment(wrap_text=True)
    choices_sheet = book.create_sheet("Lists")
    for at, values in enumerate(lists.values(), start=1):
        for number, value in enumerate(values, start=1):
            choices_sheet.cell(number, at).value = value
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


# ---- Word


def _word(agency: str, title: str, vocabulary: Vocabulary) -> bytes:
    import datetime

    import docx
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm, Pt

    document = docx.Document()
    document.core_properties.created = document.core_properties.modified = datetime.datetime(1980, 1, 1)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21.0)
    section.left_margin = section.right_margin = Cm(1.3)
    section.top_margin = section.bottom_margin = Cm(1.5)
    document.add_heading(title, 1)
    document.add_paragraph(f"Agency: {agency}")
    document.add_paragraph("Period covered: ")
    for text in INSTRUCTIONS:
        document.add_paragraph(text, style="List Bullet")
    table = document.add_table(1 + BLANK_ROWS, len(HEADINGS), style="Table Grid")
    lists = _lists(vocabulary)
    table.autofit = False
    table.style.font.size = Pt(9)
    for at, (heading, _, width) in enumerate(HEADINGS):
        table.columns[at].width = Cm(width)
        cell = table.rows[0].cells[at]
        cell.paragraphs[0].add_run(heading).bold = True
    _repeat_heading(table.rows[0])
    for row in table.rows[1:]:
        for cell, (heading, _, width) in zip(row.cells, HEADINGS, strict=True):
            cell.width = Cm(width)
            if heading in LISTED:
                _drop_down(cell.paragraphs[0], lists[LISTED[heading]])
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _element(name: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element: Any = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def _repeat_heading(row: Any) -> None:
    row._tr.get_or_add_trPr().append(_element("tblHeader", val="true"))


def _drop_down(paragraph: Any, values: list[str]) -> None:
    """A content control to choose from; what it shows before a choice is marked as a placeholder."""
    control, properties, choices = _element("sdt"), _element("sdtPr"), _element("dropDownList")
    for value in values:
        choices.append(_element("listItem", displayText=value, value=value))
    properties.extend([_element("showingPlcHdr"), choices])
    content, run, text = _element("sdtContent"), _element("r"), _element("t")
    text.text = "choose"
    run.append(text)
    content.append(run)
    control.extend([properties, content])
    paragraph._p.append(control)

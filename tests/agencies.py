"""Six invented agencies' returns in six layouts that together hold one known case. Nobody in it exists.

The known case (2021):
    K1   1 Mar   school -> hub            referral          school, hub
    K2   3 Mar   hub -> social care       referral          hub, social care
    K3  10 Mar   social care -> subject   visit             social care
    K4  12 Mar   social care -> school    call              social care, school
    K5  19 Apr   gp -> camhs              referral          gp ("Apr 21"), camhs
    K6  20 May   subject -> camhs         not attended      camhs
    K7   2 Jun   mother -> police         missing report    police
    K8   2 Jun   police -> hub            referral          police, hub
    K9   4 Jun   hub -> police and others meeting           police ("Jun-21"), hub, social care, school
    K10  1 Jul   social care              closure           social care
    K11 15 Sep   school -> subject        exclusion         school
    K12 20 Sep   school -> camhs          call              school, camhs
    K13  5 Oct   camhs -> gp              letter            camhs, gp
"""

from __future__ import annotations

import datetime
import shutil
import zipfile
from pathlib import Path

POLICE = Path(__file__).parent / "data" / "police-return.xls"
CONTACTS = 13
TRUE_PAIRS = (
    ("northtown-high-school-1", "northtown-mash-1"),
    ("northtown-mash-2", "childrens-social-care-1"),
    ("childrens-social-care-3", "northtown-high-school-2"),
    ("hillview-gp-practice-1", "riverside-camhs-1"),
    ("northtown-police-2", "northtown-mash-3"),
    ("northtown-mash-4", "northtown-police-3"),
    ("northtown-mash-4", "childrens-social-care-4"),
    ("northtown-mash-4", "northtown-high-school-3"),
    ("northtown-high-school-5", "riverside-camhs-3"),
    ("riverside-camhs-4", "hillview-gp-practice-2"),
)


def school_docx(path: Path) -> Path:
    """Word: a preamble, two tables, merged cells, repeated headings, ditto marks."""
    import docx

    document = docx.Document()
    document.add_paragraph("Agency: Northtown High School")
    document.add_paragraph("Period covered: January 2021 to December 2021")
    heads = ["Date", "Referrer", "Recipient", "Type of contact", "Significant event", "Outcome", "Comments"]
    tables = (
        [
            [
                "1/3/21",
                "Northtown High School",
                "Northtown MASH",
                "Referral",
                "Referral to the hub: bruise seen in a PE lesson, he would not say how.",
                "passed on: to children's social care",
                "Sent within the day.",
            ],
            [
                "12th March 2021",
                "Children's Social Care",
                "Northtown High School",
                "Telephone call",
                "Social worker rings to say that the assessment has begun.",
                "",
                "",
            ],
        ],
        [
            [
                "4/6/21",
                "Northtown MASH",
                "Northtown High School",
                "Strategy discussion",
                "Strategy discussion about the missing episode; school took part by telephone.",
                "",
                "",
            ],
            [
                "15/9/21",
                "Northtown High School",
                "Pupil",
                "Exclusion",
                "Excluded for three days for a fight.",
                "",
                "",
            ],
            [
                "20/9/21",
                '"',
                "Riverside CAMHS",
                "Telephone call",
                "School asks CAMHS when he will be seen.",
                "",
                "",
            ],
        ],
    )
    for rows in tables:
        table = document.add_table(1, len(heads))
        for column, text in enumerate(heads):
            table.cell(0, column).text = text
        for number, row in enumerate(rows, start=1):
            cells = table.add_row().cells
            for column, text in enumerate(row):
                cells[column].text = text
            if number == 1:
                repeated = table.add_row().cells
                for column, text in enumerate(heads):
                    repeated[column].text = text
    first = document.tables[0]
    note = first.add_row().cells
    merged = note[0].merge(note[6])
    merged.text = "End of the first part"
    document.save(str(path))
    return path


def hub_csv(path: Path) -> Path:
    """cp1252, semicolons, a pound sign and curly quotes."""
    rows = [
        "Agency;When;From;To;Nature of contact;What happened;Decision;Source of information",
        "Northtown MASH;01.03.2021;Northtown High School;Northtown MASH;Referral;“Bruise” seen in PE, "
        "referral form from the "
        "school;stepped up;Mosaic",
        "Northtown MASH;03.03.2021;Northtown MASH;Children's Social Care;Referral;Referred for assessment "
        "after the school's "
        "referral – bruise;accepted;Mosaic",
        "Northtown MASH;02.06.2021;Northtown Police;Northtown MASH;Referral;Vulnerable child report from "
        "police, missing from "
        "home;received;Mosaic",
        "Northtown MASH;04.06.2021;Northtown MASH;Northtown Police, Children's Social Care;Strategy "
        "discussion;Strategy "
        "discussion about the missing episode, travel costs of £12 agreed;;Mosaic",
    ]
    path.write_bytes("\r\n".join(rows).encode("cp1252"))
    return path


def social_care_xlsx(path: Path) -> Path:
    """Excel: title rows, real dates, a hidden row, an analysis column."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Chronology"
    sheet.append(["OFFICIAL-SENSITIVE"])
    sheet.append(["Agency", "Children's Social Care"])
    sheet.append([])
    sheet.append(
        [
            "Ref",
            "Date of contact",
            "From",
            "To",
            "Type",
            "Description",
            "Child seen",
            "Action taken",
            "Analysis",
        ]
    )
    rows = [
        (
            datetime.datetime(2021, 3, 3),
            "Northtown MASH",
            "Children's Social Care",
            "Referral",
            "Referral from the hub for assessment: bruise.",
            "",
            "accepted",
            "",
        ),
        (
            datetime.datetime(2021, 3, 10),
            "Children's Social Care",
            "Child",
            "Home visit",
            "Home visit; he was seen alone.",
            "Y",
            "",
            "A good visit.",
        ),
        (
            datetime.datetime(2021, 3, 12),
            "Children's Social Care",
            "Northtown High School",
            "Phone call",
            "Rang the school: the assessment has begun.",
            "",
            "",
            "",
        ),
        (
            datetime.datetime(2021, 6, 4),
            "Northtown MASH",
            "Children's Social Care",
            "Strategy meeting",
            "Strategy discussion on the missing episode.",
            "",
            "",
            "",
        ),
        (datetime.datetime(2021, 7, 1), "Children's Social Care", "", "Closure", "Case closed.", "", "", ""),
    ]
    for number, row in enumerate(rows, start=1):
        sheet.append([number, *row])
        sheet.cell(sheet.max_row, 2).number_format = "dd/mm/yyyy"
    sheet.row_dimensions[6].hidden = True
    book.save(path)
    return path


def camhs_tsv(path: Path) -> Path:
    """Tabs, words for dates, ``DNA``."""
    rows = [
        ("Organisation: Riverside CAMHS",),
        ("No", "Date", "By", "Contact with", "Contact type", "Details", "Outcome"),
        (
            "1",
            "19th April 2021",
            "Hillview GP Practice",
            "Riverside CAMHS",
            "Referral",
            "Letter from the GP: low mood, poor sleep.",
            "accepted",
        ),
        (
            "2",
            "20 May 2021",
            "Patient",
            "Riverside CAMHS",
            "DNA",
            "Did not attend the first appointment.",
            "",
        ),
        (
            "3",
            "20/09/2021",
            "Northtown High School",
            "Riverside CAMHS",
            "Telephone",
            "School rang to ask when he will be seen.",
            "",
        ),
        (
            "4",
            "5 Oct 2021",
            "Riverside CAMHS",
            "Hillview GP Practice",
            "Letter",
            "Letter to the GP: discharged after two missed appointments.",
            "",
        ),
    ]
    path.write_text("\n".join("\t".join(row) for row in rows), "utf-8")
    return path


def gp_ods(path: Path) -> Path:
    """OpenDocument: a date whose style shows only the month."""
    head = ("Agency: Hillview GP Practice",)
    heads = ("Date", "From", "To", "Type of contact", "Event", "Action")
    rows = (
        (
            ("2021-04-01", "month"),
            "Hillview GP Practice",
            "Riverside CAMHS",
            "Referral",
            "Referred to CAMHS for low mood.",
            "",
        ),
        (
            ("2021-10-05", "day"),
            "Riverside CAMHS",
            "Hillview GP Practice",
            "Letter",
            "Letter from CAMHS: discharged after two missed appointments.",
            "Filed.",
        ),
    )
    write_ods(path, [head, heads, *rows])
    return path


def write_ods(path: Path, rows: list[tuple[object, ...]]) -> None:
    """The least of an ``.ods`` file. A cell is a text or (ISO date, style)."""

    def cell(value: object) -> str:
        if isinstance(value, tuple):
            date, style = value
            return f'<table:table-cell office:value-type="date" office:date-value="{date}" table:style-name="{style}"/>'
        return f"<table:table-cell><text:p>{value}</text:p></table:table-cell>"

    body = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    spaces = (
        " ".join(
            f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
            for name in ("office", "table", "text", "style")
        )
        + ' xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"'
    )
    styles = (
        '<number:date-style style:name="N1"><number:month/><number:year/></number:date-style>'
        '<number:date-style style:name="N2"><number:day/><number:month/></number:date-style>'
        '<style:style style:name="month" style:data-style-name="N1"/><style:style style:name="day" '
        'style:data-style-name="N2"/>'
    )
    content = (
        f"<office:document-content {spaces}><office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f'<office:spreadsheet><table:table table:name="Sheet1">{body}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", content)


def all_returns(folder: Path) -> list[Path]:
    """The six files."""
    folder.mkdir(parents=True, exist_ok=True)
    police = folder / "police.xls"
    shutil.copy(POLICE, police)
    return [
        school_docx(folder / "school.docx"),
        police,
        hub_csv(folder / "hub.csv"),
        social_care_xlsx(folder / "social-care.xlsx"),
        camhs_tsv(folder / "camhs.tsv"),
        gp_ods(folder / "gp.ods"),
    ]

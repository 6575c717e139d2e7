"""Blank returns to send out: they come back without a question."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from explorer.cli import main
from explorer.returns.bringing import Bringing, Brought
from explorer.returns.mapping import Mapping
from explorer.returns.templates import HEADINGS

ROWS = (
    (
        "5/12/2019",
        "14:30",
        "Northtown High School",
        "Northtown Police",
        "Referral",
        "Bruise seen.",
        "yes",
        "Accepted",
        "6/12/2019",
        "School file p. 4",
        "he would not say",
        "Sent late.",
    ),
    (
        "December 2019",
        "",
        "Northtown Police",
        "Northtown High School",
        "Information return",
        "No trace.",
        "",
        "",
        "",
        "",
        "",
        "",
    ),
)


def template(path: Path, shape: str) -> Path:
    done = CliRunner().invoke(
        main, ["new", str(path), "--template", shape, "--agency", "Northtown High School"]
    )
    assert done.exit_code == 0, done.output
    return Path(done.output.strip())


def fill(path: Path) -> None:
    """As an agency would."""
    if path.suffix == ".xlsx":
        import openpyxl

        book = openpyxl.load_workbook(path)
        for number, row in enumerate(ROWS, start=6):
            for column, text in enumerate(row, start=1):
                book["Return"].cell(number, column).value = text or None
        book.save(path)
        return
    import docx

    document = docx.Document(str(path))
    for number, row in enumerate(ROWS, start=1):
        for cell, text in zip(document.tables[0].rows[number].cells, row, strict=True):
            if text:
                for control in cell.paragraphs[0]._p.xpath(".//w:sdt"):
                    control.getparent().remove(control)
                cell.paragraphs[0].add_run(text)
    document.save(str(path))


def imported(path: Path, folder: Path) -> tuple[Brought, Bringing]:
    bringing = Bringing(folder / "case")
    return bringing.bring(path, Mapping()), bringing


@pytest.mark.parametrize("shape", ["docx", "xlsx"])
def test_a_filled_in_template_imports_without_a_question(shape: str, tmp_path: Path) -> None:
    path = template(tmp_path / "blank", shape)
    fill(path)
    found, bringing = imported(path, tmp_path)
    assert (found.talk.problems, found.remarks, found.named.proposals) == ([], [], {})
    assert found.talk.read_as == {}
    assert {heading.text: heading.score for heading in found.headings} == {
        heading: 100 for heading, _, _ in HEADINGS
    }
    case = bringing.checked()
    second, first = case.contacts.values()
    assert (first.kind.id, first.seen, first.time, second.date.text) == ("referral", "yes", 870, "2019-12")
    assert [outcome.term.id for outcome in case.outcomes] == ["accepted"]
    assert [note.text for note in case.notes.values()] == ["Sent late."]
    assert found.party == "northtown-high-school"


@pytest.mark.parametrize("shape", ["docx", "xlsx"])
def test_a_blank_template_holds_no_contact(shape: str, tmp_path: Path) -> None:
    found, bringing = imported(template(tmp_path / "blank", shape), tmp_path)
    assert (found.rows, found.says) == (0, "")
    assert not bringing.checked().contacts


@pytest.mark.parametrize("shape", ["docx", "xlsx"])
def test_the_same_template_is_the_same_bytes(shape: str, tmp_path: Path) -> None:
    assert template(tmp_path / "a", shape).read_bytes() == template(tmp_path / "b", shape).read_bytes()


def test_the_lists_of_a_workbook_offer_the_vocabulary(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.load_workbook(template(tmp_path / "blank", "xlsx"))
    offered = {cell.value for cell in book["Lists"]["A"]}
    assert {"Referral", "Visit", "Meeting", "Exclusion"} <= offered
    assert len(book["Return"].data_validations.dataValidation) == 3

"""Nothing lost, nothing twice: over tables of every kind, each cell is in the case, in a note, or named as left out;
and the same return again changes no byte."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapes import tbl, tr, word

from explorer.returns.bringing import Bringing
from explorer.returns.case_rows import write_rows
from explorer.returns.mapping import Mapping
from explorer.returns.row_marks import is_ditto

HEADINGS = (
    "Ref", "Date", "Start date", "End date", "Time", "From", "To", "Agency", "Type of contact", "Event",
    "What happened",
    "Action", "Date of decision", "Comments", "Analysis", "Child seen", "Key episode", "Source of information",
    "Sources", "Page", "Themes", "Date received", "Subject", "Basis", "Worker's colour", "id", "kind", "as_typed",
    "outcome_text", "follows", "shares", "restriction", "quote", "", "Date",
)  # fmt: skip
TYPED = (
    "5/12/19", "31/02/19", "Dec 19", "5/12/19 14:00-15:30", "14:30", "noonish", "unknown", "MASH", "GP; CAMHS",
    "School",
    "Referral", "Visit", "accepted: so be it", "NFA", "yes", "N", "maybe", "reported", "1", "2", "never", "none", "-",
    "ditto", '"', "#REF!", "☒ Visit ☐ Call", "Total", "2020", "Y", "the child", "Mum", "recorded",
)  # fmt: skip


def grids() -> st.SearchStrategy[list[list[str]]]:
    """Headings and rows; a cell is typed as people type, or free words with a number of its own in them."""
    free = st.builds(
        lambda text, number: f"{text} w{number}e".strip(),
        st.text("abcdefg hij\nß", max_size=8),
        st.integers(1000, 99_999),
    )
    heads = st.lists(st.sampled_from(HEADINGS), min_size=2, max_size=8)
    return heads.flatmap(
        lambda head: st.lists(
            st.lists(st.one_of(st.just(""), st.sampled_from(TYPED), free), max_size=len(head) + 1), max_size=6
        ).map(lambda rows: [head, *rows])
    )


def plain(text: str) -> str:
    """As compared: the case knows ``passed-on`` and ``Passed on`` for one."""
    return " ".join(text.casefold().replace("-", " ").split())


def everything(bringing: Bringing) -> str:
    """Every cell of every table, and of what was left out."""
    tables = bringing.rows.tables.values()
    cells = [text for rows in tables for row in rows for text in row.values()]
    return "\n".join(map(plain, [*cells, *(piece.text for _, piece in bringing.left_out)]))


def is_kept(text: str, found: str) -> bool:
    """Is a cell's text there? A yes may be written ``y``; a list has its marks its own way."""
    if is_ditto(text) or plain(text) in ("", "y", "n"):
        return True
    return all(plain(part) in found for part in text.split(";"))


@settings(
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
)
@given(grids())
def test_no_cell_of_any_table_is_lost(tmp_path: Path, grid: list[list[str]]) -> None:
    import csv

    file = tmp_path / "any.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(grid)
    bringing = Bringing(tmp_path / "none")
    bringing.bring(file, Mapping(party="Northtown School", encoding="utf-8", delimiter=","))
    bringing.checked()
    found = everything(bringing)
    lost = [text for row in grid for text in row if not is_kept(text, found)]
    assert lost == [], grid


@settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
)
@given(grids(), st.data())
def test_no_cell_of_a_word_table_is_lost_and_the_same_again_changes_no_byte(
    tmp_path: Path, grid: list[list[str]], data: st.DataObject
) -> None:
    import shutil

    split = data.draw(st.integers(1, len(grid)))
    tables = [tbl(*(tr(*row) for row in part if row)) for part in (grid[:split], grid[split:]) if any(part)]
    file = word(tmp_path / "any.docx", *tables)
    case = tmp_path / "case"
    shutil.rmtree(case, ignore_errors=True)
    written = []
    for _ in range(2):
        bringing = Bringing(case)
        bringing.bring(file, Mapping(party="Northtown School"))
        write_rows(bringing.rows, case, bringing.beside())
        written.append({path.name: path.read_bytes() for path in sorted(case.iterdir())})
    found = everything(Bringing(case))
    assert [text for row in grid for text in row if not is_kept(text, found)] == [], grid
    assert written[0] == written[1]

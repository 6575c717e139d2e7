"""Forms: tables that hold one contact each, a label in front of every answer, instead of one contact a row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from explorer.returns.grids import Grid
from explorer.returns.headings import KEEP, heading_of, plain
from explorer.returns.mapping import Mapping

NEEDED = {"date", "summary"}
"""Fields without which a table of labels and answers is no form of a contact."""


@dataclass(slots=True)
class Form:
    """One contact: the number of its first row, its labels and answers in order, and the row of each."""

    row: int
    labels: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)


def forms_of(grid: Grid, mapping: Mapping) -> list[Form]:
    """The forms in a table, none where it is no such table. A label that comes again begins the next contact.

    A form is two columns wide, or four (two pairs side by side), knows at least half of its labels, and holds at least
    a date and what happened.
    """
    if grid.width not in (2, 4):
        return []
    forms: list[Form] = []
    for number, label, answer in _pairs(grid):
        if not forms or plain(label) in map(plain, forms[-1].labels):
            forms.append(Form(number))
        forms[-1].labels.append(label)
        forms[-1].answers.append(answer)
        forms[-1].rows.append(number)
    return forms if forms and all(_is_form(form, mapping) for form in forms) else []


def _pairs(grid: Grid) -> Iterator[tuple[int, str, str]]:
    for number, row in zip(grid.numbers, grid.rows, strict=True):
        cells = row + [""] * (grid.width - len(row))
        for at in range(0, grid.width, 2):
            if cells[at].strip() or cells[at + 1].strip():
                yield number, cells[at], cells[at + 1]


def _is_form(form: Form, mapping: Mapping) -> bool:
    fields = [mapping.field_of(label) or heading_of(" ".join(label.split())).field for label in form.labels]
    known = [name for name in fields if name != KEEP]
    return set(known) >= NEEDED and len(known) * 2 >= len(fields) and all(map(str.strip, form.labels))

"""One table under inspection: its columns, its cells, and everything wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from explorer.case import Extra
from explorer.dates import BLANK, EDTFDate, describe, parse
from explorer.errors import DateError, Problem
from explorer.rows import COLUMNS, IMPORTED_COLUMNS, MAX_CELL, REQUIRED, RawCase, RawTable
from explorer.vocabulary import clip, suggest

# What no spreadsheet, XML or terminal can carry: C0 controls but tab and line end, DEL, lone surrogates,
# and the two non-characters that XML refuses.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

# EDTF says that 2020-21 is spring 2020; people write it for a school year.
YEARS = re.compile(r"20(?:20-21|21-22|22-23|23-24)\Z")


class Log:
    """Problems and warnings, gathered over a whole case."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.warnings: list[str] = []
        self.dated: dict[bool, tuple[tuple[str, int, str], str]] = {}
        """Place and text of the first date counted from day 0 (``True``) and of the first of the calendar."""

    def take(self, date: EDTFDate, place: tuple[str, int, str]) -> None:
        """Note which of the two a date is: a case has dates of one kind."""
        if date and date.is_relative not in self.dated:
            self.dated[date.is_relative] = (place, date.text)

    def check_dates(self) -> None:
        """A problem where days counted from day 0 stand beside dates of the calendar."""
        if len(self.dated) > 1:
            place, text = self.dated[True]
            other = Problem(*self.dated[False][0], "", "", "").place
            said = (
                f'"{text}" counts days from day 0, but "{self.dated[False][1]}" ({other}) is of the calendar.'
            )
            self.wrong(place, text, said, "A case has dates of one kind.")

    def wrong(self, place: tuple[str, int, str], found: str, expected: str, fix: str) -> None:
        """Keep a problem. ``place`` is (file, row, column)."""
        self.problems.append(Problem(*place, found, expected, fix))


class Row:
    """One row: cells by column name, stripped; what is wrong goes to the log with its place."""

    __slots__ = ("_cells", "_sheet", "number")

    def __init__(self, sheet: Sheet, number: int, cells: list[str]) -> None:
        self._sheet, self.number, self._cells = sheet, number, cells

    def __getitem__(self, column: str) -> str:
        return self._cells[self._sheet.index[column]]

    def has(self, column: str) -> bool:
        """Does its table have such a column by design?"""
        return column in self._sheet.index

    @property
    def extra(self) -> Extra:
        """The cells of columns the design does not know, sorted by column; blank ones are left out."""
        return tuple((column, self._cells[at]) for column, at in self._sheet.extra.items() if self._cells[at])

    def place(self, column: str) -> tuple[str, int, str]:
        """(file, row, column), as problems name it."""
        return (self._sheet.file, self.number, column)

    def wrong(self, column: str, expected: str, fix: str, found: str | None = None) -> None:
        """Keep a problem of this row."""
        self._sheet.log.wrong(self.place(column), self[column] if found is None else found, expected, fix)

    def problem(self, column: str, problem: Problem) -> None:
        """Keep a problem made elsewhere, placed here."""
        self._sheet.log.problems.append(problem.at(*self.place(column)))

    def date(self, column: str) -> EDTFDate:
        """The date in a cell; a blank one where it cannot be read (and a problem)."""
        text = self[column]
        if not text:
            return BLANK
        try:
            date = parse(text)
        except DateError as error:
            self.wrong(column, error.expected, error.fix)
            return BLANK
        if date.is_relative not in self._sheet.log.dated:
            self._sheet.log.take(date, self.place(column))
        if YEARS.match(text) and int(text[2:4]) + 1 == int(text[5:]):
            said = f'"{text}" is read as {describe(date)}; for a school or financial year write '
            self._sheet.log.warnings.append(
                f"{self._sheet.file}, row {self.number}, column {column}: {said}{text[:4]}-09/{text[:2]}{text[5:]}-08."
            )
        return date

    def choice(self, column: str, choices: tuple[str, ...], default: str = "") -> str:
        """One of ``choices`` (compared without case), or ``default`` where blank or wrong."""
        text = self[column].casefold()
        if not text:
            return default
        if text in choices:
            return text
        near = suggest(text, choices)
        fix = f'Did you mean "{near}"?' if near else f"Use one of: {', '.join(choices)}, or leave it blank."
        self.wrong(column, f'"{clip(self[column])}" is not known here.', fix)
        return default

    def items(self, column: str) -> tuple[str, ...]:
        """A ``;``-separated cell as its parts, blanks left out, each once, in the order written."""
        text = self[column]
        if ";" not in text:
            return (text,) if text else ()
        return tuple(dict.fromkeys(part for part in (part.strip() for part in text.split(";")) if part))


class Sheet:
    """A raw table with its columns checked. Columns that are missing read as blank."""

    def __init__(self, name: str, table: RawTable, log: Log) -> None:
        self.name, self.table, self.log, self.file = name, table, log, table.file
        self.index: dict[str, int] = {}
        self.extra: dict[str, int] = {}
        self._check_columns()

    def _check_columns(self) -> None:
        standard, log = COLUMNS[self.name], self.log
        seen: dict[str, int] = {}
        for at, column in enumerate(self.table.columns):
            header = " ".join(column.split())
            name = header.casefold().replace(" ", "_")
            name = name if name in standard else header
            if not name:
                # A column without a heading holds something only if one of its cells does.
                if any(at < len(row) and row[at].strip() for row in self.table.rows):
                    log.wrong(
                        (self.file, 1, ""),
                        "",
                        f"column {at + 1} has cells but no heading.",
                        "Give it a heading.",
                    )
                continue
            if CONTROL.search(name):
                log.wrong(
                    (self.file, 1, clip(name)), name, "the heading holds a control character.", "Retype it."
                )
                continue
            if name in seen:
                fix = f"Keep one: columns {seen[name] + 1} and {at + 1} have this heading."
                log.wrong((self.file, 1, clip(name)), name, "this column is there twice.", fix)
                continue
            seen[name] = at
        self.index = {name: seen.get(name, -1) for name in standard}
        self.extra = {name: at for name, at in sorted(seen.items()) if name not in standard}
        for name in REQUIRED[self.name]:
            if name not in seen:
                near = suggest(name, self.extra)
                fix = f'Is "{clip(near)}" meant?' if near else f"The columns are: {', '.join(standard)}."
                log.wrong((self.file, 1, name), "", f'the column "{name}" is missing.', fix)
        for name in (name for name in self.extra if name not in IMPORTED_COLUMNS):
            log.warnings.append(f'{self.file}: the column "{clip(name)}" is not known; it is kept as it is.')

    @property
    def is_usable(self) -> bool:
        """Has the columns it cannot do without."""
        return all(self.index[name] >= 0 for name in REQUIRED[self.name])

    def rows(self) -> Iterator[Row]:
        """The rows that hold anything. Cells too long or with control characters are problems, read as blank."""
        width = len(self.table.columns)
        for number, raw in zip(self.table.numbers, self.table.rows, strict=True):
            cells = [cell.strip() for cell in raw]
            joined = "".join(cells)
            if not joined:
                continue
            if len(cells) != width:
                cells = self._fit(number, cells, width)
            cells.append("")  # index -1: a column that is not there
            if len(joined) > MAX_CELL or CONTROL.search(joined):
                self._check_cells(number, cells)
            if "\r" in joined:
                cells = [cell.replace("\r\n", "\n").replace("\r", "\n") for cell in cells]
            yield Row(self, number, cells)

    def _fit(self, number: int, cells: list[str], width: int) -> list[str]:
        if any(cells[width:]) or len(cells) < width:
            fix = "Look for a comma or a quotation mark that is missing or too many."
            found = f"the row has {len(cells)} cells where the header has {width}."
            self.log.wrong((self.file, number, ""), "", found, fix)
        return (cells + [""] * width)[:width]

    def _check_cells(self, number: int, cells: list[str]) -> None:
        names = [*self.table.columns, ""]
        for at, cell in enumerate(cells):
            bad = CONTROL.search(cell)
            if len(cell) > MAX_CELL:
                expected = f"the cell holds {len(cell):,} characters; {MAX_CELL:,} is the most."
                self.log.wrong((self.file, number, clip(names[at])), clip(cell), expected, "Shorten it.")
            elif bad:
                expected = f"the cell holds a character that cannot be kept (U+{ord(bad.group()):04X})."
                self.log.wrong((self.file, number, clip(names[at])), clip(cell), expected, "Delete it.")
            else:
                continue
            cells[at] = ""


def sheet_of(raw: RawCase, name: str, log: Log) -> Sheet:
    """The sheet ``name`` of a raw case; an empty one where the case has none."""
    table = raw.tables.get(name) or RawTable(f"{name}.csv", COLUMNS[name], [], [])
    return Sheet(name, table, log)

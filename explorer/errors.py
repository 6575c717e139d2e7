"""The errors a user can meet, and the shape of one problem in a case.

Only :func:`explorer.cli.main` turns these into a message and an exit code.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

SHOWN_PROBLEMS = 20


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong with the input: where, what was found, what was expected, how to mend it.

    ``row`` counts as a spreadsheet does: the header is row 1. 0 means the whole file.
    """

    file: str
    row: int
    column: str
    found: str
    expected: str
    fix: str

    @property
    def place(self) -> str:
        """``contacts.csv, row 14, column date``, leaving out what does not apply."""
        parts = [self.file]
        if self.row:
            parts.append(f"row {self.row}")
        if self.column:
            parts.append(f"column {self.column}")
        return ", ".join(part for part in parts if part)

    def __str__(self) -> str:
        sentence = " ".join(part for part in (self.expected, self.fix) if part)
        return f"{self.place}: {sentence}" if self.place else sentence

    def at(self, file: str, row: int = 0, column: str = "") -> Problem:
        """The same problem, placed."""
        return replace(self, file=file, row=row, column=column)


class ExplorerError(Exception):
    """Anything the user can mend. ``exit_code`` is what the process ends with."""

    exit_code = 1

    def __reduce__(self) -> tuple[Any, ...]:
        """As it is, where it comes from another process: not made again from its message, as Python would."""
        return _as_it_was, (type(self), self.args), self.__dict__


def _as_it_was(kind: type[ExplorerError], args: tuple[Any, ...]) -> ExplorerError:
    return kind.__new__(kind, *args)


class CaseError(ExplorerError):
    """The case cannot be read: every problem found, not only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__(self.problems)

    def __str__(self) -> str:
        shown = [str(problem) for problem in self.problems[:SHOWN_PROBLEMS]]
        more = len(self.problems) - len(shown)
        if more:
            shown.append(f"... and {more} more. `explorer check CASE --format json` lists them all.")
        return "\n".join(shown)


class DateError(ExplorerError):
    """A text that is no date of design section 4. ``expected`` says why, ``fix`` what to write."""

    def __init__(self, found: str, expected: str, fix: str) -> None:
        self.found, self.expected, self.fix = found, expected, fix
        super().__init__(f"{expected} {fix}".strip())


class OrderError(ExplorerError):
    """Links that no choice of days can satisfy: ``members`` are the indices or ids that contradict."""

    def __init__(self, message: str, members: Iterable[object]) -> None:
        self.members = tuple(members)
        super().__init__(message)


class OutputError(ExplorerError):
    """A file that cannot or must not be written."""


class CohortError(ExplorerError):
    """A file that is no cohort, or none of this version."""


class UnknownNameError(ExplorerError):
    """A party, contact, table, format or option name that does not exist here."""

"""Inspection: a case read for its problems rather than its contents; what ``explorer check`` prints."""

from __future__ import annotations

import textwrap
from dataclasses import asdict, dataclass
from pathlib import Path

from explorer.case import Case
from explorer.errors import CaseError, Problem

VERSION = 1
"""Of the shape of :meth:`Inspection.json`."""


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was found: ``case`` is ``None`` where there are problems."""

    name: str
    problems: tuple[Problem, ...]
    warnings: tuple[str, ...] = ()
    case: Case | None = None

    def json(self) -> str:
        """``{version, case, contacts, parties, sources, problems: [{file, row, column, found, expected, fix}],
        warnings: [text]}``; row 0 is the whole file, and the counts are null where there are problems."""
        import json

        counts = {
            name: None if self.case is None else len(getattr(self.case, name))
            for name in ("contacts", "parties", "sources")
        }
        shape = {
            "version": VERSION,
            "case": self.name,
            **counts,
            "problems": [asdict(problem) for problem in self.problems],
            "warnings": list(self.warnings),
        }
        return json.dumps(shape, ensure_ascii=False, indent=2)

    def text(self, width: int) -> str:
        """All problems, one below the other, wrapped to ``width`` columns; or one line that says it is well."""
        lines = [f"Warning: {warning}" for warning in self.warnings]
        if self.case is not None:
            counts = (
                _counted(len(self.case.contacts), "row of contacts and events", "contacts and events"),
                _counted(len(self.case.parties), "party", "parties"),
                _counted(len(self.case.sources), "source", "sources"),
            )
            return "\n".join([*lines, f"{self.name}: no problems. {', '.join(counts)}."])
        for problem in self.problems:
            lines += [
                problem.place or self.name,
                *_wrapped(f"{problem.expected} {problem.fix}".strip(), width),
            ]
        lines += ["", f"{self.name}: {_counted(len(self.problems), 'problem', 'problems')}."]
        return "\n".join(lines)


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, max(40, width), initial_indent="    ", subsequent_indent="    ")


def inspect(path: Path, encoding: str = "utf-8") -> Inspection:
    """Read the case at ``path`` and keep what is wrong with it instead of raising."""
    from explorer.profile_words import check_profiles
    from explorer.readers import read_case

    name = path.resolve().name or str(path)
    try:
        case = read_case(path, encoding=encoding)
        check_profiles(case)
    except CaseError as error:
        return Inspection(name, error.problems)
    return Inspection(name, (), case.warnings, case)

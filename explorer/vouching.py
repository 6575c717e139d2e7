"""No false absence: of the findings of a redacted case, only those that also hold in the whole one are told."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from explorer.case import Case
from explorer.statements import Statement
from explorer.withheld import NOT_STATED, mark_of_all, vouched


def mark_of(statement: Statement) -> str:
    """How a statement is vouched for: its citation, and a hash of its very words."""
    return f"{statement.cite} {hashlib.sha256(statement.sentence.encode()).hexdigest()[:12]}"


def is_not_stated(statement: Statement) -> bool:
    """Is it no statement, but says that there is none?"""
    return statement.sentence == NOT_STATED


def stated(case: Case, finding: str, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements of a finding that hold in the whole case; where any may be missing, one that says so."""
    marks = vouched(case)
    if marks is None:
        return tuple(statements)
    kept = tuple(statement for statement in statements if mark_of(statement) in marks)
    if len(kept) == len(statements) and mark_of_all(finding) in marks:
        return kept
    subject = case.subjects[0] if case.subjects else ""
    none = Statement(
        finding, subject, NOT_STATED, (), (), "recorded", False, False, (), f"{finding} withheld"
    )
    return (*kept, none)

"""The findings as a section of the page: it reads without scripts; with them, a statement marks its evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from explorer.page.numbers import packed_steps
from explorer.page.parts import EMPTY, fill, joined
from explorer.wording import listed

if TYPE_CHECKING:
    from explorer.report import Report
    from explorer.statements import Finding, Statement

MOST_TOLD = 100  # statements of one finding: the rest is counted
MOST_CITED = 60  # contacts below one statement: the rest is counted, and marked in the pictures


def findings_section(report: Report) -> Markup:
    """Every finding with its statements, and below each how it is cited and what it rests on."""
    place_of = report.case.place_of
    told = [finding for finding in report.findings if finding.statements]
    silent = [finding.title.lower() for finding in report.findings if not finding.statements]
    count = sum(len(finding.statements) for finding in told)
    return fill(
        "findings",
        count=f"{count:,}",
        rows=joined((_finding(finding, place_of) for finding in told), "\n"),
        silent=fill("silent", text=listed(silent)) if silent else EMPTY,
    )


def _finding(finding: Finding, place_of: Mapping[str, int]) -> Markup:
    shown = finding.statements[:MOST_TOLD]
    more = len(finding.statements) - len(shown)
    return fill(
        "finding",
        title=finding.title,
        count=f"{len(finding.statements):,}",
        rows=joined((_statement(statement, place_of) for statement in shown), "\n"),
        more=fill("more_statements", count=f"{more:,}", name=finding.name) if more else EMPTY,
    )


def _statement(statement: Statement, place_of: Mapping[str, int]) -> Markup:
    rests = ["uncertain"] * statement.rests_on_uncertain_date + [
        "doubtful"
    ] * statement.rests_on_doubtful_date
    parts = [
        ", ".join(statement.sources),
        statement.basis if statement.basis != "recorded" else "",
        f"{' and '.join(rests)} dates" if rests else "",
    ]
    return fill(
        "statement",
        cite=statement.cite,
        sentence=statement.sentence,
        on=_rests_on(statement.contacts, place_of) if statement.contacts else EMPTY,
        evidence="".join(f" · {part}" for part in parts if part),
    )


def _rests_on(contacts: Sequence[str], place_of: Mapping[str, int]) -> Markup:
    """The contacts of a statement. Of very many the first are named; all are there as columns, for the pictures."""
    if len(contacts) <= MOST_CITED:
        return fill("rests_on", ids=", ".join(contacts))
    columns = sorted(place_of[contact] for contact in contacts if contact in place_of)
    return fill(
        "rests_on_many",
        columns=packed_steps(columns),
        ids=", ".join(contacts[:MOST_CITED]),
        more=f"{len(contacts) - MOST_CITED:,}",
    )

"""Commands that print one table of the report: ``chronology``, ``referrals``, ``parties``, ``summary``."""

from __future__ import annotations

from pathlib import Path

import click

from explorer.commands import case_argument, print_table, read_report, table_options


def table_command(name: str, text: str) -> click.Command:
    """A command that prints the table of this name."""

    def run(case: Path, encoding: str, shape: str | None, output: Path | None, force: bool) -> None:
        print_table(read_report(case, encoding).tables[name], output, shape, force)

    return click.command(name, help=text)(case_argument(table_options(run)))


COMMANDS = (
    table_command("chronology", "Every contact in order, with what became of it."),
    table_command("referrals", "Every request to an organisation, a row a receiver, with its outcomes."),
    table_command("parties", "Every person (by role) and organisation."),
    table_command("summary", "The case in a few numbers."),
)

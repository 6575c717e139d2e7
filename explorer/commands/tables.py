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


@click.command()
@case_argument
@click.option("--exchange", is_flag=True, help="In the shape that agencies and case systems exchange: date, end date, "
              "sequence, source of information, agency, event, response or outcome, comment.")  # fmt: skip
@table_options
def chronology(
    case: Path, encoding: str, exchange: bool, shape: str | None, output: Path | None, force: bool
) -> None:
    """Every contact in order, with what became of it."""
    from explorer.exchange import exchange_table

    report = read_report(case, encoding)
    print_table(exchange_table(report) if exchange else report.tables["chronology"], output, shape, force)


COMMANDS = (
    chronology,
    table_command("referrals", "Every request to an organisation, a row a receiver, with its outcomes."),
    table_command("parties", "Every person (by role) and organisation."),
    table_command("summary", "The case in a few numbers."),
)

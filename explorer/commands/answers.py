"""Commands that answer a question of the case: ``journeys``, ``path``, ``holding``, ``findings``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from explorer.commands import case_argument, print_table, read_report, table_options, width


def print_answer(text: Any, table: Any, output: Path | None, shape: str | None, force: bool) -> None:
    """The text for a terminal, or the table where a file or another format is asked for; both made here."""
    if output is None and shape in (None, "text"):
        click.echo(text(), nl=False)
    else:
        print_table(table(), output, shape, force)


@click.command()
@case_argument
@click.option("--from", "start", metavar="CONTACT", help="Only what leads from this contact.")
@click.option("--to", "party", metavar="PARTY", help="Only journeys that reached this party.")
@click.option("--infer", "days", type=click.IntRange(0, 36600), metavar="DAYS", help="Also follow links that are "
              "not recorded: to the one latest contact its sender had received at most DAYS days before.")  # fmt: skip
@table_options
def journeys(
    case: Path,
    encoding: str,
    start: str | None,
    party: str | None,
    days: int | None,
    shape: str | None,
    output: Path | None,
    force: bool,
) -> None:
    """Each thing that led to another, as a tree: dates, waits, and where it stopped."""
    from explorer.answer_tables import journeys_table
    from explorer.answer_text import journeys_text

    report = read_report(case, encoding)
    found = report.journeys_where(start or "", party or "", days)
    print_answer(
        lambda: journeys_text(report, found, width()),
        lambda: journeys_table(report, found),
        output,
        shape,
        force,
    )


@click.command()
@case_argument
@click.argument("start", metavar="FROM")
@click.argument("end", metavar="TO")
@click.option(
    "--most", default=10, show_default=True, type=click.IntRange(1, 1000), help="Ways shown, at most."
)
@table_options
def path(
    case: Path,
    encoding: str,
    start: str,
    end: str,
    most: int,
    shape: str | None,
    output: Path | None,
    force: bool,
) -> None:
    """The ways on record from one party or contact to another that respect time."""
    from explorer.answer_tables import ways_table
    from explorer.answer_text import ways_text
    from explorer.lookup import end_called
    from explorer.paths import ways_between

    report = read_report(case, encoding)
    first, last = end_called(report.case, start), end_called(report.case, end)
    ways = ways_between(report.case, first, last, most)
    names = [report.case.party_name(end) if end in report.case.parties else end for end in (first, last)]
    print_answer(
        lambda: ways_text(report, ways, names[0], names[1], width()),
        lambda: ways_table(report, ways),
        output,
        shape,
        force,
    )


@click.command()
@case_argument
@click.option("--sector", "sectors", multiple=True, metavar="SECTOR", help="Whose holdings count for days with "
              "nobody; may be given several times.  [those of the case]")  # fmt: skip
@table_options
def holding(
    case: Path, encoding: str, sectors: tuple[str, ...], shape: str | None, output: Path | None, force: bool
) -> None:
    """Who held the case, and had requests in hand, on which days; the days nobody did."""
    from explorer.answer_tables import holding_table
    from explorer.answer_text import holding_text

    report = read_report(case, encoding)
    days = report.holding_days_for(sectors)
    print_answer(
        lambda: holding_text(report, days, width()), lambda: holding_table(report, days), output, shape, force
    )


def _show_list(context: click.Context, parameter: click.Parameter, wanted: bool) -> None:
    if not wanted:
        return
    from explorer.answer_text import registry_text
    from explorer.findings import registry

    click.echo(registry_text(registry(), width()), nl=False)
    context.exit()


@click.command()
@case_argument
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option(
    "--option", "options", multiple=True, metavar="NAME=VALUE", help="An option of a finding; see --list."
)
@click.option("--list", is_flag=True, is_eager=True, expose_value=False, callback=_show_list, help="List the "
              "findings, what each looks for, and their options.")  # fmt: skip
@table_options
def findings(
    case: Path,
    encoding: str,
    names: tuple[str, ...],
    options: tuple[str, ...],
    shape: str | None,
    output: Path | None,
    force: bool,
) -> None:
    """Patterns in what the sources record, each a sentence with its evidence."""
    from explorer.answer_tables import findings_table
    from explorer.answer_text import findings_text
    from explorer.findings import findings_of

    given = {}
    for option in options:
        name, equals, value = option.partition("=")
        if not equals:
            raise click.BadParameter(f'"{option}" is not NAME=VALUE.', param_hint="--option")
        given[name.strip()] = value.strip()
    report = read_report(case, encoding)
    is_watched = sys.stderr.isatty()
    found = findings_of(report, names, given, tell_progress if is_watched else None)
    if is_watched:
        end_progress()
    print_answer(
        lambda: findings_text(report, found, width()),
        lambda: findings_table(report, found),
        output,
        shape,
        force,
    )


def tell_progress(title: str, done: int, of: int) -> None:
    """One line on the error stream, written over; :func:`end_progress` takes it away."""
    click.echo(f"\r{f'{done + 1}/{of} {title}'[:70]:<70}", err=True, nl=False)


def end_progress() -> None:
    """Leaves the line empty for what is said next."""
    click.echo("\r" + " " * 70 + "\r", err=True, nl=False)


COMMANDS = (journeys, path, holding, findings)

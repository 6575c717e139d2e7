"""Many cases: ``cohort count`` and ``cohort measures``."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from explorer.commands import Command, force_option, print_table, table_options
from explorer.commands.cohort_load import line_cleared, load, progress

if TYPE_CHECKING:
    from explorer.cohort.engines import Engine


class Interruptible(click.Group):
    """Commands that may run long. An interrupt, or the signal to end, clears away what was begun, is told in one line,
    and gives the exit code that shells expect: 130, 143."""

    def invoke(self, ctx: click.Context) -> Any:
        from explorer.cohort.engines.interrupts import stoppable

        with stoppable() as came:
            try:
                return super().invoke(ctx)
            except KeyboardInterrupt:  # Spark raises its own
                number = came[0] if came else int(signal.SIGINT)
            except BaseException:
                if not came:
                    raise
                number = came[0]  # what a library made of an interrupt is one too
        click.echo("Stopped. Nothing is left half-written.", err=True)
        return ctx.exit(128 + number)


@click.group(cls=Interruptible)
def cohort() -> None:
    """Ask the same questions of many cases at once.

    A COHORT is a Parquet file that `explorer cohort load` makes of a table, a folder of cases, a database or an event
    log. Counts under 5, and what they could be worked out from, are not shown.
    """


def cohort_argument(command: Command) -> Command:
    """The cohort and the engine that reads it."""
    for option in (
        click.option("--temp", type=click.Path(path_type=Path, file_okay=False),
                     help="Folder for what memory cannot hold."),
        click.option("--memory", default="", metavar="SIZE", help="Memory the engine may take, such as 4GB."),
        click.option("--threads", default=0, metavar="N", help="Processors the engine may take.  [all]"),
        click.option("--engine", default="duckdb", show_default=True, metavar="NAME", help="duckdb, or the address of "
                     "a Spark: local[*], spark://..., sc://..."),
    ):  # fmt: skip
        command = option(command)
    return click.argument("cohort", type=click.Path(path_type=Path))(command)


def threshold_option(command: Command) -> Command:
    """Under which a count is not shown."""
    return click.option(
        "--threshold", default=5, show_default=True, type=click.IntRange(0),
        help="Counts under this are not shown; 0 shows all, for whoever holds the cases.",
    )(command)  # fmt: skip


@contextmanager
def opened(cohort: Path, engine: str, memory: str, temp: Path | None, threads: int) -> Iterator[Engine]:
    """The cohort in the engine that ``--engine`` names, which tells a terminal what it does."""
    from explorer.cohort.engines import engine_of

    with line_cleared(), engine_of(cohort, engine, memory, temp, threads) as ready:
        if sys.stderr.isatty():
            ready.say = progress
        yield ready


@cohort.command()
@cohort_argument
@click.argument("measure")
@click.option(
    "--option", "options", multiple=True, metavar="NAME=VALUE", help="Of the measure: see `cohort measures`."
)
@threshold_option
@click.option("--explain", is_flag=True, help="Print the SQL and run nothing.")
@table_options
def count(
    cohort: Path, measure: str, options: tuple[str, ...], threshold: int, explain: bool, engine: str, memory: str,
    temp: Path | None, threads: int, shape: str | None, output: Path | None, force: bool,
) -> None:  # fmt: skip
    """Count one MEASURE over a COHORT: flows, repeats, returns, trends, ... (`explorer cohort measures` tells all).

    `like-organisations` sets each organisation beside others of its sector: of what it was asked, for how much no
    outcome is recorded, and what chance alone would do at its size. In order of name: it is no ranking.
    """
    from explorer.cohort import counting
    from explorer.cohort.measures import measure_called

    given = dict(_named_values(options))
    is_funnel = measure == counting.FUNNEL
    name = "organisations" if is_funnel else measure
    if explain:
        from explorer.cohort.engines import explained

        click.echo(explained(engine, measure_called(name).query(given)))
        return
    with opened(cohort, engine, memory, temp, threads) as ready:
        found = counting.counted(ready, name, given, threshold)
        made = counting.funnel_of if is_funnel else counting.table_of
        table = made(found, ready.about["title"], ready.about["marking"])
    print_table(table, output, shape, force)
    if found.left_out:
        rows = "row rests" if len(found.left_out) == 1 else "rows rest"
        click.echo(
            f"{len(found.left_out):,} {rows} on fewer than {threshold} cases, and are left out.", err=True
        )


def _named_values(options: tuple[str, ...]) -> list[tuple[str, str]]:
    pairs = []
    for option in options:
        name, equals, value = option.partition("=")
        if not equals:
            raise click.UsageError(f'"{option}" is no option: write NAME=VALUE, such as within_days=30.')
        pairs.append((name.strip(), value.strip()))
    return pairs


@cohort.command()
@table_options
def measures(shape: str | None, output: Path | None, force: bool) -> None:
    """List every measure: what it counts, its options, and the finding of one case that it counts."""
    from explorer.cohort.measures import measures_table

    print_table(measures_table(), output, shape, force)


cohort.add_command(load)


@cohort.command()
@cohort_argument
@threshold_option
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Where to write.  [graphs/COHORT.html]")
@click.option("--title", default="", help="Heading of the page.")
@click.option(
    "--cases",
    default="",
    metavar="FOLDER",
    help="Link the cases behind each flow to their pages in FOLDER, as "
    "seen from the page. Only with --threshold 0.",
)
@click.option("--open", "opens", is_flag=True, help="Open it in the browser.")
@force_option
def page(
    cohort: Path, threshold: int, output: Path | None, title: str, cases: str, opens: bool, force: bool, engine: str,
    memory: str, temp: Path | None, threads: int,
) -> None:  # fmt: skip
    """Draw who passes to whom over a COHORT as one HTML file that opens offline in any browser."""
    from explorer.cohort.page import cohort_html
    from explorer.files import GRAPHS, refuse_existing, write_file

    if cases and threshold > 1:
        raise click.UsageError("--cases lists single cases: it needs --threshold 0.")
    output = output or Path(GRAPHS) / f"{cohort.stem}.html"
    refuse_existing(output, force)
    with opened(cohort, engine, memory, temp, threads) as ready:
        text = cohort_html(ready, title=title, threshold=threshold, cases=cases)
    written = write_file(output, text.encode(), force=force)
    click.echo(written)
    if opens:
        click.launch(written.resolve().as_uri())


COMMANDS = (cohort,)

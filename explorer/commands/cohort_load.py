"""Many cases into one table: ``cohort load``."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from explorer.commands import TABLE, force_option, width

if TYPE_CHECKING:
    from explorer.cohort.loading import Loaded


@click.command()
@click.argument("source", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, help="The Parquet file to write."
)
@click.option("--title", default="", help="What the cohort is called.")
@click.option(
    "--marking", default="", help="A marking for all that is made of it, such as OFFICIAL-SENSITIVE."
)
@click.option("--include", multiple=True, metavar="TAG", help="Let rows with this restriction in.")
@click.option(
    "--whole-cases",
    is_flag=True,
    help="Let a bad row take its whole case to the quarantine, not only its contact.",
)
@click.option("--encoding", default="utf-8", show_default=True, help="Encoding of CSV files.")
@click.option("--case-column", default="", help="Event logs: the column that tells the case.")
@click.option("--time-column", default="", help="Event logs: the column that tells when.")
@click.option(
    "--organisation-column", default="", help="Event logs: the column that tells which organisation."
)
@click.option(
    "--time-format",
    default="",
    metavar="FORMAT",
    help="Event logs: how times are written, such as %d/%m/%Y %H:%M.  [ISO]",
)
@click.option("--memory", default="", metavar="AMOUNT", help="Memory to use at most, such as 4GB.")
@click.option(
    "--temp",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Folder for what does not fit in memory.  [beside the output]",
)
@force_option
def load(
    source: Path, output: Path, title: str, marking: str, include: tuple[str, ...], whole_cases: bool, encoding: str,
    case_column: str, time_column: str, organisation_column: str, time_format: str, memory: str,
    temp: Path | None, force: bool,
) -> None:  # fmt: skip
    """Check the rows of many cases, and write them as one table.

    SOURCE is a Parquet, CSV or TSV file of contacts with a column `case`; a folder or a DuckDB file of tables contacts,
    parties, outcomes; a folder of case folders; or an event log (XES, CSV). Rows in which something is wrong go to
    OUTPUT.quarantine.parquet, with the rule each broke; links of other rows to them are cut, and counted.
    """
    from explorer.cohort import loading

    with line_cleared():
        loaded = loading.load(
            source, output, title=title, marking=marking, include=include, encoding=encoding, whole_cases=whole_cases,
            log=loading.LogColumns(case_column, time_column, organisation_column, time_format),
            memory=memory, temp=temp,
            workers=os.cpu_count() or 1, force=force, progress=progress if sys.stderr.isatty() else None,
        )  # fmt: skip
    _say(loaded)


def progress(stage: str) -> None:
    """What is being done, in place of what was said before, on a terminal."""
    click.echo(f"\r\x1b[K{stage} ...", nl=False, err=True)


@contextmanager
def line_cleared() -> Iterator[None]:
    """The line of progress goes as the block is left."""
    try:
        yield
    finally:
        if sys.stderr.isatty():
            click.echo("\r\x1b[K", nl=False, err=True)


def _say(loaded: Loaded) -> None:
    from explorer.exports import write_table

    counts = loaded.counts
    for notice in loaded.notices:
        click.echo(f"Warning: {notice}", err=True)
    if counts.left_out:
        click.echo(
            f"Left out under a restriction: {_number(counts.left_out, 'contact')}; --include TAG lets them in.",
            err=True,
        )
    if loaded.table.rows:
        click.echo(
            write_table(
                loaded.table, None, "text", force=False, width=width(TABLE), colour=sys.stderr.isatty()
            ),
            err=True,
        )
    if loaded.quarantine:
        said = f"In quarantine: {_number(counts.quarantined, 'row')}; cut: {_number(counts.cut, 'link')}"
        click.echo(f"{said}: {loaded.quarantine}", err=True)
    click.echo(f"{loaded.output}: {_number(counts.contacts, 'contact')} of {_number(counts.cases, 'case')}.")


def _number(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


COMMANDS: tuple[click.Command, ...] = ()
"""None of its own: ``cohort`` holds it."""

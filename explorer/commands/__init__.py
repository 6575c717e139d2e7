"""Commands: a file per group of commands; the folder is the registry. A module names its own in ``COMMANDS``.

A command is options, one call of the API and one line of output. This file holds the options and the reading that
they share. Nothing but click is imported here or at the head of a command's module.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from explorer.case import Case
    from explorer.report import Report

Command = TypeVar("Command", bound=Callable[..., Any])

ORDER = (
    "new", "import", "match", "check", "page", "chronology", "referrals", "parties", "journeys", "path", "holding",
    "known", "findings", "summary", "report", "figure", "export", "diff", "draft", "redact", "unredact", "verify",
    "workbook", "cohort",
)  # fmt: skip
"""The order in which ``--help`` tells the commands; others come after, by name."""


def registry() -> list[click.Command]:
    """Every command of the folder, in the order in which ``--help`` tells them."""
    modules = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
    commands: list[click.Command] = [command for module in modules for command in module.COMMANDS]
    rank = {name: place for place, name in enumerate(ORDER)}
    return sorted(commands, key=lambda command: (rank.get(str(command.name), len(rank)), str(command.name)))


def case_argument(command: Command) -> Command:
    """The one positional argument of commands that output a case, its encoding, and what of it may leave."""
    return plain_case_argument(profile_options(command))


def plain_case_argument(command: Command) -> Command:
    """A case that is looked at, not output: no profile."""
    encoding = click.option(
        "--encoding", default="utf-8", show_default=True, help="Encoding of the CSV files."
    )
    return click.argument("case", type=click.Path(path_type=Path))(encoding(command))


def profile_options(command: Command) -> Command:
    """``--profile``, ``--include`` and ``--key``: :func:`read_case` acts on them, so that no command has to."""
    key = click.option(
        "--key", type=click.Path(path_type=Path), expose_value=False, callback=_keep,
        help="Key of an earlier redaction, whose pseudonyms stay.",
    )  # fmt: skip
    include = click.option(
        "--include", multiple=True, metavar="TAG", expose_value=False, callback=_keep,
        help="Let rows with this restriction out.",
    )  # fmt: skip
    profile = click.option(
        "--profile", metavar="NAME", expose_value=False, callback=_keep,
        help="Redact first: panel, family, publication, or one of case.toml.",
    )  # fmt: skip
    return profile(include(key(command)))


REDACTION = "explorer.redaction"
DAYS_COUNTED = (
    "Days are counted from a day 0 that is not told: what needs dates has numbers of days, or nothing."
)


def _keep(context: click.Context, parameter: click.Parameter, value: Any) -> None:
    context.meta.setdefault(REDACTION, {})[parameter.name] = value


def force_option(command: Command) -> Command:
    """Permission to replace what is there."""
    return click.option("--force", is_flag=True, help="Replace a file that is there already.")(command)


def output_option(help_text: str) -> Callable[[Command], Command]:
    """``-o``, where to write."""
    return click.option("-o", "--output", type=click.Path(path_type=Path), help=help_text)


def table_options(command: Command) -> Command:
    """``-o``, ``--format`` and ``--force`` of a command that prints a table: see :func:`print_table`."""
    command = force_option(command)
    command = output_option("Write to a file; its suffix picks the format.")(command)
    return click.option(
        "--format", "shape", default=None, help="A format by name, whatever the suffix.  [text]"
    )(command)


def read_case(case: Path, encoding: str) -> Case:
    """The case as it may leave: under ``--profile``, and in any event without rows under a restriction that
    ``--include`` does not name; how many are withheld stands beside the marking. Its warnings are said on the error
    stream, and all that the command writes or prints from here on is searched for what was taken out."""
    from explorer.commands import redacted
    from explorer.withheld import said_in_marking

    context = click.get_current_context(silent=True)
    asked = context.meta.get(REDACTION, {}) if context else {}
    found = redacted.for_output(read_whole_case(case, encoding), asked, context)
    if found.is_relative:
        click.echo(DAYS_COUNTED, err=True)
    return said_in_marking(found)


def read_whole_case(case: Path, encoding: str) -> Case:
    """The whole case, for commands that write back into it and for those that redact it themselves."""
    from explorer import readers

    found = readers.read_case(case, encoding=encoding)
    for warning in found.warnings:
        click.echo(f"Warning: {warning}", err=True)
    return found


def read_report(case: Path, encoding: str) -> Report:
    """The report of the case."""
    from explorer.report import Report

    return Report(read_case(case, encoding))


def print_table(table: Any, output: Path | None, shape: str | None, force: bool) -> None:
    """Print a :class:`explorer.tables.Table`, or write it to a file and print the file's name."""
    from explorer.exports import write_table

    with told_writing(output):
        written = write_table(
            table, output, shape, force=force, width=width(TABLE), colour=sys.stdout.isatty()
        )
    click.echo(written, nl=not str(written).endswith("\n"))


@contextmanager
def told_writing(output: Path | None) -> Iterator[None]:
    """On a terminal, says on the error stream that a file is being written, as long as it is."""
    if output is None or not sys.stderr.isatty():
        yield
        return
    said = f"Writing {output.name[:60]}"
    click.echo(said, err=True, nl=False)
    try:
        yield
    finally:
        click.echo(f"\r{' ' * len(said)}\r", err=True, nl=False)


TABLE = 100
"""Columns of a table that is written to no terminal."""


def width(otherwise: int = 80) -> int:
    """Columns of the terminal, or what is taken where the output is none."""
    import shutil

    return shutil.get_terminal_size((otherwise, 24)).columns if sys.stdout.isatty() else otherwise

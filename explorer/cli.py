"""The command line: options, one call of the API, one line of output. Only here do errors become exit codes.

Everything but click is imported inside the commands, so that ``explorer --help`` costs no more than click.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from explorer._version import __version__

if TYPE_CHECKING:
    from explorer.case import Case
    from explorer.report import Report

Command = TypeVar("Command", bound=Callable[..., Any])
HELP = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class Main(click.Group):
    """The group of all commands; turns an :class:`ExplorerError` into a message and its exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        import gc

        from explorer.errors import CaseError, ExplorerError

        gc.disable()  # a command is one short job: looking for rubbish costs a tenth of its time and finds none
        try:
            return super().invoke(ctx)
        except ExplorerError as error:
            click.echo(_message(ctx, error, isinstance(error, CaseError)), err=True)
            ctx.exit(error.exit_code)
        except BrokenPipeError:
            sys.stderr.close()  # the reader of our output has gone: nothing is left to say
            ctx.exit(1)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


def _message(ctx: click.Context, error: Exception, of_case: bool) -> str:
    if not of_case:
        return f"Error: {error}"
    found = len(getattr(error, "problems", ()))
    return f"{error}\n\nNothing was written: {found} {'problem' if found == 1 else 'problems'} in the case."


@click.group(cls=Main, context_settings=HELP)
@click.version_option(__version__, prog_name="explorer")
def main() -> None:
    """Explore how a case was passed between agencies.

    A CASE is a folder of CSV files (or a workbook of the same sheets): who had contact with whom, on which day,
    what was asked, and what became of it. Start with `explorer page CASE`, which draws it as one HTML file that
    opens in any browser, offline.
    """


def case_argument(command: Command) -> Command:
    """The one positional argument of most commands, and the encoding of its text files."""
    command = click.option(
        "--encoding", default="utf-8", show_default=True, help="Encoding of the CSV files."
    )(command)
    return click.argument("case", type=click.Path(path_type=Path))(command)


def force_option(command: Command) -> Command:
    """Permission to replace what is there."""
    return click.option("--force", is_flag=True, help="Replace a file that is there already.")(command)


def _read(case: Path, encoding: str) -> Case:
    from explorer.readers import read_case

    found = read_case(case, encoding=encoding)
    for warning in found.warnings:
        click.echo(f"Warning: {warning}", err=True)
    return found


def _report(case: Path, encoding: str) -> Report:
    from explorer.report import Report

    return Report(_read(case, encoding))


@main.command()
@click.argument("case", type=click.Path(path_type=Path))
@click.option("--title", default="", help="What the case is called.")
@force_option
def new(case: Path, title: str, force: bool) -> None:
    """Make a blank case folder, ready to fill in."""
    from explorer.blank import write_blank

    click.echo(write_blank(case, title, force=force))


@main.command()
@case_argument
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", show_default=True)
def check(case: Path, encoding: str, shape: str) -> None:
    """List every problem of a case: place, found, expected, how to mend it."""
    from explorer.inspection import inspect

    found = inspect(case, encoding)
    if shape == "json":
        click.echo(found.json())
    else:
        click.echo(found.text(_width()))
    if found.problems:
        raise SystemExit(1)


@main.command()
@case_argument
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Where to write it.  [graphs/CASE.html]"
)
@click.option("--title", default=None, help="Another title for the page.")
@click.option("--open", "open_it", is_flag=True, help="Open it in the browser.")
@force_option
def page(
    case: Path, encoding: str, output: Path | None, title: str | None, open_it: bool, force: bool
) -> None:
    """Draw a case as one HTML file that opens offline in any browser."""
    from explorer.page.saving import write_page

    report = _report(case, encoding)
    path = write_page(report, output or Path("graphs") / f"{report.case.name}.html", title=title, force=force)
    click.echo(path)
    if open_it:
        click.launch(path.resolve().as_uri())


def table_command(name: str, text: str) -> None:
    """Register a command that prints one table of the report."""

    def run(case: Path, encoding: str, shape: str | None, output: Path | None, force: bool) -> None:
        from explorer.exports import write_table

        table = _report(case, encoding).tables[name]
        written = write_table(table, output, shape, force=force, width=_width(), colour=sys.stdout.isatty())
        click.echo(written, nl=not str(written).endswith("\n"))

    command: Callable[..., None] = force_option(run)
    out = click.Path(path_type=Path)
    command = click.option("-o", "--output", type=out, help="Write to a file; its suffix picks the format.")(
        command
    )
    command = click.option("--format", "shape", default=None, help="text, csv or json.  [text]")(command)
    main.command(name, help=text)(case_argument(command))


table_command("chronology", "Every contact in order, with what became of it.")
table_command("referrals", "Every request to an organisation, a row a receiver, with its outcomes.")
table_command("parties", "Every person (by role) and organisation.")
table_command("summary", "The case in a few numbers.")


@main.command()
@case_argument
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Where to write it.  [CASE.xlsx]")
@force_option
def workbook(case: Path, encoding: str, output: Path | None, force: bool) -> None:
    """Write a case as one workbook, to fill in with Excel and read back."""
    from explorer.workbooks import write_workbook

    found = _read(case, encoding)
    click.echo(write_workbook(found, output or Path(f"{found.name}.xlsx"), force=force))


def _width() -> int:
    """Columns of the terminal; 100 where the output is no terminal."""
    import shutil

    return shutil.get_terminal_size((100, 24)).columns if sys.stdout.isatty() else 100

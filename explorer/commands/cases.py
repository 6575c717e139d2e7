"""Making, checking and copying cases: ``new``, ``check``, ``workbook``."""

from __future__ import annotations

from pathlib import Path

import click

from explorer.commands import (
    case_argument,
    force_option,
    output_option,
    plain_case_argument,
    read_case,
    width,
)


@click.command()
@click.argument("case", type=click.Path(path_type=Path))
@click.option("--title", default="", help="What the case is called.")
@click.option(
    "--template",
    type=click.Choice(["docx", "xlsx"]),
    help="Make a blank return to send to an agency instead.",
)
@click.option("--agency", default="", help="Fill the agency in on the template.")
@force_option
def new(case: Path, title: str, template: str | None, agency: str, force: bool) -> None:
    """Make a blank case folder, ready to fill in; or with --template a blank return to send out."""
    if template:
        from explorer.returns.templates import write_template

        click.echo(write_template(case, template, agency=agency, title=title, force=force))
        return
    from explorer.blank import write_blank

    click.echo(write_blank(case, title, force=force))


@click.command()
@plain_case_argument
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", show_default=True)
def check(case: Path, encoding: str, shape: str) -> None:
    """List every problem of a case: place, found, expected, how to mend it."""
    from explorer.inspection import inspect

    found = inspect(case, encoding)
    click.echo(found.json() if shape == "json" else found.text(width()))
    if found.problems:
        raise SystemExit(1)


@click.command()
@case_argument
@output_option("Where to write it.  [CASE.xlsx]")
@force_option
def workbook(case: Path, encoding: str, output: Path | None, force: bool) -> None:
    """Write a case as one workbook, to fill in with Excel and read back."""
    from explorer.workbooks import write_workbook

    found = read_case(case, encoding)
    click.echo(write_workbook(found, output or Path(f"{found.name}.xlsx"), force=force))


COMMANDS = (new, check, workbook)

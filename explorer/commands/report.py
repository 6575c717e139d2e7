"""Everything a report needs in one document: ``report``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from explorer.commands import case_argument, force_option, output_option, read_report


def _list_sections(context: click.Context, parameter: click.Parameter, wanted: bool) -> None:
    if not wanted:
        return
    from explorer.document.sections import SECTIONS

    for name, section in SECTIONS.items():
        click.echo(f"{name:<12} {section.title}")
    context.exit()


@click.command()
@case_argument
@output_option("Where to write it: .docx, .html, .pdf, .md, or .xlsx (all tables).  [CASE-report.docx]")
@click.option("--format", "shape", default=None, help="A format by name, whatever the suffix.")
@click.option("--sections", default="", metavar="NAME,NAME", help="Only these sections; see --list.")
@click.option("--list", is_flag=True, is_eager=True, expose_value=False, callback=_list_sections, help="List the "
              "sections.")  # fmt: skip
@force_option
def report(
    case: Path, encoding: str, output: Path | None, shape: str | None, sections: str, force: bool
) -> None:
    """Write everything a report needs as one document: summary, figures, chronology, referrals, findings, questions."""
    from explorer.exports import write_report

    found = read_report(case, encoding)
    names = [name for name in sections.split(",") if name.strip()]
    output = output or Path(f"{found.case.name}-report.{shape or 'docx'}")
    progress = _progress if sys.stderr.isatty() else None
    click.echo(write_report(found, output, shape, sections=names, force=force, progress=progress))


def _progress(title: str, done: int, of: int) -> None:
    """One line on the error stream, written over; blank at the end."""
    said = f"{done + 1}/{of} {title}" if done < of else title
    click.echo(f"\r{said[:70]:<70}" + ("" if title else "\r"), err=True, nl=False)


COMMANDS = (report,)
"""The commands of this file."""

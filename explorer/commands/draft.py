"""Candidate contacts from a narrative: ``draft``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from explorer.commands import print_table, table_options, width


@click.command()
@click.argument("document", type=click.Path(path_type=Path))
@click.option(
    "--into",
    "case",
    type=click.Path(path_type=Path),
    help="The case folder whose parties are known, and that accepted rows go into.",
)
@click.option(
    "--decisions",
    type=click.Path(path_type=Path),
    help="A draft written with -o FILE.csv, with accept or reject filled in.",
)
@table_options
def draft(
    document: Path,
    case: Path | None,
    decisions: Path | None,
    shape: str | None,
    output: Path | None,
    force: bool,
) -> None:
    """Draft contacts from a narrative DOCUMENT (txt, md, html, docx, pdf): sentences that tell of a dealing with an
    organisation at a time.

    Nothing enters a case but what a person accepts: one by one in a terminal with --into CASE, or from a file with
    --decisions. Dates such as "six days later" are resolved against the date told before, and said so.
    """
    from explorer.returns.bringing import Bringing
    from explorer.returns.case_rows import write_rows
    from explorer.returns.drafts import add_drafts, decided, draft_table, drafts_of, review
    from explorer.tables import of_case

    if decisions and not case:
        raise click.UsageError("--decisions says what to accept; --into CASE says where it goes.")
    bringing = Bringing(case) if case else None
    found = bringing.checked() if bringing else None
    narrative, drafts = drafts_of(document, found)
    asks = bringing is not None and sys.stdin.isatty() and not (output or shape)
    if bringing is None or not (decisions or asks):
        table = draft_table(narrative, drafts)
        print_table(of_case(table, found) if found else table, output, shape, force)
        return
    accepted = decided(decisions, drafts) if decisions else review(drafts, _ask, click.echo, width())
    new = add_drafts(bringing, narrative, accepted)
    bringing.checked()
    write_rows(bringing.rows, bringing.path, bringing.beside())
    click.echo(f"{case}: {new} of {len(drafts)} candidates accepted.")


def _ask(question: str) -> str:
    try:
        return str(click.prompt(question, type=click.Choice(["a", "r", "q"]), show_choices=False))
    except click.Abort:  # Ctrl-C: what was decided so far is kept
        return "q"


COMMANDS = (draft,)
"""The commands of this file."""

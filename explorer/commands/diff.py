"""What changed between two states of a case: ``diff``."""

from __future__ import annotations

from pathlib import Path

import click

from explorer.commands import print_table, profile_options, read_report, table_options


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--encoding", default="utf-8", show_default=True, help="Encoding of the CSV files.")
@click.option("--contacts-only", is_flag=True, help="Leave findings out: quicker on a large case.")
@profile_options
@table_options
def diff(
    old: Path,
    new: Path,
    encoding: str,
    contacts_only: bool,
    shape: str | None,
    output: Path | None,
    force: bool,
) -> None:
    """List what changed from one case to another: contacts, outcomes, notes, sources and findings."""
    from explorer.diff import change_table, changes_between

    before, after = read_report(old, encoding), read_report(new, encoding)
    changes = changes_between(before, after, with_findings=not contacts_only)
    print_table(change_table(changes, after.case, before.case), output, shape, force)


COMMANDS = (diff,)
"""The commands of this file."""

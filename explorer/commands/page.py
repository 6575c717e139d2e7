"""Drawing the page: ``page``."""

from __future__ import annotations

from pathlib import Path

import click

from explorer.commands import case_argument, force_option, output_option, read_report


@click.command()
@case_argument
@output_option("Where to write it.  [graphs/CASE.html]")
@click.option("--title", default=None, help="Another title for the page.")
@click.option("--open", "open_it", is_flag=True, help="Open it in the browser.")
@force_option
def page(
    case: Path, encoding: str, output: Path | None, title: str | None, open_it: bool, force: bool
) -> None:
    """Draw a case as one HTML file that opens offline in any browser."""
    from explorer.page.saving import write_page

    report = read_report(case, encoding)
    path = write_page(report, output or Path("graphs") / f"{report.case.name}.html", title=title, force=force)
    click.echo(path)
    if open_it:
        click.launch(path.resolve().as_uri())


COMMANDS = (page,)

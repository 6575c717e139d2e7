"""Drawing the page: ``page``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from explorer.commands import case_argument, force_option, output_option, read_report

if TYPE_CHECKING:
    from explorer.report import Report

MANY = 500  # contacts: the findings of more take a while, and their progress is told
MOST_DESCRIPTOR = 2**31 - 1
PASSPHRASE = "EXPLORER_PASSPHRASE"
"""The variable that a passphrase is read from where nobody can be asked."""


@click.command()
@case_argument
@output_option("Where to write it.  [graphs/CASE.html]")
@click.option("--title", default=None, help="Another title for the page.")
@click.option("--open", "open_it", is_flag=True, help="Open it in the browser.")
@click.option(
    "--watch", "watch_it", is_flag=True, help="Write it anew whenever the case changes, until Ctrl+C."
)
@click.option("--seal", is_flag=True, help="Encrypt it: it opens with a passphrase, which is asked for.")
@click.option("--public-title", default=None, help="With --seal: a title that anybody can read.")
@click.option(
    "--passphrase-fd",
    type=click.IntRange(0, MOST_DESCRIPTOR),
    help=f"With --seal: read the passphrase from this file descriptor, not from the terminal or {PASSPHRASE}.",
)
@force_option
def page(
    case: Path,
    encoding: str,
    output: Path | None,
    title: str | None,
    open_it: bool,
    watch_it: bool,
    seal: bool,
    public_title: str | None,
    passphrase_fd: int | None,
    force: bool,
) -> None:
    """Draw a case as one HTML file that opens offline in any browser."""
    from explorer.page.saving import write_page

    if not seal and (public_title is not None or passphrase_fd is not None):
        raise click.UsageError("--public-title and --passphrase-fd are for a sealed page: add --seal.")
    if seal and watch_it:
        raise click.UsageError("A sealed page is not watched: seal it once it is done.")
    passphrase = _passphrase(passphrase_fd) if seal else None
    report = read_report(case, encoding)
    if len(report.contacts) > MANY and sys.stderr.isatty():
        from explorer.commands.answers import end_progress, tell_progress

        report.progress = tell_progress
    if passphrase is not None:
        path = _sealed(
            report, output or Path("graphs") / "sealed.html", passphrase, title, public_title, force
        )
    else:
        path = write_page(
            report, output or Path("graphs") / f"{report.case.name}.html", title=title, force=force
        )
    if report.progress:
        end_progress()
    click.echo(path)
    if open_it:
        click.launch(path.resolve().as_uri())
    if watch_it:
        _watch(case, encoding, path, title)


def _watch(case: Path, encoding: str, path: Path, title: str | None) -> None:
    """Writes the page anew after each change; a case with problems is told, and the last good page stays."""
    from explorer.errors import ExplorerError
    from explorer.page.saving import write_page
    from explorer.page.watching import watch

    def rebuild() -> None:
        try:
            write_page(read_report(case, encoding), path, title=title, force=True)
        except ExplorerError as error:
            click.echo(f"{error}\nThe page is as it was.", err=True)
        else:
            click.echo(f"{path} written anew", err=True)

    click.echo(f"Watching {case}. Ctrl+C ends.", err=True)
    try:
        watch(case, rebuild)
    except KeyboardInterrupt:
        click.echo("", err=True)


def _sealed(
    report: Report, path: Path, passphrase: str, title: str | None, public_title: str | None, force: bool
) -> Path:
    from explorer.page import page_html
    from explorer.page.seal import TITLE, write_sealed

    inside = page_html(report, title=title)
    return write_sealed(inside, path, passphrase, title=public_title or TITLE, force=force)


def _passphrase(descriptor: int | None) -> str:
    """From a file descriptor, the environment, or the terminal (twice); never from an argument, which others see."""
    import os

    from explorer.page.seal import passphrase_from, typed

    said = os.environ.pop(PASSPHRASE, None)  # a browser that is opened does not get it
    found = passphrase_from(descriptor, said)
    if found is None:
        found = click.prompt("Passphrase", hide_input=True, confirmation_prompt=True, err=True)
    return typed(str(found))


COMMANDS = (page,)

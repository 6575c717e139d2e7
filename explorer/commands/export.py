"""Writing the case for other tools: ``export``."""

from __future__ import annotations

from pathlib import Path

import click

from explorer.commands import case_argument, force_option, output_option, read_report, told_writing


class Formats(click.Command):
    """``--help`` tells every format of the registry."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        from explorer.exports import registry

        rows = []
        for name, module in registry("case").items():
            first = " ".join((module.__doc__ or "").split("\n\n")[0].split())
            rows.append((f"{name} ({', '.join(module.SUFFIXES)})", first))
        with formatter.section("Formats"):
            formatter.write_dl(rows)


@click.command(cls=Formats)
@case_argument
@output_option("Write to a file; its suffix picks the format.")
@click.option("--format", "shape", default=None, help="A format by name, whatever the suffix.  [graphml]")
@force_option
def export(case: Path, encoding: str, output: Path | None, shape: str | None, force: bool) -> None:
    """Write a case for another tool: graphs, event logs, timelines, diagrams.

    What the format cannot carry is said on the error stream.
    """
    from explorer.exports import write_case

    report = read_report(case, encoding)
    with told_writing(output):
        written, left_out = write_case(report, output, shape, force=force)
    for sentence in left_out:
        click.echo(f"Not in this format: {sentence}", err=True)
    click.echo(written, nl=not str(written).endswith("\n"))


COMMANDS = (export,)
"""The commands of this file."""

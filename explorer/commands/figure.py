"""Drawing one picture: ``figure``."""

from __future__ import annotations

from pathlib import Path

import click

from explorer.commands import case_argument, force_option, output_option, read_report

NAMES = ("lanes", "network", "total", "matrix")


@click.command()
@case_argument
@click.argument("name", type=click.Choice(NAMES))
@output_option("Where to write it; its suffix picks the format.  [graphs/CASE-FIGURE.svg]")
@click.option(
    "--format", "form", type=click.Choice(["svg", "png", "pdf"]), help="A format, whatever the suffix."
)
@click.option(
    "--width", type=click.IntRange(50, 20_000), help="How wide: pixels for svg and png, mm for pdf."
)
@click.option("--theme", type=click.Choice(["colour", "black", "dark"]), default="colour", show_default=True,
              help="black: for printing in black and white; dark: on a dark ground.")  # fmt: skip
@click.option("--from", "start", metavar="DATE", help="Only what can have been on this day or later.")
@click.option("--to", "end", metavar="DATE", help="Only what can have been on this day or earlier.")
@click.option("--party", "parties", multiple=True, metavar="PARTY", help="Only contacts of this party; may be given "
              "several times.")  # fmt: skip
@click.option("--journey", metavar="CONTACT", help="Only what leads from this contact.")
@click.option(
    "--columns",
    type=click.IntRange(1, 500),
    default=24,
    show_default=True,
    help="Contacts in a row of lanes.",
)
@click.option("--title", help="Another title.")
@force_option
def figure(
    case: Path,
    encoding: str,
    name: str,
    output: Path | None,
    form: str | None,
    width: int | None,
    theme: str,
    start: str | None,
    end: str | None,
    parties: tuple[str, ...],
    journey: str | None,
    columns: int,
    title: str | None,
    force: bool,
) -> None:
    """Draw one picture of a case: lanes, network, running total, or matrix of who turned to whom."""
    from explorer.figures.asking import scene_asked
    from explorer.figures.drawings import FIGURES, write_figure
    from explorer.figures.lanes import lanes_drawing
    from explorer.figures.theming import darkened

    report = read_report(case, encoding)
    is_lanes, is_black = name == "lanes", theme == "black"
    scene = scene_asked(
        report, start, end, parties, journey, with_called=is_lanes, is_black=is_black, title=title
    )
    drawing = lanes_drawing(scene, columns) if is_lanes else FIGURES[name](scene)
    if theme == "dark":
        drawing = darkened(drawing, scene)
    output = output or Path("graphs") / f"{report.case.name}-{name}.{form or 'svg'}"
    click.echo(write_figure(drawing, output, form, width=width, force=force))


COMMANDS = (figure,)
"""The commands of this file."""

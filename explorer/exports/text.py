"""Tables for a terminal: a grid where it fits the width, else one paragraph a row. Nothing is cut off.

Dates are in words. Columns in which every cell is blank are left out. The marking stands above and below.
"""

from __future__ import annotations

import io
import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

from explorer.tables import Cell, Column, Table, cell_text

if TYPE_CHECKING:
    from rich.console import RenderableType

NAME = "text"
SUFFIXES = (".txt",)
NARROWEST = 60
_GAP = 2


def table_text(table: Table, *, width: int, colour: bool) -> str:
    """The table as text at most ``width`` columns wide (60 at least); ``colour`` sends bold to a terminal.

    Control characters that a terminal would obey are shown as U+FFFD, not sent.
    """
    marking = f"{_printable(table.marking)}\n" if table.marking else ""
    if not table.rows:
        return f"{marking}{table.title}: nothing on record.\n"
    columns = table.columns
    shown = [
        at
        for at in range(len(columns))
        if columns[at].in_text and any(cell_text(row[at]) for row in table.rows)
    ]
    texts = [[_printable(cell_text(row[at])) for at in shown] for row in table.rows]
    columns = tuple(columns[at] for at in shown)
    width = max(NARROWEST, width)
    longest = [
        max(len(column.heading), *(len(row[at]) for row in texts)) for at, column in enumerate(columns)
    ]
    fits = sum(longest) + _GAP * len(longest) <= width or len(columns) == 2
    drawn = _grid(table.title, columns, texts) if fits else _paragraphs(table, shown, texts, width)
    from rich.console import Console

    stream = io.StringIO()
    console = Console(file=stream, width=width, force_terminal=colour, legacy_windows=False, emoji=False)
    console.print(drawn)
    lines = "\n".join(line.rstrip() for line in stream.getvalue().splitlines())
    return f"{marking}{lines}\n{marking}"


def _grid(title: str, columns: Sequence[Column], texts: list[list[str]]) -> RenderableType:
    from rich import box
    from rich.table import Table as RichTable
    from rich.text import Text

    drawn = RichTable(title=Text(title), title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        drawn.add_column(Text(column.heading), justify="right" if column.type == "number" else "left")
    for row in texts:
        drawn.add_row(*(Text(text) for text in row))
    return drawn


def _paragraphs(table: Table, shown: list[int], texts: list[list[str]], width: int) -> RenderableType:
    """A line of the columns that name the row, in bold, and below it what else there is to say."""
    from rich.console import Group
    from rich.text import Text

    columns = [table.columns[at] for at in shown]
    lines: list[Text] = [Text(table.title, style="bold"), Text("")]
    for row in texts:
        pairs = list(zip(columns, row, strict=True))
        lines += [
            Text(line, style="bold") for line in textwrap.wrap(_head(pairs), width, subsequent_indent="    ")
        ]
        for column, text in pairs:
            if text not in ("", column.usual) and not column.in_head:
                said = text if column.is_wide else f"{column.heading}: {text}"
                for part in said.splitlines():
                    lines += [Text(line) for line in textwrap.wrap(part, width - 4, initial_indent="    ",
                                                                   subsequent_indent="    ")]  # fmt: skip
        lines.append(Text(""))
    return Group(*lines[:-1])


def _head(pairs: list[tuple[Column, str]]) -> str:
    """``C06  5 December 2019  Referral  school → Prevent``"""
    said: list[str] = []
    for column, text in pairs:
        if column.in_head and text:
            arrow = column.name == "to" and said
            said.append(f"{said.pop()} → {text}" if arrow else text)
    return "  ".join(said)


def _printable(text: Cell) -> str:
    return "".join(
        char if char.isprintable() or char in "\n\t" else "\N{REPLACEMENT CHARACTER}" for char in str(text)
    )

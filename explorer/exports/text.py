"""Tables for a terminal: a grid where it fits the width, else one paragraph a row. Nothing is cut off.

Dates are in words. Columns in which every cell is blank are left out. The marking stands above and below.
"""

from __future__ import annotations

import io
import textwrap
from collections.abc import Sequence
from typing import Literal

from explorer.tables import Column, Table, cell_text

NAME = "text"
SUFFIXES = (".txt",)
NARROWEST = 60
_GAP = 2
INDENT = " " * 4
BOLD, PLAIN = "\x1b[1m{}\x1b[0m", "{}"


def table_text(table: Table, *, width: int, colour: bool) -> str:
    """The table as text at most ``width`` columns wide (60 at least); ``colour`` sends bold to a terminal.

    Control characters that a terminal would obey are shown as U+FFFD, not sent.
    """
    marking = _printable(table.marking)
    if not table.rows:
        return (
            "\n".join([*([marking] if marking else []), f"{table.title}: {_printable(table.none)}."]) + "\n"
        )
    columns = table.columns
    shown = [
        at
        for at in range(len(columns))
        if columns[at].in_text and any(cell_text(row[at]) for row in table.rows)
    ]
    texts = [[_printable(cell_text(row[at])).expandtabs(4) for at in shown] for row in table.rows]
    columns = tuple(columns[at] for at in shown)
    width = max(NARROWEST, width)
    longest = [
        max(len(column.heading), *(len(row[at]) for row in texts)) for at, column in enumerate(columns)
    ]
    fits = sum(longest) + _GAP * len(longest) <= width or len(columns) == 2
    if fits:
        lines = _grid(table.title, columns, texts, width, colour)
    else:
        lines = _paragraphs(table.title, columns, texts, width, BOLD if colour else PLAIN)
    return "\n".join([*([marking] if marking else []), *lines, *([marking] if marking else [])]) + "\n"


def _grid(
    title: str, columns: Sequence[Column], texts: list[list[str]], width: int, colour: bool
) -> list[str]:
    from rich import box
    from rich.console import Console
    from rich.table import Table as RichTable
    from rich.text import Text

    drawn = RichTable(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        justify: Literal["left", "right"] = "right" if column.type == "number" else "left"
        drawn.add_column(Text(column.heading), justify=justify, overflow="fold")  # nothing is cut off
    for row in texts:
        drawn.add_row(*(Text(text) for text in row))
    stream = io.StringIO()
    console = Console(file=stream, width=width, force_terminal=colour, legacy_windows=False, emoji=False)
    console.print(drawn)
    head = (BOLD if colour else PLAIN).format(_printable(title))
    return [head, *(line.rstrip() for line in stream.getvalue().splitlines())]


def _paragraphs(
    title: str, columns: Sequence[Column], texts: list[list[str]], width: int, bold: str
) -> list[str]:
    """A line of the columns that name the row, in bold, and below it what else there is to say."""
    lines = [bold.format(title), ""]
    for row in texts:
        pairs = list(zip(columns, row, strict=True))
        lines += [bold.format(line) for line in _wrapped(_head(pairs), width, "", INDENT)]
        for column, text in pairs:
            if text not in ("", column.usual) and not column.in_head:
                said = text if column.is_wide else f"{column.heading}: {text}"
                for part in said.splitlines():
                    lines += _wrapped(part, width - len(INDENT), INDENT, INDENT)
        lines.append("")
    return lines[:-1]


def _wrapped(text: str, width: int, first: str, rest: str) -> list[str]:
    """The text in lines; most texts are one, and wrapping is slow."""
    if len(first) + len(text) <= width and "\t" not in text and text.strip() == text != "":
        return [first + text]
    return textwrap.wrap(text, width, initial_indent=first, subsequent_indent=rest)


def _head(pairs: list[tuple[Column, str]]) -> str:
    """``C06  5 December 2019  Referral  school → Prevent``"""
    said: list[str] = []
    for column, text in pairs:
        if column.in_head and text:
            arrow = column.name == "to" and said
            said.append(f"{said.pop()} → {text}" if arrow else text)
    return "  ".join(said)


def _printable(text: str) -> str:
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() or char in "\n\t" else "\N{REPLACEMENT CHARACTER}" for char in text
    )

"""Cells that hold no words: boxes to tick, and errors that a spreadsheet shows instead of a value."""

from __future__ import annotations

from explorer.returns.lines import Line
from explorer.returns.typed_cells import Talk
from explorer.returns.words import ticked

BOXED = ("kind", "seen", "key", "outcome", "from", "to", "about", "basis")
"""Fields in which a form may have boxes to tick."""
SHEET_ERRORS = {
    "#ref!",
    "#n/a",
    "#value!",
    "#name?",
    "#div/0!",
    "#num!",
    "#null!",
    "#spill!",
    "#calc!",
    "#getting_data",
}


def chosen(line: Line) -> dict[str, str]:
    """What was ticked where a cell has boxes to tick; the cells as they were."""
    typed = {}
    for name in BOXED:
        text = line[name]
        if text and (chosen := ticked(text)) != text:
            line.cells[name], typed[name] = chosen, text
    return typed


def errors(line: Line, talk: Talk) -> dict[str, str]:
    """Errors that a spreadsheet shows instead of a value are asked about, and stand for nothing."""
    typed = {}
    for name, text in list(line.cells.items()):
        if text.casefold() in SHEET_ERRORS or text.startswith("Err:5"):
            line.cells[name], typed[name] = "", text
            if name == "date":
                line.cells["date_text"] = line["date_text"] or text
            said = f'the spreadsheet shows the error "{text}" here.'
            talk.ask(line, name, text, said, "Type what the cell should say.")
    return typed

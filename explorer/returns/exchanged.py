"""Rows that ``explorer chronology --exchange`` wrote: what their column of events says goes to the fields it is of."""

from __future__ import annotations

from explorer.exchange import event_parts
from explorer.returns.headings import RECORD
from explorer.returns.lines import Line


def take_exchanged(line: Line) -> None:
    """Fill the fields that the row has no columns for; a row of any other shape is left as it is."""
    if line["kind"] or line["from"] or line["to"]:
        return
    parts = event_parts(line["summary"])
    if not parts:
        return
    contact = parts.pop("id")
    line.cells |= {name: text for name, text in parts.items() if text or name == "summary"}
    line.cells[RECORD] = "; ".join(filter(None, (contact, line[RECORD])))

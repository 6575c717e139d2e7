"""Tables as JSON: ``{version, table, title, case, marking, columns: [{name, heading, type, unit, description}],
rows: [{...}]}``.

A row is an object by column name. A date is ``{text, first_day, last_day}`` (EDTF, and ISO days or null), a list
an array of texts, a number a number.
"""

from __future__ import annotations

import json

from explorer.tables import Table, cell_json

NAME = "json"
SUFFIXES = (".json",)
VERSION = 1


def table_text(table: Table, *, width: int, colour: bool) -> str:
    """The table as JSON. ``width`` and ``colour`` mean nothing here."""
    names = [column.name for column in table.columns]
    shape = {
        "version": VERSION,
        "table": table.name,
        "title": table.title,
        "case": table.case,
        "marking": table.marking,
        "columns": [
            {
                "name": column.name,
                "heading": column.heading,
                "type": column.type,
                "unit": column.unit,
                "description": column.description,
            }
            for column in table.columns
        ],
        "rows": [dict(zip(names, map(cell_json, row), strict=True)) for row in table.rows],
    }
    return json.dumps(shape, ensure_ascii=False, indent=2) + "\n"

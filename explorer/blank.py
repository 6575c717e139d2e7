"""A blank case: a folder with a header in every table, one subject, and settings to fill in."""

from __future__ import annotations

from pathlib import Path

from explorer.errors import OutputError
from explorer.files import write_folder
from explorer.rows import COLUMNS, SETTINGS, table_of
from explorer.storing import csv_bytes, settings_text

SUBJECT = {"id": "subject", "name": "The subject", "sector": "subject"}
HINTS = """
# marking = "OFFICIAL-SENSITIVE"      # printed on every page, print, figure and export
# [scope]                             # the days under review; without it, the earliest and latest of the case
# from = "2019-01"
# to = "2024-07"
# [[expected]]                        # a contact that guidance or a review called for
# id = "E1"
# from = "..."
# to = "..."
# kind = "referral"
# said_by = "..."
# ground = "guidance"
"""


def write_blank(path: Path, title: str = "", *, force: bool = False) -> Path:
    """Write a blank case folder at ``path`` and return it.

    Refused where a folder is there already, even with ``force``, if it holds contacts: blank rows never replace
    records.
    """
    contacts = path / "contacts.csv"
    if contacts.is_file() and contacts.read_bytes().count(b"\n") > 1:
        raise OutputError(f"{path} holds contacts. A blank case never replaces them: give another name.")
    files = {}
    for name in COLUMNS:
        rows = [SUBJECT] if name == "parties" else []
        files[f"{name}.csv"] = csv_bytes(table_of(name, list(rows)))
    settings = settings_text({"title": title or path.resolve().name})
    files[SETTINGS] = (settings + HINTS).encode("utf-8")
    return write_folder(path, files, force=force)

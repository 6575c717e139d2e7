"""Case folders for tests: a small good case as CSV text, and ways to spoil it."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from explorer.rows import COLUMNS

PARTIES = """id,name,sector,parent,area,aliases,restriction
subject,The subject,subject,,,,
school,The school,education,,Northtown,High School;Northtown High,
hub,Safeguarding hub,safeguarding-hub,,,MASH,
police,Police,police,,,,
"""
SOURCES = """id,title,publisher,date,kind,party,asked,received,covers,says,url,sha256
S1,School return,The school,2021,return,school,,,2019/2021,records,,
S2,Police return,Police,2021,return,police,,,2019/2021,records,,
"""
HEADER = ",".join(COLUMNS["contacts"])
GOOD = {"parties.csv": PARTIES, "sources.csv": SOURCES}


def contact_rows(*rows: dict[str, str]) -> str:
    """``contacts.csv`` with the full header; what a row leaves out is blank."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, COLUMNS["contacts"], restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()


def referral(**cells: str) -> dict[str, str]:
    """A referral from the school to the hub, with some cells replaced (``from_`` for ``from``)."""
    row = {
        "id": "C1",
        "date": "2020-03-04",
        "from": "school",
        "to": "hub",
        "kind": "referral",
        "source": "S1",
    }
    row.update({name.rstrip("_"): cell for name, cell in cells.items()})
    return row


def case_folder(path: Path, *rows: dict[str, str], **files: str | bytes) -> Path:
    """Write the good case with these contact rows. ``files`` replace whole files (``contacts_csv=...``)."""
    contents: dict[str, str | bytes] = {**GOOD, "contacts.csv": contact_rows(*rows)}
    contents.update({name.replace("_", "."): text for name, text in files.items()})
    path.mkdir(parents=True, exist_ok=True)
    for name, text in contents.items():
        (path / name).write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return path

"""Event logs: XES (IEEE 1849) and OCEL 2.0 as XML. An event is a row; its trace or objects name whom it is about."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from explorer.returns.grids import MAX_ROWS, Document, Grid, Reading
from explorer.returns.limits import refuse

NAME = "event log"
SUFFIXES = (".xes", ".xmlocel")
HEADINGS = {
    "concept:name": "kind",
    "time:timestamp": "date",
    "org:resource": "from",
    "org:group": "from",
    "case:concept:name": "about",
}


def damage() -> tuple[type[BaseException], ...]:
    """What defusedxml raises."""
    from defusedxml.common import DefusedXmlException

    return (DefusedXmlException,)


def read(path: Path, document: Document, reading: Reading) -> None:
    """One grid, a column an attribute; the order of events is that of the file."""
    from defusedxml.ElementTree import iterparse

    records: list[dict[str, str]] = []
    begun = 0
    for _, element in iterparse(str(path), events=("end",), forbid_dtd=True):
        tag = _tag(element)
        if tag == "event":
            records.append(_record(element))
            element.clear()
        elif tag == "trace":
            own = {f"case:{key}": value for key, value in _attributes(element).items()}
            for record in records[begun:]:
                record |= own
            begun = len(records)
            element.clear()
        if len(records) > MAX_ROWS:
            raise refuse(path, f"the log has more than {MAX_ROWS:,} events.", "Split it.")
    if not records:
        raise refuse(path, "the log holds no event.", "Export it again.")
    _grid(path, document, records)


def _tag(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _attributes(element: Any) -> dict[str, str]:
    """``<string key= value=/>`` children."""
    return {
        str(child.get("key")): str(child.get("value", ""))
        for child in element
        if child.get("key") is not None
    }


def _record(element: Any) -> dict[str, str]:
    found = _attributes(element)
    if element.get("type") is not None:  # OCEL: <event id type time> with attributes and objects
        found |= {
            "concept:name": str(element.get("type")),
            "time:timestamp": str(element.get("time", "")),
            "id": str(element.get("id", "")),
        }
        for part in element.iter():
            if _tag(part) == "attribute" and part.get("name") is not None:
                found[str(part.get("name"))] = (part.text or "").strip()
            elif _tag(part) in ("relationship", "object") and part.get("object-id") is not None:
                key = str(part.get("qualifier") or "about")
                found[key] = "; ".join(filter(None, (found.get(key, ""), str(part.get("object-id")))))
    return found


def _grid(path: Path, document: Document, records: list[dict[str, str]]) -> None:
    columns = list(dict.fromkeys(key for record in records for key in record))
    taken: set[str] = set()
    headings = []
    for column in columns:
        heading = HEADINGS.get(column, column)
        headings.append(column if heading in taken else heading)
        taken.add(headings[-1])
    grid = Grid(path.name, "")
    grid.add(1, headings)
    for number, record in enumerate(records, start=2):
        grid.add(number, [record.get(column, "") for column in columns])
    document.grids.append(grid)

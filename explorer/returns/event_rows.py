"""Events of a log as rows of a grid, whatever file the log came in: a column an attribute, a column a role of objects.

Objects that an event names stand in the column of their role (OCEL's qualifier) or, where it has none, of their type.
What else a log says of an object is about no contact, and is named as left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from explorer.returns.grids import Document, Grid
from explorer.returns.headings import KEEP, heading_of

HEADINGS = {
    "concept:name": "kind",
    "time:timestamp": "date",
    "org:resource": "from",
    "org:group": "from",
    "case:concept:name": "about",
}
NAMED = ("name", "label", "title")
"""Attributes of an object that name it better than its id does, best first."""


@dataclass(slots=True)
class LogObject:
    """An object of an object-centric log. ``attributes`` are (name, time, value); ``related`` (object id, role)."""

    id: str
    type: str = ""
    attributes: list[tuple[str, str, str]] = field(default_factory=list)
    related: list[tuple[str, str]] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What it is called: its last name where it has one, else its id."""
        for wanted in NAMED:
            found = [
                value for name, _, value in self.attributes if name.casefold() == wanted and value.strip()
            ]
            if found:
                return found[-1]
        return self.id


@dataclass(slots=True)
class LogEvent:
    """An event of an object-centric log. ``objects`` are (object id, qualifier)."""

    id: str
    type: str
    time: str
    attributes: list[tuple[str, str]] = field(default_factory=list)
    objects: list[tuple[str, str]] = field(default_factory=list)


def log_grid(file: str, records: list[dict[str, str]]) -> Grid:
    """One grid of the records, in the order of the file; the headings are its first row."""
    columns = list(dict.fromkeys(key for record in records for key in record))
    taken: set[str] = set()
    headings = []
    for column in columns:
        heading = HEADINGS.get(column, column)
        headings.append(column if heading in taken else heading)
        taken.add(headings[-1])
    grid = Grid(file, "")
    grid.add(1, headings)
    for number, record in enumerate(records, start=2):
        grid.add(number, [record.get(column, "") for column in columns])
    return grid


def objects_log(document: Document, events: Iterable[LogEvent], objects: dict[str, LogObject]) -> None:
    """An object-centric log into the document: its events as a grid, what is left of its objects by name."""
    records = []
    for event in events:
        record = {"id": event.id, "concept:name": event.type, "time:timestamp": event.time}
        for name, value in event.attributes:
            _put(record, name, value)
        for object_id, qualifier in event.objects:
            known = objects.get(object_id, LogObject(object_id))
            _put(record, qualifier.strip() or _role_of(known.type), known.name)
        records.append(record)
    document.grids.append(log_grid(document.file, records))
    for item in objects.values():
        said = [f"{name}: {value}" + (f" ({time})" if time else "") for name, time, value in item.attributes]
        said += [f"{qualifier or 'related to'}: {other}" for other, qualifier in item.related]
        text = "; ".join([f"{item.type} {item.id}".strip(), *said])
        document.leave("objects", text, "an object of the log: its name stands where events name it")


def _put(record: dict[str, str], key: str, value: str) -> None:
    key = key.strip() or "attribute"
    record[key] = "; ".join(filter(None, (record.get(key, ""), value)))


def _role_of(kind: str) -> str:
    """The column of objects that an event names without a role: their type, where that is a heading people use."""
    return kind if kind.strip() and heading_of(kind).field != KEEP else "about"

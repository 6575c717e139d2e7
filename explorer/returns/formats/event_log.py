"""Event logs as XML: XES (IEEE 1849) and OCEL, 2.0 and 1.0. An event is a row; its trace or objects name whom it is
about.

OCEL 2.0 writes ``<event id type time>`` with ``<attributes><attribute name>`` and ``<objects><relationship object-id
qualifier>``; OCEL 1.0 writes ``<event>`` with ``<list key="omap">`` and ``<list key="vmap">``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from explorer.returns.event_rows import LogEvent, LogObject, log_grid, objects_log
from explorer.returns.grids import MAX_ROWS, Document, Reading
from explorer.returns.limits import refuse

NAME = "event log"
SUFFIXES = (".xes", ".xmlocel", ".xml")


def damage() -> tuple[type[BaseException], ...]:
    """What defusedxml raises."""
    from defusedxml.common import DefusedXmlException

    return (DefusedXmlException,)


def read(path: Path, document: Document, reading: Reading) -> None:
    """One grid, a column an attribute; the order of events is that of the file."""
    from defusedxml.ElementTree import iterparse

    records: list[dict[str, str]] = []
    events: list[LogEvent] = []
    objects: dict[str, LogObject] = {}
    begun = 0
    for _, element in iterparse(str(path), events=("end",), forbid_dtd=True):
        tag = _tag(element)
        if tag == "event":
            found = _event(element)
            if found is None:
                records.append(_attributes(element))
            else:
                events.append(found)
            element.clear()
        elif tag == "object" and (item := _object(element)) is not None:
            objects[item.id] = item
            element.clear()
        elif tag == "trace":
            own = {f"case:{key}": value for key, value in _attributes(element).items()}
            if begun == len(records) and own:
                document.leave("traces", _told(own), "a trace without events")
            for record in records[begun:]:
                record |= own
            begun = len(records)
            element.clear()
        elif tag == "log":
            document.leave("log", _told(_attributes(element)), "of the log as a whole")
        if len(records) + len(events) > MAX_ROWS or len(objects) > MAX_ROWS:
            raise refuse(path, f"the log has more than {MAX_ROWS:,} events or objects.", "Split it.")
    if not records and not events:
        raise refuse(path, "the log holds no event.", "Export it again.")
    if records:
        document.grids.append(log_grid(path.name, records))
    if events:
        objects_log(document, events, objects)


def _tag(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _attributes(element: Any) -> dict[str, str]:
    """``<string key= value=/>`` children; what is nested in one stands behind its own value."""
    return {
        str(child.get("key")): _value(child)
        for child in element
        if child.get("key") is not None
        and not (_tag(child) == "list" and child.get("key") in ("omap", "vmap"))
    }


def _value(element: Any) -> str:
    nested = [
        f"{part.get('key')}: {part.get('value', '')}"
        for part in element.iter()
        if part is not element and part.get("key") is not None
    ]
    return "; ".join(filter(None, (str(element.get("value", "")), *nested)))


def _told(attributes: dict[str, str]) -> str:
    return "; ".join(f"{key}: {value}" for key, value in attributes.items())


def _event(element: Any) -> LogEvent | None:
    """An event of OCEL, or None for one of XES."""
    if element.get("type") is not None:
        return LogEvent(
            str(element.get("id", "")),
            str(element.get("type")),
            str(element.get("time", "")),
            *_parts(element),
        )
    lists = _lists(element)
    if not lists:
        return None
    own = _attributes(element)
    return LogEvent(
        own.pop("id", ""),
        own.pop("activity", ""),
        own.pop("timestamp", ""),
        [*own.items(), *((key, value) for key, value in lists.get("vmap", ()))],
        [(value, "") for _, value in lists.get("omap", ())],
    )


def _parts(element: Any) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """(attributes, objects) of an event of OCEL 2.0. Older writers call the relationship ``object``."""
    attributes, objects = [], []
    for part in element.iter():
        if _tag(part) == "attribute" and part.get("name") is not None:
            attributes.append(
                (str(part.get("name")), (part.text or "").strip() or str(part.get("value", "")))
            )
        elif _tag(part) in ("relationship", "relobj", "object") and part.get("object-id") is not None:
            objects.append((str(part.get("object-id")), str(part.get("qualifier") or "")))
    return attributes, objects


def _lists(element: Any) -> dict[str, list[tuple[str, str]]]:
    """``omap``, ``vmap`` and ``ovmap`` of OCEL 1.0, each as (key, value)."""
    return {
        str(child.get("key")): [
            (str(part.get("key", "")), str(part.get("value", ""))) for part in child if part.get("key")
        ]
        for child in element
        if _tag(child) == "list" and child.get("key") in ("omap", "vmap", "ovmap")
    }


def _object(element: Any) -> LogObject | None:
    """An object of OCEL, or None for what is only a reference to one."""
    lists = _lists(element)
    if lists:
        own = _attributes(element)
        values = [(key, "", value) for key, value in lists.get("ovmap", ())]
        return LogObject(own.get("id", ""), own.get("type", ""), values)
    if element.get("id") is None or element.get("object-id") is not None:
        return None
    found = LogObject(str(element.get("id")), str(element.get("type", "")))
    for part in element.iter():
        if _tag(part) == "attribute" and part.get("name") is not None:
            found.attributes.append(
                (str(part.get("name")), str(part.get("time", "")), (part.text or "").strip())
            )
        elif _tag(part) in ("relationship", "relobj") and part.get("object-id") is not None:
            found.related.append((str(part.get("object-id")), str(part.get("qualifier") or "")))
    return found

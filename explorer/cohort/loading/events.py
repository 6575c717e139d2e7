"""Event logs: CSV, Parquet or XES with a case, a time and an organisation in each event.

Each event becomes a contact of that organisation with the subject of the case, of the kind ``logged-event``: that an
organisation dealt with the case is all that a log says. Times stand as written; an offset from UTC is left off, since
what counts is the day on the clock of those who wrote it.
"""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from explorer.cohort.loading.connection import Workshop
from explorer.cohort.loading.parties import SUBJECT
from explorer.cohort.loading.reading import KEPT, Origin, refused, standard_name
from explorer.sql import named, quoted
from explorer.vocabulary import clip, suggest

KIND = "logged-event"
SUFFIXES = (".xes", ".gz")
CASE = ("case:concept:name", "case", "case_id", "caseid", "case:id", "number", "incident_id", "sr_number")
TIME = (
    "time:timestamp",
    "timestamp",
    "complete_timestamp",
    "time",
    "date",
    "sys_updated_at",
    "change_date+time",
)
ORGANISATION = ("org:group", "org:resource", "org:role", "organisation", "organization", "team", "support_team",
                "assignment_group", "involved_st", "resource", "group")  # fmt: skip


@dataclass(frozen=True)
class LogColumns:
    """The columns of an event log, by heading; '' is looked for under the names that logs use. ``time_format`` is
    that of ``strptime``; '' is ISO, with - or / between year, month and day."""

    case: str = ""
    time: str = ""
    organisation: str = ""
    time_format: str = ""

    @property
    def is_asked(self) -> bool:
        """Was any of them named?"""
        return bool(self.case or self.time or self.organisation or self.time_format)


def headings(origin: Origin) -> dict[str, str]:
    """The column of an origin by its heading in the form in which headings are compared."""
    return {
        standard_name(name.partition(":")[2] if kind == "CSV" else name): name
        for name, kind in origin.columns.items()
    }


def is_log(origin: Origin) -> bool:
    """Does it have the columns of an event log, and not those of contacts?"""
    found = headings(origin)
    return "case:concept:name" in found or (
        not {"from", "to", "kind"} & set(found)
        and all(any(name in found for name in names) for names in (CASE, TIME, ORGANISATION))
    )


def take_log(shop: Workshop, origin: Origin, columns: LogColumns) -> None:
    """Read an event log into table ``contacts``."""
    found = headings(origin)
    asked = {
        "case": (columns.case, CASE),
        "time": (columns.time, TIME),
        "organisation": (columns.organisation, ORGANISATION),
    }
    cells = {}
    for what, (name, usual) in asked.items():
        column = (
            found.get(standard_name(name))
            if name
            else next((found[item] for item in usual if item in found), None)
        )
        if column is None:
            near = suggest(standard_name(name), found) if name else None
            fix = (
                f'Did you mean "{clip(near)}"?'
                if near
                else f"Name it with --{what}-column; the columns are: {', '.join(map(clip, found))}."
            )
            raise refused(origin.file, f"no column tells the {what} of an event.", fix, 1)
        cells[what] = f"bare(coalesce({_text(named(column), origin.columns[column])}, ''))"
    day, minute = _moment(columns.time_format)
    known = {
        "case": '"case"',
        "id": "'E' || row_number() OVER (PARTITION BY \"case\" ORDER BY n)",
        "date": f"coalesce({day}, moment)",
        "time": f"coalesce({minute}, '')",
        "from": "CASE organisation WHEN '' THEN 'unknown' ELSE replace(organisation, ';', ',') END",
        "to": quoted(SUBJECT),
        "to_sector": quoted(SUBJECT),
        "kind": quoted(KIND),
    }
    picked = ", ".join(
        f"{known.get(name, quoted(''))} AS {named(name)}" for name in ("case", *KEPT["contacts"])
    )
    shop.run(f"""CREATE OR REPLACE TABLE contacts AS SELECT n, {picked}, {quoted(origin.file)} AS file FROM
        (SELECT n, {cells["case"]} AS "case", {cells["time"]} AS moment,
            {cells["organisation"]} AS organisation FROM ({origin.sql}))""")


def _text(column: str, kind: str) -> str:
    return f"strftime({column}, '%Y-%m-%d %H:%M')" if kind.startswith("TIMESTAMP") else f"{column}::VARCHAR"


def _moment(time_format: str) -> tuple[str, str]:
    """SQL of the day and of the time of day in ``moment``; NULL where it is none."""
    if time_format:
        read = f"try_strptime(moment, {quoted(time_format)})"
        return f"strftime({read}, '%Y-%m-%d')", f"strftime({read}, '%H:%M')"
    pattern = (
        r"^(\d{4})[-/](\d{2})[-/](\d{2})"
        r"(?:[T ](\d{2}:\d{2})(?::\d{2}(?:[.,]\d+)?)?\s*(?:Z|UTC|[+-]\d{2}:?\d{2})?)?$"
    )
    groups = [f"regexp_extract(moment, {quoted(pattern)}, {number})" for number in range(1, 5)]
    day = f"CASE WHEN {groups[0]} != '' THEN {groups[0]} || '-' || {groups[1]} || '-' || {groups[2]} END"
    return day, groups[3]


def xes_origin(shop: Workshop, path: Path, columns: LogColumns) -> Origin:
    """An XES file, read as a stream into a private file of case, time and organisation."""
    out = shop.fresh("csv")
    number = 0
    with out.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["case", "time", "organisation"])
        for row in _xes_events(path, columns):
            number += 1
            writer.writerow(row)
    if not number:
        raise refused(path.name, "the log has no events.", "Give a log with traces and events.")
    sql = (
        f"SELECT row_number() OVER () AS n, * FROM read_csv({quoted(out)}, auto_detect = false, header = true, "
        "delim = ',', quote = '\"', "
        "escape = '\"', nullstr = '\\N', columns = {'case': 'VARCHAR', 'time': 'VARCHAR', 'organisation': 'VARCHAR'})"
    )
    return Origin(path.name, sql, {"case": "VARCHAR", "time": "VARCHAR", "organisation": "VARCHAR"})


def _xes_events(path: Path, columns: LogColumns) -> Iterator[tuple[str, str, str]]:
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    case_key = columns.case.removeprefix("case:") or "concept:name"
    time_key = columns.time or "time:timestamp"
    organisations = (
        (columns.organisation,) if columns.organisation else ("org:group", "org:resource", "org:role")
    )
    opener = gzip.open if path.suffix.casefold() == ".gz" else open
    try:
        with opener(path, "rb") as stream:
            number, events = 0, list[tuple[str, str]]()
            for _, element in iterparse(stream, events=("end",)):
                tag = element.tag.rpartition("}")[2]
                if tag == "event":
                    cells = _attributes(element)
                    organisation = next((cells[key] for key in organisations if cells.get(key)), "")
                    events.append((cells.get(time_key, ""), organisation))
                    element.clear()
                elif tag == "trace":
                    number += 1
                    name = _attributes(element).get(case_key) or f"trace {number}"
                    yield from ((name, time, organisation) for time, organisation in events)
                    events = []
                    element.clear()
    except (ParseError, DefusedXmlException, OSError, EOFError, ValueError) as error:
        raise refused(
            path.name, f"cannot be read as XES: {clip(str(error), 120)}.", "Write the log again."
        ) from error


def _attributes(element: Any) -> dict[str, str]:
    return {str(child.get("key", "")): str(child.get("value", "")) for child in element}

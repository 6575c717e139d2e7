"""The event log as XES (IEEE 1849) for process mining: a trace a subject, an event a contact in chronological order.

An event has its kind as ``concept:name``, its sender as ``org:resource``, its receivers as ``org:group``, and as
``time:timestamp`` its first possible day, midnight UTC, or the hour where one is recorded. ``date`` is as recorded,
``first_day`` and ``last_day`` its bounds: a process-mining tool that counts hours counts what nobody recorded. A
contact about several subjects is an event in the trace of each. Where days are counted from day 0 an event has no
timestamp, but that number of days as ``day``. Title and marking are attributes of the log.

Not carried: quotes, what several sources say of one contact, notes. A contact without a date has no timestamp.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from explorer import relative
from explorer.characters import printable
from explorer.dates import iso_day

if TYPE_CHECKING:
    from explorer.case import Contact
    from explorer.report import Report

NAME = "xes"
SUFFIXES = (".xes",)
EXTENSIONS = (
    ("Concept", "concept", "http://www.xes-standard.org/concept.xesext"),
    ("Time", "time", "http://www.xes-standard.org/time.xesext"),
    ("Organizational", "org", "http://www.xes-standard.org/org.xesext"),
)


def case_text(report: Report) -> str:
    """The log as XES. Same case, same text. Cost: linear."""
    case = report.case
    log = ET.Element(
        "log", {"xes.version": "1.0", "xes.features": "", "xmlns": "http://www.xes-standard.org/"}
    )
    for name, prefix, uri in EXTENSIONS:
        ET.SubElement(log, "extension", {"name": name, "prefix": prefix, "uri": uri})
    for name, keys in (("Kind", "concept:name"), ("Kind and sender", "concept:name org:resource")):
        ET.SubElement(log, "classifier", {"name": name, "keys": keys})
    _attribute(log, "string", "concept:name", case.title)
    _attribute(log, "string", "marking", case.marking)
    for subject in case.subjects:
        trace = ET.SubElement(log, "trace")
        _attribute(trace, "string", "concept:name", subject)
        _attribute(trace, "string", "subject", case.party_name(subject))
        for contact in report.contacts:
            if subject in contact.about:
                _event(ET.SubElement(trace, "event"), report, contact)
    ET.indent(log)
    return printable("<?xml version='1.0' encoding='utf-8'?>\n" + ET.tostring(log, "unicode") + "\n")


def _event(event: ET.Element, report: Report, contact: Contact) -> None:
    case = report.case
    states = [report.requests[edge] for edge in contact.edges if edge in report.requests]
    _attribute(event, "string", "concept:name", contact.kind.label)
    _attribute(event, "string", "id", contact.id)
    _attribute(event, "string", "org:resource", case.party_name(contact.sender))
    _attribute(event, "string", "org:group", "; ".join(case.party_name(party) for party in contact.receivers))
    if contact.date and case.is_relative:
        _attribute(event, "int", "day", str(relative.number_of(contact.bounds.first_day)))
    elif contact.date:
        hour = time(*divmod(contact.time, 60)) if contact.time is not None else time()
        when = datetime.combine(date.fromordinal(contact.bounds.first_day), hour, timezone(timedelta()))
        _attribute(event, "date", "time:timestamp", when.isoformat())
    if contact.date:
        _attribute(event, "string", "first_day", iso_day(contact.bounds.first_day))
        _attribute(event, "string", "last_day", iso_day(contact.bounds.last_day))
    _attribute(event, "string", "date", contact.date.text)
    _attribute(event, "string", "summary", contact.summary)
    _attribute(event, "string", "outcome", "; ".join(state.said_as for state in states))
    _attribute(event, "string", "seen", contact.seen)
    _attribute(event, "string", "follows", "; ".join(contact.follows))
    _attribute(event, "string", "basis", contact.basis)
    _attribute(event, "string", "sources", "; ".join(contact.sources))
    _attribute(event, "boolean", "counted", "true" if contact.is_counted else "false")


def _attribute(parent: ET.Element, kind: str, key: str, value: str) -> None:
    if value:
        ET.SubElement(parent, kind, {"key": key, "value": value})


def left_out(report: Report) -> list[str]:
    """What of this case the log does not hold, or only as text."""
    undated = [contact.id for contact in report.contacts if not contact.date]
    said = [f"Contacts without a date have no timestamp: {', '.join(undated)}."] if undated else []
    nobody = [contact.id for contact in report.contacts if not contact.about]
    if nobody:
        said.append(f"Contacts about no subject are in no trace: {', '.join(nobody)}.")
    if report.case.is_relative:
        said.append("Days are counted from day 0: events have no timestamp, but a number of days as day.")
    if report.case.notes:
        said.append(f"Notes are not carried: {', '.join(report.case.notes)}.")
    return [*said, "Quotes and locators are not carried; the ids of sources are."]

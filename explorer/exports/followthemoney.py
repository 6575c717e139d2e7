"""The case as FollowTheMoney entities (Aleph, OpenSanctions), one JSON object a line: parties as ``Person`` or
``Organization``, contacts as ``Event``, each edge as ``UnknownLink`` from sender to receiver, sources as ``Document``.

FollowTheMoney has days, months and years: a date that is one of these is ``date``; any other is told by its first day
(``startDate``) and last day (``endDate``), with the words of it in ``notes``. The marking is ``keywords`` of parties,
events and documents. What became of a request is ``status`` of its link.

Not carried: quotes and locators, what several sources say of one contact, outcomes but the last, what follows what,
notes. Longer summaries than 65,000 characters are cut by FollowTheMoney itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from explorer.dates import EDTFDate, describe, iso_day

if TYPE_CHECKING:
    from explorer.case import Contact, Party, Source
    from explorer.report import Report

NAME = "followthemoney"
SUFFIXES = (".ftm.json", ".ftm")
PREFIX = re.compile(r"\d{4}(-\d\d(-\d\d)?)?\Z", re.ASCII)
OTHER_LINE_ENDS = re.compile("[\x85\u2028\u2029]")
UNSAFE = re.compile(r"[^A-Za-z0-9.-]")

Properties = dict[str, list[str]]


def case_text(report: Report) -> str:
    """The entities, a line each: parties, sources, contacts, edges. Same case, same text."""
    case = report.case
    entities: list[dict[str, Any]] = [_party(party, case.marking) for party in case.parties.values()]
    entities += [_source(source, case.marking) for source in case.sources.values()]
    for contact in report.contacts:
        entities.append(_contact(report, contact))
        entities += _links(report, contact)
    return "".join(f"{_line(entity)}\n" for entity in entities)


def _line(entity: dict[str, Any]) -> str:
    """One line, whatever a reader takes for the end of one (U+0085, U+2028, U+2029)."""
    text = json.dumps(entity, ensure_ascii=False, sort_keys=True)
    return OTHER_LINE_ENDS.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def _entity(kind: str, schema: str, name: str, properties: dict[str, Any]) -> dict[str, Any]:
    """``kind`` keeps the ids of parties, contacts and sources apart; blank values are left out."""
    listed = {key: [value] if isinstance(value, str) else list(value) for key, value in properties.items()}
    return {
        "id": _id(kind, name),
        "schema": schema,
        "properties": {key: value for key, value in listed.items() if any(value)},
    }


def _id(kind: str, name: str) -> str:
    return f"{kind}-{UNSAFE.sub(lambda found: f'-x{ord(found.group()):x}-', name)}"


def _party(party: Party, marking: str) -> dict[str, Any]:
    said = {
        "name": party.name,
        "alias": party.aliases,
        "sector": party.sector.label,
        "parent": "" if party.is_person or not party.parent else _id("party", party.parent),
        "address": party.area,
        "keywords": marking,
    }
    return _entity("party", "Person" if party.is_person else "Organization", party.id, said)


def _source(source: Source, marking: str) -> dict[str, Any]:
    said = {
        "fileName": source.id,
        "title": source.title,
        "publisher": source.publisher,
        "sourceUrl": source.url if source.url.startswith(("http://", "https://")) else "",
        "date": source.date.text if PREFIX.match(source.date.text) else "",
        "keywords": marking,
    }
    return _entity("source", "Document", source.id, said)


def _contact(report: Report, contact: Contact) -> dict[str, Any]:
    about = [party for party in contact.about if party not in contact.parties]
    said = {
        "name": f"{contact.id} {contact.kind.label}",
        "recordId": contact.id,
        "summary": contact.summary,
        "organizer": _id("party", contact.sender) if contact.sender else "",
        "involved": [_id("party", party) for party in (*contact.receivers, *about)],
        "proof": [_id("source", source) for source in contact.sources],
        "keywords": report.case.marking,
        **_days(contact.date),
    }
    if contact.date and "date" not in said:
        said["notes"] = f"Date as recorded: {describe(contact.date)}"
    return _entity("contact", "Event", contact.id, said)


def _links(report: Report, contact: Contact) -> Iterator[dict[str, Any]]:
    for receiver in contact.receivers if contact.sender else ():
        state = report.requests.get((contact.id, receiver))
        said = {
            "subject": _id("party", contact.sender),
            "object": _id("party", receiver),
            "role": contact.kind.label,
            "recordId": contact.id,
            "status": state.said_as if state else "",
            "summary": contact.summary,
            "proof": [_id("source", source) for source in contact.sources],
            **_days(contact.date),
        }
        yield _entity("link", "UnknownLink", f"{contact.id}>{receiver}", said)


def _days(date: EDTFDate) -> dict[str, str]:
    if PREFIX.match(date.text):
        return {"date": date.text}
    if date.is_relative:
        return {}
    days = {"startDate": date.first_day, "endDate": date.last_day}
    return {name: iso_day(day) for name, day in days.items() if day is not None}


def left_out(report: Report) -> list[str]:
    """What of this case the entities do not hold."""
    said = []
    if report.case.is_relative:
        said.append("Days are counted from day 0: events have no dates, but the day in their notes.")
    if report.case.notes:
        said.append(f"Notes are not carried: {', '.join(report.case.notes)}.")
    if any(contact.follows for contact in report.contacts):
        said.append("What follows what is not carried.")
    return [*said, "Quotes and locators are not carried; the ids of sources are."]

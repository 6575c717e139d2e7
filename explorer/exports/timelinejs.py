"""The chronology for TimelineJS (Knight Lab): ``{version, marking, title, events: [...], undated: [...]}``.

An event has its first possible day as ``start_date`` (with the date in words as ``display_date``), its last as
``end_date`` where that is another, the sector of its sender as ``group`` and the id of its contact as ``unique_id``.
Headline and text are HTML to TimelineJS: what stands in the case is escaped.

TimelineJS cannot show what has no date: such contacts stand in ``undated``, which it leaves alone. Dates of which one
side is open are drawn from, or up to, the scope of the case. Days counted from day 0 stand as years of the scale
``cosmological``, which knows no calendar. Not carried: quotes, accounts, notes.
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from explorer import relative
from explorer.dates import describe

if TYPE_CHECKING:
    from explorer.case import Contact
    from explorer.report import Report

NAME = "timelinejs"
SUFFIXES = (".timeline.json",)
VERSION = 1


def case_text(report: Report) -> str:
    """The timeline as JSON. Same case, same text."""
    case = report.case
    shape = {
        "version": VERSION,
        "marking": case.marking,
        **({"scale": "cosmological"} if case.is_relative else {}),
        "title": {"text": _text(case.title, case.marking)},
        "events": [_event(report, contact) for contact in report.contacts if contact.date],
        "undated": [_event(report, contact) for contact in report.contacts if not contact.date],
    }
    return json.dumps(shape, ensure_ascii=False, indent=1) + "\n"


def _event(report: Report, contact: Contact) -> dict[str, Any]:
    case = report.case
    sender = case.party_name(contact.sender)
    to = ", ".join(case.party_name(party) for party in contact.receivers)
    ends = f"{sender} → {to}" if sender and to else sender or to
    states = [report.requests[edge] for edge in contact.edges if edge in report.requests]
    said = [
        contact.summary,
        *(state.sentence for state in states),
        f"Sources: {', '.join(contact.sources) or 'none'}",
    ]
    event: dict[str, Any] = {
        "unique_id": contact.id,
        "text": _text(f"{contact.id} {contact.kind.label}: {ends}", *said),
        "group": case.parties[contact.sender].sector.label if contact.sender else "",
    }
    if contact.date:
        first, last = contact.bounds.first_day, contact.bounds.last_day
        event["start_date"] = {**_day(first), "display_date": describe(contact.date)}
        if last != first:
            event["end_date"] = _day(last)
        event["display_date"] = describe(contact.date)
    return event


def _text(headline: str, *paragraphs: str) -> dict[str, str]:
    from markupsafe import escape

    return {
        "headline": str(escape(headline)),
        "text": "".join(f"<p>{escape(part)}</p>" for part in paragraphs if part),
    }


def _day(ordinal: int) -> dict[str, int]:
    if relative.is_relative(ordinal):
        return {"year": relative.number_of(ordinal)}
    found = date.fromordinal(ordinal)
    return {"year": found.year, "month": found.month, "day": found.day}


def left_out(report: Report) -> list[str]:
    """What of this case the timeline does not show."""
    undated = [contact.id for contact in report.contacts if not contact.date]
    said = [f"Contacts without a date are not on the timeline: {', '.join(undated)}."] if undated else []
    if report.case.is_relative:
        said.append("Days are counted from day 0: the timeline shows them as years without a calendar.")
    if report.case.notes:
        said.append(f"Notes are not carried: {', '.join(report.case.notes)}.")
    return [*said, "Quotes and locators are not carried; the ids of sources are."]

"""The payload without what the scripts fill in again: usual values, and what another field tells."""

from __future__ import annotations

from typing import Any

from explorer.page.numbers import packed_records

Record = dict[str, Any]
APART = ("known", "network")  # they stand apart in the page, for they are needed later
USUAL: Record = {"isCounted": True, "basis": "recorded", "stroke": "plain"}
ALWAYS = ("senderName", "name", "firstDay")


def packed(payload: Record) -> Record:
    """The payload without what ``unpack.js`` fills in again: usual values, and what another field tells.

    Without what stands apart in the page.
    """
    contacts = [_packed_contact(place, contact) for place, contact in enumerate(payload["contacts"])]
    journeys = [
        {"root": journey["root"], "sum": journey["sum"], "steps": [_lean(step) for step in journey["steps"]]}
        for journey in payload["journeys"]
    ]
    found = {name: value for name, value in payload.items() if name not in APART}
    return found | {
        "contacts": packed_records(contacts),
        "journeys": journeys,
        "holdings": packed_records([_lean(holding) for holding in payload["holdings"]]),
        "totals": packed_records(payload["totals"]),
    }


def _packed_contact(place: int, contact: Record) -> Record:
    lean = _lean(contact)
    if contact["reach"] == (place, place):
        del lean["reach"]
    if contact["isSure"] and contact["firstDay"] == contact["lastDay"]:
        for name in ("latestStart", "lastDay", "day"):
            del lean[name]
    del lean["senderName"]
    for name in ("arrows", "accounts"):
        lean[name] = [_lean(record) for record in contact[name]]
    for arrow in lean["arrows"]:
        del arrow["name"]
    return lean


def _lean(record: Record) -> Record:
    """What is neither empty nor usual. That nothing earlier was passed on is not the same as nothing recorded."""
    return {
        name: value
        for name, value in record.items()
        if name in ALWAYS
        or (name == "shares" and value is not None)
        or (value != USUAL[name] if name in USUAL else value or (value == 0 and value is not False))
    }

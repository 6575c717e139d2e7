"""The sections of the page that read without scripts: legend, requests, chronology, notes, sources."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup, escape

from explorer.case import Case, Source
from explorer.dates import describe
from explorer.page.parts import EMPTY, fill, joined
from explorer.page.payload import GROUPS

MOST_LISTED = 300  # requests: the list of more is the chronology, filtered
LONG = 200  # contacts: the rows of a longer table are laid out only where they are in view
ROWS = 50  # to a part of the table

Record = dict[str, Any]


def sign(mark: str) -> Markup:
    """The sign of an outcome; '' where there is none."""
    return fill("sign", name=f"mark-{mark}") if mark else EMPTY


def outcome_legend(data: Record) -> Markup:
    """The outcomes that occur, with their signs."""
    occur = {arrow["group"] for contact in data["contacts"] for arrow in contact["arrows"]}
    groups = [group for group in data["groups"] if group["id"] in occur]
    return joined(fill("outcome", sign=sign(group["mark"]), label=group["label"]) for group in groups)


MEANINGS = {
    "taken on": "accepted, or worked jointly",
    "open": "received or being assessed, and no more is recorded",
    "passed on": "passed, stepped up or down to another",
    "ended": "no further action, returned, declined, or closed",
    "no response": "a source says that none came",
    "not recorded": "the supplied sources say nothing of what was done",
}


def meanings() -> Markup:
    """What each sign of an outcome means, in words."""
    return joined(
        fill("meaning", sign=sign(GROUPS[group][1]), label=GROUPS[group][0], text=text)
        for group, text in MEANINGS.items()
    )


def requests_section(data: Record) -> Markup:
    """Every request with what is recorded of it, in order."""
    found = [
        (column, contact, arrow)
        for column, contact in enumerate(data["contacts"])
        for arrow in contact["arrows"]
        if arrow["mark"]
    ]
    if not found:
        return fill("no_requests")
    if len(found) > MOST_LISTED:
        return fill("many_requests", count=len(found))
    rows = (
        fill(
            "request",
            column=column,
            id=contact["id"],
            sender=contact["senderName"] or "not recorded",
            receiver=arrow["name"],
            when=contact["when"],
            kind=data["kinds"][contact["kind"]]["label"].lower(),
            sign=sign(arrow["mark"]),
            sentence=arrow["sentence"],
        )
        for column, contact, arrow in found
    )
    return fill("requests", rows=joined(rows, "\n"))


def chronology_section(data: Record) -> Markup:
    """The chronology as a table, in parts of some rows."""
    rows = [_row(data, column, contact) for column, contact in enumerate(data["contacts"])]
    bodies = (rows[start : start + ROWS] for start in range(0, len(rows), ROWS))
    table = joined(Markup("<tbody>\n{}</tbody>").format(joined(body, "\n")) for body in bodies)
    return fill("chronology", long=Markup(' class="long"') if len(rows) > LONG else EMPTY, rows=table)


def _row(data: Record, column: int, contact: Record) -> Markup:
    arrows = contact["arrows"]
    when = escape(", ".join(part for part in (contact["when"], contact["time"]) if part))
    said = [
        sign(arrow["mark"]) + (f"{arrow['name']}: " if len(arrows) > 1 else "") + arrow["sentence"]
        for arrow in arrows
        if arrow["sentence"]
    ]
    return fill(
        "row",
        column=column,
        event=Markup(' class="is-event"') if contact["isEvent"] else EMPTY,
        id=contact["id"],
        when=when + fill("words", text=contact["dateText"]) if contact["dateText"] else when,
        sender=contact["senderName"],
        receivers=joined((escape(arrow["name"]) for arrow in arrows), "<br>"),
        kind=data["kinds"][contact["kind"]]["label"],
        summary=contact["summary"],
        basis=EMPTY if contact["basis"] == "recorded" else fill("small", text=contact["basis"]),
        outcomes=joined(said, "<br>"),
        sources=joined((escape(_cite(data, account)) for account in contact["accounts"]), "<br>"),
    )


def _cite(data: Record, account: Record) -> str:
    title = data["sources"][account["source"]]["title"] if account["source"] >= 0 else "source not given"
    return f"{title}, {account['locator']}" if account["locator"] else title


def notes_section(data: Record) -> Markup:
    """The notes; nothing where there are none."""
    if not data["notes"]:
        return EMPTY
    rows = []
    for note in data["notes"]:
        source = data["sources"][note["source"]]["title"] if note["source"] >= 0 else ""
        contacts = ", ".join(data["contacts"][column]["id"] for column in note["columns"])
        about = (note["when"], note["author"], source, f"on {contacts}" if contacts else "")
        text = " · ".join(part for part in about if part)
        rows.append(fill("note", id=note["id"], text=note["text"], about=text))
    return fill("notes", rows=joined(rows, "\n"))


def sources_section(case: Case) -> Markup:
    """The list of sources, preferred first. An address is text, not a link."""
    if not case.sources:
        return fill("sources", list=fill("no_sources"))
    rows = (
        fill(
            "source",
            id=source.id,
            title=source.title or source.id,
            parts=joined(fill("source_part", text=part) for part in _source_parts(case, source)),
            url=fill("source_url", text=source.url) if source.url else EMPTY,
        )
        for source in case.sources.values()
    )
    return fill("sources", list=fill("source_list", rows=joined(rows, "\n")))


def _source_parts(case: Case, source: Source) -> list[str]:
    parts = (
        source.publisher,
        describe(source.date) if source.date else "",
        source.kind,
        f"return of {case.party_name(source.party)}" if source.party else "",
        f"covers {describe(source.covers)}" if source.covers else "",
        f"says: {source.says}" if source.says else "",
    )
    return [part for part in parts if part]

"""The chronology as a Mermaid sequence diagram: who turned to whom, in order, with day, kind and what became of it.

For wikis and Markdown pages that draw Mermaid; beyond some 60 contacts such a picture cannot be read. The marking is
in the head of the file (``marking``) and a note above the first contact. Not carried: summaries, sources, parties
without a contact, notes; a meeting is an arrow to each who took part.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from explorer.dates import describe_short

if TYPE_CHECKING:
    from explorer.case import Contact
    from explorer.report import Report

NAME = "mermaid"
SUFFIXES = (".mmd", ".mermaid")
# Whatever is not plain is written as the number of its character, as Mermaid wants it.
NOT_PLAIN = re.compile(r"""[^\w .,()?!/'’–—→-]""")
ARROWS = {"recorded": "->>", "reported": "-->>", "inferred": "--)"}
LEGEND = "Arrows: drawn through = recorded, dashed = reported, dashed with open head = inferred."


def case_text(report: Report) -> str:
    """The diagram as text. Same case, same text."""
    case = report.case
    named: dict[str, str] = {}
    for contact in report.contacts:
        for party in contact.parties:
            named.setdefault(party, f"p{len(named) + 1}")
    head = {"title": case.title, "marking": case.marking}
    lines = [
        "---",
        *(f"{name}: {json.dumps(text, ensure_ascii=False)}" for name, text in head.items() if text),
        "---",
    ]
    lines += ["sequenceDiagram", f"    accTitle: {plain(case.title)}", f"    accDescr: {plain(LEGEND)}"]
    lines += [f"    participant {name} as {plain(case.party_name(party))}" for party, name in named.items()]
    if named and case.marking:
        lines.append(f"    Note over {next(iter(named.values()))}: {plain(case.marking)}")
    for contact in report.contacts:
        lines += _lines(report, contact, named)
    return "\n".join(lines) + "\n"


def _lines(report: Report, contact: Contact, named: dict[str, str]) -> list[str]:
    said = " ".join((contact.id, describe_short(contact.date), contact.kind.label))
    if not contact.sender or not contact.receivers:
        return [f"    Note over {named[party]}: {plain(said)}" for party in contact.parties[:1]]
    lines = []
    for receiver in contact.receivers:
        state = report.requests.get((contact.id, receiver))
        outcome = f" ({state.said_as})" if state else ""
        arrow = ARROWS[contact.basis]
        lines.append(f"    {named[contact.sender]}{arrow}{named[receiver]}: {plain(said + outcome)}")
    return lines


def plain(text: str) -> str:
    """The text with everything that Mermaid could take for its own signs as ``#35;``."""
    return NOT_PLAIN.sub(lambda found: f"#{ord(found.group())};", " ".join(text.split()))


def left_out(report: Report) -> list[str]:
    """What of this case the diagram does not show."""
    without = [contact.id for contact in report.contacts if not contact.parties]
    said = [f"Contacts with no party at all are not drawn: {', '.join(without)}."] if without else []
    return [*said, "Summaries, sources and notes are not carried."]

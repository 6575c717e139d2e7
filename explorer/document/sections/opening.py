"""How to read the report, the case in a few sentences, and its pictures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from explorer.document import Block, Figure, Heading, Paragraph, body, bullets, grid, quiet
from explorer.document.sections.records import date_text, ends_text
from explorer.figures.called import scene_called
from explorer.figures.choosing import part_of
from explorer.figures.framing import Drawing
from explorer.figures.lanes import lanes_sheets
from explorer.figures.matrix import matrix_drawing
from explorer.figures.network import network_drawing
from explorer.figures.scene import scene_of
from explorer.journeys import NOT_RECORDED
from explorer.report import Report

MOST_ARROWS, MOST_LANES = 600, 40
"""Up to which a network of contacts, and a table of numbers from whom to whom, can be read on paper."""
MOST_ASKED, MOST_KEYS = 15, 40
"""Rows of the tables of the summary."""

READING = (
    "Everything here states what the supplied sources record. It says how services acted, and nothing about what a "
    "person was like or would do.",
    "No record is not a record of nothing. Where the sources are silent, something may have happened and not been "
    "written down, or been written down and not supplied. Such sentences name the returns that could have held it.",
    "Each contact has an id, such as C06, by which it is cited throughout. A contact is counted once; a request to two "
    "organisations counts as two requests.",
    "Dates are as precise as the sources. “One day between” is one day that nobody recorded more exactly; “to” is a "
    "stretch that lasted; “about” and “doubtful” are the words of the source. Days between two contacts are then a "
    "range.",
    "Recorded: a source states it. Reported: a source says that it happened. Inferred: a reader's gloss. Rows that are "
    "not recorded say so.",
    "Footnotes name the sources by id, with page or paragraph; the list of sources is near the end.",
)


def reading(report: Report) -> Iterator[Block]:
    """What the words and signs of the report mean."""
    items = list(READING)
    if report.case.marking:
        items.append(f"This document is marked {report.case.marking}.")
    yield bullets(items)


def summary(report: Report) -> Iterator[Block]:
    """The case in sentences, then in numbers."""
    for sentence in report.summary.sentences:
        yield Paragraph((sentence,), "lead")
    rows = [
        tuple(map(str, row[1:]))
        for row in report.tables["summary"].rows
        if row[0] not in ("title", "marking")
    ]
    yield grid(["What is counted", "Value"], rows, "The case in numbers")
    yield from _requests(report)
    keys = [contact for contact in report.contacts if contact.is_key]
    if keys:
        yield Heading("Key episodes")
        rows = [(key.id, date_text(key), key.kind.label, ends_text(report, key), key.summary) for key in keys]
        headings = ("Id", "Date", "Kind", "From → to", "What happened")
        yield grid(headings, rows[:MOST_KEYS], "Contacts marked as key episodes")
        if len(keys) > MOST_KEYS:
            yield quiet(f"The first {MOST_KEYS} of {len(keys):,}; the chronology marks them all.")


def _requests(report: Report) -> Iterator[Block]:
    """What became of the requests, by who was asked."""
    case = report.case
    counts: dict[str, Counter[str]] = {}
    for state in report.requests.values():
        if not case.parties[state.receiver].is_person:
            counts.setdefault(state.receiver, Counter())[state.group] += 1
    if not counts:
        return
    groups = list(dict.fromkeys(state.group for state in report.requests.values()))
    groups.sort(key=lambda group: (group == NOT_RECORDED, group))
    said = {group: "No outcome recorded" if group == NOT_RECORDED else group.capitalize() for group in groups}
    receivers = sorted(counts, key=lambda party: (-counts[party].total(), list(case.parties).index(party)))
    rows = [
        (
            case.party_name(party),
            str(counts[party].total()),
            *(str(counts[party][group] or "") for group in groups),
        )
        for party in receivers[:MOST_ASKED]
    ]
    numbers = ["Requests", *said.values()]
    yield Heading("What became of the requests")
    yield grid(["Who was asked", *numbers], rows, "What became of the requests, by who was asked", numbers)
    if len(receivers) > MOST_ASKED:
        yield quiet(f"The {MOST_ASKED} asked most often, of {len(receivers):,}; the register tells of all.")


def lanes(report: Report) -> Iterator[Block]:
    """A picture a sheet; of a long case its key episodes, and where there are none the words that say so."""
    scene = scene_called(report)
    if not scene.columns:
        return
    sheets = lanes_sheets(scene)
    if not sheets:
        keys = part_of(scene, lambda column: column.contact.is_key)
        sheets = lanes_sheets(keys) if keys.columns else []
        count = f"{len(scene.columns):,} contacts and events are too many to draw on paper"
        if not sheets:
            yield body(
                f"{count}. `explorer page` draws them all; `explorer figure` draws those of a period or a party."
            )
            return
        yield body(f"{count}. Drawn are the {len(keys.columns):,} marked as key episodes.")
    yield quiet(
        "From left to right in order, not to scale: equal steps, with the dates above. Dotted lines lead to what is "
        "recorded as following."
    )
    for number, sheet in enumerate(sheets, start=1):
        of = f", sheet {number} of {len(sheets)}" if len(sheets) > 1 else ""
        yield figure(
            sheet,
            f"Each contact as an arrow from who made it to who received it, in order from left to right{of}.",
        )


def network(report: Report) -> Iterator[Block]:
    """One picture: every contact an arrow; of a long case the numbers of them, from whom to whom."""
    scene = scene_of(report)
    arrows = sum(len(column.arrows) for column in scene.columns)
    if not arrows:
        return
    if arrows <= MOST_ARROWS:
        said = "The subject in the middle, organisations around by sector; each arrow a contact."
        yield figure(network_drawing(scene), said)
        return
    yield quiet(
        f"{arrows:,} arrows would hide one another on paper. `explorer page` draws them; `explorer figure CASE matrix` "
        "counts them."
    )
    if len(scene.lanes) <= MOST_LANES:
        said = (
            "How many contacts went from whom (rows) to whom (columns); below, small, how many were requests."
        )
        yield figure(matrix_drawing(scene), said)


def figure(drawing: Drawing, caption: str) -> Figure:
    """A drawing as a block."""
    return Figure(drawing.svg, drawing.alt, caption)


def nothing(text: str) -> Block:
    """A section that has nothing to tell says so."""
    return quiet(text)

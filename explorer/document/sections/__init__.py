"""The report as a document: its sections in the order in which they are told.

A section is a function from a report to blocks, listed in :data:`SECTIONS`; one that gives no blocks is left out. None
of them works anything out about the case: they read the report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import count
from typing import NamedTuple

from explorer.document import Block, Chapter, Document, Figure
from explorer.document.sections.answers import findings, holding, journeys
from explorer.document.sections.closing import limits, questions
from explorer.document.sections.knowing import known
from explorer.document.sections.opening import lanes, network, reading, summary
from explorer.document.sections.records import accounts, chronology, notes, parties, referrals, sources
from explorer.errors import UnknownNameError
from explorer.report import Report
from explorer.vocabulary import clip, suggest

Progress = Callable[[str, int, int], None]


class Section(NamedTuple):
    """A section: its title, what makes it, and whether its pages lie on their side."""

    title: str
    make: Callable[[Report], Iterable[Block]]
    is_landscape: bool = False


SECTIONS: Mapping[str, Section] = {
    "reading": Section("How to read this document", reading),
    "summary": Section("Summary", summary),
    "parties": Section("Who is who", parties),
    "network": Section("Who turned to whom", network),
    "lanes": Section("The contacts in order", lanes, is_landscape=True),
    "chronology": Section("Chronology", chronology, is_landscape=True),
    "referrals": Section("Referral register", referrals, is_landscape=True),
    "journeys": Section("Journeys", journeys, is_landscape=True),
    "holding": Section("Who had the case", holding, is_landscape=True),
    "known": Section("What decision-makers could have known", known),
    "findings": Section("Findings", findings),
    "accounts": Section("Conflicting accounts", accounts),
    "questions": Section("Questions to put to each agency", questions),
    "notes": Section("Notes", notes),
    "sources": Section("Sources", sources),
    "limits": Section("Limits of the record", limits),
}


def document_of_report(
    report: Report, names: Iterable[str] = (), progress: Progress | None = None
) -> Document:
    """The report as a document of the sections named (none: all), always in the order of :data:`SECTIONS`.

    ``progress`` is called before each section with its title, how many are done and how many there are. Raises
    :class:`UnknownNameError` for a section that is none.
    """
    wanted = [_named(name) for name in names] or list(SECTIONS)
    chosen = [name for name in SECTIONS if name in wanted]
    chapters = []
    for done, name in enumerate(chosen):
        section = SECTIONS[name]
        if progress:
            progress(section.title, done, len(chosen))
        blocks = tuple(section.make(report))
        if blocks:
            chapters.append(Chapter(name, section.title, blocks, section.is_landscape))
    case, period = report.case, ""
    if report.summary.first_text:
        period = f", {report.summary.first_text} to {report.summary.last_text}"
    subtitle = f"What the supplied sources record of contacts with services{period}"
    return Document(case.title, subtitle, case.marking, tuple(_numbered(chapters)))


def _numbered(chapters: Iterable[Chapter]) -> Iterator[Chapter]:
    """The chapters with their figures numbered throughout."""
    numbers = count(1)
    for chapter in chapters:
        blocks = [
            replace(block, number=next(numbers)) if isinstance(block, Figure) else block
            for block in chapter.blocks
        ]
        yield replace(chapter, blocks=tuple(blocks))


def _named(name: str) -> str:
    found = name.strip().casefold()
    if found not in SECTIONS:
        near = suggest(found, SECTIONS)
        meant = f'Did you mean "{near}"?' if near else f"Use any of: {', '.join(SECTIONS)}."
        raise UnknownNameError(f'"{clip(name)}" is no section. {meant}')
    return found

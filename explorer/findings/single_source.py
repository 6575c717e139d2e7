"""Contacts that rest on one source alone, by source; and those for which no source is given."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from explorer.case import Contact
from explorer.statements import Option, Options, Statement, Told
from explorer.wording import counted, joined, listed, some, who_text

if TYPE_CHECKING:
    from explorer.report import Report

NAME, TITLE, RANK, VERSION = "single-source", "Contacts that rest on one source", 150, 1
OPTIONS: dict[str, Option] = {}


def find(report: Report, options: Options) -> Iterator[Statement]:
    """A statement a source, those without a source first, subject by subject."""
    for subject in report.case.subjects:
        contacts = [c for c in report.contacts if subject in c.about and c.is_counted]
        by_source: dict[str, list[Contact]] = {}
        for contact in contacts:
            if len(contact.sources) < 2:
                by_source.setdefault("".join(contact.sources), []).append(contact)
        for source in ("", *report.case.sources):
            if source in by_source:
                yield _statement(report, subject, source, by_source[source], len(contacts))


def _statement(report: Report, subject: str, source: str, found: list[Contact], contacts: int) -> Statement:
    told = Told(report, NAME, subject, found, names_differences=False)
    told.values = [("source", source or None), ("contacts", len(found)), ("of", contacts)]
    title = report.case.sources[source].title if source else ""
    rest = f"rest on {source} alone{f', {title}' if title else ''}" if source else "name no source"
    if len(found) == 1:
        rest = rest.replace("rest ", "rests ", 1).replace("name no", "names no", 1)
    who = who_text(report.case, subject)
    ids = listed(some([contact.id for contact in found], 24))
    sentence = f"Of {counted(contacts, 'contact')} about {who}, {len(found):,} {rest}: {ids}"
    return told.says(joined(sentence), (subject, source or "none"))

"""What to ask, and what the record cannot say."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from explorer.document import Block, Heading, body, bullets, quiet
from explorer.questions import questions_of
from explorer.report import Report
from explorer.statements import is_uncertain
from explorer.wording import counted, listed

UNKNOWN = "Whom to ask is not recorded"


def questions(report: Report) -> Iterator[Block]:
    """By organisation, what its records could answer."""
    found = questions_of(report)
    if not found:
        yield quiet("The record leaves no such question.")
        return
    yield body(
        "Drawn from what the supplied sources leave blank; each could be answered from an organisation's records."
    )
    for party, asked in groupby(found, key=lambda question: question.party):
        yield Heading(report.case.party_name(party) if party else UNKNOWN)
        yield bullets(question.sentence for question in asked)


def limits(report: Report) -> Iterator[Block]:
    """What the sources are, and what they leave open."""
    case = report.case
    counted_ones = [contact for contact in report.contacts if contact.is_counted]
    undated = [contact for contact in counted_ones if not contact.date]
    vague = [contact for contact in counted_ones if contact.date and is_uncertain(contact)]
    bases = {
        basis: sum(contact.basis == basis for contact in counted_ones) for basis in ("reported", "inferred")
    }
    single = [contact for contact in counted_ones if len(contact.sources) == 1]
    unsourced = [contact for contact in counted_ones if not contact.sources]
    nobody = [
        contact for contact in counted_ones if any(case.parties[party].is_nobody for party in contact.parties)
    ]
    took_part = {
        party for contact in counted_ones for party in contact.parties if case.parties[party].is_organisation
    }
    without = [
        case.party_name(party)
        for party in case.parties
        if party in took_part and party not in report.returns.of
    ]
    of = f"of {counted(len(counted_ones), 'contact')}"
    items = [
        f"{counted(len(case.sources), 'source')} {'was' if len(case.sources) == 1 else 'were'} supplied.",
        f"No return is among the sources from: {listed(without)}." if without else "",
        f"{len(single)} {of} rest on one source." if single else "",
        f"{len(unsourced)} {of} name no source." if unsourced else "",
        f"{len(undated)} {of} have no date; {len(vague)} have one that is not known to the day."
        if undated or vague
        else "",
        f"{bases['reported']} {of} are reported and {bases['inferred']} inferred, not recorded."
        if any(bases.values())
        else "",
        f"In {len(nobody)} {of} a party is not named." if nobody else "",
        "What is not among the supplied sources is not in this document, whatever happened.",
    ]
    yield bullets(item for item in items if item)

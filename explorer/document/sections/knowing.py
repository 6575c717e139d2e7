"""What each decision-maker could have known (design section 7)."""

from __future__ import annotations

from collections.abc import Iterator

from explorer.dates import describe
from explorer.document import Block, Heading, body, bullets, grid
from explorer.known import BY_DAY, DecisionKnown, decisions_known
from explorer.reach import Standing
from explorer.report import Report
from explorer.wording import counted

MOST_CONTACTS = 1_000
"""Of a longer case the standings at each decision fill more pages than anybody reads."""
CAUTION = (
    "No recorded route is not proof that nobody was told: it says what the supplied sources record. Nothing here says "
    "that anybody knew."
)


def known(report: Report) -> Iterator[Block]:
    """For each decision, what the decider had, could have had, and had no recorded route to."""
    if len(report.contacts) > MOST_CONTACTS:
        yield body(
            f"Of {len(report.contacts):,} contacts this is too long for paper: `explorer known CASE --decisions` tells "
            "it. What had no recorded route to a decider stands under Findings."
        )
        return
    decisions = decisions_known(report.case)
    if not decisions:
        return
    yield body(CAUTION)
    yield bullets(f"{standing.value.capitalize()}: {meaning}." for standing, meaning in BY_DAY.items())
    for item in decisions:
        yield from _decision(report, item)


def _decision(report: Report, item: DecisionKnown) -> Iterator[Block]:
    case, point = report.case, item.decision
    record = point.outcome or point.contact
    label = (point.outcome.term.label if point.outcome else point.contact.kind.label).lower()
    yield Heading(f"{point.contact.id}, {case.party_name(point.party)}: {label}, {describe(record.date)}", 3)
    more = item.possible - item.certain
    possibly = f", and {more:,} more possibly" if more else ""
    yield body(
        f"On record by then, anywhere in the sources: {counted(item.certain, 'contact')} certainly{possibly}."
    )
    rows = []
    for standing in Standing:
        found = [contact for contact, said in item.standings if said is standing]
        if found:
            rows.append((standing.value.capitalize(), str(len(found)), ", ".join(found)))
    for words, spots in (
        ("Certainly elsewhere by then, with no recorded route", item.blind),
        ("Possibly elsewhere by then, with no certain route", item.possible_blind),
    ):
        if spots:
            rows.append((words, str(len(spots)), ", ".join(spots)))
    if rows:
        yield grid(
            ("By the decision", "Number", "Contacts"),
            rows,
            f"What {point.contact.id} had behind it",
            ["Number"],
        )

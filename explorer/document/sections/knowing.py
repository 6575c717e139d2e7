"""What each decision-maker could have known (design section 7)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from explorer.case import Case
from explorer.dates import describe
from explorer.document import Block, Heading, body, bullets, grid, grids
from explorer.known import BY_DAY, DecisionKnown, decisions_known
from explorer.reach import Standing
from explorer.report import Report
from explorer.withheld import no_route_text, standing_text
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
    yield body("How many contacts stood how with the decision-maker when each decision was made:")
    yield _overview(report, decisions)
    yield Heading("Decision by decision")
    told = [
        (f"What {item.decision.contact.id} had behind it", _rows(report.case, item)) for item in decisions
    ]
    tables = grids(("By the decision", "Number", "Contacts"), told, ["Number"])
    for item, table in zip(decisions, tables, strict=True):
        more = item.possible - item.certain
        possibly = f", and {more:,} more possibly" if more else ""
        yield Heading(_name(report, item), 3)
        yield body(
            f"On record by then, anywhere in the sources: {counted(item.certain, 'contact')} certainly{possibly}."
        )
        if table.rows:
            yield table


def _name(report: Report, item: DecisionKnown) -> str:
    """``C06, Prevent (north-west): closed, date not recorded``"""
    point = item.decision
    return f"{point.contact.id}, {report.case.party_name(point.party)}: {', '.join(_what(item))}"


def _what(item: DecisionKnown) -> tuple[str, str]:
    """What was decided, and when."""
    point = item.decision
    record = point.outcome or point.contact
    label = point.outcome.term.label if point.outcome else point.contact.kind.label
    return label.lower(), describe(record.date)


def _overview(report: Report, decisions: Sequence[DecisionKnown]) -> Block:
    rows = []
    for item in decisions:
        counts = Counter(standing for _, standing in item.standings)
        rows.append(
            (
                item.decision.contact.id,
                report.case.party_name(item.decision.party),
                ", ".join(_what(item)),
                *(str(counts[standing]) for standing in Standing),
            )
        )
    numbers = [standing.value.capitalize() for standing in Standing]
    headings = ("Decision", "By", "What", *numbers)
    caption = no_route_text(report.case, "How many contacts stood how with the decision-maker")
    return grid(headings, rows, caption, numbers)


def _rows(case: Case, item: DecisionKnown) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for standing in Standing:
        found = [contact for contact, said in item.standings if said is standing]
        if found:
            rows.append((standing_text(case, standing.value.capitalize()), str(len(found)), ", ".join(found)))
    for words, spots in (
        ("Certainly elsewhere, no recorded route", item.blind),
        ("Possibly elsewhere, no certain route", item.possible_blind),
    ):
        if spots:
            rows.append((no_route_text(case, words), str(len(spots)), ", ".join(spots)))
    return rows

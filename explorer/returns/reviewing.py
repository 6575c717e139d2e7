"""Proposals as a table, and one by one in the terminal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from explorer.case import Case
from explorer.dates import describe
from explorer.returns.comparing import compared, shown, verdict
from explorer.returns.decisions import DIFFERENT, SAME, Decision, Decisions
from explorer.returns.matching import Proposal
from explorer.returns.state import natural
from explorer.tables import Cell, Column, Table, of_case

COLUMNS = (
    Column("first", "Contact", "text", "id of the first", in_head=True),
    Column("second", "Other", "text", "id of the second", in_head=True),
    Column("score", "Score", "number", "how much speaks for it, of 100", in_head=True),
    Column("verdict", "Together", "text", "agree, more precise, compatible or contradict", in_head=True),
    Column("dates", "Dates", "text", "of both", in_head=True),
    Column("reasons", "Why", "list", "what speaks for it", is_wide=True),
    Column("differ", "They differ in", "list", "fields, and how", is_wide=True),
)
JOINED_COLUMNS = (
    Column("contact", "Contact", "text", "the id that is kept", in_head=True),
    Column(
        "joined", "Joined to it", "text", "the id that the row came with: give it to --split", in_head=True
    ),
    Column("why", "Why", "text", "as decided", is_wide=True),
    Column("by", "By", "text", "who decided", in_head=True),
    Column("on", "On", "text", "the day of the decision", in_head=True),
)
ANSWERS = {"s": SAME, "d": DIFFERENT}


def proposal_table(case: Case, proposals: list[Proposal]) -> Table:
    """The proposals, best first."""
    rows = tuple(_row(case, proposal) for proposal in proposals)
    return of_case(Table("proposals", "Rows that may tell of one contact", COLUMNS, rows), case)


def joined_table(case: Case, decisions: Decisions) -> Table:
    """Rows that were decided to tell of one contact, to see what can be taken apart again."""
    rows = []
    kept_ids = decisions.kept_ids()
    for own_id, kept in sorted(kept_ids.items(), key=lambda item: (natural(item[1]), natural(item[0]))):
        said = [
            item for item in decisions.by_pair.values() if item.decision == SAME and own_id == item.second
        ]
        why, by, on = (said[0].why, said[0].by, said[0].on) if said else ("", "", "")
        rows.append((kept, own_id, why, by, on))
    return of_case(Table("joined", "Rows decided to tell of one contact", JOINED_COLUMNS, tuple(rows)), case)


def _row(case: Case, proposal: Proposal) -> tuple[Cell, ...]:
    one, other = case.contacts[proposal.first], case.contacts[proposal.second]
    fields = compared(case, one, other)
    differ = tuple(f"{field.field}: {field.grade}" for field in fields if field.grade not in ("", "agree"))
    dates = f"{describe(one.date)} / {describe(other.date)}"
    return (one.id, other.id, round(proposal.score), verdict(fields), dates, proposal.reasons, differ)


def review(
    case: Case, proposals: list[Proposal], ask: Callable[[str], str], say: Callable[[str], None], by: str
) -> list[Decision]:
    """Ask of each proposal: same, different, later, quit. What is not answered stays open."""
    found: list[Decision] = []
    joined: dict[str, str] = {}
    for at, proposal in enumerate(proposals, start=1):
        one, other = case.contacts[proposal.first], case.contacts[proposal.second]
        if joined.get(one.id, one.id) == joined.get(other.id, other.id):
            continue  # already the same through a third
        said = verdict(compared(case, one, other))
        heading = f"{at} of {len(proposals)}   score {proposal.score:.0f}: {'; '.join(proposal.reasons)}   -> {said}"
        say("\n" + "\n".join(shown(case, one, other, heading)))
        answer = ask("Same contact? [s]ame, [d]ifferent, [l]ater, [q]uit")
        if answer == "q":
            break
        if answer in ANSWERS:
            first, second = _kept_first(case, one.id, other.id)
            found.append(
                Decision(
                    first, second, ANSWERS[answer], "; ".join(proposal.reasons), by, date.today().isoformat()
                )
            )
            if answer == "s":
                top = joined.get(first, first)
                joined |= {
                    contact: top
                    for contact, above in [*joined.items(), (second, ""), (first, "")]
                    if above == joined.get(second, second) or contact in (first, second)
                }
    return found


def _kept_first(case: Case, one: str, other: str) -> tuple[str, str]:
    """The contact whose preferred source stands first keeps its id."""

    def place(contact: str) -> tuple[int, str]:
        sources = case.contacts[contact].sources
        return (case.sources[sources[0]].rank if sources else 10**6, contact)

    return (one, other) if place(one) <= place(other) else (other, one)

"""Proposals as a table, and one by one in the terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from datetime import date

from explorer.case import Case
from explorer.dates import describe
from explorer.returns.comparing import compared, side_by_side, verdict
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


QUESTION = "Same contact?  [s]ame  [d]ifferent  [l]ater  [b]ack  [q]uit"
HELP = (
    "s: both tell of one contact; it becomes one, with an account of each. d: two contacts; not asked again. "
    "l: not now; asked next time. b: back to the one before. q: stop; what is decided is kept. Nothing is changed "
    "before the end, and `--split` undoes a merge."
)
TOGETHER = {
    "agree": "no field differs",
    "more precise": "one says more exactly what the other says too",
    "compatible": "both can be true",
    "contradict": "both cannot be true of one contact as told",
}


def review(
    case: Case,
    proposals: list[Proposal],
    ask: Callable[[str], str],
    say: Callable[[str], None],
    by: str,
    width: int = 80,
) -> list[Decision]:
    """Ask of each proposal: same, different, later, back, quit. What is not answered stays open."""
    found: dict[int, Decision] = {}
    at = 0
    say("\n".join(textwrap.wrap(HELP, min(width, 100))) if proposals else "No rows are left to decide on.")
    asked: list[int] = []
    while at < len(proposals):
        proposal = proposals[at]
        if _is_joined(list(found.values()), proposal):
            at += 1  # already the same through a third
            continue
        say("\n".join(_question(case, proposal, f"{at + 1} of {len(proposals)}", width)))
        answer = ask(QUESTION)
        if answer == "q":
            break
        if answer == "b":
            at = asked.pop() if asked else at
            found.pop(at, None)
            continue
        asked.append(at)
        if answer in ANSWERS:
            first, second = _kept_first(case, proposal.first, proposal.second)
            why, today = "; ".join(proposal.reasons), date.today().isoformat()
            found[at] = Decision(first, second, ANSWERS[answer], why, by, today)
        at += 1
    return [found[at] for at in sorted(found)]


def _question(case: Case, proposal: Proposal, number: str, width: int) -> list[str]:
    """One proposal for a person to see: both sides, then what speaks for one contact and what does not."""
    one, other = case.contacts[proposal.first], case.contacts[proposal.second]
    fields = compared(case, one, other)
    said = verdict(fields)
    differ = [f"{field.field} ({field.grade})" for field in fields if field.grade not in ("", "agree")]
    wide = min(width, 100)
    rule = f"--- {number} "
    against = (
        f"They differ in {', '.join(differ)}: {TOGETHER[said]}."
        if differ
        else f"Of what both say, {TOGETHER[said]}."
    )
    reasons = "; ".join(proposal.reasons) or "nothing in particular"
    return [
        "",
        rule + "-" * max(0, min(width, 120) - len(rule) - 1),
        *side_by_side(case, one, other, width),
        "",
        *textwrap.wrap(f"For one contact: {reasons} (score {proposal.score:.0f} of 100).", wide),
        *textwrap.wrap(against, wide),
    ]


def _is_joined(decisions: list[Decision], proposal: Proposal) -> bool:
    """Are both the same already, by what was decided so far?"""
    kept = Decisions(decisions).kept_ids()
    return kept.get(proposal.first, proposal.first) == kept.get(proposal.second, proposal.second)


def _kept_first(case: Case, one: str, other: str) -> tuple[str, str]:
    """The contact whose preferred source stands first keeps its id."""

    def place(contact: str) -> tuple[int, str]:
        sources = case.contacts[contact].sources
        return (case.sources[sources[0]].rank if sources else 10**6, contact)

    return (one, other) if place(one) <= place(other) else (other, one)

"""The tables of who could have known: by an organisation on a day, of one contact, and at each decision."""

from __future__ import annotations

from collections.abc import Sequence

from explorer.case import Case
from explorer.dates import day_text, describe
from explorer.known import DecisionKnown, Known
from explorer.reach import Standing
from explorer.tables import Cell, Column, Table, names_of, of_case
from explorer.withheld import no_route_text, standing_text
from explorer.wording import cited

_CERTAIN = (
    Standing.TOOK_PART,
    Standing.WAS_TOLD,
    Standing.COULD_HAVE_BEEN_TOLD,
    Standing.HAD_ACCESS,
)


def chain_text(case: Case, answer: Known) -> str:
    """The chain in words: ``C17 with Police by 11 December 2019, then through C08 with Prevent by 12 December 2019``.

    A certain chain says by which day it had certainly arrived, any other on which day at the earliest.
    """
    is_certain = answer.standing in _CERTAIN
    parts = []
    for link in answer.chain:
        having = f" with {case.party_name(link.party)}" if link.party else ", which the next lists,"
        day = f"{'by' if is_certain else 'on'} {day_text(link.day)}"
        parts.append(f"{cited(case.contacts[link.contact])}{having} {day}")
    said = ", then through ".join(parts)
    said = said if is_certain or not said else f"at the earliest: {said}"
    return f"{said} (a date in it is marked doubtful)" if answer.is_doubtful and said else said


def known_table(case: Case, answers: Sequence[Known]) -> Table:
    """A row a contact: the standing of one organisation by the end of one day."""
    rows: list[tuple[Cell, ...]] = []
    for answer in answers:
        contact = case.contacts[answer.contact]
        rows.append(
            (contact.id, contact.date, contact.kind.label, case.party_name(contact.sender),
             names_of(case, contact.receivers), standing_text(case, answer.standing.value), chain_text(case, answer),
             tuple(link.contact for link in answer.chain), answer.is_doubtful)
        )  # fmt: skip
    columns = (
        Column("id", "Id", "text", "The id that reports cite.", in_head=True),
        Column("date", "Date", "date", "When it happened, as surely as the sources say.", in_head=True),
        Column("kind", "Kind", "text", "What kind of contact it is.", in_head=True),
        Column("from", "From", "text", "Who made the contact.", in_head=True),
        Column("to", "To", "list", "Who received it.", in_head=True),
        Column("standing", "Standing", "text", "What the record shows of the organisation and this contact."),
        Column(
            "chain_text", "Chain", "text", "How it is recorded to have got there, in words.", is_wide=True
        ),
        Column("chain", "Chain of", "list", "Ids of the contacts of the chain.", in_text=False),
        Column("doubtful", "Doubtful", "yes-no", "A date in the chain is marked doubtful.", usual="no"),
    )
    return of_case(Table("known", "Could have known", columns, tuple(rows)), case)


def known_of_table(case: Case, answers: Sequence[Known]) -> Table:
    """A row an organisation and standing: who could have known of one contact, and from which day."""
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (answer.contact, case.party_name(answer.party), standing_text(case, answer.standing.value),
         day_text(answer.day or 0), chain_text(case, answer), tuple(link.contact for link in answer.chain),
         answer.is_doubtful)
        for answer in answers
    )  # fmt: skip
    columns = (
        Column("id", "Id", "text", "The contact that is asked about.", in_text=False),
        Column("organisation", "Organisation", "text", "Which organisation.", in_head=True),
        Column("standing", "Standing", "text", "What the record shows of it and the contact.", in_head=True),
        Column("from_day", "From", "text", "The day from which this can be said.", in_head=True),
        Column(
            "chain_text", "Chain", "text", "How it is recorded to have got there, in words.", is_wide=True
        ),
        Column("chain", "Chain of", "list", "Ids of the contacts of the chain.", in_text=False),
        Column("doubtful", "Doubtful", "yes-no", "A date in the chain is marked doubtful.", usual="no"),
    )
    return of_case(Table("known-of", "Who could have known", columns, rows), case)


def decisions_table(case: Case, decisions: Sequence[DecisionKnown]) -> Table:
    """A row a decision: how many contacts were on record by then, and the decider's standings with them."""
    rows: list[tuple[Cell, ...]] = []
    for item in decisions:
        point = item.decision
        label = point.outcome.term.label if point.outcome else point.contact.kind.label
        date = point.outcome.date if point.outcome else point.contact.date
        rows.append(
            (point.contact.id, case.party_name(point.party), label, describe(date), date, item.certain, item.possible,
             *(item.count(standing) for standing in Standing), len(item.blind), len(item.possible_blind),
             item.blind, item.possible_blind)
        )  # fmt: skip
    standings = tuple(
        Column(
            item.name.lower(),
            standing_text(case, item.value.capitalize()),
            "number",
            "Of these, by the decision.",
            "contacts",
        )
        for item in Standing
    )
    columns = (
        Column("id", "Id", "text", "The request decided, or the deciding contact.", in_head=True),
        Column("by", "By", "text", "Who decided.", in_head=True),
        Column("decision", "Decision", "text", "What was decided.", in_head=True),
        Column("when", "When", "text", "When, in words.", in_head=True),
        Column("date", "Date", "date", "When, as surely as the sources say.", in_text=False),
        Column(
            "certain", "Certainly on record", "number", "Contacts certainly before it, anywhere.", "contacts"
        ),
        Column(
            "possible",
            "Possibly on record",
            "number",
            "Contacts that may be before it, anywhere.",
            "contacts",
        ),
        *standings,
        Column(
            "blind",
            no_route_text(case, "No recorded route"),
            "number",
            "Blind spots: certainly before it, elsewhere.",
            "contacts",
        ),
        Column(
            "possible_blind",
            no_route_text(case, "Possibly none"),
            "number",
            "Possible blind spots.",
            "contacts",
        ),
        Column("blind_ids", no_route_text(case, "Blind spots"), "list", "Their ids."),
        Column("possible_blind_ids", no_route_text(case, "Possible blind spots"), "list", "Their ids."),
    )
    return of_case(Table("decisions", "What each decision had behind it", columns, tuple(rows)), case)

"""Outcomes: the steps of each request, given their receivers, and those that tell of one step merged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from explorer.accounts import AccountReader, Step
from explorer.case import Contact, Outcome
from explorer.chronology import outcome_key
from explorer.dates import Bounds, EDTFDate
from explorer.merging import first_said, strongest_basis
from explorer.sheet import Log
from explorer.vocabulary import clip, suggest


@dataclass(slots=True)
class Merged:
    """Steps that tell of one step."""

    contact: str
    receiver: str
    steps: list[Step]
    date: EDTFDate


def merged_steps(receivers: Mapping[str, tuple[str, ...]], reader: AccountReader) -> list[Merged]:
    """Each outcome row given its receiver, and rows that tell of one step merged."""
    groups: dict[tuple[str, str, str], list[Step]] = {}
    for step in reader.steps:
        to = receivers.get(step.contact)
        if to is None:
            near = suggest(step.contact, receivers)
            fix = f'Did you mean "{near}"?' if near else "Use the id of a contact of this case."
            step.row.wrong("contact", f'"{clip(step.contact)}" is no contact of this case.', fix)
            continue
        receiver = _receiver(step, to)
        if receiver is not None:
            groups.setdefault((step.contact, receiver, step.term.id), []).append(step)
    merged = []
    for (contact_id, receiver, _), steps in sorted(groups.items()):
        steps.sort(key=lambda step: (reader.ranks.get(step.account.source, 1 << 30), repr(step.account)))
        found: list[Merged] = []
        for step in steps:
            same = next((item for item in found if _may_be_one(item.date, step.account.date)), None)
            if same is None:
                found.append(Merged(contact_id, receiver, [step], step.account.date))
            else:
                same.steps.append(step)
                same.date = same.date or step.account.date
        merged += found
    return merged


def _receiver(step: Step, receivers: tuple[str, ...]) -> str | None:
    """The receiver whose step it is; ``None`` and a problem where that cannot be told."""
    column = "receiver" if step.row.has("receiver") else "outcome"
    if step.receiver:
        if step.receiver in receivers:
            return step.receiver
        fix = f"The receivers of {step.contact} are: {', '.join(receivers) or 'none'}."
        step.row.wrong(column, f'"{clip(step.receiver)}" did not receive {step.contact}.', fix)
        return None
    if len(receivers) > 1:
        fix = f"Name one of: {', '.join(receivers)}."
        step.row.wrong(column, f"{step.contact} has several receivers.", fix)
        return None
    return receivers[0] if receivers else ""


def _may_be_one(a: EDTFDate, b: EDTFDate) -> bool:
    """Could two steps of one outcome, of different accounts, be the same step?"""
    if not a or not b:
        return True
    far = 1 << 30
    starts = max(
        a.first_day if a.first_day is not None else -far, b.first_day if b.first_day is not None else -far
    )
    ends = min(a.last_day if a.last_day is not None else far, b.last_day if b.last_day is not None else far)
    return starts <= ends


def outcomes_of(
    merged: list[Merged], contacts: dict[str, Contact], reader: AccountReader, scope: Bounds, log: Log
) -> tuple[Outcome, ...]:
    outcomes = []
    for item in merged:
        accounts = tuple(dict.fromkeys(step.account for step in item.steps))
        row, contact = item.steps[0].row, contacts[item.contact]
        if item.date.last_day is not None and item.date.last_day < contact.bounds.first_day:
            column = "date" if row.has("receiver") else "outcome_date"
            sent = (
                contact.date.text or f"after {contact.follows[0]}" if contact.follows else contact.date.text
            )
            row.wrong(column, f"the outcome is dated before its request ({sent}).", "Mend one of the dates.")
        if not contact.kind.asks:
            log.warnings.append(
                f"{row.place('')[0]}, row {row.number}: {item.contact} is of kind {contact.kind.id}, which asks "
                "nothing; its outcome is kept."
            )
        outcomes.append(
            Outcome(
                contact=item.contact,
                receiver=item.receiver,
                term=item.steps[0].term,
                date=item.date,
                bounds=item.date.clipped(scope.first_day, scope.last_day),
                seen=str(first_said(accounts, lambda account: account.seen)),
                summary=str(first_said(accounts, lambda account: account.summary)),
                basis=strongest_basis(accounts),
                accounts=accounts,
            )
        )
    order = {contact_id: place for place, contact_id in enumerate(contacts)}
    return tuple(sorted(outcomes, key=lambda outcome: (order[outcome.contact], *outcome_key(outcome))))

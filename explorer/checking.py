"""Rows to :class:`explorer.case.Case`: everything checked, all problems reported, nothing guessed or dropped."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType

from explorer.accounts import (
    NEVER,
    AccountReader,
    Told,
    first_said,
    strongest_basis,
    united,
    united_shares,
)
from explorer.asides import expected_of, notes_of, sources_of
from explorer.case import Case, Contact, Party, Target
from explorer.chronology import chronological, scope_of
from explorer.dates import BLANK, Bounds, EDTFDate, parse, parse_time
from explorer.errors import CaseError, DateError, OrderError, Problem
from explorer.naming import PartyNames, party_names
from explorer.order import tighten_within
from explorer.rows import RawCase
from explorer.settings import settings_of
from explorer.sheet import Log, sheet_of
from explorer.steps import merged_steps, outcomes_of
from explorer.vocabulary import clip, suggest


def case_of(raw: RawCase) -> Case:
    """The case that these rows tell of.

    Raises :class:`CaseError` with *every* problem found, each with file, row, column, what was found, what was
    expected and how to mend it. Warnings are kept in ``Case.warnings``. Cost: linear in rows, about 40 µs each.
    """
    log = Log()
    settings, wrong, warned = settings_of(raw.settings)
    log.problems += wrong
    log.warnings += [*warned, *(f"{name} was not read." for name in raw.ignored)]
    sheets = {
        name: sheet_of(raw, name, log) for name in ("parties", "sources", "contacts", "outcomes", "notes")
    }
    names = party_names(sheets["parties"], settings.vocabulary, log)
    sources = sources_of(sheets["sources"], names)
    reader = AccountReader(
        names, settings.vocabulary, {source: item.rank for source, item in sources.items()}
    )
    reader.read(sheets["contacts"])
    reader.read_outcomes(sheets["outcomes"])
    drafts = {
        contact_id: _merged(contact_id, told, reader) for contact_id, told in sorted(reader.told.items())
    }
    drafts = _linked(drafts, reader, log)
    told_of = {contact_id: draft.contact for contact_id, draft in drafts.items()}
    merged = merged_steps(told_of, reader)
    scope, has_days = scope_of(settings, drafts.values(), [step.date for step in merged], settings.vocabulary)
    contacts = _ordered(drafts, reader, scope, log)
    outcomes = outcomes_of(merged, contacts, reader, scope, log)
    expected = expected_of(settings, names, log)
    notes = notes_of(sheets["notes"], contacts, sources)
    terms = tuple(
        (row["term"], row["replacement"]) for row in sheet_of(raw, "terms", log).rows() if row["term"]
    )
    if log.problems:
        raise CaseError(log.problems)
    return Case(
        name=raw.name,
        title=settings.title or raw.name,
        marking=settings.marking,
        vocabulary=settings.vocabulary,
        scope=scope,
        has_days=has_days,
        parties=MappingProxyType(_parties(names)),
        contacts=MappingProxyType(contacts),
        outcomes=outcomes,
        sources=MappingProxyType(sources),
        notes=MappingProxyType(notes),
        expected=expected,
        targets=tuple(Target(*target) for target in settings.targets),
        holding_sectors=settings.holding_sectors,
        terms=terms,
        settings=settings.raw,
        warnings=tuple(dict.fromkeys(log.warnings)),
    )


def _parties(names: PartyNames) -> dict[str, Party]:
    def place(party: Party) -> tuple[int, str]:
        return (party.sector.rank, party.id)

    return {party.id: party for party in sorted(names.parties.values(), key=place)}


@dataclass(frozen=True, slots=True)
class Draft:
    """A contact before its dates are put in order."""

    contact: Contact
    told: Told


def _merged(contact_id: str, told: Told, reader: AccountReader) -> Draft:
    """The accounts of one id as one contact, with what only the whole can tell checked."""
    accounts = reader.ranked(told.accounts) if len(told.accounts) > 1 else tuple(told.accounts)
    single = accounts[0] if len(accounts) == 1 else None

    def said(name: str) -> object:
        return (
            getattr(single, name) if single else first_said(accounts, lambda account: getattr(account, name))
        )

    date: EDTFDate = said("date")  # type: ignore[assignment]
    received = str(said("received"))
    kind_id = str(said("kind"))
    row = told.rows[0]
    kind = reader.vocabulary.kinds.get(kind_id) or reader.vocabulary.kinds["notification"]
    if not kind_id and not any(line["kind"] for line in told.rows):
        row.wrong(
            "kind", "the kind is missing.", f"Use one of: {', '.join(sorted(reader.vocabulary.kinds))}."
        )
    sender, receivers = str(said("sender")), said("receivers")
    about: tuple[str, ...] = said("about")  # type: ignore[assignment]
    contact = Contact(
        id=contact_id,
        kind=kind,
        sender=sender,
        receivers=receivers,  # type: ignore[arg-type]
        about=about or _only_subject(told, reader),
        date=date,
        bounds=Bounds(0, 0, 0, 0),
        date_text=str(said("date_text")),
        time=parse_time(str(said("time"))) if _is_time(str(said("time"))) else None,
        received=BLANK if received == NEVER else parse(received),
        never_received=received == NEVER,
        summary=str(said("summary")),
        seen=str(said("seen")),
        follows=united(account.follows for account in accounts),
        shares=united_shares(accounts),
        topics=united(account.topics for account in accounts),
        is_key=any(account.is_key for account in accounts),
        basis=strongest_basis(accounts),
        restriction=str(said("restriction")),
        accounts=accounts,
    )
    _check_ends(contact, told)
    return Draft(contact, told)


def _is_time(text: str) -> bool:
    try:
        return parse_time(text) is not None
    except DateError:
        return False


def _only_subject(told: Told, reader: AccountReader) -> tuple[str, ...]:
    subjects = [party.id for party in reader.names.parties.values() if party.sector.id == "subject"]
    if len(subjects) == 1:
        return (subjects[0],)
    row = told.rows[0]
    if not subjects:
        row.wrong("about", "the case has no subject.", "Add a party of the sector subject to parties.csv.")
    elif not any(line["about"] for line in told.rows):
        fix = f"Name whom it is about: {', '.join(sorted(subjects))}."
        row.wrong("about", "the case has several subjects.", fix)
    return ()


def _check_ends(contact: Contact, told: Told) -> None:
    row, kind = told.rows[0], contact.kind
    blank = {column: not any(line[column] for line in told.rows) for column in ("from", "to")}
    if blank["to"] and not kind.to_optional:
        fix = 'Name the receiver, or write "unknown". Only an incident, a closure and the like can leave it blank.'
        row.wrong("to", f"a contact of kind {kind.id} has no receiver.", fix)
    if blank["from"] and not (kind.to_optional and not kind.closes):
        row.wrong(
            "from", f"a contact of kind {kind.id} has no sender.", 'Name the sender, or write "unknown".'
        )
    received, date = contact.received, contact.date
    if received.last_day is not None and date.first_day is not None and received.last_day < date.first_day:
        row.wrong(
            "received", f'it was received before it was sent ("{date.text}").', "Mend one of the dates."
        )


def _linked(drafts: dict[str, Draft], reader: AccountReader, log: Log) -> dict[str, Draft]:
    """Check that ``follows`` and ``shares`` name other contacts of the case."""
    for contact_id, draft in drafts.items():
        for row in draft.told.rows:
            for column in ("follows", "shares"):
                for item in row.items(column):
                    if item == contact_id:
                        row.wrong(column, f'"{item}" is the contact itself.', "Leave it out.", item)
                    elif item not in drafts and not (column == "shares" and item == "none"):
                        near = suggest(item, drafts)
                        fix = f'Did you mean "{near}"?' if near else "Use the id of a contact of this case."
                        row.wrong(column, f'"{clip(item)}" is no contact of this case.', fix, item)
    return drafts


def _ordered(drafts: dict[str, Draft], reader: AccountReader, scope: Bounds, log: Log) -> dict[str, Contact]:
    """Clip every date to the scope, tighten by recorded links, and sort."""
    ids = list(drafts)
    at = {contact_id: index for index, contact_id in enumerate(ids)}
    contacts = [drafts[contact_id].contact for contact_id in ids]
    links: dict[str, list[tuple[int, int]]] = {"follows": [], "shares": []}
    by_receipt = set()
    for later, contact in enumerate(contacts):
        for column, earlier_ids in (("follows", contact.follows), ("shares", contact.shares or ())):
            for earlier in (at[item] for item in earlier_ids if item in at and item != contact.id):
                links[column].append((later, earlier))
                if contact.sender in contacts[earlier].receivers:
                    by_receipt.add((later, earlier))
    within = (scope.first_day, scope.last_day)
    dates = [contact.date for contact in contacts]
    received = [contact.received or None for contact in contacts]
    receipts: list[Bounds | None]
    try:
        bounds, receipts = tighten_within(
            within, dates, links["follows"], links["shares"], received, by_receipt=by_receipt, names=ids
        )
    except OrderError as error:
        members = [ids[int(str(member))] for member in error.members]
        row = drafts[members[0]].told.rows[0]
        chain = ", ".join(members)
        log.problems.append(_contradiction(row.place("follows"), chain, str(error)))
        bounds = [date.clipped(*within) for date in dates]
        receipts = [date and date.clipped(*within) for date in received]
    placed = {
        contact.id: replace(contact, bounds=bounds[index], receipt=receipts[index])
        for index, contact in enumerate(contacts)
    }
    return {contact_id: placed[contact_id] for contact_id in chronological(placed, scope)}


def _contradiction(place: tuple[str, int, str], chain: str, message: str) -> Problem:
    fix = f"Mend a date, follows or shares of one of these contacts: {chain}."
    return Problem(*place, chain, message, fix)

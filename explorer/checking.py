"""Rows to :class:`explorer.case.Case`: everything checked, all problems reported, nothing guessed or dropped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol

from explorer.accounts import (
    NEVER,
    NOTHING_EARLIER,
    AccountReader,
    Told,
)
from explorer.asides import expected_of, notes_of, sources_of, terms_of
from explorer.called_for import Target
from explorer.case import Account, Case, Contact, Party
from explorer.chronology import INDEX_EVENT, chronological, scope_of
from explorer.dates import BLANK, Bounds, EDTFDate, parse, parse_time
from explorer.errors import CaseError, DateError, OrderError, Problem
from explorer.merging import merged_account
from explorer.naming import PartyNames, party_names
from explorer.rows import SETTINGS, RawCase
from explorer.settings import settings_of
from explorer.sheet import Log, sheet_of
from explorer.steps import Merged, merged_steps, outcomes_of
from explorer.tightening import tighten_within
from explorer.vocabulary import Kind, clip, suggest


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
    _check_links(drafts)
    merged = merged_steps({draft.id: draft.shown.receivers for draft in drafts.values()}, reader)
    index_days = [draft.shown.date for draft in drafts.values() if draft.kind.id == INDEX_EVENT]
    scope, has_days = scope_of(settings, _dates(drafts, merged), index_days)
    contacts = _ordered(drafts, scope, log)
    outcomes = outcomes_of(merged, contacts, reader, scope, log)
    expected = expected_of(settings, names, log)
    notes = notes_of(sheets["notes"], contacts, sources)
    terms = terms_of(sheet_of(raw, "terms", log))
    for key, date in (("scope.from", settings.scope_from), ("scope.to", settings.scope_to)):
        log.take(date, (SETTINGS, 0, key))
    for item in expected:
        log.take(item.by, (SETTINGS, 0, f"expected {item.id}.by"))
    log.check_dates()
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


@dataclass(slots=True)
class Draft:
    """A contact before its dates are put in order. ``shown`` is its accounts merged into one."""

    id: str
    kind: Kind
    shown: Account
    about: tuple[str, ...]
    received: EDTFDate
    accounts: tuple[Account, ...]
    told: Told

    def contact(self, bounds: Bounds, receipt: Bounds | None) -> Contact:
        """The finished record."""
        shown = self.shown
        return Contact(
            id=self.id,
            kind=self.kind,
            sender=shown.sender,
            receivers=shown.receivers,
            about=self.about,
            date=shown.date,
            bounds=bounds,
            date_text=shown.date_text,
            time=_minutes(shown.time),
            received=self.received,
            never_received=shown.received == NEVER,
            receipt=receipt,
            summary=shown.summary,
            seen=shown.seen,
            follows=shown.follows,
            shares=shown.shares,
            topics=shown.topics,
            is_key=shown.is_key,
            basis=shown.basis,
            restriction=shown.restriction,
            accounts=self.accounts,
        )


def _merged(contact_id: str, told: Told, reader: AccountReader) -> Draft:
    """The accounts of one id as one draft, with what only the whole can tell checked."""
    accounts = reader.ranked(told.accounts) if len(told.accounts) > 1 else tuple(told.accounts)
    shown = merged_account(accounts)
    kinds = reader.vocabulary.kinds
    if not shown.kind and not any(row["kind"] for row in told.rows):
        told.rows[0].wrong("kind", "the kind is missing.", f"Use one of: {', '.join(sorted(kinds))}.")
    draft = Draft(
        id=contact_id,
        kind=kinds.get(shown.kind) or kinds["notification"],
        shown=shown,
        about=shown.about or _only_subject(told, reader),
        received=BLANK if shown.received in ("", NEVER) else parse(shown.received),
        accounts=accounts,
        told=told,
    )
    _check_ends(draft)
    return draft


def _minutes(text: str) -> int | None:
    """Minutes after midnight; ``None`` where blank or wrong, which reading the row has reported."""
    if not text:
        return None
    try:
        return parse_time(text)
    except DateError:
        return None


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


def _check_ends(draft: Draft) -> None:
    row, kind, rows = draft.told.rows[0], draft.kind, draft.told.rows
    if not draft.shown.receivers and not any(line["to"] for line in rows) and not kind.to_optional:
        fix = 'Name the receiver, or write "unknown". Only an incident, a closure and the like can leave it blank.'
        row.wrong("to", f"a contact of kind {kind.id} has no receiver.", fix)
    no_sender = not draft.shown.sender and not any(line["from"] for line in rows)
    if no_sender and not (kind.to_optional and not kind.closes):
        row.wrong(
            "from", f"a contact of kind {kind.id} has no sender.", 'Name the sender, or write "unknown".'
        )
    received, date = draft.received, draft.shown.date
    if received.last_day is not None and date.first_day is not None and received.last_day < date.first_day:
        row.wrong(
            "received", f'it was received before it was sent ("{date.text}").', "Mend one of the dates."
        )


def _dates(drafts: dict[str, Draft], merged: list[Merged]) -> Iterator[EDTFDate]:
    """Every date by which the scope of a case goes."""
    for draft in drafts.values():
        yield draft.shown.date
        yield draft.received
    for step in merged:
        yield step.date


def _check_links(drafts: dict[str, Draft]) -> None:
    """Check that ``follows`` and ``shares`` name other contacts of the case."""
    for contact_id, draft in drafts.items():
        if not draft.shown.follows and not draft.shown.shares:
            continue
        for row in draft.told.rows:
            for column in ("follows", "shares"):
                for item in row.items(column):
                    if item == contact_id:
                        row.wrong(column, f'"{item}" is the contact itself.', "Leave it out.", item)
                    elif item not in drafts and not (column == "shares" and item == NOTHING_EARLIER):
                        near = suggest(item, drafts)
                        fix = f'Did you mean "{near}"?' if near else "Use the id of a contact of this case."
                        row.wrong(column, f'"{clip(item)}" is no contact of this case.', fix, item)


def _ordered(drafts: dict[str, Draft], scope: Bounds, log: Log) -> dict[str, Contact]:
    """Clip every date to the scope, tighten by recorded links, and sort."""
    ids = list(drafts)
    shown = [drafts[contact_id].shown for contact_id in ids]
    within = (scope.first_day, scope.last_day)
    dates = [account.date for account in shown]
    received = [drafts[contact_id].received or None for contact_id in ids]
    receipts: list[Bounds | None]
    try:
        bounds, receipts = tightened(within, ids, shown, received)
    except OrderError as error:
        members = [ids[int(str(member))] for member in error.members]
        row = drafts[members[0]].told.rows[0]
        chain = ", ".join(members)
        log.problems.append(_contradiction(row.place("follows"), chain, str(error)))
        bounds = [date.clipped(*within) for date in dates]
        receipts = [date and date.clipped(*within) for date in received]
    placed = {
        contact_id: drafts[contact_id].contact(bounds[index], receipts[index])
        for index, contact_id in enumerate(ids)
    }
    return {contact_id: placed[contact_id] for contact_id in chronological(placed, scope)}


class Linked(Protocol):
    """What tightening asks of a contact: an account, or whatever else has these."""

    @property
    def date(self) -> EDTFDate: ...
    @property
    def sender(self) -> str: ...
    @property
    def receivers(self) -> Sequence[str]: ...
    @property
    def follows(self) -> Sequence[str]: ...
    @property
    def shares(self) -> Sequence[str] | None: ...


def tightened(
    within: tuple[int, int], ids: Sequence[str], shown: Sequence[Linked], received: Sequence[EDTFDate | None]
) -> tuple[list[Bounds], list[Bounds | None]]:
    """The bounds of contacts and of their receipts, clipped to the scope ``within`` and tightened by their links.

    Raises :class:`OrderError`, with places in ``ids`` as members, for links that contradict.
    """
    at = {contact_id: index for index, contact_id in enumerate(ids)}
    links: dict[str, list[tuple[int, int]]] = {"follows": [], "shares": []}
    by_receipt = set()
    for later, account in enumerate(shown):
        for column, earlier_ids in (("follows", account.follows), ("shares", account.shares or ())):
            for earlier in (at[item] for item in earlier_ids if item in at and item != ids[later]):
                links[column].append((later, earlier))
                if account.sender in shown[earlier].receivers:
                    by_receipt.add((later, earlier))
    dates = [account.date for account in shown]
    return tighten_within(
        within, dates, links["follows"], links["shares"], received, by_receipt=by_receipt, names=ids
    )


def _contradiction(place: tuple[str, int, str], chain: str, message: str) -> Problem:
    fix = f"Mend a date, follows or shares of one of these contacts: {chain}."
    return Problem(*place, chain, message, fix)

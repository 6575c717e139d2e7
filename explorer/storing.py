"""A case as rows again, and onto disk: a folder of CSV files. Reading what was written gives the same case."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from explorer.case import Account, Case
from explorer.files import write_folder
from explorer.rows import COLUMNS, SETTINGS, RawCase, RawTable, table_of


def rows_of(case: Case) -> RawCase:
    """Every record of a case as rows: an account a row, an outcome's account a row, sources in their order.

    Inverse of :func:`explorer.checking.case_of`. Cost: linear.
    """
    makers: dict[str, Callable[[Case], list[Mapping[str, str]]]] = {
        "parties": _parties,
        "contacts": _contacts,
        "outcomes": _outcomes,
        "sources": _sources,
        "notes": _notes,
        "terms": lambda case: [{"term": term, "replacement": said} for term, said in case.terms],
    }
    tables = {name: _table(name, maker(case)) for name, maker in makers.items()}
    return RawCase(case.name, settings_text(case.settings), tables)


def _table(name: str, rows: list[Mapping[str, str]]) -> RawTable:
    extra = sorted({column for row in rows for column in row} - set(COLUMNS[name]))
    return table_of(name, rows, tuple(extra))


def _parties(case: Case) -> list[Mapping[str, str]]:
    return [
        {
            **dict(party.extra),
            "id": party.id,
            "name": party.name,
            "sector": party.sector.id,
            "parent": party.parent,
            "area": party.area,
            "aliases": ";".join(party.aliases),
            "restriction": party.restriction,
        }
        for party in case.parties.values()
        if not party.is_nobody
    ]


def _contacts(case: Case) -> list[Mapping[str, str]]:
    return [
        account_row(contact.id, account) for contact in case.contacts.values() for account in contact.accounts
    ]


def account_row(contact_id: str, account: Account) -> dict[str, str]:
    """One account as a row of ``contacts.csv``."""
    shares = "" if account.shares is None else ";".join(account.shares) or "none"
    return {
        **dict(account.extra),
        "id": contact_id,
        "date": account.date.text,
        "date_text": account.date_text,
        "time": account.time,
        "received": account.received,
        "from": account.sender,
        "to": ";".join(account.receivers),
        "about": ";".join(account.about),
        "kind": account.kind,
        "summary": account.summary,
        "seen": account.seen,
        "follows": ";".join(account.follows),
        "shares": shares,
        "topics": ";".join(account.topics),
        "key": "yes" if account.is_key else "",
        "source": account.source,
        "locator": account.locator,
        "quote": account.quote,
        "basis": account.basis,
        "restriction": account.restriction,
    }


def _outcomes(case: Case) -> list[Mapping[str, str]]:
    return [
        {
            **dict(account.extra),
            "contact": outcome.contact,
            "receiver": outcome.receiver,
            "date": account.date.text,
            "outcome": outcome.term.id,
            "seen": account.seen,
            "summary": account.summary,
            "source": account.source,
            "locator": account.locator,
            "basis": account.basis,
        }
        for outcome in case.outcomes
        for account in outcome.accounts
    ]


def _sources(case: Case) -> list[Mapping[str, str]]:
    return [
        {
            **dict(source.extra),
            "id": source.id,
            "title": source.title,
            "publisher": source.publisher,
            "date": source.date.text,
            "kind": source.kind,
            "party": source.party,
            "asked": source.asked.text,
            "received": source.received.text,
            "covers": source.covers.text,
            "says": source.says,
            "url": source.url,
            "sha256": source.sha256,
        }
        for source in case.sources.values()
    ]


def _notes(case: Case) -> list[Mapping[str, str]]:
    return [
        {
            **dict(note.extra),
            "id": note.id,
            "contacts": ";".join(note.contacts),
            "date": note.date.text,
            "text": note.text,
            "author": note.author,
            "source": note.source,
        }
        for note in case.notes.values()
    ]


def settings_text(settings: Mapping[str, Any]) -> str:
    """``case.toml`` of these settings; '' where there are none."""
    if not settings:
        return ""
    import tomli_w

    return tomli_w.dumps(_plain(settings))


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value


def csv_bytes(table: RawTable) -> bytes:
    """A table as CSV: UTF-8, comma, LF line ends. Cells are written as they are: this is the case itself, which
    is read back, not a report (those go through ``exports``)."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(table.rows)
    return stream.getvalue().encode("utf-8")


def write_case(case: Case, path: Path | str, *, force: bool = False) -> Path:
    """Write a case as a folder at ``path``, whole or not at all. Returns the folder.

    Raises :class:`explorer.errors.OutputError` where it is there already (and not ``force``) or cannot be written.
    """
    raw = rows_of(case)
    files = {
        f"{name}.csv": csv_bytes(table) for name, table in raw.tables.items() if table.rows or name != "terms"
    }
    if raw.settings:
        files[SETTINGS] = raw.settings.encode("utf-8")
    return write_folder(Path(path), files, force=force)

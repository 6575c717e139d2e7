"""Cases whose links or receipts change bounds or the order, and nothing else: tightened by the function of one case.

The very functions that order one case (:func:`explorer.checking.tightened`,
:func:`explorer.chronology.chronological`) are given plain records here, so that a case need not be made whole. About
20 µs a contact, on every core.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from explorer.accounts import NEVER, NOTHING_EARLIER
from explorer.checking import tightened
from explorer.chronology import chronological
from explorer.cohort.loading.connection import Workshop
from explorer.cohort.loading.single import mapped
from explorer.dates import Bounds, EDTFDate, parse
from explorer.errors import OrderError
from explorer.vocabulary import Kind, standard

BATCH = 50_000
"""Contacts that a process takes at a time."""

PLACED = (
    "c INTEGER, n BIGINT, first_day INTEGER, latest_start INTEGER, earliest_end INTEGER, last_day INTEGER, "
    "arrived_first INTEGER, arrived_last INTEGER, place INTEGER"
)


@dataclass(slots=True)
class Linked:
    """What tightening and order ask of a contact."""

    n: int
    id: str
    kind: Kind
    date: EDTFDate
    time: int | None
    received: EDTFDate | None
    sender: str
    receivers: list[str]
    follows: list[str]
    shares: list[str] | None
    bounds: Bounds


def place_tied(shop: Workshop, workers: int) -> None:
    """Put the bounds and places of the cases in ``tied`` into ``placed``. Those in which links contradict, or an
    outcome is now dated before its request, go to ``single``: the one-case checker says what is wrong."""
    if not shop.one("SELECT count(*) FROM tied"):
        return
    shop.run(f"CREATE OR REPLACE TABLE tied_placed ({PLACED})")
    shop.run("CREATE OR REPLACE TABLE loose (c INTEGER)")
    failed: list[tuple[int]] = []
    jobs = ((batch, shop.fresh("csv")) for batch in _batches(shop))
    with closing(mapped(_work, jobs, workers)) as placed:
        for path, wrong in placed:
            shop.append("tied_placed", path)
            failed += [(c,) for c in wrong]
    shop.fill("loose", "c INTEGER", failed)
    shop.run("DELETE FROM placed WHERE c IN (SELECT c FROM tied)")
    shop.run("INSERT INTO placed SELECT * FROM tied_placed")
    shop.run("""INSERT INTO single SELECT c FROM loose UNION SELECT s.c FROM step s JOIN drafted d ON d.c = s.c
            AND d.id = s.id
        JOIN tied_placed p ON p.n = d.n WHERE s.last_day < p.first_day""")


def _batches(shop: Workshop) -> Iterator[list[tuple[Any, ...]]]:
    """Rows of whole cases, a number of them at a time."""
    sql = """SELECT d.c, scope_first, scope_last, d.n, d.id, d.kind, d.date, d.minutes, d.received, d.sender,
        d.receivers,
        d.follows, d.shares FROM drafted d JOIN scope USING (c) SEMI JOIN tied USING (c) ORDER BY d.c, d.id"""
    batch: list[tuple[Any, ...]] = []
    for row in shop.stream(sql):
        if len(batch) >= BATCH and row[0] != batch[-1][0]:
            yield batch
            batch = []
        batch.append(row)
    if batch:
        yield batch


def _work(job: tuple[list[tuple[Any, ...]], Path]) -> tuple[Path, list[int]]:
    """What one process does: contacts in, a file of places and the cases that contradict themselves out."""
    rows, path = job
    failed = []
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        for (c, first, last), contacts in groupby(rows, key=lambda row: row[:3]):
            try:
                writer.writerows(
                    (c, *place) for place in _placed((first, last), [_linked(row) for row in contacts])
                )
            except OrderError:
                failed.append(c)
    return path, failed


def _linked(row: tuple[Any, ...]) -> Linked:
    _, _, n, contact, kind, date, minutes, received, sender, receivers, follows, shares = row[1:]
    earlier = shares if shares is None or shares != [NOTHING_EARLIER] else []
    receipt = None if received in ("", NEVER) else parse(received)
    return Linked(
        n,
        contact,
        standard().kinds[kind],
        parse(date),
        minutes,
        receipt,
        sender,
        receivers,
        follows,
        earlier,
        _NONE,
    )


_NONE = Bounds(0, 0, 0, 0)


def _placed(scope: tuple[int, int], contacts: list[Linked]) -> Iterator[tuple[int, ...]]:
    """n, the four bounds, first and last day of arrival, and place of each contact of a case, sorted by id."""
    ids = [contact.id for contact in contacts]
    bounds, receipts = tightened(scope, ids, contacts, [contact.received for contact in contacts])
    for contact, found in zip(contacts, bounds, strict=True):
        contact.bounds = found
    told = chronological(
        dict(zip(ids, contacts, strict=True)), Bounds(scope[0], scope[0], scope[1], scope[1])
    )
    place = {contact: number for number, contact in enumerate(told)}
    for contact, receipt in zip(contacts, receipts, strict=True):
        arrived = receipt or contact.bounds
        yield (contact.n, *contact.bounds, arrived.first_day, arrived.latest_start, place[contact.id])

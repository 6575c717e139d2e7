"""Distinct texts read once by the functions of one case, and joined back: dates, times, words of the vocabulary.

Ten million rows hold some thousand different dates and some dozen kinds. Each text is read by the very function that
reads it in one case, so that both mean the same by it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from explorer.accounts import NEVER, turned_round
from explorer.cohort.loading.connection import Workshop
from explorer.dates import parse, parse_time
from explorer.errors import DateError
from explorer.vocabulary import Vocabulary


def union(columns: Iterable[tuple[str, str]]) -> str:
    """The distinct texts, '' left out, of some columns, as (table, column)."""
    parts = (f'SELECT DISTINCT "{column}" AS text FROM {table}' for table, column in columns)
    return f"SELECT DISTINCT text FROM ({' UNION ALL '.join(parts)}) WHERE text != ''"


def read_dates(shop: Workshop) -> None:
    """Table ``dates``: the bounds of each text, or why it is no date and what to write instead."""

    def rows() -> Iterator[tuple[object, ...]]:
        sql = union(
            [
                ("contacts", "date"),
                ("contacts", "received"),
                ("contacts", "outcome_date"),
                ("outcomes", "date"),
            ]
        )
        for (text,) in shop.stream(sql):
            if text.casefold() == NEVER:
                continue
            try:
                date = parse(text)
            except DateError as error:
                yield (text, None, None, None, None, False, error.expected, error.fix)
                continue
            yield (
                text,
                date.first_day,
                date.latest_start,
                date.earliest_end,
                date.last_day,
                date.is_stretch,
                "",
                "",
            )

    shop.fill(
        "dates",
        "text VARCHAR, first_day INTEGER, latest_start INTEGER, earliest_end INTEGER, last_day INTEGER, "
        "is_stretch BOOLEAN, wrong VARCHAR, fix VARCHAR",
        rows(),
    )


def read_times(shop: Workshop) -> None:
    """Table ``times``: minutes after midnight, or why it is no time."""

    def rows() -> Iterator[tuple[object, ...]]:
        for (text,) in shop.stream(union([("contacts", "time")])):
            try:
                yield (text, parse_time(text), "", "")
            except DateError as error:
                yield (text, None, error.expected, error.fix)

    shop.fill("times", "text VARCHAR, minutes SMALLINT, wrong VARCHAR, fix VARCHAR", rows())


def read_turned(shop: Workshop) -> None:
    """Table ``turned``: dates with day and month the other way round than the words of the source."""

    def rows() -> Iterator[tuple[object, ...]]:
        sql = (
            "SELECT DISTINCT date, date_text FROM contacts JOIN dates ON dates.text = contacts.date "
            "WHERE date_text != '' AND wrong = '' AND length(date) = 10"
        )
        for text, said in shop.stream(sql):
            turned = turned_round(parse(text), said)
            if turned:
                yield (text, said, turned)

    shop.fill("turned", "date VARCHAR, date_text VARCHAR, turned VARCHAR", rows())


def read_vocabulary(shop: Workshop, vocabulary: Vocabulary) -> None:
    """Tables ``kinds`` and ``terms``: each text with what it means and how that behaves; unknown words are left out."""
    kinds, terms = [], []
    for (text,) in shop.rows(union([("contacts", "kind")])):
        kind = vocabulary.kinds.get(vocabulary.id_of("kind", text) or "")
        if kind is not None:
            needs_sender = not (kind.to_optional and not kind.closes)
            kinds.append((text, kind.id, kind.asks, kind.counted, not kind.to_optional, needs_sender))
    for (text,) in shop.rows(union([("contacts", "outcome"), ("outcomes", "outcome")])):
        term = vocabulary.outcomes.get(vocabulary.id_of("outcome", text) or "")
        if term is not None:
            terms.append((text, term.id, term.group, term.settles, term.rank))
    shop.fill(
        "kinds",
        "text VARCHAR, kind VARCHAR, asks BOOLEAN, counted BOOLEAN, needs_receiver BOOLEAN, needs_sender BOOLEAN",
        kinds,
    )
    shop.fill("terms", "text VARCHAR, outcome VARCHAR, grouped VARCHAR, settles BOOLEAN, rank INTEGER", terms)


def items_of(text: str) -> list[str]:
    """The parts of a ``;``-separated cell, as one case reads them."""
    return list(dict.fromkeys(part for part in (part.strip() for part in text.split(";")) if part))


def read_lists(shop: Workshop) -> None:
    """Table ``lists``: the parts of each cell of links and sources that holds any."""
    sql = union(
        [("contacts", "follows"), ("contacts", "shares"), ("contacts", "source"), ("outcomes", "source")]
    )
    rows = ((text, json.dumps(items_of(text))) for (text,) in shop.stream(sql))
    shop.fill("lists", "text VARCHAR, items VARCHAR[]", rows)

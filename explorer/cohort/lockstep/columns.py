"""The rows of many cases as columns of whole numbers, straight from DuckDB: no row, text or case is made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from explorer.accounts import NEVER, NOTHING_EARLIER
from explorer.cohort.lockstep.programs import Numbers, numbers
from explorer.cohort.plain_texts import JOIN
from explorer.sql import quoted
from explorer.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from duckdb import DuckDBPyConnection

Truths = NDArray[np.bool_]

FLOWS = ("forward", "both", "none")
"""Of which a kind of contact has one; what passes by standing access is not for here."""

_RAW = (
    '"case", contact, place, number, sender, receiver, sender_sector, receiver_sector, about, kind, first_day, '
    "latest_start, last_day, arrived_first_day, arrived_latest_start, is_stretch, is_counted, sender_is_organisation, "
    "follows, shares, decided, date <> '' AS is_dated, decided_is_dated, decided_first_day, decided_last_day, "
    "receiver_is_organisation, "
    f"receiver_is_organisation AND receiver <> sender AND received <> '{NEVER}' AS receives, "
    f"received <> '' AND received <> '{NEVER}' AS is_late, "
    "time IS NOT NULL AND NOT is_stretch AS is_timed, "
    "CASE WHEN NOT receiver_is_organisation THEN 0 "
    "WHEN len(steps) < 2 AND (state <> '' OR len(steps) = 0) THEN CASE WHEN decided <> '' THEN 1 ELSE 0 END "
    "ELSE CASE len([step.outcome FOR step IN steps IF step.outcome IN ({settling})]) WHEN 0 THEN 0 "
    "WHEN 1 THEN CASE WHEN state <> '' AND decided IN ({settling}) THEN 1 ELSE 2 END ELSE 2 END END AS settled"
)
_WORDS = ("sender", "receiver", "sender_sector", "receiver_sector", "about", "kind", "decided")
_PLAIN = (
    "place", "number", "first_day", "latest_start", "last_day", "arrived_first_day", "arrived_latest_start",
    "is_stretch", "is_counted", "is_dated", "receives", "is_late", "is_timed", "settled", "decided_is_dated",
    "decided_first_day", "decided_last_day", "sender_is_organisation",
)  # fmt: skip


class Unusual(Exception):
    """The rows are not such as are read here; those who read a case at a time say what is wrong, if anything is."""


@dataclass
class Columns:
    """The rows of some cases in order, an entry a row but for ``words`` and links. Texts are numbers of ``words``.

    ``flow`` is a place in :data:`FLOWS`, -1 where the kind has another; ``decides`` whether the kind does. ``settled``:
    how many steps decide, 2 for several, or what must be looked at closely. ``linked`` and ``links_to`` are a row and
    the place of the contact that it follows (-1 for none in the case), ``listing`` and ``lists`` that it shares.
    """

    case: Numbers
    place: Numbers
    number: Numbers
    sender: Numbers
    receiver: Numbers
    sender_sector: Numbers
    receiver_sector: Numbers
    about: Numbers
    kind: Numbers
    decided: Numbers
    first_day: Numbers
    latest_start: Numbers
    last_day: Numbers
    arrived_first_day: Numbers
    arrived_latest_start: Numbers
    is_stretch: Truths
    is_counted: Truths
    is_dated: Truths
    receives: Truths
    is_late: Truths
    is_timed: Truths
    settled: Numbers
    decided_is_dated: Truths
    decided_first_day: Numbers
    decided_last_day: Numbers
    sender_is_organisation: Truths
    flow: Numbers
    decides: Truths
    shares: Numbers
    linked: Numbers
    links_to: Numbers
    listing: Numbers
    lists: Numbers
    words: list[str]
    cases: list[str]


def read(
    connection: DuckDBPyConnection, reading: str, names: Sequence[str], vocabulary: Vocabulary
) -> Columns:
    """The columns of the rows that ``reading`` (``FROM ... WHERE ...``, with ``names`` to fill in) gives.

    Raises :class:`Unusual` where they are in no order, or hold what rows that loading made do not.
    """
    settling = ", ".join(quoted(term.id) for term in vocabulary.outcomes.values() if term.settles) or "''"
    run = connection.execute
    run(f"CREATE OR REPLACE TEMP TABLE stretch AS SELECT {_RAW.format(settling=settling)} {reading}", names)
    try:
        if not run("SELECT count(*) FROM stretch").fetchall()[0][0]:
            raise Unusual
        return _columns(connection, vocabulary)
    finally:
        run("DROP TABLE IF EXISTS stretch")
        run("DROP TYPE IF EXISTS word")
        run("DROP TYPE IF EXISTS named")


def _columns(connection: DuckDBPyConnection, vocabulary: Vocabulary) -> Columns:
    run = connection.execute
    each = " UNION ".join(f"SELECT {column} AS word FROM stretch" for column in _WORDS)
    run(
        f"CREATE TEMP TYPE word AS ENUM (SELECT word FROM ({each}) AS every WHERE word IS NOT NULL ORDER BY word)"
    )
    run('CREATE TEMP TYPE named AS ENUM (SELECT DISTINCT "case" FROM stretch ORDER BY 1)')
    ((words, cases),) = run("SELECT enum_range(NULL::word), enum_range(NULL::named)").fetchall()
    if any(JOIN in word for word in words):
        raise Unusual
    coded = [f"CAST(enum_code(CAST({column} AS word)) AS BIGINT) AS {column}" for column in _WORDS]
    shares = f"CASE WHEN shares IS NULL THEN 0 WHEN shares = '{NOTHING_EARLIER}' THEN 1 ELSE 2 END AS shares"
    case = 'CAST(enum_code(CAST("case" AS named)) AS BIGINT) AS "case"'
    found = run(f"SELECT {', '.join([case, *coded, *_PLAIN, shares])} FROM stretch").fetchnumpy()
    columns = {name: _plain(column) for name, column in found.items()}
    kinds = [vocabulary.kinds.get(word) for word in words]
    flows = numbers([FLOWS.index(kind.flow) if kind and kind.flow in FLOWS else -1 for kind in kinds])
    decide = np.array([bool(kind and kind.decides) for kind in kinds])
    linked, links_to = _linked(connection, "follows", "later.follows <> ''")
    listing, lists = _linked(connection, "shares", f"later.shares <> '{NOTHING_EARLIER}'")
    return Columns(
        **columns,
        flow=flows[columns["kind"]],
        decides=decide[columns["kind"]],
        linked=linked,
        links_to=links_to,
        listing=listing,
        lists=lists,
        words=words,
        cases=cases,
    )


def _plain(column: NDArray[Any]) -> NDArray[Any]:
    if isinstance(column, np.ma.MaskedArray):
        if column.mask.any():
            raise Unusual
        column = column.data
    return column if column.dtype == np.bool_ else column.astype(np.int64)


def _linked(connection: DuckDBPyConnection, column: str, where: str) -> tuple[Numbers, Numbers]:
    """The rows that name a contact of their case in a column, and its place."""
    found = connection.execute(
        f"SELECT later.rowid AS later, CAST(coalesce(earlier.place, -1) AS BIGINT) AS earlier FROM stretch AS later "
        f'LEFT JOIN stretch AS earlier ON earlier."case" = later."case" AND earlier.contact = later.{column} '
        f"AND earlier.number = 0 WHERE later.number = 0 AND {where} ORDER BY 1"
    ).fetchnumpy()
    later = _plain(found["later"])
    if len(later) > 1 and not np.diff(later).all():
        raise Unusual
    return later, _plain(found["earlier"])

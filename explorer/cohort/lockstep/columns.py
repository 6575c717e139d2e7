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

SALT = -7046029254386353131
"""Two to the 64th by the golden ratio: so many times the number of a case, what its ids hash to is its own."""

FLOWS = ("forward", "both", "none")
"""Of which a kind of contact has one; what passes by standing access is not for here."""

WORDS = {
    "sender": "sender_is_organisation",
    "receiver": "receiver_is_organisation",
    "sender_sector": "true",
    "receiver_sector": "true",
    "kind": "true",
    "decided": "true",
}
"""Columns of which a cohort has few texts, and where they are read: of parties, organisations alone are told apart."""

_PLAIN = (
    "place", "number", "first_day", "latest_start", "last_day", "arrived_first_day", "arrived_latest_start",
    "is_stretch", "is_counted", "sender_is_organisation", "decided_is_dated", "decided_first_day", "decided_last_day",
)  # fmt: skip
_MADE = {
    "in_case": 'hash("case")',
    "called": "hash(contact)",
    "followed": "hash(follows)",
    "shared": "hash(coalesce(shares, ''))",
    "about": "hash(about)",
    "is_about_several": f"contains(about, ';') OR contains(about, '{JOIN}')",
    "has_followed": "follows <> ''",
    "shares": f"CASE WHEN shares IS NULL THEN 0 WHEN shares = '{NOTHING_EARLIER}' THEN 1 ELSE 2 END",
    "is_dated": "date <> ''",
    "receives": f"receiver_is_organisation AND received <> '{NEVER}'",
    "is_late": f"received <> '' AND received <> '{NEVER}'",
    "is_timed": "time IS NOT NULL AND NOT is_stretch",
    "settled": "CASE WHEN NOT receiver_is_organisation THEN 0 "
    "WHEN len(steps) < 2 AND (state <> '' OR len(steps) = 0) THEN CASE WHEN decided <> '' THEN 1 ELSE 0 END "
    "ELSE CASE len([step.outcome FOR step IN steps IF step.outcome IN ({settling})]) WHEN 0 THEN 0 "
    "WHEN 1 THEN CASE WHEN state <> '' AND decided IN ({settling}) THEN 1 ELSE 2 END ELSE 2 END END",
}
"""What is made of a row. For an id, or a name, stands what DuckDB hashes it to: fewer bytes, compared at once."""


class Unusual(Exception):
    """The rows are not such as are read here; those who read a case at a time say what is wrong, if anything is."""


@dataclass
class Columns:
    """The rows of some cases in order, an entry a row but for ``words`` and links. Texts are numbers of ``words``, but
    for ``about``, of which only those that are alike are; ``is_about_several`` says whether it is of several subjects.

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
    is_about_several: Truths
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
    connection: DuckDBPyConnection, table: str, where: str, names: Sequence[str], vocabulary: Vocabulary
) -> Columns:
    """The columns of the rows of ``table`` of which ``where``, with ``names`` to fill in, is true.

    Raises :class:`Unusual` where they are in no order, or hold what rows that loading made do not.
    """
    from duckdb import ConversionException

    words = _words(connection, table)
    settling = ", ".join(quoted(term.id) for term in vocabulary.outcomes.values() if term.settles) or "''"
    reads = [
        f"enum_code(CAST(CASE WHEN {told} THEN {column} ELSE '' END AS word)) AS {column}"
        for column, told in WORDS.items()
    ]
    reads += [*_PLAIN, *(f"{text.format(settling=settling)} AS {name}" for name, text in _MADE.items())]
    try:
        found = connection.execute(
            f"SELECT {', '.join(reads)} FROM {table} WHERE {where}", names
        ).fetchnumpy()
    except ConversionException as error:  # of a word that was not there when they were read
        raise Unusual from error
    of = {name: _plain(column) for name, column in found.items()}
    of["receives"] &= of["receiver"] != of["sender"]
    of["case"] = _numbered(of.pop("in_case"), (of["place"] == 0) & (of["number"] == 0))
    begins = f'SELECT "case" FROM {table} WHERE {where} AND place = 0 AND number = 0'
    cases = connection.execute(begins, names).fetchnumpy()["case"].tolist()
    if len(set(cases)) != of["case"][-1] + 1:
        raise Unusual
    kinds = [vocabulary.kinds.get(word) for word in words]
    flows = numbers([FLOWS.index(kind.flow) if kind and kind.flow in FLOWS else -1 for kind in kinds])
    decide = np.array([bool(kind and kind.decides) for kind in kinds])
    flow, decides = flows[of["kind"]], decide[of["kind"]]
    return Columns(**_linked(of), **of, flow=flow, decides=decides, words=words, cases=cases)


def _words(connection: DuckDBPyConnection, table: str) -> list[str]:
    """The texts of :data:`WORDS` in all of a table. They are read once, and stay with the connection."""
    from duckdb import CatalogException

    run, wanted = connection.execute, "SELECT enum_range(NULL::word)"
    try:
        ((words,),) = run(wanted).fetchall()
    except CatalogException:
        texts = [f"SELECT {column} AS word FROM {table} WHERE {told}" for column, told in WORDS.items()]
        every = " UNION ".join([*texts, "SELECT ''"])
        run(
            f"CREATE TEMP TYPE word AS ENUM (SELECT word FROM ({every}) WHERE word IS NOT NULL ORDER BY word)"
        )
        ((words,),) = run(wanted).fetchall()
    if any(JOIN in word for word in words):
        raise Unusual
    return list(words)


def _plain(column: NDArray[Any]) -> NDArray[Any]:
    """A column without what may be missing; numbers with a sign, most of which are of 32 bits."""
    if isinstance(column, np.ma.MaskedArray):
        if column.mask.any():
            raise Unusual
        column = column.data
    return (
        column if column.dtype == np.bool_ else column.astype(np.int64 if column.itemsize > 4 else np.int32)
    )


def _numbered(names: Numbers, begins: Truths) -> Numbers:
    """The number of the case of each row, from where cases begin: their names must change there and nowhere else."""
    if not len(begins) or not begins[0] or ((np.diff(names) != 0) != begins[1:]).any():
        raise Unusual
    return np.cumsum(begins) - 1


def _linked(of: dict[str, NDArray[Any]]) -> dict[str, Any]:
    """The rows that name a contact of their case, and its place; with what they name it by taken out of the columns."""
    case, number, place = of["case"], of["number"], of["place"]
    salt = case * SALT
    first = np.flatnonzero(number == 0)
    called = (of.pop("called") ^ salt)[first]
    order = np.argsort(called)
    ordered = called[order]
    if not np.diff(ordered).all():
        raise Unusual
    found: dict[str, Any] = {}
    for names, chosen, linked, links_to in (
        ("followed", of.pop("has_followed"), "linked", "links_to"),
        ("shared", of["shares"] == 2, "listing", "lists"),
    ):
        later = np.flatnonzero(chosen & (number == 0))
        key = (of.pop(names) ^ salt)[later]
        in_turn = np.argsort(key)  # what is looked up in order is found much faster
        later, key = later[in_turn], key[in_turn]
        at = np.minimum(np.searchsorted(ordered, key), len(order) - 1)
        row = first[order[at]]
        is_there = (ordered[at] == key) & (case[row] == case[later])
        found[linked], found[links_to] = later, np.where(is_there, place[row], -1)
    return found

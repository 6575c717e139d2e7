"""Counting over a cohort: a measure, run by an engine, as a table that every format writes, small numbers left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from explorer.cohort import casewise, streaming
from explorer.cohort.collecting import uncollected
from explorer.cohort.engines import Engine, Row
from explorer.cohort.measures import Measure, measure_called
from explorer.cohort.small import Cell, hidden_beside, small_rows
from explorer.suppression import THRESHOLD
from explorer.tables import Column, Table

WITHHELD = Column(
    "withheld",
    "Not shown",
    "list",
    "What a small number is, or could be worked out from, and so is left blank",
)


@dataclass(frozen=True, slots=True)
class Counted:
    """A measure as counted: every row, the rows by number that rest on too few cases, and the cells (row, column) of
    the other rows that may not be shown."""

    measure: Measure
    rows: tuple[Row, ...]
    left_out: frozenset[int]
    hidden: frozenset[Cell]


def counted(
    engine: Engine, name: str, options: Mapping[str, str] | None = None, threshold: int = THRESHOLD
) -> Counted:
    """A measure over a cohort. ``options`` are those of the measure, as text; ``threshold`` 0 hides nothing.

    Raises :class:`UnknownNameError` for a measure or an option that is none. Cost: seconds for ten million contacts
    (``benchmarks/README.md``), and about 50 µs of processor a row for small numbers.
    """
    measure = measure_called(name)
    engine.say(f"counting {measure.name}")
    if measure.name in casewise.registry():
        rows = tuple(streaming.rows_over(engine, measure.name, options))
    else:
        rows = tuple(engine.rows(measure.query(options or {})))
    engine.say(f"{measure.name}: looking for small numbers in {len(rows):,} rows")
    with uncollected():
        left_out = small_rows(rows, measure.types, threshold)
        hidden = hidden_beside(rows, measure.types, measure.sums, threshold)
    return Counted(measure, rows, frozenset(left_out), frozenset(hidden))


def table_of(found: Counted, title: str = "", marking: str = "") -> Table:
    """What was counted as a table, without rows that rest on too few cases, and with a last column that names what is
    not shown in a row."""
    measure = found.measure
    headings = [column.heading for column in measure.columns]
    missing: dict[int, list[int]] = {}
    for row, place in sorted(found.hidden):
        missing.setdefault(row, []).append(place)
    rows = [
        (
            *(None if place in missing.get(number, ()) else cell for place, cell in enumerate(row)),
            tuple(headings[place] for place in missing.get(number, ())),
        )
        for number, row in enumerate(found.rows)
        if number not in found.left_out
    ]
    columns = (*measure.columns, WITHHELD)
    return Table(measure.name, measure.title, columns, tuple(rows), case=title, marking=marking)


FUNNEL = "like-organisations"
"""The name of the table of :func:`funnel_of`."""

LIMITS = ((1.96, "19 of 20"), (3.09, "998 of 1,000"))


def funnel_of(found: Counted, title: str = "", marking: str = "") -> Table:
    """Organisations beside others of their sector: of the requests each received, for how many in a thousand no outcome
    is recorded, and the limits within which the sector's own share would lie by chance in 19 of 20 and 998 of 1,000
    organisations of that size (a funnel: D. Spiegelhalter, Funnel plots for comparing institutional performance,
    Statistics in Medicine 24, 2005; limits by the normal approximation). In order of name: it is no ranking, and says
    nothing of why a record is missing.

    ``found`` is the measure ``organisations``. What is not shown there is in no row and no share.
    """
    names = [column.name for column in found.measure.columns]
    organisation, sector, asked, none = (
        names.index(name) for name in ("organisation", "sector", "referrals_received", "no_outcome")
    )
    shown = [
        row
        for number, row in enumerate(found.rows)
        if row[asked]
        and number not in found.left_out
        and not {(number, asked), (number, none)} & found.hidden
    ]
    shares = {name: _share([row for row in shown if row[sector] == name], asked, none) for name in
              {row[sector] for row in shown}}  # fmt: skip
    rows = tuple(
        (
            row[organisation],
            row[sector],
            row[asked],
            row[none],
            *_limits(row[asked], row[none], shares[row[sector]]),
        )
        for row in shown
    )
    return Table(
        FUNNEL,
        "No outcome recorded, beside like organisations",
        tuple(_funnel_columns()),
        rows,
        title,
        marking,
    )


def _share(rows: Iterable[Row], asked: int, none: int) -> float:
    rows = list(rows)
    return float(sum(row[none] for row in rows)) / float(sum(row[asked] for row in rows))


def _limits(asked: int, none: int, share: float) -> Sequence[int | str]:
    """Of the organisation and its sector, in a thousand; the limits; and where the organisation lies."""
    spread = sqrt(share * (1 - share) / asked)
    bounds = [(max(0.0, share - width * spread), min(1.0, share + width * spread)) for width, _ in LIMITS]
    own = none / asked
    beyond = [words for (low, high), (_, words) in zip(bounds, LIMITS, strict=True) if not low <= own <= high]
    place = (
        f"{'above' if own > share else 'below'} the limits of {beyond[-1]}" if beyond else "within the limits"
    )
    return (
        _thousandths(own),
        _thousandths(share),
        *(_thousandths(end) for pair in bounds for end in pair),
        place,
    )


def _thousandths(share: float) -> int:
    return int(share * 1000 + 0.5)


def _funnel_columns() -> Iterable[Column]:
    yield Column("organisation", "Organisation", "text", "The organisation asked")
    yield Column("sector", "Sector", "text", "Whose organisations it is set beside")
    yield Column("referrals_received", "Referrals received", "number", "Requests, an edge each")
    yield Column("no_outcome", "No outcome recorded", "number", "None in the supplied sources")
    yield Column(
        "no_outcome_per_1000", "In a thousand", "number", "The same, of a thousand requests", "per 1,000"
    )
    yield Column(
        "sector_per_1000", "Sector, in a thousand", "number", "Of all requests to the sector", "per 1,000"
    )
    for _, words in LIMITS:
        short = words.split()[0]
        for end in ("low", "high"):
            meaning = f"By chance, {words} organisations of this size would lie within these limits"
            yield Column(
                f"{end}_{short}", f"{end.capitalize()} limit, {words}", "number", meaning, "per 1,000"
            )
    yield Column("place", "Place", "text", "Where the organisation lies; why is not on record")

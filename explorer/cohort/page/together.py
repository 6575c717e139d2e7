"""What the tables of one page tell together, and what of them is left out for it.

Each measure hides what its own sums give away. Two tables about the same requests beside each other would tell more:
what is not shown of one may be what is left of the other. So:

- numbers of an organisation are sums of the flows that are shown, and tell nothing more;
- a pair of sectors with one flow hides what the flow hides, and the flow what the pair hides (a pair with several is a
  sum of the flows for which they hide enough);
- what a flow hides, each of its years hides;
- months are told of all sectors together, and those of a year only where enough of the flows is unknown in it, or
  nothing;
- a total is told only where enough of the flows, and of the months, is unknown, or nothing;
- the cases of an organisation are told only where its row of returns, whose runs are its cases and its returns, hides
  nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from explorer.cohort.counting import Counted

Row = Mapping[str, Any]
SECTORS = ("sender_sector", "receiver_sector")
COUNTS = ("referrals", "no_outcome")


def shown_rows(found: Counted) -> list[dict[str, Any]]:
    """The rows that may be shown, by column; None for what may not, and for what there is not."""
    names = [column.name for column in found.measure.columns]
    shown = {
        number: dict(zip(names, row, strict=True))
        for number, row in enumerate(found.rows)
        if number not in found.left_out
    }
    for number, place in found.hidden:
        shown[number][names[place]] = None
    return list(shown.values())


def added(flows: Iterable[Row], by: Sequence[str]) -> dict[tuple[Any, ...], dict[str, int | None]]:
    """The requests of the flows that are shown, and those with no outcome recorded, by what they have in columns; None
    where no flow shows a number."""
    sums: dict[tuple[Any, ...], dict[str, int | None]] = {}
    for flow in flows:
        total = sums.setdefault(tuple(flow[name] for name in by), dict.fromkeys(COUNTS))
        for name in COUNTS:
            if flow[name] is not None:
                total[name] = (total[name] or 0) + flow[name]
    return sums


def hide_alike(flows: Counted, pairs: Counted, columns: Sequence[str]) -> tuple[Counted, Counted]:
    """The same, hiding more: of a flow that is the only one of its pair of sectors, and of that pair, each what either
    hides. ``columns`` are those that both have."""
    names, pair_names = ([column.name for column in found.measure.columns] for found in (flows, pairs))
    by = [names.index(name) for name in SECTORS]
    rows_of: dict[tuple[Any, ...], list[int]] = {}
    for number, row in enumerate(flows.rows):
        rows_of.setdefault(tuple(row[place] for place in by), []).append(number)
    pair_by = [pair_names.index(name) for name in SECTORS]
    more_flows, more_pairs = set(flows.hidden), set(pairs.hidden)
    for number, row in enumerate(pairs.rows):
        of_pair = rows_of.get(tuple(row[place] for place in pair_by), [])
        if len(of_pair) != 1 or of_pair[0] in flows.left_out or number in pairs.left_out:
            continue
        for name in columns:
            here, there = (of_pair[0], names.index(name)), (number, pair_names.index(name))
            if here in flows.hidden or there in pairs.hidden:
                more_flows.add(here)
                more_pairs.add(there)
    return replace(flows, hidden=frozenset(more_flows)), replace(pairs, hidden=frozenset(more_pairs))


def yearly(found: Counted, flows: Iterable[Row], parts: Sequence[str]) -> list[dict[str, Any]]:
    """The rows of flows and years that are shown: of flows that are, without what these hide."""
    of_flow = {(flow["sender"], flow["receiver"]): flow for flow in flows}
    rows = []
    for row in shown_rows(found):
        flow = of_flow.get((row["sender"], row["receiver"]))
        if flow is None:
            continue
        hidden = [name for name in parts if flow[name] is None or flow["referrals"] is None]
        hidden += ["referrals"] if flow["referrals"] is None else []
        rows.append({**row, **dict.fromkeys(hidden)})
    return rows


def months(trends: Counted, years: Counted, shown: Iterable[Row], threshold: int) -> list[dict[str, Any]]:
    """Requests by month, of all sectors together, in order; ``years`` are the flows by year, ``shown`` what of them is.

    What a sector does not show in a month counts as nothing; None where too little is unknown of a year.
    """
    unknown = _unknown_by_year(years, shown)
    found: dict[str, dict[str, Any]] = {}
    for row in shown_rows(trends):
        period = row["period"] or ""
        month = found.setdefault(period, {"period": period, **dict.fromkeys(COUNTS, 0)})
        for name in COUNTS:
            month[name] += row[name] or 0
    for period, month in found.items():
        for name in COUNTS:
            if not is_enough(unknown.get((period[:4], name), ()), threshold):
                month[name] = None
    return [found[period] for period in sorted(found)]


def _unknown_by_year(years: Counted, shown: Iterable[Row]) -> dict[tuple[str, str], list[int]]:
    told = {(row["sender"], row["receiver"], row["year"]): row for row in shown}
    names = [column.name for column in years.measure.columns]
    unknown: dict[tuple[str, str], list[int]] = {}
    for row in (dict(zip(names, row, strict=True)) for row in years.rows):
        kept = told.get((row["sender"], row["receiver"], row["year"]), {})
        for name in COUNTS:
            if kept.get(name) is None:
                unknown.setdefault((str(row["year"] or ""), name), []).append(row[name])
    return unknown


def is_enough(unknown: Sequence[int], threshold: int) -> bool:
    """Can a sum of these and of what is shown be told? Of two or more, together no small number, or of none."""
    return not unknown or (len(unknown) > 1 and sum(unknown) >= threshold)


def may_be_told(
    total: int, name: str, flows: Counted, pairs: Counted, trends: Counted, threshold: int
) -> bool:
    """May the total of a column be told? Flows, pairs of sectors and months each add up to it; a pair that is not shown
    is known nevertheless where all its flows are shown."""
    unshown, of_flows = _unshown(pairs, name), _unshown(flows, name)
    sectors = [[column.name for column in flows.measure.columns].index(column) for column in SECTORS]
    in_question = {tuple(row[place] for place in sectors) for row, _ in of_flows}
    places = [[column.name for column in pairs.measure.columns].index(column) for column in SECTORS]
    unknown = [
        [number for _, number in of_flows],
        [number for row, number in unshown if tuple(row[place] for place in places) in in_question],
        [number for _, number in _unshown(trends, name)],
    ]
    return not 0 < total < threshold and all(is_enough(numbers, threshold) for numbers in unknown)


def _unshown(found: Counted, name: str) -> list[tuple[Sequence[Any], int]]:
    """The rows that do not show a column, with what it is there."""
    place = [column.name for column in found.measure.columns].index(name)
    return [
        (row, row[place])
        for number, row in enumerate(found.rows)
        if number in found.left_out or (number, place) in found.hidden
    ]


def cases_of(organisations: Iterable[Row], returns: Counted) -> dict[str, int | None]:
    """In how many cases each organisation took part, where that tells nothing that its row of returns hides."""
    names = [column.name for column in returns.measure.columns]
    place = names.index("organisation")
    hiding = {returns.rows[number][place] for number, _ in returns.hidden}
    hiding |= {returns.rows[number][place] for number in returns.left_out}
    return {
        row["organisation"]: None if row["organisation"] in hiding else row["cases"] for row in organisations
    }

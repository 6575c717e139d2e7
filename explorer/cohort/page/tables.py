"""The tables of the page of a cohort as HTML: what is read without scripts, printed, and heard."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from markupsafe import Markup

from explorer.cohort.page.payload import NOT_SHOWN, OUTCOMES

MOST_FLOWS = 100
BANDS = {
    "0": "up to 7",
    "8": "8 to 14",
    "15": "15 to 28",
    "29": "29 to 56",
    "57": "57 to 112",
    "113": "113 or more",
}


def sections_of(data: Mapping[str, Any]) -> Markup:
    """The sections below the network, in order."""
    return Markup("\n").join(
        [
            _section("flows-table", "The largest flows", _flow_notes(data), _flow_table(data)),
            _section("sectors", "From sector to sector", "Requests; in brackets, those with no outcome recorded in the "
                     "supplied sources. The more requests, the darker.", _matrix(data)),
            _section("waits", "How long requests waited", "Days from a request to the first outcome that settles it, "
                     "where both have a date. Where a date is not exact, a wait counts at its least and at its most.",
                     _waits(data)),
            _section("trends", "Month by month", "Requests by the month in which they certainly began. Small "
                     "numbers are left out here, and so count as nothing in a month.", _trends(data)),
            _section("back", "Coming back, and asking again", "Runs of contacts of one organisation that come after it "
                     "had been left; requests about one subject to one organisation that come again within 90 days.",
                     _returns(data)),
        ]
    )  # fmt: skip


def _section(name: str, title: str, note: str, body: Markup) -> Markup:
    return Markup(
        '<section id="{}" aria-labelledby="{}-title"><h2 id="{}-title">{}</h2><p class="quiet">{}</p>{}</section>'
    ).format(name, name, name, title, note, body)


def table(headings: Sequence[str], rows: Iterable[Sequence[object]], name: str) -> Markup:
    """A table whose first cells are heads of their rows; what is not shown is said so."""
    rows = [list(row) for row in rows]
    names = [_is_name(cell) for cell in rows[0]] if rows else []
    head = Markup("").join(
        Markup('<th scope="col" class="name">{}</th>' if is_name else '<th scope="col">{}</th>').format(
            heading
        )
        for heading, is_name in zip_longest(headings, names)
    )
    body = Markup("").join(
        Markup("<tr>{}</tr>").format(
            Markup("").join(
                Markup(
                    '<th scope="row">{}</th>'
                    if not at
                    else '<td class="name">{}</td>'
                    if _is_name(cell)
                    else "<td>{}</td>"
                ).format(_said(cell))
                for at, cell in enumerate(row)
            )
        )
        for row in rows
    )
    return Markup('<div class="scrolls" tabindex="0" role="region" aria-label="{}"><table><thead><tr>{}</tr></thead>'
                  "<tbody>{}</tbody></table></div>").format(name, head, body)  # fmt: skip


def _is_name(cell: object) -> bool:
    return isinstance(cell, str) and not cell[:1].isdigit() and cell != "not counted"


def _said(cell: object) -> object:
    if cell == NOT_SHOWN:
        return Markup('<span class="quiet">not shown</span>')
    return f"{cell:,}" if isinstance(cell, int) else cell


def _flow_notes(data: Mapping[str, Any]) -> str:
    left = data["leftOut"]["flows"]
    more = f" {left:,} rest on fewer than {data['threshold']} cases, and are left out." if left else ""
    shown = len(data["flows"]["sender"])
    return f"{min(shown, MOST_FLOWS):,} of {shown:,} flows, those with the most requests.{more}"


def _flow_table(data: Mapping[str, Any]) -> Markup:
    flows, names = data["flows"], [party["name"] for party in data["parties"]]
    order = sorted(range(len(flows["sender"])), key=lambda at: (-flows["referrals"][at], at))[:MOST_FLOWS]
    headings = ["From", "To", "Referrals", "Cases", *(label for _, label in OUTCOMES), "Median wait, days"]
    rows = (
        [names[flows["sender"][at]], names[flows["receiver"][at]], flows["referrals"][at], flows["cases"][at],
         *(part[at] for part in flows["parts"]), _range(flows["waits"][1][at], flows["waits"][2][at])]
        for at in order
    )  # fmt: skip
    return table(headings, rows, "The largest flows")


def _range(least: int, most: int) -> str:
    if least == NOT_SHOWN:
        return "not counted"
    return f"{least:,}" if least == most else f"{least:,} to {most:,}"


def _matrix(data: Mapping[str, Any]) -> Markup:
    cells = {(row["senderSector"], row["receiverSector"]): row for row in data["sectorFlows"]}
    labels = {sector["id"]: sector["label"] for sector in data["sectors"]}
    rows = [sector for sector in labels if any(sender == sector for sender, _ in cells)]
    columns = [sector for sector in labels if any(receiver == sector for _, receiver in cells)]
    most = max((row["referrals"] for row in data["sectorFlows"]), default=1)
    head = Markup("").join(Markup('<th scope="col">{}</th>').format(labels[column]) for column in columns)
    body = Markup("").join(
        Markup('<tr><th scope="row">{}</th>{}</tr>').format(
            labels[row], Markup("").join(_square(cells.get((row, column)), most) for column in columns)
        )
        for row in rows
    )
    return Markup('<div class="scrolls" tabindex="0" role="region" aria-label="From sector to sector">'
                  '<table class="matrix"><thead><tr><td class="corner">from, to</td>{}</tr></thead>'
                  "<tbody>{}</tbody></table></div>"
                  ).format(head, body)  # fmt: skip


def _square(row: Mapping[str, Any] | None, most: int) -> Markup:
    if row is None:
        return Markup('<td class="none">0</td>')
    if row["referrals"] == NOT_SHOWN:
        return Markup("<td>{}</td>").format(_said(NOT_SHOWN))
    shade = round(100 * (row["referrals"] / most) ** 0.5)
    none = "not shown" if row["noOutcome"] == NOT_SHOWN else f"{row['noOutcome']:,}"
    return Markup('<td style="--part: {}%"><b>{}</b> <span>({})</span></td>').format(
        shade, f"{row['referrals']:,}", none
    )


def _waits(data: Mapping[str, Any]) -> Markup:
    labels = {sector["id"]: sector["label"] for sector in data["sectors"]}
    found: dict[str, dict[str, Mapping[str, Any]]] = {}
    for row in data["waits"]:
        found.setdefault(row["sector"], {})[row["fromDays"]] = row
    rows = [
        [labels.get(sector, sector), *(_band(bands.get(band)) for band in BANDS)]
        for sector, bands in found.items()
    ]
    return table(["Asked", *(f"{words} days" for words in BANDS.values())], rows, "How long requests waited")


def _band(row: Mapping[str, Any] | None) -> object:
    if row is None:
        return 0
    least, most = row["atLeast"], row["atMost"]
    return NOT_SHOWN if NOT_SHOWN in (least, most) else least if least == most else f"{least:,} or {most:,}"


def _trends(data: Mapping[str, Any]) -> Markup:
    """By year, of all sectors: the months stand in the picture."""
    years: dict[str, list[int]] = {}
    for row in data["trends"]:
        if NOT_SHOWN not in (row["referrals"], row["noOutcome"]):
            total = years.setdefault(row["period"][:4] or "several months possible", [0, 0])
            total[0] += row["referrals"]
            total[1] += row["noOutcome"]
    rows = [[year, *totals] for year, totals in sorted(years.items())]
    heading = Markup('<div id="trend" class="js-only picture"></div>')
    return heading + table(
        ["Year", "Referrals in months that are shown", "No outcome recorded"], rows, "Year by year"
    )


def _returns(data: Mapping[str, Any]) -> Markup:
    repeats = {row["receiver"]: row for row in data["repeats"]}
    shown = sorted(data["returns"], key=lambda row: (-row["runs"], row["organisation"]))[:MOST_FLOWS]
    rows = [
        [row["organisation"], row["runs"], row["returns"], row["direct"],
         repeats.get(row["organisation"], {}).get("repeats", 0),
         repeats.get(row["organisation"], {}).get("certainlyWithin", 0)]
        for row in shown
    ]  # fmt: skip
    headings = [
        "Organisation",
        "Runs of contacts",
        "Came back",
        "Directly",
        "Asked again",
        "Certainly within 90 days",
    ]
    return table(headings, rows, "Coming back, and asking again")

"""The ledger: for each organisation that was asked, its requests as signs of what became of them. It reads first.

After ten seconds with a page a reader has seen from it how the case was passed on, before any arrow is followed.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from markupsafe import Markup

from explorer.page.parts import EMPTY, fill, joined
from explorer.page.payload import GROUPS
from explorer.page.sections import sign
from explorer.wording import counted

MOST_SIGNS = 12  # requests to one receiver: of more only the numbers are shown
MOST_RECEIVERS = 9  # the others are told by their number
MOST_SAID = 2  # kinds of outcome: more are told by the legend

Record = dict[str, Any]


def ledger_section(data: Record) -> Markup:
    """Who was asked, in order of the first request, and what became of each. Nothing where nobody was asked."""
    asked: dict[int, list[tuple[int, Record, Record]]] = {}
    for column, contact in enumerate(data["contacts"]):
        for arrow in contact["arrows"]:
            if arrow["mark"]:
                asked.setdefault(arrow["party"], []).append((column, contact, arrow))
    if not asked:
        return EMPTY
    most = sorted(asked, key=lambda party: -len(asked[party]))[:MOST_RECEIVERS]
    left = [party for party in asked if party not in most]
    rows = [_receiver(data, party, found) for party, found in asked.items() if party in most]
    if left:
        requests = counted(sum(len(asked[party]) for party in left), "request")
        rows.append(fill("ledger_more", text=f"and {requests} to {len(left)} others"))
    is_mixed = any(len(_groups(asked[party])) > MOST_SAID for party in most)
    return fill("ledger", style="ledger mixed" if is_mixed else "ledger", rows=joined(rows, "\n"))


def _receiver(data: Record, party: int, found: list[tuple[int, Record, Record]]) -> Markup:
    if len(found) > MOST_SIGNS:
        signs = [
            fill("ledger_sum", sign=sign(GROUPS[group][1]), count=count, label=GROUPS[group][0].lower())
            for group, count in _groups(found).items()
        ]
    else:
        signs = [_sign(data, *one) for one in found]
    lane = data["parties"][party] if party >= 0 else None
    shape = data["sectors"][lane["sector"]]["shape"] if lane else "dot"
    return fill(
        "ledger_row",
        sector=f"s{lane['sector']}" if lane else "s-none",
        shape=fill("sign", name=f"shape-{shape}"),
        name=found[0][2]["name"],
        signs=joined(signs),
        said=_said(found),
    )


def _sign(data: Record, column: int, contact: Record, arrow: Record) -> Markup:
    kind = data["kinds"][contact["kind"]]["label"].lower()
    sender = f" from {contact['senderName']}" if contact["senderName"] else ""
    return fill(
        "ledger_sign",
        column=column,
        id=contact["id"],
        words=f"{contact['id']}, {contact['when']}, {kind}{sender}. {arrow['sentence']}",
        sign=sign(arrow["mark"]),
    )


def _groups(found: list[tuple[int, Record, Record]]) -> dict[str, int]:
    """How many ended how, in the order of the legend."""
    groups = Counter(arrow["group"] for _, _, arrow in found)
    return {group: groups[group] for group in GROUPS if groups[group]}


def _said(found: list[tuple[int, Record, Record]]) -> str:
    """What became of them in a few words, ``Ended or closed`` or ``2 ended or closed, 1 open``; '' where it is more."""
    groups = _groups(found)
    if len(groups) == 1:
        return GROUPS[next(iter(groups))][0]
    if len(groups) > MOST_SAID:
        return ""
    return ", ".join(f"{count} {GROUPS[group][0].lower()}" for group, count in groups.items())

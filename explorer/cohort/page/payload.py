"""What passes between Python and the page of a cohort; ``payload.d.ts`` declares the same.

Flows are columns of numbers, an entry a flow: a hundred bytes each, not five hundred. A number that is not shown is -1.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from explorer.cohort.counting import Counted, counted
from explorer.cohort.engines import Engine
from explorer.cohort.page.places import placed
from explorer.cohort.page.together import added, cases_of, hide_alike, may_be_told, months, shown_rows, yearly
from explorer.vocabulary import standard

OUTCOMES = (
    ("taken_on", "Taken on"),
    ("still_open", "Open"),
    ("ended", "Ended"),
    ("passed_on", "Passed on"),
    ("no_response", "No response"),
    ("no_outcome", "No outcome recorded"),
    ("other", "Other"),
)
"""The parts of a flow, in the order in which bars show them."""

MEASURES = (
    "organisations", "flows", "sector-flows", "yearly-flows", "waits", "trends", "returns", "repeats",
)  # fmt: skip

WAITS = ("waits", "median_least_days", "median_most_days", "p90_least_days", "p90_most_days")
NOT_SHOWN = -1
MOST_CASES = 50
"""Cases listed for a flow, where they are."""


def payload_of(engine: Engine, title: str, threshold: int, cases: str = "") -> dict[str, Any]:
    """Everything the page shows, small numbers already left out. Same cohort, same payload."""
    found, parts = _counted(engine, threshold), [name for name, _ in OUTCOMES]
    flows, organisations = shown_rows(found["flows"]), shown_rows(found["organisations"])
    years = yearly(found["yearly-flows"], flows, parts)
    pairs = shown_rows(found["sector-flows"])
    sectors = _sectors(flows, organisations, pairs)
    cases_in = cases_of(organisations, found["returns"])
    parties = placed(_parties(flows, cases_in, [sector["id"] for sector in sectors]), flows)
    place = {party["name"]: number for number, party in enumerate(parties)}
    return {
        "version": 1,
        "title": title,
        "marking": str(engine.about["marking"]),
        "threshold": threshold,
        "sentences": _sentences(engine, found, threshold),
        "sectors": sectors,
        "outcomes": [label for _, label in OUTCOMES],
        "parties": parties,
        "flows": _flows(flows, place),
        "yearly": _yearly(years, flows, place),
        "sectorFlows": _chosen(pairs, "sender_sector", "receiver_sector", "referrals", "no_outcome"),
        "waits": _chosen(shown_rows(found["waits"]), "sector", "from_days", "at_least", "at_most"),
        "trends": _chosen(
            months(found["trends"], found["yearly-flows"], years, threshold),
            "period",
            "referrals",
            "no_outcome",
        ),
        "returns": _chosen(shown_rows(found["returns"]), "organisation", "runs", "returns", "direct"),
        "repeats": _chosen(shown_rows(found["repeats"]), "receiver", "repeats", "certainly_within"),
        "cases": _cases(engine, flows) if cases else [],
        "caseFolder": cases,
        "leftOut": {name: len(item.left_out) for name, item in found.items()},
    }


def _counted(engine: Engine, threshold: int) -> dict[str, Counted]:
    """The measures of a page, with what may not be shown of each beside the others."""
    found = {name: counted(engine, name, threshold=threshold) for name in MEASURES}
    columns = ["referrals", *(name for name, _ in OUTCOMES), "waits"]
    found["flows"], found["sector-flows"] = hide_alike(found["flows"], found["sector-flows"], columns)
    return found


def _chosen(rows: Iterable[Mapping[str, Any]], *names: str) -> list[dict[str, Any]]:
    """Some columns of rows: nothing is in a page that it does not show."""
    return [{_camel(name): _shown(row[name]) for name in names} for row in rows]


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


def _sectors(*tables: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    used = {
        row[column]
        for rows in tables
        for row in rows
        for column in ("sector", "sender_sector", "receiver_sector")
        if row.get(column)
    }
    known = standard().sectors
    listed = [sector for sector in known.values() if sector.id in used]
    own = [
        {"id": name, "label": name, "light": "#5f6368", "dark": "#bdc1c6"}
        for name in sorted(used - known.keys())
    ]
    return [
        *({"id": item.id, "label": item.label, "light": item.light, "dark": item.dark} for item in listed), *own
    ]  # fmt: skip


def _parties(
    flows: Sequence[Mapping[str, Any]], cases: Mapping[str, int | None], sectors: Sequence[str]
) -> list[dict[str, Any]]:
    """Everybody at an end of a flow that is shown, by name, with what these flows add up to."""
    made, received = added(flows, ("sender",)), added(flows, ("receiver",))
    nothing: dict[str, int | None] = {"referrals": 0, "no_outcome": 0}
    ends = {(row["sender"], row["sender_sector"]) for row in flows} | {
        (row["receiver"], row["receiver_sector"]) for row in flows
    }
    return [
        {
            "name": name,
            "sector": sectors.index(sector) if sector in sectors else 0,
            "cases": _shown(cases.get(name)),
            "made": _shown(made.get((name,), nothing)["referrals"]),
            "received": _shown(received.get((name,), nothing)["referrals"]),
            "noOutcome": _shown(received.get((name,), nothing)["no_outcome"]),
        }
        for name, sector in sorted(ends)
    ]


def _shown(value: Any) -> Any:
    return NOT_SHOWN if value is None else value


def _flows(flows: Sequence[Mapping[str, Any]], place: Mapping[str, int]) -> dict[str, Any]:
    return {
        "sender": [place[row["sender"]] for row in flows],
        "receiver": [place[row["receiver"]] for row in flows],
        "referrals": [_shown(row["referrals"]) for row in flows],
        "cases": [_shown(row["cases"]) for row in flows],
        "parts": [[_shown(row[name]) for row in flows] for name, _ in OUTCOMES],
        "waits": [[_shown(row[name]) for row in flows] for name in WAITS],
    }


def _yearly(
    rows: Sequence[Mapping[str, Any]], flows: Sequence[Mapping[str, Any]], place: Mapping[str, int]
) -> dict[str, Any]:
    """By flow (its place among the flows) and year."""
    at = {(row["sender"], row["receiver"]): number for number, row in enumerate(flows)}
    return {
        "flow": [at[row["sender"], row["receiver"]] for row in rows],
        "year": [int(row["year"] or 0) for row in rows],
        "referrals": [_shown(row["referrals"]) for row in rows],
        "parts": [[_shown(row[name]) for row in rows] for name, _ in OUTCOMES],
    }


def _sentences(engine: Engine, found: Mapping[str, Counted], threshold: int) -> list[str]:
    """The cohort in a few numbers, as the summary of a case says them. A total that would give away what the tables of
    the page do not show is not told."""
    ((cases, contacts),) = engine.rows(
        'SELECT count(DISTINCT "case"), sum(CASE WHEN number = 0 AND is_counted THEN 1 ELSE 0 END) FROM edge'
    )
    if not contacts:
        return ["The supplied sources record no contact."]
    if cases < threshold:
        return [f"The supplied sources record fewer than {threshold} cases: no number of them is shown."]
    ((organisations,),) = engine.rows("SELECT count(*) FROM party WHERE is_organisation")
    tables = found["flows"], found["sector-flows"], found["trends"]
    ((referrals, none),) = engine.rows("SELECT count(*), count(no_outcome) FROM referral")
    said = [
        f"The supplied sources record {contacts:,} contacts in {cases:,} cases, involving {organisations:,} "
        "organisations."
    ]
    if may_be_told(referrals, "referrals", *tables, threshold):
        said.append(f"{referrals:,} requests to organisations are recorded.")
    if may_be_told(none, "no_outcome", *tables, threshold):
        said.append(f"For {none:,} requests no outcome is recorded in the supplied sources.")
    if threshold > 1:
        said.append(f"Counts under {threshold}, and what they could be worked out from, are not shown.")
    return said


def _cases(engine: Engine, flows: Sequence[Mapping[str, Any]]) -> list[list[str]]:
    """The cases behind each flow, by name, at most :data:`MOST_CASES` of each."""
    rows = engine.rows(
        "SELECT s.name, r.name, c.name FROM referral AS x JOIN party AS s ON s.code = x.sender "
        "JOIN party AS r ON r.code = x.receiver JOIN named_case AS c ON c.code = x.case_code "
        "GROUP BY s.name, r.name, c.name ORDER BY s.name, r.name, c.name"
    )
    of_flow: dict[tuple[str, str], list[str]] = {}
    for sender, receiver, name in rows:
        of_flow.setdefault((sender, receiver), []).append(name)
    return [of_flow.get((row["sender"], row["receiver"]), [])[:MOST_CASES] for row in flows]

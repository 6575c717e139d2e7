"""The case as a networkx graph: parties are nodes, each contact a dated edge to each receiver."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from explorer.dates import iso_day
from explorer.report import Report

if TYPE_CHECKING:
    import networkx

NODE_ATTRIBUTES: dict[str, str] = {
    "label": "name of the party",
    "sector": "id of its sector",
    "is_person": "true: a person by role; false: an organisation",
    "parent": "id of the organisation it is part of, or ''",
    "area": "where it works, or ''",
}
"""Every attribute of a node, and what it means."""

EDGE_ATTRIBUTES: dict[str, str] = {
    "contact": "id of the contact",
    "kind": "id of its kind",
    "label": "label of its kind",
    "date": "EDTF text as recorded, '' where no date is",
    "first_day": "ISO day, or day 14: it begins no earlier; '' where the case has no days",
    "last_day": "ISO day, or day 14: it ends no later; '' where the case has no days",
    "is_request": "true: it asks the receiver to act",
    "is_counted": "true: counted as a contact",
    "flow": "forward, both, none or access: how content passes",
    "outcome": "what became of a request, as the record says; '' for what asks nothing",
    "outcome_group": "open, taken on, ended, passed on, no response, not recorded, or ''",
    "summary": "what happened, in neutral words",
    "follows": "ids of contacts it was made because of, joined by ;",
    "basis": "recorded, reported or inferred",
    "sources": "ids of its sources, joined by ;",
}
"""Every attribute of an edge, and what it means."""


def flat_edges(report: Report) -> list[tuple[str, str, str, dict[str, Any]]]:
    """(sender, receiver, key, attributes) of every edge in chronological order; the one flat form that every
    graph format is written from. The key is ``CONTACT>RECEIVER``. A contact with a blank end has no edge.
    """
    edges = []
    has_days = report.case.has_days
    for contact in report.contacts:
        for receiver in contact.receivers:
            if not contact.sender:
                continue
            state = report.requests.get((contact.id, receiver))
            attributes = {
                "contact": contact.id,
                "kind": contact.kind.id,
                "label": contact.kind.label,
                "date": contact.date.text,
                "first_day": iso_day(contact.bounds.first_day) if has_days else "",
                "last_day": iso_day(contact.bounds.last_day) if has_days else "",
                "is_request": contact.kind.asks,
                "is_counted": contact.is_counted,
                "flow": contact.kind.flow,
                "outcome": state.said_as if state else "",
                "outcome_group": state.group if state else "",
                "summary": contact.summary,
                "follows": ";".join(contact.follows),
                "basis": contact.basis,
                "sources": ";".join(contact.sources),
            }
            edges.append((contact.sender, receiver, f"{contact.id}>{receiver}", attributes))
    return edges


def flat_nodes(report: Report) -> list[tuple[str, dict[str, Any]]]:
    """(party id, attributes) of every party."""
    return [
        (
            party.id,
            {
                "label": party.name,
                "sector": party.sector.id,
                "is_person": party.is_person,
                "parent": party.parent,
                "area": party.area,
            },
        )
        for party in report.case.parties.values()
    ]


def without_edge(report: Report) -> list[str]:
    """Ids of the contacts that are no edge, for one of their ends is blank; in chronological order."""
    return [contact.id for contact in report.contacts if not contact.sender or not contact.receivers]


def left_out_of_edges(report: Report) -> list[str]:
    """What of the case a list of nodes and edges does not hold, a sentence each; [] where it holds all."""
    case, said = report.case, []
    if blank := without_edge(report):
        said.append(f"Contacts with a blank end are no edge: {', '.join(blank)}.")
    if case.notes:
        said.append(f"Notes are not carried: {', '.join(case.notes)}.")
    if any(len(steps) > 1 for steps in case.outcomes_of.values()):
        said.append("Of several outcomes of a request only the last is carried.")
    if any(len(contact.accounts) > 1 for contact in report.contacts):
        said.append("Of several accounts of a contact only what is shown first is carried.")
    said.append("Locators and quotes are not carried; the ids of sources are.")
    return said


def graph_of(report: Report) -> networkx.MultiDiGraph[str]:
    """A directed multigraph: nodes are party ids, edge keys ``CONTACT>RECEIVER``.

    Attributes are those of ``NODE_ATTRIBUTES`` and ``EDGE_ATTRIBUTES``, every one on every node and edge, all
    plain text or true/false, so that every graph format can carry them. Cost: linear. An incident with a blank
    end is no edge; the graph attribute ``left_out`` names such contacts.
    """
    import networkx

    case = report.case
    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph(
        title=case.title, marking=case.marking, left_out=";".join(without_edge(report))
    )
    for party, attributes in flat_nodes(report):
        graph.add_node(party, **attributes)
    for sender, receiver, key, attributes in flat_edges(report):
        graph.add_edge(sender, receiver, key=key, **attributes)
    return graph

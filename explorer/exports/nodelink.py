"""The graph as node-link JSON (networkx, D3): ``{version, directed, multigraph, graph: {title, marking, left_out},
nodes: [{id, ...}], edges: [{source, target, key, ...}]}`` with all attributes of :mod:`explorer.graph`.

Read with ``networkx.node_link_graph(shape, edges="edges")``. Not carried: contacts with a blank end (named in
``left_out``), quotes and locators, what several sources say of one contact, all outcomes of a request but the last,
notes.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from explorer.graph import left_out_of_edges

if TYPE_CHECKING:
    from explorer.report import Report

NAME = "node-link"
SUFFIXES = (".json",)
VERSION = 1


def case_text(report: Report) -> str:
    """The graph as node-link JSON. Same case, same text."""
    from explorer.graph import flat_edges, flat_nodes, without_edge

    case = report.case
    shape = {
        "version": VERSION,
        "directed": True,
        "multigraph": True,
        "graph": {"title": case.title, "marking": case.marking, "left_out": ";".join(without_edge(report))},
        "nodes": [{"id": party, **attributes} for party, attributes in flat_nodes(report)],
        "edges": [
            {"source": sender, "target": receiver, "key": key, **attributes}
            for sender, receiver, key, attributes in flat_edges(report)
        ],
    }
    return json.dumps(shape, ensure_ascii=False, indent=1) + "\n"


def left_out(report: Report) -> list[str]:
    """What of this case is no edge."""
    return left_out_of_edges(report)

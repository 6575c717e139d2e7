"""The graph as GraphML (Gephi, yEd, Cytoscape, igraph): parties are nodes, each contact a directed edge to each
receiver, with all attributes of :mod:`explorer.graph`. The id of an edge is ``CONTACT>RECEIVER``; title and marking
are attributes of the graph.

Not carried: contacts with a blank end (named in the graph attribute ``left_out``), quotes and locators, what several
sources say of one contact, all outcomes of a request but the last, notes. Dates are text: GraphML has none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from explorer.characters import printable
from explorer.graph import left_out_of_edges

if TYPE_CHECKING:
    from explorer.report import Report

NAME = "graphml"
SUFFIXES = (".graphml",)


def case_text(report: Report) -> str:
    """The graph as GraphML. Same case, same text. Cost: linear, about 0.1 ms an edge."""
    from networkx.readwrite.graphml import GraphMLWriter

    from explorer.graph import graph_of

    # ElementTree, not lxml: the same bytes whatever is installed.
    writer = GraphMLWriter(encoding="utf-8", prettyprint=True, edge_id_from_attribute=None)
    writer.add_graph_element(graph_of(report))
    writer.indent(writer.xml)
    return printable("<?xml version='1.0' encoding='utf-8'?>\n" + ET.tostring(writer.xml, "unicode"))


def left_out(report: Report) -> list[str]:
    """What of this case is no edge."""
    return left_out_of_edges(report)

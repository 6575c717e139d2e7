"""The graph as GEXF for Gephi, dynamic: parties are nodes, each contact a directed edge to each receiver, which is
there from its first to its last possible day. All attributes of :mod:`explorer.graph` are carried; title and marking
are description and keywords of the file.

Days counted from day 0 are whole numbers. Where no date is recorded an edge is there for the whole scope of the case;
its ``date`` is then ''. Not carried:
contacts with a blank end, quotes and locators, what several sources say of one contact, all outcomes of a request but
the last, notes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from explorer.characters import printable
from explorer.graph import left_out_of_edges

if TYPE_CHECKING:
    from explorer.report import Report

NAME = "gexf"
SUFFIXES = (".gexf",)
NAMESPACE = "http://www.gexf.net/1.2draft"


def case_text(report: Report) -> str:
    """The graph as GEXF 1.2. Same case, same text. Cost: linear, about 0.1 ms an edge."""
    from networkx.readwrite.gexf import GEXFWriter

    from explorer.graph import graph_of

    graph = graph_of(report)
    for _, _, key, attributes in graph.edges(keys=True, data=True):
        attributes["id"] = key
        attributes["start"], attributes["end"] = (
            _day(attributes[name]) for name in ("first_day", "last_day")
        )
        if not attributes["start"]:
            del attributes["start"], attributes["end"]
    if report.case.has_days:
        graph.graph["mode"] = "dynamic"
    writer = GEXFWriter(encoding="utf-8", prettyprint=True, version="1.2draft")
    writer.add_graph(graph)
    if report.case.has_days:
        writer.graph_element.set("timeformat", "integer" if report.case.is_relative else "date")
    _describe(writer.xml, report)
    ET.indent(writer.xml)
    return printable("<?xml version='1.0' encoding='utf-8'?>\n" + ET.tostring(writer.xml, "unicode") + "\n")


def _day(text: str) -> str:
    """A day as GEXF counts time: as it stands, or the 14 of ``day 14``."""
    return text.removeprefix("day ")


def _describe(root: ET.Element, report: Report) -> None:
    """Title and marking in place of the day on which it was written: same case, same bytes."""
    meta = next(element for element in root.iter() if element.tag.rpartition("}")[2] == "meta")
    for child in list(meta):
        meta.remove(child)
    meta.attrib.clear()
    for name, text in (
        ("creator", "explorer"),
        ("keywords", report.case.marking),
        ("description", report.case.title),
    ):
        if text:
            ET.SubElement(meta, name).text = text


def left_out(report: Report) -> list[str]:
    """What of this case is no edge."""
    counted = (
        ["Days are counted from day 0: times are whole numbers, not dates."]
        if report.case.is_relative
        else []
    )
    return [*counted, *left_out_of_edges(report)]

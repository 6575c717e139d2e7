"""The networkx graph holds every contact as a dated edge, and says what its attributes mean."""

from __future__ import annotations

from pathlib import Path

import networkx
from folders import case_folder, referral

from explorer import Report, graph_of, read_case
from explorer.graph import EDGE_ATTRIBUTES, NODE_ATTRIBUTES

REAL = Path(__file__).parent.parent / "data" / "southport"


def test_every_edge_of_the_real_case_is_in_the_graph() -> None:
    report = Report(read_case(REAL))
    graph = graph_of(report)
    both_ends = [contact for contact in report.contacts if contact.sender and contact.receivers]
    assert graph.number_of_edges() == sum(len(contact.edges) for contact in both_ends)
    assert set(graph.nodes) == set(report.case.parties)
    left_out = {contact.id for contact in report.contacts} - {contact.id for contact in both_ends}
    assert set(graph.graph["left_out"].split(";")) == left_out


def test_every_attribute_is_documented_and_on_every_node_and_edge() -> None:
    graph = graph_of(Report(read_case(REAL)))
    for _, attributes in graph.nodes(data=True):
        assert set(attributes) == set(NODE_ATTRIBUTES)
    for *_, attributes in graph.edges(data=True):
        assert set(attributes) == set(EDGE_ATTRIBUTES)
        assert {type(value) for value in attributes.values()} <= {str, bool}


def test_a_contact_with_two_receivers_is_two_edges_with_keys_of_their_own(tmp_path: Path) -> None:
    case = read_case(case_folder(tmp_path / "case", referral(to="hub;police"), referral(id="C2")))
    graph = graph_of(Report(case))
    assert sorted(key for *_, key in graph.edges(keys=True)) == ["C1>hub", "C1>police", "C2>hub"]
    assert graph.edges["school", "hub", "C1>hub"]["first_day"] == "2020-03-04"


def test_graph_formats_take_it_as_it_is(tmp_path: Path) -> None:
    graph = graph_of(Report(read_case(REAL)))
    networkx.write_graphml(graph, tmp_path / "x.graphml")
    again = networkx.read_graphml(tmp_path / "x.graphml", force_multigraph=True)
    assert again.number_of_edges() == graph.number_of_edges()

"""The same graph as one page each by gravis and by Bokeh. Runs in an environment of its own, see bench_page.py.

    python other_pages.py GRAPH.json FOLDER

``GRAPH.json`` holds ``nodes`` (id, label) and ``edges`` (from, to). Both pages hold their libraries and ask nothing of
any network; places are worked out by networkx for Bokeh, and by gravis in the page, as each does by itself.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import gravis
import networkx as nx
from bokeh.embed import file_html
from bokeh.plotting import figure, from_networkx
from bokeh.resources import INLINE


def main(graph_file: str, folder: str) -> None:
    """Write ``gravis.html`` and ``bokeh.html``."""
    given = json.loads(Path(graph_file).read_text("utf-8"))
    graph = nx.MultiDiGraph()
    graph.add_nodes_from((node, {"label": label}) for node, label in given["nodes"])
    graph.add_edges_from(given["edges"])
    Path(folder, "gravis.html").write_text(
        gravis.d3(graph, node_label_data_source="label").to_html(), "utf-8"
    )
    plot = figure(width=1200, height=800, title="Contacts", tools="pan,wheel_zoom,hover")
    plot.renderers.append(from_networkx(nx.DiGraph(graph), nx.spring_layout, seed=1))
    Path(folder, "bokeh.html").write_text(file_html(plot, INLINE, "Contacts"), "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])

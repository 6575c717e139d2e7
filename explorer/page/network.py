"""The network of a scene as pyvis holds it: one curved edge for each contact and receiver, positions fixed.

The only module that imports pyvis, and only when a page is made: it brings IPython and takes 0.2 s.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from explorer.figures.rings import positions
from explorer.figures.scene import Scene
from explorer.page.numbers import packed_records
from explorer.page.supply import checked

WIDTHS = {"strong": 2.6, "plain": 1.3, "dotted": 1.3}
DASHES = {"dotted": [1, 5], "sure": False, "unsure": [7, 5]}
MOST_SPREAD = 0.5  # roundness of the outermost of many parallel edges
SPREAD = 0.13  # between two parallel edges
NODE_SIZE = {True: 13, False: 10}

OPTIONS: dict[str, Any] = {
    "autoResize": False,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "dragNodes": False,
        "hover": False,
        "selectConnectedEdges": False,
        "hideEdgesOnDrag": False,
        "zoomSpeed": 0.6,
        "keyboard": {"enabled": False},
    },
    "edges": {"arrowStrikethrough": False, "selectionWidth": 0, "hoverWidth": 0},
}


def network_record(scene: Scene) -> dict[str, Any]:
    """Nodes, edges and options for vis-network; ids of nodes are numbers of lanes.

    Parallel edges are told apart by their curve: those of one pair, in either direction, share out the space
    between ``-MOST_SPREAD`` and ``MOST_SPREAD``. Cost: linear in edges.
    """
    from pyvis.network import Network

    network = Network(directed=True)
    place = positions(scene.lanes)
    for lane, party in enumerate(scene.lanes):
        x, y = place[party.id]
        size = NODE_SIZE[party.sector.id == "subject"]
        network.add_node(lane, party.name, shape=party.sector.shape, x=x, y=y, size=size, physics=False)
    pairs = _pairs(scene)
    seen: dict[tuple[int, int], int] = {}
    for column_index, column in enumerate(scene.columns):
        for arrow_index, arrow in enumerate(column.arrows):
            if column.sender < 0 or arrow.lane < 0:
                continue
            pair = (min(column.sender, arrow.lane), max(column.sender, arrow.lane))
            turn = _turn(seen.get(pair, 0), pairs[pair])
            seen[pair] = seen.get(pair, 0) + 1
            turn = turn if column.sender < arrow.lane else -turn
            dashes = "sure" if column.contact.basis == "recorded" else "unsure"
            network.add_edge(
                column.sender,
                arrow.lane,
                id=f"{column_index}:{arrow_index}",
                column=column_index,
                mark=arrow.mark,
                width=WIDTHS[column.contact.kind.stroke],
                dashes=DASHES["dotted" if column.contact.kind.stroke == "dotted" else dashes],
                smooth={
                    "enabled": True,
                    "type": "curvedCW" if turn >= 0 else "curvedCCW",
                    "roundness": abs(turn),
                },
            )
    network.options = OPTIONS
    nodes, edges, *_ = network.get_network_data()
    return {"nodes": nodes, "edges": edges, "options": OPTIONS}


def packed_network(record: dict[str, Any]) -> dict[str, Any]:
    """The record with its lists field by field: ``unpackedNetwork`` reads it."""
    return {name: packed_records(part) if name != "options" else part for name, part in record.items()}


def script() -> str:
    """vis-network as it stands in the wheel of pyvis, newest version first. It is never copied into this project."""
    import pyvis

    folder = Path(pyvis.__file__).parent / "templates" / "lib"
    found = sorted(folder.glob("vis-*/vis-network.min.js"), key=lambda path: path.parent.name)
    return checked(found[-1].read_bytes())


def _turn(index: int, count: int) -> float:
    """Roundness of one of ``count`` parallel edges; negative bends the other way."""
    if count == 1:
        return 0.1
    step = min(SPREAD, 2 * MOST_SPREAD / (count - 1))
    return round((index - (count - 1) / 2) * step, 3)


def _pairs(scene: Scene) -> dict[tuple[int, int], int]:
    pairs: dict[tuple[int, int], int] = {}
    for column in scene.columns:
        for arrow in column.arrows:
            if column.sender >= 0 and arrow.lane >= 0:
                pair = (min(column.sender, arrow.lane), max(column.sender, arrow.lane))
                pairs[pair] = pairs.get(pair, 0) + 1
    return pairs

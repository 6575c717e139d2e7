"""One start over the same dated links, asked of one library, as bench_known_against.py does in an environment for it.

    python benchmarks/against.py LIBRARY LINKS.csv

LINKS.csv has a line a link, ``from,to,day``, in order of days. The question: the content of the first link; whom does
it reach by chains of later links, and by which day? Reading the file is not timed; `build` is the time from the list
of links to what the library asks questions of, `ask` that of the question. Prints one line of JSON: both in seconds of
the processor and of the wall clock, and the day for each party reached, where the library tells one; of the explorer
the day from which it could have been told, and under `might` that from which it might have known.

The first link is alone on its day, so that to start from it and to start from its sender just before are the same.
"""

from __future__ import annotations

import heapq
import json
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

Link = tuple[int, int, int]
Days = dict[int | tuple[str, int], int | None]
MIGHT = "might"


def explorer(links: list[Link]) -> tuple[Callable[[], Any], Callable[[Any], Any], Callable[[Any], Days]]:
    from explorer.dates import Bounds
    from explorer.reach import Network, Record, Standing

    def build() -> Network:
        parties = 1 + max(max(sender, receiver) for sender, receiver, _ in links)
        days = {day: Bounds(day, day, day, day) for _, _, day in links}
        return Network(
            Record(
                senders=[sender for sender, _, _ in links],
                receivers=[(receiver,) for _, receiver, _ in links],
                bounds=[days[day] for _, _, day in links],
                stretches=[False] * len(links),
                flows=["forward"] * len(links),
                organisations=[True] * parties,
            )
        )

    def ask(network: Network) -> Any:
        """The standing and chain of every party at the end, of what is certain: what strict order asks."""
        reach, last_day = network.reach(0), links[-1][2]
        return reach, [reach.standing(party, last_day) for party in range(len(network.record.organisations))]

    def days_of(found_of: Any) -> Days:
        reach, _ = found_of
        found: Days = {}
        for party in range(len(reach.network.record.organisations)):
            days = reach.days(party)
            if Standing.COULD_HAVE_BEEN_TOLD in days:
                found[party] = days[Standing.COULD_HAVE_BEEN_TOLD]
            if Standing.MIGHT_HAVE_KNOWN in days:
                found[MIGHT, party] = days[Standing.MIGHT_HAVE_KNOWN]
        return found

    return build, ask, days_of


def reticula(links: list[Link]) -> tuple[Callable[[], Any], Callable[[Any], Any], Callable[[Any], Days]]:
    import reticula as ret

    edge = ret.directed_temporal_edge[ret.int64, ret.int64]

    def build() -> Any:
        return ret.directed_temporal_network[ret.int64, ret.int64]([edge(*link) for link in links])

    def ask(network: Any) -> Any:
        return ret.out_cluster(network, ret.temporal_adjacency.simple[edge](), links[0][0], links[0][2] - 1)

    def days_of(cluster: Any) -> Days:
        return {party: next(iter(held))[0] for party, held in cluster.interval_sets().items()}

    return build, ask, days_of


def raphtory(links: list[Link]) -> tuple[Callable[[], Any], Callable[[Any], Any], Callable[[Any], Days]]:
    import pandas as pd
    from raphtory import Graph, algorithms

    def build() -> Any:
        graph = Graph()
        graph.load_edges(pd.DataFrame(links, columns=["u", "v", "t"]), time="t", src="u", dst="v")
        return graph

    def ask(graph: Any) -> Any:
        return algorithms.temporally_reachable_nodes(graph, len(links), links[0][2] - 1, [links[0][0]])

    def days_of(found: Any) -> Days:
        rows = {int(node.name): next(iter(came.values())) for node, came in found.items()}
        return {party: min(int(row["0"]) for row in came) for party, came in rows.items() if came}

    return build, ask, days_of


def dynetx(links: list[Link]) -> tuple[Callable[[], Any], Callable[[Any], Any], Callable[[Any], Days]]:
    """One call of `temporal_dag`, which drops most chains."""
    from dynetx.algorithms import temporal_dag

    def ask(graph: Any) -> Any:
        return temporal_dag(graph, links[0][0], start=links[0][2])

    return _graph_of(links), ask, lambda found: _earliest(found[2])


def dynetx_restarted(
    links: list[Link],
) -> tuple[Callable[[], Any], Callable[[Any], Any], Callable[[Any], Days]]:
    """`temporal_dag` from every party reached, from the day after it was, the earliest first: as it never drops the
    party it starts from, this gives every party and day."""
    from dynetx.algorithms import temporal_dag

    def ask(graph: Any) -> Days:
        last_day = links[-1][2]
        days: Days = {}
        waiting = [(links[0][2] - 1, links[0][0])]
        while waiting:
            day, party = heapq.heappop(waiting)
            if party in days:
                continue
            days[party] = day
            if day < last_day:
                for other, came in _earliest(temporal_dag(graph, party, start=day + 1)[2]).items():
                    heapq.heappush(waiting, (came, other))  # type: ignore[misc]
        del days[links[0][0]]
        return days

    return _graph_of(links), ask, lambda days: days


def dynetx_paths(
    links: list[Link],
) -> tuple[Callable[[], Any], Callable[[Any], Any], Callable[[Any], Days]]:
    """`time_respecting_paths` to each party in turn: without a party to reach it ends with an IndexError as soon as
    a chain comes back to where it began."""
    from dynetx.algorithms import time_respecting_paths

    start = links[0][0]
    parties = sorted({party for sender, receiver, _ in links for party in (sender, receiver)} - {start})

    def ask(graph: Any) -> Any:
        return [time_respecting_paths(graph, start, party, start=links[0][2]) for party in parties]

    def days_of(found: Any) -> Days:
        return {
            target: min(path[-1][2] for path in paths)
            for to_party in found
            for (_, target), paths in dict(to_party).items()
        }

    return _graph_of(links), ask, days_of


def _graph_of(links: list[Link]) -> Callable[[], Any]:
    import dynetx as dn

    def build() -> Any:
        graph = dn.DynDiGraph()
        for sender, receiver, day in links:
            graph.add_interaction(sender, receiver, t=day)
        return graph

    return build


def _earliest(names: list[str]) -> Days:
    """The first day of each party, of names of party and day."""
    days: Days = {}
    for name in names:
        party, day = map(int, name.split("_"))
        days[party] = min(day, days.get(party) or day)
    return days


def pathpy2(links: list[Link]) -> tuple[Callable[[], Any], Callable[[Any], Any], Callable[[Any], Days]]:
    import pathpy
    from pathpy.classes.dag import DAG
    from pathpy.path_extraction.temporal_paths import generate_causal_tree

    pathpy.utils.log.Log.set_min_severity(pathpy.utils.log.Severity.ERROR)
    sender, _, first_day = links[0]
    wait = links[-1][2] - first_day + 1  # the longest wait between two links, as long as there are days

    def build() -> Any:
        network = pathpy.TemporalNetwork()
        for source, target, day in links:
            network.add_edge(str(source), str(target), day)
        return DAG.from_temporal_network(network, delta=wait)

    def ask(unfolded: Any) -> Any:
        dag, names = unfolded
        return generate_causal_tree(dag, f"{sender}_{first_day}", names)

    def days_of(found: Any) -> Days:
        return {int(party): None for party in found[1].values()}  # steps from the start, not days

    return build, ask, days_of


ASKED = (explorer, reticula, raphtory, dynetx, dynetx_restarted, dynetx_paths, pathpy2)
LIBRARIES = {find.__name__: find for find in ASKED}


def main() -> None:
    library, path = sys.argv[1:]
    lines = Path(path).read_text("ascii").splitlines()
    links: list[Link] = [tuple(map(int, line.split(","))) for line in lines]  # type: ignore[misc]
    build, ask, days_of = LIBRARIES[library](links)
    marks = [(time.perf_counter(), time.process_time())]
    built = build()
    marks.append((time.perf_counter(), time.process_time()))
    found = ask(built)
    marks.append((time.perf_counter(), time.process_time()))
    names = ("build_wall", "build", "ask_wall", "ask")
    times = [after - before for a, b in pairwise(marks) for before, after in zip(a, b, strict=True)]
    days = {party: day and max(day, links[0][2]) for party, day in days_of(found).items()}
    might = {str(party[1]): day for party, day in days.items() if isinstance(party, tuple)}
    certain = {str(party): day for party, day in days.items() if not isinstance(party, tuple)}
    print(json.dumps({**dict(zip(names, times, strict=True)), "days": certain, "might": might}))


if __name__ == "__main__":
    main()

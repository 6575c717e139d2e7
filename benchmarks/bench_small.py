"""Small numbers in a table of flows: what may not be shown is worked out, and how long that takes.

python benchmarks/bench_small.py [--flows 20000 120000] [--organisations 500]

The table is made here: skewed organisations, and flows of which most are of a few requests.
"""

from __future__ import annotations

import argparse
import time
from random import Random

from explorer.cohort.collecting import uncollected
from explorer.cohort.measures import measure_called
from explorer.cohort.small import Value, hidden_cells, small_rows

OUTCOMES = (30, 10, 20, 8, 4, 25, 1)
"""Of a hundred requests, about: the parts of a flow in their order."""


def flows(size: int, organisations: int) -> list[tuple[Value, ...]]:
    """Rows as the measure ``flows`` has them."""
    random = Random(1)
    weights = [1 / (1 + number) ** 0.8 for number in range(organisations)]
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < size:
        sender, receiver = random.choices(range(organisations), weights, k=2)
        pairs.add((sender, receiver))
    rows = []
    for sender, receiver in sorted(pairs):
        about = 1 + 400 * weights[sender] * weights[receiver]
        drawn = random.choices(
            range(7), OUTCOMES, k=min(5000, max(1, int(random.paretovariate(0.9) * about)))
        )
        parts = [drawn.count(outcome) for outcome in range(7)]
        waits = parts[0] + parts[2]
        days = (1, 2, 3, 4, 0, 9) if waits else (None,) * 6
        cases = max(1, len(drawn) * 9 // 10)
        rows.append(
            (f"from {sender}", "sector", f"to {receiver}", "sector", len(drawn), cases, *parts, waits, *days)
        )
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--flows", type=int, nargs="+", default=[20_000, 120_000])
    parser.add_argument("--organisations", type=int, default=500)
    options = parser.parse_args()
    measure = measure_called("flows")
    for size in options.flows:
        rows = flows(size, options.organisations)
        start = time.process_time()
        with uncollected():
            hidden = hidden_cells(rows, measure.types, measure.sums)
        took = time.process_time() - start
        out = len(small_rows(rows, measure.types))
        print(f"{size:,} flows, {out:,} left out: {took:.2f} s of processor, {len(hidden):,} cells not shown")


if __name__ == "__main__":
    main()

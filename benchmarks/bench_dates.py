"""Dates and their order: seconds of the processor, the least of five runs.

    python benchmarks/bench_dates.py

Parses 100,000 different dates, refuses 1,000 texts that are none, and tightens a chain of 100,000 contacts of which
each follows the one before and shares an earlier one.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from explorer.dates import Bounds, iso_day, parse
from explorer.errors import DateError
from explorer.order import Order
from explorer.tightening import tighten

COUNT = 100_000
STRANGE = ("[" * 200, "1/" * 100, "2019 to " * 25, "-" * 200, "c. " * 66, "1-" * 100, "a" * 200)


def parsing() -> None:
    for number in range(COUNT):
        parse(f"[{iso_day(700_000 + number // 4)}..{iso_day(702_000 + number // 4 + number % 4)}]")


def refusing() -> None:
    for number in range(1_000):
        try:
            parse(STRANGE[number % len(STRANGE)] + str(number))
        except DateError:
            continue


def tightening() -> None:
    first, last, within = (
        Bounds(*days) for days in ((1_000,) * 4, (80_000,) * 4, (500, 90_000, 500, 90_000))
    )
    bounds = [first, *[within] * (COUNT - 2), last]
    follows = [(index, index - 1) for index in range(1, COUNT)]
    shares = [(index, index // 2) for index in range(1, COUNT)]
    tight, _ = tighten(bounds, [False] * COUNT, follows, shares, [None] * COUNT)
    Order(tight, [None] * COUNT, follows)


def least(work: Callable[[], None]) -> float:
    times = []
    for _ in range(5):
        parse.cache_clear()
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


WORK = {
    "100,000 dates parsed": parsing,
    "1,000 texts refused": refusing,
    "100,000 contacts of one chain tightened": tightening,
}


def main() -> None:
    for what, work in WORK.items():
        print(f"{what:<42} {least(work):6.2f} s")


if __name__ == "__main__":
    main()

"""Who could have known: the figures of issue 3, of the very functions that `explorer known` calls.

    python benchmarks/bench_known.py [--processor] [ROW ...]

Rows: one (one contact, all organisations, grades and chains), all-small and all-large (every contact, organisation
and grade), links (dated links, one start: 10^4, 10^5 and 10^6). All by default. Each runs in a process of its own,
whose peak memory it prints; the first three make their contacts as `contacts` below says: half the dates are
windows of 3 to 90 days; times, stretches, meetings, standing access, follows, shares and people occur.
Python looks for no rubbish meanwhile, as in every command; the second line of `one` says what that would add.
Times are of the wall clock; with --processor of the processor, for a machine that does other work.
"""

from __future__ import annotations

import argparse
import gc
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from typing import TypeVar

from explorer.dates import Bounds
from explorer.reach import Network, Record

FIRST_DAY, DAYS = 735_000, 3650
T = TypeVar("T")
clock = time.perf_counter
ROWS = ("one", "all-small", "all-large", "links")


def contacts(count: int, organisations: int, seed: int = 1) -> Record:
    """Contacts of ten years in the order of their first days. The same numbers always give the same record."""
    dice = random.Random(seed)
    people = max(1, organisations // 10)
    rows = sorted(_days(dice, number < organisations // 20) for number in range(count))
    senders, receivers, flows, shares, follows, minutes = [], [], [], [], [], []
    latest: dict[int, int] = {}  # what reached each party last
    for number, (bounds, is_stretch, is_access) in enumerate(rows):
        sender = dice.randrange(organisations) if dice.random() < 0.8 or is_access else organisations
        receiver = (sender + dice.randrange(1, organisations)) % organisations
        is_meeting = not is_access and dice.random() < 0.05
        senders.append(sender if sender < organisations else organisations + dice.randrange(people))
        receivers.append([receiver, *dice.sample(range(organisations), 3)] if is_meeting else [receiver])
        flow = "forward" if dice.random() < 0.8 else "none"
        flows.append("access" if is_access else "both" if is_meeting else flow)
        earlier = latest.get(sender, -1)
        is_after = earlier >= 0 and rows[earlier][0].last_day <= bounds.first_day and not is_access
        follows.append((earlier,) if is_after and dice.random() < 0.3 else ())
        listed = (earlier,) if is_after and dice.random() < 0.5 else ()
        shares.append(listed if dice.random() < 0.2 and not is_access else None)
        minutes.append(None if is_stretch or dice.random() < 0.7 else dice.randrange(1440))
        for party in receivers[-1]:
            latest[party] = number
    return Record(
        senders=senders,
        receivers=receivers,
        bounds=[bounds for bounds, _, _ in rows],
        stretches=[is_stretch for _, is_stretch, _ in rows],
        flows=flows,  # type: ignore[arg-type]
        organisations=[True] * organisations + [False] * people,
        minutes=minutes,
        shares=shares,
        follows=follows,
    )


def _days(dice: random.Random, is_access: bool) -> tuple[Bounds, bool, bool]:
    """Bounds, whether it is a stretch, and whether it is standing access, which lasts four years."""
    first = FIRST_DAY + dice.randrange(DAYS // 2 if is_access else DAYS)
    if is_access:
        return Bounds(first, first, first + 1500, first + 1500), True, True
    last = first + (dice.choice((3, 7, 30, 30, 90)) if dice.random() < 0.5 else 0)
    if dice.random() < 0.03:
        return Bounds(first, last, last + 100, last + 130), True, False
    return Bounds(first, last, first, last), False, False


def links(count: int) -> Record:
    """Bare dated links, fifty an organisation, half of them windows."""
    dice = random.Random(1)
    organisations = count // 50
    known: dict[tuple[int, int], Bounds] = {}
    bounds = []
    for _ in range(count):
        first = FIRST_DAY + dice.randrange(DAYS)
        last = first + (dice.choice((3, 7, 30)) if dice.random() < 0.5 else 0)
        bounds.append(known.setdefault((first, last), Bounds(first, last, first, last)))
    bounds.sort()
    senders = [dice.randrange(organisations) for _ in range(count)]
    receivers = [(dice.randrange(organisations),) for _ in range(count)]
    return Record(senders, receivers, bounds, [False] * count, ["forward"] * count, [True] * organisations)


def one() -> None:
    record = contacts(5000, 200)
    _ask_each(record, "one contact, all organisations, grades and chains, 5,000/200")
    gc.enable()  # as a program that imports explorer may
    _ask_each(record, "the same, while Python looks for rubbish")


def _ask_each(record: Record, what: str) -> None:
    network, build = timed(lambda: Network(record))
    times = [timed(ask, network, contact)[1] * 1000 for contact in range(0, 5000, 10)]
    say(what, times, "ms", "at most 20 ms")
    print(f"{'':<66} the first: {times[0]:.1f} ms; building the network: {build:.2f} s")


def ask(network: Network, contact: int) -> None:
    """Every grade and chain of every organisation, as `explorer known --contact` asks for them."""
    reach = network.reach(contact)
    for party in range(200):
        reach.days(party)
        reach.standing(party, FIRST_DAY + 2 * DAYS)


def everything(count: int, organisations: int, reach: str) -> None:
    record = contacts(count, organisations)
    times = [timed(lambda: Network(record).table())[1] for _ in range(3)]
    say(f"every contact, organisation and grade, {count:,}/{organisations}", times, "s", reach)


def start_of_links() -> None:
    for count in (10_000, 100_000, 1_000_000):
        network, build = timed(Network, links(count))
        times = [timed(network.reach, start)[1] for start in range(5)]
        reach = "at most 2 s" if count == 1_000_000 else ""
        say(f"{count:,} dated links, one start, what is certain", times, "s", reach)
        times = [timed(all_grades, network, start)[1] for start in range(5)]
        say("the same, all grades of every party, with chains", times, "s", reach)
        print(f"{'':<66} the first: {times[0]:.3f} s; building the network: {build:.2f} s")


def all_grades(network: Network, contact: int) -> int:
    """The day of each standing of every party, and its chain on each of these days; how many links they have."""
    reach = network.reach(contact)
    return sum(
        len(reach.standing(party, day).chain)
        for party in range(len(network.record.organisations))
        for day in set(reach.days(party).values())
    )


def timed(work: Callable[..., T], *given: object) -> tuple[T, float]:
    start = clock()
    made = work(*given)
    return made, clock() - start


def say(what: str, times: list[float], unit: str, reach: str) -> None:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    low, middle, high = min(times), statistics.median(times), max(times)
    print(f"{what:<66} {low:8.3f} {middle:8.3f} {high:8.3f} {unit:<2}  {peak:>5} MiB   {reach}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", nargs="*", choices=[[], *ROWS], metavar="ROW")
    parser.add_argument(
        "--processor", action="store_true", help="time of the processor, not of the wall clock"
    )
    options = parser.parse_args()
    rows = options.rows or ROWS
    if options.processor:
        global clock
        clock = time.process_time
    if len(rows) > 1:
        print(f"{'':<66} {'least':>8} {'median':>8} {'most':>8}     {'peak':>5}       reach", flush=True)
        for row in rows:
            subprocess.run([sys.executable, __file__, *options.processor * ["--processor"], row], check=True)
        return
    work: dict[str, Callable[[], None]] = {
        "one": one,
        "all-small": lambda: everything(1000, 60, "at most 1 s, 100 MiB"),
        "all-large": lambda: everything(5000, 200, "at most 15 s, 400 MiB"),
        "links": start_of_links,
    }
    gc.disable()  # as every command does: see `explorer.cli.main`
    work[rows[0]]()


if __name__ == "__main__":
    main()

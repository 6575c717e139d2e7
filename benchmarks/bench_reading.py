"""Reading and checking 100,000 contact rows: seconds and peak memory of a whole process.

    python benchmarks/bench_reading.py [ROWS]

The case is made anew in a temporary folder: 60 organisations, two sources, dates of all sorts, a fifth of the
contacts following another, outcomes on half of the referrals.
"""

from __future__ import annotations

import csv
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from explorer.rows import COLUMNS


def write_case(folder: Path, rows: int) -> None:
    """A made-up case of ``rows`` contacts; the same numbers give the same bytes."""
    chance = random.Random(1)
    orgs = [f"org-{number}" for number in range(60)]
    with (folder / "parties.csv").open("w", newline="", encoding="utf-8") as stream:
        table = csv.writer(stream)
        table.writerow(["id", "name", "sector"])
        table.writerow(["subject", "The subject", "subject"])
        table.writerows([org, f"Organisation {org}", "health"] for org in orgs)
    (folder / "sources.csv").write_text("id,title\nS1,First\nS2,Second\n", "utf-8")
    with (folder / "contacts.csv").open("w", newline="", encoding="utf-8") as stream:
        contacts = csv.DictWriter(stream, COLUMNS["contacts"], restval="")
        contacts.writeheader()
        for number in range(rows):
            contacts.writerow(_contact(number, rows, orgs, chance))


def _contact(number: int, rows: int, orgs: list[str], chance: random.Random) -> dict[str, str]:
    day = date(2000, 1, 1) + timedelta(days=number * 7000 // rows)
    sort = chance.random()
    window = f"[{day}..{day + timedelta(days=30)}]"
    kind = chance.choice(["referral", "notification", "meeting", "visit"])
    follows = number > 1000 and sort < 0.6 and chance.random() < 0.2
    return {
        "id": f"C{number}",
        "date": day.isoformat() if sort < 0.6 else day.isoformat()[:7] if sort < 0.9 else window,
        "from": chance.choice(orgs),
        "to": chance.choice(orgs),
        "kind": kind,
        "summary": "Some words about what happened. " * 4,
        "outcome": chance.choice(["", "closed", "accepted"]) if kind == "referral" else "",
        "follows": f"C{chance.randint(number - 900, number - 300)}" if follows else "",
        "source": chance.choice(["S1", "S2", "S1;S2"]),
        "locator": f"para {number}",
    }


def main(rows: int) -> None:
    """Write, read, print."""
    with tempfile.TemporaryDirectory() as folder:
        write_case(Path(folder), rows)
        command = [sys.executable, "-m", "explorer", "check", folder]
        times = []
        for _ in range(3):
            start = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            times.append(time.perf_counter() - start)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(
        f"check, {rows:,} rows: {min(times):.1f} to {max(times):.1f} s, {peak:.0f} MiB (reach 6 s, 600 MiB)"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)

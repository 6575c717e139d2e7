"""Who could have known, beside other libraries: the same dated links, one start, exact days.

    python benchmarks/bench_known_against.py [--sizes 1000,10000] [--only reticula,raphtory] [--limit SECONDS]

Makes an environment for each library in a temporary folder and installs it there from the package index: none of them
is a dependency. Each question runs in a process of its own (see against.py). Prints seconds of the processor, the
least of three runs (one where a run takes over a minute), how many parties each reaches, and on how many of them it
gives the day from which the explorer says that it could have been told, and that it might have known. What they mean
by reaching differs: the table is in benchmarks/README.md.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path
from typing import Any

PACKAGES = {
    "reticula": "reticula==0.10.1",
    "raphtory": "raphtory==0.17.0",
    "dynetx": "dynetx==0.3.2",
    "dynetx_restarted": "dynetx==0.3.2",
    "dynetx_paths": "dynetx==0.3.2",
    "pathpy2": "pathpy2==2.2.0",
}
SIZES = {
    100: 20,
    300: 50,
    1_000: 100,
    10_000: 1_000,
    100_000: 3_650,
    1_000_000: 3_650,
}  # links: days over which they are spread
FIRST_DAY = 735_000


def links(path: Path, count: int, days: int) -> None:
    """Writes links between organisations, fifty to each, in order of days, the first alone on its day. Always the
    same for the same numbers."""
    dice = random.Random(1)
    organisations = max(20, count // 50)
    rows = [(FIRST_DAY, 0, 1)]
    while len(rows) < count:
        sender, receiver = dice.randrange(organisations), dice.randrange(organisations)
        if sender != receiver:
            rows.append((FIRST_DAY + 1 + dice.randrange(days), sender, receiver))
    rows.sort()
    path.write_text("".join(f"{sender},{receiver},{day}\n" for day, sender, receiver in rows), "ascii")


def environment(folder: Path, library: str) -> str:
    """The interpreter of an environment with the library; '' where it cannot be installed, which is said."""
    if library == "explorer":
        return sys.executable
    package = PACKAGES[library]
    made = folder / package
    python = str(made / "bin" / "python")
    if made.exists():
        return python
    venv.create(made, with_pip=True)
    done = subprocess.run(
        [python, "-m", "pip", "install", "-q", package], capture_output=True, text=True, check=False
    )
    if done.returncode:
        print(f"{package} cannot be installed here: {done.stderr.strip().splitlines()[-1]}")
        return ""
    return python


def asked(python: str, library: str, path: Path, limit: int) -> dict[str, Any] | str:
    """The best of three runs; or why there is none."""
    runs: list[dict[str, Any]] = []
    script = str(Path(__file__).parent / "against.py")
    for _ in range(3):
        start = time.monotonic()
        try:
            done = subprocess.run(
                [python, script, library, str(path)],
                capture_output=True,
                text=True,
                timeout=limit,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return f"stopped after {limit} s"
        if done.returncode:
            return done.stderr.strip().splitlines()[-1]
        runs.append(json.loads(done.stdout.splitlines()[-1]))
        if time.monotonic() - start > 60:
            break
    best = dict(runs[0])
    for name in ("build", "ask", "build_wall", "ask_wall"):
        best[name] = min(run[name] for run in runs)
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument("--only", default=",".join(PACKAGES))
    parser.add_argument("--limit", type=int, default=300, help="seconds after which a run is stopped")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pythons = {
            library: environment(folder, library) for library in ("explorer", *options.only.split(","))
        }
        times = f"{'build':>9}{'ask':>9}{'both':>9}{'ask, wall':>11}"
        print(f"{'links':>9} {'library':<17}{times}   reaches     could     might", flush=True)
        for count in map(int, options.sizes.split(",")):
            path = folder / f"{count}.csv"
            links(path, count, SIZES[count])
            ours: dict[str, Any] = {}
            for library, python in pythons.items():
                found = asked(python, library, path, options.limit) if python else "not installed"
                if isinstance(found, str):
                    print(f"{count:>9,} {library:<17} {found}", flush=True)
                    continue
                ours = ours or found
                days = found["days"].items()
                same = [
                    sum(day == ours[name].get(party) for party, day in days) for name in ("days", "might")
                ]
                both = found["build"] + found["ask"]
                times = f"{found['build']:9.4f}{found['ask']:9.4f}{both:9.4f}{found['ask_wall']:11.4f}"
                print(
                    f"{count:>9,} {library:<17}{times}{len(days):>10,}{same[0]:>10,}{same[1]:>10,}",
                    flush=True,
                )


if __name__ == "__main__":
    main()

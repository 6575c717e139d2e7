"""Loading many cases: processor time, wall clock and peak memory of the whole process, for raw tables of some sizes.

python benchmarks/bench_cohort_load.py 100000 1000000 10000000 [--shape csv] [--folder FOLDER]
"""

from __future__ import annotations

import argparse
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from make_cohort import Plan, make_cohort


def measured(source: Path, output: Path) -> tuple[float, float, int]:
    """Seconds of processor, seconds of wall clock, and MiB at the peak of the largest process, of one cold load."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    command = [sys.executable, "-m", "explorer", "cohort", "load", str(source), "-o", str(output), "--force"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return spent, time.perf_counter() - started, after.ru_maxrss // 1024


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("contacts", type=int, nargs="*", default=[100_000, 1_000_000])
    parser.add_argument("--shape", choices=("parquet", "csv"), default="parquet")
    parser.add_argument("--folder", type=Path, help="where there is room; raw tables already there are used")
    wanted = parser.parse_args()
    folder = wanted.folder or Path(tempfile.mkdtemp())
    print(
        "| contacts | raw, MB | processor, s | wall clock, s | peak, MiB | cohort, MB |\n|---|---|---|---|---|---|"
    )
    for contacts in sorted(wanted.contacts):
        raw, output = folder / f"raw-{contacts}-{wanted.shape}", folder / f"loaded-{contacts}.parquet"
        if not raw.exists():
            make_cohort(raw, Plan(contacts=contacts), shape=wanted.shape)
        spent, wall, peak = measured(raw, output)
        size = sum(path.stat().st_size for path in raw.iterdir()) / 1e6
        print(
            f"| {contacts:,} | {size:.0f} | {spent:.1f} | {wall:.1f} | {peak:,} | {output.stat().st_size / 1e6:.0f} |"
        )
    if not wanted.folder:
        shutil.rmtree(folder)

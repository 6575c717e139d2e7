"""Every export, timed: the report of the real case and of 5,000 contacts, and a table of 100,000 rows in each format.

    python benchmarks/bench_exports.py

Reach: the report as docx 2 s on the real case, 20 s and 500 MiB on 5,000 contacts; each table of 100,000 rows 15 s.
Each line is a process of its own, so that seconds and memory are those of a command; of a PDF set in parts the memory
of the largest part stands after that of the command.
"""

from __future__ import annotations

import gc
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
REAL = ROOT / "data" / "southport"
ROWS = 100_000


def report_of(case: str, suffix: str) -> None:
    """Write the whole report of a case."""
    gc.disable()  # as the command line does
    from explorer import Report, read_case
    from explorer.exports import write_report

    with tempfile.TemporaryDirectory() as folder:
        path = write_report(Report(read_case(case)), Path(folder) / f"x{suffix}")
        print(f"{path.stat().st_size / 2**20:6.1f} MiB", end="  ")


def table_of(name: str) -> None:
    """Write a table of 100,000 rows in the shape of a chronology."""
    from dataclasses import replace

    gc.disable()  # as the command line does
    from explorer import Report, read_case
    from explorer.dates import parse
    from explorer.exports import registry, table_content

    table = Report(read_case(REAL)).tables["chronology"]
    months = [parse(f"{2000 + at // 12}-{at % 12 + 1:02}") for at in range(240)]
    rows = []
    for at in range(ROWS):
        row = list(table.rows[at % len(table.rows)])
        row[0], row[1], row[6] = f"C{at}", months[at % 240], f"{row[6]} ({at})"
        rows.append(tuple(row))
    long = replace(table, rows=tuple(rows))
    start, busy = time.perf_counter(), time.process_time()
    content = table_content(registry()[name], long)
    seconds, busy = time.perf_counter() - start, time.process_time() - busy
    print(f"{len(content) / 2**20:6.1f} MiB  writing {seconds:5.1f} s (processor {busy:5.1f} s)", end="  ")


def case_of(case: str, name: str) -> None:
    """Write a case for another tool."""
    gc.disable()  # as the command line does
    from explorer import Report, read_case
    from explorer.exports import registry

    print(f"{len(registry('case')[name].case_text(Report(read_case(case)))) / 2**20:6.1f} MiB", end="  ")


def apart(what: str, *arguments: str) -> None:
    """Run one of the above in a process of its own."""
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, __file__, what, *arguments], capture_output=True, text=True, check=False, cwd=ROOT
    )
    seconds, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    busy = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    said = done.stdout.strip() or done.stderr.strip().splitlines()[-1]
    name = f"{what:<10} {' '.join(Path(item).name for item in arguments):<28}"
    print(f"{name} {seconds:6.1f} s (processor {busy:5.1f} s)  {said}", flush=True)


def main() -> None:
    """All of them."""
    sys.path.insert(0, str(ROOT / "benchmarks"))
    from make_case import make_case

    from explorer.exports import registry

    with tempfile.TemporaryDirectory() as folder:
        big = str(make_case(Path(folder) / "big", 5000, 60))
        for case in (str(REAL), big):
            for module in registry("document").values():
                apart("report_of", case, module.SUFFIXES[0])
            for name in registry("case"):
                apart("case_of", case, name)
        for name in registry("table"):
            apart("table_of", name)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        sys.path.insert(0, str(ROOT))
        {"report_of": report_of, "table_of": table_of, "case_of": case_of}[sys.argv[1]](*sys.argv[2:])
        peaks = [
            resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        ]
        print("peak " + " and ".join(f"{peak / 1024:5.0f} MiB" for peak in peaks if peak))
    else:
        sys.path.insert(0, str(ROOT))
        main()

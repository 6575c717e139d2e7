"""Every finding on a big synthetic case, one by one: seconds and statements; the reach is 20 s for 5,000 contacts.

python benchmarks/bench_findings.py [--contacts 5000] [--organisations 200]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from make_case import make_case

import explorer
from explorer.findings import findings_of, registry
from explorer.links import inferred_links
from explorer.paths import ways_between

REACH_SECONDS = 20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--contacts", type=int, default=5000)
    parser.add_argument("--organisations", type=int, default=200)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        case = explorer.read_case(make_case(Path(folder) / "case", options.contacts, options.organisations))
    report = explorer.Report(case)
    total = 0.0
    for name in registry():
        start = time.perf_counter()
        (finding,) = findings_of(report, [name])
        seconds = time.perf_counter() - start
        total += seconds
        print(f"{name:<24}{len(finding.statements):>7} statements {seconds:>8.2f} s")
    print(f"{'all findings':<24}{'':>18} {total:>8.2f} s, reach {REACH_SECONDS} s")
    start = time.perf_counter()
    links = inferred_links(case, 30)
    print(f"{'inferred links':<24}{len(links):>7} links      {time.perf_counter() - start:>8.2f} s")
    start = time.perf_counter()
    ways = ways_between(case, "org-03", f"org-{options.organisations - 20:02}")
    print(f"{'path':<24}{len(ways.ways):>7} ways       {time.perf_counter() - start:>8.2f} s")
    sys.exit(total > REACH_SECONDS)


if __name__ == "__main__":
    main()

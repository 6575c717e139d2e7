"""A process that sweeps many cases keeps the memory that its arrays leave."""

from __future__ import annotations

import os
import platform
import subprocess
import sys

import pytest


def pages(before: str) -> int:
    """Pages that the system gave a process which makes arrays of 8 MB, four at a time."""
    code = f"""
import resource
import numpy as np
from explorer.cohort import lockstep
{before}
for _ in range(20):
    every = [np.arange(1_000_000) for _ in range(4)]
    del every
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt)
"""
    environment = {**os.environ, "NUMPY_MADVISE_HUGEPAGE": "0"}
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env=environment)
    return int(run.stdout)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only GNU's allocator is told what to keep")
def test_memory_that_arrays_leave_is_kept() -> None:
    assert pages("lockstep.keep_memory()") < pages("") / 2

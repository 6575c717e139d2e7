"""What every decider had of every contact, of many cases at once, by arrays of whole numbers.

It answers as :mod:`explorer.reach.at_once` does, to which tests hold it equal, for cases such as most are; those that
it leaves are asked one by one. It needs numpy, without which all are.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec

KEPT = 1 << 28
"""So many bytes that arrays leave stay with a process."""

M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3
"""Settings of the allocator of GNU: https://man7.org/linux/man-pages/man3/mallopt.3.html"""


def is_there() -> bool:
    """Whether cases can be swept in step here."""
    return find_spec("numpy") is not None


def keep_memory() -> None:
    """Let this process keep the memory that arrays leave. GNU's allocator hands much of it back to the system, which
    gives it anew, page by page, to the next array: a tenth of the time of a sweep."""
    import ctypes  # only in processes that count

    mallopt = getattr(ctypes.CDLL(None), "mallopt", None) if sys.platform == "linux" else None
    if mallopt is not None:
        mallopt(M_TRIM_THRESHOLD, KEPT)
        mallopt(M_MMAP_THRESHOLD, KEPT)

"""Python's search for cycles, let be while many rows are made."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """No search for cycles within: rows hold none, and looking through hundreds of thousands of them, again and again
    as they are made, takes longer than making them. As it was before at the end, whatever happens."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()

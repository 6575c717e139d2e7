"""Interrupts that arrive: raised once, and again where something took them for its own and went on."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from explorer.cohort.engines.interrupts import NUMBERS

SECONDS_TO_BE_HEARD = 0.3


@contextmanager
def stoppable() -> Iterator[list[int]]:
    """Signals to end raise :class:`KeyboardInterrupt` in the block; the list then has the number of the first.

    An exception that comes up while an object is set free, or in a module of C that calls Python, is told to nobody and
    the work goes on. So it is raised again (not on Windows, which has no such clock) until the block is being left.
    Clearing away is not stopped half-way: later signals are passed over.
    """
    came: list[int] = []

    def stop(number: int, _: object) -> None:
        if came:
            return
        came.append(number)
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, SECONDS_TO_BE_HEARD, SECONDS_TO_BE_HEARD)
        raise KeyboardInterrupt

    def again(_: int, __: object) -> None:
        if came and not _is_heard():
            raise KeyboardInterrupt

    before = {number: signal.signal(number, stop) for number in NUMBERS}
    if hasattr(signal, "SIGALRM"):
        before[signal.SIGALRM] = signal.signal(signal.SIGALRM, again)
    told, sys.unraisablehook = sys.unraisablehook, _not_of_interrupts
    try:
        yield came
    finally:
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)
        for number, handler in before.items():
            signal.signal(number, handler)
        sys.unraisablehook = told


def _is_heard() -> bool:
    """Whether an interrupt is on its way up: what runs now then clears away."""
    error = sys.exc_info()[1]
    while error is not None:
        if isinstance(error, KeyboardInterrupt):
            return True
        error = error.__context__
    return False


def _not_of_interrupts(lost: sys.UnraisableHookArgs) -> None:
    if lost.exc_type is not KeyboardInterrupt:
        sys.__unraisablehook__(lost)

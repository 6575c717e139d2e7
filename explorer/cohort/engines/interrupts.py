"""Interrupts: put off while processes are started, for one half begun is known to nobody, and would stay, and while
modules of C are loaded; and raised again where something took them for its own and went on."""

from __future__ import annotations

import logging
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

NUMBERS = (signal.SIGINT, signal.SIGTERM)
SECONDS_TO_BE_HEARD = 0.3


@contextmanager
def interrupts_later() -> Iterator[None]:
    """An interrupt, or the signal to end, is acted upon when the block is left.

    Processes started in the block never see the interrupt that a terminal sends to all: it is for the one that
    started them. Does nothing outside the main thread, which alone has signals.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []
    before = [signal.signal(number, lambda got, _: came.append(got)) for number in NUMBERS]
    masks = hasattr(signal, "pthread_sigmask")  # not on Windows
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT]) if masks else set()
    try:
        yield
    finally:
        if masks:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        for number, handler in zip(NUMBERS, before, strict=True):
            signal.signal(number, handler or signal.SIG_DFL)
        if came:
            signal.raise_signal(came[0])


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
        logging.disable()  # one line tells of it: Spark's library would log each command that was cut off
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
    silenced = logging.root.manager.disable
    try:
        yield came
    finally:
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)
        for number, handler in before.items():
            signal.signal(number, handler)
        sys.unraisablehook = told
        logging.disable(silenced)


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

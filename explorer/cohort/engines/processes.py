"""Processes of our own, each of which does one piece of work after the other.

Each has a pipe of its own to the one that started it. When the system ends a process, as it does where memory runs out,
its pipe closes, and the work ends with an error: nobody waits for what will never come. When the one that started them
is ended, theirs close, and they end too.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import traceback
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import ExitStack
from multiprocessing.connection import Connection, wait
from queue import SimpleQueue
from threading import Thread
from typing import Any, TypeVar

from explorer.cohort.engines.interrupts import interrupts_later
from explorer.errors import CohortError

Piece = TypeVar("Piece")
Answer = TypeVar("Answer")

LAST = -1
"""The number of an answer to no piece: what a process tells when there are no more."""

_ANSWER, _ERROR, _END = "answer", "error", "end"

LOST = (EOFError, OSError)
"""What reading or writing a pipe raises when the process at its other end is gone."""


def answers(
    work: Callable[..., Iterator[Answer]],
    given: tuple[Any, ...],
    pieces: Iterable[Piece],
    processes: int,
    *,
    fix: str,
    at_once: int = 1,
) -> Generator[tuple[int, Answer]]:
    """The number of each piece and what came of it, as each is done; then what each process tells, as :data:`LAST`.

    Each process runs ``work(*given, pieces)`` over the pieces that it is handed, which gives one answer after each of
    them, and any more at the end. ``at_once`` is how many pieces a process has in hand: 2 where this one is busy
    between answers. Processes are started anew (not forked) and ended before this ends, be it closed, interrupted or
    ended by an error, which comes up here when it came up in one of them. Raises :class:`CohortError`, with ``fix``,
    when one is ended from outside.
    """
    numbered = enumerate(pieces)
    with ExitStack() as ended:
        started: list[_Process] = []
        ended.callback(_end, started)
        with interrupts_later():
            for _ in range(processes):
                started.append(_Process())  # noqa: PERF401 - each is known as soon as it is started
        for process in started:
            process.send((work, given), fix)
        for process in started * at_once:
            process.hand(numbered, fix)
        at_work = {process.link: process for process in started}
        while at_work:
            for link in wait(list(at_work)):
                process = at_work[link]  # type: ignore[index]
                kind, answer = process.received(fix)
                if kind == _ERROR:
                    raise answer
                if kind == _END:
                    del at_work[process.link]
                    continue
                number = process.held.popleft() if process.held else LAST
                process.hand(numbered, fix)  # first, so that it works while the answer is taken
                yield number, answer


def in_order(numbered: Iterable[tuple[int, Answer]]) -> Iterator[Answer]:
    """Answers of pieces in the order of the pieces, each as soon as those before it are there."""
    early: dict[int, Answer] = {}
    following = 0
    for number, answer in numbered:
        early[number] = answer
        while following in early:
            yield early.pop(following)
            following += 1


class _Process:
    """One that was started. ``held`` are the numbers of the pieces that it has in hand."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.link, theirs = context.Pipe()
        self.held: deque[int] = deque()
        self._has_all = False
        self._process = context.Process(target=_work, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()  # else it would be open here, and not close with the process

    def send(self, message: object, fix: str) -> None:
        try:
            self.link.send(message)
        except LOST as error:
            raise self._lost(fix) from error

    def hand(self, numbered: Iterator[tuple[int, Any]], fix: str) -> None:
        """Give it the next piece, or say that there are no more."""
        if self._has_all:
            return
        number, *piece = next(numbered, (LAST,))
        if piece:
            self.held.append(number)
        self._has_all = not piece
        self.send(piece, fix)

    def received(self, fix: str) -> tuple[str, Any]:
        try:
            kind, answer = self.link.recv()
        except LOST as error:
            raise self._lost(fix) from error
        return kind, answer

    def _lost(self, fix: str) -> CohortError:
        code = self.end()
        how = (
            f"was ended by the system (signal {-code}), perhaps for lack of memory"
            if code < 0
            else f"ended before it was done (exit code {code})"
        )
        return CohortError(f"A process that worked on the cases {how}. {fix}")

    def stop(self) -> None:
        self._process.kill()  # nothing of it is worth keeping, and SIGTERM may have been set to be ignored
        self.link.close()

    def end(self) -> int:
        """End it, if it has not ended; its exit code, below 0 for a signal."""
        self.stop()
        self._process.join()
        return self._process.exitcode or 0


def _end(started: list[_Process]) -> None:
    with interrupts_later():
        for process in started:
            process.stop()
        for process in started:
            process.end()


def _work(link: Connection) -> None:
    """In a process of its own. An interrupt is for the one that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    received: SimpleQueue[Any] = SimpleQueue()
    Thread(target=_receive, args=(link, received), daemon=True).start()
    try:
        work, given = received.get()
        for answer in work(*given, _pieces(received)):
            link.send((_ANSWER, answer))
        link.send((_END, None))
    except Exception as error:  # noqa: BLE001 - whatever it is, it comes up in the one that waits for the answer
        error.add_note(traceback.format_exc())
        link.send((_ERROR, error))


def _pieces(received: SimpleQueue[Any]) -> Iterator[Any]:
    while piece := received.get():
        yield piece[0]


def _receive(link: Connection, received: SimpleQueue[Any]) -> None:
    """Takes in what is sent, at once: the one that sends never waits. When that one is gone it ends the process,
    whatever that is doing."""
    try:
        while True:
            received.put(link.recv())
    except LOST:
        os._exit(1)

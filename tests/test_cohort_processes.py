"""Pieces of work done by processes: each once, in any order, and an error where a process is ended from outside."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from contextlib import closing
from multiprocessing import active_children
from pathlib import Path

import pytest

from explorer.cohort.engines.processes import LAST, answers, in_order
from explorer.cohort.loading.single import mapped
from explorer.errors import CaseError, CohortError, DateError, ExplorerError, OrderError, Problem

FIX = "Do it again."
LONGEST = 60


def doubled(times: int, pieces: Iterator[str]) -> Iterator[str]:
    """Each piece so many times; at last all of them together."""
    all_of_them = []
    for piece in pieces:
        all_of_them.append(piece)
        yield piece * times
    yield "".join(all_of_them)


def waited(folder: Path, pieces: Iterator[str]) -> Iterator[str]:
    """The first piece is done only after the last."""
    for piece in pieces:
        until = time.monotonic() + LONGEST
        while piece == "first" and not (folder / "last").exists():
            assert time.monotonic() < until
            time.sleep(0.01)
        (folder / piece).touch()
        yield piece


def refused(error: Exception, pieces: Iterator[str]) -> Iterator[str]:
    for piece in pieces:
        if piece == "c":
            raise error
        yield piece


def ended(how: str, pieces: Iterator[str]) -> Iterator[str]:
    """The process that has the third piece ends, while another is at the first for long."""
    for piece in pieces:
        if piece == "a":
            time.sleep(600)
        if piece == "c":
            os.kill(os.getpid(), signal.SIGKILL) if how == "killed" else os._exit(3)
        yield piece


def killed_by(piece: str) -> str:
    if piece == "c":
        os.kill(os.getpid(), signal.SIGKILL)
    return piece


@pytest.mark.parametrize("at_once", [1, 2])
def test_each_piece_is_done_once_and_each_process_tells_at_last(at_once: int) -> None:
    found = list(answers(doubled, (2,), "abcdefg", 2, fix=FIX, at_once=at_once))
    told = [text for number, text in found if number == LAST]
    assert len(told) == 2
    assert sorted("".join(told)) == list("abcdefg")
    assert sorted(found)[2:] == list(enumerate(letter * 2 for letter in "abcdefg"))
    assert not active_children()


@pytest.mark.parametrize("at_once", [1, 2])
def test_no_process_waits_for_another(tmp_path: Path, at_once: int) -> None:
    pieces = ["first", *"abcdef", "last"]
    found = list(answers(waited, (tmp_path,), pieces, 2, fix=FIX, at_once=at_once))
    done = [text for _, text in found]
    assert done.index("last") < done.index("first")
    assert list(in_order(found)) == pieces


def test_more_than_a_pipe_holds_goes_both_ways_at_once() -> None:
    pieces = [letter * 1_000_000 for letter in "abcdefgh"]
    found = answers(doubled, (3,), iter(pieces), 2, fix=FIX, at_once=2)
    assert list(in_order((number, text) for number, text in found if number != LAST)) == [
        piece * 3 for piece in pieces
    ]


@pytest.mark.parametrize(
    "error",
    [
        CaseError([Problem("contacts", 3, "date", "x", "No day.", "Write one.")]),
        DateError("x", "No day.", "Write one."),
        OrderError("In a circle.", ["C1", "C2"]),
        CohortError("No cohort."),
        ZeroDivisionError("x"),
    ],
)
def test_an_error_comes_up_as_it_is_and_says_where_it_came_up(error: Exception) -> None:
    with pytest.raises(type(error)) as raised:
        list(answers(refused, (error,), "abcdefg", 2, fix=FIX))
    found = raised.value
    assert (str(found), found.args) == (str(error), error.args)
    (where,) = found.__notes__
    assert ", in refused\n" in where
    del found.__notes__
    assert vars(found) == vars(error)
    assert not active_children()


@pytest.mark.parametrize(
    ("how", "said"),
    [
        pytest.param(
            "killed", "was ended by the system (signal 9), perhaps for lack of memory",
            marks=pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kill -9 is of Unix"),
        ),
        ("left", "ended before it was done (exit code 3)"),
    ],
)  # fmt: skip
def test_a_process_that_is_ended_ends_all_with_an_error(how: str, said: str) -> None:
    with pytest.raises(CohortError) as raised:
        list(answers(ended, (how,), "abcdefg", 2, fix=FIX))
    assert str(raised.value) == f"A process that worked on the cases {said}. {FIX}"
    assert not active_children()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kill -9 is of Unix")
def test_loading_says_what_to_do_when_a_process_is_ended() -> None:
    with pytest.raises(ExplorerError, match=r"signal 9.*--memory 1GB"):
        list(mapped(killed_by, iter("abcdefg"), 2))
    assert not active_children()


def test_they_end_when_nobody_wants_more() -> None:
    with closing(answers(doubled, (2,), "abcdefg", 2, fix=FIX)) as found:
        next(found)
        assert len(active_children()) == 2
    assert not active_children()


def test_of_one_job_none_is_started() -> None:
    pids = list(mapped(os.getpgid, iter([0]), 4))
    assert pids == [os.getpgid(0)]
    assert list(mapped(str.upper, iter("abc"), 1)) == ["A", "B", "C"]
    assert list(mapped(str.upper, iter(""), 4)) == []
    assert list(mapped(str.upper, iter("abc"), 4)) == ["A", "B", "C"]

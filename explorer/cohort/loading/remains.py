"""The private folder of a load; and what a load that was killed left, which the next one beside it clears away."""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from explorer.cohort.engines.interrupts import interrupts_later
from explorer.files import STALE_SECONDS

PREFIX = ".cohort-"
HELD = "held.json"
"""Says that a folder is a load's, and which unfinished files are its own. Written once the folder is locked: so a
folder that has it and no lock belongs to nobody any more."""
KIND = "explorer cohort load"
PART = re.compile(r"\.[^/\\]{1,60}\.\d+\.part")


@contextmanager
def work_folder(parent: Path, parts: Sequence[Path]) -> Iterator[Path]:
    """A new private folder in ``parent``, locked. When the block is left it is gone, and ``parts`` with it.

    Raises ``OSError`` where none can be made. Remains in ``parent`` are cleared away first.
    """
    clear_remains(parent)
    folder, lock = None, -1
    try:
        with interrupts_later():  # a folder that nobody knows of yet would stay
            folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=parent)).resolve()
            lock = _lock(folder)
            said = {"kind": KIND, "parts": [str(part) for part in parts]}
            (folder / HELD).write_text(json.dumps(said), "utf-8")
        yield folder
    finally:
        for part in parts:
            part.unlink(missing_ok=True)
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)
        if lock >= 0:
            os.close(lock)


def clear_remains(parent: Path) -> None:
    """Delete the folders that killed loads left in ``parent``, and their unfinished files: only those that this user
    owns, that say they are a load's, and that no process holds. Where files cannot be locked, nothing."""
    with suppress(OSError):
        for folder in parent.glob(f"{PREFIX}*"):
            if not folder.is_symlink() and folder.is_dir() and _is_mine(folder):
                with suppress(OSError):
                    _clear(folder)


def _clear(folder: Path) -> None:
    held = folder / HELD
    if not held.is_file() or held.is_symlink():
        is_old = time.time() - folder.stat().st_mtime > STALE_SECONDS
        if is_old:
            folder.rmdir()  # only where it is empty: killed before it had said anything
        return
    lock = _lock(folder)
    if lock < 0:
        return
    try:
        for part in _parts_in(held):
            part.unlink(missing_ok=True)
        shutil.rmtree(folder, ignore_errors=True)
    finally:
        os.close(lock)


def _parts_in(held: Path) -> list[Path]:
    """The unfinished files that a folder names; nothing but such files, of this user."""
    try:
        said = json.loads(held.read_bytes()[:100_000])
        parts = [Path(str(name)) for name in said["parts"]] if said["kind"] == KIND else []
    except (ValueError, KeyError, TypeError):
        return []
    return [part for part in parts if PART.fullmatch(part.name) and part.is_file() and _is_mine(part)]


def _is_mine(path: Path) -> bool:
    return hasattr(os, "getuid") and path.lstat().st_uid == os.getuid()


def _lock(folder: Path) -> int:
    """A handle that holds the folder until it is closed or its process ends; -1 where another has it, or where folders
    cannot be locked."""
    try:
        import fcntl
    except ImportError:  # Windows
        return -1
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        return -1
    return handle

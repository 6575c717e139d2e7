"""Readers: a file per format; the folder is the registry.

A reader is a module with ``NAME`` (for messages), ``SUFFIXES`` (lower case; ``""`` is a folder) and
``read(path, encoding) -> RawCase``. A new format is a new file here; the contract tests find it by themselves.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType

from explorer.case import Case
from explorer.errors import CaseError, Problem
from explorer.files import recover
from explorer.rows import RawCase

Read = Callable[[Path, str], RawCase]
DEFAULT_ENCODING = "utf-8"
DAMAGE = (
    ValueError, TypeError, LookupError, AttributeError, SyntaxError, EOFError, OSError, ArithmeticError,
    AssertionError, RecursionError, NotImplementedError, MemoryError, zlib.error,
)  # fmt: skip
"""What parsers of other people's formats raise on damage. Anything else is a defect of ours and should be seen."""


@cache
def registry() -> dict[str, ModuleType]:
    """Every reader by suffix."""
    found = {}
    for module in sorted(iter_modules(__path__), key=lambda item: item.name):
        reader = import_module(f"{__name__}.{module.name}")
        for suffix in getattr(reader, "SUFFIXES", ()):
            found[suffix] = reader
    return found


def refused(path: Path, expected: str, fix: str) -> CaseError:
    """The error of a whole file or folder that cannot be read."""
    return CaseError([Problem(path.name or str(path), 0, "", "", expected, fix)])


def read_rows(path: Path | str, *, encoding: str = DEFAULT_ENCODING) -> RawCase:
    """The rows of the case at ``path``: a folder, or a file of any format that has a reader.

    Raises :class:`CaseError` where there is nothing to read or it is not what its suffix says.
    """
    path = Path(path)
    recover(path)
    if not path.exists():
        raise refused(path, f"there is no {path}.", "Check the name; `explorer new CASE` makes a blank case.")
    suffix = "" if path.is_dir() else path.suffix.casefold()
    reader = registry().get(suffix)
    if reader is None or (suffix == "" and not path.is_dir()):
        if path.suffix == ".csv" and (path.parent / "contacts.csv").is_file():
            raise refused(path, "this is one file of a case.", f"Give its folder: {path.parent}")
        known = ", ".join(sorted(suffix for suffix in registry() if suffix))
        fix = f"Give the case's folder, or a file of one of these formats: {known}."
        raise refused(path, "this is no case that can be read.", fix)
    read: Read = reader.read
    try:
        return read(path, encoding)
    except OSError as error:
        reason = error.strerror or str(error)
        raise refused(path, f"cannot be read: {reason}.", "Check that you may open it.") from error


def read_case(path: Path | str, *, encoding: str = DEFAULT_ENCODING) -> Case:
    """The case at ``path``, checked (design section 3).

    Args: ``path`` is a case folder or a workbook; ``encoding`` is that of its text files.
    Raises :class:`CaseError` with every problem: file, row, column, found, expected, fix.
    """
    import gc

    from explorer.checking import case_of

    # Reading makes hundreds of thousands of records that all stay: looking for rubbish among them takes a third of
    # the time and finds none.
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        return case_of(read_rows(path, encoding=encoding))
    finally:
        if was_enabled:
            gc.enable()

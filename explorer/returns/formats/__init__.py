"""Formats of returns: a file per format; the folder is the registry.

A format is a module with ``NAME`` (for messages), ``SUFFIXES`` (lower case) and
``read(path, document, reading) -> None``, which fills the document. A new format is a new file here; the contract
tests find it by themselves.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType

from explorer.readers import DAMAGE
from explorer.returns.grids import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, Document, Reading
from explorer.returns.limits import ReturnError, check_size, refuse


@cache
def registry() -> dict[str, ModuleType]:
    """Every format by suffix."""
    found = {}
    for module in sorted(iter_modules(__path__), key=lambda item: item.name):
        reader = import_module(f"{__name__}.{module.name}")
        for suffix in reader.SUFFIXES:
            found[suffix] = reader
    return found


def read_return(path: Path | str, reading: Reading = Reading()) -> Document:  # noqa: B008
    """The tables of a return, with the SHA-256 of the file.

    Raises :class:`ReturnError` where the file is too large, damaged, locked or of no known format. Macros are not
    run, links are not followed, formulas are not worked out.
    """
    path = Path(path)
    check_size(path)
    reader = registry().get(path.suffix.casefold())
    if reader is None:
        known = ", ".join(sorted(registry()))
        raise refuse(path, "this is no format that can be read.", f"Save it as one of: {known}.")
    document = Document(path.name, hashlib.sha256(path.read_bytes()).hexdigest())
    try:
        reader.read(path, document, reading)
    except ReturnError:
        raise
    except _damage(reader) as error:
        raise refuse(
            path, f"this is no {reader.NAME} that can be read, or it is damaged.", "Save it anew."
        ) from error
    _check_extent(path, document)
    return document


def _damage(reader: ModuleType) -> tuple[type[BaseException], ...]:
    import zipfile

    own: tuple[type[BaseException], ...] = reader.damage() if hasattr(reader, "damage") else ()
    return (*DAMAGE, zipfile.BadZipFile, *own)


def _check_extent(path: Path, document: Document) -> None:
    rows = sum(len(grid.rows) for grid in document.grids)
    cells = sum(len(row) for grid in document.grids for row in grid.rows)
    width = max((grid.width for grid in document.grids), default=0)
    if rows > MAX_ROWS or cells > MAX_CELLS or width > MAX_COLUMNS:
        most = f"{MAX_ROWS:,} rows, {MAX_COLUMNS} columns or {MAX_CELLS:,} cells"
        raise refuse(path, f"the return holds more than {most}.", "Split it.")

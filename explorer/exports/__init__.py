"""Exports: a file per format; the folder is the registry.

A format is a module with ``NAME`` (what ``--format`` takes), ``SUFFIXES`` (what ``-o`` goes by), and
``table_text(table, width, colour) -> str``. What a format cannot carry is named in its docstring.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType

from explorer.errors import UnknownNameError
from explorer.files import write_file
from explorer.tables import Table
from explorer.vocabulary import clip, suggest


@cache
def registry() -> dict[str, ModuleType]:
    """Every format by name."""
    modules = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
    return {module.NAME: module for module in sorted(modules, key=lambda module: str(module.NAME))}


def format_of(output: Path | None, name: str | None) -> ModuleType:
    """The format that ``--format`` names, else the suffix of ``-o``, else text.

    Raises :class:`UnknownNameError` with the formats there are.
    """
    formats = registry()
    known = ", ".join(formats)
    if name:
        if name not in formats:
            near = suggest(name, formats)
            meant = f'Did you mean "{near}"?' if near else f"Use one of: {known}."
            raise UnknownNameError(f'"{clip(name)}" is no format. {meant}')
        return formats[name]
    if output is None:
        return formats["text"]
    for module in formats.values():
        if output.suffix.casefold() in module.SUFFIXES:
            return module
    suffixes = ", ".join(suffix for module in formats.values() for suffix in module.SUFFIXES)
    raise UnknownNameError(
        f'No format has the suffix "{clip(output.suffix)}". Use one of: {suffixes}; or --format.'
    )


def write_table(
    table: Table,
    output: Path | None,
    name: str | None,
    *,
    force: bool = False,
    width: int = 100,
    colour: bool = False,
) -> str | Path:
    """A table as text for a terminal (``output`` is ``None``), or written to a file whose path is returned."""
    module = format_of(output, name)
    if output is None:
        return str(module.table_text(table, width=width, colour=colour))
    content = module.table_text(table, width=width, colour=False).encode(getattr(module, "ENCODING", "utf-8"))
    return write_file(output, content, force=force)

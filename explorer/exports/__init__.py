"""Exports: a file per format; the folder is the registry.

A format is a module with ``NAME`` (what ``--format`` takes), ``SUFFIXES`` (what ``-o`` goes by) and at least one of

    table_text(table, *, width, colour) -> str     a table as text
    table_bytes(table) -> bytes                    a table as a file that is no text
    case_text(report) -> str                       the whole case as one text, for another tool
    document_bytes(document) -> bytes              a document of :mod:`explorer.document`
    report_bytes(report) -> bytes                  the whole report, made of its tables

A module with ``case_text`` also has ``left_out(report) -> list of sentences``: what of this case the format cannot
carry, said on the error stream. What it can never carry is named in its docstring. A new format is one file here:
``--help``, the README and the contract tests follow by themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType
from typing import TYPE_CHECKING

from explorer.characters import encoded
from explorer.errors import OutputError, UnknownNameError
from explorer.files import refuse_existing, write_file
from explorer.tables import Table
from explorer.vocabulary import clip, suggest

if TYPE_CHECKING:
    from explorer.report import Report

WRITING = "Writing the file"
WRITERS = {
    "table": ("table_text", "table_bytes"),
    "case": ("case_text",),
    "document": ("document_bytes", "report_bytes"),
}
"""What can be written, and the functions of a module that write it."""


@cache
def registry(what: str = "table") -> dict[str, ModuleType]:
    """Every format that can write ``what`` (``table``, ``case`` or ``document``), by name."""
    modules = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
    able = [module for module in modules if any(hasattr(module, writer) for writer in WRITERS[what])]
    return {module.NAME: module for module in sorted(able, key=lambda module: str(module.NAME))}


def format_of(
    output: Path | None, name: str | None, what: str = "table", default: str = "text"
) -> ModuleType:
    """The format that ``--format`` names, else the one whose suffix ``-o`` has (the longest that fits), else
    ``default``. Raises :class:`UnknownNameError` with the formats there are.
    """
    formats = registry(what)
    if name:
        if name not in formats:
            near = suggest(name, formats)
            meant = f'Did you mean "{near}"?' if near else f"Use one of: {', '.join(formats)}."
            raise UnknownNameError(f'"{clip(name)}" is no format for a {what}. {meant}')
        return formats[name]
    if output is None:
        return formats[default]
    ending = output.name.casefold()
    fitting = [
        (suffix, module)
        for module in formats.values()
        for suffix in module.SUFFIXES
        if ending.endswith(suffix)
    ]
    if fitting:
        return max(fitting, key=lambda pair: len(pair[0]))[1]
    suffixes = ", ".join(suffixes_of(what))
    raise UnknownNameError(
        f'No format for a {what} has the suffix "{clip(output.suffix)}". Use one of: {suffixes}; or --format.'
    )


def suffixes_of(what: str) -> list[str]:
    """The first suffix of every format for ``what``, in the order of their names."""
    return [module.SUFFIXES[0] for module in registry(what).values()]


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
        if not hasattr(module, "table_text"):
            raise OutputError(f"{module.NAME} is no text. Name a file: -o {table.name}{module.SUFFIXES[0]}.")
        return str(module.table_text(table, width=width, colour=colour))
    return write_file(output, table_content(module, table), force=force)


def table_content(module: ModuleType, table: Table) -> bytes:
    """The bytes of a table in the format of ``module``."""
    if hasattr(module, "table_bytes"):
        content: bytes = module.table_bytes(table)
        return content
    text: str = module.table_text(table, width=100, colour=False)
    return encoded(text, getattr(module, "ENCODING", "utf-8"))


def write_case(
    report: Report, output: Path | None, name: str | None, *, force: bool = False
) -> tuple[str | Path, list[str]]:
    """The whole case for another tool: as text, or written to a file whose path is returned; and what of it the
    format cannot carry, a sentence each."""
    module = format_of(output, name, "case", "graphml")
    text: str = module.case_text(report)
    left_out: list[str] = module.left_out(report)
    if output is None:
        return text, left_out
    return write_file(output, encoded(text), force=force), left_out


def write_report(
    report: Report,
    output: Path,
    name: str | None = None,
    *,
    sections: Iterable[str] = (),
    force: bool = False,
    progress: Callable[[str, int, int], None] | None = None,
) -> Path:
    """The whole report as one document of these sections (none: all), written to a file whose path is returned.

    A format with ``report_bytes`` makes it of the report's tables instead. ``progress`` is told of each section, then
    of the writing, and last of nothing.
    """
    from explorer.document.sections import document_of_report

    module = format_of(output, name, "document", "")
    refuse_existing(output, force)  # before the work, not after it
    tell = progress or (lambda title, done, of: None)
    try:
        if hasattr(module, "report_bytes"):
            tell(WRITING, 1, 1)
            content = module.report_bytes(report)
        else:
            document = document_of_report(report, sections, progress)
            tell(WRITING, 1, 1)
            content = module.document_bytes(document)
        return write_file(output, content, force=force)
    finally:
        tell("", 1, 1)

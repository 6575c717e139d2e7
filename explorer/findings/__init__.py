"""Findings: patterns in what the sources record, each a file in this folder. The folder is the registry.

A finding is a module whose docstring is its definition, with

    NAME      how it is called and cited: ``closed-unseen``
    TITLE     how it is headed
    RANK      its place among the findings, a whole number
    VERSION   raised whenever the same case can give other statements
    OPTIONS   name -> :class:`explorer.statements.Option`
    find(report, options) -> statements, in order

A GAP IS MISSING RECORDS, NOT PROOF THAT NOTHING HAPPENED: no finding may say more than that nothing is recorded,
and every sentence of absence names the returns that could have held it (:mod:`explorer.absence`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import TYPE_CHECKING

from explorer.errors import UnknownNameError
from explorer.statements import Finding, Option, Statement
from explorer.vocabulary import clip, suggest
from explorer.vouching import stated

if TYPE_CHECKING:
    from explorer.report import Report

__all__ = ["Finding", "Statement", "findings_of", "options_from", "registry"]

YES_NO = {"yes": True, "no": False}


@cache
def registry() -> Mapping[str, ModuleType]:
    """Every finding by name, in the order in which they are told."""
    modules = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
    return {module.NAME: module for module in sorted(modules, key=lambda module: (module.RANK, module.NAME))}


def findings_of(
    report: Report,
    names: Iterable[str] = (),
    options: Mapping[str, str] | None = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> tuple[Finding, ...]:
    """The findings named (none: all) on a report, in the order of the registry.

    ``options`` are as :func:`options_from` takes them; ``progress`` is called before each finding with its title,
    how many are done and how many there are, and of one that takes long again, with the share of it that is done
    after its title. Raises :class:`UnknownNameError` for a finding, an option or a
    value that is none. Cost: 5,000 contacts take seconds, see ``benchmarks/bench_findings.py``.
    """
    wanted = [_named(name) for name in names] or list(registry())
    chosen = [module for name, module in registry().items() if name in wanted]
    used = options_from(options or {}, chosen)
    found = []
    for done, module in enumerate(chosen):
        if progress:
            progress(module.TITLE, done, len(chosen))
            report.tell_share = _share_of(progress, module.TITLE, done, len(chosen))
        found.append(_found(module, report, used[module.NAME]))
    report.tell_share = None
    return tuple(found)


def _share_of(
    progress: Callable[[str, int, int], None], title: str, done: int, of: int
) -> Callable[[float], None]:
    return lambda share: progress(f"{title}, {share:.0%}", done, of)


def all_statements(report: Report) -> dict[str, tuple[Statement, ...]]:
    """By finding, with default options, every statement: those too that a redacted case may not make."""
    used = options_from({}, registry().values())
    return {name: _cited_apart(module.find(report, used[name])) for name, module in registry().items()}


def _found(module: ModuleType, report: Report, options: Mapping[str, int | str | bool]) -> Finding:
    statements = stated(report.case, module.NAME, _cited_apart(module.find(report, options)))
    definition = " ".join((module.__doc__ or "").replace("``", "").split())
    used = tuple(sorted(options.items()))
    return Finding(module.NAME, module.TITLE, module.VERSION, definition, used, statements)


def _cited_apart(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Each with a citation of its own: what would share one also names its subject, then its number."""
    found = list(statements)
    often = Counter(statement.cite for statement in found)
    numbers: Counter[str] = Counter()
    apart = []
    for statement in found:
        cite = statement.cite
        if often[cite] > 1:
            numbers[cite] += 1
            cite = f"{cite} {numbers[cite]}"
        apart.append(replace(statement, cite=cite))
    return tuple(apart)


def _named(name: str) -> str:
    found = name.strip().casefold().replace("_", "-").replace(" ", "-")
    if found not in registry():
        near = suggest(found, registry())
        meant = f'Did you mean "{near}"?' if near else f"Use one of: {', '.join(registry())}."
        raise UnknownNameError(f'"{clip(name)}" is no finding. {meant}')
    return found


def options_from(
    given: Mapping[str, str], modules: Iterable[ModuleType]
) -> dict[str, dict[str, int | str | bool]]:
    """The options of each of these findings by its name: defaults, replaced by what is given as text.

    A key is the name of an option, for every finding that has it, or ``FINDING.option`` for one.
    """
    modules = list(modules)
    used = {
        module.NAME: {name: option.default for name, option in module.OPTIONS.items()} for module in modules
    }
    for key, text in given.items():
        finding, _, name = key.rpartition(".")
        having = [
            module
            for module in modules
            if name in module.OPTIONS and (not finding or _named(finding) == module.NAME)
        ]
        if not having:
            known = sorted({name for module in modules for name in module.OPTIONS})
            near = suggest(name, known)
            meant = f'Did you mean "{near}"?' if near else f"Use one of: {', '.join(known) or 'none'}."
            raise UnknownNameError(f'"{clip(key)}" is no option of these findings. {meant}')
        for module in having:
            used[module.NAME][name] = _value(key, text, module.OPTIONS[name])
    return used


def _value(key: str, text: str, option: Option) -> int | str | bool:
    default = option.default
    if isinstance(default, bool):
        if text.casefold() not in YES_NO:
            raise UnknownNameError(f'{clip(key)} is yes or no, not "{clip(text)}".')
        return YES_NO[text.casefold()]
    if isinstance(default, int):
        if not text.isascii() or not text.isdigit() or not option.least <= int(text[:9]) <= 1_000_000:
            unit = f" of {option.unit}" if option.unit else ""
            raise UnknownNameError(
                f'{clip(key)} is a whole number{unit}, {option.least} or more, not "{clip(text)}".'
            )
        return int(text[:9])
    return text

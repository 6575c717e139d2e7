"""Writes the generated parts of README.md: ``python tests/readme.py``. A test holds the file to them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import click

from explorer.cli import main
from explorer.cohort.measures import registry as measure_registry
from explorer.exports import registry
from explorer.rows import COLUMNS, MEANINGS, REQUIRED

README = Path(__file__).parent.parent / "README.md"


def commands() -> str:
    """One row a command: how it is typed and its help."""
    rows = ["| command | |", "|---|---|"]
    for name, command in _all_commands(main):
        arguments = " ".join(
            (param.name or "").upper() + ("..." if param.nargs == -1 else "")
            for param in command.params
            if param.param_type_name == "argument"
        )
        help_text = " ".join((command.help or "").split("\n\n")[0].split())
        rows.append(f"| `explorer {name} {arguments}` | {help_text} |")
    return "\n".join(rows)


def _all_commands(group: click.Group, before: str = "") -> Iterator[tuple[str, click.Command]]:
    """Every command with its name as typed; those of a group after it."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from _all_commands(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


def measures() -> str:
    """One row a measure: its options, the findings of one case that it counts, and what it counts."""
    rows = ["| measure | options | counts the finding | |", "|---|---|---|---|"]
    for measure in measure_registry().values():
        options = ", ".join(f"`{option.name}={option.default}`" for option in measure.options)
        findings = ", ".join(f"`{finding}`" for finding in measure.findings)
        rows.append(f"| `{measure.name}` | {options} | {findings} | {measure.definition} |")
    return "\n".join(rows)


def columns() -> str:
    """One table a file: its columns and what they mean."""
    parts = []
    for table, names in COLUMNS.items():
        rows = [f"**`{table}.csv`**", "", "| column | |", "|---|---|"]
        for name in names:
            needed = " (needed)" if name in REQUIRED[table] else ""
            rows.append(f"| `{name}`{needed} | {MEANINGS[table][name]} |")
        parts.append("\n".join(rows))
    return "\n\n".join(parts)


def formats() -> str:
    """One row a format: what it is called, its suffixes, and what can be written in it."""
    words = {"table": "tables", "case": "`export`", "document": "`report`"}
    found: dict[str, tuple[ModuleType, list[str]]] = {}
    for what, word in words.items():
        for name, module in registry(what).items():
            found.setdefault(name, (module, []))[1].append(word)
    rows = ["| format | suffix | for | |", "|---|---|---|---|"]
    for name, (module, uses) in sorted(found.items()):
        first = (
            " ".join((module.__doc__ or "").split("\n\n")[0].split()).replace("``", "`").replace("|", "\\|")
        )
        suffixes = ", ".join(f"`{suffix}`" for suffix in module.SUFFIXES)
        rows.append(f"| {name} | {suffixes} | {', '.join(uses)} | {first} |")
    return "\n".join(rows)


def generated(text: str) -> str:
    """``text`` of the README with its generated parts made anew."""
    parts = {"commands": commands(), "formats": formats(), "measures": measures(), "columns": columns()}
    for name, made in parts.items():
        head = f"<!-- {name}: made by tests/readme.py -->"
        pattern = re.compile(re.escape(head) + r"\n.*?<!-- end -->", re.DOTALL)
        text = pattern.sub(lambda _, head=head, made=made: f"{head}\n{made}\n<!-- end -->", text)
    return text


if __name__ == "__main__":
    README.write_text(generated(README.read_text("utf-8")), "utf-8")

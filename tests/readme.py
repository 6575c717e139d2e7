"""Writes the generated parts of README.md: ``python tests/readme.py``. A test holds the file to them."""

from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType

from explorer.cli import main
from explorer.exports import registry
from explorer.rows import COLUMNS, MEANINGS, REQUIRED

README = Path(__file__).parent.parent / "README.md"


def commands() -> str:
    """One row a command: how it is typed and its help."""
    rows = ["| command | |", "|---|---|"]
    for name, command in main.commands.items():
        arguments = " ".join(
            (param.name or "").upper() + ("..." if param.nargs == -1 else "")
            for param in command.params
            if param.param_type_name == "argument"
        )
        help_text = " ".join((command.help or "").split("\n\n")[0].split())
        rows.append(f"| `explorer {name} {arguments}` | {help_text} |")
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
    for name, made in (("commands", commands()), ("formats", formats()), ("columns", columns())):
        head = f"<!-- {name}: made by tests/readme.py -->"
        pattern = re.compile(re.escape(head) + r"\n.*?<!-- end -->", re.DOTALL)
        text = pattern.sub(lambda _, head=head, made=made: f"{head}\n{made}\n<!-- end -->", text)
    return text


if __name__ == "__main__":
    README.write_text(generated(README.read_text("utf-8")), "utf-8")

"""Writes the generated parts of README.md: ``python tests/readme.py``. A test holds the file to them."""

from __future__ import annotations

import re
from pathlib import Path

from explorer.cli import main
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


def generated(text: str) -> str:
    """``text`` of the README with its generated parts made anew."""
    for name, made in (("commands", commands()), ("columns", columns())):
        head = f"<!-- {name}: made by tests/readme.py -->"
        pattern = re.compile(re.escape(head) + r"\n.*?<!-- end -->", re.DOTALL)
        text = pattern.sub(lambda _, head=head, made=made: f"{head}\n{made}\n<!-- end -->", text)
    return text


if __name__ == "__main__":
    README.write_text(generated(README.read_text("utf-8")), "utf-8")

"""Builds ``data/southport-public-record`` anew from the file it came in, by the commands of its README:

    PYTHONPATH=tests python tests/public_record.py PATH/southport-public-record.csv TARGET

``southport-public-record-sources.csv`` is looked for beside the file. Everything but the two changes by hand comes from
`explorer import` and `explorer match`.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from click.testing import CliRunner

from explorer.cli import main

DATA = Path(__file__).parent.parent / "data"
KEPT = DATA / "southport-public-record"
TITLE = "Southport: the two documents and the public record, several accounts a contact"
INSIDE = {
    "lancashire-police-officer": "lancashire-police",
    "lancashire-police-supervisor": "lancashire-police",
}
"""People of Lancashire Police whom the file tells apart: party -> the organisation it is inside."""


def run(*arguments: object) -> None:
    """One command of the explorer. Raises SystemExit with what it said where it fails."""
    done = CliRunner().invoke(main, [str(argument) for argument in arguments])
    if done.exit_code:
        sys.exit(done.output)


def by_hand(case: Path) -> None:
    """What was changed by hand: the title, and the organisation that two parties are inside."""
    settings = case / "case.toml"
    lines = settings.read_text("utf-8").splitlines(keepends=True)
    lines = [f'title = "{TITLE}"\n' if line.startswith("title =") else line for line in lines]
    settings.write_text("".join(lines), "utf-8")
    parties = case / "parties.csv"
    rows = parties.read_text("utf-8").splitlines(keepends=True)
    parties.write_text("".join(_inside(row) for row in rows), "utf-8")


def _inside(row: str) -> str:
    cells = row.split(",")
    if cells[0] in INSIDE:
        cells[3] = INSIDE[cells[0]]
    return ",".join(cells)


def build(file: Path, case: Path) -> None:
    """The case at ``case``, which must not exist yet."""
    shutil.copytree(DATA / "southport", case)
    sources = file.with_name(f"{file.stem}-sources.csv")
    run("import", file, "-o", case, "--mapping", KEPT / "mapping.toml", "--sources", sources)
    run("match", case, "--decisions", KEPT / "decisions.csv")
    by_hand(case)
    for name in ("README.md", "mapping.toml"):
        shutil.copyfile(KEPT / name, case / name)


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(sys.argv[2]))

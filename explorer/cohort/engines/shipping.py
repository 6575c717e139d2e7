"""The explorer as one archive, for workers of a Spark that do not have it."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import explorer

SUFFIXES = {".py", ".toml", ".sql"}
"""What a worker asks cases with: code and vocabulary. Pages and documents are made where the command runs."""


def packed(folder: Path) -> Path:
    """``explorer.zip`` in a folder: this very explorer, as Python imports it. Cost: 0.2 s, about 600 kB.

    The same code gives the same bytes.
    """
    root, path = Path(explorer.__file__).parent, folder / "explorer.zip"
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for file in sorted(root.rglob("*")):
            if file.suffix in SUFFIXES and file.is_file():
                name = file.relative_to(root.parent).as_posix()
                archive.writestr(ZipInfo(name), file.read_bytes(), ZIP_DEFLATED)
    return path

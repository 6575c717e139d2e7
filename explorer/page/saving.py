"""The page on disk."""

from __future__ import annotations

from pathlib import Path

from explorer.files import write_file
from explorer.report import Report


def write_page(report: Report, path: Path | str, *, title: str | None = None, force: bool = False) -> Path:
    """Write the page of ``report`` to ``path``, whole or not at all, and return the path.

    Under ``graphs/`` an older page is replaced; elsewhere only with ``force``. Raises
    :class:`explorer.errors.OutputError` where it cannot be written.
    """
    from explorer.page import page_html

    return write_file(Path(path), page_html(report, title=title).encode("utf-8"), force=force)

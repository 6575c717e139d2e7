"""The page where a notebook shows it."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path

from explorer.case import Case
from explorer.report import Report


@dataclass(frozen=True)
class Page:
    """The page of a case or of a report: a notebook shows it, :meth:`write` saves it.

    >>> explorer.read_case("data/southport").page()  # doctest: +SKIP

    ``Page(report)`` is that of a report, as of a redacted case.
    ``height`` is in pixels.
    """

    of: Case | Report
    title: str | None = None
    height: int = 900

    @property
    def html(self) -> str:
        """The page as one HTML file."""
        from explorer.page import page_html

        report = self.of if isinstance(self.of, Report) else Report(self.of)
        return str.__str__(page_html(report, title=self.title))

    def write(self, path: Path | str, *, force: bool = False) -> Path:
        """Write it, whole or not at all; see :func:`explorer.write_page`."""
        from explorer.page.saving import write_page

        report = self.of if isinstance(self.of, Report) else Report(self.of)
        return write_page(report, path, title=self.title, force=force)

    def _repr_html_(self) -> str:
        """A frame of its own: neither the notebook nor the page reaches into the other."""
        return (
            f'<iframe title="Page of a case" sandbox="allow-scripts allow-downloads allow-modals" '
            f'style="width:100%;height:{self.height}px;border:0" srcdoc="{escape(self.html)}"></iframe>'
        )

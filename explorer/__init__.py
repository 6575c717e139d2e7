"""Explore how a case was passed between agencies: each contact a dated edge, drawn as one offline HTML page.

>>> import explorer
>>> case = explorer.read_case("data/southport")  # doctest: +SKIP
>>> explorer.write_page(explorer.Report(case), "graphs/southport.html")  # doctest: +SKIP

Everything named in ``__all__`` is loaded when first asked for, so that ``import explorer`` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from explorer._version import __version__

if TYPE_CHECKING:
    from explorer.case import Case
    from explorer.errors import CaseError, ExplorerError, Problem
    from explorer.graph import graph_of
    from explorer.page import page_html
    from explorer.page.notebook import Page
    from explorer.page.saving import write_page
    from explorer.readers import read_case
    from explorer.redacting import redact
    from explorer.report import Report
    from explorer.storing import write_case

_PLACES = {
    "Case": "explorer.case",
    "CaseError": "explorer.errors",
    "ExplorerError": "explorer.errors",
    "Page": "explorer.page.notebook",
    "Problem": "explorer.errors",
    "Report": "explorer.report",
    "graph_of": "explorer.graph",
    "page_html": "explorer.page",
    "read_case": "explorer.readers",
    "redact": "explorer.redacting",
    "write_case": "explorer.storing",
    "write_page": "explorer.page.saving",
}

__all__ = [
    "Case",
    "CaseError",
    "ExplorerError",
    "Page",
    "Problem",
    "Report",
    "__version__",
    "graph_of",
    "page_html",
    "read_case",
    "redact",
    "write_case",
    "write_page",
]


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_PLACES[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])

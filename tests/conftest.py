"""What all tests share: Hypothesis never fails one because the machine is busy, and what drives a browser is started
and made once."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
REAL = Path(__file__).parent.parent / "data" / "southport"


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One Chromium for all: a test has a context of its own in it."""
    if CHROMIUM is None and not os.environ.get("CI"):
        pytest.skip("no Chromium on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def real() -> Any:
    """The public case."""
    from explorer import read_case

    return read_case(REAL)


@pytest.fixture(scope="session")
def files(real: Any, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The pages of the public case and of one that is all hostile text, to be read only."""
    from hostile import hostile

    from explorer import Report, page_html

    folder = tmp_path_factory.mktemp("pages")
    paths = {}
    for name, case in {"real": real, "hostile": hostile(real)}.items():
        paths[name] = folder / f"{name}.html"
        paths[name].write_text(page_html(Report(case)), "utf-8")
    return paths

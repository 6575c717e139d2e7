"""Third-party code is what was looked at, and may be used."""

from __future__ import annotations

from pathlib import Path

import audit
import pytest

from explorer.page.supply import BUILDS, SupplyError, checked


def vis() -> bytes:
    import pyvis

    folder = Path(pyvis.__file__).parent / "templates" / "lib"
    return max(folder.glob("vis-*/vis-network.min.js"), key=lambda path: path.parent.name).read_bytes()


def test_vis_network_in_the_wheel_of_pyvis_is_the_build_that_was_checked() -> None:
    assert checked(vis()).startswith("/**")
    assert len(BUILDS) >= 1


def test_another_build_draws_no_page() -> None:
    with pytest.raises(SupplyError, match="not the build that was checked"):
        checked(vis() + b" ")


def test_a_page_is_drawn_only_with_a_checked_build(monkeypatch: pytest.MonkeyPatch) -> None:
    from explorer.page import network, supply

    monkeypatch.setattr(supply, "BUILDS", {})
    with pytest.raises(SupplyError):
        network.script()


def test_every_dependency_may_be_used() -> None:
    found = audit.licences()
    assert len(found) > 15
    assert not audit.refused(found)


@pytest.mark.parametrize(
    ("licence", "may"),
    [("MIT", True), ("BSD-3-Clause", True), ("Apache-2.0 OR BSD-3-Clause", True), ("PSF-2.0", True),
     ("GPL-3.0-only", False), ("AGPL-3.0", False), ("LGPL-2.1", False), ("", False), ("Proprietary", False)],
)  # fmt: skip
def test_licences_are_told_apart(licence: str, may: bool) -> None:
    assert audit.is_permissive(licence) == may

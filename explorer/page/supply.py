"""vis-network comes in the wheel of pyvis. What goes into a page is checked to be the build that was looked at."""

from __future__ import annotations

import hashlib

from explorer.errors import ExplorerError

BUILDS = {
    "1f20f0736f32cb9bedf8f6383b25cfea2f839e1abe80d6e8040b4d5bea378c69": "vis-network 9.1.2, of pyvis 0.3.2",
}
"""SHA-256 of each build of vis-network that may go into a page, and what it is."""


class SupplyError(ExplorerError):
    """Third-party code that is not the code that was looked at."""


def checked(script: bytes) -> str:
    """The text of vis-network. Raises :class:`SupplyError` where it is no build of :data:`BUILDS`."""
    found = hashlib.sha256(script).hexdigest()
    if found not in BUILDS:
        raise SupplyError(
            f"vis-network in pyvis is not the build that was checked (SHA-256 {found}). No page is drawn with it. "
            "Install pyvis 0.3.2 anew; where a newer release is meant, look at it and add its hash to page/supply.py."
        )
    return script.decode("utf-8")

"""The parts of a page that are the explorer's own: left out when an output is searched for what was redacted."""

from __future__ import annotations

import hashlib
from functools import cache


@cache
def own_hashes() -> frozenset[str]:
    """SHA-256 of each part that every page carries, byte for byte: its modules, its styles, vis-network."""
    from explorer.page import lean_css
    from explorer.page.modules import packed_modules
    from explorer.page.network import script

    vis = script().replace("</script", "<\\/script").replace("<!--", "<\\!--").encode()
    parts = [packed_modules().encode(), vis, script().encode(), lean_css().encode()]
    return frozenset(hashlib.sha256(part).hexdigest() for part in parts)

"""The parts of a page that are the explorer's own: left out when an output is searched for what was redacted."""

from __future__ import annotations

import hashlib
from base64 import b64decode
from functools import cache


@cache
def own_hashes() -> frozenset[str]:
    """SHA-256 of each part that every page carries, byte for byte: its modules, its styles, vis-network."""
    from explorer.page import FOLDER, _modules
    from explorer.page.network import script

    modules = [b64decode(address.partition(",")[2]) for address in _modules().values()]
    vis = script().replace("</script", "<\\/script").replace("<!--", "<\\!--").encode()
    parts = [*modules, vis, script().encode(), (FOLDER / "page.css").read_bytes()]
    return frozenset(hashlib.sha256(part).hexdigest() for part in parts)

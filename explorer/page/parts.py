"""The parts of ``page.html``: pieces of HTML with places for text. What is filled in is escaped, unless it is HTML.

The file is cut at its lines ``<!-- part NAME -->``; places are written ``{name}``. Escaping is MarkupSafe's. A
template language would do as well, but takes 25 ms to compile what is read once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from markupsafe import Markup, escape

FILE = Path(__file__).parent / "page.html"
EMPTY = Markup()
_CUT = re.compile(r"^<!-- part (\w+) -->\n", re.MULTILINE)


@cache
def _parts() -> dict[str, str]:
    pieces = _CUT.split(FILE.read_text("utf-8"))
    return {
        name: text.removesuffix("\n").removesuffix("\n")
        for name, text in zip(pieces[1::2], pieces[2::2], strict=True)
    }


def fill(part: str, **values: object) -> Markup:
    """A part with its places filled: text and numbers escaped, :class:`Markup` as it is.

    A place without a value, and a part that is not there, are a KeyError.
    """
    return Markup(_parts()[part].format_map({name: escape(value) for name, value in values.items()}))


def joined(pieces: Iterable[Markup], between: str = "") -> Markup:
    """Pieces of HTML one after the other; ``between`` is our own HTML, never a text of a case."""
    return Markup(between).join(pieces)

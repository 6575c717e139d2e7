"""Characters that no file format for people can carry, and what stands in their place."""

from __future__ import annotations

import re

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """The text with U+FFFD for each character that XML has no place for: controls, lone surrogates.

    Reading a case refuses them with their place; this is for titles, and for tables made otherwise.
    """
    if text.isprintable():  # nearly every text is, and asking is fast
        return text
    return _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text)

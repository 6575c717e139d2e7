"""Characters that no file format for people can carry, and what stands in their place."""

from __future__ import annotations

import re

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

_SURROGATE = re.compile("[\ud800-\udfff]")


def encoded(text: str, encoding: str = "utf-8") -> bytes:
    """The text as bytes, with U+FFFD for each lone surrogate: no encoding has a place for one."""
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text).encode(encoding)


def printable(text: str) -> str:
    """The text with U+FFFD for each character that XML has no place for: controls, lone surrogates.

    Reading a case refuses them with their place; this is for titles, and for tables made otherwise.
    """
    if text.isprintable():  # nearly every text is, and asking is fast
        return text
    return _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text)

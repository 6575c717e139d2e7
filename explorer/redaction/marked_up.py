"""Free text that software took from a page, an address or a script: with the tags, references and escapes that it left
in, and as its readers saw it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from urllib.parse import unquote

from explorer.elements import PARTING
from explorer.redaction.folding import BROKEN

Rewritten = Callable[[str], str]

TAG = r"(?:<[^<>]{1,200}>|</?[A-Za-z!][^<>]{0,4000}>)"
TAGS = re.compile(f"{TAG}+")
NAMED = re.compile(r"<[/?!]?\s*(?:[\w.-]+:)?([\w.-]+)")
ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|[nrt])")
MOST_TIMES = 4
"""Times that references may stand for references."""


def resolved(text: str) -> str:
    """The text with what references and the escapes of addresses stand for."""
    for _ in range(MOST_TIMES):
        before = text
        text = html.unescape(unquote(text))
        if text == before:
            break
    return text


def with_marks(text: str) -> str:
    """The text without tags: a line where a word ends at one, and where it may go on a mark."""
    return TAGS.sub(_mark, text)


def _mark(match: re.Match[str]) -> str:
    return "\n" if PARTING & {name.lower() for name in NAMED.findall(match[0])} else BROKEN


def as_read(text: str) -> str:
    """The text as its readers saw it."""
    return with_marks(resolved(text)).replace(BROKEN, "").strip()


def as_escaped(text: str) -> str:
    """The text with what the escapes of JSON and scripts stand for."""
    return ESCAPE.sub(_escaped, text) if "\\" in text else text


def _escaped(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    found = chr(int(code, 16)) if code else " "
    return found if found.isprintable() else " "


def rewritten(text: str, names: Rewritten, days: Rewritten, whole: Rewritten) -> str:
    """A text rewritten by ``whole``; where it reads otherwise than it stands, and more is found so, as it reads.

    ``names`` and ``days`` are parts of ``whole``: names are found across marks, days where no tag stands.
    """
    for _ in range(MOST_TIMES):
        kept = whole(text)
        if not any(mark in text for mark in "&<%"):
            break
        found = whole(names(with_marks(days(resolved(text)))).replace(BROKEN, "").strip())
        if as_read(kept) == found:
            break
        text = kept = found
    said = as_escaped(kept)
    if said != kept:
        found = whole(said)
        return found if found != said else kept
    return kept

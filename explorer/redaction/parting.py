"""Names as they are made: of words that may be typed as two (*O Brien* for *O'Brien*), with an article, as acronyms."""

from __future__ import annotations

import re

from explorer.redaction.lookalikes import APOSTROPHES

INSIDE = re.compile(rf"(?<=[^\W\d_])[{APOSTROPHES}](?=[^\W\d_]{{2}})")
"""The apostrophe of *O'Brien* and *D'Souza*, not that of *Mary's*."""

_PARTICLES = "Mc|Mac|O|Fitz|De|Del|Della|Da|Di|Du|Des|Dos|La|Le|Van|Von|Al|El|Ben|Bin|Ibn|Abu|Abd|St"
PARTICLE = re.compile(rf"(?<![^\W_])({_PARTICLES})(?=[A-Z][a-z])")


_COMMON = """
a an and are art as at be bill can do drew grace had has he her him his hope i if in is it jan june may mark me might
my no not of off on or our out pat rose she so sue the them they to up us was we were who will with you
january february march april july august september october november december
"""
COMMON = frozenset(_COMMON.split())
"""Words of every text that are also names (May, Will): taken for a name only where written with a capital letter."""


def parted(name: str) -> str:
    """The name with blanks wherever one may be typed. Its letters are the same."""
    return PARTICLE.sub(r"\1 ", INSIDE.sub(" ", name))


def without_article(name: str) -> str:
    """``Range High School`` for ``The Range High School``; '' where too little would be left."""
    head, _, rest = name.partition(" ")
    return rest if head.casefold() == "the" and len(rest.split()) > 1 else ""


def is_acronym(name: str) -> bool:
    """Two or three letters, all capitals: in lower case it is another word."""
    return len(name) <= 3 and name.isalpha() and name.isupper()


def is_within(replacement: str, text: str, start: int, found: str) -> bool:
    """Does what was found stand in its own replacement already, as *Elm* does in *Elm Road* or *[Elm]*?"""
    at = replacement.find(found)
    while at >= 0:
        if start >= at and text.startswith(replacement, start - at):
            return True
        at = replacement.find(found, at + 1)
    return False

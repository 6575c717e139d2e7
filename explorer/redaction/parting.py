"""Names as they are made: of words that may be typed as two (*O Brien* for *O'Brien*), with an article, as acronyms."""

from __future__ import annotations

import re

from explorer.redaction.lookalikes import APOSTROPHES

INSIDE = re.compile(rf"(?<=[^\W\d_])[{APOSTROPHES}](?=[^\W\d_]{{2}})")
"""The apostrophe of *O'Brien* and *D'Souza*, not that of *Mary's*."""

_PARTICLES = "Mc|Mac|O|Fitz|De|Del|Della|Da|Di|Du|Des|Dos|La|Le|Van|Von|Al|El|Ben|Bin|Ibn|Abu|Abd|St"
PARTICLE = re.compile(rf"(?<![^\W_])({_PARTICLES})(?=[A-Z][a-z])")


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

"""The page's modules as one text, half of what they are: the words that recur are said once.

They could be gzipped, to a little less; but no two builds of zlib need give the same bytes, and the same case must give
the same page on every machine. Here nothing but this file decides, and a small script of the page reads it at once.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import rjsmin

FOLDER = Path(__file__).parent
WORD = re.compile(r"[A-Za-z_$]{3,}")
FIRST_SIGN = 0x100  # signs are letters that no module uses: two bytes each, as far as 0x7ff
MOST_WORDS = 1000
NESTED = re.compile(r"^(.*\$\{[^}`\n]*`.*)$", re.MULTILINE)
BETWEEN = "\n//"  # no line of a module begins so: its comments are gone
BROKEN = re.compile(r"(?i:</script)|<!--|\r|\n//|[\u0100-\u07ff]")


@cache
def packed_modules() -> str:
    """The words, then each module under its bare name; in the modules a sign stands for each of the words.

    A small script of ``page.html`` puts the words back and makes an import map of the modules, and loads all at once:
    each level of imports costs a round. Raises ValueError where a module holds what cannot stand in the page.
    """
    modules = [f"#page/{path.stem}\n{lean_module(path)}" for path in sorted(FOLDER.glob("*.js"))]
    words = _words_of("\n".join(modules))
    sign_of = {word: chr(FIRST_SIGN + place) for place, word in enumerate(words)}
    texts = [WORD.sub(lambda match: sign_of.get(match[0], match[0]), module) for module in modules]
    return BETWEEN.join((" ".join(words), *texts))


def lean_module(path: Path) -> str:
    """A module without its comments and blanks: a third less.

    rjsmin takes a template in a template for its end: such lines stay as they are. No template runs over lines.
    """
    pieces = NESTED.split(path.read_text("utf-8"))
    pieces[::2] = map(rjsmin.jsmin, pieces[::2])
    text = "\n".join(piece.strip() for piece in pieces)
    found = BROKEN.search(text)
    if found:
        raise ValueError(f"{path.name}: {found[0]!r} cannot stand in a module of the page.")
    return text


def _words_of(text: str) -> list[str]:
    """The words that make the text shorter when a sign of two bytes stands for them, the most useful first."""
    gains = {
        word: count * (len(word) - 2) - len(word) - 1 for word, count in Counter(WORD.findall(text)).items()
    }
    useful = [word for word, gain in gains.items() if gain > 0]
    return sorted(useful, key=lambda word: (-gains[word], word))[:MOST_WORDS]

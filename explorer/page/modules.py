"""The page's modules as one text, half of what they are: the words that recur are said once.

They could be gzipped, to a little less; but no two builds of zlib need give the same bytes, and the same case must give
the same page on every machine. Here nothing but this file decides, and a small script of the page reads it at once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import rjsmin

FOLDER = Path(__file__).parent
WORDS = re.compile(r"([A-Za-z_$]{3,})")
FIRST_SIGN, LAST_SIGN = 0x100, 0x7FF  # letters that no module uses, two bytes each: they stand for words
MOST_WORDS = 1000
NESTED = re.compile(r"\$\{[^}`\n]*`")  # a template in a template
BETWEEN = "\n//"  # no line of a module begins so: its comments are gone
BREAKING = ("</script", "<!--", "\r", BETWEEN)


@cache
def packed_modules() -> str:
    """The words, then each module under its bare name; in the modules a sign stands for each of the words.

    A small script of ``page.html`` puts the words back and makes an import map of the modules, and loads all at once:
    each level of imports costs a round. Raises ValueError where a module holds what cannot stand in the page.
    """
    modules = [f"#page/{path.stem}\n{lean_module(path)}" for path in sorted(FOLDER.glob("*.js"))]
    pieces = WORDS.split(BETWEEN.join(["", *modules]))  # what stands between words, and every other a word
    words = _words_of(pieces[1::2])
    sign_of = {word: chr(FIRST_SIGN + place) for place, word in enumerate(words)}
    pieces[1::2] = [sign_of.get(word, word) for word in pieces[1::2]]
    return " ".join(words) + "".join(pieces)


def lean_module(path: Path) -> str:
    """A module without its comments and blanks: a third less.

    rjsmin takes a template in a template for its end: such lines stay as they are. No template runs over lines.
    """
    text = path.read_text("utf-8")
    lean = _lean(text) if NESTED.search(text) else str(rjsmin.jsmin(text))
    folded = lean.lower()
    found = [part for part in BREAKING if part in folded]
    if not lean.isascii():
        found += [letter for letter in sorted(set(lean)) if FIRST_SIGN <= ord(letter) <= LAST_SIGN]
    if found:
        raise ValueError(f"{path.name}: {found[0]!r} cannot stand in a module of the page.")
    return lean


def _lean(text: str) -> str:
    pieces: list[str] = []
    plain: list[str] = []
    for line in [*text.split("\n"), None]:
        if line is not None and not NESTED.search(line):
            plain.append(line)
            continue
        pieces += (str(rjsmin.jsmin("\n".join(plain))), (line or "").strip())
        plain.clear()
    return "\n".join(piece for piece in pieces if piece)


def _words_of(text: Iterable[str]) -> list[str]:
    """The words that make the text shorter when a sign of two bytes stands for them, the most useful first."""
    gains = {word: count * (len(word) - 2) - len(word) - 1 for word, count in Counter(text).items()}
    useful = [word for word, gain in gains.items() if gain > 0]
    return sorted(useful, key=lambda word: (-gains[word], word))[:MOST_WORDS]

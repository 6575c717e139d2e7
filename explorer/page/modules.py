"""The page's modules as one script, half as long as they are: the words that recur are said once.

A browser that is given fifty modules asks for each, round after round, before it runs the first: as one they run half
as soon again. What a module exports is a constant of the script, and what it imports is taken from there.

They could be gzipped, to a little less; but no two builds of zlib need give the same bytes, and the same case must give
the same page on every machine. Here nothing but this file decides, and a small script of the page reads it at once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import rjsmin

FOLDER = Path(__file__).parent
WORDS = re.compile(
    r"(\.[A-Za-z_$]{2,}\(?|[A-Za-z_$]{3,}[ (]?|[)=>{};(]{3,})"
)  # and what often stands beside them
FIRST_SIGN, LAST_SIGN = 0x100, 0x7FF  # letters that no module uses, two bytes each: they stand for words
MOST_WORDS = 1500
BETWEEN = "\t"  # in no word
NESTED = re.compile(r"\$\{[^}`\n]*`")  # a template in a template
BREAKING = ("</script", "<!--", "\r")
IMPORT = re.compile(r'^import\{([^{}]*)\}from"#page/(\w+)";')
EXPORT = re.compile(r"(?<![\w$.])export ((?:async )?function|const) (\w+)")
LAST = "main"


@cache
def packed_modules() -> str:
    """The words, a line; then the script of :func:`fused`, where a sign stands for each of the words.

    A small script of ``page.html`` puts the words back and runs it. Raises ValueError where a module holds what cannot
    stand in the page.
    """
    script = fused({path.stem: lean_module(path) for path in sorted(FOLDER.glob("*.js"))})
    pieces = WORDS.split(script)  # what stands between words, and every other a word
    words = _words_of(pieces[1::2])
    sign_of = {word: chr(FIRST_SIGN + place) for place, word in enumerate(words)}
    pieces[1::2] = [sign_of.get(word, word) for word in pieces[1::2]]
    return BETWEEN.join(words) + "\n" + "".join(pieces)


def fused(modules: Mapping[str, str]) -> str:
    """Lean modules by their names as one module, each after those it imports from, ``main`` last.

    Raises ValueError where modules import each other in a ring, or one imports or exports in another way than ours do.
    """
    parts: dict[str, str] = {}

    def add(name: str, above: tuple[str, ...]) -> None:
        if name in above:
            raise ValueError(f"{' imports '.join((*above, name))}: a ring of modules has no order.")
        if name in parts:
            return
        text, taken = modules[name], []
        while found := IMPORT.match(text):
            add(found[2], (*above, name))
            taken.append(f"const{{{found[1].replace(' as ', ':')}}}=${found[2]};")
            text = text[found.end() :].lstrip("\n")
        given = [export[2] for export in EXPORT.finditer(text)]
        text = "".join(taken) + EXPORT.sub(r"\1 \2", text)
        if re.search(r"(?m)(?:^|[;}])\s*(?:import|export)\b[ {*]", text):
            raise ValueError(f"{name}.js: imports stand at its head, exports are functions and constants.")
        parts[name] = (
            f"const ${name}=(()=>{{{text}\nreturn{{{','.join(given)}}}}})();" if given else f"{{{text}\n}}"
        )

    for name in sorted(modules, key=lambda name: (name == LAST, name)):
        add(name, ())
    return "\n".join(parts.values())


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

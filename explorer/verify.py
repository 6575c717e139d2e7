"""Proof on the bytes: a file searched, layer by layer, for everything that must not be in it."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from explorer.errors import OutputError
from explorer.layers import Layer, layers_of
from explorer.layers.markup import CUT
from explorer.redaction.folding import (
    APOSTROPHES,
    BROKEN_WORD,
    COMMON,
    GAP,
    LOOKALIKES,
    bounded,
    is_acronym,
    pattern_of,
    squeezed,
    words_of,
)
from explorer.vocabulary import clip

ANYWHERE = 12
"""Letters from which a string is looked for anywhere; a shorter one only as whole words."""

LOOSE = 8
"""The same where a PDF may have put blanks between letters."""

PIECES = 4
"""Letters from which a string is looked for in pieces that may belong to different words."""

GRAM = 6
MANY = 300
SHOWN_HITS = 20
MOST_LINES = 100_000
INVISIBLE = re.compile(
    "[\u00ad\u0300-\u036f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e007f" + APOSTROPHES + "]"
)


NUMBERED = r"(?:\s{0,3}[^\w\s]\s{0,3}| )"
"""What may stand between the numbers of 3/4/2020. Numbers with no more than room between them, such as those beside a
drawing, or in cells of a table, are no day."""


@dataclass(frozen=True, slots=True, order=True)
class Hit:
    """A protected string in a file: where, which, and what it is."""

    place: str
    text: str
    what: str

    def __str__(self) -> str:
        return f'{self.place}: "{clip(self.text)}" ({self.what})'


class FoundError(OutputError):
    """Protected strings in what was about to be written: nothing was."""

    def __init__(self, hits: Collection[Hit]) -> None:
        self.hits = tuple(sorted(set(hits)))
        shown = [str(hit) for hit in self.hits[:SHOWN_HITS]]
        more = len(self.hits) - len(shown)
        lines = [
            "The output holds what the profile takes out:",
            *shown,
            *([f"... and {more} more"] if more else []),
        ]
        fix = "Nothing was written. Add the words to terms.csv, or name them in `unsearched` of the profile."
        super().__init__("\n".join([*lines, fix]))


@dataclass(frozen=True)
class Search:
    """Looks for protected strings in texts. ``protected`` maps each to what it is."""

    protected: Mapping[str, str]

    @cached_property
    def _by_letters(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for text in self.protected:
            letters = squeezed(text)
            if letters and letters not in COMMON:
                found.setdefault(letters, []).append(text)
        return found

    @cached_property
    def _grams(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for letters in self._by_letters:
            if len(letters) >= GRAM:
                found.setdefault(letters[:GRAM], []).append(letters)
        return found

    def within(self, layer: Layer) -> list[Hit]:
        """Every protected string of a layer. Cost: about 0.2 s a million characters, however many the strings."""
        letters = squeezed(layer.text)
        return [
            Hit(layer.place + _line(candidate, layer.text), text, self.protected[text])
            for candidate in self._candidates(letters)
            if len(candidate) >= layer.least
            for text in self._by_letters[candidate]
            if _is_anywhere(candidate, layer.is_loose)
            or any(_is_whole_word(text, said) for said in (layer.text, *layer.also))
            or (layer.cut and _is_in_pieces(text, layer.cut))
        ]

    def _candidates(self, letters: str) -> Iterable[str]:
        if len(self._by_letters) <= MANY:
            return [candidate for candidate in self._by_letters if candidate in letters]
        found = [
            candidate for candidate in self._by_letters if len(candidate) < GRAM and candidate in letters
        ]
        grams = self._grams
        starts = {letters[at : at + GRAM] for at in range(len(letters) - GRAM + 1)} & grams.keys()
        return found + [candidate for start in starts for candidate in grams[start] if candidate in letters]


def _line(letters: str, text: str) -> str:
    """``, line 3``, where a text has lines and one of them holds the letters."""
    lines = text.splitlines() if text.count("\n") < MOST_LINES else []
    found = (
        number for number, line in enumerate(lines, start=1) if len(lines) > 1 and letters in squeezed(line)
    )
    return f", line {number}" if (number := next(found, 0)) else ""


def _is_anywhere(letters: str, is_loose: bool) -> bool:
    """Is a string long enough to be looked for inside words? Not one that begins or ends with a digit: the 11 of
    ``C11 December 2019`` is no day."""
    has_letters = letters[0].isalpha() and letters[-1].isalpha()
    return has_letters and len(letters) >= (LOOSE if is_loose else ANYWHERE)


@lru_cache(maxsize=6)
def _flat(text: str) -> str:
    """The text without accents, apostrophes, invisible characters and hyphens at line ends; its case is kept."""
    plain = text if text.isascii() else text.translate(LOOKALIKES)
    whole = INVISIBLE.sub("", BROKEN_WORD.sub("", plain))  # before NFKD, which makes a blank of \u00b4
    return INVISIBLE.sub("", unicodedata.normalize("NFKD", whole))


def _is_whole_word(name: str, text: str) -> bool:
    if is_acronym(name):
        return re.search(rf"(?<![^\W_]){re.escape(name)}(?![^\W_])", _flat(text)) is not None
    words = words_of(name)
    is_day = all(map(str.isdecimal, words)) and len(words) > 1 and len(words[0]) < 3
    gap = NUMBERED + ("?" if all(len(word) > 1 for word in words) else "")  # 03042020, but not 342020
    pattern = gap.join(words) if is_day else pattern_of(name)
    return re.search(bounded(name, pattern), _flat(text).casefold()) is not None


def _is_in_pieces(name: str, text: str) -> bool:
    """Is a name of some letters in a text whose tags cut words, from a cut or the start of a word to another?"""
    words = words_of(name)
    if len("".join(words)) < PIECES or not all(map(str.isalpha, words)):
        return False
    pattern = GAP.join(f"{CUT}?".join(map(re.escape, word)) for word in words)
    return re.search(bounded(name, pattern), _flat(text).casefold()) is not None


@dataclass(frozen=True)
class Proof:
    """Proves that files hold no protected string. ``own`` gives, when first needed, the hashes of the parts that the
    explorer brings with it, which are not searched."""

    protected: Mapping[str, str]
    own: Callable[[], Collection[str]] = frozenset

    @cached_property
    def _search(self) -> Search:
        return Search(self.protected)

    @cached_property
    def _own(self) -> frozenset[str]:
        return frozenset(self.own())

    def searched(self, name: str, content: bytes) -> tuple[list[Hit], list[str]]:
        """Every protected string in a file; and what of it could not be looked into."""
        if not self.protected:
            return [], []
        found: list[Hit] = []
        unread: list[str] = []
        for layer in layers_of(name, content, lambda part: hashlib.sha256(part).hexdigest() in self._own):
            found += self._search.within(layer)
            unread += [layer.unread] if layer.unread else []
        return sorted(set(found)), unread

    def hits(self, name: str, content: bytes) -> list[Hit]:
        """Every protected string in a file. Raises :class:`OutputError` where not all of it can be searched."""
        found, unread = self.searched(name, content)
        if unread:
            raise OutputError(unread[0])
        return found

    def __call__(self, name: str, content: bytes) -> None:
        """Raise :class:`FoundError` where a protected string is in the file, and :class:`OutputError` where not all of
        it can be searched."""
        found, unread = self.searched(name, content)
        if found:
            raise FoundError(found)
        if unread:
            raise OutputError(unread[0])


@dataclass(frozen=True, slots=True)
class Verified:
    """What a search over files found, how many files it read, and what it could not look into."""

    hits: tuple[Hit, ...]
    files: int
    unread: tuple[str, ...] = ()


def verified(paths: Iterable[Path], proof: Proof) -> Verified:
    """Search files, and folders with all that is in them. Raises :class:`OutputError` where one cannot be read."""
    hits: list[Hit] = []
    unread: list[str] = []
    number = 0
    for path in paths:
        if not path.exists():
            raise OutputError(f"there is no {path}. Check the name.")
        inside = sorted(item for item in path.rglob("*") if item.is_file()) if path.is_dir() else [path]
        if path.is_dir():
            hits += proof.searched(path.name, b"")[0]
        for file in inside:
            number += 1
            name = str(file.relative_to(path.parent)) if path.is_dir() else file.name
            try:
                found, left = proof.searched(name, file.read_bytes())
            except OSError as error:
                raise OutputError(f"{file} cannot be read: {error.strerror or error}.") from error
            hits += found
            unread += left
    return Verified(tuple(sorted(set(hits))), number, tuple(dict.fromkeys(unread)))

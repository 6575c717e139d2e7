"""Proof on the bytes: a file searched, layer by layer, for everything that must not be in it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from explorer.errors import OutputError
from explorer.layers import Layer, layers_of
from explorer.layers.markup import CUT
from explorer.redaction.folding import (
    folded,
    is_written_as,
    marks_in,
    pattern_of,
    squeezed,
    words_of,
)
from explorer.redaction.parting import COMMON
from explorer.redaction.protected import own_words
from explorer.redaction.told_days import days_told
from explorer.vocabulary import clip

ANYWHERE = 12
"""Letters from which a string is looked for anywhere; a shorter one only as whole words."""

LOOSE = 8
"""The same where a PDF may have put blanks between letters."""

SHORT = 3
"""Letters up to which a name of one word is looked for only with its capital: there are too many others."""

PIECES = 4
"""Letters from which a string is looked for in pieces that may belong to different words."""

GRAM = 6
MANY = 300
SHOWN_HITS = 20
MOST_LINES = 100_000
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
NUMBERED = r"(?:\s{0,3}[^\w\s]\s{0,3}| )"
"""What may stand between the numbers of 3/4/2020. Numbers with no more than room between them, such as those beside a
drawing, or in cells of a table, are no day."""
TWO_DAYS = r"(?!(?<=\d{4}-)\d\d-\d\d[^\w\s]\d{4}-\d\d-\d\d(?!\d))"
"""Not from within a day to within the next: 2020-02-01,2020-02-29 holds no 02-01,2020, the second of January."""


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

    @cached_property
    def _days(self) -> dict[tuple[int, int, int], list[str]]:
        """Protected days by year, month and day, and by month and day alone."""
        found: dict[tuple[int, int, int], list[str]] = {}
        for text in filter(ISO_DAY.fullmatch, self.protected):
            year, month, day = map(int, text.split("-"))
            found[year, month, day] = [text]
            if (month, day) != (2, 28):  # the last of a coarse date, in another year
                found.setdefault((0, month, day), []).append(text)
        return found

    def within(self, layer: Layer) -> list[Hit]:
        """Every protected string of a layer. Cost: about 0.2 s a million characters, however many the strings; where
        days are among them, 1 to 2 s."""
        days = self._days_within(layer) if self._days else []
        letters, cut = squeezed(layer.text), _Read(layer.cut, CUT)
        reads = [_Read(text, is_code=layer.is_code) for text in (layer.text, *layer.also)]
        return days + [
            Hit(layer.place + _line(candidate, layer.text), text, self.protected[text])
            for candidate in self._candidates(letters)
            if len(candidate) >= layer.least
            for text in self._by_letters[candidate]
            if _is_anywhere(candidate, layer.is_loose)
            or any(read.has(text) for read in reads)
            or (_has_pieces(text) and cut.has(text))
        ]

    def _days_within(self, layer: Layer) -> list[Hit]:
        """Protected days however they are written, each once."""
        found: dict[str, int] = {}
        for day, line in [*days_told(layer.text), *((day, 0) for day, _ in days_told(layer.seen))]:
            for text in self._days.get(day, ()):
                found.setdefault(text, line)
        has_lines = "\n" in layer.text
        return [
            Hit(layer.place + (f", line {line}" if line and has_lines else ""), text, self.protected[text])
            for text, line in found.items()
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


@dataclass(frozen=True)
class _Read:
    """A text in which whole words are looked for. ``mark`` may stand anywhere in them."""

    text: str
    mark: str = ""
    is_code: bool = False

    @cached_property
    def _folded(self) -> tuple[str, list[int] | None]:
        return folded(self.text)

    def has(self, name: str) -> bool:
        """Is the name in it, as whole words?"""
        flat, places = self._folded
        for match in re.finditer(_pattern(name, self.mark + marks_in(flat)), flat):
            start = match.start() if places is None else places[match.start()]
            found = self.text[start : start + len(match.group())]
            if is_written_as(name, found) and (found[:1].isupper() or not self._needs_capital(name)):
                return True
        return False

    def _needs_capital(self, name: str) -> bool:
        """Does a word stand here in small letters anyway? *Li* is no ``li`` of HTML, *Page* no page."""
        if not name[:1].isupper() or len(words_of(name)) > 1:
            return False
        return self.is_code or len(name) <= SHORT or squeezed(name) in own_words()


def _pattern(name: str, marks: str) -> str:
    words = words_of(name)
    if not all(map(str.isdecimal, words)) or len(words) < 2 or len(words[0]) > 2:
        return pattern_of(name, marks)
    gap = NUMBERED + ("?" if all(len(word) > 1 for word in words) else "")  # 03042020, but not 342020
    return rf"(?<![^\W_]){TWO_DAYS}{gap.join(words)}(?![^\W_])"


def _has_pieces(name: str) -> bool:
    """Is a name long enough to be looked for from a cut, or the start of a word, to another?"""
    words = words_of(name)
    return len("".join(words)) >= PIECES and all(map(str.isalpha, words))


@dataclass(frozen=True)
class Proof:
    """Proves that files hold no protected string. ``own`` gives, when first needed, the hashes of the parts that the
    explorer brings with it, which are not searched; ``blank`` those that take longer to know, needed only where
    something was found."""

    protected: Mapping[str, str]
    own: Callable[[], Collection[str]] = frozenset
    blank: Callable[[], Collection[str]] = frozenset

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
        found, unread = self._searched(name, content, self._own)
        if found and (blank := frozenset(self.blank())):
            found, _ = self._searched(name, content, self._own | blank)
        return found, unread

    def _searched(self, name: str, content: bytes, own: frozenset[str]) -> tuple[list[Hit], list[str]]:
        found: list[Hit] = []
        unread: list[str] = []
        for layer in layers_of(name, content, lambda part: hashlib.sha256(part).hexdigest() in own):
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
        for file in [path, *sorted(path.rglob("*"))] if path.is_dir() else [path]:
            name = str(file.relative_to(path.parent)) if path.is_dir() else file.name
            if file.is_dir():
                hits += proof.searched(name, b"")[0]
                continue
            if file != path and not file.is_file():
                continue
            number += 1
            try:
                found, left = proof.searched(name, file.read_bytes())
            except OSError as error:
                raise OutputError(f"{file} cannot be read: {error.strerror or error}.") from error
            hits += found
            unread += left
    return Verified(tuple(sorted(set(hits))), number, tuple(dict.fromkeys(unread)))

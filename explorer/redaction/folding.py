"""Names found in text however they are written: case, accents, possessives, hyphens, line breaks and spacing aside.

A text is *folded* to lower-case letters without accents, apostrophes or invisible characters, with the place of each
letter in the original kept. *Squeezed* is folded with everything but letters and digits left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from heapq import heappop, heappush

from explorer.errors import ExplorerError
from explorer.redaction.lookalikes import APOSTROPHES, FOLDING, RAISED
from explorer.redaction.parting import COMMON, is_acronym, is_within, parted, without_article
from explorer.vocabulary import clip

BROKEN, HYPHEN = "\ue000", "\ue001"
"""Stand in a folded text for a hyphen: at the end of a line, where it may cut a word or end one, and within a line."""

BROKEN_WORD = re.compile(
    r"(?<=\w)[-\u2010-\u2013\u00ad\u00ac][^\S\n\r\v\f\x85\u2028\u2029]*"
    r"(?:\r\n|[\n\r\v\f\x85\u2028\u2029])\s*(?=\w)"
)
HYPHENED = re.compile(r"[-\u2010\u2011](?:(?<=[^\W\d_].)(?=[^\W_])|(?<=\d.)(?=[^\W\d_]))")
POSSESSIVE = "'"
"""Stands in a folded text for the apostrophe of a possessive; every other is left out."""

NOT_LETTERS = re.compile(r"[\W_]+")
GAP = r"(?:[\W_]{0,24}|\s+)"
"""What may stand between two words of a name: blanks, line breaks and what a line begins with, hyphens, dots, or
nothing."""

LEAST_HYPHENED = 6
"""Letters from which a name is found with a hyphen in it that it does not have: *no-one* is no *Noone*."""

UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
"""Scripts that put no blank between words: a name in one has no word boundary."""

SYLLABLE = re.compile(r"[\u1100-\u1112]")
"""Where a syllable of Korean begins, which puts particles behind a name without a blank."""

STRICT = r"(?<![^\W_])"
"""No letter and no digit before."""

SPECIAL = re.compile(
    rf"(?P<broken>{BROKEN_WORD.pattern})|(?P<possessive>[{APOSTROPHES}](?=[sS](?![^\W\d_])))"
    rf"|(?P<note>(?<=[^\W\d_])(?<![{RAISED}])[{RAISED}]{{1,2}}(?![^\W\d_]))|[{APOSTROPHES}]|[^\x00-\x7f{HYPHEN}]"
)
"""What is not folded letter by letter into lower case."""


def squeezed(text: str) -> str:
    """The letters and digits of a text, folded: what two ways to write one name have in common."""
    flat = text.lower() if text.isascii() else text.translate(FOLDING)
    return NOT_LETTERS.sub("", flat)


def folded(text: str) -> tuple[str, list[int] | None]:
    """The folded text, and for each of its characters the place in ``text`` (``None``: the same place)."""
    is_plain = text.isascii() and "'" not in text and "`" not in text
    text = HYPHENED.sub(HYPHEN, text)  # character for character: their places stay
    if is_plain and not BROKEN_WORD.search(text):
        return text.lower(), None
    parts: list[str] = []
    places: list[int] = []
    done = 0
    for match in SPECIAL.finditer(text):
        start, end = match.span()
        parts.append(text[done:start].lower())
        places += range(done, start)
        if match["broken"]:
            said = BROKEN
        elif match["possessive"]:
            said = POSSESSIVE
        else:
            said = " " if match["note"] else FOLDING[ord(match.group())]
        parts.append(said)
        places += [start] * len(said)
        done = end
    parts.append(text[done:].lower())
    places += range(done, len(text))
    return "".join(parts), places


def words_of(text: str) -> list[str]:
    """The folded words of a name."""
    flat = folded(text)[0].replace(POSSESSIVE, "").replace(BROKEN, "")
    return NOT_LETTERS.sub(" ", flat).split()


def marks_in(flat: str) -> str:
    """The marks of a folded text that may stand between the letters of a name."""
    return "".join(mark for mark in (BROKEN, HYPHEN) if mark in flat)


def pattern_of(name: str, marks: str = "") -> str:
    """A name as a regular expression over folded text, between word boundaries; '' where it has no letters.

    Its possessive and plural are it, too. A digit may stand before or behind its letters: a mark of a footnote, a year
    of birth. One of ``marks`` may stand between the letters of its words.
    """
    words = words_of(parted(name))
    if not words:
        return ""
    marks = marks if len("".join(words)) >= LEAST_HYPHENED else marks.replace(HYPHEN, "")
    between = f"[{marks}]?" if marks else ""
    whole = GAP.join(_word_pattern(word, between) for word in words)
    return start_of(name) + whole + _ending(words[-1], between) + _end_of(name, words)


def _word_pattern(word: str, between: str) -> str:
    letters = [re.escape(char) for char in word]
    if len(word) > 1 and word[-1] == "s":  # Mary's of St Mary's is Marys, too
        letters[-1] = f"{POSSESSIVE}?s"
    return between.join(letters)


def _ending(word: str, between: str) -> str:
    """``'s``, ``s`` or ``es`` behind a name. Behind an s a bare s makes another word: *Ross* is not of *Ros*."""
    if not word[-1].isalpha():
        return f"(?:{POSSESSIVE}?s)?"
    plural = f"{between}e{between}s"
    if word[-1] == "s":
        return f"(?:{POSSESSIVE}s|{plural})?"
    return f"(?:{between}{POSSESSIVE}?s{f'|{plural}' if word.endswith(('x', 'z', 'ch', 'sh')) else ''})?"


def start_of(name: str) -> str:
    """The boundary before a name, which a script without blanks has none of."""
    first = words_of(name)[0]
    if UNSPACED.match(first):
        return ""
    is_short = len(squeezed(name)) < 4  # as are units: 5ng
    return STRICT if is_short or not first[0].isalpha() else r"(?<![^\W\d_])"


def _end_of(name: str, words: list[str]) -> str:
    last = words[-1]
    if UNSPACED.match(last[-1]):
        return ""
    if len(SYLLABLE.findall("".join(words))) > 1 and "\u1100" <= last[-1] <= "\u11ff":
        return "(?![\u1160-\u11ff])"
    return r"(?![^\W_])" if is_acronym(name) or not last[-1].isalpha() else r"(?![^\W\d_])"


def is_written_as(name: str, found: str) -> bool:
    """Is what was found written so that it can be this name? Only acronyms and common words are particular."""
    if is_acronym(name):
        return found[: len(name)].isupper()
    return found[:1].isupper() if squeezed(name) in COMMON else True


MOST_PASSES = 50
"""Times that a text is gone over: names that bring each other in come to an end long before."""
MOST_GROWTH, LEAST_GROWTH = 20, 10_000
"""A text that becomes so many times as long, and so many characters longer, grows without end."""


class UnsettledError(ExplorerError):
    """What is written in place of names brings names in again and again."""


@dataclass(frozen=True)
class Names:
    """Names and what to write in their place. All are replaced at once, the longest first, so that no replacement
    is replaced in its turn."""

    replacements: Mapping[str, str]

    @cached_property
    def _by_letters(self) -> dict[str, list[tuple[str, str]]]:
        """What is replaced by its letters. Two names may have the same, of which one needs capitals."""
        found: dict[str, list[tuple[str, str]]] = {}
        for name, replacement in self.replacements.items():
            if letters := squeezed(name):
                found.setdefault(letters, []).append((name, replacement))
        return {
            letters: sorted(items, key=lambda item: is_acronym(item[0])) for letters, items in found.items()
        }

    @cached_property
    def _looked_for(self) -> list[tuple[str, str]]:
        """The letters and the name of each pattern, in the order in which they are tried at a place. Of names with the
        same letters the one of most words finds the others, too."""
        names = [
            max((name for name, _ in items), key=lambda name: len(words_of(parted(name))))
            for items in self._by_letters.values()
        ]
        names.sort(key=lambda name: (start_of(name) == STRICT, start_of(name), -len(squeezed(name)), name))
        return [("".join(words_of(parted(name))), name) for name in names]

    @cached_property
    def _patterns(self) -> dict[tuple[str, bool], re.Pattern[str]]:
        return {}

    def _pattern(self, name: str, has_marks: bool) -> re.Pattern[str]:
        found = self._patterns.get((name, has_marks))
        if found is None:
            found = re.compile(pattern_of(name, BROKEN + HYPHEN if has_marks else ""))
            self._patterns[name, has_marks] = found
        return found

    def replaced(self, text: str) -> str:
        """The text with every name replaced; a possessive is kept. Cost: linear, about 1 µs a character."""
        if not text or not self._by_letters:
            return text
        letters = squeezed(text)
        if not any(name in letters for name in self._by_letters):
            return text
        parts: list[str] = []
        done = 0
        for start, end, items in self._found(text):
            found = text[start:end]
            named = next((item for item in items if is_written_as(item[0], found)), None)
            if named is None or is_within(named[1], text, start, found):
                continue
            parts += [text[done:start], named[1], _possessive(found, named[0])]
            done = end
        return "".join([*parts, text[done:]])

    def _found(self, text: str) -> Iterator[tuple[int, int, list[tuple[str, str]]]]:
        """Where in the text something stands that may be a name, and which names it may be."""
        flat, places = folded(text)
        for match in self._matches(flat):
            start, end = match.span()
            if places is not None:
                start, end = places[start], places[end - 1] + 1
                while unicodedata.combining(text[end : end + 1] or " "):  # the accent of its last letter
                    end += 1
            yield start, end, self._called(squeezed(match.group()))

    def _matches(self, flat: str) -> Iterator[re.Match[str]]:
        """From left to right, as one expression of all names would: each is looked for only where its letters are."""
        letters, has_marks = NOT_LETTERS.sub("", flat), bool(marks_in(flat))
        waiting: list[tuple[int, int, re.Match[str]]] = []

        def look(rank: int, pattern: re.Pattern[str], start: int) -> None:
            if match := pattern.search(flat, start):
                heappush(waiting, (match.start(), rank, match))

        for rank, (its, name) in enumerate(self._looked_for):
            if its and its in letters:
                look(rank, self._pattern(name, has_marks), 0)
        done = 0
        while waiting:
            start, rank, match = heappop(waiting)
            if start >= done:
                done = match.end()
                yield match
            look(rank, match.re, done)

    def _called(self, letters: str) -> list[tuple[str, str]]:
        """The names of which the letters are one, its possessive or its plural."""
        endings = (ending for ending in ("", "s", "es") if letters.endswith(ending))
        found = (self._by_letters.get(letters.removesuffix(ending)) for ending in endings)
        return next((items for items in found if items), [])

    def settled(self, text: str) -> str:
        """The text after replacing until nothing changes: a replacement may bring a name in.

        Raises :class:`UnsettledError` where replacements bring each other in without end.
        """
        most = len(text) * MOST_GROWTH + LEAST_GROWTH
        for _ in range(MOST_PASSES):
            after = self.replaced(text)
            if after == text:
                return text
            text = after
            if len(text) > most:
                break
        raise UnsettledError(self._without_end(text))

    def _without_end(self, text: str) -> str:
        found = dict.fromkeys(items[0] for _, _, items in self._found(text) if items)
        said = [f'"{clip(name)}" by "{clip(replacement)}"' for name, replacement in found][:3]
        return (
            f"Replacing names and terms does not come to an end: {', then '.join(said)}, and so on. Give a term of "
            "terms.csv that brings in another one other words in its place."
        )


def _possessive(found: str, name: str) -> str:
    """``'s`` where what was found ends in one that the name does not have."""
    ends = len(found) > 2 and found[-1] in "sS" and found[-2] in APOSTROPHES
    return found[-2:] if ends and squeezed(found) != squeezed(name) else ""


def names_from(pairs: Iterable[tuple[str, str]]) -> Names:
    """Names with their variants without article; what comes first wins."""
    found: dict[str, str] = {}
    for name, replacement in pairs:
        for variant in (name, without_article(name)):
            if variant:
                found.setdefault(variant, replacement)
    return Names(found)

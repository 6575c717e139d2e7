"""Names found in text however they are written: case, accents, possessives, hyphens, line breaks and spacing aside.

A text is *folded* to lower-case letters without accents, apostrophes or invisible characters, with the place of each
letter in the original kept. *Squeezed* is folded with everything but letters and digits left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from explorer.errors import ExplorerError
from explorer.vocabulary import clip

APOSTROPHES = "'’‘ʼ`´＇ʻʹʾʿˈ′‛"
"""Some of these are letters to Unicode (the U+02BC of *OʼBrien*): they are left out of what is compared even so."""

BROKEN_WORD = re.compile(r"(?<=\w)[-\u2010\u2011\u00ad][ \t]*\r?\n\s*(?=\w)")
NOT_LETTERS = re.compile(r"[\W_]+")
GAP = r"[\W_]{0,24}"
"""What may stand between two words of a name: blanks, line breaks and what a line begins with, hyphens, dots, or
nothing."""

UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
"""Scripts that put no blank between words: a name in one has no word boundary."""

LOOKALIKES: dict[int, int | str | None] = {}
LOOKALIKES |= str.maketrans(
    "аеорсухіѕјһԁԛԝӏοντρικυχαЅІЈАВЕКМНОРСТХУΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeopcyxisjhdqwlovtpikuxaSIJABEKMHOPCTXYABEZHIKMNOPTYX",
)
"""Letters of Cyrillic and Greek that look like Latin ones: a name spelled with some of them is read as the name."""

LOOKALIKES |= str.maketrans(
    "øØłŁđĐðÐħĦŧŦıɑɡɩʟɪᴀʙᴄᴅᴇꜰɢʜᴊᴋᴍɴᴏᴘǫʀꜱᴛᴜᴠᴡʏᴢкмтεᎪᏴᏟᎠᎬᏀᎻᏆᎫᏦᏞᎷᏢᏒᏚᎢᏙᎳᏃ",
    "oOlLdDdDhHtTiagiliabcdefghjkmnopqrstuvwyzkmteABCDEGHIJKLMPRSTVWZ",
)
"""Letters with a stroke, which Unicode does not take apart; small capitals; more letters that look like Latin ones."""

LOOKALIKES |= {ord("æ"): "ae", ord("Æ"): "AE", ord("œ"): "oe", ord("Œ"): "OE", ord("þ"): "th", ord("Þ"): "TH"}
LOOKALIKES |= {start + at: chr(65 + at) for start in (0x1F150, 0x1F170, 0x1F1E6) for at in range(26)}
"""Letters in filled circles and squares, and those of flags."""

FILLERS = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0"
"""Letters and marks to Unicode that nobody sees."""
LOOKALIKES |= dict.fromkeys(map(ord, FILLERS), "")

UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
UMLAUTS |= str.maketrans({"Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "Ø": "Oe", "Å": "Aa"})
"""How letters of German and the North are written where a keyboard has none."""

_COMMON = """
a an and are art as at be bill can do drew grace had has he her him his hope i if in is it jan june may mark me might
my no not of off on or our out pat rose she so sue the them they to up us was we were who will with you
january february march april july august september october november december
"""
COMMON = frozenset(_COMMON.split())
"""Words of every text that are also names (May, Will): taken for a name only where written with a capital letter."""


@lru_cache(maxsize=4096)
def _folded_character(character: str) -> str:
    kept = [
        char
        for char in unicodedata.normalize("NFKD", character.translate(LOOKALIKES)).casefold()
        if not unicodedata.combining(char)
        and unicodedata.category(char) not in ("Cf", "Mn")
        and char not in APOSTROPHES
    ]
    return "".join(kept)


def squeezed(text: str) -> str:
    """The letters and digits of a text, folded: what two ways to write one name have in common."""
    if text.isascii():
        return NOT_LETTERS.sub("", text.lower())
    flat = unicodedata.normalize("NFKD", text.translate(LOOKALIKES)).casefold()
    kept = "".join(char for char in flat if not unicodedata.combining(char) and char not in APOSTROPHES)
    return NOT_LETTERS.sub("", kept)


def folded(text: str) -> tuple[str, list[int] | None]:
    """The folded text, and for each of its characters the place in ``text`` (``None``: the same place)."""
    if text.isascii() and "'" not in text and "`" not in text and not BROKEN_WORD.search(text):
        return text.lower(), None
    dropped = {at for match in BROKEN_WORD.finditer(text) for at in range(match.start(), match.end())}
    characters: list[str] = []
    places: list[int] = []
    for at, character in enumerate(text):
        if at in dropped or character in APOSTROPHES:
            continue
        for char in _folded_character(character):
            characters.append(char)
            places.append(at)
    return "".join(characters), places


def words_of(text: str) -> list[str]:
    """The folded words of a name."""
    return NOT_LETTERS.sub(" ", folded(text)[0]).split()


def pattern_of(name: str) -> str:
    """A name as a regular expression over folded text, without its boundaries; '' where it has no letters."""
    return GAP.join(re.escape(word) for word in words_of(name))


def bounded(name: str, pattern: str) -> str:
    """The pattern between word boundaries, which a script without blanks has none of."""
    start = "" if UNSPACED.match(name[:1]) else r"(?<![^\W_])"
    end = "" if UNSPACED.match(name[-1:]) else r"(?![^\W_])"
    return f"{start}{pattern}(?:(?<!s)s)?{end}"


def without_article(name: str) -> str:
    """``Range High School`` for ``The Range High School``; '' where too little would be left."""
    head, _, rest = name.partition(" ")
    return rest if head.casefold() == "the" and len(rest.split()) > 1 else ""


def needs_capital(name: str) -> bool:
    """Is it found only where it begins with a capital (May), or is all capitals (IT)?"""
    return squeezed(name) in COMMON or is_acronym(name)


def is_acronym(name: str) -> bool:
    """Two or three letters, all capitals: in lower case it is another word."""
    return len(name) <= 3 and name.isalpha() and name.isupper()


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
    def _by_letters(self) -> dict[str, tuple[str, str]]:
        found: dict[str, tuple[str, str]] = {}
        for name, replacement in self.replacements.items():
            letters = squeezed(name)
            if letters and pattern_of(name):
                found.setdefault(letters, (name, replacement))
        return found

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        names = sorted(self._by_letters.values(), key=lambda item: (-len(squeezed(item[0])), item))
        alternatives = [bounded(name, pattern_of(name)) for name, _ in names]
        return re.compile("|".join(alternatives) or r"(?!)")

    def replaced(self, text: str) -> str:
        """The text with every name replaced; a possessive is kept. Cost: linear, about 1 µs a character."""
        if not text or not self._by_letters:
            return text
        letters = squeezed(text)
        if not any(name in letters for name in self._by_letters):
            return text
        flat, places = folded(text)
        parts: list[str] = []
        done = 0
        for match in self._pattern.finditer(flat):
            start, end = match.span()
            if places is not None:
                start, end = places[start], places[end - 1] + 1
            found = text[start:end]
            named = self._of(match.group())
            if (
                named is None
                or not is_written_as(named[0], found)
                or _is_within(named[1], text, start, found)
            ):
                continue
            parts += [text[done:start], named[1], _possessive(found, named[0])]
            done = end
        return "".join([*parts, text[done:]])

    def _of(self, found: str) -> tuple[str, str] | None:
        letters = squeezed(found)
        return self._by_letters.get(letters) or self._by_letters.get(letters.removesuffix("s"))

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
        found = dict.fromkeys(self._of(match.group()) for match in self._pattern.finditer(folded(text)[0]))
        said = [f'"{clip(item[0])}" by "{clip(item[1])}"' for item in found if item][:3]
        return (
            f"Replacing names and terms does not come to an end: {', then '.join(said)}, and so on. Give a term of "
            "terms.csv that brings in another one other words in its place."
        )


def _is_within(replacement: str, text: str, start: int, found: str) -> bool:
    """Does what was found stand in its own replacement already, as *Elm* does in *Elm Road* or *[Elm]*?"""
    at = replacement.find(found)
    while at >= 0:
        if start >= at and text.startswith(replacement, start - at):
            return True
        at = replacement.find(found, at + 1)
    return False


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

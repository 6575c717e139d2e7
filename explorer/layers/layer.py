"""A text inside a file, and where it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

MOST_UNPACKED = 2 * 2**30
MOST_DEPTH = 6


@dataclass(frozen=True, slots=True)
class Layer:
    """A text and where in the file it is.

    ``also``: the same letters with their words parted otherwise; ``seen``: as they are laid out, for what numbers tell
    side by side; ``cut``: the same with a mark (:data:`explorer.layers.markup.CUT`) wherever a word may end or go on;
    ``is_loose``: blanks may stand between the letters of a word; ``is_code``: words of a format stand in it beside what
    was written; ``least``: letters of the shortest string that is not there by chance; ``unread``: what of the file
    could not be looked into here, and why.
    """

    place: str
    text: str
    is_loose: bool = False
    unread: str = ""
    also: tuple[str, ...] = ()
    seen: str = ""
    cut: str = ""
    least: int = 0
    is_code: bool = False

    def moved(self, place: str) -> Layer:
        """The same at another place."""
        return replace(self, place=place)


IsOwn = Callable[[bytes], bool]
"""Is a part, byte for byte, one that the explorer brings with it?"""


def nothing_own(part: bytes) -> bool:
    """No part is left out."""
    return False


REFUSED = (
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"), (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "compressed by zstd"), (b"\xd0\xcf\x11\xe0", "an old or a locked file of Office"),
    (b"\xff\xd8\xff", "a picture (JPEG)"), (b"GIF8", "a picture (GIF)"), (b"II*\0", "a picture (TIFF)"),
    (b"MM\0*", "a picture (TIFF)"), (b"BM", "a picture (BMP)"), (b"RIFF", "a picture or a recording"),
    (b"\0\0\0", "a picture or a film"), (b"OggS", "a recording"), (b"ID3", "a recording"),
    (b"SQLite format 3", "a database"),
)  # fmt: skip
"""How files begin that hold what cannot be searched."""

CHANCE = 5
"""Letters of the shortest string that is worth looking for where most is no text, such as in fonts."""

READABLE = re.compile(r"[^\x00-\x1f\x7f-\x9f\ufffd]{6,}")
"""Runs of characters in bytes that are no text: shorter ones are chance."""


def readable_text(data: bytes) -> str:
    """What can be read in bytes of no known format, as UTF-8 and as UTF-16, a run a line."""
    texts = [data.decode("utf-8", "replace"), *(data[at:].decode("utf-16-le", "replace") for at in (0, 1))]
    runs = (run for text in texts for run in READABLE.findall(text))
    return "\n".join(run for run in runs if sum(char < "\u0500" for char in run) > 0.8 * len(run))

"""What is packed in a file by gzip, bzip2 or xz, and what is beside it. See :mod:`explorer.layers.archives`, too."""

from __future__ import annotations

import bz2
import lzma
import zlib
from collections.abc import Iterator
from typing import Any

from explorer.errors import OutputError
from explorer.layers.encodings import single_bytes
from explorer.layers.layer import MOST_UNPACKED, IsOwn, Layer

MOST_MEMBERS = 1000
"""Parts that a compressed file may be joined of."""
MOST_MEMORY = 2**29
HEADS = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
TEXT, HEADER_SUM, EXTRA, NAME, COMMENT = (1 << at for at in range(5))


def compressed(name: str, data: bytes, is_own: IsOwn, depth: int) -> Iterator[Layer]:
    """What is compressed, what its head says, and what comes after its end."""
    from explorer.layers import layers_of

    parts: list[bytes] = []
    room = MOST_UNPACKED
    rest = data
    for number in range(MOST_MEMBERS + 1):
        if not rest.startswith(HEADS):
            break
        if number == MOST_MEMBERS:
            raise OutputError(f"{name} is joined of more than {MOST_MEMBERS} parts: it cannot be searched.")
        try:
            kind = rest[:3]
            if kind.startswith(b"\x1f\x8b"):
                said, rest = _head(rest)
                for text in single_bytes(said):
                    yield Layer(f"{name}: head", text)
            part, rest = _unpacked(kind, rest, room)
        except (OSError, EOFError, ValueError, IndexError, zlib.error, lzma.LZMAError) as error:
            raise OutputError(f"{name} cannot be opened, and so not searched: {error}.") from error
        room -= len(part)
        if room < 0:
            raise OutputError(f"{name} unpacks to too much to be searched.")
        parts.append(part)
    yield from layers_of(f"{name}: inside", b"".join(parts), is_own, depth + 1)
    if rest.strip(b"\0"):
        for layer in layers_of(f"{name}: after the end", rest, is_own, depth + 1):
            if not layer.place.endswith("file name"):
                yield layer


def _head(data: bytes) -> tuple[bytes, bytes]:
    """What the head of gzip says beside what is packed (a name, a comment, more), and what follows it."""
    flags, at = data[3], 10
    said: list[bytes] = []
    if flags & EXTRA:
        size = int.from_bytes(data[at : at + 2], "little")
        said.append(data[at + 2 : at + 2 + size])
        at += 2 + size
    for flag in (NAME, COMMENT):
        if flags & flag:
            end = data.index(b"\0", at)
            said.append(data[at:end])
            at = end + 1
    return b"\n".join(said), data[at + (2 if flags & HEADER_SUM else 0) :]


def _unpacked(kind: bytes, data: bytes, room: int) -> tuple[bytes, bytes]:
    """What one part holds, at most ``room`` bytes and one, and what follows the part."""
    opener: Any
    if kind.startswith(b"\x1f\x8b"):
        opener = zlib.decompressobj(-zlib.MAX_WBITS)
        found = opener.decompress(data, room + 1)
        if opener.unconsumed_tail:
            return found + b"\0" * (room + 1 - len(found)), b""
        tail = 8
    else:
        opener = bz2.BZ2Decompressor() if kind == b"BZh" else lzma.LZMADecompressor(memlimit=MOST_MEMORY)
        found = opener.decompress(data, room + 1)
        tail = 0
    if not opener.eof and len(found) <= room:
        raise EOFError("it ends before its end")
    return found, opener.unused_data[tail:]

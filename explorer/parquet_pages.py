"""The dictionary pages of a Parquet file, taken apart by hand: they can hold values that stand in no row, which no
engine gives out.

Formats: https://parquet.apache.org/docs/file-format/ (page headers are Thrift in its compact form), and those of the
codecs, https://github.com/google/snappy/blob/main/format_description.txt and
https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable, Iterator

MOST = 256 * 2**20
"""Bytes of a page, unpacked."""
MOST_NESTED = 40
PREFIX = re.compile(r"[\s\S]{2}\0\0")
"""The length of a text of under 64 KiB, where a reader has taken the bytes for text."""

Unzstd = Callable[[bytes], bytes]


class PageError(ValueError):
    """A page that cannot be taken apart, and why."""


def dictionary_texts(data: bytes, at: int, codec: str, unzstd: Unzstd) -> Iterator[str]:
    """The texts of the dictionary page that begins at byte ``at``.

    ``unzstd`` gives what zstd has packed; line ends in it may be other ones. Raises :class:`PageError`.
    """
    try:
        start, unpacked, packed = _header(data, at)
        if unpacked > MOST:
            raise PageError("it is too large")
        body = _opened(data[start : start + packed], unpacked, codec, unzstd)
        yield from _texts(body)
    except (IndexError, struct.error, zlib.error, RecursionError) as error:
        raise PageError("it is damaged") from error


def _texts(body: bytes) -> Iterator[str]:
    """Each a length of four bytes and its bytes. Where that does not come out even, what stands between lengths."""
    found = []
    at = 0
    while at + 4 <= len(body):
        (length,) = struct.unpack_from("<I", body, at)
        if at + 4 + length > len(body):
            break
        found.append(body[at + 4 : at + 4 + length])
        at += 4 + length
    if at == len(body):
        yield from (text.decode("utf-8", "replace") for text in found)
    else:
        yield from PREFIX.split(body.decode("utf-8", "replace"))


def _opened(body: bytes, size: int, codec: str, unzstd: Unzstd) -> bytes:
    openers: dict[str, Callable[[], bytes]] = {
        "UNCOMPRESSED": lambda: body,
        "SNAPPY": lambda: _unsnappy(body, size),
        "LZ4_RAW": lambda: _unlz4(body, size),
        "GZIP": lambda: zlib.decompressobj(47).decompress(body, MOST),
        "ZSTD": lambda: unzstd(body),
    }
    if codec not in openers:
        raise PageError(f"it is packed as {codec.lower()}")
    return openers[codec]()


def _header(data: bytes, at: int) -> tuple[int, int, int]:
    """(where the page begins, its size unpacked, its size packed)."""
    sizes = {2: 0, 3: 0}
    field = 0
    while head := data[at]:
        at += 1
        if head >> 4:
            field += head >> 4
        else:
            field, at = _zigzag(data, at)
        if field in sizes:
            sizes[field], at = _zigzag(data, at)
        else:
            at = _skipped(data, at, head & 15, 0)
    return at + 1, sizes[2], sizes[3]


def _number(data: bytes, at: int) -> tuple[int, int]:
    found = shift = 0
    while True:
        byte = data[at]
        at += 1
        found |= (byte & 127) << shift
        if byte < 128:
            return found, at
        shift += 7
        if shift > 63:
            raise PageError("it is damaged")


def _zigzag(data: bytes, at: int) -> tuple[int, int]:
    number, at = _number(data, at)
    return (number >> 1) ^ -(number & 1), at


def _skipped(data: bytes, at: int, kind: int, depth: int) -> int:
    """The place after a value of Thrift."""
    if depth > MOST_NESTED:
        raise PageError("it is damaged")
    if kind in (1, 2):  # yes or no, told by the kind
        return at
    if kind == 3:
        return at + 1
    if kind in (4, 5, 6):
        return _number(data, at)[1]
    if kind == 7:
        return at + 8
    if kind == 8:
        length, at = _number(data, at)
        return at + length
    if kind == 12:
        while head := data[at]:
            at += 1
            if not head >> 4:
                at = _number(data, at)[1]
            at = _skipped(data, at, head & 15, depth + 1)
        return at + 1
    raise PageError("it is damaged")  # lists and maps are in no head of a page


def _unsnappy(body: bytes, size: int) -> bytes:
    _, at = _number(body, 0)
    out = bytearray()
    while at < len(body) and len(out) <= size:
        tag = body[at]
        at += 1
        if tag & 3 == 0:
            length = tag >> 2
            if length >= 60:
                more = length - 59
                length = int.from_bytes(body[at : at + more], "little")
                at += more
            out += body[at : at + length + 1]
            at += length + 1
            continue
        if tag & 3 == 1:
            length, back = 4 + (tag >> 2 & 7), (tag >> 5) << 8 | body[at]
            at += 1
        else:
            wide = 2 if tag & 3 == 2 else 4
            length, back = (tag >> 2) + 1, int.from_bytes(body[at : at + wide], "little")
            at += wide
        _copy(out, back, length)
    return bytes(out)


def _unlz4(body: bytes, size: int) -> bytes:
    at, out = 0, bytearray()
    while at < len(body) and len(out) <= size:
        token = body[at]
        length, at = _lz4_length(body, at + 1, token >> 4)
        out += body[at : at + length]
        at += length
        if at >= len(body):
            break
        back = int.from_bytes(body[at : at + 2], "little")
        length, at = _lz4_length(body, at + 2, token & 15)
        _copy(out, back, length + 4)
    return bytes(out)


def _lz4_length(body: bytes, at: int, length: int) -> tuple[int, int]:
    if length == 15:
        while True:
            byte = body[at]
            at += 1
            length += byte
            if byte < 255:
                break
    return length, at


def _copy(out: bytearray, back: int, length: int) -> None:
    if not 0 < back <= len(out) or len(out) + length > MOST:
        raise PageError("it is damaged")
    start = len(out) - back
    if back >= length:
        out += out[start : start + length]
    else:
        repeated = bytes(out[start:])
        out += (repeated * (length // back + 1))[:length]

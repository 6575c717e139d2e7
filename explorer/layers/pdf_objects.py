"""What stands in the raw bytes of a PDF: every stream of every state, whether anything refers to it or not, and every
string, name and word of its objects.
"""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from explorer.layers.encodings import mixed
from explorer.layers.layer import CHANCE, Layer
from explorer.layers.markup import CUT

START = re.compile(rb">>[\s\0]{0,99}stream(?:\r\n|\n|\r)")
OBJECT = re.compile(rb"(\d{1,10})\s{1,9}(\d{1,5})\s{1,9}obj\b")
REFERENCE = re.compile(rb"(?<![\d.])\d{1,10}\s{1,9}\d{1,5}\s{1,9}R\b")
TOKEN = re.compile(rb"\\[\s\S]|[()]|<[0-9A-Fa-f\s]*>")
STRING = re.compile(rb"\((?:[^()\\]|\\[\s\S])*\)")
OCTAL = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|[\s\S]))")
NAME_CODE = re.compile(rb"#([0-9A-Fa-f]{2})")
WORDS = re.compile(rb"(?!(?:BDC|EMC|BMC|SCN|scn)\b)[^\s\d<>\[\]()/.+-][^\s<>\[\]()/]{2,}")
OPERATORS = re.compile(rb"\b(?:BT|ET|Tj|TJ|Tf|Td|Tm|cm|re|rg|RG|gs|Do|scn|SCN|BDC|EMC)\s")
SHOWS_TEXT = re.compile(rb"[)>\]]\s{0,99}(?:Tj|TJ|'|\")")
MOST_DECODED = 2**29
"""Bytes that the streams of one file may have unpacked."""

SHORT = {"/Fl": "/FlateDecode", "/LZW": "/LZWDecode", "/A85": "/ASCII85Decode", "/AHx": "/ASCIIHexDecode",
         "/RL": "/RunLengthDecode", "/DCT": "/DCTDecode", "/CCF": "/CCITTFaxDecode"}  # fmt: skip
PICTURES = frozenset(["/DCTDecode", "/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode"])


class StreamError(Exception):
    """Why a stream could not be read; ``read`` is what came out of it."""

    def __init__(self, why: str, read: bytes = b"") -> None:
        self.read = read
        super().__init__(why)


def errors() -> tuple[type[Exception], ...]:
    """What the library raises over bytes that are no PDF, or a broken one."""
    from pypdf.errors import DeprecationError, PyPdfError

    return (
        PyPdfError, DeprecationError, zlib.error, struct.error, ValueError, LookupError, TypeError, AttributeError,
        RuntimeError, ArithmeticError, AssertionError, OSError, EOFError,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream as it stands in the file: the object it is of and where that begins, its dictionary, its bytes."""

    number: int
    at: int
    about: bytes
    body: bytes


def streams_of(data: bytes) -> Iterator[Stream]:
    """Every stream of the bytes, at its longest to where another begins. Cost: linear."""
    starts = list(START.finditer(data))
    before, end = 0, -1
    for number, match in enumerate(starts):
        if end < match.end():
            end = data.find(b"endstream", match.end())
            end = len(data) if end < 0 else end
        following = starts[number + 1].start() if number + 1 < len(starts) else len(data)
        heads = list(OBJECT.finditer(data, before, match.start()))
        about = data[heads[-1].end() if heads else match.start() : match.start() + 2]
        at = heads[-1].start() if heads else match.start()
        before = match.end()
        yield Stream(int(heads[-1][1]) if heads else 0, at, about, data[match.end() : min(end, following)])


def without_streams(data: bytes) -> bytes:
    """The bytes between the streams."""
    parts, done = [], 0
    for match in START.finditer(data):
        if match.start() < done:
            continue
        end = data.find(b"endstream", match.end())
        if end < 0:
            break
        parts.append(data[done : match.end()])
        done = end
    return b"".join([*parts, data[done:]])


def dictionary_of(about: bytes) -> dict[str, Any]:
    """The dictionary of a stream; empty where it cannot be read."""
    from pypdf.generic import read_object

    alone = REFERENCE.sub(b" null", about.strip()) + b"\n"
    try:
        found = read_object(io.BytesIO(alone), None)
    except errors():
        return {}
    return found if isinstance(found, dict) else {}


def decoded(about: dict[str, Any], body: bytes, room: int = MOST_DECODED) -> bytes:
    """What is in a stream. Raises :class:`StreamError` where a filter is not known, or what it gives is damaged."""
    length = about.get("/Length")
    if isinstance(length, int) and 0 <= length <= len(body) and not body[length:].strip():
        body = body[:length]
    else:
        body = re.sub(rb"(?:\r\n|\n|\r)\Z", b"", body)
    filters = about.get("/Filter", [])
    filters = [filters] if isinstance(filters, str) else filters
    parms = about.get("/DecodeParms", about.get("/DP", []))
    parms = parms if isinstance(parms, list) else [parms]
    if not isinstance(filters, list):
        if body[:1] in (b"\x78", b"\x48", b"\x68", b"\x58"):
            return _inflated(body, room)
        raise StreamError("how it is packed is told elsewhere")
    if len(filters) > 8:
        raise StreamError("it is packed more than 8 times over")
    for at, name in enumerate(filters):
        body = _unpacked(SHORT.get(str(name), str(name)), body, parms[at] if at < len(parms) else None, room)
    return body


def _unpacked(name: str, body: bytes, parms: Any, room: int) -> bytes:
    from pypdf import filters

    parms = parms if isinstance(parms, dict) else {}
    if name in PICTURES:
        raise StreamError("it is a picture")
    try:
        if name == "/FlateDecode":
            if isinstance(parms.get("/Predictor"), int) and parms["/Predictor"] > 1:
                return filters.FlateDecode.decode(body, parms)
            return _inflated(body, room)
        if name == "/LZWDecode":
            return _bytes_of(filters.LZWDecode.decode(body, parms))
        if name == "/ASCII85Decode":
            return _bytes_of(filters.ASCII85Decode.decode(body))
        if name == "/ASCIIHexDecode":
            return bytes.fromhex(
                re.sub(r"[^0-9A-Fa-f]", "", body.split(b">")[0].decode("latin-1")).ljust(2, "0")
            )
        if name == "/RunLengthDecode":
            return _bytes_of(filters.RunLengthDecode.decode(body))
    except errors() as error:
        raise StreamError(f"it is damaged ({name})") from error
    raise StreamError(f"nothing here unpacks {name}")


def _bytes_of(read: Any) -> bytes:
    return read if isinstance(read, bytes) else str(read).encode("latin-1", "replace")


def _inflated(body: bytes, room: int) -> bytes:
    """What zlib has packed, as far as it goes."""
    opener = zlib.decompressobj()
    parts: list[bytes] = []
    for at in range(0, len(body), 2**16):
        try:
            parts.append(opener.decompress(body[at : at + 2**16], room + 1))
        except zlib.error as error:
            raise StreamError("it is damaged", b"".join(parts)) from error
        room -= len(parts[-1])
        if room < 0 or opener.unconsumed_tail:
            raise StreamError("it unpacks to too much", b"".join(parts))
        if opener.eof:
            return b"".join(parts)
    raise StreamError("it is not whole", b"".join(parts))


# ---- strings


def strings_in(code: bytes) -> Iterator[str]:
    """Every string of objects or of what draws a page, in round brackets or in numbers of base 16. Cost: linear."""
    depth, start = 0, 0
    for match in TOKEN.finditer(code):
        found = match[0]
        if found == b"(":
            start = match.end() if not depth else start
            depth += 1
        elif found == b")" and depth:
            depth -= 1
            if not depth:
                yield text_of(OCTAL.sub(_character, code[start : match.start()]))
        elif found[:1] == b"<" and not depth and len(found) > 2:
            digits = re.sub(rb"\s", b"", found[1:-1])
            yield text_of(bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii")))
    if depth:
        yield text_of(code[start:])


def _character(match: re.Match[bytes]) -> bytes:
    if match[1]:
        return bytes([int(match[1], 8) & 255])
    return {
        b"n": b"\n",
        b"r": b"\r",
        b"t": b"\t",
        b"b": b"",
        b"f": b"\n",
        b"\n": b"",
        b"\r": b"",
        b"\r\n": b"",
    }.get(match[2], match[2])


def text_of(string: bytes) -> str:
    """A string of a PDF as text."""
    if string.startswith((b"\xfe\xff", b"\xff\xfe")):
        return string.decode("utf-16", "replace")
    if len(string) > 3 and not any(string[::2]):
        return string.decode("utf-16-be", "replace")
    return mixed(string.removeprefix(b"\xef\xbb\xbf"))


def is_drawing(code: bytes) -> bool:
    """Is a stream what draws a page? What it writes aside: a line of text is long."""
    bare = STRING.sub(b"()", code[:20_000])
    return len(OPERATORS.findall(bare)) * 60 > len(bare)


def words_of_code(place: str, code: bytes, *, is_read: bool = False) -> Iterator[Layer]:
    """The strings of objects or of what draws a page, each for itself and going on in the next; and its other words.

    Of the other words only long ones count, and no numbers: ``Do`` is what draws a picture, and a box at 3 4 2020 no
    day. ``is_read``: its text was read by its fonts, and strings that are the numbers of their signs say no more.
    """
    strings = [said for said in strings_in(code) if not (is_read and "\0" in said)]
    if strings:
        yield Layer(f"{place}: strings", "\n".join(strings), also=("".join(strings),), cut=CUT.join(strings))
    words = b"\n".join(WORDS.findall(code))
    yield Layer(f"{place}: bytes", mixed(words), least=CHANCE)
    if b"#" in words:
        named = NAME_CODE.sub(lambda code: bytes([int(code[1], 16)]), words)
        yield Layer(f"{place}: bytes", mixed(named), least=CHANCE)


def is_told_in_letters(code: bytes) -> bool:
    """Are the strings of what draws a page letters, and not the numbers of signs in a font?"""
    said = "".join(strings_in(code))
    return not said or sum(char.isprintable() for char in said) > 0.95 * len(said)

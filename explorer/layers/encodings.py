"""Bytes as text, in every encoding that they may be in."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
UNUSUAL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x9f\u0500-\U0010ffff]")
MARKS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
"""What stands at the head of a text to say its encoding; the longer ones first."""

PAGES = ("cp850", "mac_roman", "cp1250", "cp1254", "iso8859_15")
"""Encodings of one byte a letter, beside Windows-1252, that are still met: of old command lines and exports, of old
Macs, of Polish and Turkish names."""

DECLARED = re.compile(rb"(?:charset|encoding)\s{0,3}=\s{0,3}[\"']?([\w.:-]{2,30})", re.IGNORECASE)
NO_TEXT = frozenset(["idna", "punycode", "raw_unicode_escape", "unicode_escape", "undefined"])


def _one_by_one(error: UnicodeError) -> tuple[str, int]:
    """Each byte that cannot be decoded as the character that Windows-1252 has for it."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    said = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in wrong)
    return said, error.end


codecs.register_error("explorer-mixed", _one_by_one)


def mixed(data: bytes) -> str:
    """UTF-8 with, for each byte that is none, its character in Windows-1252."""
    return data.decode("utf-8", "explorer-mixed")


def is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def single_bytes(data: bytes) -> Iterator[str]:
    """Every way to read bytes as text of one byte a letter, or as UTF-8."""
    yield mixed(data)
    yield from pages_of(data)


def pages_of(data: bytes) -> Iterator[str]:
    """Bytes that are no UTF-8 as text of one byte a letter, in each encoding that they may be in beside
    :func:`mixed`. What is plain ASCII is the same in all of them."""
    if is_utf8(data):
        return
    seen = {mixed(data)}
    for page in ("cp1252", *PAGES):
        said = data.decode(page, "replace")
        if said not in seen:
            seen.add(said)
            yield said


def texts_of(data: bytes) -> Iterator[str]:
    """The bytes as text, in every encoding that they may be in but those of :func:`pages_of`; nothing where they are no
    text."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, "replace")
            if encoding == "utf-8":
                yield mixed(data[len(mark) :])
                return
            yield text
            if is_text(text):
                return
            break
    if declared := _declared(data):
        yield declared
    if not CONTROLS.search(data):
        yield mixed(data)
        return
    for encoding in _wide(data):
        text = data.decode(encoding, "replace")
        if is_text(text):
            yield text
    bare = data.replace(b"\0", b"")
    if is_text(bare.decode("utf-8", "replace")):  # any bytes are letters of one byte each
        yield mixed(bare)


def has_other_bytes(data: bytes) -> bool:
    """Is there something in a text that is no text, such as a compressed part behind it?"""
    if not CONTROLS.search(data.replace(b"\0", b"")):
        return False
    return not is_utf8(data) and not any(
        is_text(data.decode(encoding, "replace")) for encoding in _wide(data)
    )


def _wide(data: bytes) -> tuple[str, ...]:
    """Encodings of more bytes a letter that are worth trying: they have noughts in every text of our letters, and those
    of four bytes have two in four."""
    if data.count(0) * 2 > len(data):
        return ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
    return ("utf-16-le", "utf-16-be")


def _declared(data: bytes) -> str:
    """The text in the encoding that it says itself to be in, where that is another than those that are tried."""
    match = DECLARED.search(data[:2048])
    if not match or data.isascii():
        return ""
    try:
        found = codecs.lookup(match[1].decode("ascii"))
        if found.name in ("utf-8", "cp1252", "iso8859-1", *NO_TEXT) or not found._is_text_encoding:
            return ""
        return data.decode(found.name, "replace")
    except (LookupError, ValueError):
        return ""


def is_text(text: str) -> bool:
    """Does a decoding give letters, and not what any bytes give?"""
    return len(UNUSUAL.sub("", text)) > 0.8 * len(text)

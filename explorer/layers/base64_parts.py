"""What is written in base64 in a text, and what its ``data:`` addresses hold."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import replace

from explorer.layers.encodings import is_utf8, mixed
from explorer.layers.escapes import unescaped, unquoted_bytes
from explorer.layers.layer import CHANCE, MOST_DEPTH, IsOwn, Layer

ADDRESS = re.compile(
    r"data:[\w.+/-]{0,200}(?:;[\w=.-]{1,200}){0,9};base64,([\w+/=%\\-]+)((?:[ \t]{0,9}\r?\n[ \t]{0,99}[\w+/=%-]+)*)",
    re.ASCII,
)
PLAIN_ADDRESS = re.compile(r"data:[\w.+/-]{0,200}(?:;[\w=.-]{1,200}){0,9},")
ADDRESS_END = re.compile(r"[\s\"'<>()\\]")
ONE_LINE = re.compile(r"(?<![A-Za-z0-9+/=_-])[A-Za-z0-9+/_-]{12,}={0,2}(?![A-Za-z0-9+/=_-])")
LINES = re.compile(
    r"^[ \t>]{0,9}([A-Za-z0-9+/]{20,}(?:[ \t]{0,9}\r?\n[ \t>]{0,9}[A-Za-z0-9+/]+)+={0,2})[ \t]*\r?$",
    re.MULTILINE,
)
SURE = 18
"""Bytes of text that nothing but a text in base64 gives."""
FILES = (
    b"PK\x03\x04", b"\x1f\x8b\x08", b"%PDF-", b"\x89PNG\r\n", b"BZh91AY", b"\xfd7zXZ", b"7z\xbc\xaf\x27\x1c",
    b"Rar!\x1a\x07", b"\x28\xb5\x2f\xfd", b"\xd0\xcf\x11\xe0", b"\xff\xd8\xff\xe0", b"\xff\xd8\xff\xe1", b"GIF89a",
    b"GIF87a",
)  # fmt: skip
"""How files begin that are looked into, or said to be unread, wherever they are in base64."""


def decoded(text: str) -> bytes:
    """The bytes that are written in base64, whatever stands between its letters."""
    letters = re.sub(r"[^A-Za-z0-9+/]", "", text.split("=")[0].replace("-", "+").replace("_", "/"))
    letters = letters[: len(letters) - (len(letters) % 4 == 1)]
    try:
        return base64.b64decode(letters + "=" * (-len(letters) % 4))
    except (binascii.Error, ValueError):
        return b""


def of_addresses(name: str, text: str, is_own: IsOwn, depth: int) -> Iterator[Layer]:
    """What the ``data:`` addresses of a text hold."""
    number = 0
    for match in ADDRESS.finditer(text):
        number += 1
        said = unescaped(match[1] + match[2])
        said = unquoted_bytes(said).decode("latin-1") if "%" in said else said
        yield from _inside(f"{name}: data address {number}", decoded(said), is_own, depth)
    done = 0
    for match in PLAIN_ADDRESS.finditer(text):
        if match.start() < done:
            continue
        done = _end_of(text, match)
        said = text[match.end() : done]
        if "%" in said and not match[0].endswith(";base64,"):
            number += 1
            yield from _inside(f"{name}: data address {number}", unquoted_bytes(said), is_own, depth)


def _end_of(text: str, match: re.Match[str]) -> int:
    """Where an address ends: at the mark that it is quoted with, or where no address goes on."""
    quote = text[match.start() - 1] if match.start() else ""
    end = text.find(quote, match.end()) if quote in ("'", '"') else -1
    if end < 0:
        found = ADDRESS_END.search(text, match.end())
        end = found.start() if found else len(text)
    return end


def without_addresses(text: str) -> str:
    """The text without what its ``data:`` addresses hold in base64; lines that may go on with it are left."""
    return ADDRESS.sub(lambda match: " " + match[2], text) if "base64," in text else text


def _inside(place: str, data: bytes, is_own: IsOwn, depth: int) -> Iterator[Layer]:
    from explorer.layers import layers_of

    for layer in layers_of("data", data, is_own, depth + 1):
        if not layer.place.endswith("file name"):
            yield layer.moved(place)


def of_base64(name: str, text: str, is_own: IsOwn, depth: int) -> Iterator[Layer]:
    """What is written in base64, a line or many: the texts together, each file for itself. Letters may be base64 by
    chance: what is short, or no UTF-8, is searched for longer strings alone."""
    sure: list[str] = []
    chance: list[str] = []

    def inside(match: re.Match[str]) -> Iterator[Layer]:
        found = decoded(match[0])
        if found.startswith(FILES):
            yield from _inside(f"{name}: base64", found, is_own, depth)
        elif said := _text_of(found):
            (sure if len(found) >= SURE and is_utf8(found) else chance).append(said)

    files: list[tuple[int, int]] = []
    for match in LINES.finditer(text):
        layers = list(inside(match))
        files += [match.span()] if layers else []
        yield from layers
    text = _without(text, files)
    for match in ONE_LINE.finditer(text):
        yield from inside(match)
    for texts, least in ((sure, 0), (chance, CHANCE)):
        yield from _of_texts(f"{name}: base64", texts, least, is_own, depth)


def _of_texts(place: str, texts: list[str], least: int, is_own: IsOwn, depth: int) -> Iterator[Layer]:
    from explorer.layers.text import text_layers

    if depth >= MOST_DEPTH and texts:
        yield Layer(place, "", unread=f"{place} too deep in other base64 was not searched.")
    elif texts:
        for layer in text_layers(place, "\n".join(texts), is_own, depth + 1):
            yield replace(layer, least=max(least, layer.least))


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    parts, done = [], 0
    for start, end in spans:
        parts.append(text[done:start])
        done = end
    return " ".join([*parts, text[done:]])


def _text_of(found: bytes) -> str:
    """The bytes as text; '' where they are none."""
    if found.count(0) * 3 > len(found):
        text = found.replace(b"\0", b"").decode("utf-8", "replace")
    else:
        text = mixed(found)
        if not found.isascii() and sum(byte < 128 for byte in found) < 0.7 * len(found):
            return ""
    return text if text.isprintable() or len(text.split()) > 1 else ""

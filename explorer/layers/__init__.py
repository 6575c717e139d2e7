"""Every text inside a file, however it is packed: what a person, a search or another program could read in it.

Markup is read as it stands, without its tags (a name may be cut by them), and with its references resolved; archives,
``data:`` addresses and compressed parts are opened; PDF gives its text and metadata, PNG its text chunks.
"""

from __future__ import annotations

import base64
import binascii
import html
import json
import re
from collections.abc import Iterator
from pathlib import PurePath
from urllib.parse import unquote

from explorer.errors import OutputError
from explorer.layers.encodings import has_other_bytes, texts_of
from explorer.layers.layer import REFUSED, IsOwn, Layer, nothing_own, readable_text
from explorer.layers.markup import (
    as_changed,
    headers_of_sheets,
    scripts_of,
    with_sections,
    words_of_markup,
)
from explorer.layers.packed import archive, compressed, png
from explorer.layers.pdf import pdf

__all__ = ["Layer", "layers_of", "plain"]

MOST_DEPTH = 6
MOST_TIMES = 4
"""Times that what stands for characters may stand for characters that do."""
DATA_ADDRESS = re.compile(r"data:[\w.+/-]*(?:;[\w=.-]+)*;base64,([A-Za-z0-9+/]+={0,2})")
ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\u\{([0-9a-fA-F]{1,6})\}|\\x([0-9a-fA-F]{2})")
CSS_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})[ \t\n]?")
BASE64 = re.compile(r"(?<![A-Za-z0-9+/=_-])[A-Za-z0-9+/_-]{24,}={0,2}(?![A-Za-z0-9+/=_-])")
COLOUR_CODES = re.compile(r"\x1b\[[0-9;]*m")
MARKUP = re.compile(r"\s*<[!?A-Za-z]")


def layers_of(name: str, data: bytes, is_own: IsOwn = nothing_own, depth: int = 0) -> Iterator[Layer]:
    """Every text of a file called ``name``, that name first. Parts for which ``is_own`` says yes are left out.

    A part that cannot be opened gives what can be read in its bytes, and a layer that says so (``unread``): what cannot
    be read cannot be proved.
    """
    try:
        yield from _layers(name, data, is_own, depth)
    except OutputError as error:
        yield Layer(name, "", unread=str(error))
        yield Layer(f"{name}: bytes", readable_text(data))


def _layers(name: str, data: bytes, is_own: IsOwn, depth: int) -> Iterator[Layer]:
    from explorer.columnar import columnar, is_duckdb, is_parquet

    yield Layer(f"{name}: file name", PurePath(name).name)
    if depth > MOST_DEPTH:
        raise OutputError(f"{name} is packed more than {MOST_DEPTH} times over: it cannot be searched.")
    if not data or is_own(data):
        return
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        yield from archive(name, data, is_own, depth)
    elif data.startswith((b"\x1f\x8b", b"BZh", b"\xfd7zXZ")):
        yield from compressed(name, data, is_own, depth)
    elif data.startswith(b"%PDF-"):
        yield from pdf(name, data, depth)
    elif data.startswith(b"\x89PNG\r\n\x1a\n"):
        yield from png(name, data)
    elif is_parquet(data) or is_duckdb(data):
        yield from columnar(name, data, is_own, depth)
    else:
        for text in _decoded(name, data):
            yield from _text(name, text, is_own, depth)
        if has_other_bytes(data):
            raise OutputError(f"{name} holds bytes that are no text beside its text: they were not searched.")


def _decoded(name: str, data: bytes) -> Iterator[str]:
    """The bytes as text, in every encoding that they may be in. Raises :class:`OutputError` where they are no text."""
    texts = texts_of(data)
    first = next(texts, None)
    if first is None:
        what = next((what for head, what in REFUSED if data.startswith(head)), "of no known format")
        raise OutputError(f"{name} is {what}: it cannot be searched.")
    yield first
    yield from texts


def _text(name: str, text: str, is_own: IsOwn, depth: int) -> Iterator[Layer]:
    text = COLOUR_CODES.sub("", text)
    if MARKUP.match(text):
        yield from _markup(name, text, is_own, depth)
        return
    try:
        shape = json.loads(text) if text.lstrip()[:1] in ("{", "[", '"') else None
    except (ValueError, RecursionError):
        shape = None
    if shape is not None:
        text = "\n".join(_strings(shape))
    yield from plain(name, text, is_own, depth)


def plain(
    name: str, text: str, is_own: IsOwn = nothing_own, depth: int = 0, *, is_markup: bool = False
) -> Iterator[Layer]:
    """A text, its escapes resolved, and what its ``data:`` addresses hold."""
    for number, match in enumerate(DATA_ADDRESS.finditer(text), start=1):
        try:
            inner = base64.b64decode(match[1], validate=True)
        except (binascii.Error, ValueError):
            continue
        for layer in layers_of("data", inner, is_own, depth + 1):
            if not layer.place.endswith("file name"):
                yield layer.moved(f"{name}: data address {number}")
    text = DATA_ADDRESS.sub(" ", text)
    if not text.strip():
        return
    resolved = _resolved(text)
    yield Layer(name, resolved)
    if "<" in resolved and not is_markup:
        yield from _words(f"{name}: without tags", resolved)
    if "%" in resolved:
        yield Layer(f"{name}: unquoted", unquote(resolved))
    if "\\" in text and (escaped := CSS_ESCAPE.sub(_css_character, text)) != text:
        yield Layer(f"{name}: escapes of a style", escaped)
    for match in BASE64.finditer(resolved):
        if said := _from_base64(match[0]):
            yield Layer(f"{name}: base64", said)


def _resolved(text: str) -> str:
    """The text with references and escapes resolved, however often they are escaped themselves."""
    for _ in range(MOST_TIMES):
        before = text
        text = html.unescape(text) if "&" in text else text
        if "\\u" in text or "\\x" in text:
            text = ESCAPE.sub(lambda match: _character(int(match[1] or match[2] or match[3], 16)), text)
        if text == before:
            break
    return text


def _character(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 else " "


def _css_character(match: re.Match[str]) -> str:
    return _character(int(match[1], 16))


def _from_base64(text: str) -> str:
    """The text that is written in base64; '' where it is none."""
    try:
        found = base64.b64decode(text.replace("-", "+").replace("_", "/") + "=" * (-len(text) % 4)).decode(
            "utf-8"
        )
    except (binascii.Error, ValueError):
        return ""
    return found if found.isprintable() or len(found.split()) > 1 else ""


def _strings(value: object) -> Iterator[str]:
    """Every text and name in a JSON value."""
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict):
            waiting += [*reversed(item.values()), *reversed(item)]
        elif isinstance(item, list):
            waiting += reversed(item)
        elif item is not None:
            yield str(item)


def _markup(name: str, text: str, is_own: IsOwn, depth: int) -> Iterator[Layer]:
    """HTML or XML: its scripts and styles each for itself, then the rest with and without its tags."""
    parts, done = [], 0
    for number, (what, start, end) in enumerate(scripts_of(text), start=1):
        script = text[start:end]
        if not is_own(script.encode("utf-8", "replace")):
            yield from _text(f"{name}: {what} {number}", script, is_own, depth)
        parts += [text[done:start], " "]
        done = end
    text = "".join([*parts, text[done:]])
    yield from plain(f"{name}: markup", text, is_own, depth, is_markup=True)
    text = with_sections(text)
    for said in (text, *as_changed(text)):
        yield from _words(f"{name}: text", said)
    if headers := headers_of_sheets(text):
        yield Layer(f"{name}: headers", headers)


def _words(place: str, text: str) -> Iterator[Layer]:
    """A text without its tags, and without those that its references stand for."""
    for _ in range(MOST_TIMES):
        layer = words_of_markup(place, text)
        if layer is None:
            return
        yield layer
        text = layer.also[0] if layer.also else layer.text

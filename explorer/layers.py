"""Every text inside a file, however it is packed: what a person, a search or another program could read in it.

Markup is read as it stands, without its tags (a name may be cut by them), and with its references resolved; archives,
``data:`` addresses and compressed parts are opened; PDF gives its text and metadata, PNG its text chunks.
"""

from __future__ import annotations

import base64
import binascii
import html
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePath
from urllib.parse import unquote

from explorer.errors import OutputError

MOST_DEPTH = 6
MOST_UNPACKED = 2 * 2**30
SCRIPT = re.compile(r"<(script|style)\b[^>]*>(.*?)</\1\s*>", re.DOTALL | re.IGNORECASE)
TAG = re.compile(r"<!--.*?-->|<[^<>]*>", re.DOTALL)
DATA_ADDRESS = re.compile(r"data:[\w.+/-]*(?:;[\w=.-]+)*;base64,([A-Za-z0-9+/]+={0,2})")
ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
COLOUR_CODES = re.compile(r"\x1b\[[0-9;]*m")
MARKUP = re.compile(r"\s*<[!?A-Za-z]")


@dataclass(frozen=True, slots=True)
class Layer:
    """A text and where in the file it is. ``is_loose``: blanks may stand between the letters of a word."""

    place: str
    text: str
    is_loose: bool = False


IsOwn = Callable[[bytes], bool]
"""Is a part, byte for byte, one that the explorer brings with it?"""


def nothing_own(part: bytes) -> bool:
    """No part is left out."""
    return False


def layers_of(name: str, data: bytes, is_own: IsOwn = nothing_own, depth: int = 0) -> Iterator[Layer]:
    """Every text of a file called ``name``, that name first. Parts for which ``is_own`` says yes are left out.

    Raises :class:`OutputError` where a part cannot be opened: what cannot be read cannot be proved.
    """
    yield Layer(f"{name}: file name", PurePath(name).name)
    if depth > MOST_DEPTH:
        raise OutputError(f"{name} is packed more than {MOST_DEPTH} times over: it cannot be searched.")
    if not data or is_own(data):
        return
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        yield from _archive(name, data, is_own, depth)
    elif data.startswith(b"\x1f\x8b"):
        yield from _compressed(name, data, is_own, depth)
    elif data.startswith(b"%PDF-"):
        yield from _pdf(name, data)
    elif data.startswith(b"\x89PNG\r\n\x1a\n"):
        yield from _png(name, data)
    else:
        yield from _text(name, _decoded(data), is_own, depth)


def _decoded(data: bytes) -> str:
    for bom, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if data.startswith(bom):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("utf-16-le", "replace") + "\n" + data.decode("latin-1")


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
    yield from _plain(name, text, is_own, depth)


def _plain(name: str, text: str, is_own: IsOwn, depth: int) -> Iterator[Layer]:
    """A text, its escapes resolved, and what its ``data:`` addresses hold."""
    for number, match in enumerate(DATA_ADDRESS.finditer(text), start=1):
        try:
            inner = base64.b64decode(match[1], validate=True)
        except (binascii.Error, ValueError):
            continue
        for layer in layers_of("data", inner, is_own, depth + 1):
            if not layer.place.endswith("file name"):
                yield Layer(f"{name}: data address {number}", layer.text, layer.is_loose)
    text = DATA_ADDRESS.sub(" ", text)
    if not text.strip():
        return
    resolved = html.unescape(text) if "&" in text else text
    if "\\u" in resolved:
        resolved = ESCAPE.sub(lambda match: chr(int(match[1], 16)), resolved)
    yield Layer(name, resolved)
    if "<" in resolved and (bare := TAG.sub("", resolved)) != resolved:
        yield Layer(f"{name}: without tags", bare)
    if "%" in resolved:
        yield Layer(f"{name}: unquoted", unquote(resolved))


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
    for number, match in enumerate(SCRIPT.finditer(text), start=1):
        if not is_own(match[2].encode("utf-8")):
            yield from _text(f"{name}: {match[1].lower()} {number}", match[2], is_own, depth)
    text = SCRIPT.sub(lambda match: match[0].replace(match[2], " ") if match[2] else match[0], text)
    yield from _plain(f"{name}: markup", text, is_own, depth)
    for gap in ("", " "):
        yield Layer(f"{name}: text", html.unescape(TAG.sub(gap, text)))


def _archive(name: str, data: bytes, is_own: IsOwn, depth: int) -> Iterator[Layer]:
    import zipfile
    import zlib

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield Layer(f"{name}: archive comment", archive.comment.decode("utf-8", "replace"))
            if sum(item.file_size for item in archive.infolist()) > MOST_UNPACKED:
                raise OutputError(f"{name} unpacks to too much to be searched.")
            for item in archive.infolist():
                yield Layer(f"{name}: part name", item.filename)
                yield Layer(f"{name}: part comment", item.comment.decode("utf-8", "replace"))
                for layer in layers_of(item.filename, archive.read(item), is_own, depth + 1):
                    yield Layer(f"{name}, part {layer.place}", layer.text, layer.is_loose)
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        RuntimeError,
        EOFError,
        OSError,
        ValueError,
    ) as error:
        raise OutputError(f"{name} cannot be opened, and so not searched: {error}.") from error


def _compressed(name: str, data: bytes, is_own: IsOwn, depth: int) -> Iterator[Layer]:
    import gzip
    import zlib

    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            inner = stream.read(MOST_UNPACKED + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise OutputError(f"{name} cannot be opened, and so not searched: {error}.") from error
    if len(inner) > MOST_UNPACKED:
        raise OutputError(f"{name} unpacks to too much to be searched.")
    yield from layers_of(f"{name}: inside", inner, is_own, depth + 1)


def _pdf(name: str, data: bytes) -> Iterator[Layer]:
    """Text, metadata, outline and annotations; and what is not compressed, as it stands."""
    import logging

    import pypdf
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    yield Layer(f"{name}: bytes", data.decode("latin-1"))
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        yield Layer(
            f"{name}: metadata", "\n".join(f"{key} {value}" for key, value in (reader.metadata or {}).items())
        )
        if reader.xmp_metadata is not None:
            yield Layer(
                f"{name}: metadata",
                TAG.sub(" ", reader.xmp_metadata.stream.get_data().decode("utf-8", "replace")),
            )
        yield Layer(f"{name}: outline", "\n".join(str(item) for item in reader.outline))
        for attached, contents in reader.attachments.items():
            yield Layer(f"{name}: attachment", attached)
            for content in contents:
                yield from layers_of(f"{name}: attachment", content, nothing_own, 1)
        for number, page in enumerate(reader.pages, start=1):
            yield Layer(f"{name}: page {number}", page.extract_text() or "", is_loose=True)
            for annotation in page.get("/Annots") or ():
                yield Layer(f"{name}: annotation on page {number}", str(annotation.get_object()))
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise OutputError(f"{name} is no PDF that can be read, and so not searched: {error}.") from error


def _png(name: str, data: bytes) -> Iterator[Layer]:
    """The text chunks of a picture. What is drawn in it is searched in the SVG it comes from."""
    import zlib

    at = 8
    while at + 8 <= len(data):
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        body = data[at + 8 : at + 8 + length]
        if kind in (b"tEXt", b"eXIf"):
            yield Layer(f"{name}: metadata", body.decode("latin-1"))
        elif kind in (b"zTXt", b"iTXt"):
            yield Layer(f"{name}: metadata", body.decode("utf-8", "replace"))
            for start in range(len(body)):
                if body[start : start + 1] == b"\x78":
                    try:
                        yield Layer(
                            f"{name}: metadata", zlib.decompress(body[start:]).decode("utf-8", "replace")
                        )
                    except zlib.error:
                        continue
        at += length + 12

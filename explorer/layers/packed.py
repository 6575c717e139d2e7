"""What is packed in a file: archives, compressed parts, PDF, PNG. See :mod:`explorer.layers`."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from explorer.errors import OutputError
from explorer.layers.layer import MOST_UNPACKED, IsOwn, Layer


def archive(name: str, data: bytes, is_own: IsOwn, depth: int) -> Iterator[Layer]:
    import zipfile
    import zlib

    from explorer.layers import layers_of

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield Layer(f"{name}: archive comment", archive.comment.decode("utf-8", "replace"))
            if sum(item.file_size for item in archive.infolist()) > MOST_UNPACKED:
                raise OutputError(f"{name} unpacks to too much to be searched.")
            for item in archive.infolist():
                yield Layer(f"{name}: part name", item.filename)
                yield Layer(f"{name}: part comment", item.comment.decode("utf-8", "replace"))
                for layer in layers_of(item.filename, archive.read(item), is_own, depth + 1):
                    yield layer.moved(f"{name}, part {layer.place}")
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


def compressed(name: str, data: bytes, is_own: IsOwn, depth: int) -> Iterator[Layer]:
    """What gzip, bzip2 or xz has compressed."""
    import bz2
    import gzip
    import lzma
    import zlib

    from explorer.layers import layers_of

    opener: Any = {b"\x1f\x8b": gzip.open, b"BZ": bz2.open, b"\xfd7": lzma.open}[data[:2]]
    try:
        with opener(io.BytesIO(data)) as stream:
            inner = stream.read(MOST_UNPACKED + 1)
    except (OSError, EOFError, zlib.error, lzma.LZMAError, ValueError) as error:
        raise OutputError(f"{name} cannot be opened, and so not searched: {error}.") from error
    if len(inner) > MOST_UNPACKED:
        raise OutputError(f"{name} unpacks to too much to be searched.")
    yield from layers_of(f"{name}: inside", inner, is_own, depth + 1)


def png(name: str, data: bytes) -> Iterator[Layer]:
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

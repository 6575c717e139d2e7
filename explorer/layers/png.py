"""What a PNG says beside its picture: every chunk but those that draw it, and what comes after its end.

What is drawn in it is searched in the SVG that it comes from.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from explorer.errors import OutputError
from explorer.layers.encodings import single_bytes
from explorer.layers.layer import CHANCE, Layer, readable_text

DRAWS = frozenset(
    [b"IHDR", b"PLTE", b"IDAT", b"IEND", b"gAMA", b"cHRM", b"sRGB", b"pHYs", b"tIME", b"bKGD", b"tRNS", b"sBIT",
     b"hIST", b"acTL", b"fcTL", b"fdAT", b"cICP", b"oFFs", b"sTER", b"vpAg"]
)  # fmt: skip
MOST_TEXT = 2**26


def png(name: str, data: bytes, depth: int) -> Iterator[Layer]:
    """The layers of a picture."""
    from explorer.layers import layers_of

    at = 8
    while at + 8 <= len(data):
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        body = data[at + 8 : at + 8 + length]
        at += length + 12
        if kind not in DRAWS:
            yield from _chunk(name, kind, body, depth)
        if kind == b"IEND":
            break
    rest = data[at:]
    if rest.strip(b"\0\r\n"):
        for layer in layers_of(f"{name}: after the end", rest, depth=depth + 1):
            if not layer.place.endswith("file name"):
                yield layer


def _chunk(name: str, kind: bytes, body: bytes, depth: int) -> Iterator[Layer]:
    from explorer.layers import layers_of

    place = f"{name}: metadata"
    if kind in (b"tEXt", b"iTXt", b"zTXt", b"iCCP"):
        for text in single_bytes(body if kind == b"tEXt" else _head(kind, body)):
            yield Layer(place, text)
        yield from _packed(name, kind, body)
    elif kind == b"eXIf":
        for text in (*single_bytes(body), *single_bytes(body.replace(b"\0", b"")), readable_text(body)):
            yield Layer(place, text)
    else:
        said = kind.decode("latin-1")
        for layer in layers_of(f"{name}: chunk {said}", body, depth=depth + 1):
            if not layer.place.endswith("file name"):
                yield layer


def _head(kind: bytes, body: bytes) -> bytes:
    """What of a chunk is not packed."""
    named, _, rest = body.partition(b"\0")
    if kind != b"iTXt":
        return named
    if rest[:1] == b"\0":
        return body
    return named + b"\n" + b"\n".join(rest[2:].split(b"\0", 2)[:2])


def _packed(name: str, kind: bytes, body: bytes) -> Iterator[Layer]:
    """What of a chunk is packed."""
    _, _, rest = body.partition(b"\0")
    if kind in (b"zTXt", b"iCCP"):
        packed = rest[1:]
    elif kind == b"iTXt" and rest[:1] == b"\1":
        packed = rest[2:].partition(b"\0")[2].partition(b"\0")[2]
    else:
        return
    opener = zlib.decompressobj()
    try:
        found = opener.decompress(packed, MOST_TEXT)
    except zlib.error as error:
        raise OutputError(f"{name} has text that cannot be opened, and so not searched: {error}.") from error
    if kind == b"iCCP":
        yield Layer(f"{name}: metadata", readable_text(found), least=CHANCE)
    else:
        for text in single_bytes(found):
            yield Layer(f"{name}: metadata", text)
    if not opener.eof or opener.unused_data:
        raise OutputError(f"{name} has text that is not whole: it was not searched to its end.")

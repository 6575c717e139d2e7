"""What is in an archive (zip, and so the files of Office): its parts, what is said of them, what lies between them."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from explorer.errors import OutputError
from explorer.layers.encodings import single_bytes
from explorer.layers.layer import CHANCE, MOST_UNPACKED, IsOwn, Layer, readable_text

LOCAL, ZIPPED = b"PK\x03\x04", 8
HEAD = 30
NUMBERS = (b"\x01\x00", b"UT", b"ux", b"\x0a\x00")
MOST_UNLISTED, MOST_OF_ONE = 100, 2**28
WRONG = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    IndexError,
)


def archive(name: str, data: bytes, is_own: IsOwn, depth: int) -> Iterator[Layer]:
    """The layers of an archive. A part that cannot be opened is said, and the others are searched."""
    try:
        opened = zipfile.ZipFile(io.BytesIO(data))
    except WRONG as error:
        raise OutputError(f"{name} cannot be opened, and so not searched: {error}.") from error
    with opened:
        items = opened.infolist()
        if sum(item.file_size for item in items) > MOST_UNPACKED:
            raise OutputError(f"{name} unpacks to too much to be searched.")
        yield from _said(f"{name}: archive comment", opened.comment)
        for item in items:
            yield from _part(name, opened, item, is_own, depth)
        yield from _between(name, data, opened, is_own, depth)


def _part(
    name: str, opened: zipfile.ZipFile, item: zipfile.ZipInfo, is_own: IsOwn, depth: int
) -> Iterator[Layer]:
    from explorer.layers import layers_of

    yield Layer(f"{name}: part name", item.filename)
    yield from _said(f"{name}: part name", _name_of(item))
    yield from _said(f"{name}: part comment", item.comment)
    yield from _extras(name, item.extra)
    try:
        content = opened.read(item)
    except WRONG as error:
        unread = f"{name}, part {item.filename}: it cannot be opened, and so not searched: {error}."
        yield Layer(f"{name}, part {item.filename}", "", unread=unread)
        return
    for layer in layers_of(item.filename, content, is_own, depth + 1):
        yield layer.moved(f"{name}, part {layer.place}")


def _said(place: str, said: bytes) -> Iterator[Layer]:
    """Bytes beside the parts as text, as UTF-8 and in the encodings that archives are written in."""
    if said.strip(b"\0"):
        for text in (*single_bytes(said), readable_text(said)):
            yield Layer(place, text)


def _name_of(item: zipfile.ZipInfo) -> bytes:
    """The bytes of a name that is not marked as UTF-8, which may be so all the same."""
    if item.flag_bits & 0x800:
        return b""
    return item.orig_filename.encode("cp437", "replace")


def _extras(name: str, extra: bytes) -> Iterator[Layer]:
    """What the extra fields of a part say; of those that are sizes and times only what is no chance."""
    place = f"{name}: part head"
    found: list[bytes] = []
    at = 0
    while at + 4 <= len(extra):
        kind, size = extra[at : at + 2], int.from_bytes(extra[at + 2 : at + 4], "little")
        if kind not in NUMBERS:
            found.append(extra[at + 4 : at + 4 + size])
        at += 4 + size
    yield from _said(place, b"\n".join([*found, extra[at:]]).strip())
    if extra:
        yield Layer(place, readable_text(extra), least=CHANCE)


def _between(name: str, data: bytes, opened: zipfile.ZipFile, is_own: IsOwn, depth: int) -> Iterator[Layer]:
    """What lies before, between and behind the parts: parts that the list leaves out, and other bytes."""
    done = 0
    gaps: list[bytes] = []
    for item in sorted(opened.infolist(), key=lambda item: item.header_offset):
        start = item.header_offset
        if start > done:
            gaps.append(data[done:start])
        head = data[start : start + HEAD]
        if not head.startswith(LOCAL) or len(head) < HEAD:
            continue
        named = int.from_bytes(head[26:28], "little")
        extra = int.from_bytes(head[28:30], "little")
        body = start + HEAD + named + extra
        if (said := data[start + HEAD : start + HEAD + named]) != item.orig_filename.encode(
            "utf-8", "replace"
        ):
            yield from _said(f"{name}: part name", said)
        yield from _extras(name, data[start + HEAD + named : body])
        done = max(done, body + item.compress_size + _descriptor(data, item, body))
    gaps.append(data[done : opened.start_dir])
    end = data.rfind(b"PK\x05\x06")
    if end >= 0:
        listed = opened.start_dir + int.from_bytes(data[end + 12 : end + 16], "little")
        if not data.startswith(b"PK\x06\x06", listed):
            gaps.append(data[listed:end])
        gaps.append(data[end + 22 + int.from_bytes(data[end + 20 : end + 22], "little") :])
    for gap in gaps:
        yield from _of_gap(name, gap, is_own, depth)


def _descriptor(data: bytes, item: zipfile.ZipInfo, body: int) -> int:
    """Bytes behind a part that only say its size again."""
    if not item.flag_bits & 8:
        return 0
    at = body + item.compress_size
    marked = 4 if data[at : at + 4] == b"PK\x07\x08" else 0
    size = 20 if item.file_size >= 2**32 - 1 else 12
    return marked + size


def _of_gap(name: str, gap: bytes, is_own: IsOwn, depth: int) -> Iterator[Layer]:
    from explorer.layers import layers_of

    gap, *parts = gap.split(LOCAL)
    for part in parts[:MOST_UNLISTED]:
        yield from _unlisted(name, LOCAL + part, is_own, depth)
    if len(parts) > MOST_UNLISTED:
        yield Layer(name, "", unread=f"{name} has more parts that are not listed than were searched.")
    if not gap.strip(b"\0"):
        return
    for layer in layers_of(f"{name}: bytes between its parts", gap, is_own, depth + 1):
        if not layer.place.endswith("file name"):
            yield layer


def _unlisted(name: str, part: bytes, is_own: IsOwn, depth: int) -> Iterator[Layer]:
    """A part that the list of the archive leaves out."""
    from explorer.layers import layers_of

    place = f"{name}, part that is not listed"
    named, extra = (int.from_bytes(part[at : at + 2], "little") for at in (26, 28))
    body = part[HEAD + named + extra :]
    yield from _said(place, part[HEAD : HEAD + named])
    yield from _extras(name, part[HEAD + named : HEAD + named + extra])
    try:
        kind = int.from_bytes(part[8:10], "little")
        if kind == ZIPPED:
            opener = zlib.decompressobj(-zlib.MAX_WBITS)
            content = opener.decompress(body, MOST_OF_ONE)
            if not opener.eof:
                raise EOFError("it is not whole")
            yield Layer(f"{place}: bytes", readable_text(opener.unused_data), least=CHANCE)
        elif kind == 0:
            size = int.from_bytes(part[18:22], "little")
            content = body[:size] if size else body
            yield Layer(f"{place}: bytes", readable_text(body), least=CHANCE)
        else:
            raise NotImplementedError("how it is packed is not known")
    except WRONG as error:
        yield Layer(f"{place}: bytes", readable_text(part), least=CHANCE)
        yield Layer(place, "", unread=f"{place}, was not searched: {error}.")
        return
    for layer in layers_of(place, content, is_own, depth + 1):
        if not layer.place.endswith("file name"):
            yield layer

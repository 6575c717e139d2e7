"""A name is found beside the parts of an archive, in the head of gzip, in chunks of a picture, behind their ends."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import zipfile
import zlib

import pytest

from explorer.errors import OutputError
from explorer.verify import Proof

PROOF = Proof({"Adam Smith": "a name", "Müller": "a name"})
NAME = b"Adam Smith"
TEXT = b"Then Adam Smith left"


def zipped(**parts: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return made.getvalue()


def with_extra(kind: bytes) -> bytes:
    made, item = io.BytesIO(), zipfile.ZipInfo("a.txt")
    item.extra = kind + struct.pack("<H", 15) + b"\1\0\0\0\0" + NAME
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(item, "hello")
    return made.getvalue()


def commented(*, whole: bytes = b"", part: bytes = b"") -> bytes:
    """An archive with a comment to it or to its part."""
    made, item = io.BytesIO(), zipfile.ZipInfo("a.txt")
    item.comment = part
    with zipfile.ZipFile(made, "w") as archive:
        archive.comment = whole
        archive.writestr(item, "hello")
    return made.getvalue()


def unmarked(name: str) -> bytes:
    """An archive whose names are UTF-8 without saying so, as those of a Mac are."""
    made = bytearray(zipped(**{name: "hello"}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = made.index(mark) + at
        made[start : start + 2] = b"\0\0"
    return bytes(made)


def cut_list(data: bytes) -> bytes:
    return data[: data.index(b"PK\x01\x02")]


def named_gzip() -> bytes:
    made = io.BytesIO()
    with gzip.GzipFile("Adam Smith.csv", "wb", fileobj=made) as packed:
        packed.write(b"hello")
    return made.getvalue()


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


HEAD = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
HEAD += chunk(b"IDAT", zlib.compress(b"\0\0"))
END = chunk(b"IEND", b"")
HIDDEN = {
    "bytes behind an archive": zipped(a="hello") + TEXT,
    "a file behind an archive": zipped(a="hello") + gzip.compress(TEXT),
    "a part that the list leaves out": cut_list(zipped(b=TEXT.decode())) + zipped(a="hello"),
    "a stored part that the list leaves out": cut_list(zipped(b="x"))
    + cut_list(unmarked("y"))
    + with_extra(b"up"),
    "an extra field": with_extra(b"up"),
    "an extra field that says to be a time": with_extra(b"UT"),
    "the comment of an archive": commented(whole=NAME),
    "the comment of a part": commented(part=NAME),
    "a name without its mark": unmarked("Müller.txt"),
    "the name in gzip": named_gzip(),
    "the second name in gzip": gzip.compress(b"a") + named_gzip(),
    "a comment in gzip": b"\x1f\x8b\x08\x10" + bytes(6) + NAME + b"\0" + gzip.compress(b"a")[10:],
    "bytes behind gzip": gzip.compress(b"a") + TEXT,
    "bytes behind bzip2": bz2.compress(b"a") + TEXT,
    "the second part of xz": lzma.compress(b"a") + lzma.compress(TEXT),
    "bytes behind xz": lzma.compress(b"a") + TEXT,
    "bytes behind a picture": HEAD + END + TEXT,
    "a file behind a picture": HEAD + END + zipped(a=TEXT.decode()),
    "a chunk of no known kind": HEAD + chunk(b"prVw", NAME) + END,
    "a packed chunk of no known kind": HEAD + chunk(b"prVw", gzip.compress(NAME)) + END,
    "UTF-16 in a chunk": HEAD + chunk(b"eXIf", b"MM\0*" + "Adam Smith".encode("utf-16-le")) + END,
    "a packed text": HEAD + chunk(b"zTXt", b"Title\0\0" + zlib.compress(TEXT)) + END,
    "a packed text of any language": HEAD + chunk(b"iTXt", b"T\0\1\0en\0x\0" + zlib.compress(TEXT)) + END,
    "a text of any language": HEAD + chunk(b"iTXt", b"T\0\0\0en\0x\0" + "bei Müller".encode()) + END,
    "the name of a profile of colours": HEAD + chunk(b"iCCP", NAME + b"\0\0" + zlib.compress(b"acsp")) + END,
}


@pytest.mark.parametrize("where", HIDDEN)
def test_a_name_is_found_in(where: str) -> None:
    assert PROOF.hits("x.bin", HIDDEN[where]), where


@pytest.mark.parametrize(
    "data",
    [
        zipped(a="hello", b="more"),
        unmarked("a.txt"),
        gzip.compress(b"a") + bytes(20),
        bz2.compress(b"a") + bz2.compress(b"b"),
        lzma.compress(b"a") + bytes(8),
        HEAD + chunk(b"tEXt", b"Title\0x") + END,
    ],
    ids=["zip", "unmarked", "gzip", "bzip2", "xz", "png"],
)
def test_nothing_is_found_where_nothing_is(data: bytes) -> None:
    assert not PROOF.hits("x.bin", data)


def test_a_part_that_says_its_size_behind_it_is_no_gap() -> None:
    made = io.BytesIO()

    class Pipe(io.RawIOBase):
        def writable(self) -> bool:
            return True

        def write(self, data: bytes) -> int:  # type: ignore[override]
            return made.write(data)

    with zipfile.ZipFile(Pipe(), "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[arg-type]
        archive.writestr("a.txt", "hello")
        archive.writestr("b.txt", "hello")
    assert not PROOF.hits("x.zip", made.getvalue())


NOISE = bytes(range(256)) * 4


@pytest.mark.parametrize(
    "data",
    [
        zipped(a="x") + NOISE,
        gzip.compress(b"a") + NOISE,
        HEAD + END + NOISE,
        HEAD + chunk(b"prVw", NOISE) + END,
        HEAD + chunk(b"zTXt", b"T\0\0" + zlib.compress(TEXT)[:-6]) + END,
        gzip.compress(TEXT)[:-12],
        lzma.compress(TEXT)[:-20],
    ],
    ids=["zip", "gzip", "png", "chunk", "text of a chunk", "cut gzip", "cut xz"],
)
def test_what_cannot_be_opened_beside_them_is_said(data: bytes) -> None:
    with pytest.raises(OutputError, match="searched"):
        PROOF("x.bin", data)


def test_a_part_that_is_locked_is_said_and_the_others_are_searched() -> None:
    made = bytearray(zipped(a="hello", b=TEXT.decode()))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        made[made.index(mark) + at] |= 1
    hits, unread = PROOF.searched("x.zip", bytes(made))
    assert hits
    assert "part a" in unread[0]

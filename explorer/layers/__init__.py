"""Every text inside a file, however it is packed: what a person, a search or another program could read in it.

Markup is read as it stands, without its tags (a name may be cut by them), and with its references resolved; archives,
``data:`` addresses and compressed parts are opened; PDF gives its text and metadata, PNG its text chunks.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from explorer.errors import OutputError
from explorer.layers.archives import archive
from explorer.layers.encodings import has_other_bytes, texts_of
from explorer.layers.layer import MOST_DEPTH, REFUSED, IsOwn, Layer, nothing_own, readable_text
from explorer.layers.packed import compressed
from explorer.layers.pdf import pdf
from explorer.layers.png import png
from explorer.layers.text import plain, text_layers

__all__ = ["Layer", "layers_of", "plain"]


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
        yield from png(name, data, depth)
    elif is_parquet(data) or is_duckdb(data):
        yield from columnar(name, data, is_own, depth)
    else:
        for text in _decoded(name, data):
            yield from text_layers(name, text, is_own, depth)
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

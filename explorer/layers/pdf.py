"""Every text in a PDF: of its pages, of what is drawn beside them, and of every object of every state that it was saved
in, whether anything refers to it or not. What is drawn in pictures is said to be unread.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from explorer.errors import OutputError
from explorer.layers.encodings import mixed
from explorer.layers.layer import CHANCE, Layer, readable_text
from explorer.layers.markup import words_of_markup
from explorer.layers.pdf_objects import (
    MOST_DECODED,
    OBJECT,
    SHOWS_TEXT,
    Stream,
    StreamError,
    decoded,
    dictionary_of,
    is_drawing,
    is_told_in_letters,
    streams_of,
    strings_in,
    without_streams,
    words_of_code,
)
from explorer.layers.pdf_states import States

END = re.compile(rb"%%EOF[ \t]*(?:\r\n|\n|\r)?")
INLINE_PICTURE = re.compile(rb"\bBI\s[^\x80-\xff]{0,300}?\sID\s")
FONT_DATA = re.compile(rb"/(?:FontFile[23]?|CIDToGIDMap|CIDSet)\s{1,9}(\d{1,10})\s")
NO_WORDS = ("/FunctionType", "/ShadingType", "/HalftoneType", "/Length1")
OF_THE_FORMAT = re.compile(
    rb"/(?:Artifact|Author|Begin|Block|BlockQuote|Border|Caption|Catalog|Circle|Contents|Count|Creator|Document|Figure"
    rb"|Filter|First|Footer|Formula|Group|Header|Index|Inline|Justify|Keywords|Limits|Marked|Matrix|Metadata|Names"
    rb"|Order|Outlines|Pages|Parent|Pattern|Private|Producer|Quote|Reference|Resources|Rotate|Scope|Section|Shading"
    rb"|Square|Start|Strong|Style|Subject|Summary|Table|Title|Underline|Version|Width)\b"
)
"""Names that a PDF has anyway and that people have, too."""
ATTRIBUTE = re.compile(r"([\w:.-]{1,80})\s{0,9}=\s{0,9}[\"']([^\"'<>]*)")
FONTS = (b"\0\1\0\0", b"OTTO", b"true", b"ttcf", b"\x01\x00\x04", b"%!PS-AdobeFont", b"%!FontType1")


def pdf(name: str, data: bytes, depth: int) -> Iterator[Layer]:
    """The layers of a PDF. Raises :class:`OutputError` where it cannot be read."""
    rest = without_streams(data)
    yield Layer(f"{name}: bytes", mixed(OF_THE_FORMAT.sub(b"/", rest)), is_code=True, least=CHANCE)
    if strings := list(strings_in(rest)):
        yield Layer(f"{name}: strings", "\n".join(strings))
    states = States(name, data)
    error: OutputError | None = None
    try:
        yield from states.layers()
    except OutputError as found:
        error = found
    if states.is_locked:
        yield from _of_locked(name, data, states, depth)
    else:
        yield from _of_streams(name, data, rest, states.drawn, depth)
    yield from _after(name, data, depth)
    if error:
        raise error


def _of_streams(name: str, data: bytes, rest: bytes, drawn: set[int], depth: int) -> Iterator[Layer]:
    """What is in each stream of the bytes; ``drawn`` are places of those whose text was read by their fonts."""
    room = MOST_DECODED
    fonts = set(map(int, FONT_DATA.findall(rest)))
    later: list[tuple[Stream, dict[str, Any]]] = []
    for stream in streams_of(data):
        about = dictionary_of(stream.about)
        if about.get("/Type") != "/ObjStm":
            later.append((stream, about))
            continue
        try:
            code = decoded(about, stream.body, room)
        except StreamError as error:
            yield from _unread(name, stream.number, error)
            continue
        room -= len(code)
        fonts |= set(map(int, FONT_DATA.findall(code)))
        yield from words_of_code(f"{name}: object {stream.number}", code)
    for stream, about in later:
        try:
            if about.get("/Subtype") == "/Image":
                raise StreamError("it is a picture", stream.body if "/Filter" not in about else b"")
            code = decoded(about, stream.body, room)
        except StreamError as error:
            yield from _unread(name, stream.number, error)
            continue
        room -= len(code)
        is_read = stream.at in drawn
        yield from stream_layers(name, stream.number, about, code, depth, is_read, stream.number in fonts)


def stream_layers(
    name: str, number: int, about: dict[str, Any], code: bytes, depth: int, is_read: bool, is_font: bool
) -> Iterator[Layer]:
    """What is in an unpacked stream."""
    from explorer.layers import layers_of

    place = f"{name}: object {number}"
    if about.get("/Type") == "/ObjStm":
        yield from words_of_code(place, code)
    elif (
        is_font
        or about.get("/Type") == "/XRef"
        or code.startswith(FONTS)
        or code[36:40] == b"acsp"
        or any(key in about for key in NO_WORDS)
    ):
        yield Layer(f"{place}: bytes", readable_text(code), least=CHANCE)
    elif about.get("/Type") == "/Metadata":
        yield from _metadata(f"{place}: metadata", mixed(code))
    elif is_drawing(code):
        yield from words_of_code(place, code, is_read=is_read)
        if not is_read and SHOWS_TEXT.search(code) and not is_told_in_letters(code):
            why = "no page shows it, and its text is in signs of a font"
            yield Layer(place, "", unread=f"{name}: object {number} was not searched: {why}.")
        if INLINE_PICTURE.search(code):
            yield Layer(place, "", unread=f"{name}: a picture in object {number} was not searched.")
    else:
        for layer in layers_of("stream", code, depth=depth + 1):
            if not layer.place.endswith("file name"):
                unread = f"{name}: object {number}: {layer.unread}" if layer.unread else ""
                yield replace(layer, place=f"{place}{layer.place[6:]}", unread=unread)


def _metadata(place: str, text: str) -> Iterator[Layer]:
    """What is said in XML of a file or a page: its words, what stands in its attributes, and its longer names."""
    words = words_of_markup(place, text)
    if words is not None:
        yield words
    said = (value for name, value in ATTRIBUTE.findall(text) if not name.startswith("xmlns"))
    yield Layer(place, html.unescape("\n".join(said)))
    yield Layer(place, text, least=CHANCE)


def _unread(name: str, number: int, error: StreamError) -> Iterator[Layer]:
    place = f"{name}: object {number}"
    if error.read:
        yield Layer(f"{place}: bytes", readable_text(error.read), least=CHANCE)
    yield Layer(place, "", unread=f"{name}: object {number} was not searched: {error}.")


def _of_locked(name: str, data: bytes, states: States, depth: int) -> Iterator[Layer]:
    """Of a file that opens without a password but is locked: what its reader unlocks. The rest cannot be read."""
    yield Layer(f"{name}: strings", "\n".join(states.strings()))
    for number, about, code in states.unlocked():
        if about.get("/Subtype") == "/Image":
            yield from _unread(name, number, StreamError("it is a picture"))
        elif code is None:
            yield from _unread(name, number, StreamError("it cannot be unpacked"))
        else:
            is_font = "/Length1" in about or str(about.get("/Subtype")) in (
                "/Type1C",
                "/CIDFontType0C",
                "/OpenType",
            )
            yield from stream_layers(name, number, about, code, depth, True, is_font)
    left = sum(1 for stream in streams_of(data) if stream.at not in states.listed)
    if left:
        yield Layer(
            name, "", unread=f"{name}: {left} locked objects that nothing refers to were not searched."
        )


def _after(name: str, data: bytes, depth: int) -> Iterator[Layer]:
    """What comes after the end."""
    from explorer.layers import layers_of

    ends = list(END.finditer(data))
    tail = data[ends[-1].end() :].lstrip(b"\0 \t\r\n") if ends else b""
    if tail and not OBJECT.match(tail):
        for layer in layers_of("bytes after the end", tail, depth=depth + 1):
            if not layer.place.endswith("file name"):
                yield layer.moved(f"{name}: {layer.place}")

"""A text in every way that it may be read: as JSON, as markup, with what its escapes stand for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from explorer.layers.base64_parts import of_addresses, of_base64, without_addresses
from explorer.layers.escapes import MOST_TIMES, is_rtf, readings_of, resolved, words_of_rtf
from explorer.layers.layer import IsOwn, Layer, nothing_own
from explorer.layers.markup import (
    as_changed,
    headers_of_sheets,
    scripts_of,
    with_sections,
    words_of_markup,
)

COLOUR_CODES = re.compile(r"\x1b\[[0-9;]*m")
MARKUP = re.compile(r"\s*<[!?A-Za-z]")


def text_layers(name: str, text: str, is_own: IsOwn, depth: int) -> Iterator[Layer]:
    """The layers of a text."""
    text = COLOUR_CODES.sub("", text)
    if MARKUP.match(text):
        yield from _markup(name, text, is_own, depth)
    elif is_rtf(text):
        yield from _rtf(name, text, is_own, depth)
    else:
        said = _of_json(text)
        yield from plain(name, text if said is None else said, is_own, depth)


def plain(
    name: str, text: str, is_own: IsOwn = nothing_own, depth: int = 0, *, is_markup: bool = False
) -> Iterator[Layer]:
    """A text, its escapes resolved, and what its ``data:`` addresses hold."""
    yield from of_addresses(name, text, is_own, depth)
    text = without_addresses(text)
    if not text.strip():
        return
    first = resolved(text)
    yield Layer(name, first, is_code=is_markup)
    if "<" in first and not is_markup:
        yield from _words(f"{name}: without tags", first)
    yield from of_base64(name, first, is_own, depth)
    deepest = ""
    for what, said in readings_of(text):
        yield Layer(f"{name}: {what}", said, is_code=is_markup)
        if "<" in said and "<" not in text:
            yield from _words(f"{name}: {what}", said)
        deepest = said if what == "escapes" else deepest
    yield from of_addresses(f"{name}: escapes", deepest, is_own, depth)
    yield from of_base64(f"{name}: escapes", deepest, is_own, depth)


def words_alone(name: str, text: str) -> Iterator[Layer]:
    """A text with and without its tags, of which all that is in ASCII was searched in another encoding already."""
    text = COLOUR_CODES.sub("", text)
    yield Layer(name, text)
    if "<" in text:
        yield from _words(f"{name}: text", text)


# ---- JSON


def _of_json(text: str) -> str | None:
    """Every text and name in JSON, or in lines of it; ``None`` where it is none."""
    if text.lstrip()[:1] not in ("{", "[", '"'):
        return None
    try:
        return "\n".join(_strings(json.loads(text, object_pairs_hook=list)))
    except (ValueError, RecursionError):
        pass
    try:
        lines = [json.loads(line, object_pairs_hook=list) for line in text.splitlines() if line.strip()]
    except (ValueError, RecursionError):
        return None
    return "\n".join(_strings(lines))


def _strings(value: object) -> Iterator[str]:
    """Every text and name in a JSON value, whose objects are lists of pairs: a name may be given twice."""
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            yield item
        elif isinstance(item, list | tuple):
            waiting += reversed(item)
        elif item is not None:
            yield str(item)


# ---- markup, RTF


def _markup(name: str, text: str, is_own: IsOwn, depth: int) -> Iterator[Layer]:
    """HTML or XML: its scripts and styles each for itself, then the rest with and without its tags."""
    parts, done = [], 0
    for number, (what, start, end) in enumerate(scripts_of(text), start=1):
        script = text[start:end]
        if not is_own(script.encode("utf-8", "replace")):
            yield from text_layers(f"{name}: {what} {number}", script, is_own, depth)
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


def _rtf(name: str, text: str, is_own: IsOwn, depth: int) -> Iterator[Layer]:
    from explorer.layers import layers_of

    ways, packed = words_of_rtf(text)
    for said in ways:
        yield Layer(f"{name}: text", said)
    yield from plain(name, text, is_own, depth)
    for number, data in enumerate(packed, start=1):
        for layer in layers_of(f"{name}: object {number}", data, is_own, depth + 1):
            if not layer.place.endswith("file name"):
                yield layer

"""The states that a PDF was saved in, one after the other in one file: what was changed is still in it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from explorer.errors import OutputError
from explorer.layers.layer import Layer
from explorer.layers.pdf_objects import streams_of

STATE = re.compile(rb"startxref\s{1,9}(\d{1,12})\s{1,9}%%EOF")
MOST_STATES = 40


def _errors() -> tuple[type[Exception], ...]:
    from pypdf.errors import PyPdfError

    return (
        PyPdfError, ValueError, LookupError, TypeError, AttributeError, RecursionError, NotImplementedError,
        ArithmeticError, AssertionError, OSError, EOFError,
    )  # fmt: skip


class States:
    """Reads the text of every state by the fonts of its pages.

    ``drawn`` gathers the places of the streams that were read so, ``listed`` those of every object that a state has.
    """

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        self.data = data
        self.drawn: set[int] = set()
        self.listed: set[int] = set()
        self.is_locked = False
        self._readers: list[Any] = []
        self._pages: set[tuple[int, ...]] = set()

    @cached_property
    def _ends(self) -> list[int]:
        """Where each earlier state ends. One that says 0 is the first page of a file made for the web."""
        inside = [
            (len(found.about) + found.at, found.at + len(found.about) + len(found.body))
            for found in streams_of(self.data)
        ]
        ends = [match.end() for match in STATE.finditer(self.data) if int(match[1])]
        return [end for end in ends[:-1] if not _is_within(end, inside)]

    def layers(self) -> Iterator[Layer]:
        """The texts of the last state, then of those before it. Raises :class:`OutputError` where the last cannot be
        read."""
        try:
            yield from self._of_state(self.name, self.data)
        except _errors() as error:
            raise OutputError(
                f"{self.name} is no PDF that can be read, and so not searched: {error}."
            ) from error
        ends = self._ends
        for number, end in enumerate(reversed(ends[-MOST_STATES:]), start=1):
            place = f"{self.name}: state {number} before the last"
            try:
                yield from self._of_state(place, self.data[:end])
            except _errors() as error:
                yield Layer(place, "", unread=f"{place} was not searched: {error}.")
        if len(ends) > MOST_STATES:
            unread = f"{self.name}: {len(ends) - MOST_STATES} of its earlier states were not searched."
            yield Layer(self.name, "", unread=unread)

    def _of_state(self, place: str, data: bytes) -> Iterator[Layer]:
        import logging

        import pypdf

        logging.getLogger("pypdf").setLevel(logging.CRITICAL)
        reader = pypdf.PdfReader(io.BytesIO(data))
        self.is_locked = self.is_locked or reader.is_encrypted
        self._readers.append(reader)
        self.listed |= {at for table in reader.xref.values() for at in table.values()}
        told = "\n".join(f"{key} {value}" for key, value in (reader.metadata or {}).items())
        yield Layer(f"{place}: metadata", told)
        for number, page in enumerate(reader.pages, start=1):
            places = self._contents(reader, page)
            mark = (*places, _place(reader, page.indirect_reference))
            if places and mark in self._pages:
                continue
            self._pages.add(mark)
            yield Layer(f"{place}: page {number}", page.extract_text() or "", is_loose=True)
            self.drawn |= set(places)
        yield from self._forms(place, reader)

    def _contents(self, reader: Any, page: Any) -> list[int]:
        """Where the streams that draw a page are."""
        from pypdf.generic import ArrayObject, IndirectObject

        found = page.raw_get("/Contents") if "/Contents" in page else None
        inner = found.get_object() if isinstance(found, IndirectObject) else found
        parts = list(inner) if isinstance(inner, ArrayObject) else [found]
        return [_place(reader, part) for part in parts if isinstance(part, IndirectObject)]

    def _forms(self, place: str, reader: Any) -> Iterator[Layer]:
        """Text that is drawn by something else than a page: stamps, fields, patterns."""
        for number, at, item in _streams(reader):
            is_form = item.get("/Subtype") == "/Form" or item.get("/PatternType") == 1
            if not is_form or at in self.drawn or not reader.pages:
                continue
            try:
                text = reader.pages[0].extract_xform_text(item)
            except _errors():
                continue  # its strings are searched as they stand; where they are no letters, it is said
            self.drawn.add(at)
            yield Layer(f"{place}: drawing {number}", text or "", is_loose=True)

    def strings(self) -> Iterator[str]:
        """The strings of a locked file."""
        for reader in self._readers:
            yield from strings_of_objects(reader)

    def unlocked(self) -> Iterator[tuple[int, Any, bytes | None]]:
        """The streams of a locked file: number, dictionary, and what is in it if it can be unpacked."""
        done: set[int] = set()
        for reader in self._readers:
            for number, at, item in _streams(reader):
                if at in done:
                    continue
                done.add(at)
                try:
                    yield number, item, item.get_data()
                except _errors():
                    yield number, item, None


def _place(reader: Any, reference: Any) -> int:
    if reference is None:
        return -1
    return int(reader.xref.get(reference.generation, {}).get(reference.idnum, -reference.idnum))


def _streams(reader: Any) -> Iterator[tuple[int, int, Any]]:
    """Every stream that the table of a state lists: its number, its place, itself."""
    from pypdf.generic import IndirectObject, StreamObject

    for generation, table in reader.xref.items():
        for number, at in table.items():
            try:
                item = reader.get_object(IndirectObject(number, generation, reader))
            except _errors():
                continue
            if isinstance(item, StreamObject):
                yield number, at, item


def strings_of_objects(reader: Any) -> Iterator[str]:
    """Every text in the objects that a reader opens, streams aside."""
    from pypdf.generic import (
        ArrayObject,
        ByteStringObject,
        DictionaryObject,
        IndirectObject,
        TextStringObject,
    )

    generations = {number: generation for generation, table in reader.xref.items() for number in table}
    for number in sorted({*generations, *reader.xref_objStm}):
        try:
            waiting = [reader.get_object(IndirectObject(number, generations.get(number, 0), reader))]
        except _errors():
            continue
        while waiting:
            item = waiting.pop()
            if isinstance(item, DictionaryObject):
                waiting += [value for value in item.values() if not isinstance(value, IndirectObject)]
            elif isinstance(item, ArrayObject):
                waiting += [value for value in item if not isinstance(value, IndirectObject)]
            elif isinstance(item, TextStringObject):
                yield str(item)
            elif isinstance(item, ByteStringObject):
                yield bytes(item).decode("latin-1")


def _is_within(end: int, inside: list[tuple[int, int]]) -> bool:
    from bisect import bisect

    at = bisect(inside, (end,)) - 1
    return at >= 0 and end < inside[at][1]

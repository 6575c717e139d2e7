"""Tables and documents as Markdown, with pipe tables and footnotes (GitHub, Pandoc).

The marking is the first and the last paragraph, and ``marking`` in the head of the file (YAML). Characters that
Markdown would take for markup are escaped. Not carried: pictures (what they show is told in words), the width of
columns, landscape pages; a line break in a cell is ``<br>``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from explorer.characters import printable
from explorer.document import Block, Bullets, Document, Figure, Footnote, Grid, Heading, Paragraph, Text
from explorer.tables import Table

NAME = "md"
SUFFIXES = (".md", ".markdown")
# What can begin markup anywhere in a line; and what can only where a line begins.
MARKUP = re.compile(r"([\\`*_\[\]<>|~$&!^])")
IN_HEAD = {ord(char): f"\\u{ord(char):04x}" for char in "<["}
"""Escapes of YAML for what a reader that knows no head of a file would take for markup."""
NOT_IN_ANCHORS = re.compile(r"[^\w -]")
LINE_START = re.compile(r"^(\s*\d*)(#|[-+=](?=\s|$|[-+=])|(?<=\d)[.)](?=\s|$))")


def table_text(table: Table, *, width: int, colour: bool) -> str:
    """The table as a Markdown file. ``width`` and ``colour`` mean nothing here."""
    from explorer.document.tabular import document_of

    return document_text(document_of(table))


def document_bytes(document: Document) -> bytes:
    """The document as a Markdown file in UTF-8."""
    return document_text(document).encode("utf-8")


def document_text(document: Document) -> str:
    """The document as Markdown. Same document, same text."""
    notes: list[str] = []
    head = {"title": document.title, "subtitle": document.subtitle, "marking": document.marking}
    lines = [
        "---",
        *(
            f"{name}: {json.dumps(printable(text), ensure_ascii=False).translate(IN_HEAD)}"
            for name, text in head.items()
            if text
        ),
    ]
    marking = f"**{escaped(document.marking)}**\n" if document.marking else ""
    lines += ["---\n", marking, f"# {escaped(document.title)}\n"]
    if document.subtitle and len(document.chapters) > 1:
        lines.append(f"{escaped(document.subtitle)}\n")
    if document.has_contents:
        lines += [f"- [{escaped(chapter.title)}](#{_anchor(chapter.title)})" for chapter in document.chapters]
        lines.append("")
    for chapter in document.chapters:
        lines.append(f"## {escaped(chapter.title)}\n")
        for block in chapter.blocks:
            lines += _block(block, notes)
    lines += [f"[^{number}]: {note}" for number, note in enumerate(notes, start=1)]
    if notes:
        lines.append("")
    lines.append(marking)
    return "\n".join(line for line in lines if line is not marking or line).rstrip() + "\n"


def _block(block: Block, notes: list[str]) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * (block.level + 1)} {escaped(block.text)}\n"
        case Paragraph():
            yield f"{_text(block.text, notes)}\n"
        case Bullets():
            yield from (f"- {_text(item, notes)}" for item in block.items)
            yield ""
        case Figure():
            yield f"*{escaped(block.legend)}*\n"
            yield f"{escaped(block.alt)}\n"
        case Grid():
            yield f"| {' | '.join(escaped(column.heading) for column in block.columns)} |"
            yield f"| {' | '.join('---:' if column.is_number else '---' for column in block.columns)} |"
            for row in block.rows:
                yield f"| {' | '.join(map(_cell, row))} |"
            yield ""


def _text(text: Text, notes: list[str]) -> str:
    said = []
    for part in text:
        if isinstance(part, Footnote):
            notes.append(escaped(part.text).replace("\n", " "))
            said.append(f"[^{len(notes)}]")
        else:
            said.append(escaped(part))
    return "".join(said)


def escaped(text: str) -> str:
    """The text as Markdown that shows it: nothing in it is markup; a line break is a hard one."""
    lines = (LINE_START.sub(r"\1\\\2", MARKUP.sub(r"\\\1", line)) for line in printable(text).split("\n"))
    return "  \n".join(lines)


def _anchor(title: str) -> str:
    """Where GitHub and Pandoc put a heading of this title."""
    return NOT_IN_ANCHORS.sub("", title.casefold()).strip().replace(" ", "-")


def _cell(text: str) -> str:
    if text.isalnum():
        return text
    return MARKUP.sub(r"\\\1", printable(text)).replace("\n", "<br>")

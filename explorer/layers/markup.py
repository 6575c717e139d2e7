"""Marked-up text as its readers see it: HTML, SVG, the XML of Word, Excel, PowerPoint and OpenDocument, and any other.

Tags part words or do not: a paragraph ends a word, a bold letter is inside one. Which, is told by the names of the
elements; where they are strange, by whether text stands between them. The letters are the same in each way to read it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from explorer.elements import ALWAYS_PARTING, INSIDE, PARTING
from explorer.layers.layer import Layer

TAG = re.compile(r"<[^<>]*>")
TAGS = re.compile(r"<[^<>]*>(?:\s*<[^<>]*>)*")
"""Tags with nothing but room between them."""
NAMED = re.compile(r"<[/?!]?\s*(?:[\w.-]+:)?([\w.-]+)([^<>]*)>")
PLACED = re.compile(r"\s(?:x|y|dy)\s*=", re.IGNORECASE)
SCRIPT = re.compile(r"<(script|style)\b[^<>]*>", re.IGNORECASE)
SCRIPT_ENDS = {name: re.compile(rf"</{name}\s{{0,9}}>", re.IGNORECASE) for name in ("script", "style")}
SHEET_HEADER = re.compile(r"<(?:odd|even|first)(?:Header|Footer)\b[^<>]*>([^<]*)<")
SHEET_CODE = re.compile(r"&([LCRPDTNFAGZ])|&(?:\"[^\"]*\"|K[0-9A-Fa-f]{6}|\d{1,3}|[A-Za-z])")

CUT = "\x1f"
"""In place of tags where a word may end at them, or go on."""


def spans_of(text: str, opening: str, closing: str) -> Iterator[tuple[int, int]]:
    """Where each stretch between two marks begins and ends, marks included. Cost: linear, even where none is closed."""
    at = text.find(opening)
    while at >= 0:
        end = text.find(closing, at + len(opening))
        if end < 0:
            return
        yield at, end + len(closing)
        at = text.find(opening, end + len(closing))


def without(text: str, opening: str, closing: str) -> str:
    """The text without all that stands between two marks."""
    if opening not in text:
        return text
    parts, done = [], 0
    for start, end in spans_of(text, opening, closing):
        parts.append(text[done:start])
        done = end
    return "".join([*parts, text[done:]])


def scripts_of(text: str) -> Iterator[tuple[str, int, int]]:
    """Scripts and styles: which, and where what is in them begins and ends."""
    endless: set[str] = set()
    done = 0
    for match in SCRIPT.finditer(text):
        name = match[1].lower()
        if match.start() < done or name in endless:
            continue
        end = SCRIPT_ENDS[name].search(text, match.end())
        if end is None:
            endless.add(name)
            continue
        yield name, match.end(), end.start()
        done = end.end()


def with_sections(text: str) -> str:
    """The text with what stands in CDATA sections as text, not as markup."""
    opening, closing = "<![CDATA[", "]]>"
    if opening not in text:
        return text
    parts, done = [], 0
    for start, end in spans_of(text, opening, closing):
        parts += [text[done:start], html.escape(text[start + len(opening) : end - len(closing)])]
        done = end
    return "".join([*parts, text[done:]])


def words_of_markup(place: str, text: str) -> Layer | None:
    """The text without its tags: parted at each, at none, as it is laid out, and with a mark in place of them. ``None``
    where it has no tags.

    All have the same letters. Cost: linear.
    """
    bare = without(text, "<!--", "-->")
    if not TAG.search(bare):
        return None if bare == text else Layer(place, html.unescape(bare))
    # Two blanks, for one might make a day of 3<br>4<br>2020.
    ways = (TAG.sub("  ", bare), *(TAGS.sub(way, bare) for way in (_joined, _laid_out, _cut)))
    parted, joined, laid_out, cut = map(html.unescape, ways)
    return Layer(place, parted, also=(joined, laid_out), seen=laid_out, cut=cut)


def _parts(run: str) -> bool:
    """Does every reader see a word end at these tags?"""
    return any(name.lower() in ALWAYS_PARTING for name, _ in NAMED.findall(run))


def _joined(match: re.Match[str]) -> str:
    return "\n" if _parts(match[0]) else TAG.sub("", match[0])


def _cut(match: re.Match[str]) -> str:
    return "\n" if _parts(match[0]) else CUT


def _laid_out(match: re.Match[str]) -> str:
    """What a reader sees in place of some tags."""
    run = match[0]
    named = [(name.lower(), rest) for name, rest in NAMED.findall(run)]
    names = {name for name, _ in named}
    if names & PARTING:
        return "\n"
    if any(name == "tspan" and PLACED.search(rest) for name, rest in named):
        return "\n"
    if "<text:s" in run and re.search(r"<text:s[\s/>]", run):
        return " "
    if names & {"nobreakhyphen", "softhyphen"}:
        return "-" if "nobreakhyphen" in names else ""
    if names & {"r", "t"}:
        return ""  # room between the runs of Office is no text
    if len(named) > 1 and not names <= INSIDE:
        return "\n"
    return TAG.sub("", run)


def as_changed(text: str) -> Iterator[str]:
    """A Word text whose changes are tracked: as it reads with them, and without them."""
    for name in ("del", "moveFrom"):
        if f"<w:{name} " in text:
            yield without(text, f"<w:{name} ", f"</w:{name}>")
    if "<w:ins " in text:
        yield without(text, "<w:ins ", "</w:ins>")


def headers_of_sheets(text: str) -> str:
    """What the headers and footers of a sheet say, without the codes of their styles: in ``&CAdam`` the C is one."""
    found = (html.unescape(match[1]) for match in SHEET_HEADER.finditer(text))
    return "\n".join(SHEET_CODE.sub(lambda code: "\n" if code[1] else "", said) for said in found)

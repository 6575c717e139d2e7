"""Documents: the one form that Word, HTML, Markdown and PDF are all written from.

A document is chapters of blocks: paragraphs, bullets, grids (tables), figures. Texts are plain; a footnote stands in
them where its number does. Nothing here knows a case, and nothing that writes a document does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

LOOKED_AT = 2000
"""Rows of a table whose texts say how wide its columns are."""
MOST_COLUMNS, SHORT, MOST_LEADING = 11, 8, 3
RUNNING = 90
"""Characters of a title at head and foot of a page."""
MOST_WORDS, LONGEST, PADDING = 300, 20, 2.1
"""Characters: of a text whose words are looked at, of a word that is never broken, beside a text."""


@dataclass(frozen=True, slots=True)
class Footnote:
    """What stands at the foot of the page (or the end of the document)."""

    text: str


Text = tuple[str | Footnote, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """``level`` 2 or 3: a chapter's own title is level 1."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``style`` is body, lead (said first), or quiet (definitions, small print)."""

    text: Text
    style: str = "body"


@dataclass(frozen=True, slots=True)
class Bullets:
    """An unordered list."""

    items: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class GridColumn:
    """``longest`` is its longest word and ``usual`` how long what stands in it mostly is, in characters."""

    heading: str
    longest: int
    usual: int
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its heading row repeats on every page. ``alt`` says what it holds, for those who cannot see it."""

    columns: tuple[GridColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    alt: str = ""

    @property
    def is_short(self) -> bool:
        """So few rows that it stays on one page."""
        return len(self.rows) <= SHORT

    @property
    def is_small(self) -> bool:
        """So many columns that the letters have to be small."""
        return len(self.columns) > MOST_COLUMNS


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing. ``alt`` says in words what it shows; ``caption`` stands below it, after its number (0: none)."""

    svg: str
    alt: str
    caption: str
    number: int = 0

    @property
    def legend(self) -> str:
        """The caption after its number: ``Figure 1. Each contact ...``"""
        return f"Figure {self.number}. {self.caption}" if self.number else self.caption


Block = Heading | Paragraph | Bullets | Grid | Figure


@dataclass(frozen=True, slots=True)
class Chapter:
    """``name`` is what ``--sections`` takes."""

    name: str
    title: str
    blocks: tuple[Block, ...]
    is_landscape: bool = False

    def kept(self) -> Iterator[tuple[Block, bool]]:
        """Each block, and whether it stays on one page with what comes next: up to three paragraphs before a table or
        a drawing, and the small print below a heading."""
        leads_on: list[bool] = []
        chain = 0
        for block in reversed(self.blocks):
            leads_on.append(isinstance(block, Paragraph) and chain > 0)
            chain = MOST_LEADING if isinstance(block, Grid | Figure) else chain - 1 if leads_on[-1] else 0
        leads_on.reverse()
        for at, block in enumerate(self.blocks):
            is_definition = (
                isinstance(block, Paragraph)
                and block.style == "quiet"
                and 0 < at < len(self.blocks) - 1
                and isinstance(self.blocks[at - 1], Heading)
            )
            yield block, leads_on[at] or is_definition


@dataclass(frozen=True, slots=True)
class Document:
    """``marking`` stands at head and foot of every page; ``has_contents``: with a table of contents."""

    title: str
    subtitle: str
    marking: str
    chapters: tuple[Chapter, ...]
    has_contents: bool = True

    @property
    def running_title(self) -> str:
        """The title in one line, for head and foot of every page."""
        title = " ".join(self.title.split())
        return title if len(title) <= RUNNING else f"{title[: RUNNING - 1].rstrip()}…"


def body(*parts: str | Footnote) -> Paragraph:
    """A paragraph."""
    return Paragraph(parts)


def quiet(text: str) -> Paragraph:
    """Small print."""
    return Paragraph((text,), "quiet")


def bullets(items: Iterable[str | Text]) -> Bullets:
    """A list of texts."""
    return Bullets(tuple((item,) if isinstance(item, str) else item for item in items))


Rows = Iterable[tuple[str, ...]]


def grid(
    headings: Iterable[str],
    rows: Rows,
    alt: str = "",
    numbers: Iterable[str] = (),
    *,
    is_whole: bool = False,
) -> Grid:
    """A grid whose columns are as wide as what stands in them asks for. Columns without any text are left out, unless
    it ``is_whole``: a form to be filled in."""
    return grids(headings, [(alt, rows)], numbers, is_whole=is_whole)[0]


def grids(
    headings: Iterable[str],
    told: Iterable[tuple[str, Rows]],
    numbers: Iterable[str] = (),
    *,
    is_whole: bool = False,
) -> list[Grid]:
    """Several grids (their words and rows) that belong together, with the same columns, equally wide."""
    headings, right = list(headings), set(numbers)
    several = [(alt, list(rows)) for alt, rows in told]
    every = [row for _, rows in several for row in rows]
    kept = [at for at in range(len(headings)) if is_whole or any(row[at] for row in every)]
    columns = tuple(
        _measured(headings[at], [row[at] for row in every[:LOOKED_AT]], headings[at] in right) for at in kept
    )
    if len(kept) < len(headings):
        several = [(alt, [tuple(row[at] for at in kept) for row in rows]) for alt, rows in several]
    return [Grid(columns, tuple(rows), alt) for alt, rows in several]


def _measured(heading: str, cells: list[str], is_number: bool) -> GridColumn:
    words = {word for text in cells if len(text) < MOST_WORDS for word in text.replace("\n", " ").split(" ")}
    longest = max((_width(word) for word in words), default=1)
    longest = max(longest, *(len(word) + 1 for word in heading.split()))  # in bold
    lengths = sorted(len(text) for text in cells if text)  # of a column that is mostly blank, what is not
    usual = lengths[len(lengths) * 9 // 10] if lengths else 0
    return GridColumn(heading, min(LONGEST, longest), usual, is_number)


def _width(word: str) -> int:
    """How wide a word is, in characters of usual width: capitals and digits are wider."""
    return len(word) + (sum(1 for char in word if char.isupper() or char.isdigit()) + 1) // 3


def shares(columns: Sequence[GridColumn], room: int) -> list[float]:
    """The share of the width of each column, ``room`` characters wide in all: room for its longest word, and of what
    is left more the longer its texts are. Adds up to 1.
    """
    least = [column.longest + PADDING for column in columns]
    left = room - sum(least)
    if left <= 0:
        return [width / sum(least) for width in least]
    wanted = [
        max(0.0, min(column.usual, 4 * column.usual**0.6) - column.longest) + 0.01 for column in columns
    ]
    if sum(wanted) <= left:
        wanted = [want + (left - sum(wanted)) * want / sum(wanted) for want in wanted]
    widths = [width + left * want / sum(wanted) for width, want in zip(least, wanted, strict=True)]
    return [width / sum(widths) for width in widths]


def footnotes_of(document: Document) -> Iterator[Footnote]:
    """Every footnote in the order in which they are read."""
    for chapter in document.chapters:
        for block in chapter.blocks:
            texts: Iterable[Text] = ()
            if isinstance(block, Paragraph):
                texts = (block.text,)
            elif isinstance(block, Bullets):
                texts = block.items
            for text in texts:
                yield from (part for part in text if isinstance(part, Footnote))

"""Tables and documents as a Word document: real styles, a table of contents, footnotes, heading rows that repeat,
landscape pages for wide tables, drawings as vectors (with a picture for programs that cannot show those), alternative
texts. The marking stands in the header and footer of every page and in the properties of the file (category, keywords).

A date is in words; where a column of dates holds one that is not a day, two more columns tell first and last day. Not
carried: dates as written (EDTF). A table of more than 32,000 rows is told in several: Word holds no more in one.
"""

from __future__ import annotations

from explorer.document import Document
from explorer.tables import Table

NAME = "docx"
SUFFIXES = (".docx",)


def table_bytes(table: Table) -> bytes:
    """The table as a Word document on its side."""
    from explorer.document.tabular import document_of

    return document_bytes(document_of(table))


def document_bytes(document: Document) -> bytes:
    """The document as a Word file. Same document, same bytes, where the pictures of its drawings are the same.

    Cost: 5 µs a cell; a tenth of a second more for each drawing.
    """
    from explorer.document.word import word_bytes

    return word_bytes(document)

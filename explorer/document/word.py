"""A document as Word: the parts of the file put together.

python-docx makes the file with its styles, headers and pictures (:mod:`explorer.document.word_shell`). The text itself
is written as a stream of XML by lxml (:mod:`explorer.document.word_body`) and takes the place of the empty one: a long
table costs no memory, and a tenth of the time.
"""

from __future__ import annotations

import io
import zipfile

from explorer.document import Document
from explorer.document.word_body import body_xml, footnotes_xml
from explorer.document.word_shell import shell_of

FIXED_TIME = (1980, 1, 1, 0, 0, 0)
TEXT, NOTES = "word/document.xml", "word/footnotes.xml"


def word_bytes(document: Document) -> bytes:
    """The document as the bytes of a ``.docx`` file, with members in order of name and one fixed time."""
    shell = shell_of(document)
    return with_members(shell.file, {TEXT: body_xml(document, shell), NOTES: footnotes_xml(document)})


def with_members(archive: bytes, replaced: dict[str, bytes]) -> bytes:
    """The archive with some members replaced, in order of name, with one fixed time: same content, same bytes."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(archive)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            member = zipfile.ZipInfo(name, FIXED_TIME)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o600 << 16
            new.writestr(member, replaced.get(name) or old.read(name))
    return stream.getvalue()

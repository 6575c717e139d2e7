"""What a return may be: sizes, and no XML that declares entities. Checked before anything is unpacked or parsed."""

from __future__ import annotations

import zipfile
from pathlib import Path

from explorer.errors import ExplorerError
from explorer.readers.workbook import MAX_RATIO, MAX_UNPACKED

MAX_FILE = 256 * 2**20
"""Bytes of a file on disk."""
MAX_PART = 512 * 2**20
"""Bytes of one unpacked part of an archive."""
MAX_PARSED = 128 * 2**20
"""Bytes of one part that has to be held whole while it is read: the text of a Word file, all cells of an .ods."""
MAX_MEMBERS = 10_000
SMALL = 64 * 2**20
"""An archive that unpacks to less than this may be as well packed as it likes."""
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class ReturnError(ExplorerError):
    """A return that cannot be read at all: ``NAME: why. What to do.``"""


def refuse(path: Path, why: str, fix: str) -> ReturnError:
    """The error of a whole file."""
    return ReturnError(f"{path.name}: {why} {fix}")


def check_size(path: Path) -> None:
    """Refuse what is missing, empty, no file, or larger than :data:`MAX_FILE`."""
    if not path.exists():
        raise refuse(path, "there is no such file.", "Check the name.")
    if not path.is_file():
        raise refuse(path, "this is no file.", "Give the return itself.")
    size = path.stat().st_size
    if size == 0:
        raise refuse(path, "the file is empty.", "Ask for it again.")
    if size > MAX_FILE:
        raise refuse(path, f"the file is larger than {MAX_FILE // 2**20} MiB.", "Split it.")


def checked_archive(path: Path, needs: str, what: str, *, is_held: bool = False) -> zipfile.ZipFile:
    """The archive, open, after checks: it is one, holds the part ``needs``, and no part declares entities. ``is_held``:
    that part is to be held whole, so it may be less large.

    Nothing is unpacked but the head of each XML part. Office files never hold a document type declaration: what has
    one is an attack or damage.
    """
    with path.open("rb") as stream:
        head = stream.read(8)
    if head == OLE:
        raise refuse(
            path, f"this is an old or a password-protected {what}.", "Take the password off and save it anew."
        )
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise refuse(path, f"this is no {what}, or it is damaged.", "Open it and save it anew.") from error
    try:
        _check_members(path, archive, needs, what)
        if is_held and archive.getinfo(needs).file_size > MAX_PARSED:
            raise refuse(path, f"its text is larger than {MAX_PARSED // 2**20} MiB.", "Split it.")
    except BaseException:
        archive.close()
        raise
    return archive


def _check_members(path: Path, archive: zipfile.ZipFile, needs: str, what: str) -> None:
    members, size = archive.infolist(), path.stat().st_size
    unpacked = sum(member.file_size for member in members)
    if len(members) > MAX_MEMBERS or any(member.file_size > MAX_PART for member in members):
        raise refuse(path, "the file holds more parts, or larger ones, than any return.", "Save it anew.")
    if unpacked > MAX_UNPACKED or (unpacked > SMALL and unpacked > size * MAX_RATIO):
        raise refuse(path, f"the file unpacks to {unpacked // 2**20} MiB; that is too much.", "Split it.")
    if any(member.flag_bits & 1 for member in members):
        raise refuse(path, f"this {what} is protected by a password.", "Take the password off.")
    if needs not in {member.filename for member in members}:
        raise refuse(path, f"this is no {what}, whatever its name says.", "Open it and save it anew.")
    for member in members:
        if member.filename.casefold().endswith((".xml", ".rels")):
            check_prolog(path, archive, member)


def check_prolog(path: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Read one part as far as its first element, and refuse a document type declaration."""
    from xml.etree.ElementTree import ParseError

    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    try:
        with archive.open(member) as stream:
            for _ in iterparse(stream, events=("start",), forbid_dtd=True):
                break
    except DefusedXmlException as error:
        raise refuse(
            path, f"{member.filename} declares entities.", "No Office file does: do not open it."
        ) from error
    except (
        ParseError,
        zipfile.BadZipFile,
        EOFError,
        OSError,
        NotImplementedError,
        ValueError,
        LookupError,
    ) as error:
        raise refuse(path, f"{member.filename} is damaged.", "Open the file and save it anew.") from error
    except zipfile.zlib.error as error:  # type: ignore[attr-defined]
        raise refuse(path, f"{member.filename} is damaged.", "Open the file and save it anew.") from error

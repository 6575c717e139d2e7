"""Keys of redactions on disk: read for the case that they belong to, written beside what was made with them, and never
where an output goes.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from explorer.case import Case
from explorer.errors import OutputError
from explorer.files import GRAPHS, make_folders, proved, write_file
from explorer.redaction import Key, Redacted
from explorer.redaction.keys import Row, key_bytes, key_in
from explorer.storing import rows_of, write_case
from explorer.vocabulary import clip


def key_for(case: Case, path: Path) -> tuple[Key, bytes]:
    """The key at ``path`` and its bytes. Raises :class:`OutputError` where it is none, or that of another case."""
    data = key_bytes(path)
    key = key_in(path, data)
    if not is_of(key, case):
        raise OutputError(
            f'{path} is the key of another case, "{clip(_title(key))}": no contact in it is one of this case. '
            "Give the key of this one, or another name with --key."
        )
    return key, data


def is_of(key: Key, case: Case) -> bool:
    """Does the key belong to this case, to an earlier state of it, or to what it was made from? Where neither shares a
    contact with the other (its id, date and ends), it does not; where one has no contacts, their parties are compared.
    A key without rows, as were some of old, fits every case.
    """
    ours = rows_of(case).tables
    for table, columns in (("contacts", ("id", "date", "from", "to")), ("parties", ("id", "name"))):
        rows = [*(row for pair in key.rows.get(table, ()) for row in pair if row), *key.stubs.get(table, ())]
        known = {_cells(row, columns) for row in rows}
        theirs = {
            _cells(dict(zip(ours[table].columns, cells, strict=True)), columns) for cells in ours[table].rows
        }
        if known and theirs:
            return not known.isdisjoint(theirs)
    return True


def _cells(row: Row, columns: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(row.get(column, "") for column in columns)


def _title(key: Key) -> str:
    try:
        title = tomllib.loads(key.settings).get("title", "")
    except tomllib.TOMLDecodeError:
        title = ""
    return str(title or key.name)


def refuse_key_in(output: Path | None, key: Path | None) -> None:
    """Raises :class:`OutputError` where the key is what would be written, or in a folder that would be."""
    if output is None or key is None:
        return
    there, place = output.resolve(), key.resolve()
    if there == place or (output.exists() and key.exists() and output.samefile(key)):
        raise OutputError(f"{key} is the key and cannot be the output. Give another name with -o or --key.")
    if there in place.parents:
        raise OutputError(f"{key} is inside {output}. Keep the key somewhere else: --key FILE.")


def refuse_on(key: Path) -> Callable[[str, bytes], None]:
    """A proof that raises :class:`OutputError` before a file that nobody named takes the place of the key."""
    places = {Path.cwd(), Path(GRAPHS).resolve()}

    def refuse(name: str, _: bytes) -> None:
        place = key.resolve()
        if name == place.name and place.parent in places:
            raise OutputError(
                f"{key} is the key and cannot be the output. Give another name with -o or --key."
            )

    return refuse


def _refuse_near(folder: Path, source: Path) -> None:
    """Raise :class:`OutputError` where a redacted copy would lie with what it was made of."""
    new, whole = folder.resolve(), source.resolve()
    if new == whole:
        raise OutputError(f"{folder} is the case itself. Give the redacted copy a name of its own.")
    if new in whole.parents:
        raise OutputError(
            f"{folder} holds the case itself, {source}. Give the redacted copy a folder beside it."
        )
    if whole in new.parents:
        raise OutputError(f"{folder} is inside the case itself. Give the redacted copy a folder beside it.")


def write_redacted(
    found: Redacted,
    folder: Path,
    proof: Callable[[str, bytes], None],
    key: Path | None,
    *,
    source: Path,
    force: bool,
    read: bytes | None = None,
) -> tuple[Path, Path]:
    """Write a redacted case as a folder, proved on its bytes, and its key beside it. Returns both paths.

    The key goes to ``key``, else to a neighbour of the folder; never into it. The key there of which ``read`` are the
    bytes is replaced by this one, which holds its pseudonyms and ids too. Raises :class:`OutputError`, and writes
    nothing, where the folder is the case itself, holds it or lies in it; where the older key is of another profile
    (without ``force``: what was made under that could no longer be put back); and where it is no longer what was read.
    """
    place = key or folder.with_name(f"{folder.name}.key")
    _refuse_near(folder, source)
    refuse_key_in(folder, place)
    _refuse_other_profile(found, place, read, force)
    try:
        make_folders(place.parent)
    except OSError as error:
        raise OutputError(
            f"{place} cannot be written: {error.strerror or error}. Choose another place."
        ) from error
    with _alone(place.parent):
        if place.exists() and key is None and not force:
            raise OutputError(
                f"{place} is there already. Add --force to replace it, or give it with --key to go on with it."
            )
        if key is not None and read != (key_bytes(place) if place.exists() else None):
            raise OutputError(
                f"{place} was written by another redaction since it was read. Nothing was written: run it again."
            )
        with proved(proof):
            written = write_case(found.case, folder, force=force)
        write_file(place, found.key.json().encode("utf-8"), force=True)
    return written, place


def _refuse_other_profile(found: Redacted, place: Path, read: bytes | None, force: bool) -> None:
    older = key_in(place, read).profile if read is not None else found.key.profile
    if older != found.key.profile and not force:
        raise OutputError(
            f'{place} is the key of what was redacted under the profile "{clip(older)}", which could not be put back '
            "without it. Give another name with --key, or add --force to replace it: its pseudonyms stay."
        )


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold a folder, so that of several redactions with one key each reads what the one before has written. Where
    folders cannot be held (Windows), only what was written until just before is seen."""
    try:
        import fcntl

        handle = os.open(folder, os.O_RDONLY)
    except (ImportError, OSError):
        yield
        return
    try:
        with suppress(OSError):  # a file system that holds nothing
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)

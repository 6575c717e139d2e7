"""Writing to disk: whole or not at all, readable by its owner alone, nothing overwritten unasked."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from explorer.errors import OutputError

GRAPHS = "graphs"
"""Files in a folder of this name are drawn afresh each time and may be replaced without ``--force``."""

STALE_SECONDS = 60

Prove = Callable[[str, bytes], None]
_proofs: list[Prove] = []


@contextmanager
def proved(proof: Prove) -> Iterator[None]:
    """Let ``proof(name, content)`` see every file before it takes its name; where it raises, nothing is written."""
    _proofs.append(proof)
    try:
        yield
    finally:
        _proofs.remove(proof)


def prove(name: str, content: bytes) -> None:
    """Put what is about to leave before the proofs, if any: what is written is put before them unasked."""
    for proof in _proofs:
        proof(name, content)


def refuse_existing(path: Path, force: bool) -> None:
    """Raises :class:`OutputError` where ``path`` is no file, or there already and may not be replaced."""
    if path.is_dir():
        raise OutputError(f"{path} is a folder. Give the name of a file in it, such as {path / 'case.html'}.")
    if path.exists() and not path.is_file():
        raise OutputError(
            f"{path} is a device or a pipe, and stays what it is. Give the name of a file with -o."
        )
    if path.exists() and not force and path.parent.name != GRAPHS:
        raise OutputError(
            f"{path} is there already. Add --force to replace it, or give another name with -o."
        )


def make_folders(folder: Path) -> None:
    """Make a folder and those above it, where they are not there yet, for their owner alone: the names of files tell
    something too. Raises ``OSError``."""
    missing = [folder, *folder.parents]
    for path in reversed([path for path in missing if not path.exists()]):
        path.mkdir(mode=0o700, exist_ok=True)


def _sync(path: Path) -> None:
    """Have a folder, or a file, on disk."""
    if os.name == "posix":
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _clear_away(path: Path) -> None:
    """Delete what a writer of ``path`` that was killed a minute ago or longer left beside it."""
    head = f".{path.name[:40]}."
    for left in path.parent.iterdir():
        if left.name.startswith(head) and left.suffix == ".part":
            with suppress(FileNotFoundError):  # another process clears away, too
                if time.time() - left.lstat().st_mtime > STALE_SECONDS:
                    left.unlink()


def _written_aside(path: Path, content: bytes) -> str:
    """``content`` in a private neighbour of ``path``, whole and on disk; its name.

    Where the system has files without a name (Linux), it gets one only when it is whole: a process that is killed
    leaves nothing behind.
    """
    if hasattr(os, "O_TMPFILE"):
        try:
            return _named_when_whole(path, content)
        except OSError:
            pass  # a file system that has no such files; where it is full, the other way says so
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".part")
    try:
        _fill(handle, content)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return temporary


def _named_when_whole(path: Path, content: bytes) -> str:
    folder = os.open(path.parent, os.O_RDONLY)
    handle = -1
    try:
        handle = os.open(path.parent, os.O_TMPFILE | os.O_WRONLY, 0o600)
        _fill(os.dup(handle), content)
        name = f".{path.name[:40]}.{os.urandom(6).hex()}.part"
        os.link(f"/proc/self/fd/{handle}", name, dst_dir_fd=folder)
        return str(path.parent / name)
    finally:
        os.close(folder)
        if handle >= 0:
            os.close(handle)


def _fill(handle: int, content: bytes) -> None:
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def write_file(path: Path, content: bytes, *, force: bool = False) -> Path:
    """Write ``content`` to ``path``: a private temporary neighbour, fsync, rename. Folders are made as needed.

    Raises :class:`OutputError` where the file is there already (and not ``force``) or cannot be written; the old
    file is then as it was.
    """
    refuse_existing(path, force)
    temporary = ""
    try:
        make_folders(path.parent)
        _clear_away(path)
        temporary = _written_aside(path, content)
        if _proofs:
            prove(path.name, Path(temporary).read_bytes())
        os.replace(temporary, path)
        temporary = ""
        _sync(path.parent)
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(f"{path} cannot be written: {reason}. Choose another place with -o.") from error
    finally:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
    return path


def _neighbours(folder: Path) -> tuple[Path, Path]:
    """Where a folder is written, and where the one that was there stays until the new one has its name. No folder of
    anybody's own is called so: they are cleared away unasked."""
    whole = Path(os.path.abspath(folder))  # "." has no name of its own
    return whole.with_name(f"{whole.name}.explorer-new"), whole.with_name(f"{whole.name}.explorer-old")


def write_folder(folder: Path, files: Mapping[str, bytes], *, force: bool = False) -> Path:
    """Write a folder of files as a whole: aside, then swapped. :func:`recover` ends a broken swap.

    An existing folder is replaced only with ``force``; what else is in it is kept, and put before the proofs like what
    is written. Where it is a link, what it leads to is written. Raises :class:`OutputError`.
    """
    recover(folder)
    given = folder
    if folder.is_symlink() and folder.exists():
        folder = folder.resolve()
    new, old = _neighbours(folder)
    if folder.exists() and not force:
        raise OutputError(f"{folder} is there already. Add --force to replace it, or give another name.")
    if folder.exists() and not folder.is_dir():
        raise OutputError(f"{folder} is a file. Give the name of a folder.")
    prove(given.name, b"")
    try:
        shutil.rmtree(new, ignore_errors=True)
        make_folders(folder.parent)
        new.mkdir(mode=0o700)
        for kept in sorted(folder.iterdir()) if folder.exists() else []:
            if kept.name not in files:
                _keep(kept, new / kept.name)
        for name, content in files.items():
            write_file(new / name, content)
        if folder.exists():
            # As the new one is: a kill between the two renames leaves the old one aside.
            with suppress(PermissionError):  # somebody else's folder
                folder.chmod(0o700)
            os.rename(folder, old)
        os.rename(new, folder)
        _sync(folder.parent)
        shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        raise OutputError(
            f"{folder} cannot be written: {error.strerror or error}. Choose another place."
        ) from error
    finally:
        if not old.exists():
            shutil.rmtree(new, ignore_errors=True)
    return given


def _keep(kept: Path, copy: Path) -> None:
    """Copy what stays in a folder that is written anew. Raises :class:`OutputError` where it does not stand a proof."""
    if _proofs:
        for path in sorted([kept, *kept.rglob("*")]) if kept.is_dir() else [kept]:
            name = str(path.relative_to(kept.parent))
            try:
                if path.is_symlink():
                    raise OutputError(f"{name} is a link, and may lead to anything.")
                prove(name, path.read_bytes() if path.is_file() else b"")
            except OutputError as error:
                where = f"{kept.parent} has {name} in it already, which would stay there."
                fix = "Take it out of the folder, or give another name with -o."
                raise OutputError(f"{where} {error}\n{fix}") from error
    if kept.is_dir() and not kept.is_symlink():
        shutil.copytree(kept, copy, symlinks=True, copy_function=_copied)
        for path in [copy, *copy.rglob("*")]:
            if path.is_dir() and not path.is_symlink():
                _sync(path)
    else:
        _copied(kept, copy)


def _copied(kept: str | Path, copy: str | Path) -> None:
    """Copy a file, and have it on disk before the old one goes; a link stays the link that it is."""
    if not os.path.isfile(kept) and not os.path.islink(kept):
        raise OutputError(f"{kept} is a device or a pipe, which cannot be copied. Take it out of the folder.")
    shutil.copy2(kept, copy, follow_symlinks=False)
    if not os.path.islink(copy):
        _sync(Path(copy))


def recover(folder: Path) -> None:
    """End a swap that was broken off. What was written is whole once the old folder stands aside; where the new one has
    its name, the old one goes."""
    if folder.is_symlink():
        folder = folder.resolve()
    new, old = _neighbours(folder)
    if not old.is_dir():
        return
    if not folder.exists():
        os.rename(new if new.is_dir() else old, folder)
    shutil.rmtree(old, ignore_errors=True)

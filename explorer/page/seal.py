"""A sealed page: one HTML file whose contents open only with a passphrase, in the browser, offline.

AES-256-GCM under a key from PBKDF2-HMAC-SHA256. OWASP's Password Storage Cheat Sheet asks for 600,000 iterations of it
(https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html, read in 2026); here it is 1,000,000,
about half a second in a browser. Argon2id would be better and is in no browser's WebCrypto. Salt and nonce are fresh
every time, so that two seals of one page differ. Everything that opens it is authenticated with the contents; the title
too. What a seal cannot do is in SECURITY.md.
"""

from __future__ import annotations

import hashlib
import hmac
import html
import json
import os
import re
import unicodedata
from base64 import b64decode, b64encode
from pathlib import Path

from explorer.characters import printable
from explorer.errors import ExplorerError, OutputError
from explorer.files import prove, write_file

FOLDER = Path(__file__).parent / "sealing"
VERSION = 1
ITERATIONS = 1_000_000
LEAST_CHARACTERS = 12
MOST_CHARACTERS = 1_000
MOST_ITERATIONS = 10_000_000
"""More than this no seal asks for: a changed header may not keep a reader waiting for ever."""
TITLE = "A sealed page"
BLOCK = 64 * 1024
"""A page is filled up to a multiple of this, so that its size does not tell how many contacts it holds."""

INNER_NONCE = re.compile(r"'nonce-([0-9a-f]{32})'")
PART = re.compile(r'<script type="[a-z/]+" id="(header|sum|content)">([^<]*)</script>')
NOT_TYPED = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\ufff9-\ufffb]"
)
"""What nobody can type into the page, or see that it is missing."""
CHANGED = "This file was changed, or is no sealed page."


class SealError(ExplorerError):
    """A passphrase that is wrong or too short, or a sealed page that was changed."""


def sealed_html(page: str, passphrase: str, *, title: str = TITLE, iterations: int = ITERATIONS) -> str:
    """``page`` sealed. ``title`` is the only thing of it that is in clear, and once it is open the title that the
    browser writes into its history.

    Raises :class:`SealError` as :func:`typed` does. Cost: half a second.
    """
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    title = " ".join(printable(title).split()) or TITLE  # as browsers read it
    salt, nonce, script_nonce = os.urandom(16), os.urandom(12), os.urandom(16).hex()
    secret = _secret(typed(passphrase), salt, iterations)
    header = json.dumps(
        {
            "version": VERSION, "cipher": "AES-256-GCM", "kdf": "PBKDF2-HMAC-SHA256", "iterations": iterations,
            "salt": b64encode(salt).decode(), "nonce": b64encode(nonce).decode(),
            "check": b64encode(_derived(secret, "check")).decode(), "title": title,
        }
    )  # fmt: skip
    header = header.translate({ord(char): f"\\u{ord(char):04x}" for char in "<>&"})
    inner = _told_apart(_with_nonce(page, script_nonce), title).encode("utf-8")
    inner += b"\n" * (-len(inner) % BLOCK)
    content = AESGCM(_derived(secret, "key")).encrypt(nonce, inner, header.encode("utf-8"))
    parts = {
        "nonce": script_nonce, "title": html.escape(title), "header": header, "sum": _sum(header),
        "content": b64encode(content).decode(), "script": (FOLDER / "unseal.js").read_text("utf-8").strip(),
    }  # fmt: skip
    shell = (FOLDER / "sealed.html").read_text("utf-8")
    return re.sub(r"\{(nonce|title|header|sum|content|script)\}", lambda match: parts[match[1]], shell)


def opened_html(sealed: str, passphrase: str) -> str:
    """The page inside a sealed one, as the browser would open it.

    Raises :class:`SealError` where the passphrase is wrong or a byte of it was changed.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    parts = dict(PART.findall(sealed))
    try:
        header = json.loads(parts["header"])
        if parts["sum"] != _sum(parts["header"]) or not 1 <= header["iterations"] <= MOST_ITERATIONS:
            raise SealError(CHANGED)
        secret = _secret(passphrase, b64decode(header["salt"]), int(header["iterations"]))
        if not hmac.compare_digest(_derived(secret, "check"), b64decode(header["check"])):
            raise SealError("The passphrase is wrong.")
        cipher = AESGCM(_derived(secret, "key"))
        plain = cipher.decrypt(
            b64decode(header["nonce"]),
            b64decode(parts["content"], validate=True),
            parts["header"].encode("utf-8"),
        )
    except (InvalidTag, KeyError, ValueError, TypeError) as error:
        raise SealError(CHANGED) from error
    return plain.decode("utf-8").rstrip("\n") + "\n"


def typed(passphrase: str) -> str:
    """A passphrase as every keyboard gives it: accents in one way, blanks around it left out.

    Raises :class:`SealError` where it has fewer than 12 characters, blanks not counted, more than 1,000, or one that
    nobody can type: what is sealed with it would never open.
    """
    found = _as_typed(passphrase)
    if NOT_TYPED.search(found):
        raise SealError(
            "The passphrase has a tab, a line break or another character in it that nobody can type or see."
        )
    if len(found) > MOST_CHARACTERS:
        raise SealError(f"The passphrase has more than {MOST_CHARACTERS:,} characters.")
    if len(found.replace(" ", "")) < LEAST_CHARACTERS:
        raise SealError(
            f"The passphrase has fewer than {LEAST_CHARACTERS} characters. Use several words that nobody would guess."
        )
    return found


def _as_typed(passphrase: str) -> str:
    return unicodedata.normalize("NFKC", passphrase).strip(" ")


def _secret(passphrase: str, salt: bytes, iterations: int) -> bytes:
    return hashlib.pbkdf2_hmac("sha256", _as_typed(passphrase).encode("utf-8"), salt, iterations)


def _sum(header: str) -> str:
    """Tells a damaged header from a wrong passphrase. Whoever changes a file on purpose can change it, too."""
    return b64encode(hashlib.sha256(header.encode("utf-8")).digest()).decode()


def _derived(secret: bytes, label: str) -> bytes:
    return hmac.digest(secret, label.encode("ascii"), "sha256")


def _with_nonce(page: str, nonce: str) -> str:
    """The page with another nonce for its scripts: its own is a hash of its contents, which the shell, whose policy
    goes on to hold, must not show."""
    found = INNER_NONCE.search(page)
    return page.replace(found[1], nonce) if found else page


def _told_apart(page: str, title: str) -> str:
    """The page with ``title`` for its own, and a sign that it was sealed: what it is called, and what is chosen in it,
    would stay in the browser's history, in clear."""
    page = re.sub("<html ", "<html data-sealed ", page, count=1)
    return re.sub(r"<title>[^<]*</title>", lambda _: f"<title>{html.escape(title)}</title>", page, count=1)


def write_sealed(page: str, path: Path, passphrase: str, *, title: str = TITLE, force: bool = False) -> Path:
    """Write a page sealed, and return where. What is inside is put before the proofs first: nobody can search it
    afterwards. Raises :class:`OutputError` where it cannot be written."""
    prove(path.name, page.encode("utf-8"))
    return write_file(path, sealed_html(page, passphrase, title=title).encode("utf-8"), force=force)


def passphrase_from(descriptor: int | None, environment: str | None) -> str | None:
    """The passphrase from a file descriptor (its first line) or the value of a variable; ``None`` where neither is.

    A mark of UTF-8 before it, and a line end after it, are no part of it. Raises :class:`OutputError` where nothing can
    be read, or whoever looks at the screen could read it.
    """
    if descriptor is None:
        return None if environment is None else environment.removeprefix("\ufeff").rstrip("\r\n")
    if os.isatty(descriptor):
        raise OutputError(
            f"Descriptor {descriptor} is a terminal, which shows what is typed. Leave --passphrase-fd out to be asked."
        )
    try:
        with os.fdopen(descriptor, encoding="utf-8-sig", closefd=descriptor > 2) as stream:
            return stream.readline(2 * MOST_CHARACTERS).rstrip("\r\n")
    except (OSError, ValueError) as error:
        raise OutputError(f"No passphrase can be read from descriptor {descriptor}.") from error

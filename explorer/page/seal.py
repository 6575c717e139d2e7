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

from explorer.errors import ExplorerError, OutputError
from explorer.files import prove, write_file

FOLDER = Path(__file__).parent / "sealing"
VERSION = 1
ITERATIONS = 1_000_000
LEAST_CHARACTERS = 12
TITLE = "A sealed page"
BLOCK = 64 * 1024
"""A page is filled up to a multiple of this, so that its size does not tell how many contacts it holds."""

INNER_NONCE = re.compile(r"'nonce-([0-9a-f]{32})'")
PART = re.compile(r'<script type="[a-z/]+" id="(header|content)">([^<]*)</script>')


class SealError(ExplorerError):
    """A passphrase that is wrong or too short, or a sealed page that was changed."""


def sealed_html(page: str, passphrase: str, *, title: str = TITLE, iterations: int = ITERATIONS) -> str:
    """``page`` sealed. ``title`` is the only thing of it that is in clear.

    Raises :class:`SealError` where the passphrase has fewer than 12 characters. Cost: half a second.
    """
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if len(passphrase) < LEAST_CHARACTERS:
        raise SealError(
            f"The passphrase has fewer than {LEAST_CHARACTERS} characters. Use several words that nobody would guess."
        )
    salt, nonce, script_nonce = os.urandom(16), os.urandom(12), os.urandom(16).hex()
    secret = _secret(passphrase, salt, iterations)
    header = json.dumps(
        {
            "version": VERSION, "cipher": "AES-256-GCM", "kdf": "PBKDF2-HMAC-SHA256", "iterations": iterations,
            "salt": b64encode(salt).decode(), "nonce": b64encode(nonce).decode(),
            "check": b64encode(_derived(secret, "check")).decode(), "title": title,
        }
    )  # fmt: skip
    header = header.translate({ord(char): f"\\u{ord(char):04x}" for char in "<>&"})
    inner = _with_nonce(page, script_nonce).encode("utf-8")
    inner += b"\n" * (-len(inner) % BLOCK)
    content = AESGCM(_derived(secret, "key")).encrypt(nonce, inner, header.encode("utf-8"))
    parts = {
        "nonce": script_nonce, "title": html.escape(title), "header": header,
        "content": b64encode(content).decode(), "script": (FOLDER / "unseal.js").read_text("utf-8").strip(),
    }  # fmt: skip
    shell = (FOLDER / "sealed.html").read_text("utf-8")
    return re.sub(r"\{(nonce|title|header|content|script)\}", lambda match: parts[match[1]], shell)


def opened_html(sealed: str, passphrase: str) -> str:
    """The page inside a sealed one, as the browser would open it.

    Raises :class:`SealError` where the passphrase is wrong or a byte of it was changed.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    parts = dict(PART.findall(sealed))
    try:
        header = json.loads(parts["header"])
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
        raise SealError("This file was changed, or is no sealed page.") from error
    return plain.decode("utf-8").rstrip("\n") + "\n"


def _secret(passphrase: str, salt: bytes, iterations: int) -> bytes:
    said = unicodedata.normalize("NFKC", passphrase).encode("utf-8")
    return hashlib.pbkdf2_hmac("sha256", said, salt, iterations)


def _derived(secret: bytes, label: str) -> bytes:
    return hmac.digest(secret, label.encode("ascii"), "sha256")


def _with_nonce(page: str, nonce: str) -> str:
    """The page with another nonce for its scripts: its own is a hash of its contents, which the shell, whose policy
    goes on to hold, must not show."""
    found = INNER_NONCE.search(page)
    return page.replace(found[1], nonce) if found else page


def write_sealed(page: str, path: Path, passphrase: str, *, title: str = TITLE, force: bool = False) -> Path:
    """Write a page sealed, and return where. What is inside is put before the proofs first: nobody can search it
    afterwards. Raises :class:`OutputError` where it cannot be written."""
    prove(path.name, page.encode("utf-8"))
    return write_file(path, sealed_html(page, passphrase, title=title).encode("utf-8"), force=force)


def passphrase_from(descriptor: int | None, environment: str | None) -> str | None:
    """The passphrase from a file descriptor (its first line) or the value of a variable; ``None`` where neither is."""
    if descriptor is None:
        return environment
    try:
        with os.fdopen(descriptor, encoding="utf-8") as stream:
            return stream.readline().rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise OutputError(f"No passphrase can be read from descriptor {descriptor}.") from error

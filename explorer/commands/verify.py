"""Searching files for what was redacted: ``verify``."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--key", required=True, type=click.Path(path_type=Path), help="The key that `explorer redact` wrote."
)
def verify(files: tuple[Path, ...], key: Path) -> None:
    """Search files for everything that redaction took out, in every layer of them.

    Exit 0: nothing was found. Exit 1: something was, and it says where; or not all could be looked into, and it says
    what. Folders are searched with all that is in them.
    """
    from explorer.own_parts import blank_parts, own_parts
    from explorer.redaction.keys import read_key
    from explorer.verify import Proof, verified

    proof = Proof(read_key(key).protected, own_parts, blank_parts)
    found = verified(files, proof)
    for hit in found.hits:
        click.echo(hit)
    for unread in found.unread:
        click.echo(f"NOT SEARCHED: {unread}", err=True)
    number = len(found.hits)
    what = "Nothing" if not number else f"{number} {'place' if number == 1 else 'places'}"
    searched = f"{found.files} {'file' if found.files == 1 else 'files'}"
    click.echo(f"{what} found in {searched}, searched for {len(proof.protected)} strings.", err=True)
    if number or found.unread:
        raise SystemExit(1)


COMMANDS = (verify,)

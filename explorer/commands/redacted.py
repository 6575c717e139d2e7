"""What every command that outputs a case does first: redact it, and watch over what leaves."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from explorer.case import Case
    from explorer.redaction import Redacted
    from explorer.verify import Proof

COMMANDS: tuple[click.Command, ...] = ()


def for_output(case: Case, asked: Mapping[str, Any], context: click.Context | None) -> Case:
    """The case as it may leave, given ``--profile``, ``--include`` and ``--key`` (``asked``).

    Without a profile only rows under a restriction are held back, and the terms of ``terms.csv``, which never leave: a
    case without any costs nothing more.
    """
    name, tags, key_path = asked.get("profile"), tuple(asked.get("include") or ()), asked.get("key")
    restrictions = restrictions_of(case)
    _check_tags(tags, restrictions)
    if context is not None and key_path:
        _keep_apart(context, key_path)
    if not name and not restrictions - set(tags):
        return replace(case, terms=()) if case.terms else case
    from explorer.key_files import key_for
    from explorer.profiles import PLAIN
    from explorer.redacting import redact

    key = context.meta.get("explorer.key") if context else None  # of a diff, both cases go by one key
    if key is None and key_path:
        key, _ = key_for(case, key_path)
    found = redact(case, name or PLAIN, include=tags, key=key)
    say_withheld(found, restrictions - set(tags))
    say_public_days(found.case)
    if context is not None:
        context.meta["explorer.key"] = found.key if found.is_changed else key
        watch(context, found)
    return found.case


def _keep_apart(context: click.Context, key: Path) -> None:
    """No output of the command goes where its key is."""
    from explorer.files import proved
    from explorer.key_files import refuse_key_in, refuse_on

    output = context.params.get("output")
    refuse_key_in(output, key)
    if output is None:
        context.with_resource(proved(refuse_on(key)))


def restrictions_of(case: Case) -> set[str]:
    """Every restriction of a case."""
    found = {party.restriction for party in case.parties.values()}
    found |= {account.restriction for contact in case.contacts.values() for account in contact.accounts}
    return found - {""}


def _check_tags(tags: tuple[str, ...], restrictions: set[str]) -> None:
    from explorer.errors import UnknownNameError
    from explorer.vocabulary import clip

    for tag in tags:
        if tag not in restrictions:
            known = (
                f"Use one of: {', '.join(sorted(restrictions))}." if restrictions else "The case has none."
            )
            raise UnknownNameError(f'"{clip(tag)}" is no restriction of this case. {known}')


def say_withheld(found: Redacted, restrictions: set[str]) -> None:
    """Say on the error stream what is held back."""
    held = found.withheld
    if held.contacts or held.accounts:
        number = len(held.contacts) + sum(len(accounts) for accounts in held.accounts.values())
        what = "row is" if number == 1 else "rows are"
        tags = (
            f" Rows with a restriction ({', '.join(sorted(restrictions))}) need --include."
            if restrictions
            else ""
        )
        click.echo(f"{number} {what} withheld; {len(held.contacts)} as a stub.{tags}", err=True)


def say_public_days(case: Case) -> None:
    """Warn where the day of something that others may know the date of is told to the day, counted from day 0."""
    from explorer.dates import iso_day
    from explorer.review import public_days

    days = public_days(case)
    if case.is_relative and days:
        said = "; ".join(
            f"{contact.id} ({contact.kind.label.lower()}, {iso_day(day)})" for contact, day in days[:5]
        )
        more = f" and {len(days) - 5} more" if len(days) > 5 else ""
        click.echo(
            f"Warning: whoever knows the date of one of these can work out every other: {said}{more}. "
            'Make dates coarser (dates = "month"), or drop them.',
            err=True,
        )


def watch(context: click.Context, found: Redacted) -> None:
    """Search whatever the command writes or prints from here on, and hold back its output where there is a hit."""
    from explorer import files

    proof = proof_of(found)
    context.with_resource(files.proved(proof))
    context.with_resource(_held_output(proof))


def proof_of(found: Redacted) -> Proof:
    """The proof for what is made of a redacted case."""
    from explorer.own_parts import blank_parts, own_parts
    from explorer.verify import Proof

    return Proof(found.key.protected, own_parts, blank_parts)


class _Held(io.TextIOWrapper):
    """Standard output, kept until it is proved."""

    def __init__(self, real: Any) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", newline="", write_through=True)
        self.real = real

    def isatty(self) -> bool:
        return bool(self.real.isatty())


def is_file(line: str) -> bool:
    """Is a line the name of a file or folder? Where it is kept is no part of what leaves; its own name is searched when
    it is written."""
    try:
        return len(line) < 4096 and Path(line).exists()
    except (OSError, ValueError):
        return False


@contextmanager
def _held_output(proof: Proof) -> Iterator[None]:
    real = sys.stdout
    held = _Held(real)
    sys.stdout = held
    try:
        yield
    finally:
        sys.stdout = real
    held.flush()
    content = held.buffer.getvalue()  # type: ignore[attr-defined]
    lines = content.decode("utf-8").split("\n")
    proof("standard output", "\n".join(line for line in lines if not is_file(line)).encode())
    real.write(content.decode("utf-8"))
    real.flush()

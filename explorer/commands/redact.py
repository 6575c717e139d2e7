"""Redaction: ``redact`` and ``unredact``. Searching: ``verify`` is in a file of its own."""

from __future__ import annotations

from pathlib import Path

import click

from explorer.commands import (
    force_option,
    output_option,
    plain_case_argument,
    print_table,
    read_whole_case,
)


@click.command()
@plain_case_argument
@click.option(
    "--profile", required=True, metavar="NAME", help="panel, family, publication, or one of case.toml."
)
@click.option("--include", multiple=True, metavar="TAG", help="Let rows with this restriction out.")
@click.option(
    "--key",
    type=click.Path(path_type=Path),
    help="The key. One that is there is read, and replaced by one that holds its pseudonyms and ids too; "
    "that of another case is refused, that of another profile without --force.  [NAME.key beside the new case]",
)
@click.option(
    "--review", is_flag=True, help="List what might still identify somebody; write nothing but that."
)
@click.option("--format", "shape", default=None, help="Format of the list.  [text]")
@output_option("The new case, a folder; or with --review the file of the list.")
@force_option
def redact(
    case: Path,
    encoding: str,
    profile: str,
    include: tuple[str, ...],
    key: Path | None,
    review: bool,
    shape: str | None,
    output: Path | None,
    force: bool,
) -> None:
    """Write a redacted copy of a case, and the key to it.

    The key says everything that was taken out. It is a file of its own that only you can read: keep it apart from
    whatever you send on. The copy may not lie in the case, nor the case in it. With --force, whatever else is in the
    folder stays there: it is searched like the rest, and nothing is written where it holds what was taken out, or
    cannot be searched.
    """
    from explorer.commands.redacted import proof_of, restrictions_of, say_public_days, say_withheld
    from explorer.key_files import key_for, refuse_key_in, write_redacted
    from explorer.redacting import redact as redacted
    from explorer.review import review_table

    refuse_key_in(output, key)
    found = read_whole_case(case, encoding)
    old_key, read = key_for(found, key) if key and key.exists() else (None, None)
    done = redacted(found, profile, include=include, key=old_key)
    say_withheld(done, restrictions_of(found) - set(include))
    say_public_days(done.case)
    if review:
        print_table(review_table(found, done), output, shape, force)
    elif output is None:
        raise click.UsageError(
            "Name the new case: -o CASE2. To see what may still identify somebody: --review."
        )
    else:
        proof = proof_of(done)
        for path in write_redacted(done, output, proof, key, source=case, force=force, read=read):
            click.echo(path)


@click.command()
@plain_case_argument
@click.option(
    "--key", required=True, type=click.Path(path_type=Path), help="The key that `explorer redact` wrote."
)
@output_option("The restored case, a folder.")
@force_option
def unredact(case: Path, encoding: str, key: Path, output: Path | None, force: bool) -> None:
    """Put back what the key holds into a redacted case."""
    from explorer.key_files import key_for, refuse_key_in
    from explorer.redacting import restored
    from explorer.storing import write_case

    if output is None:
        raise click.UsageError("Name the restored case: -o CASE.")
    refuse_key_in(output, key)
    found = read_whole_case(case, encoding)
    click.echo(write_case(restored(found, key_for(found, key)[0]), output, force=force))


COMMANDS = (redact, unredact)

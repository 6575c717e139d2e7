"""Who could have known: ``known``."""

from __future__ import annotations

from pathlib import Path

import click

from explorer.commands import case_argument, read_report, table_options, width
from explorer.commands.answers import print_answer


@click.command()
@case_argument
@click.option("--by", "party", metavar="PARTY", help="The organisation that is asked about, with --on.")
@click.option("--on", "day", metavar="DATE", help="By the end of which day: 2021-04-30.")
@click.option(
    "--contact", metavar="ID", help="Turn the question round: who could have known of this contact?"
)
@click.option("--decisions", is_flag=True, help="Ask at every decision on record.")
@click.option("--with-teams", is_flag=True, help="Take an organisation and its parts for one.")
@table_options
def known(
    case: Path,
    encoding: str,
    party: str | None,
    day: str | None,
    contact: str | None,
    decisions: bool,
    with_teams: bool,
    shape: str | None,
    output: Path | None,
    force: bool,
) -> None:
    """What an organisation could have known by a day, each with the recorded chain that leads to it."""
    if sum((bool(party or day), bool(contact), decisions)) != 1 or bool(party) != bool(day):
        raise click.UsageError("Ask one thing: --by PARTY --on DATE, or --contact ID, or --decisions.")
    from explorer import known as answers
    from explorer import known_tables as tables
    from explorer import known_text as texts
    from explorer.lookup import contact_called, day_called, party_called

    found = read_report(case, encoding).case
    if decisions:
        asked = answers.decisions_known(found, with_teams=with_teams)
        said = (
            lambda: texts.decisions_text(found, asked, width(), with_teams=with_teams),
            lambda: tables.decisions_table(found, asked),
        )
    elif contact:
        ident = contact_called(found, contact)
        standing = answers.known_of(found, ident, with_teams=with_teams)
        said = (
            lambda: texts.known_of_text(found, ident, standing, width(), with_teams=with_teams),
            lambda: tables.known_of_table(found, standing),
        )
    else:
        who, when = party_called(found, party or ""), day_called(found, day or "")
        by = answers.known(found, who, when, with_teams=with_teams)
        said = (
            lambda: texts.known_text(found, who, when, by, width(), with_teams=with_teams),
            lambda: tables.known_table(found, by),
        )
    print_answer(*said, output, shape, force)


COMMANDS = (known,)

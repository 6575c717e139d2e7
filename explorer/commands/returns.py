"""Bringing in what agencies send: ``import`` and ``match``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from explorer.commands import force_option, print_table, table_options, width

if TYPE_CHECKING:
    from explorer.returns.bringing import Bringing
    from explorer.returns.decisions import Decision
    from explorer.returns.mapping import Mapping

CROWDS_SHOWN = 5
SAYS = ("records", "nothing known", "no return")


@click.command("import")
@click.argument("returns", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    "case",
    required=True,
    type=click.Path(path_type=Path),
    help="The case folder to bring them into; made where there is none.",
)
@click.option("--party", default="", help="Whose return it is: an agency by name or id.")
@click.option(
    "--mapping",
    "mapping_file",
    type=click.Path(path_type=Path),
    help="How to read headings, words and names (TOML).",
)
@click.option(
    "--save-mapping",
    type=click.Path(path_type=Path),
    help="Write what was recognised, to edit; nothing is imported.",
)
@click.option(
    "--slash", type=click.Choice(["one-day", "stretch"]), help="What a/b means in dates of these files."
)
@click.option("--encoding", default="", help="Encoding of a CSV file.  [found]")
@click.option("--delimiter", default="", help="What separates the cells of a CSV file.  [found]")
@click.option(
    "--accept",
    multiple=True,
    metavar="NAME=PARTY",
    help="This name means that party (it becomes an alias); NAME=new: a party of its own.",
)
@click.option(
    "--sources", type=click.Path(path_type=Path), help="A table of the sources that the return cites."
)
@click.option("--prefix", default="", help="Put before the ids of the sources it cites.")
@click.option(
    "--source", default="", help="The id this return has in sources.csv: a second part of one needs its own."
)
@click.option(
    "--newer",
    is_flag=True,
    help="It is a newer version of the return before, though no row of that is in it.",
)
@click.option("--asked", default="", help="When the return was asked for.")
@click.option("--received", default="", help="When it came.")
@click.option("--covers", default="", help='The period it covers, such as "Jan 2019 to Dec 2020".')
@click.option(
    "--says",
    type=click.Choice(SAYS),
    help="What the agency says, where no row does. Without RETURN: of --party.",
)
@click.option(
    "--problems",
    type=click.Path(path_type=Path),
    help="Write what is unclear, to send back (docx, xlsx, html, ...).",
)
@click.option("--dry-run", is_flag=True, help="Show what would be done, and write nothing.")
@force_option
def import_(
    returns: tuple[Path, ...],
    case: Path,
    mapping_file: Path | None,
    save_mapping: Path | None,
    accept: tuple[str, ...],
    sources: Path | None,
    problems: Path | None,
    dry_run: bool,
    newer: bool,
    force: bool,
    **said: str | None,
) -> None:
    """Bring agencies' RETURNs (docx, xlsx, xls, ods, csv, json, xes, OCEL) into a case.

    Shows first how the return was understood: headings, names, dates, and everything unclear. Nothing is merged and
    nothing is guessed unsaid. The same return twice changes nothing; a newer one shows what was added, changed and
    withdrawn. `explorer match CASE` then proposes which rows tell of the same contact.
    """
    from explorer.returns.bringing import Bringing
    from explorer.returns.telling import problem_table, recognised_mapping, told

    mapping = _mapping(mapping_file, accept, {name: text or "" for name, text in said.items()})
    mapping = mapping.with_options(newer="yes") if newer else mapping
    if not returns and not (mapping.party and mapping.says in ("no return", "nothing known")):
        raise click.UsageError(
            'Name a RETURN; or --party AGENCY --says "no return" for one that did not answer.'
        )
    if len(returns) > 1 and (mapping.party or mapping.source):
        name = "--party" if mapping.party else "--source"
        raise click.UsageError(f"{name} is of one RETURN. Import the others by themselves.")
    bringing = Bringing(case)
    brought = [bringing.bring(path, mapping, sources) for path in returns]
    brought = brought or [bringing.no_return(mapping)]
    for item in brought:
        click.echo(told(item, width()), err=True)
    if save_mapping:
        from explorer.files import write_file

        text = recognised_mapping(brought[0], mapping)
        click.echo(write_file(save_mapping, text.encode("utf-8"), force=force))
        return
    if problems:
        from explorer.exports import write_table

        click.echo(
            write_table(problem_table(brought, bringing.checked()), problems, None, force=force), err=True
        )
    _write(bringing, case, dry_run)


def _mapping(file: Path | None, accept: tuple[str, ...], said: dict[str, str]) -> Mapping:
    from explorer.returns.mapping import Mapping, read_mapping

    mapping = read_mapping(file) if file else Mapping()
    accepted = dict(pair.rpartition("=")[::2] for pair in accept)
    if not all(accepted) or not all(accepted.values()):
        raise click.UsageError('--accept is NAME=PARTY, such as --accept "Childrens services=social-care".')
    return mapping.with_options(**said).with_parties(accepted)


def _write(bringing: Bringing, case: Path, dry_run: bool) -> None:
    """Check and write the case; one line of output."""
    from explorer.returns.case_rows import write_rows

    found = bringing.checked()
    if dry_run:
        click.echo(f"{case}: nothing was written (--dry-run). It would hold {len(found.contacts)} contacts.")
        return
    written = write_rows(bringing.rows, case, bringing.beside())
    click.echo(f"{case}" if written else f"{case}: nothing changed.")


@click.command()
@click.argument("case", type=click.Path(path_type=Path))
@click.option("--list", "list_only", is_flag=True, help="Print the proposals and ask nothing.")
@click.option(
    "--decisions",
    type=click.Path(path_type=Path),
    help="Take decisions from this file (first, second, decision, why).",
)
@click.option(
    "--same",
    multiple=True,
    metavar="FIRST=SECOND",
    help="SECOND tells of the same contact as FIRST, whose id is kept.",
)
@click.option("--different", multiple=True, metavar="FIRST=SECOND", help="They do not.")
@click.option(
    "--split",
    multiple=True,
    metavar="ID",
    help="Take the row that came as ID out of the contact it was joined to.",
)
@click.option("--joined", is_flag=True, help="Print what was decided to be one contact, and ask nothing.")
@click.option("--why", default="", help="The reason of --same, --different and --split.")
@click.option("--by", default="", help="Who decides, by role.")
@click.option("--least", default=38.0, show_default=True, help="Propose nothing below this score (of 100).")
@table_options
def match(
    case: Path,
    list_only: bool,
    decisions: Path | None,
    same: tuple[str, ...],
    different: tuple[str, ...],
    split: tuple[str, ...],
    joined: bool,
    why: str,
    by: str,
    least: float,
    shape: str | None,
    output: Path | None,
    force: bool,
) -> None:
    """Find rows of different sources that seem to tell of the same contact, and decide on each.

    In a terminal, asks one by one; elsewhere, or with --list or -o, prints the proposals with score and reasons.
    Decisions are kept in CASE/decisions.csv and put in again whenever a return is imported. Nothing is merged unasked,
    and --split undoes a merge.
    """
    from explorer.returns.bringing import Bringing
    from explorer.returns.decisions import read_decisions
    from explorer.returns.joining import join, join_what_fits
    from explorer.returns.matching import proposals_of
    from explorer.returns.reviewing import joined_table, proposal_table, review

    if not case.is_dir():
        raise click.UsageError(f"{case} is no case folder. Decisions are kept beside its tables.")
    bringing = Bringing(case)
    new = list(read_decisions(decisions).by_pair.values()) if decisions else []
    new += _pairs(same, "same", why, by) + _pairs(different, "different", why, by)
    if joined:
        print_table(joined_table(bringing.checked(), bringing.decisions), output, shape, force)
        return
    if split:
        _split(bringing, split, why, by)
    if new:
        join(bringing.rows, bringing.decisions, new, bringing.imported)
    elif not split:
        found = bringing.checked()
        crowded: list[str] = []
        proposals = proposals_of(found, bringing.decisions.decided(), least=least, crowded=crowded)
        for sentence in crowded[:CROWDS_SHOWN]:
            click.echo(sentence, err=True)
        if len(crowded) > CROWDS_SHOWN:
            click.echo(f"... and {len(crowded) - CROWDS_SHOWN} more such groups.", err=True)
        if list_only or output or shape or not sys.stdin.isatty():
            print_table(proposal_table(found, proposals), output, shape, force)
            return
        new = review(found, proposals, _ask, click.echo, by, width())
        for decision, why in join_what_fits(bringing.rows, bringing.decisions, new, bringing.imported):
            click.echo(f"{decision.first} = {decision.second} was not kept: {why}", err=True)
        click.echo(_counted(new, len(proposals)), err=True)
    _write(bringing, case, dry_run=False)


def _counted(decisions: list[Decision], proposed: int) -> str:
    """What a review came to."""
    same = sum(1 for item in decisions if item.decision == "same")
    left = proposed - len(decisions)
    return (
        f"Decided: {same} the same, {len(decisions) - same} different. {left} of {proposed} left for later."
    )


def _split(bringing: Bringing, contacts: tuple[str, ...], why: str, by: str) -> None:
    from datetime import date

    from explorer.returns.splitting import split

    for contact in contacts:
        done = split(
            bringing.rows,
            bringing.imported,
            bringing.decisions,
            contact,
            why=why,
            by=by,
            on=date.today().isoformat(),
        )
        accounts = "1 account" if done.accounts == 1 else f"{done.accounts} accounts"
        click.echo(f"{done.own_id} ({accounts}) was taken out of {done.kept}.", err=True)


def _ask(question: str) -> str:
    try:
        return str(click.prompt(question, type=click.Choice(["s", "d", "l", "b", "q"]), show_choices=False))
    except click.Abort:  # Ctrl-C: what was decided so far is kept
        return "q"


def _pairs(said: tuple[str, ...], decision: str, why: str, by: str) -> list[Decision]:
    from datetime import date

    from explorer.returns.decisions import Decision

    pairs = [text.split("=") for text in said]
    if any(len(pair) != 2 or not all(pair) for pair in pairs):
        raise click.UsageError(f"--{decision} is FIRST=SECOND, such as --{decision} C30=police-12.")
    return [Decision(first, second, decision, why, by, date.today().isoformat()) for first, second in pairs]


COMMANDS = (import_, match)

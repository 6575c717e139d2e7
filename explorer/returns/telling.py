"""What a person is shown of an import: the mapping first, then names, readings, versions, problems, what was left
out."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from explorer.case import Case
from explorer.errors import Problem
from explorer.returns.bringing import Brought
from explorer.returns.formats.delimited import DELIMITERS
from explorer.returns.headings import KEEP, LEAVE_OUT
from explorer.returns.mapping import Mapping, mapping_text
from explorer.returns.names import NEW
from explorer.tables import Column, Table

SHOWN = 12
"""Rows of each list shown in the terminal; ``--problems`` writes all."""


def told(brought: Brought, width: int) -> str:
    """One return, for the terminal."""
    return "\n".join(line for part in _parts(brought) for line in _wrapped(part, width))


def _wrapped(text: str, width: int) -> list[str]:
    indent = " " * (len(text) - len(text.lstrip()))
    wide = max(50, min(width, 100))
    return textwrap.wrap(text, wide, subsequent_indent=indent + "  ", break_on_hyphens=False) or [""]


def _parts(brought: Brought) -> Iterator[str]:
    if not brought.file:
        yield f'{brought.party or brought.source}: recorded as "{brought.says}" (source {brought.source}).'
        return
    whose = f", return of {brought.party}" if brought.party else ""
    rows = "1 row" if brought.rows == 1 else f"{brought.rows:,} rows"
    says = f' It says "{brought.says}".' if brought.says == "nothing known" else ""
    yield f"{brought.file}: {rows}{whose}, source {brought.source}.{says}"
    if not brought.party and not any("is a word for many agencies" in text for text in brought.remarks):
        yield "  Whose return it is, the file does not say: name the agency with --party."
    if "encoding" in brought.facts:
        mark = brought.facts.get("delimiter", ",")
        yield f"  Read as {brought.facts.get('encoding', '')}, cells separated by {DELIMITERS.get(mark, repr(mark))}."
    yield from (
        f"  {brought.file} {text}" if text.startswith(("holds ", "read as", "refers")) else f"  {text}"
        for text in brought.remarks
    )
    yield from _headings(brought)
    yield from _names(brought)
    yield from _versions(brought)
    yield from _readings(brought)
    yield from _problems(brought)


def _headings(brought: Brought) -> Iterator[str]:
    known = [heading for heading in brought.headings if heading.field not in (KEEP, LEAVE_OUT)]
    unknown = dict.fromkeys(heading.text for heading in brought.headings if heading.field == KEEP)
    if known:
        yield "  Headings:"
    for text, field, score, meant in dict.fromkeys((h.text, h.field, h.score, h.meant) for h in known):
        unsure = f'   <- not certain: like "{meant}" ({score:.0f} of 100)' if score < 100 else ""
        yield f"    {text} = {field}{unsure}"
    if unknown:
        yield f"    not known, kept as columns of their own: {', '.join(unknown)}"


def _names(brought: Brought) -> Iterator[str]:
    named = brought.named
    for name, long in sorted(named.keyed.items()):
        yield f'  "{name}" is read as "{long}", by the return\'s own key.'
    for name, party in sorted(named.read_as.items()):
        own = f' If the agency itself is meant: --accept "{name}={brought.party}"'
        yield f'  "{name}" is read as {party}.' + (own if party == f"unknown:{brought.sector}" else "")
    if named.new:
        yield f"  New parties ({len(named.new)}); change name and sector in parties.csv, people by role:"
    for party, row in list(named.new.items())[: SHOWN * 3]:
        near = named.proposals.get(row["name"], [])
        like = "; ".join(f"{item.party} ({item.score:.0f})" for item in near)
        yield f"    {row['name']} ({party}, {row['sector']})" + (f"  <- like {like}" if like else "")
    if named.proposals:
        name, near = next(iter(named.proposals.items()))
        yield f'  Where one is meant, say so and import again: --accept "{name}={near[0].party}"'


def _versions(brought: Brought) -> Iterator[str]:
    versions = brought.versions
    if versions.is_first:
        return
    if not (versions.added or versions.changed or versions.withdrawn):
        yield "  Nothing differs from the return imported before."
        return
    yield (
        f"  Against the return imported before: {len(versions.added)} added, {len(versions.changed)} changed, "
        f"{len(versions.withdrawn)} withdrawn, {len(versions.unchanged)} as they were."
    )
    yield from (f"    added {own_id}" for own_id in versions.added[:SHOWN])
    yield from (
        f"    changed {own_id}: {', '.join(names)}"
        for own_id, names in list(versions.changed.items())[:SHOWN]
    )
    for own_id in versions.withdrawn[:SHOWN]:
        stayed = brought.stayed.get(own_id, "")
        yield f"    withdrawn {own_id}" + (f"; it stays in the case, for {stayed}" if stayed else "")
    yield from (f"    {text}" for text in brought.clashes[:SHOWN])


def _readings(brought: Brought) -> Iterator[str]:
    for reading, rows in sorted(brought.talk.read_as.items()):
        shown = ", ".join(rows[:SHOWN]) + (f" and {len(rows) - SHOWN} more" if len(rows) > SHOWN else "")
        rows_word = "" if brought.talk.has_several else "row " if len(rows) == 1 else "rows "
        yield f"  Read {reading}: {rows_word}{shown}."


def _problems(brought: Brought) -> Iterator[str]:
    problems, left = brought.talk.problems, brought.left_out
    if problems:
        yield f"  Unclear ({len(problems)}):"
    yield from (
        f"    {_place(problem, brought)}row {problem.row}, {problem.column}: {problem.expected} {problem.fix}"
        for problem in problems[:SHOWN]
    )
    if len(problems) > SHOWN:
        yield f"    ... and {len(problems) - SHOWN} more: --problems FILE.docx writes them for the agency."
    why: dict[str, int] = {}
    for piece in left:
        why[piece.why] = why.get(piece.why, 0) + 1
    if left:
        counted = "; ".join(f"{count} ({reason})" for reason, count in why.items())
        yield f"  Left out, listed in left-out.csv: {counted}."


def _place(problem: Problem, brought: Brought) -> str:
    """The table that a row stands in, where there are several."""
    place = problem.file.removeprefix(brought.file).removeprefix(", ")
    return f"{place}, " if place and brought.talk.has_several else ""


# ---- for the agency


PROBLEM_COLUMNS = (
    Column("file", "File and table", "text", "the return, and the sheet or table in it", in_head=True),
    Column("row", "Row", "number", "as the file counts them; blank = the whole file", in_head=True),
    Column("column", "Column", "text", "by its heading in the return", in_head=True),
    Column("found", "What the return says", "text", "the words of the cell", is_wide=True),
    Column("unclear", "What is unclear", "text", "in a sentence", is_wide=True),
    Column("do", "Please", "text", "what to do, in a sentence", is_wide=True),
)
ASKED = (
    "Please answer each point, or correct the rows and send the return again. Nothing that you sent was changed; rows "
    "are counted as your file counts them."
)


def problem_table(brought: list[Brought], case: Case) -> Table:
    """Everything unclear in these returns, worded so that it can be sent back to the agency."""
    rows = [
        _row(problem, item) for item in brought for problem in [*_file_problems(item), *item.talk.problems]
    ]
    whose = (
        ", ".join(dict.fromkeys(case.party_name(item.party) for item in brought if item.party))
        or "the agency"
    )
    title = f"Points to clear up in the return of {whose}. " + (ASKED if rows else "There are none.")
    return Table("problems", title, PROBLEM_COLUMNS, tuple(rows), case=case.title, marking=case.marking)


def _row(problem: Problem, item: Brought) -> tuple[str, int | None, str, str, str, str]:
    """A point as the agency reads it: its own heading, and whole sentences."""
    heading = next((heading for heading, name in item.columns.items() if name == problem.column), "")
    unclear = problem.expected[:1].upper() + problem.expected[1:]
    column = heading or ("" if problem.column == "name" else problem.column)
    return (problem.file, problem.row or None, column, problem.found, unclear, problem.fix)


def _file_problems(item: Brought) -> Iterator[Problem]:
    for heading in item.headings:
        if heading.field == KEEP:
            said, fix = "this heading is not known.", "Say what the column holds."
            yield Problem(item.file, 0, heading.text, heading.text, said, fix)
        elif heading.score < 100:
            expected = f'this heading was taken for "{heading.meant}".'
            yield Problem(
                item.file, 0, heading.text, heading.text, expected, "Say so if it holds something else."
            )
    for name, near in item.named.proposals.items():
        meant = " or ".join(f'"{proposal.known_as}"' for proposal in near)
        yield Problem(item.file, 0, "name", name, f'"{name}" may be {meant}.', "Say which is meant.")


def recognised_mapping(brought: Brought, said: Mapping) -> str:
    """What was recognised, as a mapping file to save and edit."""
    named = brought.named
    new = {row["name"]: NEW for row in named.new.values()}
    parties = new | dict.fromkeys(named.proposals, "") | dict(named.read_as)
    words = {**brought.talk.words, "parties": parties}
    from dataclasses import replace

    return mapping_text(
        brought.columns, words, replace(said, party=said.party or brought.said or brought.party)
    )

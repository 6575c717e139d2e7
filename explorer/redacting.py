"""Redaction of a case, with its findings compared with those of the whole case, so that nothing reads as absent that
was only held back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from explorer import relative
from explorer.case import Case
from explorer.errors import OutputError
from explorer.files import proved, write_file
from explorer.findings import all_statements
from explorer.profiles import EDTF, Profile, named_profile
from explorer.redaction import Key, Redacted, redact_rows
from explorer.report import Report
from explorer.statements import Statement, Value
from explorer.storing import rows_of, write_case
from explorer.vouching import is_not_stated, mark_of
from explorer.withheld import (
    NO_RECEIPT,
    STATED,
    TABLE,
    is_not_on_record,
    mark_of_all,
    mark_of_days,
    mark_of_expected,
    mark_of_request,
    vouched,
)

Said = Callable[[str], str]


def redact(
    case: Case, profile: Profile | str, *, include: tuple[str, ...] = (), key: Key | None = None
) -> Redacted:
    """A case under a profile (or the name of one): the redacted case and the key to it.

    ``include`` are restrictions under which rows may leave all the same; ``key`` that of an earlier redaction, whose
    pseudonyms stay. Redacting twice is redacting once. Cost: that of reading the case twice; where records are held
    back or dates coarsened, that of all findings twice too.
    """
    chosen = named_profile(case.settings, profile) if isinstance(profile, str) else profile
    chosen = chosen.with_tags(include)
    found = redact_rows(case, chosen, key)
    if not found.is_changed or not _changes_findings(case, chosen, found):
        return found
    bare = _with_table(found.case, None)
    stands = _standing(case, bare, found)
    redacted = _with_table(bare, {STATED: sorted(stands)})
    return replace(found, case=redacted)


def _changes_findings(case: Case, profile: Profile, found: Redacted) -> bool:
    is_coarse = profile.dates != "day" or profile.calendar != EDTF
    return bool(
        found.withheld.is_anything
        or is_coarse
        or "outcomes.outcome" in profile.blank
        or vouched(case) is not None
    )


def _with_table(case: Case, table: Mapping[str, list[str]] | None) -> Case:
    settings = {name: value for name, value in case.settings.items() if name != TABLE}
    if table is not None:
        settings[TABLE] = dict(table)
    return replace(case, settings=MappingProxyType(settings))


def _standing(case: Case, bare: Case, found: Redacted) -> set[str]:
    """The marks of everything that the redacted case says is absent, or counts, and that is so in the whole one."""
    new = _new_names(found)
    whole = Report(case)
    is_moved = found.key.zero is not None and not case.is_relative
    moved = relative.ZERO - (found.key.zero or 0) if is_moved else 0
    marks = _standing_records(case, whole, Report(bare), new, moved)
    left = all_statements(Report(_with_table(bare, {STATED: sorted(marks)})))
    for finding in whole.findings:
        known: dict[tuple[object, ...], list[Statement]] = {}
        for statement in finding.statements:
            if not is_not_stated(statement):
                known.setdefault(_rests_on(statement, new), []).append(statement)
        stands = [
            statement
            for statement in left[finding.name]
            if any(_holds(statement, other, new) for other in known.get(_rests_on(statement, str), ()))
        ]
        marks |= {mark_of(statement) for statement in stands}
        if len(stands) == len(finding.statements) == len(left[finding.name]):
            marks.add(mark_of_all(finding.name))
    return marks


def _standing_records(case: Case, whole: Report, left: Report, new: Said, moved: int) -> set[str]:
    """The marks of requests without a receipt and of days with nobody, which are counted ``moved`` days on."""
    old_marks = vouched(case)
    marks = {
        mark_of_request(new(contact), new(receiver))
        for (contact, receiver), state in whole.requests.items()
        if state.said_as == NO_RECEIPT
        and (old_marks is None or mark_of_request(contact, receiver) in old_marks)
    }
    marks |= {
        mark_of_expected(new(expected))
        for expected, matches in whole.expected.items()
        if not matches and is_not_on_record(case, expected)
    }
    for subject, days in whole.holding_days.items():
        theirs = left.holding_days.get(new(subject))
        if old_marks is not None and mark_of_days(subject, days.sectors, days.nobody) not in old_marks:
            continue
        if theirs and theirs.nobody == tuple((first + moved, last + moved) for first, last in days.nobody):
            marks.add(mark_of_days(theirs.subject, theirs.sectors, theirs.nobody))
    return marks


def _new_names(found: Redacted) -> Said:
    """What an id of the whole case is called in the redacted one."""
    moved = {old: new for old, (new, _) in found.key.pseudonyms.items()}
    for table in found.key.ids.values():
        moved |= table
    return lambda text: moved.get(text, text)


def _rests_on(statement: Statement, new: Said) -> tuple[object, ...]:
    contacts = tuple(sorted(new(contact) for contact in statement.contacts))
    return statement.finding, new(statement.subject), contacts


def _holds(statement: Statement, other: Statement, new: Said) -> bool:
    """Does a statement of the redacted case say no more than ``other`` of the whole one?"""
    if len(statement.values) != len(other.values):
        return False
    pairs = zip(statement.values, other.values, strict=True)
    return all(
        name == theirs and _is_within(name, value, their, new) for (name, value), (theirs, their) in pairs
    )


def _is_within(name: str, value: Value, whole: Value, new: Said) -> bool:
    """Coarse dates may widen a range and shorten a gap; every other number must be the same."""
    if (
        isinstance(value, bool)
        or isinstance(whole, bool)
        or not (isinstance(value, int) and isinstance(whole, int))
    ):
        if isinstance(whole, tuple):
            return value == tuple(new(item) for item in whole)
        return value == (new(whole) if isinstance(whole, str) else whole)
    if name.startswith(("least_", "days")) or name == "nobody":
        return value <= whole
    return value >= whole if name.startswith(("most_", "possibly_")) else value == whole


def restored(redacted: Case, key: Key) -> Case:
    """The case with what the key holds put back: what it was, after a profile that only replaces."""
    from explorer.checking import case_of
    from explorer.redaction.keys import restored_rows

    return case_of(restored_rows(rows_of(redacted), key))


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
) -> tuple[Path, Path]:
    """Write a redacted case as a folder, proved on its bytes, and its key beside it. Returns both paths.

    The key goes to ``key``, else to a neighbour of the folder; never into it. An older key there is replaced by this
    one, which holds its pseudonyms too. Raises :class:`OutputError` where the folder is the case itself, holds it or
    lies in it.
    """
    place = key or folder.with_name(f"{folder.name}.key")
    _refuse_near(folder, source)
    if folder.resolve() in place.resolve().parents:
        raise OutputError(f"{place} is inside the redacted case. Keep the key somewhere else: --key FILE.")
    if place.exists() and key is None and not force:
        raise OutputError(
            f"{place} is there already. Add --force to replace it, or give it with --key to go on with it."
        )
    with proved(proof):
        written = write_case(found.case, folder, force=force)
    write_file(place, found.key.json().encode("utf-8"), force=True, is_key=True)
    return written, place

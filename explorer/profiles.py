"""Profiles of redaction: what may leave the machine, and as what. Three are built in; ``[profile.NAME]`` of
``case.toml`` adds a case's own, or changes one of these.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from explorer.errors import CaseError, Problem, UnknownNameError
from explorer.rows import COLUMNS, SETTINGS
from explorer.vocabulary import clip, suggest

TRACES = ("sources.url", "sources.sha256")
"""Where ids are new, addresses and hashes of documents do not leave either: they would name what the ids do not."""

EVERYBODY = "all"
UNITS = ("day", "month", "quarter", "year")
EDTF, RELATIVE = "edtf", "relative"
CALENDARS = (EDTF, RELATIVE)
STRUCTURE = {
    "parties": {"id", "name", "sector", "parent", "restriction"},
    "contacts": {"id", "from", "to", "about", "kind", "seen", "follows", "shares", "basis", "date", "received",
                 "source", "restriction", "outcome", "outcome_date", "key"},
    "outcomes": {"contact", "receiver", "date", "seen", "basis", "source"},
    "sources": {"id", "party", "covers", "says"},
    "notes": {"id", "contacts", "date", "source"},
}  # fmt: skip
"""Columns on which findings rest: blank, they would read as "not recorded". Such rows are dropped whole."""

BLANKABLE = {
    f"{table}.{column}"
    for table, columns in COLUMNS.items()
    if table != "terms"
    for column in columns
    if column not in STRUCTURE[table]
} | {"case.title"}
"""What ``blank`` may name, as ``table.column``."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What redaction does.

    ``replace`` are sectors, parties or ``all``, whose members get pseudonyms; ``keep`` those that are named even so.
    ``include`` are the restrictions under which rows may leave; ``drop_topics``, ``drop_parties``, ``drop_sectors``
    name contacts that stay as stubs. ``blank`` are columns (:data:`BLANKABLE`) left blank (:data:`TRACES` always, of a
    profile of ``case.toml`` with new ids), ``extra`` whether columns
    of the case's own leave. ``dates`` is the finest unit of a date; with ``calendar`` ``relative``
    they are days counted from a day 0 that is not told. ``unsearched`` are names too common to be looked
    for in outputs. ``title`` and ``marking`` replace the case's own where they are not ``None``; ``marking_if_none``
    is for a case that has none. ``is_named`` is false for outputs without a profile: these only hold back rows with a
    restriction.
    """

    name: str
    replace: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    drop_topics: tuple[str, ...] = ()
    drop_parties: tuple[str, ...] = ()
    drop_sectors: tuple[str, ...] = ()
    blank: tuple[str, ...] = ()
    unsearched: tuple[str, ...] = ()
    dates: str = "day"
    calendar: str = EDTF
    title: str | None = None
    marking: str | None = None
    marking_if_none: str = ""
    extra: bool = True
    terms: bool = True
    new_ids: bool = True
    is_named: bool = True

    def with_tags(self, tags: tuple[str, ...]) -> Profile:
        """The same, with rows of these restrictions let out too."""
        return replace(self, include=tuple(dict.fromkeys((*self.include, *tags))))


PLAIN = Profile("", new_ids=False, terms=False, is_named=False)
"""No profile: everything but rows with a restriction."""

BUILT_IN: dict[str, Profile] = {
    "panel": Profile("panel", terms=False, new_ids=False, marking_if_none="In confidence: for the review panel"),
    "family": Profile(
        "family",
        replace=("public", "professional"),
        blank=("sources.url", "sources.sha256"),
        marking="In confidence: for the family",
        extra=False,
    ),
    "publication": Profile(
        "publication",
        replace=(EVERYBODY,),
        blank=(
            "case.title", "parties.area", "parties.aliases", "contacts.date_text", "contacts.time",
            "contacts.quote", "contacts.locator", "outcomes.locator", "sources.title", "sources.publisher",
            "sources.date", "sources.asked", "sources.received", "sources.url", "sources.sha256", "notes.author",
        ),
        dates="month",
        title="Contacts with services",
        marking="Redacted for publication",
        extra=False,
    ),
}  # fmt: skip

LISTS = ("replace", "keep", "include", "drop_topics", "drop_parties", "drop_sectors", "blank", "unsearched")
CHOICES = {"dates": UNITS, "calendar": CALENDARS}
HIDDEN = ("name", "is_named", "marking_if_none")


def profiles_of(settings: Mapping[str, Any]) -> dict[str, Profile]:
    """The profiles of a case (``case.toml`` as read) and those built in, by name.

    Raises :class:`CaseError` with everything wrong in ``[profile.NAME]``.
    """
    found = dict(BUILT_IN)
    problems: list[Problem] = []
    tables = settings.get("profile", {})
    if not isinstance(tables, Mapping):
        raise CaseError([_problem("profile", tables, "must be a table.", "Write [profile.NAME].")])
    for name, entry in tables.items():
        if not isinstance(entry, Mapping):
            problems.append(
                _problem(f"profile.{name}", entry, "must be a table.", f"Write [profile.{name}].")
            )
        else:
            found[name] = _profile(name, entry, problems)
    if problems:
        raise CaseError(problems)
    return found


def named_profile(settings: Mapping[str, Any], name: str) -> Profile:
    """One profile by name. Raises :class:`UnknownNameError` with those there are."""
    found = profiles_of(settings)
    if name not in found:
        near = suggest(name, found)
        meant = f'Did you mean "{near}"?' if near else f"Use one of: {', '.join(found)}."
        raise UnknownNameError(f'"{clip(name)}" is no profile. {meant}')
    return found[name]


def _problem(column: str, found: object, expected: str, fix: str) -> Problem:
    return Problem(SETTINGS, 0, clip(column), clip(str(found)), expected, fix)


def _profile(name: str, entry: Mapping[str, Any], problems: list[Problem]) -> Profile:
    """One table of ``case.toml``; ``like`` names the built-in profile it starts from."""
    known = [item.name for item in fields(Profile) if item.name not in HIDDEN]
    like = entry.get("like", name if name in BUILT_IN else "")
    if like and (not isinstance(like, str) or like not in BUILT_IN):
        fix = f"Use one of: {', '.join(BUILT_IN)}."
        said = f'"{clip(str(like))}" is no built-in profile.'
        problems.append(_problem(f"profile.{name}.like", like, said, fix))
        like = ""
    start = BUILT_IN.get(like, Profile(name))
    values: dict[str, Any] = {}
    for key, value in entry.items():
        column = f"profile.{name}.{key}"
        if key == "like":
            continue
        if key not in known:
            near = suggest(str(key), known)
            fix = f'Did you mean "{near}"?' if near else f"Use: {', '.join(['like', *known])}."
            problems.append(_problem(column, key, f'"{clip(str(key))}" is no field of a profile.', fix))
        elif _is_right(key, value, column, problems):
            values[key] = tuple(value) if key in LISTS else value
    found = replace(start, name=name, **values)
    if found.new_ids:
        found = replace(found, blank=tuple(dict.fromkeys((*found.blank, *TRACES))))
    if found.calendar == RELATIVE and not found.new_ids:
        said = "days counted from day 0 need new ids: an id may hold a date."
        problems.append(_problem(f"profile.{name}.calendar", RELATIVE, said, "Leave new_ids out."))
    return found


def _is_right(key: str, value: Any, column: str, problems: list[Problem]) -> bool:
    """Is the value of the shape its field has? If not, a problem says what it should be."""
    before = len(problems)
    if key in LISTS:
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            problems.append(
                _problem(column, value, "must be a list of texts.", 'Write ["police", "health"].')
            )
        elif key == "blank":
            for item in value:
                if item not in BLANKABLE:
                    near = suggest(item, BLANKABLE)
                    fix = f'Did you mean "{near}"?' if near else f"Use: {', '.join(sorted(BLANKABLE))}."
                    said = f'"{clip(item)}" cannot be left blank: findings rest on it, or it is no column.'
                    problems.append(_problem(column, item, said, fix))
    elif key in CHOICES:
        if value not in CHOICES[key]:
            problems.append(
                _problem(column, value, "is not known.", f"Use one of: {', '.join(CHOICES[key])}.")
            )
    elif key in ("extra", "terms", "new_ids"):
        if not isinstance(value, bool):
            problems.append(
                _problem(column, value, "must be true or false.", "Write it without quotation marks.")
            )
    elif not isinstance(value, str):
        problems.append(_problem(column, value, "must be a text.", 'Put it in quotation marks: "...".'))
    return len(problems) == before

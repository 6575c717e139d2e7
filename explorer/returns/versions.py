"""A newer return of the same agency: which row is which, what was added, changed, withdrawn."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from explorer.returns.lines import Line
from explorer.returns.state import CURRENT, Imported, fingerprint
from explorer.settings import SLUG

ALIKE = 60.0
"""Of 100: a row of one date at least this like another is the same row, changed."""
VERY_ALIKE = 85.0
"""The same, whatever the dates."""


@dataclass(slots=True)
class Versions:
    """What a return is against the one before it. ``changed`` maps an own id to the fields that differ."""

    own_ids: list[str] = field(default_factory=list)
    """The id of each line, in order."""
    added: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    changed: dict[str, list[str]] = field(default_factory=dict)
    withdrawn: list[str] = field(default_factory=list)
    is_first: bool = True


def versions_of(lines: list[Line], before: list[Imported], source: str, taken_ids: set[str]) -> Versions:
    """Give each line its id: the one it had, or a new one never used before.

    ``taken_ids`` are all ids of the case. Rows are known again by their words, then by their reference, then by
    likeness. Cost: near linear; likeness compares rows of one date or of very like words only.
    """
    versions = Versions(is_first=not any(item.state == CURRENT for item in before))
    current = [item for item in before if item.state == CURRENT]
    ids: dict[int, str] = {}
    _by_words(lines, current, ids, versions)
    references = _references(lines)
    by_id = {item.own_id: item for item in current}
    for at, line in enumerate(lines):
        wanted = own_reference(references[at], source)
        for own_id in wanted:
            if at not in ids and own_id in by_id and own_id not in ids.values():
                ids[at] = own_id
                versions.changed[own_id] = _fields_changed(line, by_id[own_id])
    _by_likeness(lines, current, ids, versions)
    used = set(taken_ids) | {item.own_id for item in before} | set(ids.values())
    number = _next_number(used, source)
    for at in range(len(lines)):
        if at in ids:
            continue
        own_id = next((text for text in own_reference(references[at], source) if text not in used), "")
        while not own_id or own_id in used:
            own_id, number = f"{source}-{number}", number + 1
        ids[at] = own_id
        used.add(own_id)
        versions.added.append(own_id)
    versions.own_ids = [ids[at] for at in range(len(lines))]
    kept = set(versions.own_ids)
    versions.withdrawn = [item.own_id for item in current if item.own_id not in kept]
    return versions


def own_reference(reference: str, source: str) -> list[str]:
    """The ids that a row's own reference can become: itself where it has a letter, else after the source's."""
    if not reference:
        return []
    own = [reference] if any(char.isalpha() for char in reference) else []
    return [text for text in (*own, f"{source}-{reference}") if SLUG.match(text)]


def _references(lines: list[Line]) -> list[str]:
    """The reference of each line; all '' where one stands twice, for then it names no row."""
    found = [line["id"].strip() for line in lines]
    given = [text for text in found if text]
    return found if len(set(given)) == len(given) else [""] * len(found)


def _next_number(used: set[str], source: str) -> int:
    numbers = [
        int(text[len(source) + 1 :])
        for text in used
        if text.startswith(f"{source}-") and text[len(source) + 1 :].isdecimal() and len(text) < 40
    ]
    return max(numbers, default=0) + 1


def _by_words(lines: list[Line], current: list[Imported], ids: dict[int, str], versions: Versions) -> None:
    """Rows that say the same, first with first."""
    waiting: dict[str, list[str]] = defaultdict(list)
    for item in current:
        waiting[item.fingerprint].append(item.own_id)
    for at, line in enumerate(lines):
        same = waiting.get(fingerprint(line))
        if same:
            ids[at] = same.pop(0)
            versions.unchanged.append(ids[at])


def _shown(row: dict[str, str]) -> str:
    return " ".join(row.get(name, "") for name in ("from", "to", "kind", "summary", "outcome_text"))


def _by_likeness(lines: list[Line], current: list[Imported], ids: dict[int, str], versions: Versions) -> None:
    """What is left on both sides, most alike first."""
    from rapidfuzz import fuzz, process

    left = [at for at in range(len(lines)) if at not in ids]
    free = [item for item in current if item.own_id not in set(ids.values())]
    if not left or not free:
        return
    said = {item.own_id: item.rows().contacts[0] for item in free if item.rows().contacts}
    summaries = {own_id: row.get("summary", "") for own_id, row in said.items()}
    pairs: list[tuple[float, int, str]] = []
    for at in left:
        line = lines[at]
        for summary, score, own_id in process.extract(
            line["summary"], summaries, scorer=fuzz.ratio, limit=5, score_cutoff=ALIKE
        ):
            row = said[own_id]
            same_day = line["date"] in (row.get("date_text"), row.get("date"))
            if (score >= VERY_ALIKE and summary) or same_day:
                pairs.append((score + 20 * same_day, at, own_id))
        if not line["summary"]:
            continue
    by_id = {item.own_id: item for item in free}
    for _, at, own_id in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if at not in ids and own_id not in ids.values():
            ids[at] = own_id
            versions.changed[own_id] = _fields_changed(lines[at], by_id[own_id])


def _fields_changed(line: Line, before: Imported) -> list[str]:
    """Which of the cells are not as they were, by what can be told from the record of it."""
    rows = before.rows()
    old = rows.contacts[0] if rows.contacts else {}
    held = " ".join(
        (
            *old.values(),
            *(row.get("summary", "") for row in rows.outcomes),
            *(row.get("outcome", "") for row in rows.outcomes),
            *(row["text"] for row in rows.notes),
        )
    )
    fields = [name for name, text in line.cells.items() if text and text not in held]
    fields += ["note"] if any(text not in held for _, text in line.notes) else []
    return fields or ["words taken out"]

"""What stands beside the contacts: sources, notes, and contacts that a source called for."""

from __future__ import annotations

from explorer.called_for import Expected
from explorer.case import Contact, Note, Source
from explorer.dates import BLANK, parse
from explorer.errors import DateError
from explorer.naming import PartyNames
from explorer.rows import SETTINGS
from explorer.settings import GROUNDS, SLUG, Settings
from explorer.sheet import Log, Sheet
from explorer.vocabulary import clip, suggest

SAYS = ("records", "nothing known", "no return")


def sources_of(sheet: Sheet, names: PartyNames) -> dict[str, Source]:
    sources: dict[str, Source] = {}
    if not sheet.is_usable:
        return sources
    for row in sheet.rows():
        source_id = row["id"]
        if not SLUG.match(source_id):
            expected = f'"{clip(source_id)}" is no id.' if source_id else "the id is missing."
            row.wrong("id", expected, "Give an id such as S1.")
            continue
        if source_id in sources:
            row.wrong("id", f'"{source_id}" is there twice.', "Give each source an id of its own.")
            continue
        sources[source_id] = Source(
            id=source_id,
            title=row["title"],
            publisher=row["publisher"],
            date=row.date("date"),
            kind=row["kind"],
            party=names.one(row, "party"),
            asked=row.date("asked"),
            received=row.date("received"),
            covers=row.date("covers"),
            says=row.choice("says", SAYS),
            url=row["url"],
            sha256=row["sha256"],
            rank=len(sources),
            extra=row.extra,
        )
    return sources


def notes_of(sheet: Sheet, contacts: dict[str, Contact], sources: dict[str, Source]) -> dict[str, Note]:
    notes: dict[str, Note] = {}
    if not sheet.is_usable:
        return notes
    for row in sheet.rows():
        note_id = row["id"]
        if not SLUG.match(note_id) or note_id in notes:
            expected = (
                f'"{clip(note_id)}" is there twice.' if note_id in notes else f'"{clip(note_id)}" is no id.'
            )
            row.wrong("id", expected, "Give each note an id of its own, such as N1.")
            continue
        for item in row.items("contacts"):
            if item not in contacts:
                near = suggest(item, contacts)
                fix = f'Did you mean "{near}"?' if near else "Use the id of a contact of this case."
                row.wrong("contacts", f'"{clip(item)}" is no contact of this case.', fix, item)
        source = row["source"]
        if source and source not in sources:
            row.wrong("source", f'"{clip(source)}" is no source of this case.', "Add it to sources.csv.")
        notes[note_id] = Note(
            note_id, row["text"], row.items("contacts"), row.date("date"), row["author"], source, row.extra
        )
    return {note_id: notes[note_id] for note_id in sorted(notes)}


def expected_of(settings: Settings, names: PartyNames, log: Log) -> tuple[Expected, ...]:
    """``[[expected]]`` with its parties, kind and date found."""
    found: dict[str, Expected] = {}
    for number, entry in enumerate(settings.expected, start=1):
        place = f"expected {number}"

        def wrong(column: str, expected: str, fix: str, place: str = place, entry: object = entry) -> None:
            log.wrong((SETTINGS, 0, f"{place}.{column}"), "", expected, fix)

        parties = {column: names.find(entry[column]) for column in ("from", "to") if entry[column]}
        for column in ("from", "to"):
            if parties.get(column) is None:
                said = (
                    f'"{clip(entry[column])}" is no party of this case.' if entry[column] else "is missing."
                )
                wrong(column, said, "Use the id of a party.")
        kind = settings.vocabulary.id_of("kind", entry["kind"])
        if kind is None:
            log.problems.append(
                settings.vocabulary.unknown("kind", entry["kind"]).at(SETTINGS, 0, f"{place}.kind")
            )
        about = tuple(part.strip() for part in entry["about"].split(";") if part.strip())
        subjects = tuple(party for party in (names.find(part) for part in about) if party)
        if len(subjects) != len(about):
            wrong("about", f'"{clip(entry["about"])}" is no party of this case.', "Use the id of a subject.")
        ground = entry["ground"] or "review"
        if ground not in GROUNDS:
            wrong("ground", f'"{clip(ground)}" is not known here.', f"Use one of: {', '.join(GROUNDS)}.")
        if not SLUG.match(entry["id"]) or entry["id"] in found:
            wrong("id", f'"{clip(entry["id"])}" is no id, or is there twice.', "Give an id such as E1.")
        try:
            by = parse(entry["by"])
        except DateError as error:
            wrong("by", error.expected, error.fix)
            by = BLANK
        if kind is not None and all(parties.get(column) for column in ("from", "to")):
            all_subjects = tuple(p.id for p in names.parties.values() if p.sector.id == "subject")
            found[entry["id"]] = Expected(
                entry["id"], str(parties["from"]), str(parties["to"]), settings.vocabulary.kinds[kind], by,
                subjects or all_subjects, entry["said_by"], entry["locator"], ground,
            )  # fmt: skip
    return tuple(found[expected] for expected in sorted(found))


def terms_of(sheet: Sheet) -> tuple[tuple[str, str], ...]:
    """(term, replacement) of ``terms.csv``, sorted."""
    if not sheet.is_usable:
        return ()
    terms: dict[str, str] = {}
    for row in sheet.rows():
        if not row["term"]:
            row.wrong("term", "the term is missing.", "Write the words to replace.")
        elif not any(map(str.isalnum, row["term"])):
            row.wrong(
                "term",
                f'"{clip(row["term"])}" has no letter and no digit: it is found nowhere.',
                "Mend it, or delete it.",
            )
        elif terms.setdefault(row["term"], row["replacement"]) != row["replacement"]:
            row.wrong("term", f'"{clip(row["term"])}" has two replacements.', "Keep one row.")
    return tuple(sorted(terms.items()))

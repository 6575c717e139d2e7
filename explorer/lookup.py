"""Names that people type, found in a case: a party by id, name or alias, a contact by id."""

from __future__ import annotations

from explorer.case import Case
from explorer.dates import parse
from explorer.errors import DateError, UnknownNameError
from explorer.vocabulary import clip, spelled, suggest


def party_called(case: Case, text: str) -> str:
    """The id of the party that ``text`` names; case, hyphens and spacing do not matter.

    Raises :class:`UnknownNameError` with the likeliest meant. Cost: linear in parties.
    """
    names = _party_names(case)
    found = names.get(spelled(text))
    if found is None:
        raise UnknownNameError(_unknown(text, "party", suggest(spelled(text), names), names))
    return found


def contact_called(case: Case, text: str) -> str:
    """The id of the contact that ``text`` names. Raises :class:`UnknownNameError` with the likeliest meant."""
    ids = {contact.casefold(): contact for contact in case.contacts}
    if text in case.contacts:
        return text
    found = ids.get(text.strip().casefold())
    if found is None:
        raise UnknownNameError(_unknown(text, "contact", suggest(text.casefold(), ids), ids))
    return found


def end_called(case: Case, text: str) -> str:
    """The id of the contact or party that ``text`` names; a contact where both are called so.

    Raises :class:`UnknownNameError` with the likeliest meant.
    """
    if text.strip().casefold() in {contact.casefold() for contact in case.contacts}:
        return contact_called(case, text)
    names = _party_names(case)
    found = names.get(spelled(text))
    if found is None:
        known = {**{contact.casefold(): contact for contact in case.contacts}, **names}
        raise UnknownNameError(_unknown(text, "party and no contact", suggest(spelled(text), names), known))
    return found


def sector_called(case: Case, text: str) -> str:
    """The id of the sector that ``text`` spells. Raises :class:`UnknownNameError` with the likeliest meant."""
    found = case.vocabulary.id_of("sector", text)
    if found is None:
        problem = case.vocabulary.unknown("sector", text.strip())
        raise UnknownNameError(f"{problem.expected} {problem.fix}")
    return found


def _party_names(case: Case) -> dict[str, str]:
    names = {}
    for party in reversed(list(case.parties.values())):
        for text in (*party.aliases, party.name, party.id):
            names[spelled(text)] = party.id
    return names


def _unknown(text: str, what: str, near: str | None, known: dict[str, str]) -> str:
    meant = f' Did you mean "{known[near]}"?' if near else ""
    return f'"{clip(text)}" is no {what} of this case.{meant} `explorer parties CASE` lists the parties.'


def day_called(case: Case, text: str) -> int:
    """The ordinal of the day that ``text`` names; the last day of a month, a year or a range.

    Raises :class:`UnknownNameError` where it is no date, has no last day, or is counted where the case's days are not,
    or the other way round: nothing is before it then, or all.
    """
    try:
        date = parse(text)
    except DateError as error:
        raise UnknownNameError(str(error)) from error
    if date.last_day is None:
        raise UnknownNameError(f'"{clip(text)}" has no last day. Write a day, such as 2021-04-30.')
    if case.has_days and date.is_relative != case.is_relative:
        said = "counts its days" if case.is_relative else "does not count its days from a day 0"
        example = "day 14" if case.is_relative else "2021-04-30"
        raise UnknownNameError(
            f'"{clip(text)}" is no day of this case, which {said}. Write one such as "{example}".'
        )
    return date.last_day

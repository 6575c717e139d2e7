"""Do the words of a profile name anything? A word that names nothing of its case takes nothing out, and says so to
nobody: it is a problem as any other, wherever a profile is used.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

from explorer.case import Case
from explorer.errors import CaseError, Problem
from explorer.profiles import BUILT_IN, EVERYBODY, Profile, named_profile, profiles_of
from explorer.rows import SETTINGS
from explorer.storing import rows_of, settings_text
from explorer.vocabulary import clip, spelled, suggest
from explorer.withheld import vouched

MOST_NAMED = 20
"""Words that a message tells; of more it tells how many there are."""


def profile_for(case: Case, name: str) -> Profile:
    """The profile of a case by name. Raises :class:`CaseError` with every word in it that names nothing of the case,
    and what :func:`explorer.profiles.named_profile` raises."""
    found = named_profile(case.settings, name)
    problems = _problems(case, found)
    if problems:
        raise CaseError(problems)
    return found


def check_profiles(case: Case) -> None:
    """Raises :class:`CaseError` with all that is wrong in the profiles of a case."""
    found = profiles_of(case.settings)
    problems = [problem for profile in found.values() for problem in _problems(case, profile)]
    if problems:
        raise CaseError(problems)


def _problems(case: Case, profile: Profile) -> list[Problem]:
    """What is wrong in its words. A sector of the vocabulary need have no party here: it may be one of a profile that
    several cases share. Where records are withheld, what a word names may be among them."""
    built_in = BUILT_IN.get(profile.name)
    parties = {party.id: (party.id, party.name, *party.aliases) for party in case.parties.values()}
    sectors = {
        sector.id: (sector.id, sector.label, sector.plural, *sector.spellings)
        for sector in case.vocabulary.sectors.values()
    }
    topics = {topic: (topic,) for contact in case.contacts.values() for topic in contact.topics}
    everybody = {EVERYBODY: (EVERYBODY,)}
    named: dict[str, tuple[str, Mapping[str, Iterable[str]]]] = {
        "replace": ("party or sector", {**sectors, **parties, **everybody}),
        "keep": ("party or sector", {**sectors, **parties}),
        "drop_parties": ("party", parties),
        "drop_sectors": ("sector", sectors),
        "drop_topics": ("topic", topics),
        "include": ("restriction", {tag: (tag,) for tag in _restrictions(case)}),
    }
    found = []
    for field, (what, known) in named.items():
        if vouched(case) is not None and field != "drop_sectors":
            continue
        usual = getattr(built_in, field) if built_in else ()
        found += [
            _unknown(profile, field, word, what, known)
            for word in getattr(profile, field)
            if word not in known and word not in usual
        ]
    if profile.unsearched and vouched(case) is None:
        letters = _letters("\n".join(_cells(case)))
        for word in profile.unsearched:
            if _letters(word) not in letters:
                said = f'"{clip(word)}" stands nowhere in this case.'
                found.append(_problem(profile, "unsearched", word, said, "Mend it, or leave it out."))
    return found


def _unknown(
    profile: Profile, field: str, word: str, what: str, known: Mapping[str, Iterable[str]]
) -> Problem:
    """The problem of a word that is none of the ``known``, each told with all that it is called."""
    ids = {spelled(called): name for name, names in known.items() for called in names if called}
    near = suggest(spelled(word), ids)
    if near:
        fix = f'Did you mean "{clip(ids[near])}"?'
    elif not known:
        fix = f"The case has no {what}."
    elif len(known) <= MOST_NAMED:
        fix = f"Use one of: {', '.join(sorted(known))}."
    else:
        fix = f"Use the id of one of the {len(known):,} there are."
    return _problem(profile, field, word, f'"{clip(word)}" is no {what} of this case.', fix)


def _problem(profile: Profile, field: str, word: str, said: str, fix: str) -> Problem:
    return Problem(SETTINGS, 0, clip(f"profile.{profile.name}.{field}"), clip(word), said, fix)


def _restrictions(case: Case) -> set[str]:
    found = {party.restriction for party in case.parties.values()}
    found |= {account.restriction for contact in case.contacts.values() for account in contact.accounts}
    return found - {""}


def _cells(case: Case) -> Iterable[str]:
    yield settings_text({name: value for name, value in case.settings.items() if name != "profile"})
    for table in rows_of(case).tables.values():
        for row in table.rows:
            yield from row


def _letters(text: str) -> str:
    """Letters and digits alone, without accents and case."""
    return "".join(char for char in unicodedata.normalize("NFKD", text).casefold() if char.isalnum())

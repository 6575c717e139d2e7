"""Candidate contacts from a narrative: sentences that tell of a dealing with an organisation at a time.

NOTHING HERE ENTERS A CASE: a candidate is a question to a person, with the sentence's place. Rules only: words of
the vocabulary, names of the case, patterns of names, and the dates told so far.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from explorer.returns.gazetteer import sector_of
from explorer.returns.narrative_words import (
    ACTS,
    ASIDE,
    COMMON,
    IMPLIED,
    KINDS,
    LISTED,
    NAMED,
    REFERRED,
    SECTORS,
)
from explorer.returns.narratives import Narrative, sentences
from explorer.returns.told_dates import Told, told_dates
from explorer.vocabulary import standard

MOST_KINDS = 2
"""Candidates that one date of a sentence gives, where its words tell of more than one kind."""
LONGEST_LIST = 6
"""Organisations of one list that each give a candidate."""
LOOKING_BACK = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may tell of a contact. ``edtf`` and ``date_text`` are its date; ``reading`` how it was resolved;
    ``is_carried`` where the date is the last one told before, not the sentence's own."""

    place: str
    sentence: str
    edtf: str
    date_text: str
    first_day: int
    last_day: int
    organisations: tuple[str, ...]
    sectors: tuple[str, ...]
    kind: str
    reading: str = ""
    is_carried: bool = False


def candidates_of(
    narrative: Narrative,
    names: Mapping[str, str] | None = None,
    *,
    first_day: int = 0,
    last_day: int = 1 << 30,
    latest_year: int = 2030,
) -> list[Candidate]:
    """Candidates in the order of the document.

    Args: ``names`` are those of a case's organisations, each with its sector; days outside ``first_day..last_day``
    (ordinals) are not a contact's.
    """
    sectors = {name: sector for name, sector in (names or {}).items() if len(name) > 2}
    known = _known(tuple(sorted(sectors)))
    found: list[Candidate] = []
    context: Told | None = None
    last = LastNamed(sectors)
    for paragraph in narrative.paragraphs:
        told_here = sentences(paragraph.text)
        named = [last.meant_in(sentence, organisations_in(sentence, known)) for sentence in told_here]
        for at, sentence in enumerate(told_here):
            told = told_dates(sentence, context, latest_year)
            context = context if ASIDE.search(sentence) and context else _context(told, context)
            near = [names for names in (*named[at::-1], *named[at + 1 :]) if names]
            organisations = named[at] or last.implied_in(sentence, []) or (near[0][:1] if near else [])
            organisations = organisations + last.implied_in(sentence, organisations)
            drafted = _of_sentence(paragraph.place, sentence, told, context, organisations, sectors)
            found += [item for item in drafted if first_day <= item.first_day <= last_day]
    return found


def _context(told: list[Told], context: Told | None) -> Told | None:
    """The date to which what follows is relative: the last told. A bare year that looks back further is an aside."""
    for when in told:
        if context is None or len(when.edtf) > 4 or when.last >= context.first - LOOKING_BACK:
            context = when
    return context


def _of_sentence(
    place: str,
    sentence: str,
    told: list[Told],
    context: Told | None,
    organisations: list[str],
    sectors: Mapping[str, str],
) -> Iterator[Candidate]:
    kinds = kinds_in(sentence)
    if context is None or not organisations or not kinds or ASIDE.search(sentence):
        return
    for at, when in enumerate(told or [context]):
        edtf = when.edtf if told else _carried(when)
        reading = when.reading if told else f"no date of its own: {when.edtf} was told before"
        is_last = not told or at == len(told) - 1
        for kind in kinds[at:][: MOST_KINDS if is_last else 1] or kinds[-1:]:
            for ends in _ends(sentence, kind, organisations):
                yield Candidate(
                    place,
                    sentence,
                    edtf,
                    when.text if told else "",
                    when.first.toordinal(),
                    when.last.toordinal(),
                    ends,
                    tuple(dict.fromkeys(sector_named(name, sectors) for name in ends)),
                    kind,
                    reading,
                    is_carried=not told,
                )


def _ends(sentence: str, kind: str, organisations: list[str]) -> Iterator[tuple[str, ...]]:
    """The organisations of each contact that a kind of a sentence tells of: ``referred to A, B and C`` tells of three,
    a meeting of A, B and C of one."""
    entry = standard().kinds.get(kind)
    is_sent = entry is not None and (entry.asks or entry.group == "telling") and kind != "meeting"
    listed = list_in(sentence, organisations) if is_sent else []
    others = tuple(name for name in organisations if name not in listed)
    if not listed:
        yield tuple(organisations)
    for name in listed:
        yield (*others, name) if others else (name,)


def _carried(when: Told) -> str:
    """A date told before, doubtful here."""
    if when.edtf.startswith("["):
        return "[" + "..".join(f"{side.rstrip('~?%')}?" for side in when.edtf[1:-1].split("..")) + "]"
    return when.edtf.rstrip("~?%") + "?" if "/" not in when.edtf else when.edtf


def list_in(sentence: str, organisations: list[str]) -> list[str]:
    """The longest list of organisations in a sentence, ``to A, B and C``, two at least; in order."""
    places = sorted((sentence.find(name), name) for name in organisations if name in sentence)
    best: list[str] = []
    run: list[str] = []
    end = -1
    for begin, name in places:
        is_next = bool(run) and bool(LISTED.fullmatch(sentence[end:begin]))
        is_clause = (
            len(run) == 1 and "," in sentence[end:begin] and bool(ACTS.match(sentence, begin + len(name)))
        )
        run = [*run, name] if is_next and not is_clause else [name]
        end = begin + len(name)
        best = run if len(run) > max(len(best), 1) else best
    return best[:LONGEST_LIST]


class LastNamed:
    """Organisations as they are named: ``the force`` is the force named last, ``the service`` the last of all."""

    def __init__(self, sectors: Mapping[str, str]) -> None:
        self.sectors = sectors
        self.by_sector: dict[str, str] = {}
        self.last = ""

    def meant_in(self, sentence: str, named: list[str]) -> list[str]:
        """The organisations that a sentence names or refers back to. What it names is remembered."""
        found = list(named)
        for pattern, sector in REFERRED:
            meant = self.by_sector.get(sector, "") if sector else self.last
            if meant and meant not in found and pattern.search(sentence):
                found.append(meant)
        for name in named:
            self.by_sector[sector_named(name, self.sectors)] = name
            self.last = name
        return found

    def implied_in(self, sentence: str, organisations: list[str]) -> list[str]:
        """Who must have acted where a sentence does not say: nobody but a court convicts, nobody but a school excludes.
        The one of that sector named last, else a word for it; none where the sentence names one of that sector."""
        held = {sector_named(name, self.sectors) for name in organisations}
        meant = [
            self.by_sector.get(sector, word)
            for pattern, word, sector in IMPLIED
            if sector not in held
            and not (sector == "health" and "mental-health" in held)
            and pattern.search(sentence)
        ]
        return list(dict.fromkeys(meant))


def sector_named(name: str, sectors: Mapping[str, str]) -> str:
    """The sector of an organisation: the case's, or that of its words."""
    return sectors.get(name) or organisation_sector(name)


@cache
def _known(names: tuple[str, ...]) -> re.Pattern[str] | None:
    if not names:
        return None
    return re.compile(
        r"\b(?:" + "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)) + r")\b"
    )


def organisations_in(sentence: str, known: re.Pattern[str] | None = None) -> list[str]:
    """Organisations that a sentence names, in order; the longest of names that overlap."""
    spans: list[tuple[int, int, str]] = []
    for form in (known, NAMED, COMMON):
        for match in form.finditer(sentence) if form else ():
            text = re.sub(r"^(?:The|On|In|At|When|After|From|By|Between) (?=[A-Z])", "", match[0])
            if not any(match.start() < end and start < match.end() for start, end, _ in spans):
                spans.append((match.start(), match.end(), text))
    return list(dict.fromkeys(text for _, _, text in sorted(spans)))


def organisation_sector(name: str) -> str:
    """The sector that the words of an organisation tell of, or ''."""
    lower = name.casefold()
    found = sector_of(name)
    if found and not standard().sectors[found].is_person:
        return found
    return next((sector for pattern, sector in SECTORS if re.search(pattern, lower)), "other")


def kinds_in(sentence: str) -> list[str]:
    """The kinds of contact that a sentence's words tell of, in order of their place; one of a kind."""
    spans: list[tuple[int, int, str]] = []
    for pattern, kind in KINDS:
        match = re.search(pattern, sentence, re.IGNORECASE)
        if match and not any(start <= match.start() and match.end() <= end for start, end, _ in spans):
            spans.append((match.start(), match.end(), kind))
    return list(dict.fromkeys(kind for _, _, kind in sorted(spans)))

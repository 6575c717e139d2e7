"""Two cases that differ only in what a profile takes out, for tests that nothing tells them apart."""

# ruff: noqa: E501  (tables of texts)
from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path

from planted import planted_case

NAMES_OF_CASE = {"Hollowmere": "zz-other-name"}

WORDS = {
    **NAMES_OF_CASE,
    "Zorblax": "Aquilontharopsis", "Quixwode": "Zu", "Tarnquist": "Ebberlangholme", "Wexmoorby": "Ix",
    "Plimsworth": "Oost", "Vellumday": "Uy", "Whisperquote": "A longer quotation than before", "Glimtrace": "Yb",
    "Brindlepage": "P", "Florpine": "Evergreenishness", "Mundetitle": "Ok", "Orpublish": "Publishers and more of them",
    "example-url-krell": "e", "f00dfacef00dface": "0123456789abcdef", "Authorvant": "Bo",
    "kx-7712-ident": "a-1", "src-9981-ident": "z-longer-source-2", "src-9982-ident": "z-longer-source-3",
    "nt-5521-ident": "m-4", "nt-5522-ident": "m-5", "exp-3311-ident": "x-77", "Tomltitle": "Yes",
    "own-kind-dravik": "another-kind-altogether", "own-sector-melph": "os", "Commentvole": "Cc",
    "Restrictane": "Held", "ward-column-hesk": "w", "Jane": "Bartholomea", "Janie": "Mia", "Florpine of": "of",
}  # fmt: skip
"""What stands in the other case in place of what a publication takes out: shorter, longer, later or earlier by letter."""

DAYS = {
    "-03-04": "-03-06", "-03-09": "-03-10", "-03-27": "-03-19", "-03-17": "-03-20", "-11-23": "-11-02",
    "2020-05-06": "2020-05-21", "-02-13": "-02-07", "-01-14": "-01-30", "-03-05": "-03-08", "-06-23": "-06-04",
}  # fmt: skip
"""The same of days that it makes months."""

FOR_FAMILY = {
    **NAMES_OF_CASE,
    "grumblewick": "abt", "Grumblewick": "Abt", "Nimbleforth": "Zzyzxarooni", "oldcastle": "newtonbridge",
    "Oldcastle": "Newtonbridge", "Snorkwell": "Ubb", "Janie": "Mia", "Commentvole": "Cc", "OFFICIAL-SENSITIVE": "Secret",
    "Restrictane": "Held", "held-party": "zz-witness", "held-trust": "aa-trust", "held-area": "a", "held-title": "Ok",
    "held-publisher": "Publishers and more of them", "held-kind": "aa-kind", "Held label": "Another label than that",
    "held-topic": "t", "held words": "w", "held-account": "Said otherwise", "held-place": "P", "held-step": "s",
    "Mundetitle of the witness": "Ok", "Whisperquote again": "A longer quotation than before", "example-url-krell": "e",
    "f00dfacef00dface": "0123456789abcdef", "kx-7712-ident": "a-1", "src-9981-ident": "z-longer-source-2",
    "src-9982-ident": "z-longer-source-3", "src-9983-ident": "z-longer-source-4", "src-9984-ident": "z-longer-source-5",
    "nt-5521-ident": "m-4", "nt-5522-ident": "m-5", "exp-3311-ident": "x-77", "own-kind-dravik": "another-kind-altogether",
    "own-sector-melph": "os", "ward-column-hesk": "w", "Florpine": "Evergreenishness", "Glimtrace": "Yb",
    "Tarnquist check": "another spelling", "Profilequar": "Pq", "2020-04-02/2020-05-19": "2020-04-09/2020-05-11",
    "2020-06-23": "2020-06-04", "2020-08-11": "2020-08-25", "11:15": "09:01", "2020-07-05": "2020-07-23",
    "2021-05-01": "2021-04-02", "2021-05-02": "2021-05-20", "2021-05-03": "2021-05-30",
}  # fmt: skip
"""The same of what the family does not get: professionals and members of the public, terms, addresses, hashes, columns
and words of the case's own, and of what is withheld all but its sector and its month."""

MORE_ROWS: Mapping[str, list[dict[str, str]]] = {
    "parties": [
        {"id": "grumblewick-gp", "name": "Dr Nimbleforth Grumblewick", "sector": "professional",
         "aliases": "Nimbleforth;Grumblewick", "parent": "zorblax-academy"},
        {"id": "oldcastle-neighbour", "name": "Mr Oldcastle", "sector": "public", "aliases": "Oldcastle"},
        {"id": "held-trust", "name": "Restrictane Trust", "sector": "health", "restriction": "Restrictane",
         "area": "held-area", "parent": "quixwode-hub"},
    ],
    "contacts": [
        {"id": "kx-7712-ident-e", "date": "2020-07-02", "from": "grumblewick-gp", "to": "zorblax-academy", "kind": "referral",
         "summary": "Grumblewick asked, with Oldcastle's word, at Snorkwell. See kx-7712-ident-a.", "source": "src-9981-ident"},
        {"id": "kx-7712-ident-e", "date": "2020-07-02", "date_text": "held words", "from": "grumblewick-gp",
         "to": "zorblax-academy", "kind": "referral", "summary": "held-account", "locator": "held-place",
         "quote": "held words", "source": "src-9984-ident", "restriction": "Restrictane"},
        {"id": "kx-7712-ident-f", "date": "2020-07-19", "from": "oldcastle-neighbour", "to": "quixwode-hub", "kind": "call",
         "summary": "Mr Oldcastle rang.", "quote": "I saw Nimbleforth", "topics": "Snorkwell matter",
         "source": "src-9981-ident"},
        {"id": "kx-7712-ident-g", "date": "2020-08-11", "time": "11:15", "from": "held-trust", "to": "zorblax-academy",
         "kind": "held-kind", "summary": "held words", "topics": "held-topic", "key": "yes", "seen": "yes",
         "source": "src-9984-ident"},
    ],
    "outcomes": [
        {"contact": "kx-7712-ident-e", "receiver": "zorblax-academy", "date": "2020-07-05", "outcome": "accepted",
         "summary": "held-step", "source": "src-9984-ident", "locator": "held-place"},
    ],
    "sources": [
        {"id": "src-9983-ident", "title": "Letter of Dr Grumblewick on Snorkwell", "publisher": "Snorkwell Press",
         "party": "grumblewick-gp"},
        {"id": "src-9984-ident", "title": "held-title", "publisher": "held-publisher", "party": "held-trust",
         "date": "2021-05-02", "kind": "held words", "asked": "2021-05-01", "received": "2021-05-03",
         "covers": "2019-02-03/2021-02-03", "says": "records"},
    ],
    "terms": [{"term": "Snorkwell", "replacement": "the town"}],
}  # fmt: skip

MORE_TOML = '[vocabulary.kind.held-kind]\nlabel = "Held label"\nasks = true\nflow = "forward"\n'

COUNTED = '[profile.counted]\nlike = "publication"\ndates = "day"\ncalendar = "relative"\n'
"""A profile whose dates are days counted from a day that is not told."""
MOVED = 37
"""Days by which everything is later in the other case: how many, nobody can tell from days that are counted."""
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def for_publication(folder: Path) -> tuple[Path, Path]:
    """The planted case, and one whose every secret is another word."""
    first = planted_case(folder)
    return first, _other(first, lambda text: _replaced(_plain(text), {**WORDS, **DAYS}))


def for_counting(folder: Path) -> tuple[Path, Path]:
    """The same for the profile ``counted``, where days may be other ones if all are."""
    first = planted_case(folder)
    with (first / "case.toml").open("a", encoding="utf-8") as settings:
        settings.write(COUNTED)

    def moved(text: str) -> str:
        text = _plain(text).replace("12 March 2020", "18 April 2020")
        return _replaced(DAY.sub(_later, text), WORDS)

    return first, _other(first, moved)


def for_family(folder: Path) -> tuple[Path, Path]:
    """The planted case with more that a family does not get, and one in which that is all other words."""
    first = planted_case(folder)
    for name, more in MORE_ROWS.items():
        path = first / f"{name}.csv"
        with path.open(encoding="utf-8", newline="") as stream:
            reader = csv.DictReader(stream)
            columns, rows = list(reader.fieldnames or ()), list(reader)
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, columns, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows([*rows, *more])
    with (first / "case.toml").open("a", encoding="utf-8") as settings:
        settings.write(MORE_TOML)
    words = re.compile("|".join(map(re.escape, sorted(FOR_FAMILY, key=len, reverse=True))))
    return first, _other(first, lambda text: words.sub(lambda match: FOR_FAMILY[match[0]], text))


def _other(first: Path, changed: Callable[[str], str]) -> Path:
    second = first.parent / "second" / NAMES_OF_CASE["Hollowmere"]
    second.mkdir(parents=True)
    for path in first.iterdir():
        (second / path.name).write_text(changed(path.read_text("utf-8")), "utf-8")
    return second


def _plain(text: str) -> str:
    return text.replace("Quix-\nwode", "Quixwode").replace("QUIXWÖDE", "Quixwode")


def _later(match: re.Match[str]) -> str:
    return (date.fromisoformat(match[0]) + timedelta(MOVED)).isoformat()


def _replaced(text: str, words: Mapping[str, str]) -> str:
    """Each word by the other, in the same case of letters."""
    lower = {word.casefold(): other for word, other in words.items()}

    def other(match: re.Match[str]) -> str:
        said = lower[match[0].casefold()]
        if match[0].islower():
            return said.lower()
        return said.upper() if match[0].isupper() and len(match[0]) > 4 else said

    pattern = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.sub(pattern, other, text, flags=re.IGNORECASE)


TWINS: Mapping[str, tuple[Callable[[Path], tuple[Path, Path]], Mapping[str, str]]] = {
    "publication": (for_publication, {**WORDS, **DAYS}),
    "family": (for_family, FOR_FAMILY),
    "counted": (for_counting, WORDS),
}
"""By profile: what makes the two cases, and the words that the first alone has."""

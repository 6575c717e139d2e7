"""The headings people give their columns, and the field each means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from explorer.rows import COLUMNS

KEEP, LEAVE_OUT, NOTE, AGENCY = "keep", "leave out", "note", "agency"
END, RECORD = "end date", "record"
"""``record``: the agency's own record that a row was taken from; it goes into the locator."""
FIELDS = (*COLUMNS["contacts"], END, RECORD, AGENCY, NOTE, KEEP, LEAVE_OUT)
NEAR = 88.0
"""Of 100: a heading this like a known one is taken for it, and said so."""
LONGEST = 80

SYNONYMS: dict[str, tuple[str, ...]] = {
    "id": ("ref", "ref no", "reference", "reference no", "reference number", "row", "row no", "no", "number", "entry",
           "entry no", "item", "item no", "event no", "event id", "contact id", "contact no", "serial"),
    "date": ("start date", "when", "date from", "from date", "date of contact", "date of event", "date of incident",
             "event date", "date edtf", "date and time", "date time", "contact date", "incident date", "day", "date s",
             "date/s", "dates", "date of entry", "date of action", "timestamp", "date started"),
    END: ("end date", "date to", "to date", "until", "date ended", "finish", "finish date"),
    "date_text": ("date text", "date as printed", "date as written", "date as recorded", "original date"),
    "time": ("time of contact", "time of event", "at", "hour", "time 24h", "time 24 hour"),
    "received": ("date received", "received on", "received date"),
    "from": ("referrer", "referred by", "sender", "contact from", "made by", "by", "who made contact", "initiated by",
             "referring agency", "contact made by", "from whom", "originator", "worker", "agency making contact",
             "caller", "reported by", "from agency"),
    "to": ("recipient", "referred to", "receiver", "contact with", "made to", "to whom", "sent to", "receiving agency",
           "agency contacted", "agency receiving contact", "contact to", "seen by", "who was contacted", "to agency"),
    "about": ("subject", "subject s", "child", "adult", "person", "subject of contact", "re", "regarding", "concerning",
              "family member", "family member involved", "about whom", "name of child"),
    "kind": ("type", "type of contact", "contact type", "event type", "category", "nature of contact", "type of event",
             "mode of contact", "method of contact", "activity"),
    "summary": ("event", "contact", "significant event", "significant events", "what", "what happened", "details",
                "detail", "description", "description of event", "event details", "details of event",
                "summary of contact", "incident", "details of contact", "contact details", "event contact",
                "summary of event", "key event", "key events", "information", "narrative", "episode",
                "event description", "nature of event", "content", "details of event contact"),
    "seen": ("child seen", "child seen y n", "subject seen", "seen y n", "was the child seen", "child seen alone",
             "was the subject seen", "seen?"),
    "outcome": ("action", "actions", "response", "action taken", "actions taken", "outcome s", "result", "decision",
                "response or outcome", "outcome of contact", "action outcome", "outcome action", "action response",
                "response outcome", "outcome or action", "agency response", "actions and outcomes", "disposal"),
    "outcome_date": ("date of outcome", "date of decision", "decision date", "date of action taken", "outcome date"),
    "follows": ("because of", "follows on from"),
    "topics": ("tags", "themes", "theme", "issues", "topic", "risk factors"),
    "key": ("key episode", "key practice episode", "kpe", "key event y n", "significant y n"),
    "locator": ("page", "paragraph", "para", "page no", "page number", "document ref", "document reference"),
    "quote": ("exact words", "verbatim", "words of the record", "extract"),
    RECORD: ("source of information", "source of info", "information source", "record source", "system",
             "source record", "source of evidence", "evidence source", "file", "records", "source document",
             "where recorded"),
    "source": ("sources", "source id", "source ids"),
    AGENCY: ("organisation", "agency name", "service", "department", "organisation name", "agency organisation",
             "agency or organisation", "returning agency"),
    NOTE: ("comment", "comments", "analysis", "reviewer comment", "author comment", "author's comment",
           "analysis comment", "comments and analysis", "analysis and comment", "reflection", "reflections",
           "learning", "notes", "notes and analysis", "observation", "observations", "good practice",
           "issues arising", "appraisal", "critical analysis", "conflict note", "author comments",
           "agency comment", "agency comments", "comment analysis", "iro comment", "practice issues"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading was taken for. ``score`` is 100 where it is a known one; 0 where it is not known (kept)."""

    text: str
    field: str
    score: float
    meant: str = ""


def plain(text: str) -> str:
    """A heading as it is compared: letters and figures, lower case, one space."""
    return " ".join(re.sub(r"[^\w'?]+|_", " ", text.casefold()).split()).strip("? ")


@cache
def _known() -> dict[str, str]:
    known = {plain(column): column for column in COLUMNS["contacts"]}
    for field, words in SYNONYMS.items():
        known |= {plain(word): field for word in words}
    return known | {AGENCY: AGENCY, NOTE: NOTE}


@cache
def heading_of(text: str) -> Heading:
    """The field that a heading names. ``Date (dd/mm/yyyy)`` and ``1. Date`` are ``date``."""
    if not text.strip() or len(text) > LONGEST:
        return Heading(text, KEEP, 0.0)
    words = plain(text)
    for form in (words, plain(re.sub(r"\(.*?\)|\[.*?\]", " ", text)), plain(re.sub(r"^\W*\d+\W+", "", text))):
        if form in _known():
            return Heading(text, _known()[form], 100.0, form)
    parts = [plain(part) for part in re.split(r"/|&|\+|,|\band\b|\bor\b", text.casefold())]
    fields = {_known().get(part, KEEP) for part in parts if part}
    if len(fields) == 1 and KEEP not in fields:  # Action taken / Outcome
        return Heading(text, fields.pop(), 100.0, words)
    if len(words) < 4:
        return Heading(text, KEEP, 0.0)
    from rapidfuzz import fuzz, process

    near = process.extract(words, _known().keys(), scorer=fuzz.ratio, score_cutoff=NEAR, limit=3)
    fields = {_known()[match] for match, _, _ in near}
    if len(fields) == 1:
        return Heading(text, fields.pop(), near[0][1], near[0][0])
    return Heading(text, KEEP, 0.0)


def recognised(cells: list[str]) -> int:
    """How many cells of a row are known headings, each field once."""
    return len({heading_of(cell).field for cell in cells if cell.strip()} - {KEEP})

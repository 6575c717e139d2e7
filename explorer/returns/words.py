"""Kinds and outcomes of a return's words: the vocabulary's spellings, a person's mapping, else a question."""

from __future__ import annotations

import re
from dataclasses import dataclass

from explorer.returns.mapping import Mapping
from explorer.vocabulary import Vocabulary, spelled, suggest

NOT_STATED = "not-stated"
NOT_STATED_ENTRY = {
    "label": "Kind not stated",
    "plural": "Contacts of a kind not stated",
    "verb": "has contact with",
    "group": "telling",
    "flow": "none",
    "to_optional": True,
}
"""The kind of a row that does not say what it was: nothing passes along it and nobody is taken to have seen anybody."""
OPENING = 6
"""Words at the head of a description in which a kind is looked for."""


@dataclass(frozen=True, slots=True)
class Word:
    """The term a text stands for ('' = none found), what is left of the text, and whether it was read rather than
    spelled. ``near`` is a term that may be meant."""

    term: str = ""
    rest: str = ""
    was_read: bool = False
    near: str = ""


def kind_word(text: str, vocabulary: Vocabulary, mapping: Mapping) -> Word:
    """The kind that a cell of the column *kind* gives."""
    return _word("kind", text, vocabulary, mapping.word("kinds", text))


def outcome_word(text: str, vocabulary: Vocabulary, mapping: Mapping) -> Word:
    """The outcome that a cell gives; its details after a colon, comma, dash or full stop are the rest."""
    return _word("outcome", text, vocabulary, mapping.word("outcomes", text))


def _word(what: str, text: str, vocabulary: Vocabulary, decided: str) -> Word:
    """By the vocabulary, unless a person decided otherwise."""
    found = _by_vocabulary(what, text, vocabulary)
    term = vocabulary.id_of(what, decided) or decided
    return found if not term or term == found.term else Word(term, text if what == "outcome" else "")


def _by_vocabulary(what: str, text: str, vocabulary: Vocabulary) -> Word:
    term = vocabulary.id_of(what, text)
    if term:
        return Word(term)
    head, mark, rest = _parted(text)
    if mark and (term := vocabulary.id_of(what, head)):
        return Word(term, rest if what == "outcome" else "", was_read=True)
    parts = [vocabulary.id_of(what, part) for part in re.split(r"\s*/\s*", text)]
    if len(parts) > 1 and len(set(parts)) == 1 and parts[0]:
        return Word(parts[0], was_read=True)
    near = suggest(spelled(text), vocabulary._ids[what]) if len(text) < 40 else None
    return Word(near=vocabulary.id_of(what, near) or "" if near else "")


def _parted(text: str) -> tuple[str, str, str]:
    match = re.match(r"(.+?)\s*([:;,.(]|\s[-–—]\s|\n)\s*(.+)", text, re.DOTALL)
    return (match[1], match[2].strip() or "-", match[3].rstrip(")")) if match else (text, "", "")


def kind_in(text: str, vocabulary: Vocabulary) -> str:
    """The kind whose spelling a description begins with (``Home visit by ...``), the longest; '' where none does."""
    words = spelled(re.sub(r"[^\w\s'/-]", " ", text[:120])).split()[:OPENING]
    for length in range(min(4, len(words)), 0, -1):
        text = " ".join(words[:length])
        term = vocabulary.id_of("kind", text) or vocabulary.id_of("kind", re.sub(r"[/.]", "", text))
        if term:
            return term
    return ""


_BOX = re.compile(r"[☐☑☒✓✔✗✘🗹🗷⬜⬛]|\[ ?[xX✓]? ?\]")
_TICKED = re.compile(r"[☑☒✓✔✗✘🗹🗷⬛]|\[ ?[xX✓] ?\]")


def ticked(text: str) -> str:
    """Of boxes to tick, what was ticked: ``☒ Referral ☐ Visit`` and ``Referral ☒ Visit ☐`` are ``Referral``. A text
    without boxes as it is.

    >>> ticked("☐ Yes ☒ No"), ticked("Yes [x] No [ ]"), ticked("☐ Yes ☐ No"), ticked("Visit")
    ('No', 'Yes', '', 'Visit')
    """
    boxes = list(_BOX.finditer(text))
    if not boxes:
        return text
    is_before = not text[: boxes[0].start()].strip()
    ends = [*(box.start() for box in boxes[1:]), len(text)]
    begins = [0, *(box.end() for box in boxes[:-1])]
    labels = [
        text[box.end() : end] if is_before else text[begin : box.start()]
        for box, begin, end in zip(boxes, begins, ends, strict=True)
    ]
    found = [label for box, label in zip(boxes, labels, strict=True) if _TICKED.fullmatch(box[0])]
    return "; ".join(" ".join(label.split()).strip(" ,;/|") for label in found if label.strip())

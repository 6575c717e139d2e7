"""One row of a return as rows of a case: contact accounts, outcomes, notes; what is unclear as problems.

A problem is worded for the agency that sent the return: the row, what is unclear, what to do.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from explorer.dates import parse
from explorer.errors import DateError
from explorer.returns.ends_typed import Ends
from explorer.returns.exchanged import take_exchanged
from explorer.returns.headings import RECORD
from explorer.returns.lines import Line
from explorer.returns.mapping import Mapping
from explorer.returns.names import Names
from explorer.returns.odd_cells import chosen, errors
from explorer.returns.typed_cells import Cells, one_line
from explorer.returns.typed_dates import typed_date
from explorer.returns.words import NOT_STATED, kind_in, kind_word, outcome_word
from explorer.sheet import CONTROL
from explorer.vocabulary import NO_OUTCOME, Vocabulary, spelled

Row = dict[str, str]
KEPT_OUTCOME = "outcome_text"
"""The extra column that keeps what a return says of action and outcome where it is no term of the vocabulary."""
NOT_SAID = {
    "not stated",
    "not known",
    "unknown",
    "not recorded",
    "n/k",
    "nk",
    "n/a",
    "none recorded",
    "outcome not recorded",
    "outcome not known",
    "none",
    "not stored",
    "outcome not stored",
    "tbc",
    f"{spelled(NO_OUTCOME)}.",
}
AS_TYPED = "as_typed"
"""The extra column that keeps the words of cells which stand in the case in another form: ``from: Mum | kind: TC``."""


@dataclass(slots=True)
class Taken:
    """What a row of a return became. ``own_id`` is the id it had before any merging."""

    own_id: str
    contacts: list[Row] = field(default_factory=list)
    outcomes: list[Row] = field(default_factory=list)
    notes: list[Row] = field(default_factory=list)


class RowTaker:
    """Makes case rows of the lines of one return. ``own`` is the party whose return it is, or ''."""

    def __init__(self, names: Names, vocabulary: Vocabulary, mapping: Mapping, own: str, source: str) -> None:
        """The key of the return to its abbreviations is that of ``names``."""
        self.names, self.vocabulary, self.mapping = names, vocabulary, mapping
        self.cells = Cells(mapping.slash)
        self.own, self.source, self.talk = own, source, self.cells.talk
        self.author = names.name_of.get(own, own)
        self.ends = Ends(names, vocabulary, mapping, own, self.talk)
        self.cited: dict[str, str] = {}
        """Ids in the column *source* -> ids of ``sources.csv``; empty where the return cites none."""

    def take(self, line: Line, own_id: str) -> Taken:
        """One line. Every cell of it goes somewhere."""
        self._clean(line)
        typed = chosen(line) | errors(line, self.talk)
        take_exchanged(line)
        taken = Taken(own_id)
        row: Row = {"id": own_id, **line.extra}
        if line["id"] and own_id != line["id"] and not own_id.endswith(f"-{line['id']}"):
            row["id_text"] = line["id"]
        when = self.cells.date(line, row)
        row["time"] = self.cells.time(line, row, when)
        row["kind"] = self._kind(line, row)
        self.ends.take(line, row)
        row["summary"] = line["summary"]
        row["seen"] = self.cells.choice(line, row, "seen")
        row["key"] = self.cells.choice(line, row, "key")
        row["basis"] = self._basis(line, row)
        for name in ("follows", "shares", "topics", "quote", "restriction"):
            row[name] = line[name]
        row["locator"] = "; ".join(
            filter(None, (f"{line.where}, row {line.row}", line["locator"], line[RECORD]))
        )
        if line.is_hidden:
            self.talk.say("a hidden row", line)
        sources = self._sources(line, row)
        self._outcome(line, row, taken, sources)
        row |= {f"{name}_text": text for name, text in typed.items()}
        self._keep_words(row)
        taken.contacts = [{**row, "source": source} for source in sources]
        for at, (heading, text) in enumerate(line.notes, start=1):
            note_id = f"{own_id}-note" + (f"-{at}" if at > 1 else "")
            taken.notes.append(
                {
                    "id": note_id,
                    "contacts": own_id,
                    "text": text,
                    "author": self.author,
                    "source": sources[0],
                    "as_typed": heading,
                }
            )
        return taken

    @staticmethod
    def _keep_words(row: Row) -> None:
        """Fold what the cells were typed as into one column."""
        words = [name for name in row if name.endswith("_text") and name not in ("date_text", KEPT_OUTCOME)]
        typed = [f"{name.removesuffix('_text')}: {row[name]}" for name in words if row[name].strip()]
        for name in words:
            del row[name]
        if typed:
            row[AS_TYPED] = " | ".join(typed)

    def _clean(self, line: Line) -> None:
        """Characters that no case can hold become visible ones, and are named."""
        for cells in (line.cells, line.extra):
            for name, text in cells.items():
                if CONTROL.search(text):
                    cells[name] = CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)
                    fix = "Retype the cell."
                    self.talk.ask(
                        line, name, cells[name], "the cell holds a character that cannot be kept.", fix
                    )
        line.notes = [
            (heading, CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)) for heading, text in line.notes
        ]

    # ---- what

    def _kind(self, line: Line, row: Row) -> str:
        text = line["kind"]
        if text:
            word = kind_word(self._in_full(text), self.vocabulary, self.mapping)
            self.talk.words["kinds"].setdefault(text, word.term)
            if word.term:
                if word.was_read:
                    self.talk.say(f'kind "{text}" as {word.term}', line)
                row["kind_text"] = "" if spelled(text) == spelled(word.term) else text
                return word.term
            row["kind_text"] = text
            fix = (
                f'Is "{word.near}" meant?'
                if word.near
                else "Say whether it was a referral, a visit, a call, ..."
            )
            self.talk.ask(line, "kind", text, f'"{one_line(text)}" is no kind of contact that is known.', fix)
            return self.mapping.defaults.get("kind") or NOT_STATED
        if default := self.mapping.defaults.get("kind"):
            return self.vocabulary.id_of("kind", default) or default
        found = kind_in(line["summary"], self.vocabulary)
        if found:
            self.talk.say(f"kind as {found}, by the words the description begins with", line)
            return found
        said = "the row does not say what kind of contact it was."
        self.talk.ask(
            line, "kind", line["summary"], said, "Say whether it was a referral, a visit, a call, ..."
        )
        return NOT_STATED

    def _in_full(self, text: str) -> str:
        """What an abbreviation stands for by the return's own key."""
        return self.names.key.get(spelled(text), text)

    # ---- what became of it

    def _outcome(self, line: Line, row: Row, taken: Taken, sources: list[str]) -> None:
        text = line["outcome"]
        day = self.cells.other_date(line, row, "outcome_date")
        if not text or text in ("-", "--", "–"):
            row[KEPT_OUTCOME] = text
            row["outcome_date_text"] = line["outcome_date"]
            return
        word = outcome_word(self._in_full(text), self.vocabulary, self.mapping)
        receivers = row["to"].split(";")
        kind = self.vocabulary.kinds.get(row["kind"])
        if (
            word.term in self.vocabulary.outcomes
            and len(receivers) == 1
            and receivers[0]
            and kind
            and kind.asks
        ):
            self.talk.words["outcomes"].setdefault(text, word.term)
            if word.was_read:
                self.talk.say(f"outcome as {word.term}, by the words it begins with", line)
            taken.outcomes = [
                {
                    "contact": row["id"],
                    "receiver": receivers[0],
                    "date": day,
                    "outcome": word.term,
                    "summary": text if word.rest else "",
                    "source": source,
                    "locator": row["locator"],
                    "basis": row["basis"],
                }
                for source in sources
            ]
            row[KEPT_OUTCOME] = "" if word.rest or spelled(text) == spelled(word.term) else text
            return
        row[KEPT_OUTCOME] = text
        row["outcome_date_text"] = line["outcome_date"]
        if kind and kind.asks and spelled(text) not in NOT_SAID:
            self.talk.words["outcomes"].setdefault(text, "")
            fix = (
                f'Is "{word.near}" meant?'
                if word.near
                else "Say whether it was accepted, closed, passed on, ..."
            )
            said = f'"{one_line(text)}" does not say plainly what the receiver did with the request.'
            self.talk.ask(line, "outcome", text, said, fix)

    # ---- small things

    def _basis(self, line: Line, row: Row) -> str:
        text = line["basis"].casefold()
        if text in ("recorded", "reported", "inferred"):
            return text
        row["basis_text"] = line["basis"]
        return self.mapping.defaults.get("basis", "")

    def _sources(self, line: Line, row: Row) -> list[str]:
        """The ids of the sources of a row: those it cites where it cites any, else the return itself."""
        cited = [part.strip() for part in line["source"].replace(",", ";").split(";") if part.strip()]
        if cited and self.cited and all(part in self.cited for part in cited):
            return list(dict.fromkeys(self.cited[part] for part in cited))
        if cited:
            row["locator"] += f"; {line['source']}"
        return [self.source]


def stretch_or_blank(text: str, slash: str) -> str:
    """A period such as ``January 2019 to December 2020`` as EDTF; '' where it is none."""
    found = typed_date(text, slash=slash or "stretch").edtf
    try:
        return found if found and parse(found) else ""
    except DateError:
        return ""

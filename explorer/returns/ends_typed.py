"""Who and with whom: the two ends of a row of a return, and whom it is about, as parties of the case."""

from __future__ import annotations

from explorer.returns.headings import AGENCY
from explorer.returns.lines import Line
from explorer.returns.mapping import Mapping
from explorer.returns.names import Names
from explorer.returns.typed_cells import Talk, one_line
from explorer.returns.words import NOT_STATED
from explorer.vocabulary import Vocabulary

Row = dict[str, str]


class Ends:
    """Finds the parties of the lines of one return. ``own`` is the party whose return it is, or ''."""

    def __init__(self, names: Names, vocabulary: Vocabulary, mapping: Mapping, own: str, talk: Talk) -> None:
        self.names, self.vocabulary, self.mapping = names, vocabulary, mapping
        self.own, self.talk = own, talk
        self.author = names.name_of.get(own, own)

    def take(self, line: Line, row: Row) -> None:
        """Fill in ``from``, ``to`` and ``about``; what is unclear is asked."""
        kind = self.vocabulary.kinds.get(row["kind"])
        default = self.mapping.defaults.get
        sender = line["from"] or default("from", "")
        own = self._own(line, row)
        found = self.names.several(sender) if sender else [own or "unknown"]
        if len(found) > 1:
            row["from_text"] = sender
            self.talk.ask(
                line, "from", sender, f'"{one_line(sender)}" names several.', "Say who made the contact."
            )
            found = ["unknown"]
        elif not sender:
            self._say_missing(line, "from", own)
        row["from"] = found[0]
        row["from_text"] = row.get("from_text") or self._other_words(line["from"], found)
        to = line["to"] or default("to", "")
        optional = row["kind"] == NOT_STATED or (kind is not None and kind.to_optional)
        if to and to.strip() in ("-", "--", "–") and optional:
            to = ""
        if to:
            found = self.names.several(to)
            row["to"], row["to_text"] = ";".join(found), self._other_words(line["to"], found)
        elif optional:
            row["to"] = ""
        elif kind is not None and kind.group == "meeting the subject" and self.names.only_subject:
            row["to"] = self.names.only_subject
            self.talk.say(f"to the subject, for the kind is {kind.id}", line)
        else:
            row["to"] = "unknown"
            self._say_missing(line, "to", "")
        about = line["about"] or default("about", "")
        named = self.names.several(about) if about else []
        subjects = [party for party in named if self.names.sectors.get(party) == "subject"]
        row["about"] = ";".join(subjects)
        row["about_text"] = line["about"] if subjects != named else self._other_words(line["about"], named)

    def _own(self, line: Line, row: Row) -> str:
        """Whose row it is: the agency in its own column, else that of the return. A word for many agencies of the
        sector of the one whose return it is means that one, and is said; of several, that one where it is among them.
        """
        agency = line[AGENCY]
        if not agency:
            return self.own
        if agency != self.author:
            row["agency_text"] = agency
        mine = {self.own, f"unknown:{self.names.sectors.get(self.own, '')}"}
        found = self.names.several(agency)
        if self.own and any(party in mine for party in found):
            if self.own not in found:
                self.talk.say(f'agency "{agency}" as {self.own}, whose return it is', line)
            return self.own
        if len(found) > 1:
            said = f'"{one_line(agency)}" names several.'
            self.talk.ask(line, AGENCY, agency, said, "Say which of them made the contact.")
            return ""
        return "" if found[0].startswith("unknown") else found[0]

    def _other_words(self, text: str, found: list[str]) -> str:
        """The words of a cell that names a party otherwise than the case does."""
        return "" if len(found) == 1 and text in (found[0], self.names.name_of.get(found[0])) else text

    def _say_missing(self, line: Line, column: str, taken: str) -> None:
        who = "made the contact" if column == "from" else "was contacted"
        if taken:
            self.talk.say(f"{column} {taken}, whose return it is", line)
        else:
            self.talk.ask(
                line, column, "", f"the row does not say who {who}.", "Name the person's role or the agency."
            )

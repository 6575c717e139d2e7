"""``follows`` and ``shares`` of a return's rows, by its own references. A link that cannot be is not put in, and asked.

A case in which something follows itself, or ends before what it follows begins, is no case: one slip of a reference
must not keep a whole return out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from explorer.dates import parse
from explorer.errors import DateError
from explorer.returns.case_rows import Row
from explorer.returns.lines import Line
from explorer.returns.typed_cells import Talk

NAMES = ("follows", "shares")
FAR = 1_000
"""Contacts of one chain that are looked at."""


class Linker:
    """``references`` are those of the return -> own ids; ``held`` the rows of the case without those that this return
    gave it before; ``kept_ids`` ids by decision."""

    def __init__(
        self, references: Mapping[str, str], held: Iterable[Row], kept_ids: Mapping[str, str], ids: set[str]
    ) -> None:
        self.references, self.kept_ids, self.ids = references, kept_ids, ids
        self.after: dict[str, set[str]] = {}
        """What a contact comes after, directly."""
        self.before: dict[str, set[str]] = {}
        self.first: dict[str, int] = {}
        self.last: dict[str, int] = {}
        for row in held:
            self.learn(row)
            for name in NAMES:
                for part in row.get(name, "").split(";"):
                    if part.strip() and part.strip() != "none":
                        self._add(self._now(row["id"]), self._now(part.strip()))

    def _now(self, contact: str) -> str:
        return self.kept_ids.get(contact, contact)

    def _add(self, child: str, parent: str) -> None:
        self.after.setdefault(child, set()).add(parent)
        self.before.setdefault(parent, set()).add(child)

    def learn(self, row: Row) -> None:
        """The days of a row; of several accounts of one contact, all of them."""
        try:
            date = parse(row.get("date", ""))
        except DateError:
            return
        contact = self._now(row["id"])
        if date.first_day is not None:
            self.first[contact] = min(date.first_day, self.first.get(contact, date.first_day))
        if date.latest_start is not None:
            self.last[contact] = max(date.latest_start, self.last.get(contact, date.latest_start))
        elif date.last_day is not None:
            self.last[contact] = max(date.last_day, self.last.get(contact, date.last_day))

    def link(self, row: Row, line: Line, talk: Talk) -> None:
        """The links of one row of the return; what names no row, or cannot be, is kept as typed."""
        for name in NAMES:
            text = row.get(name, "")
            if not text or (text == "none" and name == "shares"):
                continue
            parts = [part.strip() for part in text.replace(",", ";").split(";") if part.strip()]
            kept, is_whole = [], True
            for part in parts:
                found = self.references.get(part, part if part in self.ids else "")
                wrong = self._wrong(row["id"], found) if found and found != row["id"] else ""
                if wrong:
                    talk.ask(
                        line,
                        name,
                        part,
                        f'"{part}" cannot be: {wrong}',
                        "Check the reference and both dates.",
                    )
                elif found and found != row["id"]:
                    self._add(self._now(row["id"]), self._now(found))
                    kept.append(found)
                is_whole = is_whole and bool(found) and not wrong
            row[name] = ";".join(dict.fromkeys(kept))
            if not is_whole:
                row["as_typed"] = " | ".join(filter(None, (row.get("as_typed", ""), f"{name}: {text}")))

    def _wrong(self, child: str, parent: str) -> str:
        """Why one cannot come after the other; ''."""
        below = _reached(self._now(child), self.before)
        above = _reached(self._now(parent), self.after)
        if self._now(parent) in below:
            return "the row would follow from itself."
        first = max((self.first[contact] for contact in above if contact in self.first), default=0)
        last = min((self.last[contact] for contact in below if contact in self.last), default=1 << 30)
        return "it begins after the row that is to follow it." if first > last else ""


def _reached(contact: str, links: Mapping[str, set[str]]) -> set[str]:
    """All that is reached, at most :data:`FAR`: what lies further is for the check of the whole case to find."""
    found, waiting = {contact}, [contact]
    while waiting and len(found) < FAR:
        new = links.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return found

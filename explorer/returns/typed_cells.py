"""Cells of a return that hold a date, a time, a yes or a no; and the talk of what is unclear in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from explorer.dates import parse
from explorer.errors import Problem
from explorer.returns.headings import END
from explorer.returns.lines import Line
from explorer.returns.typed_dates import TypedDate, typed_date
from explorer.returns.typed_times import typed_time
from explorer.vocabulary import clip

Row = dict[str, str]
YES = dict.fromkeys(("yes", "y", "seen", "true"), "yes") | dict.fromkeys(
    ("no", "n", "not seen", "false"), "no"
)


def one_line(text: str, most: int = 60) -> str:
    """A cell for a message: its lines joined, at most ``most`` characters.

    >>> one_line("5/12/19" + chr(10) + "6/12/19")
    '5/12/19 / 6/12/19'
    """
    return clip(" / ".join(filter(None, map(str.strip, text.splitlines()))), most)


@dataclass(slots=True)
class Talk:
    """Everything said about a return: problems for the agency, how things were read, words that need a decision."""

    problems: list[Problem] = field(default_factory=list)
    read_as: dict[str, list[str]] = field(default_factory=dict)
    """How something was read -> the rows it was read so in."""
    has_several: bool = False
    """Whether the return has several tables, so that a row needs its table's name."""
    words: dict[str, dict[str, str]] = field(default_factory=lambda: {"kinds": {}, "outcomes": {}})

    def ask(self, line: Line, column: str, found: str, expected: str, fix: str) -> None:
        """Keep a problem."""
        self.problems.append(Problem(line.where, line.row, column, one_line(found, 80), expected, fix))

    def say(self, reading: str, line: Line) -> None:
        """Keep how a row was read."""
        row = f"{line.place} row {line.row}" if self.has_several else str(line.row)
        self.read_as.setdefault(reading, []).append(row)


class Cells:
    """Reads single cells. ``slash`` says what ``a/b`` means; what cannot be read is asked in ``talk`` and kept in the
    row under ``NAME_text``."""

    def __init__(self, slash: str) -> None:
        self.slash, self.talk = slash, Talk()
        self.latest_year = date.today().year + 1

    def date(self, line: Line, row: Row) -> TypedDate:
        text, end = line["date"], line[END]
        typed = end and f"{text} - {end}"
        found = self._typed(typed, line.year) if end else self._typed(text, line.year)
        row["date"] = found.edtf
        if found.problem:
            self.talk.ask(
                line, "date", typed or text, f'"{one_line(typed or text)}" {found.problem}', found.fix
            )
        elif not found.edtf and not line["date_text"]:
            fix = 'Give the day, the month or the year; or write "not known".'
            if not text:
                self.talk.ask(line, "date", "", "there is no date.", fix)
        if found.remark:
            self.talk.say(f"date as {found.remark}", line)
        words = line["date_text"] or typed or text
        row["date_text"] = words if words != found.edtf else ""
        row["received"] = self.other_date(line, row, "received")
        return found

    def _typed(self, text: str, year: str = "") -> TypedDate:
        found = typed_date(text, slash=self.slash, latest_year=self.latest_year)
        if year and found.problem == "gives no year.":
            other = typed_date(f"{text} {year}", slash=self.slash, latest_year=self.latest_year)
            if other.edtf:
                return TypedDate(other.edtf, other.time, remark=f"one of {year}, the heading above it")
        return found

    def other_date(self, line: Line, row: Row, name: str) -> str:
        text = line[name]
        if not text or text.casefold() == "never":
            return text.casefold()
        found = self._typed(text, line.year)
        row[f"{name}_text"] = text if text != found.edtf else ""
        if found.problem:
            self.talk.ask(line, name, text, f'"{one_line(text)}" {found.problem}', found.fix)
        if _ends_before(found.edtf, row["date"]):
            row[f"{name}_text"] = text
            said = f'"{one_line(text)}" is before the contact itself ({row["date"]}).'
            self.talk.ask(line, name, text, said, "Check both dates.")
            return ""
        return found.edtf

    def time(self, line: Line, row: Row, when: TypedDate) -> str:
        text = line["time"]
        found = typed_time(text) if text else when.time
        if text and not found:
            row["time_text"] = text
            self.talk.ask(
                line, "time", text, f'"{one_line(text)}" is not a time of day.', "Write it as 14:30."
            )
        elif text and found != text:
            row["time_text"] = text
        return found

    def choice(self, line: Line, row: Row, name: str) -> str:
        text = line[name]
        found = YES.get(text.casefold().strip(" ."), "")
        if text != found:
            row[f"{name}_text"] = text
        if text and not found:
            self.talk.ask(line, name, text, f'"{one_line(text)}" is neither yes nor no.', "Write yes or no.")
        return found


def _ends_before(day: str, other: str) -> bool:
    """Does one date end before another begins?"""
    last, first = parse(day).last_day, parse(other).first_day
    return last is not None and first is not None and last < first

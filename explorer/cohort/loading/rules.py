"""The rules by which rows are checked in bulk: those of the one-case checker, each as a condition of SQL.

A rule names the column it blames, the condition under which a row breaks it, what is said of it and how to mend it.
The conditions are over :data:`CONTACTS` and :data:`OUTCOMES`: the rows, joined with what :mod:`words` and
:mod:`parties` read once. Whatever a condition cannot tell by itself (several accounts of one contact, links that meet
dates) is left to the one-case checker, by case.
"""

from __future__ import annotations

from typing import NamedTuple

from explorer.accounts import SEEN
from explorer.case import BASES
from explorer.rows import MAX_CELL


class Rule(NamedTuple):
    """``wrong`` is the condition; ``expected`` and ``fix`` are texts of SQL, ``found`` the cell that is shown."""

    name: str
    column: str
    wrong: str
    found: str
    expected: str
    fix: str


SLUG = "'[A-Za-z0-9][A-Za-z0-9._-]{0,63}'"


def _control_class() -> str:
    """The class of ``explorer.sheet.CONTROL`` as RE2 writes it (no text of DuckDB holds a lone surrogate)."""
    codes = [f"\\x{{{first:x}}}-\\x{{{last:x}}}" for first, last in ((0, 8), (0xB, 0xC), (0xE, 0x1F))]
    return "[" + "".join(codes) + "\\x{7f}\\x{fffe}\\x{ffff}]"


def _cells_rule(columns: tuple[str, ...], alias: str) -> Rule:
    joined = "concat(" + ", ".join(f'{alias}."{column}"' for column in columns) + ")"
    wrong = f"length({joined}) > {MAX_CELL} AND greatest(" + ", ".join(
        f'length({alias}."{c}")' for c in columns
    )
    wrong = f"({wrong}) > {MAX_CELL}) OR regexp_matches({joined}, '{_control_class()}')"
    expected = f"'a cell holds a control character, or more than {MAX_CELL:,} characters.'"
    return Rule("cell", "", wrong, "''", expected, "'Retype it.'")


def _choice(column: str, choices: tuple[str, ...], alias: str) -> Rule:
    words = ", ".join(f"'{word}'" for word in choices)
    cell = f'{alias}."{column}"'
    fix = f"'Use one of: {', '.join(choices)}, or leave it blank.'"
    return Rule(
        column,
        column,
        f"{cell} != '' AND lower({cell}) NOT IN ({words})",
        cell,
        _quoted(cell, "is not known here."),
        fix,
    )


def _quoted(cell: str, said: str) -> str:
    return f"printf('\"%s\" {said}', {cell}[:60])"


def _date(name: str, cell: str, alias: str) -> Rule:
    return Rule(name, name, f"{cell} != '' AND {alias}.wrong != ''", cell, f"{alias}.wrong", f"{alias}.fix")


HAS_OWN_KEY = '{0}.c_key = c."case"'


def contacts_from(has_own_parties: bool) -> str:
    """The rows of contacts, ``c``, joined with all that was read once."""
    key = HAS_OWN_KEY if has_own_parties else "true"
    return f"""contacts c LEFT JOIN kinds k ON k.text = c.kind LEFT JOIN dates d ON d.text = c.date
        LEFT JOIN dates r ON r.text = c.received LEFT JOIN dates o ON o.text = c.outcome_date
        LEFT JOIN terms t ON t.text = c.outcome LEFT JOIN times m ON m.text = c.time
        LEFT JOIN turned u ON u.date = c.date AND u.date_text = c.date_text
        LEFT JOIN ends f ON f.text = c."from" AND f.sectors = c.from_sector AND {key.format("f")}
        LEFT JOIN ends g ON g.text = c."to" AND g.sectors = c.to_sector AND {key.format("g")}
        LEFT JOIN ends a ON a.text = c.about AND a.sectors = '' AND {key.format("a")}
        LEFT JOIN about_wrong w ON w.text = c.about AND {key.format("w")}
        LEFT JOIN subjects s ON s."case" = c."case" LEFT JOIN lists lf ON lf.text = c.follows LEFT
            JOIN lists ls ON ls.text = c.shares
        LEFT JOIN several v ON v."case" = c."case" AND v.id = c.id
        LEFT JOIN unknown_words uk ON uk.what = 'kind' AND uk.text = c.kind
        LEFT JOIN unknown_words uo ON uo.what = 'outcome' AND uo.text = c.outcome"""


def contact_rules(columns: tuple[str, ...]) -> tuple[Rule, ...]:
    """Every rule of a row of contacts by itself."""
    alone = "v.id IS NULL AND "  # what another account of the contact may say is for the one-case checker
    return (
        _cells_rule(columns, "c"),
        Rule("case", "case", "c.\"case\" = ''", "''", "'the case is missing.'", "'Name the case in every row.'"),
        Rule("id", "id", f"NOT regexp_full_match(c.id, {SLUG})", "c.id",
             "CASE c.id WHEN '' THEN 'the id is missing.' ELSE "
             + _quoted("c.id", "is no id.") + " END", "'Give each contact an id that never changes, such as C14.'"),
        Rule("kind", "kind", "c.kind != '' AND k.kind IS NULL", "c.kind", "uk.expected", "uk.fix"),
        Rule("no kind", "kind", alone + "c.kind = ''", "''", "'the kind is missing.'", "'Name the kind of contact.'"),
        _date("date", "c.date", "d"),
        Rule("received", "received", "c.received != '' AND r.wrong != '' AND lower(c.received) != 'never'",
             "c.received", "r.wrong", "r.fix"),
        _date("outcome_date", "c.outcome_date", "o"),
        Rule("time", "time", "c.time != '' AND m.wrong != ''", "c.time", "m.wrong", "m.fix"),
        Rule("turned round", "date", "u.turned IS NOT NULL", "c.date",
             "printf('\"%s\" has day and month the other way round than \"%s\".', c.date, c.date_text[:60])",
             "printf('If a spreadsheet turned it round, write %s.', u.turned)"),
        Rule("from", "from", "f.wrong != ''", "f.found", "f.wrong", "f.fix"),
        Rule("several senders", "from", "len(f.parties) > 1", "c.\"from\"", "'names several parties.'",
             "'Name one; write one row for each.'"),
        Rule("to", "to", "g.wrong != ''", "g.found", "g.wrong", "g.fix"),
        Rule("about", "about", "a.wrong != ''", "a.found", "a.wrong", "a.fix"),
        Rule("no subject", "about", "w.text IS NOT NULL", "c.about",
             _quoted("c.about", "names a party that is no subject."),
             "'Name a party of the sector subject.'"),
        Rule("about whom", "about", alone + "c.about = '' AND coalesce(s.number, 0) != 1", "''",
             "CASE coalesce(s.number, 0) WHEN 0 THEN 'the case has no subject.' "
             "ELSE 'the case has several subjects.' END",
             "'Name whom it is about, a party of the sector subject.'"),
        Rule("no receiver", "to", alone + "c.\"to\" = '' AND k.needs_receiver", "''",
             "printf('a contact of kind %s has no receiver.', k.kind)", "'Name the receiver, or write \"unknown\".'"),
        Rule("no sender", "from", alone + "c.\"from\" = '' AND k.needs_sender", "''",
             "printf('a contact of kind %s has no sender.', k.kind)", "'Name the sender, or write \"unknown\".'"),
        Rule("received before sent", "received", alone + "r.last_day < d.first_day", "c.received",
             "printf('it was received before it was sent (\"%s\").', c.date)", "'Mend one of the dates.'"),
        _choice("seen", SEEN, "c"),
        _choice("basis", BASES, "c"),
        _choice("key", SEEN, "c"),
        Rule("shares", "shares", "len(ls.items) > 1 AND list_contains(ls.items, 'none')", "c.shares",
             "'\"none\" stands beside other ids.'", "'Leave \"none\" out, or leave the ids out.'"),
        Rule("outcome_date alone", "outcome_date", "c.outcome = '' AND c.outcome_date != ''", "c.outcome_date",
             "'there is a date and no outcome.'", "'Fill in outcome, or clear the date.'"),
        Rule("outcome of several", "outcome", "c.outcome != '' AND contains(c.\"to\", ';')", "c.outcome",
             "'the contact has several receivers.'", "'Write one row for each receiver in the table of outcomes.'"),
        Rule("outcome", "outcome", "c.outcome != '' AND t.outcome IS NULL", "c.outcome", "uo.expected", "uo.fix"),
        Rule("outcome before request", "outcome_date", alone + "o.last_day < d.first_day", "c.outcome_date",
             "printf('the outcome is dated before its request (%s).', c.date)", "'Mend one of the dates.'"),
    )  # fmt: skip


def outcomes_from(has_own_parties: bool) -> str:
    """The rows of outcomes, ``c``, joined with their contact (``p``, one row: that of the first account)."""
    key = HAS_OWN_KEY if has_own_parties else "true"
    return f"""outcomes c LEFT JOIN terms t ON t.text = c.outcome LEFT JOIN dates d ON d.text = c.date
        LEFT JOIN ends g ON g.text = c.receiver AND g.sectors = '' AND {key.format("g")}
        LEFT JOIN told p ON p."case" = c."case" AND p.id = c.contact
        LEFT JOIN several v ON v."case" = c."case" AND v.id = c.contact
        LEFT JOIN unknown_words uo ON uo.what = 'outcome' AND uo.text = c.outcome"""


def outcome_rules(columns: tuple[str, ...]) -> tuple[Rule, ...]:
    """Every rule of a row of outcomes by itself, and with its contact."""
    alone = "v.id IS NULL AND p.id IS NOT NULL AND "
    return (
        _cells_rule(columns, "c"),
        Rule("case", "case", "c.\"case\" = ''", "''", "'the case is missing.'", "'Name the case in every row.'"),
        Rule("contact", "contact", "p.id IS NULL", "c.contact", _quoted("c.contact", "is no contact of this case."),
             "'Use the id of a contact of this case.'"),
        Rule("outcome", "outcome", "t.outcome IS NULL", "c.outcome", "uo.expected", "uo.fix"),
        _date("date", "c.date", "d"),
        _choice("seen", SEEN, "c"),
        _choice("basis", BASES, "c"),
        Rule("receiver", "receiver", "g.wrong != ''", "g.found", "g.wrong", "g.fix"),
        Rule("several receivers", "receiver", "len(g.parties) > 1", "c.receiver", "'names several parties.'",
             "'Name one; write one row for each.'"),
        Rule("not its receiver", "receiver",
             alone + "c.receiver != '' AND len(g.parties) = 1 AND NOT list_contains(p.receivers, g.parties[1])",
             "c.receiver",
             "printf('\"%s\" did not receive %s.', c.receiver[:60], c.contact)", "'Name a receiver of the contact.'"),
        Rule("which receiver", "receiver", alone + "c.receiver = '' AND len(p.receivers) > 1", "''",
             "printf('%s has several receivers.', c.contact)", "'Name one of them.'"),
        Rule("outcome before request", "date", alone + "d.last_day < p.first_day", "c.date",
             "printf('the outcome is dated before its request (%s).', p.date)", "'Mend one of the dates.'"),
    )  # fmt: skip

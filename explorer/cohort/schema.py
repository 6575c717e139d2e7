"""The columns of a cohort: one row an edge, that is a contact and one of its receivers, of many cases.

A row holds what is counted flat (days, sectors, what became of a request) beside the cells from which the case can be
made again (dates as written, links, steps), so that the functions of one case can run over each. Rows are sorted by
case, place and number. Days are proleptic Gregorian ordinals (1 is 1 January of the year 1), as everywhere in the
explorer: whole numbers, which every engine subtracts alike.
"""

from __future__ import annotations

from typing import NamedTuple

VERSION = 1
"""Raised whenever a column changes its meaning; a cohort of another version is refused."""

METADATA = "explorer.cohort"
"""The key under which a Parquet file carries, as JSON, ``version``; ``title`` and ``marking``; ``organisations`` (name
by id, where they differ); ``vocabulary`` (entries beside those of the explorer, in the shape of ``case.toml``)."""


class CohortColumn(NamedTuple):
    """``type`` is that of DuckDB, which Spark reads alike from Parquet. No column but ``time`` and ``shares`` is ever
    null: what is not recorded is ''."""

    name: str
    type: str
    description: str


TEXT, DAY, YES_NO = "VARCHAR", "INTEGER", "BOOLEAN"
STEPS = "STRUCT(outcome VARCHAR, date VARCHAR, seen VARCHAR, basis VARCHAR)[]"

COLUMNS = (
    CohortColumn("case", TEXT, "the case, by its name"),
    CohortColumn("contact", TEXT, "id of the contact in its case"),
    CohortColumn("place", DAY, "place of the contact in chronological order, from 0"),
    CohortColumn("number", DAY, "place of the receiver among the receivers of the contact, from 0"),
    CohortColumn("sender", TEXT, "party; '' where there is none"),
    CohortColumn("receiver", TEXT, "party; '' where there is none"),
    CohortColumn("sender_sector", TEXT, "sector of the sender; '' where there is none"),
    CohortColumn("receiver_sector", TEXT, "sector of the receiver; '' where there is none"),
    CohortColumn("sender_is_organisation", YES_NO, "an organisation in particular: no person, not unknown"),
    CohortColumn("receiver_is_organisation", YES_NO, "an organisation in particular: no person, not unknown"),
    CohortColumn("about", TEXT, "subjects, sorted, joined by ;"),
    CohortColumn("kind", TEXT, "kind of contact (vocabulary)"),
    CohortColumn("is_counted", YES_NO, "counts as a contact: incidents, index events, standing access do not"),
    CohortColumn("is_referral", YES_NO, "a request to an organisation, or to nobody in particular"),
    CohortColumn("date", TEXT, "EDTF, as written; '' where not recorded"),
    CohortColumn("time", "SMALLINT", "minutes after midnight; null where not recorded"),
    CohortColumn("received", TEXT, "EDTF or never; '' where not recorded apart"),
    CohortColumn("first_day", DAY, "it begins on this day or later"),
    CohortColumn("latest_start", DAY, "it begins on this day or before"),
    CohortColumn("earliest_end", DAY, "it ends on this day or later"),
    CohortColumn("last_day", DAY, "it ends on this day or before"),
    CohortColumn("arrived_first_day", DAY, "it was with its receivers on this day or later"),
    CohortColumn("arrived_latest_start", DAY, "it was with its receivers on this day or before"),
    CohortColumn("is_stretch", YES_NO, "it lasted"),
    CohortColumn("seen", TEXT, "yes, no or ''"),
    CohortColumn("follows", TEXT, "ids of contacts it was made because of, joined by ;"),
    CohortColumn("shares", TEXT, "ids of contacts it passed on, joined by ;  none: nothing; null: not recorded"),
    CohortColumn("basis", TEXT, "recorded, reported or inferred"),
    CohortColumn("state", TEXT, "what became of a request: a group of outcomes, or not recorded; '' for no request"),
    CohortColumn("steps", STEPS, "the steps of the request at this receiver, in order, dates as written"),
    CohortColumn("decided", TEXT, "the first outcome that settles the request; '' for none, and for no request"),
    CohortColumn("decided_is_dated", YES_NO, "has that outcome a date?"),
    CohortColumn("decided_first_day", DAY, "that outcome is of this day or later; 0 for none"),
    CohortColumn("decided_last_day", DAY, "that outcome is of this day or before; 0 for none"),
    CohortColumn("scope_first_day", DAY, "first day of the case; 0 where no contact of it has a day"),
    CohortColumn("scope_last_day", DAY, "last day of the case; 0 where no contact of it has a day"),
)  # fmt: skip
"""Every column, in the order of the file. Bounds are clipped to the scope and tightened by follows and shares."""

ORDER = ("case", "place", "number")
"""How rows are sorted; the order within a case is total."""

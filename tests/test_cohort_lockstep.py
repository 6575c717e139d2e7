"""Many cases swept in step tell what each of them tells by itself."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

import duckdb
import numpy as np
import pytest
from cohort_oracle import write_cohort
from hypothesis import event, given, settings
from hypothesis import strategies as st
from strategies_reach import ORGANISATIONS, made, story
from test_cohort_plain_rows import changed
from test_cohort_streaming import drawn
from test_reach_at_once import plain_of

from explorer.cohort import lockstep, streaming
from explorer.cohort.engines import engine_of
from explorer.cohort.lockstep import possible, programs
from explorer.cohort.lockstep.columns import FLOWS, Columns, Unusual, read
from explorer.cohort.lockstep.contacts import Contacts
from explorer.cohort.lockstep.counts import counted
from explorer.cohort.lockstep.programs import in_order
from explorer.cohort.plain_rows import Reader
from explorer.cohort.plain_texts import Texts
from explorer.reach.at_once import held_at
from explorer.reach.plain import Asked, Plain
from explorer.vocabulary import extended

ONE_ABOUT, KIND, DECIDED = range(3)
WORDS = ["subject", "call", "closed"]
"""Then the organisations."""

Cased = tuple[Plain, list[Asked]]
LATER = 1_000
"""Days are drawn around 0; those of a cohort are ordinals."""


def columns_of(cases: Sequence[Cased]) -> Columns:
    """Cases as columns, as if they had been read: each decider by outcome is told in a row of its own."""
    rows: list[dict[str, int]] = []
    links: dict[str, list[tuple[int, int]]] = {"follows": [], "shares": []}
    for case, (plain, asked) in enumerate(cases):
        for place in range(len(plain.senders)):
            for name, linked in (("follows", plain.follows), ("shares", plain.shares)):
                if found := linked.get(place, ()):
                    links[name].append((len(rows), found[0] if len(found) == 1 else -1))
            rows += rows_of(case, place, plain, asked)
    columns: dict[str, Any] = {name: np.array([row[name] for row in rows]) for name in rows[0]}
    for name, kind in Columns.__annotations__.items():
        if name in columns:
            columns[name] = columns[name].astype(
                bool if kind == "Truths" else np.int64 if name == "case" else np.int32
            )
    for name, (at, to) in {"follows": ("linked", "links_to"), "shares": ("listing", "lists")}.items():
        columns[at], columns[to] = np.array(links[name], np.int64).reshape(-1, 2).T
    organisations = max(plain.parties for plain, _ in cases)
    words = [*WORDS, *(f"organisation-{number}" for number in range(organisations))]
    return Columns(**columns, words=words, cases=[f"case-{case}" for case in range(len(cases))])


def rows_of(case: int, place: int, plain: Plain, asked: Sequence[Asked]) -> list[dict[str, int]]:
    sender, receipt = plain.senders[place], plain.receipts.get(place)
    flow = plain.flows.get(place, "forward")
    first, last = plain.first_days[place] + LATER, plain.last_days[place] + LATER
    received_first, received_last = (day + LATER for day in receipt) if receipt else (first, last)
    row = {
        "case": case, "place": place, "number": 0, "sender": len(WORDS) + (sender or 0), "receiver": 0,
        "sender_sector": 0, "receiver_sector": 0, "about": ONE_ABOUT, "is_about_several": False,
        "kind": KIND, "decided": DECIDED,
        "first_day": first, "latest_start": last, "last_day": plain.ends.get(place, (0, last - LATER))[1] + LATER,
        "arrived_first_day": received_first, "arrived_latest_start": received_last,
        "is_stretch": place in plain.ends, "is_counted": True, "is_dated": True, "receives": False,
        "is_late": receipt is not None, "is_timed": place in plain.minutes and place not in plain.ends, "settled": 0,
        "decided_is_dated": True, "decided_first_day": 0, "decided_last_day": 0,
        "sender_is_organisation": sender is not None, "flow": FLOWS.index(flow) if flow in FLOWS else -1,
        "decides": any(place == item[4] for item in asked), "shares": 0,
    }  # fmt: skip
    if place in plain.shares:
        row["shares"] = 2 if plain.shares[place] else 1
    rows = [
        {**row, "receiver": len(WORDS) + receiver, "receives": True} for receiver in plain.receivers[place]
    ]
    for party, first_day, last_day, follows, deciding in asked:
        if deciding < 0 and follows == (place,):
            days = {"decided_first_day": first_day + LATER, "decided_last_day": last_day + LATER}
            rows.append({**row, "receiver": len(WORDS) + party, "settled": 1, **days})
    return [{**row, "number": number} for number, row in enumerate(rows or [row])]


@st.composite
def cases_in_order(draw: st.DrawFn) -> Cased:
    """A case whose contacts stand in the order in which they happened, and some decisions of it."""
    dice = draw(st.randoms(use_true_random=False))
    return case_by(dice, draw(st.integers(1, 9)), draw(st.sampled_from((3, 9, 30))))


def case_by(dice: Random, count: int, days: int) -> Cased:
    rows = story(dice, count, days)
    is_plain = dice.random() < 0.8
    for row in rows if is_plain else ():
        row["flow"] = row["flow"] if row["flow"] != "access" else dice.choice(("forward", "both"))
        if row["stretch"]:
            row["receivers"], row["shares"] = [ORGANISATIONS], None
        row["follows"] = row["follows"][:1]
        row["shares"] = row["shares"] and row["shares"][:1]
        row["minute"] = None
    plain = plain_of(made(rows))
    asked: list[Asked] = []
    for _ in range(dice.choice((1, 1, 2, 3))):
        place, party = dice.randrange(count), dice.randrange(ORGANISATIONS)
        first_day = plain.first_days[place] + dice.choice((0, 0, 1, 3))
        asked.append((party, first_day, first_day + dice.choice((0, 0, 0, 2)), (place,), -1))
    sender, place = plain.senders[-1], count - 1
    if sender is not None and dice.random() < 0.2:
        days_of = plain.first_days[place], plain.last_days[place]
        asked.append((sender, *days_of, plain.follows.get(place, ()), place))
    return plain, asked


def told_alone(case: Cased) -> list[list[int]] | None:
    """How many contacts of each sort at each decision, by the case alone."""
    held = held_at(*case)
    return None if held is None else sorted([places.bit_count() for places in item[2:]] for item in held)


def told_in_step(cases: Sequence[Cased]) -> dict[int, list[list[int]]]:
    """The same by case, of those that are swept in step."""
    columns = columns_of(cases)
    every, left = counted(columns)
    found: dict[int, list[list[int]]] = {}
    for some in every:
        for case, counts in zip(some.case.tolist(), some.counts.tolist(), strict=True):
            found.setdefault(case, []).append(counts)
    assert not {columns.cases[case] for case in found} & set(left)
    assert len(found) + len(left) == len(cases)
    return {case: sorted(counts) for case, counts in found.items()}


@settings(max_examples=200, deadline=None)
@given(st.lists(cases_in_order(), min_size=1, max_size=8), st.sampled_from((0, 3, 12)))
def test_many_cases_in_step_tell_what_each_tells(cases: list[Cased], few: int) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(programs, "FEW_CASES", few)
        found = told_in_step(cases)
    event(f"swept in step: {len(found) * 10 // len(cases)} of 10")
    for number, told in found.items():
        assert told == told_alone(cases[number])


def chain(count: int, days: int = 0) -> Cased:
    """Contacts of consecutive days, or of so many days from there, that go round five organisations; the last decides
    what the one before it asks."""
    plain = Plain(5)
    plain.senders = [place % 5 for place in range(count)]
    plain.receivers = [
        ((place * 3 + 1) % 5,) if place % 5 != (place * 3 + 1) % 5 else () for place in range(count)
    ]
    plain.first_days = list(range(count))
    plain.last_days = [day + days for day in plain.first_days]
    return plain, [((count * 2) % 5, count, count + 1, (count - 1,), -1)]


@pytest.mark.parametrize("few", [0, 3])
@pytest.mark.parametrize("count", [1, 63, 64, 65, 128, 129, 256, 257])
def test_cases_of_every_length_are_told_of(count: int, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "FEW_CASES", few)
    cases = [chain(count), chain(3), chain(count, days=9)]
    found = told_in_step(cases)
    assert sorted(found) == ([0, 1, 2] if count < 257 else [1])
    assert all(told == told_alone(cases[number]) for number, told in found.items())


def test_a_case_in_which_too_much_is_open_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(possible, "MOST_A_CONTACT", 2)
    cases = [chain(40, days=400), chain(40)]
    found = told_in_step(cases)
    assert found == {1: told_alone(cases[1])}


def test_a_decision_where_no_contact_reaches_an_organisation_is_told_of() -> None:
    plain = Plain(1)
    plain.senders, plain.receivers, plain.first_days, plain.last_days = [None], [()], [1], [1]
    case: Cased = (plain, [(0, 2, 2, (0,), -1)])
    assert told_in_step([case]) == {0: told_alone(case)}


def test_a_case_in_which_too_many_are_reached_at_once_is_left_alone() -> None:
    plain = Plain(60)
    plain.senders, plain.receivers = [0], [tuple(range(1, 60))]
    plain.first_days, plain.last_days, plain.flows = [1], [1], {0: "both"}
    assert told_in_step([(plain, [(1, 2, 2, (0,), -1)]), chain(3)]).keys() == {1}


@given(st.lists(st.tuples(*[st.integers(0, 2**40)] * 2)))
def test_entries_are_put_in_order_be_their_keys_short_or_long(keys: list[tuple[int, int]]) -> None:
    for shift in (0, 30):
        columns = [np.array([key[at] >> shift for key in keys], np.int64) for at in range(2)]
        ordered = sorted(range(len(keys)), key=lambda at: (columns[0][at], columns[1][at]))
        assert in_order(*columns).tolist() == ordered


@pytest.fixture
def heard_alone(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the cases that are read one by one."""
    names: list[str] = []
    read = Reader.decided_in

    def noted(reader: Reader, case: str, texts: Texts) -> object:
        names.append(case)
        return read(reader, case, texts)

    monkeypatch.setattr(Reader, "decided_in", noted)
    return names


def rows_over(path: Path) -> list[tuple[object, ...]]:
    with engine_of(path, threads=1) as engine:
        return streaming.rows_over(engine, "blind-spots")


def test_cases_such_as_most_are_swept_in_step(tmp_path: Path, heard_alone: list[str]) -> None:
    path = write_cohort([drawn("one"), drawn("two")], tmp_path / "cohort.parquet")
    rows = rows_over(path)
    assert (len(rows), heard_alone) == (1, [])


def test_a_case_with_standing_access_is_heard_alone_beside_the_others(
    tmp_path: Path, heard_alone: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_cohort([drawn("one"), drawn("three"), drawn("two")], tmp_path / "cohort.parquet")
    kind = "CASE WHEN \"case\" = 'three' AND contact = 'C4' THEN 'standing-access' ELSE kind END"
    path = changed(path, "kind", kind)
    rows = rows_over(path)
    assert heard_alone == ["three"]
    monkeypatch.setattr(lockstep, "is_there", lambda: False)
    assert rows_over(path) == rows
    assert heard_alone == ["three", "one", "three", "two"]


@pytest.mark.parametrize(
    ("column", "value", "order"),
    [
        ("place", "place", 'place, "case", number'),
        ("place", "place + 1", '"case", place, number'),
        (
            '"case"',
            "CASE WHEN \"case\" = 'two' THEN 'one' ELSE \"case\" END",
            'sender_is_organisation, "case", place',
        ),
        ('"case"', "CASE WHEN place > 1 THEN 'other' ELSE \"case\" END", "date, number"),
        ("contact", "'C1'", '"case", place, number'),
        ("kind", "NULL", '"case", place, number'),
    ],
)
def test_rows_that_loading_did_not_make_are_not_read_many_at_once(
    tmp_path: Path, column: str, value: str, order: str
) -> None:
    path = write_cohort([drawn("one"), drawn("two")], tmp_path / "cohort.parquet")
    reads: Any = "true", [], extended({})[0]
    with duckdb.connect() as connection:
        columns = read(connection, f"read_parquet('{path}')", *reads)
        assert columns.cases == ["one", "two"]
        other = changed(path, "decided", "'what nobody decided'")
        with pytest.raises(Unusual):
            read(connection, f"read_parquet('{other}')", *reads)
    path = changed(path, column, value, order)
    with duckdb.connect() as connection, pytest.raises(Unusual):
        Contacts(read(connection, f"read_parquet('{path}')", *reads))


def test_rows_that_are_in_no_order_are_heard_alone(tmp_path: Path, heard_alone: list[str]) -> None:
    path = write_cohort([drawn("one"), drawn("two")], tmp_path / "cohort.parquet")
    rows = rows_over(path)
    mixed = changed(path, "place", "place", 'place, "case", number')
    assert rows_over(mixed) == rows
    assert set(heard_alone) == {"one", "two"}

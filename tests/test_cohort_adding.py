"""What is counted of decisions of many cases adds up by group, in whatever parts it comes."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_cohort_lockstep import chain, columns_of

from explorer.cohort.casewise import Told
from explorer.cohort.casewise.blind_spots import Tally
from explorer.cohort.lockstep import adding
from explorer.cohort.lockstep.counts import Counted
from explorer.reach.plain import Plain

rows_of_decisions = st.lists(
    st.tuples(*[st.integers(0, 2)] * 4, st.booleans(), st.integers(0, 3)), max_size=20
)


@given(st.lists(rows_of_decisions, max_size=4), st.sampled_from((1, 5, 200_000)))
def test_what_is_counted_adds_up_in_whatever_parts(parts: list[list[tuple[int, ...]]], most: int) -> None:
    words = ["one", "two", "three"]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(adding, "MOST_ROWS", most)
        added = adding.Added(words, [0])
        sums: dict[tuple[str, ...], list[int]] = {}
        values: Counter[tuple[tuple[str, ...], int]] = Counter()
        cases = set()
        for number, rows in enumerate(parts):
            party, sector, decided, case, dated, count = np.array(rows, np.int64).reshape(-1, 6).T
            added.add([Counted(case, (party, sector, decided), dated.astype(bool), count[:, None])])
            for row in rows:
                group = tuple(words[word] for word in row[:3])
                is_other = (group, number, row[3]) not in cases
                cases.add((group, number, row[3]))
                told = [1, is_other, row[4], row[5] > 0, row[5]]
                sums[group] = [old + new for old, new in zip(sums.get(group, [0] * 5), told, strict=True)]
                values[group, row[5]] += 1
    assert dict(added.sums()) == sums
    assert {(group, value): times for group, value, times in added.values(0)} == values


def test_columns_with_words_of_their_own_add_up() -> None:
    cases = [chain(4), chain(9)]
    wider = Plain(9)
    wider.senders, wider.receivers, wider.first_days, wider.last_days = [8], [(1,)], [1], [1]
    parts = [columns_of(cases), columns_of([(wider, [(1, 2, 2, (0,), -1)])]), columns_of(cases)]
    assert parts[0].words != parts[1].words
    told: Told = Counter()
    every = Tally({}, {})
    for columns in parts:
        alone = Tally({}, {})
        assert (every.hear_columns(columns), alone.hear_columns(columns)) == ([], [])
        told.update(alone.told())
    assert every.told() == told
    assert sum(told.values())

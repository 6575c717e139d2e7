"""Lists of numbers as texts: what is written is read again, by the page too."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from drawing import drawn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from explorer import Report, read_case
from explorer.figures.called import scene_called
from explorer.page.findings import MOST_CITED, findings_section
from explorer.page.known import known_record, packed_known
from explorer.page.network import network_record, packed_network
from explorer.page.numbers import DIGITS, packed_numbers, packed_records, packed_steps, unsigned

ROOT = Path(__file__).parent.parent
needs_node = pytest.mark.skipif(not shutil.which("node"), reason="no node")
numbers = st.lists(st.integers(min_value=0, max_value=2**40), max_size=12)
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # on a busy machine


def asked(code: str, given: Any) -> Any:
    """What a script of the page makes of a value."""
    whole = f"const given = JSON.parse(require('fs').readFileSync(0, 'utf8')); {code}"
    done = subprocess.run(
        ["node", "-e", whole], input=json.dumps(given), cwd=ROOT, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def read(text: str) -> list[int]:
    """The numbers of a text, by another way than the page's."""
    found, digits = [], ""
    for letter in text:
        value = DIGITS.index(letter)
        digits = f"{value % 32:05b}{digits}"
        if value < 32:
            found.append(int(digits, 2))
            digits = ""
    assert digits == ""
    return found


@patient
@given(numbers)
def test_what_is_written_is_read_again(given: list[int]) -> None:
    assert read(packed_numbers(given)) == given


def test_small_numbers_take_one_digit_each() -> None:
    assert packed_numbers(range(32)) == DIGITS[:32]
    assert len(packed_numbers([32, 1023, 1024])) == 2 + 2 + 3
    assert packed_steps([500, 501, 503]) == packed_numbers([500, 1, 2])
    assert packed_steps([]) == ""


@patient
@given(st.integers())
def test_a_number_of_either_sign_has_one_without(number: int) -> None:
    turned = unsigned(number)
    assert turned >= 0
    assert (-(turned + 1) // 2 if turned % 2 else turned // 2) == number


def test_a_negative_number_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        packed_numbers([-1])
    with pytest.raises(ValueError, match="negative"):
        packed_steps([2, 1])


@needs_node
def test_the_page_reads_the_same_numbers() -> None:
    given = [0, 1, 31, 32, 1023, 1024, 10**9, 2**40]
    code = """import("#page/numbers").then(({ unpackedNumbers, unpackedSteps, signed }) =>
        console.log(JSON.stringify([unpackedNumbers(given[0]), unpackedSteps(given[1]), given[2].map(signed)])))"""
    turned = [unsigned(number) for number in (0, -1, 1, -2, 70_000)]
    told = asked(code, [packed_numbers(given), packed_steps(given), turned])
    assert told == [given, given, [0, -1, 1, -2, 70_000]]


@needs_node
@pytest.mark.parametrize("name", ["real", "made"])
def test_the_page_reads_the_standings_as_they_were(name: str) -> None:
    case = read_case(ROOT / "data" / "southport") if name == "real" else chain(30)
    lane = {party.id: place for place, party in enumerate(scene_called(Report(case)).lanes)}
    record = known_record(Report(case), lane)
    assert record["links"] and record["decisions"] and any(one["arrivals"] for one in record["knowers"])
    code = """import("#page/unpack").then(({ unpackedKnown }) => {
        const plain = (_, value) => value instanceof Int32Array ? [...value] : value;
        console.log(JSON.stringify(unpackedKnown(JSON.stringify(given)), plain)); })"""
    assert asked(code, packed_known(record)) == record


def chain(contacts: int) -> Any:
    """School to hub to police to school, and so on, on and between days that do not always grow."""
    round_of = ("school", "hub", "police")
    rows = [
        f"C{number} | 2020-{1 + number % 7:02}-{1 + number % 28:02} | {round_of[number % 3]} -> "
        f"{round_of[(number + 1) % 3]} | referral |"
        for number in range(contacts)
    ]
    return drawn(
        "\n".join(rows), outcomes="C3 | hub | closed | 2020-06-01\nC5 | school | closed | 2020-08-01"
    )


def test_where_only_the_decisions_are_too_many_every_day_is_still_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = chain(9)  # of three organisations, with two decisions
    record = known_record(Report(case), {party: place for place, party in enumerate(case.parties)})
    assert len(record["decisions"]) == 2 and record["limits"] == []
    case = drawn(
        "C1 | 2020-01-01 | school -> hub | referral |\nC2 | 2020-01-02 | school -> hub | referral |",
        outcomes="C1 | hub | closed | 2020-02-01\nC2 | hub | closed | 2020-02-02\nC2 | hub | returned | 2020-02-03",
    )
    monkeypatch.setattr("explorer.page.known.MOST_CELLS", 2 * 2)
    record = known_record(Report(case), {party: place for place, party in enumerate(case.parties)})
    assert record["decisions"] == [] and len(record["knowers"]) == 2
    (limit,) = record["limits"]
    assert "explorer known CASE --decisions" in limit


def test_of_very_many_contacts_below_a_statement_the_first_are_named_and_all_are_there() -> None:
    case = chain(MOST_CITED + 10)
    report = Report(case)
    statement = next(
        one for found in report.findings for one in found.statements if len(one.contacts) > MOST_CITED
    )
    html = str(findings_section(report))
    columns = packed_steps(sorted(case.place_of[contact] for contact in statement.contacts))
    named = ", ".join(statement.contacts[:MOST_CITED])
    more = len(statement.contacts) - MOST_CITED
    assert f'<i data-columns="{columns}">{named} and {more} more</i>' in html


fields = st.fixed_dictionaries(
    {"a": st.integers(0, 2), "b": st.lists(st.integers()), "c": st.text(max_size=3), "d": st.none()}
)


@patient
@given(st.lists(fields, max_size=9))
def test_records_told_field_by_field_are_the_same_records(given: list[dict[str, Any]]) -> None:
    packed = packed_records(given)
    again: list[dict[str, Any]] = [{} for _ in range(packed["count"])]
    for name, field in packed["fields"].items():
        told = field if isinstance(field, list) else [field["values"][place] for place in read(field["at"])]
        for record, value in zip(again, told, strict=True):
            record[name] = value
    assert again == given


def test_a_field_that_a_record_lacks_is_told_as_nothing() -> None:
    assert packed_records([{"a": 1}, {"b": 2}])["fields"] == {"a": [1, None], "b": [None, 2]}


@needs_node
@pytest.mark.parametrize("name", ["real", "made"])
def test_the_page_reads_the_network_as_it_was(name: str) -> None:
    case = read_case(ROOT / "data" / "southport") if name == "real" else chain(40)
    record = network_record(scene_called(Report(case)))
    assert len(record["edges"]) > 30
    code = """import("#page/unpack").then(({ unpackedNetwork }) =>
        console.log(JSON.stringify(unpackedNetwork(JSON.stringify(given)))))"""
    assert asked(code, packed_network(record)) == record

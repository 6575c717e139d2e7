"""Names and days as people type them and as software leaves them: in two words, in capitals, among tags."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from drawing import drawn
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.checking import case_of
from explorer.profiles import Profile
from explorer.redacting import redact
from explorer.redaction import Redacted
from explorer.redaction.coarse import coarse_prose
from explorer.redaction.folding import BROKEN, HYPHEN, folded, names_from, pattern_of
from explorer.redaction.wording import names_of
from explorer.storing import rows_of
from explorer.verify import Proof

PARTIES = """
q1 | professional | name="Sean O'Brien" aliases="O'Brien"
q2 | professional | name="Ian McDonald" aliases="McDonald"
q3 | family       | name="ALI"
q4 | education    | name="Northgate School" aliases="Northgate"
q5 | public       | name="Annemarie Ward" aliases="Anne-Marie Ward"
q6 | public       | name="Maria D'Souza"
q7 | professional | name="Jörg Brook" aliases="Brook"
"""


def redacted_with(written: str, dates: str = "month") -> Redacted:
    raw = rows_of(
        drawn(
            "K1 | 2021-05-04 | q1 -> q4 | call | summary=SAID", parties=PARTIES.replace("'", "\N{APOSTROPHE}")
        )
    )
    for row in raw.tables["contacts"].rows:
        row[:] = [f"With {written} there." if cell == "SAID" else cell for cell in row]
    return redact(case_of(raw), Profile("x", replace=("all",), dates=dates))


@pytest.mark.parametrize(
    "written",
    ["Sean O Brien", "O' Brien", "O-Brien", "O. Brien", "Ian Mc Donald", "Mc-Donald", "Ali", "ali", "ALI", "North-gate",
     "north-gate school", "North\N{NON-BREAKING HYPHEN}gate", "Anne-Marie Ward", "Anne Marie Ward", "Annemarie Ward",
     "Maria D Souza", "D' Souza, Maria", "J&#246;rg&nbsp;Brook", "J%C3%B6rg%20Brook", "J<b>ö</b>rg Brook",
     "J\\u00f6rg\\nBrook",
     "<td>Jörg</td><td>Br<i>oo</i>k</td>", "&amp;lt;b&amp;gt;Jörg&amp;lt;/b&amp;gt;<br>Brook",
     f'Jörg Br<a href="https://example.org/{"x" * 300}">ook</a>'],
)  # fmt: skip
def test_a_name_is_replaced_as_it_is_typed_and_as_software_leaves_it(written: str) -> None:
    found = redacted_with(written)
    said = found.case.contacts["C01"].summary.split()
    assert [word for word in said if word not in ("With", "there.")][-1] in "ABC"
    assert len(said) <= 7, "nothing of the name is left beside its pseudonym"
    is_searched = written != "ali"  # so short a word proves nothing where it has no capital
    assert bool(Proof(found.key.protected).hits("x.html", f"<p>{written}</p>".encode())) == is_searched


@pytest.mark.parametrize(
    "text",
    [
        "no-one came",
        "ten oak trees",
        "a care co-ordinator",
        "R&amp;D <b>x</b>, 50% &lt; 60%",
        r"C:\new\tom",
        "a < b",
    ],
)
def test_what_only_looks_like_one_stays_with_its_tags(text: str) -> None:
    names = names_from(
        [("Noone", "Person A"), ("Tenoak", "Person B"), ("Careco", "Person C"), ("Tom N", "Person D")]
    )
    assert names.settled(text) == text
    assert redacted_with(text).case.contacts["C01"].summary == f"With {text} there."


@pytest.mark.parametrize(
    "written",
    ["4&nbsp;May 2021", "4<sup>th</sup> May 2021", "4<b>May</b> 2021", "04&#47;05&#47;2021", "4&amp;nbsp;May 2021",
     "4\\u00a0May 2021", "4%20May%202021"],
)  # fmt: skip
def test_a_day_is_made_coarser_among_tags_and_references(written: str) -> None:
    found = redacted_with(written).case
    assert found.contacts["C01"].summary == "With May 2021 there."
    assert redact(found, Profile("x", replace=("all",), dates="month")).case == found


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("the twenty-first May, again", "the May, again"),
        ("his fourth June visit", "his June visit"),
        ("it may first be may", "it may first be may"),
        ("in the morning of the 4th.", "in the morning of the [date]."),
        ("on the second Tuesday of the month", "on the [date]"),
        ("Tues 4/5 he rang", "[date] he rang"),
        ("on the 4/5 he rang", "on the [date] he rang"),
        ("May-4 and May-21", "May and May-21"),
        ("seen by 5 staff, 4 theatres", "seen by 5 staff, 4 theatres"),
        ("the last of the 4th form", "the last of the 4th form"),
    ],
)
def test_days_in_more_ways_to_type_them_tell_none(text: str, after: str) -> None:
    assert coarse_prose(text, "month") == after
    assert coarse_prose(after, "month") == after


LETTERS = st.text("ab -'\n", min_size=1, max_size=7)


@given(
    st.lists(LETTERS.filter(lambda name: bool(name.strip(" -'\n"))), max_size=5, unique=True),
    st.text("abs -'\n", max_size=40),
)
@settings(max_examples=200, deadline=None)
def test_names_are_found_one_by_one_as_by_one_expression(listed: list[str], text: str) -> None:
    names = names_from([(name, f"P{number}") for number, name in enumerate(listed)])
    flat = folded(text)[0]
    whole = re.compile("|".join(pattern_of(name, BROKEN + HYPHEN) for _, name in names._looked_for) or "(?!)")
    assert [match.span() for match in names._matches(flat)] == [
        match.span() for match in whole.finditer(flat)
    ]


def test_an_id_as_short_as_the_name_of_a_cell_keeps_no_sheet_back() -> None:
    """In a workbook of seven rows there is a cell P7."""
    case = drawn(
        'K1 | 2021 | p7 -> hub | call | summary="p7 rang"', parties='p7 | professional | name="Ada Quill"'
    )
    found = redact(case, Profile("x", replace=("all",)))
    assert found.case.contacts["C01"].summary == "Professional A rang"
    assert "p7" not in found.key.protected


def test_a_name_of_two_with_and_between_them_is_not_read_from_there() -> None:
    party = drawn("K1 | 2020-01-01 | school -> subject | visit").parties["subject"]
    assert {tuple(name.split()) for name in names_of(replace(party, name="A & E"))} == {
        ("A", "&", "E"),
        ("A", "and", "E"),
    }
    assert "Brook Anna & Tom" in names_of(replace(party, name="Anna & Tom Brook"))

"""Redaction as somebody reads it who wants the names and the days back."""

# ruff: noqa: E501  (tables of texts)
from __future__ import annotations

import re

import pytest
from drawing import drawn

from explorer.checking import case_of
from explorer.profiles import Profile
from explorer.redacting import redact
from explorer.redaction import Redacted
from explorer.redaction.coarse import coarse_prose
from explorer.redaction.folding import names_from
from explorer.review import review_table
from explorer.storing import rows_of
from explorer.verify import Proof

WRITTEN = {
    "Jane Sørensen": ["Jane Sorensen", "JANE SØRENSEN", "Jane Soerensen"],
    "Łukasz Đorđević": ["Lukasz Dordevic", "Łukasz Đorđevic's", "ŁUKASZ ĐORĐEVIĆ"],
    "Jürgen Müller": ["Juergen Mueller", "Jurgen Muller", "JÜRGEN MÜLLER", "Mueller, Juergen"],
    "Ægir Þórsson": ["Aegir Thorsson", "Ægir þorsson"],
    "Fiona Finch": ["\ufb01ona \ufb01nch", "Fıona Finch", "Ｆｉｏｎａ Ｆｉｎｃｈ", "𝐅𝐢𝐨𝐧𝐚 𝐅𝐢𝐧𝐜𝐡", "Finch, FIONA"],
    "Ada Quill": [
        "Aᴅᴀ Qᴜɪʟʟ", "ɑdɑ Quill", "Ꭺda Quill", "🇦da Quill", "🅐da Quill", "Ⓐⓓⓐ Ⓠⓤⓘⓛⓛ", "Ada     \n\n     Quill",
        "Ada\n  - Quill", "Ada Qu\u3164ill", "Ada Qu\u17b4ill", "Ada Qu\u115fill", "Ada Qu\u034fill", "Ada Qu\u00ad\nill",
        "Ada\u2800Quill", "ada.quill", "AdaQuill", "the Ada Quills", "Ada Quills'", 'Ada "Quill"', "A\u0301da Qu\u0301ill",
    ],
}  # fmt: skip
"""Names, and ways to write them so that a search for the name does not find it."""
ALL = [(name, written) for name, ways in WRITTEN.items() for written in ways]


def redacted_with(name: str, written: str) -> Redacted:
    """A case in which a person of that name is told of as it is ``written``, redacted."""
    case = drawn(
        "K1 | 2020-01 | teacher -> hub | referral | summary=SAID",
        parties=f'teacher | professional | name="{name}"',
    )
    raw = rows_of(case)
    for row in raw.tables["contacts"].rows:
        row[:] = [f"With {written} there." if cell == "SAID" else cell for cell in row]
    return redact(case_of(raw), Profile("x", replace=("all",)))


@pytest.mark.parametrize(("name", "written"), ALL)
def test_a_name_is_replaced_and_found_however_it_is_disguised(name: str, written: str) -> None:
    found = redacted_with(name, written)
    said = found.case.contacts["C01"].summary
    assert "Professional A" in said
    assert Proof(found.key.protected).hits("x.txt", f"with {written} there".encode())
    assert not Proof(found.key.protected).hits("x.txt", said.encode())


MARKED = {
    "Adam James": ["Adam James's", "ADAM JAMES'S", "Adam Jameses", "Adam James’s", "Adam James'"],
    "Priya Patel": [
        "Priya Patel¹", "Priya Patel²³", "Priya Patelᵃ", "Priya Patel1", "Priya Patel™", "PriyaPatel1990", "2Priya Patel",
        "Priya Patel-\nled", "Priya Pa-\rtel", "Priya Pa-\u2028tel", "Priya Pa-\x85tel", "Priya Pa–\ntel", "Priya Pa¬\r\n tel",
        "Pri-\nya Patel-\nled", "Priya" + " " * 300 + "Patel", "Priya\n\n\n" + "\t" * 40 + "Patel", "Priya%20Patel's",
    ],
    "Maria van den Berg": ["van den Berg, Maria", "Berg, Maria van den", "den Berg, Maria van", "VAN DEN BERG Maria's"],
    "Noël Hayes": ["Noёl Hayes", "Noël Hayes's", "Noёl Háyes¹"],
    "John Smith": ["Jόhn Smith", "ȷohn Smith", "ꓙꓳꓧꓠ ꓢꓟꓲꓔꓧ", "Joհn Smith", "Joh\u20dfn Smith", "ꮶohn Smith".replace("ꮶ", "Ꭻ")],
    "Zoe\u0308 Quille\u0301": ["Zoë Quillé", "Zoe\u0308 Quille\u0301"],
    "김철수": ["김철수는", "김철수"],
    "محمد": ["محـمد", "مُحَمَّد", "محمــــد"],
}  # fmt: skip
"""Names with what may stand beside them, or between their letters."""


@pytest.mark.parametrize(
    ("name", "written"), [(name, written) for name, ways in MARKED.items() for written in ways]
)
def test_a_name_is_replaced_and_found_whatever_stands_beside_it(name: str, written: str) -> None:
    found = redacted_with(name, written)
    said = found.case.contacts["C01"].summary
    left = said.removeprefix("With ").removesuffix(" there.").replace("Professional A", "")
    assert "Professional A" in said
    assert left in ("", "'s", "’s", "'S", "'", "¹", "²³", "ᵃ", "1", "™", "1990", "2", "-\nled", "는")
    proof = Proof(found.key.protected)
    assert proof.hits("x.txt", f"with {written.replace('%20', ' ')} there".encode())
    assert not proof.hits("x.txt", said.encode())


@pytest.mark.parametrize(
    "text",
    [
        "Ross and the Rosses",
        "a bass",
        "5ng of it",
        "EB19C00123",
        "the patella",
        "Pat elm",
        "in-\nform",
        "1Ng",
    ],
)
def test_what_only_begins_like_a_name_stays(text: str) -> None:
    listed = ("Ros", "Bas", "Ng", "EB", "Patel", "Info")
    assert names_from([(name, "Person A") for name in listed]).settled(text) == text
    assert not Proof(dict.fromkeys(listed, "a name")).hits("x.txt", text.encode())


def test_of_two_names_of_the_same_letters_one_in_capitals_each_is_found() -> None:
    names = names_from([("MAY", "Body A"), ("May", "Person B"), ("Kit", "Person C"), ("KIT", "Body D")])
    assert names.settled("May may; kit") == "Person B may; Person C"


@pytest.mark.parametrize("text", ["Ada is high. Quill pens", "Add a quilt", "quillwort", "no Sorens entry"])
def test_what_is_no_name_stays(text: str) -> None:
    names = names_from([("Ada Quill", "Person A"), ("Sørensen", "Person B")])
    assert names.settled(text) == text


DAYS = """
05-12-2019|5-Dec-19|5-Dec-2019|5/Dec/2019|5.12.2019|2019/12/05|2019.12.05|20191205|2019-12-05T10:00|5th of Dec. 2019
5thDecember 2019|5 December2019|5 th December 2019|Thursday 5 December 2019|Thurs. the 5th December 2019|Dec 5th, 2019
December the 5th, 2019|5 and 6 December 2019|4, 5 and 6 December 2019|5-6 December 2019|5–6 December 2019
5 to 6 December 2019|the fifth of December 2019|Fifth December 2019|Twenty-fifth of December 2019|5/12-6/12/2019
5 Dec '19|5 Dec ’19|December 5–6, 2019|5\u00a0December\u00a02019|5 Dec\u00adember 2019|5 Ｄecember 2019|5 De\u200bcember 2019
"""


@pytest.mark.parametrize("text", [text for line in DAYS.split("\n") for text in line.split("|") if text])
def test_a_day_in_prose_is_made_coarse_however_it_is_written(text: str) -> None:
    after = coarse_prose(f"Seen {text} at home.", "month")
    assert "December 2019" in after
    assert not set("456") & set(after.replace("2019", "").partition("T10")[0])
    assert "fifth" not in after.casefold()
    assert coarse_prose(after, "month") == after
    year = coarse_prose(f"Seen {text} at home.", "year")
    assert "2019" in year
    assert "Dec" not in year


MORE_DAYS = """
May the fifth, 2021|May fifth, 2021|4th day of May 2021|last Monday of May 2021|the last day of May 2021|2021-05-18/2021-05-19
2021-05-18/19|2021-05-18..19|2021-May-04|May-04-2021|May/04/2021|minutes_2021-05-04.docx|20210504T120000Z|stabbing-2021-05-04
IMG_20210504_1200.jpg|x20210504y|04052021|3rd, 4th, and 5th May 2021|3rd, 4th, and 5th of May 2021|May 3rd and 5th, 2021
May 4, 6 and 18, 2021|May 4 to 6, 2021|the fourth, fifth and sixth of May 2021|May, 4th 2021|May 2021, 4th|May’s 4th, 2021
Mon 3 and Tues 4 May 2021|3, 4, 5, 6, 18, 19, 3, 4, 5, 6, 18, 19, 3, 4, 5, 6 and 19 May 2021|4+5 May 2021|3 (Monday) May 2021
04MAY21|Tue4May2021|4–5–2021|04‑05‑2021|04 / 05 / 2021|4. 5. 2021|04_05_2021|04 05 2021|4 5 2021|2021 05 04|5/18/2021|4.V.2021
2021-W18-2|4 May of 2021|the 4th day of the month of May 2021|first Monday in May 2021|4th, May 2021
4→6 May 2021|4 through 6 May 2021|May 4/6, 2021|4;5;6 May 2021|4? May 2021|4(?) May 2021|4] May 2021|5 through 19 May 2021
"""


@pytest.mark.parametrize("text", [text for line in MORE_DAYS.split("\n") for text in line.split("|") if text])
def test_a_day_is_made_coarse_in_lists_in_names_of_files_and_as_machines_write_it(text: str) -> None:
    for unit, left in (("month", "May 2021"), ("quarter", "April to June 2021"), ("year", "2021")):
        after = coarse_prose(f"Seen {text} at home.", unit)
        assert left in after
        rest = after.replace(left, "").replace("_1200.", "").replace("T120000Z", "")
        assert not any(char.isdigit() for char in rest), after
        assert not re.search("(?i)fourth|fifth|last|monday|tue|may", rest), after
        assert coarse_prose(after, unit) == after


@pytest.mark.parametrize(
    ("text", "month", "year"),
    [
        ("on Christmas Day 2019", "on December 2019", "on 2019"),
        ("Boxing Day and New Year’s Eve", "December and December", "[date] and [date]"),
        ("Good Friday 2019, Easter Monday", "April 2019, [date]", "2019, [date]"),
        ("on St Valentine's Day, Halloween, May Day", "on February, October, May", "on [date], [date], [date]"),
        ("it may day by day", "it may day by day", "it may day by day"),
        ("on the 3rd and the 4th.", "on the [date].", "on the [date]."),
        ("again on 4th, between 3rd and 5th", "again on [date], between [date]", "again on [date], between [date]"),
        ("the 3rd inst. and the 1st of that month", "the [date] inst. and the [date] of that month",
         "the [date] inst. and the [date] of that month"),
        ("on the third he rang", "on the [date] he rang", "on the [date] he rang"),
        ("week 18 of 2021", "[date]", "2021"),
    ],
)  # fmt: skip
def test_days_with_a_name_and_days_without_a_month_tell_none(text: str, month: str, year: str) -> None:
    assert coarse_prose(text, "month") == month
    assert coarse_prose(text, "year") == year
    assert coarse_prose(month, "month") == month


@pytest.mark.parametrize(
    "text",
    [
        "after the first, at an age", "his second and third visits", "the 5th and 6th forms", "C11 of case 2021-134",
        "in May 10:30", "may second it", "5, 6 and 7 boys", "room 12, 13", "01632 960 001", "192.168.10.12", "1st and 2nd",
        "3/4 of them", "ages 11-14", "last day of term", "Year 8, 2 A-levels", "£5 in May", "at 10.30",
    ],
)  # fmt: skip
def test_what_is_no_day_is_not_spoiled(text: str) -> None:
    assert coarse_prose(text, "month") == text


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("on the 5th he came", "on the [date] he came"),
        ("on the 5th form's trip", "on the 5th form's trip"),
        ("on Monday 5th", "on [date]"),
        ("on 5/12 he came", "on [date] he came"),
        ("in 2020-W10", "in [date]"),
        ("1/2 of 24/7", "1/2 of 24/7"),
        ("aged 12, on 5 December 2019", "aged 12, on December 2019"),
        ("pages 3 and 4", "pages 3 and 4"),
        ("the first of many", "the first of many"),
        ("version 10.1", "version 10.1"),
    ],
)
def test_days_told_by_half_are_taken_out_and_other_numbers_stay(text: str, after: str) -> None:
    assert coarse_prose(text, "month") == after


def test_a_day_that_was_made_coarse_is_looked_for_in_every_usual_way_to_write_it() -> None:
    case = drawn("K1 | 2019-12-05 | police -> hub | referral")
    proof = Proof(redact(case, Profile("x", replace=("all",), dates="month")).key.protected)
    for text in (
        "5 December 2019",
        "5th Dec 2019",
        "Dec 5, 2019",
        "05/12/2019",
        "5.12.2019",
        "05-12-2019",
        "2019-12-05",
    ):
        assert proof.hits("x.txt", f"seen {text} at".encode()), text
    assert not proof.hits("x.txt", b"in December 2019, 15 people; 15/12/2019; 25 December 2019")


def test_where_days_are_counted_a_list_of_days_tells_none() -> None:
    case = drawn(
        'K1 | 2019-12-05 | police -> hub | call | summary="Rang on 5 and 6 December 2019, and on 05-12-2019."'
    )
    said = redact(case, Profile("x", calendar="relative")).case.contacts["C01"].summary
    assert said == "Rang on [date], and on day 0."


IDENTIFYING = """
ada@x.org|07700 900123|+44 7700 900123|(0161) 496 0123|0161-496-0123|943 476 5919|AB 12 34 56 C|m1 1aa|SW1A 1AA|@adaq99
www.x.org/ada|https://x.org/ada|EB19C00123|AB12 CDE|12 High Street|ada(at)x.org|06CC/1234/20|A.Q.|AQ|5/12|born|DOB
"""


@pytest.mark.parametrize(
    "text", [text for line in IDENTIFYING.split("\n") for text in line.split("|") if text]
)
def test_the_review_lists_what_may_reach_or_name_somebody(text: str) -> None:
    case = drawn(
        f'K1 | 2020-01-05 | teacher -> hub | call | summary="told us {text} then."',
        parties='teacher | professional | name="Ada Quill"',
    )
    rows = review_table(case, redact(case, Profile("x", replace=("all",), dates="month"))).rows
    assert any(str(row[0]).rstrip(".") == text.rstrip(".") for row in rows), [row[0] for row in rows]


@pytest.mark.parametrize("unit", ["month", "quarter", "year"])
def test_numbers_in_a_row_before_a_month_are_all_taken_so_that_twice_is_once(unit: str) -> None:
    once = coarse_prose("seen 1 2 3 4 5 6 7 8 9 10 11 12 May 2019", unit)
    assert coarse_prose(once, unit) == once
    assert "12" not in once


@pytest.mark.parametrize(
    ("text", "quarter", "year"),
    [
        ("June 2020 (2020-07)", "April to June 2020 (July to September 2020)", "2020 (2020)"),
        ("in June; in May he rang", "in [date]; in [date] he rang", "in [date]; in [date] he rang"),
        ("07/2020, Sept '20, Jun-20", "July to September 2020, July to September 2020, April to June 2020", "2020, 2020, 2020"),
        ("between March and July 2020", "between January to September 2020", "between 2020"),
        ("April to June 2020", "April to June 2020", "2020"),
        ("November to February 2020", "2020", "2020"),
        ("summer 2020, the autumn term", "summer 2020, the autumn term", "2020, the [date]"),
        ("Q2 2020 and at Christmas", "Q2 2020 and at [date]", "2020 and at [date]"),
        ("on 2 June 2020, then in July", "on April to June 2020, then in [date]", "on 2020, then in [date]"),
        ("Ｊune 2020", "April to June 2020", "2020"),
        ("He may march; May he? the years 2018-19", "He may march; May he? the years 2018-19",
         "He may march; May he? the years 2018-19"),
    ],
)  # fmt: skip
def test_months_in_prose_are_as_coarse_as_the_dates(text: str, quarter: str, year: str) -> None:
    assert coarse_prose(text, "month") == text.replace("2 June", "June")
    assert coarse_prose(text, "quarter") == quarter
    assert coarse_prose(quarter, "quarter") == quarter
    assert coarse_prose(text, "year") == year
    assert coarse_prose(year, "year") == year


def test_a_month_that_was_made_a_year_is_looked_for() -> None:
    case = drawn("K1 | 2019-12-05 | police -> hub | referral\nK2 | 2020-02 | hub -> police | call")
    proof = Proof(redact(case, Profile("x", replace=("all",), dates="year")).key.protected)
    assert [len(proof.hits("x.txt", text)) for text in (b"in December 2019", b"Feb 2020", b"March 2020")] == [
        1,
        1,
        0,
    ]

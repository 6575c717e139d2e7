"""Days that were made coarse are found however they are written; numbers that only stand beside each other are none."""

from __future__ import annotations

from pathlib import Path

import pytest
from drawing import drawn
from test_verify import run

from explorer.storing import write_case
from explorer.verify import Proof

DAY = Proof({"3/4/2020": "an exact day", "03/04/2020": "an exact day"})


EVERY_WAY = """
2021-05-14|May-14-2021|2021-May-14|Fri14May2021|14th of May, 2021|May the 14th 2021|the fourteenth of May 2021
minutes20210514|IMG_20210514_1200|20210514T120000Z|14/5/21|14-05-21|14.05.21|14 May '21|14May21|5/14/2021
14th day of May 2021|13, 14 and 15 May 2021|13-15 May 2021|14 & 15 May 2021|14–15 May 2021|May 14-16, 2021|2021/5/14
2021-5-14|Friday 14 May|14 May|May 14th|2021-W19-5|14.V.2021|14 05 2021|14 / 05 / 2021|14 May, 2021
14 (Fri) May 2021|13 to 16 May 2021|2021-05-13/15|14052021|second Friday of May 2021|１４ May 2021|14 Ma\u200by 2021
"""


@pytest.mark.parametrize("text", [text for line in EVERY_WAY.split("\n") for text in line.split("|") if text])
def test_a_day_is_found_in_every_way_in_which_it_is_made_coarse(text: str) -> None:
    proof = Proof({"2021-05-14": "an exact day"})
    assert [hit.text for hit in proof.hits("x.txt", f"seen {text} at home".encode())] == ["2021-05-14"]


@pytest.mark.parametrize(
    "text",
    [
        "in May 2021, 14 people", "15 May 2021", "14 June 2021", "14 May 2020", "14  May", "May\n14", "May 14 people",
        "14 may be seen", "C14 May 2021", "12-13 May 2021", "15 and 16 May 2021", "5/12/2021", "2021-134",
    ],
)  # fmt: skip
def test_other_days_and_numbers_beside_a_month_are_not_taken_for_it(text: str) -> None:
    assert not Proof({"2021-05-14": "an exact day"}).hits("x.txt", text.encode())


def test_a_whole_month_and_the_end_of_february_tell_no_day() -> None:
    proof = Proof({"2021-05-14": "an exact day", "2020-02-28": "an exact day"})
    assert not proof.hits("x.txt", b"1-31 May 2021, by 28 Feb")
    assert len(proof.hits("x.txt", b"2-31 May 2021, by 28 Feb 2020")) == 2


def test_the_line_of_a_day_is_told() -> None:
    found = Proof({"2021-05-14": "an exact day"}).hits(
        "x.txt", b"On 3 May\n\nand on May the 14th, 2021, and 14.5.21.\n"
    )
    assert [str(hit) for hit in found] == ['x.txt, line 3: "2021-05-14" (an exact day)']


def test_easter_is_known() -> None:
    days = {2019: "2019-04-21", 2021: "2021-04-04", 2024: "2024-03-31"}
    for year, day in days.items():
        assert Proof({day: "an exact day"}).hits("x.txt", f"on Easter Sunday {year}".encode())


WAYS = (
    "3/4/2020",
    "3.4.2020",
    "3 / 4 / 2020",
    "3/4/\n2020",
    "3 4 2020",
    "3-4-2020",
    "03042020",
    "3\u20134\u20132020",
)


@pytest.mark.parametrize("text", WAYS)
def test_a_day_in_numbers_is_found(text: str) -> None:
    assert DAY.hits("x.txt", f"on {text}.".encode())


def test_a_day_cut_by_tags_is_found() -> None:
    assert DAY.hits("x.html", b"<!doctype html><p>on <b>3</b>/<i>4</i>/2020</p>")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("x.svg", "<svg><text>3</text><text>4</text><text>2020</text></svg>"),
        ("x.html", "<!doctype html><table><tr><td>3</td><td>4</td><td>2020</td></tr></table>"),
        ("x.html", "<p>3<br>4<br>2020</p>"),
        ("x.txt", "3\n4\n2020"),
        ("x.csv", "first_day,last_day\n2020-03-04,2020-03-31\n2019-04-03,2020-04-30\n"),
        ("x.csv", "scope\n2019-03-04/2020-03-31\n"),
        ("x.csv", "2020-03,2020-03-04,2020-03-31"),
    ],
)
def test_numbers_beside_each_other_are_no_day(name: str, text: str) -> None:
    assert not DAY.hits(name, text.encode())


@pytest.mark.parametrize("suffix", [".svg", ".pdf"])
def test_a_drawing_may_count_to_four_where_something_was_on_the_third_of_april(
    suffix: str, tmp_path: Path
) -> None:
    """Its scale says 3, 4 and then the year: that was taken for the day, and nothing was drawn."""
    lines = [f"K{at} | 2020-0{at}-03 | school -> hub | referral" for at in range(1, 5)]
    write_case(drawn("\n".join(lines)), tmp_path / "case")
    done = run(
        "figure", tmp_path / "case", "total", "--profile", "publication", "-o", tmp_path / f"x{suffix}"
    )
    assert done.exit_code == 0, done.output

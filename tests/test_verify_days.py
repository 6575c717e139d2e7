"""Days that were made coarse are found however they are written; numbers that only stand beside each other are none."""

from __future__ import annotations

from pathlib import Path

import pytest
from drawing import drawn
from test_verify import run

from explorer.storing import write_case
from explorer.verify import Proof

DAY = Proof({"3/4/2020": "an exact day", "03/04/2020": "an exact day"})


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
        ("x.txt", "3\n4\n2020"),
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

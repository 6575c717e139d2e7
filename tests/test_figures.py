"""Scenes as numbers, and the drawing of them."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from drawing import drawn
from hostile import HOSTILE, hostile

from explorer import Report
from explorer.dates import parse
from explorer.figures.called import scene_called
from explorer.figures.choosing import sheet_of
from explorer.figures.lanes import lanes_drawing
from explorer.figures.ordering import lane_order
from explorer.figures.rings import positions
from explorer.figures.scene import UNDATED_BAND, date_lines, scene_of
from explorer.figures.svg import lanes_svg, pieces_of

CHAIN = """
    C1 | 2020-03-01 | subject -> helpline | self-contact |
    C2 | 2020-03-02 | helpline -> police  | referral | follows=C1
    C3 | 2020-03-03 | police -> hub       | referral | follows=C2
    C4 |            | hub -> social-care  | referral | follows=C3
    C5 | [2020-03-01..2020-12-31] | school -> prevent | referral |
    C6 |            | school -> subject   | session |
"""


def test_the_subject_stands_on_top_and_people_above_organisations() -> None:
    order = lane_order(drawn("C1 | 2020 | school -> family | call |\nC2 | 2020 | hub -> subject | visit |"))
    assert order[:2] == ("subject", "family")


def test_organisations_of_one_sector_stand_together() -> None:
    case = drawn(
        """
        C1 | 2020-01 | school -> police | referral |
        C2 | 2020-02 | police -> hub | referral |
        C3 | 2020-03 | hub -> school-2 | referral |
        C4 | 2020-04 | school-2 -> police-2 | referral |
        """
    )
    order = lane_order(case)
    assert abs(order.index("school") - order.index("school-2")) == 1
    assert abs(order.index("police") - order.index("police-2")) == 1


def test_a_chain_of_referrals_runs_down_the_page() -> None:
    order = lane_order(drawn(CHAIN))
    places = [order.index(party) for party in ("helpline", "police", "hub", "social-care")]
    assert places == sorted(places)


def test_lane_order_does_not_depend_on_the_order_of_rows() -> None:
    rows = [line for line in CHAIN.splitlines() if line.strip()]
    assert lane_order(drawn("\n".join(rows))) == lane_order(drawn("\n".join(rows[::-1])))


def test_columns_run_in_order_with_running_totals() -> None:
    scene = scene_of(Report(drawn(CHAIN)))
    assert [column.contacts_so_far for column in scene.columns] == [1, 2, 3, 4, 5, 6]
    assert scene.columns[-1].requests_so_far == 4
    assert scene.bands[-1].label == UNDATED_BAND


def test_an_uncertain_contact_reaches_over_the_columns_it_may_stand_among() -> None:
    columns = {
        column.contact.id: (place, column)
        for place, column in enumerate(scene_of(Report(drawn(CHAIN))).columns)
    }
    place, uncertain = columns["C5"]
    assert not uncertain.is_sure
    assert uncertain.reach[0] <= place <= uncertain.reach[1]
    assert uncertain.reach[1] >= columns["C3"][0]
    assert columns["C1"][1].reach == (columns["C1"][0],) * 2


def test_totals_never_fall_and_possible_is_never_below_certain() -> None:
    totals = scene_of(Report(drawn(CHAIN))).totals
    for before, after in pairwise(totals):
        assert before.day < after.day
        assert before.contacts[0] <= after.contacts[0] and before.contacts[1] <= after.contacts[1]
    assert all(total.contacts[0] <= total.contacts[1] for total in totals)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("2019-12-05", ("5 Dec",)),
        ("2019-12-05?", ("5 Dec?",)),
        ("2019-12", ("Dec",)),
        ("2019", ("2019",)),
        ("2019-12-05~", ("~5 Dec",)),
        ("[2019-12-05..2021-02-01]", ("5 Dec…", "Feb 21")),
        ("2019-10-24/2019-11-03", ("24 Oct–", "3 Nov")),
        ("2019-10-24/..", ("24 Oct–", "?")),
        ("[2019-12-05..]", ("5 Dec…", "or later")),
        ("[..2020-01-31]", ("by", "Jan 20")),
        ("", ("not", "dated")),
    ],
)
def test_a_date_over_a_column_is_short(text: str, lines: tuple[str, ...]) -> None:
    assert date_lines(parse(text)) == lines


def test_no_two_parties_of_the_network_stand_on_each_other() -> None:
    scene = scene_of(Report(drawn(CHAIN)))
    places = list(positions(scene.lanes).values())
    for index, (x, y) in enumerate(places):
        assert all(abs(x - other[0]) + abs(y - other[1]) > 30 for other in places[index + 1 :])
    assert positions(scene.lanes)["subject"] == (0.0, 0.0)


def test_a_drawing_is_well_formed_and_bears_title_and_marking() -> None:
    scene = scene_of(Report(hostile(drawn(CHAIN))))
    root = ET.fromstring(lanes_svg(scene))
    words = [element.text for element in root.iter() if element.text]
    assert HOSTILE in words
    assert {element.tag.split("}")[1] for element in root.iter()} <= {
        *("svg", "title", "desc", "rect", "line", "text", "circle", "g", "path"),
    }


def test_a_date_is_said_once_over_neighbours_of_that_date_and_the_ids_stand_beneath() -> None:
    rows = "C1 | 2020-03-01 | subject -> school | call |\nC2 | 2020-03-01 | school -> hub | referral |"
    root = ET.fromstring(lanes_svg(scene_of(Report(drawn(f"{rows}\nC3 | 2020-03-09 | hub -> gp | call |")))))
    said = {text.text: text for text in root.iter("{http://www.w3.org/2000/svg}text")}
    assert [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")].count("1 Mar") == 1
    places = {name: float(said[name].get("x", "")) for name in ("C1", "1 Mar", "C2", "9 Mar", "C3")}
    assert places["1 Mar"] == (places["C1"] + places["C2"]) / 2 and places["9 Mar"] == places["C3"]
    assert float(said["1 Mar"].get("y", "")) < float(said["C1"].get("y", ""))
    assert [said[name].get("font-weight") for name in ("C1", "C2")] == ["400", "600"], "requests are bold"


CALLED = """
[[expected]]
id = "E1"
from = "hub"
to = "prevent"
kind = "referral"
said_by = "S1"
ground = "review"
"""


def words_of(text: str) -> list[str]:
    return [element.text or "" for element in ET.fromstring(text).iter("{http://www.w3.org/2000/svg}text")]


def test_what_was_called_for_and_is_not_on_record_is_a_ghost_after_the_last_contact() -> None:
    rows = "\n".join(f"C{at} | 2020-01-{at:02} | school -> hub | call |" for at in range(1, 29))
    scene = scene_called(
        Report(drawn(rows, parties="prevent | counter-terrorism", sources="S1 | |", settings=CALLED))
    )
    assert [lane.id for lane in scene.lanes if lane.id == "prevent"] == ["prevent"], "it has a lane"
    first, last = (lanes_svg(scene, *piece) for piece in pieces_of(scene))
    assert "E1" not in words_of(first) and words_of(last).count("E1") == 1
    assert "E1: Referral, called for, not on record" in last
    ends = {one.id: (scene.lanes[one.sender].id, scene.lanes[one.receiver].id) for one in scene.called}
    assert ends == {"E1": ("hub", "prevent")}
    assert "called for by a source, not on record" in lanes_drawing(scene).svg
    assert "E1 from hub to prevent" in lanes_drawing(scene).alt
    assert (
        scene_of(
            Report(drawn(rows, parties="prevent | counter-terrorism", sources="S1 | |", settings=CALLED))
        ).called
        == ()
    )


def test_what_was_called_for_stands_on_the_last_sheet_with_its_lanes() -> None:
    rows = "C1 | 2020 | school -> hub | call |\nC2 | 2021 | school -> gp | call |"
    scene = scene_called(
        Report(drawn(rows, parties="prevent | counter-terrorism", sources="S1 | |", settings=CALLED))
    )
    first, last = sheet_of(scene, {"C1"}), sheet_of(scene, {"C2"})
    assert first.called == () and "prevent" not in {lane.id for lane in first.lanes}
    assert {"hub", "prevent"} <= {lane.id for lane in last.lanes}
    assert [last.lanes[one.receiver].id for one in last.called] == ["prevent"]


def test_what_was_called_for_and_came_is_no_ghost() -> None:
    rows = "C1 | 2020 | school -> hub | call |\nC2 | 2021 | hub -> prevent | referral |"
    assert (
        scene_called(
            Report(drawn(rows, parties="prevent | counter-terrorism", sources="S1 | |", settings=CALLED))
        ).called
        == ()
    )


def test_events_are_named_over_their_lines() -> None:
    text = lanes_svg(scene_of(Report(drawn("C1 | 2020 | subject -> school | incident |"))))
    assert "Incident" in words_of(text)
    assert "Incident" not in words_of(
        lanes_svg(scene_of(Report(drawn("C1 | 2020 | subject -> school | call |"))))
    )


def test_a_long_name_is_on_two_lines_and_keeps_its_end() -> None:
    name = "The community paediatric service of the children's hospital, north team"
    case = drawn("C1 | 2020 | subject -> gp | call |", parties=f'gp | health | name="{name}"')
    words = words_of(lanes_svg(scene_of(Report(case))))
    assert "The community paediatric" in words
    assert [line for line in words if line.startswith("…") and line.endswith("hospital, north team")]


def test_characters_without_a_place_in_xml_are_replaced() -> None:
    case = replace(drawn("C1 | 2020 | subject -> school | call |"), title="A\x01B")
    assert "A\ufffdB" in lanes_svg(scene_of(Report(case)))


def test_sheets_share_out_all_columns() -> None:
    rows = "\n".join(
        f"C{number} | 2020-01-{number % 28 + 1:02} | school -> hub | call |" for number in range(1, 62)
    )
    scene = scene_of(Report(drawn(rows)))
    sheets = pieces_of(scene)
    assert [column for first, last in sheets for column in range(first, last + 1)] == list(range(61))
    assert pieces_of(scene_of(Report(drawn()))) == []

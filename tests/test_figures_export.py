"""Figures that leave the page: SVG, PNG and PDF of lanes, network, running total and matrix."""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner, Result
from drawing import drawn
from hostile import MARKED, hostile

from explorer import Report, read_case
from explorer.cli import main
from explorer.errors import OutputError, UnknownNameError
from explorer.figures.asking import scene_asked
from explorer.figures.choosing import BLACK, of_period, part_of
from explorer.figures.drawings import FIGURES, drawing_bytes, write_figure
from explorer.figures.framing import Drawing
from explorer.figures.labels import Room, box_of
from explorer.figures.lanes import lanes_drawing, rows_of
from explorer.figures.matrix import _counts
from explorer.figures.scene import Scene, scene_of
from explorer.figures.theming import DARK, darkened

REAL = Path(__file__).parent.parent / "data" / "southport"
MARKING = "OFFICIAL-SENSITIVE"
CHAIN = """
    K1 | 2020-03-01 | subject -> helpline | self-contact |
    K2 | 2020-03-02 | helpline -> police  | referral | follows=K1
    K3 | [2020-03-04..2020-04-01] | police -> hub | referral | follows=K2
    K4 | | hub -> subject | visit |
    K5 | 2021-04-01 | helpline -> police | call |
"""


@pytest.fixture(scope="module")
def chain() -> Report:
    case = drawn(CHAIN, outcomes="K2 | police | closed |")
    return Report(replace(case, title="A chain", marking=MARKING))


@pytest.fixture(scope="module")
def real() -> Report:
    return Report(replace(read_case(REAL), marking=MARKING))


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def ids(scene: Scene) -> list[str]:
    return [column.contact.id for column in scene.columns]


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_is_svg_with_title_words_and_marking(name: str, real: Report) -> None:
    drawing = FIGURES[name](scene_of(real))
    root = ET.fromstring(drawing.svg)
    said = {child.tag.rpartition("}")[2]: child.text for child in root}
    assert said["title"] == real.case.title
    assert said["desc"] == drawing.alt and drawing.alt.endswith(".")
    assert said["metadata"] == f"marking: {MARKING}"
    assert [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")].count(MARKING) == 2
    assert "Arial" in root.get("font-family", "")


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize("form", ["svg", "png", "pdf"])
def test_the_same_figure_gives_the_same_bytes(name: str, form: str, chain: Report) -> None:
    drawing = FIGURES[name](scene_of(chain))
    assert drawing_bytes(drawing, form) == drawing_bytes(FIGURES[name](scene_of(chain)), form)


@pytest.mark.parametrize("name", FIGURES)
def test_a_hostile_case_is_drawn_as_text(name: str, chain: Report) -> None:
    svg = FIGURES[name](scene_of(Report(hostile(chain.case)))).svg
    root = ET.fromstring(svg)
    assert {element.tag.rpartition("}")[2] for element in root.iter()} <= {
        "svg", "title", "desc", "metadata", "rect", "text", "g", "line", "circle", "path",
    }  # fmt: skip
    assert MARKED in svg


@pytest.mark.parametrize("name", FIGURES)
def test_a_case_without_contacts_is_drawn(name: str) -> None:
    assert ET.fromstring(FIGURES[name](scene_of(Report(drawn("")))).svg) is not None


def test_words_say_what_the_lanes_show(chain: Report) -> None:
    alt = lanes_drawing(scene_of(chain)).alt
    assert "5 contacts and events between 4 parties from 1 March 2020 to 1 April 2021" in alt
    assert "2 requests: ended 1, no outcome recorded 1." in alt


def test_words_name_the_pairs_of_the_network_and_of_the_matrix(chain: Report) -> None:
    assert "Most contacts: helpline to police (2)" in FIGURES["network"](scene_of(chain)).alt
    assert "helpline to police: 2 contacts, of these 1 request;" in FIGURES["matrix"](scene_of(chain)).alt


def test_words_say_the_totals_and_what_is_not_in_them(chain: Report) -> None:
    alt = FIGURES["total"](scene_of(chain)).alt
    assert "at the end 4 contacts and 2 requests on record" in alt
    assert "1 contact without a date is not in it." in alt


def test_the_matrix_counts_contacts_and_requests(chain: Report) -> None:
    scene = scene_of(chain)
    names = [lane.id for lane in scene.lanes]
    counts = {(names[a], names[b]): count for (a, b), count in _counts(scene).items()}
    assert counts == {
        ("subject", "helpline"): (1, 0),
        ("helpline", "police"): (2, 1),
        ("police", "hub"): (1, 1),
        ("hub", "subject"): (1, 0),
    }


# Choosing


def test_a_period_keeps_what_can_have_been_in_it(chain: Report) -> None:
    assert ids(scene_asked(chain, "2020-03-02", "2020-03-31")) == ["K2", "K3"]
    assert ids(scene_asked(chain, start="2021")) == ["K5"]
    assert ids(scene_asked(chain)) == ["K1", "K2", "K3", "K5", "K4"]


def test_parties_and_a_journey_keep_their_contacts_and_lanes(chain: Report) -> None:
    hub = scene_asked(chain, parties=["Hub"])
    assert ids(hub) == ["K3", "K4"]
    assert [lane.id for lane in hub.lanes] == ["subject", "police", "hub"]
    assert ids(scene_asked(chain, journey="K2")) == ["K2", "K3"]


def test_a_name_that_is_none_and_a_date_that_is_none_are_refused(chain: Report) -> None:
    from explorer.errors import DateError

    with pytest.raises(UnknownNameError, match="helplin"):
        scene_asked(chain, parties=["helplin"])
    with pytest.raises(DateError):
        scene_asked(chain, start="March")


def test_a_part_keeps_its_links_and_its_bands(chain: Report) -> None:
    part = part_of(scene_of(chain), of_period(parse_day("2020-03-02"), None))
    assert [column.follows for column in part.columns] == [(), (0,), ()]
    assert [(band.label, band.first, band.last) for band in part.bands] == [("2020", 0, 1), ("2021", 2, 2)]
    for at, column in enumerate(part.columns):
        assert column.reach[0] <= at <= column.reach[1]


def parse_day(text: str) -> int:
    from explorer.dates import parse

    day = parse(text).first_day
    assert day is not None
    return day


def test_black_leaves_no_other_colour_on_the_lanes(real: Report) -> None:
    scene = scene_asked(real, is_black=True)
    colours = {lane.sector.light for lane in scene.lanes}
    assert colours == {BLACK}
    for name in FIGURES:
        svg = FIGURES[name](scene).svg
        assert not {party.sector.light for party in real.case.parties.values()} & set(svg.split('"')) - {
            BLACK
        }


@pytest.mark.parametrize("name", FIGURES)
def test_a_dark_figure_says_the_same_in_other_colours(name: str, real: Report) -> None:
    scene = scene_asked(real)
    light = FIGURES[name](scene)
    dark = darkened(light, scene)
    before, after = list(ET.fromstring(light.svg).iter()), list(ET.fromstring(dark.svg).iter())
    for a, b in zip(before, after, strict=True):
        assert (a.tag, a.text) == (b.tag, b.text)
        kept = set(a.attrib) - {"fill", "stroke"}
        assert {key: a.attrib[key] for key in kept} == {key: b.attrib[key] for key in kept}
    found = {element.get(key, "") for element in after for key in ("fill", "stroke")} - {"", "none"}
    light_only = {lane.sector.light for lane in scene.lanes} | {"#1c2430", "#ffffff", "#5b6672"}
    assert not found & (light_only - set(DARK.values()) - {lane.sector.dark for lane in scene.lanes})
    ground = next(element for element in after if element.tag.endswith("rect"))
    assert ground.get("fill") == DARK["#ffffff"]


def test_ids_of_a_network_stand_beside_one_another(real: Report) -> None:
    root = ET.fromstring(FIGURES["network"](scene_of(real)).svg)
    boxes = [
        box_of(text.text or "", float(text.get("x", "0")), float(text.get("y", "0")), 8.5)
        for text in root.iter("{http://www.w3.org/2000/svg}text")
        if text.get("font-size") == "8.5" and text.text in real.case.contacts
    ]
    assert len(boxes) > 30
    room = Room()
    for box in boxes:
        assert room.overlap(box) == 0
        room.take(box)


def test_a_label_takes_the_first_free_place_else_the_least_covered() -> None:
    room = Room()
    room.take((-50.0, -50.0, 50.0, 50.0))
    assert room.best("C1", [(0, 0), (100, 0), (200, 0)], 10) == (100, 0)
    assert room.best("C2", [(0, 0), (100, 0)], 10) in ((0, 0), (100, 0))
    assert room.best("C3", [(45, 55), (0, 0)], 10) == (45, 55)


@pytest.mark.parametrize("count", [0, 1, 24, 25, 49, 1000])
def test_rows_of_lanes_hold_every_column_once(count: int) -> None:
    rows = rows_of(count, 24)
    assert [at for first, last in rows for at in range(first, last + 1)] == list(range(count))
    assert all(last - first < 24 for first, last in rows)


def test_sheets_of_lanes_hold_every_contact_once_in_letters_large_enough(real: Report) -> None:
    from explorer.figures.lanes import LEGIBLE, SHEET, lanes_sheets

    scene = scene_of(real)
    sheets = lanes_sheets(scene)
    shown = [
        text.text
        for sheet in sheets
        for text in ET.fromstring(sheet.svg).iter("{http://www.w3.org/2000/svg}text")
    ]
    assert [text for text in shown if text in real.case.contacts] == ids(scene)
    for sheet in sheets:
        assert min(SHEET[0] / sheet.width, SHEET[1] / sheet.height) >= LEGIBLE


def test_a_scene_too_long_for_the_sheets_allowed_gives_none(real: Report) -> None:
    from explorer.figures.lanes import MOST_ON_SHEET, lanes_sheets

    rows = "\n".join(
        f"K{at} | 2020-01-{1 + at % 28:02} | school -> hub | call |" for at in range(MOST_ON_SHEET + 1)
    )
    assert lanes_sheets(scene_of(Report(drawn(rows))), most_sheets=1) == []
    assert len(lanes_sheets(scene_of(Report(drawn(rows))), most_sheets=2)) == 2


# Formats


def test_a_picture_is_as_wide_as_asked_and_carries_its_marking(chain: Report) -> None:
    drawing = FIGURES["total"](scene_of(chain))
    png = drawing_bytes(drawing, "png", 640)
    assert struct.unpack(">II", png[16:24])[0] in (640, 641)
    chunks = dict(texts_of(png))
    assert chunks["marking"] == MARKING and chunks["Description"] == drawing.alt


def texts_of(png: bytes) -> list[tuple[str, str]]:
    """The texts of a picture, its chunks checked."""
    at, found = 8, []
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8])
        data = png[at + 8 : at + 8 + length]
        assert struct.unpack(">I", png[at + 8 + length : at + 12 + length])[0] == zlib.crc32(kind + data)
        if kind == b"iTXt":
            name, _, rest = data.partition(b"\0")
            found.append((name.decode(), rest[4:].decode("utf-8")))
        at += 12 + length
    return found


def test_a_pdf_is_one_page_as_wide_as_asked_with_its_marking(chain: Report) -> None:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(drawing_bytes(FIGURES["network"](scene_of(chain)), "pdf", 180)))
    assert len(reader.pages) == 1
    assert float(reader.pages[0].mediabox.width) == pytest.approx(180 * 72 / 25.4, abs=1)
    assert MARKING in str(reader.metadata) and MARKING in reader.pages[0].extract_text()


def test_svg_as_wide_as_asked_keeps_its_shape(chain: Report) -> None:
    drawing = FIGURES["matrix"](scene_of(chain))
    root = ET.fromstring(drawing_bytes(drawing, "svg", 500))
    assert root.get("width") == "500"
    assert float(root.get("height", "0")) == pytest.approx(500 * drawing.height / drawing.width, abs=1)


def test_a_large_network_is_drawn_with_numbers_in_place_of_ids() -> None:
    rows = "\n".join(f"K{at} | 2020-01-{1 + at % 28:02} | school -> hub | call |" for at in range(130))
    svg = FIGURES["network"](scene_of(Report(drawn(rows)))).svg
    assert ">130<" in svg and ">K1<" not in svg


# The command


def test_figure_writes_where_it_says_and_overwrites_nothing(tmp_path: Path) -> None:
    path = tmp_path / "x.svg"
    assert run("figure", REAL, "total", "-o", path).stdout.strip() == str(path)
    again = run("figure", REAL, "total", "-o", path)
    assert again.exit_code == 1 and "--force" in again.stderr
    for theme in ("black", "dark"):
        asked = ("--journey", "C06", "--theme", theme, "-o", path, "--force")
        assert run("figure", REAL, "lanes", *asked).exit_code == 0
    assert DARK["#ffffff"] in path.read_text("utf-8")


def test_a_figure_of_no_known_format_is_refused(chain: Report, tmp_path: Path) -> None:
    drawing: Drawing = FIGURES["total"](scene_of(chain))
    with pytest.raises(UnknownNameError, match="svg, png, pdf"):
        write_figure(drawing, tmp_path / "x.gif")
    (tmp_path / "x.png").write_bytes(b"mine")
    with pytest.raises(OutputError):
        write_figure(drawing, tmp_path / "x.png")

"""Tables and whole cases as files: each format is read back by somebody else's reader and compared."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner, Result
from drawing import drawn
from hostile import hostile
from peers import peer_reads

from explorer import Report, read_case
from explorer.case import Case
from explorer.cli import main
from explorer.dates import parse
from explorer.errors import OutputError, UnknownNameError
from explorer.exports import format_of, registry, table_content, write_case, write_table
from explorer.rows import COLUMNS
from explorer.tables import Column, Table, cell_text

REAL = Path(__file__).parent.parent / "data" / "southport"
MARKING = "OFFICIAL-SENSITIVE"
TABLE_FORMATS = ["csv", "docx", "html", "json", "md", "text", "xlsx"]
CASE_FORMATS = ["followthemoney", "gexf", "graphml", "mermaid", "node-link", "timelinejs", "xes"]

CHAIN = """
    K1 | 2020-03-01 | subject -> helpline | self-contact | summary="told the helpline" source=S1 locator=p1
    K2 | 2020-03-02/2020-03-09 | helpline -> police;hub | referral | follows=K1 source=S1
    K3 | [2020-03-04..2020-04-01] | police -> hub | notification | follows=K2 basis=reported
    K4 | | hub -> subject | visit | basis=inferred
    K5 | 2020-05~ | subject -> | incident |
"""


@pytest.fixture(scope="module")
def chain() -> Report:
    case = drawn(
        CHAIN, outcomes="K2 | hub | closed | 2020-03-08", sources="S1 | helpline", notes="N1 | a note"
    )
    return Report(replace(case, title="A chain", marking=MARKING))


@pytest.fixture(scope="module")
def real() -> Report:
    return Report(replace(read_case(REAL), marking=MARKING))


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def little(*cells: str) -> Table:
    """A table of one column of texts."""
    column = Column("said", "Said", "text", "What was said.", is_wide=True)
    return Table("little", "A little table", (column,), tuple((cell,) for cell in cells), "A case", MARKING)


# The registry


def test_the_formats_are_those_that_are_promised() -> None:
    assert list(registry("table")) == TABLE_FORMATS
    assert list(registry("case")) == CASE_FORMATS
    assert list(registry("document")) == ["docx", "html", "md", "pdf", "xlsx"]


@pytest.mark.parametrize("what", ["table", "case", "document"])
def test_every_format_has_a_docstring_a_name_and_a_suffix_of_its_own(what: str) -> None:
    seen: set[str] = set()
    for name, module in registry(what).items():
        assert name == module.NAME
        said = " ".join((module.__doc__ or "").split())
        assert "Not carried" in said or name in ("csv", "json", "text", "pdf")
        assert module.SUFFIXES
        assert all(suffix.startswith(".") and suffix.islower() for suffix in module.SUFFIXES)
        assert not seen & set(module.SUFFIXES)
        seen |= set(module.SUFFIXES)


def test_the_longest_suffix_picks_the_format() -> None:
    assert format_of(Path("a.timeline.json"), None, "case").NAME == "timelinejs"
    assert format_of(Path("a.JSON"), None, "case").NAME == "node-link"
    assert format_of(Path("a.json"), None).NAME == "json"


def test_an_unknown_suffix_and_an_unknown_format_name_those_there_are() -> None:
    with pytest.raises(UnknownNameError, match=r"\.graphml, \.mmd"):
        format_of(Path("a.zip"), None, "case")
    with pytest.raises(UnknownNameError, match='Did you mean "graphml"'):
        format_of(None, "graphm", "case")


# Every format


@pytest.mark.parametrize("name", TABLE_FORMATS)
def test_the_same_table_gives_the_same_bytes(name: str, real: Report) -> None:
    module = registry()[name]
    assert table_content(module, real.tables["chronology"]) == table_content(
        module, real.tables["chronology"]
    )


@pytest.mark.parametrize("name", CASE_FORMATS)
def test_the_same_case_gives_the_same_text(name: str, real: Report) -> None:
    module = registry("case")[name]
    again = Report(replace(read_case(REAL), marking=MARKING))
    assert module.case_text(real) == module.case_text(again)


@pytest.mark.parametrize("name", TABLE_FORMATS)
def test_every_table_carries_the_marking(name: str, real: Report) -> None:
    content = table_content(registry()[name], real.tables["referrals"])
    if name in ("docx", "xlsx"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert MARKING in archive.read("docProps/core.xml").decode()
            pages = [item for item in archive.namelist() if re.search(r"header\d|footer\d|sheet1", item)]
            assert any(MARKING in archive.read(page).decode() for page in pages)
    else:
        assert MARKING in content.decode("utf-8-sig")


@pytest.mark.parametrize("name", CASE_FORMATS)
def test_every_case_format_carries_title_and_marking(name: str, real: Report) -> None:
    text = registry("case")[name].case_text(real)
    assert MARKING in text
    assert "Southport" in text or name == "followthemoney"


@pytest.mark.parametrize("name", TABLE_FORMATS)
def test_a_table_without_rows_is_written(name: str) -> None:
    assert table_content(registry()[name], replace(little(), rows=()))


@pytest.mark.parametrize("name", CASE_FORMATS)
def test_a_case_without_contacts_is_written(name: str) -> None:
    assert registry("case")[name].case_text(Report(drawn(""))) or name == "followthemoney"


# Tables read back by other readers


def grid_xlsx(content: bytes) -> list[list[object]]:
    from openpyxl import load_workbook

    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def grid_docx(content: bytes) -> list[list[str]]:
    import docx

    file = docx.Document(io.BytesIO(content))
    return [[cell.text for cell in row.cells] for table in file.tables for row in table.rows]


def grid_html(content: bytes) -> list[list[str]]:
    from lxml import html

    rows = html.fromstring(content.decode("utf-8")).iter("tr")
    return [[cell.text_content() for cell in row] for row in rows]


def grid_md(content: bytes) -> list[list[str]]:
    from lxml import html
    from markdown_it import MarkdownIt

    text = content.decode("utf-8").split("---\n", 2)[2]
    page = MarkdownIt("commonmark", {"html": True}).enable("table").render(text)
    rows = html.fromstring(page.replace("<br>", "\n")).iter("tr")
    return [[cell.text_content() for cell in row] for row in rows]


READERS = {"docx": grid_docx, "html": grid_html, "md": grid_md, "xlsx": grid_xlsx}


@pytest.mark.parametrize("name", ["docx", "html", "md"])
def test_a_chronology_for_reading_holds_every_cell_in_words(name: str, real: Report) -> None:
    table = real.tables["chronology"]
    head, *rows = READERS[name](table_content(registry()[name], table))
    assert len(rows) == len(table.rows)
    for at, column in enumerate(table.columns):
        if column.heading in head:
            place = head.index(column.heading)
            assert [row[place] for row in rows] == [cell_text(row[at]) for row in table.rows]
    assert head[1:4] == ["Date", "Date: first day", "Date: last day"]
    assert rows[4][1:4] == [
        "one day between 1 October 2019 and 5 December 2019",
        "1 October 2019",
        "5 December 2019",
    ]


def test_a_workbook_holds_days_as_days_and_everything_else_as_text(real: Report) -> None:
    import datetime

    table = real.tables["chronology"]
    head, *rows = grid_xlsx(table_content(registry()["xlsx"], table))
    assert head[:4] == ["Id", "Date", "Date: first day", "Date: last day"]
    assert rows[5][:4] == [
        "C06",
        "2019-12-05",
        datetime.datetime(2019, 12, 5),
        datetime.datetime(2019, 12, 5),
    ]
    assert [row[0] for row in rows] == [row[0] for row in table.rows]
    assert [row[8] for row in rows] == [row[6] or None for row in table.rows]


def test_a_workbook_is_ready_to_use(real: Report) -> None:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(table_content(registry()["xlsx"], real.tables["chronology"])))
    sheet = book["chronology"]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == "A1:P48"
    assert sheet.column_dimensions["I"].width > 50
    assert sheet["C2"].number_format == "yyyy-mm-dd"
    assert sheet.oddHeader.center.text == sheet.oddFooter.center.text == MARKING
    assert book.properties.category == MARKING


def test_another_reader_of_workbooks_sees_the_same_days_and_texts(real: Report, tmp_path: Path) -> None:
    table = real.tables["chronology"]
    (tmp_path / "x.xlsx").write_bytes(table_content(registry()["xlsx"], table))
    rows = peer_reads("xlsx", tmp_path / "x.xlsx")["chronology"]
    assert rows[6][2] == "2019-12-05"
    assert [row[0] for row in rows[1:]] == [row[0] for row in table.rows]
    assert [row[8] for row in rows[1:]] == [row[6] for row in table.rows]


def test_a_day_that_excel_has_not_is_text() -> None:
    column = Column("date", "Date", "date", "A day.")
    table = Table("days", "Days", (column,), ((parse("1850-02-03"),),))
    assert grid_xlsx(table_content(registry()["xlsx"], table))[1] == ["1850-02-03"] * 3


def test_json_and_csv_carry_the_marking_as_a_field_and_a_column(real: Report) -> None:
    shape = json.loads(table_content(registry()["json"], real.tables["parties"]))
    assert shape["marking"] == MARKING
    rows = list(
        csv.DictReader(
            io.StringIO(table_content(registry()["csv"], real.tables["parties"]).decode("utf-8-sig"))
        )
    )
    assert len(rows) == len(real.tables["parties"].rows)
    assert {row["marking"] for row in rows} == {MARKING}


def test_a_table_command_carries_the_marking_whatever_it_tells(tmp_path: Path) -> None:
    case = tmp_path / "case"
    case.mkdir()
    for file in REAL.glob("*.*"):
        (case / file.name).write_bytes(file.read_bytes())
    (case / "case.toml").write_text(f'marking = "{MARKING}"\n', "utf-8")
    for command in ("chronology", "referrals", "parties", "summary", "journeys", "holding", "findings"):
        shape = json.loads(run(command, case, "--format", "json").stdout)
        assert shape["marking"] == MARKING, command


# Hostile texts

HOSTILE = [
    "=1+1",
    "+44 161",
    "-5",
    "@SUM(A1)",
    "ends ]]> here",
    "<b>&amp;</b> {{7*7}} ${1} `x` *y* _z_ [a](b) ~~c~~ | d \\ e",
    "# no heading",
    "1. no list",
    "two\nlines",
    "right to left: \u202eabc\u202c \u200f\u0645\u0631\u062d\u0628\u0627",
    "emoji 👩‍👩‍👧 🏴󠁧󠁢󠁷󠁬󠁳󠁿",
    "long " + "x" * 29_990 + " end",
]


@pytest.mark.parametrize("name", sorted(READERS))
def test_hostile_texts_come_back_as_they_are(name: str) -> None:
    rows = READERS[name](table_content(registry()[name], little(*HOSTILE)))
    assert [row[0] for row in rows[1:]] == HOSTILE


def test_hostile_texts_come_back_from_csv_with_an_apostrophe_before_formulas() -> None:
    text = table_content(registry()["csv"], little(*HOSTILE)).decode("utf-8-sig")
    back = [row["said"] for row in csv.DictReader(io.StringIO(text, newline=""))]
    assert back == [f"'{cell}" if cell[0] in "=+-@" else cell for cell in HOSTILE]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1"])
def test_no_formula_reaches_excel(cell: str) -> None:
    from openpyxl import load_workbook

    content = table_content(registry()["xlsx"], little(cell))
    found = load_workbook(io.BytesIO(content)).worksheets[0]["A2"]
    assert found.data_type == "s"
    assert found.quotePrefix
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("name", sorted(READERS))
def test_what_no_file_can_hold_becomes_a_sign_for_it(name: str) -> None:
    rows = READERS[name](table_content(registry()[name], little("a\x00b\x1b[2Jc\ud800d")))
    assert rows[1][0] == "a\ufffdb\ufffd[2Jc\ufffdd"


def test_a_cell_too_long_for_excel_is_refused_with_its_place() -> None:
    with pytest.raises(OutputError, match=r"little, row 3, column said: .*32,767 .* this one has 40,000"):
        table_content(registry()["xlsx"], little("short", "x" * 40_000))


def test_a_list_too_long_for_a_cell_of_excel_goes_on_in_the_next_column() -> None:
    ids = tuple(f"C{at:05}" for at in range(6_000))
    columns = (Column("id", "Id", "text", "Id."), Column("contacts", "Contacts", "list", "Ids."))
    table = Table("long", "Long", columns, (("a", ids), ("b", ("C1", "C2")), ("c", ())))
    head, *rows = grid_xlsx(table_content(registry()["xlsx"], table))
    assert head == ["Id", "Contacts", "Contacts (2)"]
    assert "; ".join(filter(None, map(str, rows[0][1:]))) == "; ".join(ids)
    assert all(len(str(cell)) <= 32_767 for cell in rows[0])
    assert rows[1:] == [["b", "C1; C2", None], ["c", None, None]]


def test_an_item_of_a_list_too_long_for_a_cell_of_excel_is_refused_with_its_place() -> None:
    columns = (Column("contacts", "Contacts", "list", "Ids."),)
    with pytest.raises(OutputError, match=r"long, row 2, column contacts_2: .*this one has 40,000"):
        table_content(registry()["xlsx"], Table("long", "Long", columns, ((("a", "x" * 40_000),),)))


@pytest.mark.parametrize("name", CASE_FORMATS)
def test_a_hostile_case_is_written_and_read_back(name: str, chain: Report) -> None:
    text = registry("case")[name].case_text(Report(hostile(chain.case)))
    if name in ("gexf", "graphml", "xes"):
        assert "zqx</script>" in "".join(ET.fromstring(text).itertext()) + str(
            [element.attrib for element in ET.fromstring(text).iter()]
        )
    elif name == "timelinejs":
        assert "<img" not in json.dumps([event["text"] for event in json.loads(text)["events"]])
    elif name != "mermaid":
        assert (
            [json.loads(line) for line in text.splitlines()] if name == "followthemoney" else json.loads(text)
        )


def test_a_title_that_no_file_can_hold_is_refused_with_its_place() -> None:
    from explorer import CaseError

    with pytest.raises(CaseError, match=r"case\.toml, column title: it holds a character"):
        drawn("", settings='title = "a\\u0001b"')


# Graphs read back by networkx


def multigraph_of(name: str, text: str):  # type: ignore[no-untyped-def]
    import networkx

    if name == "graphml":
        return networkx.read_graphml(io.BytesIO(text.encode()), force_multigraph=True)
    if name == "gexf":
        return networkx.read_gexf(io.BytesIO(text.encode()))
    edges = "edges" if networkx.__version__ >= "3.4" else "link"
    return networkx.node_link_graph(json.loads(text), **{edges: "edges"})


@pytest.mark.parametrize("name", ["gexf", "graphml", "node-link"])
def test_networkx_reads_the_graph_that_was_written(name: str, real: Report) -> None:
    from explorer.graph import EDGE_ATTRIBUTES, NODE_ATTRIBUTES, graph_of

    ours, theirs = graph_of(real), multigraph_of(name, registry("case")[name].case_text(real))
    assert set(theirs.nodes) == set(ours.nodes)
    assert theirs.number_of_edges() == ours.number_of_edges()
    for node, attributes in ours.nodes(data=True):
        for attribute in NODE_ATTRIBUTES:
            assert theirs.nodes[node][attribute] == attributes[attribute]
    back = {
        attributes["contact"] + ">" + receiver: attributes
        for _, receiver, attributes in theirs.edges(data=True)
    }
    for _, receiver, attributes in ours.edges(data=True):
        for attribute in EDGE_ATTRIBUTES:
            found = back[f"{attributes['contact']}>{receiver}"]
            assert found.get(attribute, "") == attributes[attribute], (attribute, attributes["contact"])


def test_graph_formats_name_the_marking(real: Report) -> None:
    assert multigraph_of("graphml", registry("case")["graphml"].case_text(real)).graph["marking"] == MARKING
    assert (
        multigraph_of("node-link", registry("case")["node-link"].case_text(real)).graph["marking"] == MARKING
    )
    meta = ET.fromstring(registry("case")["gexf"].case_text(real))[0]
    assert [child.text for child in meta] == ["explorer", MARKING, real.case.title]
    assert "lastmodifieddate" not in meta.attrib


def test_gexf_is_dynamic_with_the_bounds_of_each_contact(chain: Report) -> None:
    graph = multigraph_of("gexf", registry("case")["gexf"].case_text(chain))
    spans = {
        attributes["contact"]: (attributes["start"], attributes["end"])
        for *_, attributes in graph.edges(data=True)
    }
    assert spans["K1"] == ("2020-03-01", "2020-03-01")
    assert spans["K3"] == ("2020-03-04", "2020-04-01")


def test_what_is_no_edge_is_named(chain: Report) -> None:
    for name in ("gexf", "graphml", "node-link"):
        assert "Contacts with a blank end are no edge: K5." in registry("case")[name].left_out(chain)
    assert "Notes are not carried: N1." in registry("case")["graphml"].left_out(chain)


# Event log, timeline, diagram, entities


def test_the_event_log_holds_every_contact_in_order(real: Report) -> None:
    log = ET.fromstring(registry("case")["xes"].case_text(real))
    space = {"x": "http://www.xes-standard.org/"}
    events = [
        {item.get("key"): item.get("value") for item in event}
        for event in log.findall("x:trace/x:event", space)
    ]
    assert [event["id"] for event in events] == [contact.id for contact in real.contacts]
    for event, contact in zip(events, real.contacts, strict=True):
        assert event["concept:name"] == contact.kind.label
        assert event.get("date", "") == contact.date.text
        assert ("time:timestamp" in event) == bool(contact.date)
        assert event.get("summary", "") == contact.summary
    assert log.find("x:string[@key='marking']", space).get("value") == MARKING  # type: ignore[union-attr]


def test_a_contact_about_two_subjects_is_an_event_of_both() -> None:
    case = drawn(
        """
        K1 | 2020 | school -> hub | referral | about=subject;sibling
        K2 | 2021 | hub -> sibling | visit | about=sibling
        """
    )
    log = ET.fromstring(registry("case")["xes"].case_text(Report(case)))
    traces = [
        [item.get("value") for item in trace.iter() if item.get("key") == "id"]
        for trace in log
        if trace.tag.endswith("trace")
    ]
    assert traces == [["K1", "K2"], ["K1"]]


def test_a_process_mining_library_opens_the_event_log(real: Report, tmp_path: Path) -> None:
    (tmp_path / "log.xes").write_text(registry("case")["xes"].case_text(real), "utf-8")
    found = peer_reads("xes", tmp_path / "log.xes")
    assert found["log"] == {"concept:name": real.case.title, "marking": MARKING}
    assert found["extensions"] == ["Concept", "Organizational", "Time"]
    (events,) = found["traces"]
    assert [event["id"] for event in events] == [contact.id for contact in real.contacts]
    for event, contact in zip(events, real.contacts, strict=True):
        assert event["concept:name"] == contact.kind.label
        assert event["counted"] == str(contact.is_counted)
        day = date.fromordinal(contact.bounds.first_day).isoformat()
        assert event.get("time:timestamp", "").startswith(day if contact.date else "")
        assert event.get("summary", "") == contact.summary


def test_the_timeline_holds_what_has_a_date_and_keeps_the_rest_apart(real: Report) -> None:
    shape = json.loads(registry("case")["timelinejs"].case_text(real))
    ids = [event["unique_id"] for event in (*shape["events"], *shape["undated"])]
    assert sorted(ids) == sorted(contact.id for contact in real.contacts)
    c05 = next(event for event in shape["events"] if event["unique_id"] == "C05")
    assert c05["start_date"]["year"] == 2019 and c05["end_date"] == {"year": 2019, "month": 12, "day": 5}
    assert c05["display_date"] == "one day between 1 October 2019 and 5 December 2019"
    assert shape["version"] == 1 and shape["marking"] == MARKING


def test_the_diagram_has_an_arrow_for_every_edge(chain: Report) -> None:
    text = registry("case")["mermaid"].case_text(chain)
    names = dict(re.findall(r"participant (p\d+) as (.*)", text))
    arrows = [
        (names[a], names[b], said.split()[0])
        for a, b, said in re.findall(r"(p\d+)-+(?:>>|\))(p\d+): (.*)", text)
    ]
    assert arrows == [
        ("subject", "helpline", "K1"), ("helpline", "police", "K2"), ("helpline", "hub", "K2"), ("police", "hub", "K3"),
        ("hub", "subject", "K4"),
    ]  # fmt: skip
    assert re.search("Note over p1: K5 .*May 2020 Incident", text)
    assert "closed" in text and "no outcome recorded" in text


def test_the_diagram_takes_nothing_for_its_own_signs() -> None:
    from explorer.exports.mermaid import plain

    assert plain('a;b#c:d<e>"f"\n%%g') == "a#59;b#35;c#58;d#60;e#62;#34;f#34; #37;#37;g"


def test_entities_hold_parties_contacts_and_edges(real: Report) -> None:
    entities = [json.loads(line) for line in registry("case")["followthemoney"].case_text(real).splitlines()]
    counts = {
        schema: sum(1 for entity in entities if entity["schema"] == schema)
        for schema in ("Event", "UnknownLink")
    }
    assert counts == {
        "Event": len(real.contacts),
        "UnknownLink": sum(len(c.receivers) for c in real.contacts if c.sender),
    }
    ids = {entity["id"] for entity in entities}
    assert len(ids) == len(entities)
    for entity in entities:
        for name in ("subject", "object", "organizer", "involved", "proof"):
            assert set(entity["properties"].get(name, [])) <= ids


def test_followthemoney_takes_every_entity(real: Report, tmp_path: Path) -> None:
    text = registry("case")["followthemoney"].case_text(real)
    (tmp_path / "x.ftm.json").write_text(text, "utf-8")
    for line, found in zip(
        text.splitlines(), peer_reads("followthemoney", tmp_path / "x.ftm.json"), strict=True
    ):
        given = json.loads(line)
        assert (found["id"], found["schema"]) == (given["id"], given["schema"])
        for name, values in given["properties"].items():
            assert sorted(found["properties"].get(name, [])) == sorted(values)


# Writing


@pytest.mark.parametrize("name", TABLE_FORMATS)
def test_nothing_is_overwritten_unasked(name: str, chain: Report, tmp_path: Path) -> None:
    path = tmp_path / f"x{registry()[name].SUFFIXES[0]}"
    path.write_text("mine", "utf-8")
    with pytest.raises(OutputError, match="--force"):
        write_table(chain.tables["parties"], path, None)
    assert path.read_text("utf-8") == "mine"
    write_table(chain.tables["parties"], path, None, force=True)
    assert path.read_bytes() != b"mine"


def test_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_text("mine", "utf-8")
    with pytest.raises(OutputError):
        write_table(little("x" * 40_000), path, None, force=True)
    assert path.read_text("utf-8") == "mine"
    assert [file.name for file in tmp_path.iterdir()] == ["x.xlsx"]


def test_a_file_for_machines_is_not_printed(chain: Report) -> None:
    with pytest.raises(OutputError, match=r"-o parties\.docx"):
        write_table(chain.tables["parties"], None, "docx")


def test_export_says_on_the_error_stream_what_is_not_carried(tmp_path: Path) -> None:
    done = run("export", REAL, "-o", tmp_path / "x.xes")
    assert done.exit_code == 0
    assert done.stdout.strip() == str(tmp_path / "x.xes")
    assert "Contacts without a date have no timestamp: C13" in done.stderr


def test_export_prints_graphml_where_no_file_is_named(chain: Report) -> None:
    done = run("export", REAL)
    assert done.stdout.startswith("<?xml") and "<graphml" in done.stdout
    text, _ = write_case(chain, None, "mermaid")
    assert "sequenceDiagram" in str(text)


def test_help_of_export_names_every_format() -> None:
    said = run("export", "--help").output
    for name, module in registry("case").items():
        assert name in said and module.SUFFIXES[0] in said


# The exchange shape


def test_the_exchange_shape_has_the_columns_agencies_know(real: Report) -> None:
    from explorer.exchange import exchange_table

    head, *rows = grid_docx(table_content(registry()["docx"], exchange_table(real)))
    assert head == [
        "Date",
        "End date",
        "Sequence",
        "Source of information",
        "Agency",
        "Event",
        "Response or outcome",
        "Comment",
    ]
    assert len(rows) == len(real.contacts)


def test_dates_in_the_exchange_shape_are_never_more_exact_than_recorded(chain: Report) -> None:
    from explorer.exchange import exchange_table

    dates = {row[5].split(":")[0]: row[:2] for row in exchange_table(chain).rows}  # type: ignore[union-attr]
    assert dates == {
        "K1": ("2020-03-01", ""), "K2": ("2020-03-02", "2020-03-09"), "K3": ("[2020-03-04..2020-04-01]", ""),
        "K4": ("", ""), "K5": ("2020-05~", ""),
    }  # fmt: skip


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".docx"])
def test_the_exchange_shape_is_read_in_again(suffix: str, tmp_path: Path) -> None:
    case = drawn(
        """
        K1 | 2020-03-01 | subject -> helpline | self-contact | summary="told: the helpline. Twice"
        K2 | 2020-03-02/2020-03-09 | helpline -> police;hub | meeting | basis=reported
        K3 | [2020-03-04..2020-04-01] | police -> hub | referral | summary="asked for help"
        K4 | 2020-05~/2020-07? | hub -> subject | visit | basis=inferred
        K5 | 2020-05 | subject -> | incident | summary="a knife"
        """,
        outcomes="K3 | hub | closed | 2020-04-08",
    )
    from explorer.exchange import exchange_table

    path, new = tmp_path / f"x{suffix}", tmp_path / "new"
    write_table(exchange_table(Report(case)), path, None)
    new.mkdir()
    parties = [f"{party.id},{party.name},{party.sector.id}" for party in case.parties.values()]
    (new / "parties.csv").write_text("\n".join(["id,name,sector", *parties]), "utf-8")
    (new / "contacts.csv").write_text(",".join(COLUMNS["contacts"]) + "\n", "utf-8")
    done = run("import", path, "-o", new, "--slash", "stretch")
    assert done.exit_code == 0, done.output
    back = read_case(tmp_path / "new")
    found = {
        (c.date.text, c.kind.id, c.sender, c.receivers, c.basis, c.summary) for c in back.contacts.values()
    }
    assert found == {
        (c.date.text, c.kind.id, c.sender, c.receivers, c.basis, c.summary) for c in case.contacts.values()
    }
    assert [outcome.term.id for outcome in back.outcomes] == ["closed"]


def test_fact_and_analysis_never_share_a_cell(real: Report) -> None:
    from explorer.exchange import exchange_table

    notes = [note.text for note in real.case.notes.values()]
    for row in exchange_table(real).rows:
        assert not any(note in str(cell) for note in notes for cell in row[:-1])


def test_a_case_of_several_tables_is_one_workbook_with_a_sheet_each(real: Report) -> None:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(registry("document")["xlsx"].report_bytes(real)))
    assert book.sheetnames == [name for name, table in real.tables.items() if table.rows]


def test_case_is_left_as_it_was(real: Report) -> None:
    before: Case = read_case(REAL)
    for module in registry("case").values():
        module.case_text(real)
    assert replace(real.case, marking="") == before

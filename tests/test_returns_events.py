"""Event logs, in every shape they are sent: XES, and OCEL as XML, JSON and SQLite; the same log gives the same rows."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from explorer.returns.bringing import Bringing
from explorer.returns.formats import read_return
from explorer.returns.grids import Document
from explorer.returns.limits import ReturnError
from explorer.returns.mapping import Mapping

# One log, after the standard's own element names: e1 a referral from a school (an attribute) to Northtown Police (an
# object with a name, by the role "to") about the subject; e2 a visit by the object o2, whose type is a heading.
SECOND_XML = """<?xml version="1.0" encoding="UTF-8"?>
<log>
  <object-types><object-type name="agency"><attributes><attribute name="name" type="string"/></attributes></object-type>
  </object-types>
  <event-types><event-type name="Referral"><attributes><attribute name="from" type="string"/></attributes></event-type>
    <event-type name="Visit"><attributes/></event-type></event-types>
  <objects>
    <object id="o1" type="agency"><attributes>
      <attribute name="name" time="1970-01-01T00:00:00Z">Northtown Police</attribute>
      </attributes><objects><relationship object-id="o2" qualifier="works with"/></objects></object>
    <object id="o2" type="sender"><attributes>
      <attribute name="name" time="1970-01-01T00:00:00Z">Social Care North</attribute>
      </attributes></object>
  </objects>
  <events>
    <event id="e1" type="Referral" time="2019-12-05T10:00:00Z">
      <attributes><attribute name="from">A school</attribute></attributes>
      <objects><relationship object-id="o1" qualifier="to"/></objects></event>
    <event id="e2" type="Visit" time="2019-12-06T00:00:00Z"><attributes/>
      <objects><relationship object-id="o2" qualifier=""/></objects></event>
  </events>
</log>"""
SECOND_JSON = {
    "objectTypes": [{"name": "agency", "attributes": [{"name": "name", "type": "string"}]}],
    "eventTypes": [{"name": "Referral", "attributes": []}, {"name": "Visit", "attributes": []}],
    "objects": [
        {
            "id": "o1",
            "type": "agency",
            "attributes": [{"name": "name", "time": "1970-01-01T00:00:00Z", "value": "Northtown Police"}],
            "relationships": [{"objectId": "o2", "qualifier": "works with"}],
        },
        {
            "id": "o2",
            "type": "sender",
            "attributes": [{"name": "name", "time": "1970-01-01T00:00:00Z", "value": "Social Care North"}],
        },
    ],
    "events": [
        {
            "id": "e1",
            "type": "Referral",
            "time": "2019-12-05T10:00:00Z",
            "attributes": [{"name": "from", "value": "A school"}],
            "relationships": [{"objectId": "o1", "qualifier": "to"}],
        },
        {
            "id": "e2",
            "type": "Visit",
            "time": "2019-12-06T00:00:00Z",
            "attributes": [],
            "relationships": [{"objectId": "o2", "qualifier": ""}],
        },
    ],
}
FIRST_JSON = {
    "ocel:global-log": {"ocel:version": "1.0"},
    "ocel:events": {
        "e1": {
            "ocel:activity": "Referral",
            "ocel:timestamp": "2019-12-05T10:00:00",
            "ocel:omap": ["o1"],
            "ocel:vmap": {"from": "A school"},
        },
        "e2": {
            "ocel:activity": "Visit",
            "ocel:timestamp": "2019-12-06",
            "ocel:omap": ["o2"],
            "ocel:vmap": {},
        },
    },
    "ocel:objects": {
        "o1": {"ocel:type": "recipient", "ocel:ovmap": {"name": "Northtown Police"}},
        "o2": {"ocel:type": "sender", "ocel:ovmap": {"name": "Social Care North"}},
    },
}
FIRST_XML = """<log><events>
  <event><string key="id" value="e1"/><string key="activity" value="Referral"/>
    <date key="timestamp" value="2019-12-05T10:00:00"/>
    <list key="omap"><string key="object-id" value="o1"/></list>
    <list key="vmap"><string key="from" value="A school"/></list></event>
  <event><string key="id" value="e2"/><string key="activity" value="Visit"/><date key="timestamp" value="2019-12-06"/>
    <list key="omap"><string key="object-id" value="o2"/></list><list key="vmap"/></event>
 </events><objects>
  <object><string key="id" value="o1"/><string key="type" value="recipient"/>
    <list key="ovmap"><string key="name" value="Northtown Police"/></list></object>
  <object><string key="id" value="o2"/><string key="type" value="sender"/>
    <list key="ovmap"><string key="name" value="Social Care North"/></list></object>
 </objects></log>"""


def database(path: Path) -> Path:
    """The same log as the standard's SQLite tables."""
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as log:
        log.executescript(
            """
            CREATE TABLE event (ocel_id TEXT, ocel_type TEXT);
            CREATE TABLE event_map_type (ocel_type TEXT, ocel_type_map TEXT);
            CREATE TABLE event_Referral (ocel_id TEXT, ocel_time TIMESTAMP, "from" TEXT);
            CREATE TABLE event_Visit (ocel_id TEXT, ocel_time TIMESTAMP);
            CREATE TABLE event_object (ocel_event_id TEXT, ocel_object_id TEXT, ocel_qualifier TEXT);
            CREATE TABLE object (ocel_id TEXT, ocel_type TEXT);
            CREATE TABLE object_map_type (ocel_type TEXT, ocel_type_map TEXT);
            CREATE TABLE object_Agency (ocel_id TEXT, ocel_time TIMESTAMP, ocel_changed_field TEXT, name TEXT);
            CREATE TABLE object_Sender (ocel_id TEXT, ocel_time TIMESTAMP, ocel_changed_field TEXT, name TEXT);
            CREATE TABLE object_object (ocel_source_id TEXT, ocel_target_id TEXT, ocel_qualifier TEXT);
            INSERT INTO event VALUES ('e1', 'Referral'), ('e2', 'Visit');
            INSERT INTO event_map_type VALUES ('Referral', 'Referral'), ('Visit', 'Visit');
            INSERT INTO event_Referral VALUES ('e1', '2019-12-05 10:00:00', 'A school');
            INSERT INTO event_Visit VALUES ('e2', '2019-12-06 00:00:00');
            INSERT INTO event_object VALUES ('e1', 'o1', 'to'), ('e2', 'o2', '');
            INSERT INTO object VALUES ('o1', 'agency'), ('o2', 'sender');
            INSERT INTO object_map_type VALUES ('agency', 'Agency'), ('sender', 'Sender');
            INSERT INTO object_Agency VALUES ('o1', '1970-01-01 00:00:00', NULL, 'Northtown Police');
            INSERT INTO object_Sender VALUES ('o2', '1970-01-01 00:00:00', NULL, 'Social Care North');
            INSERT INTO object_object VALUES ('o1', 'o2', 'works with');
            """
        )
    log.close()
    return path


def logs(folder: Path) -> list[Path]:
    """One log in every shape."""
    (folder / "second.xml").write_text(SECOND_XML, "utf-8")
    (folder / "second.json").write_text(json.dumps(SECOND_JSON), "utf-8")
    (folder / "first.jsonocel").write_text(json.dumps(FIRST_JSON), "utf-8")
    (folder / "first.xmlocel").write_text(FIRST_XML, "utf-8")
    names = ("second.xml", "second.json", "first.jsonocel", "first.xmlocel")
    return [*(folder / name for name in names), database(folder / "second.sqlite")]


def test_one_log_gives_the_same_contacts_in_every_shape(tmp_path: Path) -> None:
    found = {}
    for path in logs(tmp_path):
        bringing = Bringing(tmp_path / "none")
        bringing.bring(path, Mapping(source="log"))
        found[path.name] = [
            (c.date.text, c.time, c.sender, c.receivers, c.kind.id)
            for c in bringing.checked().contacts.values()
        ]
    assert set(found) == {"second.xml", "second.json", "second.sqlite", "first.xmlocel", "first.jsonocel"}
    for name, contacts in found.items():
        assert [(day, *rest) for day, _, *rest in contacts] == [
            ("2019-12-05", "a-school", ("northtown-police",), "referral"),
            ("2019-12-06", "social-care-north", ("subject",), "visit"),
        ], name
        assert contacts[0][1] == 600, name


def test_what_a_log_says_of_objects_alone_is_named_as_left_out(tmp_path: Path) -> None:
    for path in logs(tmp_path):
        said = " | ".join(piece.text for piece in read_return(path).outside)
        assert "o1" in said and "Northtown Police" in said and "Social Care North" in said, path.name
        if path.name.startswith("second"):
            assert "works with: o2" in said, path.name


def test_nested_attributes_and_those_of_the_log_itself_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "x.xes"
    path.write_text(
        '<log><string key="made by" value="a system"/><trace><string key="concept:name" value="t"/><event>'
        '<string key="concept:name" value="Visit"><string key="why" value="a reason"/></string>'
        '<date key="time:timestamp" value="2019-12-05"/></event></trace>'
        '<trace><string key="concept:name" value="empty one"/></trace></log>',
        "utf-8",
    )
    document = read_return(path)
    assert "Visit; why: a reason" in document.grids[0].rows[1]
    assert {piece.text for piece in document.outside} == {"made by: a system", "case:concept:name: empty one"}


def test_what_a_database_defines_is_never_run(tmp_path: Path) -> None:
    path = database(tmp_path / "x.sqlite")
    with sqlite3.connect(path) as log:
        log.executescript(
            "CREATE VIEW event_Call AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)"
            " SELECT x AS ocel_id, x AS ocel_time FROM n;"
            "INSERT INTO event_map_type VALUES ('Call', 'Call');"
        )
    log.close()
    before = path.read_bytes()
    assert len(read_return(path).grids[0].rows) == 3
    assert path.read_bytes() == before
    with sqlite3.connect(path) as log:
        log.executescript(
            "DROP TABLE event; CREATE VIEW event AS SELECT 'e' AS ocel_id, 'Visit' AS ocel_type;"
        )
    log.close()
    with pytest.raises(ReturnError, match="table event is missing"):
        read_return(path)


def test_work_without_end_in_a_database_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from explorer.returns.formats import event_database

    path = database(tmp_path / "x.sqlite")
    with sqlite3.connect(path) as log:
        log.executemany("INSERT INTO event VALUES (?, 'Visit')", [(f"x{at}",) for at in range(100_000)])
    log.close()
    monkeypatch.setattr(event_database, "MAX_STEPS", 100_000)
    with pytest.raises(ReturnError, match="damaged"):
        read_return(path)


@settings(
    max_examples=80,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
)
@given(st.data())
def test_damage_anywhere_in_a_log_never_crashes(tmp_path: Path, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(logs(tmp_path)))
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(1, len(content)))
    broken = tmp_path / f"broken{path.suffix}"
    broken.write_bytes(bytes(content[: cut if data.draw(st.booleans()) else len(content)]))
    try:
        assert isinstance(read_return(broken), Document)
    except ReturnError as error:
        assert "broken" in str(error)
    finally:
        broken.unlink()


JSONS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@settings(
    max_examples=80,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
)
@given(st.lists(JSONS, max_size=3), st.lists(JSONS, max_size=3), JSONS)
def test_any_json_that_calls_itself_a_log_is_read_or_refused(
    tmp_path: Path, events: list[object], objects: list[object], other: object
) -> None:
    path = tmp_path / "x.json"
    for found in (
        {"events": events, "objects": objects, "eventTypes": other},
        {"ocel:events": {"e": other}, "ocel:objects": other},
    ):
        path.write_text(json.dumps(found), "utf-8")
        try:
            read_return(path)
        except ReturnError as error:
            assert "x.json" in str(error)

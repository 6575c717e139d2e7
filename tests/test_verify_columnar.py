"""Parquet files and databases are searched in all that they hold; what cannot be looked into is said."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner
from planted import planted_case, secrets_in

from explorer.cli import main
from explorer.redaction.keys import read_key
from explorer.verify import Proof, verified

PROTECTED = {"Zorblax Academy": "a name", "Quill": "a name", "Öst": "a name"}
PROOF = Proof(PROTECTED)
PLANTED = {
    "a value": "SELECT 'at Zorblax Academy' AS a FROM range(3)",
    "a value of another script": "SELECT 'in O\u0308st' AS a",
    "a value in base64": "SELECT 'YXQgWm9yYmxheCBBY2FkZW15IG9uY2U=' AS a",
    "a list": "SELECT ['x', 'Quill'] AS a",
    "a field of a struct": "SELECT [{'n': 'Quill'}] AS a",
    "a value of a map": "SELECT map {'k': 'Quill'} AS a",
    "a name of a map": "SELECT map {'Quill': 'v'} AS a",
    "bytes": "SELECT encode('at Öst') AS a",
    "a column": """SELECT 1 AS "Zorblax Academy" """,
    "the name of a field": "SELECT {'Quill': 1} AS a",
}
CODECS = ["uncompressed", "snappy", "gzip", "zstd", "lz4_raw"]


def run(*arguments: object) -> tuple[int, str, str]:
    done = CliRunner().invoke(main, [str(argument) for argument in arguments])
    return done.exit_code, done.stdout, done.stderr


def parquet(path: Path, query: str, options: str = "") -> Path:
    duckdb.connect().execute(f"COPY ({query}) TO '{path}' (FORMAT parquet{options})")
    return path


@pytest.mark.parametrize("codec", CODECS)
@pytest.mark.parametrize("where", PLANTED)
def test_a_name_in_a_parquet_file_is_found_in(where: str, codec: str, tmp_path: Path) -> None:
    path = parquet(tmp_path / "x.parquet", PLANTED[where], f", COMPRESSION {codec}")
    found = verified([path], PROOF)
    assert found.hits, where
    assert not found.unread


@pytest.mark.parametrize("where", PLANTED)
def test_a_name_in_a_database_is_found_in(where: str, tmp_path: Path) -> None:
    path = tmp_path / "x.duckdb"
    with duckdb.connect(str(path)) as database:
        database.execute(f"CREATE TABLE t AS {PLANTED[where]}")
    assert verified([path], PROOF).hits, where


def test_names_beside_the_rows_of_a_database_are_found(tmp_path: Path) -> None:
    for number, sql in enumerate(
        [
            """CREATE TABLE "Zorblax Academy" (a INT)""",
            "CREATE VIEW v AS SELECT 'Quill' AS a",
            "CREATE TABLE t (a INT); COMMENT ON TABLE t IS 'of Quill'",
            "CREATE MACRO f(x) AS x || 'Quill'",
            "CREATE TYPE e AS ENUM ('Quill')",
            'CREATE SCHEMA "Quill"',
        ]
    ):
        path = tmp_path / f"{number}.duckdb"
        with duckdb.connect(str(path)) as database:
            database.execute(sql)
        assert verified([path], PROOF).hits, sql


def test_what_lies_beside_the_rows_of_a_parquet_file_is_found(tmp_path: Path) -> None:
    path = parquet(tmp_path / "x.parquet", "SELECT 1 AS a", ', KV_METADATA {a: \'{"b": "\\u0051uill"}\'}')
    assert [hit.text for hit in verified([path], PROOF).hits] == ["Quill"]
    path = parquet(tmp_path / "y.parquet", "SELECT 1 AS a", ", KV_METADATA {Quill: 'x'}")
    assert verified([path], PROOF).hits
    plain = parquet(tmp_path / "z.parquet", "SELECT 1 AS a").read_bytes()
    assert not verified([tmp_path / "z.parquet"], PROOF).hits
    foot = len(plain) - 8 - int.from_bytes(plain[-8:-4], "little")
    path.write_bytes(plain[:foot] + b"at Zorblax Academy" + plain[foot:])
    assert [hit.place for hit in verified([path], PROOF).hits] == ["y.parquet: bytes, line 1"]


@pytest.mark.parametrize("codec", ["NONE", "SNAPPY", "GZIP", "ZSTD", "LZ4", "BROTLI"])
def test_an_entry_of_a_dictionary_that_no_row_uses_is_found_or_said_not_to_be_searched(
    codec: str, tmp_path: Path
) -> None:
    arrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet as writer

    entries = ["x" * 30, *(f"entry {number} of many" for number in range(3000)), "Quill", "y"]
    column = arrow.DictionaryArray.from_arrays(arrow.array([0, 0, 1], arrow.int32()), arrow.array(entries))
    path = tmp_path / "x.parquet"
    writer.write_table(arrow.table({"a": column}), path, compression=codec, store_schema=False)
    assert duckdb.connect().execute(f"SELECT DISTINCT a FROM '{path}' ORDER BY a").fetchall() == [
        ("entry 0 of many",),
        ("x" * 30,),
    ]
    found = verified([path], PROOF)
    if codec == "BROTLI":
        assert any("no row uses were not searched: it is packed as brotli" in said for said in found.unread)
    else:
        assert ["dictionary" in hit.place for hit in found.hits if hit.text == "Quill"] == [True]
        assert not found.unread


def test_a_parquet_file_without_the_names_is_clean_whatever_its_codec(tmp_path: Path) -> None:
    query = (
        "SELECT 'a school ' || i % 700 AS a, i AS b, DATE '2020-01-01' + i::INT AS c FROM range(5000) t(i)"
    )
    for codec in CODECS:
        found = verified([parquet(tmp_path / "x.parquet", query, f", COMPRESSION {codec}")], PROOF)
        assert not found.hits
        assert not found.unread


def test_a_cohort_of_whole_cases_is_found_out_and_one_of_redacted_cases_is_clean(tmp_path: Path) -> None:
    whole = planted_case(tmp_path / "whole")
    new = tmp_path / "less" / "new"
    assert run("redact", whole, "--profile", "publication", "-o", new)[0] == 0
    key = new.with_name("new.key").rename(tmp_path / "new.key")
    for name, source in (("whole", whole.parent), ("less", new.parent)):
        assert run("cohort", "load", source, "-o", tmp_path / f"{name}.parquet")[0] == 0
    code, said, _ = run("verify", tmp_path / "whole.parquet", "--key", key)
    assert code == 1
    assert "zorblax-academy" in said
    assert "column sender" in said
    code, said, warned = run("verify", tmp_path / "less.parquet", "--key", key)
    assert (code, said) == (0, "")
    assert "NOT SEARCHED" not in warned
    assert not secrets_in((tmp_path / "less.parquet").read_bytes())
    assert Proof(read_key(key).protected).searched("x", (tmp_path / "whole.parquet").read_bytes())[0]


def test_a_quarantine_is_searched(tmp_path: Path) -> None:
    rows = "case,id,date,from,to,kind,from_sector,to_sector\nA,C1,2020,a,b,visit,health,police\n"
    (tmp_path / "contacts.csv").write_text(rows + "A,C2,nonsense by Quill,a,b,visit,health,police\n", "utf-8")
    assert run("cohort", "load", tmp_path / "contacts.csv", "-o", tmp_path / "c.parquet")[0] == 0
    assert verified([tmp_path / "c.quarantine.parquet"], PROOF).hits
    assert not verified([tmp_path / "c.parquet"], PROOF).hits


# ---- what cannot be looked into


def verify_of(tmp_path: Path, name: str, content: bytes) -> tuple[int, str, str]:
    from explorer.redaction.keys import Key

    (tmp_path / name).write_bytes(content)
    key = Key(
        profile="x", pseudonyms={}, ids={}, rows={}, stubs={}, name="", settings="", protected=PROTECTED
    )
    (tmp_path / "the.key").write_text(key.json(), "utf-8")
    return run("verify", tmp_path / name, "--key", tmp_path / "the.key")


UNKNOWN = {
    "x.jpg": b"\xff\xd8\xff\xe0" + bytes(range(256)),
    "x.7z": b"7z\xbc\xaf\x27\x1c" + bytes(range(256)),
    "x.sqlite": b"SQLite format 3\0" + bytes(range(256)),
    "x.parquet": b"PAR1" + bytes(range(256)) + b"PAR1",
    "cut.parquet": b"PAR1" + bytes(range(256)),
    "x.duckdb": bytes(8) + b"DUCK" + bytes(9000) + bytes(range(256)),
    "x.bin": bytes(range(256)) * 4,
    "x.pdf": b"%PDF-1.7 broken",
}


@pytest.mark.parametrize("name", UNKNOWN)
def test_a_file_that_cannot_be_opened_is_never_called_clean_and_its_bytes_are_searched(
    name: str, tmp_path: Path
) -> None:
    code, said, warned = verify_of(tmp_path, name, UNKNOWN[name])
    assert (code, said) == (1, "")
    assert f"NOT SEARCHED: {name}" in warned
    for planted in (b"at Zorblax Academy", "at Zorblax Academy".encode("utf-16-le")):
        code, said, warned = verify_of(tmp_path, name, UNKNOWN[name] + bytes(7) + planted + bytes(7))
        assert code == 1
        assert "Zorblax Academy" in said
        assert "NOT SEARCHED" in warned


def test_a_part_that_cannot_be_opened_does_not_hide_the_others(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        made.writestr("word/media/image1.jpeg", UNKNOWN["x.jpg"])
        made.writestr("word/document.xml", "<w:t>at Zorblax Academy</w:t>")
    code, said, warned = verify_of(tmp_path, "x.docx", stream.getvalue())
    assert code == 1
    assert "Zorblax Academy" in said
    assert "image1.jpeg is a picture (JPEG)" in warned


def test_an_encrypted_parquet_file_is_not_called_clean(tmp_path: Path) -> None:
    code, _, warned = verify_of(tmp_path, "x.parquet", b"PARE" + bytes(64) + b"PARE")
    assert code == 1
    assert "NOT SEARCHED: x.parquet" in warned


def test_a_text_that_begins_as_such_a_file_does_is_a_text(tmp_path: Path) -> None:
    for text in (b"id,date,DUCK\n1,2020,x\n", b"PAR1SH register\n"):
        assert verify_of(tmp_path, "x.csv", text)[0] == 0
        assert "Quill" in verify_of(tmp_path, "x.csv", text + b"at Quill")[1]

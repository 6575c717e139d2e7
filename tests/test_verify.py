"""Proof on the bytes: what was taken out of a case is in no output of any command."""

# ruff: noqa: E501  (tables of texts)
from __future__ import annotations

import base64
import bz2
import gzip
import io
import json
import lzma
import shutil
import stat
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from planted import SECRETS, planted_case, secrets_in

from explorer import exports, read_case
from explorer.cli import main
from explorer.errors import OutputError
from explorer.files import proved, write_file
from explorer.layers import Layer, layers_of
from explorer.layers.pdf_objects import without_streams
from explorer.redacting import redact
from explorer.verify import FoundError, Proof, Search, verified

PROTECTED = {
    "Zorblax Academy": "a name",
    "Quill": "a name",
    "MI5": "a name",
    "Anne-Marie": "a name",
    "Öst": "a name",
}

# ---- layers


def archive(**members: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in members.items():
            made.writestr(name.replace("_", "/"), text)
    return stream.getvalue()


def data_address(text: str) -> str:
    return "data:text/javascript;base64," + base64.b64encode(text.encode()).decode()


def png_with(text: str) -> bytes:
    from explorer.figures.converting import with_texts

    head = b"\x89PNG\r\n\x1a\n" + (13).to_bytes(4, "big") + b"IHDR" + bytes(17)
    return with_texts(head, {"Description": text})


HIDDEN = {
    "plain text": ("x.txt", b"at Zorblax Academy"),
    "a file name": ("zorblax-academy.txt", b"nothing"),
    "another case": ("x.txt", b"ZORBLAX ACADEMY"),
    "a line break": ("x.txt", b"Zorblax\r\n   Academy"),
    "a hyphen at the end of a line": ("x.txt", b"Zor-\nblax Academy"),
    "a short name with one": ("x.txt", b"a Qu-\nill here"),
    "UTF-16": ("x.csv", "Zorblax Academy".encode("utf-16")),
    "a terminal's colours": ("x.txt", b"\x1b[1mZorblax\x1b[0m Academy"),
    "HTML text cut by tags": ("x.html", b"<!doctype html><p>Zor<b>blax</b> Academy</p>"),
    "an HTML comment": ("x.html", b"<!doctype html><!-- Zorblax Academy -->"),
    "an HTML attribute": ("x.html", b'<!doctype html><p title="Zorblax&#32;Academy">x</p>'),
    "a script": ("x.html", b'<!doctype html><script>const a = "Zorblax\\u0020Academy"</script>'),
    "JSON in a page": ("x.html", b'<!doctype html><script type="application/json">["\\u005aorblax Academy"]</script>'),
    "a style": ("x.html", b"<!doctype html><style>p::after{content:'Zorblax Academy'}</style>"),
    "a data address": ("x.html", f'<!doctype html><a href="{data_address("// Zorblax Academy")}">x</a>'.encode()),
    "a module in an import map": ("x.html", b"<!doctype html><script type=importmap>"
                                  + json.dumps({"imports": {"#a": data_address("// Zorblax Academy")}}).encode() + b"</script>"),
    "a percent-encoded address": ("x.html", b'<!doctype html><a href="https://x/Zorblax%20Academy">x</a>'),
    "SVG text": ("x.svg", b"<svg><text>Zorblax<tspan> Academy</tspan></text></svg>"),
    "SVG metadata": ("x.svg", b"<svg><metadata>Zorblax Academy</metadata></svg>"),
    "JSON escapes": ("x.json", b'{"a": ["Zorblax\\u00a0Academy"]}'),
    "a JSON name": ("x.json", b'{"Zorblax Academy": 1}'),
    "runs of a document": ("x.docx", archive(**{"word/document.xml": "<w:p><w:t>Zorb</w:t><w:t>lax Academy</w:t></w:p>"})),
    "core properties": ("x.xlsx", archive(**{"docProps/core.xml": "<c><dc:title>Zorblax Academy</dc:title></c>"})),
    "the name of a part": ("x.xlsx", archive(**{"xl/zorblax academy.xml": "<a/>"})),
    "an archive in an archive": ("x.zip", archive(**{"a.gz": "x"}).replace(b"", b"")),
    "a compressed file": ("x.svgz", gzip.compress(b"<svg><text>Zorblax Academy</text></svg>")),
    "a picture's properties": ("x.png", png_with("Zorblax Academy")),
    "an accent": ("x.txt", "in O\u0308st".encode()),
    "a possessive": ("x.txt", "Quill’s".encode()),
    "hyphens left out": ("x.txt", b"AnneMarie"),
}  # fmt: skip


def zipped(name: str, content: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        made.writestr(name, content)
    return stream.getvalue()


HIDDEN |= {
    "an archive in an archive in an archive": ("x.zip", zipped("a.zip", zipped("b.zip", archive(**{"c.txt": "Zorblax Academy"})))),
    "bzip2 and xz": ("x.xz", lzma.compress(bz2.compress(b"Zorblax Academy"))),
    "UTF-16 without a mark": ("x.txt", "a Quill here".encode("utf-16-be")),
    "bidirectional controls": ("x.txt", "a Qu\u2066il\u2069l here".encode()),
    "zero width and variation selectors": ("x.txt", "a Q\u200bu\ufe0fi\u2060ll here".encode()),
    "a soft hyphen": ("x.txt", "a Qu\u00adill here".encode()),
    "letters of another script that look the same": ("x.txt", "Zоrblаx Асаdеmy".encode()),
    "references escaped twice": ("x.html", b"<!doctype html><p>Qu&amp;#105;ll</p>"),
    "escapes of a style": ("x.html", b"<!doctype html><style>p::after{content:'Q\\75 ill'}</style>"),
    "escapes of a script": ("x.html", b"<!doctype html><script>a='Q\\x75\\u{69}ll'</script>"),
    "base64 without an address": ("x.json", json.dumps({"a": base64.b64encode(b"at Zorblax Academy").decode()}).encode()),
    "letters apart in SVG": ("x.svg", b"<svg><text><tspan>Q</tspan><tspan>u</tspan><tspan>ill</tspan></text></svg>"),
    "a cut CDATA section": ("x.svg", b"<svg><desc><![CDATA[Qu]]>ill</desc></svg>"),
    "tags in a text": ("x.csv", b"id,summary\nC1,<b>Qu</b>ill\n"),
    "tags in the text of a page": ("x.html", b'<!doctype html><script type="application/json">["\\u003cb>Qu\\u003c/b>ill"]</script>'),
}  # fmt: skip
HIDDEN["an archive in an archive"] = ("x.zip", archive(**{"a.txt": "Zorblax Academy"}))


@pytest.mark.parametrize("hiding", HIDDEN)
def test_a_name_is_found_in(hiding: str) -> None:
    name, content = HIDDEN[hiding]
    assert Proof(PROTECTED).hits(name, content), hiding


@pytest.mark.parametrize(
    "text", ["quillwort", "mi5a or mi6", "the zorblax-ian academy", "C11 December", "Ostend and most"]
)
def test_what_only_looks_like_a_name_is_none(text: str) -> None:
    assert not Proof(PROTECTED).hits("x.txt", text.encode())


def test_names_in_a_pdf_are_found_in_its_text_and_in_its_properties() -> None:
    from explorer.figures.converting import pdf_of

    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 40"><text x="5" y="20">{}</text></svg>'
    assert Proof(PROTECTED).hits("x.pdf", pdf_of(svg.format("at Zorblax Academy")))
    assert Proof(PROTECTED).hits("x.pdf", pdf_of(svg.format("x"), title="Zorblax Academy"))
    assert not Proof(PROTECTED).hits("x.pdf", pdf_of(svg.format("x"), title="y"))


def test_a_picture_is_searched_in_the_drawing_that_it_is_made_of() -> None:
    from explorer.figures.converting import png_of

    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 40"><text x="5" y="20">{}</text></svg>'
    with proved(Proof(PROTECTED)):
        assert png_of(svg.format("at a school"))
        with pytest.raises(FoundError, match=r'drawing.svg.*"Zorblax Academy"'):
            png_of(svg.format("at Zorblax Academy"))


def test_our_own_parts_are_left_out_only_where_they_are_ours_to_the_byte() -> None:
    import hashlib

    ours = "export const zorblaxAcademy = 1;"
    proof = Proof(PROTECTED, lambda: {hashlib.sha256(ours.encode()).hexdigest()})
    page = "<!doctype html><script>{}</script>"
    assert not proof.hits("x.html", page.format(ours).encode())
    assert proof.hits("x.html", page.format(ours + " ").encode())


def test_what_is_packed_too_deep_cannot_be_proved() -> None:
    content = b"at Zorblax Academy"
    for depth in range(9):
        content = zipped(f"{depth}.zip", content)
    with pytest.raises(OutputError, match="packed more than 6 times over"):
        Proof(PROTECTED).hits("x.zip", content)


def test_what_cannot_be_opened_cannot_be_proved() -> None:
    with pytest.raises(OutputError, match="not searched"):
        Proof(PROTECTED).hits("x.zip", b"PK\x03\x04 broken")
    with pytest.raises(OutputError, match="not searched"):
        Proof(PROTECTED).hits("x.pdf", b"%PDF-1.7 broken")
    for head in (
        b"\xff\xd8\xff\xe0",
        b"7z\xbc\xaf\x27\x1c",
        b"Rar!\x1a\x07",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    ):
        with pytest.raises(OutputError, match="cannot be searched"):
            Proof(PROTECTED).hits("x.bin", head + bytes(range(256)) * 4)


def test_short_names_are_not_found_in_compressed_bytes_but_in_every_string_of_a_pdf() -> None:
    """Two letters are in any bytes somewhere; the words of a picture are in an object that only a reader opens."""
    from explorer.figures.converting import pdf_of

    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 40"><text x="5" y="20">{}</text></svg>'
    plain = pdf_of(svg.format("nothing"))
    bare = without_streams(plain).lower()
    pairs = (first + second for first in "BCDFGHJKLMNPQRSTVWXZ" for second in "bcdfghjklmnpqrstvwxyz")
    names = {name: "a name" for name in pairs if name.lower().encode() not in bare}
    assert len(names) > 200
    assert not Proof(names).hits("x.pdf", plain)
    page = redacted_report_pdf()
    assert any(
        "strings" in hit.place for hit in Proof({"Horizontal": "a word of a picture"}).hits("x.pdf", page)
    )


def redacted_report_pdf() -> bytes:
    """A PDF whose words of a picture stand in a compressed object."""
    import pypdf
    from pypdf.generic import DictionaryObject, NameObject, TextStringObject

    writer = pypdf.PdfWriter()
    writer.add_blank_page(72, 72)
    words = writer._add_object(DictionaryObject({NameObject("/Alt"): TextStringObject("Horizontal lanes")}))
    writer.root_object[NameObject("/Words")] = words
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def test_many_strings_are_looked_for_as_surely_as_few() -> None:
    many = {f"Secret number {number:04}x": "a name" for number in range(2000)}
    hits = Proof(many).hits("x.txt", b"here is secret number 1234x and no more")
    assert [hit.text for hit in hits] == ["Secret number 1234x"]


def test_nothing_is_written_where_there_is_a_hit(tmp_path: Path) -> None:
    target = write_file(tmp_path / "x.txt", b"old")
    with proved(Proof(PROTECTED)), pytest.raises(FoundError, match=r'x.txt: "Zorblax Academy" \(a name\)'):
        write_file(target, b"Zorblax Academy", force=True)
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["x.txt"]


# ---- every command that outputs a case

SHAPES = {"page": [".html"], "figure": [".svg", ".png", ".pdf"], "workbook": [".xlsx"]}
MORE: dict[str, list[str]] = {
    "path": ["education-provider-a", "safeguarding-hub-a"],
    "known": ["--by", "safeguarding-hub-a", "--on", "2020-06-30"],
}
FIGURES = ("lanes", "network", "total", "matrix")
WRITES_BACK = {"new", "import", "match", "check", "redact", "unredact", "verify", "draft", "cohort"}
"""Commands that make, check or change a case, or redact it themselves. ``draft`` and ``cohort`` have tests of their own."""


def commands() -> list[str]:
    return [name for name in main.commands if name not in WRITES_BACK]


def suffixes(command: click.Command) -> list[str]:
    name = str(command.name)
    if name in SHAPES:
        return SHAPES[name]
    what = {"export": "case", "report": "document"}.get(name, "table")
    return exports.suffixes_of(what)


def runs() -> Iterator[tuple[str, str, list[str]]]:
    for name in commands():
        for suffix in suffixes(main.commands[name]):
            for figure in FIGURES if name == "figure" else ("",):
                yield name, suffix, [figure] if figure else MORE.get(name, [])


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.mark.parametrize("name", commands())
def test_every_command_that_outputs_a_case_takes_a_profile(name: str) -> None:
    taken = {parameter.name for parameter in main.commands[name].params}
    assert {"profile", "include", "key"} <= taken


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return planted_case(tmp_path_factory.mktemp("planted"))


@pytest.fixture(scope="module")
def key(planted: Path) -> Path:
    new = planted.parent / "new"
    done = run("redact", planted, "--profile", "publication", "-o", new)
    assert done.exit_code == 0, done.output
    return new.with_name("new.key")


@pytest.mark.parametrize(
    ("name", "suffix", "more"),
    list(runs()),
    ids=lambda value: "-".join(value) if isinstance(value, list) else value,
)
def test_no_planted_secret_is_in_any_output(
    name: str, suffix: str, more: list[str], planted: Path, key: Path, tmp_path: Path
) -> None:
    target = tmp_path / f"out{suffix}"
    cases = [planted, planted] if name == "diff" else [planted]
    done = run(name, *cases, *more, "--profile", "publication", "-o", target)
    assert done.exit_code == 0, done.output
    assert not secrets_in(target.read_bytes())
    assert not secrets_in(done.stdout.replace(str(target), "").encode())
    assert run("verify", target, "--key", key).exit_code == 0
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


@pytest.mark.parametrize("suffix", [".csv", ".html", ".xlsx"])
def test_the_chronology_for_exchange_holds_no_planted_secret(
    suffix: str, planted: Path, key: Path, tmp_path: Path
) -> None:
    target = tmp_path / f"out{suffix}"
    done = run("chronology", planted, "--exchange", "--profile", "publication", "-o", target)
    assert done.exit_code == 0, done.output
    assert not secrets_in(target.read_bytes())
    assert run("verify", target, "--key", key).exit_code == 0


def test_a_watched_page_is_redacted_and_searched_each_time_it_is_written_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from explorer.page import watching
    from explorer.redaction import wording

    case, page = planted_case(tmp_path / "own"), tmp_path / "x.html"
    seen: list[bytes] = []

    def once(path: Path, rebuild: Callable[[], None]) -> None:
        contacts = path / "contacts.csv"
        contacts.write_text(contacts.read_text("utf-8").replace("Visit by", "Second visit by"), "utf-8")
        rebuild()
        seen.append(page.read_bytes())
        monkeypatch.setattr(wording.Wording, "text", lambda self, text: text)
        contacts.write_text(contacts.read_text("utf-8").replace("Second visit", "Third visit"), "utf-8")
        rebuild()  # redaction is broken: the search stops it
        seen.append(page.read_bytes())

    monkeypatch.setattr(watching, "watch", once)
    done = run("page", case, "--profile", "publication", "--watch", "-o", page)
    assert done.exit_code == 0, done.output
    assert b"Second visit" in seen[0]
    assert not secrets_in(seen[0])
    assert seen[1] == seen[0]
    assert "The page is as it was" in done.stderr


def cohort_outputs(case: Path, folder: Path) -> Iterator[tuple[str, bytes]]:
    """Everything that the commands of a cohort write or print of a folder of one case, with nothing suppressed."""
    from explorer.cohort.measures import every_measure

    cohort = folder / "c.parquet"
    done = run("cohort", "load", case.parent, "-o", cohort)
    assert done.exit_code == 0, done.output
    yield "load", done.stderr.encode()
    page = folder / "c.html"
    assert run("cohort", "page", cohort, "-o", page, "--threshold", "0").exit_code == 0
    yield "page", page.read_bytes()
    for measure in every_measure():
        target = folder / f"{measure}.html"
        done = run("cohort", "count", cohort, measure, "--threshold", "0", "-o", target)
        assert done.exit_code == 0, done.output
        yield measure, target.read_bytes()
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.glob("*.*")} == {0o600}


def test_no_output_of_a_cohort_of_redacted_cases_holds_a_planted_secret(
    planted: Path, key: Path, tmp_path: Path
) -> None:
    whole = tmp_path / "cases"
    shutil.copytree(planted.parent / "new", whole / "new")
    for name, content in cohort_outputs(whole / "new", tmp_path):
        assert not secrets_in(content), name
    assert not secrets_in((tmp_path / "c.parquet").read_bytes())
    assert run("verify", *tmp_path.glob("*.html"), "--key", key).exit_code == 0


def test_no_output_of_a_cohort_names_a_person_or_quotes_a_record(planted: Path, tmp_path: Path) -> None:
    """Organisations are named; people are their sector, and words of records stay in the records."""
    shutil.copytree(planted, tmp_path / "cases" / planted.name)
    for name, content in cohort_outputs(tmp_path / "cases" / planted.name, tmp_path):
        found = secrets_in(content) - {
            "Zorblax",
            "Quixwode",
            "Tarnquist",
            "own-sector-melph",
            "own-kind-dravik",
        }
        assert not found, name


def test_the_secrets_are_found_where_nothing_was_redacted(planted: Path, key: Path, tmp_path: Path) -> None:
    for command, name in (
        ("page", "x.html"),
        ("workbook", "x.xlsx"),
        ("report", "x.docx"),
        ("chronology", "x.csv"),
    ):
        assert run(command, planted, "-o", tmp_path / name).exit_code == 0
        assert secrets_in((tmp_path / name).read_bytes())
        done = run("verify", tmp_path / name, "--key", key)
        assert done.exit_code == 1
        assert "Zorblax" in done.stdout


@pytest.mark.parametrize("name", ["chronology", "findings", "summary", "parties"])
def test_no_planted_secret_is_printed(name: str, planted: Path) -> None:
    done = run(name, planted, "--profile", "publication")
    assert done.exit_code == 0, done.output
    assert done.stdout.strip()
    assert not secrets_in(done.stdout.encode())


def test_output_on_a_terminal_is_held_back_where_there_is_a_hit(
    planted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from explorer.redaction import wording

    monkeypatch.setattr(wording.Wording, "text", lambda self, text: text)
    done = run("chronology", planted, "--profile", "publication")
    assert done.exit_code == 1
    assert not done.stdout
    assert "Nothing was written" in done.stderr


def test_a_name_given_to_a_file_is_searched_too(planted: Path, tmp_path: Path) -> None:
    done = run("chronology", planted, "--profile", "publication", "-o", tmp_path / "zorblax academy.csv")
    assert done.exit_code == 1
    assert "file name" in done.stderr
    assert not list(tmp_path.iterdir())


def test_rows_under_a_restriction_leave_no_output_without_include(planted: Path, tmp_path: Path) -> None:
    for name in ("chronology", "workbook", "page"):
        target = tmp_path / {"chronology": "x.json", "workbook": "x.xlsx", "page": "x.html"}[name]
        done = run(name, planted, "-o", target)
        assert done.exit_code == 0, done.output
        assert "withheld" in done.stderr
        assert "Restrictane" not in secrets_in(target.read_bytes())
        assert "Zorblax" in secrets_in(target.read_bytes())
        done = run(name, planted, "-o", target, "--force", "--include", "Restrictane")
        assert "Restrictane" in secrets_in(target.read_bytes())
    assert "no restriction of this case" in run("summary", planted, "--include", "other").stderr


def test_a_folder_is_verified_with_all_that_is_in_it(planted: Path, key: Path) -> None:
    assert run("verify", planted.parent / "new", "--key", key).exit_code == 0
    done = run("verify", planted, "--key", key)
    assert done.exit_code == 1
    assert "case.toml" in done.stdout
    assert run("verify", planted.parent / "none", "--key", key).exit_code == 1


def test_a_folder_is_searched_to_its_depth_and_by_the_names_of_all_folders_in_it(tmp_path: Path) -> None:
    deep = tmp_path / "of Quill" / "for MI5" / "letters"
    deep.mkdir(parents=True)
    (deep / "x.txt").write_text("at Zorblax Academy")
    found = verified([tmp_path / "of Quill"], Proof(PROTECTED))
    assert found.files == 1
    assert [(hit.place, hit.text) for hit in found.hits] == [
        ("of Quill/for MI5/letters/x.txt", "Zorblax Academy"),
        ("of Quill/for MI5: file name", "MI5"),
        ("of Quill: file name", "Quill"),
    ]


def test_letters_that_a_pdf_puts_apart_are_found_in_names_of_eight() -> None:
    search = Search({"Plimsworth": "a name", "Quimby": "a name"})
    apart = Layer("page 1", "Pl ims wo rth and Qu imby")
    assert search.within(apart) == []
    assert [hit.text for hit in search.within(replace(apart, is_loose=True))] == ["Plimsworth"]


def test_every_layer_of_a_real_page_says_where_it_is(planted: Path) -> None:
    from explorer import Report, page_html

    page = page_html(Report(redact(read_case(planted), "publication").case)).encode()
    places = {layer.place.split(": ")[1].split(" ")[0] for layer in layers_of("x.html", page)}
    assert {"file", "text", "markup", "script", "style"} <= places


@pytest.mark.skipif(sys.platform == "win32", reason="the shell of the test")
def test_secrets_are_what_the_test_says(planted: Path) -> None:
    text = "".join(path.read_text("utf-8") for path in planted.iterdir()) + planted.name
    assert all(secret.casefold() in text.casefold() for secret in SECRETS)


def test_the_folder_that_a_file_is_in_is_no_part_of_what_leaves(planted: Path, tmp_path: Path) -> None:
    folder = tmp_path / "Hollowmere"
    folder.mkdir()
    done = run("chronology", planted, "--profile", "publication", "-o", folder / "out.csv")
    assert done.exit_code == 0, done.output
    assert str(folder / "out.csv") in done.stdout.replace("\n", "")

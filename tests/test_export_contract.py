"""What every format of the registry holds, whoever wrote it: a new file in ``exports/`` is tested by being there.

A contract is a function of a format; the tests run it over the registry, and over a format that a test plants.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner
from drawing import drawn
from readme import formats
from written import said_in, squeezed

from explorer import Report, exports
from explorer.characters import printable
from explorer.cli import main
from explorer.document.sections import document_of_report
from explorer.errors import OutputError
from explorer.exports import registry, table_content, write_case, write_report, write_table
from explorer.figures.drawings import FIGURES, FORMATS, drawing_bytes, write_figure
from explorer.figures.scene import scene_of
from explorer.tables import Column, Table

MARKING = "OFFICIAL-SENSITIVE [x] & co"
SECTIONS = ["summary", "chronology", "findings"]

HOSTILE = {
    "formula": "=1+1",
    "formula after a tab": "\t=1+1",
    "control characters": "a\x00b\x07c\x1b[31md",
    "right to left": "\u202eabc\u202c \u200f\u0645\u0631\u062d\u0628\u0627",
    "emoji": "👩‍👩‍👧 🏴󠁧󠁢󠁷󠁬󠁳󠁿",
    "end of CDATA": "ends ]]> here <![CDATA[",
    "lone surrogate": "a\ud800b",
    "line ends": "a\rb\u2028c\x85d",
    "30,000 characters": "long " + "x" * 29_990 + " end",
}


def case_of(text: str = "school"):  # type: ignore[no-untyped-def]
    """A case in which one organisation, and what happened, are called so."""
    case = drawn(
        """
        K1 | 2020-03-01 | subject -> helpline | self-contact | source=S1
        K2 | 2020-03-02 | helpline -> police | referral | follows=K1 source=S1
        """,
        outcomes="K2 | police | closed | 2020-03-08",
        sources="S1 | helpline",
    )
    parties = {**case.parties, "helpline": replace(case.parties["helpline"], name=text)}
    contacts = {key: replace(contact, summary=text) for key, contact in case.contacts.items()}
    return replace(case, title="A chain", marking=MARKING, parties=parties, contacts=contacts)


def little(text: str) -> Table:
    """A table of one cell."""
    column = Column("said", "Said", "text", "What was said.", is_wide=True)
    return Table("little", "A little table", (column,), ((text,),), "A chain", MARKING)


Write = Callable[[str], bytes]


def writers_of(what: str, module: ModuleType) -> Iterator[Write]:
    """Functions that write a text with the module: as a cell, as the words of a case, in a document."""
    if what == "table":
        yield lambda text: table_content(module, little(text))
    elif what == "case":
        yield lambda text: exports.encoded(module.case_text(Report(case_of(text))))
    elif hasattr(module, "report_bytes"):
        yield lambda text: module.report_bytes(Report(case_of(text)))
    else:
        yield lambda text: module.document_bytes(document_of_report(Report(case_of(text)), SECTIONS))


def holds_the_same_bytes(write: Write) -> None:
    assert write("plain words") == write("plain words")


def holds_the_marking(name: str, write: Write) -> None:
    assert squeezed(MARKING) in squeezed(said_in(name, write("plain words")))


def holds_hostile_text(name: str, write: Write, text: str) -> None:
    """It survives, or stands as U+FFFD where no file can hold it, or is refused with place and fix."""
    try:
        content = write(text)
    except OutputError as error:
        assert "row" in str(error) and "Write it as" in str(error)  # the place, and what mends it
        return
    found = squeezed(said_in(name, content))
    shown = [text, printable(text), exports.encoded(text).decode()]
    shown += ["".join(char if char.isprintable() or char in "\n\t" else "\ufffd" for char in text)]
    if name == "pdf":  # the words of a page are drawn: only what is plain comes back as it was
        assert content.startswith(b"%PDF")
        return
    assert any(squeezed(one) in found for one in shown), text[:40]


FORMATS_OF = [(what, name) for what in ("table", "case", "document") for name in registry(what)]


@pytest.mark.parametrize(("what", "name"), FORMATS_OF)
def test_the_same_gives_the_same_bytes(what: str, name: str) -> None:
    for write in writers_of(what, registry(what)[name]):
        holds_the_same_bytes(write)


@pytest.mark.parametrize(("what", "name"), FORMATS_OF)
def test_every_format_carries_the_marking_where_its_readers_find_it(what: str, name: str) -> None:
    for write in writers_of(what, registry(what)[name]):
        holds_the_marking(name, write)


@pytest.mark.parametrize(
    ("what", "name", "times"),
    [
        ("table", "text", 2), ("table", "md", 3), ("table", "html", 3), ("table", "docx", 4),
        ("case", "mermaid", 2), ("case", "timelinejs", 2), ("case", "followthemoney", 6),
    ],
)  # fmt: skip
def test_the_marking_stands_at_every_place_where_a_format_has_one(what: str, name: str, times: int) -> None:
    """Head, foot and properties; each entity."""
    for write in writers_of(what, registry(what)[name]):
        assert squeezed(said_in(name, write("plain words"))).count(squeezed(MARKING)) >= times


@pytest.mark.parametrize("kind", HOSTILE)
@pytest.mark.parametrize(("what", "name"), FORMATS_OF)
def test_hostile_text_survives_or_is_refused(what: str, name: str, kind: str) -> None:
    for write in writers_of(what, registry(what)[name]):
        holds_hostile_text(name, write, HOSTILE[kind])


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("figure", FIGURES)
def test_every_figure_carries_the_marking_and_bears_hostile_text(figure: str, form: str) -> None:
    def write(text: str) -> bytes:
        return drawing_bytes(FIGURES[figure](scene_of(Report(case_of(text)))), form)

    holds_the_same_bytes(write)
    holds_the_marking(form, write)
    for text in HOSTILE.values():
        assert write(text)


def test_every_suffix_is_of_one_format_and_every_format_says_what_it_does_not_carry() -> None:
    for what in ("table", "case", "document"):
        suffixes = [suffix for module in registry(what).values() for suffix in module.SUFFIXES]
        assert len(suffixes) == len(set(suffixes))
    for module in registry("case").values():
        assert all(sentence.endswith(".") for sentence in module.left_out(Report(case_of())))


# Writing


def write_anything(what: str, name: str, path: Path, *, force: bool = False) -> None:
    report = Report(case_of())
    if what == "table":
        write_table(report.tables["chronology"], path, name, force=force)
    elif what == "case":
        write_case(report, path, name, force=force)
    elif what == "document":
        write_report(report, path, name, sections=["summary"], force=force)
    else:
        write_figure(FIGURES[what](scene_of(report)), path, name, force=force)


WRITTEN = [*FORMATS_OF, *((figure, form) for figure in FIGURES for form in FORMATS)]


@pytest.mark.parametrize(("what", "name"), WRITTEN)
def test_nothing_is_overwritten_unasked_and_a_failed_write_leaves_the_old_file(
    what: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x"
    path.write_text("mine", "utf-8")
    with pytest.raises(OutputError, match="--force"):
        write_anything(what, name, path)
    with monkeypatch.context() as broken:
        broken.setattr("os.replace", _full)
        with pytest.raises(OutputError, match="cannot be written"):
            write_anything(what, name, path, force=True)
    assert path.read_text("utf-8") == "mine"
    assert [file.name for file in tmp_path.iterdir()] == ["x"]
    write_anything(what, name, path, force=True)
    assert path.read_bytes() != b"mine"


def _full(*_: object, **__: object) -> None:
    raise OSError(28, "No space left on device")


# A new format is one file

PLANTED = '''"""The case as a list of contacts, a line each. Not carried: everything else."""

NAME = "planted"
SUFFIXES = (".planted",)


def case_text(report):
    lines = [f"marking: {report.case.marking}"]
    for contact in report.contacts:
        names = [report.case.party_name(party) for party in contact.parties]
        lines.append(" ".join([contact.id, *names]))
    return "\\n".join(lines) + "\\n"


def left_out(report):
    return ["Dates are not carried."]


def table_text(table, *, width, colour):
    return "\\n".join([table.marking, *(str(cell) for row in table.rows for cell in row)])
'''


@pytest.fixture
def planted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """A format in a file of its own beside the others, as long as the test lasts."""
    (tmp_path / "planted.py").write_text(PLANTED, "utf-8")
    monkeypatch.setattr(exports, "__path__", [*exports.__path__, str(tmp_path)])
    registry.cache_clear()
    yield registry("case")["planted"]
    sys.modules.pop("explorer.exports.planted", None)
    monkeypatch.undo()
    registry.cache_clear()
    assert "planted" not in registry("case")


def test_a_planted_format_is_told_written_documented_and_held_to_the_contract(
    planted: ModuleType, tmp_path: Path
) -> None:
    case = Path(__file__).parent.parent / "data" / "southport"
    runner = CliRunner()
    assert "planted (.planted)" in " ".join(runner.invoke(main, ["export", "--help"]).output.split())
    assert "| planted | `.planted` | tables, `export` | The case as a list of contacts" in formats()
    done = runner.invoke(main, ["export", str(case), "-o", str(tmp_path / "x.planted")])
    assert done.exit_code == 0 and "Dates are not carried." in done.stderr
    assert "C06 The Acorns School" in (tmp_path / "x.planted").read_text("utf-8")
    table = runner.invoke(main, ["parties", str(case), "-o", str(tmp_path / "t.planted")])
    assert table.exit_code == 0
    for what in ("table", "case"):
        for write in writers_of(what, planted):
            holds_the_same_bytes(write)
            holds_the_marking("planted", write)
            for kind in ("formula", "right to left", "emoji", "end of CDATA", "30,000 characters"):
                holds_hostile_text("planted", write, HOSTILE[kind])


def test_a_planted_format_without_its_marking_is_found_out(planted: ModuleType) -> None:
    planted.case_text = lambda report: "nothing"
    (write,) = writers_of("case", planted)
    with pytest.raises(AssertionError):
        holds_the_marking("planted", write)

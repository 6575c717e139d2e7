"""Names that are words of formats or of the explorer stand in no way of an output, and are found where people write
them."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from explorer.cli import main
from explorer.commands.redacted import proof_of
from explorer.figures.converting import pdf_of
from explorer.own_parts import blank_parts, own_parts
from explorer.readers import read_case
from explorer.redacting import redact
from explorer.verify import Proof

NAMES = (
    "Li", "Td", "Em", "Ye", "Dt", "Max", "Box", "Case", "White", "Black", "Small", "Strong",
    "Field", "Rule", "Long", "Hand", "Head", "Cross", "Book", "Block", "Roman", "Grant", "Root", "Round", "Stop",
)  # fmt: skip
PROOF = Proof(dict.fromkeys(NAMES, "a name"), own_parts, blank_parts)
OUTPUTS = (
    ("page", ".html"), ("report", ".html"), ("report", ".docx"), ("report", ".xlsx"), ("report", ".pdf"),
    ("figure", ".svg"), ("figure", ".pdf"), ("export", ".graphml"), ("export", ".xes"), ("redact", ""),
)  # fmt: skip


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case whose social workers are called by words of HTML, of styles, of PDF, of our own tables."""
    place = tmp_path_factory.mktemp("names") / "x"
    place.mkdir()
    ids = [f"worker{number}x" for number in range(len(NAMES))]
    parties = [f"{id_},{name},professional" for id_, name in zip(ids, NAMES, strict=True)]
    (place / "parties.csv").write_text("\n".join(["id,name,sector", "subject,,subject", *parties]), "utf-8")
    contacts = [f"C{number:02},2020-01,{id_},subject,visit" for number, id_ in enumerate(ids, start=1)]
    (place / "contacts.csv").write_text("\n".join(["id,date,from,to,kind", *contacts]), "utf-8")
    return place


@pytest.mark.parametrize(("command", "suffix"), OUTPUTS, ids="".join)
def test_an_output_without_them_holds_none(command: str, suffix: str, case: Path, tmp_path: Path) -> None:
    more = ["lanes"] if command == "figure" else []
    target = tmp_path / f"out{suffix}"
    done = CliRunner().invoke(
        main, [command, str(case), *more, "--profile", "publication", "-o", str(target)]
    )
    assert done.exit_code == 0, done.output
    assert target.exists()


def test_the_proof_of_the_case_looks_for_each(case: Path) -> None:
    proof = proof_of(redact(read_case(case), "publication"))
    for name in NAMES:
        assert proof.hits("x.txt", f"Seen by Ms {name} at home.".encode()), name


@pytest.mark.parametrize("name", NAMES)
def test_each_is_found_as_people_write_it(name: str) -> None:
    for said in (f"Seen by {name} at home", f"{name}’s visit", f"MS {name.upper()} CAME"):
        assert PROOF.hits("x.html", f"<!doctype html><p>{said}</p><script>1</script>".encode()), said
        assert PROOF.hits("x.svg", f'<svg aria-label="{said}"/>'.encode()), said
    assert PROOF.hits("x.csv", f"id,to\nC01,{name}\n".encode())


def test_each_is_found_in_the_words_and_the_title_of_a_pdf() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 40"><text x="5" y="20">{}</text></svg>'
    drawn = PROOF.hits("x.pdf", pdf_of(svg.format(" and ".join(NAMES))))
    assert {hit.text for hit in drawn} == set(NAMES)
    titled = PROOF.hits("x.pdf", pdf_of(svg.format("x"), title=" and ".join(NAMES)))
    assert {hit.text for hit in titled} == set(NAMES)


@pytest.mark.parametrize("name", ["quill", "Quill", "QUILL"])
def test_a_name_that_is_no_such_word_is_found_in_any_case(name: str) -> None:
    proof = Proof({"Quill": "a name"})
    assert proof.hits("x.txt", f"seen by {name.lower()}".encode())
    assert proof.hits("x.txt", f"seen by {name}".encode())


def test_what_stands_in_cells_side_by_side_is_no_word() -> None:
    proof = Proof({"Mother": "a name"})
    assert not proof.hits("x.html", b"<!doctype html><table><tr><td>Party M</td><td>Other</td></tr></table>")
    assert proof.hits("x.html", b"<!doctype html><table><tr><td>M<b>other</b></td><td>x</td></tr></table>")


def test_only_the_parts_of_an_empty_file_are_left_out_of_one() -> None:
    """*Light Grid* is a style that every Word document has; beside it a name is found."""
    from explorer.exports import docx
    from explorer.tables import Column, Table

    def written(cell: str) -> bytes:
        return docx.table_bytes(Table("x", "y", (Column("who", "Who", "text", ""),), ((cell,),)))

    names = ("Light", "Grid", "Book")
    assert not Proof(dict.fromkeys(names, "a name"), own_parts, blank_parts).hits("x.docx", written("nobody"))
    assert Proof({"Book": "a name"}, own_parts, blank_parts).hits("x.docx", written("Ms Book"))
    assert Proof({"Book": "a name"}, own_parts).hits("x.docx", written("nobody"))

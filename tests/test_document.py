"""The report as one document: what it says, and that every format of it holds the same."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import CliRunner, Result
from drawing import drawn
from hostile import hostile

from explorer import Report, read_case
from explorer.cli import main
from explorer.document import (
    Block,
    Bullets,
    Chapter,
    Document,
    Figure,
    Footnote,
    Grid,
    Heading,
    Paragraph,
    body,
    footnotes_of,
    grid,
    shares,
)  # fmt: skip
from explorer.document.sections import SECTIONS, document_of_report
from explorer.errors import OutputError, UnknownNameError
from explorer.exports import registry, write_report
from explorer.questions import questions_of
from explorer.tables import places_text

REAL = Path(__file__).parent.parent / "data" / "southport"
MARKING = "OFFICIAL-SENSITIVE"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

CHAIN = """
    K1 | 2020-03-01 | subject -> helpline | self-contact | source=S1
    K2 | 2020-03-02 | helpline -> police  | referral | follows=K1 source=S1 locator=p4
    K3 | [2020-03-04..2020-09-01] | police -> hub | referral | follows=K2 key=yes
    K4 | | unknown:police -> subject | visit |
    K5 | 2020-04-01 | school -> prevent | referral |
"""


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def chain() -> Report:
    case = drawn(
        CHAIN, outcomes="K2 | police | passed on |\nK5 | prevent | closed |", sources="S1 | helpline"
    )
    return Report(replace(case, title="A chain", marking=MARKING))


@pytest.fixture(scope="module")
def real() -> Report:
    return Report(replace(read_case(REAL), marking=MARKING))


@pytest.fixture(scope="module")
def document(real: Report) -> Document:
    return document_of_report(real)


@pytest.fixture(scope="module")
def word(document: Document) -> bytes:
    content: bytes = registry("document")["docx"].document_bytes(document)
    return content


def texts(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Every text that is shown."""
    for block in blocks:
        match block:
            case Heading():
                yield block.text
            case Paragraph():
                yield from (part.text if isinstance(part, Footnote) else part for part in block.text)
            case Bullets():
                yield from (
                    part.text if isinstance(part, Footnote) else part for item in block.items for part in item
                )
            case Figure():
                yield from (block.caption, block.alt)
            case Grid():
                yield from (column.heading for column in block.columns)
                yield from (cell for row in block.rows for cell in row)


# What it says


def test_the_sections_are_told_in_one_order_whatever_the_order_asked_for(real: Report) -> None:
    found = document_of_report(real, ["sources", " Summary ", "chronology"])
    assert [chapter.name for chapter in found.chapters] == ["summary", "chronology", "sources"]


def test_an_unknown_section_names_the_one_that_is_meant(real: Report) -> None:
    with pytest.raises(UnknownNameError, match='Did you mean "chronology"'):
        document_of_report(real, ["chronolgy"])


def test_every_section_of_the_first_case_has_something_to_say(document: Document) -> None:
    told = {chapter.name for chapter in document.chapters}
    assert told >= set(SECTIONS) - {"known"}
    assert all(any(texts(chapter.blocks)) for chapter in document.chapters)


def test_the_chronology_tells_every_contact_with_its_sources(real: Report, document: Document) -> None:
    (table,) = [block for block in chapter_of(document, "chronology").blocks if isinstance(block, Grid)]
    assert [row[0].split("\N{NO-BREAK SPACE}")[0] for row in table.rows] == [
        contact.id for contact in real.contacts
    ]
    assert all(row[-1] for row in table.rows)


def test_the_register_says_the_same_as_the_table_of_referrals(real: Report, document: Document) -> None:
    (table,) = [block for block in chapter_of(document, "referrals").blocks if isinstance(block, Grid)]
    assert [row[0] for row in table.rows] == [row[0] for row in real.tables["referrals"].rows]
    outcomes = [column.heading for column in table.columns].index("Outcomes")
    c13 = next(row for row in table.rows if row[0] == "C13")
    assert c13[outcomes] == "no outcome recorded in the supplied sources"


def test_every_statement_of_a_finding_has_a_footnote_with_its_contacts_and_places(
    real: Report, document: Document
) -> None:
    said = [block for block in chapter_of(document, "findings").blocks if isinstance(block, Paragraph)]
    notes = {
        part.text.split("]")[0][1:]: part.text
        for block in said
        for part in block.text
        if isinstance(part, Footnote)
    }
    statements = [statement for finding in real.findings for statement in finding.statements]
    assert set(notes) == {statement.cite for statement in statements}
    assert "C23: S1 para 9; S2 para 37" in notes["closed-unseen C23"]


def test_no_sentence_judges(document: Document) -> None:
    own = [text for chapter in document.chapters if chapter.name != "notes" for text in texts(chapter.blocks)]
    for word in (
        "failed",
        "failure",
        "should have",
        "ought to",
        "missed opportunit",
        "negligen",
        "regrettabl",
    ):
        assert not [text for text in own if word in text.casefold()], word


def test_a_long_case_draws_its_key_episodes_and_says_so() -> None:
    rows = "\n".join(
        f"K{at} | 2020-01-{1 + at % 28:02} | school -> hub | call | {'key=yes' if at < 5 else ''}"
        for at in range(160)
    )
    blocks = chapter_of(document_of_report(Report(drawn(rows)), ["lanes"]), "lanes").blocks
    assert [type(block).__name__ for block in blocks] == ["Paragraph", "Paragraph", "Figure"]
    assert "160 contacts and events are too many" in next(texts(blocks))
    assert "5 contacts and events" in blocks[2].alt  # type: ignore[union-attr]


def test_of_many_contacts_the_numbers_from_whom_to_whom_are_drawn() -> None:
    rows = "\n".join(f"K{at} | 2020-01-{1 + at % 28:02} | school -> hub | call |" for at in range(601))
    blocks = chapter_of(document_of_report(Report(drawn(rows)), ["network"]), "network").blocks
    assert "601 arrows would hide one another" in next(texts(blocks))
    assert isinstance(blocks[1], Figure) and "school to hub: 601 contacts" in blocks[1].alt


def test_a_case_without_contacts_says_that_nothing_is_recorded() -> None:
    found = document_of_report(Report(drawn("")))
    said = " ".join(text for chapter in found.chapters for text in texts(chapter.blocks))
    assert "The supplied sources record no contact." in said
    for module in registry("document").values():
        assert getattr(module, "document_bytes", lambda _: b"x")(found)


def test_figures_are_numbered_throughout_and_small_print_says_so_in_every_format(document: Document) -> None:
    figures = [
        block for chapter in document.chapters for block in chapter.blocks if isinstance(block, Figure)
    ]
    assert [figure.number for figure in figures] == [1, 2, 3, 4]
    for name in ("html", "md"):
        text = registry("document")[name].document_bytes(document).decode()
        assert [f"Figure {number}. " in text for number in (1, 2, 3, 4, 5)] == [True] * 4 + [False]


def test_the_summary_tells_what_became_of_the_requests_by_who_was_asked(chain: Report) -> None:
    tables = chapter_of(document_of_report(chain, ["summary"]), "summary").blocks
    (asked,) = [table for table in tables if isinstance(table, Grid) and "asked" in table.columns[0].heading]
    assert [column.heading for column in asked.columns] == [
        "Who was asked", "Requests", "Ended", "Passed on", "No outcome recorded",
    ]  # fmt: skip
    assert asked.rows == (
        ("hub", "1", "", "", "1"),
        ("police", "1", "", "1", ""),
        ("prevent", "1", "1", "", ""),
    )


def test_tables_of_one_section_have_the_same_columns(document: Document) -> None:
    for name in ("journeys", "known"):
        blocks = chapter_of(document, name).blocks
        tables = [block for block in blocks if isinstance(block, Grid)][-3:]
        assert len({table.columns for table in tables}) == 1, name


def test_a_statement_on_many_contacts_names_them_and_leaves_their_places_to_the_chronology() -> None:
    rows = "\n".join(f"K{at} | 2020-01-{at:02} | school -> hub | referral | source=S1" for at in range(1, 10))
    blocks = chapter_of(
        document_of_report(Report(drawn(rows, sources="S1 | school")), ["findings"]), "findings"
    ).blocks
    notes = [note.text for note in footnotes_of(Document("", "", "", (Chapter("x", "x", blocks),)))]
    many = next(note for note in notes if note.startswith("[repeat-referrals K1]"))
    assert "K1, K2, K3, K4, K5, K6, K7, K8, K9. Sources S1; their places stand in the chronology." in many
    few = next(note for note in notes if note.startswith("[no-outcome K1]"))
    assert "K1: S1." in few


def test_conflicting_accounts_are_told_in_words_with_the_sources_of_each() -> None:
    case = drawn(
        """
        K1 | 2020-03-01 | school -> hub | referral | source=S1
        K1 | 2020-03 | school -> hub | referral | source=S2
        K1 | 2020-03-01 | school -> hub | referral | source=S3
        """,
        sources="S1 | school\nS2 | hub\nS3 | school",
    )
    blocks = chapter_of(document_of_report(Report(case), ["accounts"]), "accounts").blocks
    (table,) = [block for block in blocks if isinstance(block, Grid)]
    assert table.rows == (("K1", "date", "1 March 2020 (S1, S3)\nMarch 2020 (S2)"),)


def test_sources_with_the_same_place_are_told_together() -> None:
    case = drawn(
        """
        K1 | 2020-03-01 | school -> hub | referral | source=S1 locator=p4
        K1 | 2020-03-01 | school -> hub | referral | source=S2 locator=p4
        K1 | 2020-03-01 | school -> hub | referral | source=S3 locator=p9
        """,
        sources="S1 | school\nS2 | hub\nS3 | school",
    )
    assert places_text(case.contacts["K1"]) == "S1, S2 p4; S3 p9"


def test_a_finding_with_more_statements_than_paper_holds_says_where_they_are(
    monkeypatch: pytest.MonkeyPatch, real: Report
) -> None:
    from explorer.document.sections import answers

    monkeypatch.setattr(answers, "MOST_STATEMENTS", 2)
    said = list(texts(chapter_of(document_of_report(real, ["findings"]), "findings").blocks))
    assert sum(text.startswith("[no-outcome ") for text in said) == 2
    assert (
        "These are the first 2 of 8 statements. `explorer findings CASE no-outcome -o no-outcome.xlsx` writes them all."
        in said
    )


# Questions


def test_questions_come_from_what_is_blank_and_go_to_who_could_answer(chain: Report) -> None:
    asked = {(question.party, question.contacts[0], question.reason) for question in questions_of(chain)}
    assert asked == {
        ("hub", "K3", "no outcome recorded"),
        ("police", "K3", "date too vague to order"),
        ("police", "K2", "date of an outcome not recorded"),
        ("prevent", "K5", "date of an outcome not recorded"),
        ("prevent", "K5", "not recorded whether the subject was seen"),
        ("", "K4", "a party not recorded"),
        ("", "K4", "date not recorded"),
    }


def test_a_question_asks_and_supposes_nothing(real: Report) -> None:
    for question in questions_of(real):
        assert question.sentence.rstrip(".").count("?") >= 1
        assert "why" not in question.sentence.casefold()


def test_a_question_names_its_contact_once_and_nests_no_brackets(real: Report) -> None:
    sentences = [question.sentence for question in questions_of(real)]
    assert (
        "Was C03 (referral from Lancashire Police, October 2019, doubtful) received, and what became of it?"
        in (sentences)
    )
    assert not [sentence for sentence in sentences if "((" in sentence or "))" in sentence]


# Word


def test_word_finds_styles_headings_and_every_chapter(word: bytes, document: Document) -> None:
    file = docx.Document(io.BytesIO(word))
    heads = [paragraph.text for paragraph in file.paragraphs if paragraph.style.name == "Heading 1"]
    assert heads == [chapter.title for chapter in document.chapters]
    assert file.paragraphs[0].style.name == "Title"
    assert {"Heading 2", "List Bullet", "Caption"} <= {paragraph.style.name for paragraph in file.paragraphs}
    assert {table.style.name for table in file.tables} == {"Explorer Table"}
    assert file.styles["Normal"].font.name == "Arial"


def test_word_holds_every_cell_of_every_table(word: bytes, document: Document) -> None:
    file = docx.Document(io.BytesIO(word))
    tables = [block for chapter in document.chapters for block in chapter.blocks if isinstance(block, Grid)]
    assert len(file.tables) == len(tables)
    for theirs, ours in zip(file.tables, tables, strict=True):
        rows = [[cell.text for cell in row.cells] for row in theirs.rows]
        assert rows == [[column.heading for column in ours.columns], *map(list, ours.rows)]
        assert theirs._tbl.tr_lst[0].find(f"{W}trPr/{W}tblHeader") is not None


def test_wide_tables_lie_on_their_side_and_header_and_footer_carry_the_marking(word: bytes) -> None:
    file = docx.Document(io.BytesIO(word))
    assert [section.orientation for section in file.sections] == [0, 0, 1, 0]
    for section in file.sections:
        assert section.header.paragraphs[0].text == MARKING
        assert section.footer.paragraphs[0].text == MARKING
    assert file.core_properties.category == MARKING


def test_word_has_a_table_of_contents_whose_pages_point_at_the_chapters(
    word: bytes, document: Document
) -> None:
    text = zipfile.ZipFile(io.BytesIO(word)).read("word/document.xml").decode()
    pages = re.findall(r"PAGEREF (\w+)", text)
    assert len(pages) == len(document.chapters)
    assert pages == re.findall(r'bookmarkStart [^>]*w:name="(\w+)"', text)


def test_footnotes_of_word_are_those_of_the_document(word: bytes, document: Document) -> None:
    from lxml import etree

    notes = etree.fromstring(zipfile.ZipFile(io.BytesIO(word)).read("word/footnotes.xml"))
    said = ["".join(note.itertext()).strip() for note in notes if note.get(f"{W}type") is None]
    assert said == [note.text for note in footnotes_of(document)]
    body = zipfile.ZipFile(io.BytesIO(word)).read("word/document.xml").decode()
    assert len(re.findall("<w:footnoteReference ", body)) == len(said)


def test_drawings_in_word_are_vectors_with_a_picture_and_an_alternative_text(
    word: bytes, document: Document
) -> None:
    figures = [
        block for chapter in document.chapters for block in chapter.blocks if isinstance(block, Figure)
    ]
    archive = zipfile.ZipFile(io.BytesIO(word))
    names = archive.namelist()
    assert (
        sum(name.endswith(".svg") for name in names)
        == sum(name.endswith(".png") for name in names)
        == len(figures)
    )
    file = docx.Document(io.BytesIO(word))
    alts = [shape._inline.docPr.get("descr") for shape in file.inline_shapes]
    assert alts == [figure.alt for figure in figures]
    assert archive.read("word/document.xml").count(b"svgBlip") == len(figures)


def test_the_same_document_gives_the_same_bytes(document: Document, word: bytes) -> None:
    for name, module in registry("document").items():
        if hasattr(module, "document_bytes"):
            assert module.document_bytes(document) == (
                word if name == "docx" else module.document_bytes(document)
            ), name
    times = {item.date_time for item in zipfile.ZipFile(io.BytesIO(word)).infolist()}
    assert times == {(1980, 1, 1, 0, 0, 0)}


# HTML, Markdown, PDF


def test_html_holds_every_text_and_loads_nothing(document: Document) -> None:
    from lxml import html

    text = registry("document")["html"].document_bytes(document).decode()
    page = html.fromstring(text)
    shown = " ".join(page.text_content().split())
    for chapter in document.chapters:
        for said in texts(tuple(block for block in chapter.blocks if not isinstance(block, Figure))):
            assert " ".join(said.split()) in shown, said
    assert not re.search(r"""(?:src|href)\s*=\s*["'](?!#)""", text)
    assert "<script" not in text
    assert page.xpath("//meta[@name='marking']/@content") == [MARKING]
    drawings = [
        block for chapter in document.chapters for block in chapter.blocks if isinstance(block, Figure)
    ]
    assert len(page.xpath("//figure/*[@role='img'][@aria-label]")) == len(drawings) == 4


def test_markdown_holds_every_text_in_order(document: Document) -> None:
    from markdown_it import MarkdownIt

    text = registry("document")["md"].document_bytes(document).decode()
    head, body = text.removeprefix("---\n").split("---\n", 1)
    assert json.loads(head.split("marking: ")[1]) == MARKING
    page = MarkdownIt("commonmark").enable("table").render(body)
    shown = " ".join(re.sub("<[^>]*>", " ", page).split())
    for chapter in document.chapters:
        assert chapter.title in shown
    assert body.count("[^") == 2 * sum(1 for _ in footnotes_of(document))


def test_pdf_holds_every_chapter_with_marking_and_alternative_texts(real: Report) -> None:
    from pypdf import PdfReader

    document = document_of_report(real, ["summary", "parties", "network", "referrals", "questions"])
    reader = PdfReader(io.BytesIO(registry("document")["pdf"].document_bytes(document)))
    pages = [" ".join(page.extract_text().split()) for page in reader.pages]
    assert all(page.count(MARKING) >= 2 for page in pages)
    assert all(any(chapter.title in page for page in pages) for chapter in document.chapters)
    assert reader.metadata is not None and reader.metadata.title == document.title
    assert MARKING in str(reader.metadata.get("/Keywords"))
    bookmarks = [mark["/Title"] for mark in reader.outline if not isinstance(mark, list)]
    assert bookmarks == ["Contents", *(chapter.title for chapter in document.chapters)]
    assert {bool(page.mediabox.width > page.mediabox.height) for page in reader.pages} == {True, False}
    assert "/StructTreeRoot" in reader.trailer["/Root"]


def test_a_long_document_is_set_in_parts_that_hold_the_same_in_order(
    monkeypatch: pytest.MonkeyPatch, chain: Report
) -> None:
    from pypdf import PdfReader

    from explorer.document import pdf_parts

    rows = [(f"row-{at}",) for at in range(95)]
    long = Chapter("long", "Long", (body("first"), grid(["n"], rows), body("last", Footnote("a note"))), True)
    short = [Chapter(f"c{at}", f"Chapter {at}", (body("said", Footnote(f"note {at}")),)) for at in range(3)]
    found = Document("A title", "", MARKING, (short[0], long, *short[1:]))
    monkeypatch.setattr(pdf_parts, "MOST_LINES", 40)
    monkeypatch.setattr(pdf_parts, "LEAST_LINES", 5)
    parts = list(pdf_parts.parts_of(found))
    told = [
        row[0]
        for part in parts
        for c in part.chapters
        for b in c.blocks
        if isinstance(b, Grid)
        for row in b.rows
    ]
    assert told == [row[0] for row in rows] and len(parts) == 3
    monkeypatch.setattr(pdf_parts, "LONG", 50)
    content = registry("document")["pdf"].document_bytes(found)
    assert content == registry("document")["pdf"].document_bytes(found)
    reader = PdfReader(io.BytesIO(content))
    pages = [" ".join(page.extract_text().split()) for page in reader.pages]
    assert [f"page {at}" in page for at, page in enumerate(pages, start=1)] == [True] * len(pages)
    assert all(page.count(MARKING) >= 2 for page in pages)
    assert re.findall(r"row-\d+", " ".join(pages)) == told
    starts = {str(mark.title): reader.get_destination_page_number(mark) for mark in reader.outline}
    assert list(starts) == ["Contents", "Chapter 0", "Long", "Chapter 1", "Chapter 2"]
    for title, page in starts.items():
        assert title in pages[page or 0]
        assert title == "Contents" or re.search(rf"{title} [. ]*{page + 1}\b", pages[0])
    assert re.findall(r"(\d) ?(a note|note \d)", " ".join(pages)) == [
        ("1", "note 0"), ("2", "a note"), ("3", "note 1"), ("4", "note 2"),
    ]  # fmt: skip
    assert reader.metadata is not None and MARKING in str(reader.metadata.get("/Keywords"))


def test_what_typst_says_in_its_own_process_comes_back_as_an_error() -> None:
    from explorer.figures.apart import pdf_apart

    with pytest.raises(OutputError, match="could not be made"):
        pdf_apart(b"#no-such-thing", {})


HOSTILE_DOCUMENT = ["docx", "html", "md", "pdf"]


@pytest.mark.parametrize("name", HOSTILE_DOCUMENT)
def test_a_hostile_case_gives_a_document_and_nothing_of_it_is_markup(name: str, chain: Report) -> None:
    found = document_of_report(Report(hostile(chain.case)))
    content = registry("document")[name].document_bytes(found)
    if name == "html":
        assert b"<img" not in content and b"<script" not in content.lower()
        assert content.count(b"</style>") == 2  # ours, and that of the marking
    elif name == "docx":
        assert len(docx.Document(io.BytesIO(content)).tables) > 3
    elif name == "md":
        # the head, too, where a reader knows none
        assert "<img" not in re.sub(r"\\.", "", content.decode())
        assert json.loads(re.findall(r"(?m)^title: (.*)$", content.decode())[0]) == found.title


# Tables that fit


def test_a_column_is_as_wide_as_its_longest_word_asks_for() -> None:
    table = grid(["Id", "What happened"], [("C06", "a long sentence about what happened " * 4)])
    narrow, wide = shares(table.columns, 100)
    assert narrow + wide == pytest.approx(1)
    assert narrow * 100 >= 4 and wide > 0.8


def test_columns_without_any_text_are_left_out() -> None:
    assert [column.heading for column in grid(["a", "b"], [("x", ""), ("y", "")]).columns] == ["a"]


def test_a_table_longer_than_word_can_hold_is_told_in_several(monkeypatch: pytest.MonkeyPatch) -> None:
    from explorer.document import word_tables

    assert word_tables.MOST_ROWS < 32_767
    monkeypatch.setattr(word_tables, "MOST_ROWS", 5)
    rows = tuple((str(at),) for at in range(6))
    chapter = Chapter("long", "Long", (grid(["n"], rows),))
    content = registry("document")["docx"].document_bytes(
        Document("t", "", "", (chapter,), has_contents=False)
    )
    text = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()
    assert text.count("<w:tbl>") == 2
    assert text.count("w:tblHeader") == 2


def test_words_before_a_table_or_below_a_heading_stay_with_what_comes_next(word: bytes) -> None:
    file = docx.Document(io.BytesIO(word))
    quiet = [paragraph for paragraph in file.paragraphs if paragraph.style.name == "Quiet"]
    definitions = [one for one in quiet if one.text.startswith("Requests ")]
    assert definitions and all(one.paragraph_format.keep_with_next for one in definitions)
    assert file.styles["Quiet"].paragraph_format.keep_together


def test_what_leads_to_a_table_stays_with_it_and_what_does_not_flows() -> None:
    table = grid(["n"], [("1",)])
    blocks = (body("far"), body("a"), body("b"), body("c"), table, body("d"), Heading("h"), body("e"))
    kept = [is_kept for _, is_kept in Chapter("x", "X", blocks).kept()]
    assert kept == [False, True, True, True, False, False, False, False]


def test_short_tables_and_the_first_rows_of_long_ones_stay_together() -> None:
    def chained(rows: int) -> list[bool]:
        chapter = Chapter("x", "X", (grid(["n"], [(str(at),) for at in range(rows)]),))
        file = registry("document")["docx"].document_bytes(
            Document("t", "", "", (chapter,), has_contents=False)
        )
        (table,) = docx.Document(io.BytesIO(file)).tables
        return [bool(row.cells[0].paragraphs[0].paragraph_format.keep_with_next) for row in table.rows]

    assert chained(3) == [True, True, True, False]
    assert chained(1) == [True, False]
    assert chained(20) == [True, True, *[False] * 19]


def test_figures_of_a_word_file_are_numbered_by_a_field(word: bytes) -> None:
    text = zipfile.ZipFile(io.BytesIO(word)).read("word/document.xml").decode()
    assert text.count(" SEQ Figure ") == 4
    captions = [one.text for one in docx.Document(io.BytesIO(word)).paragraphs if one.style.name == "Caption"]
    assert len(captions) == 4 and all(caption.startswith("Figure ") for caption in captions)


def test_a_title_longer_than_a_line_stands_whole_once_and_short_on_every_page() -> None:
    from pypdf import PdfReader

    title = "A title that goes on " * 20
    found = Document(title, "", MARKING, (Chapter("c", "C", (body("said"),)),))
    assert len(found.running_title) <= 100 and found.running_title.endswith("…")
    word = docx.Document(io.BytesIO(registry("document")["docx"].document_bytes(found)))
    assert word.paragraphs[0].text == title
    assert word.sections[0].header.paragraphs[-1].text == found.running_title
    page = PdfReader(io.BytesIO(registry("document")["pdf"].document_bytes(found))).pages[0].extract_text()
    assert " ".join(page.split()).count("goes on") == 20 + 2 * found.running_title.count("goes on")


# The command


def test_report_refuses_to_overwrite_before_it_begins(real: Report, tmp_path: Path) -> None:
    path = tmp_path / "r.md"
    path.write_text("mine", "utf-8")
    begun: list[Any] = []
    with pytest.raises(OutputError, match="--force"):
        write_report(real, path, progress=lambda *said: begun.append(said))
    assert path.read_text("utf-8") == "mine" and not begun


def test_report_writes_the_sections_asked_for(tmp_path: Path) -> None:
    done = run("report", REAL, "-o", tmp_path / "r.md", "--sections", "summary,sources")
    assert done.exit_code == 0, done.output
    text = (tmp_path / "r.md").read_text("utf-8")
    assert [line for line in text.splitlines() if line.startswith("## ")] == ["## Summary", "## Sources"]
    assert "chronology" in run("report", REAL, "--list").output


def test_progress_is_told_section_by_section(real: Report) -> None:
    told: list[tuple[str, int, int]] = []
    document_of_report(real, ["summary", "sources"], lambda *said: told.append(said))
    assert told == [("Summary", 0, 2), ("Sources", 1, 2)]


def test_writing_is_told_after_the_sections_and_then_nothing_more(real: Report, tmp_path: Path) -> None:
    told: list[str] = []
    write_report(real, tmp_path / "r.md", sections=["sources"], progress=lambda title, *_: told.append(title))
    assert told == ["Sources", "Writing the file", ""]
    told.clear()
    with pytest.raises(UnknownNameError):
        write_report(
            real, tmp_path / "s.md", sections=["none"], progress=lambda title, *_: told.append(title)
        )
    assert told == [""]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["report", "-o", "x.md", "--sections", "sources"], ["1/1 Sources", "Writing the file"]),
        (["chronology", "-o", "x.xlsx"], ["Writing x.xlsx"]),
        (["export", "-o", "x.gexf"], ["Writing x.gexf"]),
    ],
)
def test_progress_stands_on_the_error_stream_of_a_terminal_and_goes(
    arguments: list[str], said: list[str], tmp_path: Path
) -> None:
    import contextlib
    import os
    import pty
    import subprocess
    import sys

    outer, inner = pty.openpty()
    command = [sys.executable, "-m", "explorer", arguments[0], str(REAL), *arguments[1:]]
    done = subprocess.run(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=inner, check=True)
    os.close(inner)
    seen = ""
    with contextlib.suppress(OSError):  # how a terminal ends whose other side is closed
        while read := os.read(outer, 65_536):
            seen += read.decode()
    os.close(outer)
    assert [text for text in said if text in seen] == said
    left = seen.rsplit("\r", 1)[1]
    assert not [text for text in said if text in left]
    assert done.stdout.decode().strip() == arguments[2]


def chapter_of(document: Document, name: str) -> Chapter:
    return next(chapter for chapter in document.chapters if chapter.name == name)

"""A name is found wherever a PDF holds it: in what was changed, beside the pages, behind the end; the rest is said."""

# ruff: noqa: E501  (tables of texts)
from __future__ import annotations

import base64
import gzip
import io
import zlib
from pathlib import Path

import pypdf
import pytest
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
)

from explorer.errors import OutputError
from explorer.layers.pdf_objects import decoded, dictionary_of, streams_of, strings_in
from explorer.verify import Proof, verified

PROOF = Proof({"Adam Smith": "a name", "3/4/2020": "an exact day"})
HIDDEN = b"Then Adam Smith left"


def stream(content: bytes, **about: str) -> DecodedStreamObject:
    made = DecodedStreamObject()
    made.set_data(content)
    packed = made.flate_encode()
    for key, value in about.items():
        packed[NameObject(f"/{key}")] = NameObject(f"/{value}")
    return packed


def drawing(text: bytes) -> bytes:
    return b"q BT /F1 12 Tf 50 700 Td (" + text + b") Tj ET Q 3 4 2020 5 re f\n"


def document(text: bytes = b"hello") -> tuple[pypdf.PdfWriter, pypdf.PageObject]:
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(300, 800)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    fonts = DictionaryObject({NameObject("/F1"): writer._add_object(font)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    page[NameObject("/Contents")] = writer._add_object(stream(drawing(text)))
    return writer, page


def written(writer: pypdf.PdfWriter) -> bytes:
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def changed(data: bytes, text: bytes) -> bytes:
    """The file with what its page draws replaced as programs do that save quickly: the new state behind the old one."""
    reader = pypdf.PdfReader(io.BytesIO(data))
    number = reader.pages[0].raw_get("/Contents").idnum
    root = reader.trailer.raw_get("/Root").idnum
    body = zlib.compress(drawing(text))
    start = data.rsplit(b"startxref", 1)[1].split()[0].decode()
    head = f"\n{number} 0 obj\n<< /Filter /FlateDecode /Length {len(body)} >>\nstream\n".encode()
    made = head + body + b"\nendstream\nendobj\n"
    table = f"xref\n{number} 1\n{len(data) + 1:010} 00000 n \ntrailer\n<< /Size {number + 1} /Root {root} 0 R /Prev {start} >>"
    return data + made + f"{table}\nstartxref\n{len(data) + len(made)}\n%%EOF\n".encode()


def annotation(kind: str, key: str, value: DictionaryObject) -> DictionaryObject:
    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject(f"/{kind}"),
            NameObject("/Rect"): ArrayObject([NumberObject(at) for at in (1, 1, 200, 50)]),
            NameObject(f"/{key}"): value,
        }
    )


def hidden_places() -> dict[str, bytes]:
    places = {"its page": written(document(HIDDEN)[0])}
    places["an earlier state"] = changed(places["its page"], b"Then [removed] left")
    writer, _ = document()
    writer._add_object(stream(drawing(HIDDEN)))
    places["a stream that nothing refers to"] = written(writer)
    writer, _ = document()
    form = DictionaryObject(
        {NameObject("/XFA"): writer._add_object(stream(b"<xdp><v>Then Ad<b/>am Smith left</v></xdp>"))}
    )
    writer.root_object[NameObject("/AcroForm")] = form
    places["a form"] = written(writer)
    writer, page = document()
    held = DictionaryObject({NameObject("/F"): writer._add_object(stream(HIDDEN, Type="EmbeddedFile"))})
    note = annotation("FileAttachment", "FS", DictionaryObject({NameObject("/EF"): held}))
    page[NameObject("/Annots")] = ArrayObject([writer._add_object(note)])
    places["a file pinned to a page"] = written(writer)
    writer, page = document()
    stamp = stream(drawing(HIDDEN), Subtype="Form")
    stamp[NameObject("/Resources")] = page["/Resources"]
    note = annotation("Stamp", "AP", DictionaryObject({NameObject("/N"): writer._add_object(stamp)}))
    page[NameObject("/Annots")] = ArrayObject([writer._add_object(note)])
    places["a stamp"] = written(writer)
    writer, page = document()
    page[NameObject("/Metadata")] = writer._add_object(
        stream(b'<x:xmpmeta><a dc:creator="Adam Smith"/></x:xmpmeta>')
    )
    places["what is said of a page"] = written(writer)
    writer, _ = document()
    script = DictionaryObject(
        {NameObject("/JS"): writer._add_object(stream(b"app.alert('Then Adam Smith left')"))}
    )
    writer.root_object[NameObject("/OpenAction")] = script
    places["a script"] = written(writer)
    writer, _ = document()
    writer.add_attachment("a.txt.gz", gzip.compress(HIDDEN))
    places["a packed attachment"] = written(writer)
    writer, _ = document()
    writer.encrypt(user_password="", owner_password="x")
    writer.add_metadata({"/Author": "Adam Smith"})
    places["a locked file that opens"] = written(writer)
    places["what comes after the end"] = written(document()[0]) + gzip.compress(HIDDEN)
    places["pieces of a line"] = written(document(b"to ) Tj (Ad) Tj (am S) Tj (mith) Tj ( and on")[0])
    return places


PLACES = hidden_places()


@pytest.mark.parametrize("where", PLACES)
def test_a_name_is_found_in(where: str) -> None:
    assert {hit.text for hit in PROOF.searched("x.pdf", PLACES[where])[0]} == {"Adam Smith"}


def test_nothing_is_found_where_nothing_is_and_numbers_of_a_drawing_are_no_day() -> None:
    assert not PROOF.hits("x.pdf", written(document()[0]))
    assert not PROOF.hits("x.pdf", changed(written(document()[0]), b"again"))


def test_a_short_name_is_none_where_it_is_a_word_of_the_format() -> None:
    """``re`` draws a box, ``rdf:li`` is an item of a list: both are names, too."""
    short = Proof({"Re": "a name", "Li": "a name"})
    writer, page = document(b"hello")
    said = b"<x:xmpmeta><rdf:li>%s</rdf:li></x:xmpmeta>"
    page[NameObject("/Metadata")] = writer._add_object(stream(said % b"x", Type="Metadata"))
    writer._add_object(stream(b"q 1 0 0 1 2 2 cm /X1 Do 1 1 2 2 re Q"))
    assert not short.hits("x.pdf", written(writer))
    page[NameObject("/Metadata")] = writer._add_object(stream(said % b"by Li", Type="Metadata"))
    assert [hit.text for hit in short.hits("x.pdf", written(writer))] == ["Li"]
    assert [hit.text for hit in short.hits("x.pdf", written(document(b"by Re now")[0]))][:1] == ["Re"]


def unread(data: bytes) -> list[str]:
    return PROOF.searched("x.pdf", data)[1]


def test_what_is_packed_in_a_way_that_is_not_known_is_said() -> None:
    writer, _ = document()
    strange = stream(b"x")
    strange[NameObject("/Filter")] = NameObject("/Strange")
    writer._add_object(strange)
    assert "nothing here unpacks /Strange" in unread(written(writer))[0]
    with pytest.raises(OutputError, match="not searched"):
        PROOF("x.pdf", written(writer))


def test_a_picture_is_said_to_be_unread() -> None:
    writer, _ = document()
    picture = stream(b"\0" * 9, Subtype="Image")
    writer._add_object(picture)
    assert "it is a picture" in unread(written(writer))[0]


def test_a_stream_that_breaks_off_is_searched_as_far_as_it_goes_and_said() -> None:
    whole = zlib.compress(b"Then Adam Smith left " + bytes(range(256)) * 400)
    data = b"%PDF-1.4\n1 0 obj\n<< /Filter /FlateDecode >>\nstream\n" + whole[:-300] + b"\nendstream endobj"
    hits, said = PROOF.searched("x.pdf", data)
    assert hits
    assert any("not whole" in text or "damaged" in text for text in said)


def test_text_in_signs_of_a_font_that_no_page_shows_is_said() -> None:
    writer, _ = document()
    writer._add_object(stream(b"q BT /F9 12 Tf 50 700 Td <0001000200030004> Tj ET Q"))
    assert "signs of a font" in unread(written(writer))[0]


def test_a_locked_file_is_said_to_be_unread() -> None:
    writer, _ = document(HIDDEN)
    writer.encrypt(user_password="u", owner_password="x")
    assert unread(written(writer))


@pytest.mark.parametrize(
    "filters", [["/ASCIIHexDecode", "/FlateDecode"], ["/ASCII85Decode"], ["/AHx"], ["/Fl"]]
)
def test_streams_are_unpacked(filters: list[str]) -> None:
    packed = HIDDEN
    for name in reversed(filters):
        packed = {
            "/FlateDecode": zlib.compress,
            "/Fl": zlib.compress,
            "/AHx": lambda data: data.hex().encode() + b">",
            "/ASCIIHexDecode": lambda data: data.hex().encode() + b">",
            "/ASCII85Decode": lambda data: base64.a85encode(data) + b"~>",
        }[name](packed)
    about = dictionary_of(f"<< /Filter [{' '.join(filters)}] /Length 5 0 R >>".encode())
    assert decoded(about, packed) == HIDDEN


def test_strings_are_read_in_every_way_to_write_them() -> None:
    code = rb"(a \(b\) (c) \344\012d) <feff00e4> <4142 4> (e\\" + b"\\\nf) /N <</A (g)>>"
    assert list(strings_in(code)) == ["a (b) (c) ä\nd", "ä", "AB@", "e\\f", "g"]


def test_a_stream_is_found_where_the_word_stands_in_a_string_before_it() -> None:
    data = b"1 0 obj <</A (>> stream\n)>> endobj 2 0 obj <</B 1>> stream\nHere endstream"
    assert b"Here " in [found.body for found in streams_of(data)]


def test_a_folder_says_what_of_a_pdf_was_unread(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(b"%PDF-1.7 broken")
    assert verified([path], PROOF).unread

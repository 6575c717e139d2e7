"""A name is found however tags cut it, in every kind of marked-up text; what only lies beside each other is none."""

# ruff: noqa: E501  (tables of texts)
from __future__ import annotations

import io
import zipfile

import pytest

from explorer.layers.markup import headers_of_sheets, words_of_markup
from explorer.verify import Proof

PROOF = Proof({"Adam Smith": "a name", "Quill": "a name", "3/4/2020": "an exact day"})

WORD = '<w:document xmlns:w="x"><w:body>{}</w:body></w:document>'
PARAGRAPH = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
CUT = {
    "runs of Word, between paragraphs": WORD.format(
        PARAGRAPH.format("The visit")
        + "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Ad</w:t></w:r><w:proofErr/><w:r><w:t>am Smith</w:t></w:r></w:p>"
        + PARAGRAPH.format("left")
    ),
    "runs of Word, written with room": WORD.format(
        PARAGRAPH.format("visit") + "<w:p><w:r>\n <w:t>Qu</w:t>\n</w:r>\n<w:r>\n <w:t>ill</w:t></w:r></w:p>"
    ),
    "a tabulator of Word": WORD.format(
        "<w:p><w:r><w:t>to</w:t><w:tab/><w:t>Qu</w:t></w:r><w:r><w:t>ill</w:t><w:br/><w:t>left</w:t></w:r></w:p>"
    ),
    "words that a change took out": WORD.format(
        '<w:p><w:r><w:t>to Qu</w:t></w:r><w:del w:id="1"><w:r><w:delText>xx</w:delText></w:r></w:del>'
        "<w:r><w:t>ill here</w:t></w:r></w:p>"
    ),
    "words that a change put in": WORD.format(
        '<w:p><w:r><w:t>to Qu</w:t></w:r><w:ins w:id="1"><w:r><w:t>xx</w:t></w:r></w:ins>'
        "<w:r><w:t>ill here</w:t></w:r></w:p>"
    ),
    "rich text of Excel": "<sst><si><t>Visit</t></si><si><r><t>Ad</t></r><r><rPr><b/></rPr><t>am Smith</t></r></si>"
    "<si><t>left</t></si></sst>",
    "the header of a sheet": '<worksheet><oddHeader>&amp;L&amp;"Arial,Bold"&amp;12Quill&amp;CQuill</oddHeader></worksheet>',
    "cells of HTML": "<!doctype html><table><tr><td>Visit</td><td>Ad<b>am</b> Smith</td><td>left</td></tr></table>",
    "a line of HTML": "<!doctype html><p>Visit<br>Qu<i>ill</i><br>left</p>",
    "runs of PowerPoint": "<p:sld><a:p><a:r><a:t>to</a:t></a:r></a:p><a:p><a:r><a:t>Qu</a:t></a:r><a:r><a:rPr/>"
    "<a:t>ill</a:t></a:r></a:p><a:p><a:r><a:t>left</a:t></a:r></a:p></p:sld>",
    "spans of OpenDocument": "<office:text><text:p>to</text:p><text:p>Qu<text:span>ill</text:span><text:s/>left</text:p>"
    "<text:p>x</text:p></office:text>",
    "lines of SVG": '<svg><text><tspan x="1">visit</tspan><tspan x="1" dy="9">Qu<tspan>ill</tspan></tspan>'
    '<tspan x="1">left</tspan></text></svg>',
    "letters of SVG, each placed": '<svg><text><tspan x="1">Visit</tspan><tspan x="5">A</tspan><tspan x="9">dam Smith'
    '</tspan><tspan x="20">left</tspan></text></svg>',
    "XML of no known kind": "<case><para>Visit</para><para>Qu<hl>il</hl>l</para><para>left</para></case>",
    "tags in a cell of CSV": "id,summary\nC1,<p>visit</p><p>Qu<b>ill</b></p><p>left</p>\n",
    "tags in references": "<!doctype html><p>visit &lt;p&gt;Qu&lt;b&gt;ill&lt;/b&gt;&lt;/p&gt;&lt;p&gt;x</p>",
    "a comment inside": "<!doctype html><p>visit</p><p>Qu<!-- x -->ill</p><p>left</p>",
}  # fmt: skip


@pytest.mark.parametrize("where", CUT)
def test_a_name_that_tags_cut_is_found_in(where: str) -> None:
    assert {hit.what for hit in PROOF.hits("x.xml", CUT[where].encode())} == {"a name"}


def test_it_is_found_in_a_part_of_an_archive_too() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        made.writestr("word/document.xml", CUT["runs of Word, between paragraphs"])
    assert PROOF.hits("x.docx", stream.getvalue())


@pytest.mark.parametrize(
    "text",
    [
        "<!doctype html><p>the <b>quill</b>wort</p>",
        "<!doctype html><ul><li>3</li><li>4</li><li>2020</li></ul>",
        WORD.format(PARAGRAPH.format("3") + PARAGRAPH.format("4") + PARAGRAPH.format("2020")),
    ],
)
def test_what_is_part_of_another_word_or_of_another_line_is_none(text: str) -> None:
    assert not Proof({"Quillwo": "a name", "3/4/2020": "an exact day"}).hits("x.html", text.encode())


def test_text_is_laid_out_as_its_elements_say() -> None:
    layer = words_of_markup("x", "<p>a<b>b</b> c</p><p>d<w:noBreakHyphen/>e</p><td>f</td><td>g</td>")
    assert layer is not None
    assert layer.also[1].split() == ["ab", "c", "d-e", "f", "g"]
    assert headers_of_sheets('<oddFooter a="">&amp;LA&amp;Bd&amp;Bam&amp;RX</oddFooter>').split() == [
        "Adam",
        "X",
    ]


@pytest.mark.parametrize("mark", ["<!--", "<script>", "<![CDATA[", "<w:del ", "<", "<a", "<oddHeader>"])
def test_what_comes_after_marks_that_nothing_closes_is_searched(mark: str) -> None:
    """Hundreds of thousands of them: looking for the end of each anew would take minutes."""
    text = "<!doctype html>" + mark * (300_000 // len(mark)) + " at Quill"
    assert PROOF.hits("x.html", text.encode())

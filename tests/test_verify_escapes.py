"""A name is found whatever stands for its characters, and however deep: escapes, addresses, base64, mail, RTF."""

# ruff: noqa: E501  (tables of texts)
from __future__ import annotations

import base64
import io
import json
import zipfile
from urllib.parse import quote

import pytest

from explorer.layers import layers_of
from explorer.layers.escapes import readings_of, unescaped, unquoted
from explorer.verify import Proof

PROOF = Proof({"Adam Smith": "a name", "Müller": "a name"})
LINES = base64.encodebytes(("a" * 50 + " Adam Smith left and more words").encode()).decode()


def zipped(text: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", text)
    return made.getvalue()


ZIPPED = base64.encodebytes(zipped(b"Then Adam Smith left"))
WAYS = {
    "lines of JSON": json.dumps({"a": "first\nAdam Smith\nlast"}) + "\n" + json.dumps({"a": "y"}),
    "a name that JSON has twice": '{"a": "Adam Smith", "a": "x"}',
    "a script": 'const x = {"a":"first\\nAdam Smith\\tlast"};',
    "JSON in JSON": json.dumps({"a": json.dumps({"b": "x\nAdam Smith\ny"})}),
    "JSON in JSON in JSON in JSON": json.dumps(json.dumps(json.dumps(json.dumps("x\nAdam Smith\ny")))),
    "JSON in the script of a page": '<!doctype html><script>go("{\\"a\\":\\"x\\\\nAdam Smith\\\\ny\\"}")</script>',
    "letters of over 16 bits": '"\\ud835\\udc00dam Smith" // no JSON',
    "bytes in octal": '"M\\303\\274ller" in a list of files',
    "bytes in hexadecimal": 'b"M\\xc3\\xbcller"',
    "a line of a script that goes on": '"Then Ad\\\nam Smith left"',
    "an address, escaped again and again": "https://x.org/?q=xAdam%252520Smith".replace("x", "", 0).replace("=x", "="),
    "an address in Windows-1252": "https://x.org/M%FCller",
    "references of an address": "<!doctype html><a href='/M&#37;C3&#37;BCller'>x</a>",
    "RTF": r"{\rtf1\ansi Then M\'fcller left \par x}",
    "RTF in pieces": r"{\rtf1\ansi Then {\b Ad}{\i am Smith}\par left}",
    "RTF with numbers": r"{\rtf1\ansi Then M\u252?ller, M\u252 ller\par x}",
    "RTF with letters behind numbers": r"{\rtf1\ansi Then M\u252uller\par x}",
    "an object in RTF": r"{\rtf1 {\object " + zipped(b"Then Adam Smith left").hex() + "}}",
    "quoted-printable": "Content-Transfer-Encoding: quoted-printable\n\nThen M=C3=BCller left",
    "quoted-printable, cut": "Then Ada=\nm Smith left",
    "words of a mail": "Subject: =?utf-8?q?M=C3=BCller?= and =?utf-8?b?QWRhbQ==?=\n =?utf-8?b?IFNtaXRo?=",
    "an attachment": "Content-Transfer-Encoding: base64\n\n" + ZIPPED.decode(),
    "base64 over lines": "Content-Transfer-Encoding: base64\n\n" + LINES,
    "base64 over lines, quoted": "> " + LINES.replace("\n", "\n> "),
    "base64 of UTF-16": "x " + base64.b64encode("Then Adam Smith left".encode("utf-16-le")).decode(),
    "base64 in base64": base64.b64encode(base64.b64encode(b"and at Adam Smith too")).decode(),
    "tags in base64": base64.b64encode(b"<p>and</p><p>Ad<b>am</b> Smith</p><p>too</p>").decode(),
    "little base64": "x " + base64.b64encode(b"Adam Smith").decode(),
    "base64 of Windows-1252": "x " + base64.b64encode("and then Müller left".encode("cp1252")).decode(),
    "an address of data with line ends": f"<!doctype html><img src='data:text/plain;base64,{LINES}'>",
    "an address of data with escapes": "x data:text/plain;base64," + quote(base64.b64encode(b"?????>>>>> at Adam Smith").decode(), ""),
    "an address of data in plain": "<!doctype html><img src='data:image/svg+xml,%3Csvg%3E%3Ctext%3EAd%3Cb/%3Eam Smith%3C/text%3E'>",
    "an address of data in a script": "x = 'data:text/plain;base64," + base64.b64encode(b"?????>>>>> at Adam Smith").decode().replace("/", "\\/") + "'",
    "a card": "BEGIN:VCARD\r\nFN:Ada\r\n m Smith\r\nEND:VCARD",
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_a_name_is_found_in(way: str) -> None:
    assert PROOF.hits("x.txt", WAYS[way].encode()), way


def test_what_an_address_of_data_goes_on_with_is_searched_as_text_too() -> None:
    assert PROOF.searched("x.txt", b"see data:text/plain;base64,QUJD\nAdam\nSmith\n")[0]


def test_a_picture_in_base64_is_said_to_be_unread() -> None:
    picture = base64.b64encode(b"\xff\xd8\xff\xe0" + bytes(range(256))).decode()
    assert "JPEG" in PROOF.searched("x.json", json.dumps({"photo": picture}).encode())[1][0]


def test_escapes_are_resolved() -> None:
    assert unescaped(r"a\nb\u00e4\u{e4}\"c\"") == 'a\nbää"c"'
    assert unescaped("\\" * 16 + "nb") == "\nb"
    assert unquoted("a%20b%2520c%25252Fd%zz") == "a b c/d%zz"
    assert not list(readings_of("nothing to see, 100% sure"))


@pytest.mark.parametrize(
    "mark", ["\\", "%25", "=?", "data:,", "data:a;b", "{\\rtf", "A" * 23 + "\n", "=\n", "\\u", "&#"]
)
def test_a_name_behind_very_many_marks_is_found(mark: str) -> None:
    """Hundreds of thousands of them: looking for the end of each anew would take minutes."""
    assert PROOF.hits("x.txt", (mark * (300_000 // len(mark)) + " , at Adam Smith").encode())


def test_what_is_packed_in_itself_again_and_again_is_not_read_a_million_times() -> None:
    data = b"at Adam Smith \xff\\n"
    for _ in range(8):
        inner = base64.b64encode(data)
        data = b'x \xff \\n\\u0041 "data:text/plain;base64,' + inner + b'" \\n ' + inner + b" \xff"
    assert sum(1 for _ in layers_of("x.txt", data)) < 20_000
    assert any(layer.unread for layer in layers_of("x.txt", data))


def test_letters_that_are_base64_by_chance_hold_no_short_name() -> None:
    """In two hundred words of a file of styles, two letters stand somewhere."""
    words = " ".join(
        f"w:styleParagraphProperties{chr(65 + at % 26)}{at}LinkedCharacter" for at in range(2000)
    )
    pairs = [first + second for first in "BCDFGHJKLMNPQRSTVWXZ" for second in "bcdfghjklmnpqrstvwxyz"]
    assert not Proof(dict.fromkeys(pairs, "a name")).hits("x.txt", words.encode())
    assert Proof({"Zu": "a name"}).hits("x.txt", base64.b64encode(b"and then she met Zu in the evening"))

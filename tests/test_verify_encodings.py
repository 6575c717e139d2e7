"""A name is found in whatever encoding a text is, and where two are mixed."""

from __future__ import annotations

import gzip

import pytest

from explorer.errors import OutputError
from explorer.layers.encodings import mixed, texts_of
from explorer.verify import Proof

PROOF = Proof({"Jürgen O'Hara": "a name", "Müller": "a name", "Łęcka": "a name"})
TEXT = "Then Jürgen O\u2019Hara left Müller"


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"],
)
def test_a_name_is_found_in(encoding: str) -> None:
    hits = PROOF.hits("x.txt", TEXT.encode(encoding))
    assert {hit.text for hit in hits} >= {"Jürgen O'Hara", "Müller"}


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("cp850", "Müller"),
        ("mac_roman", "Müller"),
        ("latin-1", "Müller"),
        ("cp1250", "Łęcka"),
        ("cp1254", "Müller"),
    ],
)
def test_a_name_is_found_in_an_older_encoding(encoding: str, name: str) -> None:
    assert {hit.text for hit in PROOF.hits("x.txt", f"Then {name} left".encode(encoding))} == {name}


def test_one_wrong_byte_changes_how_no_other_is_read() -> None:
    assert mixed("Müller \u2019".encode() + b" 5\xa310") == "Müller \u2019 5£10"
    assert PROOF.hits("x.txt", "at Müller".encode() + b" 5\xa310")


def test_a_name_is_found_behind_the_mark_of_another_encoding_and_between_noughts() -> None:
    assert PROOF.hits("x.txt", b"\xff\xfe" + "then Müller left".encode())
    assert PROOF.hits("x.txt", b"plain text, " + "then Müller left".encode("utf-16-le"))


def test_a_text_is_read_in_the_encoding_that_it_says() -> None:
    said = '<?xml version="1.0" encoding="ISO-8859-2"?><a>Łęcka</a>'.encode("iso8859-2")
    assert {hit.text for hit in PROOF.hits("x.xml", said)} == {"Łęcka"}


def test_text_in_plain_letters_is_read_once() -> None:
    assert list(texts_of(b"nothing but letters")) == ["nothing but letters"]
    assert list(texts_of("Müller".encode())) == ["Müller"]


def test_what_is_packed_behind_a_text_is_not_taken_for_searched() -> None:
    text = b"a long text that says nothing, again and again. " * 100
    assert not PROOF.hits("x.txt", text)
    with pytest.raises(OutputError, match="not searched"):
        PROOF.hits("x.txt", text + gzip.compress(b"at Quill"))

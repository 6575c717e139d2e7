"""What stands for characters in a text, and the text that it stands for: references of HTML, escapes of JSON, scripts,
styles and addresses, quoted-printable and RTF. Each of them costs time that is linear in the text.
"""

from __future__ import annotations

import binascii
import html
import re
from collections.abc import Iterator

from explorer.layers.encodings import mixed

MOST_TIMES = 4
"""Times that what stands for characters may stand for characters that do; doubled backslashes and ``%25`` aside, of
which any number counts as one."""

CODE = re.compile(r"\\u([0-9a-fA-F]{4})|\\u\{([0-9a-fA-F]{1,6})\}|\\x([0-9a-fA-F]{2})")
BYTES = re.compile(r"(?:\\{1,16}(?:x[0-9a-fA-F]{2}|[0-3][0-7]{2}))+")
BYTE = re.compile(r"\\+(?:x([0-9a-fA-F]{2})|([0-3][0-7]{2}))")
ESCAPE = re.compile(
    r"\\{1,16}(?:u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}|U([0-9a-fA-F]{8})|(\r?\n|b)|([nrtfv])|([\"'/]))"
)
STYLE_CODE = re.compile(r"\\([0-9a-fA-F]{1,6})[ \t\n]?")
PERCENT = re.compile(r"(?:%(?:25){0,16}[0-9a-fA-F]{2})+")
ENCODED_WORD = re.compile(r"=\?([\w.-]{1,40})\?([bBqQ])\?([^?\s]{0,400})\?=(?:\s{1,20}(?==\?))?")
SOFT_END = re.compile(r"=[ \t]{0,9}\r?\n")
FOLD = re.compile(r"\r?\n[ \t]")
_RTF = r"\\'([0-9a-fA-F]{2})|\\u(-?\d{1,6}) ?%s|\\([a-z]{1,32})-?\d{0,10} ?|\\([^a-z])|[{}\r\n]"
RTF = (re.compile(_RTF % r"(?:\\'[0-9a-fA-F]{2}|\?)?"), re.compile(_RTF % r"(?:\\'[0-9a-fA-F]{2}|[^\\{}])?"))
"""A character by its number may be followed by one for those who do not know it: a question mark, or any."""
RTF_PARTING = frozenset(
    ["par", "line", "cell", "row", "tab", "sect", "page", "column", "nestcell", "nestrow"]
)
HEXADECIMAL = re.compile(r"(?:[0-9a-fA-F]{2}\s{0,9}){100,}")


def resolved(text: str) -> str:
    """The text with references and codes of characters resolved, however often they are escaped themselves."""
    for _ in range(MOST_TIMES):
        before = text
        text = html.unescape(text) if "&" in text else text
        if "\\u" in text or "\\x" in text:
            text = paired(CODE.sub(lambda match: character(int(match[1] or match[2] or match[3], 16)), text))
        if text == before:
            break
    return text


def character(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 else " "


def paired(text: str) -> str:
    """The text with the two halves of a character joined, as scripts write those of over 16 bits."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def readings_of(text: str) -> Iterator[tuple[str, str]]:
    """Every other way to read a text, and what it is called; ``resolved`` is the first. None is given twice."""
    first = resolved(text)
    seen = {first}
    for what, said in _readings(text, first):
        if said not in seen:
            seen.add(said)
            yield what, said


def _readings(text: str, first: str) -> Iterator[tuple[str, str]]:
    if "\\" in text:
        yield "escapes", unescaped(text)
        yield "escapes of a style", STYLE_CODE.sub(lambda match: character(int(match[1], 16)), text)
    if "%" in first:
        yield "unquoted", unquoted(first)
    if "\\" in text or "%" in first:
        yield from _in_depth(text)
    if SOFT_END.search(text) or "quoted-printable" in text.lower():
        yield "quoted-printable", mixed(binascii.a2b_qp(text.encode("utf-8", "replace")))
    if "=?" in text:
        yield "words of a mail", ENCODED_WORD.sub(_encoded_word, text)
    if "BEGIN:V" in text:
        yield "lines that go on", unescaped(FOLD.sub("", text))


def _in_depth(text: str) -> Iterator[tuple[str, str]]:
    """The text with everything resolved together, again and again: an escape in an address in a reference."""
    for _ in range(MOST_TIMES):
        before = text
        text = unquoted(unescaped(html.unescape(text)))
        if text == before:
            return
        yield "escapes", text


def unescaped(text: str) -> str:
    """The text without the escapes of JSON and scripts."""
    if "\\" not in text:
        return text
    return paired(ESCAPE.sub(_escape, BYTES.sub(_bytes, text)))


def _bytes(match: re.Match[str]) -> str:
    found = BYTE.findall(match[0])
    return mixed(bytes(int(code, 16) if code else int(octal, 8) for code, octal in found))


def _escape(match: re.Match[str]) -> str:
    if code := match[1] or match[2] or match[3]:
        return character(int(code, 16))
    if match[4]:
        return ""
    return "\n" if match[5] else match[6]


def unquoted(text: str) -> str:
    """The text without the escapes of addresses."""
    return PERCENT.sub(lambda match: mixed(unquoted_bytes(match[0])), text) if "%" in text else text


def unquoted_bytes(text: str) -> bytes:
    """What an address with escapes says, as bytes."""
    from urllib.parse import unquote_to_bytes

    return unquote_to_bytes(re.sub(r"%(?:25){1,16}(?=[0-9a-fA-F]{2})", "%", text))


def _encoded_word(match: re.Match[str]) -> str:
    try:
        if match[2] in "bB":
            found = binascii.a2b_base64(match[3] + "=" * (-len(match[3]) % 4))
        else:
            found = binascii.a2b_qp(match[3].encode("ascii", "replace"), header=True)
        return found.decode(match[1], "replace")
    except (LookupError, ValueError, UnicodeError):
        return match[0]


# ---- RTF


def is_rtf(text: str) -> bool:
    return text.lstrip()[:5] == "{\\rtf"


def words_of_rtf(text: str) -> tuple[list[str], list[bytes]]:
    """What a text in RTF says, in each way to read it, and the pictures and objects that are in it."""
    packed = [bytes.fromhex("".join(match[0].split())) for match in HEXADECIMAL.finditer(text)]
    bare = HEXADECIMAL.sub(" ", text)
    return list(dict.fromkeys(pattern.sub(_of_rtf, bare) for pattern in RTF)), packed


def _of_rtf(match: re.Match[str]) -> str:
    if match[1]:
        return mixed(bytes([int(match[1], 16)]))
    if match[2]:
        return character(int(match[2]) % 65536)
    if match[3]:
        return "\n" if match[3] in RTF_PARTING else ""
    if match[4]:
        return {"~": " ", "-": "", "_": "-", "*": "\n"}.get(match[4], match[4])
    return ""

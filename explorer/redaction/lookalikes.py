"""Letters that look like others, or like nothing, and what is compared in their place."""

from __future__ import annotations

import unicodedata

APOSTROPHES = "'’‘ʼ`´＇ʻʹʾʿˈ′‛"
"""Some of these are letters to Unicode (the U+02BC of *OʼBrien*): they are left out of what is compared even so."""

LOOKALIKES: dict[int, int | str | None] = {}
LOOKALIKES |= str.maketrans(
    "аеорсухіѕјһԁԛԝӏοντρικυχαЅІЈАВЕКМНОРСТХУΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeopcyxisjhdqwlovtpikuxaSIJABEKMHOPCTXYABEZHIKMNOPTYX",
)
"""Letters of Cyrillic and Greek that look like Latin ones: a name spelled with some of them is read as the name."""

LOOKALIKES |= str.maketrans(
    "øØłŁđĐðÐħĦŧŦıȷɑɡɩʟɪᴀʙᴄᴅᴇꜰɢʜᴊᴋᴍɴᴏᴘǫʀꜱᴛᴜᴠᴡʏᴢкмтεᎪᏴᏟᎠᎬᏀᎻᏆᎫᏦᏞᎷᏢᏒᏚᎢᏙᎳᏃ",
    "oOlLdDdDhHtTijagiliabcdefghjkmnopqrstuvwyzkmteABCDEGHIJKLMPRSTVWZ",
)
"""Letters with a stroke, which Unicode does not take apart; small capitals; more letters that look like Latin ones."""

LOOKALIKES |= str.maketrans("ꓐꓑꓓꓔꓖꓗꓙꓚꓜꓝꓟꓠꓡꓢꓣꓦꓧꓪꓫꓬꓮꓰꓲꓳꓴհոսօցյզՏՕՍԼ", "BPDTGKJCZFMNLSRVHWXYAEIOUhnuogjqSOUL")
"""Those of Lisu and Armenian."""

LOOKALIKES |= {ord("æ"): "ae", ord("Æ"): "AE", ord("œ"): "oe", ord("Œ"): "OE", ord("þ"): "th", ord("Þ"): "TH"}
LOOKALIKES |= {start + at: chr(65 + at) for start in (0x1F150, 0x1F170, 0x1F1E6) for at in range(26)}
"""Letters in filled circles and squares, and those of flags."""

FILLERS = "\u0640\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0"
"""Letters and marks to Unicode that nobody sees."""
LOOKALIKES |= dict.fromkeys(map(ord, FILLERS), "")
LOOKALIKES |= dict.fromkeys(map(ord, "™℠"), " ")
"""Marks that would be taken apart into letters, which a name does not end in."""

UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
UMLAUTS |= str.maketrans({"Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "Ø": "Oe", "Å": "Aa"})
"""How letters of German and the North are written where a keyboard has none."""

RAISED = "ªº\u02b0-\u02b8\u02e0-\u02e4\u1d2c-\u1d6a\u1d78\u1d9b-\u1dbf\u2071\u207f\u2090-\u209c"
"""Small letters above or below the line, as the inside of a class."""

UNSEEN = ("Cf", "Mn", "Me")
MOST_KEPT = 1 << 14


def folded_character(character: str) -> str:
    """A character in lower-case Latin letters without accents as far as it looks like some, '' where nobody sees it.
    A raised digit is the mark of a footnote and no part of a word."""
    if character in APOSTROPHES:
        return ""
    if unicodedata.decomposition(character).startswith(("<super>", "<sub>")) and not character.isalpha():
        return " "
    flat = unicodedata.normalize("NFKD", character.translate(LOOKALIKES)).casefold()
    # Once more: an accented letter is taken apart only now.
    return "".join(
        char
        for char in flat.translate(LOOKALIKES).casefold()
        if not unicodedata.combining(char)
        and unicodedata.category(char) not in UNSEEN
        and char not in APOSTROPHES
    )


class Folding(dict[int, str]):
    """What stands for each character, for :meth:`str.translate`; worked out when first asked for."""

    def __missing__(self, code: int) -> str:
        found = folded_character(chr(code))
        if len(self) < MOST_KEPT:
            self[code] = found
        return found


FOLDING = Folding()

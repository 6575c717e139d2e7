"""Build the index that holds ``data/southport`` to its documents, without keeping a sentence of them.

    python tests/data/make_index.py FOLDER

FOLDER holds the documents as text files. ``southport-index.csv``, beside this script, is written afresh: a row
for each paragraph of each document named in ``data/southport/sources.csv``.

A paragraph is a line that is not blank; paragraphs are numbered from 1. Its SHA-256 is that of the line without
the white space around it, in UTF-8. Its date expressions are the words that date something by the calendar, by an
age, or by another event: months, years, days of the week, "later that month", "six days after", "when he was 16",
"at each instance". Words that only put one clause after another (then, after, before, again, next) are order, not
dates: what they say of contacts stands in the column ``follows``.
"""

from __future__ import annotations

import csv
import hashlib
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
INDEX = HERE / "southport-index.csv"
SOURCES = HERE.parent.parent / "data" / "southport" / "sources.csv"
COLUMNS = ("document", "paragraph", "sha256", "date_expressions")

_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_WEEKDAY = "(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_YEAR = r"(?:19|20)\d\d"
_COUNT = r"(?:a|one|two|three|four|five|six|seven|eight|nine|ten|\d+)"
_UNIT = "(?:day|week|month|year)"

# The longest reading of a place in the text comes first; a later pattern never finds words inside an earlier one.
EXPRESSIONS = re.compile(
    "|".join(
        rf"\b(?:{pattern})\b"
        for pattern in (
            rf"{_COUNT} {_UNIT}s? (?:after|before|later|earlier)",
            rf"(?:later|earlier) that {_UNIT}",
            rf"that same {_UNIT}",
            rf"(?:last|next|this) {_UNIT}",
            rf"every {_UNIT}",
            "at each instance",
            r"on (?:that|another) occasion",
            r"on (?:several|multiple|many) occasions",
            "at any (?:stage|time)",
            r"\d\d at the time",
            "at the time",
            r"(?:immediately|shortly) (?:after|before) the attacks?",
            r"after the \w+ attacks?",
            "as a young boy",
            r"when he was \d\d",
            r"\d\d and (?:then )?\d\d(?:-years-old)?",
            rf"between {_YEAR} and {_YEAR}",
            rf"year to {_MONTH} {_YEAR}",
            rf"(?:{_WEEKDAY},? )?\d\d? {_MONTH} {_YEAR}",
            rf"{_MONTH} \d\d?, {_YEAR}",
            rf"{_MONTH} {_YEAR}",
            rf"(?!May\b|March\b){_MONTH}",  # alone, those two are mostly other words
            rf"{_WEEKDAY}(?! Times)",
            rf"since {_YEAR}(?:-\d\d)?",
            rf"{_YEAR}(?:-\d\d)?",
            "today",
            "eventually",
            "sporadically",
            r"(?<=, )\d\d(?=,)",
        )
    ),
    re.IGNORECASE,
)


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a document, without the white space around them; the first is number 1."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def date_expressions(paragraph: str) -> list[str]:
    """The date expressions of a paragraph in order, each once."""
    return list(dict.fromkeys(match.group() for match in EXPRESSIONS.finditer(paragraph)))


def index_rows(document: bytes) -> list[dict[str, str]]:
    """The rows of the index for one document."""
    key = hashlib.sha256(document).hexdigest()
    return [
        {
            "document": key,
            "paragraph": str(number),
            "sha256": hashlib.sha256(paragraph.encode("utf-8")).hexdigest(),
            "date_expressions": "; ".join(date_expressions(paragraph)),
        }
        for number, paragraph in enumerate(paragraphs(document.decode("utf-8")), start=1)
    ]


def documents(folder: Path) -> list[bytes]:
    """The documents of ``sources.csv``, in its order, found in ``folder`` by their SHA-256."""
    found = {
        hashlib.sha256(content).hexdigest(): content
        for content in (path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file())
    }
    with SOURCES.open(encoding="utf-8", newline="") as lines:
        wanted = [row["sha256"] for row in csv.DictReader(lines)]
    missing = [key for key in wanted if key not in found]
    if missing:
        raise SystemExit(f"{folder} holds no file with SHA-256 {', '.join(missing)}")
    return [found[key] for key in wanted]


def main(arguments: list[str]) -> None:
    """Write the index from the folder named on the command line."""
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        raise SystemExit("usage: python tests/data/make_index.py FOLDER")
    rows = [row for document in documents(Path(arguments[0])) for row in index_rows(document)]
    with INDEX.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(f"{INDEX.name}: {len(rows)} paragraphs", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])

"""Returns of 10,000 rows read into a case, and 10,000 rows matched against 10,000; with the figures they must keep.

    PYTHONPATH=. python benchmarks/bench_import.py

Floors (issue: bringing in what agencies send): .docx 20 s, .xlsx 5 s, matching 20 s.
"""

from __future__ import annotations

import datetime
import random
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from explorer.checking import case_of
from explorer.returns.bringing import Bringing
from explorer.returns.formats import read_return
from explorer.returns.mapping import Mapping
from explorer.returns.matching import proposals_of
from explorer.rows import RawCase, table_of

ROWS = 10_000
HEAD = ("Date", "From", "To", "Type of contact", "Event", "Outcome", "Comments")
PLACES = ("Northtown", "Westmere", "Ashby", "Brookside", "Fernhill")
SERVICES = ("High School", "Police", "MASH", "GP Practice", "CAMHS", "Social Care", "Hospital Trust")
ORGANISATIONS = [f"{place} {service}" for place in PLACES for service in SERVICES]
KINDS = ("Referral", "Home visit", "Telephone call", "Letter", "Meeting", "Assessment")
TEXT = """school worker reports that he was seen at home with mother who said sleep has been poor since the move and
asked for help police attended after neighbour called bruise knife missing exclusion appointment letter review plan
closed opened assessment anxious angry calm sister father grandmother bus station park shop phone message"""
WORDS = TEXT.split()


def rows_of(number: int, seed: int) -> list[tuple[str, ...]]:
    """Invented rows over five years."""
    draw = random.Random(seed)
    first = datetime.date(2017, 1, 1).toordinal()
    found = []
    for _ in range(number):
        day = datetime.date.fromordinal(first + draw.randrange(1826))
        sender, receiver = draw.sample(ORGANISATIONS, 2)
        text = " ".join(draw.choices(WORDS, k=draw.randrange(6, 24)))
        found.append(
            (
                f"{day.day}/{day.month}/{day.year}",
                sender,
                receiver,
                draw.choice(KINDS),
                text,
                "",
                draw.choice(["", "", "A note"]),
            )
        )
    return found


def docx(path: Path, rows: list[tuple[str, ...]]) -> None:
    """A Word table, written as XML."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = "".join(
        "<w:tr>"
        + "".join(f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>" for text in row)
        + "</w:tr>"
        for row in (HEAD, *rows)
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "word/document.xml", f"<w:document {space}><w:body><w:tbl>{body}</w:tbl></w:body></w:document>"
        )


def xlsx(path: Path, rows: list[tuple[str, ...]]) -> None:
    """A workbook."""
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Chronology")
    for row in (HEAD, *rows):
        sheet.append(row)
    book.save(path)


def csv(path: Path, rows: list[tuple[str, ...]]) -> None:
    """Comma-separated."""
    path.write_text("\n".join(",".join(row) for row in (HEAD, *rows)), "utf-8")


def two_sides(number: int) -> RawCase:
    """``number`` contacts of one source, and as many of another, half of which tell of the same ones."""
    rows, others = rows_of(number, 1), rows_of(number, 2)
    draw = random.Random(3)
    ids = {name: f"p{at}" for at, name in enumerate(ORGANISATIONS)}
    parties = [{"id": "subject", "name": "The subject", "sector": "subject"}]
    parties += [{"id": ids[name], "name": name, "sector": "other"} for name in ORGANISATIONS]
    contacts = []
    for at, (row, other) in enumerate(zip(rows, others, strict=True)):
        if at % 2:
            other = (*row[:4], " ".join(draw.sample(row[4].split(), k=len(row[4].split()))), "", "")
        for source, said in (("S1", row), ("S2", other)):
            day, month, year = said[0].split("/")
            row_id, date = f"{source}-{at}", f"{year}-{int(month):02}-{int(day):02}"
            contacts.append({"id": row_id, "date": date, "from": ids[said[1]], "to": ids[said[2]],
                             "kind": said[3], "summary": said[4], "source": source})  # fmt: skip
    tables = {"parties": table_of("parties", parties), "contacts": table_of("contacts", contacts),
              "sources": table_of("sources", [{"id": "S1"}, {"id": "S2"}])}  # fmt: skip
    return RawCase("bench", "", tables)


def timed(what: str, floor: float, work: Callable[[], object]) -> bool:
    """Run, print, and say whether the floor held."""
    begin = time.process_time()
    found = work()
    took = time.process_time() - begin
    print(f"{what:48} {took:7.2f} s   (at most {floor:g} s)   {found}")
    return took <= floor


def main() -> int:
    held = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = rows_of(ROWS, 1)
        for make, floor in ((docx, 20.0), (xlsx, 5.0), (csv, 5.0)):
            path = folder / f"return.{make.__name__}"
            make(path, rows)

            def read(path: Path = path) -> int:
                return len(read_return(path).grids[0].rows)

            def bring(path: Path = path) -> int:
                bringing = Bringing(folder / "none")
                bringing.bring(path, Mapping())
                files = bringing.rows.files() | bringing.beside()
                return sum(map(len, files.values()))

            held.append(timed(f"read {ROWS:,} rows of .{make.__name__}", floor, read))
            held.append(timed(f"import {ROWS:,} rows of .{make.__name__}, checked", floor, bring))
    case = case_of(two_sides(ROWS))

    def match() -> str:
        proposals = proposals_of(case)
        best: dict[str, list[str]] = {}
        for proposal in proposals:
            for one, other in ((proposal.first, proposal.second), (proposal.second, proposal.first)):
                best.setdefault(one, []).append(other)
        right = sum(f"S2-{at}" in best.get(f"S1-{at}", [])[:3] for at in range(1, ROWS, 2))
        return f"{len(proposals):,} proposals; {right:,} of {ROWS // 2:,} true pairs in the top three"

    held.append(timed(f"match {ROWS:,} rows against {ROWS:,}", 20.0, match))
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())

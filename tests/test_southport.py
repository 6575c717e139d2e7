"""The real case against its documents: every locator, every date expression, every count, and no name."""

from __future__ import annotations

import csv
import hashlib
import importlib.util
import re
import subprocess
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from types import ModuleType

import pytest

import explorer
from explorer.case import Contact
from explorer.dates import MONTHS, iso_day
from explorer.rows import COLUMNS

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "data" / "southport"
INDEX = ROOT / "tests" / "data" / "southport-index.csv"
NOT_CONTACTS = ROOT / "tests" / "data" / "southport-not-contacts.csv"
NAMES = ROOT / "tests" / "data" / "southport-names.csv"
DOCUMENTS = ROOT.parent / "shared" / "sources"
LOCATOR = re.compile(r"para (\d+(?:, \d+)*)")
LONGEST_RUN_OF_WORDS = 6  # the full name of CAMHS has six
"""More words in a row than this, alike in a document and in the case, are taken for a sentence carried over."""
TABLES = ("parties", "contacts", "outcomes", "sources", "notes")
NOT_OURS = {".git", ".venv", "node_modules", "build", "__pycache__"}

Cells = dict[str, str]


def rows(path: Path) -> list[Cells]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def table(name: str) -> list[Cells]:
    return rows(FOLDER / f"{name}.csv")


@pytest.fixture(scope="module")
def case() -> explorer.Case:
    return explorer.read_case(FOLDER)


def document_of_source() -> dict[str, str]:
    return {source["id"]: source["sha256"] for source in table("sources")}


def paragraphs_cited(row: Cells) -> set[tuple[str, int]]:
    """(document, paragraph) of each place a row rests on."""
    document = document_of_source()[row["source"]]
    match = LOCATOR.fullmatch(row["locator"])
    assert match, row
    return {(document, int(number)) for number in match[1].split(", ")}


def expressions() -> list[tuple[str, int, str]]:
    """(document, paragraph, date expression) of the whole index."""
    return [
        (row["document"], int(row["paragraph"]), expression)
        for row in rows(INDEX)
        for expression in filter(None, row["date_expressions"].split("; "))
    ]


def calendar_date(expression: str) -> str:
    """What an expression of the calendar is as EDTF (``-07`` for a month without a year); else ''."""
    if re.fullmatch(r"\d{4}", expression):
        return expression
    match = re.fullmatch(r"(?P<name>[A-Z][a-z]+)(?: (?P<day>\d\d?),)?(?: (?P<year>\d{4}))?", expression)
    if match is None or match["name"] not in MONTHS:
        return ""
    month = f"{match['year'] or ''}-{MONTHS.index(match['name']) + 1:02}"
    return f"{month}-{int(match['day']):02}" if match["day"] else month


def is_dated_by(row: Cells, expression: str) -> bool:
    """Whether a row of contacts.csv carries an expression: in its words, in what it quotes, or as the same date."""
    if expression.casefold() in (row["date_text"].casefold(), row["quote"].casefold()):
        return True
    said = calendar_date(expression)
    return bool(said) and (row["date"] == said or (said[0] == "-" and row["date"][4:] == said))


def test_the_tables_have_the_columns_of_the_design_in_its_order():
    for name in TABLES:
        with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
            assert tuple(next(csv.reader(lines))) == COLUMNS[name], name


def test_the_files_are_utf_8_with_line_feeds_and_no_byte_order_mark():
    for path in sorted(FOLDER.iterdir()):
        content = path.read_bytes()
        assert b"\r" not in content, path.name
        assert not content.startswith(b"\xef\xbb\xbf"), path.name
        assert content.endswith(b"\n"), path.name
        content.decode("utf-8")


def test_every_source_is_a_document_of_the_index():
    assert set(document_of_source().values()) == {row["document"] for row in rows(INDEX)}


def test_every_contact_and_outcome_has_a_source_and_a_paragraph_that_exists():
    known = {(row["document"], int(row["paragraph"])) for row in rows(INDEX)}
    for row in [*table("contacts"), *table("outcomes")]:
        assert paragraphs_cited(row) <= known, row


def test_every_paragraph_a_note_cites_exists():
    last = Counter(row["document"] for row in rows(INDEX))
    for note in table("notes"):
        cited = re.search(r"\((para \d+.*)\)$", note["text"])
        assert cited, note
        own, _, other = cited[1].partition("; statement, ")
        documents = document_of_source()
        for document, place in ((documents[note["source"]], own), (documents["S1"], other)):
            assert all(1 <= int(number) <= last[document] for number in re.findall(r"\d+", place)), note


def test_the_expected_contact_cites_a_paragraph_that_exists(case):
    (expected,) = case.expected
    assert (expected.receiver, expected.ground, expected.said_by) == ("channel", "review", "S2")
    assert paragraphs_cited({"source": expected.said_by, "locator": expected.locator})


def test_every_date_expression_is_carried_by_a_row_or_listed_as_no_contact():
    contacts = table("contacts")
    listed = {(row["document"], int(row["paragraph"]), row["expression"]) for row in rows(NOT_CONTACTS)}
    unaccounted = [
        (document[:8], paragraph, expression)
        for document, paragraph, expression in expressions()
        if (document, paragraph, expression) not in listed
        and not any(
            (document, paragraph) in paragraphs_cited(row) and is_dated_by(row, expression)
            for row in contacts
        )
    ]
    assert unaccounted == []


def test_what_is_listed_as_no_contact_is_in_the_index_once_and_has_a_reason():
    listed = [(row["document"], int(row["paragraph"]), row["expression"]) for row in rows(NOT_CONTACTS)]
    assert len(set(listed)) == len(listed)
    assert set(listed) <= set(expressions())
    assert all(len(row["reason"]) > 10 for row in rows(NOT_CONTACTS))


def test_nothing_listed_as_no_contact_dates_a_row():
    for listed in rows(NOT_CONTACTS):
        place = (listed["document"], int(listed["paragraph"]))
        for row in table("contacts"):
            if place in paragraphs_cited(row):
                assert not is_dated_by(row, listed["expression"]), (listed, row["id"])


def test_every_date_text_is_in_its_paragraph_or_is_a_plain_word_of_order():
    found = expressions()
    for row in table("contacts"):
        if row["date_text"] in ("", "then"):
            continue
        words = {expression for *place, expression in found if tuple(place) in paragraphs_cited(row)}
        assert row["date_text"] in words, row["id"]


def test_six_days_after_the_first_referral_is_11_december_2019(case):
    six_days_after = date.fromisoformat(case.contacts["C06"].date.text) + timedelta(days=6)
    assert six_days_after == date(2019, 12, 11)
    for contact_id in ("C16", "C17", "C18"):
        assert case.contacts[contact_id].date.text == six_days_after.isoformat()


def test_later_that_year_is_a_day_after_17_march_2022_and_in_that_year(case):
    found = [contact for contact in case.contacts.values() if contact.date_text == "Later that year"]
    assert len(found) == 3
    for contact in found:
        assert not contact.date.is_stretch
        assert iso_day(contact.bounds.first_day) == "2022-03-18"
        assert iso_day(contact.bounds.last_day) == "2022-12-31"


def test_the_bounds_of_the_first_message_to_the_agency_are_those_of_age_16():
    """13 at the first referral; 17 on some day of July 2024: the earliest and latest birthdays these allow."""

    def age(born: date, on: date) -> int:
        return on.year - born.year - ((on.month, on.day) < (born.month, born.day))

    first, last = date(2005, 1, 1), date(2008, 12, 31)
    birthdays = [
        born
        for born in (first + timedelta(days=n) for n in range((last - first).days))
        if age(born, date(2019, 12, 5)) == 13
        and any(age(born, date(2024, 7, day)) == 17 for day in range(1, 32))
        and age(born, date(2021, 2, 1)) in (13, 14)
        and age(born, date(2021, 4, 26)) in (13, 14)
    ]
    sixteen = min(birthdays).replace(year=min(birthdays).year + 16)
    last_day = max(birthdays).replace(year=max(birthdays).year + 17) - timedelta(days=1)
    (message,) = [row for row in table("contacts") if row["id"] == "C45"]
    assert message["date"] == f"[{sixteen}..{last_day}]"


def test_prevent_received_three_referrals_from_two_schools_and_closed_each(case):
    received = [
        contact
        for contact in case.contacts.values()
        if contact.kind.id == "referral" and "prevent-north-west" in contact.receivers
    ]
    assert [(contact.date.text, contact.sender) for contact in received] == [
        ("2019-12-05", "acorns-school"),
        ("2021-02-01", "range-high-school"),
        ("2021-04-26", "acorns-school"),
    ]
    steps = [case.outcomes_of[contact.id, "prevent-north-west"] for contact in received]
    assert [[(step.term.id, step.seen, step.date.text) for step in found] for found in steps] == [
        [("closed", "yes", "")],
        [("closed", "no", "")],
        [("closed", "no", "")],
    ]


def test_the_statement_gives_a_second_account_of_each_referral_to_prevent_without_conflict(case):
    for contact_id in ("C06", "C23", "C24"):
        contact = case.contacts[contact_id]
        assert contact.sources == ("S1", "S2")
        assert {account.date.text for account in contact.accounts} == {"", contact.date.text}
        assert contact.summary


def test_the_first_referral_was_passed_to_three_services_and_nothing_more_is_recorded(case):
    passed = [
        contact
        for contact in case.contacts.values()
        if contact.kind.id == "referral" and contact.sender == "prevent-north-west"
    ]
    assert {contact.receivers[0] for contact in passed} == {
        "childrens-social-care",
        "education-services",
        "camhs",
    }
    for contact in passed:
        assert (contact.basis, contact.follows) == ("inferred", ("C06",))
        assert not contact.date
        assert not case.outcomes_of.get((contact.id, contact.receivers[0]))


def test_channel_is_expected_and_no_contact_with_it_is_on_record(case):
    assert not any("channel" in contact.parties for contact in case.contacts.values())


def test_each_police_call_of_2021_and_2022_has_one_referral_to_the_hub(case):
    to_hub = [contact for contact in case.contacts.values() if contact.receivers == ("mash",)]
    at_each_instance = [contact for contact in to_hub if contact.date_text == "At each instance"]
    assert len(to_hub) == 5
    assert [contact.follows for contact in at_each_instance] == [
        ("C30",),
        ("C33",),
        ("C36", "C37"),  # one instance: a missing report and a call from the bus on the same day
        ("C41", "C43"),
    ]
    for contact in to_hub:
        assert (contact.sender, contact.kind.id, contact.basis) == (
            "lancashire-police",
            "referral",
            "reported",
        )
        assert not case.outcomes_of.get((contact.id, "mash"))


def test_nothing_says_that_the_helpline_told_anybody(case):
    assert not case.followed_by.get("C01")
    assert not any(contact.sender == "childline" for contact in case.contacts.values())


def test_every_party_of_the_design_card_is_there_with_schools_and_forces_apart(case):
    sectors = Counter(party.sector.id for party in case.parties.values() if not party.is_nobody)
    assert {"childline", "mash", "prevent-north-west", "camhs", "channel", "mi5"} <= set(case.parties)
    assert sectors["police"] == 4
    assert [p for p in case.parties if p.endswith("-school")] == sorted(
        ["acorns-school", "range-high-school", "third-school"]
    )
    assert sectors["subject"] == sectors["family"] == 1


def test_the_count_in_the_note_on_contact_points_is_the_count_of_the_case(case):
    counted = [contact for contact in case.contacts.values() if contact.is_counted]

    def is_between_organisations(contact: Contact) -> bool:
        return all(case.parties[party].is_organisation for party in contact.parties)

    between = sum(is_between_organisations(contact) for contact in counted)
    inferred = sum(contact.basis == "inferred" for contact in counted)
    nobody = sum(any(case.parties[party].is_nobody for party in contact.parties) for contact in counted)
    not_counted = Counter(contact.kind.id for contact in case.contacts.values() if not contact.is_counted)
    text = case.notes["N06"].text
    assert f"{len(counted)} contacts are counted" in text
    assert f"{between} between two organisations and {len(counted) - between} " in text
    assert f"in {nobody} of those one side is not recorded" in text
    assert f"{inferred} of the {len(counted)} are inferred" in text
    assert not_counted == {"incident": 2, "standing-access": 2, "index-event": 1}
    assert f"Not counted: {sum(not_counted.values())} rows" in text
    assert f"{len(groups(case))} groups" in text
    assert len(counted) >= 15


def groups(case: explorer.Case) -> list[set[str]]:
    """Counted contacts that ``follows`` joins, directly or through others."""
    joined: list[set[str]] = []
    for contact in case.contacts.values():
        touching = [group for group in joined if group & {contact.id, *contact.follows}]
        joined = [group for group in joined if group not in touching]
        joined.append({contact.id}.union(*touching))
    counted = [{item for item in group if case.contacts[item].is_counted} for group in joined]
    return [group for group in counted if group]


def test_reading_the_case_gives_no_warning(case):
    assert case.warnings == ()


def words_of(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.casefold())


def text_files() -> list[Path]:
    """Every file of the repository that is text: tracked or about to be, and not ignored."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode == 0:
        return [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    return [
        path
        for path in ROOT.rglob("*")
        if path.is_file() and not NOT_OURS.intersection(path.relative_to(ROOT).parts)
    ]


def hashed(words: list[str]) -> str:
    return hashlib.sha256(" ".join(words).encode("utf-8")).hexdigest()


def test_no_person_of_the_documents_is_named_in_any_file():
    """The names are kept as SHA-256 of their lower-case words only."""
    forbidden = {row["sha256"]: int(row["words"]) for row in rows(NAMES)}
    lengths = sorted(set(forbidden.values()))
    looked_at: set[str] = set()
    found = []
    for path in text_files():
        try:
            lines = path.read_text("utf-8").splitlines() if path.is_file() else []
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(lines, start=1):
            words = words_of(line)
            for length in lengths:
                for start in range(len(words) - length + 1):
                    name = " ".join(words[start : start + length])
                    if name in looked_at:
                        continue
                    if forbidden.get(hashed([name])) == length:
                        found.append(f"{path.relative_to(ROOT)}, line {number}")
                    else:
                        looked_at.add(name)
    assert FOLDER / "contacts.csv" in text_files()
    assert found == []


# Where the documents stand beside the checkout they are held to the index; elsewhere the index alone is used.
if DOCUMENTS.is_dir():

    def make_index() -> ModuleType:
        spec = importlib.util.spec_from_file_location("make_index", INDEX.parent / "make_index.py")
        assert spec and spec.loader
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    def test_the_index_is_that_of_the_documents_at_hand():
        module = make_index()
        assert rows(INDEX) == [
            row for document in module.documents(DOCUMENTS) for row in module.index_rows(document)
        ]

    def test_no_sentence_of_the_documents_is_in_the_case_or_its_tests():
        told = " | ".join(
            " ".join(words_of(document.decode("utf-8"))) for document in make_index().documents(DOCUMENTS)
        )
        kept = [*FOLDER.iterdir(), INDEX, NOT_CONTACTS, Path(__file__), INDEX.parent / "make_index.py"]
        runs = []
        for path in sorted(kept):
            words = words_of(path.read_text("utf-8"))
            for start in range(len(words) - LONGEST_RUN_OF_WORDS):
                run = " ".join(words[start : start + LONGEST_RUN_OF_WORDS + 1])
                if f" {run} " in told:
                    runs.append(f"{path.name}: {run}")
        assert runs == []

    def test_every_name_that_is_looked_for_is_in_the_documents():
        found = set()
        for document in make_index().documents(DOCUMENTS):
            words = words_of(document.decode("utf-8"))
            found |= {
                hashed(words[start : start + length]) for start in range(len(words)) for length in (1, 2, 3)
            }
        assert {row["sha256"] for row in rows(NAMES)} <= found

"""Returns brought into a case: mapping, names, versions, what is lost (nothing) and what is said (everything)."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from agencies import all_returns, hub_csv
from click.testing import CliRunner, Result

import explorer
from explorer.cli import main
from explorer.returns.bringing import Bringing, Brought
from explorer.returns.case_rows import write_rows
from explorer.returns.formats import read_return
from explorer.returns.headings import heading_of
from explorer.returns.limits import ReturnError
from explorer.returns.mapping import Mapping, MappingError, read_mapping
from explorer.vocabulary import spelled

HEAD = "Date,From,To,Type of contact,Event,Outcome,Comments"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def csv_return(path: Path, *rows: str, head: str = HEAD) -> Path:
    path.write_text("\n".join([head, *rows]), "utf-8")
    return path


def brought(case: Path, file: Path, **said: str) -> tuple[Brought, explorer.Case]:
    """Import one return and write the case."""
    bringing = Bringing(case)
    found = bringing.bring(file, Mapping(**said))  # type: ignore[arg-type]
    write_rows(bringing.rows, case, bringing.beside())
    return found, explorer.read_case(case)


def state(case: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(case.iterdir())}


def cells_of(case: Path) -> str:
    """All that a case folder holds, as one text."""
    texts = []
    for name in ("contacts", "outcomes", "notes", "parties", "sources", "left-out"):
        with (case / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
            texts += [cell for row in csv.reader(lines) for cell in row]
    return "\n".join(texts)


@pytest.fixture(scope="module")
def six(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The case of six agencies, before any matching."""
    folder = tmp_path_factory.mktemp("six")
    bringing = Bringing(folder / "case")
    for path in all_returns(folder / "returns"):
        bringing.bring(path, Mapping())
    write_rows(bringing.rows, folder / "case", bringing.beside())
    return folder


# ---- six agencies, six layouts


def test_six_layouts_hold_every_row_of_the_known_case(six: Path) -> None:
    case = explorer.read_case(six / "case")
    per_source = {
        source: sum(source in contact.sources for contact in case.contacts.values())
        for source in case.sources
    }
    assert per_source == {
        "northtown-high-school": 5,
        "northtown-police": 3,
        "northtown-mash": 4,
        "childrens-social-care": 5,
        "riverside-camhs": 4,
        "hillview-gp-practice": 2,
    }
    contact = case.contacts
    assert contact["northtown-police-1"].date.text == "2021-06-02"
    assert contact["northtown-police-1"].time == 19 * 60 + 40
    assert contact["northtown-police-2"].date.text == "2021-06-02", "the cell is merged with the one above"
    assert contact["northtown-police-3"].date.text == "2021-06", "the cell shows Jun-21"
    assert contact["hillview-gp-practice-1"].date.text == "2021-04", "the style shows the month"
    assert contact["childrens-social-care-2"].seen == "yes"
    assert contact["northtown-high-school-5"].sender == "northtown-high-school", "a ditto mark"
    assert contact["northtown-mash-4"].receivers == ("northtown-police", "childrens-social-care")
    assert contact["riverside-camhs-2"].kind.id == "not-attended"
    assert "“Bruise”" in contact["northtown-mash-1"].summary


def test_comments_and_analysis_become_notes_and_never_facts(six: Path) -> None:
    case = explorer.read_case(six / "case")
    notes = {note.text: note for note in case.notes.values()}
    assert set(notes) == {"Sent within the day.", "A good visit.", "It does not say what was known of March."}
    assert notes["A good visit."].contacts == ("childrens-social-care-2",)
    assert notes["A good visit."].author == "Children's Social Care"
    assert not any(
        "A good visit" in account.summary for c in case.contacts.values() for account in c.accounts
    )


def test_every_row_knows_its_file_table_row_and_hash(six: Path) -> None:
    case = explorer.read_case(six / "case")
    account = case.contacts["northtown-high-school-3"].accounts[0]
    assert account.locator == "school.docx, table 2, row 2"
    assert case.sources["northtown-high-school"].sha256 == read_return(six / "returns" / "school.docx").sha256
    assert case.contacts["northtown-mash-1"].accounts[0].locator == "hub.csv, row 2; Mosaic"


def test_every_cell_of_every_table_is_in_the_case_or_a_note_or_named_as_left_out(six: Path) -> None:
    held = spelled(cells_of(six / "case"))
    lost = [
        (path.name, cell)
        for path in sorted((six / "returns").iterdir())
        for grid in read_return(path).grids
        for row in grid.rows
        for cell in row
        if cell.strip() and spelled(cell) not in held and cell != '"'
    ]
    assert lost == []


def test_dates_stand_as_typed_where_they_were_read(six: Path) -> None:
    case = explorer.read_case(six / "case")
    words = {account.date_text for contact in case.contacts.values() for account in contact.accounts}
    assert {"1/3/21", "12th March 2021", "01.03.2021", "19th April 2021", "20 May 2021"} <= words


def test_the_same_returns_again_change_nothing(six: Path, tmp_path: Path) -> None:
    case = tmp_path / "case"
    shutil.copytree(six / "case", case)
    before = state(case)
    for path in sorted((six / "returns").iterdir()):
        found, _ = brought(case, path)
        assert not (found.versions.added or found.versions.changed or found.versions.withdrawn)
    assert state(case) == before


def test_the_order_of_import_does_not_change_a_contact(six: Path, tmp_path: Path) -> None:
    bringing = Bringing(tmp_path / "case")
    for path in sorted((six / "returns").iterdir(), reverse=True):
        bringing.bring(path, Mapping())
    other, case = bringing.checked(), explorer.read_case(six / "case")
    assert dict(other.contacts) == dict(case.contacts)


# ---- headings


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Date", "date"),
        ("DATE OF CONTACT", "date"),
        ("When", "date"),
        ("Date (dd/mm/yyyy)", "date"),
        ("1. Date", "date"),
        ("Source of information", "record"),
        ("Agency", "agency"),
        ("Significant Event", "summary"),
        ("Contact", "summary"),
        ("Action taken", "outcome"),
        ("Response", "outcome"),
        ("Action taken / Outcome", "outcome"),
        ("Event / Action", "keep"),
        ("From / To", "keep"),
        ("Referrer", "from"),
        ("Recipient", "to"),
        ("Comment", "note"),
        ("Analysis", "note"),
        ("End date", "end date"),
        ("Ward", "keep"),
    ],
)
def test_headings_are_known_by_their_synonyms(heading: str, field: str) -> None:
    assert heading_of(heading).field == field


def test_a_heading_that_is_only_like_a_known_one_is_used_and_said_so(tmp_path: Path) -> None:
    file = csv_return(
        tmp_path / "a.csv",
        "5/12/19,X School,Child,Visit,Seen,",
        head="Date,From,To,Type of contct,Event,Outcome",
    )
    found, case = brought(tmp_path / "case", file)
    unsure = [heading for heading in found.headings if heading.score < 100]
    assert [(heading.text, heading.field) for heading in unsure] == [("Type of contct", "kind")]
    assert next(iter(case.contacts.values())).kind.id == "visit"
    done = run("import", file, "-o", tmp_path / "other", "--dry-run")
    assert "not certain" in done.stderr


def test_a_heading_nobody_knows_is_kept_as_a_column(tmp_path: Path) -> None:
    file = csv_return(
        tmp_path / "a.csv", "5/12/19,X School,Child,Visit,Seen,B7", head="Date,From,To,Type,Event,Ward"
    )
    _, case = brought(tmp_path / "case", file)
    assert ("Ward", "B7") in next(iter(case.contacts.values())).accounts[0].extra


def test_a_table_without_known_headings_is_left_out_cell_by_cell(tmp_path: Path) -> None:
    file = csv_return(tmp_path / "a.csv", "x,y,z", head="foo,bar,baz")
    found, case = brought(tmp_path / "case", file)
    assert not case.contacts
    assert {piece.text for piece in found.left_out} == {"foo", "bar", "baz", "x", "y", "z"}


def test_a_mapping_can_be_saved_edited_and_used(tmp_path: Path) -> None:
    file = csv_return(
        tmp_path / "a.csv", "5/12/19,X School,Child,Look-in,Seen,", head="Tag,From,To,Type,Event,Outcome"
    )
    saved = tmp_path / "mapping.toml"
    assert run("import", file, "-o", tmp_path / "case", "--save-mapping", saved).exit_code == 0
    assert not (tmp_path / "case").exists()
    text = saved.read_text("utf-8")
    assert 'Tag = "keep"' in text
    assert 'Look-in = ""' in text
    saved.write_text(
        text.replace('Tag = "keep"', 'Tag = "date"').replace('Look-in = ""', 'Look-in = "visit"'), "utf-8"
    )
    done = run("import", file, "-o", tmp_path / "case", "--mapping", saved)
    assert done.exit_code == 0, done.output
    contact = next(iter(explorer.read_case(tmp_path / "case").contacts.values()))
    assert (contact.date.text, contact.kind.id) == ("2019-12-05", "visit")


def test_a_mapping_saved_and_used_as_it_is_changes_nothing(six: Path, tmp_path: Path) -> None:
    for path in sorted((six / "returns").iterdir()):
        plain, mapped, saved = (
            tmp_path / f"{path.stem}-{name}" for name in ("plain", "mapped", "saved.toml")
        )
        assert run("import", path, "-o", plain / "case").exit_code == 0
        assert run("import", path, "-o", mapped / "case", "--save-mapping", saved).exit_code == 0
        assert not mapped.exists(), "nothing is imported"
        assert run("import", path, "-o", mapped / "case", "--mapping", saved).exit_code == 0
        assert state(mapped / "case") == state(plain / "case"), path.name


def test_a_name_in_a_saved_mapping_can_be_given_to_a_known_party(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("Date,From,To,Type,Event\n1/3/21,The Hub,X School,Call,a\n", "utf-8")
    saved, case = tmp_path / "m.toml", tmp_path / "case"
    assert run("import", tmp_path / "x.csv", "-o", case, "--save-mapping", saved).exit_code == 0
    assert '"The Hub" = "new"' in saved.read_text("utf-8")
    saved.write_text(saved.read_text("utf-8").replace('"The Hub" = "new"', '"The Hub" = "subject"'), "utf-8")
    assert run("import", tmp_path / "x.csv", "-o", case, "--mapping", saved).exit_code == 0
    assert [c.sender for c in explorer.read_case(case).contacts.values()] == ["subject"]


def test_a_wrong_mapping_names_everything_wrong_with_it(tmp_path: Path) -> None:
    file = tmp_path / "m.toml"
    file.write_text('[return]\nslash = "x"\nfoo = "y"\n[columns]\nDate = "day"\n', "utf-8")
    with pytest.raises(MappingError) as caught:
        read_mapping(file)
    assert all(word in str(caught.value) for word in ("slash", "foo", '"day"'))


# ---- what is not plain is asked, never guessed


def test_a_mistyped_date_stays_as_typed_and_is_asked_about(tmp_path: Path) -> None:
    file = csv_return(tmp_path / "a.csv", "31/02/19,X School,Child,Visit,Seen,,")
    found, case = brought(tmp_path / "case", file)
    contact = next(iter(case.contacts.values()))
    assert (contact.date.text, contact.date_text) == ("", "31/02/19")
    assert [(p.row, p.column) for p in found.talk.problems] == [(2, "date")]
    assert "February 2019" in found.talk.problems[0].fix


def test_a_kind_that_is_not_said_passes_nothing_on(tmp_path: Path) -> None:
    file = csv_return(tmp_path / "a.csv", "5/12/19,X School,Y Trust,Blether,Something,,")
    found, case = brought(tmp_path / "case", file)
    kind = next(iter(case.contacts.values())).kind
    assert (kind.id, kind.flow, kind.sees, kind.asks) == ("not-stated", "none", False, False)
    assert any(problem.column == "kind" for problem in found.talk.problems)


def test_an_outcome_in_words_is_kept_and_asked_about(tmp_path: Path) -> None:
    file = csv_return(tmp_path / "a.csv", "5/12/19,X School,Y Trust,Referral,Asked for help,put on the pile,")
    found, case = brought(tmp_path / "case", file)
    assert not case.outcomes
    assert ("outcome_text", "put on the pile") in next(iter(case.contacts.values())).accounts[0].extra
    assert any(problem.column == "outcome" for problem in found.talk.problems)


def test_near_names_are_proposed_and_only_merged_when_accepted(tmp_path: Path) -> None:
    case = tmp_path / "case"
    first = csv_return(tmp_path / "a.csv", "5/12/19,Lancashire Constabulary,Child,Visit,Seen,,")
    brought(case, first)
    second = csv_return(tmp_path / "b.csv", "6/12/19,Lancashire Constabulry,Child,Visit,Seen again,,")
    found, loaded = brought(case, second)
    assert [p.party for p in found.named.proposals["Lancashire Constabulry"]] == ["lancashire-constabulary"]
    assert "lancashire-constabulry" in loaded.parties
    done = run("import", second, "-o", case, "--accept", "Lancashire Constabulry=lancashire-constabulary")
    assert done.exit_code == 0, done.output
    loaded = explorer.read_case(case)
    assert "lancashire-constabulry" not in loaded.parties
    assert "Lancashire Constabulry" in loaded.parties["lancashire-constabulary"].aliases
    assert {contact.sender for contact in loaded.contacts.values()} == {"lancashire-constabulary"}
    before = state(case)
    brought(case, second)
    assert state(case) == before, "the alias is enough the next time"


def test_a_short_name_one_slip_away_is_proposed_by_the_name_it_is_known_by(tmp_path: Path) -> None:
    text = "Date,From,To,Type,Event\n1/3/21,X School,MASH,Call,a\n2/3/21,X School,MSAH,Call,b\n"
    (tmp_path / "x.csv").write_text(text, "utf-8")
    found, _ = brought(tmp_path / "case", tmp_path / "x.csv")
    (proposal,) = found.named.proposals["MSAH"]
    assert (proposal.party, proposal.known_as) == ("mash", "MASH")


def test_exact_names_aliases_and_abbreviations_match_silently(tmp_path: Path) -> None:
    file = csv_return(
        tmp_path / "a.csv",
        "5/12/19,NCA,Child,Visit,Seen,,",
        "6/12/19,national  crime agency,Child,Visit,Seen,,",
    )
    case = tmp_path / "case"
    assert run("new", case).exit_code == 0
    with (case / "parties.csv").open("a", encoding="utf-8") as lines:
        lines.write("agency,National Crime Agency,government,,,,\n")
    found, loaded = brought(case, file)
    assert {contact.sender for contact in loaded.contacts.values()} == {"agency"}
    assert not found.named.new
    assert not found.named.proposals


def test_police_that_are_no_force_in_particular_are_nobody_in_particular(tmp_path: Path) -> None:
    file = csv_return(tmp_path / "a.csv", "5/12/19,Police,Child,Visit,Seen,,")
    found, case = brought(tmp_path / "case", file)
    assert next(iter(case.contacts.values())).sender == "unknown:police"
    assert found.named.read_as["Police"] == "unknown:police"


# ---- nothing known, no return


def test_an_agency_that_says_it_knows_nothing_is_recorded_so(tmp_path: Path) -> None:
    file = csv_return(
        tmp_path / "housing.csv",
        head="Agency: Northtown Housing\nPeriod: 2019 to 2021\nThe family is not known to this service.\nDate,Event",
    )
    found, case = brought(tmp_path / "case", file, asked="1/5/2024", received="12/5/2024")
    source = case.sources[found.source]
    assert (source.says, source.party, source.covers.text) == (
        "nothing known",
        "northtown-housing",
        "2019/2021",
    )
    assert (source.asked.text, source.received.text) == ("2024-05-01", "2024-05-12")


def test_two_agencies_may_send_the_same_bytes(tmp_path: Path) -> None:
    case, names = tmp_path / "case", ("North School", "South School")
    for name in names:
        file = tmp_path / f"{name}.csv"
        file.write_text("Date,From,To,Type,Event\nNil return,,,,\n", "utf-8")
        assert run("import", file, "-o", case, "--party", name).exit_code == 0
    sources = explorer.read_case(case).sources
    assert [source.party for source in sources.values()] == ["north-school", "south-school"]


def test_an_agency_that_did_not_answer_is_not_one_that_knows_nothing(tmp_path: Path) -> None:
    done = run(
        "import",
        "--party",
        "Northtown Ambulance",
        "--says",
        "no return",
        "--asked",
        "1/5/2024",
        "-o",
        tmp_path / "case",
    )
    assert done.exit_code == 0, done.output
    source = explorer.read_case(tmp_path / "case").sources["northtown-ambulance"]
    assert (source.says, source.asked.text, source.received.text) == ("no return", "2024-05-01", "")


# ---- versions


def test_a_newer_return_shows_what_was_added_changed_and_withdrawn(tmp_path: Path) -> None:
    case, file = tmp_path / "case", tmp_path / "a.csv"
    rows = [
        "5/12/19,X School,Child,Visit,Seen at school by the mentor,,",
        "9/12/19,X School,Y Trust,Referral,Asked for help with sleep,,",
        "1/1/20,X School,Child,Exclusion,Excluded for a day,,",
    ]
    brought(case, csv_return(file, *rows), party="X School")
    ids = {contact.summary: contact.id for contact in explorer.read_case(case).contacts.values()}
    newer = [
        "1/2/20,X School,Child,Visit,Seen again at home,,",
        rows[1].replace("help with sleep", "help with sleep and eating"),
        rows[0],
    ]
    found, loaded = brought(case, csv_return(tmp_path / "b.csv", *newer), party="X School")
    assert found.versions.unchanged == [ids["Seen at school by the mentor"]]
    assert list(found.versions.changed) == [ids["Asked for help with sleep"]]
    assert found.versions.withdrawn == [ids["Excluded for a day"]]
    assert len(found.versions.added) == 1
    assert {contact.summary for contact in loaded.contacts.values()} == {
        "Seen at school by the mentor",
        "Asked for help with sleep and eating",
        "Seen again at home",
    }
    assert len(loaded.sources) == 1, "a newer return takes the older one's place"
    assert any(
        piece.text == "Excluded for a day" and piece.why.startswith("withdrawn") for piece in found.left_out
    )
    assert "Excluded for a day" in (case / "left-out.csv").read_text("utf-8")


def test_a_second_part_of_a_return_is_not_taken_for_a_newer_version(tmp_path: Path) -> None:
    case, head = tmp_path / "case", "Date,From,To,Type,Event\n"
    for name, month in (("first", 3), ("second", 9)):
        rows = "".join(f"{day}/{month}/21,X School,Y MASH,Call,{name} {day}\n" for day in range(1, 4))
        (tmp_path / f"{name}.csv").write_text(head + rows, "utf-8")
    assert run("import", tmp_path / "first.csv", "-o", case, "--party", "X School").exit_code == 0
    before = state(case)
    asked = run("import", tmp_path / "second.csv", "-o", case, "--party", "X School")
    assert asked.exit_code == 1
    assert 'holds none of the 3 rows of the return "x-school"' in asked.stderr
    assert "--source x-school-2" in asked.stderr
    assert state(case) == before
    part = ("import", tmp_path / "second.csv", "-o", case, "--party", "X School", "--source", "x-school-2")
    for _ in range(2):
        assert run(*part).exit_code == 0
        assert len(explorer.read_case(case).contacts) == 6
    newer = tmp_path / "newer"
    assert run("import", tmp_path / "first.csv", "-o", newer, "--party", "X School").exit_code == 0
    done = run("import", tmp_path / "second.csv", "-o", newer, "--party", "X School", "--newer")
    assert "3 added, 0 changed, 3 withdrawn" in done.stderr
    assert {c.summary[:6] for c in explorer.read_case(newer).contacts.values()} == {"second"}


def test_what_a_person_changed_by_hand_is_never_overwritten(tmp_path: Path) -> None:
    case, file = tmp_path / "case", tmp_path / "a.csv"
    brought(
        case,
        csv_return(file, "5/12/19,X School,Child,Visit,Seen at school by the mentor,,"),
        party="X School",
    )
    contacts = case / "contacts.csv"
    contacts.write_text(
        contacts.read_text("utf-8").replace("Seen at school by the mentor", "Seen at school (by hand)"),
        "utf-8",
    )
    before = state(case)
    brought(case, file, party="X School")
    assert state(case) == before
    newer = csv_return(tmp_path / "b.csv", "6/12/19,X School,Child,Visit,Seen at school by the nurse,,")
    found, loaded = brought(case, newer, party="X School")
    contact = next(iter(loaded.contacts.values()))
    assert contact.summary == "Seen at school (by hand)"
    assert contact.date.text == "2019-12-06", "a field nobody touched follows the return"
    assert any("by hand" in clash for clash in found.clashes)


def test_a_withdrawn_row_that_others_refer_to_stays_and_is_named(tmp_path: Path) -> None:
    case, file = tmp_path / "case", tmp_path / "a.csv"
    head = "Ref,Date,From,To,Type of contact,Event,Follows"
    brought(
        case,
        csv_return(
            file,
            "A1,5/12/19,X School,Y Trust,Referral,One,",
            "A2,6/12/19,Y Trust,Child,Visit,Two,A1",
            head=head,
        ),
        party="X School",
    )
    assert explorer.read_case(case).contacts["A2"].follows == ("A1",)
    found, loaded = brought(
        case,
        csv_return(tmp_path / "b.csv", "A2,6/12/19,Y Trust,Child,Visit,Two,A1", head=head),
        party="X School",
    )
    assert found.stayed == {"A1": "other rows refer to it"}
    assert set(loaded.contacts) == {"A1", "A2"}


def test_numbers_of_withdrawn_rows_are_never_given_again(tmp_path: Path) -> None:
    case = tmp_path / "case"
    rows = [
        "5/12/19,X School,Child,Visit,Alpha alpha alpha,,",
        "9/12/19,X School,Child,Call,Beta beta beta,,",
    ]
    brought(case, csv_return(tmp_path / "a.csv", *rows), party="X School")
    brought(case, csv_return(tmp_path / "b.csv", rows[0]), party="X School")
    found, _ = brought(
        case,
        csv_return(tmp_path / "c.csv", rows[0], "1/7/20,X School,Child,Visit,Gamma gamma,,"),
        party="X School",
    )
    assert found.versions.added == ["x-school-3"]


# ---- the command


def test_the_problems_of_a_return_can_be_sent_back_in_word_excel_and_html(tmp_path: Path) -> None:
    file = csv_return(tmp_path / "a.csv", "31/02/19,X School,Child,Visit,Seen,,")
    for suffix in ("docx", "xlsx", "html"):
        target = tmp_path / f"problems.{suffix}"
        done = run("import", file, "-o", tmp_path / suffix, "--problems", target, "--party", "X School")
        assert done.exit_code == 0, done.output
        assert target.stat().st_size > 500
    text = (tmp_path / "problems.html").read_text("utf-8")
    assert "31/02/19" in text
    assert "February 2019" in text


def test_the_points_to_clear_up_are_in_the_words_and_headings_of_the_agency(tmp_path: Path) -> None:
    text = "When,Referrer,Recipient,Type,What happened,Grading\n31/02/21,X School,Y MASH,Call,a,B\n"
    file, target = tmp_path / "x.csv", tmp_path / "points.csv"
    file.write_text(text, "utf-8")
    assert (
        run("import", file, "-o", tmp_path / "case", "--party", "X School", "--problems", target).exit_code
        == 0
    )
    with target.open(encoding="utf-8-sig", newline="") as lines:
        grading, when = list(csv.DictReader(lines))
    assert (grading["column"], grading["row"], grading["unclear"]) == (
        "Grading",
        "",
        "This heading is not known.",
    )
    assert (when["column"], when["row"], when["found"]) == ("When", "2", "31/02/21")
    assert "Check the day" in when["do"]


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    done = run("import", hub_csv(tmp_path / "hub.csv"), "-o", tmp_path / "case", "--dry-run")
    assert done.exit_code == 0
    assert not (tmp_path / "case").exists()


def test_folders_and_files_of_a_case_that_are_not_ours_survive_an_import(tmp_path: Path) -> None:
    case = tmp_path / "case"
    brought(case, hub_csv(tmp_path / "hub.csv"))
    (case / "returns").mkdir()
    shutil.copy(tmp_path / "hub.csv", case / "returns" / "hub.csv")
    (case / "case.toml").write_text('# mine\ntitle = "T"\n', "utf-8")
    brought(case, csv_return(tmp_path / "a.csv", "5/12/19,X School,Child,Visit,Seen,,"))
    assert (case / "returns" / "hub.csv").is_file()
    assert (case / "case.toml").read_text("utf-8").startswith("# mine\n")


def test_what_is_no_return_is_refused_with_a_reason(tmp_path: Path) -> None:
    for name, content in {"a.csv": b"", "b.pdf": b"x", "c.docx": b"PK\x03\x04", "d.xls": b"hello"}.items():
        (tmp_path / name).write_bytes(content)
        with pytest.raises(ReturnError, match=name):
            read_return(tmp_path / name)
    assert run("import", tmp_path / "none.csv", "-o", tmp_path / "case").exit_code == 1

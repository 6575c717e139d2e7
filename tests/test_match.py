"""Rows of different returns that tell of one contact: proposed with reasons, decided by a person, replayed."""

from __future__ import annotations

from pathlib import Path

import public_record
import pytest
from agencies import CONTACTS, TRUE_PAIRS, all_returns
from click.testing import CliRunner, Result
from folders import case_folder, referral

import explorer
from explorer.cli import main
from explorer.returns import blocking
from explorer.returns.blocking import entry_of, pairs_of
from explorer.returns.bringing import Bringing
from explorer.returns.case_rows import write_rows
from explorer.returns.comparing import compared, side_by_side, verdict
from explorer.returns.decisions import Decision, read_decisions
from explorer.returns.joining import join_what_fits
from explorer.returns.mapping import Mapping
from explorer.returns.matching import proposals_of
from explorer.returns.reviewing import review

ROOT = Path(__file__).resolve().parent.parent
PUBLIC = ROOT / "data" / "southport-public-record"


def run(*arguments: str | Path, text: str = "") -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=text)


@pytest.fixture(scope="module")
def six(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("match")
    bringing = Bringing(folder / "case")
    for path in all_returns(folder / "returns"):
        bringing.bring(path, Mapping())
    write_rows(bringing.rows, folder / "case", bringing.beside())
    return folder


def two_accounts(path: Path, **second: str) -> Path:
    """One contact by the school, and one by the police that may be the same."""
    return case_folder(
        path,
        referral(id="C1", source="S1", summary="Referral to the hub: bruise"),
        referral(**{"id": "C2", "source": "S2", "summary": "School referred a bruise to the hub", **second}),
    )


# ---- proposals


def test_every_true_pair_stands_among_the_top_three_of_its_contacts(six: Path) -> None:
    case = explorer.read_case(six / "case")
    proposals = proposals_of(case)
    for first, second in TRUE_PAIRS:
        for contact, other in ((first, second), (second, first)):
            mine = [p for p in proposals if contact in (p.first, p.second)]
            best = [p.first if p.second == contact else p.second for p in mine[:3]]
            assert other in best, (contact, other, mine)


def test_a_proposal_says_why(tmp_path: Path) -> None:
    case = explorer.read_case(two_accounts(tmp_path / "case"))
    (proposal,) = proposals_of(case)
    assert proposal.reasons[:3] == ("the same day", "the same parties", "both of kind referral")
    assert 85 <= proposal.score <= 100


@pytest.mark.parametrize(
    "second", [{"from_": "hub", "to": "school"}, {"date": "2020-03"}, {"date": "2020-03-06"}]
)
def test_turned_round_imprecise_and_near_rows_are_proposed_too(
    tmp_path: Path, second: dict[str, str]
) -> None:
    case = explorer.read_case(
        two_accounts(tmp_path / "case", **{name.rstrip("_"): cell for name, cell in second.items()})
    )
    assert [(p.first, p.second) for p in proposals_of(case)] in ([("C1", "C2")], [("C2", "C1")])


def test_rows_of_one_source_are_never_proposed(tmp_path: Path) -> None:
    assert proposals_of(explorer.read_case(two_accounts(tmp_path / "case", source="S1"))) == []


def test_rows_years_apart_between_others_are_not_proposed(tmp_path: Path) -> None:
    far = {
        "date": "2021-12-01",
        "from": "police",
        "to": "subject",
        "kind": "visit",
        "summary": "Seen at home",
    }
    assert proposals_of(explorer.read_case(two_accounts(tmp_path / "case", **far))) == []


# ---- decisions


def test_nothing_is_merged_unasked(six: Path) -> None:
    assert len(explorer.read_case(six / "case").contacts) == CONTACTS + len(TRUE_PAIRS)


def test_import_and_match_rebuild_the_known_case(six: Path, tmp_path: Path) -> None:
    import shutil

    case = tmp_path / "case"
    shutil.copytree(six / "case", case)
    same = [argument for pair in TRUE_PAIRS for argument in ("--same", "=".join(pair))]
    assert run("match", case, *same, "--by", "reviewer").exit_code == 0
    found = explorer.read_case(case)
    assert len(found.contacts) == CONTACTS
    accounts = sorted(len(contact.accounts) for contact in found.contacts.values())
    assert accounts == [1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 4]
    merged = found.contacts["hillview-gp-practice-1"]
    assert {account.date.text for account in merged.accounts} == {"2021-04", "2021-04-19"}
    before = {path.name: path.read_bytes() for path in case.iterdir()}
    for path in sorted((six / "returns").iterdir()):
        assert run("import", path, "-o", case).exit_code == 0
    assert {path.name: path.read_bytes() for path in case.iterdir()} == before, "decisions are replayed"


def test_a_newer_return_of_a_merged_row_changes_that_account_alone(tmp_path: Path) -> None:
    head, case = "Date,From,To,Type of contact,Event", tmp_path / "case"
    for name, text in (("School", "School refers a bruise"), ("Hub", "Bruise referred by the school")):
        file = tmp_path / f"{name}.csv"
        file.write_text(f"{head}\n1/3/21,X School,Y MASH,Referral,{text}\n", "utf-8")
        assert run("import", file, "-o", case, "--party", f"{name} Agency").exit_code == 0
    assert run("match", case, "--same", "school-agency-1=hub-agency-1").exit_code == 0
    newer = tmp_path / "newer.csv"
    newer.write_text(f"{head}\n2/3/21,X School,Y MASH,Referral,Bruise referred by the school\n", "utf-8")
    done = run("import", newer, "-o", case, "--party", "Hub Agency")
    assert "changed hub-agency-1: date" in done.stderr
    (contact,) = explorer.read_case(case).contacts.values()
    assert {account.source: account.date.text for account in contact.accounts} == {
        "school-agency": "2021-03-01",
        "hub-agency": "2021-03-02",
    }


def test_pairs_decided_to_be_different_are_not_proposed_again(tmp_path: Path) -> None:
    case = two_accounts(tmp_path / "case")
    assert run("match", case, "--different", "C1=C2", "--why", "two letters").exit_code == 0
    assert read_decisions(case).decided() == {frozenset(("C1", "C2"))}
    assert "no" in run("match", case, "--list").output.casefold()
    assert len(explorer.read_case(case).contacts) == 2


def test_links_notes_and_outcomes_follow_a_merge(tmp_path: Path) -> None:
    case = case_folder(
        tmp_path / "case",
        referral(id="C1", source="S1"),
        referral(id="C2", source="S2", outcome="accepted"),
        referral(
            id="C3", source="S2", from_="hub", to="police", date="2020-03-05", follows="C2", shares="C2"
        ),
        notes_csv="id,contacts,date,text,author,source\nN1,C2,,A note,,\n",
    )
    assert run("match", case, "--same", "C1=C2").exit_code == 0
    found = explorer.read_case(case)
    assert found.contacts["C3"].follows == ("C1",)
    assert found.contacts["C3"].shares == ("C1",)
    assert found.notes["N1"].contacts == ("C1",)
    assert [outcome.contact for outcome in found.outcomes] == ["C1"]


def test_a_decision_that_makes_the_case_contradict_itself_is_refused_and_nothing_is_written(
    tmp_path: Path,
) -> None:
    case = case_folder(
        tmp_path / "case",
        referral(id="C1", source="S1", date="2020-03-04"),
        referral(id="C2", source="S2", date="2020-05-04"),
        referral(id="C3", source="S2", date="2020-04-04", follows="C1", from_="hub", to="police"),
        referral(id="C4", source="S2", date="2020-06-04", follows="C3"),
    )
    before = {path.name: path.read_bytes() for path in case.iterdir()}
    done = run("match", case, "--same", "C1=C4")
    assert done.exit_code == 1
    assert "do not fit together" in done.stderr
    assert {path.name: path.read_bytes() for path in case.iterdir()} == before


def test_an_unknown_contact_in_a_decision_is_refused_with_a_suggestion(tmp_path: Path) -> None:
    done = run("match", two_accounts(tmp_path / "case"), "--same", "C1=C22")
    assert done.exit_code == 1
    assert 'Did you mean "C2"?' in done.stderr


def test_a_review_asks_one_by_one_and_stops_when_told(tmp_path: Path) -> None:
    case = explorer.read_case(two_accounts(tmp_path / "case"))
    said: list[str] = []
    proposals = proposals_of(case)
    assert review(case, proposals, lambda _: "q", said.append, "me") == []
    assert review(case, proposals, lambda _: "l", said.append, "me") == []
    (decision,) = review(case, proposals, lambda _: "s", said.append, "me")
    assert (decision.first, decision.second, decision.decision, decision.by) == ("C1", "C2", "same", "me")
    assert "School referred a bruise" in " ".join(said[1].split())


def test_a_review_goes_back_to_the_one_before_and_forgets_its_answer(six: Path) -> None:
    case = explorer.read_case(six / "case")
    proposals = proposals_of(case)[:3]
    answers = iter(["s", "d", "b", "s", "q"])
    said: list[str] = []
    found = review(case, proposals, lambda _: next(answers), said.append, "me")
    assert [decision.decision for decision in found] == ["same", "same"]
    assert [text.split(" ---")[0].strip() for text in said[1:]] == [
        "--- 1 of 3",
        "--- 2 of 3",
        "--- 3 of 3",
        "--- 2 of 3",
        "--- 3 of 3",
    ]


@pytest.mark.parametrize("width", [40, 80, 200])
def test_both_sides_fit_the_terminal_whatever_they_say(width: int, tmp_path: Path) -> None:
    long = "x" * 300 + " and words " * 20
    case = explorer.read_case(two_accounts(tmp_path / "case", summary=long, date_text="w" * 200))
    lines = side_by_side(case, case.contacts["C1"], case.contacts["C2"], width)
    assert max(map(len, lines)) <= width
    assert "Referral to the hub" in " ".join(lines)
    assert "contradict" not in " ".join(lines)


def test_what_differs_is_said_by_name(tmp_path: Path) -> None:
    case = explorer.read_case(two_accounts(tmp_path / "case", date="2020-03-05"))
    said: list[str] = []
    review(case, proposals_of(case), lambda _: "q", said.append, "me")
    assert "They differ in date (contradict): both cannot be true of one contact as told." in " ".join(
        said[1].split()
    )
    assert " contradict" in said[1].splitlines()[6]


def test_one_decision_that_does_not_fit_costs_none_of_the_others(tmp_path: Path) -> None:
    folder = case_folder(
        tmp_path / "case",
        referral(id="C1", source="S1", date="2020-03-04"),
        referral(id="C2", source="S2", date="2020-03-04"),
        referral(id="C3", source="S2", date="2020-04-04", follows="C1", from_="hub", to="police"),
        referral(id="C4", source="S1", date="2020-06-04", follows="C3"),
    )
    bringing = Bringing(folder)
    new = [Decision("C2", "C4", "same"), Decision("C1", "C2", "same"), Decision("C1", "C3", "different")]
    refused = join_what_fits(bringing.rows, bringing.decisions, new, bringing.imported)
    assert [(decision.first, decision.second) for decision, _ in refused] == [("C1", "C2")]
    assert "do not fit together" in refused[0][1]
    assert set(bringing.checked().contacts) == {"C1", "C2", "C3"}
    assert len(bringing.decisions) == 2


# ---- crowds


def crowd(path: Path, each: int) -> Path:
    """``each`` undated referrals by either of two sources, of few words; in the last pair alone both say "lantern" and
    "harbour", which many others say too, but of other pairs."""
    words = ("lantern", "harbour", "meadow", "orchard")
    rows = [
        referral(
            id=f"{source}-{at}",
            source=source,
            date="",
            summary=f"{words[at % 4]} form" if at < each - 1 else "lantern harbour form",
        )
        for source in ("S1", "S2")
        for at in range(each)
    ]
    return case_folder(path, *rows)


def test_of_a_crowd_the_likeliest_are_proposed_and_it_is_said(tmp_path: Path) -> None:
    case = explorer.read_case(crowd(tmp_path / "case", 60))
    entries = [entry_of(case, contact, at) for at, contact in enumerate(case.contacts.values())]
    said: list[str] = []
    pairs = {(one.id, other.id) for one, other in pairs_of(case, entries, said, limit=5_000)}
    assert ("S1-59", "S2-59") in pairs
    assert len(pairs) < 60 * 60, "not every pair is compared"
    assert said and said[0].startswith("120 contacts without a date")
    everything: list[str] = []
    assert len(list(pairs_of(case, entries, everything))) == 60 * 60
    assert everything == []


def test_the_command_says_what_was_too_many_to_compare(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = crowd(tmp_path / "case", 20)
    assert "too many" not in run("match", case, "--list").stderr
    monkeypatch.setattr(blocking, "CROWDED", 300)
    assert "40 contacts without a date" in run("match", case, "--list").stderr


# ---- the public record

RECORD = next(
    (folder / "shared" / "cases" / "southport-public-record.csv" for folder in (ROOT.parent, ROOT.parent.parent)
     if (folder / "shared" / "cases" / "southport-public-record.csv").is_file()),
    None,
)  # fmt: skip


@pytest.mark.skipif(
    RECORD is None, reason="the file that the public record came in is not kept in the repository"
)
def test_the_public_record_is_what_the_commands_of_its_readme_make(tmp_path: Path) -> None:
    assert RECORD is not None
    public_record.build(RECORD, tmp_path / "case")
    assert {path.name: path.read_bytes() for path in (tmp_path / "case").iterdir()} == {
        path.name: path.read_bytes() for path in PUBLIC.iterdir()
    }


def test_the_first_contact_with_police_comes_apart_again(tmp_path: Path) -> None:
    import shutil

    case = tmp_path / "case"
    shutil.copytree(PUBLIC, case)
    done = run("match", case, "--split", "SP01")
    assert done.exit_code == 0, done.output
    found = explorer.read_case(case).contacts
    assert (found["SP01"].date.text, found["C01"].date.text) == ("2019-04?", "2019-10")
    assert [account.source for account in found["SP01"].accounts] == ["PR-S19"]


def test_the_public_record_keeps_several_accounts_per_contact() -> None:
    case = explorer.read_case(PUBLIC)
    several = [contact for contact in case.contacts.values() if len(contact.accounts) > 1]
    assert len(case.contacts) == 71
    assert len(several) == 27
    assert {"C01", "C30", "C33", "C41"} <= {contact.id for contact in several}
    assert all(
        "southport-public-record.csv, row " in account.locator
        for contact in case.contacts.values()
        for account in contact.accounts
        if account.source.startswith("PR-")
    )


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("C01", "SP01", "contradict"),
        ("C30", "SP27", "compatible"),
        ("C41", "SP32", "more precise"),
        ("SP34", "SP39", "contradict"),
    ],
)
def test_the_four_places_where_accounts_of_the_public_record_differ(
    tmp_path: Path, first: str, second: str, said: str
) -> None:
    """As they stood before any decision: the import by itself."""
    import shutil

    case = tmp_path / "case"
    shutil.copytree(PUBLIC, case)
    rows = Bringing(case)
    kept = read_decisions(PUBLIC).kept_ids()
    own = {item.own_id: item.rows() for item in rows.imported}
    rows.rows.tables["contacts"] = [
        row for row in rows.rows.tables["contacts"] if not row["source"].startswith("PR-")
    ] + [row for taken in own.values() for row in taken.contacts]
    found = rows.checked()
    assert not set(kept) - set(found.contacts)
    fields = compared(found, found.contacts[first], found.contacts[second])
    by_field = {field.field: field.grade for field in fields}
    assert by_field["date"] == {"C30": "more precise", "C41": "more precise"}.get(first, "contradict")
    assert verdict(fields) == said

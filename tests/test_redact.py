"""Redaction holds: what is taken out is out, what is held back is said to be, and twice is once."""

from __future__ import annotations

import re
import stat
from itertools import permutations
from pathlib import Path

import pytest
from drawing import drawn
from folders import case_folder, referral
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from planted import planted_case, secrets_in
from strategies import case_rows, dates

from explorer import Report, read_case
from explorer.case import Case
from explorer.checking import case_of
from explorer.dates import EDTFDate, parse
from explorer.errors import CaseError, OutputError, UnknownNameError
from explorer.profiles import BUILT_IN, PLAIN, Profile, named_profile, profiles_of
from explorer.redacting import redact, restored
from explorer.redaction.coarse import coarse_prose, coarse_text
from explorer.redaction.folding import names_from
from explorer.redaction.keys import key_from, read_key
from explorer.redaction.pseudonyms import letter
from explorer.rows import RawCase
from explorer.storing import rows_of
from explorer.verify import Proof
from explorer.vouching import is_not_stated

REAL = Path(__file__).parent.parent / "data" / "southport"
SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
REPLACE = Profile("replace", replace=("all",))


def text_of(case: Case) -> str:
    raw = rows_of(case)
    return raw.settings + "\n".join(str(table.columns) + str(table.rows) for table in raw.tables.values())


# ---- names in free text

NAMES = names_from([("The Range High School", "School A"), ("José Núñez", "Person B"), ("O'Brien", "Person C"),
                    ("Anne-Marie Ward", "Person D"), ("May", "Person E"), ("IT", "Body F"), ("Acorns", "School G"),
                    ("王小明", "Person H")])  # fmt: skip


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("at The Range High School.", "at School A."),
        ("RANGE HIGH SCHOOL said", "School A said"),
        ("range-high-school", "School A"),
        ("the Range\n  High School's head", "School A's head"),
        ("Range High School’s", "School A’s"),
        ("Ran-\nge High School", "School A"),
        ("Jose Nunez, JOSÉ NÚÑEZ", "Person B, Person B"),
        ("OBrien and O’BRIEN's", "Person C and Person C's"),
        ("Anne Marie Ward; AnneMarie Ward", "Person D; Person D"),
        ("May may come in May", "Person E may come in Person E"),
        ("IT or it", "Body F or it"),
        ("Acorns' pupils", "School G' pupils"),
        ("the Orange High School", "the Orange High School"),
        ("acornsy", "acornsy"),
        ("昨天王小明来", "昨天Person H来"),
        ("Range\u00ad High\u200b School", "School A"),
    ],
)
def test_a_name_is_found_however_it_is_written(text: str, after: str) -> None:
    assert NAMES.replaced(text) == after


@pytest.mark.parametrize("mark", "'’‘ʼ`´＇ʻʹʾʿˈ′‛")
@pytest.mark.parametrize("named", ["O'Brien", "OʼBrien"])
def test_whatever_is_typed_for_an_apostrophe_the_name_is_found(mark: str, named: str) -> None:
    """Some of them are letters to Unicode, so that they part no words and are in them."""
    written = f"seen by O{mark}Brien."
    assert names_from([(named, "Person C")]).replaced(written) == "seen by Person C."
    assert Proof({named: "a name"}).hits("x.txt", written.encode())


def test_names_are_replaced_all_at_once_the_longest_first() -> None:
    names = names_from([("Ward", "Person A"), ("Ward Hall", "Home B"), ("Person A", "Person A")])
    assert names.settled("Ward of Ward Hall, person a") == "Person A of Home B, Person A"


def test_letters_go_on_after_z() -> None:
    assert [letter(number) for number in (0, 25, 26, 27, 701, 702)] == ["A", "Z", "AA", "AB", "ZZ", "AAA"]


# ---- dates


@given(edtf=dates(), unit=st.sampled_from(["month", "quarter", "year"]))
@settings(max_examples=150, deadline=None)
def test_a_coarse_date_admits_every_day_of_the_exact_one_and_is_coarse_once(
    edtf: EDTFDate, unit: str
) -> None:
    text = coarse_text(edtf, unit)
    coarse = parse(text)
    assert coarse_text(coarse, unit) == text
    assert coarse.is_stretch == edtf.is_stretch
    assert coarse.is_doubtful == edtf.is_doubtful
    for ours, theirs in ((coarse.first_day, edtf.first_day), (coarse.earliest_end, edtf.earliest_end)):
        assert (ours is None) == (theirs is None)
        assert ours is None or theirs is None or ours <= theirs
    for ours, theirs in ((coarse.last_day, edtf.last_day), (coarse.latest_start, edtf.latest_start)):
        assert (ours is None) == (theirs is None)
        assert ours is None or theirs is None or ours >= theirs


@pytest.mark.parametrize(
    ("text", "unit", "after"),
    [
        ("2019-12-05", "month", "2019-12"),
        ("2019-12-05?", "month", "2019-12?"),
        ("2019-12-05", "quarter", "[2019-10..2019-12]"),
        ("2019-12-05", "year", "2019"),
        ("[2019-12-05..2021-02-01]", "month", "[2019-12..2021-02]"),
        ("2019-10-24/2021-02", "year", "2019/2021"),
        ("2019-24", "year", "[2019..2020]"),
        ("2019", "month", "2019"),
        ("", "year", ""),
    ],
)
def test_dates_are_made_coarse(text: str, unit: str, after: str) -> None:
    if text == "2019-24":
        after = "2019~"
    assert coarse_text(parse(text), unit) == after


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("on 5 December 2019", "on December 2019"),
        ("on the 5th of Dec. 2019, again", "on the December 2019, again"),
        ("December 5, 2019", "December 2019"),
        ("05/12/2019 and 5.12.19", "December 2019 and December 2019"),
        ("on 2019-12-05", "on December 2019"),
        ("on 5 March", "on March"),
        ("in December 2019, 15 people", "in December 2019, 15 people"),
    ],
)
def test_days_in_free_text_are_made_coarse(text: str, after: str) -> None:
    assert coarse_prose(text, "month") == after


# ---- whole cases


def test_a_publication_holds_none_of_the_planted_secrets(tmp_path: Path) -> None:
    case = read_case(planted_case(tmp_path))
    found = redact(case, "publication")
    assert secrets_in(text_of(case).encode())
    assert not secrets_in(text_of(found.case).encode())
    assert found.case.name == "redacted"
    assert not found.case.terms
    assert "profile" not in found.case.settings


def test_pseudonyms_go_by_sector_and_first_appearance_and_keep_parties_apart() -> None:
    case = drawn(
        """
        K1 | 2020-01 | police-2 -> hub   | referral
        K2 | 2020-02 | police -> hub     | referral
        K3 | 2020-03 | police-2 -> hub   | referral
        """
    )
    redacted = redact(case, REPLACE).case
    senders = [redacted.party_name(contact.sender) for contact in redacted.contacts.values()]
    assert senders == ["Police force A", "Police force B", "Police force A"]


def test_a_letter_is_given_once_and_kept_in_the_key() -> None:
    before = drawn("K2 | 2020-02 | police -> hub | referral")
    after = drawn("K1 | 2020-01 | police-2 -> hub | referral\nK2 | 2020-02 | police -> hub | referral")
    key = redact(before, REPLACE).key
    again = redact(after, REPLACE, key=key)
    assert again.key.pseudonyms["police"] == ("police-force-a", "Police force A")
    assert again.key.pseudonyms["police-2"] == ("police-force-b", "Police force B")
    assert again.key.ids["contacts"] == {"K2": "C01", "K1": "C02"}


def test_ids_in_free_text_follow_their_contacts() -> None:
    case = drawn(
        'K7 | 2020-01 | police -> hub | referral\nK3 | 2020-02 | hub -> police | call | summary="see K7."'
    )
    assert redact(case, REPLACE).case.contacts["C02"].summary == "see C01."


def test_rows_under_a_restriction_stay_as_stubs_unless_they_are_included() -> None:
    case = drawn(
        """
        K1 | 2020-01-15 | police -> hub | referral | restriction=witness summary="He said so."
        K2 | 2020-02-20 | hub -> police | call     | follows=K1
        """
    )
    plain = redact(case, PLAIN).case
    stub = plain.contacts["withheld-1"]
    assert (stub.kind.id, stub.date.text, stub.summary) == ("withheld", "2020-01", "")
    assert [plain.party_name(party) for party in stub.parties] == [
        "Police (withheld)",
        "Safeguarding hub (withheld)",
    ]
    assert plain.contacts["K2"].follows == ()
    assert redact(case, PLAIN, include=("witness",)).case == case
    assert redact(case, "panel", include=("witness",)).case.contacts["K1"].kind.id == "referral"


def test_an_account_under_a_restriction_leaves_the_others() -> None:
    case = drawn(
        """
        K1 | 2020-01-15 | police -> hub | referral | source=S1 summary="Open."
        K1 | 2020-01-15 | police -> hub | referral | source=S2 summary="Held." restriction=witness
        """,
        sources="S1 | police\nS2 | hub",
    )
    contact = redact(case, "panel").case.contacts["K1"]
    assert [account.summary for account in contact.accounts] == ["Open."]
    assert contact.kind.id == "referral"


def test_contacts_are_dropped_by_topic_party_and_sector() -> None:
    case = drawn(
        """
        K1 | 2020-01 | police -> hub  | referral | topics=knife
        K2 | 2020-02 | gp -> hub      | referral
        K3 | 2020-03 | school -> hub  | referral
        K4 | 2020-04 | camhs -> hub   | referral
        """
    )
    profile = Profile("x", drop_topics=("knife",), drop_parties=("gp",), drop_sectors=("education",))
    kinds = [contact.kind.id for contact in redact(case, profile).case.contacts.values()]
    assert kinds == ["withheld", "withheld", "withheld", "referral"]


def test_what_is_absent_only_because_it_was_held_back_is_not_stated() -> None:
    case = drawn(
        """
        K1 | 2020-01-10 | school -> hub    | referral
        K2 | 2020-02-20 | hub -> subject   | visit | seen=yes follows=K1 topics=private
        K3 | 2020-06-01 | school -> hub    | referral
        """,
        outcomes="K1 | hub | closed | 2020-03-01\nK3 | hub | closed | 2020-07-01",
    )
    whole = {finding.name: finding.statements for finding in Report(case).findings}
    assert [statement.cite for statement in whole["closed-unseen"]] == ["closed-unseen K3"]
    redacted = redact(case, Profile("x", drop_topics=("private",), new_ids=False)).case
    left = {finding.name: finding.statements for finding in Report(redacted).findings}
    assert [statement.cite for statement in left["closed-unseen"]] == [
        "closed-unseen K3",
        "closed-unseen withheld",
    ]
    assert left["closed-unseen"][-1].sentence == "Not stated: records withheld."


def test_a_receipt_that_was_held_back_is_not_said_to_be_missing() -> None:
    case = drawn(
        "K1 | 2020-01 | school -> hub | referral\nK2 | 2020-02 | hub -> police | referral | follows=K1 topics=private",
        outcomes="K1 | hub | passed-on",
    )
    redacted = redact(case, Profile("x", drop_topics=("private",), new_ids=False)).case
    assert "not stated" in Report(redacted).requests["K1", "hub"].said_as
    bare = drawn("K1 | 2020-01 | school -> hub | referral", outcomes="K1 | hub | passed-on")
    coarse = redact(bare, Profile("x", dates="year", new_ids=False)).case
    assert Report(coarse).requests["K1", "hub"].said_as == "passed on, no receipt recorded"


def test_a_standing_that_what_is_withheld_could_make_stronger_says_so() -> None:
    from explorer.withheld import standing_text

    case = drawn("K1 | 2020-01 | school -> hub | referral | topics=private")
    redacted = redact(case, Profile("x", drop_topics=("private",))).case
    assert standing_text(case, "no recorded route") == "no recorded route"
    assert "not stated, records withheld" in standing_text(redacted, "no recorded route")
    assert standing_text(redacted, "was told") == "was told"


def test_the_summary_says_first_what_it_does_not_count() -> None:
    case = drawn("K1 | 2020-01 | school -> hub | referral | topics=private")
    redacted = redact(case, Profile("x", drop_topics=("private",))).case
    first = Report(redacted).summary.sentences[0]
    assert first == "1 record of the sources is withheld and not counted in what follows."


def test_days_with_nobody_are_only_possible_where_records_are_withheld() -> None:
    case = drawn(
        """
        K1 | 2020-01-10 | school -> social-care | transfer | topics=private
        K2 | 2020-06-01 | school -> hub         | referral
        """,
        settings='[scope]\nfrom = "2020-01-01"\nto = "2020-12-31"',
    )
    whole = Report(case).holding_days["subject"]
    days = Report(redact(case, Profile("x", drop_topics=("private",))).case).holding_days["subject"]
    assert whole.nobody
    assert not days.nobody
    assert days.possibly_nobody == ((whole.possibly_nobody[0][0], days.possibly_nobody[0][1]),)


profiles = st.builds(
    Profile,
    st.just("drawn"),
    replace=st.sampled_from([(), ("all",), ("police",), ("education", "hub")]),
    drop_parties=st.sampled_from([(), (), ("hub",)]),
    drop_sectors=st.sampled_from([(), (), ("police",)]),
    blank=st.sampled_from([(), ("contacts.quote", "outcomes.outcome"), ("case.title", "notes.text")]),
    dates=st.sampled_from(["day", "month", "quarter", "year"]),
    calendar=st.sampled_from(["edtf", "edtf", "relative"]),
    extra=st.booleans(),
    new_ids=st.booleans(),
    marking=st.sampled_from([None, "Redacted"]),
)


@given(raw=case_rows(), profile=profiles)
@SLOW
def test_redacting_twice_is_redacting_once(raw: RawCase, profile: Profile) -> None:
    once = redact(case_of(raw), profile).case
    assert redact(once, profile).case == once
    assert case_of(rows_of(once)) == once


@given(raw=case_rows(), profile=profiles)
@SLOW
def test_the_key_puts_everything_back(raw: RawCase, profile: Profile) -> None:
    case = case_of(raw)
    found = redact(case, profile)
    import json

    assert restored(found.case, key_from(json.loads(found.key.json()))) == case


@given(raw=case_rows(), profile=profiles)
@SLOW
def test_no_finding_of_a_redacted_case_is_absent_from_the_original(raw: RawCase, profile: Profile) -> None:
    case = case_of(raw)
    found = redact(case, profile)
    moved = {new: old for old, (new, _) in found.key.pseudonyms.items()}
    moved |= {new: old for table in found.key.ids.values() for old, new in table.items()}
    whole = {
        (statement.finding, tuple(sorted(statement.contacts)))
        for finding in Report(case).findings
        for statement in finding.statements
    }
    for finding in Report(found.case).findings:
        for statement in finding.statements:
            if not is_not_stated(statement):
                contacts = tuple(sorted(moved.get(contact, contact) for contact in statement.contacts))
                assert (statement.finding, contacts) in whole, statement.sentence


@given(raw=case_rows())
@SLOW
def test_a_profile_that_drops_nothing_changes_only_the_names_in_findings(raw: RawCase) -> None:
    case = case_of(raw)
    found = redact(case, Profile("x", replace=("all",), new_ids=False))
    ours, theirs = Report(found.case).findings, Report(case).findings
    assert [len(finding.statements) for finding in ours] == [len(finding.statements) for finding in theirs]
    for mine, other in zip(ours, theirs, strict=True):
        for statement, whole in zip(mine.statements, other.statements, strict=True):
            assert statement.contacts == whole.contacts
            assert [name for name, _ in statement.values] == [name for name, _ in whole.values]
            assert not is_not_stated(statement)


# ---- profiles and keys on disk


def test_a_profile_of_the_case_starts_from_one_that_is_built_in() -> None:
    settings = {"profile": {"press": {"like": "publication", "dates": "year", "keep": ["childline"]}}}
    profile = profiles_of(settings)["press"]
    assert (profile.dates, profile.keep) == ("year", ("childline",))
    assert profile.replace == BUILT_IN["publication"].replace


@pytest.mark.parametrize(
    ("entry", "is_left"),
    [
        ({"keep": ["police"]}, False),
        ({"like": "family", "blank": ["notes.author"]}, False),
        ({"like": "publication", "blank": []}, False),
        ({"like": "panel"}, True),
        ({"new_ids": False}, True),
    ],
)
def test_addresses_and_hashes_of_sources_leave_only_with_the_ids(
    entry: dict[str, object], is_left: bool, tmp_path: Path
) -> None:
    raw = rows_of(drawn("K1 | 2020 | police -> hub | call | source=S1", sources="S1 | police"))
    table = raw.tables["sources"]
    for column, cell in (("url", "https://example.org/report-55123"), ("sha256", "f00dfacef00dface")):
        table.rows[0][table.columns.index(column)] = cell
    found = redact(case_of(raw), profiles_of({"profile": {"x": entry}})["x"]).case
    source = next(iter(found.sources.values()))
    assert bool(source.url) == bool(source.sha256) == is_left


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({"blank": ["contacts.seen"]}, "findings rest on it"),
        ({"dates": "week"}, "Use one of: day, month, quarter, year"),
        ({"replce": ["all"]}, 'Did you mean "replace"?'),
        ({"replace": "all"}, "list of texts"),
        ({"like": "pres"}, "no built-in profile"),
        ("x", "must be a table"),
    ],
)
def test_what_is_wrong_in_a_profile_is_said(entry: object, said: str) -> None:
    with pytest.raises(CaseError, match=said):
        profiles_of({"profile": {"press": entry}})


def test_a_profile_that_is_none_is_refused_with_those_there_are() -> None:
    with pytest.raises(UnknownNameError, match="publication"):
        named_profile({}, "publicaton")


def test_a_marking_is_never_lost(tmp_path: Path) -> None:
    marked = drawn("K1 | 2020 | police -> hub | call", settings='marking = "OFFICIAL"')
    bare = drawn("K1 | 2020 | police -> hub | call")
    for name in BUILT_IN:
        assert redact(bare, name).case.marking
        assert redact(marked, name).case.marking
    assert redact(marked, "panel").case.marking == "OFFICIAL"
    assert redact(marked, REPLACE).case.marking == "OFFICIAL"


def test_a_key_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "key").write_text('{"kind": "other"}')
    with pytest.raises(OutputError, match="no key"):
        read_key(tmp_path / "key")


def test_names_that_only_say_the_sector_stay_in_free_text(tmp_path: Path) -> None:
    case = read_case(case_folder(tmp_path / "case", referral(summary="The police told Northtown High.")))
    assert redact(case, REPLACE).case.contacts["C01"].summary == "The police told Education provider A."


def test_what_is_written_of_a_case_is_for_its_owner_alone(tmp_path: Path) -> None:
    from click.testing import CliRunner

    from explorer.cli import main

    done = CliRunner().invoke(main, ["redact", str(REAL), "--profile", "family", "-o", str(tmp_path / "new")])
    assert done.exit_code == 0, done.output
    assert stat.S_IMODE((tmp_path / "new.key").stat().st_mode) == 0o600
    assert not list((tmp_path / "new").glob("*key*"))
    inside = CliRunner().invoke(
        main,
        [
            "redact",
            str(REAL),
            "--profile",
            "family",
            "-o",
            str(tmp_path / "b"),
            "--key",
            str(tmp_path / "b" / "k"),
        ],
    )
    assert inside.exit_code == 1
    assert f"is inside {tmp_path / 'b'}" in inside.stderr


def test_review_lists_what_might_still_identify(tmp_path: Path) -> None:
    from explorer.review import review_table

    row = referral(summary="He rang 0161 496 0123 and met Zebedee Quill.", date="2020-03-04")
    case = read_case(
        case_folder(tmp_path / "case", row, referral(id="C2", kind="index-event", date="2024-07-29"))
    )
    rows = review_table(case, redact(case, "family")).rows
    said = "\n".join(" | ".join(str(cell) for cell in row) for row in rows)
    for wanted in ("0161 496 0123", "Zebedee", "29 July 2024", "only party of its sector", "should read"):
        assert wanted in said


# ---- what is withheld is never said to be absent, in any output


def absent_in_part() -> tuple[Case, Case]:
    """A case in which what is private answers every question, and the same without it."""
    whole = drawn(
        """
        K1 | 2020-01-10 | school -> hub         | referral
        K2 | 2020-01-12 | hub -> police         | information-request | shares=K1 topics=private
        K3 | 2020-01-20 | hub -> social-care    | transfer
        K4 | 2020-02-02 | gp -> police          | referral
        K5 | 2020-03-02 | social-care ->        | closure  | topics=private
        K6 | 2020-03-09 | police -> social-care | welfare-check | topics=private
        """,
        outcomes="K4 | police | closed | 2020-03-01",
        settings='[[expected]]\nid = "E1"\nfrom = "police"\nto = "social-care"\nkind = "welfare-check"\n',
    )
    return whole, redact(whole, Profile("x", drop_topics=("private",), new_ids=False)).case


def test_no_recorded_route_is_said_only_of_what_is_not_withheld() -> None:
    from explorer.figures.called import scene_called
    from explorer.known import decisions_known
    from explorer.known_tables import decisions_table
    from explorer.known_text import decisions_text
    from explorer.page.payload import payload_of

    whole, redacted = absent_in_part()
    for case, is_said in ((whole, True), (redacted, False)):
        report = Report(case)
        payload = payload_of(report, scene_called(report))
        said = [*payload["standings"][4:], payload["elsewhere"], payload["none"]]
        assert len(payload["standings"]) == 8
        decisions = decisions_known(case)
        said.append(decisions_text(case, decisions, 200).partition("No recorded route is not proof")[0])
        said += [
            column.heading for column in decisions_table(case, decisions).columns if "route" in column.heading
        ]
        bare = [
            text
            for text in said
            if re.search(r"(?i)no recorded route(?!(?: to it)? in what is not withheld)", text)
        ]
        assert bool(bare) == is_said, bare
        assert ("not stated, records withheld" in payload["none"]) != is_said


def test_that_no_contact_is_on_record_by_a_day_is_said_only_of_what_is_not_withheld() -> None:
    from explorer.known_text import known_text

    for case, is_said in zip(absent_in_part(), (True, False), strict=True):
        said = " ".join(known_text(case, "police", 1, [], 200).split())
        assert ("No contact is on record by then." in said) == is_said
        assert ("on record by then in what is not withheld" in said) != is_said


def test_what_is_withheld_is_not_called_for_in_vain_nor_without_an_end() -> None:
    from explorer.answer_text import holding_text
    from explorer.figures.called import not_on_record

    whole, redacted = absent_in_part()
    assert Report(whole).expected["E1"]
    assert not not_on_record(Report(whole))
    assert not not_on_record(Report(redacted))
    bare = drawn("K1 | 2020-01-10 | police -> gp | referral\nK2 | 2020-02-01 | gp -> hub | call | topics=private",
                 settings='[[expected]]\nid = "E1"\nfrom = "police"\nto = "gp"\nkind = "call"')  # fmt: skip
    left = redact(bare, Profile("x", drop_topics=("private",))).case
    assert [item.id for item in not_on_record(Report(left))] == ["E01"]
    again = redact(redacted, Profile("x", keep=("police",), new_ids=False)).case
    assert not not_on_record(Report(again)), "what was not stated is not vouched for the second time"
    text = holding_text(Report(redacted), Report(redacted).holding_days.values(), 200)
    assert "its end is not recorded or is withheld" in text
    assert "its end is not recorded)" not in text


@pytest.mark.parametrize(
    "left",
    [
        "           | police -> hub | referral",
        "2020-01-15 |        -> hub | referral",
        "2020-01-15 | police ->     | referral",
        "2020-01-15 | police -> hub |         ",
    ],
    ids=["date", "sender", "receiver", "kind"],
)
def test_a_contact_of_which_only_what_is_held_back_tells_something_is_held_back_whole(left: str) -> None:
    case = drawn(
        f"""
        K1 | 2020-01-15 | police -> hub | referral | source=S1 restriction=witness
        K1 | {left} | source=S2
        """,
        sources="S1 | police\nS2 | hub",
    )
    assert redact(case, "panel").case.contacts["withheld-1"].kind.id == "withheld"


@pytest.mark.parametrize(
    "profile", [Profile("x", drop_parties=("gp",)), Profile("x", drop_sectors=("health",))]
)
def test_a_contact_is_dropped_where_any_account_of_it_names_the_party(profile: Profile) -> None:
    """Which account is shown does not matter: the other tells of the party too."""
    case = drawn(
        """
        K1 | 2020-01 | police -> hub | referral | source=S1
        K1 | 2020-01 | gp -> hub     | referral | source=S2
        """,
        sources="S1 | police\nS2 | hub",
    )
    assert [contact.kind.id for contact in redact(case, profile).case.contacts.values()] == ["withheld"]


# ---- what redaction leaves tells nothing of what it took


def test_times_that_are_left_blank_cannot_be_told_from_ids_or_letters() -> None:
    """Of all orders in which four forces' calls can come on one day, ids and letters are in that of their times no
    oftener than chance has it."""
    parties = "\n".join(f"force-{number} | police" for number in range(4))
    profile = Profile("x", replace=("all",), blank=("contacts.time",))
    ids = letters = 0
    for order in permutations(range(4)):
        rows = "\n".join(
            f"K{number} | 2020-03-10 | force-{number} -> hub | call | time=1{hour}:00"
            for number, hour in enumerate(order)
        )
        found = redact(drawn(rows, parties=parties), profile)
        assert redact(found.case, profile).case == found.case
        in_time = [f"K{order.index(hour)}" for hour in range(4)]
        given = [found.key.ids["contacts"][contact] for contact in in_time]
        ids += given == sorted(given)
        names = [found.key.pseudonyms[f"force-{contact[1:]}"][1] for contact in in_time]
        letters += names == sorted(names)
    assert ids < 6
    assert letters < 6


def test_the_order_of_notes_and_of_what_was_called_for_is_not_that_of_their_old_ids() -> None:
    rows = "K1 | 2020-01 | police -> hub | referral\nK2 | 2020-02 | hub -> police | call"
    calls = """
    [[expected]]
    id = "{}"
    from = "police"
    to = "hub"
    kind = "referral"
    by = "2020-05"
    [[expected]]
    id = "{}"
    from = "hub"
    to = "police"
    kind = "call"
    """
    raw = []
    for first, second in (("Na", "Nb"), ("Nz", "Nb")):
        notes = f"{first} | alpha, as {second} says | contacts=K2\n{second} | beta | contacts=K1"
        case = drawn(rows, notes=notes, settings=calls.format(f"E{first}", f"E{second}"))
        found = redact(case, REPLACE)
        assert redact(found.case, REPLACE).case == found.case
        assert restored(found.case, found.key) == case
        raw.append(rows_of(found.case))
    assert raw[0] == raw[1]
    assert [row[0] for row in raw[0].tables["notes"].rows] == ["N01", "N02"]
    assert raw[0].settings.index("E01") < raw[0].settings.index("E02")


@pytest.mark.parametrize("profile", [PLAIN, "panel"])
def test_a_stub_has_an_id_of_its_own_even_where_ids_stay(profile: Profile | str) -> None:
    """The old one may hold the day, or say what it was."""
    case = drawn(
        """
        K1         | 2021-02-09 | school -> hub | referral
        MARAC-2021-02-20 | 2021-02-20 | hub -> police | referral | restriction=secret
        MARAC-2021-02-10 | 2021-02-10 | hub -> police | referral | restriction=secret
        withheld-1 | 2021-02-11 | school -> hub | call | summary="See marac_2021_02_10." follows=MARAC-2021-02-10
        """
    )
    found = redact(case, profile)
    assert sorted(found.case.contacts) == ["K1", "withheld-1", "withheld-2", "withheld-3"]
    assert found.case.contacts["withheld-1"].kind.id == "call"
    assert found.case.contacts["withheld-1"].summary.startswith("See withheld-")
    assert "MARAC" not in text_of(found.case)
    assert found.key.protected["MARAC-2021-02-10"] == "an id of contacts.csv"
    assert redact(found.case, profile).case == found.case
    assert restored(found.case, found.key) == case


def test_a_stub_keeps_the_id_that_an_older_key_has() -> None:
    held = "K2 | 2021-02-09 | school -> hub | call | restriction=secret"
    key = redact(drawn(held), "panel").key
    more = redact(
        drawn(f"K1 | 2021-02-01 | hub -> police | call | restriction=secret\n{held}"), "panel", key=key
    )
    assert more.key.ids["contacts"] == {"K1": "withheld-2", "K2": "withheld-1"}


def test_the_order_of_stubs_within_a_month_cannot_be_told_from_their_ids() -> None:
    told = 0
    for order in permutations(range(4)):
        rows = "\n".join(
            f"K{number} | 2020-03-{day + 10} | police -> hub | call | restriction=secret"
            for number, day in enumerate(order)
        )
        ids = redact(drawn(rows), "panel").key.ids["contacts"]
        told += sorted(range(4), key=lambda number: ids[f"K{number}"]) == sorted(
            range(4), key=order.__getitem__
        )
    assert told < 6


def test_the_order_within_a_month_cannot_be_told_from_ids_or_letters() -> None:
    """Of all ways in which four forces' calls can lie within a month, ids and letters are in the order of their days
    no oftener than chance has it."""
    parties = "\n".join(f"force-{number} | police" for number in range(4))
    ids = letters = 0
    for order in permutations(range(4)):
        rows = "\n".join(
            f"K{number} | 2020-03-{day + 10} | force-{number} -> hub | call"
            for number, day in enumerate(order)
        )
        key = redact(drawn(rows, parties=parties), Profile("x", replace=("all",), dates="month")).key
        by_day = sorted(range(4), key=order.__getitem__)
        ids += sorted(range(4), key=lambda number: key.ids["contacts"][f"K{number}"]) == by_day
        letters += sorted(range(4), key=lambda number: key.pseudonyms[f"force-{number}"]) == by_day
    assert ids < 6
    assert letters < 6


def test_a_letter_left_out_does_not_tell_of_a_party_that_is_withheld() -> None:
    case = drawn(
        """
        K1 | 2020-01-15 | police -> hub   | referral | restriction=witness
        K2 | 2020-02-20 | police-2 -> hub | call
        """
    )
    names = [party.name for party in redact(case, REPLACE).case.parties.values()]
    assert "Police force A" in names
    assert "Police force B" not in names


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Ada O'Brien", "O&#39;Brien, Ada"),
        ("Ada O'Brien", "ada <b>O</b>'Brien"),
        ("Ada O'Brien", "O’BRIEN Ada"),
        ("Oduor & Sons", "Oduor and Sons"),
        ("Oduor and Sons", "Oduor &amp; Sons"),
    ],
)
def test_names_are_replaced_as_forms_lists_and_software_write_them(name: str, written: str) -> None:
    case = drawn(
        f'K1 | 2020-01 | teacher -> hub | referral | summary="With {written} there."',
        parties=f'teacher | professional | name="{name}"',
    )
    assert redact(case, REPLACE).case.contacts["C01"].summary == "With Professional A there."


def test_an_id_is_replaced_however_its_hyphens_are_written_and_looked_for_where_it_is_not() -> None:
    case = drawn('CT-2019-77 | 2020-01 | police -> hub | referral | summary="See ct_2019_77, CT 2019 77."')
    found = redact(case, REPLACE)
    assert found.case.contacts["C01"].summary == "See C01, CT 2019 77."
    assert found.key.protected["CT-2019-77"] == "an id of contacts.csv"


def test_a_name_that_stays_does_not_bring_in_one_that_is_taken_out() -> None:
    case = drawn(
        "K1 | 2020-01 | college -> school | referral\nK2 | 2020-01 | school-2 -> school | call",
        parties='college | education | name="Zorblax College" aliases="Zorblax Sixth Form"\n'
        'school | education | name="Zorblax"\nschool-2 | education | name="Plain School"',
    )
    named = redact(case, Profile("x", replace=("school",), new_ids=False)).case
    assert named.parties["college"].name == "Education provider A College"
    assert named.parties["college"].aliases == ("Education provider A Sixth Form",)
    assert named.parties["school-2"].name == "Plain School"
    assert redact(named, Profile("x", replace=("school",), new_ids=False)).case == named


def test_review_tells_of_parts_of_names_of_ages_and_only_of_names_that_are_there() -> None:
    from explorer.review import review_table

    case = drawn(
        'K1 | 2020-01 | teacher -> police | call | summary="Later Mrs Quill rang of a boy aged 13; the police came."'
        "\nK2 | 2020-02 | gp -> police | call",
        parties='teacher | professional | name="Ada Quill"\npolice | police | name="Police"\n'
        'gp | health | name="Health"',
    )
    rows = {str(row[0]): (str(row[1]), str(row[2])) for row in review_table(case, redact(case, REPLACE)).rows}
    assert rows["Quill"] == ("contacts.csv C01, summary", "Part of a name of Professional A.")
    assert rows["aged 13"][1].startswith("An age")
    assert rows["Police"][0] == "contacts.csv C01, summary"
    assert "kept" not in rows["Health"][1]


def test_days_of_which_it_is_not_stated_that_nobody_held_the_case_are_not_vouched_for_the_second_time() -> (
    None
):
    case = drawn(
        """
        K1 | 2020-03-10/2020-06-01 | school -> social-care | transfer
        K2 | 2020-09-01            | social-care ->        | closure
        K3 | 2020-11-01            | school -> police      | call
        """
    )
    assert Report(case).holding_days["subject"].nobody
    once = redact(case, Profile("x", dates="year", new_ids=False)).case
    assert not Report(once).holding_days["subject"].nobody
    assert redact(once, Profile("x", dates="year", new_ids=False)).case == once

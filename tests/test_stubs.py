"""The id of a stub tells no more than the stub: neither what it was called nor where among its neighbours it was."""

from __future__ import annotations

from pathlib import Path

from drawing import drawn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_verify import run

from explorer.case import Case
from explorer.profiles import PLAIN, Profile
from explorer.redacting import redact, restored
from explorer.redaction.keys import Key
from explorer.storing import rows_of, write_case

ROWS = """
C01 | 2021-02-09 | school -> hub | referral
{} | 2021-02-{:02} | hub -> police | referral | restriction=secret
C03 | 2021-02-11 | school -> hub | referral | summary="As {} says."
"""
PANEL = Profile("panel", terms=False, new_ids=False)


def contacts(case: Case) -> list[list[str]]:
    return rows_of(case).tables["contacts"].rows


def stubs(case: Case) -> dict[str, str]:
    return {
        contact.id: contact.date.text for contact in case.contacts.values() if contact.kind.id == "withheld"
    }


@given(
    number=st.integers(0, 99),
    day=st.integers(1, 28),
    head=st.sampled_from(["C", "A", "Z-", "MARAC-2021-02-", "withheld-x"]),
    profile=st.sampled_from([PLAIN, PANEL]),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_leaves_is_the_same_whatever_the_id_and_the_day_in_the_month(
    number: int, day: int, head: str, profile: Profile
) -> None:
    old = f"{head}{number:02}" if number not in (1, 3) else f"{head}{number}x"
    left = redact(drawn(ROWS.format(old, day, old)), profile).case
    assert contacts(left) == contacts(redact(drawn(ROWS.format("C02", 10, "C02")), profile).case)
    assert [*left.contacts] == ["withheld-1", "C01", "C03"]
    assert left.contacts["C03"].summary == "As withheld-1 says."


def test_no_output_holds_the_id_of_what_is_withheld(tmp_path: Path) -> None:
    old = "MARAC-2021-02-10"
    folder = write_case(drawn(ROWS.format(old, 10, old)), tmp_path / "case")
    for more in ((), ("--profile", "panel")):
        for name in ("chronology", "findings", "journeys"):
            assert old not in run(name, folder, *more).output
        assert run("page", folder, *more, "-o", tmp_path / "page.html", "--force").exit_code == 0
        assert old not in (tmp_path / "page.html").read_text(encoding="utf-8")
    key = tmp_path / "out.key"
    assert run("redact", folder, "--profile", "panel", "-o", tmp_path / "out").exit_code == 0
    assert run("unredact", tmp_path / "out", "--key", key, "-o", tmp_path / "back").exit_code == 0
    assert (tmp_path / "back" / "contacts.csv").read_bytes() == (folder / "contacts.csv").read_bytes()


MANY = """
K1 | 2021-03-20 | hub -> police  | call | restriction=secret
K2 | 2021-03-02 | hub -> police  | call | restriction=secret
K3 | 2021-02-20 | hub -> police  | call | restriction=secret
K4 | 2021-03    | gp -> hub      | call | restriction=secret
K5 |            | hub -> police  | call | restriction=secret
"""


def test_stubs_are_numbered_by_what_they_show() -> None:
    case = drawn(MANY)
    assert stubs(redact(case, PANEL).case) == {
        "withheld-1": "", "withheld-2": "2021-02", "withheld-3": "2021-03", "withheld-4": "2021-03",
        "withheld-5": "2021-03",
    }  # fmt: skip
    turned = MANY.replace("K1", "K9").replace("K4", "K0").replace("03-02", "03-22")
    assert contacts(redact(drawn(turned), PANEL).case) == contacts(redact(case, PANEL).case)


def test_twice_is_once_the_key_puts_back_and_an_id_is_given_once() -> None:
    case = drawn(MANY + "K6 | 2021-04 | hub -> gp | call | topics=private")
    once = redact(case, PANEL)
    assert redact(once.case, PANEL).case == once.case
    assert restored(once.case, once.key) == case
    more = redact(once.case, Profile("more", drop_topics=("private",), new_ids=False)).case
    assert set(stubs(more)) == {f"withheld-{number}" for number in range(1, 7)}
    later = drawn(MANY + "K7 | 2021-01 | hub -> gp | call | restriction=secret")
    again = redact(later, PANEL, key=once.key)
    assert {old: again.key.ids["contacts"][old] for old in once.key.ids["contacts"]} == once.key.ids[
        "contacts"
    ]
    assert again.key.ids["contacts"]["K7"] == "withheld-6"


def test_a_contact_of_the_case_keeps_an_id_that_looks_like_that_of_a_stub() -> None:
    case = drawn(
        "withheld-1 | 2021 | hub -> police | call\nK2 | 2021 | hub -> police | call | restriction=secret"
    )
    left = redact(case, PANEL).case
    assert left.contacts["withheld-1"].kind.id == "call"
    assert stubs(left) == {"withheld-2": "2021"}


def test_ids_of_stubs_and_new_ids_of_one_key_are_kept_apart() -> None:
    case = drawn(MANY + "K6 | 2021-04 | hub -> gp | call")
    numbered = Profile("numbered", replace=("all",))
    first = redact(case, PANEL)
    new = redact(case, numbered, include=("secret",), key=Key(ids=first.key.ids))
    assert all(contact.startswith("C") for contact in new.case.contacts)
    stub = redact(case, PANEL, key=Key(ids=new.key.ids)).case
    assert set(stubs(stub)) == {f"withheld-{number}" for number in range(1, 6)}


def test_whoever_is_called_withheld_by_hand_is_no_stub() -> None:
    case = drawn(
        "K1 | 2021 | withheld-ada -> hub | call",
        parties='withheld-ada | professional | name="Ada Quill (withheld)"',
    )
    found = redact(case, Profile("x", replace=("all",))).case
    assert "Ada" not in str(rows_of(found).tables["parties"].rows)

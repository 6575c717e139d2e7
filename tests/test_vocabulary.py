"""The vocabulary is data, whole, and nobody's name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from explorer.vocabulary import CHOICES, COLOUR, extended, spelled, standard, suggest

VOCABULARY = standard()
TERMS = [*VOCABULARY.sectors.values(), *VOCABULARY.kinds.values(), *VOCABULARY.outcomes.values()]


@pytest.mark.parametrize("what", ["sector", "kind", "outcome"])
def test_every_spelling_names_one_term(what: str) -> None:
    terms = {"sector": VOCABULARY.sectors, "kind": VOCABULARY.kinds, "outcome": VOCABULARY.outcomes}[what]
    said: dict[str, str] = {}
    for term in terms.values():
        for text in {spelled(text) for text in (term.id, term.label, *term.spellings)}:
            assert said.setdefault(text, term.id) == term.id, (
                f'"{text}" spells both {said[text]} and {term.id}'
            )
            assert VOCABULARY.id_of(what, text.upper()) == term.id


def test_behaviours_are_those_the_design_names() -> None:
    kinds = VOCABULARY.kinds
    asking = {kind.id for kind in kinds.values() if kind.asks}
    assert asking == {
        "referral", "escalation", "information-request", "welfare-check", "emergency-call", "missing-report",
        "transfer",
    }  # fmt: skip
    assert {kind.id for kind in kinds.values() if kind.decides} == {
        "closure",
        "discharge",
        "order",
        "exclusion",
    }
    assert {kind.id for kind in kinds.values() if not kind.counted} == {
        "incident",
        "index-event",
        "standing-access",
        "withheld",
    }
    assert {kind.id: kind.opens for kind in kinds.values() if kind.opens} == {
        "transfer": "to", "order": "to", "enrolment": "from",
    }  # fmt: skip
    assert kinds["transfer"].closes == "from"
    assert {kind.id for kind in kinds.values() if kind.flow == "both"} == {"meeting", "consultation"}


def test_outcomes_are_said_as_the_design_says() -> None:
    said = {term.id: term.said_as for term in VOCABULARY.outcomes.values()}
    assert said["accepted"] == "taken on"
    assert said["threshold-not-met"] == "ended here"
    assert said["signposted"] == "advice only"
    assert said["no-response"] == "no response, as recorded"
    assert VOCABULARY.outcomes["returned"].holder == "sender"


def test_every_choice_is_one_of_those_the_drawings_know() -> None:
    for term in TERMS:
        for name, choices in CHOICES.items():
            if hasattr(term, name):
                assert getattr(term, name) in choices, (term.id, name)
    for sector in VOCABULARY.sectors.values():
        assert COLOUR.match(sector.light)
        assert COLOUR.match(sector.dark)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    lit = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * lit[0] + 0.7152 * lit[1] + 0.0722 * lit[2]


@pytest.mark.parametrize("sector", VOCABULARY.sectors.values(), ids=lambda sector: sector.id)
def test_sector_colours_can_be_read_on_their_ground(sector: object) -> None:
    for colour, ground in ((sector.light, "#ffffff"), (sector.dark, "#14181d")):  # type: ignore[attr-defined]
        high, low = sorted((_luminance(colour), _luminance(ground)), reverse=True)
        assert (high + 0.05) / (low + 0.05) >= 4.5, colour


def test_an_addition_of_a_known_id_replaces_only_what_it_names() -> None:
    vocabulary, problems = extended({"kind": {"referral": {"label": "MARF"}}})
    assert not problems
    assert vocabulary.kinds["referral"].label == "MARF"
    assert vocabulary.kinds["referral"].asks
    assert vocabulary.id_of("kind", "marf") == "referral"
    assert standard().kinds["referral"].label == "Referral"


def test_suggestions_are_near_or_none() -> None:
    assert suggest("polcie", ["police", "hub"]) == "police"
    assert suggest("xyz", ["police", "hub"]) is None
    assert suggest("a" * 300, ["police"]) is None


def test_nothing_else_in_the_code_lists_sectors() -> None:
    """A sector, kind or outcome in the code is one that a definition of the design rests on; lists are data."""
    folder = Path(__file__).parent.parent / "explorer"
    named = re.compile(
        "|".join(f'"{sector}"' for sector in VOCABULARY.sectors if sector not in ("subject", "other"))
    )
    found = {
        path.name: sorted(set(named.findall(path.read_text("utf-8"))))
        for path in sorted(folder.rglob("*.py"))
        if path.parent.name != "returns"  # reads people's prose, whose words it lists by sector
    }
    allowed = {
        "settings.py": {
            '"social-care"',
            '"safeguarding-hub"',
            '"mental-health"',
            '"counter-terrorism"',
            '"justice"',
            '"police"',
            '"health"',
        },
        "profiles.py": {'"public"', '"professional"', '"police"', '"health"', '"family"'},
        "ordering.py": {'"family"', '"public"', '"professional"'},
    }
    for name, sectors in found.items():
        assert set(sectors) <= allowed.get(name, set()), f"{name} names sectors: {sectors}"

"""The ledger: who was asked, and what became of each request."""

from __future__ import annotations

import re

from drawing import drawn

from explorer import Report
from explorer.figures.called import scene_called
from explorer.page.ledger import MOST_RECEIVERS, MOST_SIGNS, ledger_section
from explorer.page.payload import payload_of


def ledger(contacts: str, outcomes: str = "") -> str:
    report = Report(drawn(contacts, outcomes=outcomes))
    return str(ledger_section(payload_of(report, scene_called(report))))


def rows(text: str) -> list[tuple[str, str]]:
    """Name and words of each receiver."""
    found = re.findall(r"</svg>([^<]*)</b>.*?<small>([^<]*)</small>", text)
    return [(name, said) for name, said in found]


def test_receivers_stand_in_order_of_their_first_request_with_what_became_of_it() -> None:
    text = ledger(
        """
        K1 | 2020-01-01 | school -> hub     | referral
        K2 | 2020-01-02 | school -> prevent | referral
        K3 | 2020-01-03 | hub    -> school  | notification
        K4 | 2020-01-04 | police -> hub     | referral
        """,
        outcomes="K2 | prevent | closed | 2020-02",
    )
    assert rows(text) == [("hub", "No outcome recorded"), ("prevent", "Ended or closed")]
    assert re.findall(r'data-column="(\d)"', text) == ["0", "3", "1"]
    assert "K4, 4 January 2020, referral from police. No outcome recorded" in text


def test_two_outcomes_are_counted_and_more_are_left_to_the_legend() -> None:
    contacts = "\n".join(f"K{n} | 2020-01-0{n} | school -> hub | referral" for n in (1, 2, 3))
    text = ledger(contacts, outcomes="K1 | hub | closed |\nK2 | hub | closed |")
    assert rows(text) == [("hub", "2 ended or closed, 1 no outcome recorded")]
    text = ledger(contacts, outcomes="K1 | hub | closed |\nK2 | hub | accepted |")
    assert rows(text) == [("hub", "")] and 'class="ledger mixed"' in text


def test_many_requests_to_one_are_numbers_and_many_receivers_the_most_asked() -> None:
    many = "\n".join(
        f"K{n:02} | 2020-01-{n + 1:02} | school -> hub | referral" for n in range(MOST_SIGNS + 1)
    )
    text = ledger(many)
    assert "<button" not in text and f'title="{MOST_SIGNS + 1} no outcome recorded"' in text
    wide = [f"A{n:02} | 2020-01-01 | school -> org-{n:02} | referral" for n in range(MOST_RECEIVERS + 2)]
    text = ledger("\n".join([*wide, "B1 | 2020-02-01 | school -> org-10 | referral"]))
    assert len(rows(text)) == MOST_RECEIVERS and "and 2 requests to 2 others" in text
    assert ("org-10", "No outcome recorded") in rows(text), "who was asked most is never left out"


def test_a_record_without_a_request_has_no_ledger() -> None:
    assert ledger("K1 | 2020-01-01 | school -> subject | visit") == ""
    assert ledger("") == ""


def test_names_in_the_ledger_are_text() -> None:
    report = Report(
        drawn(
            "K1 | 2020-01-01 | school -> hub | referral",
            parties='hub | safeguarding-hub | name="<img src=x onerror=alert(1)>"',
        )
    )
    text = str(ledger_section(payload_of(report, scene_called(report))))
    assert "<img" not in text and "&lt;img src=x" in text

"""The list of what might still identify somebody, for a person to read."""

from __future__ import annotations

from drawing import drawn

from explorer.redacting import redact
from explorer.review import review_table


def test_words_of_the_cases_own_are_listed_since_they_leave() -> None:
    case = drawn(
        "K1 | 2020-01 | school -> hub | quill",
        settings='[vocabulary.kind.quill]\nlabel = "Tansy check"\nverb = "tansied"\nasks = true\n',
    )
    found = redact(case, "publication")
    assert found.case.contacts["C01"].kind.label == "Tansy check"
    rows = {str(row[0]): str(row[1]) for row in review_table(case, found).rows}
    assert rows["Tansy check"] == "case.toml, label of kind own-1"
    assert rows["tansied"] == "case.toml, verb of kind own-1"


def test_holidays_that_are_left_are_listed_as_days() -> None:
    case = drawn(
        'K1 | 2020-04-12 | school -> hub | call | summary="Seen at Easter, ref 2020-103, over Diwali."'
    )
    found = redact(case, "publication")
    rows = {str(row[0]): str(row[2]) for row in review_table(case, found).rows}
    assert [rows[text] for text in ("Easter", "2020-103", "Diwali")] == ["It may be a day."] * 3

"""No label stands on another: in the lanes and the network, light and dark, while the record plays, under a lens."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from test_browser import LABELS, SIZES, Opened, overlaps
from test_browser_network import settled

pytestmark = pytest.mark.browser
PREVENT = "knower=prevent-north-west"
ASKED = {
    "lens on a day": f"ask=known&{PREVENT}&day=737755",
    "lens at a decision": f"ask=known&{PREVENT}&at=C24-0",
    "lens on the calendar": f"ask=known&{PREVENT}&axis=calendar",
    "an organisation chosen": "party=lancashire-police",
    "a journey alone": "ask=journey&journey=C06",
    "sectors together": "fold=sector",
    "a filter": "kind=referral",
}
MOVE = "(at) => { const one = document.querySelector('.scroller'); one.scrollLeft = at * one.scrollWidth; }"


LOOKS = [*((*size, "light") for size in SIZES), (*SIZES[0], "dark")]
"""Dark at one size: a scheme changes colours, and places of no label."""


@pytest.fixture(params=LOOKS, ids=lambda look: "{}x{} {}".format(*look))
def page(request: pytest.FixtureRequest, browser: Any, files: Any) -> Iterator[Any]:
    """The page of the real case at a size, light or dark, with its network drawn."""
    width, height, scheme = request.param
    opened = Opened(browser, files["real"], viewport={"width": width, "height": height}, color_scheme=scheme)
    with opened as ready:
        opened.network()
        yield ready


def on_each_other(page: Any) -> list[tuple[str, str]]:
    """Labels that overlap in the network or in either end of the lanes."""
    page.locator("#network").scroll_into_view_if_needed()  # out of view it is not drawn anew
    settled(page)
    found = []
    for place in (0, 1):
        page.evaluate(MOVE, place)
        page.wait_for_timeout(60)
        labels = page.evaluate(LABELS)
        assert {label["place"] for label in labels} >= {"names", "head", "network"}
        found += overlaps(labels)
    return found


def test_no_label_stands_on_another_under_a_question(page: Any) -> None:
    for name, asked in ASKED.items():
        page.evaluate("(asked) => { location.hash = asked; }", asked)
        assert on_each_other(page) == [], name


def test_no_label_stands_on_another_while_the_record_plays(page: Any) -> None:
    for start in ("C01", "C13", "C23", "C40"):
        page.evaluate("(id) => { location.hash = `ask=play&contact=${id}`; }", start)
        for _ in range(3):
            page.keyboard.press("ArrowRight")
            assert on_each_other(page) == [], page.locator("#live").text_content()

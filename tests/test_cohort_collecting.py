"""The search for cycles is as it was before, also after an error."""

from __future__ import annotations

import gc

import pytest

from explorer.cohort.collecting import uncollected


def test_the_search_for_cycles_is_off_within_and_on_again_after_an_error() -> None:
    gc.enable()  # a command that ran in this process has switched it off
    with pytest.raises(ValueError, match="halfway"), uncollected():
        assert not gc.isenabled()
        raise ValueError("halfway")
    assert gc.isenabled()


def test_where_it_was_off_it_stays_off() -> None:
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()

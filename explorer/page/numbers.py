"""Long lists of numbers, and of records alike, as a third of what JSON takes. ``numbers.js`` reads them when asked.

As in source maps, a number is written in digits of 64: five bits each, the lowest first, and the sixth bit says that
more follow. Numbers that grow are written as steps from one to the next.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def packed_numbers(numbers: Iterable[int]) -> str:
    """The numbers as a text of letters, digits, ``-`` and ``_``. None of them may be negative: a ValueError.

    >>> packed_numbers([0, 1, 31, 32, 1000])
    'ABfgBof'
    """
    return "".join(map(_digits, numbers))


def packed_steps(numbers: Iterable[int]) -> str:
    """Numbers that never fall, as the first and the steps between them.

    >>> packed_steps([1000, 1001, 1003])
    'ofBC'
    """
    kept = list(numbers)
    return packed_numbers(kept[:1] + [later - earlier for earlier, later in pairwise(kept)])


def unsigned(number: int) -> int:
    """A number of either sign as one that is not negative: 0, -1, 1, -2 are 0, 1, 2, 3."""
    return 2 * number if number >= 0 else -2 * number - 1


def packed_records(records: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Records field by field. A field that repeats itself tells its values once, and ``at`` which is whose.

    What is told is JSON: a tuple comes back as a list, and a field that a record lacks as ``None``. Cost: a JSON text
    for each value.

    >>> packed_records([{"a": 7}, {"a": 7}, {"a": 8}, {"a": 7}])
    {'count': 4, 'fields': {'a': {'values': [7, 8], 'at': 'AABA'}}}
    """
    names = dict.fromkeys(name for one in records for name in one)
    fields = {name: _field([one.get(name) for one in records]) for name in names}
    return {"count": len(records), "fields": fields}


def _field(values: list[Any]) -> Any:
    place_of: dict[str, int] = {}
    places = [place_of.setdefault(json.dumps(value), len(place_of)) for value in values]
    if 2 * len(place_of) > len(values):
        return values
    return {"values": [json.loads(text) for text in place_of], "at": packed_numbers(places)}


@cache
def _digits(number: int) -> str:
    if number < 0:
        raise ValueError(f"{number} is negative")
    high, low = divmod(number, 32)
    return DIGITS[32 + low] + _digits(high) if high else DIGITS[low]

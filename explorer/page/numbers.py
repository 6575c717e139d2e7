"""Long lists of numbers as short texts: a third of what JSON takes. ``numbers.js`` reads them where they are asked for.

As in source maps, a number is written in digits of 64: five bits each, the lowest first, and the sixth bit says that
more follow. Numbers that grow are written as steps from one to the next.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import pairwise

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


@cache
def _digits(number: int) -> str:
    if number < 0:
        raise ValueError(f"{number} is negative")
    high, low = divmod(number, 32)
    return DIGITS[32 + low] + _digits(high) if high else DIGITS[low]

"""What every decider had of every contact, of many cases at once, by arrays of whole numbers.

It answers as :mod:`explorer.reach.at_once` does, to which tests hold it equal, for cases such as most are; those that
it leaves are asked one by one. It needs numpy, without which all are.
"""

from __future__ import annotations

from importlib.util import find_spec


def is_there() -> bool:
    """Whether cases can be swept in step here."""
    return find_spec("numpy") is not None

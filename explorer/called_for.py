"""What was called for, and is no record: contacts that a source expected, and targets of waiting times."""

from __future__ import annotations

from dataclasses import dataclass

from explorer.dates import EDTFDate
from explorer.vocabulary import Kind


@dataclass(frozen=True, slots=True)
class Expected:
    """A contact that a source called for; a ghost where no contact on record matches it."""

    id: str
    sender: str
    receiver: str
    kind: Kind
    by: EDTFDate
    about: tuple[str, ...]
    said_by: str
    locator: str
    ground: str


@dataclass(frozen=True, slots=True)
class Target:
    """A waiting-time target: requests of ``kind`` to ``sector`` (either may be '') within ``days``."""

    name: str
    days: int
    kind: str = ""
    sector: str = ""

"""The functions of one case over a whole cohort: each case is made again from its rows, asked, and let go.

Which cases are asked by which process is the engine's affair; what is asked of one case is in :mod:`casewise`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from contextlib import closing

from explorer.cohort.casewise import CaseWork, Told, registry, rows_of
from explorer.cohort.engines import Engine, Row


def rows_over(engine: Engine, name: str, given: Mapping[str, str] | None = None) -> list[Row]:
    """The rows of a measure that runs the functions of one case. ``given`` are its options, as text.

    The engine says how many parts are done, of which the last few are what each process tells. Raises
    :class:`UnknownNameError` for an option that is none.
    Cost: that of the functions of one case, shared by the processors; memory: what the measure tells, and a stretch of
    rows for each process.
    """
    options = registry()[name].chosen(given or {})
    work = CaseWork(name, tuple(sorted(options.items())), json.dumps(settings_of(engine.about)))
    told: Told = Counter()
    with closing(engine.told(work)) as parts:
        for done, part in enumerate(parts, 1):
            told.update(part)
            engine.say(f"{name}: parts of the cohort done: {done}")
    return rows_of(name, told, options)


def settings_of(about: Mapping[str, object]) -> dict[str, object]:
    """What a cohort adds to each of its cases: entries of the vocabulary."""
    vocabulary = about.get("vocabulary")
    return {"vocabulary": vocabulary} if vocabulary else {}

"""Prints the lower bound of every dependency in setup.cfg as a constraint: ``click==8.2``."""

from __future__ import annotations

import configparser
import re
from pathlib import Path

BOUND = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[[^\]]*\])?\s*>=\s*([0-9.]+)\s*(?:,\s*<\s*[0-9.]+)?")
"""A constraint names no extras, so those in brackets are passed over."""


def bounds(setup: str) -> list[str]:
    """The constraints of a ``setup.cfg``, each once; a dependency whose lower bound cannot be read is refused."""
    config = configparser.ConfigParser()
    config.read_string(setup)
    extras = config["options.extras_require"]
    lines = "\n".join((config["options"]["install_requires"], extras["spark"], extras["spark-connect"]))
    found: dict[str, None] = {}
    for line in filter(None, map(str.strip, lines.split("\n"))):
        bound = BOUND.fullmatch(line)
        if not bound:
            raise SystemExit(f"setup.cfg: {line!r} has no lower bound that can be read")
        found[f"{bound[1]}=={bound[2]}"] = None
    return list(found)


if __name__ == "__main__":
    print("\n".join(bounds((Path(__file__).parent.parent / "setup.cfg").read_text("utf-8"))))

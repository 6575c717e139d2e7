"""Prints the lower bound of every dependency in setup.cfg as a constraint: ``click ==8.2``."""

from __future__ import annotations

import configparser
import re
from pathlib import Path

config = configparser.ConfigParser()
config.read(Path(__file__).parent.parent / "setup.cfg", encoding="utf-8")
lines = config["options"]["install_requires"].splitlines()
lines += config["options.extras_require"]["spark"].splitlines()
for line in lines:
    bound = re.fullmatch(r"\s*([A-Za-z0-9_-]+)\s*>=\s*([0-9.]+)(?:,\s*<[0-9.]+)?\s*", line)
    if bound:
        print(f"{bound[1]}=={bound[2]}")

"""A short run of every fuzz target, and what the long runs found."""

from __future__ import annotations

import importlib.util
import random
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent / "fuzz" / "fuzz.py"
SPEC = importlib.util.spec_from_file_location("fuzz", SCRIPT)
assert SPEC and SPEC.loader
fuzz = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(fuzz)

FOUND: list[tuple[str, bytes]] = [
    ("dates", b"[ ..]"),
    ("settings", b'[profile.a]\nlike = ["x"]\n'),
    ("key", fuzz.SEEDS["key"][0].replace(b'[{"id":"a"}', b'[{"ie":"a"}')),
    ("key", b'{"kind":"explorer key","version":1,"profile":"x","name":"c","pseudonyms":{"a":[]},"stubs":{}}'),
    ("names", b"\xca\xbc\x89"),
    ("names", b"Json \0onDUCK>% \0\0\0\x001"),
    ("layers", bytes.fromhex("1f8b0800d33c21646f63747970652068746d6c3e3c736372d3d3d3d3d3d3d3d3d3697074d3d3")),
]
"""(target, bytes) of every crash that fuzzing found."""


@pytest.mark.parametrize(("target", "data"), FOUND)
def test_what_fuzzing_found_stays_mended(target: str, data: bytes) -> None:
    fuzz.TARGETS[target](data)


@pytest.mark.parametrize("target", fuzz.TARGETS)
def test_spoiled_seeds_crash_nothing(target: str) -> None:
    """The same without coverage to guide it, for machines without atheris."""
    chance = random.Random(7)
    for seed in fuzz.SEEDS[target]:
        for _ in range(min(60, fuzz.SLOW.get(target, 60))):
            data = bytearray(seed)
            for _ in range(chance.randint(1, 4)):
                at = chance.randrange(len(data) + 1)
                data[at : at + chance.randint(0, 3)] = chance.randbytes(chance.randint(0, 3))
            fuzz.TARGETS[target](bytes(data))


@pytest.mark.skipif(importlib.util.find_spec("atheris") is None, reason="atheris is not installed")
@pytest.mark.parametrize("targets", fuzz.groups(), ids="-".join)
def test_a_short_run_guided_by_coverage_finds_nothing(targets: list[str]) -> None:
    command = [sys.executable, str(SCRIPT), "short", *targets]
    done = subprocess.run(command, capture_output=True, text=True, check=False, errors="replace", timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
    assert done.stderr.count("number_of_executed_units") == len(targets), "each was run to its end"

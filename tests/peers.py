"""What somebody else's reader finds in a file: read in an environment of its own, which ``tests/run`` makes."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

TESTS = Path(__file__).parent
PYTHON = TESTS.parent / ".venv-peers" / "bin" / "python"


def peer_reads(kind: str, path: Path) -> Any:
    """What ``tests/peer_reader.py`` says of a file. Skipped where the environment is not there; never in CI."""
    if not PYTHON.exists():
        if os.environ.get("CI"):
            pytest.fail("no .venv-peers: bash tests/run makes it")
        pytest.skip("no .venv-peers: bash tests/run makes it")
    done = subprocess.run(
        [PYTHON, TESTS / "peer_reader.py", kind, path], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)

"""A power cut leaves the old file or the new one, whole, and nothing that others can read."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent / "powercut.py"


@pytest.mark.skipif(not hasattr(__import__("os"), "fork"), reason="kill -9 is of Unix")
@pytest.mark.parametrize("command", ["chronology", "redact"])
def test_a_command_killed_at_any_moment_leaves_the_old_or_the_new(command: str) -> None:
    """A few times here; ``python tests/powercut.py 200`` by hand."""
    done = subprocess.run(
        [sys.executable, str(SCRIPT), "8", command], capture_output=True, text=True, check=False,
        cwd=SCRIPT.parent.parent, env={**__import__("os").environ, "PYTHONPATH": "."},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]

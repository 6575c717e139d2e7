"""A power cut leaves the old file or the new one, whole, and nothing that others can read."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import powercut
import pytest

SCRIPT = Path(__file__).parent / "powercut.py"


@pytest.mark.skipif(not hasattr(__import__("os"), "fork"), reason="kill -9 is of Unix")
@pytest.mark.parametrize("command", ["chronology", "redact", "match", "cohort measures"])
def test_a_command_killed_at_any_moment_leaves_the_old_or_the_new(command: str) -> None:
    """A few times here; ``python tests/powercut.py 200`` by hand."""
    done = subprocess.run(
        [sys.executable, str(SCRIPT), "20", command], capture_output=True, text=True, check=False,
        cwd=SCRIPT.parent.parent, env={**__import__("os").environ, "PYTHONPATH": "."},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
    assert json.loads(done.stdout.removeprefix(command))["killed"] == 20


def test_no_writing_command_of_the_registry_is_forgotten() -> None:
    """A new command that writes is cut as it stands, or needs a line in ``WRITINGS``; without, this fails."""
    cut = {name.partition(" --")[0] for name in powercut.writings()}
    commands = powercut.commands()
    assert commands.keys() == (commands.keys() & cut) | powercut.WRITES_NOTHING
    assert not powercut.WRITES_NOTHING & cut
    for name in commands.keys() - powercut.WRITINGS.keys() - powercut.WRITES_NOTHING:
        taken = [(parameter.name, parameter.required) for parameter in commands[name].params]
        assert ("output", False) in taken, f"{name} does not write with -o: it needs a line of its own"
        assert [name for name, required in taken if required] == ["case"], f"{name} needs a line of its own"
    for name in powercut.WRITES_NOTHING:
        assert "output" not in [parameter.name for parameter in commands[name].params]


@pytest.mark.skipif(not hasattr(__import__("os"), "fork"), reason="kill -9 is of Unix")
def test_a_file_written_in_place_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test tests: a writer that fills the file itself leaves half of it."""
    from explorer import files

    def in_place(path: Path, content: bytes, **_: bool) -> Path:
        path.write_bytes(b"")
        with path.open("ab") as stream:
            for _ in range(50):
                stream.write(content[: len(content) // 50 + 1])
                stream.flush()
        return path

    monkeypatch.setattr(files, "write_file", in_place)
    monkeypatch.setattr("explorer.exports.write_file", in_place, raising=False)
    with pytest.raises(AssertionError, match="neither the old nor the new"):
        powercut.cut("summary", 40)

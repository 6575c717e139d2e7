"""Typst in a process of its own, which gives its memory back: within one process it keeps what it has laid out.

Run as ``python -m explorer.figures.apart``, it reads a template and its inputs as JSON and writes the PDF.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys

from explorer.errors import ExplorerError, OutputError


def pdf_apart(template: bytes, inputs: dict[str, str]) -> bytes:
    """A template of Typst with these inputs as PDF, without tags (what is put together of several loses them).

    Raises :class:`OutputError` with what it says. Cost: 0.2 s more than in this process.
    """
    asked = json.dumps({"template": template.decode("utf-8"), "inputs": inputs})
    done = subprocess.run(
        [sys.executable, "-m", "explorer.figures.apart"],
        input=asked.encode("utf-8"),
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise OutputError(said[-1] if said else f"The pdf could not be made: {done.returncode}.")
    return done.stdout


def main() -> int:
    """The PDF on the standard output; what went wrong on the error stream."""
    from explorer.figures.converting import compiled

    asked = json.load(sys.stdin.buffer)
    try:
        made = compiled(asked["template"].encode("utf-8"), asked["inputs"], "pdf", with_tags=False)
    except ExplorerError as error:
        print(error, file=sys.stderr)
        return 1
    sys.stdout.buffer.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())

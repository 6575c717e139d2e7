"""Run by the Python of ``.venv-peers``: reads a file with somebody else's reader and prints what it found as JSON.

.venv-peers/bin/python tests/peer_reader.py xes|xlsx|followthemoney FILE
"""

from __future__ import annotations

import json
import sys
from typing import Any


def xes(path: str) -> Any:
    """Log attributes, extensions and events by trace, by OpenXES for Python."""
    from opyenxes.data_in.XUniversalParser import XUniversalParser

    def said(item: Any) -> dict[str, str]:
        return {key: str(value.get_value()) for key, value in item.get_attributes().items()}

    with open(path, encoding="utf-8") as file:
        (log,) = XUniversalParser().parse(file)
    extensions = sorted(extension.get_name() for extension in log.get_extensions())
    return {"log": said(log), "extensions": extensions, "traces": [[said(e) for e in trace] for trace in log]}


def xlsx(path: str) -> Any:
    """The rows of each sheet, by calamine."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(path)
    return {
        name: [[str(cell) for cell in row] for row in book.get_sheet_by_name(name).to_python()]
        for name in book.sheet_names
    }


def followthemoney(path: str) -> Any:
    """The entities as the model itself reads, checks and tells them."""
    from followthemoney import model

    found = []
    with open(path, encoding="utf-8") as file:
        for line in file.read().splitlines():
            proxy = model.get_proxy(json.loads(line))
            proxy.schema.validate(proxy.to_dict())
            found.append(proxy.to_dict())
    return found


if __name__ == "__main__":
    kind, name = sys.argv[1:]
    print(json.dumps({"xes": xes, "xlsx": xlsx, "followthemoney": followthemoney}[kind](name)))

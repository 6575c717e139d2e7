"""What every DuckDB of the house has in common: texts and names of SQL, and that it loads no extension."""

from __future__ import annotations

NO_EXTENSIONS = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
}
"""Settings of a connection: nothing is fetched or loaded that the wheel does not hold."""


def quoted(text: object) -> str:
    """A text of SQL: ``'O''Brien'``."""
    return "'" + str(text).replace("'", "''") + "'"


def named(column: str) -> str:
    """A name of SQL."""
    return '"' + column.replace('"', '""') + '"'

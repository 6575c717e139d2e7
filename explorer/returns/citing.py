"""The sources that a return cites (``S2; S4``), from a table of them that comes with it."""

from __future__ import annotations

from pathlib import Path

from explorer.returns.case_rows import Row
from explorer.returns.formats import read_return
from explorer.returns.headings import plain
from explorer.returns.limits import ReturnError
from explorer.rows import COLUMNS
from explorer.settings import SLUG

MEANT = {
    "where": "url",
    "link": "url",
    "reference": "title",
    "note": "title",
    "what": "title",
    "outlet": "publisher",
    "author": "publisher",
    "name": "title",
    "source": "id",
    "source id": "id",
    "ref": "id",
}


def cited_sources(path: Path, prefix: str, through: str, sources: list[Row]) -> dict[str, str]:
    """Ids as cited -> ids in ``sources.csv``; rows that are not there yet are appended.

    ``prefix`` keeps them apart from the case's own. What they say was read through the return, whose SHA-256
    (``through``) they bear.
    """
    document = read_return(path)
    grid = document.grids[0] if document.grids else None
    columns = [_column(text) for text in grid.rows[0]] if grid else []
    if grid is None or "id" not in columns:
        raise ReturnError(
            f"{path.name}: there is no column of ids. Its columns are: id, {', '.join(COLUMNS['sources'][1:])}."
        )
    held = {row["id"]: row for row in sources}
    cited = {}
    for number, cells in zip(grid.numbers[1:], grid.rows[1:], strict=True):
        row: Row = {}
        for name, heading, text in zip(columns, grid.rows[0], cells, strict=False):
            if text.strip():
                row[name if name not in row else heading] = text.strip()
        own = row.get("id", "")
        source = prefix + own
        if not SLUG.match(source):
            raise ReturnError(
                f'{path.name}, row {number}: "{source}" is no id. Use letters, digits and hyphens.'
            )
        cited[own] = source
        row |= {"id": source, "kind": row.get("kind", "cited"), "sha256": through}
        if source in held:
            held[source] |= row
        else:
            sources.append(row)
    return cited


def _column(heading: str) -> str:
    name = plain(heading)
    return name if name in COLUMNS["sources"] else MEANT.get(name, name or "column")

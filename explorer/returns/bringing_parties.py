"""The parties that an import adds to a case, and those that prove to be one."""

from __future__ import annotations

from explorer.returns.names import Named

Tables = dict[str, list[dict[str, str]]]
PARTY_COLUMNS = {
    "contacts": ("from", "to", "about"),
    "outcomes": ("receiver",),
    "sources": ("party",),
    "parties": ("parent",),
}


def add_parties(tables: Tables, named: Named) -> None:
    """Add the new parties that a return names, and its other names for those that are there."""
    parties = tables["parties"]
    held = {row["id"] for row in parties}
    parties += [dict(row) for party, row in named.new.items() if party not in held]
    for row in parties:
        known = [text.strip() for text in row.get("aliases", "").split(";") if text.strip()]
        row["aliases"] = ";".join([*known, *sorted(named.aliases.get(row["id"], set()) - set(known))])
    _join_doubles(tables)


def _join_doubles(tables: Tables) -> None:
    """A party that an earlier import made of a name since decided to be another party's goes into that one."""
    meant = {
        alias: row["id"] for row in tables["parties"] for alias in row.get("aliases", "").split(";") if alias
    }
    doubles = {
        row["id"]: meant[row["name"]]
        for row in tables["parties"]
        if meant.get(row.get("name", ""), row["id"]) != row["id"]
    }
    if not doubles:
        return
    tables["parties"] = [row for row in tables["parties"] if row["id"] not in doubles]
    for table, columns in PARTY_COLUMNS.items():
        for row in tables.get(table, ()):
            for column in columns:
                parts = [doubles.get(part, part) for part in row.get(column, "").split(";")]
                row[column] = ";".join(dict.fromkeys(parts))

"""Writes a big synthetic case: deterministic, of any size. No real person, no real event.

python benchmarks/make_case.py FOLDER --contacts 2000 --organisations 60
"""

from __future__ import annotations

import argparse
import csv
import random
from datetime import date, timedelta
from pathlib import Path

from explorer.rows import COLUMNS

SECTORS = (
    *("education", "health", "mental-health", "social-care", "safeguarding-hub", "police"),
    *("counter-terrorism", "justice", "voluntary", "housing", "government"),
)
ASKING = ("referral", "referral", "referral", "information-request", "welfare-check", "escalation")
TELLING = ("notification", "message", "call", "consultation", "information-return", "meeting")
SEEING = ("visit", "session", "interview", "assessment", "attempted-visit", "not-attended")
OUTCOMES = (
    "closed",
    "no-further-action",
    "accepted",
    "received",
    "passed-on",
    "no-response",
    "threshold-not-met",
)
FIRST = date(2012, 1, 2)
DAYS = 3650


def make_case(folder: Path, contacts: int, organisations: int, seed: int = 1) -> Path:
    """Writes the case and returns its folder. The same numbers always give the same bytes."""
    dice = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    parties = [f"org-{number:02}" for number in range(1, organisations + 1)]
    rows = [
        {"id": "subject", "name": "The subject", "sector": "subject"},
        {"id": "family", "name": "Family", "sector": "family"},
    ]
    rows += [
        {
            "id": party,
            "name": f"Organisation {number} of {SECTORS[number % len(SECTORS)].replace('-', ' ')}",
            "sector": SECTORS[number % len(SECTORS)],
        }
        for number, party in enumerate(parties, 1)
    ]
    _write(folder / "parties.csv", ["id", "name", "sector", "parent", "area", "aliases", "restriction"], rows)
    sources = [
        {"id": f"S{number}", "title": f"Return {number}", "kind": "return", "says": "records"}
        for number in range(1, 9)
    ]
    _write(
        folder / "sources.csv", ["id", "title", "publisher", "date", "kind", "party", "says", "url"], sources
    )
    days = sorted(dice.randrange(DAYS) for _ in range(contacts))
    made = [
        _contact(dice, number, FIRST + timedelta(days=day), parties) for number, day in enumerate(days, 1)
    ]
    for index, row in enumerate(made):
        if index > 10 and dice.random() < 0.4:
            _follow(dice, row, made[max(0, index - 12) : index])
    _write(folder / "contacts.csv", list(COLUMNS["contacts"]), made)
    outcomes = [_outcome(dice, row) for row in made if row["kind"] in ASKING and dice.random() < 0.6]
    _write(
        folder / "outcomes.csv",
        ["contact", "receiver", "date", "outcome", "seen", "summary", "source", "locator", "basis"],
        outcomes,
    )
    (folder / "case.toml").write_text(
        f'title = "Synthetic case of {contacts} contacts"\nmarking = "SYNTHETIC"\n', "utf-8"
    )
    return folder


def _contact(dice: random.Random, number: int, day: date, parties: list[str]) -> dict[str, str]:
    kind = dice.choice(dice.choice((ASKING, TELLING, SEEING)))
    near = min(len(parties) - 1, int(dice.expovariate(6 / len(parties))))
    sender, receiver = parties[near], parties[(near + dice.randrange(1, len(parties))) % len(parties)]
    if kind in SEEING:
        receiver = "subject"
    elif dice.random() < 0.08:
        sender = "family"
    written = day.isoformat()
    doubt = dice.random()
    if doubt < 0.06:
        written = written[:7]
    elif doubt < 0.09:
        written += "~"
    elif doubt < 0.11:
        written = f"[{written}..{(day + timedelta(days=60)).isoformat()}]"
    elif doubt < 0.12:
        written = ""
    return {
        "id": f"C{number}",
        "date": written,
        "from": sender,
        "to": receiver,
        "kind": kind,
        "summary": f"Contact {number} of the synthetic case; what was said stands here in neutral words.",
        "source": f"S{1 + number % 8}",
        "locator": f"page {1 + number // 20}",
        "topics": dice.choice(("", "", "school", "home", "health")),
        "basis": "reported" if dice.random() < 0.1 else "",
    }


def _follow(dice: random.Random, row: dict[str, str], earlier: list[dict[str, str]]) -> None:
    """Lets a dated contact follow an earlier exact one, so that no choice of days is contradicted."""
    exact = [other for other in earlier if len(other["date"]) == 10 and other["date"] <= row["date"]]
    if exact and len(row["date"]) == 10:
        before = dice.choice(exact)
        row["follows"] = before["id"]
        if before["to"] != "subject" and row["from"] != "family" and row["to"] != before["to"]:
            row["from"] = before["to"]


def _outcome(dice: random.Random, row: dict[str, str]) -> dict[str, str]:
    return {
        "contact": row["id"],
        "receiver": row["to"],
        "outcome": dice.choice(OUTCOMES),
        "summary": "What was done stands here.",
        "source": row["source"],
        "locator": row["locator"],
    }


def _write(path: Path, columns: list[str], rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--contacts", type=int, default=2000)
    parser.add_argument("--organisations", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    print(make_case(wanted.folder, wanted.contacts, wanted.organisations, wanted.seed))

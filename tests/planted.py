"""A case with a secret in every field of every file, for tests that nothing of it leaves.

``NAMES`` stand in fields that a publication keeps (there they are replaced), ``DROPPED`` in those it takes out.
"""

# ruff: noqa: E501  (tables of texts)
from __future__ import annotations

import base64
import csv
import io
import re
import zipfile
from pathlib import Path

from explorer.rows import COLUMNS

NAMES = ("Zorblax", "Quixwode", "Tarnquist", "Wexmoorby", "Plimsworth")
DROPPED = (
    "Vellumday", "Brindlepage", "Whisperquote", "Glimtrace", "Florpine", "Mundetitle", "Orpublish", "example-url-krell",
    "f00dfacef00dface", "Authorvant", "Hollowmere", "kx-7712-ident", "src-9981-ident", "nt-5521-ident", "exp-3311-ident",
    "Tomltitle", "own-kind-dravik", "own-sector-melph", "Commentvole", "Profilequar", "Restrictane", "ward-column-hesk",
    "Decidequorn", "Importvast", "Leftoverzim", "Mapplethwick", "Readmorrow",
)  # fmt: skip
SECRETS = (*NAMES, *DROPPED)

TOML = """# Commentvole: a remark in the settings
title = "Tomltitle of Zorblax Academy"
marking = "OFFICIAL-SENSITIVE"
[scope]
from = "2018-03-17"
to = "2022-11-23"
[targets.zorblax-target]
days = 10
kind = "referral"
[[expected]]
id = "exp-3311-ident"
from = "zorblax-academy"
to = "quixwode-hub"
kind = "own-kind-dravik"
by = "2020-05-06"
said_by = "src-9981-ident"
locator = "Brindlepage 9, Zorblax"
ground = "review"
[vocabulary.kind.own-kind-dravik]
label = "Dravik check by Zorblax"
spellings = ["Tarnquist check"]
asks = true
flow = "forward"
[vocabulary.sector.own-sector-melph]
label = "Melphish Tarnquist office"
[profile.Profilequar]
like = "publication"
"""

PARTIES = [
    {"id": "subject-plimsworth", "name": "Jane Plimsworth", "sector": "subject", "aliases": "Janie Plimsworth;Plimsworth"},
    {"id": "zorblax-academy", "name": "Zorblax Academy", "sector": "education", "area": "Wexmoorby",
     "aliases": "Zorblax;The Zorblax School", "ward-column-hesk": "Florpine"},
    {"id": "quixwode-hub", "name": "Quixwode Hub", "sector": "safeguarding-hub", "parent": "tarnquist-office",
     "aliases": "Quixwode"},
    {"id": "tarnquist-office", "name": "Tarnquist Office", "sector": "own-sector-melph", "area": "Wexmoorby"},
    {"id": "held-party", "name": "Restrictane Witness", "sector": "public", "restriction": "Restrictane"},
]  # fmt: skip
PROSE = "ZORBLAX academy's teacher told Quix-\nwode and Tarnquist of J. in Wexmoorby; see kx-7712-ident-a. Plimsworth’s mother."
CONTACTS = [
    {"id": "kx-7712-ident-a", "date": "2020-03-04", "date_text": "Vellumday of Zorblax", "time": "09:05",
     "received": "2020-03-09", "from": "zorblax-academy", "to": "quixwode-hub", "kind": "own-kind-dravik",
     "summary": PROSE, "quote": "Whisperquote at Zorblax", "locator": "Brindlepage 4", "topics": "Tarnquist matter;knife",
     "source": "src-9981-ident", "key": "yes", "Glimtrace": "Florpine of Zorblax"},
    {"id": "kx-7712-ident-b", "date": "2020-03-12", "from": "quixwode-hub", "to": "subject-plimsworth", "kind": "visit",
     "summary": "Visit by Quixwode on 12 March 2020.", "follows": "kx-7712-ident-a", "shares": "kx-7712-ident-a",
     "source": "src-9981-ident", "seen": "yes"},
    {"id": "kx-7712-ident-c", "date": "2020-04-02/2020-05-19", "from": "tarnquist-office", "to": "zorblax-academy",
     "kind": "referral", "summary": "Restrictane told Zorblax.", "quote": "Whisperquote again",
     "source": "src-9981-ident", "restriction": "Restrictane"},
    {"id": "kx-7712-ident-d", "date": "2020-06-23", "from": "held-party", "to": "zorblax-academy", "kind": "call",
     "summary": "Restrictane rang.", "source": "src-9982-ident"},
]  # fmt: skip
OUTCOMES = [
    {"contact": "kx-7712-ident-a", "receiver": "quixwode-hub", "date": "2020-03-27", "outcome": "closed", "seen": "no",
     "summary": "Closed by QUIXWÖDE HUB, Tarnquist.", "source": "src-9981-ident", "locator": "Brindlepage 5",
     "Glimtrace": "Florpine"},
]  # fmt: skip
SOURCES = [
    {"id": "src-9981-ident", "title": "Mundetitle of Zorblax", "publisher": "Orpublish Tarnquist", "date": "2021-02-13",
     "kind": "return of Tarnquist", "party": "zorblax-academy", "asked": "2021-01-14", "received": "2021-02-15",
     "covers": "2019-02-03/2021-02-03", "says": "records", "url": "https://example-url-krell.org/zorblax",
     "sha256": "f00dfacef00dface"},
    {"id": "src-9982-ident", "title": "Mundetitle of the witness", "party": "held-party"},
]  # fmt: skip
NOTES = [
    {"id": "nt-5521-ident", "contacts": "kx-7712-ident-a", "date": "2020-03-05", "text": PROSE, "author": "Authorvant",
     "source": "src-9981-ident", "Glimtrace": "Florpine"},
    {"id": "nt-5522-ident", "contacts": "kx-7712-ident-c", "text": "Restrictane: a note on what is withheld."},
]  # fmt: skip
TERMS = [{"term": "Tarnquist", "replacement": "the office"}, {"term": "Janie", "replacement": ""}]

BESIDE = {
    "decisions.csv": "first,second,decision,why,by,on\nkx-7712-ident-a,kx-7712-ident-b,different,Decidequorn,Decidequorn,2021-01-01\n",
    "imported.csv": "source,own_id,state,file,place,row,sha256,fingerprint,taken\n"
                    "src-9981-ident,Importvast,,Importvast.csv,Importvast,2,Importvast,Importvast,\n",
    "left-out.csv": "source,file,place,row,column,text,why\nsrc-9981-ident,Leftoverzim.csv,,1,,Leftoverzim,Leftoverzim\n",
    "mapping.toml": '[parties]\n"Mapplethwick" = "zorblax-academy"\n',
    "README.md": "Readmorrow: a file that somebody keeps beside the tables.\n",
}  # fmt: skip
"""Files of a case folder that no reader of cases reads, but imports and people write."""


def planted_case(folder: Path) -> Path:
    """Write the case into ``folder / Hollowmere`` and return that."""
    path = folder / "Hollowmere"
    path.mkdir(parents=True)
    tables = {"parties": PARTIES, "contacts": CONTACTS, "outcomes": OUTCOMES, "sources": SOURCES, "notes": NOTES,
              "terms": TERMS}  # fmt: skip
    for name, rows in tables.items():
        extra = sorted({column for row in rows for column in row} - set(COLUMNS[name]))
        stream = io.StringIO()
        writer = csv.DictWriter(stream, [*COLUMNS[name], *extra], restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        (path / f"{name}.csv").write_text(stream.getvalue(), "utf-8")
    (path / "case.toml").write_text(TOML, "utf-8")
    for name, text in BESIDE.items():
        (path / name).write_text(text, "utf-8")
    return path


def secrets_in(data: bytes) -> set[str]:
    """The secrets in some bytes, searched in the simplest way that opens archives and ``data:`` addresses: a second
    opinion on :mod:`explorer.verify`, which shares nothing with it."""
    texts = [data.decode("utf-8", "replace"), data.decode("utf-16-le", "replace")]
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            texts += [item.filename for item in archive.infolist()]
            texts += [archive.read(item).decode("utf-8", "replace") for item in archive.infolist()]
    if data[:5] == b"%PDF-":
        import pypdf

        reader = pypdf.PdfReader(io.BytesIO(data))
        texts += [page.extract_text() for page in reader.pages] + [str(reader.metadata)]
    for text in list(texts):
        texts += [
            base64.b64decode(found).decode("utf-8", "replace")
            for found in re.findall(r"base64,([A-Za-z0-9+/]+={0,2})", text)
        ]
        texts += [re.sub(r"<[^>]*>", "", text)]
    flat = "\n".join(texts).casefold().replace("ö", "o")
    return {secret for secret in SECRETS if secret.casefold() in flat}

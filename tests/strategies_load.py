"""Cases as rows in which nearly everything can happen, valid or not, for what reads many of them."""

# ruff: noqa: E501 (cases drawn a row a line)

from __future__ import annotations

from hypothesis import strategies as st
from strategies import edtf_texts

from explorer.rows import RawCase, table_of

ORGANISATIONS = {"school": "education", "hub": "Safeguarding hub", "police": "police", "gp": "health"}
NEAR_DATES = (
    "", "", "2020-03", "2020-03-05", "2020-03-05", "2020-03-06", "2020-03-09", "2020-03-0X", "[2020-03-01..2020-03-09]",
    "2020-03-03/2020-03-08", "2020-03-04/..", "[..2020-03-06]", "[2020-03-06..]", "../2020-03-07", "2020-03-05~", "2020-03-06?", "2020",
)  # fmt: skip
KINDS = ("referral", "referral", "Referrals", "visit", "meeting", "notification", "transfer", "enrolment", "incident",
         "closure", "index-event", "information request")  # fmt: skip
OUTCOMES = ("accepted", "closed", "received", "passed on", "NFA", "no-response", "assessing")
IDS = ("C1", "C2", "C10", "C02", "a-7", "A7.5", "x_1", "9", "C1b", "C100000000000000000000")
WRONG = {
    "date": "31/02/2021", "kind": "refferal", "from": "Poilce", "to": "nobody", "follows": "C77", "shares": "none;C1", "time": "25:00",
    "basis": "hearsay", "seen": "maybe", "received": "later", "about": "police", "id": "no id", "outcome": "won", "outcome_date": "2020-03-05",
    "source": "S9", "summary": "a\x07b",
}  # fmt: skip


@st.composite
def loose_rows(draw: st.DrawFn, name: str = "case", faulty: bool = True) -> RawCase:
    """The rows of a case of up to seven contacts: accounts that differ, links anywhere, dates that meet, restrictions.
    One in some has something wrong with it."""
    text = st.sampled_from(("", "", "words", "other, words", 'a "quote"', "two\nlines"))
    dates = st.one_of(
        st.sampled_from(NEAR_DATES), st.sampled_from(NEAR_DATES), st.sampled_from(NEAR_DATES), edtf_texts()
    )
    subjects = draw(st.sampled_from((["subject"], ["subject"], ["subject"], ["subject", "sibling"])))
    ends = st.sampled_from(
        [*ORGANISATIONS, "The Hub", "mother", subjects[0], "unknown", "Unknown:police", "subject"]
    )
    chosen = draw(st.lists(st.sampled_from(IDS), max_size=7, unique=True))
    is_linked = draw(st.integers(0, 2)) > 0
    contacts, outcomes = [], []
    for contact in chosen:
        others = [other for other in chosen if other != contact]
        links = (
            st.lists(st.sampled_from(others), max_size=2, unique=True)
            if others and is_linked
            else st.just([])
        )
        kind = draw(st.sampled_from(KINDS))
        receivers = draw(
            st.lists(
                ends,
                min_size=0 if kind in ("incident", "closure", "index-event") else 1,
                max_size=3,
                unique=True,
            )
        )
        about = draw(st.sampled_from(["", "", *subjects, ";".join(reversed(subjects))]))
        row = {
            "id": contact, "date": draw(dates), "time": draw(st.sampled_from(("", "", "09:05", "14:30"))), "from": draw(ends),
            "received": draw(st.sampled_from(("", "", "", "", "never", "Never", "2020-03-08", "2020-04"))),
            "to": "; ".join(receivers), "about": about if about or len(subjects) == 1 else subjects[0], "kind": kind,
            "summary": draw(text), "seen": draw(st.sampled_from(("", "yes", "No"))), "follows": ";".join(draw(links)),
            "shares": draw(st.one_of(st.sampled_from(("", "", "none")), links.map(";".join))), "key": draw(st.sampled_from(("", "yes"))),
            "source": draw(st.sampled_from(("", "S1", "S2", "S1; S2", "S2;S1"))), "locator": draw(st.sampled_from(("", "p1", "p2"))),
            "basis": draw(st.sampled_from(("", "recorded", "Reported", "inferred"))),
            "restriction": draw(st.sampled_from(("", "", "", "", "", "", "third-party"))),
        }  # fmt: skip
        if len(receivers) == 1 and draw(st.integers(0, 3)) == 0:
            row |= {
                "outcome": draw(st.sampled_from(OUTCOMES)),
                "outcome_date": draw(st.sampled_from(("", "2020-03-12", "2021"))),
            }
        contacts.append(row)
        if draw(st.integers(0, 6)) == 0:
            changes = {
                "source": "S2",
                "locator": "p9",
                "date": draw(dates),
                "outcome": "",
                "outcome_date": "",
            }
            if draw(st.booleans()):
                changes |= {"kind": "", "from": "", "to": ""}
            contacts.append({**row, **changes})
        for _ in range(draw(st.sampled_from((0, 0, 0, 1, 1, 2)))):
            outcomes.append({  # noqa: PERF401
                "contact": contact, "receiver": draw(st.sampled_from([*receivers, ""])) if len(receivers) < 2 else draw(st.sampled_from(receivers)),
                "outcome": draw(st.sampled_from(OUTCOMES)), "date": draw(st.sampled_from(("", "2020-03-12", "2020-04", "2020-03-10/2020-03-20", "2021"))),
                "seen": draw(st.sampled_from(("", "yes", "no"))), "source": draw(st.sampled_from(("", "S1", "S2"))),
                "basis": draw(st.sampled_from(("", "reported"))),
            })  # fmt: skip
    if contacts and faulty and draw(st.integers(0, 3)) == 0:
        column = draw(st.sampled_from(sorted(WRONG)))
        draw(st.sampled_from(contacts))[column] = WRONG[column]
    parties = [
        {"id": party, "name": f"The {party}", "sector": sector, "aliases": f"{party}s; {party} team"}
        for party, sector in ORGANISATIONS.items()
    ]
    parties += [{"id": subject, "sector": "subject"} for subject in subjects] + [
        {"id": "mother", "sector": "family"}
    ]
    if "sibling" not in subjects:
        parties[3]["parent"] = "The hub"
    tables = {
        "parties": parties,
        "contacts": contacts,
        "outcomes": outcomes,
        "sources": [{"id": "S1"}, {"id": "S2"}],
    }
    return RawCase(name, "", {table: table_of(table, rows) for table, rows in tables.items()})

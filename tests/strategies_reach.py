"""Small records of contacts for Hypothesis: a story is drawn first, then made less exact."""

from __future__ import annotations

from hypothesis import reject
from hypothesis import strategies as st

from explorer.dates import Bounds
from explorer.errors import OrderError
from explorer.reach import Decision, Record
from explorer.tightening import tighten

ORGANISATIONS = 4
PARTIES = ORGANISATIONS + 1  # and one person
DAYS = 9


@st.composite
def bounds_around(draw, start, end):
    """Bounds within which (start, end) lies."""
    blur = st.sampled_from([0, 0, 0, 1, 2, 4])
    first, latest = start - draw(blur), start + draw(blur)
    if end is None:
        return Bounds(first, latest, first, latest)
    earliest, last = end - draw(blur), end + draw(blur)
    return Bounds(first, min(latest, last), max(earliest, first), last)


@st.composite
def records(draw, most=6):
    """Contacts in the order of a true story; indices are then shuffled so that ids tell nothing of order."""
    count = draw(st.integers(1, most))
    party = st.integers(0, PARTIES - 1)
    days = sorted(draw(st.lists(st.integers(1, DAYS), min_size=count, max_size=count)))
    rows = []
    reached = [0]  # content goes on from where it came, more often than not
    for place, day in enumerate(days):
        is_stretch = draw(st.integers(0, 4)) == 0
        flow = draw(st.sampled_from(["forward"] * 6 + ["both", "both", "none", "access"]))
        if flow == "access":
            is_stretch = True
        end = day + draw(st.integers(0, 3)) if is_stretch else None
        row = {
            "sender": draw(st.one_of(st.sampled_from(reached), party)),
            "receivers": draw(st.lists(party, min_size=1, max_size=3 if flow == "both" else 2, unique=True)),
            "bounds": draw(bounds_around(day, end)),
            "stretch": is_stretch,
            "flow": flow,
            "minute": draw(st.sampled_from([None, None, place])) if not is_stretch else None,
            "receipt": None,
            "never": draw(st.integers(0, 11)) == 0,
            "shares": None,
            "follows": (),
        }
        if flow == "access":
            row["receivers"], row["never"] = row["receivers"][:1], False
        elif draw(st.integers(0, 7)) == 0:
            row["receipt"] = draw(bounds_around(day + draw(st.integers(0, 3)), None))
        earlier = st.lists(st.integers(0, place - 1), max_size=2, unique=True) if place else st.just([])
        if flow != "access" and draw(st.integers(0, 2)) == 0:
            row["shares"] = tuple(draw(earlier))
        if flow != "access" and draw(st.integers(0, 3)) == 0:
            row["follows"] = tuple(draw(earlier))
        rows.append(row)
        reached = (reached + row["receivers"])[-3:]
    try:
        return record_of(rows, draw(st.permutations(range(count))))
    except OrderError:  # a receipt later than what was made of it
        reject()


def record_of(rows, places):
    """The record of drawn rows, each put at its place of `places`, bounds tightened; None if none fits."""
    at = dict(enumerate(places))
    ordered = [rows[index] for index in sorted(range(len(rows)), key=at.__getitem__)]

    def moved(links):
        return None if links is None else tuple(sorted(at[link] for link in links))

    shares = [moved(row["shares"]) for row in ordered]
    follows = [moved(row["follows"]) for row in ordered]
    links = [[(c, e) for c, found in enumerate(column) for e in found or ()] for column in (follows, shares)]
    by_receipt = {(c, e) for c, e in links[0] + links[1] if ordered[c]["sender"] in ordered[e]["receivers"]}
    bounds, receipts = tighten(
        [row["bounds"] for row in ordered],
        [row["stretch"] for row in ordered],
        *links,
        [row["receipt"] for row in ordered],
        by_receipt=by_receipt,
    )
    return Record(
        senders=[row["sender"] for row in ordered],
        receivers=[row["receivers"] for row in ordered],
        bounds=bounds,
        stretches=[row["stretch"] for row in ordered],
        flows=[row["flow"] for row in ordered],
        organisations=[party < ORGANISATIONS for party in range(PARTIES)],
        minutes=[row["minute"] for row in ordered],
        receipts=receipts,
        shares=shares,
        follows=follows,
        never=frozenset(c for c, row in enumerate(ordered) if row["never"]),
    )


@st.composite
def decided(draw, most=5):
    """A record, and a decision of one of its organisations that its links do not contradict."""
    record = draw(records(most))
    contacts = st.integers(0, len(record.bounds) - 1)
    place = draw(contacts)
    sender = record.senders[place]
    if draw(st.booleans()) and sender < ORGANISATIONS:
        first, latest, _, _ = record.bounds[place]
        minute = record.minutes[place]
        decision = Decision(
            sender, Bounds(first, latest, first, latest), record.follows[place], place, minute
        )
        return record, decision
    receivers = [party for party in record.receivers[place] if party < ORGANISATIONS]
    if receivers and place not in record.never and draw(st.integers(0, 3)):
        organisation, follows = receivers[0], (place,)
        first = max(
            record.bounds[place].first_day, (record.receipts[place] or record.bounds[place]).first_day
        )
    else:
        organisation, follows, first = draw(st.integers(0, ORGANISATIONS - 1)), (), draw(st.integers(0, 9))
    first += draw(st.integers(0, 3))
    last = first + draw(st.sampled_from([0, 0, 2]))
    return record, Decision(organisation, Bounds(first, last, first, last), follows)

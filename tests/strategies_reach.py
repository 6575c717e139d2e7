"""Small records of contacts for tests of explorer.reach, drawn by Hypothesis from a true story made less exact."""

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


def row(**given):
    """One contact as a dict: forward, one day, nothing recorded of what it follows and shares."""
    blank = {
        "stretch": False,
        "flow": "forward",
        "minute": None,
        "receipt": None,
        "never": False,
        "shares": None,
        "follows": (),
    }
    return blank | given


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
def rows_of_stories(draw, most=6):
    """Contacts in the order in which they happened."""
    party = st.integers(0, PARTIES - 1)
    rows, reached = [], [0]  # content goes on from where it came, more often than not
    for day in sorted(draw(st.lists(st.integers(1, DAYS), min_size=1, max_size=most))):
        place = len(rows)
        flow = draw(st.sampled_from(["forward"] * 6 + ["both", "both", "none", "access"]))
        stretch = flow == "access" or draw(st.integers(0, 4)) == 0
        end = day + draw(st.integers(0, 3)) if stretch else None
        most_receivers = {"both": 3, "access": 1}.get(flow, 2)
        drawn = row(
            sender=draw(st.one_of(st.sampled_from(reached), party)),
            receivers=draw(st.lists(party, min_size=1, max_size=most_receivers, unique=True)),
            bounds=draw(bounds_around(day, end)),
            stretch=stretch,
            flow=flow,
        )
        earlier = st.lists(st.integers(0, place - 1), max_size=2, unique=True) if place else st.just([])
        if not stretch:
            drawn["minute"] = draw(st.sampled_from([None, None, place]))
        if flow != "access":
            drawn["never"] = draw(st.integers(0, 11)) == 0
            if draw(st.integers(0, 7)) == 0:
                drawn["receipt"] = draw(bounds_around(day + draw(st.integers(0, 3)), None))
            if draw(st.integers(0, 2)) == 0:
                drawn["shares"] = tuple(draw(earlier))
            if draw(st.integers(0, 3)) == 0:
                drawn["follows"] = tuple(draw(earlier))
        rows.append(drawn)
        reached = (reached + drawn["receivers"])[-3:]
    return rows


@st.composite
def records(draw, most=6):
    """A story as a record, its indices shuffled so that they tell nothing of the order."""
    rows = draw(rows_of_stories(most))
    return made(rows, draw(st.permutations(range(len(rows)))))


def made(rows, places=None):
    """:func:`shuffled`, given up where no days fit: a receipt later than what was made of it."""
    try:
        return shuffled(rows, range(len(rows)) if places is None else places)
    except OrderError:
        reject()


def shuffled(rows, places):
    """The record of drawn rows, each put at its place of `places`."""
    at = dict(enumerate(places))

    def moved(links):
        return None if links is None else tuple(sorted(at[link] for link in links))

    ordered = sorted(range(len(rows)), key=at.__getitem__)
    return tightened(
        [
            rows[i] | {"shares": moved(rows[i]["shares"]), "follows": moved(rows[i]["follows"])}
            for i in ordered
        ],
        [party < ORGANISATIONS for party in range(PARTIES)],
    )


def tightened(rows, organisations):
    """Rows as a record, their bounds tightened by follows and shares as a case's are."""
    columns = {name: [drawn[name] for drawn in rows] for name in row(sender=0, receivers=0, bounds=0)}
    links = [
        [(c, e) for c, found in enumerate(columns[name]) for e in found or ()]
        for name in ("follows", "shares")
    ]
    by_receipt = {(c, e) for c, e in links[0] + links[1] if rows[c]["sender"] in rows[e]["receivers"]}
    bounds, receipts = tighten(
        columns["bounds"], columns["stretch"], *links, columns["receipt"], by_receipt=by_receipt
    )
    return Record(
        senders=columns["sender"],
        receivers=columns["receivers"],
        bounds=bounds,
        stretches=columns["stretch"],
        flows=columns["flow"],
        organisations=organisations,
        minutes=columns["minute"],
        receipts=receipts,
        shares=columns["shares"],
        follows=columns["follows"],
        never=frozenset(c for c, never in enumerate(columns["never"]) if never),
    )


@st.composite
def decided(draw, most=5):
    """A record, and a decision of one of its organisations that its links do not contradict."""
    record = draw(records(most))
    place = draw(st.integers(0, len(record.bounds) - 1))
    sender = record.senders[place]
    if draw(st.booleans()) and sender < ORGANISATIONS:
        first, latest, _, _ = record.bounds[place]
        bounds, minute = Bounds(first, latest, first, latest), record.minutes[place]
        return record, Decision(sender, bounds, record.follows[place], place, minute)
    receivers = [party for party in record.receivers[place] if party < ORGANISATIONS]
    if receivers and place not in record.never and draw(st.integers(0, 3)):
        organisation, follows = receivers[0], (place,)
        first = max(item[0] for item in (record.bounds[place], record.receipts[place]) if item)
    else:
        organisation, follows, first = draw(st.integers(0, ORGANISATIONS - 1)), (), draw(st.integers(0, 9))
    first += draw(st.integers(0, 3))
    last = first + draw(st.sampled_from([0, 0, 2]))
    return record, Decision(organisation, Bounds(first, last, first, last), follows)

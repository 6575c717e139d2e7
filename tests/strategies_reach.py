"""Small records of contacts for tests of explorer.reach, drawn by Hypothesis from a true story made less exact."""

from __future__ import annotations

from random import Random

from hypothesis import reject
from hypothesis import strategies as st

from explorer.dates import Bounds
from explorer.errors import OrderError
from explorer.reach import Decision, Record
from explorer.tightening import tighten

ORGANISATIONS = 4
PARTIES = ORGANISATIONS + 1  # and one person
DAYS = 9
OFTEN = {"stretch": 0.5, "receipt": 0.3, "shares": 0.6, "follows": 0.6}


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
    return blurred(draw(st.randoms(use_true_random=False)), start, end)


def blurred(dice, start, end, most=4):
    """Bounds within which (start, end) lies, most often exactly."""
    before, after, earlier, later = (dice.choice((0, 0, 0, 0, 1, 2, most)) for _ in range(4))
    first, latest = start - before, start + after
    if end is None:
        return Bounds(first, latest, first, latest)
    last = end + later
    return Bounds(first, min(latest, last), max(end - earlier, first), last)


def story(dice, count, days=DAYS):
    """Contacts in the order in which they happened. How much is recorded of follows and the like varies."""
    often = {name: dice.random() * most for name, most in OFTEN.items()}
    rows, reached = [], [0]  # content goes on from where it came, more often than not
    for day in sorted(dice.randint(1, days) for _ in range(count)):
        place, flow = len(rows), dice.choice(["forward"] * 5 + ["both", "both", "none", "access"])
        stretch = flow == "access" or dice.random() < often["stretch"]
        drawn = row(
            sender=dice.choice(reached) if dice.random() < 0.8 else dice.randrange(PARTIES),
            receivers=dice.sample(range(PARTIES), dice.choice((1, 1, 2, 3)) if flow == "both" else 1),
            bounds=blurred(dice, day, day + dice.randrange(5) if stretch else None),
            stretch=stretch,
            flow=flow,
            minute=None if stretch else dice.choice((None, place)),
        )
        if flow != "access":
            drawn["never"] = dice.random() < 0.04
            if dice.random() < often["receipt"]:
                drawn["receipt"] = blurred(dice, day + dice.randrange(3), None)
            for name in ("shares", "follows"):
                if place and dice.random() < often[name]:
                    drawn[name] = tuple(dice.sample(range(place), min(place, dice.choice((0, 1, 1, 2)))))
        rows.append(drawn)
        reached = (reached + drawn["receivers"])[-2:]
    return rows


@st.composite
def rows_of_stories(draw, most=6):
    dice = draw(st.randoms(use_true_random=False))
    return story(dice, draw(st.integers(1, most)), draw(st.sampled_from((3, DAYS, 14))))


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


@st.composite
def links(draw, most=30):
    """A record of bare dated links, some to several and some without flow, in an order that tells nothing."""
    dice = draw(st.randoms(use_true_random=False))
    days = draw(st.sampled_from((3, DAYS, 14)))
    is_exact = draw(st.booleans())
    rows = []
    for _ in range(draw(st.integers(1, most))):
        day = dice.randint(1, days)
        drawn = row(
            sender=dice.randrange(-1, PARTIES),
            receivers=dice.sample(range(PARTIES), dice.choice((0, 1, 1, 1, 1, 2, 3))),
            bounds=Bounds(day, day, day, day) if is_exact else blurred(dice, day, None),
            flow=dice.choice(("forward",) * 7 + ("none",)),
        )
        rows.append(drawn)
    return tightened(rows, [party < ORGANISATIONS for party in range(PARTIES)])


def many_contacts(count, organisations):
    """Contacts of bare dates, half of them ranges, over two years."""
    dice = Random(1)
    bounds = sorted(blurred(dice, dice.randint(1, 730), None, most=30) for _ in range(count))
    pairs = [dice.sample(range(organisations), 2) for _ in range(count)]
    return Record(
        senders=[pair[0] for pair in pairs],
        receivers=[pair[1:] for pair in pairs],
        bounds=bounds,
        stretches=[False] * count,
        flows=["forward"] * count,
        organisations=[True] * organisations,
    )

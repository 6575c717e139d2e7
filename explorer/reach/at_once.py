"""What every decider had of every contact, in one pass for all of them: sets of contacts instead of chains.

The standings and blind spots are those of :class:`explorer.reach.network.Reach`, to which tests hold them equal; this
gives no chain, and costs a few microseconds a contact and decision where that costs a sweep for each contact.

>>> plain = Plain()
>>> plain.senders, plain.receivers = ["a", "b"], [("b",), ("c",)]
>>> plain.first_days = plain.last_days = [1, 2]
>>> held, = held_at(plain, [("c", 3, 3, (1,), -1)])
>>> [bin(held.took_part), bin(held.could_have_been_told), held.blind]
['0b10', '0b1', 0]
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from explorer.reach.plain import Asked, Held, Party, Places, Plain
from explorer.reach.plain_certain import Certain
from explorer.reach.plain_links import Links
from explorer.reach.plain_possible import Possible


def held_at(plain: Plain, asked: Sequence[Asked]) -> list[Held] | None:
    """What each decision's organisation had when it decided, an entry a decision.

    ``None`` where one pass does not tell: there is standing access; or a stretch between organisations, or one that
    shares or is shared; or it matters by which chain a both-way contact brings something back in the days between
    two of which it is certain, though not by their days, which came first. Then ask
    :class:`explorer.reach.Network`. No decision gives an empty list.
    Cost: n log n of contacts and decisions, each step an operation on sets of n bits; 5 to 10 µs a contact in small
    cases.
    """
    if not asked:
        return []
    links = Links(plain)
    if not links.is_plain:
        return None
    possible = Possible(links, asked)
    if not possible.is_plain:
        return None
    certain = Certain(links, asked)
    parties = _took_part(links, {item[0] for item in asked})
    return [
        _held(number, item, links, certain, possible, parties[item[0]]) for number, item in enumerate(asked)
    ]


def _took_part(links: Links, wanted: set[Party]) -> dict[Party, Places]:
    """The contacts that each of these organisations was a party to on the day of the contact."""
    found = dict.fromkeys(wanted, 0)
    plain = links.plain
    for bit, sender, receivers in zip(links.bits, plain.senders, plain.receivers, strict=True):
        if sender in wanted:
            found[sender] |= bit
        for receiver in receivers:
            if receiver in wanted:
                found[receiver] |= bit
    for place in plain.receipts:
        for receiver in plain.receivers[place]:
            if receiver in wanted:
                found[receiver] &= ~links.bits[place]
    return found


def _held(
    number: int, asked: Asked, links: Links, certain: Certain, possible: Possible, parties: Places
) -> Held:
    party, first_day, _, _, contact = asked
    held, received, told, begun, on_record = certain.before[number]
    by_end, ever = certain.by_end[number], possible.by_end[number]
    took, surely = parties & begun | received, begun
    plain = links.plain
    if plain.ends:
        surely &= ~_still_on(links, first_day)
    for chain in _chains(links, asked):
        # What it follows is certainly before it, whatever the days.
        for _, earlier in chain:
            surely |= links.bits[earlier]
        on_record |= _on_record(chain, links)
        for earlier, _ in links.brought((party,), chain):
            took |= links.bits[earlier]
            told |= links.own[earlier] & ~links.bits[earlier]
            held |= certain.brought_to(earlier, party)
    before = ever.begun & ~possible.after[number]
    if contact >= 0:
        before &= ~links.bits[contact]
    # Each standing without those before it, which are the first that holds.
    told &= ~took
    sure = took | told
    could = held & ~sure
    sure |= held
    may = (parties & ever.begun | ever.received) & ~sure
    might = ever.held_at & ~(sure | may)
    blind = before & surely & on_record & ~(by_end | ever.held)
    return Held(
        before,
        before & surely,
        before & took,
        before & told,
        before & could,
        0,
        before & may,
        before & might,
        before & ~(sure | may | might),
        blind,
        before & ever.on_record & ~(sure | blind),
    )


def _still_on(links: Links, first_day: int) -> Places:
    """Stretches that may not have ended before a day."""
    still_on = 0
    for stretch, (_, last_day) in links.plain.ends.items():
        if last_day >= first_day:
            still_on |= links.bits[stretch]
    return still_on


def _chains(links: Links, asked: Asked) -> Iterator[list[tuple[Party | None, int]]]:
    """All that a decision follows, each with who sent on what came of it; nothing where days alone say as much."""
    party, first_day, _, follows, _ = asked
    plain = links.plain
    is_close = any(first_day <= plain.last_days[earlier] for earlier in follows)
    if is_close or (follows and (plain.receipts or plain.ends)):
        chain = _chain(party, follows, links)
        if is_close or any(earlier in plain.receipts or earlier in plain.ends for _, earlier in chain):
            yield chain


def _chain(party: Party, follows: Sequence[int], links: Links) -> list[tuple[Party | None, int]]:
    """All that a decision follows, each with who sent on what came of it."""
    if len(follows) == 1 and follows[0] not in links.plain.follows:
        return [(party, follows[0])]
    senders = links.plain.senders
    chain: dict[tuple[Party | None, int], None] = {(party, earlier): None for earlier in follows}
    for contact in follows:
        chain.update(((senders[later], earlier), None) for later, earlier in links.followed(contact))
    return list(chain)


def _on_record(chain: Sequence[tuple[Party | None, int]], links: Links) -> Places:
    """What organisations certainly had by way of what a decision follows."""
    plain, found = links.plain, 0
    for sent_on_by, earlier in chain:
        receivers = plain.receivers[earlier]
        is_received = sent_on_by in receivers or (receivers and earlier not in plain.receipts)
        if plain.senders[earlier] is not None or is_received:
            found |= links.own[earlier]
    return found

"""What every decider had of every contact, in one pass for all of them: sets of contacts instead of chains.

The standings and blind spots are those of :class:`explorer.reach.network.Reach`, to which tests hold them equal; this
gives no chain, and costs a few microseconds a contact and decision where that costs a sweep for each contact.

>>> plain = Plain(3)
>>> plain.senders, plain.receivers = [0, 1], [(1,), (2,)]
>>> plain.first_days = plain.last_days = [1, 2]
>>> held, = held_at(plain, [(2, 3, 3, (1,), -1)])
>>> [bin(held.took_part), bin(held.could_have_been_told), held.blind]
['0b10', '0b1', 0]
"""

from __future__ import annotations

from collections.abc import Sequence

from explorer.reach.plain import Asked, Held, Party, Places, Plain
from explorer.reach.plain_doubles import Doubles
from explorer.reach.plain_links import Links
from explorer.reach.plain_sweep import Sweep


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
    parted = Doubles(links, asked)
    sweep = Sweep(links, asked, parted)
    if parted.kept_away:
        parted.kept_away = set()
        if [seen[5:] for seen in Sweep(links, asked, parted).seen] != [seen[5:] for seen in sweep.seen]:
            return None
    parties = _took_part(links, {item[0] for item in asked})
    return [_held(number, item, sweep, parties[item[0]]) for number, item in enumerate(asked)]


def _took_part(links: Links, wanted: set[Party]) -> dict[Party, Places]:
    """The contacts that each of these organisations was a party to on the day of the contact."""
    found = dict.fromkeys(wanted, 0)
    plain = links.plain
    for bit, sender, receivers in zip(links.bits, plain.senders, plain.receivers, strict=True):
        if sender in found:
            found[sender] |= bit
        for receiver in receivers:
            if receiver in found:
                found[receiver] |= bit
    for place in plain.receipts:
        for receiver in plain.receivers[place]:
            if receiver in found:
                found[receiver] &= ~links.bits[place]
    return found


def _held(number: int, asked: Asked, sweep: Sweep, parties: Places) -> Held:
    _, first_day, _, follows, contact = asked
    links, plain = sweep.links, sweep.plain
    (
        held,
        received,
        told,
        begun,
        on_record,
        surely_held,
        may_have_begun,
        may_be_on_record,
        may_be_received,
        ever,
        ever_at,
    ) = sweep.seen[number]
    took, surely = parties & begun | received, begun
    if plain.ends:
        surely &= ~_still_on(links, first_day)
    if follows:
        chain = _chain(asked, links)
        if chain:
            # What it follows is certainly before it, whatever the days.
            for _, earlier in chain:
                surely |= links.bits[earlier]
            on_record |= _on_record(chain, links)
            for earlier, party in links.brought((asked[0],), chain):
                took |= links.bits[earlier]
                told |= links.own[earlier] & ~links.bits[earlier]
                held |= sweep.certain.brought_to(earlier, party)
    before = may_have_begun
    if contact >= 0:
        before &= ~(sweep.parted.after[number] | links.bits[contact])
    # Each standing without those before it, which are the first that holds.
    sure = took | told
    might = sure | held
    may = parties & may_have_begun | may_be_received
    none = might | may | ever_at
    blind = before & surely & on_record & ~(surely_held | ever)
    return Held(
        before,
        before & surely,
        before & took,
        before & told & ~took,
        before & held & ~sure,
        0,
        before & may & ~might,
        before & ever_at & ~(might | may),
        before & ~none,
        blind,
        before & may_be_on_record & ~(might | blind),
    )


def _still_on(links: Links, first_day: int) -> Places:
    """Stretches that may not have ended before a day."""
    still_on = 0
    for stretch, (_, last_day) in links.plain.ends.items():
        if last_day >= first_day:
            still_on |= links.bits[stretch]
    return still_on


def _chain(asked: Asked, links: Links) -> list[tuple[Party | None, int]]:
    """All that a decision follows, each with who sent on what came of it; nothing where days alone say as much."""
    party, first_day, _, follows, _ = asked
    plain = links.plain
    last_days, receipts, ends = plain.last_days, plain.receipts, plain.ends
    is_close = first_day <= max([last_days[earlier] for earlier in follows])
    if not (is_close or receipts or ends):
        return []
    if len(follows) == 1 and follows[0] not in plain.follows:
        chain: list[tuple[Party | None, int]] = [(party, follows[0])]
    else:
        links_back: dict[tuple[Party | None, int], None] = {(party, earlier): None for earlier in follows}
        for contact in follows:
            links_back.update(
                ((plain.senders[later], earlier), None) for later, earlier in links.followed(contact)
            )
        chain = list(links_back)
    if is_close or any(earlier in receipts or earlier in ends for _, earlier in chain):
        return chain
    return []


def _on_record(chain: Sequence[tuple[Party | None, int]], links: Links) -> Places:
    """What organisations certainly had by way of what a decision follows."""
    plain, found = links.plain, 0
    for sent_on_by, earlier in chain:
        receivers = plain.receivers[earlier]
        is_received = sent_on_by in receivers or (receivers and earlier not in plain.receipts)
        if plain.senders[earlier] is not None or is_received:
            found |= links.own[earlier]
    return found

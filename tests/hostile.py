"""A case in which every text tries to be markup, script, template or style."""

from __future__ import annotations

from dataclasses import replace

from explorer.case import Case

MARKED = "zqx"  # stands in every hostile text, so that a test can look for it
HOSTILE = (
    f"{MARKED}</script></style></title><img src=x onerror=alert(1)><svg onload=alert(1)><!--&amp;\"'`${{1}}"
    "{{ 7*7 }}{% raw %}\\\u2028\u202e<a href=javascript:alert(1)>"
)


def hostile(case: Case) -> Case:
    """The same case with hostile text wherever a source, a reviewer or a file may bring text of its own."""
    return replace(
        case,
        title=HOSTILE,
        marking=HOSTILE,
        parties={
            key: replace(party, name=f"{party.name} {HOSTILE}", area=HOSTILE, aliases=(HOSTILE,))
            for key, party in case.parties.items()
        },
        contacts={
            key: replace(
                contact,
                summary=HOSTILE,
                date_text=HOSTILE,
                topics=(HOSTILE,),
                accounts=tuple(
                    replace(account, locator=HOSTILE, quote=HOSTILE, summary=HOSTILE, date_text=HOSTILE)
                    for account in contact.accounts
                ),
            )
            for key, contact in case.contacts.items()
        },
        outcomes=tuple(
            replace(
                outcome,
                summary=HOSTILE,
                accounts=tuple(replace(account, locator=HOSTILE) for account in outcome.accounts),
            )
            for outcome in case.outcomes
        ),
        sources={
            key: replace(source, title=HOSTILE, publisher=HOSTILE, kind=HOSTILE, says=HOSTILE, url=HOSTILE)
            for key, source in case.sources.items()
        },
        notes={key: replace(note, text=HOSTILE, author=HOSTILE) for key, note in case.notes.items()},
    )

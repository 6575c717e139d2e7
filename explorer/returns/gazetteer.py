"""Words that tell what sector a name belongs to: used to place a new party and to find organisations in narratives."""

from __future__ import annotations

import re
from functools import cache

from explorer.vocabulary import spelled

# Read from the top: the first that fits. Words as `spelled` leaves them.
PATTERNS: tuple[tuple[str, str], ...] = (
    ("subject", r"(?:the )?(?:subject|child|young person|yp|patient|client|service user|pupil|adult at risk|"
                r"index child)"),
    ("family", r".*\b(?:mother|father|mum|dad|parents?|family|carers?|grand(?:mother|father|parents?)|sister|"
               r"brother|siblings?|aunt|uncle|step(?:mother|father)|partner|wife|husband|son|daughter|relatives?)"),
    ("public", r".*\b(?:neighbours?|members? of the public|public|bus driver|taxi driver|passer ?by|"
               r"anonymous(?: caller)?|witness|former pupils?|friends?|landlady|shopkeeper)"),
    ("safeguarding-hub", r".*\b(?:mash|safeguarding hub|multi agency safeguarding hub|safeguarding partnership|"
                         r"front door|contact centre|marac|single point of access)\b.*"),
    ("counter-terrorism", r".*\b(?:prevent|channel(?: panel)?|counter terrorism|counter terror|ct policing|ctp|ctu|mi5|"
                          r"security service)\b.*"),
    ("mental-health", r".*\b(?:camhs|cypmhs|mental health|cmht|psychiatr\w*|psycholog\w*|crisis team|"
                      r"early intervention in psychosis)\b.*"),
    ("police", r".*\b(?:police|constabulary|pc|british transport police|custody)\b.*"),
    ("justice", r".*\b(?:courts?|probation|prison|yot|yos|youth offending\w*|youth justice|cps|crown prosecution|"
                r"magistrates?|hmp)\b.*"),
    ("social-care", r".*\b(?:social care|social services|social work(?:er|ers)?|children's services|csc|asc|"
                    r"children and families|early help|family support|adult services|cafcass|emergency duty team)\b.*"),
    ("education", r".*\b(?:school|academy|college|nursery|university|education|send|senco|pupil referral unit|pru|"
                  r"ehcp team|admissions|attendance service)\b.*"),
    ("health", r".*\b(?:nhs|hospital|gp|gp practice|surgery|general practi\w*|health(?:care)?(?: visit\w*)?|medical|"
               r"ambulance|midwi\w*|paediatric\w*|a&e|a and e|emergency department|clinic|trust|nurses?|icb|ccg|111|"
               r"dentist|"
               r"neurodevelopment\w*)\b.*"),
    ("housing", r".*\b(?:housing|homes|landlord|tenancy|homeless\w*)\b.*"),
    ("government", r".*\b(?:council|home office|department|ministry|government|national crime agency|nca|dwp|jobcentre|"
                   r"border force)\b.*"),
    ("voluntary", r".*\b(?:childline|nspcc|barnardo'?s|samaritans|charity|helpline|women's aid|refuge|foundation|"
                  r"citizens advice|food ?bank|church|mosque|victim support|shelter|mind)\b.*"),
)  # fmt: skip


@cache
def _compiled() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((sector, re.compile(pattern)) for sector, pattern in PATTERNS)


@cache
def sector_of(name: str) -> str:
    """The sector that the words of a name tell of, or ''.

    >>> sector_of("Northtown High School"), sector_of("Lancashire Constabulary"), sector_of("Acme")
    ('education', 'police', '')
    """
    words = spelled(name)[:200]
    return next((sector for sector, pattern in _compiled() if pattern.fullmatch(words)), "")


@cache
def is_subject(name: str) -> bool:
    """Whether a name is only a word for the subject: ``child``, ``YP``, ``service user``."""
    return sector_of(name) == "subject"

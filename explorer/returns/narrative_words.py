"""The words by which a narrative's sentences are known to tell of a contact: names of organisations, kinds, asides."""

from __future__ import annotations

import re

_TAIL = "|".join(
    (
        "School|Academy|College|Nursery|University|Police|Constabulary|Hospital|Infirmary|Trust|Council|Court|Services?",
        "Hub|CAMHS|Prison|Surgery|Practice|Clinic|Helpline|Association|Social Care|Fire and Rescue Service|Agency",
        "Panel|Team|Office|Centre|Homes",
    )
)
NAMED = re.compile(
    rf"\b(?:The )?(?:[A-Z][\w'’&-]*(?: (?:and|of|for|the))? ){{1,5}}(?:{_TAIL})\b|\b[A-Z][a-z]+ police\b"
)
"""An organisation's own name, by how it ends."""
COMMON = re.compile(
    "".join(
        (
            r"\b(?:[Pp]olice(?: officers?)?|[Oo]fficers?|[Dd]etectives?|[Ss]chool|[Tt]eachers?|head "
            r"?teacher|form tutor|",
            r"head of year|attendance officer|[Ss]ocial workers?|[Ss]ocial services|social care|adult social care|",
            r"children[’']s social care|duty team|multi-agency safeguarding hub|MASH|Mash|the hub|CAMHS|",
            r"Child and Adolescent Mental Health Services|GP(?: practice)?|health visitors?|",
            r"(?:district )?nurs(?:es?|ing service)|A&E|hospital|ambulance|council|housing (?:officer|association)|",
            r"youth offending \w+|YOT|probation|courts?|Prevent(?: team| officers)?|Channel|Childline|NSPCC|",
            r"National Crime Agency|NCA|counter-?terrorism officers?|education services|health authorities|"
            r"psychiatrist|",
            r"psychologist|midwife|fire service|mental health (?:team|workers?|services?)|coroner|"
            r"special(?:ist)? school)\b",
        )
    )
)
"""A word for an organisation or one of its people."""
SECTORS = (
    (r"officers?|detectives?|constable|sergeant", "police"),
    (r"teachers?|tutor|head of year|attendance", "education"),
    (r"duty team|social work", "social-care"),
    (r"the hub|mash", "safeguarding-hub"),
    (r"counter.?terror|prevent|channel", "counter-terrorism"),
    (r"fire", "government"),
    (r"coroner", "justice"),
    (r"ambulance|a&e|nurs|hospital|gp\b|health author", "health"),
)
"""What the gazetteer does not tell: (words, sector)."""
KINDS: tuple[tuple[str, str], ...] = (
    (r"access to .{0,40}\brecords", "standing-access"),
    (r"strategy (?:meeting|discussion)|\bmeeting with\b|\bmet with\b|\bhad a meeting", "meeting"),
    (r"reported (?:him|her|them|that \w+ was)? ?missing|missing from", "missing-report"),
    (
        r"\breferr(?:ed|al to|al by|al was|al form)|made a (?:\w+ )?referral|\breferral\b|safeguarding concern",
        "referral",
    ),
    (r"called the police|police were called|driver called|999", "emergency-call"),
    (r"did not attend|would not go in|failed to attend|not brought|no answer", "not-attended"),
    (r"\bexpelled|\bexcluded", "exclusion"),
    (r"forced to leave|off.?rolled|off roll", "off-roll"),
    (r"\benrolled|started there|started at|attended (?:a|the) .*school", "enrolment"),
    (r"\bdischarged|\bdischarge\b", "discharge"),
    (r"case (?:was )?closed|closed by|was (?:also )?closed", "closure"),
    (r"\binterviewed\b", "interview"),
    (r"\barrested\b", "arrest"),
    (r"\bcharged\b|found guilty|convicted", "charge"),
    (
        r"\bvisit(?:ed|s)?\b|spoke to (?:him|her)|came to (?:our|the|his|her) (?:house|home)|attended|arrived|"
        r"\bcame on\b|searched|carried out a",
        "visit",
    ),
    (r"\bcalled\b|\brang\b|telephoned|phoned|\bcall(?:s|ed)? to\b", "call"),
    (
        r"\bwrote\b|letter|e-?mail(?:ed)?|informed|told me|alerted|permission|provided advice|asked for",
        "message",
    ),
    (r"\bassess(?:ed|ment)|diagnosed|\bsaw (?:us|him|her)\b|care plan", "assessment"),
    (r"\badmitted|\bA&E\b|taken (?:by ambulance )?to", "session"),
    (r"offered a place|\bplaced\b", "placement"),
    (r"received information|a referral form", "referral"),
    (r"attacked|assault|stabb|kicked|smashed|took tablets", "incident"),
    (r"found (?:a|the) \w+ in|supported the decision|decided not to|triaged|passed to", "notification"),
)
"""(words, kind); of words at one place the first counts."""
ASIDE = re.compile(
    "".join(
        (
            r"\b(?:inquiry|for (?:example|instance)|sentenced|understands? that the|is under way|per cent|"
            r"figures|pilot|",
            r"will (?:look|criticise|be)|threshold is low|are supposed to|could have|according to|toolkit|training|",
            r"would (?:be|include|have(?! had access))|should (?:not )?have|commissioned this review|this section|",
            r"spokes(?:man|woman|person)|last year|last week|has been published|admits|they will|we need|are able to|",
            r"has not been|recognises|insist)\b",
        )
    ),
    re.IGNORECASE,
)
"""A sentence with such words speaks of the review, of policy, or of what might have been."""

"""The words by which a narrative's sentences are known to tell of a contact: names of organisations, kinds, asides."""

from __future__ import annotations

import re

from explorer.returns.organisation_words import ORGANISATIONS

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
            r"head of year|attendance officer|[Ss]ocial workers?|[Ss]ocial services|[Ss]ocial care|",
            r"[Aa]dult social care|",
            r"[Cc]hildren[’']s social care|duty team|multi-agency safeguarding hub|MASH|Mash|the hub|CAMHS|",
            r"Child and Adolescent Mental Health Services|GP(?: practice)?|[Hh]ealth visitors?|",
            r"(?:[Dd]istrict )?[Nn]urs(?:es?|ing service)|A&E|hospital|ambulance|council|",
            r"housing (?:officer|association)|",
            r"youth offending \w+|YOT|[Pp]robation|courts?|Prevent(?: team| officers)?|Channel|Childline|NSPCC|",
            r"National Crime Agency|NCA|counter-?terrorism officers?|education services|health authorities|"
            r"psychiatrist|",
            r"psychologist|midwife|fire service|mental health (?:team|workers?|services?)|coroner|"
            r"special(?:ist)? school|",
            "|".join(word for words in ORGANISATIONS.values() for word in words),
            r")\b",
        )
    )
)
"""A word for an organisation or one of its people."""
SECTORS = (
    *(("|".join(words).casefold(), sector) for sector, words in ORGANISATIONS.items()),
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
IMPLIED: tuple[tuple[re.Pattern[str], str, str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), word, sector)
    for pattern, word, sector in (
        (r"\b(?:found|pleaded) guilty|\bconvicted\b|\bremanded\b|\breferral order\b", "court", "justice"),
        (r"\barrested\b|\bcautioned\b|released under investigation|\bon police bail\b", "police", "police"),
        (r"\bexpelled\b|\bexcluded from\b|permanent(?:ly)? exclu|\boff.?rolled\b", "school", "education"),
        (
            r"\bdiagnos(?:ed|is)\b|\bprescribed\b|\b(?:autis\w+|ADHD|neurodevelopmental|paediatric)\b[^.]{0,30}\b"
            r"assess",
            "hospital or clinic",
            "health",
        ),
        (r"\bdischarged\b|\badmitted\b", "hospital or clinic", "health"),
        (
            r"child (?:in need|protection) (?:plan|conference|enquiry)|section 47",
            "children's social care",
            "social-care",
        ),
        (r"\bsectioned\b|detained under the Mental Health Act", "mental health team", "mental-health"),
    )
)
"""(words, who must have acted, sector): used where a sentence names no organisation of that sector."""
_THE = (
    ("force|constabulary", "police"),
    ("trust|ward|clinic|surgery|practice|hospital", "health"),
    ("academy|college|school", "education"),
    ("department|authority", "social-care"),
    ("association|landlord", "housing"),
    ("service|team|agency|organisation|unit|charity|helpline", ""),
)
REFERRED = (
    *(
        (re.compile(rf"\b(?:[Tt]he|[Tt]his|[Tt]hat) (?:same )?(?:{words})\b(?! (?:of|for) )"), sector)
        for words, sector in _THE
    ),
    (re.compile(r"^(?:It|They) (?!is |was |were |are |would |had been )"), ""),
)
"""Words that refer back: to the organisation of that sector that was named last, or ('') to the last of all."""
LISTED = re.compile(
    r"(?:[’']s?)?\s*(?:,|,? (?:and|or|as well as|along with|together with)|;|/|&)\s*(?:also |then )?"
    r"(?:to |with |by |from )?"
    r"(?:(?:the|a|an|his|her|their|its|local|other|children[’']s|county|mental|adult|youth)\s+){0,3}",
    re.IGNORECASE,
)
"""What stands between two organisations of one list."""
ACTS = re.compile(
    r"\s+(?:then |also |later )?(?:\w+ed|rang|came|told|wrote|said|went|saw|was|were|had|did|took|gave|made|found|sent|"
    r"spoke|met)\b"
)
"""What follows an organisation that does something: it begins a clause of its own and ends no list."""
KINDS: tuple[tuple[str, str], ...] = (
    (r"access to .{0,40}\brecords", "standing-access"),
    (
        r"strategy (?:meeting|discussion)|\bmeeting with\b|\bmet (?:with|him|her|them|M(?:r|rs|s|iss)\b|the \w+)|"
        r"\bhad a meeting|case conference|protection conference|\bconference (?:was|on|of)\b",
        "meeting",
    ),
    (
        r"reported (?:him|her|them|that \w+ was)? ?missing|reported (?:\w+ ){1,5}missing|missing from",
        "missing-report",
    ),
    (
        r"\breferr(?:ed|al to|al by|al was|al form)|made a (?:\w+ )?referral|\breferral\b|"
        r"safeguarding (?:concern|alert)|"
        r"raised (?:(?:a|an|the|its|their|his|her|further) (?:\w+ )?)?(?:concerns?|alert)|"
        r"\bpassed (?:(?!to\b)\w+ ){1,4}(?:on )?to (?:the|a|an|his|her|[A-Z])",
        "referral",
    ),
    (r"called the police|police were called|driver called|999", "emergency-call"),
    (r"did not attend|would not go in|failed to attend|not brought|no answer", "not-attended"),
    (r"\bexpelled|\bexcluded", "exclusion"),
    (r"forced to leave|off.?rolled|off roll", "off-roll"),
    (r"\benrolled|started there|started at|attended (?:a|the) .*school", "enrolment"),
    (r"\bdischarged|\bdischarge\b", "discharge"),
    (
        r"case (?:was )?closed|closed by|was (?:also )?closed|\bclosed (?:the|his|her|their|its|this) "
        r"(?:case|file|referral|episode|involvement)|ended (?:its|their|her|his) (?:involvement|work|support)",
        "closure",
    ),
    (r"\binterviewed\b", "interview"),
    (r"\barrested\b", "arrest"),
    (r"\bcharged\b|found guilty|convicted", "charge"),
    (
        r"\bvisit(?:ed|s)?\b|spoke to (?:him|her)|came to (?:our|the|his|her) (?:house|home)|attended|arrived|"
        r"\bcame on\b|searched|carried out a|\binspected\b|\bfitted\b|forced entry|\bcalled at\b|welfare check",
        "visit",
    ),
    (r"\bcalled\b|\brang\b|telephoned|phoned|\bcall(?:s|ed)? to\b", "call"),
    (
        r"\bwrote\b|letter|e-?mail(?:ed)?|informed|told me|alerted|permission|provided advice|asked for",
        "message",
    ),
    (
        r"\bassess(?:ed|ment)|diagnosed|\bsaw (?:us|him|her|them|the "
        r"(?:subject|child|patient|client|boy|girl|man|woman|young person|family|parents?|mother|father))\b|"
        r"\b(?:was|were) seen (?:(?:once|twice|again|\w+ times) )?(?:by|at|in|on)\b|care plan",
        "assessment",
    ),
    (r"\badmitted|\bA&E\b|taken (?:by ambulance )?to", "session"),
    (r"offered a place|\bplaced\b", "placement"),
    (r"received information|a referral form", "referral"),
    (r"\bnotif(?:ied|ication)\b|\bshared (?:the|this|its|their|that|his|her|a) \w+", "notification"),
    (
        r"\bcontacted\b|\bliaised\b|\bspoke (?:to|with)\b|\btold (?:the|his|her|their)\b|\brequested\b|"
        r"\basked (?:the|a|his|her) [^.]{2,60}? to\b|\badvised (?:the|his|her|him|them)\b|\backnowledged\b|"
        r"\breplied\b|\bresponded\b|\bserved (?:a|an) \w+|\bwarned\b",
        "message",
    ),
    (r"\bfound (?:him|her|them|the (?:child|boy|girl|subject|man|woman|family))\b(?! guilty)", "visit"),
    (r"attacked|assault|stabb|kicked|smashed|took tablets", "incident"),
    (r"found (?:a|the) \w+ in|supported the decision|decided not to|triaged|passed to", "notification"),
)
"""(words, kind); of words at one place the first counts."""
ASIDE = re.compile(
    "".join(
        (
            r"\b(?:(?<!told the )(?<!to the )inquiry|for (?:example|instance)|sentenced|understands? that the|"
            r"is under way|per cent|"
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

"""Words for organisations and their people in narratives, by sector: the everyday names of services in England.

Read beside the gazetteer and the older list in :mod:`explorer.returns.narrative_words`; each is a regular expression.
"""

from __future__ import annotations

ORGANISATIONS: dict[str, tuple[str, ...]] = {
    "mental-health": (r"crisis (?:team|service|line)", r"early intervention team",
                      r"approved mental health professional"),
    "education": (
        r"nursery", r"pre-?school", r"college", r"university", r"SENCO", r"pupil referral unit", r"pastoral team",
        r"education welfare (?:officer|service)", r"safeguarding lead", r"mentor",
    ),
    "social-care": (
        r"(?:adult |child(?:ren)? )?safeguarding (?:adults? )?(?:team|board)", r"family support(?: worker| service)?",
        r"early help(?: team| service)?", r"emergency duty team", r"foster carers?", r"care home",
        r"home care(?: agency| provider)?", r"care (?:agency|provider|workers?)", r"day centre",
        r"residential (?:home|unit)", r"children[’']s home", r"personal adviser", r"reablement team",
    ),
    "housing": (
        r"housing association", r"the association", r"landlord",
        r"(?:tenancy|estate|neighbourhood|housing support) (?:officer|manager|worker|team)",
        r"homeless(?:ness)? (?:team|service|hostel)", r"hostel", r"refuge",
    ),
    "government": (
        r"[Ee]nvironmental health", r"trading standards", r"job ?centre", r"DWP", r"benefits (?:office|agency)",
        r"Home Office", r"immigration (?:officers?|service)", r"border force",
    ),
    "health": (
        r"[Pp]aramedics?", r"ambulance (?:crew|service)", r"emergency (?:department|services)", r"minor injuries unit",
        r"walk-in centre", r"out-of-hours (?:service|GP)", r"memory clinic", r"sexual health (?:clinic|service)",
        r"pharmacist", r"pharmacy", r"dentist", r"paediatrician", r"physiotherapist", r"occupational therapist",
        r"speech (?:and language )?therapist", r"community nurses?", r"matron", r"consultant", r"midwives", r"ward",
        r"clinic", r"surgery", r"hospice",
    ),
    "justice": (
        r"probation (?:officer|service)", r"prison(?: staff| officers?)?", r"youth justice (?:team|service)",
        r"magistrates", r"bail hostel",
    ),
    "voluntary": (
        r"(?:support|key|outreach|youth|drug|alcohol) workers?",
        r"(?:drug|alcohol|substance misuse) (?:team|service)s?",
        r"IDVA", r"women[’']s aid", r"charity", r"helpline", r"food ?bank", r"counsellors?",
    ),
    "safeguarding-hub": (r"MARAC",),
}  # fmt: skip

/** Reads the payload: what Python left out because it is empty is filled in again, and names are looked up. */

/** @typedef {import("./payload.d.ts").Payload} Payload */
/** @typedef {import("./payload.d.ts").ContactRecord} ContactRecord */
/** @typedef {import("./payload.d.ts").ArrowRecord} ArrowRecord */

/** @type {Omit<ArrowRecord, "party" | "name">} */
const ARROW = { mark: "", group: "", saidAs: "", sentence: "", steps: [] };

const CONTACT = {
  about: [],
  dateText: "",
  time: "",
  received: "",
  day: null,
  isSure: false,
  isStretch: false,
  isCounted: false,
  isEvent: false,
  isKey: false,
  seen: "",
  summary: "",
  topics: [],
  follows: [],
  leadsTo: [],
  journeys: [],
  shares: null,
  notes: [],
  accounts: [],
  conflicts: [],
};

/**
 * @param {string} text  JSON as `packed` in payload.py writes it
 * @returns {Payload}
 */
export function unpacked(text) {
  const payload = JSON.parse(text);
  const nameOf = (/** @type {number} */ lane) => payload.parties[lane]?.name ?? "";
  payload.contacts = payload.contacts.map((/** @type {ContactRecord} */ contact) => ({
    ...CONTACT,
    ...contact,
    senderName: nameOf(contact.sender),
    arrows: (contact.arrows ?? []).map((arrow) => ({ ...ARROW, ...arrow, name: nameOf(arrow.party) })),
  }));
  return payload;
}

/** Reads the payload: what Python left out because it is empty is filled in again, and names are looked up. */

/** @typedef {import("./payload.d.ts").Payload} Payload */
/** @typedef {import("./payload.d.ts").ContactRecord} ContactRecord */
/** @typedef {import("./payload.d.ts").ArrowRecord} ArrowRecord */
/** @typedef {import("./payload.d.ts").JourneyRecord} JourneyRecord */

/** @type {Omit<ArrowRecord, "party" | "name">} */
const ARROW = { mark: "", group: "", sentence: "", steps: [] };

const ACCOUNT = { locator: "", quote: "", basis: "recorded", said: [] };

const HOLDING = { holds: false, basis: "recorded", certain: null, possible: null };

const STEP = { said: [] };

/** @param {number} day */
const oneDay = (day) => ({ latestStart: day, lastDay: day, day });

const CONTACT = {
  about: [],
  dateText: "",
  time: "",
  received: "",
  day: null,
  isSure: false,
  isStretch: false,
  isCounted: true,
  stroke: "plain",
  basis: "recorded",
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
  compared: [],
};

/**
 * @param {string} text  JSON as `packed` in payload.py writes it
 * @returns {Payload}
 */
export function unpacked(text) {
  const payload = JSON.parse(text);
  const nameOf = (/** @type {number} */ lane) => payload.parties[lane]?.name ?? "";
  payload.holdings = payload.holdings.map((/** @type {object} */ held) => ({ ...HOLDING, ...held }));
  payload.journeys = payload.journeys.map((/** @type {JourneyRecord} */ journey) => {
    const steps = journey.steps.map((step) => ({ ...STEP, ...step }));
    return { ...journey, steps, columns: steps.map(({ column }) => column).sort((a, b) => a - b) };
  });
  payload.contacts = payload.contacts.map(
    (/** @type {ContactRecord} */ contact, /** @type {number} */ column) => ({
      ...CONTACT,
      ...(contact.isSure && contact.lastDay === undefined ? oneDay(contact.firstDay) : {}),
      ...contact,
      ...(contact.reach ? {} : { reach: [column, column] }),
      senderName: nameOf(contact.sender),
      accounts: contact.accounts.map((account) => ({ ...ACCOUNT, ...account })),
      arrows: contact.arrows.map((arrow) => ({ ...ARROW, ...arrow, name: nameOf(arrow.party) })),
    }),
  );
  return payload;
}

/** Reads the payload: what Python left out because it is empty is filled in again, and names are looked up. */

import { signed, unpackedNumbers, unpackedRecords, unpackedSteps } from "#page/numbers";

/** @typedef {import("./payload.d.ts").Payload} Payload */
/** @typedef {import("./payload.d.ts").ArrowRecord} ArrowRecord */
/** @typedef {import("./payload.d.ts").JourneyRecord} JourneyRecord */
/** @typedef {import("./payload.d.ts").KnownRecord} KnownRecord */
/** @typedef {import("./payload.d.ts").KnowerRecord} KnowerRecord */
/** @typedef {import("./payload.d.ts").NetworkRecord} NetworkRecord */
/** @typedef {import("./payload.d.ts").DecisionRecord} DecisionRecord */

/** @type {Omit<ArrowRecord, "party" | "name">} */
const ARROW = { mark: "", group: "", sentence: "", steps: [] };

const ACCOUNT = { locator: "", quote: "", basis: "recorded", said: [] };

const HOLDING = { holds: false, basis: "recorded", certain: null, possible: null };

const STEP = { said: [] };

const CONTACT = {
  id: "",
  kind: 0,
  sender: -1,
  senderName: "",
  arrows: [],
  when: "",
  dateLines: [],
  firstDay: 0,
  latestStart: 0,
  lastDay: Number.NEGATIVE_INFINITY,
  reach: null,
  contactsSoFar: 0,
  requestsSoFar: 0,
  accounts: [],
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

/** Records, told field by field or one by one, with what is usual filled in. @param {any} told @param {object} usual */
const recordsOf = (told, usual) =>
  Array.isArray(told) ? told.map((record) => ({ ...usual, ...record })) : unpackedRecords(told, usual);

/**
 * @param {string} text  JSON as `packed` in packing.py writes it
 * @returns {Payload}
 */
export function unpacked(text) {
  const payload = JSON.parse(text);
  const nameOf = (/** @type {number} */ lane) => payload.parties[lane]?.name ?? "";
  payload.totals = recordsOf(payload.totals, {});
  payload.holdings = recordsOf(payload.holdings, HOLDING);
  payload.journeys = payload.journeys.map((/** @type {JourneyRecord} */ journey) => {
    const steps = journey.steps.map((step) => ({ ...STEP, ...step }));
    return { ...journey, steps, columns: steps.map(({ column }) => column).sort((a, b) => a - b) };
  });
  payload.contacts = recordsOf(payload.contacts, CONTACT);
  for (const [column, contact] of payload.contacts.entries()) {
    if (contact.isSure && contact.lastDay < contact.firstDay) {
      contact.latestStart = contact.firstDay;
      contact.lastDay = contact.firstDay;
      contact.day = contact.firstDay;
    }
    contact.reach ??= [column, column];
    contact.senderName = nameOf(contact.sender);
    contact.accounts = contact.accounts.map((/** @type {object} */ account) => ({ ...ACCOUNT, ...account }));
    contact.arrows = contact.arrows.map((/** @type {ArrowRecord} */ arrow) => ({
      ...ARROW,
      ...arrow,
      name: nameOf(arrow.party),
    }));
  }
  return payload;
}

/**
 * @param {string} text  JSON as `packed_network` in network.py writes it
 * @returns {NetworkRecord}
 */
export function unpackedNetwork(text) {
  const parts = Object.entries(JSON.parse(text));
  const told = parts.map(([name, part]) => [name, name === "options" ? part : unpackedRecords(part)]);
  return /** @type {NetworkRecord} */ (Object.fromEntries(told));
}

/**
 * @param {string} text  JSON as `packed_known` in known.py writes it
 * @returns {KnownRecord}
 */
export function unpackedKnown(text) {
  const { base, limits, links, knowers, decisions } = JSON.parse(text);
  const record = {
    base,
    limits,
    knowers: knowers.map((/** @type {KnowerRecord & { arrivals: string }} */ { party, arrivals }) =>
      late({ party }, "arrivals", () => arrivalsOf(arrivals)),
    ),
    decisions: decisions.map(
      (/** @type {DecisionRecord & Record<"links" | "blind" | "possible", string>} */ one) => ({
        ...one,
        links: chainsOf(one.links),
        blind: unpackedSteps(one.blind),
        possible: unpackedSteps(one.possible),
      }),
    ),
  };
  return late(record, "links", () => linksOf(links));
}

/**
 * What is long is unpacked when it is first asked for: the first detail of a large record needs none of it.
 * @param {object} record
 * @param {string} name
 * @param {() => Int32Array} make
 * @returns {any}
 */
function late(record, name, make) {
  /** @type {Int32Array | undefined} */
  let made;
  const get = () => {
    made ??= make();
    return made;
  };
  return Object.defineProperty(record, name, { enumerable: true, get });
}

/** @param {string} text */
function linksOf(text) {
  const numbers = Int32Array.from(unpackedNumbers(text));
  let column = 0;
  for (let at = 0; at < numbers.length; at += 2) {
    column += signed(numbers[at] ?? 0);
    const back = numbers[at + 1] ?? 0;
    numbers[at] = column;
    numbers[at + 1] = back ? at / 2 - back : -1;
  }
  return numbers;
}

/** @param {string} text */
function arrivalsOf(text) {
  const numbers = unpackedNumbers(text);
  const found = new Int32Array((numbers.length / 3) * 4);
  let [column, day, link] = [0, 0, 0];
  for (let at = 0, to = 0; at < numbers.length; at += 3, to += 4) {
    const [what = 0, later = 0, step = 0] = [numbers[at], numbers[at + 1], numbers[at + 2]];
    column += what >> 3;
    day += signed(later);
    if (step) link += signed(step - 1);
    found[to] = column;
    found[to + 1] = what & 7;
    found[to + 2] = day;
    found[to + 3] = step ? link : -1;
  }
  return found;
}

/** @param {string} text */
function chainsOf(text) {
  const numbers = unpackedNumbers(text);
  let column = 0;
  return numbers.map((number, at) => {
    if (at % 2) return number - 1;
    column += number;
    return column;
  });
}

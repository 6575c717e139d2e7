/** Which contacts belong together: pure look-ups in what Python worked out. */

/** @typedef {import("./payload.d.ts").Payload} Payload */
/** @typedef {import("./state.js").State} State */

/**
 * Every column of the journeys that a contact is part of, itself included.
 * @param {Payload} payload
 * @param {number} column
 */
export function journeyOf(payload, column) {
  const journeys = payload.contacts[column]?.journeys ?? [];
  return new Set([column, ...journeys.flatMap((journey) => payload.journeys[journey]?.columns ?? [])]);
}

/** The columns that each finding rests on, by citation; filled when the page has arrived. @type {Map<string, number[]>} */
export const evidence = new Map();

/**
 * Under the lens: the chain by which the chosen contact is shown to have arrived, and the contacts of the standing that
 * was asked for, as columns.
 * @type {{ columns: number[], standing: number[] }}
 */
export const chain = { columns: [], standing: [] };

/**
 * The columns that are raised, while the others are greyed; null where none is.
 * @param {Payload} payload
 * @param {State} state
 * @returns {Set<number> | null}
 */
export function markedOf(payload, state) {
  const chosen = payload.contacts.findIndex((contact) => contact.id === state.contact);
  const own = chosen < 0 ? [] : [chosen];
  if (state.ask === "play") return null;
  if (state.finding) return new Set([...(evidence.get(state.finding) ?? []), ...own]);
  if (state.ask === "known" && chosen >= 0) return new Set([...chain.columns, ...own]);
  if (state.ask === "known" && chain.standing.length && !state.party) return new Set(chain.standing);
  if (state.journey) {
    const journey = payload.journeys.find(({ root }) => payload.contacts[root]?.id === state.journey);
    if (journey) return new Set([...journey.columns, ...own]);
  }
  if (chosen >= 0) return journeyOf(payload, chosen);
  const party = payload.parties.findIndex((one) => one.id === state.party);
  return party >= 0 ? contactsOf(payload, party) : null;
}

/**
 * The lanes that a contact touches.
 * @param {Payload} payload
 * @param {number} column
 */
export function endsOf(payload, column) {
  const contact = payload.contacts[column];
  const ends = contact ? [contact.sender, ...contact.arrows.map((arrow) => arrow.party)] : [];
  return ends.filter((lane) => lane >= 0);
}

/**
 * Every column that touches a lane.
 * @param {Payload} payload
 * @param {number} party
 */
export function contactsOf(payload, party) {
  const columns = [...payload.contacts.keys()];
  return new Set(columns.filter((column) => endsOf(payload, column).includes(party)));
}

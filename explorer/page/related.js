/** Which contacts belong together: pure look-ups in what Python worked out. */

/** @typedef {import("./payload.d.ts").Payload} Payload */

/**
 * Every column of the journeys that a contact is part of, itself included.
 * @param {Payload} payload
 * @param {number} column
 */
export function journeyOf(payload, column) {
  const journeys = payload.contacts[column]?.journeys ?? [];
  return new Set([column, ...journeys.flatMap((journey) => payload.journeys[journey]?.columns ?? [])]);
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

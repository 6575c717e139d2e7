/** Which contacts are shown: a pure reading of filters, search and day. */

/** @typedef {import("./payload.d.ts").Payload} Payload */
/** @typedef {import("./payload.d.ts").ContactRecord} ContactRecord */
/** @typedef {import("./state.js").State} State */

/** @typedef {"shown" | "possible" | "hidden"} Standing  possible: by its dates it may lie in the chosen days */

/**
 * The words of a contact that search looks in: lower case, one text for each contact.
 * @param {Payload} payload
 * @returns {string[]}
 */
export function searchTexts(payload) {
  return payload.contacts.map((contact) =>
    [
      contact.id,
      payload.kinds[contact.kind]?.label,
      contact.senderName,
      ...contact.arrows.flatMap((arrow) => [arrow.name, arrow.sentence]),
      contact.when,
      contact.dateText,
      contact.summary,
      ...contact.topics,
      ...contact.accounts.flatMap(({ quote, said }) => [quote, ...said.map(([, value]) => value)]),
    ]
      .join(" \n")
      .toLowerCase(),
  );
}

/**
 * How each contact stands under the filters, by column.
 * @param {Payload} payload
 * @param {string[]} texts  from {@link searchTexts}
 * @param {State} state
 * @returns {Standing[]}
 */
export function standings(payload, texts, state) {
  const journey = payload.journeys.find(({ root }) => payload.contacts[root]?.id === state.journey);
  const words = state.query.toLowerCase().split(/\s+/).filter(Boolean);
  return payload.contacts.map((contact, column) => {
    if (journey && !journey.columns.includes(column)) return "hidden";
    if (!words.every((word) => texts[column]?.includes(word))) return "hidden";
    if (!passes(payload, contact, state)) return "hidden";
    return within(contact, state.from, state.day);
  });
}

/**
 * How a contact stands with a stretch of days: hidden where it cannot lie in it, possible where it need not.
 * @param {ContactRecord} contact
 * @param {number | null} from
 * @param {number | null} day  the last
 * @returns {Standing}
 */
function within({ firstDay, latestStart, lastDay }, from, day) {
  if ((day !== null && firstDay > day) || (from !== null && lastDay < from)) return "hidden";
  const isSure = (day === null || latestStart <= day) && (from === null || firstDay >= from);
  return isSure ? "shown" : "possible";
}

/**
 * @param {Payload} payload
 * @param {ContactRecord} contact
 * @param {State} state
 * @returns {boolean}
 */
function passes(payload, contact, state) {
  const ends = [contact.sender, ...contact.arrows.map((arrow) => arrow.party)].filter((end) => end >= 0);
  const parties = ends.map((end) => payload.parties[end]);
  if (state.key && !contact.isKey) return false;
  if (state.kind && payload.kinds[contact.kind]?.id !== state.kind) return false;
  if (state.outcome && !contact.arrows.some((arrow) => arrow.group === state.outcome)) return false;
  if (state.organisation && !parties.some((party) => party?.id === state.organisation)) return false;
  if (!state.sector) return true;
  return parties.some((party) => party && payload.sectors[party.sector]?.id === state.sector);
}

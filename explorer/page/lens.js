/** What an organisation could have known: compares days and follows pointers. Pure reading of what Python worked out. */

/** @typedef {import("./payload.d.ts").KnownRecord} KnownRecord */
/** @typedef {import("./payload.d.ts").DecisionRecord} DecisionRecord */

/**
 * The standing of each contact: a place in the words of the record, and the last link of its chain or -1.
 * @typedef {{ grade: number, link: number }} Known
 */

export const NO_ROUTE = 6;
export const ELSEWHERE = 7;
export const NOT_ASKED = 9; // it was after the decision, or about somebody else

/**
 * How every contact stands with a party by the end of a day, by column.
 * @param {KnownRecord} known
 * @param {number} party
 * @param {number} day
 * @param {number} count  of contacts
 * @returns {Known[]}
 */
export function knownOn(known, party, day, count) {
  const found = Array.from({ length: count }, () => ({ grade: NO_ROUTE, link: -1 }));
  const arrivals = known.knowers.find((one) => one.party === party)?.arrivals ?? [];
  for (let at = 0; at < arrivals.length; at += 4) {
    const [column = 0, grade = NO_ROUTE] = [arrivals[at], arrivals[at + 1]];
    const [from = 0, link = -1] = [arrivals[at + 2], arrivals[at + 3]];
    const now = found[column];
    if (now && from + known.base <= day && grade < now.grade) found[column] = { grade, link };
  }
  return found;
}

/**
 * How every contact stood with the decider at a decision. What was certainly on record elsewhere says so.
 * @param {DecisionRecord} decision
 * @returns {Known[]}
 */
export function knownAt(decision) {
  const found = [...decision.grades].map((grade) => ({ grade: Number(grade), link: -1 })); // NOT_ASKED past the end
  for (let at = 0; at < decision.links.length; at += 2) {
    const now = found[decision.links[at] ?? -1];
    if (now) now.link = decision.links[at + 1] ?? -1;
  }
  for (const column of decision.blind) found[column] = { grade: ELSEWHERE, link: -1 };
  return found;
}

/**
 * The contacts of a chain in order, from its last link.
 * @param {KnownRecord} known
 * @param {number} link
 * @returns {number[]} columns
 */
export function chainOf(known, link) {
  const chain = [];
  for (let at = link; at >= 0; at = known.links[2 * at + 1] ?? -1) chain.push(known.links[2 * at] ?? 0);
  return chain.reverse();
}

/** How strongly an arrow is drawn under the lens: a class after a blank, or nothing. @param {Known | undefined} known */
export function strengthOf(known) {
  if (!known || known.grade <= 3) return "";
  if (known.grade === NO_ROUTE) return " no-route";
  if (known.grade === ELSEWHERE) return " elsewhere";
  return known.grade > ELSEWHERE ? " out" : " might";
}

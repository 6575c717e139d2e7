/** What is shown: which flows pass the filters, with how many requests, and which of them is chosen. No document here. */

/** @typedef {import("./payload.d.ts").Payload} Payload */
/** @typedef {{ from: number, to: number, outcome: number, year: number, least: number }} Filters */
/** @typedef {{ flow: number, count: number }} Shown */

export const ALL = -1;
export const MOST_DRAWN = 400;

/** @type {Filters} */
export const NO_FILTERS = { from: ALL, to: ALL, outcome: ALL, year: ALL, least: 0 };

/**
 * The flows that pass, those with the most requests first; `count` is of the year and the outcome asked for. What is
 * not shown there passes no filter that asks for it.
 * @param {Payload} data
 * @param {Filters} filters
 * @returns {Shown[]}
 */
export function shownFlows(data, filters) {
  const counts = filters.year === ALL ? wholeCounts(data, filters.outcome) : yearCounts(data, filters);
  const sectorOf = (/** @type {number | undefined} */ party) => data.parties[party ?? 0]?.sector;
  const { sender, receiver } = data.flows;
  return counts
    .map((count, flow) => ({ flow, count }))
    .filter(
      ({ flow, count }) =>
        count > 0 &&
        count >= filters.least &&
        (filters.from === ALL || sectorOf(sender[flow]) === filters.from) &&
        (filters.to === ALL || sectorOf(receiver[flow]) === filters.to),
    )
    .sort((a, b) => b.count - a.count || a.flow - b.flow);
}

/**
 * @param {Payload} data
 * @param {number} outcome
 */
function wholeCounts(data, outcome) {
  return outcome === ALL ? data.flows.referrals : (data.flows.parts[outcome] ?? []);
}

/**
 * @param {Payload} data
 * @param {Filters} filters
 */
function yearCounts({ flows, yearly }, { year, outcome }) {
  const counts = new Array(flows.sender.length).fill(0);
  const column = outcome === ALL ? yearly.referrals : (yearly.parts[outcome] ?? []);
  for (const [at, flow] of yearly.flow.entries()) if (yearly.year[at] === year) counts[flow] = column[at];
  return counts;
}

/**
 * The years that any flow names, in order; 0 stands for several possible ones, and comes last.
 * @param {Payload} data
 */
export function yearsOf(data) {
  const years = [...new Set(data.yearly.year)].sort((a, b) => a - b);
  return years[0] === 0 ? [...years.slice(1), 0] : years;
}

/**
 * The least requests at which no more flows are drawn than can be told apart.
 * @param {Shown[]} shown
 * @param {number} most
 */
export function leastFor(shown, most) {
  const last = shown[most];
  return last ? last.count + 1 : 0;
}

/** @param {number | undefined} count */
export const said = (count) =>
  count === undefined || count < 0 ? "not shown" : count.toLocaleString("en-GB");

/**
 * @param {number | undefined} least
 * @param {number | undefined} most
 */
export function daysSaid(least, most) {
  if (least === undefined || least < 0) return "not counted";
  return least === most ? `${said(least)} days` : `${said(least)} to ${said(most)} days`;
}

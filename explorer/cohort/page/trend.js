/** Requests month by month, and those of them with no outcome recorded. */

import { said } from "#cohort/view";
import { svg } from "#page/dom";

/** @typedef {import("./payload.d.ts").Payload} Payload */

const WIDTH = 1000;
const HEIGHT = 180;
const FOOT = 22;

/** @param {Payload} data */
export function trendDrawing(data) {
  const months = monthsOf(data);
  const most = Math.max(1, ...months.map(({ referrals }) => referrals));
  const step = WIDTH / Math.max(1, months.length);
  const tall = (/** @type {number} */ count) => ((HEIGHT - FOOT) * count) / most;
  const bars = months.flatMap(({ period, referrals, none }, place) => {
    const title = () =>
      svg("title", {}, `${period}: ${said(referrals)} requests, ${said(none)} with no outcome recorded`);
    const bar = (/** @type {number} */ count, /** @type {string} */ kind) =>
      svg(
        "rect",
        {
          class: kind,
          x: (place * step).toFixed(1),
          width: Math.max(0.6, step - 0.8).toFixed(1),
          y: (HEIGHT - FOOT - tall(count)).toFixed(1),
          height: tall(count).toFixed(1),
        },
        title(),
      );
    return [bar(referrals, "month"), bar(none, "month none")];
  });
  const labels = yearLabels(months, step).map(({ year, x }) =>
    svg("text", { class: "axis", x: x.toFixed(1), y: HEIGHT - 6 }, year),
  );
  return svg(
    "svg",
    {
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      role: "img",
      "aria-label":
        "Requests month by month, those with no outcome recorded in black; the table below has the years",
    },
    ...bars,
    ...labels,
  );
}

/**
 * The first month of each year, where there is room for its name.
 * @param {{ period: string }[]} months
 * @param {number} step
 */
function yearLabels(months, step) {
  /** @type {{ year: string, x: number }[]} */
  const found = [];
  for (const [place, { period }] of months.entries()) {
    const year = period.slice(0, 4);
    const [x, last] = [place * step, found.at(-1)];
    if (last?.year !== year && (!last || x - last.x >= 40) && x <= WIDTH - 30) found.push({ year, x });
  }
  return found;
}

/**
 * Every month from first to last, whatever the sector; what is not shown counts as nothing.
 * @param {Payload} data
 */
function monthsOf(data) {
  /** @type {Map<string, { period: string, referrals: number, none: number }>} */
  const found = new Map();
  for (const { period, referrals, noOutcome } of data.trends) {
    if (!period) continue;
    const month = found.get(period) ?? { period, referrals: 0, none: 0 };
    month.referrals += Math.max(0, referrals);
    month.none += Math.max(0, noOutcome);
    found.set(period, month);
  }
  return [...found.values()].sort((a, b) => (a.period < b.period ? -1 : 1));
}

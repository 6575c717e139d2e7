/** The density of contacts: bars under the calendar, one to a step of it. */

import { svg } from "#page/dom";
import { calendarSteps, ticks } from "#page/scale";

/** @typedef {import("./payload.d.ts").Payload} Payload */
/** @typedef {import("./plan.js").Plan} Plan */

export const DENSITY = 26; // pixels
const NARROW = 10; // a bar at least

/**
 * How many contacts certainly, and possibly, began in each step of the calendar; those without a date in none.
 * @param {Payload} payload
 * @param {number} months  in a step; 0 is a day
 * @returns {{ from: number, to: number, certain: number, possible: number }[]} steps that have any
 */
export function densityOf(payload, months) {
  const { firstDay, lastDay } = payload;
  if (firstDay === null || lastDay === null) return [];
  const dated = payload.contacts.filter((contact) => contact.day !== null && contact.isCounted);
  return ticks(months, firstDay, lastDay)
    .map(({ from, to }) => {
      const may = dated.filter((one) => one.firstDay < to && one.latestStart >= from);
      const sure = may.filter((one) => one.firstDay >= from && one.latestStart < to);
      return { from, to, certain: sure.length, possible: may.length };
    })
    .filter(({ possible }) => possible);
}

/** The finest step of the calendar whose bars can be seen. @param {number} pixelsPerDay */
export function densityStep(pixelsPerDay) {
  const [upper, lower] = calendarSteps(pixelsPerDay);
  const wide = (lower || 1 / 29) * 29 * pixelsPerDay;
  return lower && wide >= NARROW ? lower : lower ? upper : 1;
}

/** How a bar is said: "a month". @param {number} pixelsPerDay */
export function densityWords(pixelsPerDay) {
  const months = densityStep(pixelsPerDay);
  const words = { 0: "a day", 1: "a month", 3: "a quarter", 12: "a year" };
  return words[/** @type {keyof typeof words} */ (months)] ?? `in ${months / 12} years`;
}

/**
 * @param {Payload} payload
 * @param {Plan} plan
 * @param {number} top
 * @param {number} from
 * @param {number} to
 */
export function densityBars(payload, plan, top, from, to) {
  const bars = densityOf(payload, densityStep(plan.step));
  const most = Math.max(1, ...bars.map(({ possible }) => possible));
  const bottom = top + DENSITY - 4;
  const high = (/** @type {number} */ count) => (count / most) * (DENSITY - 8);
  return bars.flatMap((bar) => {
    const [left, right] = [
      Math.max(0, plan.dayX(bar.from)) + 0.5,
      Math.min(plan.undatedX, plan.dayX(bar.to)) - 0.5,
    ];
    if (right < from || left >= to || right <= left || left < from) return [];
    const said = bar.possible > bar.certain ? `${bar.certain} to ${bar.possible}` : `${bar.certain}`;
    const box = (/** @type {string} */ kind, /** @type {number} */ count) =>
      svg("rect", {
        class: kind,
        x: left.toFixed(1),
        y: (bottom - high(count)).toFixed(1),
        width: (right - left).toFixed(1),
        height: high(count).toFixed(1),
      });
    return [
      svg(
        "g",
        { class: "density" },
        svg("title", {}, `Contacts that began here: ${said}`),
        box("possible", bar.possible),
        box("certain", bar.certain),
      ),
    ];
  });
}

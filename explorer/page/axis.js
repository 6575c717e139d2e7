/** The head of the lanes: its rows, years and months, the running total. */

import { DENSITY, densityWords } from "#page/density";
import { html, svg } from "#page/dom";
import { CHIP, datesOf } from "#page/headlabels";
import { textWidth } from "#page/measure";
import { COLUMN, chipsOf, LENS_ROW } from "#page/plan";
import { calendarSteps, ticks } from "#page/scale";

/** @typedef {import("./payload.d.ts").Payload} Payload */
/** @typedef {import("./plan.js").Plan} Plan */
/** @typedef {{ top: number, height: number, label: string, note?: string, sign?: string }} Strip  a row of the head */

const BAND = 22;
const TOTAL = 26;
const LEADER = 20;
const AMONG = 7;
/** The widest id of a contact. @type {WeakMap<Payload, number>} */
const widest = new WeakMap();

/** The width of the widest id of a contact. @param {Payload} payload */
function longestId(payload) {
  const longest = widest.get(payload) ?? Math.max(20, ...payload.contacts.map(({ id }) => textWidth(id)));
  widest.set(payload, longest);
  return longest;
}

/** How narrow a column may be for its id and date to stand over it. @param {Payload} payload */
export const columnRoom = (payload) => Math.min(40, Math.max(COLUMN.room, Math.ceil(longestId(payload)) + 2));

/**
 * Everything about the head that does not depend on what part of it is in view.
 * @param {Payload} payload
 * @param {Plan} plan
 * @param {Partial<import("./state.js").State>} [state]
 */
export function headOf(payload, plan, state = {}) {
  const longest = longestId(payload);
  const isOrder = plan.axis === "order";
  const sparse = isOrder ? plan.step < longest + 2 : true;
  const { chips, tiers } = sparse ? chipsOf(plan, longest + 8, isOrder ? 1 : 3) : { chips: [], tiers: 0 };
  const dates = sparse ? null : datesOf(payload, plan.step);
  const labels = dates ? dates.height : tiers * CHIP + 4;
  /** @type {Strip[]} */
  const strips = [{ top: 0, height: isOrder ? BAND : 2 * BAND - 4, label: "" }];
  const add = (/** @type {number} */ height, /** @type {string} */ label, /** @type {string} */ name) => {
    const last = /** @type {Strip} */ (strips.at(-1));
    if (height) strips.push({ top: last.top + last.height, height, label, sign: name });
  };
  add(TOTAL, "", "total");
  add(state.ask === "holding" && !isOrder && payload.nobody.length ? 18 : 0, "Nobody recorded", "nobody");
  add(
    state.ask === "known" && state.knower ? Math.max(1, tiers) * LENS_ROW + 4 : 0,
    "How it stands",
    "known",
  );
  add(isOrder ? 0 : DENSITY, `Contacts ${densityWords(plan.step)}`, "density");
  add(labels, isOrder ? "Date, contact" : "Contact", "labels");
  add(isOrder ? AMONG : 0, "", "among");
  add(isOrder ? 0 : LEADER, "", "leaders");
  const height = strips.reduce((sum, strip) => sum + strip.height, 0);
  const strip = (/** @type {string} */ name) => strips.find((one) => one.sign === name)?.top ?? 0;
  return { strips, height, sparse, chips, dates, strip, labels };
}

/** @typedef {ReturnType<typeof headOf>} Head */

/**
 * Bands of years and, on the calendar, of quarters, months or days; their labels stay in view while they do.
 * @param {Payload} payload
 * @param {Plan} plan
 * @param {number} from
 * @param {number} to
 * @returns {HTMLElement[]}
 */
export function bandsOf(payload, plan, from, to) {
  /** @param {number} left @param {number} right @param {string[]} labels @param {number} row @param {number} [size] */
  const band = (left, right, labels, row, size = 12) => {
    const wide = (/** @type {string} */ text) => textWidth(text, size, size < 12 ? 400 : 600);
    const fits = labels.find((text) => wide(text) + 9 <= right - left);
    const tight = fits ?? labels.find((text) => wide(text) + 4 <= right - left);
    const label = tight ?? "";
    const style = `left:${left}px;width:${Math.max(0, right - left)}px;top:${row ? BAND : 0}px`;
    const mark = label ? html("span", { "data-label": "axis" }, label) : null;
    const name = `band${row ? " minor" : ""}${fits ? "" : " tight"}`;
    return html("div", { class: name, style, title: labels[0] ?? "" }, mark);
  };
  const called =
    plan.ghostsX < plan.width ? [band(plan.ghostsX, plan.width, ["Called for", "Called", "…"], 0, 11)] : [];
  for (const one of called) one.classList.add("undated", "called");
  if (plan.axis === "order") {
    const years = payload.bands
      .map(({ label, first, last }) => ({ label, left: first * plan.step, right: (last + 1) * plan.step }))
      .filter(({ left, right }) => right >= from && left <= to)
      .map(({ label, left, right }) =>
        band(left, right, /^\d{4}$/.test(label) ? [label, `’${label.slice(-2)}`] : [label, "No date"], 0),
      );
    return [...years, ...called];
  }
  const edge = plan.undatedX;
  const start = Math.max(plan.firstDay, plan.firstDay + (from - plan.dayX(plan.firstDay)) / plan.step - 400);
  const stop = Math.min(plan.lastDay, plan.firstDay + (to - plan.dayX(plan.firstDay)) / plan.step + 400);
  const found = calendarSteps(plan.step).flatMap((months, row) =>
    ticks(months, start, stop).map((tick) => {
      const left = Math.max(0, plan.dayX(tick.from));
      const right = Math.min(edge, plan.dayX(tick.to));
      return band(left, right, [tick.label, tick.short], row);
    }),
  );
  if (edge < plan.ghostsX) {
    const undated = band(edge, plan.ghostsX, ["Date not recorded", "No date"], 0);
    undated.classList.add("undated");
    found.push(undated);
  }
  return [...found, ...called];
}

/**
 * The running total: contacts as a ground, requests as a line. On the calendar a paler ground says how many may
 * have begun.
 * @param {Payload} payload
 * @param {Plan} plan
 * @param {number} top
 * @param {number} from
 * @param {number} to
 */
export function totalOf(payload, plan, top, from, to) {
  const bottom = top + TOTAL - 3;
  const last = payload.contacts.at(-1);
  const most = Math.max(1, last?.contactsSoFar ?? 1);
  const y = (/** @type {number} */ count) => Math.round((bottom - (count / most) * (TOTAL - 9)) * 10) / 10;
  /** @type {{ x: number, values: number[] }[]} */
  let steps;
  if (plan.axis === "order") {
    steps = payload.contacts.map((contact, column) => {
      const { contactsSoFar, requestsSoFar } = contact;
      return { x: column * plan.step, values: [contactsSoFar, contactsSoFar, requestsSoFar] };
    });
  } else {
    steps = payload.totals.map((total) => ({
      x: plan.dayX(total.day),
      values: [...total.contacts, total.requests[0]],
    }));
  }
  const edge = plan.axis === "order" ? payload.contacts.length * plan.step : plan.undatedX;
  const [start, end] = [Math.min(from, edge), Math.min(to, edge)];
  /** The outline of one of the totals from the start of this part to its end. @param {number} which */
  const outline = (which) => {
    let at = 0;
    let d = "";
    for (const { x, values } of steps) {
      if (x > end) break;
      const now = values[which] ?? 0;
      if (x > start && !d) d = `V${y(at)}`;
      if (x > start && now !== at) d += `H${x.toFixed(1)}V${y(now)}`;
      at = now;
    }
    return { d: `${d || `V${y(at)}`}H${end}`, first: d ? Number(/V([\d.]+)/.exec(d)?.[1]) : y(at) };
  };
  const area = (/** @type {number} */ which) => `M${start} ${bottom}${outline(which).d}V${bottom}z`;
  const asked = outline(2);
  return svg(
    "g",
    { class: "total" },
    svg("path", { class: "possible", d: area(1) }),
    svg("path", { class: "certain", d: area(0) }),
    svg("path", { class: "asked", d: `M${start} ${asked.first}${asked.d}` }),
  );
}

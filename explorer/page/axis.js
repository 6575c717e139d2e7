/** The head of the lanes: years and months, the running total, and a label over each contact. */

import { html, svg } from "#page/dom";
import { chipsOf, LENS_ROW } from "#page/plan";
import { calendarSteps, pack, ticks } from "#page/scale";

/** @typedef {import("./payload.d.ts").Payload} Payload */
/** @typedef {import("./plan.js").Plan} Plan */
/** @typedef {{ top: number, height: number, label: string, note?: string, sign?: string }} Strip  a row of the head */

const BAND = 22;
const TOTAL = 32;
const CHIP = 19;
const LEADER = 20;
const LINE = 12;
const REACH = { row: 6, most: 5 };
const ROOM = { flat: 36, upright: 82 };

/** @type {CanvasRenderingContext2D | null} */
let pen = null;
/** What the pen is set to: asking the page for its style, and setting a font, cost more than measuring. */
let [family, font] = ["", ""];
/** The widest id of a contact. @type {WeakMap<Payload, number>} */
const widest = new WeakMap();

/**
 * Width of a text in the font of the labels, in pixels.
 * @param {string} text
 * @param {number} [size]
 * @param {number} [weight]
 */
export function textWidth(text, size = 11, weight = 600) {
  pen ??= document.createElement("canvas").getContext("2d");
  if (!pen) return text.length * size * 0.6;
  family ||= getComputedStyle(document.body).fontFamily;
  const wanted = `${weight} ${size}px ${family}`;
  if (font !== wanted) pen.font = wanted;
  font = wanted;
  return pen.measureText(text).width;
}

/**
 * Everything about the head that does not depend on what part of it is in view.
 * @param {Payload} payload
 * @param {Plan} plan
 * @param {Partial<import("./state.js").State>} [state]
 */
export function headOf(payload, plan, state = {}) {
  const longest = widest.get(payload) ?? Math.max(20, ...payload.contacts.map(({ id }) => textWidth(id)));
  widest.set(payload, longest);
  const isFlat = plan.step >= ROOM.flat;
  const isOrder = plan.axis === "order";
  const sparse = isOrder ? plan.step < longest + 2 : true;
  const { chips, tiers } = sparse ? chipsOf(plan, longest + 8, isOrder ? 1 : 3) : { chips: [], tiers: 0 };
  const spans = payload.contacts
    .map((contact, column) => ({ column, reach: contact.reach }))
    .filter(({ reach }) => isOrder && reach[1] > reach[0])
    .sort((a, b) => a.reach[0] - b.reach[0] || a.column - b.column);
  const rows = pack(
    spans.map(({ reach }) => reach),
    REACH.most,
    1,
  );
  const used = Math.max(0, ...rows.map((row) => row + 1));
  const labels = sparse ? tiers * CHIP + 4 : isFlat ? 3 * LINE + 6 : ROOM.upright + 21;
  const reach = used ? used * REACH.row + 6 : 0;
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
  add(labels, isOrder ? "Contact, date" : "Contact", "labels");
  add(reach, "Uncertain order: among", "among");
  add(isOrder ? 0 : LEADER, "", "leaders");
  const height = strips.reduce((sum, strip) => sum + strip.height, 0);
  const strip = (/** @type {string} */ name) => strips.find((one) => one.sign === name)?.top ?? 0;
  return { strips, height, isFlat, sparse, chips, spans, rows, strip, labels };
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
  /** @param {number} left @param {number} right @param {string[]} labels @param {number} row */
  const band = (left, right, labels, row) => {
    const label = labels.find((text) => textWidth(text, 12) + 9 <= right - left) ?? "";
    const style = `left:${left}px;width:${Math.max(0, right - left)}px;top:${row ? BAND : 0}px`;
    const mark = label ? html("span", { "data-label": "axis" }, label) : null;
    return html("div", { class: row ? "band minor" : "band", style, title: labels[0] ?? "" }, mark);
  };
  const called = plan.ghostsX < plan.width ? [band(plan.ghostsX, plan.width, ["Called for", "…"], 0)] : [];
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

/**
 * The labels of the contacts between two places.
 * @param {Payload} payload
 * @param {Plan} plan
 * @param {Head} head
 * @param {number} from
 * @param {number} to
 * @returns {SVGElement[]}
 */
export function labelsOf(payload, plan, head, from, to) {
  const top = head.strip("labels");
  const near = (/** @type {number} */ x) => x >= from && x < to;
  if (head.sparse) return chipLabels(payload, plan, head, near);
  const found = [...payload.contacts.entries()]
    .filter(([column]) => near(plan.x[column] ?? 0))
    .map(([column, contact]) => {
      const x = plan.x[column] ?? 0;
      const kind = `name${contact.isSure ? "" : " unsure"}`;
      if (!head.isFlat) {
        const text = fitted(contact.dateLines.join(" "), ROOM.upright - 6, 10, 400);
        const place = `translate(${x + 3.5} ${top + head.labels - 3}) rotate(-90)`;
        return svg(
          "g",
          { class: kind, "data-column": column },
          svg("text", { x, y: top + 12, "text-anchor": "middle", "data-label": "contact" }, contact.id),
          svg("text", { class: "upright", transform: place, "data-label": "date" }, text),
        );
      }
      const lines = contact.dateLines.map((line, index) =>
        svg(
          "tspan",
          { x, dy: index ? LINE - 0.5 : LINE + 2, class: "when" },
          fitted(line, plan.step - 1, 10, 400),
        ),
      );
      const attributes = {
        class: kind,
        x,
        y: top + 12,
        "text-anchor": "middle",
        "data-label": "contact",
        "data-column": column,
      };
      return svg("text", attributes, svg("tspan", { x }, contact.id), ...lines);
    });
  return [...found, ...reachOf(payload, plan, head, from, to)];
}

/**
 * In a strip of its own, the columns among which an uncertain contact stands.
 * @param {Payload} payload
 * @param {Plan} plan
 * @param {Head} head
 * @param {number} from
 * @param {number} to
 */
function reachOf(payload, plan, head, from, to) {
  const top = head.strip("among") + 2;
  return head.spans.flatMap(({ column, reach }, index) => {
    const row = head.rows[index] ?? -1;
    if (row < 0) return [];
    const left = Math.max(from, (reach[0] + 0.2) * plan.step);
    const right = Math.min(to, (reach[1] + 0.8) * plan.step);
    if (right <= left) return [];
    const [x, y] = [plan.x[column] ?? 0, top + row * REACH.row];
    const place = { x: left, y, width: right - left, height: 3, "data-column": column };
    const title = svg("title", {}, `${payload.contacts[column]?.id}: order not certain`);
    const bar = svg("rect", { class: "reach", ...place }, title);
    if (x < from || x >= to) return [bar];
    return [bar, svg("circle", { class: "reach-at", cx: x, cy: y + 1.5, r: 2.4, "data-column": column })];
  });
}

/**
 * @param {Payload} payload
 * @param {Plan} plan
 * @param {Head} head
 * @param {(x: number) => boolean} near
 */
function chipLabels(payload, plan, head, near) {
  const top = head.strip("labels");
  const bottom = top + head.labels;
  const end = plan.axis === "calendar" ? bottom + LEADER : bottom;
  let leaders = "";
  const labels = head.chips
    .filter((chip) => near(chip.x))
    .map((chip) => {
      const contact = payload.contacts[chip.column];
      const at = plan.x[chip.column] ?? 0;
      const y = top + chip.tier * CHIP;
      leaders += `M${chip.x.toFixed(1)} ${y + 17}V${bottom}L${at.toFixed(1)} ${end}`;
      const kind = `name chip${contact?.isSure ? "" : " unsure"}`;
      const width = textWidth(contact?.id ?? "") + 6;
      return svg(
        "g",
        { class: kind, "data-column": chip.column },
        svg("rect", { x: chip.x - width / 2, y: y + 2, width, height: CHIP - 4, rx: 3 }),
        svg("text", { x: chip.x, y: y + 13, "text-anchor": "middle", "data-label": "contact" }, contact?.id),
      );
    });
  return [svg("path", { class: "leaders", d: leaders }), ...labels];
}

/**
 * A text cut to a width, with an ellipsis where it was cut.
 * @param {string} text
 * @param {number} width
 * @param {number} [size]
 * @param {number} [weight]
 */
export function fitted(text, width, size = 11, weight = 600) {
  if (textWidth(text, size, weight) <= width) return text;
  let cut = text;
  while (cut.length > 1 && textWidth(`${cut}…`, size, weight) > width) cut = cut.slice(0, -1);
  return `${cut}…`;
}

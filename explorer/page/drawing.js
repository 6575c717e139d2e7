/** The body of the lanes as drawn: grounds, spans, rules, threads, arrows and leaves, between two places. */

import { addContact, thread } from "#page/arrows";
import { svg } from "#page/dom";
import { strengthOf } from "#page/lens";
import { textWidth } from "#page/measure";
import { noteMarks } from "#page/plan";
import { spread } from "#page/scale";

/** @typedef {import("./payload.d.ts").Payload} Payload */
/** @typedef {import("./filters.js").Standing} Standing */
/** @typedef {import("./plan.js").Plan} Plan */
/** @typedef {import("./arrows.js").Strokes} Strokes */

/**
 * What the drawing stands on.
 * @typedef {object} Sheet
 * @property {Payload} payload
 * @property {Plan} plan
 * @property {Standing[]} standings
 * @property {import("./lens.js").Known[] | null} known  under the lens
 * @property {string} ask  the open question
 * @property {number} lane  height of one
 * @property {number} height  of all
 * @property {number[]} events  columns
 * @property {(party: number) => number} middle  of its row
 * @property {import("./rows.js").Rows} rows
 */

const NOTE_FOOT = 19;

/** @param {Sheet} sheet @param {number} column */
const isHidden = (sheet, column) => sheet.standings[column] === "hidden";

/** @param {Strokes} strokes */
const paths = (strokes) =>
  [...strokes].map(([style, pieces]) => svg("path", { class: style, d: pieces.join("") }));

/**
 * The ground of each sector and the lines of the lanes, the same all along: one unit wide, stretched.
 * @param {Sheet} sheet
 */
export function ground({ middle, lane: tall, height, rows: { rows } }) {
  let shade = 0;
  const shaded = rows.map((row, index) => {
    if (index && rows[index - 1]?.sector !== row.sector) shade += 1;
    return shade % 2 ? `M0 ${middle(row.lanes[0] ?? 0) - tall / 2}h1v${tall}h-1z` : "";
  });
  const lines = rows.map((row) => `M0 ${middle(row.lanes[0] ?? 0)}h1`);
  return svg(
    "svg",
    { class: "ground", viewBox: `0 0 1 ${height}`, preserveAspectRatio: "none", "aria-hidden": "true" },
    svg("path", { class: "sector-ground", d: shaded.join("") }),
    svg("path", { class: "lane-line", d: lines.join("") }),
  );
}

/**
 * On the calendar, the days on which an uncertain contact may lie, and the stretch that one lasted.
 * @param {Sheet} sheet
 * @param {number} from
 * @param {number} to
 */
export function spans(sheet, from, to) {
  const { payload, plan, middle } = sheet;
  if (plan.axis === "order") return [];
  /** @type {Strokes} */
  const strokes = new Map();
  for (const [column, contact] of payload.contacts.entries()) {
    if (
      contact.day === null ||
      contact.firstDay === contact.lastDay ||
      contact.sender < 0 ||
      isHidden(sheet, column)
    )
      continue;
    const [left, right] = [plan.dayX(contact.firstDay), plan.dayX(contact.lastDay + 1)];
    if (right < from || left > to || right - left < 4) continue;
    const style = `s${payload.parties[contact.sender]?.sector} ${contact.isStretch ? "lasting" : "span"}`;
    const pieces = strokes.get(style) ?? [];
    pieces.push(`M${left.toFixed(1)} ${middle(contact.sender)}H${right.toFixed(1)}`);
    strokes.set(style, pieces);
  }
  return paths(strokes);
}

/**
 * A rule down all lanes at each incident and index event, with its name above.
 * @param {Sheet} sheet
 * @param {number} from
 * @param {number} to
 */
export function eventRules(sheet, from, to) {
  const { payload, plan, height, events } = sheet;
  const words = events.map((column) => payload.kinds[payload.contacts[column]?.kind ?? -1]?.label ?? "");
  const room = Math.max(0, ...words.map((word) => textWidth(word, 11))) + 18;
  const places = events.map((column, index) => ({
    column,
    word: words[index] ?? "",
    x: plan.x[column] ?? 0,
  }));
  places.sort((a, b) => a.x - b.x);
  const fits = places.length * room < plan.width;
  const spots = spread(
    places.map(({ x }) => x),
    fits ? room : 0,
    room / 2,
    plan.width - room / 2,
  );
  const near = places
    .map((place, index) => ({ ...place, at: spots[index] ?? 0 }))
    .filter(
      ({ x, at, column }) => Math.max(x, at) >= from && Math.min(x, at) <= to && !isHidden(sheet, column),
    );
  const labels = near.map(({ column, word, at }) => {
    const box = svg("rect", { x: at - room / 2 + 2, y: 3, width: room - 4, height: 17, rx: 8.5 });
    const text = svg("text", { x: at, y: 15.5, "text-anchor": "middle", "data-label": "event" }, word);
    return svg("g", { class: "event", "data-column": column }, box, text);
  });
  const rules = svg("path", { class: "event-rule", d: near.map(({ x }) => `M${x} 0V${height}`).join("") });
  return [rules, ...(fits ? labels : [])];
}

/**
 * The threads from each contact to those that follow it.
 * @param {Sheet} sheet
 * @param {number} from
 * @param {number} to
 * @param {Set<number> | null} [only]  columns
 */
export function threads(sheet, from, to, only = null) {
  const { payload, plan, middle } = sheet;
  const pieces = [];
  for (const [column, contact] of payload.contacts.entries()) {
    if ((only && !only.has(column)) || isHidden(sheet, column)) continue;
    for (const earlier of contact.follows) {
      if ((only && !only.has(earlier)) || isHidden(sheet, earlier)) continue;
      const [start, end] = [plan.x[earlier] ?? 0, plan.x[column] ?? 0];
      const before = payload.contacts[earlier];
      const isNear = Math.max(start, end) >= from && Math.min(start, end) <= to;
      if (before && isNear) pieces.push(thread(before, contact, start, end, middle));
    }
  }
  return svg("path", { class: "thread", d: pieces.join("") });
}

/**
 * The arrows, grouped by how they stand under the filters.
 * @param {Sheet} sheet
 * @param {number} from
 * @param {number} to
 * @param {Set<number> | null} [only]  columns
 */
export function contacts(sheet, from, to, only = null) {
  const { payload, plan, standings, known, middle } = sheet;
  /** @type {Map<string, Strokes>} */
  const groups = new Map(["hidden", "possible", "shown"].map((standing) => [standing, new Map()]));
  for (const column of only ?? payload.contacts.keys()) {
    const contact = payload.contacts[column];
    const x = plan.x[column] ?? 0;
    if (!contact || x < from || x >= to) continue;
    const sector = payload.parties[contact.sender]?.sector ?? -1;
    const style = `${standings[column] ?? "shown"}${known ? strengthOf(known[column]) : ""}`;
    const strokes = groups.get(style) ?? new Map();
    groups.set(style, strokes);
    addContact(strokes, contact, sector, x, middle);
  }
  return [...groups].map(([style, found]) => svg("g", { class: `contacts ${style}` }, ...ordered(found)));
}

/** Shafts first, so that dots, heads and marks lie over them. @param {Strokes} strokes */
function ordered(strokes) {
  const rank = (/** @type {string} */ style) =>
    style.includes("shaft") ? 0 : style.includes("hollow") ? 1 : 2;
  return paths(new Map([...strokes].sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1))));
}

/**
 * A leaf where a note stands; its words are in the detail and in the list.
 * @param {Sheet} sheet
 * @param {number} from
 * @param {number} to
 */
export function noteLeaves({ payload, plan, height }, from, to) {
  const y = height - NOTE_FOOT;
  const marks = noteMarks(payload, plan).filter(({ x }) => x >= from && x < to);
  return marks.map(({ notes, column, x }) => {
    const words = notes.map((note) => `${payload.notes[note]?.id}: ${payload.notes[note]?.text}`).join("\n");
    const leaf = svg("path", { d: `M${(x - 4).toFixed(1)} ${y}h6l3 3v9h-9z` });
    return svg(
      "g",
      { class: "note", "data-column": column < 0 ? null : column },
      svg("title", {}, words),
      leaf,
    );
  });
}

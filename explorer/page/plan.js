/** Where everything on the lanes stands at one scale: pure numbers from payload, axis, width and zoom. */

import { spread } from "#page/scale";

/** @typedef {import("./payload.d.ts").Payload} Payload */

/**
 * @typedef {object} Plan
 * @property {"order" | "calendar"} axis
 * @property {number} width  of the drawing, without the names
 * @property {number} step  width of a column in order; pixels to a day on the calendar
 * @property {number[]} x  middle of each contact, by column
 * @property {number[]} order  columns from left to right
 * @property {(day: number) => number} dayX  left edge of a day on the calendar
 * @property {number} undatedX  left edge of the contacts without a date, or the width where there are none
 * @property {number[]} ghostX  middle of each contact that was called for and is not on record
 * @property {number} ghostsX  left edge of these, or the width where there are none
 * @property {number} firstDay
 * @property {number} lastDay
 */

export const COLUMN = { least: 4, room: 24, most: 64, widest: 160 };
export const LENS_ROW = 17; // of the signs of the lens
const PAD = 14;
const GAP = 7; // between two arrows that would coincide on the calendar
const UNDATED = 24;
const MOST_PER_DAY = 40;
const SPARE = 1.5;
export const CALLED = 58; // width of the head over the contacts called for
const CALENDAR_LEAST = 860; // narrower, it scrolls

/**
 * @param {Payload} payload
 * @param {"order" | "calendar"} axis
 * @param {number} view  width to fill at zoom 1
 * @param {number} zoom
 * @param {number} [room]  the least width of a column at zoom 1
 * @returns {Plan}
 */
export function planOf(payload, axis, view, zoom, room = COLUMN.room) {
  return axis === "calendar" && payload.firstDay !== null
    ? calendarPlan(payload, view, zoom)
    : orderPlan(payload, view, zoom, room);
}

/**
 * Equal steps: one column to a contact, as wide as fills the view, but never too narrow for its label.
 * @param {Payload} payload
 * @param {number} view
 * @param {number} zoom
 * @param {number} room
 * @returns {Plan}
 */
function orderPlan(payload, view, zoom, room) {
  const count = payload.contacts.length;
  const ghosts = payload.expected.length;
  const called = ghosts ? Math.min(CALLED, view / 5) : 0;
  const each = Math.min((view - 2) / Math.max(1, count + ghosts), (view - 2 - called) / Math.max(1, count));
  const fit = Math.min(COLUMN.most, each > room - SPARE ? each : room); // a hair narrower, and all is in view
  const step = Math.min(COLUMN.widest, Math.max(COLUMN.least, fit * zoom));
  const x = payload.contacts.map((_, column) => (column + 0.5) * step);
  const ghostStep = ghosts ? Math.max(step, called / ghosts) : 0;
  const ghostsX = Math.max(view - ghosts * ghostStep, count * step);
  const width = ghostsX + ghosts * ghostStep;
  const days = payload.contacts.map((contact) => contact.firstDay);
  return {
    axis: "order",
    width,
    step,
    x,
    order: x.map((_, column) => column),
    dayX: (day) =>
      Math.max(
        0,
        days.findIndex((first) => first >= day),
      ) * step,
    undatedX: width,
    ghostX: payload.expected.map((_, index) => ghostsX + (index + 0.5) * ghostStep),
    ghostsX,
    firstDay: payload.firstDay ?? 0,
    lastDay: payload.lastDay ?? 0,
  };
}

/**
 * True days, with a hair's breadth between arrows that would hide each other, and undated contacts in a band of
 * their own on the right.
 * @param {Payload} payload
 * @param {number} view
 * @param {number} zoom
 * @returns {Plan}
 */
function calendarPlan(payload, view, zoom) {
  const [first, last] = [payload.firstDay ?? 0, payload.lastDay ?? 0];
  const dated = payload.contacts.flatMap(({ day }, column) => (day === null ? [] : [{ day, column }]));
  dated.sort((a, b) => a.day - b.day || a.column - b.column);
  const undated = payload.contacts.flatMap(({ day }, column) => (day === null ? [column] : []));
  const whole = Math.max(view, CALENDAR_LEAST);
  const undatedWidth = undated.length ? Math.max(96, undated.length * UNDATED + 2 * PAD) : 0;
  const ghostsWidth = payload.expected.length ? Math.max(76, payload.expected.length * UNDATED + PAD) : 0;
  const room = Math.max(whole * 0.5, whole - undatedWidth - ghostsWidth - 2 * PAD);
  const fit = room / Math.max(1, last - first + 1);
  const step = Math.min(Math.max(MOST_PER_DAY, fit), fit * zoom);
  const dayX = (/** @type {number} */ day) => PAD + (day - first) * step;
  const end = dayX(last + 1) + PAD;
  const gap = Math.min(GAP, (0.7 * (end - 2 * PAD)) / Math.max(1, dated.length));
  const wanted = dated.map(({ day }) => dayX(day + 0.5));
  const placed = spread(wanted, gap, PAD, end - PAD);
  /** @type {number[]} */
  const x = Array(payload.contacts.length).fill(0);
  dated.forEach(({ column }, index) => {
    x[column] = placed[index] ?? 0;
  });
  undated.forEach((column, index) => {
    x[column] = end + PAD + (index + 0.5) * Math.max(UNDATED, (undatedWidth - 2 * PAD) / undated.length);
  });
  return {
    axis: "calendar",
    width: end + undatedWidth + ghostsWidth,
    step,
    x,
    order: [...dated.map(({ column }) => column), ...undated],
    dayX,
    undatedX: end,
    ghostX: payload.expected.map(
      (_, index) => end + undatedWidth + ((index + 0.5) * ghostsWidth) / payload.expected.length,
    ),
    ghostsX: end + undatedWidth,
    firstDay: first,
    lastDay: last,
  };
}

/** @typedef {{ column: number, x: number, tier: number }} Chip */

/**
 * Places for the labels of the contacts over the calendar: beside each other in one to three tiers, in order, as
 * near their arrows as can be. Where even three tiers have no room, only those that stand free.
 * @param {Plan} plan
 * @param {number} room  that one label needs
 * @param {number} tiers  at most
 * @returns {{ chips: Chip[], tiers: number }}
 */
export function chipsOf(plan, room, tiers) {
  const wanted = plan.order.map((column) => plan.x[column] ?? 0);
  const needed = Math.ceil((wanted.length * room * 1.25) / Math.max(1, plan.width));
  if (needed <= tiers) {
    const rows = wanted.length * room * 2.5 < plan.width ? 1 : Math.min(tiers, Math.max(2, needed + 1));
    const placed = spread(wanted, room / rows, room / 2, plan.ghostsX - room / 2);
    const chips = plan.order.map((column, index) => ({ column, x: placed[index] ?? 0, tier: index % rows }));
    return { chips, tiers: rows };
  }
  const ends = Array(tiers).fill(0);
  /** @type {Chip[]} */
  const chips = [];
  for (const column of plan.order) {
    const x = plan.x[column] ?? 0;
    const tier = ends.findIndex((end) => end <= x - room / 2);
    if (tier < 0 || x + room / 2 > plan.ghostsX) continue;
    ends[tier] = x + room / 2;
    chips.push({ column, x, tier });
  }
  return { chips, tiers };
}

/**
 * The contact at a place: the nearest column whose arrow passes the lane, else the nearest at all within reach.
 * @param {Payload} payload
 * @param {Plan} plan
 * @param {number} x
 * @param {number} lane
 * @param {(column: number) => boolean} isShown
 * @param {number[]} [place]  the row of each party
 * @returns {number} a column, or -1
 */
export function contactAt(payload, plan, x, lane, isShown, place) {
  const reach = plan.axis === "order" ? Math.max(6, plan.step / 2) : 12;
  let [best, least] = [-1, Number.POSITIVE_INFINITY];
  for (const [column, contact] of payload.contacts.entries()) {
    const distance = Math.abs((plan.x[column] ?? 0) - x);
    if (distance > reach || !isShown(column)) continue;
    const ends = [contact.sender, ...contact.arrows.map((arrow) => arrow.party)]
      .filter((end) => end >= 0)
      .map((end) => place?.[end] ?? end);
    const passes = lane >= Math.min(...ends) && lane <= Math.max(...ends);
    const cost = distance + (passes || plan.axis === "order" ? 0 : reach);
    if (cost < least) [best, least] = [column, cost];
  }
  return best;
}

/**
 * Where notes stand: at their contacts, else at their own first day. Those of one place are one mark.
 * @param {Payload} payload
 * @param {Plan} plan
 * @returns {{ notes: number[], column: number, x: number }[]} from left to right
 */
export function noteMarks(payload, plan) {
  /** @type {Map<number, { notes: number[], column: number, x: number }>} */
  const marks = new Map();
  for (const [index, note] of payload.notes.entries()) {
    const dated = note.columns.length || note.firstDay === null ? [] : [-1];
    for (const column of [...note.columns, ...dated]) {
      const x =
        column < 0
          ? Math.min(plan.width, Math.max(12, plan.dayX(note.firstDay ?? 0)))
          : (plan.x[column] ?? 0);
      const mark = marks.get(x);
      if (mark) mark.notes.push(index);
      else marks.set(x, { notes: [index], column, x });
    }
  }
  return [...marks.values()].sort((a, b) => a.x - b.x);
}

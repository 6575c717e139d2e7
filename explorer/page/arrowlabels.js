/** Ids beside the arrows, where there is room for them: a reader need not look up to the head of the lanes. */

import { svg } from "#page/dom";
import { textWidth } from "#page/measure";

/** @typedef {import("./drawing.js").Sheet} Sheet */

const SIZE = 9.5;
const AWAY = 4; // from the shaft
const HALF = 6; // of the height of a label
const CLEAR = { dot: 10, head: 15 }; // from the middle of a label to that of a dot, of a head
const ALL_FROM = 46; // width of a column from which every arrow bears its id, not requests alone

/**
 * Where a label can stand beside a shaft: between two lanes, clear of its own ends and of its neighbours'. Pure.
 * @param {number} start  of the shaft
 * @param {number} end  of the shaft, with its head
 * @param {number} lane  height of one
 * @param {{ y: number, clear: number }[]} taken  ends of a neighbour within reach, and how far to keep from each
 * @returns {number | null}  middle of the label
 */
export function freePlace(start, end, lane, taken) {
  const [low, high] = end > start ? [start + 10, end - 22] : [end + 22, start - 10];
  const first = Math.min(start, end) + lane / 2;
  /** @type {number[]} */
  const places = [];
  for (let y = first; y <= high; y += lane) if (y >= low) places.push(y);
  const middle = (low + high) / 2;
  places.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle) || a - b);
  const isFree = (/** @type {number} */ y) => taken.every((end) => Math.abs(end.y - y) >= end.clear);
  return places.find(isFree) ?? null;
}

/**
 * The labels of the arrows between two places.
 * @param {Sheet} sheet
 * @param {number} from
 * @param {number} to
 * @param {Set<number> | null} [only]  columns
 */
export function arrowLabels(sheet, from, to, only = null) {
  const { payload, plan, standings, middle, lane } = sheet;
  if (sheet.ask === "holding") return []; // the bands of holding take the room
  /** @param {number} column */
  const endsOf = (column) => {
    const contact = payload.contacts[column];
    const ends = [{ party: contact?.sender ?? -1, clear: CLEAR.dot }];
    for (const { party } of contact?.arrows ?? []) ends.push({ party, clear: CLEAR.head });
    return ends.filter(({ party }) => party >= 0).map(({ party, clear }) => ({ y: middle(party), clear }));
  };
  return plan.order.flatMap((column, place) => {
    if (only && !only.has(column)) return [];
    const contact = payload.contacts[column];
    const x = plan.x[column] ?? 0;
    const isOut = !contact || x < from || x >= to || contact.sender < 0 || standings[column] === "hidden";
    if (isOut || (contact.stroke !== "strong" && plan.step < ALL_FROM)) return [];
    const start = middle(contact.sender);
    const reached = contact.arrows.filter(({ party }) => party >= 0).map(({ party }) => middle(party));
    const end = reached.sort((a, b) => Math.abs(b - start) - Math.abs(a - start))[0];
    if (end === undefined || end === start) return [];
    const wide = textWidth(contact.id, SIZE, 600) + AWAY;
    const after = plan.order[place + 1] ?? -1;
    const next = plan.x[after] ?? plan.width;
    if (next - x < wide + 1.5) return [];
    const y = freePlace(start, end, lane, next - x < wide + 12 ? endsOf(after) : []);
    if (y === null) return [];
    const words = {
      x: x + AWAY,
      y: y + HALF - 2.5,
      class: "arrow-id",
      "data-label": only ? null : "arrow",
      "data-column": column,
    };
    return [svg("text", words, contact.id)];
  });
}

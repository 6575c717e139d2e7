/** Which lane stands in which row: the order chosen, and organisations drawn together. Pure but for the names. */

import { html, sign } from "#page/dom";
import { fitsTwoLines, shortened, textWidth } from "#page/measure";

/** @typedef {import("./payload.d.ts").Payload} Payload */
/** @typedef {import("./state.js").State} State */
/** @typedef {import("./state.js").Store} Store */

/**
 * @typedef {object} Row
 * @property {string} label
 * @property {number} sector
 * @property {number[]} lanes  parties drawn in it
 * @property {string} opens  id of the group that it stands for, or ""
 * @property {string} closes  id of the open group that it is the first of, or ""
 */

/** @typedef {{ rows: Row[], place: number[] }} Rows  `place`: the row of each party */

/**
 * All that is drawn, for a picture of it.
 * @typedef {{ plan: import("./plan.js").Plan, head: import("./axis.js").Head, height: number, lane: number,
 *   above: number, rows: Row[], names: HTMLElement, corner: HTMLElement,
 *   headBox: HTMLElement, bodyBox: HTMLElement }} Whole
 */

const ONE_LINE = 158; // pixels of a name, at the usual size of text

/** Whether a name takes two lines in some window: it is then set smaller, so that two neighbours do not touch. @param {string} name */
const isLong = (name) => textWidth(name, 12.5, 650) > (innerWidth <= 860 ? ONE_LINE / 2 : ONE_LINE);

/** A name on two lines: whole where its words fit, else cut to the pixels that two lines hold however they break.
 * @param {string} name */
function onTwoLines(name) {
  const [line, both] = innerWidth <= 860 ? [96, 118] : [155, 270];
  return fitsTwoLines(name, line, 10.5, 650) ? name : shortened(name, both, 10.5);
}

/** Height of a lane: a picture of many lanes must still fit a screen. Names in larger text need more. @param {number} count */
export function laneHeight(count) {
  const larger = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1;
  return Math.round((count > 18 ? 24 : count > 14 ? 27 : 30) * Math.max(1, larger));
}

/**
 * @param {Payload} payload
 * @param {State} state
 * @returns {Rows}
 */
export function rowsOf(payload, state) {
  const order = payload.orders.find(({ id }) => id === state.lanes)?.lanes ?? [...payload.parties.keys()];
  const groups = payload.folds.find(({ id }) => id === state.fold)?.groups ?? [];
  const open = new Set(state.open.split(","));
  /** @type {Row[]} */
  const rows = [];
  /** @type {number[]} */
  const place = [];
  const add = (/** @type {Row} */ row) => {
    for (const lane of row.lanes) place[lane] = rows.length;
    rows.push(row);
  };
  for (const lane of order) {
    if (place[lane] !== undefined) continue;
    const group = groups.find(({ lanes }) => lanes.includes(lane));
    const sector = payload.parties[lane]?.sector ?? 0;
    if (group && !open.has(group.id)) {
      add({ label: group.label, sector, lanes: group.lanes, opens: group.id, closes: "" });
      continue;
    }
    const members = group ? order.filter((other) => group.lanes.includes(other)) : [lane];
    for (const [index, member] of members.entries()) {
      const party = payload.parties[member];
      const closes = group && !index ? group.id : "";
      add({ label: party?.name ?? "", sector: party?.sector ?? 0, lanes: [member], opens: "", closes });
    }
  }
  return { rows, place };
}

/** The open groups with one of them opened or closed. @param {string} open @param {string} group */
export function toggled(open, group) {
  const groups = open.split(",").filter(Boolean);
  return (groups.includes(group) ? groups.filter((one) => one !== group) : [...groups, group]).join(",");
}

/**
 * The names at the left of the rows: a party is chosen by it, a group opened.
 * @param {Payload} payload
 * @param {Store} store
 * @param {Rows} rows
 * @param {boolean} hasEvents
 */
export function rowNames(payload, store, { rows }, hasEvents) {
  const names = rows.map((row) => {
    const sector = payload.sectors[row.sector];
    const party = payload.parties[row.lanes[0] ?? -1];
    const shape = sign(`shape-${sector?.shape}`);
    const words = html("span", { "data-label": "lane" }, onTwoLines(row.label));
    const style = `name s${row.sector}${isLong(row.label) ? " long" : ""}`;
    const toggle = (/** @type {string} */ group) => () =>
      store.set({ open: toggled(store.get().open, group) });
    if (row.opens) {
      const members = row.lanes.map((lane) => payload.parties[lane]?.name).join(", ");
      return html(
        "button",
        {
          type: "button",
          class: `${style} group`,
          title: `Together: ${members}`,
          "aria-expanded": "false",
          onclick: toggle(row.opens),
        },
        shape,
        words,
        html("b", { "aria-hidden": "true" }, `${row.lanes.length} +`),
      );
    }
    const choose = () =>
      store.set({ party: store.get().party === party?.id ? "" : (party?.id ?? ""), contact: "" });
    const title = `${row.label} (${sector?.label ?? ""})`;
    const attributes = { type: "button", class: style, title, "data-party": row.lanes[0], onclick: choose };
    const name = html("button", attributes, shape, words);
    if (!row.closes) return name;
    const close = {
      type: "button",
      class: "together",
      "aria-label": "Draw these as one lane again",
      title: "Draw these as one lane again",
      onclick: toggle(row.closes),
    };
    return html("div", { class: "name-row" }, name, html("button", close, "−"));
  });
  const first = hasEvents ? [html("div", { class: "name row-name events" }, "Events")] : [];
  const last = payload.notes.length ? [html("div", { class: "name row-name notes" }, "Notes")] : [];
  return [...first, ...names, ...last];
}

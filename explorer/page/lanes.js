/** The lanes: a lane to a party, an arrow to a contact. Scrolls natively; drawn in tiles, those near the view only. */

import { arrowLabels } from "#page/arrowlabels";
import { bandsOf, columnRoom, headOf, totalOf } from "#page/axis";
import { cornerRows } from "#page/corner";
import { densityBars } from "#page/density";
import { html, placeTile, svg } from "#page/dom";
import { contacts, eventRules, ground, noteLeaves, spans, threads } from "#page/drawing";
import { labelsOf, mayStand } from "#page/headlabels";
import { overHead, underArrows } from "#page/overlay";
import { contactAt, planOf } from "#page/plan";
import { endsOf, markedOf } from "#page/related";
import { laneHeight, rowNames, rowsOf } from "#page/rows";

/** @typedef {import("./payload.d.ts").Payload} Payload */
/** @typedef {import("./state.js").Store} Store */
/** @typedef {import("./filters.js").Standing} Standing */
/** @typedef {{ head: SVGSVGElement, body: SVGSVGElement }} Tile */
/** @typedef {import("./rows.js").Whole} Whole */

const EVENTS = 24;
const NOTES = 26;
const TILE = 640; // pixels
const HELP =
  "Lanes. Left and right arrow keys step from contact to contact; the chronology below tells the same.";

/**
 * @param {HTMLElement} root
 * @param {Payload} payload
 * @param {Store} store
 * @param {() => Standing[]} standings
 * @param {() => import("./lens.js").Known[] | null} known  under the lens
 */
export function createLanes(root, payload, store, standings, known) {
  const lane = laneHeight(payload.parties.length);
  const events = payload.contacts.flatMap((contact, column) => (contact.isEvent ? [column] : []));
  const above = events.length ? EVENTS : 0;
  let rows = rowsOf(payload, store.get());
  let height = 0;
  const middle = (/** @type {number} */ party) => above + ((rows.place[party] ?? 0) + 0.5) * lane;
  let [zoom, view, hovered] = [1, 0, -1];
  let plan = planOf(payload, "order", 1000, 1);
  let head = headOf(payload, plan);
  /** @type {Map<number, Tile>} */
  const tiles = new Map();
  /** @type {Set<number> | null} */
  let members = null;
  let chosen = -1;
  let banded = { from: 0, to: -1 };

  const corner = html("div", { class: "corner" });
  const names = html("div", { class: "names" });
  const headBox = html("div", { class: "head" });
  const bodyBox = html("div", { class: "body" });
  const bands = html("div", { class: "bands" });
  const years = html("div", { class: "years" });
  const headGround = html("div", { class: "grounds" });
  const bodyGround = html("div", { class: "grounds" });
  const raised = svg("svg", { class: "raised", "aria-hidden": "true" });
  const table = html("div", { class: "sheet" }, corner, headBox, names, bodyBox);
  const scroller = html("div", { class: "scroller", tabindex: 0, role: "group", "aria-label": HELP }, table);
  const tip = html("div", { class: "tip", hidden: true, role: "presentation" });
  root.style.setProperty("--lane", `${lane}px`);
  root.append(scroller, tip);
  stack();

  const sheet = () => {
    const { ask } = store.get();
    return { payload, plan, standings: standings(), known: known(), ask, lane, height, events, middle, rows };
  };
  const room = () => Math.max(120, scroller.clientWidth - names.offsetWidth);
  const xOf = (/** @type {number} */ column) => plan.x[column] ?? 0;

  /** Stacks the rows anew: another order, or organisations together. */
  function stack() {
    rows = rowsOf(payload, store.get());
    height = above + rows.rows.length * lane + (payload.notes.length ? NOTES : 0);
    const active = names.contains(document.activeElement);
    names.replaceChildren(...rowNames(payload, store, rows, events.length > 0));
    if (active) names.querySelector("button")?.focus();
  }

  /** Works out every place anew and draws; `anchor` is the column that keeps its place on the screen. */
  function layOut(anchor = -1) {
    const held = anchor >= 0 ? xOf(anchor) - scroller.scrollLeft : 0;
    plan = planOf(payload, store.get().axis, view, zoom, columnRoom(payload));
    head = headOf(payload, plan, store.get());
    root.style.setProperty("--head", `${head.height}px`);
    root.style.setProperty("--width", `${plan.width}px`);
    root.style.setProperty("--body", `${height}px`);
    corner.replaceChildren(...cornerRows(payload, head));
    if (anchor >= 0) scroller.scrollLeft = xOf(anchor) - held;
    redraw();
  }

  function redraw() {
    tiles.clear();
    banded = { from: 0, to: -1 };
    headBox.replaceChildren(headGround, bands);
    bodyBox.replaceChildren(ground(sheet()), years, bodyGround, raised);
    placeTile(raised, 0, plan.width, height);
    draw();
    highlight();
  }

  /** Draws the tiles in and next to the view, and lets go of those far from it. */
  function draw() {
    const first = Math.max(0, Math.floor((scroller.scrollLeft - TILE / 2) / TILE));
    const last = Math.min(
      Math.ceil(plan.width / TILE),
      Math.floor((scroller.scrollLeft + room() + TILE / 2) / TILE),
    );
    for (const [index, tile] of tiles) {
      if (index >= first - 1 && index <= last + 1) continue;
      for (const part of Object.values(tile)) part.remove();
      tiles.delete(index);
    }
    for (let index = first; index <= last; index += 1) if (!tiles.has(index)) drawTile(index);
    drawBands();
  }

  /** Bands of the axis run on from tile to tile: they have a window of their own. */
  function drawBands() {
    const [left, right] = [scroller.scrollLeft, Math.min(plan.width, scroller.scrollLeft + room())];
    if (left >= banded.from && right <= banded.to) return;
    banded = { from: Math.max(0, left - 2 * TILE), to: Math.min(plan.width, right + 2 * TILE) };
    const found = bandsOf(payload, plan, banded.from, banded.to);
    bands.replaceChildren(...found);
    const edges = found.filter((band) => !band.classList.contains("minor"));
    years.replaceChildren(...edges.map((band) => html("div", { style: `left:${band.style.left}` })));
  }

  /** @param {number} index */
  function drawTile(index) {
    const [from, to] = [index * TILE, Math.min(plan.width, (index + 1) * TILE)];
    if (to <= from) return;
    const now = sheet();
    const total = totalOf(payload, plan, head.strip("total"), from, to);
    const headDrawing = svg(
      "svg",
      { class: "tile", "aria-hidden": "true" },
      total,
      ...(plan.axis === "calendar" ? densityBars(payload, plan, head.strip("density"), from, to) : []),
      ...overHead(now, head, from, to),
      ...labelsOf(payload, plan, head, from, to),
    );
    const clipped = svg("svg", {
      x: from,
      y: 0,
      width: to - from,
      height,
      viewBox: `${from} 0 ${to - from} ${height}`,
      overflow: "hidden",
    });
    clipped.append(...underArrows(now, from, to), ...spans(now, from, to), threads(now, from, to));
    const arrows = svg(
      "g",
      { class: "base" },
      clipped,
      ...eventRules(now, from, to),
      ...contacts(now, from, to),
      ...arrowLabels(now, from, to),
    );
    const bodyDrawing = svg(
      "svg",
      { class: "tile", "aria-hidden": "true" },
      arrows,
      ...noteLeaves(now, from, to),
    );
    placeTile(headDrawing, from, to, head.height);
    placeTile(bodyDrawing, from, to, height);
    headBox.append(headDrawing);
    bodyBox.insertBefore(bodyDrawing, raised);
    tiles.set(index, { head: headDrawing, body: bodyDrawing });
    if (members) for (const drawing of [headDrawing, bodyDrawing]) markLabels(drawing);
  }

  /** Raises the chosen contact with its journey, or all contacts of the chosen party, and greys the rest. */
  function highlight() {
    const state = store.get();
    const party = payload.parties.findIndex((one) => one.id === state.party);
    chosen = payload.contacts.findIndex((contact) => contact.id === state.contact);
    members = markedOf(payload, state);
    const drawn = members ? contacts(sheet(), 0, plan.width + 1, members) : [];
    raised.replaceChildren(
      ...(members && (chosen >= 0 || state.journey) ? [threads(sheet(), 0, plan.width, members)] : []),
      ...drawn,
      ...(members ? arrowLabels(sheet(), 0, plan.width + 1, members) : []),
    );
    for (const box of [headBox, bodyBox]) box.classList.toggle("muted", members !== null);
    for (const tile of tiles.values()) for (const drawing of [tile.head, tile.body]) markLabels(drawing);
    const ends = chosen >= 0 ? endsOf(payload, chosen) : [];
    for (const name of /** @type {NodeListOf<HTMLElement>} */ (names.querySelectorAll("[data-party]"))) {
      const lane = Number(name.dataset["party"]);
      name.classList.toggle("is-related", ends.includes(lane));
      name.setAttribute("aria-pressed", String(lane === party));
    }
    markColumns();
  }

  /** @param {SVGSVGElement} drawing */
  function markLabels(drawing) {
    for (const element of drawing.querySelectorAll("[data-column]")) {
      const column = Number(element.getAttribute("data-column"));
      element.classList.toggle("is-chosen", column === chosen);
      element.classList.toggle("is-related", members?.has(column) ?? false);
    }
  }

  /** The grounds behind the chosen and the hovered contact. */
  function markColumns() {
    const wide = plan.axis === "order" ? Math.max(10, plan.step) : 16;
    const columns = [...new Set([hovered, chosen])].filter((column) => column >= 0);
    for (const [box, top] of /** @type {[HTMLElement, number][]} */ ([
      [headGround, head.strip("total")],
      [bodyGround, 0],
    ])) {
      const grounds = columns.map((column) => {
        const style = `left:${xOf(column) - wide / 2}px;width:${wide}px;top:${top}px`;
        return html("div", { class: column === chosen ? "chosen-ground" : "hover-ground", style });
      });
      box.replaceChildren(
        ...grounds,
        ...(box === headGround ? columns.flatMap((one) => mayStand(payload, plan, head, one)) : []),
      );
    }
  }

  /** @param {number} factor  0 fits the whole into the view @param {number} [anchor] */
  function zoomBy(factor, anchor = nearest(scroller.scrollLeft + room() / 2)) {
    const [before, was] = [plan.step, zoom];
    zoom = factor === 0 ? 1 : Math.min(400, Math.max(0.1, zoom * factor));
    layOut(anchor);
    if (factor !== 0 && plan.step === before) zoom = was;
  }

  /** @param {number} x */
  function nearest(x) {
    const away = (/** @type {number} */ column) => Math.abs(xOf(column) - x);
    return plan.order.reduce((best, column) => (best < 0 || away(column) < away(best) ? column : best), -1);
  }

  return {
    element: scroller,
    tip,
    stack,
    layOut,
    draw,
    redraw,
    highlight,
    zoomBy,
    nearest,
    measure: () => {
      view = room();
    },
    /** Brings a contact into view, if it is not. @param {number} column */
    reveal: (column) => {
      const [x, left] = [xOf(column), scroller.scrollLeft];
      if (x < left + 40 || x > left + room() - 40) scroller.scrollTo({ left: x - room() / 2 });
    },
    /** The contact at a point of the window, or -1. @param {number} clientX @param {number} clientY */
    at: (clientX, clientY) => {
      const box = bodyBox.getBoundingClientRect();
      const index = Math.floor((clientY - box.top - above) / lane);
      const isShown = (/** @type {number} */ column) => standings()[column] !== "hidden";
      return contactAt(payload, plan, clientX - box.left, index, isShown, rows.place);
    },
    /** The calendar as near as shows these days. @param {number} from @param {number} to */
    showDays: (from, to) => {
      const wanted = (0.85 * room()) / (to - from + 1); // pixels to a day
      zoom = Math.max(1, wanted / planOf(payload, "calendar", view, 1).step);
      layOut();
      scroller.scrollLeft = plan.dayX(from) - 24;
      draw();
    },
    /** @param {number} column */
    hover: (column) => {
      if (column === hovered) return;
      hovered = column;
      markColumns();
    },
    /**
     * Draws all tiles for as long as `act` looks at them.
     * @template T
     * @param {(whole: Whole) => T} act
     */
    whole: (act) => {
      for (let index = 0; index * TILE < plan.width; index += 1) if (!tiles.has(index)) drawTile(index);
      const done = act({ plan, head, height, lane, above, rows: rows.rows, names, corner, headBox, bodyBox });
      redraw();
      return done;
    },
    view: () => ({ left: scroller.scrollLeft, width: room(), step: plan.step }),
  };
}

/** @typedef {ReturnType<typeof createLanes>} Lanes */

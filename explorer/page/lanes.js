/** The lanes: a lane to a party, an arrow to a contact. Scrolls natively; draws only what is near the view. */

import { bandsOf, headOf, labelsOf, totalOf } from "#page/axis";
import { html, sign, svg } from "#page/dom";
import { contacts, eventRules, grounds, noteLeaves, spans, threads } from "#page/drawing";
import { contactAt, planOf } from "#page/plan";

/** @typedef {import("./payload.d.ts").Payload} Payload */
/** @typedef {import("./state.js").Store} Store */
/** @typedef {import("./filters.js").Standing} Standing */

const EVENTS = 24;
const NOTES = 26;
const MARGIN = 700; // pixels drawn beyond the view on either side
const HELP =
  "Lanes. Left and right arrow keys step from contact to contact; the chronology below tells the same.";

/** Height of a lane: a picture of many lanes must still fit a screen. @param {number} count */
const laneHeight = (count) => (count > 18 ? 24 : count > 14 ? 27 : 30);

/**
 * @param {HTMLElement} root
 * @param {Payload} payload
 * @param {Store} store
 * @param {() => Standing[]} standings
 */
export function createLanes(root, payload, store, standings) {
  const lane = laneHeight(payload.parties.length);
  const events = payload.contacts.flatMap((contact, column) => (contact.isEvent ? [column] : []));
  const above = events.length ? EVENTS : 0;
  const height = above + payload.parties.length * lane + (payload.notes.length ? NOTES : 0);
  const middle = (/** @type {number} */ index) => above + (index + 0.5) * lane;
  let zoom = 1;
  let view = 0;
  let hovered = -1;
  let plan = planOf(payload, "order", 1000, 1);
  let head = headOf(payload, plan);
  let drawn = { from: 0, to: -1 };

  const corner = html("div", { class: "corner" });
  const bands = html("div", { class: "bands" });
  const headSvg = svg("svg", { class: "head-drawing", "aria-hidden": "true" });
  const bodySvg = svg("svg", { class: "body-drawing", "aria-hidden": "true" });
  const names = html("div", { class: "names" }, ...laneNames(payload, store, events.length > 0));
  const headBox = html("div", { class: "head" }, bands, headSvg);
  const bodyBox = html("div", { class: "body" }, bodySvg);
  const table = html("div", { class: "sheet" }, corner, headBox, names, bodyBox);
  const scroller = html("div", { class: "scroller", tabindex: 0, role: "group", "aria-label": HELP }, table);
  const tip = html("div", { class: "tip", hidden: true, role: "presentation" });
  root.style.setProperty("--lane", `${lane}px`);
  root.append(scroller, tip);

  const sheet = () => ({ payload, plan, standings: standings(), lane, height, events, middle });
  const room = () => Math.max(120, scroller.clientWidth - names.offsetWidth);
  const xOf = (/** @type {number} */ column) => plan.x[column] ?? 0;

  /** Works out every place anew and draws; `anchor` is the column that keeps its place on the screen. */
  function layOut(anchor = -1) {
    const held = anchor >= 0 ? xOf(anchor) - scroller.scrollLeft : 0;
    plan = planOf(payload, store.get().axis, view, zoom);
    head = headOf(payload, plan);
    root.style.setProperty("--head", `${head.height}px`);
    root.style.setProperty("--width", `${plan.width}px`);
    root.style.setProperty("--body", `${height}px`);
    corner.replaceChildren(...cornerRows());
    if (anchor >= 0) scroller.scrollLeft = xOf(anchor) - held;
    redraw();
  }

  function cornerRows() {
    const last = payload.contacts.at(-1);
    return head.strips.map((strip) => {
      const style = `top:${strip.top}px;height:${strip.height}px`;
      if (strip.sign !== "total")
        return html("div", { class: `strip ${strip.sign ?? "bands"}`, style }, strip.label);
      const all = html("span", { class: "key-contacts" }, `Contacts so far: ${last?.contactsSoFar ?? 0}`);
      const requests = html(
        "span",
        { class: "key-requests" },
        `Requests so far: ${last?.requestsSoFar ?? 0}`,
      );
      return html("div", { class: "strip total", style }, all, requests);
    });
  }

  function redraw() {
    drawn = { from: 0, to: -1 };
    draw();
  }

  /** Draws what is in or near the view, unless that is drawn already. */
  function draw() {
    const left = scroller.scrollLeft;
    if (left >= drawn.from && Math.min(plan.width, left + room()) <= drawn.to) return;
    const from = Math.max(0, left - MARGIN);
    const to = Math.min(plan.width, left + room() + MARGIN);
    drawn = { from: from > 0 ? from + 100 : 0, to: to < plan.width ? to - 100 : plan.width };
    place(headSvg, from, to, head.height);
    place(bodySvg, from, to, height);
    bands.replaceChildren(...bandsOf(payload, plan, from, to));
    const total = totalOf(payload, plan, head.strip("total"));
    headSvg.replaceChildren(
      svg("g", { class: "chosen" }),
      total,
      ...labelsOf(payload, plan, head, from - 60, to + 60),
    );
    const now = sheet();
    const years = [...bands.querySelectorAll(".band:not(.minor)")].map((band) =>
      Number.parseFloat(/** @type {HTMLElement} */ (band).style.left),
    );
    const base = svg(
      "g",
      { class: "base" },
      ...spans(now, from, to),
      ...eventRules(now, from, to),
      threads(now, from, to),
      ...contacts(now, from, to),
    );
    const [chosen, raised] = [svg("g", { class: "chosen" }), svg("g", { class: "raised" })];
    bodySvg.replaceChildren(
      ...grounds(now, from, to, years),
      chosen,
      base,
      raised,
      ...noteLeaves(now, from, to),
    );
    highlight();
  }

  /** @param {SVGSVGElement} drawing @param {number} from @param {number} to @param {number} tall */
  function place(drawing, from, to, tall) {
    const span = Math.max(1, to - from);
    drawing.setAttribute("viewBox", `${from} 0 ${span} ${tall}`);
    drawing.setAttribute("style", `left:${from}px;width:${span}px;height:${tall}px`);
  }

  /** Raises the chosen contact with its journey, or all contacts of the chosen party, and greys the rest. */
  function highlight() {
    const state = store.get();
    const chosen = payload.contacts.findIndex((contact) => contact.id === state.contact);
    const party = payload.parties.findIndex((one) => one.id === state.party);
    const members = chosen >= 0 ? journeyOf(payload, chosen) : party >= 0 ? contactsOf(payload, party) : null;
    const [from, to] = [drawn.from - MARGIN, drawn.to + MARGIN];
    const raised = members ? contacts(sheet(), from, to, members) : [];
    if (members && chosen >= 0) raised.unshift(/** @type {any} */ (threads(sheet(), from, to, members)));
    bodySvg.querySelector(".raised")?.replaceChildren(...raised);
    for (const drawing of [headSvg, bodySvg]) {
      drawing.classList.toggle("muted", members !== null);
      for (const element of drawing.querySelectorAll("[data-column]")) {
        const column = Number(element.getAttribute("data-column"));
        element.classList.toggle("is-chosen", column === chosen);
        element.classList.toggle("is-related", members?.has(column) ?? false);
      }
    }
    const ends = chosen >= 0 ? endsOf(payload, chosen) : [];
    for (const [index, name] of [...names.querySelectorAll("button")].entries()) {
      name.classList.toggle("is-related", ends.includes(index));
      name.setAttribute("aria-pressed", String(index === party));
    }
    markColumns(chosen);
  }

  /** The grounds behind the chosen and the hovered contact. @param {number} chosen */
  function markColumns(chosen) {
    const wide = plan.axis === "order" ? Math.max(10, plan.step) : 16;
    const columns = [...new Set([hovered, chosen])].filter((column) => column >= 0);
    for (const [drawing, y, tall] of /** @type {[SVGElement, number, number][]} */ ([
      [headSvg, head.strip("total"), head.height],
      [bodySvg, 0, height],
    ])) {
      const grounds = columns.map((column) => {
        const kind = column === chosen ? "chosen-ground" : "hover-ground";
        return svg("rect", { class: kind, x: xOf(column) - wide / 2, y, width: wide, height: tall });
      });
      drawing.querySelector(".chosen")?.replaceChildren(...grounds);
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
      return contactAt(
        payload,
        plan,
        clientX - box.left,
        index,
        (column) => standings()[column] !== "hidden",
      );
    },
    /** @param {number} column */
    hover: (column) => {
      if (column === hovered) return;
      hovered = column;
      markColumns(payload.contacts.findIndex((contact) => contact.id === store.get().contact));
    },
    view: () => ({ left: scroller.scrollLeft, width: room(), step: plan.step }),
  };
}

/** @typedef {ReturnType<typeof createLanes>} Lanes */

/**
 * @param {Payload} payload
 * @param {Store} store
 * @param {boolean} hasEvents
 */
function laneNames(payload, store, hasEvents) {
  const lanes = payload.parties.map((party) => {
    const sector = payload.sectors[party.sector];
    const choose = () => store.set({ party: store.get().party === party.id ? "" : party.id, contact: "" });
    const attributes = {
      type: "button",
      class: `name s${party.sector}`,
      title: `${party.name} (${sector?.label ?? ""})`,
      onclick: choose,
    };
    return html(
      "button",
      attributes,
      sign(`shape-${sector?.shape}`),
      html("span", { "data-label": "lane" }, party.name),
    );
  });
  const first = hasEvents ? [html("div", { class: "name row-name events" }, "Events")] : [];
  const last = payload.notes.length ? [html("div", { class: "name row-name notes" }, "Notes")] : [];
  return [...first, ...lanes, ...last];
}

/**
 * Every column of the journeys that a contact is part of, itself included.
 * @param {Payload} payload
 * @param {number} column
 */
export function journeyOf(payload, column) {
  const journeys = payload.contacts[column]?.journeys ?? [];
  return new Set([column, ...journeys.flatMap((journey) => payload.journeys[journey]?.columns ?? [])]);
}

/** The lanes that a contact touches. @param {Payload} payload @param {number} column */
function endsOf(payload, column) {
  const contact = payload.contacts[column];
  return contact ? [contact.sender, ...contact.arrows.map((arrow) => arrow.party)] : [];
}

/** Every column that touches a lane. @param {Payload} payload @param {number} party */
export function contactsOf(payload, party) {
  return new Set(
    payload.contacts.flatMap((_, column) => (endsOf(payload, column).includes(party) ? [column] : [])),
  );
}

/** The lanes: a lane to a party, an arrow to a contact. Scrolls natively; draws only what is near the view. */

import { bandsOf, headOf, labelsOf, textWidth, totalOf } from "#page/axis";
import { addContact, thread } from "#page/arrows";
import { html, sign, svg } from "#page/dom";
import { contactAt, noteMarks, planOf } from "#page/plan";
import { spread } from "#page/scale";

/** @typedef {import("./payload.d.ts").Payload} Payload */
/** @typedef {import("./state.js").Store} Store */
/** @typedef {import("./filters.js").Standing} Standing */
/** @typedef {import("./arrows.js").Strokes} Strokes */

const EVENTS = 24;
const NOTES = 26;
const MARGIN = 700; // pixels drawn beyond the view on either side

/**
 * @param {HTMLElement} root
 * @param {Payload} payload
 * @param {Store} store
 * @param {() => Standing[]} standings
 */
export function createLanes(root, payload, store, standings) {
  const LANE = payload.parties.length > 18 ? 24 : payload.parties.length > 14 ? 27 : 30;
  root.style.setProperty("--lane", `${LANE}px`);
  const events = payload.contacts.flatMap((contact, column) => (contact.isEvent ? [column] : []));
  const eventsHeight = events.length ? EVENTS : 0;
  const height = eventsHeight + payload.parties.length * LANE + (payload.notes.length ? NOTES : 0);
  const middle = (/** @type {number} */ lane) => eventsHeight + (lane + 0.5) * LANE;
  const related = relatives(payload);
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
  const names = html("div", { class: "names" }, ...laneNames());
  const headBox = html("div", { class: "head" }, bands, headSvg);
  const bodyBox = html("div", { class: "body" }, bodySvg);
  const label = "Lanes. Left and right arrow keys step from contact to contact; the chronology below tells the same.";
  const scroller = html(
    "div",
    { class: "scroller", tabindex: 0, role: "group", "aria-label": label },
    html("div", { class: "sheet" }, corner, headBox, names, bodyBox),
  );
  const tip = html("div", { class: "tip", hidden: true, role: "presentation" });
  root.append(scroller, tip);

  function laneNames() {
    const lanes = payload.parties.map((party) => {
      const sector = payload.sectors[party.sector];
      const title = `${party.name} (${sector?.label ?? ""})`;
      const choose = () => store.set({ party: store.get().party === party.id ? "" : party.id, contact: "" });
      const attributes = { type: "button", class: `name s${party.sector}`, title, "data-party": party.id, onclick: choose };
      const words = html("span", { "data-label": "lane" }, party.name);
      const button = html("button", { ...attributes, onclick: null }, sign(`shape-${sector?.shape}`), words);
      button.addEventListener("click", choose);
      return button;
    });
    const first = events.length ? [html("div", { class: "name row-name events" }, "Events")] : [];
    const last = payload.notes.length ? [html("div", { class: "name row-name notes" }, "Notes")] : [];
    return [...first, ...lanes, ...last];
  }

  function measure() {
    view = Math.max(200, scroller.clientWidth - names.offsetWidth);
  }

  /** Works out every place anew and draws; `anchor` is the column that keeps its place on the screen. */
  function layOut(anchor = -1) {
    const held = anchor >= 0 ? (plan.x[anchor] ?? 0) - scroller.scrollLeft : 0;
    plan = planOf(payload, store.get().axis, view, zoom);
    head = headOf(payload, plan);
    root.style.setProperty("--head", `${head.height}px`);
    root.style.setProperty("--width", `${plan.width}px`);
    root.style.setProperty("--body", `${height}px`);
    corner.replaceChildren(...cornerRows());
    if (anchor >= 0) scroller.scrollLeft = (plan.x[anchor] ?? 0) - held;
    drawn = { from: 0, to: -1 };
    draw();
  }

  function cornerRows() {
    const last = payload.contacts.at(-1);
    return head.strips.map((strip) => {
      const style = `top:${strip.top}px;height:${strip.height}px`;
      if (strip.sign !== "total") return html("div", { class: `strip ${strip.sign ?? "bands"}`, style }, strip.label);
      const contacts = html("span", { class: "key-contacts" }, `Contacts so far: ${last?.contactsSoFar ?? 0}`);
      const requests = html("span", { class: "key-requests" }, `Requests so far: ${last?.requestsSoFar ?? 0}`);
      return html("div", { class: "strip total", style }, contacts, requests);
    });
  }

  /** Draws what is in or near the view, unless that is drawn already. */
  function draw() {
    const left = scroller.scrollLeft;
    if (left >= drawn.from && left + view <= drawn.to) return;
    const from = Math.max(0, left - MARGIN);
    const to = Math.min(plan.width, left + view + MARGIN);
    drawn = { from: from > 0 ? from + 100 : 0, to: to < plan.width ? to - 100 : plan.width };
    const span = Math.max(1, to - from);
    for (const [drawing, tall] of /** @type {[SVGSVGElement, number][]} */ ([[headSvg, head.height], [bodySvg, height]])) {
      drawing.setAttribute("viewBox", `${from} 0 ${span} ${tall}`);
      drawing.setAttribute("style", `left:${from}px;width:${span}px;height:${tall}px`);
    }
    bands.replaceChildren(...bandsOf(payload, plan, from, to));
    headSvg.replaceChildren(
      svg("g", { class: "chosen" }),
      totalOf(payload, plan, head.strip("total")),
      ...labelsOf(payload, plan, head, from - 60, to + 60),
    );
    bodySvg.replaceChildren(
      ...grounds(from, to),
      svg("g", { class: "chosen" }),
      svg("g", { class: "base" }, ...spans(from, to), ...eventRules(from, to), threads(from, to), ...contacts(from, to)),
      svg("g", { class: "raised" }),
      ...noteLeaves(from, to),
    );
    highlight();
  }

  /** Lines between lanes, and where years begin. @param {number} from @param {number} to */
  function grounds(from, to) {
    const lines = payload.parties.map((_, lane) => `M${from} ${middle(lane)}H${to}`).join("");
    let shade = 0;
    const shaded = payload.parties
      .map((party, lane) => {
        if (lane && payload.parties[lane - 1]?.sector !== party.sector) shade += 1;
        return shade % 2 ? `M${from} ${middle(lane) - LANE / 2}H${to}v${LANE}H${from}z` : "";
      })
      .join("");
    const years = [...bands.querySelectorAll(".band:not(.minor)")].map((band) => `M${/** @type {HTMLElement} */ (band).style.left.replace("px", "")} 0V${height}`);
    return [
      svg("path", { class: "sector-ground", d: shaded }),
      svg("path", { class: "lane-line", d: lines }),
      svg("path", { class: "year-line", d: years.join("") }),
    ];
  }

  /** @param {number} column @param {number} from @param {number} to */
  const isNear = (column, from, to) => (plan.x[column] ?? 0) >= from && (plan.x[column] ?? 0) <= to;

  /** On the calendar, the days on which an uncertain contact may lie, and the stretch that one lasted. */
  function spans(/** @type {number} */ from, /** @type {number} */ to) {
    if (plan.axis === "order") return [];
    /** @type {Strokes} */
    const strokes = new Map();
    for (const [column, contact] of payload.contacts.entries()) {
      if (contact.day === null || contact.firstDay === contact.lastDay || contact.sender < 0) continue;
      if (standings()[column] === "hidden") continue;
      const [left, right] = [plan.dayX(contact.firstDay), plan.dayX(contact.lastDay + 1)];
      if (right < from || left > to || right - left < 4) continue;
      const y = middle(contact.sender);
      const style = `s${payload.parties[contact.sender]?.sector} ${contact.isStretch ? "lasting" : "span"}`;
      const piece = `M${left} ${y}H${right}`;
      strokes.set(style, [...(strokes.get(style) ?? []), piece]);
    }
    return paths(strokes);
  }

  /** @param {Strokes} strokes */
  const paths = (strokes) => [...strokes].map(([style, pieces]) => svg("path", { class: style, d: pieces.join("") }));

  /** @param {number} from @param {number} to */
  function eventRules(from, to) {
    const near = events.filter((column) => isNear(column, from, to) && standings()[column] !== "hidden");
    const rules = near.map((column) => `M${plan.x[column]} 0V${height}`).join("");
    const words = near.map((column) => payload.kinds[payload.contacts[column]?.kind ?? -1]?.label ?? "");
    const room = Math.max(0, ...words.map((word) => textWidth(word, 11))) + 18;
    const placed = spread(near.map((column) => plan.x[column] ?? 0), room, room / 2, plan.width - room / 2);
    const labels = near.map((column, index) => {
      const x = placed[index] ?? 0;
      const box = svg("rect", { x: x - room / 2 + 2, y: 3, width: room - 4, height: 17, rx: 8.5 });
      const text = svg("text", { x, y: 15.5, "text-anchor": "middle", "data-label": "event" }, words[index]);
      return svg("g", { class: "event", "data-column": column }, box, text);
    });
    return [svg("path", { class: "event-rule", d: rules }), ...labels];
  }

  /** @param {number} from @param {number} to @param {Set<number> | null} [only] */
  function threads(from, to, only = null) {
    let d = "";
    for (const [column, contact] of payload.contacts.entries()) {
      if ((only && !only.has(column)) || standings()[column] === "hidden") continue;
      for (const earlier of contact.follows) {
        if ((only && !only.has(earlier)) || standings()[earlier] === "hidden") continue;
        const [x1, x2] = [plan.x[earlier] ?? 0, plan.x[column] ?? 0];
        const before = payload.contacts[earlier];
        if (before && Math.max(x1, x2) >= from && Math.min(x1, x2) <= to) d += thread(before, contact, x1, x2, middle);
      }
    }
    return svg("path", { class: "thread", d });
  }

  /** @param {number} from @param {number} to @param {Set<number> | null} [only] */
  function contacts(from, to, only = null) {
    /** @type {Record<Standing, Strokes>} */
    const strokes = { shown: new Map(), possible: new Map(), hidden: new Map() };
    const now = standings();
    for (const [column, contact] of payload.contacts.entries()) {
      if (!isNear(column, from, to) || (only && !only.has(column))) continue;
      const sector = payload.parties[contact.sender]?.sector ?? -1;
      addContact(strokes[now[column] ?? "shown"], contact, sector, plan.x[column] ?? 0, middle);
    }
    return Object.entries(strokes).map(([standing, found]) => svg("g", { class: `contacts ${standing}` }, ...ordered(found)));
  }

  /** Shafts first, so that dots, heads and marks lie over them. @param {Strokes} strokes */
  function ordered(strokes) {
    const rank = (/** @type {string} */ style) => (style.includes("shaft") ? 0 : style.includes("hollow") ? 1 : 2);
    return paths(new Map([...strokes].sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1))));
  }

  /** A leaf where a note stands; its words are in the detail and in the list. @param {number} from @param {number} to */
  function noteLeaves(from, to) {
    const y = height - NOTES / 2 - 6;
    const marks = noteMarks(payload, plan).filter(({ x }) => x >= from && x <= to);
    return marks.map(({ notes, column, x }) => {
      const words = notes.map((note) => `${payload.notes[note]?.id}: ${payload.notes[note]?.text}`).join("\n");
      const leaf = svg("path", { d: `M${(x - 4).toFixed(1)} ${y}h6l3 3v9h-9z` });
      return svg("g", { class: "note", "data-column": column < 0 ? null : column }, svg("title", {}, words), leaf);
    });
  }

  /** Raises the chosen or hovered contact with its journey, and greys the rest. */
  function highlight() {
    const state = store.get();
    const chosen = payload.contacts.findIndex((contact) => contact.id === state.contact);
    const party = payload.parties.findIndex((one) => one.id === state.party);
    const members = chosen >= 0 ? related(chosen) : party >= 0 ? ofParty(party) : null;
    bodySvg.classList.toggle("muted", members !== null);
    headSvg.classList.toggle("muted", members !== null);
    const [from, to] = [drawn.from - MARGIN, drawn.to + MARGIN];
    const raised = bodySvg.querySelector(".raised");
    raised?.replaceChildren(...(members ? [...(party < 0 ? [threads(from, to, members)] : []), ...contacts(from, to, members)] : []));
    for (const drawing of [headSvg, bodySvg]) {
      const columns = [...new Set([chosen, hovered])].filter((column) => column >= 0);
      drawing.querySelector(".chosen")?.replaceChildren(...columns.map((column) => columnGround(column, column === chosen)));
      for (const element of drawing.querySelectorAll("[data-column]")) {
        const column = Number(/** @type {SVGElement} */ (element).dataset["column"]);
        element.classList.toggle("is-chosen", column === chosen);
        element.classList.toggle("is-related", members?.has(column) ?? false);
      }
    }
    for (const name of names.querySelectorAll("button")) {
      const ends = chosen < 0 ? [] : lanesOf(chosen);
      const lane = payload.parties.findIndex((one) => one.id === name.dataset["party"]);
      name.classList.toggle("is-related", ends.includes(lane));
      name.setAttribute("aria-pressed", String(name.dataset["party"] === state.party));
    }
  }

  /** @param {number} column */
  const lanesOf = (column) => {
    const contact = payload.contacts[column];
    return contact ? [contact.sender, ...contact.arrows.map((arrow) => arrow.party)] : [];
  };

  /** @param {number} party */
  const ofParty = (party) => new Set(payload.contacts.flatMap((_, column) => (lanesOf(column).includes(party) ? [column] : [])));

  /** @param {number} column @param {boolean} isChosen */
  function columnGround(column, isChosen) {
    const width = plan.axis === "order" ? Math.max(10, plan.step) : 16;
    return svg("rect", { class: isChosen ? "chosen-ground" : "hover-ground", x: (plan.x[column] ?? 0) - width / 2, y: 0, width, height: Math.max(height, head.height) });
  }

  /** Brings a contact into view, if it is not. @param {number} column */
  function reveal(column) {
    const x = plan.x[column] ?? 0;
    const left = scroller.scrollLeft;
    if (x < left + 40 || x > left + view - 40) scroller.scrollTo({ left: x - view / 2, behavior: "auto" });
  }

  /** @param {number} factor @param {number} [anchor] */
  function zoomBy(factor, anchor = nearest(scroller.scrollLeft + view / 2)) {
    zoom = Math.min(400, Math.max(0.1, factor === 0 ? 1 : zoom * factor));
    const before = plan.step;
    layOut(anchor);
    if (plan.step === before && factor !== 0) zoom /= factor;
  }

  /** @param {number} x */
  function nearest(x) {
    let best = -1;
    for (const column of plan.order) if (best < 0 || Math.abs((plan.x[column] ?? 0) - x) < Math.abs((plan.x[best] ?? 0) - x)) best = column;
    return best;
  }

  return {
    element: scroller,
    tip,
    measure,
    layOut,
    draw,
    highlight,
    reveal,
    zoomBy,
    nearest,
    /** Draws everything again: filters, search or day changed. */
    redraw: () => {
      drawn = { from: 0, to: -1 };
      draw();
    },
    /** The contact at a point of the window, or -1. @param {number} clientX @param {number} clientY */
    at: (clientX, clientY) => {
      const box = bodyBox.getBoundingClientRect();
      const lane = Math.floor((clientY - box.top - eventsHeight) / LANE);
      return contactAt(payload, plan, clientX - box.left, lane, (column) => standings()[column] !== "hidden");
    },
    /** @param {number} column */
    hover: (column) => {
      if (column === hovered) return;
      hovered = column;
      highlight();
    },
    view: () => ({ left: scroller.scrollLeft, width: view, step: plan.step }),
  };
}

/** @typedef {ReturnType<typeof createLanes>} Lanes */

/**
 * For a column, every column of the journeys it is part of, itself included.
 * @param {Payload} payload
 * @returns {(column: number) => Set<number>}
 */
function relatives(payload) {
  return (column) => {
    const found = new Set([column]);
    for (const journey of payload.contacts[column]?.journeys ?? []) {
      for (const member of payload.journeys[journey]?.columns ?? []) found.add(member);
    }
    return found;
  };
}

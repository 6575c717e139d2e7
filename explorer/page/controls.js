/** The controls: axis, zoom, search, filters, day, theme. They write the state and show it. */

import { byId, html } from "#page/dom";
import { daysText, dayText } from "#page/scale";
import { FILTERS, START } from "#page/state";

/** @typedef {import("./payload.d.ts").Payload} Payload */
/** @typedef {import("./state.js").Store} Store */
/** @typedef {import("./state.js").State} State */
/** @typedef {import("./lanes.js").Lanes} Lanes */

const field = (/** @type {string} */ id) => /** @type {HTMLInputElement & HTMLSelectElement} */ (byId(id));

/**
 * @param {Payload} payload
 * @param {Store} store
 * @param {Lanes} lanes
 */
export function createControls(payload, store, lanes) {
  fill(
    "sector",
    payload.sectors.map(({ id, label }) => [id, label]),
  );
  fill(
    "organisation",
    payload.parties.map(({ id, name }) => [id, name]),
  );
  fill(
    "kind",
    payload.kinds.map(({ id, label }) => [id, label]),
  );
  const groups = new Set(payload.contacts.flatMap((contact) => contact.arrows.map((arrow) => arrow.group)));
  fill(
    "outcome",
    payload.groups.filter(({ id }) => groups.has(id)).map(({ id, label }) => [id, label]),
  );

  // The filter of the chronology stands with it, far down a page that may still be arriving.
  document.addEventListener("change", (event) => {
    const { id, value } = /** @type {HTMLSelectElement} */ (event.target);
    if (FILTERS.includes(/** @type {typeof FILTERS[number]} */ (id))) store.set({ [id]: value });
  });
  for (const axis of /** @type {const} */ (["order", "calendar"])) {
    field(`axis-${axis}`).addEventListener("change", () => store.set({ axis }));
  }
  let typing = 0;
  field("query").addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(
      () => store.set({ query: field("query").value }),
      payload.contacts.length > 1000 ? 150 : 0,
    );
  });
  byId("zoom-in").addEventListener("click", () => lanes.zoomBy(1.4));
  byId("zoom-out").addEventListener("click", () => lanes.zoomBy(1 / 1.4));
  byId("zoom-fit").addEventListener("click", () => lanes.zoomBy(0));
  byId("print").addEventListener("click", () => print());
  byId("theme").addEventListener("click", () => store.set({ theme: isDark(store.get()) ? "light" : "dark" }));
  byId("clear").addEventListener("click", () => {
    store.set({
      sector: "",
      organisation: "",
      kind: "",
      outcome: "",
      key: "",
      query: "",
      from: null,
      day: null,
    });
  });
  const more = byId("more-filters");
  more.addEventListener("click", () => {
    const isOpen = more.getAttribute("aria-expanded") !== "true";
    more.setAttribute("aria-expanded", String(isOpen));
    byId("filters").hidden = !isOpen;
  });
  setUpDays(payload, store);

  /** @param {string} name @param {[id: string, label: string][]} choices */
  function fill(name, choices) {
    field(name).append(...choices.map(([value, label]) => html("option", { value }, label)));
  }

  return {
    /** @param {State} state @param {number} shown */
    show: (state, shown) => {
      for (const name of FILTERS) {
        const select = /** @type {HTMLSelectElement | null} */ (document.getElementById(name));
        if (select) select.value = state[name];
      }
      field(`axis-${state.axis}`).checked = true;
      if (field("query").value !== state.query) field("query").value = state.query;
      showDay("from", state.from, payload.firstDay, "the start");
      showDay("day", state.day, payload.lastDay, "every day");
      const active = [...FILTERS, "query", "from", "day"].filter(
        (name) => state[/** @type {keyof State} */ (name)] !== START[/** @type {keyof State} */ (name)],
      );
      byId("clear").hidden = !active.length;
      const number = active.filter((name) => !["query", "from", "day"].includes(name)).length;
      byId("more-filters").textContent = number ? `Filters (${number})` : "Filters";
      const all = payload.contacts.length;
      const days = daysText(state.from, state.day);
      const unseen = days && html("span", { class: "unseen" }, `, ${days}`); // they stand beside the sliders
      byId("count").replaceChildren(...(active.length ? [`${shown} of ${all} shown`, unseen] : []));
      byId("nothing").hidden = shown > 0 || !all;
      const root = document.documentElement;
      root.dataset["axis"] = state.axis;
      root.dataset["ask"] = state.finding ? "finding" : state.ask;
      if (state.theme) root.dataset["theme"] = state.theme;
      else delete root.dataset["theme"];
      byId("theme").textContent = isDark(state) ? "Light" : "Dark";
    },
  };
}

/**
 * @param {"from" | "day"} name
 * @param {number | null} day
 * @param {number | null} end  of the slider, where it stands for no day
 * @param {string} none  words for it
 */
function showDay(name, day, end, none) {
  if (end === null) return;
  const words = day === null ? none : dayText(day);
  field(name).value = String(day ?? end);
  field(name).setAttribute("aria-valuetext", words);
  byId(`${name}-text`).textContent = words;
}

/**
 * The two sliders: what is before the one or after the other is hidden, and neither passes the other.
 * @param {Payload} payload
 * @param {Store} store
 */
function setUpDays(payload, store) {
  const { firstDay, lastDay } = payload;
  if (firstDay === null || lastDay === null) {
    byId("days").hidden = true;
    field("axis-calendar").disabled = true;
    return;
  }
  const fromOf = (/** @type {number} */ value) => (value <= firstDay ? null : value);
  const dayOf = (/** @type {number} */ value) => (value >= lastDay ? null : value);
  const acts = {
    from: (/** @type {number} */ value) => {
      const passes = value > (store.get().day ?? lastDay);
      store.set({ from: fromOf(value), ...(passes ? { day: dayOf(value) } : {}) });
    },
    day: (/** @type {number} */ value) => {
      const passes = value < (store.get().from ?? firstDay);
      store.set({ day: dayOf(value), ...(passes ? { from: fromOf(value) } : {}) });
    },
  };
  let waiting = 0;
  for (const name of /** @type {const} */ (["from", "day"])) {
    field(name).min = String(firstDay);
    field(name).max = String(lastDay);
    field(name).addEventListener("input", () => {
      cancelAnimationFrame(waiting);
      waiting = requestAnimationFrame(() => acts[name](Number(field(name).value)));
    });
  }
}

/** @param {State} state */
export function isDark(state) {
  return state.theme ? state.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

/** What is chosen and shown: one state for all views, kept in the address of the page. Pure but for the store. */

/**
 * @typedef {object} State
 * @property {string} contact  id of the chosen contact, or ""
 * @property {string} party  id of the chosen party, or ""
 * @property {"order" | "calendar"} axis
 * @property {string} lanes  order of the lanes, "" is by shortest arrows
 * @property {string} fold  organisations drawn together: "", or the id of a way
 * @property {string} open  ids of the groups among them that are opened, with commas
 * @property {"" | "journey" | "known" | "holding" | "play"} ask  the question that is open
 * @property {string} journey  id of the first contact of the journey seen alone
 * @property {string} finding  how the finding whose evidence is marked is cited
 * @property {string} knower  id of the organisation of the lens
 * @property {string} at  the decision of the lens: contact and place among its decisions; "" is the day
 * @property {string} standing  under the lens, the place of the standing whose contacts are marked, or ""
 * @property {string} sector  filters, "" is all
 * @property {string} organisation
 * @property {string} kind
 * @property {string} outcome
 * @property {string} key  "yes" shows key episodes only
 * @property {string} columns  of the chronology, by number with commas; "" is the usual ones
 * @property {string} query
 * @property {number | null} from  shown from the start of this day; null is the first
 * @property {number | null} day  shown up to the end of this day; null is every day
 * @property {"" | "light" | "dark"} theme
 */

/** @type {State} */
export const START = {
  contact: "",
  party: "",
  axis: "order",
  lanes: "",
  fold: "",
  open: "",
  key: "",
  columns: "",
  ask: "",
  journey: "",
  finding: "",
  knower: "",
  at: "",
  standing: "",
  sector: "",
  organisation: "",
  kind: "",
  outcome: "",
  query: "",
  from: null,
  day: null,
  theme: "",
};

const QUESTIONS = /** @type {const} */ (["journey", "finding", "knower", "at", "standing"]);
export const FILTERS = /** @type {const} */ (["sector", "organisation", "kind", "outcome", "key"]);

/**
 * The part of an address after "#": only what differs from the start.
 * @param {State} state
 * @returns {string}
 */
export function toHash(state) {
  const said = new URLSearchParams();
  for (const [name, value] of Object.entries(state)) {
    if (value !== START[/** @type {keyof State} */ (name)]) said.set(name, String(value));
  }
  return said.toString();
}

/**
 * The state that an address tells; what it does not tell, or tells wrongly, is as at the start.
 * @param {string} hash
 * @returns {State}
 */
export function fromHash(hash) {
  const said = new URLSearchParams(hash.replace(/^#/, ""));
  const state = { ...START };
  for (const name of /** @type {const} */ ([
    "contact",
    "party",
    "query",
    "lanes",
    "fold",
    "open",
    "columns",
    ...QUESTIONS,
    ...FILTERS,
  ])) {
    state[name] = said.get(name) ?? "";
  }
  if (said.get("axis") === "calendar") state.axis = "calendar";
  const ask = said.get("ask");
  if (ask === "journey" || ask === "known" || ask === "holding" || ask === "play") state.ask = ask;
  const theme = said.get("theme");
  if (theme === "light" || theme === "dark") state.theme = theme;
  for (const name of /** @type {const} */ (["from", "day"])) {
    const day = Number(said.get(name));
    if (Number.isInteger(day) && day > 0) state[name] = day;
  }
  return state;
}

/**
 * @callback Listener
 * @param {State} state
 * @param {Set<keyof State>} changed
 * @returns {void}
 */

/**
 * Holds the state and tells every view of a change, once, with the names of what changed.
 * @param {State} initial
 */
export function createStore(initial) {
  let state = initial;
  /** @type {Listener[]} */
  const listeners = [];
  return {
    get: () => state,
    /** @param {Listener} listener */
    subscribe: (listener) => {
      listeners.push(listener);
    },
    /** @param {Partial<State>} patch */
    set: (patch) => {
      const names = /** @type {(keyof State)[]} */ (Object.keys(patch));
      const changed = new Set(names.filter((name) => patch[name] !== state[name]));
      if (!changed.size) return;
      state = { ...state, ...patch };
      for (const listener of listeners) listener(state, changed);
    },
  };
}

/** @typedef {ReturnType<typeof createStore>} Store */

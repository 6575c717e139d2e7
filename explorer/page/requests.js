/** The requests as they stand in the page, as signs in the ledger and as a list: a click chooses one in all views. */

/** @typedef {import("./payload.d.ts").Payload} Payload */
/** @typedef {import("./state.js").Store} Store */
/** @typedef {import("./filters.js").Standing} Standing */

/**
 * @param {Payload} payload
 * @param {Store} store
 */
export function createRequests(payload, store) {
  const lists = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("#ledger, #requests")]);
  for (const list of lists) {
    list.addEventListener("click", (event) => {
      const button = /** @type {Element} */ (event.target).closest("button");
      const id = payload.contacts[Number(button?.dataset["column"] ?? -1)]?.id;
      if (id) store.set({ contact: store.get().contact === id ? "" : id, party: "" });
    });
  }

  // Gathered once: of the hundreds of buttons of a long record, a step changes two.
  const buttons = lists.flatMap((list) => [...list.querySelectorAll("button")]);
  const signs = buttons.filter((button) => button.closest("#ledger"));
  const items = [...document.querySelectorAll("#ledger li")];
  for (const button of buttons) button.setAttribute("aria-pressed", "false");
  for (const button of signs) button.setAttribute("title", button.getAttribute("aria-label") ?? "");
  /** @type {Map<number, HTMLElement[]>} */
  const byColumn = new Map();
  for (const button of buttons) {
    const column = Number(button.dataset["column"]);
    byColumn.set(column, [...(byColumn.get(column) ?? []), button]);
  }
  let pressed = -1;
  /** @type {Standing[] | null} */
  let filtered = null;

  /** @param {number} column @param {boolean} isPressed */
  function press(column, isPressed) {
    for (const button of byColumn.get(column) ?? []) button.setAttribute("aria-pressed", String(isPressed));
  }

  /** @param {Standing[]} standings */
  function filter(standings) {
    for (const button of buttons) {
      const isHidden = standings[Number(button.dataset["column"])] === "hidden";
      const item = button.closest("li");
      if (button.closest("#ledger"))
        button.classList.toggle("is-out", isHidden); // its place stays
      else if (item) item.hidden = isHidden;
    }
    // Where some are not shown yet, the words beside them would tell more than the signs.
    for (const item of items) item.classList.toggle("is-out", item.querySelector(".is-out") !== null);
  }

  return {
    /** @param {Standing[]} standings @param {number} chosen  column, or -1 */
    show: (standings, chosen) => {
      if (chosen !== pressed) {
        press(pressed, false);
        press(chosen, true);
        pressed = chosen;
      }
      if (standings !== filtered) filter(standings);
      filtered = standings;
    },
  };
}

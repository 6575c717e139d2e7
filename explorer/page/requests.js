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

  for (const button of document.querySelectorAll("#ledger button"))
    button.setAttribute("title", button.getAttribute("aria-label") ?? "");

  return {
    /** @param {Standing[]} standings @param {number} chosen  column, or -1 */
    show: (standings, chosen) => {
      for (const button of lists.flatMap((list) => [...list.querySelectorAll("button")])) {
        const column = Number(button.dataset["column"]);
        button.setAttribute("aria-pressed", String(column === chosen));
        const isHidden = standings[column] === "hidden";
        const item = button.closest("li");
        if (button.closest("#ledger"))
          button.classList.toggle("is-out", isHidden); // its place stays
        else if (item) item.hidden = isHidden;
      }
      // Where some are not shown yet, the words beside them would tell more than the signs.
      for (const item of document.querySelectorAll("#ledger li"))
        item.classList.toggle("is-out", item.querySelector(".is-out") !== null);
    },
  };
}

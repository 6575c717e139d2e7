/** The menus of the toolbar: they close again, and the choices of how lanes stand are kept in the state. */

import { byId, html } from "#page/dom";

/** @typedef {import("./payload.d.ts").Payload} Payload */
/** @typedef {import("./state.js").State} State */
/** @typedef {import("./state.js").Store} Store */

/** Menus close by Escape, by a click elsewhere, and where another opens. */
export function closeMenus() {
  const menus = /** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll("details.menu"));
  document.addEventListener("pointerdown", (event) => {
    for (const menu of menus) if (!menu.contains(/** @type {Node} */ (event.target))) menu.open = false;
  });
  for (const menu of menus) {
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      event.stopPropagation();
      menu.open = false;
      menu.querySelector("summary")?.focus();
    });
    menu.addEventListener("toggle", () => {
      const body = /** @type {HTMLElement} */ (menu.querySelector(".menu-body"));
      body.style.translate = "";
      const { left, right } = body.getBoundingClientRect();
      if (menu.open) body.style.translate = `${Math.max(8 - left, Math.min(0, innerWidth - 8 - right))}px`;
      for (const other of menus) if (menu.open && other !== menu) other.open = false;
    });
  }
}

/**
 * @param {Payload} payload
 * @param {Store} store
 */
export function createLaneMenu(payload, store) {
  const order = /** @type {HTMLSelectElement} */ (byId("lane-order"));
  const fold = /** @type {HTMLSelectElement} */ (byId("lane-fold"));
  order.append(...payload.orders.map(({ id, label }) => html("option", { value: id }, label)));
  fold.append(...payload.folds.map(({ id, label }) => html("option", { value: id }, label)));
  fold.disabled = !payload.folds.length;
  order.addEventListener("change", () => store.set({ lanes: order.value }));
  fold.addEventListener("change", () => store.set({ fold: fold.value, open: "" }));
  return (/** @type {State} */ state) => {
    order.value = state.lanes;
    fold.value = state.fold;
  };
}

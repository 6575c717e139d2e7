/** What stands around the views: menus, saving, columns, help. */

import { createColumns } from "#page/columns";
import { byId } from "#page/dom";
import { createHelp } from "#page/help";
import { closeMenus, createLaneMenu } from "#page/menus";
import { createSaving } from "#page/saving";

/**
 * @param {import("./payload.d.ts").Payload} payload
 * @param {import("./state.js").Store} store
 * @param {import("./lanes.js").Lanes} lanes
 * @param {() => import("./filters.js").Standing[]} standings
 * @param {() => void} needNetwork
 */
export function createExtras(payload, store, lanes, standings, needNetwork) {
  const showLanes = createLaneMenu(payload, store);
  const showColumns = createColumns(
    /** @type {HTMLTableElement} */ (byId("chronology-table")),
    payload,
    store,
  );
  createSaving(payload, lanes, standings, needNetwork, store);
  const help = createHelp();
  closeMenus();
  const show = () => {
    showLanes(store.get());
    showColumns(store.get());
  };
  store.subscribe((_, changed) => {
    if (["lanes", "fold", "columns", "key"].some((name) => changed.has(/** @type {never} */ (name)))) show();
  });
  addEventListener("beforeprint", () => {
    const count = byId("count").textContent;
    byId("print-note").textContent = count
      ? `The chronology is printed as filtered: ${count}. The lanes are whole.`
      : "";
  });
  show();
  return { help };
}

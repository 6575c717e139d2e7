/** What an open question adds to the lanes: bands of holding, signs of the lens, and always the ghosts. */

import { ghostLabels, ghosts } from "#page/ghosts";
import { holdingBands, nobodyStrip } from "#page/holding";
import { lensSigns } from "#page/lensview";

/** @typedef {import("./drawing.js").Sheet} Sheet */
/** @typedef {import("./axis.js").Head} Head */

/**
 * A click on a ghost chooses the finding that tells of it. True where it was one.
 * @param {Event} event
 * @param {import("./state.js").Store} store
 */
export function choseGhost(event, store) {
  const id = /** @type {Element} */ (event.target).closest?.("[data-ghost]")?.getAttribute("data-ghost");
  if (id) store.set({ ask: "", journey: "", contact: "", party: "", finding: `expected ${id}` });
  return Boolean(id);
}

/**
 * In the head, between two places.
 * @param {Sheet} sheet
 * @param {Head} head
 * @param {number} from
 * @param {number} to
 */
export function overHead({ payload, plan, known }, head, from, to) {
  const [nobody, signs] = [head.strip("nobody"), head.strip("known")];
  return [
    ...(nobody ? nobodyStrip(payload, plan, nobody, from, to) : []),
    ...(signs && known ? lensSigns(known, payload.standings, plan, head, from, to) : []),
    ...ghostLabels(payload, plan, head, from, to),
  ];
}

/**
 * Under the arrows, between two places.
 * @param {Sheet} sheet
 * @param {number} from
 * @param {number} to
 */
export function underArrows(sheet, from, to) {
  const isHolding = sheet.ask === "holding" && sheet.plan.axis === "calendar";
  return [
    ...(isHolding ? holdingBands(sheet, from, to) : []),
    ...ghosts(sheet.payload, sheet.plan, sheet.middle, from, to),
  ];
}

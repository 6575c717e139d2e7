/** Sets the page of a cohort going: controls, what they choose, and the pictures that follow. */

import { detailOf } from "#cohort/detail";
import { networkDrawing } from "#cohort/network";
import { trendDrawing } from "#cohort/trend";
import { ALL, leastFor, MOST_DRAWN, NO_FILTERS, said, shownFlows, yearsOf } from "#cohort/view";
import { byId, html } from "#page/dom";

/** @typedef {import("./payload.d.ts").Payload} Payload */
/** @typedef {import("./network.js").Chosen} Chosen */

/** @type {Payload} */
const data = JSON.parse(byId("payload").textContent ?? "");
let filters = { ...NO_FILTERS };
/** @type {Chosen} */
let chosen = null;

const AT_FIRST = 150;
const STEPS = 100;
const select = (/** @type {string} */ id) => /** @type {HTMLSelectElement} */ (byId(id));
const least = /** @type {HTMLInputElement} */ (byId("least"));
const most = Math.max(1, ...data.flows.referrals);

/** A slider of a hundred steps over counts that differ a thousandfold. */
const countAt = (/** @type {number} */ step) => (step ? Math.round(most ** (step / STEPS)) : 0);
const stepAt = (/** @type {number} */ count) =>
  count <= 1 ? 0 : Math.min(STEPS, Math.ceil((STEPS * Math.log(count)) / Math.log(Math.max(2, most))));

/**
 * @param {string} id
 * @param {[number, string][]} choices
 */
function offer(id, choices) {
  select(id).replaceChildren(...choices.map(([value, label]) => html("option", { value }, label)));
}

/** @param {Chosen} next */
function choose(next) {
  chosen = next;
  draw();
  byId("detail-title").focus({ preventScroll: true });
}

function draw() {
  const shown = shownFlows(data, filters);
  const drawn = Math.min(shown.length, MOST_DRAWN);
  byId("least-said").textContent = `${said(filters.least)} requests`;
  byId("said").textContent =
    `${said(shown.length)} of ${said(data.flows.sender.length)} flows${drawn < shown.length ? `; the ${drawn} largest are drawn` : ""}.`;
  byId("network").replaceChildren(networkDrawing(data, shown, chosen, choose, byId("network").clientWidth));
  const { title, body } = detailOf(data, chosen, choose);
  byId("detail-title").textContent = title;
  byId("detail-body").replaceChildren(...body);
}

function read() {
  filters = {
    from: Number(select("from-sector").value),
    to: Number(select("to-sector").value),
    outcome: Number(select("outcome").value),
    year: Number(select("year").value),
    least: countAt(Number(least.value)),
  };
  draw();
}

function reset() {
  for (const id of ["from-sector", "to-sector", "outcome", "year"]) select(id).value = String(ALL);
  least.value = String(stepAt(leastFor(shownFlows(data, NO_FILTERS), AT_FIRST)));
  chosen = null;
  read();
}

/** @type {[number, string]} */
const anybody = [ALL, "all sectors"];
const sectors = data.sectors.map(({ label }, place) => /** @type {[number, string]} */ ([place, label]));
offer("from-sector", [anybody, ...sectors]);
offer("to-sector", [anybody, ...sectors]);
offer("outcome", [
  [ALL, "anything"],
  ...data.outcomes.map((label, place) => /** @type {[number, string]} */ ([place, label])),
]);
offer("year", [
  [ALL, "all years"],
  ...yearsOf(data).map(
    (year) => /** @type {[number, string]} */ ([year, year ? String(year) : "several possible"]),
  ),
]);
byId("filters").addEventListener("input", read);
byId("filters").addEventListener("reset", (event) => {
  event.preventDefault();
  reset();
});
document.addEventListener("keydown", ({ key }) => {
  if (key === "Escape" && chosen) choose(null);
});
reset();
let width = byId("network").clientWidth;
new ResizeObserver(() => {
  if (byId("network").clientWidth === width) return;
  width = byId("network").clientWidth;
  draw();
}).observe(byId("network"));
document.getElementById("trend")?.replaceChildren(trendDrawing(data));
performance.mark("drawn");

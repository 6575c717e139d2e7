/** Puts the page together: one state, and every view told of each change. */

import { createChronology } from "#page/chronology";
import { createControls, isDark } from "#page/controls";
import { createDetail } from "#page/detail";
import { byId } from "#page/dom";
import { searchTexts, standings as standingsOf } from "#page/filters";
import { createLanes } from "#page/lanes";
import { createNetwork } from "#page/network";
import { listenToPointer } from "#page/pointer";
import { createStore, fromHash, START, toHash } from "#page/state";

/** @typedef {import("./payload.d.ts").Payload} Payload */

/** @type {Payload} */
const payload = JSON.parse(byId("payload").textContent ?? "{}");
const store = createStore(fromHash(location.hash));
/** @type {string[] | null} */
let texts = null;
let standings = currentStandings();

function currentStandings() {
  const state = store.get();
  texts ??= state.query ? searchTexts(payload) : null;
  return standingsOf(payload, texts ?? [], state);
}

const lanes = createLanes(byId("lanes"), payload, store, () => standings);
const controls = createControls(payload, store, lanes);
const detail = createDetail(byId("detail"), payload, store);
const chronology = createChronology(byId("chronology-table"), payload, store);
/** @type {ReturnType<typeof createNetwork> | null} */
let network = null;

const chosenColumn = () => payload.contacts.findIndex((contact) => contact.id === store.get().contact);
const shownCount = () => standings.reduce((count, standing) => count + (standing === "hidden" ? 0 : 1), 0);

/** Says the chosen contact to those who do not see it. */
function announce() {
  const contact = payload.contacts[chosenColumn()];
  const party = payload.parties.find((one) => one.id === store.get().party);
  const to = contact?.arrows
    .map((arrow) => [arrow.name, arrow.sentence].filter(Boolean).join(": "))
    .join(", ");
  const kind = contact && payload.kinds[contact.kind]?.label;
  byId("live").textContent = contact
    ? `${contact.id}, ${contact.when}. ${contact.senderName}. ${kind}. ${to}`
    : (party?.name ?? "");
}

/** Marks the requests in their list. */
function markRequests() {
  for (const button of byId("requests").querySelectorAll("button")) {
    const column = Number(button.dataset["column"]);
    button.setAttribute("aria-pressed", String(column === chosenColumn()));
    const item = button.closest("li");
    if (item) item.hidden = standings[column] === "hidden";
  }
}

function showAll() {
  controls.show(store.get(), shownCount());
  chronology.filter(standings);
  chronology.choose(chosenColumn());
  markRequests();
  detail.show();
  placeDetail();
}

store.subscribe((state, changed) => {
  const isFiltered = ["sector", "organisation", "kind", "outcome", "query", "day"].some((name) =>
    changed.has(/** @type {keyof typeof state} */ (name)),
  );
  if (isFiltered) standings = currentStandings();
  if (changed.has("axis")) lanes.layOut(chosenColumn());
  else if (isFiltered) lanes.redraw();
  else lanes.highlight();
  showAll();
  if (changed.has("contact") || changed.has("axis")) {
    const column = chosenColumn();
    if (column >= 0) lanes.reveal(column);
  }
  if (changed.has("contact") || changed.has("party")) announce();
  network?.show(standings, isDark(state));
  history.replaceState(null, "", `#${toHash(state)}`);
});

/** @param {number} way  1 forward, -1 back */
function step(way) {
  const now = chosenColumn();
  const last = payload.contacts.length - 1;
  let column = now < 0 ? (way > 0 ? 0 : last) : now + way;
  while (column >= 0 && column <= last && standings[column] === "hidden") column += way;
  const contact = payload.contacts[column];
  if (contact) store.set({ contact: contact.id, party: "" });
}

document.addEventListener("keydown", (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  const isTyping = target.matches("input, select, textarea");
  if (event.key === "Escape") {
    if (isTyping && target.id === "query" && store.get().query) store.set({ query: "" });
    else store.set({ contact: "", party: "" });
    return;
  }
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  const keys = {
    ArrowRight: () => step(1),
    ArrowLeft: () => step(-1),
    "+": () => lanes.zoomBy(1.4),
    "=": () => lanes.zoomBy(1.4),
    "-": () => lanes.zoomBy(1 / 1.4),
    0: () => lanes.zoomBy(0),
    "/": () => byId("query").focus(),
  };
  const act = keys[/** @type {keyof typeof keys} */ (event.key)];
  if (!act) return;
  event.preventDefault();
  act();
});

byId("requests").addEventListener("click", (event) => {
  const button = /** @type {Element} */ (event.target).closest("button");
  const id = payload.contacts[Number(button?.dataset["column"] ?? -1)]?.id;
  if (id) store.set({ contact: store.get().contact === id ? "" : id, party: "" });
});

addEventListener("hashchange", () => store.set({ ...START, ...fromHash(location.hash) }));
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  controls.show(store.get(), shownCount());
  network?.show(standings, isDark(store.get()));
});

/** The detail begins where the toolbar or the top of the pictures does. */
function placeDetail() {
  const toolbar = document.querySelector(".toolbar")?.getBoundingClientRect();
  const top = byId("lanes").getBoundingClientRect().top;
  document.documentElement.style.setProperty("--below", `${Math.max(0, top, toolbar?.bottom ?? 0)}px`);
}
addEventListener("scroll", placeDetail, { passive: true });

let width = 0;
new ResizeObserver(() => {
  if (innerWidth === width) return;
  width = innerWidth;
  lanes.measure();
  lanes.layOut();
}).observe(document.documentElement);

width = innerWidth;
lanes.measure();
lanes.layOut(chosenColumn());
listenToPointer(lanes, payload, store);
showAll();
if (chosenColumn() >= 0) lanes.reveal(chosenColumn());
performance.mark("lanes-drawn");

// The network after the first picture: reading vis-network takes as long as all the rest.
requestAnimationFrame(() =>
  setTimeout(() => {
    performance.mark("lanes-shown");
    network = createNetwork(byId("network"), payload, store);
    network.show(standings, isDark(store.get()));
    performance.mark("network-drawn");
  }, 0),
);

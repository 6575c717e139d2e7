/** Puts the page together: one state, and every view told of each change. */

import { createChronology } from "#page/chronology";
import { createControls, isDark } from "#page/controls";
import { createDetail } from "#page/detail";
import { byId } from "#page/dom";
import { createExtras } from "#page/extras";
import { searchTexts, standings as standingsOf } from "#page/filters";
import { createFindings } from "#page/findings";
import { createLanes } from "#page/lanes";
import { createLens } from "#page/lensview";
import { createNetwork } from "#page/network";
import { captionOf, createPlayback } from "#page/playback";
import { listenToPointer } from "#page/pointer";
import { createQuestions } from "#page/questions";
import { markedOf } from "#page/related";
import { createRequests } from "#page/requests";
import { createRoom } from "#page/room";
import { createStore, fromHash, START, toHash } from "#page/state";
import { unpacked } from "#page/unpack";

// The modules load while the page still arrives: the lanes are drawn as soon as their numbers are here, long before
// the last row of a long chronology.
await new Promise((resolve) => {
  if (document.getElementById("payload-read")) resolve(null);
  else addEventListener("payload-read", resolve, { once: true });
});
const payload = unpacked(byId("payload").textContent ?? "{}");
const store = createStore(fromHash(location.hash));
/** What is chosen in a page that was sealed is kept out of its address, which the browser's history keeps in clear. */
const isSealed = "sealed" in document.documentElement.dataset;
const chosenColumn = () => payload.contacts.findIndex((contact) => contact.id === store.get().contact);
/** @type {string[] | null} */
let texts = null;
let standings = currentStandings();

function currentStandings() {
  const state = store.get();
  texts ??= state.query ? searchTexts(payload) : null;
  const found = standingsOf(payload, texts ?? [], state);
  const now = state.ask === "play" ? chosenColumn() : -1;
  return now < 0 ? found : found.map((standing, column) => (column > now ? "hidden" : standing));
}

const shownCount = () => standings.reduce((count, standing) => count + (standing === "hidden" ? 0 : 1), 0);

const lens = createLens(payload, store);
const lanes = createLanes(byId("lanes"), payload, store, () => standings, lens.standings);
/** @type {import("./findings.js").Findings | null} */
let findings = null;
const playback = createPlayback(payload, store, step);
const questions = createQuestions(payload, store, lens, playback, () => findings);
const controls = createControls(payload, store, lanes);
const room = createRoom(payload.contacts.length);
/** What stands further down the page, once it is there. @type {ReturnType<typeof furnishRest> | null} */
let rest = null;
/** @type {ReturnType<typeof createNetwork> | null} */
let network = null;
/** @type {ReturnType<typeof createExtras> | null} */
let extras = null;

/** The views below the lanes: the page may still be arriving when the lanes are drawn. */
function furnishRest() {
  findings = createFindings(payload, store);
  const detail = createDetail(byId("detail"), payload, store, lens, room.showDays(lanes));
  const chronology = createChronology(byId("chronology-table"), payload, store);
  const requests = createRequests(payload, store);
  return () => {
    detail.show();
    chronology.filter(standings);
    chronology.choose(chosenColumn());
    chronology.mark(markedOf(payload, store.get()), lens.standings());
    findings?.show();
    questions.show();
    requests.show(standings, chosenColumn());
  };
}

/** Says the chosen contact to those who do not see it. */
function announce() {
  if (store.get().ask === "play") {
    byId("live").textContent = captionOf(payload, chosenColumn());
    return;
  }
  const contact = payload.contacts[chosenColumn()];
  const party = payload.parties.find((one) => one.id === store.get().party);
  const to = contact?.arrows.map((arrow) => [arrow.name, arrow.sentence].filter(Boolean).join(": "));
  const said = contact && [
    contact.id,
    contact.when,
    contact.senderName,
    payload.kinds[contact.kind]?.label,
    to?.join(", "),
  ];
  byId("live").textContent = said ? said.filter(Boolean).join(". ") : (party?.name ?? "");
}

function showAll() {
  controls.show(store.get(), shownCount());
  rest?.();
  room.follow();
}

const FILTERING = /** @type {const} */ ([
  "sector",
  "organisation",
  "kind",
  "outcome",
  "key",
  "query",
  "from",
  "day",
  "journey",
  "ask",
  "knower",
  "at",
]);

store.subscribe((state, changed) => {
  const isPlayed = state.ask === "play" && changed.has("contact");
  const isFiltered = isPlayed || FILTERING.some((name) => changed.has(name));
  lens.follow();
  if (isFiltered) standings = currentStandings();
  const isStacked = changed.has("lanes") || changed.has("fold") || changed.has("open");
  if (isStacked) lanes.stack();
  if (isStacked || changed.has("axis") || changed.has("ask") || changed.has("knower"))
    lanes.layOut(chosenColumn());
  else if (isFiltered) lanes.redraw();
  else lanes.highlight();
  showAll();
  if ((changed.has("contact") || changed.has("axis")) && chosenColumn() >= 0) lanes.reveal(chosenColumn());
  if (changed.has("finding") || changed.has("journey")) revealMarked();
  // asked from the detail, which on a phone stands over the answer
  if (changed.has("ask") && state.at) byId("answer").scrollIntoView({ block: "start" });
  if (changed.has("standing") && state.standing) lanes.reveal(Math.min(...(markedOf(payload, state) ?? [])));
  if (rest && (changed.has("contact") || changed.has("party"))) announce();
  showNetwork();
  if (isSealed) return;
  try {
    history.replaceState(null, "", `#${toHash(state)}`);
  } catch {
    // a frame of a notebook has no address of its own
  }
});

/** Brings the first contact of what was chosen into view. */
function revealMarked() {
  const first = Math.min(...(markedOf(payload, store.get()) ?? []));
  if (!store.get().finding && !store.get().journey) return;
  if (Number.isFinite(first)) lanes.reveal(first);
  byId("answer").scrollIntoView({ block: "start" });
}

/** @param {number} way  1 forward, -1 back @returns {boolean} whether there was one */
function step(way) {
  const shown = standingsOf(payload, texts ?? [], store.get());
  const now = chosenColumn();
  const last = payload.contacts.length - 1;
  let column = now < 0 ? (way > 0 ? 0 : last) : now + way;
  while (column >= 0 && column <= last && shown[column] === "hidden") column += way;
  const contact = payload.contacts[column];
  if (contact) store.set({ contact: contact.id, party: "" });
  return Boolean(contact);
}

const KEYS = {
  ArrowRight: () => step(1),
  ArrowLeft: () => step(-1),
  " ": () => playback.toggle(),
  "+": () => lanes.zoomBy(1.4),
  "=": () => lanes.zoomBy(1.4),
  "-": () => lanes.zoomBy(1 / 1.4),
  0: () => lanes.zoomBy(0),
  "/": () => byId("query").focus(),
  "?": () => extras?.help(),
};

document.addEventListener("keydown", (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  const isTyping =
    target.matches("input, select, textarea") || (event.key === " " && target.matches("button, summary, a"));
  if (event.key === "Escape") {
    if (target.id === "query" && store.get().query) store.set({ query: "" });
    else if (store.get().contact || store.get().party)
      store.set({ contact: "", party: "", ...(store.get().ask === "play" ? { ask: "" } : {}) });
    else store.set({ ask: "", finding: "", journey: "", at: "", standing: "" });
    return;
  }
  const act = KEYS[/** @type {keyof typeof KEYS} */ (event.key)];
  if (!act || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  act();
});

addEventListener("hashchange", () => store.set({ ...START, ...fromHash(location.hash) }));
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  controls.show(store.get(), shownCount());
  network?.show(standings, isDark(store.get()));
});

let width = innerWidth;
new ResizeObserver(() => {
  if (innerWidth === width) return;
  width = innerWidth;
  lanes.stack(); // how long a name may be hangs on the window
  lanes.measure();
  lanes.layOut();
}).observe(document.documentElement);

lanes.measure();
lanes.layOut(chosenColumn());
const { axis, from, day } = store.get();
if (axis === "calendar" && from !== null) lanes.showDays(from, day ?? payload.lastDay ?? from);
listenToPointer(lanes, payload, store);
controls.show(store.get(), shownCount());
performance.mark("lanes-drawn");
afterPaint(() => {
  performance.mark("lanes-shown");
  document.documentElement.classList.remove("drawing");
  whenRead(() => {
    rest = furnishRest();
    lens.follow();
    if (store.get().finding) lanes.highlight();
    if (store.get().ask === "known") lanes.layOut();
    showAll();
    if (chosenColumn() >= 0) lanes.reveal(chosenColumn());
    performance.mark("page-ready");
    extras = createExtras(payload, store, lanes, () => standings, needNetwork);
    whenNear(byId("network"), needNetwork);
  });
});

function needNetwork() {
  if (network) return network.flush();
  network = createNetwork(byId("network"), payload, store);
  network.show(standings, isDark(store.get()));
  performance.mark("network-drawn");
}

const PAUSE = payload.contacts.length > 1000 ? 160 : 0;
let following = 0;
/** The network follows the other views, once they are drawn; a large one when whoever steps or types has paused. */
function showNetwork() {
  if (!network) return;
  const follow = () =>
    afterPaint(() => {
      following = 0;
      network?.show(standings, isDark(store.get()));
    });
  if (PAUSE) {
    clearTimeout(following);
    following = setTimeout(follow, PAUSE);
  } else if (!following) {
    following = 1;
    follow();
  }
}

/** @param {() => void} act */
function afterPaint(act) {
  requestAnimationFrame(() => setTimeout(act, 0));
}

/** When the whole page has arrived. @param {() => void} act */
function whenRead(act) {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", act, { once: true });
  else act();
}

/** When an element comes near the view: reading vis-network takes as long as all the rest. @param {HTMLElement} element @param {() => void} act */
function whenNear(element, act) {
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      setTimeout(act, 0);
    },
    { rootMargin: "400px" },
  );
  observer.observe(element);
}

/** Help: a dialog that stands in the page, and a short tour that is offered once. */

import { byId, html } from "#page/dom";

const SEEN = "explorer-tour"; // nothing about any case is ever stored

/** Where each step of the tour points, and its words. @type {[string, string][]} */
const STEPS = [
  [
    ".lead",
    "The record in numbers: contacts, organisations, and how many requests have no recorded outcome.",
  ],
  [
    ".ledger",
    "Who was asked to act, and what became of each request. Each sign is one: choose it to follow it through all views.",
  ],
  [
    "#lanes",
    "Each lane is a person or an organisation, each arrow a contact; requests are bold. Read from left to right. Choose an arrow to see what is recorded of it.",
  ],
  [
    "#network",
    "The same contacts as a network, with their numbers. Choose a name or a line to see them one by one.",
  ],
  ["#chronology", "The same again in words. Sort it, choose its columns, copy it into a document."],
  [
    ".toolbar",
    "Four questions to the record, playback, search, filters, saving and printing. Help has the keys and this tour.",
  ],
];

/** @param {string} [value] */
function stored(value) {
  try {
    if (value) localStorage.setItem(SEEN, value);
    return localStorage.getItem(SEEN) ?? "";
  } catch {
    return "unknown"; // a page from disk may not be allowed to remember: then the tour is in the help alone
  }
}

export function createHelp() {
  const dialog = /** @type {HTMLDialogElement} */ (byId("help"));
  const open = () => dialog.showModal();
  byId("help-open").addEventListener("click", open);
  byId("help-close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("keydown", (event) => event.stopPropagation());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  byId("tour-again").addEventListener("click", () => {
    dialog.close();
    tour();
  });
  if (!stored()) {
    byId("tour-offer").hidden = false;
    const answer = (/** @type {boolean} */ yes) => () => {
      stored("offered");
      byId("tour-offer").hidden = true;
      if (yes) tour();
    };
    byId("tour-yes").addEventListener("click", answer(true));
    byId("tour-no").addEventListener("click", answer(false));
  }
  return open;
}

/** One step after the other: what it is about is outlined, its words stand in a card. */
function tour() {
  const steps = STEPS.filter(([where]) => document.querySelector(where));
  const before = /** @type {HTMLElement | null} */ (document.activeElement);
  const words = html("p", { id: "tour-words" });
  const next = html("button", { type: "button", onclick: () => show(at + 1) });
  const end = html("button", { type: "button", onclick: finish }, "End");
  const card = html(
    "div",
    { class: "tour", role: "dialog", "aria-label": "Tour", "aria-describedby": "tour-words" },
    words,
    next,
    end,
  );
  card.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Escape") finish();
  });
  document.body.append(card);
  let at = 0;
  /** @param {number} step */
  function show(step) {
    const found = steps[step];
    if (!found) return finish();
    at = step;
    for (const one of document.querySelectorAll(".pointed")) one.classList.remove("pointed");
    const target = document.querySelector(found[0]);
    target?.classList.add("pointed");
    const tall = (target?.getBoundingClientRect().height ?? 0) > innerHeight / 2;
    target?.scrollIntoView({ block: tall ? "start" : "center" });
    words.textContent = `${step + 1} of ${steps.length}. ${found[1]}`;
    next.textContent = step + 1 < steps.length ? "Next" : "Done";
    next.focus({ preventScroll: true });
  }
  function finish() {
    for (const one of document.querySelectorAll(".pointed")) one.classList.remove("pointed");
    card.remove();
    scrollTo({ top: 0 });
    before?.focus({ preventScroll: true });
  }
  show(0);
}

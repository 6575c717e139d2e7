/** The questions a reader asks, as buttons, and the answer under them: one at a time, kept in the address. */

import { byId, html } from "#page/dom";
import { heldText } from "#page/holding";
import { journeyChoices, journeyFrom, journeyList, stopsOf } from "#page/journeys";
import { choice } from "#page/lensview";
import { captionOf } from "#page/playback";

/** @typedef {import("./payload.d.ts").Payload} Payload */
/** @typedef {import("./state.js").Store} Store */
/** @typedef {import("./state.js").State} State */
/** @typedef {import("./lensview.js").Lens} Lens */
/** @typedef {import("./findings.js").Findings} Findings */
/** @typedef {import("./playback.js").Playback} Playback */

const CLEARED = /** @type {const} */ ({ ask: "", journey: "", finding: "", at: "", standing: "" });

/**
 * @param {Payload} payload
 * @param {Store} store
 * @param {Lens} lens
 * @param {Playback} playback
 * @param {() => Findings | null} findings
 */
export function createQuestions(payload, store, lens, playback, findings) {
  const answer = byId("answer");
  let shown = "";

  /** Opens a question, or closes it. @param {State["ask"]} ask @param {Partial<State>} [more] */
  function toggle(ask, more = {}) {
    playback.pause();
    const isOpen = store.get().ask === ask;
    store.set(isOpen ? CLEARED : { ...CLEARED, contact: "", party: "", ask, ...more });
  }

  byId("ask-journey").addEventListener("click", () => toggle("journey"));
  byId("ask-known").addEventListener("click", () => toggle("known"));
  byId("ask-holding").addEventListener("click", () => toggle("holding", { axis: "calendar" }));
  byId("ask-findings").addEventListener("click", () => byId("findings").scrollIntoView());
  byId("play").addEventListener("click", () => playback.toggle());
  if (!payload.holdings.length) byId("ask-holding").hidden = true;
  if (!payload.journeys.length) byId("ask-journey").hidden = true;
  playback.listen(showPlay);

  function showPlay() {
    const isRunning = playback.isRunning();
    byId("play").textContent = isRunning ? "Pause" : "Play";
    byId("play").setAttribute("aria-pressed", String(isRunning));
  }

  function journeyBar() {
    const { journey } = store.get();
    const found = journeyFrom(payload, journey);
    if (!found)
      return [
        html(
          "p",
          { class: "asked" },
          "Each thing that led to another, and where it stopped. Choose one to see it alone.",
        ),
        journeyList(payload, (root) => store.set({ journey: root, contact: "", party: "" })),
      ];
    const which = choice(
      "journey-choice",
      "Follow",
      [["", "all of them"], ...journeyChoices(payload)],
      journey,
    );
    which.select.addEventListener("change", () =>
      store.set({ journey: which.select.value, contact: "", party: "" }),
    );
    return [
      html("div", { class: "asking" }, which.label, which.select),
      html("p", { "data-said": `Journey from ${journey}` }, `${found.sum}. ${stopsOf(found)}`),
    ];
  }

  function holdingBar() {
    const day = store.get().day ?? payload.lastDay ?? 0;
    return [
      html("p", {}, heldText(payload, day).join(" ")),
      html(
        "ul",
        { class: "standings small" },
        key("held sure", "held it, for certain"),
        key("held may", "may have held it, by the dates"),
        key("held sure thin", "had a request in hand"),
        key("held may thin", "may have had one"),
        key("none", "days with nobody recorded (above)"),
        html("li", { class: "quiet" }, "Move “Up to” to another day."),
      ),
    ];
  }

  /** @param {string} style @param {string} words */
  const key = (style, words) => html("li", {}, html("span", { class: `swatch ${style}` }), words);

  function findingBar() {
    const { finding } = store.get();
    const found = findings()?.statements.get(finding);
    if (!found) return [];
    const back = html(
      "button",
      { type: "button", class: "link", onclick: () => found.button.focus() },
      "Back to the findings",
    );
    return [
      html("p", { class: "kicker" }, `Finding: ${found.title}. The contacts it rests on are marked.`),
      html("p", { "data-said": `Finding ${finding}` }, found.sentence),
      html("p", { class: "quiet small" }, `${found.rests} `, back),
    ];
  }

  function caption() {
    const column = payload.contacts.findIndex((contact) => contact.id === store.get().contact);
    const keys = "Space plays and pauses, the arrow keys step.";
    return [
      html("p", { class: "caption" }, column < 0 ? keys : captionOf(payload, column)),
      html("p", { class: "quiet small" }, keys),
    ];
  }

  const BARS = { journey: journeyBar, known: lens.bar, holding: holdingBar, play: caption };

  return {
    show: () => {
      const { ask, finding, journey, knower, at, standing, day, contact } = store.get();
      for (const name of ["journey", "known", "holding"])
        byId(`ask-${name}`).setAttribute("aria-pressed", String(ask === name));
      if (ask !== "play") playback.pause();
      showPlay();
      const now = JSON.stringify([
        ask,
        finding,
        journey,
        knower,
        at,
        standing,
        day,
        ask === "play" ? contact : "",
        Boolean(findings()),
      ]);
      if (now === shown) return;
      shown = now;
      const focused = document.activeElement?.id ?? "";
      const parts = finding ? findingBar() : ask && document.getElementById("known-data") ? BARS[ask]() : [];
      const close = html(
        "button",
        {
          type: "button",
          class: "close",
          "aria-label": "Close the answer",
          onclick: () => store.set({ ...CLEARED, ...(ask === "play" ? { contact: "" } : {}) }),
        },
        "×",
      );
      answer.replaceChildren(...(parts.length ? [close, ...parts.filter((part) => part !== null)] : []));
      answer.hidden = !parts.length;
      answer.classList.toggle("playing", ask === "play");
      if (focused && answer.querySelector(`#${CSS.escape(focused)}`))
        document.getElementById(focused)?.focus();
    },
  };
}

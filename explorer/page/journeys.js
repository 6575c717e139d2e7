/** Journeys: one chosen is seen alone, and told step by step. */

import { html } from "#page/dom";

/** @typedef {import("./payload.d.ts").Payload} Payload */
/** @typedef {import("./payload.d.ts").JourneyRecord} JourneyRecord */
/** @typedef {import("./state.js").Store} Store */

const DEEPEST = 5;

/** How a sentence begins that says where the record of a journey stops, or that this is not stated. */
const STOPS = /^(The record stops|Whether the record stops)/;

/**
 * The journey that begins with a contact.
 * @param {Payload} payload
 * @param {string} root  id
 */
export const journeyFrom = (payload, root) =>
  root ? payload.journeys.find((journey) => payload.contacts[journey.root]?.id === root) : undefined;

/**
 * One line about a contact: who to whom, and when.
 * @param {Payload} payload
 * @param {number} column
 */
export function lineOf(payload, column) {
  const contact = payload.contacts[column];
  if (!contact) return "";
  const ends = [contact.senderName, contact.arrows.map((arrow) => arrow.name).join(", ")].filter(Boolean);
  const inferred = contact.basis === "inferred" ? " (inferred)" : "";
  return `${payload.kinds[contact.kind]?.label}, ${contact.when}: ${ends.join(" → ")}${inferred}`;
}

/**
 * The journeys to choose from, the longest first.
 * @param {Payload} payload
 * @returns {[id: string, label: string][]}
 */
export function journeyChoices(payload) {
  return [...payload.journeys]
    .sort((a, b) => b.columns.length - a.columns.length || a.root - b.root)
    .map((journey) => {
      const id = payload.contacts[journey.root]?.id ?? "";
      return [id, `${id} · ${lineOf(payload, journey.root)} (${journey.sum.split(",")[0]})`];
    });
}

/** Where a journey stopped, in sentences. @param {JourneyRecord} journey */
export function stopsOf(journey) {
  const stops = journey.steps.flatMap(({ said }) => said.filter((text) => STOPS.test(text)));
  return stops.map((text) => `${text.split(";")[0]?.replace(/\.$/, "")}.`).join(" ");
}

/**
 * All journeys in order of their first contact: what began each, how far it went, where it stopped.
 * @param {Payload} payload
 * @param {(root: string) => void} choose
 */
export function journeyList(payload, choose) {
  const items = [...payload.journeys]
    .sort((a, b) => a.root - b.root)
    .map((journey) => {
      const id = payload.contacts[journey.root]?.id ?? "";
      return html(
        "li",
        {},
        html(
          "button",
          { type: "button", onclick: () => choose(id) },
          html("b", {}, id),
          html("span", {}, lineOf(payload, journey.root)),
          html("small", {}, `${journey.sum}. ${stopsOf(journey)}`),
        ),
      );
    });
  return html("ul", { class: "journeys" }, ...items);
}

/**
 * The steps of a journey as an indented list, with waits and where it stopped.
 * @param {Payload} payload
 * @param {Store} store
 * @param {JourneyRecord} journey
 */
export function journeySteps(payload, store, journey) {
  const items = journey.steps.map(({ column, depth, said }) => {
    const contact = payload.contacts[column];
    const choose = () => store.set({ contact: contact?.id ?? "", party: "" });
    const words = html("span", {}, html("b", {}, contact?.id), ` ${lineOf(payload, column)}`);
    return html(
      "li",
      { style: `margin-inline-start:${Math.min(depth, DEEPEST) * 16}px` },
      html("button", { type: "button", class: "link", onclick: choose }, words),
      ...said.map((text) =>
        html("small", { class: STOPS.test(text) ? "stopped" : "" }, text.endsWith(".") ? text : `${text}.`),
      ),
    );
  });
  return html("ol", { class: "steps" }, ...items);
}

/**
 * What the detail shows of a journey.
 * @param {Payload} payload
 * @param {Store} store
 * @param {JourneyRecord} journey
 */
export function journeyDetail(payload, store, journey) {
  const id = payload.contacts[journey.root]?.id;
  return [
    html("p", { class: "kicker" }, "Journey: what led to what"),
    html("h2", {}, `From ${id}, ${payload.contacts[journey.root]?.when}`),
    html("p", { class: "summary" }, `${journey.sum}.`),
    journeySteps(payload, store, journey),
  ];
}

/**
 * In the detail of a contact: each journey that it is part of, to be seen alone.
 * @param {Payload} payload
 * @param {Store} store
 * @param {number[]} journeys
 */
export function journeyLinks(payload, store, journeys) {
  if (!journeys.length) return null;
  const buttons = journeys.flatMap((index) => {
    const journey = payload.journeys[index];
    const root = payload.contacts[journey?.root ?? -1]?.id;
    if (!journey || !root) return [];
    const isAlone = store.get().journey === root;
    const choose = () =>
      store.set({ journey: isAlone ? "" : root, ask: isAlone ? "" : "journey", finding: "" });
    const words = isAlone
      ? "Show the whole record again"
      : `See the journey from ${root} alone (${journey.sum})`;
    return [html("li", {}, html("button", { type: "button", class: "act", onclick: choose }, words))];
  });
  return html("ul", { class: "plain acts" }, ...buttons);
}

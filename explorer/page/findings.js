/** The findings: the sentences are in the page already; here they become buttons, and tell what they rest on. */

import { byId, html } from "#page/dom";
import { unpackedSteps } from "#page/numbers";
import { evidence } from "#page/related";

/** @typedef {import("./payload.d.ts").Payload} Payload */
/** @typedef {import("./state.js").Store} Store */
/** @typedef {{ title: string, sentence: string, rests: string, button: HTMLElement, group: HTMLDetailsElement }} Statement */

/**
 * @param {Payload} payload
 * @param {Store} store
 */
export function createFindings(payload, store) {
  const section = byId("findings");
  const columns = new Map(payload.contacts.map((contact, column) => [contact.id, column]));
  /** @type {Map<string, Statement>} */
  const statements = new Map();
  for (const item of section.querySelectorAll("li")) {
    const said = item.querySelector("p");
    const cite = item.querySelector("b")?.textContent ?? "";
    const on = item.querySelector("i");
    const ids = on?.textContent?.split(", ") ?? [];
    const many = on?.dataset["columns"]; // of very many only the first are named
    const group = item.closest("details");
    if (!said || !group) continue;
    evidence.set(cite, many ? unpackedSteps(many) : ids.flatMap((id) => columns.get(id) ?? []));
    const choose = () =>
      store.set({
        ask: "",
        journey: "",
        contact: "",
        party: "",
        finding: store.get().finding === cite ? "" : cite,
      });
    const button = html("button", { type: "button", onclick: choose }, said.textContent);
    said.replaceWith(button);
    statements.set(cite, {
      title: group.querySelector("summary")?.firstChild?.textContent?.trim() ?? "",
      sentence: said.textContent ?? "",
      rests: [...(item.querySelector("small")?.childNodes ?? [])]
        .map((part) => (part.nodeName === "I" ? `· rests on ${part.textContent}` : part.textContent))
        .join(" "),
      button,
      group,
    });
  }
  addEventListener("beforeprint", () => {
    for (const group of section.querySelectorAll("details")) group.open = true;
  });

  return {
    statements,
    show: () => {
      const chosen = store.get().finding;
      for (const [cite, { button, group }] of statements) {
        button.setAttribute("aria-pressed", String(cite === chosen));
        if (cite === chosen) group.open = true;
      }
    },
  };
}

/** @typedef {ReturnType<typeof createFindings>} Findings */

/** The lines of the network as buttons, for the keyboard and for those who do not see it: one stop, then up and down. */

import { html } from "#page/dom";
import { pairWords } from "#page/netedges";

/** @typedef {import("./payload.d.ts").Payload} Payload */
/** @typedef {import("./netedges.js").Drawn} Drawn */

/**
 * A line is told and, once the keyboard is on it, seen at the foot of the network; it does what a click on it does.
 * @param {HTMLElement} root
 * @param {Payload} payload
 * @param {(line: { id: string, from: number, to: number, columns: number[], kind: string }) => void} choose
 */
export function createNetLines(root, payload, choose) {
  const list = html("ul", { class: "network-lines", "aria-label": "Lines of the network" });
  root.append(list);
  let at = 0; // the line that the tab key reaches

  const buttons = () => /** @type {HTMLElement[]} */ ([...list.querySelectorAll("button")]);

  list.addEventListener("keydown", (event) => {
    const way = { ArrowDown: 1, ArrowUp: -1 }[/** @type {KeyboardEvent} */ (event).key];
    const all = buttons();
    const next = way ? all[all.indexOf(/** @type {HTMLElement} */ (event.target)) + way] : undefined;
    if (!way) return;
    event.preventDefault();
    next?.focus();
  });
  list.addEventListener("focusin", (event) => {
    const all = buttons();
    all[at]?.setAttribute("tabindex", "-1");
    at = all.indexOf(/** @type {HTMLElement} */ (event.target));
    all[at]?.setAttribute("tabindex", "0");
  });

  /** @param {string} words @param {Drawn} line @param {number} index */
  const item = (words, line, index) =>
    html(
      "li",
      {},
      html(
        "button",
        { type: "button", tabindex: index === at ? "0" : "-1", onclick: () => choose(line) },
        words,
      ),
    );

  return {
    /** @param {Drawn[]} pairs  one for each pair @param {string} open  the pair whose contacts stand single */
    tell: (pairs, open) => {
      const words = pairWords(payload, pairs);
      const lines = pairs.flatMap((pair, index) => {
        const own = { words: words[index] ?? "", line: pair };
        if (`${pair.from}:${pair.to}` !== open) return [own];
        const single = pair.columns.map((column) => {
          const contact = payload.contacts[column];
          const line = { ...pair, id: `single ${column}`, columns: [column] };
          return { words: `${contact?.id}, ${contact?.when}`, line };
        });
        return [own, ...single];
      });
      const held = list.contains(document.activeElement);
      at = Math.min(at, Math.max(0, lines.length - 1));
      list.replaceChildren(...lines.map(({ words, line }, index) => item(words, line, index)));
      if (held) buttons()[at]?.focus();
    },
  };
}

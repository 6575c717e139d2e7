/** The names beside the nodes of the network, as buttons; a name without room is a letter, told in a list below. */

import { html } from "#page/dom";
import { boxAt, sidesOf } from "#page/labels";
import { shortened } from "#page/measure";
import { namesMeasured } from "#page/netlabels";

/** @typedef {import("./payload.d.ts").Payload} Payload */
/** @typedef {import("./labels.js").Side} Side */
/** @typedef {import("./labels.js").Box} Box */
/** @typedef {{ x: number, y: number }} Point */

const LETTERS = { width: 30, height: 17 };

/** On which side of its node a name would stand. @param {Point} node @param {Point[]} nodes @returns {Side} */
function sideOf(node, nodes) {
  const widest = Math.max(1, ...nodes.map(({ x }) => Math.abs(x)));
  if (Math.abs(node.x) > widest * 0.5) return node.x > 0 ? "right" : "left";
  return node.y < -1 ? "above" : "below";
}

/** A, B, ... Z, AA, ...: lines have numbers already. @param {number} place @returns {string} */
const letters = (place) =>
  (place < 26 ? "" : letters(Math.floor(place / 26) - 1)) + String.fromCharCode(65 + (place % 26));

/**
 * @param {HTMLElement} overlay
 * @param {HTMLElement} root  the list of those without room comes after it
 * @param {Payload} payload
 * @param {import("./payload.d.ts").NetworkRecord} record  each node is a party
 * @param {(party: string) => void} choose
 */
export function createNetNames(overlay, root, payload, record, choose) {
  const list = html("ol", { class: "net-list" });
  const said = html("p", {});
  const summary = html("summary", {});
  const unseen = html("ol", { class: "net-list" });
  const more = html("details", { class: "net-more", ontoggle: listUnseen }, summary, unseen);
  const notNamed = html("div", { class: "net-rest", hidden: true }, said, html("div", {}, list, more));
  root.after(notNamed);
  /** @type {{ width: number, height: number }[] | null} */
  let sizes = null;
  /** @type {string[]} */
  let widths = [];
  /** @type {(Side | null)[]} */
  let sides = [];
  /** The letters of those that have no room for more. @type {Map<number, string>} */
  let lettered = new Map();
  const room = innerWidth <= 860 ? 230 : 370; // of three lines, however they break
  const nameOf = (/** @type {number} */ index) => shortened(partyOf(index)?.name ?? "", room, 12.5);
  const lanes = record.nodes.map(({ id }) => id);
  const degrees = lanes.map(
    (lane) => record.edges.filter(({ from, to }) => from === lane || to === lane).length,
  );
  /** Those with the most contacts choose first. */
  const order = [...lanes.keys()].sort((a, b) => (degrees[b] ?? 0) - (degrees[a] ?? 0) || a - b);
  const partyOf = (/** @type {number} */ index) => payload.parties[lanes[index] ?? -1];
  const button = (/** @type {number} */ index, /** @type {string} */ style, /** @type {Node} */ words) =>
    html("button", { type: "button", class: style, onclick: () => choose(partyOf(index)?.id ?? "") }, words);
  const names = lanes.map((_, index) => {
    return button(index, "net-name", html("span", { "data-label": "network" }, nameOf(index)));
  });
  overlay.append(...names);

  /** Lists the names that have only a letter. */
  function tell() {
    const left = sides.filter((side) => side === null).length;
    notNamed.hidden = !lettered.size && !left;
    said.textContent = lettered.size ? "Lettered for want of room:" : "";
    const items = [...lettered].map(([index, letter]) => {
      const words = html("span", {}, html("b", {}, letter), ` ${partyOf(index)?.name}`);
      return html("li", {}, button(index, "link", words));
    });
    list.replaceChildren(...items);
    more.hidden = !left;
    summary.textContent = `${left} ${lettered.size ? "more" : "names"} have room closer by: zoom in, or choose here`;
    listUnseen();
  }

  /** Those without even a letter, by name, while the list is open. */
  function listUnseen() {
    const left = more.open ? [...lanes.keys()].filter((index) => sides[index] === null) : [];
    const named = left.map((index) => ({ index, name: partyOf(index)?.name ?? "" }));
    named.sort((a, b) => a.name.localeCompare(b.name, "en-GB", { numeric: true }));
    unseen.replaceChildren(
      ...named.map(({ index, name }) => html("li", {}, button(index, "link", html("span", {}, name)))),
    );
  }

  return {
    /**
     * Chooses a side for each, anew at each scale.
     * @param {Point[]} points  on the screen
     * @param {Point[]} nodes  in the picture
     * @param {Point[]} traces  points of the lines
     * @param {Box} frame
     */
    choose: (points, nodes, traces, frame) => {
      for (const index of lettered.keys()) names[index]?.firstElementChild?.replaceChildren(nameOf(index));
      if (!sizes) {
        sizes = namesMeasured(names);
        widths = names.map((name) => name.style.width);
      }
      const wanted = nodes.map((node) => sideOf(node, nodes));
      const inOrder = (/** @type {any[]} */ all) => order.map((index) => all[index]);
      const found = sidesOf(inOrder(points), inOrder(sizes), inOrder(wanted), traces, frame);
      sides = [];
      for (const [place, index] of order.entries()) sides[index] = found[place] ?? null;
      const left = order.filter((index) => !sides[index]);
      const held = points.flatMap((point, index) => {
        const side = sides[index];
        const size = sizes?.[index];
        const node = { left: point.x - 9, right: point.x + 9, top: point.y - 9, bottom: point.y + 9 };
        return side && size ? [node, boxAt(point, size, side)] : [];
      });
      const pick = (/** @type {any[]} */ all) => left.map((index) => all[index]);
      const beside = sidesOf(
        pick(points),
        left.map(() => LETTERS),
        pick(wanted),
        [],
        frame,
        held,
      );
      for (const [place, index] of left.entries()) sides[index] = beside[place] ?? null;
      const some = left.filter((_, place) => beside[place]).sort((a, b) => a - b);
      lettered = new Map(some.map((index, place) => [index, letters(place)]));
      for (const [index, name] of names.entries()) {
        const letter = lettered.get(index);
        name.className = `net-name ${sides[index] ?? "left-out"}${letter ? " lettered" : ""}`;
        name.style.width = letter ? `${LETTERS.width}px` : (widths[index] ?? "");
        name.title = partyOf(index)?.name ?? "";
        if (letter) {
          name.firstElementChild?.replaceChildren(letter);
          name.setAttribute("aria-label", partyOf(index)?.name ?? "");
        } else name.removeAttribute("aria-label");
      }
      tell();
    },
    /** Moves each to its node. @param {Point[]} points */
    follow: (points) => {
      for (const [index, { x, y }] of points.entries()) {
        const name = names[index];
        if (name) name.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)`;
      }
    },
    /** The room that the names take. @param {Point[]} points @returns {Box[]} */
    boxes: (points) =>
      points.flatMap((point, index) => {
        const side = sides[index];
        const size = lettered.has(index) ? LETTERS : sizes?.[index];
        return side && size ? [boxAt(point, size, side)] : [];
      }),
    /** @param {Set<number>} ends  those of what is chosen @param {number} chosen */
    mark: (ends, chosen) => {
      for (const [index, name] of names.entries()) {
        name.classList.toggle("is-related", ends.has(index));
        name.setAttribute("aria-pressed", String(index === chosen));
      }
    },
  };
}

/** Names beside the nodes and words beside the edges of the network, where they cover least: places and elements. */

import { html } from "#page/dom";
import { touches } from "#page/labels";
import { textWidth } from "#page/measure";

/** @typedef {import("./labels.js").Box} Box */
/** @typedef {import("./netedges.js").Drawn} Drawn */
/** @typedef {{ x: number, y: number }} Point */

const SHARES = [0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73]; // of the way along an edge
const SAMPLES = 14;
const NODE = 11; // half of the room that a node takes
const SIZE = 11;
const MOST = 60; // words: more of them hide what they stand beside

/**
 * Where the words beside edges stand: along each edge at the first place that covers no other word, name or node.
 * Those for which there is none are left out. Pure.
 * @param {{ width: number, at: (share: number) => Point }[]} words
 * @param {Box[]} taken
 * @returns {(number | null)[]}  how far along the edge
 */
export function sharesOf(words, taken) {
  const found = [...taken];
  return words.map(({ width, at }) => {
    for (const share of SHARES) {
      const { x, y } = at(share);
      const box = { left: x - width / 2, right: x + width / 2, top: y - 8, bottom: y + 8 };
      if (found.some((other) => touches(box, other))) continue;
      found.push(box);
      return share;
    }
    return null;
  });
}

/**
 * @param {HTMLElement} overlay
 * @param {any} network  of vis
 */
export function createNetLabels(overlay, network) {
  const holder = html("div", { class: "net-words", "aria-hidden": "true" });
  overlay.append(holder);
  /** @type {{ element: HTMLElement, at: Point }[]} */
  let placed = [];

  /** A point of an edge, where the network has drawn it. @param {string} id @param {number} share @returns {Point} */
  const pointOf = (id, share) => network.body.edges[id]?.edgeType.getPoint(share) ?? { x: 0, y: 0 };

  return {
    /** Points along the edges as they stand on the screen, for names to keep clear of. @param {Drawn[]} edges */
    traces: (edges) =>
      edges
        .filter(({ id }) => network.body.edges[id])
        .flatMap(({ id }) =>
          Array.from({ length: SAMPLES }, (_, index) =>
            network.canvasToDOM(pointOf(id, (index + 1) / (SAMPLES + 1))),
          ),
        ),

    /**
     * Chooses places anew: the edges, or the scale, have changed.
     * @param {Drawn[]} edges
     * @param {Point[]} nodes  on the screen
     * @param {Box[]} names  on the screen
     */
    choose: (edges, nodes, names) => {
      const wanted = edges.filter(({ id, label, isRaised }) => label && isRaised && network.body.edges[id]);
      wanted.sort((a, b) => Number(b.asks) - Number(a.asks) || b.columns.length - a.columns.length);
      wanted.splice(MOST);
      const words = wanted.map(({ id, label }) => ({
        width: textWidth(label, SIZE, 600) + 10,
        at: (/** @type {number} */ share) => network.canvasToDOM(pointOf(id, share)),
      }));
      const taken = nodes.map(({ x, y }) => ({
        left: x - NODE,
        right: x + NODE,
        top: y - NODE,
        bottom: y + NODE,
      }));
      const shares = sharesOf(words, [...taken, ...names]);
      placed = wanted.flatMap(({ id, label, kind }, index) => {
        const share = shares[index];
        if (share === null || share === undefined) return [];
        const element = html("span", { class: `net-word ${kind}`, "data-label": "network" }, label);
        return [{ element, at: pointOf(id, share) }];
      });
      holder.replaceChildren(...placed.map(({ element }) => element));
    },

    /** Moves all to where the network has moved. */
    follow: () => {
      for (const { element, at } of placed) {
        const { x, y } = network.canvasToDOM(at);
        element.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px) translate(-50%, -50%)`;
      }
    },
  };
}

/**
 * The sizes of the names, each as narrow as its lines: one that was broken in two is left as wide as it may be.
 * @param {HTMLElement[]} names
 */
export function namesMeasured(names) {
  for (const name of names) name.style.width = "";
  const widths = names.map((name) => {
    const [own, said] = [name, name.firstElementChild].map((one) => one?.getBoundingClientRect().width ?? 0);
    return Math.min(own ?? 0, Math.max(24, Math.ceil(said ?? 0) + 9));
  });
  for (const [index, name] of names.entries()) name.style.width = `${widths[index]}px`;
  return names.map(({ offsetWidth: width, offsetHeight: height }) => ({ width, height }));
}

/** Names beside the nodes and words beside the edges of the network, where they cover least: places and elements. */

import { html } from "#page/dom";
import { touches } from "#page/labels";
import { textWidth } from "#page/measure";

/** @typedef {import("./labels.js").Box} Box */
/** @typedef {import("./netedges.js").Drawn} Drawn */
/** @typedef {{ x: number, y: number }} Point */

const SHARES = [0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73]; // of the way along an edge
const BESIDE = 5; // an edge
/** @type {[number, number][]} */
const OVER = [-14, 14, -30, 30].map((dy) => [0, dy]);
const SAMPLES = { least: 14, most: 60, all: 1200 }; // points of an edge, and of all
const NODE = 11; // half of the room that a node takes
const SIZE = 11;
const MOST = 60; // words: more of them hide what they stand beside

/**
 * Where the words beside edges stand: on each edge at the first place that covers no other word, name or node, else
 * beside, over or under it. Those for which there is none are left out. Pure.
 * @param {{ width: number, at: (share: number) => Point }[]} words
 * @param {Box[]} taken
 * @returns {({ share: number, dx: number, dy: number } | null)[]}  how far along the edge, and to the side
 */
export function sharesOf(words, taken) {
  const found = [...taken];
  return words.map(({ width, at }) => {
    const aside = width / 2 + BESIDE;
    for (const [dx, dy] of /** @type {[number, number][]} */ ([[0, 0], [aside, 0], [-aside, 0], ...OVER])) {
      for (const share of SHARES) {
        const { x, y } = at(share);
        const [left, top] = [x - width / 2 + dx, y - 8 + dy];
        const box = { left, right: left + width, top, bottom: top + 16 };
        if (found.some((other) => touches(box, other))) continue;
        found.push(box);
        return { share, dx, dy };
      }
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
  /** @type {{ element: HTMLElement, at: Point, dx: number, dy: number }[]} */
  let placed = [];

  /** A point of an edge, where the network has drawn it. @param {string} id @param {number} share @returns {Point} */
  const pointOf = (id, share) => network.body.edges[id]?.edgeType.getPoint(share) ?? { x: 0, y: 0 };

  return {
    /** Points along the edges as they stand on the screen, for names to keep clear of. @param {Drawn[]} edges */
    traces: (edges) => {
      const share = Math.round(SAMPLES.all / Math.max(1, edges.length));
      const length = Math.min(SAMPLES.most, Math.max(SAMPLES.least, share));
      return edges
        .filter(({ id }) => network.body.edges[id])
        .flatMap(({ id }) =>
          Array.from({ length }, (_, index) => network.canvasToDOM(pointOf(id, (index + 1) / (length + 1)))),
        );
    },

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
      const places = sharesOf(words, [...taken, ...names]);
      placed = wanted.flatMap(({ id, label, kind }, index) => {
        const place = places[index];
        if (!place) return [];
        const element = html("span", { class: `net-word ${kind}`, "data-label": "network" }, label);
        return [{ element, at: pointOf(id, place.share), dx: place.dx, dy: place.dy }];
      });
      holder.replaceChildren(...placed.map(({ element }) => element));
    },

    /** Moves all to where the network has moved. */
    follow: () => {
      for (const { element, at, dx, dy } of placed) {
        const { x, y } = network.canvasToDOM(at);
        element.style.transform = `translate(${(x + dx).toFixed(1)}px, ${(y + dy).toFixed(1)}px) translate(-50%, -50%)`;
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

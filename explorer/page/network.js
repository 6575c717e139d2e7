/** The network, drawn by vis-network with the places that Python gave. Names stand outside, as buttons of the page. */

import { byId, html } from "#page/dom";
import { sidesOf } from "#page/labels";
import { markedOf } from "#page/related";
import { unpackedNetwork } from "#page/unpack";

/** @typedef {import("./payload.d.ts").Payload} Payload */
/** @typedef {import("./payload.d.ts").NetworkEdge} NetworkEdge */
/** @typedef {import("./payload.d.ts").NetworkRecord} NetworkRecord */
/** @typedef {import("./state.js").Store} Store */
/** @typedef {import("./filters.js").Standing} Standing */

const BUNDLE_ABOVE = 150; // edges: more cannot be told apart until a party or a contact is chosen
const REST_ABOVE = 600; // bundles
const MARGIN = { side: 150, top: 58 };

/**
 * The signs of outcomes as pictures for the ends of edges, in one colour.
 * @param {string} colour
 * @param {string} ground
 * @returns {Record<string, string>} by mark
 */
function endPictures(colour, ground) {
  const shapes = {
    bar: `<path d="M2 5h20v5h-20z" fill="${colour}"/><path d="M12 10l6 11h-12z" fill="${colour}"/>`,
    filled: `<circle cx="12" cy="7" r="6" fill="${colour}"/><path d="M12 13l5 9h-10z" fill="${colour}"/>`,
    ring: `<circle cx="12" cy="7" r="5" fill="${ground}" stroke="${colour}" stroke-width="2.4"/><path d="M12 13l5 9h-10z" fill="${colour}"/>`,
    half: `<circle cx="12" cy="7" r="5" fill="${ground}" stroke="${colour}" stroke-width="2"/><path d="M12 2a5 5 0 0 1 0 10z" fill="${colour}"/><path d="M12 13l5 9h-10z" fill="${colour}"/>`,
    chevron: `<path d="M5 9l7-6 7 6M5 15l7-6 7 6" fill="none" stroke="${colour}" stroke-width="2.8"/><path d="M12 14l5 8h-10z" fill="${colour}"/>`,
    cross: `<path d="M7 2l10 10m0-10l-10 10" stroke="${colour}" stroke-width="2.8"/><path d="M12 13l5 9h-10z" fill="${colour}"/>`,
  };
  const picture = (/** @type {string} */ body) =>
    `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" width="48" height="48" viewBox="0 0 24 24">${body}</svg>`)}`;
  return Object.fromEntries(Object.entries(shapes).map(([mark, body]) => [mark, picture(body)]));
}

/** Very many edges rest while the picture moves, so that it moves smoothly. @param {NetworkRecord} record */
function optionsFor({ options, bundles }) {
  const rests = bundles.length > REST_ABOVE;
  const interaction = {
    .../** @type {object} */ (options["interaction"]),
    hideEdgesOnDrag: rests,
    hideEdgesOnZoom: rests,
  };
  return { ...options, interaction };
}

/** Runs vis-network, which stands in the page as text until now. */
function loadVis() {
  const scope = /** @type {{ vis?: any }} */ (/** @type {unknown} */ (globalThis));
  if (!scope.vis) {
    const text = byId("vis-network");
    const script = html("script");
    script.nonce = text.nonce;
    script.textContent = text.textContent;
    document.head.append(script);
  }
  return scope.vis;
}

/**
 * @param {HTMLElement} root
 * @param {Payload} payload
 * @param {Store} store
 */
export function createNetwork(root, payload, store) {
  const vis = loadVis();
  const record = unpackedNetwork(byId("network-data").textContent ?? "{}");
  const canvas = html("div", { class: "network-canvas" });
  const overlay = html("div", { class: "network-names" });
  root.append(canvas, overlay);
  const isBundled = record.edges.length > BUNDLE_ABOVE;
  const nodes = new vis.DataSet();
  const edges = new vis.DataSet();
  const network = new vis.Network(canvas, { nodes, edges }, optionsFor(record));
  const heights = record.nodes.map((node) => node.y);
  const sides = record.nodes.map((node) => Math.abs(node.x));
  const span = { x: Math.max(1, ...sides), top: Math.min(0, ...heights), bottom: Math.max(0, ...heights) };
  let theme = "";
  let chosenAt = 0; // the scale at which the sides of the names were chosen
  /** @type {{ width: number, height: number }[] | null} */
  let sizes = null;

  const names = record.nodes.map((node) => {
    const party = payload.parties[node.id];
    const choose = () =>
      store.set({ party: store.get().party === party?.id ? "" : (party?.id ?? ""), contact: "" });
    const name = html(
      "button",
      { type: "button", class: `net-name ${sideOf(node)}`, onclick: choose },
      html("span", { "data-label": "network" }, party?.name),
    );
    overlay.append(name);
    return name;
  });

  /** On which side of its node a name would stand. @param {{ x: number, y: number }} node @returns {import("./labels.js").Side} */
  function sideOf(node) {
    if (Math.abs(node.x) > span.x * 0.5) return node.x > 0 ? "right" : "left";
    return node.y < -1 ? "above" : "below";
  }

  function fit() {
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    const side = Math.min(MARGIN.side, width * 0.27);
    const scale = Math.min(
      (width - 2 * side) / (2 * span.x),
      (height - 2 * MARGIN.top) / Math.max(1, span.bottom - span.top),
    );
    network.moveTo({
      position: { x: 0, y: (span.top + span.bottom) / 2 },
      scale: Math.max(0.05, scale),
      animation: false,
    });
  }

  /** Moves the names to their nodes: after each picture, for it may have been panned or zoomed. */
  function placeNames() {
    const points = record.nodes.map((node) => network.canvasToDOM({ x: node.x, y: node.y }));
    const scale = network.getScale();
    if (Math.abs(scale - chosenAt) > 0.001) {
      chosenAt = scale;
      sizes ??= names.map(({ offsetWidth: width, offsetHeight: height }) => ({ width, height }));
      const sides = sidesOf(points, sizes, record.nodes.map(sideOf));
      for (const [index, name] of names.entries()) name.className = `net-name ${sides[index] ?? "left-out"}`;
      markNames();
    }
    for (const [index, { x, y }] of points.entries()) {
      const name = names[index];
      if (name) name.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)`;
    }
  }

  const colourOf = (/** @type {number} */ lane, /** @type {boolean} */ dark) => {
    const sector = payload.sectors[payload.parties[lane]?.sector ?? -1];
    return sector?.[dark ? "dark" : "light"] ?? "#888888";
  };

  /** @param {string} hex @param {number} opacity */
  const faded = (hex, opacity) => ({ color: hex, opacity, inherit: false });

  /** @type {Map<string, Record<string, string>>} */
  const pictures = new Map();

  /** @param {NetworkEdge} edge @param {boolean} dark @param {number} opacity */
  function drawnEdge(edge, dark, opacity) {
    const colour = colourOf(edge.from, dark);
    const key = `${colour}${dark}`;
    if (!pictures.has(key)) pictures.set(key, endPictures(colour, dark ? "#14181f" : "#ffffff"));
    const src = opacity < 0.5 ? undefined : pictures.get(key)?.[edge.mark];
    const end = src
      ? { enabled: true, type: "image", src, imageWidth: 15, imageHeight: 15 }
      : { enabled: true, type: "arrow", scaleFactor: edge.width > 2 ? 0.55 : 0.6 };
    return { ...edge, color: faded(colour, opacity), arrows: { to: end } };
  }

  /** Which columns are raised, or null where none is. */
  const raised = () => markedOf(payload, store.get());

  /** @param {Standing[]} standings @param {boolean} dark */
  function show(standings, dark) {
    if (theme !== String(dark)) {
      theme = String(dark);
      nodes.update(
        record.nodes.map((node) => ({
          ...node,
          label: undefined,
          title: undefined,
          color: colourOf(node.id, dark),
          shapeProperties: { borderRadius: 2 },
        })),
      );
    }
    const chosen = raised();
    const strength = (/** @type {number} */ column) => (chosen === null ? 0.9 : chosen.has(column) ? 1 : 0.1);
    const isShown = (/** @type {number} */ column) => standings[column] !== "hidden";
    /** @type {object[]} */
    let wanted;
    if (isBundled) {
      const singles =
        chosen === null
          ? []
          : record.edges.filter((edge) => chosen.has(edge.column) && isShown(edge.column)).slice(0, 400);
      const bundles = record.bundles
        .map((bundle) => ({ ...bundle, shown: bundle.columns.filter(isShown).length }))
        .filter(({ shown }) => shown);
      const most = Math.max(1, ...bundles.map(({ shown }) => shown));
      wanted = [
        ...bundles.map(({ columns: _, ...bundle }) => ({
          ...bundle,
          width: 0.6 + (4 * bundle.shown) / most,
          color: faded(colourOf(bundle.from, dark), chosen === null ? 0.5 : 0.06),
          arrows: { to: { enabled: true, type: "arrow", scaleFactor: 0.35 } },
          smooth: { enabled: true, type: "curvedCW", roundness: 0.12 },
        })),
        ...singles.map((edge) => drawnEdge(edge, dark, 1)),
      ];
    } else {
      wanted = record.edges
        .filter((edge) => isShown(edge.column))
        .map((edge) => drawnEdge(edge, dark, strength(edge.column)));
    }
    edges.clear();
    edges.add(wanted);
    markNames();
  }

  /** The chosen party, and the parties of what is chosen. */
  function markNames() {
    const chosen = raised();
    const lane = payload.parties.findIndex((party) => party.id === store.get().party);
    const related = chosen ? record.edges.filter((edge) => chosen.has(edge.column)) : [];
    const ends = new Set(related.flatMap((edge) => [edge.from, edge.to]));
    root.classList.toggle("muted", chosen !== null);
    for (const [index, name] of names.entries()) {
      name.classList.toggle("is-related", ends.has(index));
      name.setAttribute("aria-pressed", String(index === lane));
    }
  }

  network.on("afterDrawing", placeNames);
  network.on("resize", () => requestAnimationFrame(fit));
  network.on("click", (/** @type {{ nodes: number[], edges: string[] }} */ event) => {
    const party = payload.parties[event.nodes[0] ?? -1];
    if (party) return store.set({ party: party.id, contact: "" });
    const edge = edges.get(event.edges[0] ?? "");
    if (edge?.columns) return;
    store.set({ contact: payload.contacts[edge?.column ?? -1]?.id ?? "", party: "" });
  });
  byId("network-fit").addEventListener("click", fit);
  fit();
  return { show, network };
}

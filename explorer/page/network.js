/** The network, drawn by vis-network with the places that Python gave. Names stand outside, as buttons of the page. */

import { byId, html } from "#page/dom";
import { edgesOf } from "#page/netedges";
import { endPictures } from "#page/netends";
import { fitOf, heightOf } from "#page/netframe";
import { createNetLabels } from "#page/netlabels";
import { createNetLines } from "#page/netlines";
import { createNetNames } from "#page/netnames";
import { markedOf } from "#page/related";
import { whileSeen } from "#page/seen";
import { unpackedNetwork } from "#page/unpack";

/** @typedef {import("./payload.d.ts").Payload} Payload */
/** @typedef {import("./payload.d.ts").NetworkEdge} NetworkEdge */
/** @typedef {import("./netedges.js").Drawn} Drawn */
/** @typedef {import("./payload.d.ts").NetworkRecord} NetworkRecord */
/** @typedef {import("./state.js").Store} Store */
/** @typedef {import("./filters.js").Standing} Standing */

const NEAR = 1.5; // times the whole picture: so close that single contacts are drawn
const REST_ABOVE = 600; // pairs

/** Very many edges rest while the picture moves, so that it moves smoothly. @param {NetworkRecord} record */
function optionsFor({ options, edges }) {
  const rests = new Set(edges.map(({ from, to }) => `${from}:${to}`)).size > REST_ABOVE;
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
  const given = unpackedNetwork(byId("network-data").textContent ?? "{}");
  let record = given; // its places stretched to the shape of the frame
  const setHeight = () => {
    root.style.height = `${heightOf(given.nodes, innerHeight)}px`;
  };
  setHeight();
  const canvas = html("div", { class: "network-canvas" });
  const overlay = html("div", { class: "network-names" });
  root.append(canvas, overlay);
  const nodes = new vis.DataSet();
  const edges = new vis.DataSet();
  const network = new vis.Network(canvas, { nodes, edges }, optionsFor(record));
  const words = createNetLabels(overlay, network);
  const lines = createNetLines(root, payload, chooseLine);
  let theme = "";
  let fitted = 1; // the scale that shows the whole
  let grown = 1; // nodes and lines are so much larger than that scale makes them
  let open = ""; // the pair whose contacts are drawn single
  let isNear = false;
  let isStale = true; // the words beside edges stand where others stood
  /** @type {import("./filters.js").Standing[]} */
  let shown = [];
  /** @type {import("./filters.js").Standing[] | null} */
  let toldFor = null;
  let toldOpen = "";
  /** @type {Drawn[]} */
  let drawn = [];
  let chosenAt = 0; // the scale at which the sides of the names were chosen
  const names = createNetNames(overlay, root, payload, given, (party) =>
    store.set({ party: store.get().party === party ? "" : party, contact: "" }),
  );

  /** The whole in view: as large as fits, and stretched where the frame is wider or taller than the picture. */
  function fit() {
    const { scale, stretch, middle, grow } = fitOf(given.nodes, canvas.clientWidth, canvas.clientHeight);
    fitted = scale;
    grown = grow;
    const placed = given.nodes.map((node) => ({
      ...node,
      x: node.x * stretch.x,
      y: node.y * stretch.y,
      size: node.size * grow,
    }));
    record = { ...given, nodes: placed };
    nodes.update(placed.map(({ id, x, y, size }) => ({ id, x, y, size })));
    network.moveTo({ position: middle, scale: fitted, animation: false });
    isNear = false;
    chosenAt = 0;
    if (theme) show(shown, theme === "true");
  }

  /** Moves names and words to their nodes and edges: after each picture, for it may have been panned or zoomed. */
  function placeNames() {
    const points = record.nodes.map((node) => network.canvasToDOM({ x: node.x, y: node.y }));
    const scale = network.getScale();
    if (Math.abs(scale - chosenAt) > 0.001) {
      chosenAt = scale;
      isStale = true;
      const frame = { left: 2, top: 2, right: canvas.clientWidth - 2, bottom: canvas.clientHeight - 2 };
      names.choose(points, record.nodes, words.traces(drawn), frame);
      markNames();
    }
    if (isStale) {
      isStale = false;
      words.choose(drawn, points, names.boxes(points));
    }
    names.follow(points);
    words.follow();
  }

  const colourOf = (/** @type {number} */ lane, /** @type {boolean} */ dark) => {
    const sector = payload.sectors[payload.parties[lane]?.sector ?? -1];
    return sector?.[dark ? "dark" : "light"] ?? "#888888";
  };

  /** @param {string} hex @param {number} opacity */
  const faded = (hex, opacity) => ({ color: hex, opacity, inherit: false });

  /** @type {Map<string, Record<string, string>>} */
  const pictures = new Map();

  /** An edge as vis draws it. @param {Drawn} edge @param {boolean} dark */
  function asDrawn(edge, dark) {
    const colour = edge.asks ? colourOf(edge.from, dark) : dark ? "#84909d" : "#76828f";
    const key = `${colour}${dark}`;
    if (!pictures.has(key)) pictures.set(key, endPictures(colour, dark ? "#14181f" : "#ffffff"));
    const src = edge.isRaised ? pictures.get(key)?.[edge.mark] : undefined;
    const end = src
      ? { enabled: true, type: "image", src, imageWidth: 15 * grown, imageHeight: 15 * grown }
      : {
          enabled: true,
          type: edge.kind === "ghost" ? "vee" : "arrow",
          scaleFactor: edge.width > 2 ? 0.55 : 0.6,
        };
    const { id, from, to, dashes, smooth, columns } = edge;
    const width = edge.width * grown;
    const color = faded(colour, edge.isRaised ? 0.95 : 0.1);
    return { id, from, to, width, dashes, smooth, columns, color, arrows: { to: end } };
  }

  /** By id, each edge that vis has, as it was given: of thousands, a step changes a few. @type {Map<string, string>} */
  const held = new Map();

  /** @param {{ id: string }[]} wanted */
  function replaceEdges(wanted) {
    const texts = new Map(wanted.map((edge) => [edge.id, JSON.stringify(edge)]));
    edges.remove([...held.keys()].filter((id) => !texts.has(id)));
    edges.update(wanted.filter(({ id }) => held.get(id) !== texts.get(id)));
    held.clear();
    for (const [id, text] of texts) held.set(id, text);
  }

  /** Which columns are raised, or null where none is. */
  const raised = () => markedOf(payload, store.get());

  /** @param {Standing[]} standings @param {boolean} dark */
  function show(standings, dark) {
    shown = standings;
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
    const isShown = (/** @type {number} */ column) => standings[column] !== "hidden";
    if (!drawn.length) chosenAt = 0; // the names have been placed without lines to keep clear of
    drawn = edgesOf(payload, record, { isShown, raised: raised(), open, isNear: nearView() });
    replaceEdges(drawn.map((edge) => asDrawn(edge, dark)));
    isStale = true;
    markNames();
  }

  /** Says in words what is shown, whether or not it is in view. @param {Standing[]} standings */
  function tell(standings) {
    if (standings === toldFor && open === toldOpen) return;
    toldFor = standings;
    toldOpen = open;
    const isShown = (/** @type {number} */ column) => standings[column] !== "hidden";
    const pairs = edgesOf(payload, record, { isShown, raised: null, open: "", isNear: () => false });
    lines.tell(pairs, open);
  }

  /** Whether an edge is drawn by its single contacts: close by, where one of its ends is in view. */
  function nearView() {
    if (!isNear) return () => false;
    const { width, height } = canvas.getBoundingClientRect();
    const isIn = record.nodes.map((node) => {
      const { x, y } = network.canvasToDOM({ x: node.x, y: node.y });
      return x > 0 && x < width && y > 0 && y < height;
    });
    return (/** @type {NetworkEdge} */ { from, to }) => Boolean(isIn[from] || isIn[to]);
  }

  /** Draws anew where zooming, or moving close by, changes which edges are single. */
  function look() {
    const was = isNear;
    isNear = network.getScale() > fitted * NEAR;
    if (was || isNear) show(shown, theme === "true");
  }

  /** The chosen party, and the parties of what is chosen. */
  function markNames() {
    const chosen = raised();
    const lane = payload.parties.findIndex((party) => party.id === store.get().party);
    const related = chosen ? record.edges.filter((edge) => chosen.has(edge.column)) : [];
    const ends = new Set(related.flatMap((edge) => [edge.from, edge.to]));
    root.classList.toggle("muted", chosen !== null);
    names.mark(ends, lane);
  }

  network.on("afterDrawing", placeNames);
  const seen = whileSeen(root);
  let width = canvas.clientWidth;
  new ResizeObserver(() => {
    if (canvas.clientWidth === width) return;
    width = canvas.clientWidth;
    requestAnimationFrame(() => seen.act("fit", refit));
  }).observe(canvas);

  /** The frame has another width, as when the detail opens. */
  function refit() {
    setHeight();
    network.setSize("100%", "100%");
    fit();
  }

  let looking = 0;
  const lookSoon = () => {
    clearTimeout(looking);
    looking = setTimeout(look, 120);
  };
  network.on("zoom", lookSoon);
  network.on("dragEnd", lookSoon);
  network.on("click", (/** @type {{ nodes: number[], edges: string[] }} */ event) => {
    const party = payload.parties[event.nodes[0] ?? -1];
    if (party) return store.set({ party: party.id, contact: "" });
    chooseLine(drawn.find(({ id }) => id === event.edges[0]));
  });

  /** What a line stands for: its contact, the contacts of its pair, or what called for it. @param {Pick<Drawn, "id" | "from" | "to" | "columns"> | undefined} edge */
  function chooseLine(edge) {
    const pair = edge && edge.columns.length > 1 ? `${edge.from}:${edge.to}` : "";
    if (edge && !edge.columns.length)
      return store.set({ contact: "", party: "", finding: edge.id.replace("ghost", "expected") });
    const isOne = edge?.columns.length === 1 && open === `${edge.from}:${edge.to}`;
    if (pair !== open && !isOne) {
      open = pair;
      tell(shown);
      show(shown, theme === "true");
    }
    store.set({ contact: pair ? "" : (payload.contacts[edge?.columns[0] ?? -1]?.id ?? ""), party: "" });
  }

  byId("network-fit").addEventListener("click", fit);
  fit();
  return {
    /** Draws what is shown, at once or when it comes into view. @param {Standing[]} standings @param {boolean} dark */
    show: (standings, dark) => {
      shown = standings;
      tell(standings);
      seen.act("show", () => show(standings, dark));
    },
    /** All that waits is drawn now. */
    flush: seen.flush,
  };
}

/** The network of a cohort: a place for each party, a curve for each flow, as wide as its requests are many. */

import { labelPlaces } from "#cohort/labels";
import { MOST_DRAWN, said } from "#cohort/view";
import { svg } from "#page/dom";

/** @typedef {import("./payload.d.ts").Payload} Payload */
/** @typedef {import("./payload.d.ts").Party} Party */
/** @typedef {import("./view.js").Shown} Shown */
/** @typedef {{ kind: "flow" | "party", place: number } | null} Chosen */

const LONG = 1000;
const SHORT = 720;
const UPRIGHT = 560; // pixels: a narrower frame has the picture on end
const MOST_GROWN = 2.2;
const SECTOR_LETTER = 8.6;

/**
 * How the picture stands in a frame: its size in its own units, and how many of them a pixel of a letter takes.
 * @param {number} pixels  the width of the frame; 0 is as wide as the picture
 */
export function frameOf(pixels) {
  const isUpright = pixels > 0 && pixels < UPRIGHT;
  const width = isUpright ? SHORT : LONG;
  const grown = pixels ? Math.min(MOST_GROWN, Math.max(1, width / pixels)) : 1;
  return { width, height: isUpright ? LONG : SHORT, isUpright, grown };
}

/** @param {Payload} data @returns {Payload} the same on end */
const onEnd = (data) => ({
  ...data,
  parties: data.parties.map((party) => ({ ...party, x: party.y, y: party.x })),
});

/**
 * @param {Payload} given
 * @param {Shown[]} shown
 * @param {Chosen} chosen
 * @param {(chosen: Chosen) => void} choose
 * @param {number} [pixels]  the width of the frame
 */
export function networkDrawing(given, shown, chosen, choose, pixels = 0) {
  const frame = frameOf(pixels);
  const data = frame.isUpright ? onEnd(given) : given;
  const drawn = shown.slice(0, MOST_DRAWN);
  const most = drawn[0]?.count ?? 1;
  const near = nearOf(data, chosen);
  const curves = [...drawn]
    .reverse()
    .map(({ flow, count }) =>
      curve(data, flow, 0.6 + 9 * Math.sqrt(count / most), count, chosen, near, choose),
    );
  const parties = [...endsOf(data, drawn)].sort(
    (a, b) => (data.parties[a]?.r ?? 0) - (data.parties[b]?.r ?? 0),
  );
  const rings = sectorNames(data, parties, frame);
  const names = labelPlaces(data, parties, chosen, rings, frame);
  const nodes = parties.map((place) => node(data, place, names.get(place), chosen, choose, frame.grown));
  return svg(
    "svg",
    {
      viewBox: `0 0 ${frame.width} ${frame.height}`,
      style: `--grown:${frame.grown.toFixed(2)}`,
      class: chosen ? "dimmed" : null,
      role: "group",
      "aria-label": `${drawn.length} flows between ${parties.length} parties; the tables below say the same`,
    },
    svg("defs", {}, arrowHead()),
    svg("g", {}, ...curves),
    svg("g", {}, ...nodes),
    svg("g", { class: "ring" }, ...rings.map(({ x, y, label }) => svg("text", { x, y }, label))),
  );
}

/**
 * @param {Payload} data
 * @param {Shown[]} drawn
 */
function endsOf(data, drawn) {
  return new Set(drawn.flatMap(({ flow }) => [data.flows.sender[flow] ?? 0, data.flows.receiver[flow] ?? 0]));
}

/**
 * The party whose flows are marked.
 * @param {Payload} data
 * @param {Chosen} chosen
 */
function nearOf(data, chosen) {
  const { sender, receiver } = data.flows;
  if (chosen?.kind !== "party") return () => false;
  return (/** @type {number} */ flow) => sender[flow] === chosen.place || receiver[flow] === chosen.place;
}

function arrowHead() {
  const path = svg("path", { d: "M0 0L6 3L0 6z", fill: "context-stroke" });
  return svg(
    "marker",
    {
      id: "head",
      viewBox: "0 0 6 6",
      refX: 5,
      refY: 3,
      markerWidth: 9,
      markerHeight: 9,
      orient: "auto",
      markerUnits: "userSpaceOnUse",
    },
    path,
  );
}

/**
 * @param {Payload} data
 * @param {number} flow
 * @param {number} width
 * @param {number} count
 * @param {Chosen} chosen
 * @param {(flow: number) => boolean} near
 * @param {(chosen: Chosen) => void} choose
 */
function curve(data, flow, width, count, chosen, near, choose) {
  const from = data.parties[data.flows.sender[flow] ?? 0];
  const to = data.parties[data.flows.receiver[flow] ?? 0];
  if (!from || !to) return svg("g");
  const isChosen = chosen?.kind === "flow" && chosen.place === flow;
  const classes = ["flow", isChosen ? "chosen" : "", near(flow) ? "near" : ""].join(" ").trim();
  const title = svg("title", {}, `${from.name} to ${to.name}: ${said(count)}`);
  return svg(
    "path",
    {
      class: classes,
      d: from === to ? loopPath(from) : curvePath(from, to),
      "stroke-width": width.toFixed(1),
      "marker-end": "url(#head)",
      onclick: () => choose({ kind: "flow", place: flow }),
    },
    title,
  );
}

/**
 * From rim to rim, bent to the left of its way, so that there and back are two curves.
 * @param {Party} from
 * @param {Party} to
 */
function curvePath(from, to) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy) || 1;
  const bend = Math.min(60, length * 0.16);
  const [mx, my] = [(from.x + to.x) / 2 + (dy / length) * bend, (from.y + to.y) / 2 - (dx / length) * bend];
  const start = rim(from, mx, my, 1);
  const end = rim(to, mx, my, 3);
  return `M${start}Q${mx.toFixed(1)} ${my.toFixed(1)} ${end}`;
}

/**
 * @param {Party} party
 * @param {number} x
 * @param {number} y
 * @param {number} gap
 */
function rim(party, x, y, gap) {
  const [dx, dy] = [x - party.x, y - party.y];
  const length = Math.hypot(dx, dy) || 1;
  const away = party.r + gap;
  return `${(party.x + (dx / length) * away).toFixed(1)} ${(party.y + (dy / length) * away).toFixed(1)}`;
}

/** @param {Party} party */
function loopPath({ x, y, r }) {
  return `M${x - r} ${y}C${x - r * 4} ${y - r * 4} ${x + r * 4} ${y - r * 4} ${x + r + 2} ${y}`;
}

/**
 * @param {Payload} data
 * @param {number} place
 * @param {{ x: number, y: number } | undefined} label  where its name stands, if anywhere
 * @param {Chosen} chosen
 * @param {(chosen: Chosen) => void} choose
 * @param {number} grown
 */
function node(data, place, label, chosen, choose, grown) {
  const party = /** @type {Party} */ (data.parties[place]);
  const isChosen = chosen?.kind === "party" && chosen.place === place;
  const act = () => choose({ kind: "party", place });
  return svg(
    "g",
    {
      class: `party s${party.sector}${isChosen ? " chosen" : ""}`,
      tabindex: 0,
      role: "button",
      "aria-label": `${party.name}, ${data.sectors[party.sector]?.label ?? ""}`,
      onclick: act,
      onkeydown: (/** @type {KeyboardEvent} */ event) => {
        if (event.key === "Enter" || event.key === " ") {
          event.preventDefault();
          act();
        }
      },
    },
    svg("circle", {
      cx: party.x,
      cy: party.y,
      r: Math.max(party.r, 12 * grown),
      fill: "none",
      stroke: "none",
      style: "fill:transparent;stroke:none",
    }),
    svg("circle", { cx: party.x, cy: party.y, r: party.r }),
    svg("title", {}, party.name),
    label ? svg("text", { x: label.x, y: label.y }, party.name) : null,
  );
}

/**
 * The name of each sector beyond its outermost party, inside the frame and clear of the names before it.
 * @param {Payload} data
 * @param {number[]} places
 * @param {ReturnType<typeof frameOf>} frame
 */
function sectorNames(data, places, { width, grown }) {
  /** @type {import("./labels.js").Name[]} */
  const found = [];
  for (const [number, { label }] of data.sectors.entries()) {
    const own = places.map((place) => data.parties[place]).filter((party) => party?.sector === number);
    if (!own.length) continue;
    const half = (label.length * SECTOR_LETTER * grown) / 2;
    const middle = own.reduce((sum, party) => sum + (party?.x ?? 0), 0) / own.length;
    const x = Math.round(Math.min(width - half, Math.max(half, middle)));
    const top = Math.min(...own.map((party) => (party?.y ?? 0) - (party?.r ?? 0)));
    const name = { x, y: Math.max(14 * grown, Math.round(top - 8 * grown)), label };
    const isNear = (/** @type {import("./labels.js").Name} */ other) =>
      Math.abs(other.y - name.y) < 15 * grown &&
      Math.abs(other.x - x) < half + (other.label.length * SECTOR_LETTER * grown) / 2;
    while (found.some(isNear)) name.y += 15 * grown;
    found.push(name);
  }
  return found;
}

/** The lanes as a picture: one SVG, whole and by itself, or a PNG of it. */

import { bandsOf } from "#page/axis";
import { byId, html, sign, svg } from "#page/dom";
import { fitted, shortened, textWidth } from "#page/measure";

/** @typedef {import("./payload.d.ts").Payload} Payload */
/** @typedef {import("./lanes.js").Lanes} Lanes */
/** @typedef {import("./rows.js").Whole} Whole */

export const PAD = 16;
export const TOP = 58; // title and marking
const LEGEND = 22;
const LOOKS =
  /** @type {const} */
  (["fill", "stroke", "stroke-width", "stroke-dasharray", "opacity", "vector-effect"]);
const LETTERS = /** @type {const} */ (["font-size", "font-weight", "font-style", "text-anchor"]);
const USUAL = /^(none|1|1px|normal|start|400)$/;

/**
 * The lanes from the first contact to the last, as drawn now, with title, marking and legend.
 * @param {Lanes} lanes
 * @param {Payload} payload
 * @param {string} said  what is shown of it
 * @returns {{ picture: SVGSVGElement, width: number, height: number }}
 */
export function lanesPicture(lanes, payload, said) {
  return lanes.whole((whole) => {
    const left = PAD + whole.names.offsetWidth;
    const width = left + whole.plan.width + PAD;
    const parts = [
      ...heading(payload, said, width),
      nested(left, TOP, headParts(payload, whole)),
      nested(left, TOP + whole.head.height, bodyParts(whole)),
      nested(PAD, TOP, nameParts(payload, whole)),
    ];
    const bottom = TOP + whole.head.height + whole.height + 24;
    const legend = legendParts(width);
    const height = bottom + legend.rows * LEGEND + PAD;
    const size = { viewBox: `0 0 ${width} ${height}`, width, height };
    const ground = svg("rect", { width, height, style: "fill:var(--surface)" });
    const symbols = document.querySelector(".symbols defs")?.cloneNode(true);
    const picture = svg(
      "svg",
      { ...size, role: "img", "font-family": getComputedStyle(document.body).fontFamily },
      svg("title", {}, [payload.marking, byId("heading").textContent].filter(Boolean).join(". ")),
      svg("desc", {}, `${said} ${lanes.element.getAttribute("aria-label")}`),
      symbols ?? null,
      ground,
      ...parts,
      nested(PAD, bottom, legend.parts),
    );
    const aside = html("div", { class: "lanes picture" }, picture);
    document.body.append(aside);
    inline(picture);
    aside.remove();
    return { picture, width, height };
  });
}

/** @param {number} x @param {number} y @param {Node[]} parts */
const nested = (x, y, parts) => svg("g", { transform: `translate(${x} ${y})` }, ...parts);

/** @param {string} words @param {number} x @param {number} y @param {string} style @param {string} [anchor] */
const line = (words, x, y, style, anchor) => svg("text", { x, y, style, "text-anchor": anchor }, words);

/** @param {Payload} payload @param {string} said @param {number} width */
function heading(payload, said, width) {
  const title = fitted(byId("heading").textContent ?? "", width - 2 * PAD - 300, 17, 650);
  const marking = payload.marking ? `${payload.marking} · ` : "";
  const room = width - 2 * PAD - textWidth(marking, 12, 400); // what is said may be cut, the marking never
  return [
    line(title, PAD, 26, "font:650 17px sans-serif"),
    line(`${marking}${fitted(said, room, 12, 400)}`, PAD, 45, "font:400 12px sans-serif"),
  ];
}

/** @param {Payload} payload @param {Whole} whole */
function headParts(payload, { plan, head, headBox }) {
  const bands = bandsOf(payload, plan, 0, plan.width).flatMap((band) => {
    const [x, y] = [Number.parseFloat(band.style.left), Number.parseFloat(band.style.top)];
    const isSmall = y > 0 || band.classList.contains("called");
    const style = `font:${isSmall ? "400 11px" : "650 12px"} sans-serif`;
    const inset = band.classList.contains("tight") ? 3 : 6;
    return [
      svg("path", { d: `M${x} ${y}v22`, style: "stroke:var(--rule)" }),
      line(band.textContent ?? "", x + inset, y + 15, style),
    ];
  });
  const edge = svg("path", { d: `M0 ${head.height}H${plan.width}`, style: "stroke:var(--rule)" });
  return [
    ...bands,
    svg("g", { class: wrapped("head", headBox) }, ...grounds(headBox), ...tiles(headBox)),
    edge,
  ];
}

/** @param {Whole} whole */
function bodyParts({ plan, height, bodyBox }) {
  const ground = /** @type {SVGElement} */ (bodyBox.querySelector(".ground")?.cloneNode(true));
  place(ground, 0, plan.width, height);
  return [svg("g", { class: wrapped("body", bodyBox) }, ground, ...grounds(bodyBox), ...tiles(bodyBox))];
}

/** @param {string} name @param {HTMLElement} box */
const wrapped = (name, box) => (box.classList.contains("muted") ? `${name} muted` : name);

/** @param {SVGElement} element @param {number} x @param {number} width @param {number} height */
function place(element, x, width, height) {
  for (const [name, value] of Object.entries({ x, y: 0, width, height, overflow: "visible" }))
    element.setAttribute(name, String(value));
  element.removeAttribute("style");
}

/** The drawings of a box, each where it stands. @param {HTMLElement} box */
function tiles(box) {
  return [...box.querySelectorAll(":scope > svg.tile, :scope > svg.raised")].map((tile) => {
    const copy = /** @type {SVGElement} */ (tile.cloneNode(true));
    const { left, width, height } = /** @type {SVGElement} */ (tile).style;
    place(copy, Number.parseFloat(left), Number.parseFloat(width), Number.parseFloat(height));
    return copy;
  });
}

/** @param {HTMLElement} box */
function grounds(box) {
  return [...box.querySelectorAll(".chosen-ground")].map((ground) => {
    const { left, top, width } = /** @type {HTMLElement} */ (ground).style;
    const y = Number.parseFloat(top);
    return svg("rect", {
      x: Number.parseFloat(left),
      y,
      width: Number.parseFloat(width),
      height: box.offsetHeight - y,
      style: "fill:var(--accent)",
    });
  });
}

/** The names of the rows, and the words of the strips over them. @param {Payload} payload @param {Whole} whole */
function nameParts(payload, { head, rows, lane, above, names, corner, height }) {
  const wide = names.offsetWidth;
  /** @type {SVGElement[]} */
  const words = rows.flatMap((row, index) => {
    const y = head.height + above + (index + 0.5) * lane;
    const shape = sign(`shape-${payload.sectors[row.sector]?.shape}`);
    shape.setAttribute("class", `sign s${row.sector}`);
    for (const [name, value] of Object.entries({ x: 4, y: y - 8, width: 16, height: 16 }))
      shape.setAttribute(name, String(value));
    const label = row.opens ? `${row.label} (${row.lanes.length})` : row.label;
    const size = textWidth(label, 12.5, 400) > wide - 30 ? 10.5 : 12.5;
    const words = shortened(label, wide - 30, size, 400);
    return [shape, line(words, 26, y + 4, `font:400 ${size}px sans-serif`)];
  });
  for (const [name, y] of /** @type {[string, number][]} */ ([
    [".events", head.height + 16],
    [".notes", head.height + height - 9],
  ])) {
    const label = names.querySelector(name)?.textContent;
    if (label) words.push(line(label, wide - 10, y, "font:400 11px sans-serif", "end"));
  }
  const from = corner.getBoundingClientRect().top;
  const strips = [...corner.querySelectorAll(".strip")].flatMap((strip) => {
    const said = strip.children.length ? [...strip.children] : [strip];
    return said.map((one) => {
      const box = one.getBoundingClientRect();
      const y = (one === strip ? box.top + 16 : (box.top + box.bottom) / 2 + 4) - from;
      return line(one.textContent ?? "", wide - 10, y, "font:400 11px sans-serif", "end");
    });
  });
  const foot = head.height + height;
  const edge = svg("path", { d: `M${wide} 0V${foot}`, style: "stroke:var(--rule)" });
  return [...words, ...strips, edge];
}

/** @param {number} width */
function legendParts(width) {
  let [x, row] = [0, 0];
  /** @type {SVGElement[]} */
  const parts = [];
  for (const item of document.querySelectorAll(".lanes-head .legend li")) {
    if (item.matches(":root:not([data-axis='calendar']) .on-calendar")) continue;
    const key = item.querySelector("svg");
    const words = item.textContent?.trim() ?? "";
    const wide = key ? (key.classList.contains("key") ? 40 : 22) : 0;
    const room = wide + textWidth(words, 12.5, 400) + 20;
    if (x && x + room > width - 2 * PAD) [x, row] = [0, row + 1];
    if (key) {
      const copy = /** @type {SVGElement} */ (key.cloneNode(true));
      place(copy, x, wide - 6, 16);
      copy.setAttribute("y", String(row * LEGEND - 12));
      parts.push(copy);
    }
    parts.push(line(words, x + wide, row * LEGEND, "font:400 12.5px sans-serif"));
    x += room;
  }
  return { parts, rows: row + 1 };
}

/** Writes the looks that the page's styles give into a picture, which then stands alone. @param {SVGSVGElement} picture */
function inline(picture) {
  const elements = [...picture.querySelectorAll("*:not(defs, defs *, title, desc)")];
  const looks = elements.map(looksOf); // all are read before the first loses the classes that they hang on
  for (const [index, element] of elements.entries()) {
    for (const [name, value] of looks[index] ?? []) element.setAttribute(name, value);
    for (const name of ["class", "style", "data-column", "data-label"]) element.removeAttribute(name);
  }
}

/** @param {Element} element @returns {[string, string][]} */
function looksOf(element) {
  const looks = getComputedStyle(element);
  const isText = element.matches("text, tspan");
  const isDrawing = element.matches(".sign, .key, [stroke]");
  const names = element.matches("g, svg")
    ? [/** @type {const} */ ("opacity"), ...(isDrawing ? /** @type {const} */ (["fill", "color"]) : [])]
    : [...LOOKS, ...(isText ? LETTERS : [])];
  return names.flatMap((name) => {
    const value = looks.getPropertyValue(name);
    const isSaid = name === "fill" || element.matches("tspan") || !USUAL.test(value);
    return value && isSaid ? [[name, value]] : [];
  });
}

/**
 * A picture as PNG, at twice its size where a canvas can hold that.
 * @param {string} text  SVG
 * @param {number} width
 * @param {number} height
 * @returns {Promise<{ blob: Blob, scale: number }>}
 */
export async function rasterised(text, width, height) {
  const scale = Math.min(2, 16000 / width, 16000 / height, Math.sqrt(1e8 / (width * height)));
  const address = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  const image = new Image();
  image.src = address;
  await image.decode();
  URL.revokeObjectURL(address);
  const canvas = html("canvas", { width: Math.floor(width * scale), height: Math.floor(height * scale) });
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return { blob: await blobOf(canvas), scale };
}

/** @param {HTMLCanvasElement} canvas @returns {Promise<Blob>} */
export function blobOf(canvas) {
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png"),
  );
}

/** Elements made of text: nothing that a case says is ever read as markup. */

const SVG = "http://www.w3.org/2000/svg";

/** @typedef {string | number | boolean | null | undefined | ((event: any) => void)} Value */
/** @typedef {Node | string | null | undefined} Child */

/**
 * @template {Element} E
 * @param {E} element
 * @param {Record<string, Value>} attributes  a function listens, under onclick and the like; null and false leave out
 * @param {Child[]} children
 * @returns {E}
 */
function furnish(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.replace(/^on/, ""), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== null && value !== undefined && value !== false)
      element.setAttribute(name, String(value));
  }
  for (const child of children)
    if (child !== null && child !== undefined && child !== "") element.append(child);
  return element;
}

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, Value>} [attributes]
 * @param {...Child} children
 */
export function html(tag, attributes = {}, ...children) {
  return furnish(document.createElement(tag), attributes, children);
}

/**
 * @template {keyof SVGElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, Value>} [attributes]
 * @param {...Child} children
 */
export function svg(tag, attributes = {}, ...children) {
  return furnish(document.createElementNS(SVG, tag), attributes, children);
}

/**
 * The sign of an outcome, or the shape of a sector, from the symbols at the head of the page.
 * @param {string} name  such as mark-bar or shape-triangle
 * @param {string} [label]  what it means, where no text beside it says so
 */
export function sign(name, label) {
  const attributes = { class: "sign", role: label ? "img" : null, "aria-hidden": label ? null : "true" };
  return svg(
    "svg",
    { ...attributes, "aria-label": label, viewBox: "-8 -8 16 16" },
    svg("use", { href: `#${name}` }),
  );
}

/**
 * The element of the page with this id. The page is ours: a missing one is a fault of it.
 * @param {string} id
 * @returns {HTMLElement}
 */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`no element ${id}`);
  return found;
}

/**
 * Puts a drawing where it belongs in a long picture: from one place to another along it, from its top.
 * @param {SVGSVGElement} drawing
 * @param {number} from
 * @param {number} to
 * @param {number} tall
 */
export function placeTile(drawing, from, to, tall) {
  const span = Math.max(1, to - from);
  drawing.setAttribute("viewBox", `${from} 0 ${span} ${tall}`);
  drawing.setAttribute("style", `left:${from}px;width:${span}px;height:${tall}px`);
}

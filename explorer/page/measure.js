/** How wide texts are, and texts cut to a width. */

/** @type {CanvasRenderingContext2D | null} */
let pen = null;
/** What the pen is set to: asking the page for its style, and setting a font, cost more than measuring. */
let [family, font] = ["", ""];
/** @type {Map<string, number>} */
const widths = new Map();
const DIGIT = /\d/g;

/**
 * Width of a text in the font of the labels, in pixels.
 * @param {string} text
 * @param {number} [size]
 * @param {number} [weight]
 */
export function textWidth(text, size = 11, weight = 600) {
  pen ??= document.createElement("canvas").getContext("2d");
  if (!pen) return text.length * size * 0.6;
  family ||= getComputedStyle(document.body).fontFamily;
  const wanted = `${weight} ${size}px ${family}`;
  // The labels' digits are of one width: thousands of ids and dates are a few when it comes to their widths.
  const key = `${weight} ${size} ${text.replace(DIGIT, "0")}`;
  const known = widths.get(key);
  if (known !== undefined) return known;
  if (font !== wanted) pen.font = wanted;
  font = wanted;
  const { width } = pen.measureText(text.replace(DIGIT, "0"));
  widths.set(key, width);
  return width;
}

/**
 * A text with an ellipsis in its middle where it is wider than a width: long names that begin alike end otherwise.
 * @param {string} text
 * @param {number} width
 * @param {number} [size]
 * @param {number} [weight]
 */
export function shortened(text, width, size = 11, weight = 400) {
  if (textWidth(text, size, weight) <= width) return text;
  let [left, right] = [Math.ceil(text.length / 2), Math.floor(text.length / 2)];
  const said = () => `${text.slice(0, left).trimEnd()} … ${text.slice(text.length - right).trimStart()}`;
  while (right > 1 && textWidth(said(), size, weight) > width) [left, right] = [left - 1, right - 1];
  return said();
}

/**
 * Whether a text fits on two lines of a width, broken between its words.
 * @param {string} text
 * @param {number} width
 * @param {number} [size]
 * @param {number} [weight]
 */
export function fitsTwoLines(text, width, size = 11, weight = 600) {
  const isWide = (/** @type {string} */ line) => textWidth(line, size, weight) > width;
  const words = text.split(" ");
  let first = words.length;
  while (first > 1 && isWide(words.slice(0, first).join(" "))) first--;
  return !isWide(words.slice(0, first).join(" ")) && !isWide(words.slice(first).join(" "));
}

/**
 * A text cut to a width, with an ellipsis where it was cut.
 * @param {string} text
 * @param {number} width
 * @param {number} [size]
 * @param {number} [weight]
 */
export function fitted(text, width, size = 11, weight = 600) {
  if (textWidth(text, size, weight) <= width) return text;
  let cut = text;
  while (cut.length > 1 && textWidth(`${cut}…`, size, weight) > width) cut = cut.slice(0, -1);
  return `${cut}…`;
}

/** The strokes of the lanes: every contact as pieces of path, gathered by how they are drawn. Pure geometry. */

/** @typedef {import("./payload.d.ts").ContactRecord} ContactRecord */
/** @typedef {import("./payload.d.ts").Mark} Mark */

/** @typedef {Map<string, string[]>} Strokes  pieces of path by class */

const DOT = 3.6;
const MARK = 4.6;
const HEADS = { strong: [10, 5], plain: [8, 3.6], dotted: [8, 3.6] };

/**
 * @param {Strokes} strokes
 * @param {string} style
 * @param {string} piece
 */
function add(strokes, style, piece) {
  const pieces = strokes.get(style);
  if (pieces) pieces.push(piece);
  else strokes.set(style, [piece]);
}

/** @param {number} value */
const n = (value) => Math.round(value * 10) / 10;

/**
 * @param {number} x
 * @param {number} y
 * @param {number} r
 */
function disc(x, y, r) {
  return `M${n(x - r)} ${n(y)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`;
}

/**
 * Adds a contact at x. Styles name the sector of the sender and the stroke: `s3 shaft strong soft`.
 * @param {Strokes} strokes
 * @param {ContactRecord} contact
 * @param {number} sector  index, or -1
 * @param {number} x
 * @param {(lane: number) => number} middle  of a lane
 */
export function addContact(strokes, contact, sector, x, middle) {
  const colour = sector < 0 ? "s-none" : `s${sector}`;
  const behind = contact.stroke === "strong" ? "" : " other";
  const shaft = `${colour} shaft ${contact.stroke}${contact.basis === "recorded" ? "" : " soft"}`;
  const from = contact.sender < 0 ? null : middle(contact.sender);
  const ends = contact.arrows.filter((arrow) => arrow.party >= 0);
  if (from !== null) {
    if (ends.length) add(strokes, `${colour} solid${behind}`, disc(x, from, behind ? DOT - 0.7 : DOT));
    else add(strokes, `${colour} hollow${behind}`, `M${n(x)} ${n(from - 6)}l6 6l-6 6l-6 -6z`);
  }
  for (const { party, mark } of ends) {
    const to = middle(party);
    const way = from === null || to === from ? 1 : Math.sign(to - from);
    const start = from ?? to - 14;
    if (from === to) {
      add(strokes, shaft, `M${n(x)} ${n(to - 3)}c16 -12 16 18 3 7`);
      if (party !== contact.sender) addMark(strokes, colour, mark, x - 9, to, 1);
      continue;
    }
    const tip = to - way * (mark ? 3 : 2);
    addHead(strokes, colour, contact.stroke, x, tip, way);
    add(strokes, shaft, `M${n(x)} ${n(start + way * DOT)}V${n(tip - way * 7)}`);
    addMark(strokes, colour, mark, x, to + way * (mark === "bar" ? 0 : MARK - 1), way);
  }
}

/**
 * @param {Strokes} strokes
 * @param {string} colour
 * @param {"strong" | "plain" | "dotted"} stroke
 * @param {number} x
 * @param {number} tip
 * @param {number} way  1 is down, -1 up
 */
function addHead(strokes, colour, stroke, x, tip, way) {
  const [length, half] = /** @type {[number, number]} */ (HEADS[stroke]);
  add(
    strokes,
    `${colour} solid${stroke === "strong" ? "" : " other"}`,
    `M${n(x)} ${n(tip)}l${-half} ${-way * length}h${2 * half}z`,
  );
}

/**
 * The mark of an outcome at the receiver's end, as in the legend.
 * @param {Strokes} strokes
 * @param {string} colour
 * @param {Mark} mark
 * @param {number} x
 * @param {number} y
 * @param {number} way
 */
function addMark(strokes, colour, mark, x, y, way) {
  if (mark === "bar")
    add(strokes, `${colour} solid`, `M${n(x - 8)} ${n(y - 3 * (way < 0 ? 1 : 0))}h16v3.6h-16z`);
  else if (mark === "filled") add(strokes, `${colour} solid`, disc(x, y, MARK));
  else if (mark === "ring") add(strokes, `${colour} hollow`, disc(x, y, MARK));
  else if (mark === "cross") {
    add(strokes, `${colour} line`, `M${n(x - 4)} ${n(y - 4)}l8 8m0 -8l-8 8`);
  } else if (mark === "half") {
    add(strokes, `${colour} hollow`, disc(x, y, MARK));
    add(strokes, `${colour} solid`, `M${n(x)} ${n(y - MARK)}a${MARK} ${MARK} 0 0 1 0 ${2 * MARK}z`);
  } else if (mark === "chevron") {
    const top = y - way * 3;
    add(
      strokes,
      `${colour} line`,
      `M${n(x - 5)} ${n(top)}l5 ${way * 4}l5 ${-way * 4}m-10 ${way * 4.5}l5 ${way * 4}l5 ${-way * 4}`,
    );
  }
}

/**
 * The thread from a contact to one that follows it: along the lane that both touch, else from lane to lane.
 * @param {ContactRecord} earlier
 * @param {ContactRecord} later
 * @param {number} fromX
 * @param {number} toX
 * @param {(lane: number) => number} middle
 * @returns {string}
 */
export function thread(earlier, later, fromX, toX, middle) {
  const left = [...earlier.arrows.map((arrow) => arrow.party), earlier.sender].filter((lane) => lane >= 0);
  const right = [later.sender, ...later.arrows.map((arrow) => arrow.party)].filter((lane) => lane >= 0);
  const from =
    left.find((lane) => lane === later.sender) ?? left.find((lane) => right.includes(lane)) ?? left[0];
  if (from === undefined || right[0] === undefined) return "";
  const to = right.includes(from) ? from : right[0];
  const [y1, y2] = [middle(from), middle(to)];
  if (y1 === y2) return `M${n(fromX + 6)} ${n(y1)}H${n(toX - 5)}`;
  const bend = Math.max(8, Math.abs(toX - fromX) / 2);
  return `M${n(fromX + 6)} ${n(y1)}C${n(fromX + bend)} ${n(y1)} ${n(toX - bend)} ${n(y2)} ${n(toX - 5)} ${n(y2)}`;
}

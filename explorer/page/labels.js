/** On which side of its point each label stands, so that no two touch: pure numbers. */

/** @typedef {"right" | "left" | "above" | "below"} Side */
/** @typedef {{ left: number, top: number, right: number, bottom: number }} Box */

const AWAY = 14;
const MOST_COVERED = 20; // points that run by: more make a picture nobody can read

/**
 * The box of a label of a size on one side of a point.
 * @param {{ x: number, y: number }} point
 * @param {{ width: number, height: number }} size
 * @param {Side} side
 * @returns {Box}
 */
export function boxAt({ x, y }, { width, height }, side) {
  const isLevel = side === "right" || side === "left";
  const left = isLevel ? (side === "right" ? x + AWAY : x - AWAY - width) : x - width / 2;
  const top = isLevel ? y - height / 2 : side === "below" ? y + AWAY : y - AWAY - height;
  return { left, top, right: left + width, bottom: top + height };
}

/** @param {Box} a @param {Box} b */
export const touches = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/**
 * A side for each label: of those that are free the one that covers least of what runs by, in case of doubt the one
 * wanted; where none is free, none: then the label is left out. Earlier ones choose first. Cost: labels times labels
 * and points that run by.
 * @param {{ x: number, y: number }[]} points
 * @param {{ width: number, height: number }[]} sizes
 * @param {Side[]} wanted
 * @param {{ x: number, y: number }[]} [traces]  points of what runs by
 * @param {Box} [frame]  a label of a point in it stands in it too
 * @param {Box[]} [held]  room that is taken
 * @returns {(Side | null)[]}
 */
export function sidesOf(points, sizes, wanted, traces = [], frame = undefined, held = []) {
  /** @type {Box[]} */
  const taken = points.map(({ x, y }) => ({ left: x - 9, top: y - 9, right: x + 9, bottom: y + 9 }));
  const nodes = taken.length;
  taken.push(...held);
  return points.map((point, index) => {
    const size = sizes[index] ?? { width: 0, height: 0 };
    const first = wanted[index] ?? "right";
    const sides = [first, ...SIDES.filter((side) => side !== first)];
    /** @type {{ side: Side, box: Box, covers: number } | null} */
    let best = null;
    for (const side of sides) {
      const box = boxAt(point, size, side);
      const isFree = taken.every(
        (other, place) => (place < nodes && place === index) || !touches(box, other),
      );
      if (!isFree || (frame && holds(frame, point) && !isWithin(box, frame))) continue;
      const covers = traces.filter((at) => holds(box, at)).length;
      if (side !== first && covers > MOST_COVERED) continue;
      if (!best || covers < best.covers) best = { side, box, covers };
    }
    if (best) taken.push(best.box);
    return best?.side ?? null;
  });
}

/** @type {Side[]} */
const SIDES = ["right", "left", "above", "below"];

/** @param {Box} box @param {{ x: number, y: number }} point */
const holds = (box, { x, y }) => x > box.left && x < box.right && y > box.top && y < box.bottom;

/** @param {Box} box @param {Box} frame */
const isWithin = (box, frame) =>
  box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom;

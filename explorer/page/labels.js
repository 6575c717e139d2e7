/** On which side of its point each label stands, so that no two touch: pure numbers. */

/** @typedef {"right" | "left" | "above" | "below"} Side */
/** @typedef {{ left: number, top: number, right: number, bottom: number }} Box */

const AWAY = 14;

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
 * A side for each label: the one wanted, else another that is free, else none: then the label is left out.
 * Earlier ones choose first. Cost: labels squared.
 * @param {{ x: number, y: number }[]} points
 * @param {{ width: number, height: number }[]} sizes
 * @param {Side[]} wanted
 * @returns {(Side | null)[]}
 */
export function sidesOf(points, sizes, wanted) {
  /** @type {Box[]} */
  const taken = points.map(({ x, y }) => ({ left: x - 9, top: y - 9, right: x + 9, bottom: y + 9 }));
  const nodes = taken.length;
  return points.map((point, index) => {
    const size = sizes[index] ?? { width: 0, height: 0 };
    const first = wanted[index] ?? "right";
    /** @type {Side[]} */
    const sides = [
      first,
      .../** @type {Side[]} */ (["right", "left", "above", "below"]).filter((side) => side !== first),
    ];
    for (const side of sides) {
      const box = boxAt(point, size, side);
      const isFree = taken.every(
        (other, place) => (place < nodes && place === index) || !touches(box, other),
      );
      if (!isFree) continue;
      taken.push(box);
      return side;
    }
    return null;
  });
}

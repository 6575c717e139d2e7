/** Where names stand so that none covers another or a circle. */

/** @typedef {import("./payload.d.ts").Payload} Payload */
/** @typedef {{ x: number, y: number, label: string }} Name */
/** @typedef {{ left: number, right: number, top: number, bottom: number }} Box */

const LETTER = 6.6;
const HALF = 7;

/**
 * By party, the middle and the foot of its name: below, above or beside its circle; none where there is no room. The
 * largest choose first, whatever is chosen before all.
 * @param {Payload} data
 * @param {number[]} places  the smallest first
 * @param {{ kind: string, place: number } | null} chosen
 * @param {Name[]} taken  names that stand already
 * @param {{ width: number, grown: number }} [frame]  its width, and units to a pixel of a letter
 */
export function labelPlaces(data, places, chosen, taken, { width, grown } = { width: 1000, grown: 1 }) {
  const boxes = taken.map(({ x, y, label }) => boxAt(x, y, label.length * 1.1, grown));
  const circles = places.flatMap((place) => {
    const party = data.parties[place];
    if (!party) return [];
    const { x, y, r } = party;
    return [{ place, box: { left: x - r, right: x + r, top: y - r, bottom: y + r } }];
  });
  /** @type {Map<number, { x: number, y: number }>} */
  const found = new Map();
  const first = chosen?.kind === "party" ? [chosen.place] : [];
  for (const place of [...first, ...[...places].reverse()]) {
    const party = data.parties[place];
    if (!party || found.has(place)) continue;
    const side = party.r + 5 + (party.name.length * LETTER * grown) / 2;
    const spots = [
      { x: party.x, y: party.y + party.r + 2 + 11 * grown },
      { x: party.x, y: party.y - party.r - 4 },
      { x: party.x + side, y: party.y + 4 * grown },
      { x: party.x - side, y: party.y + 4 * grown },
    ];
    const others = circles.filter((circle) => circle.place !== place).map(({ box }) => box);
    const spot = spots.find(({ x, y }) =>
      isFree(boxAt(x, y, party.name.length, grown), [...boxes, ...others], width),
    );
    if (!spot) continue;
    found.set(place, spot);
    boxes.push(boxAt(spot.x, spot.y, party.name.length, grown));
  }
  return found;
}

/**
 * @param {number} x
 * @param {number} y
 * @param {number} letters
 * @param {number} grown
 * @returns {Box}
 */
function boxAt(x, y, letters, grown) {
  const half = (letters * LETTER * grown) / 2;
  return { left: x - half, right: x + half, top: y - (HALF + 5) * grown, bottom: y + 4 * grown };
}

/**
 * @param {Box} box
 * @param {Box[]} others
 * @param {number} width
 */
function isFree(box, others, width) {
  return (
    box.left >= 0 &&
    box.right <= width &&
    others.every(
      (other) =>
        box.right < other.left || other.right < box.left || box.bottom < other.top || other.bottom < box.top,
    )
  );
}

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
 */
export function labelPlaces(data, places, chosen, taken) {
  const boxes = taken.map(({ x, y, label }) => boxAt(x, y, label.length * 1.1));
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
    const side = party.r + 5 + (party.name.length * LETTER) / 2;
    const spots = [
      { x: party.x, y: party.y + party.r + 13 },
      { x: party.x, y: party.y - party.r - 4 },
      { x: party.x + side, y: party.y + 4 },
      { x: party.x - side, y: party.y + 4 },
    ];
    const others = circles.filter((circle) => circle.place !== place).map(({ box }) => box);
    const spot = spots.find(({ x, y }) => isFree(boxAt(x, y, party.name.length), [...boxes, ...others]));
    if (!spot) continue;
    found.set(place, spot);
    boxes.push(boxAt(spot.x, spot.y, party.name.length));
  }
  return found;
}

/**
 * @param {number} x
 * @param {number} y
 * @param {number} letters
 * @returns {Box}
 */
function boxAt(x, y, letters) {
  const half = (letters * LETTER) / 2;
  return { left: x - half, right: x + half, top: y - HALF - 5, bottom: y + 4 };
}

/**
 * @param {Box} box
 * @param {Box[]} others
 */
function isFree(box, others) {
  return (
    box.left >= 0 &&
    box.right <= 1000 &&
    others.every(
      (other) =>
        box.right < other.left || other.right < box.left || box.bottom < other.top || other.bottom < box.top,
    )
  );
}

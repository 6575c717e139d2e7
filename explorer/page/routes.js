/** How far the curve of each pair of the network is bent, so that it runs past nodes and not through them. Pure. */

/** @typedef {{ x: number, y: number }} Point */

const CLEAR = 17; // from the middle of a node that it only passes
const BENDS = [0.1, 0.18, 0.26, 0.34]; // the roundness of vis-network
const SAMPLES = 12;

/**
 * The point that vis-network bends a `curvedCW` edge towards; a negative roundness bends the other way.
 * @param {Point} from
 * @param {Point} to
 * @param {number} roundness
 * @returns {Point}
 */
export function bendOf(from, to, roundness) {
  const [dx, dy] = [to.x - from.x, from.y - to.y];
  const share = roundness * 0.5 + 0.5;
  const far = share * Math.hypot(dx, dy);
  const angle = Math.atan2(dy, dx) + share * Math.PI;
  return { x: from.x + far * Math.sin(angle), y: from.y + far * Math.cos(angle) };
}

/**
 * How near a curve comes to the nodes that it is not an edge of.
 * @param {Point} from
 * @param {Point} to
 * @param {number} roundness
 * @param {Point[]} others
 */
function nearest(from, to, roundness, others) {
  const via = bendOf(from, to, roundness);
  let least = Number.POSITIVE_INFINITY;
  for (let index = 1; index < SAMPLES; index += 1) {
    const t = index / SAMPLES;
    const [a, b, c] = [(1 - t) ** 2, 2 * t * (1 - t), t ** 2];
    const [x, y] = [a * from.x + b * via.x + c * to.x, a * from.y + b * via.y + c * to.y];
    for (const other of others) least = Math.min(least, Math.hypot(other.x - x, other.y - y));
  }
  return least;
}

/**
 * The least bend that keeps an edge clear of all other nodes, else the one that keeps it farthest from them. Where
 * there is an edge the other way too, only bends to the one side, so that the two stay apart.
 * @param {Point[]} nodes
 * @param {number} from
 * @param {number} to
 * @param {boolean} isOneWay
 * @returns {number} roundness, negative to the other side
 */
export function routeOf(nodes, from, to, isOneWay) {
  const [start, end] = [nodes[from], nodes[to]];
  if (!start || !end) return BENDS[0] ?? 0;
  const others = nodes.filter((_, index) => index !== from && index !== to);
  const bends = BENDS.flatMap((bend) => (isOneWay ? [bend, -bend] : [bend]));
  let [best, most] = [bends[0] ?? 0, -1];
  for (const bend of bends) {
    const near = nearest(start, end, bend, others);
    if (near >= CLEAR) return bend;
    if (near > most) [best, most] = [bend, near];
  }
  return best;
}

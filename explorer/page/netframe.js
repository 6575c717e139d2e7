/** How high the frame of the network is, and how its places fill it: pure numbers. */

/** @typedef {{ x: number, y: number }} Point */

const STRETCH = 4; // at most
const LARGEST = 1.15; // of few parties: more would be a poster
const LEAST_SCALE = 0.7; // however far the whole is drawn in, nodes and lines stay as large as at this
const NODE = 22; // wide, in the picture
const MARGIN = { side: 164, top: 58 };
const LINE = 44; // of a name on two lines, with room
const LEAST = 260;

/**
 * The height of the frame: two lines for each name at the fuller side, as far as that fits the screen.
 * @param {Point[]} nodes
 * @param {number} screen  height of the window
 */
export function heightOf(nodes, screen) {
  const widest = Math.max(1, ...nodes.map(({ x }) => Math.abs(x)));
  const sides = [1, -1].map((way) => nodes.filter(({ x }) => x * way > widest * 0.2).length);
  const isTall = nodes.some(({ x, y }) => Math.abs(x) <= widest * 0.2 && y !== 0); // people above the subject
  const wanted = Math.max(...sides) * LINE + 2 * MARGIN.top;
  return Math.round(Math.max(isTall ? 420 : LEAST, Math.min(wanted, Math.max(580, screen - 120))));
}

/**
 * The scale that shows the whole, how far it is stretched where the frame is wider or taller than it, the point in its
 * middle, and how much larger than the scale nodes and lines are drawn.
 * @param {Point[]} nodes
 * @param {number} width
 * @param {number} height
 */
export function fitOf(nodes, width, height) {
  const [across, down] = [nodes.map(({ x }) => x), nodes.map(({ y }) => y)];
  const [left, right] = [Math.min(0, ...across), Math.max(0, ...across)];
  const [top, bottom] = [Math.min(0, ...down), Math.max(0, ...down)];
  const wide = (width - 2 * Math.min(MARGIN.side, width * 0.3)) / Math.max(1, right - left);
  const tall = (height - 2 * MARGIN.top) / Math.max(1, bottom - top);
  const scale = Math.max(0.05, Math.min(wide, tall, LARGEST));
  const [x, y] = [wide, tall].map((one) => Math.min(STRETCH, Math.max(1, one / scale)));
  const stretch = { x: x ?? 1, y: y ?? 1 };
  const middle = { x: ((left + right) / 2) * stretch.x, y: ((top + bottom) / 2) * stretch.y };
  const places = nodes.map((node) => ({ x: node.x * stretch.x, y: node.y * stretch.y }));
  const apart = nearest(places) / NODE; // of this size two neighbours would touch
  return { scale, stretch, middle, grow: Math.min(Math.max(1, LEAST_SCALE / scale), Math.max(0.4, apart)) };
}

/** How far the two nodes that are nearest to each other are apart. @param {Point[]} nodes */
function nearest(nodes) {
  let least = Number.POSITIVE_INFINITY;
  for (const [index, one] of nodes.entries())
    for (const other of nodes.slice(index + 1))
      least = Math.min(least, Math.hypot(one.x - other.x, one.y - other.y));
  return least;
}

/** Which edges the network shows: one with a number for each pair, or single dated ones; and what was called for. */

import { routeOf } from "#page/routes";

/** @typedef {import("./payload.d.ts").Payload} Payload */
/** @typedef {import("./payload.d.ts").Mark} Mark */
/** @typedef {import("./payload.d.ts").NetworkEdge} NetworkEdge */
/** @typedef {import("./payload.d.ts").NetworkRecord} NetworkRecord */

/**
 * An edge as drawn. `columns` are its contacts; a ghost has none.
 * @typedef {object} Drawn
 * @property {string} id
 * @property {number} from
 * @property {number} to
 * @property {number[]} columns
 * @property {Mark} mark
 * @property {boolean} asks
 * @property {number} width
 * @property {boolean | number[]} dashes
 * @property {{ enabled: boolean, type: string, roundness: number }} smooth
 * @property {string} label  what stands beside it
 * @property {"single" | "pair" | "ghost"} kind
 * @property {boolean} isRaised
 */

const MOST_SINGLE = 400; // more cannot be told apart, and slow the picture
const MOST_ROUTED = 400; // pairs: among more there is no way past all nodes
const GHOST_ROUNDNESS = 0.24;

/** A date in a few words. @param {import("./payload.d.ts").ContactRecord} contact */
const shortDate = (contact) =>
  contact.day === null ? "not dated" : contact.when.length <= 22 ? contact.when : contact.dateLines.join(" ");

/**
 * The edges to draw, in order.
 * @param {Payload} payload
 * @param {NetworkRecord} record
 * @param {object} now
 * @param {(column: number) => boolean} now.isShown
 * @param {Set<number> | null} now.raised  columns, each drawn single
 * @param {string} now.open  a pair whose contacts are drawn single, `from:to`
 * @param {(edge: NetworkEdge) => boolean} now.isNear  where it is so close that single contacts are drawn
 * @returns {Drawn[]}
 */
export function edgesOf(payload, record, { isShown, raised, open, isNear }) {
  const shown = record.edges.filter(({ column }) => isShown(column));
  const apart = new Set(
    shown
      .filter(
        (edge) => raised?.has(edge.column) || open === `${edge.from}:${edge.to}` || (!raised && isNear(edge)),
      )
      .slice(0, MOST_SINGLE),
  );
  /** @type {Map<string, NetworkEdge[]>} */
  const pairs = new Map();
  for (const edge of shown) {
    if (apart.has(edge)) continue;
    const key = `${edge.from}:${edge.to}`;
    const pair = pairs.get(key);
    if (pair) pair.push(edge);
    else pairs.set(key, [edge]);
  }
  const bundled = [...pairs].map(([key, edges]) => pairOf(payload, record, key, edges, raised === null));
  const single = [...apart].map((edge) => singleOf(payload, edge));
  const ghosts = payload.expected.map(({ id, sender, receiver }) =>
    ghostOf(id, sender, receiver, raised === null),
  );
  return [...bundled, ...single, ...ghosts];
}

/** @type {WeakMap<NetworkRecord, Map<string, number>>} */
const routes = new WeakMap();

/** The bend of each pair, worked out once: the places stay. @param {NetworkRecord} record */
function routesOf(record) {
  const known = routes.get(record);
  if (known) return known;
  const pairs = new Set(record.edges.map(({ from, to }) => `${from}:${to}`));
  /** @type {Map<string, number>} */
  const found = new Map();
  for (const { from, to } of record.edges) {
    const key = `${from}:${to}`;
    if (pairs.size > MOST_ROUTED) found.set(key, 0.1);
    else if (!found.has(key)) found.set(key, routeOf(record.nodes, from, to, !pairs.has(`${to}:${from}`)));
  }
  routes.set(record, found);
  return found;
}

/**
 * @param {Payload} payload
 * @param {NetworkRecord} record
 * @param {string} key
 * @param {NetworkEdge[]} edges
 * @param {boolean} isRaised
 * @returns {Drawn}
 */
function pairOf(payload, record, key, edges, isRaised) {
  const first = /** @type {NetworkEdge} */ (edges[0]);
  const requests = edges.filter(({ column }) => asks(payload, column));
  const marks = new Set(requests.map(({ mark }) => mark));
  return {
    id: `pair ${key}`,
    from: first.from,
    to: first.to,
    columns: edges.map(({ column }) => column),
    mark: marks.size === 1 ? /** @type {Mark} */ ([...marks][0]) : "",
    asks: requests.length > 0,
    width: requests.length
      ? Math.min(6, 1.9 + requests.length * 0.4)
      : Math.min(3, 1.1 + edges.length * 0.15),
    dashes: edges.every(({ dashes }) => dashes) ? first.dashes : false,
    smooth: smoothOf(routesOf(record).get(key) ?? 0),
    label: edges.length > 1 ? String(edges.length) : "",
    kind: "pair",
    isRaised,
  };
}

/** @param {number} bend */
const smoothOf = (bend) => ({
  enabled: true,
  type: bend < 0 ? "curvedCCW" : "curvedCW",
  roundness: Math.abs(bend),
});

/** @param {Payload} payload @param {NetworkEdge} edge @returns {Drawn} */
function singleOf(payload, edge) {
  const contact = payload.contacts[edge.column];
  return {
    id: edge.id,
    from: edge.from,
    to: edge.to,
    columns: [edge.column],
    mark: edge.mark,
    asks: asks(payload, edge.column),
    width: edge.width,
    dashes: edge.dashes,
    smooth: edge.smooth,
    label: contact ? `${contact.id} ${shortDate(contact)}` : "",
    kind: "single",
    isRaised: true,
  };
}

/** @param {string} id @param {number} from @param {number} to @param {boolean} isRaised @returns {Drawn} */
function ghostOf(id, from, to, isRaised) {
  return {
    id: `ghost ${id}`,
    from,
    to,
    columns: [],
    mark: "",
    asks: false,
    width: 1.4,
    dashes: [3, 4],
    smooth: { enabled: true, type: "curvedCW", roundness: GHOST_ROUNDNESS },
    label: `${id} called for`,
    kind: "ghost",
    isRaised,
  };
}

/** @param {Payload} payload @param {number} column */
const asks = (payload, column) => payload.kinds[payload.contacts[column]?.kind ?? -1]?.asks ?? false;

/**
 * What the network shows, in words: a sentence for each pair, in order of the first contact.
 * @param {Payload} payload
 * @param {Drawn[]} pairs
 * @returns {string[]}
 */
export function pairWords(payload, pairs) {
  const name = (/** @type {number} */ lane) => payload.parties[lane]?.name ?? "";
  return pairs.map(({ id, from, to, columns, kind }) => {
    const ends = `${name(from)} to ${name(to)}`;
    if (kind === "ghost") {
      const called = payload.expected.find((one) => id === `ghost ${one.id}`);
      return `${ends}: ${called?.label.toLowerCase()} ${called?.words}.`;
    }
    const ids = columns.map((column) => payload.contacts[column]?.id).join(", ");
    return `${ends}: ${columns.length === 1 ? "1 contact" : `${columns.length} contacts`}, ${ids}.`;
  });
}

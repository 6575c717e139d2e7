/** What is chosen, in words and bars: an organisation with its flows, or a flow with its outcomes year by year. */

import { daysSaid, said } from "#cohort/view";
import { html, svg } from "#page/dom";

/** @typedef {import("./payload.d.ts").Payload} Payload */
/** @typedef {import("./network.js").Chosen} Chosen */

const MOST_LISTED = 12;
const PATTERNS = ["none", "dots", "lines", "thick", "cross", "hollow", "thin"];

/**
 * @param {Payload} data
 * @param {Chosen} chosen
 * @param {(chosen: Chosen) => void} choose
 * @returns {{ title: string, body: Node[] }}
 */
export function detailOf(data, chosen, choose) {
  if (!chosen) return { title: "Choose an organisation or a flow", body: [hint()] };
  return chosen.kind === "flow" ? flowDetail(data, chosen.place) : partyDetail(data, chosen.place, choose);
}

function hint() {
  return html(
    "p",
    { class: "quiet" },
    "A curve bends to the left of its way and is as wide as its requests are many. A circle grows with the requests that an organisation made and received.",
  );
}

/**
 * @param {[string, string][]} pairs
 */
function facts(pairs) {
  return html("dl", {}, ...pairs.flatMap(([name, value]) => [html("dt", {}, name), html("dd", {}, value)]));
}

/**
 * @param {Payload} data
 * @param {number} place
 * @param {(chosen: Chosen) => void} choose
 */
function partyDetail(data, place, choose) {
  const party = data.parties[place];
  if (!party) return { title: "", body: [] };
  const { sender, receiver, referrals } = data.flows;
  const list = (
    /** @type {number[]} */ ends,
    /** @type {number[]} */ others,
    /** @type {string} */ heading,
  ) => {
    const flows = [...ends.keys()]
      .filter((flow) => ends[flow] === place)
      .sort((a, b) => (referrals[b] ?? 0) - (referrals[a] ?? 0));
    const items = flows.slice(0, MOST_LISTED).map((flow) => {
      const name = data.parties[others[flow] ?? 0]?.name ?? "";
      const act = () => choose({ kind: "flow", place: flow });
      return html(
        "li",
        {},
        html("button", { type: "button", onclick: act }, html("span", {}, name), said(referrals[flow])),
      );
    });
    const more =
      flows.length > MOST_LISTED
        ? html("p", { class: "quiet" }, `and ${flows.length - MOST_LISTED} more`)
        : null;
    return html(
      "div",
      {},
      html("h4", {}, heading),
      items.length ? html("ol", {}, ...items) : html("p", {}, "none shown"),
      more,
    );
  };
  const body = [
    facts([
      ["Sector", data.sectors[party.sector]?.label ?? ""],
      ["Cases", said(party.cases)],
      ["Requests made, in the flows shown", said(party.made)],
      ["Requests received, in the flows shown", said(party.received)],
      ["of which no outcome is recorded", said(party.noOutcome)],
    ]),
    list(receiver, sender, "Asked by"),
    list(sender, receiver, "Asked"),
  ];
  return { title: party.name, body };
}

/**
 * @param {Payload} data
 * @param {number} flow
 */
function flowDetail(data, flow) {
  const { flows, parties, outcomes } = data;
  const from = parties[flows.sender[flow] ?? 0]?.name ?? "";
  const to = parties[flows.receiver[flow] ?? 0]?.name ?? "";
  const [waits, ...days] = flows.waits.map((column) => column[flow]);
  /** @type {[string, string][]} */
  const parts = outcomes.map((label, place) => [label, said(flows.parts[place]?.[flow])]);
  const body = [
    facts([["Requests", said(flows.referrals[flow])], ["Cases", said(flows.cases[flow])], ...parts]),
    html("h4", {}, "Days to the first outcome that settles it"),
    facts([
      ["Waits counted", said(waits)],
      ["Half within", daysSaid(days[0], days[1])],
      ["Nine of ten within", daysSaid(days[2], days[3])],
    ]),
    html("h4", {}, "Year by year"),
    ...years(data, flow),
    ...caseList(data, flow),
  ];
  return { title: `${from} to ${to}`, body };
}

/**
 * A bar a year, cut by outcome: patterns tell the parts apart, and each part is named with its number.
 * @param {Payload} data
 * @param {number} flow
 */
function years(data, flow) {
  const { yearly, outcomes } = data;
  const rows = [...yearly.flow.keys()].filter((at) => yearly.flow[at] === flow);
  if (!rows.length)
    return [html("p", { class: "quiet" }, "No year of it rests on enough cases to be shown.")];
  const most = Math.max(...rows.map((at) => yearly.referrals[at] ?? 0), 1);
  const bars = rows.map((at) => {
    let x = 0;
    const pieces = outcomes.map((label, place) => {
      const count = Math.max(0, yearly.parts[place]?.[at] ?? 0);
      const width = (200 * count) / most;
      const piece = svg(
        "rect",
        { class: "bar", x, y: 0, width, height: 16, fill: `url(#p-${PATTERNS[place]})` },
        svg("title", {}, `${label}: ${said(yearly.parts[place]?.[at])}`),
      );
      x += width;
      return width > 0 ? piece : null;
    });
    const told = outcomes.map((label, place) => `${label} ${said(yearly.parts[place]?.[at])}`).join(", ");
    const picture = svg(
      "svg",
      { viewBox: "0 0 200 16", preserveAspectRatio: "none", role: "img", "aria-label": told },
      ...pieces,
    );
    const year = yearly.year[at] || "several";
    return html("div", { class: "year" }, String(year), picture, html("b", {}, said(yearly.referrals[at])));
  });
  return [patterns(), key(outcomes), ...bars];
}

/** @param {string[]} outcomes */
function key(outcomes) {
  const entries = outcomes.map((label, place) =>
    html(
      "span",
      {},
      svg(
        "svg",
        { viewBox: "0 0 12 12", "aria-hidden": "true" },
        svg("rect", {
          width: 12,
          height: 12,
          fill: `url(#p-${PATTERNS[place]})`,
          stroke: "currentColor",
          "stroke-width": 0.6,
        }),
      ),
      ` ${label}`,
    ),
  );
  return html("p", { class: "key" }, ...entries);
}

function patterns() {
  const ink = "var(--ink)";
  const paper = () => svg("rect", { width: 6, height: 6, fill: "var(--surface)" });
  const line = (/** @type {string} */ d, /** @type {number} */ width) =>
    svg("path", { d, stroke: ink, "stroke-width": width, fill: "none" });
  /** @type {Record<string, Node[]>} */
  const drawn = {
    none: [svg("rect", { width: 6, height: 6, fill: ink })],
    dots: [paper(), svg("circle", { cx: 3, cy: 3, r: 1.2, fill: ink })],
    lines: [paper(), line("M0 3H6", 1.4)],
    thick: [paper(), line("M3 0V6", 2.6)],
    cross: [paper(), line("M0 0L6 6M6 0L0 6", 1)],
    hollow: [paper()],
    thin: [svg("rect", { width: 6, height: 6, fill: "var(--rule)" })],
  };
  const tiles = Object.entries(drawn).map(([name, nodes]) =>
    svg("pattern", { id: `p-${name}`, width: 6, height: 6, patternUnits: "userSpaceOnUse" }, ...nodes),
  );
  return svg(
    "svg",
    { width: 0, height: 0, "aria-hidden": "true", style: "position:absolute" },
    svg("defs", {}, ...tiles),
  );
}

/**
 * @param {Payload} data
 * @param {number} flow
 */
function caseList(data, flow) {
  const names = data.cases[flow];
  if (!names?.length) return [];
  const items = names.map((name) =>
    html("li", {}, html("a", { href: `${data.caseFolder}/${encodeURIComponent(name)}.html` }, name)),
  );
  return [html("h4", {}, "Cases"), html("ul", {}, ...items)];
}

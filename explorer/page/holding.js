/** Who had the case: bands in the lanes, the strip of days with nobody, and what is on record of one day. */

import { svg } from "#page/dom";
import { dayText } from "#page/scale";

/** @typedef {import("./payload.d.ts").Payload} Payload */
/** @typedef {import("./payload.d.ts").Range} Range */
/** @typedef {import("./drawing.js").Sheet} Sheet */
/** @typedef {import("./plan.js").Plan} Plan */

const STRIP = 8;

/** @param {Range | null} days @param {number} day */
const holds = (days, day) => days !== null && days[0] <= day && day <= days[1];

/**
 * The names of those that had the case, and a request in hand, on a day: for certain, and by the dates possibly.
 * @param {Payload} payload
 * @param {number} day
 */
export function heldOn(payload, day) {
  /** @param {boolean} isHeld @param {boolean} isCertain */
  const names = (isHeld, isCertain) => {
    const found = payload.holdings.filter(
      (one) => one.holds === isHeld && holds(one.possible, day) && holds(one.certain, day) === isCertain,
    );
    return [...new Set(found.map((one) => payload.parties[one.party]?.name ?? ""))];
  };
  const [held, mayHold, inHand, mayBeInHand] = [
    names(true, true),
    names(true, false),
    names(false, true),
    names(false, false),
  ];
  const nobody = payload.nobody.find((one) => one.certain.some((stretch) => holds(stretch, day)));
  const perhapsNobody = payload.nobody.find((one) => one.possible.some((stretch) => holds(stretch, day)));
  return {
    held,
    mayHold: mayHold.filter((name) => !held.includes(name)),
    inHand,
    mayBeInHand: mayBeInHand.filter((name) => !inHand.includes(name)),
    nobody,
    perhapsNobody,
  };
}

/** @param {string[]} names */
const listed = (names) =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;

/**
 * The same in sentences.
 * @param {Payload} payload
 * @param {number} day
 * @returns {string[]}
 */
export function heldText(payload, day) {
  const { held, mayHold, inHand, mayBeInHand, nobody, perhapsNobody } = heldOn(payload, day);
  const on = `On ${dayText(day)}`;
  const said = [
    held.length
      ? `${on}, ${listed(held)} held the case, as recorded.`
      : `${on}, no organisation is recorded as holding the case for certain${payload.isWithheld ? " in what is not withheld" : ""}.`,
  ];
  if (mayHold.length) said.push(`By the dates, ${listed(mayHold)} may have held it.`);
  if (inHand.length) said.push(`A request was in hand at ${listed(inHand)}.`);
  if (mayBeInHand.length) said.push(`A request may have been in hand at ${listed(mayBeInHand)}.`);
  const none = nobody ?? perhapsNobody;
  if (none) {
    const how = nobody ? "is recorded as holding it" : "certainly held it";
    said.push(`No organisation of the sectors ${none.sectors} ${how} on that day.`);
  }
  return said;
}

/**
 * Bands in the lanes: solid for certain days, striped for possible ones; thin, below the line, for a request in hand.
 * @param {Sheet} sheet
 * @param {number} from
 * @param {number} to
 */
export function holdingBands({ payload, plan, middle, lane }, from, to) {
  return payload.holdings.flatMap((one) => {
    const colour = `s${payload.parties[one.party]?.sector}`;
    const y = middle(one.party) + (one.holds ? 0 : lane * 0.36);
    const wide = one.holds ? lane * 0.62 : 5;
    /** @param {Range | null} days @param {string} style */
    const band = (days, style) => {
      if (!days) return [];
      const left = Math.max(from, plan.dayX(days[0]));
      const right = Math.min(to, Math.max(plan.dayX(days[1] + 1), plan.dayX(days[0]) + 3));
      if (right <= left) return [];
      const d = `M${left.toFixed(1)} ${y}H${right.toFixed(1)}`;
      return [svg("path", { class: `held ${colour} ${style}`, d, "stroke-width": wide })];
    };
    const offset = plan.dayX(one.possible?.[0] ?? 0);
    const possible = band(one.possible, "may");
    for (const path of possible) path.setAttribute("stroke-dashoffset", String(Math.max(0, from - offset)));
    return [...possible, ...band(one.certain, "sure")];
  });
}

/**
 * The strip of days with nobody, in the head of the calendar.
 * @param {Payload} payload
 * @param {Plan} plan
 * @param {number} top
 * @param {number} from
 * @param {number} to
 */
export function nobodyStrip(payload, plan, top, from, to) {
  /** @param {Range[]} stretches @param {string} style */
  const strip = (stretches, style) => {
    const pieces = stretches.map(([first, last]) => {
      const left = Math.max(from, plan.dayX(first));
      const right = Math.min(to, plan.dayX(last + 1));
      return right > left ? `M${left.toFixed(1)} ${top + STRIP}H${right.toFixed(1)}` : "";
    });
    return svg("path", { class: `nobody ${style}`, d: pieces.join(""), "stroke-width": STRIP });
  };
  return payload.nobody.flatMap((one) => [strip(one.possible, "may"), strip(one.certain, "sure")]);
}

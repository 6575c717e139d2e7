/** Contacts that a source called for and that are not on record: dashed outlines at the right end of the lanes. */

import { svg } from "#page/dom";
import { CALLED } from "#page/plan";

/** @typedef {import("./payload.d.ts").Payload} Payload */
/** @typedef {import("./plan.js").Plan} Plan */

const HALF = 5;

/**
 * The arrows, with what called for each.
 * @param {Payload} payload
 * @param {Plan} plan
 * @param {(party: number) => number} middle
 * @param {number} from
 * @param {number} to
 */
export function ghosts(payload, plan, middle, from, to) {
  return payload.expected.flatMap(({ id, sender, receiver, label, words }, index) => {
    const x = plan.ghostX[index] ?? 0;
    if (x < from || x >= to) return [];
    const [start, end] = [middle(sender), middle(receiver)];
    const way = end < start ? -1 : 1;
    const neck = end - way * 13;
    const d = `M${x - 2.5} ${start}V${neck}H${x - HALF - 2}L${x} ${end - way * 2}L${x + HALF + 2} ${neck}H${x + 2.5}V${start}Z`;
    const title = svg(
      "title",
      {},
      `${id}: ${label.toLowerCase()} from ${payload.parties[sender]?.name} to ${payload.parties[receiver]?.name}, ${words}`,
    );
    return [svg("g", { class: "ghost", "data-ghost": id }, title, svg("path", { d }))];
  });
}

/**
 * Their labels in the head.
 * @param {Payload} payload
 * @param {Plan} plan
 * @param {import("./axis.js").Head} head
 * @param {number} from
 * @param {number} to
 */
export function ghostLabels(payload, plan, head, from, to) {
  const foot = head.strip("labels") + head.labels - 4;
  const isUpright = plan.axis === "order" && head.dates;
  return payload.expected.flatMap(({ id, words }, index) => {
    const x = plan.ghostX[index] ?? 0;
    if (x < from || x >= to) return [];
    const place = `translate(${x + 4} ${foot - 16}) rotate(-90)`;
    return [
      svg(
        "g",
        { class: "ghost-label", "data-ghost": id },
        svg("title", {}, words),
        svg("text", { x, y: foot, "text-anchor": "middle", "data-label": "contact" }, id),
        isUpright && isUpright.dates > 40 && plan.width - plan.ghostsX < CALLED
          ? svg("text", { class: "when", transform: place, "data-label": "date" }, "called for")
          : null,
      ),
    ];
  });
}

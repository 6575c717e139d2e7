/** The labels over the contacts: ids, and dates that are said once for neighbours of one date. */

import { html, svg } from "#page/dom";
import { fitted, textWidth } from "#page/measure";

/** @typedef {import("./payload.d.ts").Payload} Payload */
/** @typedef {import("./plan.js").Plan} Plan */
/** @typedef {import("./axis.js").Head} Head */

/**
 * A date over one column or several: in one line or two where it has room, else upright.
 * @typedef {{ first: number, last: number, lines: string[], isUpright: boolean, isSure: boolean }} DateLabel
 */

export const CHIP = 19;
const LEADER = 20;
const SIZE = 10.5;
const LINE = 12;
const PITCH = 9; // of two upright lines, which share a narrow column
const ID = 17; // height of the row of ids
const UPRIGHT = 54; // of a date that stands upright, in two lines
const KIND_FROM = 68; // width of a column from which the kind of contact is said

/**
 * The dates over the columns in order, and how high they and the ids stand.
 * @param {Payload} payload
 * @param {number} step  width of a column
 */
export function datesOf(payload, step) {
  /** @type {DateLabel[]} */
  const labels = [];
  for (const [column, { dateLines, isSure }] of payload.contacts.entries()) {
    const last = labels.at(-1);
    if (last && last.isSure === isSure && last.lines.join(" ") === dateLines.join(" ")) last.last = column;
    else labels.push({ first: column, last: column, lines: dateLines, isUpright: false, isSure });
  }
  let rows = 1;
  for (const label of labels) {
    const room = (label.last - label.first + 1) * step - 3;
    const whole = label.lines.join(" ");
    if (textWidth(whole, SIZE, 400) <= room) label.lines = [whole];
    else if (label.lines.every((line) => textWidth(line, SIZE, 400) <= room)) rows = Math.max(rows, 2);
    else label.isUpright = true;
  }
  const kinds = step >= KIND_FROM ? LINE : 0;
  const dates = labels.some(({ isUpright }) => isUpright) ? UPRIGHT : rows * LINE + 4;
  return { labels, dates, kinds, height: dates + kinds + ID };
}

/**
 * In order, a bar under the columns among which a contact may stand, where its date leaves that open.
 * @param {Payload} payload
 * @param {Plan} plan
 * @param {Head} head
 * @param {number} column
 */
export function mayStand(payload, plan, head, column) {
  const [first, last] = payload.contacts[column]?.reach ?? [0, 0];
  if (plan.axis !== "order" || first === last) return [];
  const [left, width] = [first * plan.step + 3, (last - first + 1) * plan.step - 6];
  const style = `left:${left}px;width:${width}px;top:${head.strip("among") + 2}px`;
  return [html("div", { class: "may-stand", style })];
}

/**
 * The labels of the contacts between two places.
 * @param {Payload} payload
 * @param {Plan} plan
 * @param {Head} head
 * @param {number} from
 * @param {number} to
 * @returns {SVGElement[]}
 */
export function labelsOf(payload, plan, head, from, to) {
  const near = (/** @type {number} */ x) => x >= from && x < to;
  const { dates } = head;
  if (!dates) return chipLabels(payload, plan, head, near);
  const top = head.strip("labels");
  const foot = top + dates.height - 4;
  const ids = [...payload.contacts.entries()]
    .filter(([column]) => near(plan.x[column] ?? 0))
    .map(([column, contact]) => {
      const x = plan.x[column] ?? 0;
      const asks = payload.kinds[contact.kind]?.asks ? " asks" : "";
      const place = { x, "text-anchor": "middle", "data-column": column };
      const id = svg("text", { ...place, y: foot, class: "id", "data-label": "contact" }, contact.id);
      const kind = fitted(payload.kinds[contact.kind]?.label ?? "", plan.step - 4, SIZE, 400);
      const above = { ...place, y: foot - ID + 3, class: "when", "data-label": "kind" };
      const said = dates.kinds ? svg("text", above, kind) : null;
      return svg(
        "g",
        { class: `name${contact.isSure ? "" : " unsure"}${asks}`, "data-column": column },
        id,
        said,
      );
    });
  const shown = dates.labels.filter(({ first, last }) => near(((first + last + 1) / 2) * plan.step));
  return [...shown.map((label) => dateLabel(label, plan.step, top + dates.dates)), ...ids];
}

/** @param {DateLabel} label @param {number} step @param {number} bottom */
function dateLabel({ first, last, lines, isUpright, isSure }, step, bottom) {
  const x = ((first + last + 1) / 2) * step;
  const kind = `dates${isSure ? "" : " unsure"}`;
  const rule = `M${first * step + 4} ${bottom + 0.5}H${(last + 1) * step - 4}`;
  const bracket = last > first ? svg("path", { class: "bracket", d: rule }) : null;
  const start = isUpright ? -((lines.length - 1) * PITCH) / 2 + 3.5 : -(lines.length - 1) * LINE;
  const spans = lines.map((line, index) =>
    svg(
      "tspan",
      { x: 0, dy: index ? (isUpright ? PITCH : LINE) : start },
      isUpright ? fitted(line, UPRIGHT - 6, SIZE, 400) : line,
    ),
  );
  const place = isUpright ? `translate(${x} ${bottom - 3}) rotate(-90)` : `translate(${x} ${bottom - 4})`;
  const anchor = isUpright ? "start" : "middle";
  const look = isUpright ? "when upright" : "when";
  return svg(
    "g",
    { class: kind },
    bracket,
    svg("text", { transform: place, "text-anchor": anchor, class: look, "data-label": "date" }, ...spans),
  );
}

/**
 * @param {Payload} payload
 * @param {Plan} plan
 * @param {Head} head
 * @param {(x: number) => boolean} near
 */
function chipLabels(payload, plan, head, near) {
  const top = head.strip("labels");
  const bottom = top + head.labels;
  const end = plan.axis === "calendar" ? bottom + LEADER : bottom;
  let leaders = "";
  const labels = head.chips
    .filter((chip) => near(chip.x))
    .map((chip) => {
      const contact = payload.contacts[chip.column];
      const at = plan.x[chip.column] ?? 0;
      const y = top + chip.tier * CHIP;
      leaders += `M${chip.x.toFixed(1)} ${y + 17}V${bottom}L${at.toFixed(1)} ${end}`;
      const kind = `name chip${contact?.isSure ? "" : " unsure"}`;
      const width = textWidth(contact?.id ?? "") + 6;
      return svg(
        "g",
        { class: kind, "data-column": chip.column },
        svg("rect", { x: chip.x - width / 2, y: y + 2, width, height: CHIP - 4, rx: 3 }),
        svg("text", { x: chip.x, y: y + 13, "text-anchor": "middle", "data-label": "contact" }, contact?.id),
      );
    });
  return [svg("path", { class: "leaders", d: leaders }), ...labels];
}

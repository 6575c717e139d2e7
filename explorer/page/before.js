/** One click from a contact to what came in the month before it: those days alone, on the calendar. */

import { html } from "#page/dom";

const DAYS = 30;

/**
 * @param {import("./payload.d.ts").Payload} payload
 * @param {import("./state.js").Store} store
 * @param {import("./payload.d.ts").ContactRecord} contact
 * @param {(from: number, to: number) => void} showDays
 */
export function monthBefore(payload, store, contact, showDays) {
  if (contact.day === null || contact.isStretch || payload.firstDay === null) return null;
  const first = contact.firstDay - DAYS;
  const from = first > payload.firstDay ? first : null;
  const day = contact.lastDay === payload.lastDay ? null : contact.lastDay;
  const act = () => {
    store.set({ from, day, axis: "calendar" });
    showDays(first, contact.lastDay);
  };
  const words = `The ${DAYS} days before it`;
  return html("p", { class: "acts" }, html("button", { type: "button", class: "act", onclick: act }, words));
}

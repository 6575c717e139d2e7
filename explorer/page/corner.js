/** The corner of the lanes: what each strip of the head is. */

import { html } from "#page/dom";

/**
 * @param {import("./payload.d.ts").Payload} payload
 * @param {import("./axis.js").Head} head
 */
export function cornerRows(payload, head) {
  const last = payload.contacts.at(-1);
  return head.strips.map((strip) => {
    const style = `top:${strip.top}px;height:${strip.height}px`;
    if (strip.sign !== "total")
      return html("div", { class: `strip ${strip.sign ?? "bands"}`, style }, strip.label);
    const all = html("span", { class: "key-contacts" }, `Contacts so far: ${last?.contactsSoFar ?? 0}`);
    const requests = html("span", { class: "key-requests" }, `Requests so far: ${last?.requestsSoFar ?? 0}`);
    return html("div", { class: "strip total", style }, all, requests);
  });
}

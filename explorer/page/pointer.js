/** Pointer, wheel and pinch on the lanes. Panning is the browser's own scrolling. */

import { html } from "#page/dom";
import { choseGhost } from "#page/overlay";

/** @typedef {import("./payload.d.ts").Payload} Payload */
/** @typedef {import("./state.js").Store} Store */
/** @typedef {import("./lanes.js").Lanes} Lanes */

/**
 * @param {Lanes} lanes
 * @param {Payload} payload
 * @param {Store} store
 */
export function listenToPointer(lanes, payload, store) {
  const { element, tip } = lanes;
  /** @type {Map<number, PointerEvent>} */
  const touches = new Map();
  let apart = 0;
  /** Where a drag with the mouse began. @type {{ x: number, y: number, left: number, top: number } | null} */
  let drag = null;
  let isDragged = false;

  element.addEventListener("scroll", () => requestAnimationFrame(() => lanes.draw()), { passive: true });

  /** The column under an event: what it points at says so itself, else the nearest arrow. @param {MouseEvent} event */
  function columnAt(event) {
    const target = /** @type {Element} */ (event.target);
    const said = target.closest("[data-column]")?.getAttribute("data-column");
    if (said !== null && said !== undefined) return Number(said);
    return target.closest(".body, .head") ? lanes.at(event.clientX, event.clientY) : -1;
  }

  element.addEventListener("click", (event) => {
    if (isDragged) return;
    if (/** @type {Element} */ (event.target).closest("button") || choseGhost(event, store)) return;
    const id = payload.contacts[columnAt(event)]?.id ?? "";
    store.set({ contact: id === store.get().contact ? "" : id, party: "" });
  });

  element.addEventListener("pointermove", (event) => {
    if (touches.size === 2 && touches.has(event.pointerId)) {
      touches.set(event.pointerId, event);
      const [a, b] = [...touches.values()];
      const now = a && b ? Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY) : 0;
      if (apart && Math.abs(now / apart - 1) > 0.04) {
        lanes.zoomBy(now / apart);
        apart = now;
      }
      return;
    }
    if (event.pointerType === "touch") return;
    if (drag && event.buttons & 1) {
      const [right, down] = [event.clientX - drag.x, event.clientY - drag.y];
      isDragged ||= Math.hypot(right, down) > 5;
      if (isDragged) element.scrollTo(drag.left - right, drag.top - down);
      tip.hidden ||= isDragged;
      return;
    }
    const column = columnAt(event);
    lanes.hover(column);
    showTip(tip, payload, column, event);
  });

  element.addEventListener("pointerleave", () => {
    lanes.hover(-1);
    tip.hidden = true;
  });

  element.addEventListener("pointerdown", (event) => {
    isDragged = false;
    const box = /** @type {Element} */ (event.target).closest(".body, .head");
    const { scrollLeft: left, scrollTop: top } = element;
    drag = event.pointerType === "mouse" && box ? { x: event.clientX, y: event.clientY, left, top } : null;
    if (event.pointerType !== "touch") return;
    touches.set(event.pointerId, event);
    const [a, b] = [...touches.values()];
    apart = a && b ? Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY) : 0;
  });
  for (const name of /** @type {const} */ (["pointerup", "pointercancel"])) {
    element.addEventListener(name, (event) => touches.delete(event.pointerId));
  }

  element.addEventListener("keydown", (event) => {
    if (!event.shiftKey || !event.key.startsWith("Arrow")) return;
    event.preventDefault();
    event.stopPropagation();
    const far = element.clientWidth / 4;
    if (event.key === "ArrowRight" || event.key === "ArrowLeft")
      element.scrollBy(event.key === "ArrowRight" ? far : -far, 0);
    else element.scrollBy(0, event.key === "ArrowDown" ? 60 : -60);
  });

  element.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const left = element.getBoundingClientRect().right - lanes.view().width;
      lanes.zoomBy(Math.exp(-event.deltaY / 300), lanes.nearest(lanes.view().left + event.clientX - left));
    },
    { passive: false },
  );
}

/**
 * One line about the contact under the pointer.
 * @param {HTMLElement} tip
 * @param {Payload} payload
 * @param {number} column
 * @param {MouseEvent} event
 */
function showTip(tip, payload, column, event) {
  const contact = payload.contacts[column];
  tip.hidden = !contact;
  if (!contact) return;
  const kind = payload.kinds[contact.kind];
  const to = contact.arrows.map((arrow) => arrow.name).join(", ");
  const said = contact.arrows.filter((arrow) => arrow.sentence).map((arrow) => arrow.sentence);
  const [first, last] = contact.reach.map((place) => payload.contacts[place]?.id);
  tip.replaceChildren(
    html("strong", {}, `${contact.id}  ${contact.when}`),
    html("span", {}, [contact.senderName, to].filter(Boolean).join(" → ")),
    html("span", { class: "quiet" }, [kind?.label, ...said].filter(Boolean).join(". ")),
    first === last
      ? ""
      : html("span", { class: "quiet" }, `Its place in order is not certain: from ${first} to ${last}.`),
  );
  const { innerWidth, innerHeight } = window;
  const box = tip.getBoundingClientRect();
  tip.style.left = `${Math.min(event.clientX + 14, innerWidth - box.width - 8)}px`;
  tip.style.top = `${event.clientY + 18 + box.height > innerHeight ? event.clientY - box.height - 12 : event.clientY + 18}px`;
}

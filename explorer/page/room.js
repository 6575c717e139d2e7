/** The room of the detail: where it stands beside the lanes, and what makes room for it. */

import { byId } from "#page/dom";

const LARGE = 1000; // contacts: laying out what stands below the lanes takes longer than a step may

/**
 * The lanes make room at once. What stands below them does so with them, or, in a large case, once they are drawn.
 * @param {number} contacts  of the case
 */
export function createRoom(contacts) {
  const root = document.documentElement;
  let waiting = 0;

  /** The detail begins where the toolbar or the top of the lanes does. */
  function place() {
    const detail = document.getElementById("detail"); // it arrives last
    if (!detail || detail.hidden) return;
    const top = byId("lanes").getBoundingClientRect().top;
    const { bottom } = toolbar.getBoundingClientRect();
    detail.style.setProperty("--below", `${Math.max(0, top, bottom)}px`);
  }
  addEventListener("scroll", place, { passive: true });

  /** What is brought into view stands below the toolbar, which is as high as its words need. */
  const toolbar = /** @type {HTMLElement} */ (document.querySelector(".toolbar"));
  new ResizeObserver(() => {
    const isStuck = getComputedStyle(toolbar).position === "sticky";
    root.style.scrollPaddingTop = `${(isStuck ? toolbar.offsetHeight : 0) + 8}px`;
  }).observe(toolbar);

  const makeRoom = () => root.classList.toggle("has-room", root.classList.contains("has-detail"));

  return {
    /** Shows days on the calendar, and the calendar where it is out of view, as on a phone. @param {import("./lanes.js").Lanes} lanes */
    showDays: (lanes) => (/** @type {number} */ from, /** @type {number} */ to) => {
      lanes.showDays(from, to);
      if (byId("lanes").getBoundingClientRect().top > innerHeight * 0.45)
        byId("lanes").scrollIntoView({ block: "start" });
    },
    /** After the detail has opened or closed. */
    follow: () => {
      if (contacts <= LARGE) makeRoom();
      place();
      if (contacts <= LARGE || root.classList.contains("has-room") === root.classList.contains("has-detail"))
        return;
      clearTimeout(waiting);
      requestAnimationFrame(() => {
        waiting = setTimeout(makeRoom, 0);
      });
    },
  };
}

/** What is drawn only while it is in view: what was asked meanwhile is drawn when it comes near the view. */

/**
 * @param {Element} element
 * @param {string} [near]  how near to the view it counts as seen
 */
export function whileSeen(element, near = "200px") {
  let isSeen = true; // until the browser tells
  /** @type {Map<string, () => void>} */
  const waiting = new Map();

  function flush() {
    const acts = [...waiting.values()];
    waiting.clear();
    for (const act of acts) act();
  }

  new IntersectionObserver(
    (entries) => {
      isSeen = entries.at(-1)?.isIntersecting ?? true;
      if (isSeen) flush();
    },
    { rootMargin: near },
  ).observe(element);

  return {
    /** At once, or once it is seen; of acts of one name only the last. @param {string} name @param {() => void} act */
    act: (name, act) => {
      waiting.set(name, act);
      if (isSeen) flush();
    },
    flush,
  };
}

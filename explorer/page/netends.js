/** How the edges of the network end. */

/**
 * The signs of outcomes as pictures for the ends of edges, in one colour.
 * @param {string} colour
 * @param {string} ground
 * @returns {Record<string, string>} by mark
 */
export function endPictures(colour, ground) {
  const shapes = {
    bar: `<path d="M2 5h20v5h-20z" fill="${colour}"/><path d="M12 10l6 11h-12z" fill="${colour}"/>`,
    filled: `<circle cx="12" cy="7" r="6" fill="${colour}"/><path d="M12 13l5 9h-10z" fill="${colour}"/>`,
    ring: `<circle cx="12" cy="7" r="5" fill="${ground}" stroke="${colour}" stroke-width="2.4"/><path d="M12 13l5 9h-10z" fill="${colour}"/>`,
    half: `<circle cx="12" cy="7" r="5" fill="${ground}" stroke="${colour}" stroke-width="2"/><path d="M12 2a5 5 0 0 1 0 10z" fill="${colour}"/><path d="M12 13l5 9h-10z" fill="${colour}"/>`,
    chevron: `<path d="M5 9l7-6 7 6M5 15l7-6 7 6" fill="none" stroke="${colour}" stroke-width="2.8"/><path d="M12 14l5 8h-10z" fill="${colour}"/>`,
    cross: `<path d="M7 2l10 10m0-10l-10 10" stroke="${colour}" stroke-width="2.8"/><path d="M12 13l5 9h-10z" fill="${colour}"/>`,
  };
  const picture = (/** @type {string} */ body) =>
    `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" width="48" height="48" viewBox="0 0 24 24">${body}</svg>`)}`;
  return Object.fromEntries(Object.entries(shapes).map(([mark, body]) => [mark, picture(body)]));
}

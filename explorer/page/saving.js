/** Saving what is shown: made in the page, handed over as a file or to the clipboard. Nothing is asked of a network. */

import { byId, html } from "#page/dom";
import { networkPicture } from "#page/netpicture";
import { lanesPicture, rasterised } from "#page/picture";
import { daysText, isoDay } from "#page/scale";
import { toHash } from "#page/state";

/** @typedef {import("./payload.d.ts").Payload} Payload */
/** @typedef {import("./filters.js").Standing} Standing */
/** @typedef {import("./lanes.js").Lanes} Lanes */

const HEADINGS =
  "id,date,earliest_day,latest_day,date_text,kind,from,to,summary,outcome,seen,follows,basis,source,key".split(
    ",",
  );

/** A text that no spreadsheet takes for a formula. @param {string} text */
export const harmless = (text) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

/**
 * The contacts that are shown, as rows of text under {@link HEADINGS}; a marking is a last column.
 * @param {Payload} payload
 * @param {Standing[]} standings
 * @returns {string[][]}
 */
export function csvRows(payload, standings) {
  const marking = payload.marking ? [payload.marking] : [];
  const title = (/** @type {number} */ source) => payload.sources[source]?.title ?? "";
  const rows = payload.contacts.flatMap((contact, column) => {
    if (standings[column] === "hidden") return [];
    const days = contact.day === null ? ["", ""] : [isoDay(contact.firstDay), isoDay(contact.lastDay)];
    const outcomes = contact.arrows.filter((arrow) => arrow.sentence);
    const row = [
      contact.id,
      [contact.day === null ? "" : contact.when, contact.time].filter(Boolean).join(", "),
      ...days,
      contact.dateText,
      payload.kinds[contact.kind]?.label ?? "",
      contact.senderName,
      contact.arrows.map((arrow) => arrow.name).join("; "),
      contact.summary,
      outcomes.map((arrow) => (outcomes.length > 1 ? `${arrow.name}: ` : "") + arrow.sentence).join(" "),
      contact.seen,
      contact.follows.map((earlier) => payload.contacts[earlier]?.id).join("; "),
      contact.basis,
      contact.accounts
        .map(({ source, locator }) => [title(source), locator].filter(Boolean).join(", "))
        .join("; "),
      contact.isKey ? "yes" : "no",
    ];
    return [[...row, ...marking].map(harmless)];
  });
  return [[...HEADINGS, ...marking.map(() => "marking")], ...rows];
}

/** @param {string[][]} rows */
export const csvText = (rows) =>
  `\ufeff${rows.map((row) => row.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(",")).join("\r\n")}\r\n`;

/** Says what was done, to all. @param {string} words */
export function notify(words) {
  const notice = byId("notice");
  notice.textContent = words;
  clearTimeout(Number(notice.dataset["timer"]));
  notice.dataset["timer"] = String(setTimeout(() => notice.replaceChildren(), 6000));
}

/** @param {Blob} blob @param {string} name */
function hand(blob, name) {
  const href = URL.createObjectURL(blob);
  html("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
  notify(`Saved: ${name}`);
}

/**
 * Puts a text, and a table where there is one, on the clipboard; by the old way where a page from disk may not
 * use the new one.
 * @param {string} text
 * @param {string} [table]  as HTML
 */
export async function copy(text, table) {
  try {
    const parts = { "text/plain": new Blob([text], { type: "text/plain" }) };
    const rich = table ? { "text/html": new Blob([table], { type: "text/html" }) } : {};
    await navigator.clipboard.write([new ClipboardItem({ ...parts, ...rich })]);
    return true;
  } catch {
    return copyOld(text, table);
  }
}

/** @param {string} text @param {string} [table] */
function copyOld(text, table) {
  let done = false;
  const put = (/** @type {ClipboardEvent} */ event) => {
    event.preventDefault();
    event.clipboardData?.setData("text/plain", text);
    if (table) event.clipboardData?.setData("text/html", table);
    done = true;
  };
  document.addEventListener("copy", put, { once: true });
  document.execCommand("copy");
  document.removeEventListener("copy", put);
  return done;
}

/**
 * The menu of what can be saved.
 * @param {Payload} payload
 * @param {Lanes} lanes
 * @param {() => Standing[]} standings
 * @param {() => void} needNetwork  draws the network if it is not yet drawn
 * @param {import("./state.js").Store} store
 */
export function createSaving(payload, lanes, standings, needNetwork, store) {
  const days = () => daysText(store.get().from, store.get().day);
  const title = () => byId("heading").textContent ?? "";
  const plain = (/** @type {string} */ words) =>
    words
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.join("-") ?? "";
  const named = (/** @type {string} */ what) =>
    [plain(payload.marking), plain(title()).slice(0, 60), what].filter(Boolean).join("-");
  const said = () => {
    const [all, shown] = [payload.contacts.length, standings().filter((one) => one !== "hidden").length];
    const when = days() && `, ${days()}`;
    const count = `${shown === all ? `All ${all}` : `${shown} of ${all}`} contacts and events${when}.`;
    const asked = /** @type {HTMLElement | null} */ (document.querySelector("#answer [data-said]"));
    return [asked?.dataset["said"], count].filter(Boolean).join(" · ");
  };
  const drawn = () => {
    const { picture, width, height } = lanesPicture(lanes, payload, said());
    return { text: new XMLSerializer().serializeToString(picture), width, height };
  };
  /** @type {Record<string, () => void | Promise<void>>} */
  const acts = {
    "save-svg": () => hand(new Blob([drawn().text], { type: "image/svg+xml" }), named("lanes.svg")),
    "save-png": async () => {
      const { text, width, height } = drawn();
      const { blob, scale } = await rasterised(text, width, height);
      hand(blob, named("lanes.png"));
      if (scale < 1) notify("Saved, made smaller to fit a PNG. The SVG keeps every label.");
    },
    "save-network": async () => {
      needNetwork();
      await new Promise((resolve) => setTimeout(resolve, 300)); // it draws in the next frames
      const words = [payload.marking, payload.marking && "·", said()].filter(Boolean).join(" ");
      hand(await networkPicture(byId("network"), title(), words), named("network.png"));
    },
    "save-csv": () =>
      hand(new Blob([csvText(csvRows(payload, standings()))], { type: "text/csv" }), named("chronology.csv")),
    "save-link": async () =>
      notify(
        (await copy(`${location.href.split("#")[0]}#${toHash(store.get())}`))
          ? "The link to this view is copied."
          : "This browser copies nothing here.",
      ),
  };
  for (const [id, act] of Object.entries(acts)) {
    byId(id).addEventListener("click", async () => {
      byId(id).closest("details")?.removeAttribute("open");
      try {
        await act();
      } catch {
        notify("It could not be made in this browser.");
      }
    });
  }
}

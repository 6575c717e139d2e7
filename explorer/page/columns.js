/** Which columns the chronology has, and the copying of it, as it stands, into a document or a spreadsheet. */

import { byId, html } from "#page/dom";
import { copy, harmless, notify } from "#page/saving";

/** @typedef {import("./payload.d.ts").Payload} Payload */
/** @typedef {import("./payload.d.ts").ContactRecord} ContactRecord */
/** @typedef {import("./state.js").State} State */
/** @typedef {import("./state.js").Store} Store */

const WIDTHS = "76px 12% 12% 13% minmax(0,1fr) 17% 15%".split(" ");

/** Columns that are made when they are first asked for. @param {Payload} payload */
function extrasOf(payload) {
  const ids = (/** @type {number[]} */ columns) =>
    columns.map((column) => payload.contacts[column]?.id).join(", ");
  /** @type {[string, (contact: ContactRecord) => string][]} */
  const extras = [
    ["Subject seen", ({ seen }) => seen],
    ["Made because of", ({ follows }) => ids(follows)],
    ["Led to", ({ leadsTo }) => ids(leadsTo)],
    ["Topics", ({ topics }) => topics.join(", ")],
    ["About", ({ about }) => about.join(", ")],
  ];
  return extras.filter(([, of]) => payload.contacts.some((contact) => of(contact)));
}

/**
 * @param {HTMLTableElement} table
 * @param {Payload} payload
 * @param {Store} store
 */
export function createColumns(table, payload, store) {
  const extras = extrasOf(payload);
  const heads = [...table.querySelectorAll("thead th")].map((head) => head.textContent ?? "");
  const labels = [...heads, ...extras.map(([label]) => label)];
  const usual = heads.map((_, index) => index);
  const looks = html("style");
  document.head.append(looks);
  /** The place of each extra column in the table, by its index among the labels. @type {Map<number, number>} */
  const made = new Map();

  const boxes = labels.map((_, index) => html("input", { type: "checkbox", onchange: () => choose(index) }));
  byId("columns").append(...labels.map((label, index) => html("label", {}, boxes[index], label)));
  const key = /** @type {HTMLSelectElement} */ (byId("key"));
  byId("key-field").hidden = !payload.contacts.some((contact) => contact.isKey);
  key.addEventListener("change", () => store.set({ key: key.value }));
  byId("copy-table").addEventListener("click", copyTable);

  /** The columns that a state tells. @param {string} columns */
  function columnsOf(columns) {
    const said = columns.split(",").map(Number);
    const found = said.filter((index) => index >= 0 && index < labels.length);
    return columns && found.length ? found : usual;
  }

  /** @param {number} index */
  function choose(index) {
    const now = columnsOf(store.get().columns);
    const next = now.includes(index)
      ? now.filter((one) => one !== index)
      : [...now, index].sort((a, b) => a - b);
    const isUsual = next.length === usual.length && next.every((one) => usual.includes(one));
    store.set({ columns: isUsual || !next.length ? "" : next.join(",") });
    boxes.forEach((box, place) => {
      box.checked = columnsOf(store.get().columns).includes(place);
    });
  }

  /** @param {number} index */
  function make(index) {
    const extra = extras[index - heads.length];
    if (!extra) return;
    const [label, of] = extra;
    const long = table.classList.contains("blocks");
    made.set(index, table.tHead?.rows[0]?.cells.length ?? 0);
    const role = long ? "columnheader" : null;
    const head = html(
      "th",
      { scope: "col", role, "aria-sort": "none" },
      html("button", { type: "button" }, label),
    );
    table.tHead?.rows[0]?.append(head);
    for (const row of table.querySelectorAll("tbody tr")) {
      const contact = payload.contacts[Number(/** @type {HTMLElement} */ (row).dataset["column"])];
      row.append(html("td", { role: long ? "cell" : null }, contact ? of(contact) : ""));
    }
  }

  /** Where a column stands in the table. @param {number} index */
  const placeOf = (index) => (index < heads.length ? index : (made.get(index) ?? -1));

  function copyTable() {
    const now = columnsOf(store.get().columns).map(placeOf);
    const rows = [...table.rows].filter((row) => !row.hidden);
    const cells = rows.map((row) => now.map((place) => harmless(cellText(row.cells[place]))));
    const flat = cells.map((row) => row.map((cell) => cell.replace(/\s+/g, " ")).join("\t"));
    const marking = payload.marking ? [payload.marking] : [];
    const [first, ...others] = cells;
    const line = (/** @type {"th" | "td"} */ tag, /** @type {string[]} */ texts) =>
      html(
        "tr",
        {},
        ...texts.map((text) => html(tag, { style: "vertical-align:top;text-align:left" }, ...broken(text))),
      );
    const body = others.map((row) => line("td", row));
    const copied = html(
      "div",
      {},
      ...marking.map((words) => html("p", {}, html("b", {}, words))),
      html(
        "table",
        { border: 1, style: "border-collapse:collapse" },
        html("thead", {}, line("th", first ?? [])),
        html("tbody", {}, ...body),
      ),
      ...marking.map((words) => html("p", {}, html("b", {}, words))),
    );
    copy([...marking, ...flat, ...marking].join("\r\n"), new XMLSerializer().serializeToString(copied)).then(
      (done) =>
        notify(
          done
            ? `${others.length} rows copied: paste them into a document.`
            : "This browser copies nothing here.",
        ),
    );
  }

  return (/** @type {State} */ state) => {
    key.value = state.key;
    const now = columnsOf(state.columns);
    for (const index of now) if (index >= heads.length && !made.has(index)) make(index);
    boxes.forEach((box, index) => {
      box.checked = now.includes(index);
    });
    const all = [...heads.keys(), ...made.keys()].sort((a, b) => placeOf(a) - placeOf(b));
    const off = all
      .filter((index) => !now.includes(index))
      .map((index) => `#chronology-table tr>:nth-child(${placeOf(index) + 1})`);
    const tracks = all.filter((index) => now.includes(index)).map((index) => WIDTHS[index] ?? "11%");
    const grid = state.columns
      ? `@media print,(min-width:861px){.blocks tr{grid-template-columns:${tracks.join(" ")}}}`
      : "";
    looks.textContent = off.length ? `${off.join()}{display:none!important}${grid}` : grid;
  };
}

/** The words of a cell, a line for each that it has. @param {Element | undefined} cell */
function cellText(cell) {
  const parts = [...(cell?.childNodes ?? [])].map((node) =>
    node.nodeName === "BR" ? "\n" : (node.textContent ?? ""),
  );
  return parts.join("").trim();
}

/** @param {string} text */
function broken(text) {
  return text.split("\n").flatMap((line, index) => (index ? [html("br"), line] : [line]));
}

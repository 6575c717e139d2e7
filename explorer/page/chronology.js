/** The chronology: the table is in the page already; this hides, sorts and marks its rows. */

import { html, sign } from "#page/dom";

/** @typedef {import("./payload.d.ts").Payload} Payload */
/** @typedef {import("./state.js").Store} Store */
/** @typedef {import("./filters.js").Standing} Standing */

/**
 * @param {HTMLElement} table
 * @param {Payload} payload
 * @param {Store} store
 */
export function createChronology(table, payload, store) {
  if (table.classList.contains("long")) addRoles(table);
  const bodies = [...table.querySelectorAll("tbody")];
  /** @type {HTMLTableRowElement[]} */
  const rows = [];
  for (const row of table.querySelectorAll("tbody tr")) {
    rows[Number(/** @type {HTMLElement} */ (row).dataset["column"])] = /** @type {HTMLTableRowElement} */ (
      row
    );
  }
  const perBody = bodies[0]?.rows.length ?? 1;
  const sorter = new Intl.Collator("en-GB", { numeric: true });
  /** @type {{ index: number, way: 1 | -1 }} */
  let sorted = { index: 1, way: 1 };
  /** @type {HTMLElement | undefined} */
  let chosen;

  table.addEventListener("click", (event) => {
    const target = /** @type {Element} */ (event.target);
    const heading = target.closest("th[aria-sort] button");
    if (heading) return sort(/** @type {HTMLTableCellElement} */ (heading.closest("th")).cellIndex);
    const row = target.closest("tr[data-column]");
    const selection = getSelection();
    if (!row || (selection && !selection.isCollapsed)) return;
    const id = payload.contacts[Number(/** @type {HTMLElement} */ (row).dataset["column"])]?.id ?? "";
    store.set({ contact: id, party: "" });
  });

  table.closest(".table-box")?.addEventListener("keydown", (event) => {
    const { key, target, currentTarget } = /** @type {KeyboardEvent} */ (event);
    if (target !== currentTarget || (key !== "ArrowDown" && key !== "ArrowUp")) return;
    event.preventDefault();
    const shown = /** @type {HTMLElement[]} */ ([...table.querySelectorAll("tbody tr:not([hidden])")]);
    const at = chosen ? shown.indexOf(chosen) : -1;
    const row = shown[key === "ArrowDown" ? at + 1 : at < 0 ? shown.length - 1 : at - 1];
    if (!row) return;
    store.set({ contact: payload.contacts[Number(row.dataset["column"])]?.id ?? "", party: "" });
    row.scrollIntoView({ block: "nearest" });
  });

  /** @param {number} index  of a column of the table; the date sorts as the contacts stand */
  function sort(index) {
    sorted = { index, way: sorted.index === index && sorted.way === 1 ? -1 : 1 };
    for (const [place, heading] of [...table.querySelectorAll("thead th")].entries()) {
      const way = sorted.way === 1 ? "ascending" : "descending";
      heading.setAttribute("aria-sort", place === index ? way : "none");
    }
    const keyed = rows.map((row, column) => ({
      row,
      column,
      text: index === 1 ? "" : (row.cells[index]?.textContent?.trim() ?? ""),
    }));
    keyed.sort((a, b) => sorted.way * (sorter.compare(a.text, b.text) || a.column - b.column));
    for (const [place, { row }] of keyed.entries()) bodies[Math.floor(place / perBody)]?.append(row);
  }

  /** What the rows show: with thousands of them, only what changes is touched. @type {Standing[] | null} */
  let filtered = null;
  /** @type {import("./lens.js").Known[] | null} */
  let asked = null;
  /** @type {Set<number>} */
  let raised = new Set();

  return {
    /** @param {Standing[]} standings */
    filter: (standings) => {
      if (standings === filtered) return;
      filtered = standings;
      for (const [column, row] of rows.entries()) {
        const standing = standings[column];
        if (row.hidden !== (standing === "hidden")) row.hidden = standing === "hidden";
        row.classList.toggle("possible", standing === "possible");
      }
    },
    /**
     * The rows of what is marked, and how each contact stands under the lens.
     * @param {Set<number> | null} marked
     * @param {import("./lens.js").Known[] | null} known
     */
    mark: (marked, known) => {
      const isAsked = known !== asked;
      asked = known;
      table.classList.toggle("has-marked", marked !== null);
      table.classList.toggle("has-lens", known !== null);
      for (const column of raised) if (!marked?.has(column)) rows[column]?.classList.remove("is-marked");
      for (const column of marked ?? []) rows[column]?.classList.add("is-marked");
      raised = new Set(marked);
      if (!isAsked) return;
      for (const [column, row] of rows.entries()) {
        const grade = known?.[column]?.grade ?? -1;
        const words = payload.standings[grade];
        const old = row.cells[0]?.querySelector(".standing");
        if (old?.textContent === words) continue;
        old?.remove();
        if (words) {
          const label = html("span", { class: `standing known-${grade}` }, sign(`known-${grade}`), words);
          row.cells[0]?.append(label);
        }
      }
    },
    /** @param {number} column */
    choose: (column) => {
      chosen?.removeAttribute("aria-current");
      chosen = rows[column];
      chosen?.setAttribute("aria-current", "true");
    },
  };
}

const ROLES = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };

/**
 * A long table is laid out as blocks, so that rows out of view cost nothing; its roles must then be said.
 * @param {HTMLElement} table
 */
function addRoles(table) {
  for (const element of [table, ...table.querySelectorAll("thead, tbody, tr, td")]) {
    element.setAttribute("role", ROLES[/** @type {keyof typeof ROLES} */ (element.tagName)]);
  }
  for (const heading of table.querySelectorAll("th")) {
    heading.setAttribute("role", heading.closest("thead") ? "columnheader" : "rowheader");
  }
  table.classList.add("blocks");
}

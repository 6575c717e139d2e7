import assert from "node:assert/strict";
import { test } from "node:test";
import { rowsOf, toggled } from "#page/rows";
import { csvRows, csvText, harmless } from "#page/saving";
import { START } from "#page/state";
import { payload } from "./payload.js";

const ways = {
  ...payload,
  orders: [{ id: "first", label: "", lanes: [0, 3, 2, 1] }],
  folds: [{ id: "sector", label: "", groups: [{ id: "police", label: "Police", lanes: [2, 3] }] }],
};

test("rows stand in the order chosen", () => {
  assert.deepEqual(rowsOf(ways, START).place, [0, 1, 2, 3]);
  assert.deepEqual(rowsOf(ways, { ...START, lanes: "first" }).place, [0, 3, 2, 1]);
  assert.deepEqual(rowsOf(ways, { ...START, lanes: "no such" }).place, [0, 1, 2, 3]);
});

test("organisations drawn together share a row, and opened they stand side by side", () => {
  const together = rowsOf(ways, { ...START, fold: "sector" });
  assert.deepEqual(together.place, [0, 1, 2, 2]);
  assert.equal(together.rows[2]?.label, "Police");
  const open = rowsOf(ways, { ...START, fold: "sector", open: toggled("", "police") });
  assert.deepEqual(open.place, [0, 1, 2, 3]);
  assert.equal(open.rows[2]?.closes, "police");
  assert.equal(toggled("a,police", "police"), "a");
});

test("no cell of a saved table is a formula, and the marking is a last column", () => {
  assert.deepEqual(["=1", "+1", "-1", "@a", "\t=1", "a=1"].map(harmless), [
    "'=1",
    "'+1",
    "'-1",
    "'@a",
    "'\t=1",
    "a=1",
  ]);
  const rows = csvRows({ ...payload, marking: "OFFICIAL", sources: [] }, ["shown", "hidden", "possible"]);
  assert.deepEqual(
    rows.map((row) => [row[0], row.at(-1)]),
    [
      ["id", "marking"],
      ["K1", "OFFICIAL"],
      ["K3", "OFFICIAL"],
    ],
  );
  assert.equal(csvText([["a,b", 'say "x"']]), '\ufeff"a,b","say ""x"""\r\n');
});

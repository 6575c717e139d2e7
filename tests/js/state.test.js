import assert from "node:assert/strict";
import { test } from "node:test";
import { createStore, fromHash, START, toHash } from "#page/state";

test("a state comes back from its address", () => {
  const state = {
    ...START,
    contact: "C&1=#",
    axis: /** @type {const} */ ("calendar"),
    query: "a b/ü",
    from: 737000,
    day: 737398,
  };
  assert.deepEqual(fromHash(`#${toHash(state)}`), state);
});

test("the start has an empty address, and nonsense is the start", () => {
  assert.equal(toHash(START), "");
  assert.deepEqual(fromHash("#axis=sideways&day=soon&from=-1&theme=pink&%%%"), START);
});

test("a change is told once with what changed, and no change is not told", () => {
  const store = createStore(START);
  /** @type {string[][]} */
  const told = [];
  store.subscribe((_, changed) => told.push([...changed]));
  store.set({ contact: "C1", party: "" });
  store.set({ contact: "C1" });
  assert.deepEqual(told, [["contact"]]);
});

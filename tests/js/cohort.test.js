import assert from "node:assert/strict";
import { test } from "node:test";
import { labelPlaces } from "#cohort/labels";
import { frameOf } from "#cohort/network";
import { daysSaid, leastFor, NO_FILTERS, said, shownFlows, yearsOf } from "#cohort/view";

const party = (/** @type {string} */ name, /** @type {number} */ sector, /** @type {number} */ x) => ({
  name,
  sector,
  cases: 9,
  made: 9,
  received: 9,
  noOutcome: 0,
  x,
  y: 100,
  r: 8,
});

/** @type {any} */
const data = {
  outcomes: ["Taken on", "Ended"],
  parties: [party("School", 0, 100), party("Hub", 1, 110), party("Police", 2, 600)],
  flows: {
    sender: [0, 1, 0],
    receiver: [1, 2, 2],
    referrals: [20, 50, -1],
    cases: [9, 9, 9],
    parts: [
      [5, -1, 9],
      [15, 50, 0],
    ],
    waits: [],
  },
  yearly: {
    flow: [0, 0, 1],
    year: [2021, 0, 2020],
    referrals: [12, 8, 50],
    parts: [
      [5, 0, 0],
      [7, 8, 50],
    ],
  },
};
const flows = (/** @type {Partial<typeof NO_FILTERS>} */ filters) =>
  shownFlows(data, { ...NO_FILTERS, ...filters }).map(({ flow, count }) => [flow, count]);

test("flows are shown with the most requests first, and none that are not shown", () => {
  assert.deepEqual(flows({}), [
    [1, 50],
    [0, 20],
  ]);
});

test("a filter counts what it asks for", () => {
  assert.deepEqual(flows({ outcome: 0 }), [
    [2, 9],
    [0, 5],
  ]);
  assert.deepEqual(flows({ year: 2021 }), [[0, 12]]);
  assert.deepEqual(flows({ year: 2021, outcome: 1 }), [[0, 7]]);
  assert.deepEqual(flows({ from: 1 }), [[1, 50]]);
  assert.deepEqual(flows({ to: 1, least: 21 }), []);
});

test("years stand in order, several possible ones last", () => {
  assert.deepEqual(yearsOf(data), [2020, 2021, 0]);
});

test("no more are drawn than asked for", () => {
  assert.equal(leastFor(shownFlows(data, NO_FILTERS), 1), 21);
  assert.equal(leastFor(shownFlows(data, NO_FILTERS), 5), 0);
});

test("numbers and days are said in words", () => {
  assert.deepEqual([said(1234), said(-1), said(undefined)], ["1,234", "not shown", "not shown"]);
  assert.deepEqual(
    [daysSaid(3, 3), daysSaid(3, 9), daysSaid(-1, 2)],
    ["3 days", "3 to 9 days", "not counted"],
  );
});

test("a narrow frame has the picture on end, with letters as large as elsewhere", () => {
  assert.deepEqual(frameOf(0), { width: 1000, height: 720, isUpright: false, grown: 1 });
  assert.deepEqual(frameOf(800), { width: 1000, height: 720, isUpright: false, grown: 1.25 });
  assert.deepEqual(frameOf(360), { width: 720, height: 1000, isUpright: true, grown: 2 });
});

test("no name runs over the edge of a narrow frame", () => {
  const [one] = data.parties;
  const party = { ...one, x: 700, y: 300 };
  const places = labelPlaces({ ...data, parties: [party] }, [0], null, [], { width: 720, grown: 2 });
  const half = (party.name.length * 6.6 * 2) / 2;
  assert.ok((places.get(0)?.x ?? 720) + half <= 720);
});

test("no name covers another or a circle", () => {
  const places = labelPlaces(data, [2, 1, 0], null, []);
  assert.deepEqual(places.get(0), { x: 100, y: 121 });
  assert.notDeepEqual(places.get(1)?.y, 121);
  assert.deepEqual(places.get(2), { x: 600, y: 121 });
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { calendarSteps, civil, dayText, isoDay, ordinal, pack, spread, ticks } from "#page/scale";

test("an ordinal and its day are those of Python", () => {
  assert.equal(ordinal(1, 1, 1), 1);
  assert.equal(ordinal(2019, 12, 5), 737398);
  assert.deepEqual(civil(737398), { year: 2019, month: 12, day: 5 });
  assert.equal(dayText(737398), "5 December 2019");
});

test("every day of a leap year comes back as itself", () => {
  for (let day = ordinal(2020, 1, 1); day < ordinal(2021, 1, 1); day += 1) {
    const { year, month, day: date } = civil(day);
    assert.equal(ordinal(year, month, date), day);
  }
});

test("ticks of a row touch each other and cover what was asked", () => {
  const [first, last] = [ordinal(2019, 10, 17), ordinal(2022, 2, 3)];
  for (const months of [0, 1, 3, 12, 60, 120]) {
    const found = ticks(months, first, last);
    assert.ok((found[0]?.from ?? Infinity) <= first && (found.at(-1)?.to ?? 0) > last);
    found.slice(1).forEach((tick, index) => {
      assert.equal(tick.from, found[index]?.to);
    });
  }
});

test("ticks begin where their years, quarters and months do", () => {
  assert.deepEqual(ticks(12, ordinal(2020, 5, 1), ordinal(2020, 6, 1)), [
    { from: ordinal(2020, 1, 1), to: ordinal(2021, 1, 1), label: "2020", short: "2020" },
  ]);
  assert.equal(ticks(3, ordinal(2020, 5, 1), ordinal(2020, 6, 1))[0]?.label, "Apr–Jun");
  assert.equal(ticks(1, ordinal(2020, 2, 29), ordinal(2020, 2, 29))[0]?.label, "February 2020");
});

test("steps grow finer as the scale does, and labels always have room", () => {
  let before = Infinity;
  for (const scale of [0.001, 0.01, 0.1, 0.3, 0.7, 1.2, 5, 19, 21, 40]) {
    const [upper, lower] = calendarSteps(scale);
    assert.ok(lower <= upper && upper <= before);
    before = Math.max(upper, lower);
  }
  assert.deepEqual(calendarSteps(21), [1, 0]);
});

test("days counted from day 0 have no date: they are said and ticked as numbers of days", () => {
  const zero = 3_000_000;
  assert.equal(dayText(zero + 14), "day 14");
  assert.equal(isoDay(zero - 3), "day -3");
  assert.equal(isoDay(ordinal(2019, 12, 5)), "2019-12-05");
  assert.deepEqual(
    ticks(12, zero - 10, zero + 600).map(({ from, to, label }) => [from - zero, to - zero, label]),
    [
      [-500, 0, "day -500"],
      [0, 500, "day 0"],
      [500, 1000, "day 500"],
    ],
  );
  assert.deepEqual(
    ticks(0, zero + 2, zero + 3).map(({ label }) => label),
    ["2", "3"],
  );
});

test("spread places keep their order and their distance, and stay put where there is room", () => {
  assert.deepEqual(spread([0, 100, 200], 10), [0, 100, 200]);
  assert.deepEqual(spread([50, 50, 50], 10), [40, 50, 60]);
  const wanted = [3, 3, 4, 9, 9, 9, 30];
  const placed = spread(wanted, 5, 0, 100);
  placed.slice(1).forEach((place, index) => {
    assert.ok(place - (placed[index] ?? 0) >= 5 - 1e-9);
  });
});

test("spread keeps within its limits where there is room for all", () => {
  const placed = spread([0, 0, 100, 100], 20, 10, 90);
  assert.deepEqual(placed, [10, 30, 70, 90]);
});

test("packed spans never touch in a row, and one without room is left out", () => {
  assert.deepEqual(
    pack(
      [
        [0, 5],
        [1, 2],
        [2, 9],
        [6, 8],
      ],
      2,
      1,
    ),
    [0, 1, -1, 0],
  );
});

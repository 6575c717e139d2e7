import assert from "node:assert/strict";
import { test } from "node:test";
import { addContact, thread } from "#page/arrows";
import { searchTexts, standings } from "#page/filters";
import { boxAt, sidesOf, touches } from "#page/labels";
import { chipsOf, contactAt, noteMarks, planOf } from "#page/plan";
import { contactsOf, endsOf, journeyOf } from "#page/related";
import { START } from "#page/state";
import { payload } from "./payload.js";

const texts = searchTexts(payload);
const under = (/** @type {Partial<typeof START>} */ state) =>
  standings(payload, texts, { ...START, ...state });

test("what Python left out is filled in", () => {
  const [first, second, third] = payload.contacts;
  assert.deepEqual(
    [first?.lastDay, first?.day, first?.reach, first?.senderName],
    [100, 100, [0, 0], "School"],
  );
  assert.deepEqual([second?.reach, second?.arrows[0]?.name], [[1, 2], "Police"]);
  assert.deepEqual([third?.day, third?.shares, third?.basis], [null, null, "recorded"]);
});

test("filters, search and day hide what does not match", () => {
  assert.deepEqual(under({}), ["shown", "shown", "shown"]);
  assert.deepEqual(under({ outcome: "ended" }), ["shown", "hidden", "hidden"]);
  assert.deepEqual(under({ sector: "education" }), ["shown", "hidden", "shown"]);
  assert.deepEqual(under({ organisation: "hub", kind: "call" }), ["hidden", "shown", "hidden"]);
  assert.deepEqual(under({ query: "kni HUB" }), ["hidden", "shown", "hidden"]);
});

test("by a day, one that may have begun is possible, one that cannot have is hidden", () => {
  assert.deepEqual(under({ day: 110 }), ["shown", "hidden", "possible"]);
  assert.deepEqual(under({ day: 130 }), ["shown", "possible", "possible"]);
});

test("a journey holds its contacts, a party those that touch it", () => {
  assert.deepEqual([...journeyOf(payload, 1)].sort(), [0, 1]);
  assert.deepEqual([...journeyOf(payload, 2)], [2]);
  assert.deepEqual([...contactsOf(payload, 1)], [0, 2]);
  assert.deepEqual(endsOf(payload, 1), [2, 3]);
});

test("in order, columns are equal steps; on the calendar, true days, the undated in their own band", () => {
  const order = planOf(payload, "order", 150, 1);
  assert.deepEqual(order.x.map(Math.round), [19, 56, 93]);
  assert.deepEqual(order.ghostX.map(Math.round), [132]);
  const calendar = planOf(payload, "calendar", 1000, 1);
  assert.deepEqual(calendar.order, [0, 1, 2]);
  assert.ok((calendar.x[2] ?? 0) > calendar.undatedX && (calendar.x[1] ?? 0) < calendar.undatedX);
  assert.equal(calendar.x[0], calendar.dayX(100.5));
});

test("zooming in on the calendar never reorders contacts", () => {
  for (const zoom of [0.5, 1, 3, 50]) {
    const { x, order } = planOf(payload, "calendar", 900, zoom);
    const places = order.map((column) => x[column] ?? 0);
    assert.deepEqual(
      places,
      [...places].sort((a, b) => a - b),
    );
  }
});

test("chips of one tier never touch, however many there are", () => {
  for (const count of [1, 5, 40, 400]) {
    const many = {
      ...payload,
      contacts: Array.from({ length: count }, (_, index) => ({
        ...payload.contacts[0],
        firstDay: 100 + (index % 7),
        day: 100 + (index % 7),
      })),
    };
    const plan = planOf(/** @type {any} */ (many), "calendar", 900, 1);
    const { chips } = chipsOf(plan, 30, 3);
    assert.ok(chips.length > 0);
    for (const tier of [0, 1, 2]) {
      const places = chips.filter((chip) => chip.tier === tier).map((chip) => chip.x);
      places.slice(1).forEach((place, index) => {
        assert.ok(place - (places[index] ?? 0) >= 30 - 1e-6, `${count} contacts, tier ${tier}`);
      });
    }
  }
});

test("a click finds the nearest contact that is shown", () => {
  const plan = planOf(payload, "order", 300, 1);
  assert.equal(
    contactAt(payload, plan, plan.x[1] ?? 0, 2, () => true),
    1,
  );
  assert.equal(
    contactAt(payload, plan, plan.x[1] ?? 0, 2, (column) => column !== 1),
    -1,
  );
});

test("notes of one place are one mark, and a dated note without contacts stands at its day", () => {
  const marks = noteMarks(payload, planOf(payload, "calendar", 900, 1));
  assert.deepEqual(
    marks.map(({ notes }) => notes),
    [[2], [0, 1]],
  );
});

test("an arrow has a dot, a shaft, a head and its mark", () => {
  /** @type {Map<string, string[]>} */
  const strokes = new Map();
  const [first] = payload.contacts;
  if (first) addContact(strokes, first, 1, 50, (lane) => lane * 30);
  assert.deepEqual([...strokes.keys()].sort(), ["s1 shaft strong", "s1 solid"]);
  assert.equal(strokes.get("s1 solid")?.length, 3);
});

test("a thread runs along the lane that both contacts touch", () => {
  const [first, second] = payload.contacts;
  if (first && second)
    assert.equal(
      thread(first, second, 10, 90, (lane) => lane * 30),
      "M16 60H85",
    );
});

test("labels take another side rather than touch, and none rather than touch at all", () => {
  const size = { width: 60, height: 16 };
  const points = [
    { x: 0, y: 0 },
    { x: 30, y: 0 },
    { x: 500, y: 0 },
  ];
  const sides = sidesOf(points, [size, size, size], ["right", "right", "left"]);
  assert.equal(sides[2], "left");
  const boxes = points.flatMap((point, index) => (sides[index] ? [boxAt(point, size, sides[index])] : []));
  assert.ok(boxes.every((box, index) => boxes.slice(index + 1).every((other) => !touches(box, other))));
  const crowd = Array.from({ length: 9 }, () => ({ x: 0, y: 0 }));
  assert.ok(
    sidesOf(
      crowd,
      crowd.map(() => size),
      crowd.map(() => /** @type {const} */ ("right")),
    ).filter(Boolean).length <= 4,
  );
});

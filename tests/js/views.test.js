import assert from "node:assert/strict";
import { test } from "node:test";
import { freePlace } from "#page/arrowlabels";
import { addContact, thread } from "#page/arrows";
import { densityOf } from "#page/density";
import { searchTexts, standings } from "#page/filters";
import { datesOf } from "#page/headlabels";
import { stopsOf } from "#page/journeys";
import { boxAt, sidesOf, touches } from "#page/labels";
import { edgesOf, pairWords } from "#page/netedges";
import { fitOf, heightOf } from "#page/netframe";
import { sharesOf } from "#page/netlabels";
import { chipsOf, contactAt, noteMarks, planOf } from "#page/plan";
import { contactsOf, endsOf, journeyOf } from "#page/related";
import { bendOf, routeOf } from "#page/routes";
import { daysText, ordinal } from "#page/scale";
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

test("from a day, one that may have begun before is possible, one that must have ended is hidden", () => {
  assert.deepEqual(under({ from: 100 }), ["shown", "shown", "shown"]);
  assert.deepEqual(under({ from: 101 }), ["hidden", "shown", "possible"]);
  assert.deepEqual(under({ from: 130 }), ["hidden", "possible", "possible"]);
  assert.deepEqual(under({ from: 101, day: 110 }), ["hidden", "hidden", "possible"]);
  assert.deepEqual(
    [daysText(null, null), daysText(737060, null), daysText(null, 737060), daysText(737060, 737090)],
    ["", "from 1 January 2019", "up to 1 January 2019", "1 January 2019 to 31 January 2019"],
  );
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

test("the head over the contacts called for has room for its words, and a column for its id", () => {
  const contacts = Array.from({ length: 47 }, () => payload.contacts[0]);
  const wide = planOf(/** @type {any} */ ({ ...payload, contacts }), "order", 1186, 1);
  assert.ok(wide.width - wide.ghostsX >= 58);
  assert.equal(wide.width, 1186, "all is in view");
  const narrow = planOf(payload, "order", 90, 1, 35);
  assert.equal(narrow.step, 35);
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

test("of the free sides a label takes the one that covers least of what runs by", () => {
  const size = { width: 20, height: 10 };
  const traces = [
    { x: 24, y: 0 },
    { x: 28, y: 1 },
  ];
  assert.deepEqual(sidesOf([{ x: 0, y: 0 }], [size], ["right"], traces), ["left"]);
  assert.deepEqual(sidesOf([{ x: 0, y: 0 }], [size], ["right"], []), ["right"]);
});

test("the frame of the network is as high as its names need, and its places fill it", () => {
  const ring = (/** @type {number} */ count) =>
    Array.from({ length: count }, (_, index) => ({
      x: index % 2 ? 200 : -200,
      y: (Math.floor(index / 2) - count / 4) * 44,
    }));
  assert.equal(heightOf([{ x: 0, y: 0 }, ...ring(2)], 900), 260);
  assert.equal(heightOf(ring(20), 900), 556);
  assert.equal(heightOf(ring(200), 900), 780);
  const { scale, stretch, grow } = fitOf(ring(20), 390, 700);
  assert.ok(scale * stretch.x * 400 <= 390 && scale * stretch.y * 440 <= 700);
  assert.ok(scale * stretch.y > scale, "a tall frame is filled");
  assert.ok(grow > 1, "nodes stay large enough to see");
  assert.ok(
    fitOf(ring(400), 390, 700).grow * fitOf(ring(400), 390, 700).scale < grow * scale,
    "but two neighbours do not touch",
  );
});

test("words beside edges keep clear of each other and of names, and are left out where no place is free", () => {
  const line = (/** @type {number} */ y) => ({
    width: 20,
    at: (/** @type {number} */ share) => ({ x: share * 400, y }),
  });
  const shares = (/** @type {any[]} */ words) => sharesOf(words, []).map((place) => place?.share);
  assert.deepEqual(shares([line(0), line(0), line(100)]), [0.5, 0.42, 0.5]);
  assert.deepEqual(sharesOf([line(100)], [{ left: -40, right: 440, top: 50, bottom: 150 }]), [null]);
  const upright = { width: 20, at: () => ({ x: 100, y: 50 }) };
  const node = { left: 80, right: 101, top: 40, bottom: 60 };
  assert.deepEqual(sharesOf([upright], [node]), [{ share: 0.5, dx: 15, dy: 0 }], "to the side of the edge");
});

test("an id stands beside its arrow between two lanes, clear of the ends of its neighbour", () => {
  // lanes of 24 px: their middles at 12, 36, 60, ...; the free places are the lines between them
  assert.equal(freePlace(12, 108, 24, []), 48);
  assert.equal(freePlace(12, 108, 24, [{ y: 60, clear: 15 }]), 24);
  assert.equal(freePlace(108, 12, 24, []), 72);
  assert.equal(freePlace(12, 36, 24, []), null, "an arrow to the next lane has no room for it");
});

test("a date of neighbours is said once, upright only where it has no room", () => {
  globalThis.document ??= /** @type {any} */ ({
    createElement: () => ({ getContext: () => null }),
  });
  const contact = (/** @type {string[]} */ dateLines, isSure = true) => ({ dateLines, isSure });
  const payload = /** @type {any} */ ({
    contacts: [
      contact(["Nov"]),
      contact(["Nov"]),
      contact(["Nov"], false),
      contact(["11 Dec…", "or later"], false),
    ],
  });
  const { labels } = datesOf(payload, 24);
  assert.deepEqual(
    labels.map(({ first, last, isUpright }) => [first, last, isUpright]),
    [
      [0, 1, false],
      [2, 2, false],
      [3, 3, true],
    ],
  );
});

test("the density counts what certainly began in a step, and what may have", () => {
  const contact = (/** @type {number} */ firstDay, /** @type {number} */ latestStart) => ({
    firstDay,
    latestStart,
    day: firstDay,
    isCounted: true,
  });
  const march = ordinal(2020, 3, 1);
  const payload = /** @type {any} */ ({
    firstDay: march,
    lastDay: march + 60,
    contacts: [
      contact(march, march),
      contact(march + 3, march + 40),
      { ...contact(march, march), isCounted: false },
    ],
  });
  assert.deepEqual(
    densityOf(payload, 1).map(({ certain, possible }) => [certain, possible]),
    [
      [1, 2],
      [0, 1],
    ],
  );
});

test("a pair of parties is one edge with a number until it is opened, chosen or close by", () => {
  const smooth = { enabled: true, type: "curvedCW", roundness: 0.1 };
  const edge = (/** @type {number} */ column, /** @type {string} */ mark) => ({
    id: `${column}:0`,
    from: 0,
    to: 1,
    column,
    mark,
    width: 2,
    dashes: false,
    smooth,
    arrows: "to",
  });
  const contact = (/** @type {string} */ id) => ({
    id,
    kind: 0,
    day: 1,
    when: "1 March 2020",
    dateLines: ["1 Mar"],
  });
  const payload = /** @type {any} */ ({
    kinds: [{ asks: true, label: "Referral" }],
    parties: [{ name: "School" }, { name: "Hub" }],
    contacts: [contact("C1"), contact("C2")],
    expected: [
      { id: "E1", sender: 1, receiver: 0, label: "Feedback", words: "called for by a review; not on record" },
    ],
  });
  const nodes = [
    { x: 0, y: 0 },
    { x: 100, y: 0 },
  ];
  const record = /** @type {any} */ ({ nodes, edges: [edge(0, "ring"), edge(1, "ring")] });
  const now = { isShown: () => true, raised: null, open: "", isNear: () => false };
  const labels = (/** @type {object} */ more) =>
    edgesOf(payload, record, { ...now, ...more }).map(({ label, mark }) => [label, mark]);
  const ghost = ["E1 called for", ""];
  assert.deepEqual(labels({}), [["2", "ring"], ghost]);
  const single = [["C1 1 March 2020", "ring"], ["C2 1 March 2020", "ring"], ghost];
  assert.deepEqual(labels({ open: "0:1" }), single);
  assert.deepEqual(labels({ isNear: () => true }), single);
  assert.deepEqual(labels({ raised: new Set([1]) }), [["", "ring"], ["C2 1 March 2020", "ring"], ghost]);
  assert.deepEqual(labels({ isShown: () => false }), [ghost]);
  const differing = { nodes, edges: [edge(0, "ring"), edge(1, "bar")] };
  assert.equal(
    edgesOf(payload, /** @type {any} */ (differing), now)[0]?.mark,
    "",
    "two outcomes are no one sign",
  );
  assert.deepEqual(pairWords(payload, edgesOf(payload, record, now)), [
    "School to Hub: 2 contacts, C1, C2.",
    "Hub to School: feedback called for by a review; not on record.",
  ]);
});

test("an edge is bent past a node that stands in its way", () => {
  const nodes = [
    { x: 0, y: 0 },
    { x: 200, y: 0 },
  ];
  const straight = bendOf({ x: 0, y: 0 }, { x: 200, y: 0 }, 0);
  assert.ok(Math.hypot(straight.x - 100, straight.y) < 1e-9, "without a bend it is the middle");
  assert.equal(routeOf(nodes, 0, 1, true), 0.1);
  const bent = routeOf([...nodes, { x: 100, y: 0 }], 0, 1, true);
  assert.ok(Math.abs(bent) > 0.1);
  const side = Math.sign(bendOf({ x: 0, y: 0 }, { x: 200, y: 0 }, 0.26).y);
  const other = routeOf([...nodes, { x: 100, y: side * 12 }], 0, 1, true);
  assert.ok(other < 0, "to the side on which there is no node");
});

test("where a journey stops is told, and where that is not stated", () => {
  const said = [
    ["4 days after C1", "The record stops at Hub: closed; the return of Hub covers these days."],
    ["Whether the record stops at Police is not stated, records withheld: accepted."],
  ];
  const steps = said.map((texts, column) => ({ column, depth: 0, said: texts }));
  assert.equal(
    stopsOf({ root: 0, columns: [0, 1], sum: "", steps }),
    "The record stops at Hub: closed. Whether the record stops at Police is not stated, records withheld: accepted.",
  );
});

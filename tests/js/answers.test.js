import assert from "node:assert/strict";
import { test } from "node:test";
import { heldOn, heldText } from "#page/holding";
import { journeyChoices, journeyFrom } from "#page/journeys";
import { chainOf, ELSEWHERE, knownAt, knownOn, NO_ROUTE, strengthOf } from "#page/lens";
import { captionOf } from "#page/playback";
import { evidence, markedOf } from "#page/related";
import { START } from "#page/state";
import { payload } from "./payload.js";

test("on a day, certain and possible holders are told apart, and requests in hand from holding", () => {
  assert.deepEqual(heldOn(payload, 110).held, ["School"]);
  assert.deepEqual(heldOn(payload, 130), {
    held: [],
    mayHold: ["School"],
    inHand: [],
    mayBeInHand: ["Hub"],
    nobody: payload.nobody[0],
    perhapsNobody: payload.nobody[0],
  });
  assert.equal(heldOn(payload, 150).nobody, undefined);
  assert.match(
    heldText(payload, 130).join(" "),
    /no organisation is recorded as holding the case for certain/,
  );
});

test("a journey is found by its first contact, and marks its contacts alone", () => {
  assert.deepEqual(journeyFrom(payload, "K1")?.columns, [0, 1]);
  assert.equal(journeyFrom(payload, "K2"), undefined);
  assert.equal(journeyChoices(payload)[0]?.[0], "K1");
  assert.deepEqual([...(markedOf(payload, { ...START, journey: "K1" }) ?? [])], [0, 1]);
});

test("a finding marks what it rests on, and the contact chosen", () => {
  evidence.set("gaps K1", [0, 2]);
  assert.deepEqual([...(markedOf(payload, { ...START, finding: "gaps K1" }) ?? [])], [0, 2]);
  assert.deepEqual(
    [...(markedOf(payload, { ...START, finding: "gaps K1", contact: "K2" }) ?? [])],
    [0, 2, 1],
  );
  assert.equal(markedOf(payload, { ...START, ask: "play", contact: "K2" }), null);
});

test("the lens compares days, takes the best standing, and follows pointers", () => {
  const known = {
    base: 100,
    links: [0, -1, 1, 0, 2, -1],
    knowers: [{ party: 3, arrivals: [0, 5, 10, 1, 0, 2, 20, 1, 1, 0, 5, -1] }],
    decisions: [],
  };
  const grades = (/** @type {number} */ day) => knownOn(known, 3, day, 3).map(({ grade }) => grade);
  assert.deepEqual(grades(104), [NO_ROUTE, NO_ROUTE, NO_ROUTE]);
  assert.deepEqual(grades(110), [5, 0, NO_ROUTE]);
  assert.deepEqual(grades(120), [2, 0, NO_ROUTE]);
  assert.deepEqual(chainOf(known, knownOn(known, 3, 120, 3)[0]?.link ?? -1), [0, 1]);
});

test("at a decision, what was certainly on record elsewhere says so", () => {
  const decision = {
    party: 2,
    column: 0,
    words: "closed",
    grades: "0669",
    links: [],
    blind: [1],
    possible: [2],
  };
  const found = knownAt(decision);
  assert.deepEqual(
    found.map(({ grade }) => grade),
    [0, ELSEWHERE, NO_ROUTE, 9],
  );
  assert.deepEqual(found.map(strengthOf), ["", " elsewhere", " no-route", " out"]);
});

test("the caption says number, date, who does what to whom, and what became of it", () => {
  assert.match(captionOf(payload, 0), /^1 of 1: , School .* Hub; closed$/);
});

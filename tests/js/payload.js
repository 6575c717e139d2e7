/** A payload of three contacts, for tests with the answer in view. */

import { unpacked } from "#page/unpack";

const CONTACT = {
  kind: 0,
  sender: 1,
  arrows: [{ party: 2 }],
  when: "",
  dateLines: [],
  contactsSoFar: 1,
  requestsSoFar: 0,
  accounts: [],
};

/** K1 school to hub (a referral, closed), K2 hub to police in a month, K3 police to school without a date. */
export const payload = unpacked(
  JSON.stringify({
    none: "None in the supplied sources.",
    standings: ["took part"],
    elsewhere: "",
    firstDay: 100,
    lastDay: 200,
    sectors: [{ id: "subject" }, { id: "education" }, { id: "police" }],
    kinds: [
      { id: "referral", label: "Referral", asks: true },
      { id: "call", label: "Call", asks: false },
    ],
    groups: [{ id: "ended", label: "Ended", mark: "bar" }],
    parties: [
      { id: "subject", name: "Subject", sector: 0 },
      { id: "school", name: "School", sector: 1 },
      { id: "hub", name: "Hub", sector: 2 },
      { id: "police", name: "Police", sector: 2 },
    ],
    contacts: [
      {
        ...CONTACT,
        id: "K1",
        firstDay: 100,
        isSure: true,
        stroke: "strong",
        journeys: [0],
        arrows: [{ party: 2, mark: "bar", group: "ended", sentence: "Closed." }],
      },
      {
        ...CONTACT,
        id: "K2",
        kind: 1,
        sender: 2,
        arrows: [{ party: 3 }],
        firstDay: 120,
        latestStart: 150,
        lastDay: 150,
        day: 135,
        reach: [1, 2],
        follows: [0],
        journeys: [0],
        summary: "Knife",
      },
      {
        ...CONTACT,
        id: "K3",
        kind: 1,
        sender: 3,
        arrows: [{ party: 1 }],
        firstDay: 100,
        latestStart: 200,
        lastDay: 200,
      },
    ],
    bands: [],
    totals: [],
    notes: [
      { id: "N1", text: "", columns: [1], firstDay: null },
      { id: "N2", text: "", columns: [1], firstDay: null },
      { id: "N3", text: "", columns: [], firstDay: 110 },
    ],
    journeys: [
      {
        root: 0,
        sum: "2 contacts",
        steps: [
          { column: 0, depth: 0 },
          { column: 1, depth: 1, said: ["20 days after K1"] },
        ],
      },
    ],
    holdings: [
      { party: 1, subject: 0, holds: true, column: 0, certain: [100, 120], possible: [100, 200] },
      { party: 2, subject: 0, column: 0, possible: [100, 150] },
    ],
    nobody: [{ subject: 0, sectors: "police", certain: [[100, 140]], possible: [[100, 200]] }],
    expected: [{ id: "E1", sender: 2, receiver: 3, label: "Referral", words: "called for by a review" }],
  }),
);

/** The lens "known to ... on ...": its controls, its signs in lanes and chronology, and the chain in the detail. */

import { byId, html, sign, svg } from "#page/dom";
import { lineOf } from "#page/journeys";
import { chainOf, ELSEWHERE, knownAt, knownOn, NOT_ASKED } from "#page/lens";
import { LENS_ROW } from "#page/plan";
import { chain } from "#page/related";
import { dayText } from "#page/scale";
import { unpackedKnown } from "#page/unpack";

/** @typedef {import("./payload.d.ts").Payload} Payload */
/** @typedef {import("./payload.d.ts").KnownRecord} KnownRecord */
/** @typedef {import("./payload.d.ts").DecisionRecord} DecisionRecord */
/** @typedef {import("./state.js").Store} Store */
/** @typedef {import("./lens.js").Known} Known */

const CHOOSE_ORGANISATION =
  "Choose an organisation: each contact then shows how it stands with it, as recorded.";
const CHOOSE_DECISION =
  "Choose one of its decisions: each contact then shows how it stood with it, as recorded.";

/**
 * @param {Payload} payload
 * @param {Store} store
 */
export function createLens(payload, store) {
  /** @type {KnownRecord | null} */
  let record = null;
  let key = "";
  /** @type {Known[] | null} */
  let grades = null;

  function known() {
    record ??= unpackedKnown(byId("known-data").textContent ?? "{}");
    return record;
  }

  /** @param {DecisionRecord} decision */
  const nameOf = (decision) => {
    const id = payload.contacts[decision.column]?.id ?? "";
    const same = known().decisions.filter((one) => one.column === decision.column);
    return same.length > 1 ? `${id}:${same.indexOf(decision)}` : id;
  };
  const knower = () => payload.parties.findIndex((party) => party.id === store.get().knower);
  const decision = () => known().decisions.find((one) => nameOf(one) === store.get().at);
  const day = () => store.get().day ?? payload.lastDay ?? 0;

  /** How every contact stands; null while no organisation is chosen. */
  function standings() {
    const { ask, knower: id, at } = store.get();
    if (ask !== "known" || !id || !document.getElementById("known-data")) return null;
    const now = `${id} ${at} ${at ? "" : day()}`;
    if (now !== key) {
      key = now;
      const found = decision();
      const hasDays = known().knowers.some((one) => one.party === knower());
      const onDay = () => (hasDays ? knownOn(known(), knower(), day(), payload.contacts.length) : null);
      grades = found ? knownAt(found) : onDay(); // what was not worked out is no recorded answer
    }
    return grades;
  }

  /** Notes the chain of the chosen contact, to be raised in the drawings. */
  function follow() {
    const column = payload.contacts.findIndex((contact) => contact.id === store.get().contact);
    const link = standings()?.[column]?.link ?? -1;
    chain.columns = link < 0 ? [] : chainOf(known(), link);
    const { standing } = store.get();
    const all = (standing && standings()) || [];
    chain.standing = all.flatMap((one, at) => (one.grade === Number(standing) && isCounted(at) ? [at] : []));
  }

  const isCounted = (/** @type {number} */ column) => payload.contacts[column]?.isCounted;

  /** The choice of organisation and of decision or day, and how many contacts stand how. */
  function bar() {
    const { knower: id, at } = store.get();
    const decisions = known().decisions.filter((one) => payload.parties[one.party]?.id === id);
    const parties = [...new Set([...known().knowers, ...known().decisions].map((one) => one.party))];
    parties.sort((a, b) => a - b);
    const names = parties.map((party) => [
      payload.parties[party]?.id ?? "",
      payload.parties[party]?.name ?? "",
    ]);
    const hasDays = known().knowers.length > 0;
    const who = choice("lens-knower", "Known to", [["", "choose an organisation"], ...names], id);
    who.select.addEventListener("change", () =>
      store.set({ knower: who.select.value, at: "", standing: "", contact: "" }),
    );
    const days = hasDays
      ? [["", store.get().day === null ? "the end of the record" : dayText(day())]]
      : [["", "choose"]];
    const points = decisions.map((one) => [
      nameOf(one),
      `its decision on ${payload.contacts[one.column]?.id} (${payload.contacts[one.column]?.when}): ${one.words}`,
    ]);
    const when = choice("lens-at", hasDays ? "by" : "at", [...days, ...points], at);
    when.select.addEventListener("change", () =>
      store.set({ at: when.select.value, standing: "", day: null }),
    );
    const all = standings();
    const limits = known().limits.map((sentence) => html("p", { class: "quiet small" }, sentence));
    if (!parties.length)
      return limits.length ? limits : [html("p", { class: "quiet" }, "No organisation is on record here.")];
    return [
      html("div", { class: "asking" }, who.label, who.select, ...(id ? [when.label, when.select] : [])),
      all
        ? counts(all)
        : html("p", { class: "quiet" }, id && !hasDays ? CHOOSE_DECISION : CHOOSE_ORGANISATION),
      all ? html("p", { class: "quiet small" }, said()) : null,
      ...limits,
    ];
  }

  function said() {
    const found = decision();
    if (!found) {
      const by = store.get().day === null ? "Move “Up to” to another day." : "";
      return `A route is what the record allows, not proof that anybody was told. ${by}`;
    }
    const more = found.possible.length;
    const perhaps = more ? ` By the dates, ${more} more may have been on record elsewhere.` : "";
    const blind = found.blind.length;
    const was = blind === 1 ? "1 contact was" : `${blind || "No"} ${blind ? "contacts were" : "contact was"}`;
    return `${was} certainly ${payload.elsewhere}.${perhaps} No recorded route is not proof that nobody told it.`;
  }

  /** At what decision, or by what day. */
  function by() {
    const found = decision();
    return found ? `when it decided on ${payload.contacts[found.column]?.id}` : `by ${dayText(day())}`;
  }

  /** The standings that occur, each with its sign, word and number. @param {Known[]} all */
  function counts(all) {
    const items = payload.standings.map((words, grade) => {
      const count = all.filter((one, column) => one.grade === grade && isCounted(column)).length;
      if (!count) return null;
      const isMarked = store.get().standing === String(grade);
      const button = html(
        "button",
        {
          type: "button",
          id: `standing-${grade}`,
          title: "Mark these contacts in every picture",
          "aria-pressed": String(isMarked),
          onclick: () => store.set({ standing: isMarked ? "" : String(grade), contact: "", party: "" }),
        },
        sign(`known-${grade}`),
        `${words} `,
        html("b", {}, String(count)),
      );
      return html("li", { class: `known-${grade}` }, button);
    });
    const said = `Known to ${payload.parties[knower()]?.name} ${by()}`;
    return html("ul", { class: "standings", "data-said": said }, ...items);
  }

  /** In the detail of a contact: how it stands, by what chain. @param {number} column */
  function detail(column) {
    const now = standings()?.[column];
    if (!now) return null;
    const found = decision();
    const name = payload.parties[knower()]?.name;
    const words = payload.standings[now.grade];
    if (!words)
      return html(
        "section",
        { class: "lens" },
        html("p", {}, `Not asked of ${name}: it was after the decision, or about somebody else.`),
      );
    const links = chain.columns.map((link) => {
      const choose = () => store.set({ contact: payload.contacts[link]?.id ?? "" });
      return html(
        "li",
        {},
        html(
          "button",
          { type: "button", class: "link", onclick: choose },
          html("span", {}, html("b", {}, payload.contacts[link]?.id), ` ${lineOf(payload, link)}`),
        ),
      );
    });
    return html(
      "section",
      { class: "lens" },
      html("h3", {}, `${name}, ${by()}`),
      html("p", { class: `known-${now.grade}` }, sign(`known-${now.grade}`), html("strong", {}, words)),
      links.length ? html("p", { class: "quiet small" }, "By this chain of contacts:") : null,
      links.length ? html("ol", {}, ...links) : null,
      found?.possible.includes(column)
        ? html("p", { class: "small" }, "By the dates, it may have been on record elsewhere.")
        : null,
    );
  }

  /** In the detail of a contact: what was on record elsewhere when its receiver decided. @param {number} column */
  function decisionLinks(column) {
    const found = known().decisions.filter((one) => one.column === column);
    const buttons = found.map((one) => {
      const party = payload.parties[one.party];
      const ask = () =>
        store.set({
          ask: "known",
          knower: party?.id ?? "",
          at: nameOf(one),
          day: null,
          finding: "",
          journey: "",
        });
      const words = `What was on record elsewhere when ${party?.name} decided?`;
      return html("li", {}, html("button", { type: "button", class: "act", onclick: ask }, words));
    });
    return buttons.length ? html("ul", { class: "plain acts" }, ...buttons) : null;
  }

  return { standings, follow, bar, detail, decisionLinks };
}

/** @typedef {ReturnType<typeof createLens>} Lens */

/**
 * A select with its label.
 * @param {string} id
 * @param {string} label
 * @param {string[][]} choices
 * @param {string} value
 */
export function choice(id, label, choices, value) {
  const select = html(
    "select",
    { id },
    ...choices.map(([name, words]) => html("option", { value: name }, words)),
  );
  select.value = value;
  return { label: html("label", { for: id }, label), select };
}

/**
 * The signs of the lens in the head of the lanes, between two places; where labels stand in tiers, they do too.
 * @param {Known[]} all
 * @param {string[]} words  what each standing is called
 * @param {import("./plan.js").Plan} plan
 * @param {import("./axis.js").Head} head
 * @param {number} from
 * @param {number} to
 */
export function lensSigns(all, words, plan, head, from, to) {
  const top = head.strip("known") + LENS_ROW / 2 + 2;
  const places = head.sparse
    ? head.chips
    : all.map((_, column) => ({ column, x: plan.x[column] ?? 0, tier: 0 }));
  return places.flatMap(({ column, x, tier }) => {
    const grade = all[column]?.grade ?? NOT_ASKED;
    if (x < from || x >= to || grade > ELSEWHERE) return [];
    return [
      svg(
        "g",
        {
          class: `known-${grade}`,
          transform: `translate(${x.toFixed(1)} ${top + tier * LENS_ROW})`,
          "data-column": column,
        },
        svg("title", {}, words[grade] ?? ""),
        svg("use", { href: `#known-${grade}` }),
      ),
    ];
  });
}

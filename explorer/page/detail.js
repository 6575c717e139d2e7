/** The detail of what is chosen: a contact with every account of it, or a party with what it sent and received. */

import { comparison, SEEN, sentences } from "#page/accounts";
import { monthBefore } from "#page/before";
import { html, sign } from "#page/dom";
import { journeyDetail, journeyFrom, journeyLinks } from "#page/journeys";

/** @typedef {import("./payload.d.ts").Payload} Payload */
/** @typedef {import("./payload.d.ts").ContactRecord} ContactRecord */
/** @typedef {import("./payload.d.ts").ArrowRecord} ArrowRecord */
/** @typedef {import("./payload.d.ts").AccountRecord} AccountRecord */
/** @typedef {import("./state.js").Store} Store */

const BASES = {
  recorded: "Recorded in the source",
  reported: "Reported: a source says that it happened",
  inferred: "Inferred: a reader’s gloss, not a record",
};
/**
 * @param {HTMLElement} panel
 * @param {Payload} payload
 * @param {Store} store
 * @param {import("./lensview.js").Lens} lens
 * @param {(from: number, to: number) => void} showDays
 */
export function createDetail(panel, payload, store, lens, showDays) {
  const close = html(
    "button",
    {
      type: "button",
      class: "close",
      "aria-label": "Close the detail",
      onclick: () => {
        const isAlone = !store.get().contact && !store.get().party;
        store.set({ contact: "", party: "", ...(isAlone ? { journey: "", ask: "" } : {}) });
      },
    },
    "×",
  );
  const body = html("div", { class: "detail-body" });
  let isScrolled = false;
  let shown = "";
  panel.addEventListener(
    "scroll",
    () => {
      isScrolled = true;
    },
    { passive: true },
  );
  panel.append(close, body);

  /** A button that chooses a contact. @param {number} column @param {string} [words] */
  function contactButton(column, words) {
    const contact = payload.contacts[column];
    if (!contact) return null;
    const choose = () => store.set({ contact: contact.id, party: "" });
    const label = words ?? `${contact.id}  ${contact.when}`;
    return html("button", { type: "button", class: "link", onclick: choose }, label);
  }

  /** A button that chooses a party. @param {number} lane @param {string} name */
  function partyButton(lane, name) {
    const party = payload.parties[lane];
    if (!party) return html("span", {}, name);
    const shape = sign(`shape-${payload.sectors[party.sector]?.shape}`);
    const choose = () => store.set({ party: party.id, contact: "" });
    return html(
      "button",
      { type: "button", class: `link party s${party.sector}`, onclick: choose },
      shape,
      party.name,
    );
  }

  /** @param {ContactRecord} contact */
  function ofContact(contact) {
    const kind = payload.kinds[contact.kind];
    const facts = html("dl", { class: "facts" });
    const fact = (/** @type {string} */ name, /** @type {(Node | string | null)[]} */ ...values) => {
      if (values.some(Boolean)) facts.append(html("dt", {}, name), html("dd", {}, ...values));
    };
    fact("Date", contact.when, contact.time ? `, ${contact.time}` : null);
    fact("In the source", contact.dateText ? html("q", {}, contact.dateText) : null);
    fact("Received", contact.received);
    fact("About", contact.about.join(", "));
    fact("Subject seen", SEEN[/** @type {keyof typeof SEEN} */ (contact.seen)] ?? "Not recorded");
    fact("Basis", contact.basis === "recorded" ? null : BASES[contact.basis]);
    fact("Topics", contact.topics.join(", "));
    fact(
      "Passed on from",
      contact.shares === null ? null : contact.shares.join(", ") || "nothing earlier, as recorded",
    );
    const way = html(
      "p",
      { class: "way" },
      contact.sender >= 0 ? partyButton(contact.sender, contact.senderName) : null,
    );
    for (const [index, arrow] of contact.arrows.entries())
      way.append(html("span", { class: "to" }, index ? "and" : "→"), partyButton(arrow.party, arrow.name));
    return [
      html(
        "p",
        { class: "kicker" },
        `${contact.id} · ${kind?.label ?? ""}${contact.isCounted ? "" : " · drawn, not counted as a contact"}`,
      ),
      html("h2", {}, contact.when),
      way,
      html("p", { class: "summary" }, contact.summary),
      lens.detail(payload.contacts.indexOf(contact)),
      facts,
      ...contact.arrows
        .filter((arrow) => arrow.sentence)
        .map((arrow) => outcome(arrow, contact.arrows.length > 1)),
      lens.decisionLinks(payload.contacts.indexOf(contact)),
      journeyLinks(payload, store, contact.journeys),
      monthBefore(payload, store, contact, showDays),
      links("Made because of", contact.follows),
      links("Led to", contact.leadsTo) ?? nothingFollowed(contact),
      comparison(contact.compared),
      html(
        "h3",
        {},
        contact.accounts.length === 1 ? "The account of it" : `The ${contact.accounts.length} accounts of it`,
      ),
      html("div", { class: "accounts" }, ...contact.accounts.map(account)),
      ...contact.notes.map(note),
    ];
  }

  /** @param {ArrowRecord} arrow @param {boolean} isNamed */
  function outcome(arrow, isNamed) {
    const steps = arrow.steps.map((step) => {
      const cited = step.sources.map(({ source, locator }) => cite(source, locator)).join("; ");
      const seen = SEEN[/** @type {keyof typeof SEEN} */ (step.seen)];
      const said = sentences([step.label, step.when].filter(Boolean).join(", "), step.summary, seen);
      return html("li", {}, said, html("small", {}, cited));
    });
    const title = html(
      "p",
      {},
      sign(`mark-${arrow.mark}`),
      html("strong", {}, isNamed ? `${arrow.name}: ${arrow.sentence}` : arrow.sentence),
    );
    return html(
      "section",
      { class: "outcome" },
      html("h3", {}, "What became of it"),
      title,
      steps.length ? html("ol", {}, ...steps) : null,
    );
  }

  /** @param {string} title @param {number[]} columns */
  function links(title, columns) {
    if (!columns.length) return null;
    const items = columns.map((column) => {
      const contact = payload.contacts[column];
      const words = contact ? `${contact.id}  ${way(contact)}` : "";
      return html("li", {}, contactButton(column, words));
    });
    return html("section", {}, html("h3", {}, title), html("ul", { class: "plain" }, ...items));
  }

  /** That it stopped there, as far as the record goes. @param {ContactRecord} contact */
  function nothingFollowed(contact) {
    if (contact.isEvent) return null;
    const left = payload.isWithheld
      ? "Not stated: records withheld."
      : "Nothing is recorded as made because of it.";
    return html("section", {}, html("h3", {}, "Led to"), html("p", { class: "quiet" }, left));
  }

  /** @param {ContactRecord} contact */
  function way(contact) {
    const to = contact.arrows.map((arrow) => arrow.name).join(", ");
    return `${[contact.senderName, to].filter(Boolean).join(" → ")}, ${contact.when}`;
  }

  /** @param {number} source @param {string} locator */
  function cite(source, locator) {
    const title = payload.sources[source]?.title ?? "source not given";
    return locator ? `${title}, ${locator}` : title;
  }

  /** @param {AccountRecord} account */
  function account({ source, locator, quote, basis, said }) {
    /** @type {[string, string][]} */
    const facts = basis === "recorded" ? said : [...said, ["Basis", basis]];
    const list = facts.flatMap(([name, value]) => [html("dt", {}, name), html("dd", {}, value)]);
    return html(
      "article",
      { class: "account" },
      html("h4", {}, cite(source, locator)),
      quote ? html("blockquote", {}, quote) : null,
      html("dl", { class: "facts" }, ...list),
    );
  }

  /** @param {number} index */
  function note(index) {
    const found = payload.notes[index];
    const by = [found?.author, found && found.source >= 0 ? cite(found.source, "") : ""]
      .filter(Boolean)
      .join(", ");
    return html(
      "aside",
      { class: "note-card" },
      html("h3", {}, `Note ${found?.id}`),
      html("p", {}, found?.text),
      html("small", {}, by),
    );
  }

  /** @param {number} lane */
  function ofParty(lane) {
    const party = payload.parties[lane];
    if (!party) return [];
    const sent = payload.contacts.flatMap((contact, column) => (contact.sender === lane ? [column] : []));
    const got = payload.contacts.flatMap((contact, column) =>
      contact.arrows.some((arrow) => arrow.party === lane) ? [column] : [],
    );
    const facts = html("dl", { class: "facts" });
    for (const [name, value] of [
      ["Part of", party.parent],
      ["Area", party.area],
      ["Also called", party.aliases.join(", ")],
    ]) {
      if (value) facts.append(html("dt", {}, name), html("dd", {}, value));
    }
    return [
      html("p", { class: "kicker" }, payload.sectors[party.sector]?.label),
      html("h2", {}, party.name),
      facts,
      partyList(
        `Sent (${sent.length})`,
        sent,
        (contact) => contact.arrows.map((arrow) => arrow.name).join(", "),
        () => true,
      ),
      partyList(
        `Received (${got.length})`,
        got,
        (contact) => contact.senderName,
        (arrow) => arrow.party === lane,
      ),
    ];
  }

  /**
   * @param {string} title
   * @param {number[]} columns
   * @param {(contact: ContactRecord) => string} other
   * @param {(arrow: ArrowRecord) => boolean} isMine
   */
  function partyList(title, columns, other, isMine) {
    if (!columns.length)
      return html("section", {}, html("h3", {}, title), html("p", { class: "quiet" }, payload.none));
    const items = columns.map((column) => {
      const contact = payload.contacts[column];
      if (!contact) return null;
      const marks = contact.arrows
        .filter((arrow) => arrow.mark && isMine(arrow))
        .map((arrow) => sign(`mark-${arrow.mark}`, arrow.sentence));
      const words = html(
        "span",
        {},
        `${contact.when} · ${payload.kinds[contact.kind]?.label} · ${other(contact)}`,
      );
      return html("li", {}, contactButton(column, contact.id), words, ...marks);
    });
    return html("section", {}, html("h3", {}, title), html("ul", { class: "plain sent" }, ...items));
  }

  return {
    show: () => {
      const state = store.get();
      const isPlaying = state.ask === "play";
      const contact = isPlaying ? undefined : payload.contacts.find((one) => one.id === state.contact);
      const journey = contact ? undefined : journeyFrom(payload, state.journey);
      const lane = payload.parties.findIndex((one) => one.id === state.party);
      const isOpen = Boolean(contact ?? journey) || lane >= 0;
      panel.hidden = !isOpen;
      // what shows the same stays as it is, with the focus in it
      const asked = state.ask === "known" ? [state.knower, state.at, state.day] : [];
      const now = JSON.stringify([contact?.id, journey?.root, lane, state.journey, state.ask, ...asked]);
      if (now === shown) return;
      shown = now;
      document.documentElement.classList.toggle("has-detail", isOpen);
      const ofOther = journey ? journeyDetail(payload, store, journey) : [];
      const children = contact ? ofContact(contact) : lane >= 0 ? ofParty(lane) : ofOther;
      body.replaceChildren(...children.filter((child) => child !== null));
      if (isScrolled) panel.scrollTop = 0; // asking it where it is would have the whole page laid out
      isScrolled = false;
    },
  };
}

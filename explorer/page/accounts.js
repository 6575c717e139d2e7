/** Accounts of one contact side by side: field by field what each says, and how it goes together. */

import { html } from "#page/dom";

export const SEEN = { yes: "The subject was seen", no: "The subject was not seen" };

/** Texts as sentences, each with one full stop. @param {...(string | undefined)} texts */
export const sentences = (...texts) =>
  texts
    .filter(Boolean)
    .map((text) => text?.replace(/\.*$/, "."))
    .join(" ");

/** @typedef {import("./payload.d.ts").ComparedRecord} ComparedRecord */

const GRADES = {
  agree: ["=", "they agree"],
  "more precise": ["⊂", "one is more precise"],
  compatible: ["≈", "both can be true"],
  contradict: ["≠", "they contradict each other"],
};

/** @param {ComparedRecord[]} compared */
export function comparison(compared) {
  if (!compared.length) return null;
  const fields = compared.map(({ field, grade, values }) => {
    const [symbol, words] = GRADES[grade];
    const said = values.map(({ source, value }) =>
      html("div", {}, html("span", {}, value), html("small", {}, source)),
    );
    return html(
      "section",
      { class: `compared ${grade === "agree" ? "agree" : "differ"}` },
      html(
        "h4",
        {},
        field.charAt(0).toUpperCase() + field.slice(1),
        html("span", { class: "grade" }, `${symbol} ${words}`),
      ),
      html("div", { class: "said-by" }, ...said),
    );
  });
  return html("section", { class: "differences" }, html("h3", {}, "The accounts side by side"), ...fields);
}

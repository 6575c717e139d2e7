/** The network as a picture: its canvas, with names, title and marking. */

import { html } from "#page/dom";
import { fitted } from "#page/measure";
import { blobOf, PAD, TOP } from "#page/picture";

/**
 * The network as it stands on the screen, with its names, title and marking.
 * @param {HTMLElement} root
 * @param {string} title
 * @param {string} said
 */
export function networkPicture(root, title, said) {
  const drawn = root.querySelector("canvas");
  const frame = root.getBoundingClientRect();
  const scale = 2;
  const canvas = html("canvas", { width: frame.width * scale, height: (frame.height + TOP) * scale });
  const pen = canvas.getContext("2d");
  if (!pen || !drawn) return Promise.reject(new Error("no network"));
  const looks = getComputedStyle(root);
  pen.scale(scale, scale);
  pen.fillStyle = looks.backgroundColor;
  pen.fillRect(0, 0, frame.width, frame.height + TOP);
  pen.drawImage(drawn, 0, TOP, frame.width, frame.height);
  pen.fillStyle = looks.color;
  pen.font = `650 17px ${looks.fontFamily}`;
  pen.fillText(fitted(title, frame.width - 2 * PAD, 17, 650), PAD, 26);
  pen.font = `400 12px ${looks.fontFamily}`;
  pen.fillText(fitted(said, frame.width - 2 * PAD, 12, 400), PAD, 45);
  for (const name of root.querySelectorAll(".net-name, .net-word")) {
    const style = getComputedStyle(name);
    if (style.visibility === "hidden") continue;
    if (name.matches(".net-word")) {
      const { left, top, width, height } = name.getBoundingClientRect();
      pen.fillStyle = looks.backgroundColor;
      pen.fillRect(left - frame.left, top - frame.top + TOP, width, height);
      pen.fillStyle = looks.color;
    }
    pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    for (const { text, box } of linesOf(name))
      pen.fillText(text, box.left - frame.left, box.bottom - frame.top + TOP - 3);
  }
  return blobOf(canvas);
}

/** The lines of a text as the browser broke them. @param {Element} element */
function linesOf(element) {
  /** @type {{ text: string, box: DOMRect }[]} */
  const lines = [];
  const range = document.createRange();
  const node = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode();
  const words = node?.textContent?.match(/\S+\s*/g) ?? [];
  let at = 0;
  for (const word of words) {
    range.setStart(/** @type {Node} */ (node), at);
    range.setEnd(/** @type {Node} */ (node), at + word.trimEnd().length);
    const box = range.getBoundingClientRect();
    const last = lines.at(-1);
    if (last && Math.abs(last.box.top - box.top) < 2) last.text += word;
    else lines.push({ text: word, box });
    at += word.length;
  }
  return lines;
}

/** Prose in which names stand: the index of W_Q is set low. */
import { indexed } from "../../lib/prose.js";
import { h } from "../dom.js";

/**
 * @param {string} text
 * @returns {(Node | string)[]}
 */
export function proseNodes(text) {
  return indexed(text).flatMap(({ text, index }) => (index ? [text, h("sub", {}, index)] : [text]));
}

/**
 * Writes a text only where it is another one.
 * @param {Element} element
 * @param {string} text
 */
export function setProse(element, text) {
  const said = indexed(text)
    .map(({ text, index }) => text + index)
    .join("");
  if (element.textContent !== said) element.replaceChildren(...proseNodes(text));
}

/** A size with a button for less and one for more. */
import { LEAST_SIZE } from "../lib/resize.js";
import { h, setAttribute, setText } from "./dom.js";

/** @import {Translate} from "../types.js" */

/** So large may a size become here. */
export const MOST = 12;

/**
 * @typedef {object} Stepped
 * @property {string} label
 * @property {number} size
 * @property {Node} symbol  of the label
 * @property {number} [most]
 */

/**
 * @param {Stepped} stepped
 * @param {(label: string, by: number) => void} act  how much more is wanted
 * @param {Translate} t
 */
export function stepper({ label, size, symbol, most = MOST }, act, t) {
  const value = h("output", { "data-size": label }, String(size));
  const button = (/** @type {number} */ by, /** @type {string} */ text, /** @type {string} */ key) => {
    const made = h("button", { type: "button", "aria-label": t(key, { label }), "data-by": by }, text);
    made.addEventListener("click", () => act(label, by));
    return made;
  };
  const less = button(-1, "−", "size.less");
  const more = button(1, "+", "size.more");
  const group = h(
    "span",
    { class: "stepper", role: "group", "aria-label": t("size.group", { label }) },
    h("span", { class: "label" }, symbol),
    less,
    value,
    more,
  );
  const show = (/** @type {number} */ size) => {
    setText(value, String(size));
    setAttribute(less, "disabled", size <= LEAST_SIZE);
    setAttribute(more, "disabled", size >= most);
  };
  show(size);
  return { group, show };
}
